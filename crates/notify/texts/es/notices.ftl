# SMS: un segmento de 160 caracteres GSM-7. Sin á, í, ó, ú y sin enlaces: una prueba lo comprueba.
sms-phone-code = { $alias }: su codigo para confirmar este teléfono es { $code }. Vale { $minutes } min. No lo comparta con nadie.
sms-welcome = { $alias }: su registro se ha completado. Ya puede identificarse con PIN. Si no ha sido usted, llame al { $helpline }.
sms-welcome-code = { $alias }: registro completado. Codigo de activacion: { $code }. No lo comparta con nadie. Si no ha sido usted, llame al { $helpline }.
sms-level-raised = { $alias }: su registro es ahora de nivel avanzado. No tiene que hacer nada. Si no ha sido usted, llame al { $helpline }.
sms-level-raised-code = { $alias }: su registro es ahora avanzado. Nuevo codigo de activacion: { $code }. No lo comparta. Si no ha sido usted, llame al { $helpline }.
sms-identification-refused = { $alias }: no hemos podido confirmar su identificacion por video. Documento con el resultado: { $code }. Dudas: { $helpline }
sms-pin = { $alias }: su PIN para { $relying_party } es { $pin }. Vale { $minutes } min. No lo comparta con nadie.
sms-password-log-in = { $alias }: su codigo para entrar con su contraseña permanente es { $code }. Vale { $minutes } min. No lo comparta con nadie.
sms-password-set = { $alias }: su codigo para cambiar o activar su contraseña permanente es { $code }. Vale { $minutes } min. No lo comparta con nadie.
sms-phone-displaced = { $alias }: desde el { $date } su registro no usa este teléfono. Para dar otro, pida una carta. Si no ha sido usted, llame al { $helpline }.
sms-certificate-ready = { $alias }: ya puede descargar su certificado en la sede. Codigo: { $code }
sms-certificate-needs-visit = { $alias }: su solicitud { $reference } ya tiene resultado. Para recibirlo, llame al { $helpline } o vaya a una oficina.
sms-application-in-review = { $alias }: estamos revisando su solicitud { $reference }. Le avisaremos por SMS; no tiene que hacer nada.
sms-app-code = { $alias }: su codigo para activar la app es { $code }. Vale { $minutes } min. No lo comparta con nadie.
sms-app-activated = { $alias }: la app se ha activado a su nombre en un dispositivo nuevo. Si no ha sido usted, llame al { $helpline }.

# Correos: el asunto es el hecho; la primera línea dice qué ha cambiado y cuándo.
email-footer =
    Este mensaje lo envía { $body }. No lleva enlaces y no hay que responderlo.
    Si no ha sido usted, llame al { $helpline }.
email-welcome-subject = Su registro está completado
email-welcome =
    Su registro está completado desde el { $date } a las { $time }.

    Qué puede hacer ahora:

    - Identificarse con PIN. En el servicio que quiera usar, escriba su DNI o NIE y pida el PIN. Le llega por SMS al móvil que nos ha dado y vale unos minutos.
    - Guardar el justificante del registro. Lleva el código de activación, con el que activa su contraseña permanente si quiere entrar sin pedir cada vez un PIN: elija «Contraseña permanente» en la página del registro y tenga a mano su número, ese código, este correo y su móvil. Nadie se lo pedirá por teléfono ni por correo.
email-level-raised-subject = Su registro es ahora de nivel avanzado
email-level-raised =
    Su registro es de nivel avanzado desde el { $date } a las { $time }: una segunda persona ha revisado su videollamada.

    Con este nivel puede usar más servicios. No tiene que hacer nada.
email-identification-received-subject = Hemos recibido su identificación por vídeo
email-identification-received =
    Hemos recibido su identificación por vídeo el { $date } a las { $time }.

    Una persona la revisará. Le avisaremos del resultado por correo. Hasta entonces no queda registrado por esta vía.
email-identification-received-basic =
    Hemos recibido su identificación por vídeo el { $date } a las { $time }.

    Las comprobaciones automáticas son correctas y ya tiene un registro de nivel básico. Una persona revisará su cara y su documento. Le avisaremos del resultado por correo: el registro pasará a nivel avanzado o se dará de baja.
email-identification-confirmed-subject = Su identificación por vídeo está confirmada
email-identification-confirmed =
    Una persona revisó su identificación por vídeo el { $date } a las { $time } y la confirmó. Su registro es de nivel avanzado.

    El documento con el resultado está en la sede electrónica con este código: { $code }
