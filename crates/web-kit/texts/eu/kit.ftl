# Orri guztien markoa
skip-to-content = Joan edukira
skip-index = Saltatu informazio-aurkibidea
official-site = gune ofiziala
language = Hizkuntza
navigation = Nagusia
help = Laguntza
log-out = Irten
back = Itzuli
continue = Jarraitu
face-identity = Identitatea
face-sede = Egoitza elektronikoa
face-office = Lanpostua
face-inbox = Proba-postontzia
demonstration = Erakustaldia: pertsonak, zenbakiak eta dokumentuak asmatuak dira.

# Orri-oina
foot-help = Laguntza behar duzu?
foot-call = Deitu <a>{ $phone }</a> telefonora, { $hours }.
foot-write = Idatzi iezaguzu
foot-about = Gune honi buruz
foot-accessibility = Irisgarritasun-adierazpena
foot-privacy = Datuen babesa
foot-status = Zerbitzuaren egoera
foot-body = Erakunde arduraduna
foot-body-text = { $body }. Zerbitzu hau Aldaba software librearekin dabil.
foot-report = Zerbait gaizki dabil orri honetan? Kontatu iezaguzu

# Formularioak
error-prefix = Errorea:
errors-title = { $count ->
    [one] Berrikusi datu bat jarraitzeko
   *[other] Berrikusi { $count } datu jarraitzeko
 }
optional = (aukerakoa)
day = Eguna
month = Hilabetea
year = Urtea
choose = Aukeratu bat
code-count = Idatzita: { $typed }/{ $total }
write-something = Idatzi datu hau
choose-something = Aukeratu bat
form-stale-title = Orriak denbora gehiegi zeraman irekita
form-stale-lead = Ez da ezer bidali. Itzuli aurreko orrira, birkargatu eta bidali berriro.

# Urratsak
steps = Urratsak
step-of = { $step }. urratsa, guztira { $total }:

# Nork eskatzen duen
asked-title = Nork eskatzen dizun identifikatzeko
asked-to-enter = <b>{ $service }</b> zerbitzuan sartzeko, { $body }
asked-for = Zertarako
asked-level = Eskatzen duena: { $level }
asked-label = Identifikazio honi buruz

# Mailak
level-low = maila baxua
level-substantial = funtsezko maila
level-high = maila altua
level-low-title = Maila baxua
level-substantial-title = Funtsezko maila
level-high-title = Maila altua

# Denbora
expires-in = Iraungitzeko falta dena
time-left = Geratzen den denbora
seconds-left = { $count ->
    [one] Segundo bat geratzen da.
   *[other] { $count } segundo geratzen dira.
 }
time-over = Denbora amaitu da. Beste bat eska dezakezu.
session-ends = Zure saioa amaitzeko ordua: { $time }
session-soon = Zure saioa itxiko dugu { $minutes ->
    [one] minutu bat
   *[other] { $minutes } minutu
 } igaro baino lehen.
session-keep = Jarraitu konektatuta
session-over = Zure saioa itxi dugu. Idatzi zenuena gordeta dago. Sartu berriro.

# Kodeak eta dokumentuak
copy = Kopiatu kodea
copied = Kodea kopiatu da
download = Deskargatu
print = Inprimatu
verification-code = Egiaztapen-kode segurua
change = Aldatu
qr-label = QR kodea

# Errore-orriak
error-page = Errorea
try-this = Saiatu honekin
other-doors = Beste ate ireki batzuk
door-home = Itzuli hasierako orrira
door-call = Deitu: { $phone }
door-contact = Idatzi guri
reference = Deitzen baduzu, eman erreferentzia hau:
bad-request-title = Ez dugu eskaera ulertu
bad-request-lead = Helbidea edo zure nabigatzaileak bidalitako datuak ez daude osorik.
bad-request-try = Itzuli aurreko orrira eta hasi berriro handik.
forbidden-title = Ezin duzu orri hau ikusi
forbidden-lead = Zure saioak ez du honetarako baimenik, edo iraungi da.
forbidden-try = Sartu berriro eta errepikatu egiten ari zinena.
not-found-title = Orri hau ez da existitzen
not-found-lead = Baliteke helbidea gaizki idatzita egotea, edo orria lekuz aldatu izana.
not-found-try = Egiaztatu helbidea edo hasi hasierako orritik.
method-title = Helbide hau ezin da horrela ireki
method-lead = Formulario batetik iristen da hona, ez zuzenean.
method-try = Hasi hasierako orritik.
too-large-title = Bidali duzunak gehiegi pisatzen du
too-large-lead = Ez da ezer gorde.
too-large-try = Bidali fitxategi txikiago bat edo testu laburrago bat.
media-title = Fitxategi-mota honek ez digu balio
media-lead = Ez da ezer gorde.
media-try = Egiaztatu fitxategia orriak eskatzen duen motakoa dela.
too-many-title = Saiakera gehiegi jarraian
too-many-lead = Segurtasunagatik, pixka bat itxaron behar dugu.
too-many-try = Saiatu berriro { $wait } barru.
failure-title = Zerbaitek huts egin du hemen, ez zure gailuan
failure-lead = Ez da ezer bidali.
failure-try = Saiatu minutu batzuk barru, edo deitu eta eman erreferentzia.
busy-title = Jende asko dago aldi berean
busy-lead = Zure txanda gordetzen dugu: orri hau bere kabuz saiatuko da berriro.
busy-try = Ez itxi orria. Berriro saiatuko gara { $wait } barru.

# Iraupenak
duration-seconds = { $count ->
    [one] segundo bat
   *[other] { $count } segundo
 }
duration-minutes = { $count ->
    [one] minutu bat
   *[other] { $count } minutu
 }
duration-hours = { $count ->
    [one] ordubete
   *[other] { $count } ordu
 }
duration-days = { $count ->
    [one] egun bat
   *[other] { $count } egun
 }
date-long = { $year } { $month ->
    [1] urtarrilaren
    [2] otsailaren
    [3] martxoaren
    [4] apirilaren
    [5] maiatzaren
    [6] ekainaren
    [7] uztailaren
    [8] abuztuaren
    [9] irailaren
    [10] urriaren
    [11] azaroaren
   *[other] abenduaren
 } { $day }
date-time = { $date }, { $time }

# Lan-proba
work-title = Itxaron une bat, mesedez
work-lead = Jarraitu aurretik, zure nabigatzaileak kalkulu labur bat egiten du, programa automatikoak moteltzeko. Zuk ez duzu ezer egin behar.
work-wait = { $seconds ->
    [one] Itxaron segundo bat eta sakatu «Jarraitu».
   *[other] Itxaron { $seconds } segundo eta sakatu «Jarraitu».
 }
work-early-title = Oraindik ezin da jarraitu
work-early = { $seconds ->
    [one] Segundo bat falta da.
   *[other] { $seconds } segundo falta dira.
 }
work-progress = Kalkulua: % { $percent }
work-bar = Kalkuluaren aurrerapena
work-done = Eginda. Aurrera goaz.
work-why = Ez da asmakizuna. Beste enpresarik ez dago tartean, eta ez dugu zure gailuari buruzko ezer gordetzen.
