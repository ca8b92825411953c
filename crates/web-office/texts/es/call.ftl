# La página
call-title = Videollamada con { $name }
pause-after = Pausa tras esta llamada

# La persona
person-title = La persona
fact-number = Número
fact-language = Idioma
fact-waited = Esperó
fact-mobile = Móvil
fact-origins = Conexiones
origins = { $count ->
    [one] Desde una dirección
   *[other] Desde { $count } direcciones
 }
joined-again = Ha vuelto a entrar. Comprobar que es la misma persona y el mismo dispositivo.
same-number = Con este mismo número hay otra entrada en la sala de espera.
attended-by = Atiende { $name }, código { $code }

# La imagen
stage = Imagen y sonido de la persona
recording = Grabando
quality-good = Conexión buena
quality-fair = Conexión justa
quality-poor = Conexión mala
quality-waiting = Conectando
quality-lost = Sin imagen de la persona
own-voice = Usted: solo voz
own-picture = Usted: voz e imagen
own-muted = Usted: en silencio
own-none = Usted: sin micrófono
no-picture = Aún no llega la imagen
start = Conectar la llamada
mute = Silenciar
camera-on = Encender mi cámara
camera-off = Apagar mi cámara
trouble-microphone = El navegador no deja usar el micrófono. Dar permiso en la barra de direcciones y conectar otra vez.
trouble-camera = El navegador no deja usar la cámara, o no hay ninguna. La llamada sigue con la voz.
trouble-unsupported = Este navegador no puede hacer videollamadas. Abrir la página en uno reciente.
trouble-offline = Se ha perdido la conexión con el servidor. Se intenta otra vez cada pocos segundos.
trouble-elsewhere = Esta llamada está abierta en otra pestaña. Aquí ya no se ve ni se oye.
trouble-server = El servidor de vídeo no responde. Conectar otra vez; si se repite, avisar a sistemas.
trouble-saving = No se ha podido guardar. Mirar la conexión y repetirlo.
no-script = La imagen y el sonido necesitan JavaScript. Las comprobaciones y la decisión funcionan sin él.

# Se corta
dropped-title = La llamada se ha cortado
dropped = La persona puede volver hasta las { $time }. Si no vuelve, nada queda registrado y puede ponerse otra vez a la cola.

# Diga ahora
say-title = Diga ahora
say-in = En { $language }
all-said = Todo está comprobado. Se puede decidir.

# Comprobaciones
checks-title = Comprobaciones
checks-done = { $done } de { $count }
checks-progress = Comprobaciones hechas
result-passed = Bien
result-failed = Mal
result-pending = Falta
tick-passed = Bien
tick-failed = Mal
check-announced = Me he presentado
check-announced-note = Nombre y código dichos en voz alta
check-consent = Consiente la grabación
check-consent-note = Y sabe que hay otras vías sin imagen
check-code = Código de un solo uso
check-code-note = Enviado a su móvil y escrito en esta llamada
code-send = Enviar el código
code-send-again = Enviar otro código
code-sent = Enviado a las { $time }
code-right = Escrito bien a las { $time }
code-wrong = { $count ->
    [one] Un código equivocado
   *[other] { $count } códigos equivocados
 }
check-front = Anverso capturado
check-front-note = Se lee entero, sin brillos
check-back = Reverso capturado
check-back-note = Se lee entero, con sus tres líneas
check-document = Documento auténtico, íntegro y en vigor
check-document-note = Relieves, hologramas y bordes al inclinarlo
check-mrz = Zona de lectura mecánica
check-mrz-note = Leída de la captura, con sus dígitos de control
check-register = Datos en el registro civil
check-register-note = Hasta tres intentos si no responde
check-face = Es la misma cara
check-face-note = Comparación hecha por una persona
check-contact = Móvil y correo repetidos
check-contact-note = Leídos en voz alta y confirmados