email-identification-refused-subject = No hemos podido confirmar su identificación por vídeo
email-identification-refused =
    Una persona revisó su identificación por vídeo el { $date } a las { $time } y no la confirmó. Por esta vía no queda registrado.

    El documento con el resultado está en la sede electrónica con este código: { $code }

    Puede registrarse en una oficina, con un certificado electrónico o con una carta de invitación.
email-identification-withdrawn =
    Una persona revisó su identificación por vídeo el { $date } a las { $time } y no la confirmó. El registro de nivel básico que tenía se ha dado de baja: ya no puede identificarse con él.

    El documento con el resultado está en la sede electrónica con este código: { $code }

    Puede registrarse de nuevo en una oficina o con un certificado electrónico.
email-password-activated-subject = Su contraseña permanente está activada
email-password-activated =
    Su contraseña permanente está activada desde el { $date } a las { $time }.

    Ya puede identificarse con su DNI o NIE y esa contraseña. Guarde el código de activación: lo necesitará si la olvida.
email-password-changed-subject = Su contraseña permanente ha cambiado
email-password-changed =
    Su contraseña permanente cambió el { $date } a las { $time }. La anterior ya no sirve.
email-password-locked-subject = Demasiados intentos con su contraseña permanente
email-password-locked =
    El { $date } a las { $time } alguien escribió demasiadas contraseñas equivocadas con su número, en un navegador que usted no ha usado nunca.

    Nadie ha entrado. Desde navegadores desconocidos su contraseña ya no sirve. En los que usted ya ha usado sigue sirviendo, y también las demás formas de identificarse.

    Para volver a usarla en un navegador nuevo, ponga otra contraseña: necesita su código de activación y su móvil.
email-code-renewed-subject = Tiene un código de activación nuevo
email-code-renewed =
    El { $date } a las { $time } se hizo un código de activación nuevo de su contraseña permanente. El anterior ya no sirve.
email-phone-displaced-subject = Su registro ya no puede usar su móvil
email-phone-displaced =
    El { $date } a las { $time } otra persona demostró que tiene el móvil que usted nos dio. Desde entonces su registro no puede usarlo.

    Su registro sigue existiendo, pero no podrá identificarse con PIN hasta que dé otro móvil. Para darlo, pida una carta de invitación: llegará a su domicilio fiscal.
email-passkey-added-subject = Se ha añadido una llave de acceso a su registro
email-passkey-added =
    El { $date } a las { $time } se añadió una llave de acceso a su registro. Con ella se puede entrar en su nombre sin PIN ni contraseña.

    Si ha sido usted, no tiene que hacer nada. Si no, identifíquese, abra «Mi identidad», quite esa llave y llámenos.
email-certificate-ready-subject = Su certificado está listo
email-certificate-ready =
    Su certificado está listo desde el { $date } a las { $time }.

    Para descargarlo, entre en la sede electrónica, elija «Comprobar un documento» y escriba este código:

    { $code }

    Quien tenga el código puede ver el certificado. Dé el código solo a quien deba verlo.
email-certificate-needs-visit-subject = Su solicitud ya tiene resultado
email-certificate-needs-visit =
    Su solicitud { $reference } tiene resultado desde el { $date }.

    Por ahora no se entrega por internet. Llame al { $helpline } o vaya a una oficina de { $body } con su documento de identidad.
email-application-in-review-subject = Estamos revisando su solicitud
email-application-in-review =
    Desde el { $date } una persona está revisando su solicitud { $reference }.

    No tiene que hacer nada. Le avisaremos por SMS cuando haya un resultado.

email-app-activated-subject = La app se ha activado a su nombre
email-app-activated = El { $date } a las { $time } la app se activó a su nombre en un dispositivo nuevo. Con él se pueden confirmar identificaciones.
email-app-activated-replaced = Sustituye al que usted llamaba «{ $device }», que ya no confirma nada.
email-app-activated-veto = Si no ha sido usted, abra la app en ese dispositivo antes del { $date } a las { $time } y diga «No he sido yo»: el nuevo quedará anulado.

# Lo que dice una carta, para quien no puede ver el PDF.
letter-invitation-subject = Carta de invitación
letter-invitation-code = Carta de invitación para { $name }. Código: { $code }. Puede usarse hasta el { $date } en { $address }.
letter-invitation-notice = Carta para { $name }: alguien ha pedido una carta de invitación con su número. Usted ya está registrado. Si no ha sido usted, llame al { $helpline }.

