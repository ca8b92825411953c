# Comú
to-register = Tornar al registre
to-entrance = Tornar a l'inici
call-title = Si necessita parlar amb algú
call = Truqui al <a>{ $phone }</a>, { $hours }.
more-title = Més ajuda
never-title = Per la seva seguretat

# Número de suport
support-title = Com s'escriu el número de suport
support-lead = Són 9 caràcters: una lletra i 8 xifres. És a la seva targeta o certificat i no és el NIE.
support-card-title = Targeta d'estranger (TIE)
support-card = És a dalt a la dreta, sota el tipus de permís, per exemple «Estudiante». Comença per E.
support-permit-title = Permís de residència
support-permit = És a l'anvers, a dalt a la dreta. Comença per E.
support-union-title = Certificat de ciutadà de la Unió
support-union = Escrigui una C i el número del certificat. En els certificats antics, de mida foli, és a l'anvers. Per a l'1234567 escrigui C01234567.
support-zeros-title = Si el seu número té menys de 8 xifres
support-zeros = Posi zeros entre la lletra i el número fins a arribar a 8 xifres: E87654 s'escriu E00087654. Si no els posa, els posem nosaltres.
support-new-title = Si ha renovat la targeta
support-new = El número de suport canvia amb cada targeta. Faci servir el de la que està en vigor.

# Dates del DNI
dni-title = Quina data del DNI li demanem
dni-lead = La de validesa. Si el seu DNI és permanent, la d'expedició.
dni-validity-title = La data de validesa
dni-validity = És a la dreta, al costat de la d'expedició. Escrigui el dia, el mes i l'any amb quatre xifres, com 9 3 2031.
dni-permanent-title = Si hi posa 01 01 9999
dni-permanent = El seu DNI és permanent. Marqui-ho així i escrigui la data d'expedició, que és just a l'esquerra. En els DNI antics és al revers.
dni-old-title = Si hi posa PERMANENTE i és anterior al 2006
dni-old = Continua servint, però s'ha de renovar abans del 3 d'agost de 2031.

# Codi de la carta
letter-title = Com s'obté el codi de la carta d'invitació
letter-lead = És un codi de 16 caràcters que només és a la carta. No el donem per telèfon ni per correu electrònic.
letter-ask-title = 1. Demani la carta
letter-ask = Premi <a>Registrar-se</a>, doni les dades del seu document i triï «Demanar una carta d'invitació». Arriba en uns dies al seu domicili fiscal.
letter-where-title = 2. Busqui el requadre
letter-where = El codi és en un requadre sota la salutació, en quatre grups de quatre caràcters.
letter-type-title = 3. Escrigui'l
letter-type = Tant és majúscules o minúscules, amb guions o sense. No hi ha zeros ni uns: si veu un cercle és la lletra O, i un pal és la lletra I.
letter-limits-title = Quant dura
letter-limits = Val { $days } dies i es pot escriure malament { $tries } vegades. Si demana una altra carta, el codi de l'anterior deixa de servir.
letter-safety = El codi és només per a vostè. Si algú l'hi demana, no l'hi doni.

# SMS
sms-title = No rebo els SMS
sms-lead = Provi aquestes tres coses, en aquest ordre. Solen resoldre-ho.
sms-main-title = 1. Miri a la targeta principal
sms-main = Si té diverses targetes amb el mateix número (multiSIM), els SMS només arriben a la principal. Comprovi també que va registrar el mòbil que està mirant.
sms-operator-title = 2. Pregunti a la seva operadora
sms-operator = Algunes no deixen passar els SMS de números especials. Demani que els hi permetin.
sms-handset-title = 3. Posi la targeta en un altre telèfon
sms-handset = En nou de cada deu casos arriben llavors tots els SMS pendents. Després pot tornar al seu telèfon.
sms-changed-title = Si ja no té el mòbil que va registrar
sms-changed = Canviï'l en una oficina de registre, amb el seu document. Truqui al { $phone } per saber quina li queda a prop.
sms-frozen-title = Si va congelar la seva identitat o va desactivar el PIN
sms-frozen = Llavors no se n'envia cap. Entri d'una altra manera: la pàgina li dirà què passa i què pot fer.
sms-wait = Cada codi serveix uns minuts. Si en demana un altre, faci servir l'últim que arribi.

# Dades no confirmades
denied-title = No em confirmen les dades
denied-lead = Per seguretat no diem quina de les dues dades falla. Aquestes són les causes que més veiem.
denied-compare-title = 1. Compari les dades amb el document
denied-compare = Faci servir el document que està en vigor. El <a>número de suport</a> canvia amb cada targeta, i del DNI demanem una <a>data</a> concreta.
denied-renewal-title = 2. Ha caducat o l'està renovant?
denied-renewal = Si la seva targeta ha caducat i la nova està en tràmit, és la causa més freqüent. Truqui primer al { $phone }. Si no es resol, pregunti a l'oficina d'estrangeria. Amb el DNI, en una oficina del DNI.
denied-browser-title = 3. Canviï de navegador
denied-browser = Esborri les galetes, tanqui el navegador i torni a obrir-lo. Si continua igual, provi amb un altre navegador.
denied-tries-title = Si ho ha provat moltes vegades
denied-tries = Esperi un quart d'hora abans de tornar-ho a provar.
