# La pàgina
call-title = Videotrucada amb { $name }
pause-after = Pausa després d'esta trucada

# La persona
person-title = La persona
fact-number = Número
fact-language = Idioma
fact-waited = Va esperar
fact-mobile = Mòbil
fact-origins = Connexions
origins = { $count ->
    [one] Des d'una adreça
   *[other] Des de { $count } adreces
 }
joined-again = Ha tornat a entrar. Comprovar que és la mateixa persona i el mateix dispositiu.
same-number = Amb este mateix número hi ha una altra entrada en la sala d'espera.
attended-by = Atén { $name }, codi { $code }

# La imatge
stage = Imatge i so de la persona
recording = Enregistrant
quality-good = Connexió bona
quality-fair = Connexió justa
quality-poor = Connexió dolenta
quality-waiting = Connectant
quality-lost = Sense imatge de la persona
own-voice = Vosté: només veu
own-picture = Vosté: veu i imatge
own-muted = Vosté: en silenci
own-none = Vosté: sense micròfon
no-picture = Encara no arriba la imatge
start = Connectar la trucada
mute = Silenciar
camera-on = Encendre la meua càmera
camera-off = Apagar la meua càmera
trouble-microphone = El navegador no deixa usar el micròfon. Donar permís a la barra d'adreces i connectar una altra vegada.
trouble-camera = El navegador no deixa usar la càmera, o no n'hi ha cap. La telefonada continua amb la veu.
trouble-unsupported = Este navegador no pot fer videotrucades. Obrir la pàgina en un de recent.
trouble-offline = S'ha perdut la connexió amb el servidor. Es torna a provar cada pocs segons.
trouble-elsewhere = Esta trucada està oberta en una altra pestanya. Ací ja no es veu ni se sent.
trouble-server = El servidor de vídeo no respon. Connectar una altra vegada; si es repeteix, avisar sistemes.
trouble-saving = No s'ha pogut guardar. Mirar la connexió i repetir-ho.
no-script = La imatge i el so necessiten JavaScript. Les comprovacions i la decisió funcionen sense.

# Es talla
dropped-title = La trucada s'ha tallat
dropped = La persona pot tornar fins a les { $time }. Si no torna, no queda res registrat i es pot tornar a posar a la cua.

# Diga ara
say-title = Diga ara
say-in = En { $language }
all-said = Tot està comprovat. Es pot decidir.

# Comprovacions
checks-title = Comprovacions
checks-done = { $done } de { $count }
checks-progress = Comprovacions fetes
result-passed = Bé
result-failed = Malament
result-pending = Falta
tick-passed = Bé
tick-failed = Malament
check-announced = M'he presentat
check-announced-note = Nom i codi dits en veu alta
check-consent = Consent l'enregistrament
check-consent-note = I sap que hi ha altres vies sense imatge
check-code = Codi d'un sol ús
check-code-note = Enviat al seu mòbil i escrit en esta trucada
code-send = Enviar el codi
code-send-again = Enviar un altre codi
code-sent = Enviat a les { $time }
code-right = Escrit bé a les { $time }
code-wrong = { $count ->
    [one] Un codi equivocat
   *[other] { $count } codis equivocats
 }
check-front = Anvers capturat
check-front-note = Es llig sencer, sense brillantors
check-back = Revers capturat
check-back-note = Es llig sencer, amb les tres línies
check-document = Document autèntic, íntegre i en vigor
check-document-note = Relleus, hologrames i vores en inclinar-lo
check-mrz = Zona de lectura mecànica
check-mrz-note = Llegida de la captura, amb els dígits de control
check-register = Dades al registre civil
check-register-note = Fins a tres intents si no respon
check-face = És la mateixa cara
check-face-note = Comparació feta per una persona
check-contact = Mòbil i correu repetits
check-contact-note = Llegits en veu alta i confirmats

