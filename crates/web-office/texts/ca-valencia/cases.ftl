# Cua
list-title = Expedients en revisió
list-lead = Sol·licituds que la màquina no va poder decidir. Primer, les que més esperen.
list-caption = Sol·licituds en revisió
col-reference = Referència
col-waiting = Espera
col-purpose = Per a què
col-reason = Per què es revisa
col-entries = Anotacions
waiting = { $age }, des del { $since }
empty-title = No hi ha res en revisió
empty = Quan una sol·licitud necessite que algú la mire, apareixerà ací.
reload = Tornar a mirar
list-cut = Es mostren les { $count } que més esperen. N'hi ha més.
list-auditor = Les dades de les persones només les obri qui tramita.
purpose-habitual = Treball habitual amb menors
purpose-volunteering = Voluntariat amb menors
purpose-adoption = Adopció o acolliment
purpose-abroad = Una altra finalitat, a l'estranger
purpose-none = No consta
reason-own-number = Mateix número
reason-possible = Possible coincidència
reason-unidentified = Sense identificar

# Expedient
case-title-same = És la mateixa persona?
case-title-unidentified = Qui és esta persona?
case-document-title = { $title } { $reference }
applicant-title = La persona que sol·licita
fact-name = Nom
fact-number = Número
fact-birth = Naixement
fact-place = Lloc de naixement
fact-father = Pare
fact-mother = Mare
fact-sex = Sexe
fact-nationality = Nacionalitat
fact-purpose = Per a què
entry-title = { $count ->
    [one] Sol·licitud i anotació, dada a dada
   *[other] Sol·licitud i anotació { $number } de { $count }, dada a dada
 }
entry-own-number = Té el mateix número que qui sol·licita
col-datum = Dada
col-applicant = Sol·licitud
col-entry = Anotació del registre
col-likeness = Comparació
unknown = No consta
same = Igual
similar = Semblant
different = Diferent
missing = Falta
tally = Iguals: { $same } · semblants: { $similar } · diferents: { $different } · falten: { $missing }
sex-female = Dona
sex-male = Home
sex-other = Sense especificar
conviction-fold = Què transcriuria un certificat positiu
conviction-court = Òrgan judicial
conviction-final = Ferma des de
conviction-offence = Delicte
conviction-penalty = Pena
gone-entries-title = Ja no queda cap anotació per a comparar
gone-entries = Les que van motivar la revisió s'han cancel·lat o s'han retirat del registre.
unidentified-title = El registre civil no va confirmar esta persona
unidentified = Quan se li va preguntar, les dades del document no coincidien. Comprovar la identitat per una altra via abans de decidir.
own-number-title = El número és el mateix
own-number = Amb el mateix número no es pot concloure que no és la mateixa persona. Si l'anotació està equivocada, demanar-ne abans la correcció al registre.

# Història
history-title = Història
history-by = { $when } · { $who }
who-system = automàtic
event-submitted = Presentada per la persona
event-consulted-none = Consulta automàtica: sense anotacions
event-consulted-certain = Consulta automàtica: mateix número
event-consulted-possible = Consulta automàtica: possible coincidència
event-consulted-unidentified = Consulta automàtica: persona no confirmada
event-review = Passa a revisió
event-opened = Expedient obert
event-decided = Decidit
event-issued = Certificat expedit
event-downloaded = Certificat descarregat
event-withdrawn = La persona va desistir
event-other = Una altra actuació
history-now = En revisió
history-noted = L'acaba d'obrir vosté. Esta consulta queda anotada.

