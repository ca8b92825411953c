title = Sexu-izaerako delituen ziurtagiria
trail = Hemen zaude
trail-home = Hasiera
trail-procedures = Izapideak
trail-here = Ziurtagiria
kicker = Ziurtagiriak
lead = Ematen den datan delitu horiengatiko kondena irmorik jasota ez dagoela egiaztatzen du. Adingabeekin ohikotasunez lan egiteko edo laguntzeko eskatzen da.
declined-title = Ez zara identifikatu
declined = Ez dugu ezer bidali ez gorde. Nahi duzunean has zaitezke.
fact-free = Doakoa
fact-free-text = Tasarik gabe
fact-now = Berehala
fact-now-text = Ia kasu guztietan
fact-level = Edozein maila
fact-level-text = Oinarrizko erregistroa nahikoa da
start = Egin izapidea
check = Egiaztatu baldintza teknikoak
first-register = Lehen aldia da? <a>Erregistratu doan</a> hasi aurretik.
index = Orri honetan

what = Zer den
what-is = Sexu-askatasunaren aurkako delituengatik edo gizakien salerosketagatik kondena irmorik jasota dagoen ala ez dio.
what-register = Sexu Delitugileen eta Gizakien Salerosketaren Erregistro Zentrala kontsultatzen da, ematen den datan.

who = Nork eska dezakeen
who-self = { $age } urteko edo gehiagoko edozein pertsonak, beretzat.
who-represented = { $age } urte baino gutxiago dituenarentzat edo laguntza behar duenarentzat: haren aita edo ama, tutorea, egitatezko zaintzailea, kuradorea edo defendatzaile judiziala.
who-others = Enpresek eta boluntariotza-erakundeek kontsulta dezakete, zure aldez aurreko berariazko baimenarekin. Negatiboa bakarrik lortzen dute.
who-here = Hemen pertsona bakoitzak beretzat eskatzen du. Beste bat ordezkatzen baduzu, <a>deitu iezaguzu</a>, eta non eta zer agirirekin egin esango dizugu.

when = Noiz behar den
when-needed = Adingabeekin ohiko harremana izatea dakarren lanbide, ogibide edo boluntariotza ororako, kobratu ala ez (8/2021 Lege Organikoaren 57. artikulua).
when-habitual = Harremana ohikoa da errepikatua, zuzena eta erregularra bada, eta ez noizbehinkakoa, edo jarduera batez ere adingabeei zuzentzen bazaie.
when-not = Ez da beharrezkoa jendea oro har artatzen duten postuetan, jende horren artean adingabeak egon arren.
when-forbidden = Delitu horiengatiko kondena batekin ezin da adingabeekin lan egin. Kondena gero iristen bada, enpresari esan behar zaio, eta harremana berehala amaitzen da.

nationality = Espainiako nazionalitaterik ez baduzu
foreign-title = Zure herrialdeko ziurtagiria
foreign = Ziurtagiri honez gain, zure nazionalitateko herrialdeko baliokide bat aurkeztu beharko duzu.
foreign-eu = Europar Batasuneko herrialde bateko nazionala bazara, ez da beharrezkoa: erregistroak zure herrialdeari galdetzen dio.

validity = Aurkeztu eta berritu
validity-none = Jarduera hastean aurkezten da. Ez da iraungitzen: bere datan jasota dagoena dio, eta legeak ez du aldian-aldian berritzera behartzen.
validity-again = Beste bat aurkeztu behar da enpresaz aldatzen bazara, edo zure lana aldatu eta adingabeekin izatera igarotzen bada.
validity-suspicion = Enpresak berriro eska dezake, geroagoko kondena bat dagoela arrazoiz susmatzen badu.

how = Nola egiten den
how-identify = Identifikatzen zara
how-identify-text = Zure mugikorrera iristen den PINarekin. Erregistratuta ez bazaude, <a>erregistratu doan</a>.
how-review = Zure datuak berrikusten dituzu
how-review-text = Beteta datoz. Telefono bat eta helburua bakarrik gehitzen dituzu.
how-download = Ziurtagiria deskargatzen duzu
how-download-text = PDF zigilatu bat, edonork egiaztatzeko kode batekin.
how-online = Internetez da azkarrena. Zure identitatea edo datuen bat-etortze bat argitu behar bada bakarrik behar du denbora gehiago: orduan, deskargatzeko kodea duen SMS bat bidaliko dizugu.

verify = Ziurtagiri bat egiaztatu
verify-duty = Ziurtagiria onartzen duena da egiaztatzeko erantzulea. <a>Idatzi haren kodearen 22 karaktereak</a> eta alderatu jatorrizkoa kopiarekin.
verify-not = Ez da egiaztatu behar:
verify-not-administration = administrazio batek datua bitartekaritza-plataformaren bidez lortu badu;
verify-not-company = enpresa batek ziurtagiriak zuzenean guregandik jaso baditu, eskaera taldekatu batean.

