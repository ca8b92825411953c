# Comú
step-document = El seu document
step-confirm = Com confirmar
step-contact = El seu mòbil i correu
step-receipt = Resguard
only-you = El codi és només per a vosté. Si algú li'l demana, no li'l done.
back-to-service = Tornar a { $service }

# El seu document
document-title = El seu document d'identitat
document-lead = Tinga la targeta davant: necessita dos dades que hi apareixen.
before-title = Abans de començar
before-in-force = El seu document ha d'estar en vigor.
before-only-you = Només es pot registrar vosté, no una altra persona.
before-nothing = Si ho deixa a mitges, no queda registrat.
registered-already = Ja està registrat? <a>Entre amb un PIN</a>.
under-way-title = Té un registre a mitges
under-way = Pot <a>continuar on ho va deixar</a> o començar de nou ací.

# No confirmat, fora de vigor
refused-title = No hem pogut confirmar estes dades
refused-lead = El número i la dada del seu document no ens servixen per a continuar. Per la seua seguretat no diem quina de les dos falla.
refused-compare = <b>Compare les dos dades amb el document que està en vigor.</b> El número de suport canvia amb cada targeta. <a>Tornar a escriure les dades</a>
refused-renewal = <b>La seua targeta ha caducat o l'està renovant?</b> És una causa freqüent. Telefone primer al { $phone }. Si no es resol, pregunte a l'oficina d'estrangeria o a la del DNI.
refused-browser = <b>Canvie de navegador.</b> Tanque este, esborre'n les galetes i prove amb un altre.
refused-door = Què pot fer si no es confirmen les seues dades
expired-title = El seu document està caducat
expired-lead = Va caducar el { $date }. Per a registrar-se ha d'estar en vigor.
expired-renew-card = Renove la targeta en l'oficina d'estrangeria i torne amb la nova.
expired-renew-dni = Demane cita per a renovar el DNI i torne amb el nou.
expired-call = Si creu que és un error, telefone al { $phone }.
renewal-title = El seu document ha caducat i el nou està en tràmit
renewal-lead = Va caducar el { $date }. Fins que tinga el nou no podem registrar-lo.
renewal-call = Telefone primer al { $phone }: li diran què pot fer mentrestant.
renewal-office-card = Si no es resol, pregunte a l'oficina d'estrangeria que porta la seua renovació.
renewal-office-dni = Si no es resol, pregunte a l'oficina del DNI que porta la seua renovació.

# Com confirmar
ways-title = Com vol confirmar que és vosté?
ways-lead = Les dades de { $number } són correctes. Ara necessita una carta d'invitació.
ways-have = Ja tinc una carta d'invitació
ways-have-note = Escriga el codi i acabe ara. Uns 5 minuts.
ways-ask = Demanar una carta d'invitació
ways-ask-note = L'enviem al seu domicili fiscal. Uns dies, el que tarde el correu.
ways-empty = Trie una de les opcions.
ways-level = Amb la carta obté el registre bàsic. Alguns tràmits demanen l'avançat, que s'obté amb certificat electrònic o en una oficina.
no-address-title = No podem enviar-li una carta
no-address = No ens consta un domicili fiscal seu, i la carta només s'envia a esta adreça. Si en té un de nou, comunique'l a Hisenda i torne.
address-abroad = El seu domicili fiscal està fora d'Espanya i les cartes només s'envien dins. Si ha canviat, actualitze'l a Hisenda i torne.
other-ways = Altres maneres de registrar-se
other-office = <b>En una oficina de registre</b>, amb el seu document. Telefone al { $phone } per a saber quina li queda prop. Tarda el que tarde la cita, i obté el registre avançat.
other-certificate = <b>Amb certificat electrònic o DNIe</b> obté el registre avançat en uns minuts. Esta manera encara no està oberta ací: pregunte al { $phone }.
have-letter = Li va arribar una carta abans? <a>Escriga'n el codi</a>.
ways-aside-title = Per què una carta
ways-aside = La carta arriba a l'adreça que l'administració ja coneix. Així ningú que només tinga una còpia del seu document no es pot registrar per vosté.

# Demanar la carta
letter-title = Demane la seua carta d'invitació
letter-lead = Per a registrar-se així necessita una carta amb un codi. Li l'enviem per correu al seu domicili fiscal.
letter-address = Usem l'adreça que conste hui a Hisenda. No es pot canviar ací: si no és correcta, actualitze-la abans allí.
letter-newest = La carta més recent anul·la el codi de les anteriors. Se n'envia com a molt una cada { $hours } hores.
letter-days = El codi val { $days } dies.
letter-send = Sí, envien-me una carta d'invitació al meu domicili fiscal
letter-not = No enviar-la

