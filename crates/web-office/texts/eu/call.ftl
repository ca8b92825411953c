# Orria
call-title = Bideo-deia: { $name }
pause-after = Atsedena dei honen ondoren

# Pertsona
person-title = Pertsona
fact-number = Zenbakia
fact-language = Hizkuntza
fact-waited = Itxarondakoa
fact-mobile = Mugikorra
fact-origins = Konexioak
origins = { $count ->
    [one] Helbide batetik
   *[other] { $count } helbidetatik
 }
joined-again = Berriro sartu da. Egiaztatu pertsona bera eta gailu bera direla.
same-number = Zenbaki honekin beste sarrera bat dago itxarongelan.
attended-by = Hartu du: { $name }, kodea { $code }

# Irudia
stage = Pertsonaren irudia eta soinua
recording = Grabatzen
quality-good = Konexio ona
quality-fair = Konexio justua
quality-poor = Konexio txarra
quality-waiting = Konektatzen
quality-lost = Pertsonaren irudirik ez
own-voice = Zu: ahotsa bakarrik
own-picture = Zu: ahotsa eta irudia
own-muted = Zu: isilik
own-none = Zu: mikrofonorik gabe
no-picture = Irudia ez da oraindik iritsi
start = Konektatu deia
mute = Isildu
camera-on = Piztu nire kamera
camera-off = Itzali nire kamera
trouble-microphone = Nabigatzaileak ez du mikrofonoa erabiltzen uzten. Eman baimena helbide-barran eta konektatu berriro.
trouble-camera = Nabigatzaileak ez du kamera erabiltzen uzten, edo ez dago kamerarik. Deiak ahotsarekin jarraitzen du.
trouble-unsupported = Nabigatzaile honek ezin du bideo-deirik egin. Ireki orria berriago batean.
trouble-offline = Zerbitzariarekiko konexioa galdu da. Segundo gutxiro saiatzen da berriro.
trouble-elsewhere = Dei hau beste fitxa batean irekita dago. Hemen ez da ezer ikusten eta entzuten.
trouble-server = Bideo-zerbitzariak ez du erantzuten. Konektatu berriro; errepikatzen bada, jakinarazi sistemen arduradunei.
trouble-saving = Ezin izan da gorde. Begiratu konexioa eta errepikatu.
no-script = Irudiak eta soinuak JavaScript behar dute. Egiaztapenek eta erabakiak hura gabe funtzionatzen dute.

# Etenaldia
dropped-title = Deia eten da
dropped = Pertsona { $time } arte itzul daiteke. Itzultzen ez bada, ez da ezer erregistratzen, eta berriro jar daiteke ilaran.

# Esan orain
say-title = Esan orain
say-in = Hizkuntza: { $language }
all-said = Dena egiaztatuta dago. Erabaki daiteke.

# Egiaztapenak
checks-title = Egiaztapenak
checks-done = { $done }/{ $count }
checks-progress = Egindako egiaztapenak
result-passed = Ondo
result-failed = Gaizki
result-pending = Falta da
tick-passed = Ondo
tick-failed = Gaizki
check-announced = Nire burua aurkeztu dut
check-announced-note = Izena eta kodea ozen esanda
check-consent = Grabazioa onartzen du
check-consent-note = Eta badaki irudirik gabeko beste bideak daudela
check-code = Erabilera bakarreko kodea
check-code-note = Mugikorrera bidalia eta dei honetan idatzia
code-send = Bidali kodea
code-send-again = Bidali beste kode bat
code-sent = Bidalia: { $time }
code-right = Ondo idatzia: { $time }
code-wrong = { $count ->
    [one] Kode oker bat
   *[other] { $count } kode oker
 }
check-front = Aurrealdearen irudia
check-front-note = Osorik irakurtzen da, distirarik gabe
check-back = Atzealdearen irudia
check-back-note = Osorik irakurtzen da, hiru lerroekin
check-document = Agiri benetakoa, osoa eta indarrean
check-document-note = Erliebeak, hologramak eta ertzak okertzean
check-mrz = Makinaz irakurtzeko eremua
check-mrz-note = Iruditik irakurria, kontrol-digituekin
check-register = Datuak erregistro zibilean
check-register-note = Hiru saiakera arte, erantzuten ez badu
check-face = Aurpegi bera da
check-face-note = Pertsona batek egindako alderaketa
check-contact = Mugikorra eta helbidea errepikatuta
check-contact-note = Ozen irakurriak eta berretsiak

