# Orokorra
step-photos = Argazkiak
step-film = Bideoa
step-send = Bidalketa
send-by = Bidaltzeko epea: { $time } arte. Orria ixten baduzu, ireki berriro nabigatzaile honetan: bidali duzuna gordeta dago.
leave = Utzi
leave-note = Uzten baduzu, ez zara erregistratuta geratzen eta egindakoa ezabatzen da.
no-script-title = Argazkiek eta bideoak JavaScript behar dute
no-script = Zure nabigatzaileak itzalita dauka. Piztu eta kargatu orria berriro, edo aukeratu modu hauetako bat: batek ere ez du behar.
unable-title = Nabigatzaile honek ezin du bideorik grabatu
unable = Ireki orri hau nabigatzaile eguneratu batean, kamera duen gailu batean, edo aukeratu erregistratzeko beste modu bat.
camera-denied = Nabigatzaileak ez du kamera erabiltzen uzten. Baimendu helbidearen ondoko ikonoarekin eta saiatu berriro.
camera-missing = Ez dugu kamerarik aurkitu. Konektatu bat, edo jarraitu mugikor batetik.
camera-in-use = Beste programa batek kamera erabiltzen du. Itxi eta saiatu berriro.
camera-failed = Kamerak ez du erantzuten. Itxi eta ireki nabigatzailea eta saiatu berriro.

# Nork zer egiaztatzen duen
checks-title = Nork zer egiaztatzen duen
machine-title = Programa batek egiaztatzen du
machine-sharp = Argazkiak garbiak direla eta agiria osorik ikusten dela
machine-digits = Letren eta zenbakien bandaren kontrol-zifrak
machine-dates = Datak, eta agiria indarrean dagoela
machine-register = Zure datuak erregistrokoak direla
machine-code = SMSaren kodea guk bidalitakoa dela
person-title = Pertsona batek egiaztatzen du
person-face = Zure aurpegia agiriko argazkikoa dela
person-genuine = Agiria benetakoa dela
person-actions = Eskatutako keinuak egin dituzula
person-act = Zu zarela, zuzenean eta zure borondatez
person-only = Ezein programak ez du zure aurpegia alderatzen, ezta agiria benetakoa den erabakitzen ere.

# Informazioa
info-title = Erregistratu argazkiekin eta bideo batekin
info-lead = Agiriaren bi argazki eta zure aurpegiaren bideo labur bat egiten dituzu, mugikorrarekin, edozein ordutan eta inorekin hitz egin gabe. 10 minutu inguru.
under-way-title = Erdizka daukazu
under-way = Bidalitakoa gordeta dago ordu honetara arte: { $time }. <a>Jarraitu utzi zenuen lekutik</a>
how-title = Nola egiten den
how-consent = Zer gordetzen den irakurri eta baimena ematen duzu.
how-photos = Agiriaren alde bakoitzaren argazkia egiten duzu. Orriak abisatzen dizu lausoa, distiratsua edo moztuta ateratzen bada.
how-contact = Mugikorra eta helbide elektronikoa idazten dituzu.
how-film = Bideo bat grabatzen duzu: une horretan eskatzen diren hiru keinu egin eta SMSz iristen den kode bat idazten duzu.
how-send = Berrikusi eta bidaltzen duzu.
ready-original = Zure jatorrizko agiria, indarrean eta zorrorik gabe. Fotokopiak edo pantailak ez du balio.
ready-face = Leku lasai eta argitsua, hondo laua duena, eguzkitako betaurrekorik, txanorik eta maskararik gabe.
ready-camera = Kamera eta mikrofonoa dituen mugikorra, tableta edo ordenagailua.
ready-own = Zuk bakarrik: inork ezin du beste norbaiten izenean egin.
after-title = Gero zer gertatzen den
after-basic = Egiaztapen automatiko guztiak ondo badoaz, berehala geratzen zara erregistratuta oinarrizko mailan. Pertsona batek geroago berrikusten du, { $hours } ordu inguruan: berresten badu, zure erregistroa aurreratua izango da; bestela, kendu egingo da.
after-review = Pertsona batek { $hours } ordu inguruan berrikusten du. Berresten badu, maila aurreratuan geratzen zara erregistratuta.
after-told = Bi kasuetan agiri sinatu batean jasotzen duzu emaitza.
kept-title = Zer gordetzen den eta zenbat denboraz
kept-what = Argazkiak, bideoa irudi eta soinuarekin eta egiaztapen bakoitzaren emaitza, zifratuta. Zertarako behar dituen esaten duen langile baimenduak bakarrik ikusten ditu, eta idatzita geratzen da.
kept-registered = Erregistratuta geratzen bazara, { $years } urte.
kept-suspicion = Iruzurra susmatzen bada, { $years } urte.
kept-otherwise = Gainerako kasuetan, { $days } egun.
start = Hasi nire agiriarekin

