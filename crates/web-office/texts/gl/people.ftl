# Buscar
title = Persoas
lead = Para atender a quen ten un problema coa súa identidade. Cada consulta queda anotada, e a persoa véa co seu motivo.
number-label = Número de identidade
number-hint = DNI, NIE ou outro número co que a persoa se identifique. Exemplo: 12345678Z
number-empty = Escribir o número de identidade.
number-shape = Un DNI ten 8 cifras e unha letra, como 12345678Z. Un NIE ten unha letra, 7 cifras e outra letra, como X1234567L.
number-letter = A letra non corresponde a ese número. Repetilo coa persoa, cifra a cifra.
number-unknown = Ninguén con ese número pasou por aquí. Repetilo coa persoa; se é o seu, non está rexistrada.
number-not-registered = Esta persoa comezou a rexistrarse e non rematou: non hai ningunha identidade que atender. Pode rexistrarse cunha carta, por videochamada ou nunha oficina.
purpose-label = Para que
purpose-hint = Polo menos { $least } letras. A persoa lerao na súa actividade. Exemplo: chama porque non recoñece un acceso.
purpose-short = Escribir para que: polo menos { $least } letras.
purpose-long = Como moito { $most } letras. Acurtalo.
find = Buscar a persoa
too-many-title = Demasiadas consultas nunha hora
too-many = Poderase buscar de novo a partir das { $time }. Se cómpre atender a máis persoas, que siga outra persoa do posto.
ended-title = A consulta rematou
ended = Cada consulta dura unha hora. Para seguir, dicir de novo para que.
alerts-title = Avisos das persoas
alerts-none = Ninguén agarda resposta a un aviso.
alerts-waiting = { $count ->
    [one] Un aviso de «non fun eu» agarda.
   *[other] { $count } avisos de «non fun eu» agardan.
 }
alerts-open = Ver os avisos

# Unha persoa
person-short = Persoa
until-time = Consulta aberta ata as { $time }.
data-title = Datos
fact-name = Nome
fact-number = Número
fact-birth = Data de nacemento
fact-phone = Móbil
fact-email = Correo
fact-lang = Idioma dos avisos
show = Amosar os datos
show-note = Queda anotado quen os viu, e a persoa veo.
shown-title = Datos á vista
shown = Quedou anotado. Ao cargar de novo a páxina volven ocultarse.
registration-title = Rexistro
fact-state = Estado
fact-level = Nivel
fact-made = Como se fixo
fact-since = Desde
state-active = En uso
state-phone-displaced = Sen móbil: agora é doutra persoa
state-renounced = A persoa renunciou
state-revoked = Retirado de oficio
state-deceased = A persoa faleceu
level-basic = Básico
level-advanced = Avanzado
made-letter = Cunha carta
made-video-call = Por videochamada
made-unattended = Con fotos e un vídeo
made-office = Nunha oficina
made-elsewhere = Noutro sistema
sessions = { $count ->
    [one] Unha sesión aberta
   *[other] { $count } sesións abertas
 }
sessions-none = Ningunha sesión aberta
reports = { $count ->
    [one] Un aviso de «non fun eu» sen resolver
   *[other] { $count } avisos de «non fun eu» sen resolver
 }

# Medios
means-title = Medios e dispositivos
means-caption = Con que se identifica
col-means = Medio
col-state = Estado
col-since = Desde
means-pin = PIN por SMS
means-app = App en «{ $name }»
means-app-none = App
means-password = Contrasinal permanente
means-passkey = Chave de acceso «{ $name }»
means-passkey-none = Chave de acceso
means-certificate = Certificado electrónico
on = Funciona
off = Desactivado pola persoa
none = Non ten
closed = Pechado por unha medida
closed-registration = Pechado: o rexistro non está en uso
renew = Ten que cambialo
expired = Caducado desde o { $since }
device-replaced = Substituída por outra
device-deactivated = Desactivada
device-vetoed = Rexeitada pola persoa
device-locked = Pechada por códigos erróneos

