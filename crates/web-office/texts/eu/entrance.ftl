# Sartu
sign-in-title = Sartu postuan
sign-in-lead = Sarbide-gako batekin sartzen da: hatz-marka, aurpegia edo ekipoaren PINa, edo USB gako bat. Ez da ezer idatzi behar.
sign-in = Sartu gakoarekin
sign-in-safety = Sartu aurretik, egiaztatu orriaren helbidea postuarena dela. Inork ez du gakoa eskatzen, ez telefonoz ez mezu elektronikoz.
lost-title = Ez dut gakorik, edo ez dabil
lost = Eskatu beste gonbidapen bat administratzaileari. Gako berriak aurrekoa ordezten du, eta hark ez du gehiago irekitzen.
left-title = Postutik irten zara
left = Jarraitzeko, sartu berriro gakoarekin.
ended-title = Saioa amaitu da
ended = Ez da azkenekoa gorde. Sartu berriro eta errepikatu.
refused-title = Gako horrek ez du postu hau irekitzen
refused = Saiatu beste gako batekin. Betikoa bazen, eskatu beste gonbidapen bat administratzaileari.
late-title = Saiakera iraungi da
late = Saiakera bakoitzak bost minutuz eta behin bakarrik balio du. Saiatu berriro.

# Gakoa, nabigatzailean
needs-script = Sarbide-gakoak JavaScript behar du. Aktibatu nabigatzailean eta birkargatu orria.
unsupported = Nabigatzaile honek ez daki sarbide-gakoak erabiltzen, edo orria ez da helbide seguru batean ireki. Ireki nabigatzaile berri batean.
cancelled = Ez da osatu: bertan behera utzi da edo denbora igaro da. Berriro saia daiteke.
failed = Gakoak ez du ondo erantzun. Saiatu berriro, edo beste gako batekin.
offline = Ez dago konexiorik zerbitzariarekin. Egiaztatu sarea eta saiatu berriro.
waiting = Gakoaren zain. Jarraitu nabigatzailearen jarraibideei.

# Erakustaldia
invented-title = Hartu erakustaldiko postu bat
invented-lead = Pertsona hauek asmatuak dira. Edozein bisitari sar daiteke haietako bat bezala, gakorik gabe.
invented-enter = Sartu
invented-as = honela: { $name }
step-in-title = Sartu honela: { $name }
step-in-lead = Erakustaldirako asmatutako pertsona bat da. Eginkizunak: { $roles }.
step-in = Hartu postua
step-in-safety = Egiten dena asmatutako izenarekin idatzita geratzen da. Benetako instalazio batean gakoarekin bakarrik sartzen da.

# Gonbidapena
enrol-title = Sortu sarbide-gakoa
enrol-lead = Gonbidapena. Norentzat: { $name }. Behin bakarrik balio du; azken unea: { $until }.
enrol-how-title = Nola egiten den
enrol-how-1 = Izan eskura lan egiteko erabiliko den ekipoa, edo USB gako bat.
enrol-how-2 = Sakatu botoia eta jarraitu nabigatzailearen jarraibideei.
enrol-how-3 = Berretsi hatz-markarekin, aurpegiarekin edo PINarekin: hori gabe gakoak ez du balio.
enrol = Sortu gakoa
enrol-replaces = Lehendik gako bat bazegoen, berriak ordezten du, eta irekitako saioak itxi egiten dira.
enrol-not-me = { $name } ez bazara, itxi orri hau eta jakinarazi administratzaileari.
gone-title = Gonbidapen honek ez du balio
gone-lead = Erabili da, iraungi da, edo geroago beste bat egin zen. Baliteke estekaren zati bat falta izatea ere.
gone-try = Eskatu beste gonbidapen bat administratzaileari: esteka berri bat iritsiko da.
gone-door = Sartu dudan gako batekin
enrol-refused-title = Gakoa ez da gorde
enrol-refused = Nork erabiltzen duen egiaztatu behar du, hatz-markarekin, aurpegiarekin edo PIN batekin. Saiatu berriro, edo beste gako batekin.
taken-title = Gako hori beste pertsona batena da
taken = Pertsona bakoitza berearekin sartzen da. Sortu beste bat, edo erabili beste gailu bat.

# Saioa
session-title = Zure saioa
session-lead = { $hours ->
    [one] Saio batek ordubete irauten du gehienez, ahaztutako postu bat irekita gera ez dadin.
   *[other] Saio batek { $hours } ordu irauten du gehienez, ahaztutako postu bat irekita gera ez dadin.
 }
session-name = Izena
session-roles = Gaurko eginkizunak
session-method = Sartzeko modua
method-passkey = Sarbide-gakoa
method-invented = Erakustaldiko postua
session-until = Amaiera
session-again-title = Denbora gehiago jarraitu
session-again = Sartu berriro orain: saio berri bat hasten da eta hau ixten da.
session-typed = Erabaki batean idatzitakoa ez da galtzen: bidaltzean saioa amaitu bada, gakoa eskatzen da, eta gero hor jarraitzen du.
session-none = Bat ere ez
