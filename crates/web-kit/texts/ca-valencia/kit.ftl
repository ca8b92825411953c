# El marc de totes les pàgines
skip-to-content = Ves al contingut
skip-index = Salta l’índex d’informació
official-site = lloc oficial
language = Idioma
navigation = Principal
help = Ajuda
log-out = Ix
back = Torna
continue = Continua
face-identity = Identitat
face-sede = Seu electrònica
face-office = Lloc de treball
face-inbox = Bústia de proves
demonstration = Demostració: les persones, els números i els documents són inventats.

# Peu
foot-help = Necessita ajuda?
foot-call = Telefone al <a>{ $phone }</a>, { $hours }.
foot-write = Escriga’ns
foot-about = Sobre este lloc
foot-accessibility = Declaració d’accessibilitat
foot-privacy = Protecció de dades
foot-status = Estat del servici
foot-body = Organisme responsable
foot-body-text = { $body }. Este servici funciona amb Aldaba, programari lliure.
foot-report = Alguna cosa no va bé en esta pàgina? Explique’ns-ho

# Formularis
error-prefix = Error:
errors-title = { $count ->
    [one] Revise una dada per a continuar
   *[other] Revise { $count } dades per a continuar
 }
optional = (opcional)
day = Dia
month = Mes
year = Any
choose = Trie una opció
code-count = Porta { $typed } de { $total }
write-something = Escriga esta dada
choose-something = Trie una opció
form-stale-title = La pàgina feia massa temps que era oberta
form-stale-lead = No s’ha enviat res. Torne a la pàgina anterior, recarregue-la i envie una altra vegada.

# Passos
steps = Passos
step-of = Pas { $step } de { $total }:

# Qui demana
asked-title = Qui li demana que s’identifique
asked-to-enter = Per a entrar en <b>{ $service }</b>, { $body }
asked-for = Per a
asked-level = Demana { $level }
asked-label = Sobre esta identificació

# Nivells
level-low = nivell baix
level-substantial = nivell substancial
level-high = nivell alt
level-low-title = Nivell baix
level-substantial-title = Nivell substancial
level-high-title = Nivell alt

# Temps
expires-in = Caduca d’ací a
time-left = Temps que queda
seconds-left = { $count ->
    [one] Queda un segon.
   *[other] Queden { $count } segons.
 }
time-over = El temps s’ha acabat. En pot demanar un altre.
session-ends = Hora en què acaba la seua sessió: { $time }
session-soon = Tancarem la seua sessió en menys { $minutes ->
    [one] d’un minut
   *[other] de { $minutes } minuts
 }.
session-keep = Seguix connectat
session-over = Hem tancat la seua sessió. El que va escriure està guardat. Torne a entrar.

# Codis i documents
copy = Copia el codi
copied = Codi copiat
download = Descarrega
print = Imprimix
verification-code = Codi segur de verificació
change = Canvia
qr-label = Codi QR

# Pàgines d’error
error-page = Error
try-this = Prove açò
other-doors = Altres portes obertes
door-home = Tornar a la pàgina d’inici
door-call = Telefonar al { $phone }
door-contact = Escriure’ns
reference = Si telefona, done esta referència:
bad-request-title = No hem entés la petició
bad-request-lead = L’adreça o les dades que ha enviat el seu navegador no estan completes.
bad-request-try = Torne a la pàgina anterior i comence de nou des d’allí.
forbidden-title = No pot veure esta pàgina
forbidden-lead = La seua sessió no té permís per a açò, o ha caducat.
forbidden-try = Torne a entrar i repetisca el que feia.
not-found-title = Esta pàgina no existix
not-found-lead = L’adreça pot estar mal escrita o la pàgina ha canviat de lloc.
not-found-try = Comprove l’adreça o comence des de la pàgina d’inici.
method-title = Esta adreça no es pot obrir així
method-lead = S’hi arriba des d’un formulari, no directament.
method-try = Comence des de la pàgina d’inici.
too-large-title = El que ha enviat pesa massa
too-large-lead = No s’ha guardat res.
too-large-try = Envie un fitxer més xicotet o un text més curt.
media-title = Este tipus de fitxer no ens servix
media-lead = No s’ha guardat res.
media-try = Comprove que el fitxer és del tipus que demana la pàgina.
too-many-title = Massa intents seguits
too-many-lead = Per seguretat hem d’esperar un poc.
too-many-try = Torne-ho a provar d’ací a { $wait }.
failure-title = Alguna cosa ha fallat ací, no en el seu equip
failure-lead = No s’ha enviat res.
failure-try = Prove-ho d’ací a uns minuts o telefone i done la referència.
busy-title = Hi ha moltes persones alhora
busy-lead = Li guardem el torn: esta pàgina ho torna a provar sola.
busy-try = No tanque la pàgina. Ho tornarem a provar d’ací a { $wait }.

# Durades
duration-seconds = { $count ->
    [one] un segon
   *[other] { $count } segons
 }
duration-minutes = { $count ->
    [one] un minut
   *[other] { $count } minuts
 }
duration-hours = { $count ->
    [one] una hora
   *[other] { $count } hores
 }
duration-days = { $count ->
    [one] un dia
   *[other] { $count } dies
 }
date-long = { $day } { $month ->
    [1] de gener
    [2] de febrer
    [3] de març
    [4] d’abril
    [5] de maig
    [6] de juny
    [7] de juliol
    [8] d’agost
    [9] de setembre
    [10] d’octubre
    [11] de novembre
   *[other] de desembre
 } de { $year }
date-time = { $date }, { $time }

# Prova de treball
work-title = Un moment, per favor
work-lead = Abans de continuar, el seu navegador fa un càlcul breu que frena els programes automàtics. Vosté no ha de fer res.
work-wait = { $seconds ->
    [one] Espere un segon i polse «Continua».
   *[other] Espere { $seconds } segons i polse «Continua».
 }
work-early-title = Encara no es pot continuar
work-early = { $seconds ->
    [one] Queda un segon.
   *[other] Queden { $seconds } segons.
 }
work-progress = El càlcul va pel { $percent } %
work-bar = Avanç del càlcul
work-done = Fet. Seguim avant.
work-why = No és cap endevinalla. No hi intervé cap altra empresa i no guardem res sobre el seu equip.