# Medidas
in-force-title = Medidas en vigor
in-force-none = Ningunha: a identidade funciona con normalidade.
in-force-none-closed = Ningunha, pero o rexistro non está en uso: a identidade non abre nada.
history-title = Historia das medidas
history-none = Nunca se puxo ningunha.
history-caption = Medidas, a máis recente primeiro
col-measure = Medida
col-set = Posta
col-end = Fin
kind-frozen = Conxelada pola persoa
kind-suspended = Suspendida
kind-blocked = Bloqueada
kind-new-password = Contrasinal novo obrigatorio
kind-new-proofing = Nova comprobación de identidade
kind-pin-off = PIN desactivado
kind-app-off = App desactivada
kind-password-off = Contrasinal desactivado
kind-passkey-off = Chaves de acceso desactivadas
kind-certificate-off = Certificados desactivados
by-person = a persoa
by-you = { $name } (vostede)
by-line = { $when } · { $who }
until-line = Ata o { $when }
lifted-line = Levantada: { $when } · { $who }
over-line = Rematou soa o { $when }
in-force = En vigor
own-block = Púxoa vostede: ten que levantala outra persoa.
lift = Levantar

# Intervir
acts-title = Intervir
acts-lead = Cada medida pide un motivo e a chave de acceso. A persoa recibe un correo.
suspend = Suspender
suspend-title = Suspender a identidade
suspend-lead = Non poderá identificarse de ningunha forma ata o día que se escolla, e as súas sesións péchanse agora. Despois volve funcionar soa.
block = Bloquear
block-title = Bloquear a identidade
block-lead = Non poderá identificarse de ningunha forma nin rexistrarse de novo, sen data de fin, e as súas sesións péchanse agora. Só outra persoa do posto poderá levantalo.
new-password = Esixir un contrasinal novo
new-password-title = Esixir un contrasinal novo
new-password-lead = O contrasinal de agora deixa de servir ata que o cambie co seu código de activación e un SMS. O demais segue funcionando. As súas sesións péchanse agora.
new-proofing = Esixir outra comprobación de identidade
new-proofing-title = Esixir outra comprobación de identidade
new-proofing-lead = Ata que volva demostrar quen é, só alcanza o nivel baixo. As súas sesións péchanse agora.
device = Desactivar a app
device-title = Desactivar a app da persoa
device-lead = A app deixa de confirmar en «{ $name }». A persoa segue rexistrada e recibe o PIN por SMS.
end-sessions = Pechar as súas sesións
end-sessions-title = Pechar todas as súas sesións
end-sessions-lead = Terá que identificarse de novo en todos os sitios. Non cambia nada máis.
until-hint = Hoxe como moi cedo, e dentro dun ano como moi tarde. Exemplo: 31 12 { $year }
until-empty = Escribir o último día da suspensión.
until-range = Ten que ser hoxe ou un día do próximo ano. Para máis tempo, bloquear.
reason-hint = Escribir que pasou e como se comprobou. Mínimo { $least } letras. Lerano os seus compañeiros, quen audite e a persoa.
back = Volver sen facer nada
lift-title = Levantar: { $what }
lift-lead = A medida deixa de ter efecto no momento, e a persoa recibe un correo.
lift-do = Levantar a medida

# Despois
done-title = Feito
done-intervened = A medida xa ten efecto, e a persoa recibirá un correo.
done-lifted = A medida xa non ten efecto, e a persoa recibirá un correo.
done-ended = As súas sesións están pechadas, e a persoa recibirá un correo.
done-device = A app xa non confirma nese dispositivo, e a persoa recibirá un correo.
changed-title = Outra persoa interveu mentres tanto
changed = Non se fixo nada. Mirar como está agora e decidir de novo.
already-title = Esa medida xa está en vigor
already = Non se fixo nada. Para cambiala, levantar antes a que hai.
no-device-title = Esa app xa non estaba activa
no-device = Non se fixo nada: a persoa xa recibe o PIN por SMS.
no-password-title = Non ten contrasinal permanente
no-password = Non se fixo nada: non hai contrasinal que cambiar.
not-in-force-title = Esa medida xa non estaba en vigor
not-in-force = Non se fixo nada: outra persoa levantouna, ou rematou soa.
same-officer-title = Ten que levantala outra persoa
same-officer = Quen bloquea unha identidade non a volve abrir. Non se fixo nada.
