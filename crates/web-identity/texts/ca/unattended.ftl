# Comú
step-photos = Fotografies
step-film = Vídeo
step-send = Enviament
send-by = Té fins a les { $time } per enviar-ho. Si tanca la pàgina, torni-la a obrir en aquest navegador: el que ja ha enviat es conserva.
leave = Deixar-ho
leave-note = Si ho deixa, no queda registrat i el que ha fet s'esborra.
no-script-title = Les fotos i el vídeo necessiten JavaScript
no-script = El seu navegador el té apagat. Activi'l i torni a carregar la pàgina, o triï una d'aquestes maneres: cap no el necessita.
unable-title = Aquest navegador no pot gravar vídeo
unable = Obri aquesta pàgina en un navegador actualitzat, en un dispositiu amb càmera, o triï una altra manera de registrar-se.
camera-denied = El navegador no deixa fer servir la càmera. Permeti-la amb la icona al costat de l'adreça i torni-ho a provar.
camera-missing = No trobem cap càmera. Connecti'n una, o continuï des d'un mòbil.
camera-in-use = Un altre programa fa servir la càmera. Tanqui'l i torni-ho a provar.
camera-failed = La càmera no respon. Tanqui i obri el navegador i torni-ho a provar.

# Qui comprova què
checks-title = Qui comprova què
machine-title = Ho comprova un programa
machine-sharp = Que les fotos són nítides i el document es veu sencer
machine-digits = Les xifres de control de la banda de lletres i números
machine-dates = Les dates, i que el document és en vigor
machine-register = Que les seves dades són les que consten al registre
machine-code = Que el codi de l'SMS és el que li hem enviat
person-title = Ho comprova una persona
person-face = Que la seva cara és la de la foto del document
person-genuine = Que el document és autèntic
person-actions = Que ha fet els gestos que se li demanaven
person-act = Que és vostè, en directe i per voluntat pròpia
person-only = Cap programa compara la seva cara ni decideix si el document és autèntic.

# Informació
info-title = Registri's amb fotos i un vídeo
info-lead = Fa dues fotos del document i un vídeo curt de la seva cara, amb el mòbil, a qualsevol hora i sense parlar amb ningú. Uns 10 minuts.
under-way-title = Ho té a mitges
under-way = El que ja ha enviat es conserva fins a les { $time }. <a>Continuar on ho va deixar</a>
how-title = Com es fa
how-consent = Llegeix què es guarda i dona el seu consentiment.
how-photos = Fa una foto de cada cara del document. La pàgina l'avisa si surt borrosa, amb reflexos o tallada.
how-contact = Escriu el mòbil i el correu.
how-film = Grava un vídeo: fa tres gestos que se li demanen en aquell moment i escriu un codi que li arriba per SMS.
how-send = Ho repassa i ho envia.
ready-original = El document original i en vigor, sense funda. No serveix una fotocòpia ni una pantalla.
ready-face = Un lloc tranquil i amb llum, amb un fons llis, sense ulleres de sol, gorra ni mascareta.
ready-camera = Un mòbil, una tauleta o un ordinador amb càmera i micròfon.
ready-own = Només vostè: ningú ho pot fer en nom d'una altra persona.
after-title = Què passa després
after-basic = Si totes les comprovacions automàtiques surten bé, queda registrat a l'instant en el nivell bàsic. Una persona ho revisa després, en unes { $hours } hores: si ho confirma, el seu registre passa a avançat; si no, es retira.
after-review = Una persona ho revisa en unes { $hours } hores. Si ho confirma, queda registrat en el nivell avançat.
after-told = En tots dos casos rep el resultat en un document signat.
kept-title = Què es guarda i quant de temps
kept-what = Les fotos, el vídeo amb imatge i so i el resultat de cada comprovació, xifrats. Només els veu personal autoritzat que diu per a què, i queda anotat.
kept-registered = Si queda registrat, { $years } anys.
kept-suspicion = Si se sospita un frau, { $years } anys.
kept-otherwise = En els altres casos, { $days } dies.
start = Començar pel meu document

# Consentiment
consent-title = Què es guarda i el seu consentiment
consent-lead = Sense el seu consentiment no es fa cap foto.
consent-label = Consento expressament que es fotografiï el meu document, que es gravin la meva imatge i la meva veu i que es tractin aquestes dades per comprovar qui soc
consent-missing = Sense el seu consentiment no podem fer les fotos ni el vídeo. Es pot registrar per carta o en una oficina.
too-often-title = Ha començat massa vegades
too-often-lead = Per seguretat, amb un mateix document només es pot començar unes poques vegades al dia.
too-often-try = Podrà tornar a començar d'aquí a { $wait }. Mentrestant es pot registrar d'una altra manera:

# Fotografies
front-title = Foto de la cara del davant
front-lead = És la que porta la seva fotografia. Posi el document sobre un fons llis i més fosc, i porti'l dins del marc.
back-title = Foto del darrere
back-lead = És el costat amb les línies que tenen signes «<». S'han de poder llegir senceres.
camera-picture = El que veu la càmera
camera-on = Encendre la càmera
shoot = Fer la foto
automatic = Que es faci sola quan surti bé
file-fold = No puc fer servir la càmera en aquesta pàgina
file-label = Una foto feta amb una altra aplicació
file-hint = JPEG, PNG o WebP, fins a 10 MB.
file-send = Enviar aquesta foto
file-empty = Triï una foto.
file-large = Aquesta foto és massa gran. Faci-la amb menys resolució.
file-unreadable = Aquest fitxer no és una foto que puguem obrir. Faci servir JPEG, PNG o WebP.
sending = S'està enviant la foto.
sending-waits = Sense connexió. La foto s'enviarà quan torni.
hint-too-dark = Hi ha poca llum. Acosti's a una finestra o encengui un llum.
hint-too-bright = Hi ha massa llum. Aparti-se'n.
hint-glare = Hi ha un reflex. Inclini una mica el document.
hint-too-blurred = És borrosa. Aguanti el mòbil quiet i esperi que enfoqui.
hint-too-small = El document es veu petit. Acosti's.
hint-cut-off = El document surt de la imatge. Allunyi's una mica.
hint-no-document = No veiem el document. Posi'l dins del marc, sobre un fons llis.
hint-hold = Bé. No es mogui.
front-taken = Així ha sortit la cara del davant
back-taken = Així ha sortit el darrere
front-picture = Foto de la cara del davant
back-picture = Foto del darrere del document
taken-good-title = La foto és bona
taken-good = És nítida i el document es veu sencer.
taken-poor-title = La foto es pot millorar
taken-poor = La pot repetir. Si continua amb aquesta, la mirarà una persona abans de registrar-lo.
taken-again = Repetir la foto
pictures-left = { $left ->
    [0] No es poden fer més fotos d'aquest costat.
    [one] Pot fer una foto més d'aquest costat.
   *[other] Pot fer { $left } fotos més d'aquest costat.
 }
pictures-over-title = No es poden fer més fotos d'aquest costat
pictures-over-lead = Ha fet totes les que s'admeten. L'última que va enviar es conserva.
pictures-over-door = Continuar amb l'última foto
zone-title = El que hem llegit
zone-number = DNI o NIE
zone-number-is = Compari'l
zone-same = El que va escriure
zone-other = No és el que va escriure
zone-name = Nom
zone-birth = Naixement
zone-expiry = Vàlid fins al
zone-is = Vigència
zone-in-force = En vigor
zone-expired = Caducat
zone-digits = Xifres de control
zone-digits-ok = Correctes
zone-digits-bad = No quadren
zone-digits-title = Les xifres de control no quadren
zone-digits-wrong = La banda de lletres i números s'ha llegit malament o està feta malbé. Repeteixi la foto; si continua igual, la mirarà una persona.
zone-none-title = No hem pogut llegir la banda de lletres i números
zone-none = Repeteixi la foto més a prop i sense reflexos. Si continua igual, la mirarà una persona.
zone-later = És el que llegeix un programa. En enviar-ho es compara amb el registre.

# Mòbil i vídeo
contact-next = En començar el vídeo li enviarem un SMS amb un codi.
film-title = Gravi el vídeo
film-lead = Li demanarem tres gestos i el codi que li enviarem al { $phone }. No se saben abans de començar.
film-document = Tingui el document a la mà: l'hi demanarem.
film-place = Posi el mòbil a l'alçada de la cara, amb la llum al davant.
film-sms = L'SMS apareix a dalt de la pantalla: no cal sortir d'aquesta pàgina.
film-minutes = Té { $minutes } minuts des que comença fins que s'acaba d'enviar.
films-left = { $left ->
    [one] Pot gravar un vídeo.
   *[other] Pot gravar fins a { $left } vídeos.
 }