# Baimena
consent-title = Zer gordetzen den eta zure baimena
consent-lead = Zure baimenik gabe ez da argazkirik egiten.
consent-label = Berariaz onartzen dut nire agiriari argazkiak egitea, nire irudia eta ahotsa grabatzea eta datu horiek tratatzea, nor naizen egiaztatzeko
consent-missing = Zure baimenik gabe ezin ditugu argazkiak eta bideoa egin. Gutunez edo bulego batean erregistra zaitezke.
too-often-title = Gehiegitan hasi zara
too-often-lead = Segurtasunagatik, agiri berarekin egunean gutxi batzuetan bakarrik has daiteke.
too-often-try = Berriro hasteko itxaron behar duzun denbora: { $wait }. Bitartean beste modu batean erregistra zaitezke:

# Argazkiak
front-title = Aurrealdearen argazkia
front-lead = Zure argazkia duen aldea da. Jarri agiria hondo lau eta ilunago baten gainean, eta eraman markoaren barrura.
back-title = Atzealdearen argazkia
back-lead = «<» zeinuak dituzten lerroen aldea da. Osorik irakurri behar dira.
camera-picture = Kamerak ikusten duena
camera-on = Piztu kamera
shoot = Egin argazkia
automatic = Bere kabuz egin dadila ondo ateratzen denean
file-fold = Ezin dut kamera erabili orri honetan
file-label = Beste aplikazio batekin egindako argazkia
file-hint = JPEG, PNG edo WebP, gehienez 10 MB.
file-send = Bidali argazki hau
file-empty = Aukeratu argazki bat.
file-large = Argazki hori handiegia da. Egin bereizmen txikiagoarekin.
file-unreadable = Fitxategi hori ez da ireki dezakegun argazkia. Erabili JPEG, PNG edo WebP.
sending = Argazkia bidaltzen.
sending-waits = Konexiorik ez. Argazkia itzultzen denean bidaliko da.
hint-too-dark = Argi gutxi dago. Hurbildu leiho batera edo piztu lanpara bat.
hint-too-bright = Argi gehiegi dago. Urrundu argitik.
hint-glare = Distira bat dago. Okertu agiria pixka bat.
hint-too-blurred = Lausoa dago. Eutsi mugikorrari geldirik eta itxaron fokatu arte.
hint-too-small = Agiria txiki ikusten da. Hurbildu.
hint-cut-off = Agiria iruditik ateratzen da. Urrundu pixka bat.
hint-no-document = Ez dugu agiria ikusten. Jarri markoaren barruan, hondo lau baten gainean.
hint-hold = Ondo. Ez mugitu.
front-taken = Horrela atera da aurrealdea
back-taken = Horrela atera da atzealdea
front-picture = Aurrealdearen argazkia
back-picture = Agiriaren atzealdearen argazkia
taken-good-title = Argazkia ona da
taken-good = Garbia da eta agiria osorik ikusten da.
taken-poor-title = Argazkia hobetu daiteke
taken-poor = Errepika dezakezu. Honekin jarraitzen baduzu, pertsona batek begiratuko du erregistratu aurretik.
taken-again = Errepikatu argazkia
pictures-left = { $left ->
    [0] Ezin da alde honen argazki gehiago egin.
    [one] Alde honen beste argazki bat egin dezakezu.
   *[other] Alde honen beste { $left } argazki egin ditzakezu.
 }