# Capturas
captures-title = Capturas
capture-front = Foto anverso
capture-back = Foto reverso
capture-face = Foto de la cara
shot-front = Anverso
shot-back = Reverso
shot-face = Cara
shot-missing = { $shot }, falta
upload-label = Imagen desde un fichero
upload-hint = JPEG, PNG o WebP, hasta 4 MB. Solo si la captura de la página no funciona.
upload = Guardar la imagen
upload-fold = Guardar una imagen desde un fichero
uploading = Enviando la captura
upload-empty = Elegir una imagen.
upload-large = La imagen ocupa demasiado. El máximo son 4 MB.
upload-unreadable = El fichero no es una imagen que se pueda leer. Repetir la captura.
no-frame = Todavía no hay imagen que capturar.
compare-title = Documento y cara
compare-hint = La máquina no compara caras: hacerlo a la vista, con las dos imágenes ampliadas.
compare-missing = Capturar antes el anverso y la cara.

# Zona de lectura mecánica
mrz-title = Lectura del documento
mrz-read = Leer de la captura
mrz-read-again = Leer otra vez
mrz-typed-label = O escribir lo que se ve
mrz-typed-hint = Las tres líneas de 30 caracteres, una en cada renglón.
mrz-type = Comprobar lo escrito
mrz-typed-fold = Escribir las líneas a mano
mrz-unread = No se pudo leer. Repetir la captura con menos brillo o escribir las líneas.
mrz-not-mrz = Esas líneas no son las de un documento de identidad. Revisarlas.
mrz-source-read = Leído de la captura
mrz-source-typed = Escrito a mano
col-field = Dato
col-on-document = En el documento
col-register = En el registro
col-agrees = ¿Coincide?
digit-right = Correcto
digit-wrong = No cuadra
agrees = Coincide
differs = Distinto
unknown = No consta
compare-caption = Documento, lo que se escribió y el registro civil, dato a dato
field-number = Número de identidad
field-name = Nombre
field-birth = Nacimiento
field-expiry = Caducidad
field-sex = Sexo
register-ask = Preguntar al registro civil
register-ask-again = Preguntar otra vez
register-try = Intento { $number }: { $outcome }

# Contacto
contact-title = Móvil y correo
contact-phone = Móvil
contact-phone-hint = El que usará para identificarse.
contact-email = Correo electrónico
contact-email-hint = Para los pasos siguientes.
contact-save = Guardar
contact-phone-wrong = Revisar el móvil: nueve cifras, o con prefijo de otro país.
contact-email-wrong = Revisar el correo: falta la arroba o el dominio.
contact-other-title = Ese móvil es de otra persona registrada
contact-other = Si lo confirma, la otra persona deja de tenerlo y recibe un aviso. Preguntar antes de quién es el móvil.
contact-displace = La persona confirma que el móvil es suyo

# Conversación
chat-title = Escrito y subtítulos
chat-empty = Aún no se ha escrito nada.
chat-from-operator = Usted
chat-from-citizen = La persona
chat-label = Mensaje
chat-send = Enviar
caption-label = Subtítulo de lo que digo
caption-send = Mostrar el subtítulo
caption-shown = Subtítulo
chat-long = Acortar el texto: como mucho { $most } letras.

