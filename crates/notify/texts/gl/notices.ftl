# SMS: un segmento de 160 caracteres GSM-7. Sen á, í, ó, ú e sen ligazóns: unha proba compróbao.
sms-phone-code = { $alias }: o seu codigo para confirmar este teléfono é { $code }. Vale { $minutes } min. Non o comparta con ninguén.
sms-welcome = { $alias }: o seu rexistro completouse. Xa pode identificarse con PIN. Se non foi vostede, chame ao { $helpline }.
sms-welcome-code = { $alias }: rexistro completado. Codigo de activacion: { $code }. Non o comparta con ninguén. Se non foi vostede, chame ao { $helpline }.
sms-level-raised = { $alias }: o seu rexistro é agora de nivel avanzado. Non ten que facer nada. Se non foi vostede, chame ao { $helpline }.
sms-level-raised-code = { $alias }: o seu rexistro é agora avanzado. Novo codigo de activacion: { $code }. Non o comparta. Se non foi vostede, chame ao { $helpline }.
sms-identification-refused = { $alias }: non puidemos confirmar a sua identificacion por video. Documento co resultado: { $code }. Dubidas: { $helpline }
sms-pin = { $alias }: o seu PIN para { $relying_party } é { $pin }. Vale { $minutes } min. Non o comparta con ninguén.
sms-password-log-in = { $alias }: o seu codigo para entrar co contrasinal permanente é { $code }. Vale { $minutes } min. Non o comparta con ninguén.
sms-password-set = { $alias }: o seu codigo para cambiar ou activar o contrasinal permanente é { $code }. Vale { $minutes } min. Non o comparta con ninguén.
sms-phone-displaced = { $alias }: desde o { $date } o seu rexistro non usa este teléfono. Para dar outro, pida unha carta. Se non foi vostede, chame ao { $helpline }.
sms-certificate-ready = { $alias }: xa pode descargar o seu certificado na sede. Codigo: { $code }
sms-certificate-needs-visit = { $alias }: a solicitude { $reference } xa ten resultado. Para recibilo, chame ao { $helpline } ou acuda a unha oficina.
sms-application-in-review = { $alias }: estamos a revisar a solicitude { $reference }. Avisaremos por SMS; non ten que facer nada.
sms-app-code = { $alias }: o seu codigo para activar a app é { $code }. Vale { $minutes } min. Non o comparta con ninguén.
sms-app-activated = { $alias }: a app activouse no seu nome nun dispositivo novo. Se non foi vostede, chame ao { $helpline }.

# Correos: o asunto é o feito; a primeira liña di que cambiou e cando.
email-footer =
    Esta mensaxe envíaa { $body }. Non leva ligazóns e non hai que respondela.
    Se non foi vostede, chame ao { $helpline }.
email-welcome-subject = O seu rexistro está completado
email-welcome =
    O seu rexistro está completado desde o { $date } ás { $time }.

    Que pode facer agora:

    - Identificarse con PIN. No servizo que queira usar, escriba o seu DNI ou NIE e pida o PIN. Chégalle por SMS ao móbil que nos deu e vale uns minutos.
    - Gardar o xustificante do rexistro. Leva o código de activación, co que activa o contrasinal permanente se quere entrar sen pedir cada vez un PIN: elixa «Contrasinal permanente» na páxina do rexistro e teña a man o número, ese código, este correo e o móbil. Ninguén llo pedirá por teléfono nin por correo.
email-level-raised-subject = O seu rexistro é agora de nivel avanzado
email-level-raised =
    O seu rexistro é de nivel avanzado desde o { $date } ás { $time }: unha segunda persoa revisou a súa videochamada.

    Con este nivel pode usar máis servizos. Non ten que facer nada.
email-identification-received-subject = Recibimos a súa identificación por vídeo
email-identification-received =
    Recibimos a súa identificación por vídeo o { $date } ás { $time }.

    Unha persoa revisaraa. Avisarémolo do resultado por correo. Ata entón non queda rexistrado por esta vía.
email-identification-received-basic =
    Recibimos a súa identificación por vídeo o { $date } ás { $time }.

    As comprobacións automáticas son correctas e xa ten un rexistro de nivel básico. Unha persoa revisará a súa cara e o seu documento. Avisarémolo do resultado por correo: o rexistro pasará a nivel avanzado ou darase de baixa.
email-identification-confirmed-subject = A súa identificación por vídeo está confirmada
email-identification-confirmed =
    Unha persoa revisou a súa identificación por vídeo o { $date } ás { $time } e confirmouna. O seu rexistro é de nivel avanzado.

    O documento co resultado está na sede electrónica con este código: { $code }
