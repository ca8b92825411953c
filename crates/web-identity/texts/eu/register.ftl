# Orokorra
step-document = Zure agiria
step-confirm = Nola berretsi
step-contact = Zure mugikorra eta helbide elektronikoa
step-receipt = Ordezkagiria
only-you = Kodea zuretzat bakarrik da. Norbaitek eskatzen badizu, ez eman.
back-to-service = Itzuli zerbitzura: { $service }

# Zure agiria
document-title = Zure identitate-agiria
document-lead = Izan txartela aurrean: bertan agertzen diren bi datu behar dituzu.
before-title = Hasi aurretik
before-in-force = Zure agiriak indarrean egon behar du.
before-only-you = Zeure burua bakarrik erregistra dezakezu, ez beste inor.
before-nothing = Erdizka uzten baduzu, ez zara erregistratuta geratuko.
registered-already = Erregistratuta zaude? <a>Sartu PIN batekin</a>.
under-way-title = Erregistro bat erdizka duzu
under-way = <a>Utzi zenuen lekutik jarrai dezakezu</a>, edo hemen berriro hasi.

# Berretsi gabe, indarrik gabe
refused-title = Ezin izan ditugu datu horiek berretsi
refused-lead = Zure agiriaren zenbakiak eta datuak ez digute balio jarraitzeko. Zure segurtasunerako, ez dugu esaten bietatik zeinek huts egiten duen.
refused-compare = <b>Alderatu bi datuak indarrean dagoen agiriarekin.</b> Euskarri-zenbakia txartel bakoitzarekin aldatzen da. <a>Idatzi datuak berriro</a>
refused-renewal = <b>Zure txartela iraungi da, edo berritzen ari zara?</b> Ohiko arrazoia da. Deitu lehenik { $phone } telefonora. Konpontzen ez bada, galdetu atzerritarren bulegoan edo NANarenean.
refused-browser = <b>Aldatu nabigatzailea.</b> Itxi hau, ezabatu haren cookieak eta probatu beste batekin.
refused-door = Zer egin zure datuak berresten ez badira
expired-title = Zure agiria iraungita dago
expired-lead = Noiz iraungi zen: { $date }. Erregistratzeko, indarrean egon behar du.
expired-renew-card = Berritu zure txartela atzerritarren bulegoan eta itzuli berriarekin.
expired-renew-dni = Eskatu hitzordua zure NANa berritzeko eta itzuli berriarekin.
expired-call = Okerra dela uste baduzu, deitu { $phone } telefonora.
renewal-title = Zure agiria iraungi da eta berria izapidetzen ari da
renewal-lead = Noiz iraungi zen: { $date }. Berria izan arte ezin zaitugu erregistratu.
renewal-call = Deitu lehenik { $phone } telefonora: bitartean zer egin dezakezun esango dizute.
renewal-office-card = Konpontzen ez bada, galdetu zure berritzea daraman atzerritarren bulegoan.
renewal-office-dni = Konpontzen ez bada, galdetu zure berritzea daraman NANaren bulegoan.

# Nola berretsi
ways-title = Nola berretsi nahi duzu zu zarela?
ways-lead = { $number } zenbakiaren datuak ondo daude. Orain gonbidapen-gutun bat behar duzu.
ways-have = Badut gonbidapen-gutun bat
ways-have-note = Idatzi haren kodea eta amaitu orain. 5 minutu inguru.
ways-ask = Gonbidapen-gutuna eskatu
ways-ask-note = Zure zerga-egoitzara bidaliko dugu. Egun batzuk, postak behar dituenak.
ways-empty = Aukeratu bietako bat.
ways-level = Gutunarekin oinarrizko erregistroa lortzen duzu. Izapide batzuek aurreratua eskatzen dute; ziurtagiri elektronikoarekin edo bulego batean lortzen da.
no-address-title = Ezin dizugu gutunik bidali
no-address = Ez dugu zure zerga-egoitzarik jasota, eta gutuna helbide horretara bakarrik bidaltzen da. Berri bat baduzu, jakinarazi Ogasunean eta itzuli.
address-abroad = Zure zerga-egoitza Espainiatik kanpo dago, eta gutunak barrura bakarrik bidaltzen dira. Aldatu bada, eguneratu Ogasunean eta itzuli.
other-ways = Erregistratzeko beste modu batzuk
other-office = <b>Erregistro-bulego batean</b>, zure agiriarekin. Deitu { $phone } telefonora, hurbil zein duzun jakiteko. Hitzorduaren araberakoa da, eta erregistro aurreratua lortzen duzu.
other-certificate = <b>Ziurtagiri elektronikoarekin edo NANearekin</b> erregistro aurreratua lortzen duzu minutu batzuetan. Modu hori oraindik ez dago irekita hemen: galdetu { $phone } telefonoan.
have-letter = Lehenago gutun bat iritsi zitzaizun? <a>Idatzi haren kodea</a>.
ways-aside-title = Zergatik gutun bat
ways-aside = Gutuna administrazioak ezagutzen duen helbidera iristen da. Horrela, zure agiriaren kopia bat bakarrik duen inor ezin da zure ordez erregistratu.