cut-short-title = El vídeo anterior va quedar a mitges
cut-short = Un vídeo tallat no es pot continuar: gravi'n un altre, amb altres gestos. Les fotos i les dades es conserven.
film-on = Encendre càmera i micròfon
film-start = Començar a gravar
action-of = Gest { $n } de { $total }
action-done = Fet
code-send = Comprovar el codi
code-right = El codi és correcte.
code-over = Aquest codi ja no serveix. Gravi un altre vídeo i li n'enviarem un altre.
codes-over = Ha demanat massa codis i per seguretat hem d'esperar. Torni-ho a provar d'aquí a una hora o registri's d'una altra manera.
film-time = Temps que queda
film-sending-title = S'està enviant el vídeo
film-sending = Deixi aquesta pàgina oberta fins que acabi.
film-waiting = Sense connexió. Continuem quan torni: el que ja ha arribat es conserva.
film-online = Connectat una altra vegada.
film-failed-title = Aquest vídeo no serveix
film-late = S'ha acabat el temps. Gravi un altre vídeo.
film-lost = El vídeo no ha arribat sencer. Gravi'n un altre.
film-large = El vídeo és massa llarg. Gravi'n un de més curt.
film-broken = El vídeo ha arribat malmès. Gravi'n un altre.
film-no-code = Falta el codi de l'SMS. Gravi un altre vídeo.
film-camera-stopped = La càmera o el micròfon s'han aturat. Gravi un altre vídeo sense sortir de la pàgina.
film-elsewhere = Ha començat un altre vídeo en una altra finestra. Continuï en aquella, o gravi'n un altre aquí.
film-not-kept = El vídeo ha arribat, però ara no el podem guardar. Torni-ho a provar d'aquí a un minut.
film-not-begun = No hem pogut començar. Torni-ho a provar.
film-retry = Tornar-ho a provar
film-another = Gravar un altre vídeo
films-over-title = No es poden gravar més vídeos
films-over-lead = Ha començat tots els que s'admeten i cap no s'ha completat.
films-over-try = Ho pot deixar i <a>tornar a començar</a> més tard, o registrar-se d'una altra manera:

# Enviament
send-title = Repassi-ho i enviï-ho
picture-good = Nítida
picture-poor = Millorable
change-front = la foto de la cara del davant
change-back = la foto del darrere
change-film = el vídeo
fact-film = Vídeo
film-kept = Gravat, amb el codi correcte
send-button = Enviar
send-safety = Fins que no premi «Enviar» ningú ho mira i no queda registrat.

# Final
waiting-title = Ho hem rebut
waiting-lead = Una persona ho revisarà en unes { $hours } hores. Fins llavors no queda registrat.
waiting-basic = Ja està registrat en el nivell bàsic. Una persona ho revisarà en unes { $hours } hores.
waiting-told = Li escriurem amb el resultat, en un document signat, tant si es confirma com si no.
waiting-close = Ja pot tancar aquesta pàgina.
told-sent = Li hem escrit amb el resultat en un document signat.
confirmed-title = La seva identitat està confirmada
confirmed-lead = Una persona va revisar les fotos i el vídeo. El seu registre és de nivell avançat.
refused-title = No hem pogut confirmar la seva identitat
refused-lead = Una persona va revisar les fotos i el vídeo i no els va donar per bons. No queda registrat.
refused-withdrawn = Una persona va revisar les fotos i el vídeo i no els va donar per bons. El registre bàsic que tenia s'ha retirat: per tornar-se a registrar necessita una oficina o un certificat.
refused-image = Les fotos o el vídeo no permetien comprovar la seva identitat. Busqui més llum i una connexió millor.
refused-data = Les dades del document no coincidien amb les del registre, o el vídeo no era complet.
refused-route = El seu cas no es pot resoldre així: ja està registrat, o cal una oficina o un certificat.
refused-doubt = La persona que ho va revisar no va poder donar per bons el document, la imatge o les circumstàncies. Per seguretat no donem més detall aquí.
left-title = Ho ha deixat
left-lead = No queda registrat. El que havia fet s'esborra en { $days } dies i mentrestant ningú ho mira.
gone-title = Aquesta identificació ja no és oberta
gone-lead = S'ha acabat el temps per enviar-la. No queda registrat, i el que havia fet s'esborra en { $days } dies.
gone-sent = Si la va arribar a enviar, li escriurem amb el resultat.
again = Tornar a començar