# Decisió
decision-title = La meua decisió
verdict-legend = Què concloc?
verdict-not-same = No és la mateixa persona
verdict-not-same-note = S'expedix el certificat negatiu. La persona rep el codi per SMS.
verdict-clear = No hi ha anotacions d'esta persona
verdict-same = És la mateixa persona
verdict-same-note = S'expedix el certificat positiu. La persona rep un avís sense detalls.
verdict-empty = Triar què es conclou.
entries-legend = Quines anotacions són seues?
entries-hint = Només si és la mateixa persona. El certificat transcriu les que es marquen.
entry-label = Anotació { $number }: { $offence }
entries-empty = Marcar almenys una anotació que siga d'esta persona.
entries-stale = Alguna anotació marcada ja no compta. Mirar de nou i marcar les que continuen.
reason-label = Motiu
reason-hint = Escriure què s'ha comprovat i on. Mínim { $least } lletres. Ho llegirà qui audite.
reason-short = El motiu ha de tindre almenys { $least } lletres. Escriure què s'ha comprovat i on.
reason-long = El motiu pot tindre { $most } lletres com a màxim. Escurçar-lo.
reason-character = El motiu té un caràcter que no es pot guardar. Escriure'l de nou sense apegar.
reason-count = Lletres: { $typed } · mínim { $least }
reason-enough = Ja és suficient.
decide = Decidir i avisar
decide-note = La decisió és definitiva: se segella el certificat i ix l'avís.
decide-stale = En enviar es demanarà la clau d'accés, perquè l'última comprovació va ser fa més de { $minutes } minuts.
own-number-refused = Amb el mateix número no es pot concloure que no és la mateixa persona.
verified-title = Comprovat
verified = El que s'ha escrit continua ací. Revisar-ho i enviar-ho.
changed-title = L'expedient ha canviat mentrestant
changed = No s'ha guardat res. El que s'ha escrit continua ací: comparar de nou i enviar-ho si encara és cert.

# En espera
hold-verify-title = Confirmar que és vosté
hold-verify-lead = { $minutes ->
    [one] Per a decidir cal haver usat la clau en l'últim minut. El que s'ha escrit es conserva.
   *[other] Per a decidir cal haver usat la clau en els últims { $minutes } minuts. El que s'ha escrit es conserva.
 }
hold-verify = Confirmar amb la clau
hold-sign-in-title = La sessió s'ha acabat
hold-sign-in-lead = La decisió encara no s'ha guardat, però el que s'ha escrit es conserva. Entrar per a continuar on estava.
hold-wait-title = El registre no respon
hold-wait-lead = La decisió no s'ha guardat, però el que s'ha escrit es conserva ací. Esperar uns minuts i provar de nou sense tancar la pàgina.
hold-make-title = El certificat no s'ha pogut fer
hold-make-lead = La decisió no s'ha guardat, però el que s'ha escrit es conserva ací. Provar de nou; si torna a passar, avisar sistemes.
hold-again = Provar de nou
hold-typed-title = El que ha escrit
hold-reason = Motiu
hold-verdict = Conclusió
hold-refused-title = Esta clau no ha servit
hold-refused = Usar la mateixa clau amb què s'ha entrat, i abans de cinc minuts.
hold-back = Tornar a l'expedient sense decidir

# Tancat
decided-title = Decisió anotada
raced-title = Este expedient ja estava decidit
raced = El va tancar una altra persona, o vosté en una altra pestanya, mentre el mirava. Esta segona decisió no s'ha guardat i no ha eixit cap avís per ella.
closed-title = Este expedient està tancat
closed-lead = Ja no es pot decidir sobre ell.
negative-title = Certificat negatiu expedit
negative-text = Segellat i amb codi de verificació.
negative-sent-title = SMS amb el codi
negative-sent = Ix al mòbil de la persona; i un correu, si el va donar. Amb el codi descarrega el certificat.
positive-title = Certificat positiu expedit
positive-text = Segellat. Ningú el pot descarregar amb un codi.
positive-sent-title = SMS sense detalls
positive-sent = Demana a la persona que telefone o que vaja a una oficina. No diu el resultat.
downloaded-title = Certificat negatiu descarregat
downloaded-text = La persona ja el té.
withdrawn-title = La persona va desistir
withdrawn-text = No s'expedix cap certificat.
next-case = Expedient següent
