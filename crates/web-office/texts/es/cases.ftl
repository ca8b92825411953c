# Cola
list-title = Expedientes en revisión
list-lead = Solicitudes que la máquina no pudo decidir. Primero, las que más esperan.
list-caption = Solicitudes en revisión
col-reference = Referencia
col-waiting = Espera
col-purpose = Para qué
col-reason = Por qué se revisa
col-entries = Anotaciones
waiting = { $age }, desde el { $since }
empty-title = No hay nada en revisión
empty = Cuando una solicitud necesite que alguien la mire, aparecerá aquí.
reload = Volver a mirar
list-cut = Se muestran las { $count } que más esperan. Hay más.
list-auditor = Los datos de las personas solo los abre quien tramita.
purpose-habitual = Trabajo habitual con menores
purpose-volunteering = Voluntariado con menores
purpose-adoption = Adopción o acogimiento
purpose-abroad = Otra finalidad, en el extranjero
purpose-none = No consta
reason-own-number = Mismo número
reason-possible = Posible coincidencia
reason-unidentified = Sin identificar

# Expediente
case-title-same = ¿Es la misma persona?
case-title-unidentified = ¿Quién es esta persona?
case-document-title = { $title } { $reference }
applicant-title = La persona que solicita
fact-name = Nombre
fact-number = Número
fact-birth = Nacimiento
fact-place = Lugar de nacimiento
fact-father = Padre
fact-mother = Madre
fact-sex = Sexo
fact-nationality = Nacionalidad
fact-purpose = Para qué
entry-title = { $count ->
    [one] Solicitud y anotación, dato a dato
   *[other] Solicitud y anotación { $number } de { $count }, dato a dato
 }
entry-own-number = Tiene el mismo número que quien solicita
col-datum = Dato
col-applicant = Solicitud
col-entry = Anotación del registro
col-likeness = Comparación
unknown = No consta
same = Igual
similar = Parecido
different = Distinto
missing = Falta
tally = Iguales: { $same } · parecidos: { $similar } · distintos: { $different } · faltan: { $missing }
sex-female = Mujer
sex-male = Hombre
sex-other = Sin especificar
conviction-fold = Qué transcribiría un certificado positivo
conviction-court = Órgano judicial
conviction-final = Firme desde
conviction-offence = Delito
conviction-penalty = Pena
gone-entries-title = Ya no queda ninguna anotación que comparar
gone-entries = Las que motivaron la revisión se han cancelado o se han retirado del registro.
unidentified-title = El registro civil no confirmó a esta persona
unidentified = Cuando se le preguntó, los datos del documento no coincidían. Comprobar la identidad por otra vía antes de decidir.
own-number-title = El número es el mismo
own-number = Con el mismo número no se puede concluir que no es la misma persona. Si la anotación está equivocada, pedir antes su corrección al registro.

# Historia
history-title = Historia
history-by = { $when } · { $who }
who-system = automático
event-submitted = Presentada por la persona
event-consulted-none = Consulta automática: sin anotaciones
event-consulted-certain = Consulta automática: mismo número
event-consulted-possible = Consulta automática: posible coincidencia
event-consulted-unidentified = Consulta automática: persona no confirmada
event-review = Pasa a revisión
event-opened = Expediente abierto
event-decided = Decidido
event-issued = Certificado expedido
event-downloaded = Certificado descargado
event-withdrawn = La persona desistió
event-other = Otra actuación
history-now = En revisión
history-noted = Abierto ahora por usted. Esta consulta queda anotada.