pictures-over-title = Ezin da alde honen argazki gehiago egin
pictures-over-lead = Onartzen diren guztiak egin dituzu. Bidali zenuen azkena gordeta dago.
pictures-over-door = Jarraitu azken argazkiarekin
zone-title = Irakurri duguna
zone-number = NAN edo AIZ
zone-number-is = Alderatu
zone-same = Idatzi zenuena
zone-other = Ez da idatzi zenuena
zone-name = Izena
zone-birth = Jaiotza
zone-expiry = Noiz arte balio duen
zone-is = Indarraldia
zone-in-force = Indarrean
zone-expired = Iraungita
zone-digits = Kontrol-zifrak
zone-digits-ok = Zuzenak
zone-digits-bad = Ez datoz bat
zone-digits-title = Kontrol-zifrak ez datoz bat
zone-digits-wrong = Letren eta zenbakien banda gaizki irakurri da edo hondatuta dago. Errepikatu argazkia; berdin jarraitzen badu, pertsona batek begiratuko du.
zone-none-title = Ezin izan dugu letren eta zenbakien banda irakurri
zone-none = Errepikatu argazkia hurbilagotik eta distirarik gabe. Berdin jarraitzen badu, pertsona batek begiratuko du.
zone-later = Programa batek irakurtzen duena da. Bidaltzean erregistroarekin alderatzen da.

# Mugikorra eta bideoa
contact-next = Bideoa hastean kode bat duen SMS bat bidaliko dizugu.
film-title = Grabatu bideoa
film-lead = Hiru keinu eta telefono honetara bidaliko dugun kodea eskatuko dizkizugu: { $phone }. Hasi aurretik ez dira jakiten.
film-document = Izan agiria eskuan: eskatuko dizugu.
film-place = Jarri mugikorra aurpegiaren parean, argia aurrean duzula.
film-sms = SMSa pantailaren goialdean agertzen da: ez duzu orri honetatik irten behar.
film-minutes = { $minutes } minutu dituzu hasten denetik bidaltzen amaitu arte.
films-left = { $left ->
    [one] Bideo bat graba dezakezu.
   *[other] Gehienez { $left } bideo graba ditzakezu.
 }
cut-short-title = Aurreko bideoa erdizka geratu zen
cut-short = Etendako bideo bat ezin da jarraitu: grabatu beste bat, beste keinu batzuekin. Argazkiak eta zure datuak gordeta daude.
film-on = Piztu kamera eta mikrofonoa
film-start = Hasi grabatzen
action-of = { $n }. keinua, { $total } guztira
action-done = Eginda
code-send = Egiaztatu kodea
code-right = Kodea zuzena da.
code-over = Kode horrek ez du jada balio. Grabatu beste bideo bat eta beste kode bat bidaliko dizugu.
codes-over = Kode gehiegi eskatu dituzu eta segurtasunagatik itxaron behar dugu. Saiatu berriro ordubete barru edo erregistratu beste modu batean.
film-time = Geratzen den denbora
film-sending-title = Bideoa bidaltzen
film-sending = Utzi orri hau irekita amaitu arte.
film-waiting = Konexiorik ez. Itzultzen denean jarraituko dugu: iritsi dena gordeta dago.
film-online = Berriro konektatuta.
film-failed-title = Bideo honek ez du balio
film-late = Denbora amaitu da. Grabatu beste bideo bat.
film-lost = Bideoa ez da osorik iritsi. Grabatu beste bat.
film-large = Bideoa luzeegia da. Grabatu laburrago bat.
film-broken = Bideoa hondatuta iritsi da. Grabatu beste bat.
film-no-code = SMSaren kodea falta da. Grabatu beste bideo bat.
film-camera-stopped = Kamera edo mikrofonoa gelditu da. Grabatu beste bideo bat orritik irten gabe.
film-elsewhere = Beste bideo bat hasi duzu beste leiho batean. Jarraitu han, edo grabatu beste bat hemen.
film-not-kept = Bideoa iritsi da, baina orain ezin dugu gorde. Saiatu berriro minutu bat barru.
film-not-begun = Ezin izan dugu hasi. Saiatu berriro.
film-retry = Saiatu berriro
film-another = Grabatu beste bideo bat
films-over-title = Ezin da bideo gehiago grabatu
films-over-lead = Onartzen diren guztiak hasi dituzu eta bat ere ez da osatu.
films-over-try = Utzi eta geroago <a>berriro has zaitezke</a>, edo beste modu batean erregistratu:

