# Cercar
title = Persones
lead = Per atendre qui té un problema amb la seva identitat. Cada consulta queda anotada, i la persona la veu amb el motiu.
number-label = Número d'identitat
number-hint = DNI, NIE o un altre número que la persona faci servir per identificar-se. Exemple: 12345678Z
number-empty = Escriure el número d'identitat.
number-shape = Un DNI té 8 xifres i una lletra, com 12345678Z. Un NIE té una lletra, 7 xifres i una altra lletra, com X1234567L.
number-letter = La lletra no correspon a aquest número. Repetir-lo amb la persona, xifra a xifra.
number-unknown = Ningú amb aquest número no ha passat per aquí. Repetir-lo amb la persona; si és el seu, no està registrada.
number-not-registered = Aquesta persona va començar a registrar-se i no va acabar: no hi ha cap identitat per atendre. Pot registrar-se amb una carta, per videotrucada o en una oficina.
purpose-label = Per a què
purpose-hint = Almenys { $least } lletres. La persona ho llegirà en la seva activitat. Exemple: truca perquè no reconeix un accés.
purpose-short = Escriure per a què: almenys { $least } lletres.
purpose-long = Com a màxim { $most } lletres. Escurçar-ho.
find = Cercar la persona
too-many-title = Massa consultes en una hora
too-many = Es podrà cercar de nou a partir de les { $time }. Si cal atendre més persones, que continuï una altra persona del lloc.
ended-title = La consulta s'ha acabat
ended = Cada consulta dura una hora. Per continuar, cal dir de nou per a què.
alerts-title = Avisos de les persones
alerts-none = Ningú no espera resposta a un avís.
alerts-waiting = { $count ->
    [one] Un avís de «no he estat jo» espera.
   *[other] { $count } avisos de «no he estat jo» esperen.
 }
alerts-open = Veure els avisos

# Una persona
person-short = Persona
until-time = Consulta oberta fins a les { $time }.
data-title = Dades
fact-name = Nom
fact-number = Número
fact-birth = Data de naixement
fact-phone = Mòbil
fact-email = Correu
fact-lang = Idioma dels avisos
show = Mostrar les dades
show-note = Queda anotat qui les va veure, i la persona ho veu.
shown-title = Dades a la vista
shown = Ha quedat anotat. En tornar a carregar la pàgina s'amaguen de nou.
registration-title = Registre
fact-state = Estat
fact-level = Nivell
fact-made = Com es va fer
fact-since = Des de
state-active = En ús
state-phone-displaced = Sense mòbil: ara és d'una altra persona
state-renounced = La persona hi va renunciar
state-revoked = Retirat d'ofici
state-deceased = La persona ha mort
level-basic = Bàsic
level-advanced = Avançat
made-letter = Amb una carta
made-video-call = Per videotrucada
made-unattended = Amb fotos i un vídeo
made-office = En una oficina
made-elsewhere = En un altre sistema
sessions = { $count ->
    [one] Una sessió oberta
   *[other] { $count } sessions obertes
 }
sessions-none = Cap sessió oberta
reports = { $count ->
    [one] Un avís de «no he estat jo» per resoldre
   *[other] { $count } avisos de «no he estat jo» per resoldre
 }

# Mitjans
means-title = Mitjans i dispositius
means-caption = Amb què s'identifica
col-means = Mitjà
col-state = Estat
col-since = Des de
means-pin = PIN per SMS
means-app = App a «{ $name }»
means-app-none = App
means-password = Contrasenya permanent
means-passkey = Clau d'accés «{ $name }»
means-passkey-none = Clau d'accés
means-certificate = Certificat electrònic
on = Funciona
off = Desactivat per la persona
none = No en té
closed = Tancat per una mesura
closed-registration = Tancat: el registre no està en ús
renew = L'ha de canviar
expired = Caducada des del { $since }
device-replaced = Substituïda per una altra
device-deactivated = Desactivada
device-vetoed = Rebutjada per la persona
device-locked = Tancada per codis erronis

