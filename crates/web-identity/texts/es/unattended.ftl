# Común
step-photos = Fotos
step-film = Vídeo
step-send = Envío
send-by = Tiene hasta las { $time } para enviarlo. Si cierra la página, vuelva a abrirla en este navegador: lo que ya envió se conserva.
leave = Dejarlo
leave-note = Si lo deja, no queda registrado y lo que ha hecho se borra.
no-script-title = Las fotos y el vídeo necesitan JavaScript
no-script = Su navegador lo tiene apagado. Actívelo y vuelva a cargar la página, o elija una de estas formas: ninguna lo necesita.
unable-title = Este navegador no puede grabar vídeo
unable = Abra esta página en un navegador actualizado, en un dispositivo con cámara, o elija otra forma de registrarse.
camera-denied = El navegador no deja usar la cámara. Permítala con el icono junto a la dirección y vuelva a intentarlo.
camera-missing = No encontramos ninguna cámara. Conecte una, o siga desde un móvil.
camera-in-use = Otro programa usa la cámara. Ciérrelo y vuelva a intentarlo.
camera-failed = La cámara no responde. Cierre y abra el navegador y vuelva a intentarlo.

# Quién comprueba qué
checks-title = Quién comprueba qué
machine-title = Lo comprueba un programa
machine-sharp = Que las fotos son nítidas y el documento se ve entero
machine-digits = Las cifras de control de la banda de letras y números
machine-dates = Las fechas, y que el documento está en vigor
machine-register = Que sus datos son los que constan en el registro
machine-code = Que el código del SMS es el que le enviamos
person-title = Lo comprueba una persona
person-face = Que su cara es la de la foto del documento
person-genuine = Que el documento es auténtico
person-actions = Que hizo los gestos que se le pidieron
person-act = Que es usted, en directo y por su voluntad
person-only = Ningún programa compara su cara ni decide si el documento es auténtico.

# Información
info-title = Regístrese con fotos y un vídeo
info-lead = Hace dos fotos de su documento y un vídeo corto de su cara, con el móvil, a cualquier hora y sin hablar con nadie. Unos 10 minutos.
under-way-title = Lo tiene a medias
under-way = Lo que ya envió se conserva hasta las { $time }. <a>Seguir donde lo dejó</a>
how-title = Cómo se hace
how-consent = Lee qué se guarda y da su consentimiento.
how-photos = Hace una foto de cada cara del documento. La página le avisa si sale borrosa, con reflejos o cortada.
how-contact = Escribe su móvil y su correo.
how-film = Graba un vídeo: hace tres gestos que se le piden en ese momento y escribe un código que le llega por SMS.
how-send = Lo repasa y lo envía.
ready-original = Su documento original y en vigor, sin funda. No sirve una fotocopia ni una pantalla.
ready-face = Un sitio tranquilo y con luz, con un fondo liso, sin gafas de sol, gorra ni mascarilla.
ready-camera = Un móvil, una tableta o un ordenador con cámara y micrófono.
ready-own = Solo usted: nadie puede hacerlo en nombre de otra persona.
after-title = Qué pasa después
after-basic = Si todas las comprobaciones automáticas salen bien, queda registrado al momento en el nivel básico. Una persona lo revisa después, en unas { $hours } horas: si lo confirma, su registro pasa a avanzado; si no, se retira.
after-review = Una persona lo revisa en unas { $hours } horas. Si lo confirma, queda registrado en el nivel avanzado.
after-told = En los dos casos recibe el resultado en un documento firmado.
kept-title = Qué se guarda y cuánto tiempo
kept-what = Las fotos, el vídeo con imagen y sonido y el resultado de cada comprobación, cifrados. Solo los ve personal autorizado que dice para qué, y queda anotado.
kept-registered = Si queda registrado, { $years } años.
kept-suspicion = Si se sospecha un fraude, { $years } años.
kept-otherwise = En los demás casos, { $days } días.
start = Empezar por mi documento

# Consentimiento
consent-title = Qué se guarda y su consentimiento
consent-lead = Sin su consentimiento no se hace ninguna foto.
consent-label = Consiento expresamente que se fotografíe mi documento, que se graben mi imagen y mi voz y que se traten esos datos para comprobar quién soy
consent-missing = Sin su consentimiento no podemos hacer las fotos ni el vídeo. Puede registrarse por carta o en una oficina.
too-often-title = Ha empezado demasiadas veces
too-often-lead = Por seguridad, con un mismo documento solo se puede empezar unas pocas veces al día.
too-often-try = Podrá empezar otra vez dentro de { $wait }. Mientras tanto puede registrarse de otra forma:

