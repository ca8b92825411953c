# Común
step-document = Su documento
step-confirm = Cómo confirmar
step-contact = Su móvil y correo
step-receipt = Resguardo
only-you = El código es solo para usted. Si alguien se lo pide, no se lo dé.
back-to-service = Volver a { $service }

# Su documento
document-title = Su documento de identidad
document-lead = Tenga la tarjeta delante: necesita dos datos que aparecen en ella.
before-title = Antes de empezar
before-in-force = Su documento debe estar en vigor.
before-only-you = Solo puede registrarse a usted, no a otra persona.
before-nothing = Si lo deja a medias, no queda registrado.
registered-already = ¿Ya está registrado? <a>Entre con un PIN</a>.
under-way-title = Tiene un registro a medias
under-way = Puede <a>seguir donde lo dejó</a> o empezar de nuevo aquí.

# No confirmado, fuera de vigor
refused-title = No hemos podido confirmar esos datos
refused-lead = El número y el dato de su documento no nos sirven para continuar. Por su seguridad no decimos cuál de los dos falla.
refused-compare = <b>Compare los dos datos con el documento que está en vigor.</b> El número de soporte cambia con cada tarjeta. <a>Volver a escribir los datos</a>
refused-renewal = <b>¿Su tarjeta ha caducado o la está renovando?</b> Es una causa frecuente. Llame primero al { $phone }. Si no se resuelve, pregunte en la oficina de extranjería o en la del DNI.
refused-browser = <b>Cambie de navegador.</b> Cierre este, borre sus cookies y pruebe con otro.
refused-door = Qué hacer si no se confirman sus datos
expired-title = Su documento está caducado
expired-lead = Caducó el { $date }. Para registrarse tiene que estar en vigor.
expired-renew-card = Renueve su tarjeta en la oficina de extranjería y vuelva con la nueva.
expired-renew-dni = Pida cita para renovar su DNI y vuelva con el nuevo.
expired-call = Si cree que es un error, llame al { $phone }.
renewal-title = Su documento ha caducado y el nuevo está en trámite
renewal-lead = Caducó el { $date }. Hasta que tenga el nuevo no podemos registrarle.
renewal-call = Llame primero al { $phone }: le dirán qué puede hacer mientras tanto.
renewal-office-card = Si no se resuelve, pregunte en la oficina de extranjería que lleva su renovación.
renewal-office-dni = Si no se resuelve, pregunte en la oficina del DNI que lleva su renovación.

# Cómo confirmar
ways-title = ¿Cómo quiere confirmar que es usted?
ways-lead = Los datos de { $number } están bien. Ahora necesita una carta de invitación.
ways-have = Ya tengo una carta de invitación
ways-have-note = Escriba su código y termine ahora. Unos 5 minutos.
ways-ask = Pedir una carta de invitación
ways-ask-note = La enviamos a su domicilio fiscal. Unos días, lo que tarde el correo.
ways-empty = Elija una de las opciones.
ways-level = Con la carta obtiene el registro básico. Algunos trámites piden el avanzado, que se obtiene con certificado electrónico o en una oficina.
no-address-title = No podemos enviarle una carta
no-address = No nos consta un domicilio fiscal suyo, y la carta solo se envía a esa dirección. Si tiene uno nuevo, comuníquelo en Hacienda y vuelva.
address-abroad = Su domicilio fiscal está fuera de España y las cartas solo se envían dentro. Si ha cambiado, actualícelo en Hacienda y vuelva.
other-ways = Otras formas de registrarse
other-office = <b>En una oficina de registro</b>, con su documento. Llame al { $phone } para saber cuál le queda cerca. Tarda lo que tarde la cita, y obtiene el registro avanzado.
other-certificate = <b>Con certificado electrónico o DNIe</b> obtiene el registro avanzado en unos minutos. Esta forma todavía no está abierta aquí: pregunte en el { $phone }.
have-letter = ¿Le llegó una carta antes? <a>Escriba su código</a>.
ways-aside-title = Por qué una carta
ways-aside = La carta llega a la dirección que la administración ya conoce. Así nadie que solo tenga una copia de su documento puede registrarse por usted.

# Pedir la carta
letter-title = Pida su carta de invitación
letter-lead = Para registrarse así necesita una carta con un código. Se la enviamos por correo a su domicilio fiscal.
letter-address = Usamos la dirección que conste hoy en Hacienda. No se puede cambiar aquí: si no es correcta, actualícela antes allí.
letter-newest = La carta más reciente anula el código de las anteriores. Se envía como mucho una cada { $hours } horas.
letter-days = El código vale { $days } días.
letter-send = Sí, envíenme una carta de invitación a mi domicilio fiscal
letter-not = No enviarla