# Carta demanada
requested-title = La seua carta està en camí
requested-lead = L'enviarem per correu al domicili fiscal que consta hui. Sol arribar en uns dies.
requested-done = Carta sol·licitada
requested-done-text = Si ja n'havia demanat una altra en les últimes { $hours } hores, rebrà aquella.
requested-arrives = Rebrà la carta
requested-arrives-text = Portarà un codi de 16 caràcters i el dia fins al qual val.
requested-return = Torne i escriga el codi
requested-return-text = Prema una altra vegada «Registrar-se», done les dades del seu document i trie «Ja tinc una carta d'invitació». Li demanarem el mòbil i el correu.
requested-ready = Ja es pot identificar
requested-ready-text = A l'instant, en qualsevol seu.
requested-address-title = L'adreça no es pot canviar ací
requested-address = Usem la que consta a Hisenda. Si no és correcta, actualitze-la allí i demane una altra carta.
requested-late-title = Si no arriba
requested-late = Pot demanar una altra carta passades { $hours } hores. En enviar-la, el codi de l'anterior deixa de servir.
accept = Acceptar

# Codi de la carta
code-title = Escriga el codi de la seua carta
code-hint = Són 16 caràcters en quatre grups. Els guions es posen sols.
code-empty = Escriga el codi de la seua carta.
code-length = El codi té 16 caràcters. Compare'l amb la carta grup a grup.
code-character = El codi només té lletres de la A a la Z i números del 2 al 7. Compare'l amb la carta.
code-wrong = { $left ->
    [one] Este codi no és correcte. Li queda un intent.
   *[other] Este codi no és correcte. Li queden { $left } intents.
 }
code-blocked = No queden intents i per seguretat la carta ja no servix. Demane'n una altra.
code-expired = Este codi ha caducat. Demane una altra carta.
code-used = Este codi ja s'ha usat. Si no va ser vosté, telefone al { $phone }.
code-superseded = Este codi ja no servix perquè va demanar una altra carta. Use la més recent.
code-where = On està el codi?
code-lost = No trobe la carta o el codi no funciona
code-lost-text = Pot <a>demanar una altra carta</a> o anar a una oficina de registre amb el seu document.
code-guide = Com obtinc el codi de la meua carta d'invitació?
code-alphabet = No hi ha zeros ni uns: si veu un cercle és la lletra O, i un pal és la lletra I.

# La carta no canvia res
active-title = Ja està registrat
active-lead = El seu registre funciona i la carta no hi canvia res.
active-try = Identifique's amb un PIN. Arriba al mòbil que va registrar.
active-door = Entrar amb un PIN
office-only-title = La carta no servix per a tornar a registrar-lo
office-only-lead = El seu registre es va donar de baixa. Per a tornar a registrar-se necessita un certificat electrònic o anar a una oficina.
office-only-try = Telefone al { $phone } per a saber quina oficina li queda prop. Porte el seu document.
letter-gone-title = La carta ja no servix
letter-gone-lead = Es va usar, va caducar o se'n va enviar una altra mentre feia este registre. No ha quedat registrat.
letter-gone-try = Use el codi de la carta més recent o demane'n una altra.
letter-gone-door = Començar de nou

# Mòbil i correu
contact-title = El seu mòbil i el seu correu
contact-lead = En el mòbil rebrà els PIN amb què s'identifica.
phone-label = Mòbil
phone-hint = Si no és espanyol, escriga també el prefix del país, com +33.
phone-empty = Escriga el seu mòbil.
phone-no-prefix = Un mòbil espanyol té 9 xifres i comença per 6 o 7. Si el seu és d'un altre país, escriga'n el prefix, com +33.
phone-shape = Este número té lletres, o xifres de més o de menys. Escriga'l com 600 000 017, o amb el prefix del país.
phone-country = Cap país no té este prefix. Comprove'l.
phone-not-mobile = Este número no és d'un mòbil i no pot rebre SMS. Escriga un mòbil.
email-label = Correu electrònic
email-hint = Per a avisar-lo dels canvis en el seu registre. No enviem codis per correu.
email-empty = Escriga el seu correu electrònic.
email-shape = Un correu té un nom, una arrova i un domini, com nom@exemple.es.
email-long = Este correu és massa llarg. Comprove'l.
contact-next = Li enviarem un SMS amb un codi per a comprovar que el mòbil és seu.
contact-send = Enviar el codi al mòbil
contact-one-title = Un mòbil, una persona
contact-one = Cada mòbil servix per a un sol registre. Escriga'n un que només use vosté.
contact-foreign = Algunes operadores d'altres països no entreguen estos SMS.
too-many-codes-title = Ha demanat massa codis
too-many-codes-lead = Per seguretat hem d'esperar abans d'enviar un altre SMS.
too-many-codes-try = Prove d'ací a una hora, o comence una altra vegada més tard. La seua carta continua servint.
too-many-codes-door = Tornar al codi que ja té
too-soon-title = Acaba de demanar un codi
too-soon-lead = Un SMS pot tardar un poc, i un altre codi deixaria sense efecte el que està en camí.
too-soon-try = En podrà demanar un altre d'ací a { $wait }.
too-soon-door = Tornar al codi que està en camí

