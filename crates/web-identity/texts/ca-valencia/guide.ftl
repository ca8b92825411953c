# Comú
to-register = Tornar al registre
to-entrance = Tornar a l'inici
call-title = Si necessita parlar amb algú
call = Telefone al <a>{ $phone }</a>, { $hours }.
more-title = Més ajuda
never-title = Per la seua seguretat

# Número de suport
support-title = Com s'escriu el número de suport
support-lead = Són 9 caràcters: una lletra i 8 xifres. Està en la seua targeta o certificat i no és el NIE.
support-card-title = Targeta d'estranger (TIE)
support-card = Està dalt a la dreta, davall del tipus de permís, per exemple «Estudiante». Comença per E.
support-permit-title = Permís de residència
support-permit = Està en l'anvers, dalt a la dreta. Comença per E.
support-union-title = Certificat de ciutadà de la Unió
support-union = Escriga una C i el número del certificat. En els certificats antics, de grandària foli, està en l'anvers. Per a l'1234567 escriga C01234567.
support-zeros-title = Si el seu número té menys de 8 xifres
support-zeros = Pose zeros entre la lletra i el número fins a arribar a 8 xifres: E87654 s'escriu E00087654. Si no els posa, els posem nosaltres.
support-new-title = Si ha renovat la targeta
support-new = El número de suport canvia amb cada targeta. Use el de la que està en vigor.

# Dates del DNI
dni-title = Quina data del DNI li demanem
dni-lead = La de validesa. Si el seu DNI és permanent, la d'expedició.
dni-validity-title = La data de validesa
dni-validity = Està a la dreta, al costat de la d'expedició. Escriga el dia, el mes i l'any amb quatre xifres, com 9 3 2031.
dni-permanent-title = Si hi posa 01 01 9999
dni-permanent = El seu DNI és permanent. Marque-ho així i escriga la data d'expedició, que està just a l'esquerra. En els DNI antics està en el revers.
dni-old-title = Si hi posa PERMANENTE i és anterior al 2006
dni-old = Continua servint, però s'ha de renovar abans del 3 d'agost de 2031.

# Codi de la carta
letter-title = Com s'obté el codi de la carta d'invitació
letter-lead = És un codi de 16 caràcters que només està en la carta. No el donem per telèfon ni per correu electrònic.
letter-ask-title = 1. Demane la carta
letter-ask = Prema <a>Registrar-se</a>, done les dades del seu document i trie «Demanar una carta d'invitació». Arriba en uns dies al seu domicili fiscal.
letter-where-title = 2. Busque el requadre
letter-where = El codi està en un requadre davall de la salutació, en quatre grups de quatre caràcters.
letter-type-title = 3. Escriga'l
letter-type = Tant és majúscules o minúscules, amb guions o sense. No hi ha zeros ni uns: si veu un cercle és la lletra O, i un pal és la lletra I.
letter-limits-title = Quant dura
letter-limits = Val { $days } dies i es pot escriure malament { $tries } vegades. Si demana una altra carta, el codi de l'anterior deixa de servir.
letter-safety = El codi és només per a vosté. Si algú li'l demana, no li'l done.

# SMS
sms-title = No reb els SMS
sms-lead = Prove estes tres coses, en este ordre. Solen resoldre-ho.
sms-main-title = 1. Mire en la targeta principal
sms-main = Si té diverses targetes amb el mateix número (multiSIM), els SMS només arriben a la principal. Comprove també que va registrar el mòbil que està mirant.
sms-operator-title = 2. Pregunte a la seua operadora
sms-operator = Algunes no deixen passar els SMS de números especials. Demane que li'ls permeten.
sms-handset-title = 3. Pose la targeta en un altre telèfon
sms-handset = En nou de cada deu casos arriben llavors tots els SMS pendents. Després pot tornar al seu telèfon.
sms-changed-title = Si ja no té el mòbil que va registrar
sms-changed = Canvie'l en una oficina de registre, amb el seu document. Telefone al { $phone } per a saber quina li queda prop.
sms-frozen-title = Si va congelar la seua identitat o va desactivar el PIN
sms-frozen = Aleshores no se n'envia cap. Entre d'una altra manera: la pàgina li dirà què passa i què pot fer.
sms-wait = Cada codi servix uns minuts. Si en demana un altre, use l'últim que arribe.

# Dades no confirmades
denied-title = No em confirmen les dades
denied-lead = Per seguretat no diem quina de les dos dades falla. Estes són les causes que més veiem.
denied-compare-title = 1. Compare les dades amb el document
denied-compare = Use el document que està en vigor. El <a>número de suport</a> canvia amb cada targeta, i del DNI demanem una <a>data</a> concreta.
denied-renewal-title = 2. Ha caducat o l'està renovant?
denied-renewal = Si la seua targeta ha caducat i la nova està en tràmit, és la causa més freqüent. Telefone primer al { $phone }. Si no es resol, pregunte a l'oficina d'estrangeria. Amb el DNI, en una oficina del DNI.
denied-browser-title = 3. Canvie de navegador
denied-browser = Esborre les galetes, tanque el navegador i torne a obrir-lo. Si continua igual, prove amb un altre navegador.
denied-tries-title = Si ho ha provat moltes vegades
denied-tries = Espere un quart d'hora abans de tornar-ho a provar.
