# Comú
step-document = El seu document
step-confirm = Com confirmar
step-contact = El seu mòbil i correu
step-receipt = Resguard
only-you = El codi és només per a vostè. Si algú l'hi demana, no l'hi doni.
back-to-service = Tornar a { $service }

# El seu document
document-title = El seu document d'identitat
document-lead = Tingui la targeta al davant: necessita dues dades que hi apareixen.
before-title = Abans de començar
before-in-force = El seu document ha d'estar en vigor.
before-only-you = Només es pot registrar vostè, no una altra persona.
before-nothing = Si ho deixa a mitges, no queda registrat.
registered-already = Ja està registrat? <a>Entri amb un PIN</a>.
under-way-title = Té un registre a mitges
under-way = Pot <a>continuar on ho va deixar</a> o començar de nou aquí.

# No confirmat, fora de vigor
refused-title = No hem pogut confirmar aquestes dades
refused-lead = El número i la dada del seu document no ens serveixen per continuar. Per la seva seguretat no diem quina de les dues falla.
refused-compare = <b>Compari les dues dades amb el document que està en vigor.</b> El número de suport canvia amb cada targeta. <a>Tornar a escriure les dades</a>
refused-renewal = <b>La seva targeta ha caducat o l'està renovant?</b> És una causa freqüent. Truqui primer al { $phone }. Si no es resol, pregunti a l'oficina d'estrangeria o a la del DNI.
refused-browser = <b>Canviï de navegador.</b> Tanqui aquest, esborri'n les galetes i provi amb un altre.
refused-door = Què pot fer si no es confirmen les seves dades
expired-title = El seu document està caducat
expired-lead = Va caducar el { $date }. Per registrar-se ha d'estar en vigor.
expired-renew-card = Renovi la targeta a l'oficina d'estrangeria i torni amb la nova.
expired-renew-dni = Demani cita per renovar el DNI i torni amb el nou.
expired-call = Si creu que és un error, truqui al { $phone }.
renewal-title = El seu document ha caducat i el nou està en tràmit
renewal-lead = Va caducar el { $date }. Fins que tingui el nou no podem registrar-lo.
renewal-call = Truqui primer al { $phone }: li diran què pot fer mentrestant.
renewal-office-card = Si no es resol, pregunti a l'oficina d'estrangeria que porta la seva renovació.
renewal-office-dni = Si no es resol, pregunti a l'oficina del DNI que porta la seva renovació.

# Com confirmar
ways-title = Com vol confirmar que és vostè?
ways-lead = Les dades de { $number } són correctes. Ara necessita una carta d'invitació.
ways-have = Ja tinc una carta d'invitació
ways-have-note = Escrigui el codi i acabi ara. Uns 5 minuts.
ways-ask = Demanar una carta d'invitació
ways-ask-note = L'enviem al seu domicili fiscal. Uns dies, el que trigui el correu.
ways-empty = Triï una de les opcions.
ways-level = Amb la carta obté el registre bàsic. Alguns tràmits demanen l'avançat, que s'obté amb certificat electrònic o en una oficina.
no-address-title = No podem enviar-li una carta
no-address = No ens consta un domicili fiscal seu, i la carta només s'envia a aquesta adreça. Si en té un de nou, comuniqui'l a Hisenda i torni.
address-abroad = El seu domicili fiscal és fora d'Espanya i les cartes només s'envien a dins. Si ha canviat, actualitzi'l a Hisenda i torni.
other-ways = Altres maneres de registrar-se
other-office = <b>En una oficina de registre</b>, amb el seu document. Truqui al { $phone } per saber quina li queda a prop. Triga el que trigui la cita, i obté el registre avançat.
other-certificate = <b>Amb certificat electrònic o DNIe</b> obté el registre avançat en uns minuts. Aquesta manera encara no està oberta aquí: pregunti al { $phone }.
have-letter = Li va arribar una carta abans? <a>Escrigui'n el codi</a>.
ways-aside-title = Per què una carta
ways-aside = La carta arriba a l'adreça que l'administració ja coneix. Així ningú que només tingui una còpia del seu document no es pot registrar per vostè.

# Demanar la carta
letter-title = Demani la seva carta d'invitació
letter-lead = Per registrar-se així necessita una carta amb un codi. L'hi enviem per correu al seu domicili fiscal.
letter-address = Fem servir l'adreça que consti avui a Hisenda. No es pot canviar aquí: si no és correcta, actualitzi-la abans allà.
letter-newest = La carta més recent anul·la el codi de les anteriors. Se n'envia com a molt una cada { $hours } hores.
letter-days = El codi val { $days } dies.
letter-send = Sí, enviïn-me una carta d'invitació al meu domicili fiscal
letter-not = No enviar-la