# Codi de l'SMS
sms-title = Escriga el codi de l'SMS
sms-lead = L'hem enviat al { $phone }. Arriba en uns segons.
sms-label = Codi de 6 xifres
sms-hint = Està en l'SMS que acaba de rebre.
sms-shape = El codi té 6 xifres. Mire l'SMS.
sms-wrong = { $left ->
    [one] Este codi no és correcte. Li queda un intent.
   *[other] Este codi no és correcte. Li queden { $left } intents.
 }
sms-void = Este codi ja no servix: no queden intents. Demane'n un altre.
sms-expired = Este codi ha caducat. Demane'n un altre.
sms-expires-in = El codi caduca en
sms-over = El codi ha caducat. Demane'n un altre.
sms-change = Canviar el mòbil o el correu
resend-title = No li arriba el codi?
resend-in = Podrà demanar-ne un altre d'ací a
resend-wait = Quan passe este temps podrà demanar-ne un altre.
resend-check = Comprovar ara
resend-now = Ja pot demanar un altre codi.
resend = Enviar un altre codi
resend-voids = Si en demana un altre, l'anterior deixa de servir.
sms-help = No reb els SMS
sms-safety = Ningú de l'administració no li demanarà mai este codi per telèfon ni per missatge.

# Condicions
terms-title = Revise les seues dades i accepte les condicions
fact-name = Nom
fact-number = DNI o NIE
fact-phone = Mòbil
fact-email = Correu
fact-registration = Registre
change-phone = el mòbil
change-email = el correu
in-use-title = Este mòbil consta en un altre registre
in-use = Ha demostrat que ara és seu. Si continua, l'altre registre no el podrà usar i avisarem el seu titular, que podrà donar un altre número.
in-use-other = Si el mòbil l'usen dos persones, <a>escriga'n un altre</a>.
displace-label = Entenc que l'altre registre deixarà de poder usar este mòbil
displace-missing = Marque la casella per a quedar-se este mòbil, o escriga'n un altre.
conditions = Condicions d'ús
conditions-read = Llegir les condicions d'ús
conditions-version = Versió { $version }
accept-label = He llegit i accepte les condicions d'ús
accept-missing = Per a registrar-se ha d'acceptar les condicions.
send = Enviar i completar el registre
send-safety = Fins que prema «Enviar» no queda registrat.

# Registre completat
done-title = Registre completat
done-lead = Ja es pot identificar. Guarde el resguard: conté el seu codi d'activació.
activation-title = Codi d'activació
activation-hint = Guarde'l: amb ell activa la contrasenya permanent, o en posa una altra si l'oblida.
done-basic = Bàsic, per carta, el { $date }
view-pdf = Veure PDF
view-pdf-what = del resguard, signat
next-title = Ara pot
next-service = Identificar-se en { $service }
next-pin = Entrar amb un PIN
next-session = Veure la seua sessió
done-safety = El codi d'activació és només per a vosté. Ningú de l'administració no li'l demanarà.
done-shared = Si l'ordinador és compartit, prema «Acabar» i tanque el navegador.
finish = Acabar
receipt-file = resguard-de-registre.pdf
receipt-failed-title = El resguard no està a punt
receipt-failed-lead = El seu registre està completat. Només falla el PDF.
receipt-failed-try = Torne a la pàgina anterior i prema «Veure PDF» d'ací a uns minuts. El codi d'activació hi és.
receipt-failed-door = Tornar al registre completat

# Ha passat massa temps
gone-title = Este registre ja no està obert
gone-lead = Ha passat massa temps i l'hem oblidat.
gone-unfinished = Si no va arribar a veure «Registre completat», no està registrat i no hem guardat el seu mòbil ni el seu correu.
gone-letter = Si va demanar una carta, continua en camí i el seu codi li servirà.
gone-done = Si va veure «Registre completat», està registrat: <a>entre amb un PIN</a>.
gone-again = Començar de nou

minor-title = Els menors d'edat es registren en persona
minor-lead = Per internet només es poden registrar les persones de 18 anys o més. No s'ha guardat res.
minor-bring = Vaja a una oficina de registre amb el pare, la mare o qui el represente. Porten els documents d'identitat de tots dos i el llibre de família o el document que prove la representació.
minor-call = Telefone al { $phone }: li diran quina oficina té prop i li donaran cita.

ways-video-lead = Les dades de { $number } són correctes. Trie com vol continuar.
ways-video = Per videotelefonada
ways-video-note = Un empleat públic l'atén i en acabar queda registrat. Uns 15 minuts, més l'espera.
ways-video-closed = Ara està tancat: obri el { $date } a les { $time }.
ways-video-closed-now = Ara està tancat.
other-video = <b>Per videotelefonada</b>: un empleat públic l'atén i en acabar queda registrat. <a>Registrar-se per videotelefonada</a>
ways-self = Amb fotos i un vídeo
ways-self-note = Fa fotos del document i un vídeo de la seua cara, a qualsevol hora. Uns 10 minuts; una persona ho revisa després.
other-self = <b>Amb fotos i un vídeo</b>: ho fa amb el mòbil a qualsevol hora i una persona ho revisa després. <a>Registrar-se amb fotos i un vídeo</a>
