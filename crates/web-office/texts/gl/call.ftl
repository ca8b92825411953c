# A páxina
call-title = Videochamada con { $name }
pause-after = Pausa tras esta chamada

# A persoa
person-title = A persoa
fact-number = Número
fact-language = Lingua
fact-waited = Agardou
fact-mobile = Móbil
fact-origins = Conexións
origins = { $count ->
    [one] Desde un enderezo
   *[other] Desde { $count } enderezos
 }
joined-again = Volveu entrar. Comprobar que é a mesma persoa e o mesmo dispositivo.
same-number = Con este mesmo número hai outra entrada na sala de espera.
attended-by = Atende { $name }, código { $code }

# A imaxe
stage = Imaxe e son da persoa
recording = Gravando
quality-good = Conexión boa
quality-fair = Conexión xusta
quality-poor = Conexión mala
quality-waiting = Conectando
quality-lost = Sen imaxe da persoa
own-voice = Vostede: só voz
own-picture = Vostede: voz e imaxe
own-muted = Vostede: en silencio
own-none = Vostede: sen micrófono
no-picture = Aínda non chega a imaxe
start = Conectar a chamada
mute = Silenciar
camera-on = Acender a miña cámara
camera-off = Apagar a miña cámara
trouble-microphone = O navegador non deixa usar o micrófono. Dar permiso na barra de enderezos e conectar outra vez.
trouble-camera = O navegador non deixa usar a cámara, ou non hai ningunha. A chamada segue coa voz.
trouble-unsupported = Este navegador non pode facer videochamadas. Abrir a páxina nun recente.
trouble-offline = Perdeuse a conexión co servidor. Inténtase outra vez cada poucos segundos.
trouble-elsewhere = Esta chamada está aberta noutra pestana. Aquí xa non se ve nin se oe.
trouble-server = O servidor de vídeo non responde. Conectar outra vez; se se repite, avisar a sistemas.
trouble-saving = Non se puido gardar. Mirar a conexión e repetilo.
no-script = A imaxe e o son necesitan JavaScript. As comprobacións e a decisión funcionan sen el.

# Córtase
dropped-title = A chamada cortouse
dropped = A persoa pode volver ata as { $time }. Se non volve, nada queda rexistrado e pode poñerse outra vez á cola.

# Diga agora
say-title = Diga agora
say-in = En { $language }
all-said = Todo está comprobado. Pódese decidir.

# Comprobacións
checks-title = Comprobacións
checks-done = { $done } de { $count }
checks-progress = Comprobacións feitas
result-passed = Ben
result-failed = Mal
result-pending = Falta
tick-passed = Ben
tick-failed = Mal
check-announced = Presenteime
check-announced-note = Nome e código ditos en voz alta
check-consent = Consente a gravación
check-consent-note = E sabe que hai outras vías sen imaxe
check-code = Código dun só uso
check-code-note = Enviado ao seu móbil e escrito nesta chamada
code-send = Enviar o código
code-send-again = Enviar outro código
code-sent = Enviado ás { $time }
code-right = Escrito ben ás { $time }
code-wrong = { $count ->
    [one] Un código mal escrito
   *[other] { $count } códigos mal escritos
 }
check-front = Anverso capturado
check-front-note = Lese enteiro, sen brillos
check-back = Reverso capturado
check-back-note = Lese enteiro, coas súas tres liñas
check-document = Documento auténtico, íntegro e en vigor
check-document-note = Relevos, hologramas e bordos ao inclinalo
check-mrz = Zona de lectura mecánica
check-mrz-note = Lida da captura, cos seus díxitos de control
check-register = Datos no rexistro civil
check-register-note = Ata tres intentos se non responde
check-face = É a mesma cara
check-face-note = Comparación feita por unha persoa
check-contact = Móbil e correo repetidos
check-contact-note = Lidos en voz alta e confirmados

