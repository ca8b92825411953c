# Buscar
title = Personas
lead = Para atender a quien tiene un problema con su identidad. Cada consulta queda anotada, y la persona la ve con su motivo.
number-label = Número de identidad
number-hint = DNI, NIE u otro número que la persona use para identificarse. Ejemplo: 12345678Z
number-empty = Escribir el número de identidad.
number-shape = Un DNI tiene 8 cifras y una letra, como 12345678Z. Un NIE tiene una letra, 7 cifras y otra letra, como X1234567L.
number-letter = La letra no corresponde a ese número. Repetirlo con la persona, cifra a cifra.
number-unknown = Nadie con ese número ha pasado por aquí. Repetirlo con la persona; si es el suyo, no está registrada.
number-not-registered = Esta persona empezó a registrarse y no terminó: no hay ninguna identidad que atender. Puede registrarse con una carta, por videollamada o en una oficina.
purpose-label = Para qué
purpose-hint = Al menos { $least } letras. La persona lo leerá en su actividad. Ejemplo: llama porque no reconoce un acceso.
purpose-short = Escribir para qué: al menos { $least } letras.
purpose-long = Como mucho { $most } letras. Acortarlo.
find = Buscar a la persona
too-many-title = Demasiadas consultas en una hora
too-many = Se podrá buscar de nuevo a partir de las { $time }. Si hace falta atender a más personas, que siga otra persona del puesto.
ended-title = La consulta ha terminado
ended = Cada consulta dura una hora. Para seguir, decir de nuevo para qué.
alerts-title = Avisos de las personas
alerts-none = Nadie espera respuesta a un aviso.
alerts-waiting = { $count ->
    [one] Un aviso de «no he sido yo» espera.
   *[other] { $count } avisos de «no he sido yo» esperan.
 }
alerts-open = Ver los avisos

# Una persona
person-short = Persona
until-time = Consulta abierta hasta las { $time }.
data-title = Datos
fact-name = Nombre
fact-number = Número
fact-birth = Fecha de nacimiento
fact-phone = Móvil
fact-email = Correo
fact-lang = Idioma de los avisos
show = Mostrar los datos
show-note = Queda anotado quién los vio, y la persona lo ve.
shown-title = Datos a la vista
shown = Ha quedado anotado. Al cargar de nuevo la página vuelven a ocultarse.
registration-title = Registro
fact-state = Estado
fact-level = Nivel
fact-made = Cómo se hizo
fact-since = Desde
state-active = En uso
state-phone-displaced = Sin móvil: ahora es de otra persona
state-renounced = La persona renunció
state-revoked = Retirado de oficio
state-deceased = La persona ha fallecido
level-basic = Básico
level-advanced = Avanzado
made-letter = Con una carta
made-video-call = Por videollamada
made-unattended = Con fotos y un vídeo
made-office = En una oficina
made-elsewhere = En otro sistema
sessions = { $count ->
    [one] Una sesión abierta
   *[other] { $count } sesiones abiertas
 }
sessions-none = Ninguna sesión abierta
reports = { $count ->
    [one] Un aviso de «no he sido yo» sin resolver
   *[other] { $count } avisos de «no he sido yo» sin resolver
 }

# Medios
means-title = Medios y dispositivos
means-caption = Con qué se identifica
col-means = Medio
col-state = Estado
col-since = Desde
means-pin = PIN por SMS
means-app = App en «{ $name }»
means-app-none = App
means-password = Contraseña permanente
means-passkey = Llave de acceso «{ $name }»
means-passkey-none = Llave de acceso
means-certificate = Certificado electrónico
on = Funciona
off = Desactivado por la persona
none = No tiene
closed = Cerrado por una medida
closed-registration = Cerrado: el registro no está en uso
renew = Tiene que cambiarla
expired = Caducada desde el { $since }
device-replaced = Sustituida por otra
device-deactivated = Desactivada
device-vetoed = Rechazada por la persona
device-locked = Cerrada por códigos erróneos

