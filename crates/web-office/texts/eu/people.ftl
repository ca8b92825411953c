# Bilatu
title = Pertsonak
lead = Bere identitatearekin arazoren bat duena artatzeko. Kontsulta bakoitza idatzita geratzen da, eta pertsonak ikusten du, arrazoiarekin batera.
number-label = Nortasun-zenbakia
number-hint = NAN, AIZ edo pertsonak bere burua identifikatzeko erabiltzen duen beste zenbaki bat. Adibidea: 12345678Z
number-empty = Idatzi nortasun-zenbakia.
number-shape = NAN batek 8 zifra eta letra bat ditu, 12345678Z adibidez. AIZ batek letra bat, 7 zifra eta beste letra bat ditu, X1234567L adibidez.
number-letter = Letra ez dagokio zenbaki horri. Errepikatu pertsonarekin, zifraz zifra.
number-unknown = Zenbaki hori duen inor ez da hemendik igaro. Errepikatu pertsonarekin; berea bada, ez dago erregistratuta.
number-not-registered = Pertsona hau erregistratzen hasi zen, eta ez zuen amaitu: ez dago artatzeko identitaterik. Gutun bidez, bideo-dei bidez edo bulego batean erregistra daiteke.
purpose-label = Zertarako
purpose-hint = Gutxienez { $least } letra. Pertsonak bere jardueran irakurriko du. Adibidea: sarbide bat ezagutzen ez duelako deitu du.
purpose-short = Idatzi zertarako: gutxienez { $least } letra.
purpose-long = Gehienez { $most } letra. Laburtu.
find = Bilatu pertsona
too-many-title = Kontsulta gehiegi ordubetean
too-many = { $time } baino lehen ezin izango da berriro bilatu. Pertsona gehiago artatu behar badira, jarrai dezala postuko beste pertsona batek.
ended-title = Kontsulta amaitu da
ended = Kontsulta bakoitzak ordubete irauten du. Jarraitzeko, esan berriro zertarako.
alerts-title = Pertsonen abisuak
alerts-none = Inor ez dago abisu baten erantzunaren zain.
alerts-waiting = { $count ->
    [one] «Ez naiz ni izan» abisu bat zain dago.
   *[other] «Ez naiz ni izan» { $count } abisu zain daude.
 }
alerts-open = Ikusi abisuak

# Pertsona bat
person-short = Pertsona
until-time = Kontsulta { $time } arte dago irekita.
data-title = Datuak
fact-name = Izena
fact-number = Zenbakia
fact-birth = Jaioteguna
fact-phone = Mugikorra
fact-email = Helbide elektronikoa
fact-lang = Abisuen hizkuntza
show = Erakutsi datuak
show-note = Nork ikusi dituen idatzita geratzen da, eta pertsonak ikusten du.
shown-title = Datuak agerian
shown = Idatzita geratu da. Orria berriro kargatzean ezkutatu egingo dira.
registration-title = Erregistroa
fact-state = Egoera
fact-level = Maila
fact-made = Nola egin zen
fact-since = Noiztik
state-active = Erabiltzen
state-phone-displaced = Mugikorrik gabe: beste pertsona batena da orain
state-renounced = Pertsonak uko egin zion
state-revoked = Ofizioz kendua
state-deceased = Pertsona hil egin da
level-basic = Oinarrizkoa
level-advanced = Aurreratua
made-letter = Gutun batekin
made-video-call = Bideo-dei bidez
made-unattended = Argazkiekin eta bideo batekin
made-office = Bulego batean
made-elsewhere = Beste sistema batean
sessions = { $count ->
    [one] Saio bat irekita
   *[other] { $count } saio irekita
 }
sessions-none = Ez dago saio irekirik
reports = { $count ->
    [one] «Ez naiz ni izan» abisu bat ebatzi gabe
   *[other] «Ez naiz ni izan» { $count } abisu ebatzi gabe
 }

# Bitartekoak
means-title = Bitartekoak eta gailuak
means-caption = Zerekin identifikatzen den
col-means = Bitartekoa
col-state = Egoera
col-since = Noiztik
means-pin = PINa SMS bidez
means-app = Aplikazioa: «{ $name }»
means-app-none = Aplikazioa
means-password = Pasahitz iraunkorra
means-passkey = Sarbide-gakoa: «{ $name }»
means-passkey-none = Sarbide-gakoa
means-certificate = Ziurtagiri elektronikoa
on = Badabil
off = Pertsonak desaktibatua
none = Ez du
closed = Neurri batek itxia
closed-registration = Itxita: erregistroa ez dago erabilgarri
renew = Aldatu egin behar du
expired = Noiz iraungia: { $since }
device-replaced = Beste batek ordeztua
device-deactivated = Desaktibatua
device-vetoed = Pertsonak baztertua
device-locked = Kode okerrengatik itxia