# Captures
captures-title = Captures
capture-front = Foto de l'anvers
capture-back = Foto del revers
capture-face = Foto de la cara
shot-front = Anvers
shot-back = Revers
shot-face = Cara
shot-missing = { $shot }, falta
upload-label = Imatge des d'un fitxer
upload-hint = JPEG, PNG o WebP, fins a 4 MB. Només si la captura de la pàgina no funciona.
upload = Guardar la imatge
upload-fold = Guardar una imatge des d'un fitxer
uploading = Enviant la captura
upload-empty = Triar una imatge.
upload-large = La imatge ocupa massa. El màxim són 4 MB.
upload-unreadable = El fitxer no és una imatge que es puga llegir. Repetir la captura.
no-frame = Encara no hi ha cap imatge per a capturar.
compare-title = Document i cara
compare-hint = La màquina no compara cares: fer-ho a ull, amb les dues imatges ampliades.
compare-missing = Capturar abans l'anvers i la cara.

# Zona de lectura mecànica
mrz-title = Lectura del document
mrz-read = Llegir de la captura
mrz-read-again = Llegir una altra vegada
mrz-typed-label = O escriure el que es veu
mrz-typed-hint = Les tres línies de 30 caràcters, cadascuna en una ratlla.
mrz-type = Comprovar el que s'ha escrit
mrz-typed-fold = Escriure les línies a mà
mrz-unread = No s'ha pogut llegir. Repetir la captura amb menys brillantor o escriure les línies.
mrz-not-mrz = Estes línies no són les d'un document d'identitat. Revisar-les.
mrz-source-read = Llegit de la captura
mrz-source-typed = Escrit a mà
col-field = Dada
col-on-document = Al document
col-register = Al registre
col-agrees = Coincideix?
digit-right = Correcte
digit-wrong = No quadra
agrees = Coincideix
differs = Diferent
unknown = No consta
compare-caption = Document, el que es va escriure i el registre civil, dada per dada
field-number = Número d'identitat
field-name = Nom
field-birth = Naixement
field-expiry = Caducitat
field-sex = Sexe
register-ask = Preguntar al registre civil
register-ask-again = Preguntar una altra vegada
register-try = Intent { $number }: { $outcome }

# Contacte
contact-title = Mòbil i correu
contact-phone = Mòbil
contact-phone-hint = El que usarà per a identificar-se.
contact-email = Correu electrònic
contact-email-hint = Per als passos següents.
contact-save = Guardar
contact-phone-wrong = Revisar el mòbil: nou xifres, o amb prefix d'un altre país.
contact-email-wrong = Revisar el correu: falta l'arrova o el domini.
contact-other-title = Este mòbil és d'una altra persona registrada
contact-other = Si ho confirma, l'altra persona deixa de tindre'l i rep un avís. Preguntar abans de qui és el mòbil.
contact-displace = La persona confirma que el mòbil és seu

# Conversa
chat-title = Escrit i subtítols
chat-empty = Encara no s'ha escrit res.
chat-from-operator = Vosté
chat-from-citizen = La persona
chat-label = Missatge
chat-send = Enviar
caption-label = Subtítol del que dic
caption-send = Mostrar el subtítol
caption-shown = Subtítol
chat-long = Escurçar el text: com a màxim { $most } lletres.

