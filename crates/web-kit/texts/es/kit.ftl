# Marco de todas las páginas
skip-to-content = Saltar al contenido
skip-index = Saltar el índice de información
official-site = sitio oficial
language = Idioma
navigation = Principal
help = Ayuda
log-out = Salir
back = Volver
continue = Continuar
face-identity = Identidad
face-sede = Sede electrónica
face-office = Puesto de trabajo
face-inbox = Buzón de pruebas
demonstration = Demostración: las personas, los números y los documentos son inventados.

# Pie
foot-help = ¿Necesita ayuda?
foot-call = Llame al <a>{ $phone }</a>, { $hours }.
foot-write = Escríbanos
foot-about = Sobre este sitio
foot-accessibility = Declaración de accesibilidad
foot-privacy = Protección de datos
foot-status = Estado del servicio
foot-body = Organismo responsable
foot-body-text = { $body }. Este servicio funciona con Aldaba, software libre.
foot-report = ¿Algo no va bien en esta página? Cuéntenoslo

# Formularios
error-prefix = Error:
errors-title = { $count ->
    [one] Revise un dato para continuar
   *[other] Revise { $count } datos para continuar
 }
optional = (opcional)
day = Día
month = Mes
year = Año
choose = Elija una opción
code-count = Lleva { $typed } de { $total }
write-something = Escriba este dato
choose-something = Elija una opción
form-stale-title = La página llevaba demasiado tiempo abierta
form-stale-lead = No se ha enviado nada. Vuelva a la página anterior, recárguela y envíe otra vez.

# Pasos
steps = Pasos
step-of = Paso { $step } de { $total }:

# Quién pide
asked-title = Quién le pide que se identifique
asked-to-enter = Para entrar en <b>{ $service }</b>, { $body }
asked-for = Para
asked-level = Pide { $level }
asked-label = Sobre esta identificación

# Niveles
level-low = nivel bajo
level-substantial = nivel sustancial
level-high = nivel alto
level-low-title = Nivel bajo
level-substantial-title = Nivel sustancial
level-high-title = Nivel alto

# Tiempo
expires-in = Caduca en
time-left = Tiempo que queda
seconds-left = { $count ->
    [one] Queda un segundo.
   *[other] Quedan { $count } segundos.
 }
time-over = El tiempo ha terminado. Puede pedir otro.
session-ends = Hora en que termina su sesión: { $time }
session-soon = Cerraremos su sesión en menos de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
 }.
session-keep = Seguir conectado
session-over = Hemos cerrado su sesión. Lo que escribió está guardado. Vuelva a entrar.

# Códigos y documentos
copy = Copiar el código
copied = Código copiado
download = Descargar
print = Imprimir
verification-code = Código seguro de verificación
change = Cambiar
qr-label = Código QR

# Páginas de error
error-page = Error
try-this = Pruebe esto
other-doors = Otras puertas abiertas
door-home = Volver a la página de inicio
door-call = Llamar al { $phone }
door-contact = Escribirnos
reference = Si llama, dé esta referencia:
bad-request-title = No hemos entendido la petición
bad-request-lead = La dirección o los datos que envió su navegador no están completos.
bad-request-try = Vuelva a la página anterior y empiece de nuevo desde ella.
forbidden-title = No puede ver esta página
forbidden-lead = Su sesión no tiene permiso para esto, o ha caducado.
forbidden-try = Vuelva a entrar y repita lo que estaba haciendo.
not-found-title = Esta página no existe
not-found-lead = La dirección puede estar mal escrita o la página ha cambiado de sitio.
not-found-try = Compruebe la dirección o empiece desde la página de inicio.
method-title = Esta dirección no se puede abrir así
method-lead = Se llega a ella desde un formulario, no directamente.
method-try = Empiece desde la página de inicio.
too-large-title = Lo que ha enviado pesa demasiado
too-large-lead = No se ha guardado nada.
too-large-try = Envíe un archivo más pequeño o un texto más corto.
media-title = Este tipo de archivo no nos sirve
media-lead = No se ha guardado nada.
media-try = Compruebe que el archivo es del tipo que pide la página.
too-many-title = Demasiados intentos seguidos
too-many-lead = Por seguridad tenemos que esperar un poco.
too-many-try = Vuelva a intentarlo en { $wait }.
failure-title = Algo ha fallado aquí, no en su equipo
failure-lead = No se ha enviado nada.
failure-try = Pruebe en unos minutos o llame y dé la referencia.
busy-title = Hay muchas personas a la vez
busy-lead = Le guardamos el turno: esta página vuelve a intentarlo sola.
busy-try = No cierre la página. Volveremos a probar en { $wait }.

# Duraciones
duration-seconds = { $count ->
    [one] un segundo
   *[other] { $count } segundos
 }
duration-minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
 }
duration-hours = { $count ->
    [one] una hora
   *[other] { $count } horas
 }
duration-days = { $count ->
    [one] un día
   *[other] { $count } días
 }
date-long = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[other] diciembre
 } de { $year }
date-time = { $date }, { $time }

# Prueba de trabajo
work-title = Un momento, por favor
work-lead = Antes de seguir, su navegador hace un cálculo breve que frena a los programas automáticos. Usted no tiene que hacer nada.
work-wait = { $seconds ->
    [one] Espere un segundo y pulse «Continuar».
   *[other] Espere { $seconds } segundos y pulse «Continuar».
 }
work-early-title = Todavía no se puede continuar
work-early = { $seconds ->
    [one] Falta un segundo.
   *[other] Faltan { $seconds } segundos.
 }
work-progress = Cálculo al { $percent } %
work-bar = Avance del cálculo
work-done = Listo. Continuamos.
work-why = No es un acertijo. No interviene ninguna otra empresa y no guardamos nada sobre su equipo.
