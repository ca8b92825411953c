# Cola
list-title = Expedientes en revisión
list-lead = Solicitudes que a máquina non puido decidir. Primeiro, as que máis agardan.
list-caption = Solicitudes en revisión
col-reference = Referencia
col-waiting = Espera
col-purpose = Para que
col-reason = Por que se revisa
col-entries = Anotacións
waiting = { $age }, desde o { $since }
empty-title = Non hai nada en revisión
empty = Cando unha solicitude necesite que alguén a mire, aparecerá aquí.
reload = Volver mirar
list-cut = Móstranse as { $count } que máis agardan. Hai máis.
list-auditor = Os datos das persoas só os abre quen tramita.
purpose-habitual = Traballo habitual con menores
purpose-volunteering = Voluntariado con menores
purpose-adoption = Adopción ou acollemento
purpose-abroad = Outra finalidade, no estranxeiro
purpose-none = Non consta
reason-own-number = Mesmo número
reason-possible = Posible coincidencia
reason-unidentified = Sen identificar

# Expediente
case-title-same = É a mesma persoa?
case-title-unidentified = Quen é esta persoa?
case-document-title = { $title } { $reference }
applicant-title = A persoa que solicita
fact-name = Nome
fact-number = Número
fact-birth = Nacemento
fact-place = Lugar de nacemento
fact-father = Pai
fact-mother = Nai
fact-sex = Sexo
fact-nationality = Nacionalidade
fact-purpose = Para que
entry-title = { $count ->
    [one] Solicitude e anotación, dato a dato
   *[other] Solicitude e anotación { $number } de { $count }, dato a dato
 }
entry-own-number = Ten o mesmo número ca quen solicita
col-datum = Dato
col-applicant = Solicitude
col-entry = Anotación do rexistro
col-likeness = Comparación
unknown = Non consta
same = Igual
similar = Parecido
different = Distinto
missing = Falta
tally = Iguais: { $same } · parecidos: { $similar } · distintos: { $different } · faltan: { $missing }
sex-female = Muller
sex-male = Home
sex-other = Sen especificar
conviction-fold = Que transcribiría un certificado positivo
conviction-court = Órgano xudicial
conviction-final = Firme desde
conviction-offence = Delito
conviction-penalty = Pena
gone-entries-title = Xa non queda ningunha anotación que comparar
gone-entries = As que motivaron a revisión canceláronse ou retiráronse do rexistro.
unidentified-title = O rexistro civil non confirmou a esta persoa
unidentified = Cando se lle preguntou, os datos do documento non coincidían. Comprobar a identidade por outra vía antes de decidir.
own-number-title = O número é o mesmo
own-number = Co mesmo número non se pode concluír que non é a mesma persoa. Se a anotación está errada, pedir antes a súa corrección ao rexistro.

# Historia
history-title = Historia
history-by = { $when } · { $who }
who-system = automático
event-submitted = Presentada pola persoa
event-consulted-none = Consulta automática: sen anotacións
event-consulted-certain = Consulta automática: mesmo número
event-consulted-possible = Consulta automática: posible coincidencia
event-consulted-unidentified = Consulta automática: persoa non confirmada
event-review = Pasa a revisión
event-opened = Expediente aberto
event-decided = Decidido
event-issued = Certificado expedido
event-downloaded = Certificado descargado
event-withdrawn = A persoa desistiu
event-other = Outra actuación
history-now = En revisión
history-noted = Aberto agora por vostede. Esta consulta queda anotada.

# Decisión
decision-title = A miña decisión
verdict-legend = Que conclúo?
verdict-not-same = Non é a mesma persoa
verdict-not-same-note = Expídese o certificado negativo. A persoa recibe o código por SMS.
verdict-clear = Non hai anotacións desta persoa
verdict-same = É a mesma persoa
verdict-same-note = Expídese o certificado positivo. A persoa recibe un aviso sen detalles.
verdict-empty = Elixir que se conclúe.
entries-legend = Que anotacións son súas?
entries-hint = Só se é a mesma persoa. O certificado transcribe as que se marquen.
entry-label = Anotación { $number }: { $offence }
entries-empty = Marcar polo menos unha anotación que sexa desta persoa.
entries-stale = Algunha anotación marcada xa non conta. Mirar de novo e marcar as que seguen.
reason-label = Motivo
reason-hint = Escribir que se comprobou e onde. Mínimo { $least } letras. Lerao quen audite.
reason-short = O motivo ten que ter polo menos { $least } letras. Escribir que se comprobou e onde.
reason-long = O motivo pode ter { $most } letras como moito. Acurtalo.
reason-character = O motivo ten un carácter que non se pode gardar. Escribilo de novo sen pegar.
reason-count = Letras: { $typed } · mínimo { $least }
reason-enough = Xa é suficiente.
decide = Decidir e avisar
decide-note = A decisión é definitiva: sélase o certificado e sae o aviso.
decide-stale = Ao enviar pedirase a chave de acceso, porque a última comprobación foi hai máis de { $minutes } minutos.
own-number-refused = Co mesmo número non se pode concluír que non é a mesma persoa.
verified-title = Comprobado
verified = O escrito segue aquí. Revisalo e envialo.
changed-title = O expediente cambiou mentres tanto
changed = Non se gardou nada. O escrito segue aquí: comparar de novo e envialo se segue sendo certo.

# En espera
hold-verify-title = Confirmar que é vostede
hold-verify-lead = { $minutes ->
    [one] Para decidir cómpre ter usado a chave no último minuto. O escrito consérvase.
   *[other] Para decidir cómpre ter usado a chave nos últimos { $minutes } minutos. O escrito consérvase.
 }
hold-verify = Confirmar coa chave
hold-sign-in-title = A sesión rematou
hold-sign-in-lead = A decisión aínda non se gardou, pero o escrito consérvase. Entrar para seguir onde estaba.
hold-wait-title = O rexistro non responde
hold-wait-lead = A decisión non se gardou, pero o escrito consérvase aquí. Agardar uns minutos e probar de novo sen pechar a páxina.
hold-make-title = O certificado non se puido facer
hold-make-lead = A decisión non se gardou, pero o escrito consérvase aquí. Probar de novo; se volve pasar, avisar a sistemas.
hold-again = Probar de novo
hold-typed-title = O que escribiu
hold-reason = Motivo
hold-verdict = Conclusión
hold-refused-title = Esa chave non serviu
hold-refused = Usar a mesma chave coa que se entrou, e antes de cinco minutos.
hold-back = Volver ao expediente sen decidir

# Pechado
decided-title = Decisión anotada
raced-title = Este expediente xa estaba decidido
raced = Pechouno outra persoa, ou vostede noutra lapela, mentres o miraba. Esta segunda decisión non se gardou e non saíu ningún aviso por ela.
closed-title = Este expediente está pechado
closed-lead = Xa non se pode decidir sobre el.
negative-title = Certificado negativo expedido
negative-text = Selado e con código de verificación.
negative-sent-title = SMS co código
negative-sent = Sae ao móbil da persoa; e un correo, se o deu. Co código descarga o certificado.
positive-title = Certificado positivo expedido
positive-text = Selado. Ninguén pode descargalo cun código.
positive-sent-title = SMS sen detalles
positive-sent = Pide á persoa que chame ou que acuda a unha oficina. Non di o resultado.
downloaded-title = Certificado negativo descargado
downloaded-text = A persoa xa o ten.
withdrawn-title = A persoa desistiu
withdrawn-text = Non se expide ningún certificado.
next-case = Seguinte expediente
