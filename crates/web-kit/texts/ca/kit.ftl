# El marc de totes les pàgines
skip-to-content = Vés al contingut
skip-index = Salta l’índex d’informació
official-site = lloc oficial
language = Idioma
navigation = Principal
help = Ajuda
log-out = Surt
back = Torna
continue = Continua
face-identity = Identitat
face-sede = Seu electrònica
face-office = Lloc de treball
face-inbox = Bústia de proves
demonstration = Demostració: les persones, els números i els documents són inventats.

# Peu
foot-help = Necessita ajuda?
foot-call = Truqui al <a>{ $phone }</a>, { $hours }.
foot-write = Escrigui’ns
foot-about = Sobre aquest lloc
foot-accessibility = Declaració d’accessibilitat
foot-privacy = Protecció de dades
foot-status = Estat del servei
foot-body = Organisme responsable
foot-body-text = { $body }. Aquest servei funciona amb Aldaba, programari lliure.
foot-report = Alguna cosa no va bé en aquesta pàgina? Expliqui’ns-ho

# Formularis
error-prefix = Error:
errors-title = { $count ->
    [one] Revisi una dada per continuar
   *[other] Revisi { $count } dades per continuar
 }
optional = (opcional)
day = Dia
month = Mes
year = Any
choose = Triï una opció
code-count = Porta { $typed } de { $total }
write-something = Escrigui aquesta dada
choose-something = Triï una opció
form-stale-title = La pàgina feia massa temps que era oberta
form-stale-lead = No s’ha enviat res. Torni a la pàgina anterior, recarregui-la i enviï una altra vegada.

# Passos
steps = Passos
step-of = Pas { $step } de { $total }:

# Qui demana
asked-title = Qui li demana que s’identifiqui
asked-to-enter = Per entrar a <b>{ $service }</b>, { $body }
asked-for = Per a
asked-level = Demana { $level }
asked-label = Sobre aquesta identificació

# Nivells
level-low = nivell baix
level-substantial = nivell substancial
level-high = nivell alt
level-low-title = Nivell baix
level-substantial-title = Nivell substancial
level-high-title = Nivell alt

# Temps
expires-in = Caduca d’aquí a
time-left = Temps que queda
seconds-left = { $count ->
    [one] Queda un segon.
   *[other] Queden { $count } segons.
 }
time-over = El temps s’ha acabat. En pot demanar un altre.
session-ends = Hora en què acaba la seva sessió: { $time }
session-soon = Tancarem la seva sessió en menys { $minutes ->
    [one] d’un minut
   *[other] de { $minutes } minuts
 }.
session-keep = Segueix connectat
session-over = Hem tancat la seva sessió. El que va escriure està desat. Torni a entrar.

# Codis i documents
copy = Copia el codi
copied = Codi copiat
download = Descarrega
print = Imprimeix
verification-code = Codi segur de verificació
change = Canvia
qr-label = Codi QR

# Pàgines d’error
error-page = Error
try-this = Provi això
other-doors = Altres portes obertes
door-home = Tornar a la pàgina d’inici
door-call = Trucar al { $phone }
door-contact = Escriure’ns
reference = Si truca, doni aquesta referència:
bad-request-title = No hem entès la petició
bad-request-lead = L’adreça o les dades que ha enviat el seu navegador no són completes.
bad-request-try = Torni a la pàgina anterior i comenci de nou des d’allà.
forbidden-title = No pot veure aquesta pàgina
forbidden-lead = La seva sessió no té permís per a això, o ha caducat.
forbidden-try = Torni a entrar i repeteixi el que feia.
not-found-title = Aquesta pàgina no existeix
not-found-lead = L’adreça pot estar mal escrita o la pàgina ha canviat de lloc.
not-found-try = Comprovi l’adreça o comenci des de la pàgina d’inici.
method-title = Aquesta adreça no es pot obrir així
method-lead = S’hi arriba des d’un formulari, no directament.
method-try = Comenci des de la pàgina d’inici.
too-large-title = El que ha enviat pesa massa
too-large-lead = No s’ha desat res.
too-large-try = Enviï un fitxer més petit o un text més curt.
media-title = Aquest tipus de fitxer no ens serveix
media-lead = No s’ha desat res.
media-try = Comprovi que el fitxer és del tipus que demana la pàgina.
too-many-title = Massa intents seguits
too-many-lead = Per seguretat hem d’esperar una mica.
too-many-try = Torni-ho a provar d’aquí a { $wait }.
failure-title = Alguna cosa ha fallat aquí, no al seu equip
failure-lead = No s’ha enviat res.
failure-try = Provi-ho d’aquí a uns minuts o truqui i doni la referència.
busy-title = Hi ha moltes persones alhora
busy-lead = Li guardem el torn: aquesta pàgina ho torna a provar sola.
busy-try = No tanqui la pàgina. Ho tornarem a provar d’aquí a { $wait }.

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
work-title = Un moment, si us plau
work-lead = Abans de continuar, el seu navegador fa un càlcul breu que frena els programes automàtics. Vostè no ha de fer res.
work-wait = { $seconds ->
    [one] Esperi un segon i premi «Continua».
   *[other] Esperi { $seconds } segons i premi «Continua».
 }
work-early-title = Encara no es pot continuar
work-early = { $seconds ->
    [one] Falta un segon.
   *[other] Falten { $seconds } segons.
 }
work-progress = Càlcul al { $percent } %
work-bar = Progrés del càlcul
work-done = Fet. Continuem.
work-why = No és cap endevinalla. No hi intervé cap altra empresa i no desem res sobre el seu equip.