# Fechas
date-1 = { $day } de enero de { $year }
date-2 = { $day } de febrero de { $year }
date-3 = { $day } de marzo de { $year }
date-4 = { $day } de abril de { $year }
date-5 = { $day } de mayo de { $year }
date-6 = { $day } de junio de { $year }
date-7 = { $day } de julio de { $year }
date-8 = { $day } de agosto de { $year }
date-9 = { $day } de septiembre de { $year }
date-10 = { $day } de octubre de { $year }
date-11 = { $day } de noviembre de { $year }
date-12 = { $day } de diciembre de { $year }

# Alerts: their only link opens a page that takes things away and opens nothing.
email-alert-link = Si no ha sido usted, abra esta página: permite cerrarlo todo al momento y no le pide ningún dato.
email-alert-footer =
    Este mensaje lo envía { $body }. No hay que responderlo, y su único enlace es el de arriba, que sirve una semana.
    Si no ha sido usted, llame al { $helpline }.
means-pin = PIN de un solo uso
means-app = App
means-password = Contraseña permanente
means-passkey = Llaves de acceso
means-certificate = Certificado electrónico o DNIe
email-unknown-browser-subject = Alguien ha entrado en su nombre con un navegador nuevo
email-unknown-browser =
    El { $date } a las { $time } se entró en su nombre con un navegador que usted no había usado nunca.

    Si ha sido usted, no tiene que hacer nada.
email-frozen-subject = Su identidad está congelada
email-frozen =
    El { $date } a las { $time } se congeló su identidad. Desde entonces nadie entra en su nombre y los servicios no reciben nada.

    Para descongelarla, identifíquese con una forma que llegue al nivel sustancial, o acuda a una oficina de registro.
email-thawed-subject = Su identidad vuelve a estar abierta
email-thawed = El { $date } a las { $time } se descongeló su identidad. Sus formas de identificarse funcionan de nuevo.
email-means-off-subject = Se ha desactivado una de sus formas de identificarse
email-means-off = El { $date } a las { $time } se desactivó «{ $means }» en su registro. Ya no abre nada en su nombre.
email-means-on-subject = Se ha activado una de sus formas de identificarse
email-means-on = El { $date } a las { $time } se activó de nuevo «{ $means }» en su registro.
email-contact-changed-subject = Han cambiado los datos de contacto de su registro
email-contact-changed = El { $date } a las { $time } cambió el móvil o el correo de su registro. Este mensaje va a la dirección que había antes.
email-passkey-removed-subject = Se ha quitado una llave de acceso
email-passkey-removed = El { $date } a las { $time } se quitó una llave de acceso de su registro. Ya no abre nada en su nombre.
email-app-deactivated-subject = Se ha desactivado la app
email-app-deactivated = El { $date } a las { $time } se desactivó la app en su registro. Ya no confirma nada en su nombre.
email-intervened-subject = Una medida sobre su identidad
email-intervened-lifted-subject = Se ha levantado una medida sobre su identidad
email-intervened-suspended =
    El { $date } a las { $time } la administración suspendió su identidad hasta el { $last }. Hasta ese día no puede identificarse de ninguna forma; después volverá a funcionar sola.

    Para saber el motivo, llámenos o vaya a una oficina con su documento.
email-intervened-blocked =
    El { $date } a las { $time } la administración bloqueó su identidad. No puede identificarse de ninguna forma ni registrarse de nuevo hasta que se levante.

    Para saber el motivo, llámenos o vaya a una oficina con su documento.
email-intervened-new-password =
    El { $date } a las { $time } la administración pidió que cambie su contraseña permanente. Hasta que lo haga, con su código de activación y un SMS, la contraseña no sirve. Las demás formas de identificarse siguen funcionando.

    El motivo está anotado, y lo ve en su actividad. Si no lo esperaba, llámenos.
email-intervened-new-proofing =
    El { $date } a las { $time } la administración pidió que demuestre de nuevo quién es. Hasta entonces solo alcanza el nivel bajo.

    El motivo está anotado, y lo ve en su actividad. Si no lo esperaba, llámenos.
email-intervened-device-off =
    El { $date } a las { $time } la administración desactivó la app en su dispositivo. Sigue registrado y recibe el PIN por SMS.

    El motivo está anotado, y lo ve en su actividad. Si no lo esperaba, llámenos.
email-intervened-sessions-ended =
    El { $date } a las { $time } la administración cerró todas sus sesiones. Para seguir, identifíquese de nuevo.

    El motivo está anotado, y lo ve en su actividad. Si no lo esperaba, llámenos.
email-intervened-lifted =
    El { $date } a las { $time } la administración levantó una medida sobre su identidad, que deja de tener efecto.

    El motivo está anotado, y lo ve en su actividad. Si no lo esperaba, llámenos.