# Gutuna eskatu
letter-title = Eskatu zure gonbidapen-gutuna
letter-lead = Horrela erregistratzeko, kode bat dakarren gutun bat behar duzu. Postaz bidaliko dizugu zure zerga-egoitzara.
letter-address = Gaur Ogasunean jasota dagoen helbidea erabiltzen dugu. Hemen ezin da aldatu: zuzena ez bada, eguneratu lehenago han.
letter-newest = Gutunik berrienak aurrekoen kodea baliogabetzen du. Gehienez gutun bat bidaltzen da { $hours } orduan behin.
letter-days = Kodeak { $days } egunez balio du.
letter-send = Bai, bidali gonbidapen-gutun bat nire zerga-egoitzara
letter-not = Ez bidali

# Gutuna eskatuta
requested-title = Zure gutuna bidean da
requested-lead = Gaur jasota dagoen zerga-egoitzara bidaliko dugu postaz. Gehienetan egun batzuetan iristen da.
requested-done = Gutuna eskatuta
requested-done-text = Azken { $hours } orduetan beste bat eskatu bazenuen, hura jasoko duzu.
requested-arrives = Gutuna jasoko duzu
requested-arrives-text = 16 karaktereko kode bat ekarriko du, eta noiz arte balio duen.
requested-return = Itzuli eta idatzi kodea
requested-return-text = Sakatu berriro «Erregistratu», eman zure agiriaren datuak eta aukeratu «Badut gonbidapen-gutun bat». Zure mugikorra eta helbide elektronikoa eskatuko dizkizugu.
requested-ready = Identifika zaitezke
requested-ready-text = Berehala, edozein egoitzatan.
requested-address-title = Helbidea ezin da hemen aldatu
requested-address = Ogasunean jasota dagoena erabiltzen dugu. Zuzena ez bada, eguneratu han eta eskatu beste gutun bat.
requested-late-title = Iristen ez bada
requested-late = { $hours } ordu igarota beste gutun bat eska dezakezu. Hura bidaltzean, aurrekoaren kodeak balioa galduko du.
accept = Ados

# Gutuneko kodea
code-title = Idatzi zure gutuneko kodea
code-hint = 16 karaktere dira, lau taldetan. Marratxoak berez jartzen dira.
code-empty = Idatzi zure gutuneko kodea.
code-length = Kodeak 16 karaktere ditu. Alderatu gutunarekin taldez talde.
code-character = Kodeak A-tik Z-rako letrak eta 2tik 7rako zenbakiak bakarrik ditu. Alderatu gutunarekin.
code-wrong = { $left ->
    [one] Kode hori ez da zuzena. Saiakera bat geratzen zaizu.
   *[other] Kode hori ez da zuzena. { $left } saiakera geratzen zaizkizu.
 }
code-blocked = Ez da saiakerarik geratzen eta, segurtasunagatik, gutunak ez du balio. Eskatu beste bat.
code-expired = Kode hori iraungi da. Eskatu beste gutun bat.
code-used = Kode hori erabilita dago. Zu izan ez bazinen, deitu { $phone } telefonora.
code-superseded = Kode horrek ez du balio, beste gutun bat eskatu zenuelako. Erabili azkena.
code-where = Non dago kodea?
code-lost = Ez dut gutuna aurkitzen, edo kodea ez dabil
code-lost-text = <a>Beste gutun bat eska dezakezu</a>, edo erregistro-bulego batera joan zure agiriarekin.
code-guide = Nola lortzen dut nire gonbidapen-gutuneko kodea?
code-alphabet = Ez dago zerorik ez batekorik: zirkulu bat ikusten baduzu O letra da, eta makila bat I letra da.

# Gutunak ez du ezer aldatzen
active-title = Erregistratuta zaude
active-lead = Zure erregistroa badabil, eta gutunak ez du ezer aldatzen bertan.
active-try = Identifikatu PIN batekin. Erregistratu zenuen mugikorrera iristen da.
active-door = Sartu PIN batekin
office-only-title = Gutunak ez du balio zu berriro erregistratzeko
office-only-lead = Zure erregistroari baja eman zitzaion. Berriro erregistratzeko, ziurtagiri elektroniko bat behar duzu, edo bulego batera joan.
office-only-try = Deitu { $phone } telefonora, hurbil zein bulego duzun jakiteko. Eraman zure agiria.
letter-gone-title = Gutunak ez du balio
letter-gone-lead = Erabili zen, iraungi zen, edo beste bat bidali zen erregistro hau egiten ari zinela. Ez zara erregistratuta geratu.
letter-gone-try = Erabili gutunik berrienaren kodea edo eskatu beste bat.
letter-gone-door = Hasi berriro

