# Comú
step-photos = Fotografies
step-film = Vídeo
step-send = Enviament
send-by = Té fins a les { $time } per a enviar-ho. Si tanca la pàgina, torne a obrir-la en este navegador: el que ja ha enviat es conserva.
leave = Deixar-ho
leave-note = Si ho deixa, no queda registrat i el que ha fet s'esborra.
no-script-title = Les fotos i el vídeo necessiten JavaScript
no-script = El seu navegador el té apagat. Active'l i torne a carregar la pàgina, o trie una d'estes maneres: cap no el necessita.
unable-title = Este navegador no pot gravar vídeo
unable = Obriga esta pàgina en un navegador actualitzat, en un dispositiu amb càmera, o trie una altra manera de registrar-se.
camera-denied = El navegador no deixa usar la càmera. Permeta-la amb la icona al costat de l'adreça i torne a provar-ho.
camera-missing = No trobem cap càmera. Connecte'n una, o continue des d'un mòbil.
camera-in-use = Un altre programa usa la càmera. Tanque'l i torne a provar-ho.
camera-failed = La càmera no respon. Tanque i òbriga el navegador i torne a provar-ho.

# Qui comprova què
checks-title = Qui comprova què
machine-title = Ho comprova un programa
machine-sharp = Que les fotos són nítides i el document es veu sencer
machine-digits = Les xifres de control de la banda de lletres i números
machine-dates = Les dates, i que el document està en vigor
machine-register = Que les seues dades són les que consten al registre
machine-code = Que el codi de l'SMS és el que li hem enviat
person-title = Ho comprova una persona
person-face = Que la seua cara és la de la foto del document
person-genuine = Que el document és autèntic
person-actions = Que ha fet els gestos que se li demanaven
person-act = Que és vosté, en directe i per voluntat pròpia
person-only = Cap programa compara la seua cara ni decideix si el document és autèntic.

# Informació
info-title = Registre's amb fotos i un vídeo
info-lead = Fa dos fotos del document i un vídeo curt de la seua cara, amb el mòbil, a qualsevol hora i sense parlar amb ningú. Uns 10 minuts.
under-way-title = Ho té a mitges
under-way = El que ja ha enviat es conserva fins a les { $time }. <a>Continuar on ho va deixar</a>
how-title = Com es fa
how-consent = Llegeix què es guarda i dona el seu consentiment.
how-photos = Fa una foto de cada cara del document. La pàgina l'avisa si ix borrosa, amb reflexos o tallada.
how-contact = Escriu el mòbil i el correu.
how-film = Grava un vídeo: fa tres gestos que se li demanen en aquell moment i escriu un codi que li arriba per SMS.
how-send = Ho repassa i ho envia.
ready-original = El document original i en vigor, sense funda. No servix una fotocòpia ni una pantalla.
ready-face = Un lloc tranquil i amb llum, amb un fons llis, sense ulleres de sol, gorra ni mascareta.
ready-camera = Un mòbil, una tauleta o un ordinador amb càmera i micròfon.
ready-own = Només vosté: ningú ho pot fer en nom d'una altra persona.
after-title = Què passa després
after-basic = Si totes les comprovacions automàtiques ixen bé, queda registrat a l'instant en el nivell bàsic. Una persona ho revisa després, en unes { $hours } hores: si ho confirma, el seu registre passa a avançat; si no, es retira.
after-review = Una persona ho revisa en unes { $hours } hores. Si ho confirma, queda registrat en el nivell avançat.
after-told = En els dos casos rep el resultat en un document signat.
kept-title = Què es guarda i quant de temps
kept-what = Les fotos, el vídeo amb imatge i so i el resultat de cada comprovació, xifrats. Només els veu personal autoritzat que diu per a què, i queda anotat.
kept-registered = Si queda registrat, { $years } anys.
kept-suspicion = Si se sospita un frau, { $years } anys.
kept-otherwise = En els altres casos, { $days } dies.
start = Començar pel meu document

