# Común
to-register = Volver al registro
to-entrance = Volver al inicio
call-title = Si necesita hablar con alguien
call = Llame al <a>{ $phone }</a>, { $hours }.
more-title = Más ayuda
never-title = Por su seguridad

# Número de soporte
support-title = Cómo escribir el número de soporte
support-lead = Son 9 caracteres: una letra y 8 cifras. Está en su tarjeta o certificado y no es el NIE.
support-card-title = Tarjeta de extranjero (TIE)
support-card = Está arriba a la derecha, debajo del tipo de permiso, por ejemplo «Estudiante». Empieza por E.
support-permit-title = Permiso de residencia
support-permit = Está en el anverso, arriba a la derecha. Empieza por E.
support-union-title = Certificado de ciudadano de la Unión
support-union = Escriba una C y el número del certificado. En los certificados antiguos, de tamaño folio, está en el anverso. Para el 1234567 escriba C01234567.
support-zeros-title = Si su número tiene menos de 8 cifras
support-zeros = Ponga ceros entre la letra y el número hasta llegar a 8 cifras: E87654 se escribe E00087654. Si no los pone, los ponemos nosotros.
support-new-title = Si ha renovado la tarjeta
support-new = El número de soporte cambia con cada tarjeta. Use el de la que está en vigor.

# Fechas del DNI
dni-title = Qué fecha del DNI le pedimos
dni-lead = La de validez. Si su DNI es permanente, la de expedición.
dni-validity-title = La fecha de validez
dni-validity = Está a la derecha, junto a la de expedición. Escriba el día, el mes y el año con cuatro cifras, como 9 3 2031.
dni-permanent-title = Si pone 01 01 9999
dni-permanent = Su DNI es permanente. Márquelo así y escriba la fecha de expedición, que está justo a la izquierda. En los DNI antiguos está en el reverso.
dni-old-title = Si pone PERMANENTE y es anterior a 2006
dni-old = Sigue sirviendo, pero hay que renovarlo antes del 3 de agosto de 2031.

# Código de la carta
letter-title = Cómo obtener el código de la carta de invitación
letter-lead = Es un código de 16 caracteres que solo está en la carta. No se lo damos por teléfono ni por correo electrónico.
letter-ask-title = 1. Pida la carta
letter-ask = Pulse <a>Registrarse</a>, dé los datos de su documento y elija «Pedir una carta de invitación». Llega en unos días a su domicilio fiscal.
letter-where-title = 2. Busque el recuadro
letter-where = El código está en un recuadro debajo del saludo, en cuatro grupos de cuatro caracteres.
letter-type-title = 3. Escríbalo
letter-type = Da igual mayúsculas o minúsculas, con guiones o sin ellos. No hay ceros ni unos: si ve un círculo es la letra O, y un palo es la letra I.
letter-limits-title = Cuánto dura
letter-limits = Vale { $days } días y se puede escribir mal { $tries } veces. Si pide otra carta, el código de la anterior deja de servir.
letter-safety = El código es solo para usted. Si alguien se lo pide, no se lo dé.

# SMS
sms-title = No recibo los SMS
sms-lead = Pruebe estas tres cosas, en este orden. Suelen resolverlo.
sms-main-title = 1. Mire en la tarjeta principal
sms-main = Si tiene varias tarjetas con el mismo número (multiSIM), los SMS llegan solo a la principal. Compruebe también que registró el móvil que está mirando.
sms-operator-title = 2. Pregunte a su operadora
sms-operator = Algunas no dejan pasar los SMS de números especiales. Pida que se los permitan.
sms-handset-title = 3. Ponga su tarjeta en otro teléfono
sms-handset = En nueve de cada diez casos llegan entonces todos los SMS pendientes. Después puede volver a su teléfono.
sms-changed-title = Si ya no tiene el móvil que registró
sms-changed = Cámbielo en una oficina de registro, con su documento. Llame al { $phone } para saber cuál le queda cerca.
sms-frozen-title = Si congeló su identidad o desactivó el PIN
sms-frozen = Entonces no se envía ninguno. Entre de otra forma: la página le dirá qué pasa y qué puede hacer.
sms-wait = Cada código sirve unos minutos. Si pide otro, use el último que llegue.

# Datos no confirmados
denied-title = No me confirman los datos
denied-lead = Por seguridad no decimos cuál de los dos datos falla. Estas son las causas que más vemos.
denied-compare-title = 1. Compare los datos con el documento
denied-compare = Use el documento que está en vigor. El <a>número de soporte</a> cambia con cada tarjeta, y del DNI pedimos una <a>fecha</a> concreta.
denied-renewal-title = 2. ¿Ha caducado o la está renovando?
denied-renewal = Si su tarjeta ha caducado y la nueva está en trámite, es la causa más frecuente. Llame primero al { $phone }. Si no se resuelve, pregunte en la oficina de extranjería. Con el DNI, en una oficina del DNI.
denied-browser-title = 3. Cambie de navegador
denied-browser = Borre las cookies, cierre el navegador y vuelva a abrirlo. Si sigue igual, pruebe con otro navegador.
denied-tries-title = Si ha probado muchas veces
denied-tries = Espere un cuarto de hora antes de volver a probar.
