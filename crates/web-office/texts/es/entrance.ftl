# Entrar
sign-in-title = Entrar en el puesto
sign-in-lead = Se entra con una llave de acceso: la huella, la cara o el PIN del equipo, o una llave USB. No hay que escribir nada.
sign-in = Entrar con la llave
sign-in-safety = Antes de entrar, comprobar que la dirección de la página es la del puesto. Nadie pide la llave por teléfono ni por correo.
lost-title = No tengo la llave, o ya no funciona
lost = Pedir otra invitación a administración. La llave nueva sustituye a la anterior, que deja de abrir.
left-title = Ha salido del puesto
left = Para seguir, volver a entrar con la llave.
ended-title = La sesión ha terminado
ended = No se ha guardado nada de lo último. Entrar de nuevo y repetirlo.
refused-title = Esa llave no abre este puesto
refused = Probar con otra llave. Si era la de siempre, pedir otra invitación a administración.
late-title = El intento ha caducado
late = Cada intento vale cinco minutos y una sola vez. Probar de nuevo.

# La llave, en el navegador
needs-script = La llave de acceso necesita JavaScript. Activarlo en el navegador y recargar la página.
unsupported = Este navegador no sabe usar llaves de acceso, o la página no se ha abierto en una dirección segura. Abrirla en un navegador reciente.
cancelled = No se ha completado: se canceló o pasó el tiempo. Se puede probar de nuevo.
failed = La llave no ha respondido bien. Probar de nuevo, o con otra llave.
offline = No hay conexión con el servidor. Comprobar la red y probar de nuevo.
waiting = Esperando a la llave. Seguir las indicaciones del navegador.

# Demostración
invented-title = Ocupar un puesto de la demostración
invented-lead = Estas personas son inventadas. Cualquier visitante puede entrar como una de ellas, sin llave.
invented-enter = Entrar
invented-as = como { $name }
step-in-title = Entrar como { $name }
step-in-lead = Es una persona inventada para la demostración. Funciones: { $roles }.
step-in = Ocupar el puesto
step-in-safety = Lo que se haga queda anotado con el nombre inventado. En una instalación real solo se entra con llave.

# Invitación
enrol-title = Crear la llave de acceso
enrol-lead = Invitación para { $name }. Vale una sola vez, hasta el { $until }.
enrol-how-title = Cómo se hace
enrol-how-1 = Tener a mano el equipo con el que se va a trabajar, o una llave USB.
enrol-how-2 = Pulsar el botón y seguir las indicaciones del navegador.
enrol-how-3 = Confirmar con la huella, la cara o el PIN: sin eso la llave no sirve.
enrol = Crear la llave
enrol-replaces = Si ya había una llave, la nueva la sustituye y las sesiones abiertas se cierran.
enrol-not-me = Si no es usted { $name }, cerrar esta página y avisar a administración.
gone-title = Esta invitación ya no sirve
gone-lead = Ya se ha usado, ha caducado o se hizo otra después. También puede faltar una parte del enlace.
gone-try = Pedir otra invitación a administración: llega un enlace nuevo.
gone-door = Entrar con una llave que ya tengo
enrol-refused-title = La llave no se ha guardado
enrol-refused = Tiene que comprobar quién la usa, con la huella, la cara o un PIN. Probar de nuevo, o con otra llave.
taken-title = Esa llave ya es de otra persona
taken = Cada persona entra con la suya. Crear otra, o usar otro dispositivo.

# Sesión
session-title = Su sesión
session-lead = { $hours ->
    [one] Una sesión dura una hora como mucho, para que un puesto olvidado no quede abierto.
   *[other] Una sesión dura { $hours } horas como mucho, para que un puesto olvidado no quede abierto.
 }
session-name = Nombre
session-roles = Funciones de hoy
session-method = Forma de entrar
method-passkey = Llave de acceso
method-invented = Puesto de la demostración
session-until = Termina
session-again-title = Seguir más tiempo
session-again = Entrar otra vez ahora: empieza una sesión nueva y esta se cierra.
session-typed = Lo escrito en una decisión no se pierde: si la sesión ha terminado al enviarla, se pide la llave y después sigue ahí.
session-none = Ninguna
