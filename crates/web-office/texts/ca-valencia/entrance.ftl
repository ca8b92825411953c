# Entrar
sign-in-title = Entrar en el lloc de treball
sign-in-lead = S'hi entra amb una clau d'accés: l'empremta, la cara o el PIN de l'equip, o una clau USB. No cal escriure res.
sign-in = Entrar amb la clau
sign-in-safety = Abans d'entrar, comprovar que l'adreça de la pàgina és la del lloc. Ningú demana la clau per telèfon ni per correu.
lost-title = No tinc la clau, o ja no funciona
lost = Demanar una altra invitació a administració. La clau nova substituïx l'anterior, que deixa d'obrir.
left-title = Ha eixit del lloc de treball
left = Per a continuar, tornar a entrar amb la clau.
ended-title = La sessió s'ha acabat
ended = No s'ha guardat res de l'últim. Entrar de nou i repetir-ho.
refused-title = Esta clau no obri este lloc
refused = Provar amb una altra clau. Si era la de sempre, demanar una altra invitació a administració.
late-title = L'intent ha caducat
late = Cada intent val cinc minuts i una sola vegada. Provar de nou.

# La clau, en el navegador
needs-script = La clau d'accés necessita JavaScript. Activar-lo en el navegador i recarregar la pàgina.
unsupported = Este navegador no sap usar claus d'accés, o la pàgina no s'ha obert en una adreça segura. Obrir-la en un navegador recent.
cancelled = No s'ha completat: s'ha cancel·lat o ha passat el temps. Es pot provar de nou.
failed = La clau no ha respost bé. Provar de nou, o amb una altra clau.
offline = No hi ha connexió amb el servidor. Comprovar la xarxa i provar de nou.
waiting = Esperant la clau. Seguir les indicacions del navegador.

# Demostració
invented-title = Ocupar un lloc de la demostració
invented-lead = Estes persones són inventades. Qualsevol visitant pot entrar com una d'elles, sense clau.
invented-enter = Entrar
invented-as = com a { $name }
step-in-title = Entrar com a { $name }
step-in-lead = És una persona inventada per a la demostració. Funcions: { $roles }.
step-in = Ocupar el lloc
step-in-safety = El que es faça queda anotat amb el nom inventat. En una instal·lació real només s'entra amb clau.

# Invitació
enrol-title = Crear la clau d'accés
enrol-lead = Invitació per a { $name }. Val una sola vegada, fins al { $until }.
enrol-how-title = Com es fa
enrol-how-1 = Tindre a mà l'equip amb què es treballarà, o una clau USB.
enrol-how-2 = Prémer el botó i seguir les indicacions del navegador.
enrol-how-3 = Confirmar amb l'empremta, la cara o el PIN: sense això la clau no servix.
enrol = Crear la clau
enrol-replaces = Si ja hi havia una clau, la nova la substituïx i les sessions obertes es tanquen.
enrol-not-me = Si no és { $name }, tancar esta pàgina i avisar administració.
gone-title = Esta invitació ja no servix
gone-lead = Ja s'ha usat, ha caducat o se'n va fer una altra després. També pot faltar una part de l'enllaç.
gone-try = Demanar una altra invitació a administració: arriba un enllaç nou.
gone-door = Entrar amb una clau que ja tinc
enrol-refused-title = La clau no s'ha guardat
enrol-refused = Ha de comprovar qui la usa, amb l'empremta, la cara o un PIN. Provar de nou, o amb una altra clau.
taken-title = Esta clau ja és d'una altra persona
taken = Cada persona entra amb la seua. Crear-ne una altra, o usar un altre dispositiu.

# Sessió
session-title = La seua sessió
session-lead = { $hours ->
    [one] Una sessió dura una hora com a màxim, perquè un lloc oblidat no quede obert.
   *[other] Una sessió dura { $hours } hores com a màxim, perquè un lloc oblidat no quede obert.
 }
session-name = Nom
session-roles = Funcions d'hui
session-method = Manera d'entrar
method-passkey = Clau d'accés
method-invented = Lloc de la demostració
session-until = S'acaba
session-again-title = Continuar més temps
session-again = Entrar una altra vegada ara: comença una sessió nova i esta es tanca.
session-typed = El que s'ha escrit en una decisió no es perd: si la sessió s'ha acabat en enviar-la, es demana la clau i després continua allí.
session-none = Cap
