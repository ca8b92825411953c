# Marco de todas as páxinas
skip-to-content = Saltar ao contido
skip-index = Saltar o índice de información
official-site = sitio oficial
language = Idioma
navigation = Principal
help = Axuda
log-out = Saír
back = Volver
continue = Continuar
face-identity = Identidade
face-sede = Sede electrónica
face-office = Posto de traballo
face-inbox = Caixa de probas
demonstration = Demostración: as persoas, os números e os documentos son inventados.

# Pé
foot-help = Necesita axuda?
foot-call = Chame ao <a>{ $phone }</a>, { $hours }.
foot-write = Escríbanos
foot-about = Sobre este sitio
foot-accessibility = Declaración de accesibilidade
foot-privacy = Protección de datos
foot-status = Estado do servizo
foot-body = Organismo responsable
foot-body-text = { $body }. Este servizo funciona con Aldaba, software libre.
foot-report = Algo non vai ben nesta páxina? Cóntenolo

# Formularios
error-prefix = Erro:
errors-title = { $count ->
    [one] Revise un dato para continuar
   *[other] Revise { $count } datos para continuar
 }
optional = (opcional)
day = Día
month = Mes
year = Ano
choose = Elixa unha opción
code-count = Leva { $typed } de { $total }
write-something = Escriba este dato
choose-something = Elixa unha opción
form-stale-title = A páxina levaba demasiado tempo aberta
form-stale-lead = Non se enviou nada. Volva á páxina anterior, recárguea e envíe outra vez.

# Pasos
steps = Pasos
step-of = Paso { $step } de { $total }:

# Quen pide
asked-title = Quen lle pide que se identifique
asked-to-enter = Para entrar en <b>{ $service }</b>, { $body }
asked-for = Para
asked-level = Pide { $level }
asked-label = Sobre esta identificación

# Niveis
level-low = nivel baixo
level-substantial = nivel substancial
level-high = nivel alto
level-low-title = Nivel baixo
level-substantial-title = Nivel substancial
level-high-title = Nivel alto

# Tempo
expires-in = Caduca en
time-left = Tempo que queda
seconds-left = { $count ->
    [one] Queda un segundo.
   *[other] Quedan { $count } segundos.
 }
time-over = O tempo rematou. Pode pedir outro.
session-ends = Hora en que remata a súa sesión: { $time }
session-soon = Pecharemos a súa sesión en menos { $minutes ->
    [one] dun minuto
   *[other] de { $minutes } minutos
 }.
session-keep = Seguir conectado
session-over = Pechamos a súa sesión. O que escribiu está gardado. Volva entrar.

# Códigos e documentos
copy = Copiar o código
copied = Código copiado
download = Descargar
print = Imprimir
verification-code = Código seguro de verificación
change = Cambiar
qr-label = Código QR

# Páxinas de erro
error-page = Erro
try-this = Probe isto
other-doors = Outras portas abertas
door-home = Volver á páxina de inicio
door-call = Chamar ao { $phone }
door-contact = Escribirnos
reference = Se chama, dea esta referencia:
bad-request-title = Non entendemos a petición
bad-request-lead = O enderezo ou os datos que enviou o seu navegador non están completos.
bad-request-try = Volva á páxina anterior e comece de novo desde ela.
forbidden-title = Non pode ver esta páxina
forbidden-lead = A súa sesión non ten permiso para isto, ou caducou.
forbidden-try = Volva entrar e repita o que estaba a facer.
not-found-title = Esta páxina non existe
not-found-lead = O enderezo pode estar mal escrito ou a páxina cambiou de sitio.
not-found-try = Comprobe o enderezo ou comece desde a páxina de inicio.
method-title = Este enderezo non se pode abrir así
method-lead = Chégase a el desde un formulario, non directamente.
method-try = Comece desde a páxina de inicio.
too-large-title = O que enviou pesa demasiado
too-large-lead = Non se gardou nada.
too-large-try = Envíe un ficheiro máis pequeno ou un texto máis curto.
media-title = Este tipo de ficheiro non nos serve
media-lead = Non se gardou nada.
media-try = Comprobe que o ficheiro é do tipo que pide a páxina.
too-many-title = Demasiados intentos seguidos
too-many-lead = Por seguridade temos que agardar un pouco.
too-many-try = Volva intentalo en { $wait }.
failure-title = Algo fallou aquí, non no seu equipo
failure-lead = Non se enviou nada.
failure-try = Probe nuns minutos ou chame e dea a referencia.
busy-title = Hai moitas persoas á vez
busy-lead = Gardámoslle a quenda: esta páxina volve intentalo soa.
busy-try = Non peche a páxina. Volveremos probar en { $wait }.

# Duracións
duration-seconds = { $count ->
    [one] un segundo
   *[other] { $count } segundos
 }
duration-minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
 }
duration-hours = { $count ->
    [one] unha hora
   *[other] { $count } horas
 }
duration-days = { $count ->
    [one] un día
   *[other] { $count } días
 }
date-long = { $day } de { $month ->
    [1] xaneiro
    [2] febreiro
    [3] marzo
    [4] abril
    [5] maio
    [6] xuño
    [7] xullo
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[other] decembro
 } de { $year }
date-time = { $date }, { $time }

# Proba de traballo
work-title = Agarde un momento
work-lead = Antes de seguir, o seu navegador fai un cálculo breve que frea os programas automáticos. Vostede non ten que facer nada.
work-wait = { $seconds ->
    [one] Agarde un segundo e prema «Continuar».
   *[other] Agarde { $seconds } segundos e prema «Continuar».
 }
work-early-title = Aínda non se pode continuar
work-early = { $seconds ->
    [one] Queda un segundo.
   *[other] Quedan { $seconds } segundos.
 }
work-progress = O cálculo vai polo { $percent } %
work-bar = Progreso do cálculo
work-done = Xa está. Continuamos.
work-why = Non é unha adiviña. Non intervén ningunha outra empresa e non gardamos nada sobre o seu equipo.