# Carta demanada
requested-title = La seva carta està en camí
requested-lead = L'enviarem per correu al domicili fiscal que consta avui. Sol arribar en uns dies.
requested-done = Carta sol·licitada
requested-done-text = Si ja n'havia demanat una altra en les últimes { $hours } hores, rebrà aquella.
requested-arrives = Rebrà la carta
requested-arrives-text = Portarà un codi de 16 caràcters i el dia fins al qual val.
requested-return = Torni i escrigui el codi
requested-return-text = Premi una altra vegada «Registrar-se», doni les dades del seu document i triï «Ja tinc una carta d'invitació». Li demanarem el mòbil i el correu.
requested-ready = Ja es pot identificar
requested-ready-text = A l'instant, en qualsevol seu.
requested-address-title = L'adreça no es pot canviar aquí
requested-address = Fem servir la que consta a Hisenda. Si no és correcta, actualitzi-la allà i demani una altra carta.
requested-late-title = Si no arriba
requested-late = Pot demanar una altra carta passades { $hours } hores. En enviar-la, el codi de l'anterior deixa de servir.
accept = Acceptar

# Codi de la carta
code-title = Escrigui el codi de la seva carta
code-hint = Són 16 caràcters en quatre grups. Els guions es posen sols.
code-empty = Escrigui el codi de la seva carta.
code-length = El codi té 16 caràcters. Compari'l amb la carta grup a grup.
code-character = El codi només té lletres de la A a la Z i números del 2 al 7. Compari'l amb la carta.
code-wrong = { $left ->
    [one] Aquest codi no és correcte. Li queda un intent.
   *[other] Aquest codi no és correcte. Li queden { $left } intents.
 }
code-blocked = No queden intents i per seguretat la carta ja no serveix. Demani'n una altra.
code-expired = Aquest codi ha caducat. Demani una altra carta.
code-used = Aquest codi ja s'ha fet servir. Si no va ser vostè, truqui al { $phone }.
code-superseded = Aquest codi ja no serveix perquè va demanar una altra carta. Faci servir la més recent.
code-where = On és el codi?
code-lost = No trobo la carta o el codi no funciona
code-lost-text = Pot <a>demanar una altra carta</a> o anar a una oficina de registre amb el seu document.
code-guide = Com obtinc el codi de la meva carta d'invitació?
code-alphabet = No hi ha zeros ni uns: si veu un cercle és la lletra O, i un pal és la lletra I.

# La carta no canvia res
active-title = Ja està registrat
active-lead = El seu registre funciona i la carta no hi canvia res.
active-try = Identifiqui's amb un PIN. Arriba al mòbil que va registrar.
active-door = Entrar amb un PIN
office-only-title = La carta no serveix per tornar a registrar-lo
office-only-lead = El seu registre es va donar de baixa. Per tornar a registrar-se necessita un certificat electrònic o anar a una oficina.
office-only-try = Truqui al { $phone } per saber quina oficina li queda a prop. Porti el seu document.
letter-gone-title = La carta ja no serveix
letter-gone-lead = Es va fer servir, va caducar o se'n va enviar una altra mentre feia aquest registre. No ha quedat registrat.
letter-gone-try = Faci servir el codi de la carta més recent o demani'n una altra.
letter-gone-door = Començar de nou

# Mòbil i correu
contact-title = El seu mòbil i el seu correu
contact-lead = Al mòbil rebrà els PIN amb què s'identifica.
phone-label = Mòbil
phone-hint = Si no és espanyol, escrigui també el prefix del país, com +33.
phone-empty = Escrigui el seu mòbil.
phone-no-prefix = Un mòbil espanyol té 9 xifres i comença per 6 o 7. Si el seu és d'un altre país, escrigui'n el prefix, com +33.
phone-shape = Aquest número té lletres, o xifres de més o de menys. Escrigui'l com 600 000 017, o amb el prefix del país.
phone-country = Cap país no té aquest prefix. Comprovi'l.
phone-not-mobile = Aquest número no és d'un mòbil i no pot rebre SMS. Escrigui un mòbil.
email-label = Correu electrònic
email-hint = Per avisar-lo dels canvis en el seu registre. No enviem codis per correu.
email-empty = Escrigui el seu correu electrònic.
email-shape = Un correu té un nom, una arrova i un domini, com nom@exemple.es.
email-long = Aquest correu és massa llarg. Comprovi'l.
contact-next = Li enviarem un SMS amb un codi per comprovar que el mòbil és seu.
contact-send = Enviar el codi al mòbil
contact-one-title = Un mòbil, una persona
contact-one = Cada mòbil serveix per a un sol registre. Escrigui'n un que només faci servir vostè.
contact-foreign = Algunes operadores d'altres països no entreguen aquests SMS.
too-many-codes-title = Ha demanat massa codis
too-many-codes-lead = Per seguretat hem d'esperar abans d'enviar un altre SMS.
too-many-codes-try = Provi d'aquí a una hora, o comenci una altra vegada més tard. La seva carta continua servint.
too-many-codes-door = Tornar al codi que ja té
too-soon-title = Acaba de demanar un codi
too-soon-lead = Un SMS pot trigar una mica, i un altre codi deixaria sense efecte el que està en camí.
too-soon-try = En podrà demanar un altre d'aquí a { $wait }.
too-soon-door = Tornar al codi que està en camí