# Mugikorra eta helbide elektronikoa
contact-title = Zure mugikorra eta helbide elektronikoa
contact-lead = Mugikorrean jasoko dituzu identifikatzeko PINak.
phone-label = Mugikorra
phone-hint = Espainiakoa ez bada, idatzi herrialdearen aurrezenbakia ere; adibidez, +33.
phone-empty = Idatzi zure mugikorra.
phone-no-prefix = Espainiako mugikor batek 9 zifra ditu, eta 6 edo 7rekin hasten da. Zurea beste herrialde batekoa bada, idatzi aurrezenbakia; adibidez, +33.
phone-shape = Zenbaki horrek letrak ditu, edo zifrak soberan edo faltan. Idatzi honela: 600 000 017, edo herrialdearen aurrezenbakiarekin.
phone-country = Ez dago aurrezenbaki hori duen herrialderik. Egiaztatu.
phone-not-mobile = Zenbaki hori ez da mugikor batena, eta ezin du SMSrik jaso. Idatzi mugikor bat.
email-label = Helbide elektronikoa
email-hint = Zure erregistroko aldaketen berri emateko. Ez dugu koderik bidaltzen mezu elektronikoz.
email-empty = Idatzi zure helbide elektronikoa.
email-shape = Helbide batek izen bat, a bildua eta domeinu bat ditu; adibidez, izena@adibidea.eus.
email-long = Helbide hori luzeegia da. Egiaztatu.
contact-next = Kode bat duen SMS bat bidaliko dizugu, mugikorra zurea dela egiaztatzeko.
contact-send = Bidali kodea mugikorrera
contact-one-title = Mugikor bat, pertsona bat
contact-one = Mugikor bakoitzak erregistro bakarrerako balio du. Idatzi zuk bakarrik erabiltzen duzun bat.
contact-foreign = Beste herrialde batzuetako operadore batzuek ez dituzte SMS hauek ematen.
too-many-codes-title = Kode gehiegi eskatu duzu
too-many-codes-lead = Segurtasunagatik, itxaron egin behar dugu beste SMS bat bidali aurretik.
too-many-codes-try = Saiatu ordubete barru, edo hasi berriro geroago. Zure gutunak oraindik balio du.
too-many-codes-door = Itzuli duzun kodera
too-soon-title = Oraintxe eskatu duzu kode bat
too-soon-lead = SMS batek denbora pixka bat behar izan dezake, eta beste kode batek bidean dena indarrik gabe utziko luke.
too-soon-try = Beste bat eskatu ahal izango duzu { $wait } barru.
too-soon-door = Itzuli bidean den kodera

# SMSaren kodea
sms-title = Idatzi SMSaren kodea
sms-lead = { $phone } zenbakira bidali dugu. Segundo batzuetan iristen da.
sms-label = 6 zifrako kodea
sms-hint = Oraintxe jaso duzun SMSan dago.
sms-shape = Kodeak 6 zifra ditu. Begiratu SMSa.
sms-wrong = { $left ->
    [one] Kode hori ez da zuzena. Saiakera bat geratzen zaizu.
   *[other] Kode hori ez da zuzena. { $left } saiakera geratzen zaizkizu.
 }
sms-void = Kode horrek ez du balio: ez da saiakerarik geratzen. Eskatu beste bat.
sms-expired = Kode hori iraungi da. Eskatu beste bat.
sms-expires-in = Kodea iraungitzeko falta dena
sms-over = Kodea iraungi da. Eskatu beste bat.
sms-change = Aldatu mugikorra edo helbide elektronikoa
resend-title = Ez zaizu kodea iristen?
resend-in = Beste bat eskatzeko falta dena
resend-wait = Denbora hori igarotakoan, beste bat eska dezakezu.
resend-check = Egiaztatu orain
resend-now = Orain beste kode bat eska dezakezu.
resend = Bidali beste kode bat
resend-voids = Beste bat eskatzen baduzu, aurrekoak balioa galduko du.
sms-help = Ez ditut SMSak jasotzen
sms-safety = Administrazioko inork ez dizu inoiz kode hau eskatuko, ez telefonoz ez mezuz.