# Carta pedida
requested-title = Su carta está en camino
requested-lead = La enviaremos por correo al domicilio fiscal que consta hoy. Suele llegar en unos días.
requested-done = Carta solicitada
requested-done-text = Si ya había pedido otra en las últimas { $hours } horas, recibirá aquella.
requested-arrives = Recibirá la carta
requested-arrives-text = Traerá un código de 16 caracteres y el día hasta el que vale.
requested-return = Vuelva y escriba el código
requested-return-text = Pulse otra vez «Registrarse», dé los datos de su documento y elija «Ya tengo una carta de invitación». Le pediremos su móvil y correo.
requested-ready = Ya puede identificarse
requested-ready-text = Al momento, en cualquier sede.
requested-address-title = La dirección no se puede cambiar aquí
requested-address = Usamos la que consta en Hacienda. Si no es correcta, actualícela allí y pida otra carta.
requested-late-title = Si no llega
requested-late = Puede pedir otra carta pasadas { $hours } horas. Al enviarla, el código de la anterior deja de servir.
accept = Aceptar

# Código de la carta
code-title = Escriba el código de su carta
code-hint = Son 16 caracteres en cuatro grupos. Los guiones se ponen solos.
code-empty = Escriba el código de su carta.
code-length = El código tiene 16 caracteres. Compárelo con la carta grupo a grupo.
code-character = El código solo tiene letras de la A a la Z y números del 2 al 7. Compárelo con la carta.
code-wrong = { $left ->
    [one] Ese código no es correcto. Le queda un intento.
   *[other] Ese código no es correcto. Le quedan { $left } intentos.
 }
code-blocked = No quedan intentos y por seguridad la carta ya no sirve. Pida otra.
code-expired = Ese código ha caducado. Pida otra carta.
code-used = Ese código ya se ha usado. Si no fue usted, llame al { $phone }.
code-superseded = Ese código ya no sirve porque pidió otra carta. Use la más reciente.
code-where = ¿Dónde está el código?
code-lost = No encuentro la carta o el código no funciona
code-lost-text = Puede <a>pedir otra carta</a> o ir a una oficina de registro con su documento.
code-guide = ¿Cómo obtengo el código de mi carta de invitación?
code-alphabet = No hay ceros ni unos: si ve un círculo es la letra O, y un palo es la letra I.

# La carta no cambia nada
active-title = Ya está registrado
active-lead = Su registro funciona y la carta no cambia nada en él.
active-try = Identifíquese con un PIN. Llega al móvil que registró.
active-door = Entrar con un PIN
office-only-title = La carta no sirve para volver a registrarle
office-only-lead = Su registro se dio de baja. Para volver a registrarse necesita un certificado electrónico o ir a una oficina.
office-only-try = Llame al { $phone } para saber qué oficina le queda cerca. Lleve su documento.
letter-gone-title = La carta ya no sirve
letter-gone-lead = Se usó, caducó o se envió otra mientras hacía este registro. No ha quedado registrado.
letter-gone-try = Use el código de la carta más reciente o pida otra.
letter-gone-door = Empezar de nuevo

# Móvil y correo
contact-title = Su móvil y su correo
contact-lead = En el móvil recibirá los PIN con los que se identifica.
phone-label = Móvil
phone-hint = Si no es español, escriba también el prefijo del país, como +33.
phone-empty = Escriba su móvil.
phone-no-prefix = Un móvil español tiene 9 cifras y empieza por 6 o 7. Si el suyo es de otro país, escriba el prefijo, como +33.
phone-shape = Ese número tiene letras, o cifras de más o de menos. Escríbalo como 600 000 017, o con el prefijo del país.
phone-country = Ningún país tiene ese prefijo. Compruébelo.
phone-not-mobile = Ese número no es de un móvil y no puede recibir SMS. Escriba un móvil.
email-label = Correo electrónico
email-hint = Para avisarle de los cambios en su registro. No enviamos códigos por correo.
email-empty = Escriba su correo electrónico.
email-shape = Un correo tiene un nombre, una arroba y un dominio, como nombre@ejemplo.es.
email-long = Ese correo es demasiado largo. Compruébelo.
contact-next = Le enviaremos un SMS con un código para comprobar que el móvil es suyo.
contact-send = Enviar el código al móvil
contact-one-title = Un móvil, una persona
contact-one = Cada móvil sirve para un solo registro. Escriba uno que solo use usted.
contact-foreign = Algunas operadoras de otros países no entregan estos SMS.
too-many-codes-title = Ha pedido demasiados códigos
too-many-codes-lead = Por seguridad tenemos que esperar antes de enviar otro SMS.
too-many-codes-try = Pruebe dentro de una hora, o empiece otra vez más tarde. Su carta sigue sirviendo.
too-many-codes-door = Volver al código que ya tiene
too-soon-title = Acaba de pedir un código
too-soon-lead = Un SMS puede tardar un poco, y otro código dejaría sin efecto el que está en camino.
too-soon-try = Podrá pedir otro dentro de { $wait }.
too-soon-door = Volver al código que está en camino

