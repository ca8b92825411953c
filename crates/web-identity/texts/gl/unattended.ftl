# Común
step-photos = Fotos
step-film = Vídeo
step-send = Envío
send-by = Ten ata as { $time } para envialo. Se pecha a páxina, volva abrila neste navegador: o que xa enviou consérvase.
leave = Deixalo
leave-note = Se o deixa, non queda rexistrado e o que fixo bórrase.
no-script-title = As fotos e o vídeo necesitan JavaScript
no-script = O seu navegador teno apagado. Actíveo e volva cargar a páxina, ou elixa unha destas formas: ningunha o necesita.
unable-title = Este navegador non pode gravar vídeo
unable = Abra esta páxina nun navegador actualizado, nun dispositivo con cámara, ou elixa outra forma de rexistrarse.
camera-denied = O navegador non deixa usar a cámara. Permítaa coa icona xunto ao enderezo e ténteo de novo.
camera-missing = Non atopamos ningunha cámara. Conecte unha, ou siga desde un móbil.
camera-in-use = Outro programa usa a cámara. Pécheo e ténteo de novo.
camera-failed = A cámara non responde. Peche e abra o navegador e ténteo de novo.

# Quen comproba que
checks-title = Quen comproba que
machine-title = Compróbao un programa
machine-sharp = Que as fotos son nítidas e o documento se ve enteiro
machine-digits = As cifras de control da banda de letras e números
machine-dates = As datas, e que o documento está en vigor
machine-register = Que os seus datos son os que constan no rexistro
machine-code = Que o código do SMS é o que lle enviamos
person-title = Compróbao unha persoa
person-face = Que a súa cara é a da foto do documento
person-genuine = Que o documento é auténtico
person-actions = Que fixo os xestos que se lle pediron
person-act = Que é vostede, en directo e pola súa vontade
person-only = Ningún programa compara a súa cara nin decide se o documento é auténtico.

# Información
info-title = Rexístrese con fotos e un vídeo
info-lead = Fai dúas fotos do seu documento e un vídeo curto da súa cara, co móbil, a calquera hora e sen falar con ninguén. Uns 10 minutos.
under-way-title = Teno a medias
under-way = O que xa enviou consérvase ata as { $time }. <a>Seguir onde o deixou</a>
how-title = Como se fai
how-consent = Le que se garda e dá o seu consentimento.
how-photos = Fai unha foto de cada cara do documento. A páxina avisa se sae borrosa, con reflexos ou cortada.
how-contact = Escribe o seu móbil e o seu correo.
how-film = Grava un vídeo: fai tres xestos que se lle piden nese momento e escribe un código que lle chega por SMS.
how-send = Repásao e envíao.
ready-original = O seu documento orixinal e en vigor, sen funda. Non serve unha fotocopia nin unha pantalla.
ready-face = Un lugar tranquilo e con luz, cun fondo liso, sen lentes de sol, gorra nin máscara.
ready-camera = Un móbil, unha tableta ou un ordenador con cámara e micrófono.
ready-own = Só vostede: ninguén pode facelo en nome doutra persoa.
after-title = Que pasa despois
after-basic = Se todas as comprobacións automáticas saen ben, queda rexistrado no momento no nivel básico. Unha persoa revísao despois, nunhas { $hours } horas: se o confirma, o seu rexistro pasa a avanzado; se non, retírase.
after-review = Unha persoa revísao nunhas { $hours } horas. Se o confirma, queda rexistrado no nivel avanzado.
after-told = Nos dous casos recibe o resultado nun documento asinado.
kept-title = Que se garda e canto tempo
kept-what = As fotos, o vídeo con imaxe e son e o resultado de cada comprobación, cifrados. Só os ve persoal autorizado que di para que, e queda anotado.
kept-registered = Se queda rexistrado, { $years } anos.
kept-suspicion = Se se sospeita unha fraude, { $years } anos.
kept-otherwise = Nos demais casos, { $days } días.
start = Comezar polo meu documento

