# Entrar
sign-in-title = Entrar no posto
sign-in-lead = Éntrase cunha chave de acceso: a pegada dixital, a cara ou o PIN do equipo, ou unha chave USB. Non hai que escribir nada.
sign-in = Entrar coa chave
sign-in-safety = Antes de entrar, comprobar que o enderezo da páxina é o do posto. Ninguén pide a chave por teléfono nin por correo.
lost-title = Non teño a chave, ou xa non funciona
lost = Pedir outra invitación a administración. A chave nova substitúe a anterior, que deixa de abrir.
left-title = Saíu do posto
left = Para seguir, volver entrar coa chave.
ended-title = A sesión rematou
ended = Non se gardou nada do último. Entrar de novo e repetilo.
refused-title = Esa chave non abre este posto
refused = Probar con outra chave. Se era a de sempre, pedir outra invitación a administración.
late-title = O intento caducou
late = Cada intento vale cinco minutos e unha soa vez. Probar de novo.

# A chave, no navegador
needs-script = A chave de acceso necesita JavaScript. Activalo no navegador e recargar a páxina.
unsupported = Este navegador non sabe usar chaves de acceso, ou a páxina non se abriu nun enderezo seguro. Abrila nun navegador recente.
cancelled = Non se completou: cancelouse ou pasou o tempo. Pódese probar de novo.
failed = A chave non respondeu ben. Probar de novo, ou con outra chave.
offline = Non hai conexión co servidor. Comprobar a rede e probar de novo.
waiting = Agardando pola chave. Seguir as indicacións do navegador.

# Demostración
invented-title = Ocupar un posto da demostración
invented-lead = Estas persoas son inventadas. Calquera visitante pode entrar como unha delas, sen chave.
invented-enter = Entrar
invented-as = como { $name }
step-in-title = Entrar como { $name }
step-in-lead = É unha persoa inventada para a demostración. Funcións: { $roles }.
step-in = Ocupar o posto
step-in-safety = O que se faga queda anotado co nome inventado. Nunha instalación real só se entra con chave.

# Invitación
enrol-title = Crear a chave de acceso
enrol-lead = Invitación para { $name }. Vale unha soa vez, ata o { $until }.
enrol-how-title = Como se fai
enrol-how-1 = Ter á man o equipo co que se vai traballar, ou unha chave USB.
enrol-how-2 = Premer o botón e seguir as indicacións do navegador.
enrol-how-3 = Confirmar coa pegada dixital, a cara ou o PIN: sen iso a chave non serve.
enrol = Crear a chave
enrol-replaces = Se xa había unha chave, a nova substitúea e as sesións abertas péchanse.
enrol-not-me = Se non é vostede { $name }, pechar esta páxina e avisar a administración.
gone-title = Esta invitación xa non serve
gone-lead = Xa se usou, caducou ou fíxose outra despois. Tamén pode faltar unha parte da ligazón.
gone-try = Pedir outra invitación a administración: chega unha ligazón nova.
gone-door = Entrar cunha chave que xa teño
enrol-refused-title = A chave non se gardou
enrol-refused = Ten que comprobar quen a usa, coa pegada dixital, a cara ou un PIN. Probar de novo, ou con outra chave.
taken-title = Esa chave xa é doutra persoa
taken = Cada persoa entra coa súa. Crear outra, ou usar outro dispositivo.

# Sesión
session-title = A súa sesión
session-lead = { $hours ->
    [one] Unha sesión dura unha hora como moito, para que un posto esquecido non quede aberto.
   *[other] Unha sesión dura { $hours } horas como moito, para que un posto esquecido non quede aberto.
 }
session-name = Nome
session-roles = Funcións de hoxe
session-method = Forma de entrar
method-passkey = Chave de acceso
method-invented = Posto da demostración
session-until = Remata
session-again-title = Seguir máis tempo
session-again = Entrar outra vez agora: comeza unha sesión nova e esta péchase.
session-typed = O escrito nunha decisión non se perde: se a sesión rematou ao enviala, pídese a chave e despois segue aí.
session-none = Ningunha