# Codi de l'SMS
sms-title = Escrigui el codi de l'SMS
sms-lead = L'hem enviat al { $phone }. Arriba en uns segons.
sms-label = Codi de 6 xifres
sms-hint = És a l'SMS que acaba de rebre.
sms-shape = El codi té 6 xifres. Miri l'SMS.
sms-wrong = { $left ->
    [one] Aquest codi no és correcte. Li queda un intent.
   *[other] Aquest codi no és correcte. Li queden { $left } intents.
 }
sms-void = Aquest codi ja no serveix: no queden intents. Demani'n un altre.
sms-expired = Aquest codi ha caducat. Demani'n un altre.
sms-expires-in = El codi caduca en
sms-over = El codi ha caducat. Demani'n un altre.
sms-change = Canviar el mòbil o el correu
resend-title = No li arriba el codi?
resend-in = Podrà demanar-ne un altre d'aquí a
resend-wait = Quan passi aquest temps podrà demanar-ne un altre.
resend-check = Comprovar ara
resend-now = Ja pot demanar un altre codi.
resend = Enviar un altre codi
resend-voids = Si en demana un altre, l'anterior deixa de servir.
sms-help = No rebo els SMS
sms-safety = Ningú de l'administració no li demanarà mai aquest codi per telèfon ni per missatge.

# Condicions
terms-title = Revisi les seves dades i accepti les condicions
fact-name = Nom
fact-number = DNI o NIE
fact-phone = Mòbil
fact-email = Correu
fact-registration = Registre
change-phone = el mòbil
change-email = el correu
in-use-title = Aquest mòbil consta en un altre registre
in-use = Ha demostrat que ara és seu. Si continua, l'altre registre no el podrà fer servir i avisarem el seu titular, que podrà donar un altre número.
in-use-other = Si el mòbil el fan servir dues persones, <a>escrigui'n un altre</a>.
displace-label = Entenc que l'altre registre deixarà de poder fer servir aquest mòbil
displace-missing = Marqui la casella per quedar-se aquest mòbil, o escrigui'n un altre.
conditions = Condicions d'ús
conditions-read = Llegir les condicions d'ús
conditions-version = Versió { $version }
accept-label = He llegit i accepto les condicions d'ús
accept-missing = Per registrar-se ha d'acceptar les condicions.
send = Enviar i completar el registre
send-safety = Fins que premi «Enviar» no queda registrat.

# Registre completat
done-title = Registre completat
done-lead = Ja es pot identificar. Desi el resguard: conté el seu codi d'activació.
activation-title = Codi d'activació
activation-hint = Desi'l: amb ell activa la contrasenya permanent, o en posa una altra si l'oblida.
done-basic = Bàsic, per carta, el { $date }
view-pdf = Veure PDF
view-pdf-what = del resguard, signat
next-title = Ara pot
next-service = Identificar-se a { $service }
next-pin = Entrar amb un PIN
next-session = Veure la seva sessió
done-safety = El codi d'activació és només per a vostè. Ningú de l'administració no l'hi demanarà.
done-shared = Si l'ordinador és compartit, premi «Acabar» i tanqui el navegador.
finish = Acabar
receipt-file = resguard-de-registre.pdf
receipt-failed-title = El resguard no està a punt
receipt-failed-lead = El seu registre està completat. Només falla el PDF.
receipt-failed-try = Torni a la pàgina anterior i premi «Veure PDF» d'aquí a uns minuts. El codi d'activació hi és.
receipt-failed-door = Tornar al registre completat

# Ha passat massa temps
gone-title = Aquest registre ja no està obert
gone-lead = Ha passat massa temps i l'hem oblidat.
gone-unfinished = Si no va arribar a veure «Registre completat», no està registrat i no hem desat el seu mòbil ni el seu correu.
gone-letter = Si va demanar una carta, continua en camí i el seu codi li servirà.
gone-done = Si va veure «Registre completat», està registrat: <a>entri amb un PIN</a>.
gone-again = Començar de nou

minor-title = Els menors d'edat es registren en persona
minor-lead = Per internet només es poden registrar les persones de 18 anys o més. No s'ha desat res.
minor-bring = Vagi a una oficina de registre amb el pare, la mare o qui el representi. Portin els documents d'identitat de tots dos i el llibre de família o el document que provi la representació.
minor-call = Truqui al { $phone }: li diran quina oficina té a prop i li donaran cita.

ways-video-lead = Les dades de { $number } són correctes. Triï com vol continuar.
ways-video = Per videotrucada
ways-video-note = Un empleat públic l'atén i en acabar queda registrat. Uns 15 minuts, més l'espera.
ways-video-closed = Ara és tancat: obre el { $date } a les { $time }.
ways-video-closed-now = Ara és tancat.
other-video = <b>Per videotrucada</b>: un empleat públic l'atén i en acabar queda registrat. <a>Registrar-se per videotrucada</a>
ways-self = Amb fotos i un vídeo
ways-self-note = Fa fotos del document i un vídeo de la seva cara, a qualsevol hora. Uns 10 minuts; una persona ho revisa després.
other-self = <b>Amb fotos i un vídeo</b>: ho fa amb el mòbil a qualsevol hora i una persona ho revisa després. <a>Registrar-se amb fotos i un vídeo</a>