# Consentimento
consent-title = Que se garda e o seu consentimento
consent-lead = Sen o seu consentimento non se fai ningunha foto.
consent-label = Consinto expresamente que se fotografe o meu documento, que se graven a miña imaxe e a miña voz e que se traten eses datos para comprobar quen son
consent-missing = Sen o seu consentimento non podemos facer as fotos nin o vídeo. Pode rexistrarse por carta ou nunha oficina.
too-often-title = Comezou demasiadas veces
too-often-lead = Por seguridade, cun mesmo documento só se pode comezar unhas poucas veces ao día.
too-often-try = Poderá comezar outra vez dentro de { $wait }. Mentres tanto pode rexistrarse doutra forma:

# Fotos
front-title = Foto da cara dianteira
front-lead = É a que leva a súa fotografía. Poña o documento sobre un fondo liso e máis escuro, e léveo dentro do marco.
back-title = Foto do reverso
back-lead = É o lado coas liñas que teñen signos «<». Teñen que lerse enteiras.
camera-picture = O que ve a cámara
camera-on = Acender a cámara
shoot = Facer a foto
automatic = Que se faga soa cando saia ben
file-fold = Non podo usar a cámara nesta páxina
file-label = Unha foto feita con outra aplicación
file-hint = JPEG, PNG ou WebP, ata 10 MB.
file-send = Enviar esta foto
file-empty = Elixa unha foto.
file-large = Esa foto é demasiado grande. Fágaa con menos resolución.
file-unreadable = Ese ficheiro non é unha foto que poidamos abrir. Use JPEG, PNG ou WebP.
sending = Enviando a foto.
sending-waits = Sen conexión. A foto enviarase en canto volva.
hint-too-dark = Hai pouca luz. Achéguese a unha ventá ou acenda unha lámpada.
hint-too-bright = Hai demasiada luz. Apártese dela.
hint-glare = Hai un reflexo. Incline un pouco o documento.
hint-too-blurred = Está borrosa. Suxeite o móbil quieto e agarde a que enfoque.
hint-too-small = O documento vese pequeno. Achéguese.
hint-cut-off = O documento sae da imaxe. Afástese un pouco.
hint-no-document = Non vemos o documento. Póñao dentro do marco, sobre un fondo liso.
hint-hold = Ben. Non se mova.
front-taken = Así saíu a cara dianteira
back-taken = Así saíu o reverso
front-picture = Foto da cara dianteira
back-picture = Foto do reverso do documento
taken-good-title = A foto é boa
taken-good = É nítida e o documento vese enteiro.
taken-poor-title = A foto pódese mellorar
taken-poor = Pode repetila. Se segue con esta, miraraa unha persoa antes de rexistralo.
taken-again = Repetir a foto
pictures-left = { $left ->
    [0] Non se poden facer máis fotos deste lado.
    [one] Pode facer unha foto máis deste lado.
   *[other] Pode facer { $left } fotos máis deste lado.
 }
pictures-over-title = Non se poden facer máis fotos deste lado
pictures-over-lead = Fixo todas as que se admiten. A última que enviou consérvase.
pictures-over-door = Seguir coa última foto
zone-title = O que lemos
zone-number = DNI ou NIE
zone-number-is = Compáreo
zone-same = O que escribiu
zone-other = Non é o que escribiu
zone-name = Nome
zone-birth = Nacemento
zone-expiry = Válido ata
zone-is = Vixencia
zone-in-force = En vigor
zone-expired = Caducado
zone-digits = Cifras de control
zone-digits-ok = Correctas
zone-digits-bad = Non cadran
zone-digits-title = As cifras de control non cadran
zone-digits-wrong = A banda de letras e números leuse mal ou está danada. Repita a foto; se segue igual, miraraa unha persoa.
zone-none-title = Non puidemos ler a banda de letras e números
zone-none = Repita a foto máis preto e sen reflexos. Se segue igual, miraraa unha persoa.
zone-later = É o que le un programa. Ao envialo compárase co rexistro.

# Móbil e vídeo
contact-next = Ao comezar o vídeo enviarémoslle un SMS cun código.
film-title = Grave o vídeo
film-lead = Pedirémoslle tres xestos e o código que lle enviaremos ao { $phone }. Non se saben antes de comezar.
film-document = Teña o documento na man: pedirémosllo.
film-place = Poña o móbil á altura da cara, coa luz diante.
film-sms = O SMS aparece arriba na pantalla: non fai falta saír desta páxina.
film-minutes = Ten { $minutes } minutos desde que comeza ata que remata de enviarse.
films-left = { $left ->
    [one] Pode gravar un vídeo.
   *[other] Pode gravar ata { $left } vídeos.
 }
