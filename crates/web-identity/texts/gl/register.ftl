# Común
step-document = O seu documento
step-confirm = Como confirmar
step-contact = O seu móbil e correo
step-receipt = Resgardo
only-you = O código é só para vostede. Se alguén llo pide, non llo dea.
back-to-service = Volver a { $service }

# O seu documento
document-title = O seu documento de identidade
document-lead = Teña a tarxeta diante: necesita dous datos que aparecen nela.
before-title = Antes de comezar
before-in-force = O seu documento debe estar en vigor.
before-only-you = Só pode rexistrarse a vostede, non a outra persoa.
before-nothing = Se o deixa a medias, non queda rexistrado.
registered-already = Xa está rexistrado? <a>Entre cun PIN</a>.
under-way-title = Ten un rexistro a medias
under-way = Pode <a>seguir onde o deixou</a> ou comezar de novo aquí.

# Non confirmado, fóra de vigor
refused-title = Non puidemos confirmar eses datos
refused-lead = O número e o dato do seu documento non nos serven para continuar. Pola súa seguridade non dicimos cal dos dous falla.
refused-compare = <b>Compare os dous datos co documento que está en vigor.</b> O número de soporte cambia con cada tarxeta. <a>Volver escribir os datos</a>
refused-renewal = <b>A súa tarxeta caducou ou estaa a renovar?</b> É unha causa frecuente. Chame primeiro ao { $phone }. Se non se resolve, pregunte na oficina de estranxeiría ou na do DNI.
refused-browser = <b>Cambie de navegador.</b> Peche este, borre as súas cookies e probe con outro.
refused-door = Que facer se non se confirman os seus datos
expired-title = O seu documento está caducado
expired-lead = Caducou o { $date }. Para rexistrarse ten que estar en vigor.
expired-renew-card = Renove a súa tarxeta na oficina de estranxeiría e volva coa nova.
expired-renew-dni = Pida cita para renovar o seu DNI e volva co novo.
expired-call = Se cre que é un erro, chame ao { $phone }.
renewal-title = O seu documento caducou e o novo está en trámite
renewal-lead = Caducou o { $date }. Ata que teña o novo non podemos rexistralo.
renewal-call = Chame primeiro ao { $phone }: diranlle que pode facer mentres tanto.
renewal-office-card = Se non se resolve, pregunte na oficina de estranxeiría que leva a súa renovación.
renewal-office-dni = Se non se resolve, pregunte na oficina do DNI que leva a súa renovación.

# Como confirmar
ways-title = Como quere confirmar que é vostede?
ways-lead = Os datos de { $number } están ben. Agora necesita unha carta de invitación.
ways-have = Xa teño unha carta de invitación
ways-have-note = Escriba o seu código e remate agora. Uns 5 minutos.
ways-ask = Pedir unha carta de invitación
ways-ask-note = Enviámola ao seu domicilio fiscal. Uns días, o que tarde o correo.
ways-empty = Elixa unha das opcións.
ways-level = Coa carta obtén o rexistro básico. Algúns trámites piden o avanzado, que se obtén con certificado electrónico ou nunha oficina.
no-address-title = Non podemos enviarlle unha carta
no-address = Non nos consta un domicilio fiscal seu, e a carta só se envía a ese enderezo. Se ten un novo, comuníqueo en Facenda e volva.
address-abroad = O seu domicilio fiscal está fóra de España e as cartas só se envían dentro. Se cambiou, actualíceo en Facenda e volva.
other-ways = Outras formas de rexistrarse
other-office = <b>Nunha oficina de rexistro</b>, co seu documento. Chame ao { $phone } para saber cal lle queda preto. Tarda o que tarde a cita, e obtén o rexistro avanzado.
other-certificate = <b>Con certificado electrónico ou DNIe</b> obtén o rexistro avanzado nuns minutos. Esta forma aínda non está aberta aquí: pregunte no { $phone }.
have-letter = Chegoulle unha carta antes? <a>Escriba o seu código</a>.
ways-aside-title = Por que unha carta
ways-aside = A carta chega ao enderezo que a administración xa coñece. Así ninguén que só teña unha copia do seu documento pode rexistrarse por vostede.

# Pedir a carta
letter-title = Pida a súa carta de invitación
letter-lead = Para rexistrarse así necesita unha carta cun código. Enviámosllela por correo ao seu domicilio fiscal.
letter-address = Usamos o enderezo que conste hoxe en Facenda. Non se pode cambiar aquí: se non é correcto, actualíceo antes alí.
letter-newest = A carta máis recente anula o código das anteriores. Envíase como moito unha cada { $hours } horas.
letter-days = O código vale { $days } días.
letter-send = Si, envíenme unha carta de invitación ao meu domicilio fiscal
letter-not = Non enviala