# Bidalketa
send-title = Berrikusi eta bidali
picture-good = Garbia
picture-poor = Hobetzekoa
change-front = aurrealdearen argazkia
change-back = atzealdearen argazkia
change-film = bideoa
fact-film = Bideoa
film-kept = Grabatuta, kode zuzenarekin
send-button = Bidali
send-safety = «Bidali» sakatu arte inork ez du begiratzen eta ez zara erregistratuta geratzen.

# Amaiera
waiting-title = Jaso dugu
waiting-lead = Pertsona batek { $hours } ordu inguruan berrikusiko du. Ordura arte ez zara erregistratuta geratzen.
waiting-basic = Oinarrizko mailan erregistratuta zaude. Pertsona batek { $hours } ordu inguruan berrikusiko du.
waiting-told = Emaitzarekin idatziko dizugu, agiri sinatu batean, berresten bada zein ez bada.
waiting-close = Orri hau itxi dezakezu.
told-sent = Emaitzarekin idatzi dizugu, agiri sinatu batean.
confirmed-title = Zure identitatea berretsita dago
confirmed-lead = Pertsona batek argazkiak eta bideoa berrikusi ditu. Zure erregistroa maila aurreratukoa da.
refused-title = Ezin izan dugu zure identitatea berretsi
refused-lead = Pertsona batek argazkiak eta bideoa berrikusi ditu eta ez ditu ontzat eman. Ez zara erregistratuta geratzen.
refused-withdrawn = Pertsona batek argazkiak eta bideoa berrikusi ditu eta ez ditu ontzat eman. Zenuen oinarrizko erregistroa kendu da: berriro erregistratzeko bulego bat edo ziurtagiri bat behar duzu.
refused-image = Argazkiek edo bideoak ez zuten zure identitatea egiaztatzeko aukerarik ematen. Bilatu argi gehiago eta konexio hobea.
refused-data = Agiriaren datuak ez zetozen bat erregistrokoekin, edo bideoa ez zegoen osorik.
refused-route = Zure kasua ezin da horrela konpondu: jada erregistratuta zaude, edo bulego bat edo ziurtagiri bat behar da.
refused-doubt = Berrikusi zuen pertsonak ezin izan zituen ontzat eman agiria, irudia edo inguruabarrak. Segurtasunagatik ez dugu hemen xehetasun gehiago ematen.
left-title = Utzi duzu
left-lead = Ez zara erregistratuta geratzen. Egindakoa { $days } egunean ezabatzen da eta bitartean inork ez du begiratzen.
gone-title = Identifikazio hau ez dago jada irekita
gone-lead = Bidaltzeko denbora amaitu da. Ez zara erregistratuta geratzen, eta egindakoa { $days } egunean ezabatzen da.
gone-sent = Bidaltzera iritsi bazinen, emaitzarekin idatziko dizugu.
again = Hasi berriro