# Medidas
in-force-title = Medidas en vigor
in-force-none = Ninguna: la identidad funciona con normalidad.
in-force-none-closed = Ninguna, pero el registro no está en uso: la identidad no abre nada.
history-title = Historia de las medidas
history-none = Nunca se ha puesto ninguna.
history-caption = Medidas, la más reciente primero
col-measure = Medida
col-set = Puesta
col-end = Fin
kind-frozen = Congelada por la persona
kind-suspended = Suspendida
kind-blocked = Bloqueada
kind-new-password = Contraseña nueva obligatoria
kind-new-proofing = Nueva comprobación de identidad
kind-pin-off = PIN desactivado
kind-app-off = App desactivada
kind-password-off = Contraseña desactivada
kind-passkey-off = Llaves de acceso desactivadas
kind-certificate-off = Certificados desactivados
by-person = la persona
by-you = { $name } (usted)
by-line = { $when } · { $who }
until-line = Hasta el { $when }
lifted-line = Levantada: { $when } · { $who }
over-line = Terminó sola el { $when }
in-force = En vigor
own-block = La puso usted: tiene que levantarla otra persona.
lift = Levantar

# Intervenir
acts-title = Intervenir
acts-lead = Cada medida pide un motivo y la llave de acceso. La persona recibe un correo.
suspend = Suspender
suspend-title = Suspender la identidad
suspend-lead = No podrá identificarse de ninguna forma hasta el día que se elija, y sus sesiones se cierran ahora. Después vuelve a funcionar sola.
block = Bloquear
block-title = Bloquear la identidad
block-lead = No podrá identificarse de ninguna forma ni registrarse de nuevo, sin fecha de fin, y sus sesiones se cierran ahora. Solo otra persona del puesto podrá levantarlo.
new-password = Exigir una contraseña nueva
new-password-title = Exigir una contraseña nueva
new-password-lead = La contraseña de ahora deja de servir hasta que la cambie con su código de activación y un SMS. Lo demás sigue funcionando. Sus sesiones se cierran ahora.
new-proofing = Exigir otra comprobación de identidad
new-proofing-title = Exigir otra comprobación de identidad
new-proofing-lead = Hasta que vuelva a demostrar quién es, solo alcanza el nivel bajo. Sus sesiones se cierran ahora.
device = Desactivar la app
device-title = Desactivar la app de la persona
device-lead = La app deja de confirmar en «{ $name }». La persona sigue registrada y recibe el PIN por SMS.
end-sessions = Cerrar sus sesiones
end-sessions-title = Cerrar todas sus sesiones
end-sessions-lead = Tendrá que identificarse de nuevo en todos los sitios. Nada más cambia.
until-hint = Hoy como muy pronto, y dentro de un año como muy tarde. Ejemplo: 31 12 { $year }
until-empty = Escribir el último día de la suspensión.
until-range = Tiene que ser hoy o un día del próximo año. Para más tiempo, bloquear.
reason-hint = Escribir qué ha pasado y cómo se ha comprobado. Mínimo { $least } letras. Lo leerán sus colegas, quien audite y la persona.
back = Volver sin hacer nada
lift-title = Levantar: { $what }
lift-lead = La medida deja de tener efecto al momento, y la persona recibe un correo.
lift-do = Levantar la medida

# Después
done-title = Hecho
done-intervened = La medida ya tiene efecto, y la persona recibirá un correo.
done-lifted = La medida ya no tiene efecto, y la persona recibirá un correo.
done-ended = Sus sesiones están cerradas, y la persona recibirá un correo.
done-device = La app ya no confirma en ese dispositivo, y la persona recibirá un correo.
changed-title = Otra persona ha intervenido mientras tanto
changed = No se ha hecho nada. Mirar cómo está ahora y decidir de nuevo.
already-title = Esa medida ya está en vigor
already = No se ha hecho nada. Para cambiarla, levantar antes la que hay.
no-device-title = Esa app ya no estaba activa
no-device = No se ha hecho nada: la persona ya recibe el PIN por SMS.
no-password-title = No tiene contraseña permanente
no-password = No se ha hecho nada: no hay contraseña que cambiar.
not-in-force-title = Esa medida ya no estaba en vigor
not-in-force = No se ha hecho nada: otra persona la levantó, o terminó sola.
same-officer-title = Tiene que levantarla otra persona
same-officer = Quien bloquea una identidad no la vuelve a abrir. No se ha hecho nada.