# Capturas
captures-title = Capturas
capture-front = Foto do anverso
capture-back = Foto do reverso
capture-face = Foto da cara
shot-front = Anverso
shot-back = Reverso
shot-face = Cara
shot-missing = { $shot }, falta
upload-label = Imaxe desde un ficheiro
upload-hint = JPEG, PNG ou WebP, ata 4 MB. Só se a captura da páxina non funciona.
upload = Gardar a imaxe
upload-fold = Gardar unha imaxe desde un ficheiro
uploading = Enviando a captura
upload-empty = Escoller unha imaxe.
upload-large = A imaxe ocupa demasiado. O máximo son 4 MB.
upload-unreadable = O ficheiro non é unha imaxe que se poida ler. Repetir a captura.
no-frame = Aínda non hai imaxe que capturar.
compare-title = Documento e cara
compare-hint = A máquina non compara caras: facelo a ollo, coas dúas imaxes ampliadas.
compare-missing = Capturar antes o anverso e a cara.

# Zona de lectura mecánica
mrz-title = Lectura do documento
mrz-read = Ler da captura
mrz-read-again = Ler outra vez
mrz-typed-label = Ou escribir o que se ve
mrz-typed-hint = As tres liñas de 30 caracteres, cada unha no seu renglón.
mrz-type = Comprobar o escrito
mrz-typed-fold = Escribir as liñas a man
mrz-unread = Non se puido ler. Repetir a captura con menos brillo ou escribir as liñas.
mrz-not-mrz = Esas liñas non son as dun documento de identidade. Revisalas.
mrz-source-read = Lido da captura
mrz-source-typed = Escrito a man
col-field = Dato
col-on-document = No documento
col-register = No rexistro
col-agrees = Coincide?
digit-right = Correcto
digit-wrong = Non cadra
agrees = Coincide
differs = Distinto
unknown = Non consta
compare-caption = Documento, o que se escribiu e o rexistro civil, dato a dato
field-number = Número de identidade
field-name = Nome
field-birth = Nacemento
field-expiry = Caducidade
field-sex = Sexo
register-ask = Preguntar ao rexistro civil
register-ask-again = Preguntar outra vez
register-try = Intento { $number }: { $outcome }

# Contacto
contact-title = Móbil e correo
contact-phone = Móbil
contact-phone-hint = O que usará para identificarse.
contact-email = Correo electrónico
contact-email-hint = Para os pasos seguintes.
contact-save = Gardar
contact-phone-wrong = Revisar o móbil: nove cifras, ou con prefixo doutro país.
contact-email-wrong = Revisar o correo: falta a arroba ou o dominio.
contact-other-title = Ese móbil é doutra persoa rexistrada
contact-other = Se o confirma, a outra persoa deixa de telo e recibe un aviso. Preguntar antes de quen é o móbil.
contact-displace = A persoa confirma que o móbil é seu

# Conversa
chat-title = Escrito e subtítulos
chat-empty = Aínda non se escribiu nada.
chat-from-operator = Vostede
chat-from-citizen = A persoa
chat-label = Mensaxe
chat-send = Enviar
caption-label = Subtítulo do que digo
caption-send = Mostrar o subtítulo
caption-shown = Subtítulo
chat-long = Acurtar o texto: como moito { $most } letras.

