announce = Buenos días. Le atiende { $name }, código { $code }, de { $body }. Mi cámara está apagada; la suya tiene que seguir encendida.
consent = Esta llamada se graba entera, con imagen y sonido, para comprobar su identidad. Si no quiere, puede registrarse sin imagen: en una oficina, con una carta o con certificado electrónico. ¿Acepta la grabación?
one-device = ¿Está usando un solo dispositivo para esta llamada? Mire a la cámara y dígame qué hora ve ahora mismo.
code = Le envío un código por SMS. Con el móvil en la mano, escríbalo en esta página.
code-wait = Escriba en esta página el código que le ha llegado al móvil.
front = Acerque a la cámara el anverso del documento, el lado de la foto, hasta que llene la pantalla. Sujételo por los bordes y sin moverlo.
back = Dele la vuelta y acerque el reverso, el lado de las tres líneas.
cover-corner = Tape con un dedo la esquina de abajo de la tarjeta y luego destápela.
look-up = Mire hacia arriba y vuelva a mirar de frente.
document = Incline un poco la tarjeta para que vea brillar los hologramas.
reading = Espere un momento, por favor, mientras leo el documento.
register = Espere un momento, por favor, mientras compruebo sus datos.
face = Mire de frente a la cámara, sin gafas de sol ni nada que tape la cara.
contact = ¿En qué móvil y en qué correo quiere recibir los avisos?
contact-repeat = Se lo repito: móvil { $phone }, correo { $email }. ¿Es correcto?
contact-other = Ese móvil figura a nombre de otra persona. ¿Es suyo? Si lo confirma, esa persona dejará de tenerlo.
finish = Está todo comprobado. Ahora le registro; recibirá un SMS y, si dio su correo, un mensaje con los pasos siguientes. Gracias por su tiempo.
refuse = No puedo terminar el registro en esta llamada. En la pantalla verá el motivo y qué otras vías tiene. Gracias por su tiempo.

# Las acciones al azar
turn-head-left = Gire la cabeza despacio hacia su izquierda y vuelva a mirar de frente.
turn-head-right = Gire la cabeza despacio hacia su derecha y vuelva a mirar de frente.
come-closer = Acérquese despacio hasta que la cara llene la imagen y vuelva a su sitio.
cover-left-half = Tápese con la mano la mitad izquierda de la cara y retírela.
touch-nose = Tóquese la nariz con un dedo y baje la mano.
three-fingers = Enseñe tres dedos al lado de la cara.
close-eyes = Cierre los ojos dos segundos y vuelva a abrirlos.
tilt-document = Incline la tarjeta despacio hacia un lado y hacia el otro, para ver brillar sus hologramas.
document-beside-face = Ponga la tarjeta junto a la cara, con la foto hacia la cámara.
finger-over-photo = Pase un dedo por encima de la foto de la tarjeta, de un lado al otro.
turn-over = Dele la vuelta a la tarjeta despacio, delante de la cámara.
bend-lightly = Doble un poco la tarjeta por las puntas y suéltela.

# La entrevista
interview = Unas preguntas: ¿para qué quiere registrarse?, ¿en qué año le hicieron este documento?, ¿ha venido alguien con usted?