# Consentiment
consent-title = Què es guarda i el seu consentiment
consent-lead = Sense el seu consentiment no es fa cap foto.
consent-label = Consento expressament que es fotografie el meu document, que es graven la meua imatge i la meua veu i que es tracten estes dades per a comprovar qui soc
consent-missing = Sense el seu consentiment no podem fer les fotos ni el vídeo. Es pot registrar per carta o en una oficina.
too-often-title = Ha començat massa vegades
too-often-lead = Per seguretat, amb un mateix document només es pot començar unes poques vegades al dia.
too-often-try = Podrà tornar a començar d'ací a { $wait }. Mentrestant es pot registrar d'una altra manera:

# Fotografies
front-title = Foto de la cara de davant
front-lead = És la que porta la seua fotografia. Pose el document sobre un fons llis i més fosc, i porte'l dins del marc.
back-title = Foto del revers
back-lead = És el costat amb les línies que tenen signes «<». S'han de poder llegir senceres.
camera-picture = El que veu la càmera
camera-on = Encendre la càmera
shoot = Fer la foto
automatic = Que es faça sola quan isca bé
file-fold = No puc usar la càmera en esta pàgina
file-label = Una foto feta amb una altra aplicació
file-hint = JPEG, PNG o WebP, fins a 10 MB.
file-send = Enviar esta foto
file-empty = Trie una foto.
file-large = Esta foto és massa gran. Faça-la amb menys resolució.
file-unreadable = Este fitxer no és una foto que puguem obrir. Use JPEG, PNG o WebP.
sending = S'està enviant la foto.
sending-waits = Sense connexió. La foto s'enviarà quan torne.
hint-too-dark = Hi ha poca llum. Acoste's a una finestra o encenga un llum.
hint-too-bright = Hi ha massa llum. Aparte-se'n.
hint-glare = Hi ha un reflex. Incline un poc el document.
hint-too-blurred = És borrosa. Aguante el mòbil quiet i espere que enfoque.
hint-too-small = El document es veu petit. Acoste's.
hint-cut-off = El document ix de la imatge. Allunye's un poc.
hint-no-document = No veiem el document. Pose'l dins del marc, sobre un fons llis.
hint-hold = Bé. No es moga.
front-taken = Així ha eixit la cara de davant
back-taken = Així ha eixit el revers
front-picture = Foto de la cara de davant
back-picture = Foto del revers del document
taken-good-title = La foto és bona
taken-good = És nítida i el document es veu sencer.
taken-poor-title = La foto es pot millorar
taken-poor = La pot repetir. Si continua amb esta, la mirarà una persona abans de registrar-lo.
taken-again = Repetir la foto
pictures-left = { $left ->
    [0] No es poden fer més fotos d'este costat.
    [one] Pot fer una foto més d'este costat.
   *[other] Pot fer { $left } fotos més d'este costat.
 }
pictures-over-title = No es poden fer més fotos d'este costat
pictures-over-lead = Ha fet totes les que s'admeten. L'última que va enviar es conserva.
pictures-over-door = Continuar amb l'última foto
zone-title = El que hem llegit
zone-number = DNI o NIE
zone-number-is = Compare'l
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
zone-digits-wrong = La banda de lletres i números s'ha llegit malament o està danyada. Repetisca la foto; si continua igual, la mirarà una persona.
zone-none-title = No hem pogut llegir la banda de lletres i números
zone-none = Repetisca la foto més prop i sense reflexos. Si continua igual, la mirarà una persona.
zone-later = És el que llegeix un programa. En enviar-ho es compara amb el registre.

# Mòbil i vídeo
contact-next = En començar el vídeo li enviarem un SMS amb un codi.
film-title = Grave el vídeo
film-lead = Li demanarem tres gestos i el codi que li enviarem al { $phone }. No se saben abans de començar.
film-document = Tinga el document a la mà: li'l demanarem.
film-place = Pose el mòbil a l'alçada de la cara, amb la llum al davant.
film-sms = L'SMS apareix dalt de la pantalla: no cal eixir d'esta pàgina.
film-minutes = Té { $minutes } minuts des que comença fins que s'acaba d'enviar.
films-left = { $left ->
    [one] Pot gravar un vídeo.
   *[other] Pot gravar fins a { $left } vídeos.
 }