# Decisión
decision-title = Mi decisión
register = Registrar a esta persona
missing = Falta: { $what }.
missing-nothing = Todo está comprobado.
register-note = Queda registrada al momento, con nivel básico. Salen el SMS y el correo.
register-note-advanced = Queda registrada al momento, con nivel básico. Otra persona revisará la grabación para subirla al avanzado.
refuse-fold = Rechazar con motivo…
refuse-reason = Motivo
refuse-reason-empty = Elegir el motivo.
refuse-note = Qué se ha visto
refuse-note-hint = Al menos { $least } letras. Lo leerá quien audite.
refuse-note-short = Escribir qué se ha visto: al menos { $least } letras.
refuse-note-long = Como mucho { $most } letras. Acortarlo.
refuse-note-character = Hay un carácter que no se puede guardar. Escribirlo de nuevo sin pegar.
refuse = Rechazar el registro
refuse-what = No se registra nada. La persona lee el motivo general y qué otras vías tiene.
incomplete-title = Todavía no se puede registrar
incomplete = Faltan comprobaciones o alguna ha salido mal. Completarlas o rechazar con motivo.
reason-document = Documento falso, alterado o no válido
reason-not-holder = No es la persona del documento
reason-quality = Imagen o sonido insuficientes
reason-connection = Condiciones de la conexión
reason-recorded = Uso de vídeo ya grabado
reason-devices = Más de un dispositivo
reason-not-live = No es en directo o no es un solo acto
reason-coercion = Coacción o intimidación
reason-doubt = Otra duda razonable
reason-left = La persona se ha ido
reason-data = Los datos no se confirman
reason-consent = No consiente la grabación

check-interview = Preguntas de la guía
check-interview-note = Responde sin contradicciones
check-one-device = Un dispositivo, en directo
check-one-device-note = En un solo acto y sin vídeo ya grabado
check-face-actions = Acciones con la cara
check-document-actions = Acciones con el documento
check-actions-note = Al azar, distintas en cada llamada
action-face = Pedir una acción con la cara
action-document = Pedir una acción con el documento
action-other = Pedir otra
action-done = La ha hecho
action-not-done = No la hace
actions-seen = { $count ->
    [one] Una acción hecha
   *[other] { $count } acciones hechas
 }
tick-none = No lo tiene
result-none = No lo tiene
field-digits = Dígitos de control
field-document = Número de soporte
digit-all-right = Todos correctos
digit-some-wrong = Alguno no cuadra
register-confirmed = coincide y el documento está en vigor
register-differs = los datos no coinciden
register-unknown = no consta esa persona
register-out-of-force = el documento no está en vigor
register-unavailable = no responde
register-exhausted = El registro no ha respondido. Con { $count } intentos se puede seguir, y queda anotado.
contact-repeated = Repetir en voz alta y marcar la comprobación: { $phone } · { $email }
reason-route = No es la vía para esta persona
take-over = Alguien abrió su lado de la llamada en otro dispositivo
dropped-own = Su lado de la llamada se ha cortado
not-now-title = Ahora no se puede
not-now = La llamada ha cambiado mientras tanto. Mirar de nuevo.
code-unsent-title = El SMS no ha salido
code-unsent = Esperar un minuto y enviarlo otra vez, o revisar el móvil.
code-no-contact = Apuntar antes el móvil y el correo.
code-too-many = Ya se han enviado demasiados códigos. Se puede rechazar y pedir que lo intente más tarde.
code-too-soon = Se acaba de enviar uno. Otro podrá salir a partir de las { $time }.
code-typed-label = Código que lee en voz alta
code-typed-save = Comprobar
code-typed-empty = Escribir las seis cifras del código.
code-typed-wrong = Ese no es el código. Pedir que lo lea otra vez.
code-typed-gone = Ese código ya no vale. Enviar otro.
action-none-left = Ya se han pedido todas las acciones de esta clase en la llamada.
register-no-tries = En esta llamada ya no se puede preguntar más veces.
upload-too-many = Esta llamada tiene ya demasiadas imágenes.
zone-title = Lo que se leyó
digit-of = Dígito de control: { $field }
digit-optional = Datos opcionales
digit-whole = Conjunto de la zona
mrz-busy = El registro civil no responde ahora. Leer otra vez en un momento.
mrz-no-capture = Capturar antes el reverso del documento.
give-back = Devolver a la cola
give-back-hint = La persona recupera su sitio y la puede atender otra.
contact-email-needed = Escribir el correo: llegan a él los pasos siguientes.
no-effect-title = Una llamada no cambia nada para esta persona
no-effect = Ya está registrada así, o necesita ir a una oficina o usar un certificado. Rechazar con ese motivo.