# Decisión
decision-title = A miña decisión
register = Rexistrar esta persoa
missing = Falta: { $what }.
missing-nothing = Todo está comprobado.
register-note = Queda rexistrada no momento, con nivel básico. Saen o SMS e o correo.
register-note-advanced = Queda rexistrada no momento, con nivel básico. Outra persoa revisará a gravación para subila ao avanzado.
refuse-fold = Rexeitar con motivo…
refuse-reason = Motivo
refuse-reason-empty = Escoller o motivo.
refuse-note = Que se viu
refuse-note-hint = Polo menos { $least } letras. Lerao quen audite.
refuse-note-short = Escribir que se viu: polo menos { $least } letras.
refuse-note-long = Como moito { $most } letras. Acurtalo.
refuse-note-character = Hai un carácter que non se pode gardar. Escribilo de novo sen pegar.
refuse = Rexeitar o rexistro
refuse-what = Non se rexistra nada. A persoa le o motivo xeral e que outras vías ten.
incomplete-title = Aínda non se pode rexistrar
incomplete = Faltan comprobacións ou algunha saíu mal. Completalas ou rexeitar con motivo.
reason-document = Documento falso, alterado ou non válido
reason-not-holder = Non é a persoa do documento
reason-quality = Imaxe ou son insuficientes
reason-connection = Condicións da conexión
reason-recorded = Uso de vídeo xa gravado
reason-devices = Máis dun dispositivo
reason-not-live = Non é en directo ou non é un só acto
reason-coercion = Coacción ou intimidación
reason-doubt = Outra dúbida razoable
reason-left = A persoa marchou
reason-data = Os datos non se confirman
reason-consent = Non consente a gravación

check-interview = Preguntas da guía
check-interview-note = Responde sen contradicións
check-one-device = Un dispositivo, en directo
check-one-device-note = Nun só acto e sen vídeo xa gravado
check-face-actions = Accións coa cara
check-document-actions = Accións co documento
check-actions-note = Ao chou, distintas en cada chamada
action-face = Pedir unha acción coa cara
action-document = Pedir unha acción co documento
action-other = Pedir outra
action-done = Fíxoa
action-not-done = Non a fai
actions-seen = { $count ->
    [one] Unha acción feita
   *[other] { $count } accións feitas
 }
tick-none = Non o ten
result-none = Non o ten
field-digits = Díxitos de control
field-document = Número de soporte
digit-all-right = Todos correctos
digit-some-wrong = Algún non cadra
register-confirmed = coincide e o documento está en vigor
register-differs = os datos non coinciden
register-unknown = non consta esa persoa
register-out-of-force = o documento non está en vigor
register-unavailable = non responde
register-exhausted = O rexistro non respondeu. Con { $count } intentos pódese seguir, e queda anotado.
contact-repeated = Repetir en voz alta e marcar a comprobación: { $phone } · { $email }
reason-route = Non é a vía para esta persoa
take-over = Alguén abriu o seu lado da chamada noutro dispositivo
dropped-own = O seu lado da chamada cortouse
not-now-title = Agora non se pode
not-now = A chamada cambiou mentres tanto. Mirar de novo.
code-unsent-title = O SMS non saíu
code-unsent = Agardar un minuto e envialo outra vez, ou revisar o móbil.
code-no-contact = Apuntar antes o móbil e o correo.
code-too-many = Xa se enviaron demasiados códigos. Pódese rexeitar e pedir que o intente máis tarde.
code-too-soon = Acábase de enviar un. Outro poderá saír a partir das { $time }.
code-typed-label = Código que le en voz alta
code-typed-save = Comprobar
code-typed-empty = Escribir as seis cifras do código.
code-typed-wrong = Ese non é o código. Pedir que o lea outra vez.
code-typed-gone = Ese código xa non vale. Enviar outro.
action-none-left = Xa se pediron todas as accións desta clase na chamada.
register-no-tries = Nesta chamada xa non se pode preguntar máis veces.
upload-too-many = Esta chamada xa ten demasiadas imaxes.
zone-title = O que se leu
digit-of = Díxito de control: { $field }
digit-optional = Datos opcionais
digit-whole = Conxunto da zona
mrz-busy = O rexistro civil non responde agora. Ler outra vez nun momento.
mrz-no-capture = Capturar antes o reverso do documento.
give-back = Devolver á cola
give-back-hint = A persoa recupera o seu sitio e pode atendela outra.
contact-email-needed = Escribir o correo: chegan a el os pasos seguintes.
no-effect-title = Unha chamada non cambia nada para esta persoa
no-effect = Xa está rexistrada así, ou ten que ir a unha oficina ou usar un certificado. Rexeitar con ese motivo.