# Decisión
decision-title = Mi decisión
verdict-legend = ¿Qué concluyo?
verdict-not-same = No es la misma persona
verdict-not-same-note = Se expide el certificado negativo. La persona recibe el código por SMS.
verdict-clear = No hay anotaciones de esta persona
verdict-same = Es la misma persona
verdict-same-note = Se expide el certificado positivo. La persona recibe un aviso sin detalles.
verdict-empty = Elegir qué se concluye.
entries-legend = ¿Qué anotaciones son suyas?
entries-hint = Solo si es la misma persona. El certificado transcribe las que se marquen.
entry-label = Anotación { $number }: { $offence }
entries-empty = Marcar al menos una anotación que sea de esta persona.
entries-stale = Alguna anotación marcada ya no cuenta. Mirar de nuevo y marcar las que siguen.
reason-label = Motivo
reason-hint = Escribir qué se ha comprobado y dónde. Mínimo { $least } letras. Lo leerá quien audite.
reason-short = El motivo tiene que tener al menos { $least } letras. Escribir qué se ha comprobado y dónde.
reason-long = El motivo puede tener { $most } letras como mucho. Acortarlo.
reason-character = El motivo tiene un carácter que no se puede guardar. Escribirlo de nuevo sin pegar.
reason-count = Letras: { $typed } · mínimo { $least }
reason-enough = Ya es suficiente.
decide = Decidir y avisar
decide-note = La decisión es definitiva: se sella el certificado y sale el aviso.
decide-stale = Al enviar se pedirá la llave de acceso, porque la última comprobación fue hace más de { $minutes } minutos.
own-number-refused = Con el mismo número no se puede concluir que no es la misma persona.
verified-title = Comprobado
verified = Lo escrito sigue aquí. Revisarlo y enviarlo.
changed-title = El expediente ha cambiado mientras tanto
changed = No se ha guardado nada. Lo escrito sigue aquí: comparar de nuevo y enviarlo si sigue siendo cierto.

# En espera
hold-verify-title = Confirmar que es usted
hold-verify-lead = { $minutes ->
    [one] Para decidir hace falta haber usado la llave en el último minuto. Lo escrito se conserva.
   *[other] Para decidir hace falta haber usado la llave en los últimos { $minutes } minutos. Lo escrito se conserva.
 }
hold-verify = Confirmar con la llave
hold-sign-in-title = La sesión ha terminado
hold-sign-in-lead = La decisión no se ha guardado todavía, pero lo escrito se conserva. Entrar para seguir donde estaba.
hold-wait-title = El registro no responde
hold-wait-lead = La decisión no se ha guardado, pero lo escrito se conserva aquí. Esperar unos minutos y probar de nuevo sin cerrar la página.
hold-make-title = El certificado no se ha podido hacer
hold-make-lead = La decisión no se ha guardado, pero lo escrito se conserva aquí. Probar de nuevo; si vuelve a pasar, avisar a sistemas.
hold-again = Probar de nuevo
hold-typed-title = Lo que ha escrito
hold-reason = Motivo
hold-verdict = Conclusión
hold-refused-title = Esa llave no ha servido
hold-refused = Usar la misma llave con la que se entró, y antes de cinco minutos.
hold-back = Volver al expediente sin decidir

# Cerrado
decided-title = Decisión anotada
raced-title = Este expediente ya estaba decidido
raced = Lo cerró otra persona, o usted en otra pestaña, mientras lo miraba. Esta segunda decisión no se ha guardado y no ha salido ningún aviso por ella.
closed-title = Este expediente está cerrado
closed-lead = Ya no se puede decidir sobre él.
negative-title = Certificado negativo expedido
negative-text = Sellado y con código de verificación.
negative-sent-title = SMS con el código
negative-sent = Sale al móvil de la persona; y un correo, si lo dio. Con el código descarga el certificado.
positive-title = Certificado positivo expedido
positive-text = Sellado. Nadie puede descargarlo con un código.
positive-sent-title = SMS sin detalles
positive-sent = Pide a la persona que llame o que acuda a una oficina. No dice el resultado.
downloaded-title = Certificado negativo descargado
downloaded-text = La persona ya lo tiene.
withdrawn-title = La persona desistió
withdrawn-text = No se expide ningún certificado.
next-case = Siguiente expediente