email-identification-refused-subject = Non puidemos confirmar a súa identificación por vídeo
email-identification-refused =
    Unha persoa revisou a súa identificación por vídeo o { $date } ás { $time } e non a confirmou. Por esta vía non queda rexistrado.

    O documento co resultado está na sede electrónica con este código: { $code }

    Pode rexistrarse nunha oficina, cun certificado electrónico ou cunha carta de invitación.
email-identification-withdrawn =
    Unha persoa revisou a súa identificación por vídeo o { $date } ás { $time } e non a confirmou. O rexistro de nivel básico que tiña deuse de baixa: xa non pode identificarse con el.

    O documento co resultado está na sede electrónica con este código: { $code }

    Pode rexistrarse de novo nunha oficina ou cun certificado electrónico.
email-password-activated-subject = O seu contrasinal permanente está activado
email-password-activated =
    O seu contrasinal permanente está activado desde o { $date } ás { $time }.

    Xa pode identificarse co DNI ou NIE e ese contrasinal. Garde o código de activación: precisarao se o esquece.
email-password-changed-subject = O seu contrasinal permanente cambiou
email-password-changed =
    O seu contrasinal permanente cambiou o { $date } ás { $time }. O anterior xa non serve.
email-password-locked-subject = Demasiados intentos co seu contrasinal permanente
email-password-locked =
    O { $date } ás { $time } alguén escribiu demasiados contrasinais equivocados co seu número, nun navegador que vostede non usou nunca.

    Non entrou ninguén. Desde navegadores descoñecidos o seu contrasinal xa non serve. Nos que vostede xa usou segue servindo, e tamén as demais formas de identificarse.

    Para volver usalo nun navegador novo, poña outro contrasinal: precisa o código de activación e o móbil.
email-code-renewed-subject = Ten un código de activación novo
email-code-renewed =
    O { $date } ás { $time } fíxose un código de activación novo do seu contrasinal permanente. O anterior xa non serve.
email-phone-displaced-subject = O seu rexistro xa non pode usar o seu móbil
email-phone-displaced =
    O { $date } ás { $time } outra persoa demostrou que ten o móbil que vostede nos deu. Desde entón o seu rexistro non pode usalo.

    O seu rexistro segue existindo, pero non poderá identificarse con PIN ata que dea outro móbil. Para dalo, pida unha carta de invitación: chegará ao seu domicilio fiscal.
email-passkey-added-subject = Engadiuse unha chave de acceso ao seu rexistro
email-passkey-added =
    O { $date } ás { $time } engadiuse unha chave de acceso ao seu rexistro. Con ela pódese entrar no seu nome sen PIN nin contrasinal.

    Se foi vostede, non ten que facer nada. Se non, identifíquese, abra «A miña identidade», quite esa chave e chámenos.
email-certificate-ready-subject = O seu certificado está listo
email-certificate-ready =
    O seu certificado está listo desde o { $date } ás { $time }.

    Para descargalo, entre na sede electrónica, elixa «Comprobar un documento» e escriba este código:

    { $code }

    Quen teña o código pode ver o certificado. Dea o código só a quen deba velo.
email-certificate-needs-visit-subject = A súa solicitude xa ten resultado
email-certificate-needs-visit =
    A súa solicitude { $reference } ten resultado desde o { $date }.

    Polo de agora non se entrega por internet. Chame ao { $helpline } ou acuda a unha oficina de { $body } co seu documento de identidade.
email-application-in-review-subject = Estamos a revisar a súa solicitude
email-application-in-review =
    Desde o { $date } unha persoa está a revisar a súa solicitude { $reference }.

    Non ten que facer nada. Recibirá un aviso por SMS cando haxa un resultado.

email-app-activated-subject = A app activouse no seu nome
email-app-activated = O { $date } ás { $time } a app activouse no seu nome nun dispositivo novo. Con el pódense confirmar identificacións.
email-app-activated-replaced = Substitúe o que vostede chamaba «{ $device }», que xa non confirma nada.
email-app-activated-veto = Se non foi vostede, abra a app nese dispositivo antes do { $date } ás { $time } e diga «Non fun eu»: o novo quedará anulado.

# O que di unha carta, para quen non pode ver o PDF.
letter-invitation-subject = Carta de invitación
letter-invitation-code = Carta de invitación para { $name }. Código: { $code }. Pode usarse ata o { $date } en { $address }.
letter-invitation-notice = Carta para { $name }: alguén pediu unha carta de invitación co seu número. Vostede xa está rexistrado. Se non foi vostede, chame ao { $helpline }.

