announce = Bos días. Aténdeo { $name }, código { $code }, de { $body }. A miña cámara está apagada; a súa ten que seguir acendida.
consent = Esta chamada grávase enteira, con imaxe e son, para comprobar a súa identidade. Se non quere, pode rexistrarse sen imaxe: nunha oficina, cunha carta ou con certificado electrónico. Acepta a gravación?
one-device = Está usando un só dispositivo para esta chamada? Mire á cámara e dígame que hora ve agora mesmo.
code = Envíolle un código por SMS. Co móbil na man, escríbao nesta páxina.
code-wait = Escriba nesta páxina o código que lle chegou ao móbil.
front = Achegue á cámara o anverso do documento, o lado da foto, ata que encha a pantalla. Suxéiteo polos bordos e sen movelo.
back = Déalle a volta e achegue o reverso, o lado das tres liñas.
look-up = Mire cara a arriba e volva mirar de fronte.
cover-corner = Tape cun dedo a esquina de abaixo da tarxeta e despois destápea.
document = Incline un pouco a tarxeta para que vexa brillar os hologramas.
reading = Agarde un momento, por favor, mentres leo o documento.
register = Agarde un momento, por favor, mentres comprobo os seus datos.
face = Mire de fronte á cámara, sen lentes de sol nin nada que tape a cara.
contact = En que móbil e en que correo quere recibir os avisos?
contact-repeat = Repítollo: móbil { $phone }, correo { $email }. É correcto?
contact-other = Ese móbil figura a nome doutra persoa. É seu? Se o confirma, esa persoa deixará de telo.
finish = Está todo comprobado. Agora rexístroo; recibirá un SMS e, se deu o seu correo, unha mensaxe cos pasos seguintes. Grazas polo seu tempo.
refuse = Non podo rematar o rexistro nesta chamada. Na pantalla verá o motivo e que outras vías ten. Grazas polo seu tempo.

# As accións ao chou
turn-head-left = Xire a cabeza amodo cara á súa esquerda e volva mirar de fronte.
turn-head-right = Xire a cabeza amodo cara á súa dereita e volva mirar de fronte.
come-closer = Achéguese amodo ata que a cara encha a imaxe e volva ao seu sitio.
cover-left-half = Tape coa man a metade esquerda da cara e retírea.
touch-nose = Toque o nariz cun dedo e baixe a man.
three-fingers = Ensine tres dedos ao lado da cara.
close-eyes = Peche os ollos dous segundos e volva abrilos.
tilt-document = Incline a tarxeta amodo cara a un lado e cara ao outro, para ver brillar os seus hologramas.
document-beside-face = Poña a tarxeta xunto á cara, coa foto cara á cámara.
finger-over-photo = Pase un dedo por riba da foto da tarxeta, dun lado ao outro.
turn-over = Déalle a volta á tarxeta amodo, diante da cámara.
bend-lightly = Dobre un pouco a tarxeta polas puntas e sóltea.

# A entrevista
interview = Unhas preguntas: para que quere rexistrarse?, en que ano lle fixeron este documento?, veu alguén con vostede?