# Código del SMS
sms-title = Escriba el código del SMS
sms-lead = Lo hemos enviado al { $phone }. Llega en unos segundos.
sms-label = Código de 6 cifras
sms-hint = Está en el SMS que acaba de recibir.
sms-shape = El código tiene 6 cifras. Mire el SMS.
sms-wrong = { $left ->
    [one] Ese código no es correcto. Le queda un intento.
   *[other] Ese código no es correcto. Le quedan { $left } intentos.
 }
sms-void = Ese código ya no sirve: no quedan intentos. Pida otro.
sms-expired = Ese código ha caducado. Pida otro.
sms-expires-in = El código caduca en
sms-over = El código ha caducado. Pida otro.
sms-change = Cambiar el móvil o el correo
resend-title = ¿No le llega el código?
resend-in = Podrá pedir otro dentro de
resend-wait = Cuando pase ese tiempo podrá pedir otro.
resend-check = Comprobar ahora
resend-now = Ya puede pedir otro código.
resend = Enviar otro código
resend-voids = Si pide otro, el anterior deja de servir.
sms-help = No recibo los SMS
sms-safety = Nadie de la administración le pedirá nunca este código por teléfono ni por mensaje.

# Condiciones
terms-title = Revise sus datos y acepte las condiciones
fact-name = Nombre
fact-number = DNI o NIE
fact-phone = Móvil
fact-email = Correo
fact-registration = Registro
change-phone = el móvil
change-email = el correo
in-use-title = Ese móvil consta en otro registro
in-use = Ha demostrado que ahora es suyo. Si sigue, el otro registro no podrá usarlo y avisaremos a su titular, que podrá dar otro número.
in-use-other = Si el móvil lo usan dos personas, <a>escriba otro</a>.
displace-label = Entiendo que el otro registro dejará de poder usar este móvil
displace-missing = Marque la casilla para quedarse con este móvil, o escriba otro.
conditions = Condiciones de uso
conditions-read = Leer las condiciones de uso
conditions-version = Versión { $version }
accept-label = He leído y acepto las condiciones de uso
accept-missing = Para registrarse tiene que aceptar las condiciones.
send = Enviar y completar el registro
send-safety = Hasta que pulse «Enviar» no queda registrado.

# Registro completado
done-title = Registro completado
done-lead = Ya puede identificarse. Guarde el resguardo: contiene su código de activación.
activation-title = Código de activación
activation-hint = Guárdelo: con él activa su contraseña permanente, o pone otra si la olvida.
done-basic = Básico, por carta, el { $date }
view-pdf = Ver PDF
view-pdf-what = del resguardo, firmado
next-title = Ahora puede
next-service = Identificarse en { $service }
next-pin = Entrar con un PIN
next-session = Ver su sesión
done-safety = El código de activación es solo para usted. Nadie de la administración se lo pedirá.
done-shared = Si el ordenador es compartido, pulse «Terminar» y cierre el navegador.
finish = Terminar
receipt-file = resguardo-de-registro.pdf
receipt-failed-title = El resguardo no está listo
receipt-failed-lead = Su registro está completado. Solo falla el PDF.
receipt-failed-try = Vuelva a la página anterior y pulse «Ver PDF» dentro de unos minutos. El código de activación está en ella.
receipt-failed-door = Volver al registro completado

# Ha pasado demasiado tiempo
gone-title = Este registro ya no está abierto
gone-lead = Ha pasado demasiado tiempo y lo hemos olvidado.
gone-unfinished = Si no llegó a ver «Registro completado», no está registrado y no hemos guardado su móvil ni su correo.
gone-letter = Si pidió una carta, sigue en camino y su código le servirá.
gone-done = Si vio «Registro completado», está registrado: <a>entre con un PIN</a>.
gone-again = Empezar de nuevo

minor-title = Los menores de edad se registran en persona
minor-lead = Por internet solo pueden registrarse las personas de 18 años o más. No se ha guardado nada.
minor-bring = Vaya a una oficina de registro con su padre, su madre o quien le represente. Lleven los documentos de identidad de los dos y el libro de familia o el documento que pruebe la representación.
minor-call = Llame al { $phone }: le dirán qué oficina tiene cerca y le darán cita.

ways-video-lead = Los datos de { $number } están bien. Elija cómo seguir.
ways-video = Por videollamada
ways-video-note = Un empleado público le atiende y queda registrado al terminar. Unos 15 minutos, más la espera.
ways-video-closed = Ahora está cerrado: abre el { $date } a las { $time }.
ways-video-closed-now = Ahora está cerrado.
other-video = <b>Por videollamada</b>: un empleado público le atiende y queda registrado al terminar. <a>Registrarse por videollamada</a>
ways-self = Con fotos y un vídeo
ways-self-note = Hace fotos del documento y un vídeo de su cara, a cualquier hora. Unos 10 minutos; una persona lo revisa después.
other-self = <b>Con fotos y un vídeo</b>: lo hace con el móvil a cualquier hora y una persona lo revisa después. <a>Registrarse con fotos y un vídeo</a>