# Neurriak
in-force-title = Indarrean dauden neurriak
in-force-none = Bat ere ez: identitateak normal funtzionatzen du.
in-force-none-closed = Bat ere ez, baina erregistroa ez dago erabilgarri: identitateak ez du ezer irekitzen.
history-title = Neurrien historia
history-none = Ez da inoiz neurririk jarri.
history-caption = Neurriak, berriena lehenik
col-measure = Neurria
col-set = Jarria
col-end = Amaiera
kind-frozen = Pertsonak izoztua
kind-suspended = Etenda
kind-blocked = Blokeatuta
kind-new-password = Pasahitz berria nahitaez
kind-new-proofing = Identitatea berriro egiaztatzea
kind-pin-off = PINa desaktibatuta
kind-app-off = Aplikazioa desaktibatuta
kind-password-off = Pasahitza desaktibatuta
kind-passkey-off = Sarbide-gakoak desaktibatuta
kind-certificate-off = Ziurtagiriak desaktibatuta
by-person = pertsona bera
by-you = { $name } (zu)
by-line = { $when } · { $who }
until-line = Muga: { $when }
lifted-line = Kendua: { $when } · { $who }
over-line = Bere kabuz amaitu zen: { $when }
in-force = Indarrean
own-block = Zuk jarri zenuen: beste pertsona batek kendu behar du.
lift = Kendu

# Esku hartu
acts-title = Esku hartu
acts-lead = Neurri bakoitzak arrazoi bat eta sarbide-gakoa eskatzen ditu. Pertsonak mezu elektroniko bat jasotzen du.
suspend = Eten
suspend-title = Eten identitatea
suspend-lead = Ezin izango du inola ere identifikatu aukeratzen den egunera arte, eta bere saioak orain ixten dira. Ondoren bere kabuz funtzionatuko du berriro.
block = Blokeatu
block-title = Blokeatu identitatea
block-lead = Ezin izango du inola ere identifikatu, ezta berriro erregistratu ere, amaiera-datarik gabe, eta bere saioak orain ixten dira. Postuko beste pertsona batek bakarrik kendu ahal izango du.
new-password = Eskatu pasahitz berria
new-password-title = Eskatu pasahitz berria
new-password-lead = Oraingo pasahitzak ez du balioko, harik eta bere aktibazio-kodearekin eta SMS batekin aldatzen duen arte. Gainerakoak badabil. Bere saioak orain ixten dira.
new-proofing = Eskatu identitatea berriro egiaztatzea
new-proofing-title = Eskatu identitatea berriro egiaztatzea
new-proofing-lead = Nor den berriro frogatu arte, maila baxura bakarrik iristen da. Bere saioak orain ixten dira.
device = Desaktibatu aplikazioa
device-title = Desaktibatu pertsonaren aplikazioa
device-lead = Aplikazioak ez du gehiago berretsiko gailu honetan: «{ $name }». Pertsona erregistratuta dago oraindik, eta PINa SMS bidez jasotzen du.
end-sessions = Itxi bere saioak
end-sessions-title = Itxi bere saio guztiak
end-sessions-lead = Leku guztietan identifikatu beharko du berriro. Ez da besterik aldatzen.
until-hint = Gaur goizenez, eta urtebete barru beranduenez. Adibidea: 31 12 { $year }
until-empty = Idatzi etenaldiaren azken eguna.
until-range = Gaur edo datorren urtebeteko egun bat izan behar du. Denbora gehiagorako, blokeatu.
reason-hint = Idatzi zer gertatu den eta nola egiaztatu den. Gutxienez { $least } letra. Zure lankideek, ikuskatzen duenak eta pertsonak irakurriko dute.
back = Itzuli ezer egin gabe
lift-title = Kendu: { $what }
lift-lead = Neurriak berehala galtzen du eragina, eta pertsonak mezu elektroniko bat jasotzen du.
lift-do = Kendu neurria

# Ondoren
done-title = Eginda
done-intervened = Neurriak badu eragina, eta pertsonak mezu elektroniko bat jasoko du.
done-lifted = Neurriak ez du eraginik dagoeneko, eta pertsonak mezu elektroniko bat jasoko du.
done-ended = Bere saioak itxita daude, eta pertsonak mezu elektroniko bat jasoko du.
done-device = Aplikazioak ez du gehiago berresten gailu horretan, eta pertsonak mezu elektroniko bat jasoko du.
changed-title = Beste pertsona batek esku hartu du bitartean
changed = Ez da ezer egin. Begiratu nola dagoen orain, eta erabaki berriro.
already-title = Neurri hori indarrean dago
already = Ez da ezer egin. Aldatzeko, kendu lehenik dagoena.
no-device-title = Aplikazio hori ez zegoen aktibo
no-device = Ez da ezer egin: pertsonak PINa SMS bidez jasotzen du.
no-password-title = Ez du pasahitz iraunkorrik
no-password = Ez da ezer egin: ez dago aldatzeko pasahitzik.
not-in-force-title = Neurri hori ez zegoen indarrean
not-in-force = Ez da ezer egin: beste pertsona batek kendu zuen, edo bere kabuz amaitu zen.
same-officer-title = Beste pertsona batek kendu behar du
same-officer = Identitate bat blokeatzen duenak ez du berriro irekitzen. Ez da ezer egin.