# Mesures
in-force-title = Mesures en vigor
in-force-none = Cap: la identitat funciona amb normalitat.
in-force-none-closed = Cap, però el registre no està en ús: la identitat no obre res.
history-title = Història de les mesures
history-none = No se n'ha posat mai cap.
history-caption = Mesures, la més recent primer
col-measure = Mesura
col-set = Posada
col-end = Fi
kind-frozen = Congelada per la persona
kind-suspended = Suspesa
kind-blocked = Bloquejada
kind-new-password = Contrasenya nova obligatòria
kind-new-proofing = Nova comprovació d'identitat
kind-pin-off = PIN desactivat
kind-app-off = App desactivada
kind-password-off = Contrasenya desactivada
kind-passkey-off = Claus d'accés desactivades
kind-certificate-off = Certificats desactivats
by-person = la persona
by-you = { $name } (vostè)
by-line = { $when } · { $who }
until-line = Fins al { $when }
lifted-line = Aixecada: { $when } · { $who }
over-line = Va acabar sola el { $when }
in-force = En vigor
own-block = La va posar vostè: l'ha d'aixecar una altra persona.
lift = Aixecar

# Intervenir
acts-title = Intervenir
acts-lead = Cada mesura demana un motiu i la clau d'accés. La persona rep un correu.
suspend = Suspendre
suspend-title = Suspendre la identitat
suspend-lead = No es podrà identificar de cap manera fins al dia que es triï, i les seves sessions es tanquen ara. Després torna a funcionar sola.
block = Bloquejar
block-title = Bloquejar la identitat
block-lead = No es podrà identificar de cap manera ni registrar-se de nou, sense data de fi, i les seves sessions es tanquen ara. Només una altra persona del lloc ho podrà aixecar.
new-password = Exigir una contrasenya nova
new-password-title = Exigir una contrasenya nova
new-password-lead = La contrasenya d'ara deixa de servir fins que la canviï amb el codi d'activació i un SMS. La resta continua funcionant. Les seves sessions es tanquen ara.
new-proofing = Exigir una altra comprovació d'identitat
new-proofing-title = Exigir una altra comprovació d'identitat
new-proofing-lead = Fins que torni a demostrar qui és, només arriba al nivell baix. Les seves sessions es tanquen ara.
device = Desactivar l'app
device-title = Desactivar l'app de la persona
device-lead = L'app deixa de confirmar a «{ $name }». La persona continua registrada i rep el PIN per SMS.
end-sessions = Tancar les seves sessions
end-sessions-title = Tancar totes les seves sessions
end-sessions-lead = S'haurà d'identificar de nou a tot arreu. No canvia res més.
until-hint = Avui com a molt aviat, i d'aquí a un any com a molt tard. Exemple: 31 12 { $year }
until-empty = Escriure l'últim dia de la suspensió.
until-range = Ha de ser avui o un dia de l'any que ve. Per a més temps, bloquejar.
reason-hint = Escriure què ha passat i com s'ha comprovat. Mínim { $least } lletres. Ho llegiran els seus companys, qui auditi i la persona.
back = Tornar sense fer res
lift-title = Aixecar: { $what }
lift-lead = La mesura deixa de tenir efecte a l'instant, i la persona rep un correu.
lift-do = Aixecar la mesura

# Després
done-title = Fet
done-intervened = La mesura ja té efecte, i la persona rebrà un correu.
done-lifted = La mesura ja no té efecte, i la persona rebrà un correu.
done-ended = Les seves sessions estan tancades, i la persona rebrà un correu.
done-device = L'app ja no confirma en aquest dispositiu, i la persona rebrà un correu.
changed-title = Una altra persona ha intervingut mentrestant
changed = No s'ha fet res. Mirar com està ara i decidir de nou.
already-title = Aquesta mesura ja està en vigor
already = No s'ha fet res. Per canviar-la, aixecar abans la que hi ha.
no-device-title = Aquesta app ja no estava activa
no-device = No s'ha fet res: la persona ja rep el PIN per SMS.
no-password-title = No té contrasenya permanent
no-password = No s'ha fet res: no hi ha contrasenya per canviar.
not-in-force-title = Aquesta mesura ja no estava en vigor
not-in-force = No s'ha fet res: una altra persona la va aixecar, o va acabar sola.
same-officer-title = L'ha d'aixecar una altra persona
same-officer = Qui bloqueja una identitat no la torna a obrir. No s'ha fet res.