# Irudiak
captures-title = Irudiak
capture-front = Aurrealdearen argazkia
capture-back = Atzealdearen argazkia
capture-face = Aurpegiaren argazkia
shot-front = Aurrealdea
shot-back = Atzealdea
shot-face = Aurpegia
shot-missing = { $shot }, falta da
upload-label = Irudia fitxategi batetik
upload-hint = JPEG, PNG edo WebP, 4 MB arte. Orriaren irudi-hartzeak funtzionatzen ez badu bakarrik.
upload = Gorde irudia
upload-fold = Gorde irudi bat fitxategi batetik
uploading = Irudia bidaltzen
upload-empty = Aukeratu irudi bat.
upload-large = Irudia handiegia da. Gehienez 4 MB.
upload-unreadable = Fitxategia ez da irakur daitekeen irudi bat. Hartu berriro irudia.
no-frame = Oraindik ez dago hartzeko irudirik.
compare-title = Agiria eta aurpegia
compare-hint = Makinak ez ditu aurpegiak alderatzen: egin begiz, bi irudiak handituta.
compare-missing = Hartu lehenago aurrealdearen eta aurpegiaren irudiak.

# Makinaz irakurtzeko eremua
mrz-title = Agiriaren irakurketa
mrz-read = Irakurri iruditik
mrz-read-again = Irakurri berriro
mrz-typed-label = Edo idatzi ikusten dena
mrz-typed-hint = 30 karaktereko hiru lerroak, bakoitza bere lerroan.
mrz-type = Egiaztatu idatzitakoa
mrz-typed-fold = Idatzi lerroak eskuz
mrz-unread = Ezin izan da irakurri. Hartu irudia distira gutxiagorekin, edo idatzi lerroak.
mrz-not-mrz = Lerro horiek ez dira nortasun-agiri batenak. Berrikusi.
mrz-source-read = Iruditik irakurria
mrz-source-typed = Eskuz idatzia
col-field = Datua
col-on-document = Agirian
col-register = Erregistroan
col-agrees = Bat dator?
digit-right = Zuzena
digit-wrong = Ez dator bat
agrees = Bat dator
differs = Desberdina
unknown = Ez dago jasota
compare-caption = Agiria, idatzi zena eta erregistro zibila, datuz datu
field-number = Nortasun-zenbakia
field-name = Izena
field-birth = Jaiotza
field-expiry = Iraungitzea
field-sex = Sexua
register-ask = Galdetu erregistro zibilari
register-ask-again = Galdetu berriro
register-try = { $number }. saiakera: { $outcome }

# Harremana
contact-title = Mugikorra eta helbide elektronikoa
contact-phone = Mugikorra
contact-phone-hint = Identifikatzeko erabiliko duena.
contact-email = Helbide elektronikoa
contact-email-hint = Hurrengo urratsetarako.
contact-save = Gorde
contact-phone-wrong = Berrikusi mugikorra: bederatzi zifra, edo beste herrialde bateko aurrizkiarekin.
contact-email-wrong = Berrikusi helbidea: a bildua edo domeinua falta da.
contact-other-title = Mugikor hori erregistratutako beste pertsona batena da
contact-other = Berresten bada, beste pertsonak ez du gehiago izango, eta abisu bat jasoko du. Galdetu lehenago norena den mugikorra.
contact-displace = Pertsonak berresten du mugikorra berea dela

# Solasaldia
chat-title = Idatzitakoa eta azpitituluak
chat-empty = Oraindik ez da ezer idatzi.
chat-from-operator = Zu
chat-from-citizen = Pertsona
chat-label = Mezua
chat-send = Bidali
caption-label = Esaten dudanaren azpititulua
caption-send = Erakutsi azpititulua
caption-shown = Azpititulua
chat-long = Laburtu testua: gehienez { $most } letra.