# Carta pedida
requested-title = A súa carta está en camiño
requested-lead = Enviarémola por correo ao domicilio fiscal que consta hoxe. Adoita chegar nuns días.
requested-done = Carta solicitada
requested-done-text = Se xa pedira outra nas últimas { $hours } horas, recibirá aquela.
requested-arrives = Recibirá a carta
requested-arrives-text = Traerá un código de 16 caracteres e o día ata o que vale.
requested-return = Volva e escriba o código
requested-return-text = Prema outra vez «Rexistrarse», dea os datos do seu documento e elixa «Xa teño unha carta de invitación». Pedirémoslle o seu móbil e correo.
requested-ready = Xa pode identificarse
requested-ready-text = No momento, en calquera sede.
requested-address-title = O enderezo non se pode cambiar aquí
requested-address = Usamos o que consta en Facenda. Se non é correcto, actualíceo alí e pida outra carta.
requested-late-title = Se non chega
requested-late = Pode pedir outra carta pasadas { $hours } horas. Ao enviala, o código da anterior deixa de servir.
accept = Aceptar

# Código da carta
code-title = Escriba o código da súa carta
code-hint = Son 16 caracteres en catro grupos. Os guións póñense sós.
code-empty = Escriba o código da súa carta.
code-length = O código ten 16 caracteres. Compáreo coa carta grupo a grupo.
code-character = O código só ten letras do A ao Z e números do 2 ao 7. Compáreo coa carta.
code-wrong = { $left ->
    [one] Ese código non é correcto. Quédalle un intento.
   *[other] Ese código non é correcto. Quédanlle { $left } intentos.
 }
code-blocked = Non quedan intentos e por seguridade a carta xa non serve. Pida outra.
code-expired = Ese código caducou. Pida outra carta.
code-used = Ese código xa se usou. Se non foi vostede, chame ao { $phone }.
code-superseded = Ese código xa non serve porque pediu outra carta. Use a máis recente.
code-where = Onde está o código?
code-lost = Non atopo a carta ou o código non funciona
code-lost-text = Pode <a>pedir outra carta</a> ou ir a unha oficina de rexistro co seu documento.
code-guide = Como obteño o código da miña carta de invitación?
code-alphabet = Non hai ceros nin uns: se ve un círculo é a letra O, e un pau é a letra I.

# A carta non cambia nada
active-title = Xa está rexistrado
active-lead = O seu rexistro funciona e a carta non cambia nada nel.
active-try = Identifíquese cun PIN. Chega ao móbil que rexistrou.
active-door = Entrar cun PIN
office-only-title = A carta non serve para volver rexistralo
office-only-lead = O seu rexistro deuse de baixa. Para volver rexistrarse necesita un certificado electrónico ou ir a unha oficina.
office-only-try = Chame ao { $phone } para saber que oficina lle queda preto. Leve o seu documento.
letter-gone-title = A carta xa non serve
letter-gone-lead = Usouse, caducou ou enviouse outra mentres facía este rexistro. Non quedou rexistrado.
letter-gone-try = Use o código da carta máis recente ou pida outra.
letter-gone-door = Comezar de novo

# Móbil e correo
contact-title = O seu móbil e o seu correo
contact-lead = No móbil recibirá os PIN cos que se identifica.
phone-label = Móbil
phone-hint = Se non é español, escriba tamén o prefixo do país, como +33.
phone-empty = Escriba o seu móbil.
phone-no-prefix = Un móbil español ten 9 cifras e comeza por 6 ou 7. Se o seu é doutro país, escriba o prefixo, como +33.
phone-shape = Ese número ten letras, ou cifras de máis ou de menos. Escríbao como 600 000 017, ou co prefixo do país.
phone-country = Ningún país ten ese prefixo. Compróbeo.
phone-not-mobile = Ese número non é dun móbil e non pode recibir SMS. Escriba un móbil.
email-label = Correo electrónico
email-hint = Para avisalo dos cambios no seu rexistro. Non enviamos códigos por correo.
email-empty = Escriba o seu correo electrónico.
email-shape = Un correo ten un nome, unha arroba e un dominio, como nome@exemplo.gal.
email-long = Ese correo é demasiado longo. Compróbeo.
contact-next = Enviarémoslle un SMS cun código para comprobar que o móbil é seu.
contact-send = Enviar o código ao móbil
contact-one-title = Un móbil, unha persoa
contact-one = Cada móbil serve para un só rexistro. Escriba un que só use vostede.
contact-foreign = Algunhas operadoras doutros países non entregan estes SMS.
too-many-codes-title = Pediu demasiados códigos
too-many-codes-lead = Por seguridade temos que agardar antes de enviar outro SMS.
too-many-codes-try = Probe dentro dunha hora, ou comece outra vez máis tarde. A súa carta segue servindo.
too-many-codes-door = Volver ao código que xa ten
too-soon-title = Acaba de pedir un código
too-soon-lead = Un SMS pode tardar un pouco, e outro código deixaría sen efecto o que está en camiño.
too-soon-try = Poderá pedir outro dentro de { $wait }.
too-soon-door = Volver ao código que está en camiño