cut-short-title = El vídeo anterior va quedar a mitges
cut-short = Un vídeo tallat no es pot continuar: grave'n un altre, amb altres gestos. Les fotos i les dades es conserven.
film-on = Encendre càmera i micròfon
film-start = Començar a gravar
action-of = Gest { $n } de { $total }
action-done = Fet
code-send = Comprovar el codi
code-right = El codi és correcte.
code-over = Este codi ja no servix. Grave un altre vídeo i li n'enviarem un altre.
codes-over = Ha demanat massa codis i per seguretat hem d'esperar. Torne a provar-ho d'ací a una hora o registre's d'una altra manera.
film-time = Temps que queda
film-sending-title = S'està enviant el vídeo
film-sending = Deixe esta pàgina oberta fins que acabe.
film-waiting = Sense connexió. Continuem quan torne: el que ja ha arribat es conserva.
film-online = Connectat una altra vegada.
film-failed-title = Este vídeo no servix
film-late = S'ha acabat el temps. Grave un altre vídeo.
film-lost = El vídeo no ha arribat sencer. Grave'n un altre.
film-large = El vídeo és massa llarg. Grave'n un de més curt.
film-broken = El vídeo ha arribat danyat. Grave'n un altre.
film-no-code = Falta el codi de l'SMS. Grave un altre vídeo.
film-camera-stopped = La càmera o el micròfon s'han aturat. Grave un altre vídeo sense eixir de la pàgina.
film-elsewhere = Ha començat un altre vídeo en una altra finestra. Continue en aquella, o grave'n un altre ací.
film-not-kept = El vídeo ha arribat, però ara no el podem guardar. Torne a provar-ho d'ací a un minut.
film-not-begun = No hem pogut començar. Torne a provar-ho.
film-retry = Tornar-ho a provar
film-another = Gravar un altre vídeo
films-over-title = No es poden gravar més vídeos
films-over-lead = Ha començat tots els que s'admeten i cap no s'ha completat.
films-over-try = Ho pot deixar i <a>tornar a començar</a> més tard, o registrar-se d'una altra manera:

# Enviament
send-title = Repasse-ho i envie-ho
picture-good = Nítida
picture-poor = Millorable
change-front = la foto de la cara de davant
change-back = la foto del revers
change-film = el vídeo
fact-film = Vídeo
film-kept = Gravat, amb el codi correcte
send-button = Enviar
send-safety = Fins que no polse «Enviar» ningú ho mira i no queda registrat.

# Final
waiting-title = Ho hem rebut
waiting-lead = Una persona ho revisarà en unes { $hours } hores. Fins llavors no queda registrat.
waiting-basic = Ja està registrat en el nivell bàsic. Una persona ho revisarà en unes { $hours } hores.
waiting-told = Li escriurem amb el resultat, en un document signat, tant si es confirma com si no.
waiting-close = Ja pot tancar esta pàgina.
told-sent = Li hem escrit amb el resultat en un document signat.
confirmed-title = La seua identitat està confirmada
confirmed-lead = Una persona va revisar les fotos i el vídeo. El seu registre és de nivell avançat.
refused-title = No hem pogut confirmar la seua identitat
refused-lead = Una persona va revisar les fotos i el vídeo i no els va donar per bons. No queda registrat.
refused-withdrawn = Una persona va revisar les fotos i el vídeo i no els va donar per bons. El registre bàsic que tenia s'ha retirat: per a tornar-se a registrar necessita una oficina o un certificat.
refused-image = Les fotos o el vídeo no permetien comprovar la seua identitat. Busque més llum i una connexió millor.
refused-data = Les dades del document no coincidien amb les del registre, o el vídeo no era complet.
refused-route = El seu cas no es pot resoldre així: ja està registrat, o cal una oficina o un certificat.
refused-doubt = La persona que ho va revisar no va poder donar per bons el document, la imatge o les circumstàncies. Per seguretat no donem més detall ací.
left-title = Ho ha deixat
left-lead = No queda registrat. El que havia fet s'esborra en { $days } dies i mentrestant ningú ho mira.
gone-title = Esta identificació ja no està oberta
gone-lead = S'ha acabat el temps per a enviar-la. No queda registrat, i el que havia fet s'esborra en { $days } dies.
gone-sent = Si la va arribar a enviar, li escriurem amb el resultat.
again = Tornar a començar