# Erabakia
decision-title = Nire erabakia
register = Erregistratu pertsona hau
missing = Falta da: { $what }.
missing-nothing = Dena egiaztatuta dago.
register-note = Berehala erregistratuta geratzen da, oinarrizko mailarekin. SMSa eta mezua bidaltzen dira.
register-note-advanced = Berehala erregistratuta geratzen da, oinarrizko mailarekin. Beste pertsona batek grabazioa berrikusiko du maila aurreratura igotzeko.
refuse-fold = Ukatu arrazoi batekin…
refuse-reason = Arrazoia
refuse-reason-empty = Aukeratu arrazoia.
refuse-note = Zer ikusi den
refuse-note-hint = Gutxienez { $least } letra. Ikuskatzen duenak irakurriko du.
refuse-note-short = Idatzi zer ikusi den: gutxienez { $least } letra.
refuse-note-long = Gehienez { $most } letra. Laburtu.
refuse-note-character = Gorde ezin den karaktere bat dago. Idatzi berriro, itsatsi gabe.
refuse = Ukatu erregistroa
refuse-what = Ez da ezer erregistratzen. Pertsonak arrazoi orokorra eta dituen beste bideak irakurtzen ditu.
incomplete-title = Oraindik ezin da erregistratu
incomplete = Egiaztapenak falta dira, edo bat gaizki atera da. Osatu, edo ukatu arrazoi batekin.
reason-document = Agiri faltsua, aldatua edo baliogabea
reason-not-holder = Ez da agiriko pertsona
reason-quality = Irudi edo soinu eskasa
reason-connection = Konexioaren baldintzak
reason-recorded = Aurrez grabatutako bideoa
reason-devices = Gailu bat baino gehiago
reason-not-live = Ez da zuzenean edo ez da egintza bakarra
reason-coercion = Hertsapena edo larderia
reason-doubt = Arrazoizko beste zalantza bat
reason-left = Pertsona joan da
reason-data = Datuak ez dira berresten
reason-consent = Ez du grabazioa onartzen

check-interview = Gidaren galderak
check-interview-note = Kontraesanik gabe erantzuten du
check-one-device = Gailu bat, zuzenean
check-one-device-note = Egintza bakarrean eta aurrez grabatutako bideorik gabe
check-face-actions = Ekintzak aurpegiarekin
check-document-actions = Ekintzak agiriarekin
check-actions-note = Ausaz, desberdinak dei bakoitzean
action-face = Eskatu ekintza bat aurpegiarekin
action-document = Eskatu ekintza bat agiriarekin
action-other = Eskatu beste bat
action-done = Egin du
action-not-done = Ez du egiten
actions-seen = { $count ->
    [one] Egindako ekintza bat
   *[other] Egindako { $count } ekintza
 }
tick-none = Ez du
result-none = Ez du
field-digits = Kontrol-digituak
field-document = Euskarri-zenbakia
digit-all-right = Denak zuzenak
digit-some-wrong = Batek ez du balio
register-confirmed = bat dator, eta agiria indarrean dago
register-differs = datuak ez datoz bat
register-unknown = pertsona hori ez dago jasota
register-out-of-force = agiria ez dago indarrean
register-unavailable = ez du erantzuten
register-exhausted = Erregistroak ez du erantzun. { $count } saiakerarekin jarrai daiteke, eta idatzita geratzen da.
contact-repeated = Errepikatu ozen eta markatu egiaztapena: { $phone } · { $email }
reason-route = Ez da pertsona honentzako bidea
take-over = Norbaitek deiaren bere aldea beste gailu batean ireki du
dropped-own = Deiaren zure aldea eten da
not-now-title = Orain ezin da
not-now = Deia aldatu egin da bitartean. Begiratu berriro.
code-unsent-title = SMSa ez da bidali
code-unsent = Itxaron minutu bat eta bidali berriro, edo berrikusi mugikorra.
code-no-contact = Idatzi lehenago mugikorra eta helbide elektronikoa.
code-too-many = Kode gehiegi bidali dira dagoeneko. Ukatu daiteke, eta geroago saiatzeko eskatu.
code-too-soon = Bat bidali berri da. Hurrengoa noiztik: { $time }.
code-typed-label = Ozen irakurtzen duen kodea
code-typed-save = Egiaztatu
code-typed-empty = Idatzi kodearen sei zifrak.
code-typed-wrong = Hori ez da kodea. Eskatu berriro irakurtzeko.
code-typed-gone = Kode horrek ez du balio dagoeneko. Bidali beste bat.
action-none-left = Mota honetako ekintza guztiak eskatu dira deian.
register-no-tries = Dei honetan ezin da gehiagotan galdetu.
upload-too-many = Dei honek irudi gehiegi ditu dagoeneko.
zone-title = Irakurri dena
digit-of = Kontrol-digitua: { $field }
digit-optional = Aukerako datuak
digit-whole = Eremu osoa
mrz-busy = Erregistro zibilak ez du orain erantzuten. Irakurri berriro une bat barru.
mrz-no-capture = Hartu lehenago agiriaren atzealdearen irudia.
give-back = Itzuli ilarara
give-back-hint = Pertsonak bere lekua berreskuratzen du, eta beste batek har dezake.
contact-email-needed = Idatzi helbide elektronikoa: hurrengo urratsak hara iristen dira.
no-effect-title = Dei batek ez du ezer aldatzen pertsona honentzat
no-effect = Horrela erregistratuta dago dagoeneko, edo bulego batera joan edo ziurtagiri bat erabili behar du. Ukatu arrazoi horrekin.
