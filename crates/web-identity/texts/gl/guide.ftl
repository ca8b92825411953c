# Común
to-register = Volver ao rexistro
to-entrance = Volver ao inicio
call-title = Se necesita falar con alguén
call = Chame ao <a>{ $phone }</a>, { $hours }.
more-title = Máis axuda
never-title = Pola súa seguridade

# Número de soporte
support-title = Como escribir o número de soporte
support-lead = Son 9 caracteres: unha letra e 8 cifras. Está na súa tarxeta ou certificado e non é o NIE.
support-card-title = Tarxeta de estranxeiro (TIE)
support-card = Está arriba á dereita, debaixo do tipo de permiso, por exemplo «Estudiante». Comeza por E.
support-permit-title = Permiso de residencia
support-permit = Está no anverso, arriba á dereita. Comeza por E.
support-union-title = Certificado de cidadán da Unión
support-union = Escriba un C e o número do certificado. Nos certificados antigos, de tamaño folio, está no anverso. Para o 1234567 escriba C01234567.
support-zeros-title = Se o seu número ten menos de 8 cifras
support-zeros = Poña ceros entre a letra e o número ata chegar a 8 cifras: E87654 escríbese E00087654. Se non os pon, poñémolos nós.
support-new-title = Se renovou a tarxeta
support-new = O número de soporte cambia con cada tarxeta. Use o da que está en vigor.

# Datas do DNI
dni-title = Que data do DNI lle pedimos
dni-lead = A de validez. Se o seu DNI é permanente, a de expedición.
dni-validity-title = A data de validez
dni-validity = Está á dereita, a carón da de expedición. Escriba o día, o mes e o ano con catro cifras, como 9 3 2031.
dni-permanent-title = Se pon 01 01 9999
dni-permanent = O seu DNI é permanente. Márqueo así e escriba a data de expedición, que está xusto á esquerda. Nos DNI antigos está no reverso.
dni-old-title = Se pon PERMANENTE e é anterior a 2006
dni-old = Segue servindo, pero hai que renovalo antes do 3 de agosto de 2031.

# Código da carta
letter-title = Como obter o código da carta de invitación
letter-lead = É un código de 16 caracteres que só está na carta. Non llo damos por teléfono nin por correo electrónico.
letter-ask-title = 1. Pida a carta
letter-ask = Prema <a>Rexistrarse</a>, dea os datos do seu documento e elixa «Pedir unha carta de invitación». Chega nuns días ao seu domicilio fiscal.
letter-where-title = 2. Busque o cadro
letter-where = O código está nun cadro debaixo do saúdo, en catro grupos de catro caracteres.
letter-type-title = 3. Escríbao
letter-type = Tanto ten maiúsculas ou minúsculas, con guións ou sen eles. Non hai ceros nin uns: se ve un círculo é a letra O, e un pau é a letra I.
letter-limits-title = Canto dura
letter-limits = Vale { $days } días e pódese escribir mal { $tries } veces. Se pide outra carta, o código da anterior deixa de servir.
letter-safety = O código é só para vostede. Se alguén llo pide, non llo dea.

# SMS
sms-title = Non recibo os SMS
sms-lead = Probe estas tres cousas, nesta orde. Adoitan resolvelo.
sms-main-title = 1. Mire na tarxeta principal
sms-main = Se ten varias tarxetas co mesmo número (multiSIM), os SMS chegan só á principal. Comprobe tamén que rexistrou o móbil que está a mirar.
sms-operator-title = 2. Pregunte á súa operadora
sms-operator = Algunhas non deixan pasar os SMS de números especiais. Pida que llos permitan.
sms-handset-title = 3. Poña a súa tarxeta noutro teléfono
sms-handset = En nove de cada dez casos chegan entón todos os SMS pendentes. Despois pode volver ao seu teléfono.
sms-changed-title = Se xa non ten o móbil que rexistrou
sms-changed = Cámbieo nunha oficina de rexistro, co seu documento. Chame ao { $phone } para saber cal lle queda preto.
sms-frozen-title = Se conxelou a súa identidade ou desactivou o PIN
sms-frozen = Entón non se envía ningún. Entre doutra forma: a páxina diralle que pasa e que pode facer.
sms-wait = Cada código serve uns minutos. Se pide outro, use o último que chegue.

# Datos non confirmados
denied-title = Non me confirman os datos
denied-lead = Por seguridade non dicimos cal dos dous datos falla. Estas son as causas que máis vemos.
denied-compare-title = 1. Compare os datos co documento
denied-compare = Use o documento que está en vigor. O <a>número de soporte</a> cambia con cada tarxeta, e do DNI pedimos unha <a>data</a> concreta.
denied-renewal-title = 2. Caducou ou estaa a renovar?
denied-renewal = Se a súa tarxeta caducou e a nova está en trámite, é a causa máis frecuente. Chame primeiro ao { $phone }. Se non se resolve, pregunte na oficina de estranxeiría. Co DNI, nunha oficina do DNI.
denied-browser-title = 3. Cambie de navegador
denied-browser = Borre as cookies, peche o navegador e volva abrilo. Se segue igual, probe con outro navegador.
denied-tries-title = Se probou moitas veces
denied-tries = Agarde un cuarto de hora antes de volver probar.