# Fotos
front-title = Foto de la cara delantera
front-lead = Es la que lleva su fotografía. Ponga el documento sobre un fondo liso y más oscuro, y llévelo dentro del marco.
back-title = Foto del reverso
back-lead = Es el lado con las líneas que tienen signos «<». Tienen que leerse enteras.
camera-picture = Lo que ve la cámara
camera-on = Encender la cámara
shoot = Hacer la foto
automatic = Que se haga sola cuando salga bien
file-fold = No puedo usar la cámara en esta página
file-label = Una foto hecha con otra aplicación
file-hint = JPEG, PNG o WebP, hasta 10 MB.
file-send = Enviar esta foto
file-empty = Elija una foto.
file-large = Esa foto es demasiado grande. Hágala con menos resolución.
file-unreadable = Ese archivo no es una foto que podamos abrir. Use JPEG, PNG o WebP.
sending = Enviando la foto.
sending-waits = Sin conexión. La foto se enviará en cuanto vuelva.
hint-too-dark = Hay poca luz. Acérquese a una ventana o encienda una lámpara.
hint-too-bright = Hay demasiada luz. Apártese de ella.
hint-glare = Hay un reflejo. Incline un poco el documento.
hint-too-blurred = Está borrosa. Sujete el móvil quieto y espere a que enfoque.
hint-too-small = El documento se ve pequeño. Acérquese.
hint-cut-off = El documento se sale de la imagen. Aléjese un poco.
hint-no-document = No vemos el documento. Póngalo dentro del marco, sobre un fondo liso.
hint-hold = Bien. No se mueva.
front-taken = Así ha salido la cara delantera
back-taken = Así ha salido el reverso
front-picture = Foto de la cara delantera
back-picture = Foto del reverso del documento
taken-good-title = La foto es buena
taken-good = Es nítida y el documento se ve entero.
taken-poor-title = La foto se puede mejorar
taken-poor = Puede repetirla. Si sigue con esta, la mirará una persona antes de registrarle.
taken-again = Repetir la foto
pictures-left = { $left ->
    [0] No se pueden hacer más fotos de este lado.
    [one] Puede hacer una foto más de este lado.
   *[other] Puede hacer { $left } fotos más de este lado.
 }
pictures-over-title = No se pueden hacer más fotos de este lado
pictures-over-lead = Ha hecho todas las que se admiten. La última que enviamos se conserva.
pictures-over-door = Seguir con la última foto
zone-title = Lo que hemos leído
zone-number = DNI o NIE
zone-number-is = Compárelo
zone-same = El que escribió
zone-other = No es el que escribió
zone-name = Nombre
zone-birth = Nacimiento
zone-expiry = Válido hasta
zone-is = Vigencia
zone-in-force = En vigor
zone-expired = Caducado
zone-digits = Cifras de control
zone-digits-ok = Correctas
zone-digits-bad = No cuadran
zone-digits-title = Las cifras de control no cuadran
zone-digits-wrong = La banda de letras y números se ha leído mal o está dañada. Repita la foto; si sigue igual, la mirará una persona.
zone-none-title = No hemos podido leer la banda de letras y números
zone-none = Repita la foto más cerca y sin reflejos. Si sigue igual, la mirará una persona.
zone-later = Es lo que lee un programa. Al enviarlo se compara con el registro.

# Móvil y vídeo
contact-next = Al empezar el vídeo le enviaremos un SMS con un código.
film-title = Grabe el vídeo
film-lead = Le pediremos tres gestos y el código que le enviaremos al { $phone }. No se saben antes de empezar.
film-document = Tenga el documento en la mano: se lo pediremos.
film-place = Ponga el móvil a la altura de la cara, con la luz delante.
film-sms = El SMS aparece arriba en la pantalla: no hace falta salir de esta página.
film-minutes = Tiene { $minutes } minutos desde que empieza hasta que termina de enviarse.
films-left = { $left ->
    [one] Puede grabar un vídeo.
   *[other] Puede grabar hasta { $left } vídeos.
 }