cut-short-title = O vídeo anterior quedou a medias
cut-short = Un vídeo cortado non se pode continuar: grave outro, con outros xestos. As fotos e os seus datos consérvanse.
film-on = Acender cámara e micrófono
film-start = Comezar a gravar
action-of = Xesto { $n } de { $total }
action-done = Feito
code-send = Comprobar o código
code-right = O código é correcto.
code-over = Ese código xa non serve. Grave outro vídeo e enviarémoslle outro.
codes-over = Pediu demasiados códigos e por seguridade temos que agardar. Ténteo de novo dentro dunha hora ou rexístrese doutra forma.
film-time = Tempo que queda
film-sending-title = Enviando o vídeo
film-sending = Deixe esta páxina aberta ata que remate.
film-waiting = Sen conexión. Seguimos en canto volva: o que xa chegou consérvase.
film-online = Conectado outra vez.
film-failed-title = Este vídeo non vale
film-late = Acabouse o tempo. Grave outro vídeo.
film-lost = O vídeo non chegou enteiro. Grave outro.
film-large = O vídeo é demasiado longo. Grave outro máis curto.
film-broken = O vídeo chegou danado. Grave outro.
film-no-code = Falta o código do SMS. Grave outro vídeo.
film-camera-stopped = A cámara ou o micrófono paráronse. Grave outro vídeo sen saír da páxina.
film-elsewhere = Comezou outro vídeo noutra ventá. Siga naquela, ou grave outro aquí.
film-not-kept = O vídeo chegou, pero agora non podemos gardalo. Ténteo de novo nun minuto.
film-not-begun = Non puidemos comezar. Ténteo de novo.
film-retry = Tentalo de novo
film-another = Gravar outro vídeo
films-over-title = Non se poden gravar máis vídeos
films-over-lead = Comezou todos os que se admiten e ningún se completou.
films-over-try = Pode deixalo e <a>comezar outra vez</a> máis tarde, ou rexistrarse doutra forma:

# Envío
send-title = Repáseo e envíeo
picture-good = Nítida
picture-poor = Mellorable
change-front = a foto da cara dianteira
change-back = a foto do reverso
change-film = o vídeo
fact-film = Vídeo
film-kept = Gravado, co código correcto
send-button = Enviar
send-safety = Ata que prema «Enviar» ninguén o mira e non queda rexistrado.

# Final
waiting-title = Recibímolo
waiting-lead = Unha persoa revisarao nunhas { $hours } horas. Ata entón non queda rexistrado.
waiting-basic = Xa está rexistrado no nivel básico. Unha persoa revisarao nunhas { $hours } horas.
waiting-told = Escribirémoslle co resultado, nun documento asinado, tanto se se confirma como se non.
waiting-close = Xa pode pechar esta páxina.
told-sent = Escribímoslle co resultado nun documento asinado.
confirmed-title = A súa identidade está confirmada
confirmed-lead = Unha persoa revisou as fotos e o vídeo. O seu rexistro é de nivel avanzado.
refused-title = Non puidemos confirmar a súa identidade
refused-lead = Unha persoa revisou as fotos e o vídeo e non os deu por bos. Non queda rexistrado.
refused-withdrawn = Unha persoa revisou as fotos e o vídeo e non os deu por bos. O rexistro básico que tiña retirouse: para volver rexistrarse necesita unha oficina ou un certificado.
refused-image = As fotos ou o vídeo non permitían comprobar a súa identidade. Busque máis luz e unha conexión mellor.
refused-data = Os datos do documento non coincidían cos do rexistro, ou o vídeo non estaba completo.
refused-route = O seu caso non se pode resolver así: xa está rexistrado, ou fai falta unha oficina ou un certificado.
refused-doubt = A persoa que o revisou non puido dar por bos o documento, a imaxe ou as circunstancias. Por seguridade non damos máis detalle aquí.
left-title = Deixouno
left-lead = Non queda rexistrado. O que fixera bórrase en { $days } días e mentres tanto ninguén o mira.
gone-title = Esta identificación xa non está aberta
gone-lead = Acabouse o tempo para enviala. Non queda rexistrado, e o que fixera bórrase en { $days } días.
gone-sent = Se chegou a enviala, escribirémoslle co resultado.
again = Comezar outra vez