# Baldintzak
terms-title = Berrikusi zure datuak eta onartu baldintzak
fact-name = Izena
fact-number = NAN edo AIZ
fact-phone = Mugikorra
fact-email = Helbide elektronikoa
fact-registration = Erregistroa
change-phone = mugikorra
change-email = helbide elektronikoa
in-use-title = Mugikor hori beste erregistro batean ageri da
in-use = Orain zurea dela frogatu duzu. Jarraitzen baduzu, beste erregistroak ezin izango du erabili, eta titularrari jakinaraziko diogu; hark beste zenbaki bat eman ahal izango du.
in-use-other = Mugikorra bi pertsonak erabiltzen badute, <a>idatzi beste bat</a>.
displace-label = Ulertzen dut beste erregistroak ezin izango duela mugikor hau erabili
displace-missing = Markatu laukia mugikor honekin geratzeko, edo idatzi beste bat.
conditions = Erabilera-baldintzak
conditions-read = Irakurri erabilera-baldintzak
conditions-version = { $version } bertsioa
accept-label = Erabilera-baldintzak irakurri ditut eta onartzen ditut
accept-missing = Erregistratzeko, baldintzak onartu behar dituzu.
send = Bidali eta osatu erregistroa
send-safety = «Bidali» sakatu arte ez zara erregistratuta geratuko.

# Erregistroa osatuta
done-title = Erregistroa osatuta
done-lead = Identifika zaitezke. Gorde ordezkagiria: zure aktibazio-kodea dakar.
activation-title = Aktibazio-kodea
activation-hint = Gorde: harekin aktibatzen duzu pasahitz iraunkorra, edo beste bat jartzen duzu ahazten baduzu.
done-basic = Oinarrizkoa, gutun bidez ({ $date })
view-pdf = Ikusi PDFa
view-pdf-what = ordezkagiriarena, sinatuta
next-title = Orain egin dezakezuna
next-service = Identifikatu { $service } zerbitzuan
next-pin = Sartu PIN batekin
next-session = Ikusi zure saioa
done-safety = Aktibazio-kodea zuretzat bakarrik da. Administrazioko inork ez dizu eskatuko.
done-shared = Ordenagailua partekatua bada, sakatu «Amaitu» eta itxi nabigatzailea.
finish = Amaitu
receipt-file = erregistro-ordezkagiria.pdf
receipt-failed-title = Ordezkagiria ez dago prest
receipt-failed-lead = Zure erregistroa osatuta dago. PDFak bakarrik huts egin du.
receipt-failed-try = Itzuli aurreko orrira eta sakatu «Ikusi PDFa» minutu batzuk barru. Aktibazio-kodea han dago.
receipt-failed-door = Itzuli osatutako erregistrora

# Denbora gehiegi igaro da
gone-title = Erregistro hau ez dago irekita
gone-lead = Denbora gehiegi igaro da, eta ahaztu egin dugu.
gone-unfinished = «Erregistroa osatuta» ikusi ez bazenuen, ez zaude erregistratuta, eta ez dugu gorde ez zure mugikorra ez zure helbide elektronikoa.
gone-letter = Gutun bat eskatu bazenuen, bidean da oraindik, eta haren kodeak balioko dizu.
gone-done = «Erregistroa osatuta» ikusi bazenuen, erregistratuta zaude: <a>sartu PIN batekin</a>.
gone-again = Hasi berriro

minor-title = Adingabeak bertaratuta erregistratzen dira
minor-lead = Internetez, 18 urteko edo gehiagoko pertsonak bakarrik erregistra daitezke. Ez da ezer gorde.
minor-bring = Joan erregistro-bulego batera zure aitarekin, amarekin edo ordezkari duzunarekin. Eraman bion identitate-agiriak eta familia-liburua edo ordezkaritza frogatzen duen agiria.
minor-call = Deitu { $phone } telefonora: hurbil zein bulego duzun esango dizute, eta hitzordua emango dizute.

ways-video-lead = { $number } zenbakiaren datuak ondo daude. Aukeratu nola jarraitu.
ways-video = Bideo-deiz
ways-video-note = Enplegatu publiko batek artatzen zaitu eta amaitzean erregistratuta geratzen zara. 15 minutu inguru, gehi itxaronaldia.
ways-video-closed = Orain itxita dago. Noiz irekiko den: { $date }, { $time }.
ways-video-closed-now = Orain itxita dago.
other-video = <b>Bideo-deiz</b>: enplegatu publiko batek artatzen zaitu eta amaitzean erregistratuta geratzen zara. <a>Bideo-deiz erregistratu</a>
ways-self = Argazkiekin eta bideo batekin
ways-self-note = Agiriaren argazkiak eta zure aurpegiaren bideo bat egiten dituzu, edozein ordutan. 10 minutu inguru; pertsona batek geroago berrikusten du.
other-self = <b>Argazkiekin eta bideo batekin</b>: mugikorrarekin egiten duzu, edozein ordutan, eta pertsona batek geroago berrikusten du. <a>Argazkiekin eta bideo batekin erregistratu</a>