other = Lortzeko beste modu batzuk
other-lead = Modu elektronikoak gomendatzen dizkizugu: ez dago ilararik ez itxaronaldirik.
other-administration = Administrazio batek eskatzen dizu: baimendu kontsultatzeko, eta ez duzu aurkeztu beharko (39/2015 Legearen 28. artikulua).
other-company = Langile talde oso batek behar du: enpresak edo erakundeak batera eska ditzake, pertsona bakoitzaren baimenarekin.
other-person = Bertaratuta: aurretiko hitzorduarekin, arreta-bulegoan edo zure lurralde-gerentzian. Eraman zure identitate-agiria eta kopia bat. Ez da beti une berean ematen.

more = Informazio gehiago
offences = Zer delitu hartzen dituen
offences-law = Sexu-askatasunaren aurkako delituak (Zigor Kodearen VIII. titulua) eta gizakien salerosketa (VII bis titulua):
offence-assault = sexu-erasoa; 2022tik, lehen sexu-abusua deitzen zena ere hartzen du;
offence-harassment = sexu-jazarpena;
offence-exhibition = exhibizionismoa eta sexu-zirikatzea;
offence-prostitution = prostituzioa eta sexu-esplotazioa;
offence-corruption = adingabeak galbideratzea;
offence-trafficking = gizakien salerosketa.
abroad = Atzerrian erabiltzea: apostilla
abroad-text = Adingabeekin lan egiteko Espainiako ziurtagiri bakarra da. Paperean apostillatzen edo legeztatzen da: ez dago elektronikoki apostillatzerik. Zigor-aurrekarien ziurtagiria ere eska dezakezu, eta hura apostillatu.
outcome = Zer gerta daitekeen
outcome-negative = Ezer jasota ez badago, ziurtagiria negatiboa da, eta hemen deskargatzen duzu.
outcome-review = Zerbait argitu behar bada, pertsona batek berrikusten du. Zuk egoitza honetan jarraitzen duzu eskaera.
outcome-positive = Kondenak jasota badaude, ziurtagiriak transkribatzen ditu. Zuri bakarrik ematen dizugu, eta nola egin esango dizugu.
law = Arauak
law-8-2021 = 8/2021 Lege Organikoa, haurrak eta nerabeak indarkeriatik oso-osorik babestekoa: 57. artikulutik 60.era.
law-1-1996 = 1/1996 Lege Organikoa, adingabearen babes juridikoarena, 26/2015 Legeak aldatua.
law-45-2015 = 45/2015 Legea, boluntariotzarena.
law-1110-2015 = 1110/2015 Errege Dekretua, erregistroarena, 407/2024 Errege Dekretuak aldatua.
law-10-2022 = 10/2022 Lege Organikoa, sexu-askatasunaren berme integralarena.
law-39-40 = 39/2015 Legea, administrazio-prozedura erkidearena, eta 40/2015 Legea, sektore publikoaren araubide juridikoarena.
law-aepd = Datuak Babesteko Espainiako Agentziaren 0401/2015 txostena, adingabeekiko ohiko lanari buruzkoa.
data = Datuen babesa
data-who = Arduraduna: { $body }.
data-why = Zu identifikatzeko, erregistroa kontsultatzeko eta ziurtagiria emateko erabiltzen ditugu zure datuak. Legeak agintzen du; ez du zure baimena oinarri.
data-criminal = Zigor-kondenei buruzko datuak agintaritza publikoaren kontrolpean bakarrik tratatzen dira (Datuak Babesteko Erregelamendu Orokorraren eta 3/2018 Lege Organikoaren 10. artikulua).
data-whom = Ez dizkiogu inori lagatzen. Kodea duenak ziurtagiria ikusten du: eman egiaztatu behar duenari bakarrik.
data-kept = Eskaera eta ziurtagiria egiaztatu ahal den denboran gordetzen ditugu, zurea bakarrik den gako batekin zifratuta.
data-rights = Zure datuak ikus, zuzendu edo muga ditzakezu, haien erabileraren aurka egin, eta Datuak Babesteko Espainiako Agentzian erreklamazioa jarri. <a>Informazio osoa</a>

aside = Beste kudeaketa batzuk
aside-asked = Eskatu dut
aside-status = Ikusi nire eskaeraren egoera
aside-verify = Ziurtagiri bat egiaztatu
aside-company = Enpresak eta erakundeak
aside-company-text = Zure langileek adingabeekin lan egiten badute, ziurtagiri guztiak batera eska daitezke, pertsona bakoitzaren baimenarekin.
aside-administration = Administrazio batek eskatzen dizu
aside-administration-text = Ez duzu aurkeztu behar: kontsultatzeko baimena eman diezaiokezu.
