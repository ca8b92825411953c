# Orokorra
to-register = Itzuli erregistrora
to-entrance = Itzuli hasierara
call-title = Norbaitekin hitz egin behar baduzu
call = Deitu <a>{ $phone }</a> telefonora, { $hours }.
more-title = Laguntza gehiago
never-title = Zure segurtasunerako

# Euskarri-zenbakia
support-title = Nola idatzi euskarri-zenbakia
support-lead = 9 karaktere dira: letra bat eta 8 zifra. Zure txartelean edo ziurtagirian dago, eta ez da AIZa.
support-card-title = Atzerritarraren txartela (TIE)
support-card = Goian eskuinean dago, baimen-motaren azpian («Estudiante», adibidez). E letrarekin hasten da.
support-permit-title = Bizileku-baimena
support-permit = Aurrealdean dago, goian eskuinean. E letrarekin hasten da.
support-union-title = Europar Batasuneko herritarraren ziurtagiria
support-union = Idatzi C bat eta ziurtagiriaren zenbakia. Ziurtagiri zaharretan, folio-tamainakoetan, aurrealdean dago. 1234567 zenbakirako, idatzi C01234567.
support-zeros-title = Zure zenbakiak 8 zifra baino gutxiago baditu
support-zeros = Jarri zeroak letraren eta zenbakiaren artean, 8 zifra osatu arte: E87654 honela idazten da: E00087654. Jartzen ez badituzu, guk jarriko ditugu.
support-new-title = Txartela berritu baduzu
support-new = Euskarri-zenbakia txartel bakoitzarekin aldatzen da. Erabili indarrean dagoenarena.

# NANaren datak
dni-title = NANaren zein data eskatzen dizugun
dni-lead = Baliozkotasun-data. Zure NANa iraunkorra bada, igorpen-data.
dni-validity-title = Baliozkotasun-data
dni-validity = Eskuinean dago, igorpen-dataren ondoan. Idatzi eguna, hilabetea eta urtea lau zifrarekin; adibidez, 9 3 2031.
dni-permanent-title = 01 01 9999 jartzen badu
dni-permanent = Zure NANa iraunkorra da. Markatu hala eta idatzi igorpen-data, ezkerrean justu ondoan dagoena. NAN zaharretan atzealdean dago.
dni-old-title = PERMANENTE jartzen badu eta 2006 baino lehenagokoa bada
dni-old = Oraindik balio du, baina 2031ko abuztuaren 3a baino lehen berritu behar da.

# Gutuneko kodea
letter-title = Nola lortu gonbidapen-gutuneko kodea
letter-lead = 16 karaktereko kode bat da, gutunean bakarrik dagoena. Ez dugu telefonoz edo mezu elektronikoz ematen.
letter-ask-title = 1. Eskatu gutuna
letter-ask = Sakatu <a>Erregistratu</a>, eman zure agiriaren datuak eta aukeratu «Gonbidapen-gutuna eskatu». Egun batzuetan iritsiko da zure zerga-egoitzara.
letter-where-title = 2. Bilatu laukia
letter-where = Kodea agurraren azpiko lauki batean dago, lau karaktereko lau taldetan.
letter-type-title = 3. Idatzi
letter-type = Berdin dio maiuskulak edo minuskulak izan, marratxoekin edo gabe. Ez dago zerorik ez batekorik: zirkulu bat ikusten baduzu O letra da, eta makila bat I letra da.
letter-limits-title = Zenbat irauten duen
letter-limits = { $days } egunez balio du, eta { $tries } aldiz idatz daiteke gaizki. Beste gutun bat eskatzen baduzu, aurrekoaren kodeak balioa galduko du.
letter-safety = Kodea zuretzat bakarrik da. Norbaitek eskatzen badizu, ez eman.

# SMSak
sms-title = Ez ditut SMSak jasotzen
sms-lead = Probatu hiru gauza hauek, ordena honetan. Gehienetan arazoa konpontzen dute.
sms-main-title = 1. Begiratu txartel nagusian
sms-main = Zenbaki bereko hainbat txartel badituzu (multiSIM), SMSak nagusira bakarrik iristen dira. Egiaztatu, gainera, begiratzen ari zaren mugikorra erregistratu zenuela.
sms-operator-title = 2. Galdetu zure operadoreari
sms-operator = Batzuek ez dituzte zenbaki berezietako SMSak uzten. Eskatu baimentzeko.
sms-handset-title = 3. Jarri zure txartela beste telefono batean
sms-handset = Hamarretik bederatzitan, orduan iristen dira zain zeuden SMS guztiak. Gero zure telefonora itzul zaitezke.
sms-changed-title = Erregistratu zenuen mugikorra ez baduzu
sms-changed = Aldatu erregistro-bulego batean, zure agiriarekin. Deitu { $phone } telefonora, hurbil zein duzun jakiteko.
sms-frozen-title = Zure identitatea izoztu edo PINa desaktibatu baduzu
sms-frozen = Orduan ez da bat ere bidaltzen. Sartu beste modu batean: orriak esango dizu zer gertatzen den eta zer egin dezakezun.
sms-wait = Kode bakoitzak minutu batzuetan balio du. Beste bat eskatzen baduzu, erabili iristen den azkena.

# Berretsi gabeko datuak
denied-title = Ez dizkidate datuak berresten
denied-lead = Segurtasunagatik, ez dugu esaten bi datuetatik zeinek huts egiten duen. Hauek dira gehien ikusten ditugun arrazoiak.
denied-compare-title = 1. Alderatu datuak agiriarekin
denied-compare = Erabili indarrean dagoen agiria. <a>Euskarri-zenbakia</a> txartel bakoitzarekin aldatzen da, eta NANetik <a>data</a> jakin bat eskatzen dugu.
denied-renewal-title = 2. Iraungi da, edo berritzen ari zara?
denied-renewal = Zure txartela iraungi bada eta berria izapidetzen ari bada, hori da arrazoirik ohikoena. Deitu lehenik { $phone } telefonora. Konpontzen ez bada, galdetu atzerritarren bulegoan. NANarekin, NANaren bulego batean.
denied-browser-title = 3. Aldatu nabigatzailea
denied-browser = Ezabatu cookieak, itxi nabigatzailea eta ireki berriro. Berdin jarraitzen badu, probatu beste nabigatzaile batekin.
denied-tries-title = Askotan saiatu bazara
denied-tries = Itxaron ordu laurden bat berriro saiatu aurretik.