# Código do SMS
sms-title = Escriba o código do SMS
sms-lead = Enviámolo ao { $phone }. Chega nuns segundos.
sms-label = Código de 6 cifras
sms-hint = Está no SMS que acaba de recibir.
sms-shape = O código ten 6 cifras. Mire o SMS.
sms-wrong = { $left ->
    [one] Ese código non é correcto. Quédalle un intento.
   *[other] Ese código non é correcto. Quédanlle { $left } intentos.
 }
sms-void = Ese código xa non serve: non quedan intentos. Pida outro.
sms-expired = Ese código caducou. Pida outro.
sms-expires-in = O código caduca en
sms-over = O código caducou. Pida outro.
sms-change = Cambiar o móbil ou o correo
resend-title = Non lle chega o código?
resend-in = Poderá pedir outro dentro de
resend-wait = Cando pase ese tempo poderá pedir outro.
resend-check = Comprobar agora
resend-now = Xa pode pedir outro código.
resend = Enviar outro código
resend-voids = Se pide outro, o anterior deixa de servir.
sms-help = Non recibo os SMS
sms-safety = Ninguén da administración lle pedirá nunca este código por teléfono nin por mensaxe.

# Condicións
terms-title = Revise os seus datos e acepte as condicións
fact-name = Nome
fact-number = DNI ou NIE
fact-phone = Móbil
fact-email = Correo
fact-registration = Rexistro
change-phone = o móbil
change-email = o correo
in-use-title = Ese móbil consta noutro rexistro
in-use = Demostrou que agora é seu. Se segue, o outro rexistro non poderá usalo e avisaremos o seu titular, que poderá dar outro número.
in-use-other = Se o móbil o usan dúas persoas, <a>escriba outro</a>.
displace-label = Entendo que o outro rexistro deixará de poder usar este móbil
displace-missing = Marque a caixa para quedar con este móbil, ou escriba outro.
conditions = Condicións de uso
conditions-read = Ler as condicións de uso
conditions-version = Versión { $version }
accept-label = Lin e acepto as condicións de uso
accept-missing = Para rexistrarse ten que aceptar as condicións.
send = Enviar e completar o rexistro
send-safety = Ata que prema «Enviar» non queda rexistrado.

# Rexistro completado
done-title = Rexistro completado
done-lead = Xa pode identificarse. Garde o resgardo: contén o seu código de activación.
activation-title = Código de activación
activation-hint = Gárdeo: con el activa o contrasinal permanente, ou pon outro se o esquece.
done-basic = Básico, por carta, o { $date }
view-pdf = Ver PDF
view-pdf-what = do resgardo, asinado
next-title = Agora pode
next-service = Identificarse en { $service }
next-pin = Entrar cun PIN
next-session = Ver a súa sesión
done-safety = O código de activación é só para vostede. Ninguén da administración llo pedirá.
done-shared = Se o ordenador é compartido, prema «Rematar» e peche o navegador.
finish = Rematar
receipt-file = resgardo-de-rexistro.pdf
receipt-failed-title = O resgardo non está listo
receipt-failed-lead = O seu rexistro está completado. Só falla o PDF.
receipt-failed-try = Volva á páxina anterior e prema «Ver PDF» dentro duns minutos. O código de activación está nela.
receipt-failed-door = Volver ao rexistro completado

# Pasou demasiado tempo
gone-title = Este rexistro xa non está aberto
gone-lead = Pasou demasiado tempo e esquecémolo.
gone-unfinished = Se non chegou a ver «Rexistro completado», non está rexistrado e non gardamos o seu móbil nin o seu correo.
gone-letter = Se pediu unha carta, segue en camiño e o seu código serviralle.
gone-done = Se viu «Rexistro completado», está rexistrado: <a>entre cun PIN</a>.
gone-again = Comezar de novo

minor-title = Os menores de idade rexístranse en persoa
minor-lead = Por internet só poden rexistrarse as persoas de 18 anos ou máis. Non se gardou nada.
minor-bring = Vaia a unha oficina de rexistro co seu pai, coa súa nai ou con quen o represente. Leven os documentos de identidade dos dous e o libro de familia ou o documento que probe a representación.
minor-call = Chame ao { $phone }: diranlle que oficina ten preto e daranlle cita.

ways-video-lead = Os datos de { $number } están ben. Elixa como seguir.
ways-video = Por videochamada
ways-video-note = Un empregado público aténdeo e queda rexistrado ao rematar. Uns 15 minutos, máis a espera.
ways-video-closed = Agora está pechado: abre o { $date } ás { $time }.
ways-video-closed-now = Agora está pechado.
other-video = <b>Por videochamada</b>: un empregado público aténdeo e queda rexistrado ao rematar. <a>Rexistrarse por videochamada</a>
ways-self = Con fotos e un vídeo
ways-self-note = Fai fotos do documento e un vídeo da súa cara, a calquera hora. Uns 10 minutos; unha persoa revísao despois.
other-self = <b>Con fotos e un vídeo</b>: faino co móbil a calquera hora e unha persoa revísao despois. <a>Rexistrarse con fotos e un vídeo</a>