# Datas
date-1 = { $day } de xaneiro de { $year }
date-2 = { $day } de febreiro de { $year }
date-3 = { $day } de marzo de { $year }
date-4 = { $day } de abril de { $year }
date-5 = { $day } de maio de { $year }
date-6 = { $day } de xuño de { $year }
date-7 = { $day } de xullo de { $year }
date-8 = { $day } de agosto de { $year }
date-9 = { $day } de setembro de { $year }
date-10 = { $day } de outubro de { $year }
date-11 = { $day } de novembro de { $year }
date-12 = { $day } de decembro de { $year }

# Alerts: their only link opens a page that takes things away and opens nothing.
email-alert-link = Se non foi vostede, abra esta páxina: permite pechalo todo no momento e non lle pide ningún dato.
email-alert-footer =
    Esta mensaxe envíaa { $body }. Non hai que respondela, e a súa única ligazón é a de arriba, que serve unha semana.
    Se non foi vostede, chame ao { $helpline }.
means-pin = PIN dun só uso
means-app = A app
means-password = Contrasinal permanente
means-passkey = Chaves de acceso
means-certificate = Certificado electrónico ou DNIe
email-unknown-browser-subject = Alguén entrou no seu nome cun navegador novo
email-unknown-browser =
    O { $date } ás { $time } entrouse no seu nome cun navegador que vostede non usara nunca.

    Se foi vostede, non ten que facer nada.
email-frozen-subject = A súa identidade está conxelada
email-frozen =
    O { $date } ás { $time } conxelouse a súa identidade. Desde entón ninguén entra no seu nome e os servizos non reciben nada.

    Para desconxelala, identifíquese dunha forma que chegue ao nivel substancial, ou acuda a unha oficina de rexistro.
email-thawed-subject = A súa identidade volve estar aberta
email-thawed = O { $date } ás { $time } desconxelouse a súa identidade. As súas formas de identificarse funcionan de novo.
email-means-off-subject = Desactivouse unha das súas formas de identificarse
email-means-off = O { $date } ás { $time } desactivouse «{ $means }» no seu rexistro. Xa non abre nada no seu nome.
email-means-on-subject = Activouse unha das súas formas de identificarse
email-means-on = O { $date } ás { $time } activouse de novo «{ $means }» no seu rexistro.
email-contact-changed-subject = Cambiaron os datos de contacto do seu rexistro
email-contact-changed = O { $date } ás { $time } cambiou o móbil ou o correo do seu rexistro. Esta mensaxe vai ao enderezo que había antes.
email-passkey-removed-subject = Quitouse unha chave de acceso
email-passkey-removed = O { $date } ás { $time } quitouse unha chave de acceso do seu rexistro. Xa non abre nada no seu nome.
email-app-deactivated-subject = Desactivouse a app
email-app-deactivated = O { $date } ás { $time } desactivouse a app no seu rexistro. Xa non confirma nada no seu nome.
email-intervened-subject = Unha medida sobre a súa identidade
email-intervened-lifted-subject = Levantouse unha medida sobre a súa identidade
email-intervened-suspended =
    O { $date } ás { $time } a administración suspendeu a súa identidade ata o { $last }. Ata ese día non pode identificarse de ningunha forma; despois volverá funcionar soa.

    Para saber o motivo, chámenos ou vaia a unha oficina co seu documento.
email-intervened-blocked =
    O { $date } ás { $time } a administración bloqueou a súa identidade. Non pode identificarse de ningunha forma nin rexistrarse de novo ata que se levante.

    Para saber o motivo, chámenos ou vaia a unha oficina co seu documento.
email-intervened-new-password =
    O { $date } ás { $time } a administración pediu que cambie o seu contrasinal permanente. Ata que o faga, co seu código de activación e un SMS, o contrasinal non serve. As demais formas de identificarse seguen funcionando.

    O motivo está anotado, e veo na súa actividade. Se non o esperaba, chámenos.
email-intervened-new-proofing =
    O { $date } ás { $time } a administración pediu que demostre de novo quen é. Ata entón só alcanza o nivel baixo.

    O motivo está anotado, e veo na súa actividade. Se non o esperaba, chámenos.
email-intervened-device-off =
    O { $date } ás { $time } a administración desactivou a app no seu dispositivo. Segue rexistrado e recibe o PIN por SMS.

    O motivo está anotado, e veo na súa actividade. Se non o esperaba, chámenos.
email-intervened-sessions-ended =
    O { $date } ás { $time } a administración pechou todas as súas sesións. Para seguir, identifíquese de novo.

    O motivo está anotado, e veo na súa actividade. Se non o esperaba, chámenos.
email-intervened-lifted =
    O { $date } ás { $time } a administración levantou unha medida sobre a súa identidade, que deixa de ter efecto.

    O motivo está anotado, e veo na súa actividade. Se non o esperaba, chámenos.