# Decisió
decision-title = La meua decisió
register = Registrar esta persona
missing = Falta: { $what }.
missing-nothing = Tot està comprovat.
register-note = Queda registrada al moment, amb nivell bàsic. Ixen l'SMS i el correu.
register-note-advanced = Queda registrada al moment, amb nivell bàsic. Una altra persona revisarà l'enregistrament per a pujar-la a l'avançat.
refuse-fold = Rebutjar amb motiu…
refuse-reason = Motiu
refuse-reason-empty = Triar el motiu.
refuse-note = Què s'ha vist
refuse-note-hint = Almenys { $least } lletres. Ho llegirà qui audite.
refuse-note-short = Escriure què s'ha vist: almenys { $least } lletres.
refuse-note-long = Com a màxim { $most } lletres. Escurçar-ho.
refuse-note-character = Hi ha un caràcter que no es pot guardar. Escriure-ho de nou sense apegar.
refuse = Rebutjar el registre
refuse-what = No es registra res. La persona llig el motiu general i quines altres vies té.
incomplete-title = Encara no es pot registrar
incomplete = Falten comprovacions o alguna ha eixit malament. Completar-les o rebutjar amb motiu.
reason-document = Document fals, alterat o no vàlid
reason-not-holder = No és la persona del document
reason-quality = Imatge o so insuficients
reason-connection = Condicions de la connexió
reason-recorded = Ús de vídeo ja enregistrat
reason-devices = Més d'un dispositiu
reason-not-live = No és en directe o no és un sol acte
reason-coercion = Coacció o intimidació
reason-doubt = Un altre dubte raonable
reason-left = La persona se n'ha anat
reason-data = Les dades no es confirmen
reason-consent = No consent l'enregistrament

check-interview = Preguntes de la guia
check-interview-note = Respon sense contradiccions
check-one-device = Un dispositiu, en directe
check-one-device-note = En un sol acte i sense vídeo ja enregistrat
check-face-actions = Accions amb la cara
check-document-actions = Accions amb el document
check-actions-note = A l'atzar, diferents en cada trucada
action-face = Demanar una acció amb la cara
action-document = Demanar una acció amb el document
action-other = Demanar-ne una altra
action-done = L'ha feta
action-not-done = No la fa
actions-seen = { $count ->
    [one] Una acció feta
   *[other] { $count } accions fetes
 }
tick-none = No en té
result-none = No en té
field-digits = Dígits de control
field-document = Número de suport
digit-all-right = Tots correctes
digit-some-wrong = Algun no quadra
register-confirmed = coincideix i el document està en vigor
register-differs = les dades no coincideixen
register-unknown = no consta esta persona
register-out-of-force = el document no està en vigor
register-unavailable = no respon
register-exhausted = El registre no ha respost. Amb { $count } intents es pot continuar, i queda anotat.
contact-repeated = Repetir en veu alta i marcar la comprovació: { $phone } · { $email }
reason-route = No és la via per a esta persona
take-over = Algú ha obert el seu costat de la trucada en un altre dispositiu
dropped-own = El seu costat de la trucada s'ha tallat
not-now-title = Ara no es pot
not-now = La trucada ha canviat mentrestant. Mirar de nou.
code-unsent-title = L'SMS no ha eixit
code-unsent = Esperar un minut i enviar-lo una altra vegada, o revisar el mòbil.
code-no-contact = Apuntar abans el mòbil i el correu.
code-too-many = Ja s'han enviat massa codis. Es pot rebutjar i demanar que ho prove més tard.
code-too-soon = Se n'acaba d'enviar un. Un altre podrà eixir a partir de les { $time }.
code-typed-label = Codi que llig en veu alta
code-typed-save = Comprovar
code-typed-empty = Escriure les sis xifres del codi.
code-typed-wrong = Este no és el codi. Demanar que el llija una altra vegada.
code-typed-gone = Este codi ja no val. Enviar-ne un altre.
action-none-left = Ja s'han demanat totes les accions d'esta classe en la trucada.
register-no-tries = En esta trucada ja no es pot preguntar més vegades.
upload-too-many = Esta trucada ja té massa imatges.
zone-title = El que s'ha llegit
digit-of = Dígit de control: { $field }
digit-optional = Dades opcionals
digit-whole = Conjunt de la zona
mrz-busy = El registre civil no respon ara. Llegir una altra vegada d'ací a un moment.
mrz-no-capture = Capturar abans el revers del document.
give-back = Tornar a la cua
give-back-hint = La persona recupera el seu lloc i la pot atendre algú altre.
contact-email-needed = Escriure el correu: hi arriben els passos següents.
no-effect-title = Una trucada no canvia res per a esta persona
no-effect = Ja està registrada així, o li cal anar a una oficina o usar un certificat. Rebutjar amb este motiu.