cut-short-title = El vídeo anterior quedó a medias
cut-short = Un vídeo cortado no se puede continuar: grabe otro, con otros gestos. Las fotos y sus datos se conservan.
film-on = Encender cámara y micrófono
film-start = Empezar a grabar
action-of = Gesto { $n } de { $total }
action-done = Hecho
code-send = Comprobar el código
code-right = El código es correcto.
code-over = Ese código ya no sirve. Grabe otro vídeo y le enviaremos otro.
codes-over = Ha pedido demasiados códigos y por seguridad tenemos que esperar. Vuelva a intentarlo dentro de una hora o regístrese de otra forma.
film-time = Tiempo que queda
film-sending-title = Enviando el vídeo
film-sending = Deje esta página abierta hasta que termine.
film-waiting = Sin conexión. Seguimos en cuanto vuelva: lo que ya llegó se conserva.
film-online = Conectado otra vez.
film-failed-title = Este vídeo no vale
film-late = Se acabó el tiempo. Grabe otro vídeo.
film-lost = El vídeo no ha llegado entero. Grabe otro.
film-large = El vídeo es demasiado largo. Grabe otro más corto.
film-broken = El vídeo ha llegado dañado. Grabe otro.
film-no-code = Falta el código del SMS. Grabe otro vídeo.
film-camera-stopped = La cámara o el micrófono se han parado. Grabe otro vídeo sin salir de la página.
film-elsewhere = Ha empezado otro vídeo en otra ventana. Siga en aquella, o grabe otro aquí.
film-not-kept = El vídeo ha llegado, pero ahora no podemos guardarlo. Inténtelo otra vez en un minuto.
film-not-begun = No hemos podido empezar. Vuelva a intentarlo.
film-retry = Intentarlo otra vez
film-another = Grabar otro vídeo
films-over-title = No se pueden grabar más vídeos
films-over-lead = Ha empezado todos los que se admiten y ninguno se completó.
films-over-try = Puede dejarlo y <a>empezar otra vez</a> más tarde, o registrarse de otra forma:

# Envío
send-title = Repáselo y envíelo
picture-good = Nítida
picture-poor = Mejorable
change-front = la foto de la cara delantera
change-back = la foto del reverso
change-film = el vídeo
fact-film = Vídeo
film-kept = Grabado, con el código correcto
send-button = Enviar
send-safety = Hasta que pulse «Enviar» nadie lo mira y no queda registrado.

# Final
waiting-title = Lo hemos recibido
waiting-lead = Una persona lo revisará en unas { $hours } horas. Hasta entonces no queda registrado.
waiting-basic = Ya está registrado en el nivel básico. Una persona lo revisará en unas { $hours } horas.
waiting-told = Le escribiremos con el resultado, en un documento firmado, tanto si se confirma como si no.
waiting-close = Ya puede cerrar esta página.
told-sent = Le hemos escrito con el resultado en un documento firmado.
confirmed-title = Su identidad está confirmada
confirmed-lead = Una persona revisó las fotos y el vídeo. Su registro es de nivel avanzado.
refused-title = No hemos podido confirmar su identidad
refused-lead = Una persona revisó las fotos y el vídeo y no los dio por buenos. No queda registrado.
refused-withdrawn = Una persona revisó las fotos y el vídeo y no los dio por buenos. El registro básico que tenía se ha retirado: para volver a registrarse necesita una oficina o un certificado.
refused-image = Las fotos o el vídeo no permitían comprobar su identidad. Busque más luz y una conexión mejor.
refused-data = Los datos del documento no coincidían con los del registro, o el vídeo no estaba completo.
refused-route = Su caso no se puede resolver así: ya está registrado, o hace falta una oficina o un certificado.
refused-doubt = La persona que lo revisó no pudo dar por bueno el documento, la imagen o las circunstancias. Por seguridad no damos más detalle aquí.
left-title = Lo ha dejado
left-lead = No queda registrado. Lo que había hecho se borra en { $days } días y mientras tanto nadie lo mira.
gone-title = Esta identificación ya no está abierta
gone-lead = Se acabó el tiempo para enviarla. No queda registrado, y lo que había hecho se borra en { $days } días.
gone-sent = Si llegó a enviarla, le escribiremos con el resultado.
again = Empezar otra vez
