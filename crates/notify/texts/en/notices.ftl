# SMS: one segment of 160 GSM-7 characters, no links: a test checks it.
sms-phone-code = { $alias }: your code to confirm this phone is { $code }. Valid for { $minutes } min. Do not share it with anyone.
sms-welcome = { $alias }: your registration is complete. You can now identify yourself with a PIN. If it was not you, call { $helpline }.
sms-welcome-code = { $alias }: registration complete. Activation code: { $code }. Do not share it with anyone. If it was not you, call { $helpline }.
sms-level-raised = { $alias }: your registration is now advanced. There is nothing to do. If this was not you, call { $helpline }.
sms-level-raised-code = { $alias }: your registration is now advanced. New activation code: { $code }. Do not share it. If this was not you, call { $helpline }.
sms-identification-refused = { $alias }: we could not confirm your identification by video. Document with the result: { $code }. Questions: { $helpline }
sms-pin = { $alias }: your PIN for { $relying_party } is { $pin }. Valid for { $minutes } min. Do not share it with anyone.
sms-password-log-in = { $alias }: your code to enter with your permanent password is { $code }. Valid { $minutes } min. Do not share it with anybody.
sms-password-set = { $alias }: your code to set your permanent password is { $code }. Valid { $minutes } min. Do not share it with anybody.
sms-phone-displaced = { $alias }: since { $date } your registration does not use this phone. To give another one, ask for a letter. If it was not you, call { $helpline }.
sms-certificate-ready = { $alias }: you can now download your certificate at the electronic office. Code: { $code }
sms-certificate-needs-visit = { $alias }: your application { $reference } has a result. To receive it, call { $helpline } or visit an office.
sms-application-in-review = { $alias }: we are reviewing your application { $reference }. We will tell you by SMS; you need do nothing.
sms-app-code = { $alias }: your code to activate the app is { $code }. Valid for { $minutes } min. Do not share it with anyone.
sms-app-activated = { $alias }: the app was activated in your name on a new device. If this was not you, call { $helpline }.

# E-mails: the subject is the fact; the first line says what changed and when.
email-footer =
    This message is sent by { $body }. It carries no links and needs no answer.
    If it was not you, call { $helpline }.
email-welcome-subject = Your registration is complete
email-welcome =
    Your registration has been complete since { $date } at { $time }.

    What you can do now:

    - Identify yourself with a PIN. In the service that you want to use, type your DNI or NIE and ask for the PIN. It comes by SMS to the mobile that you gave us and is valid for a few minutes.
    - Keep the receipt of the registration. It carries the activation code, with which you activate your permanent password if you want to enter without asking for a PIN each time: choose “Permanent password” on the page of the registry and have at hand your number, that code, this e-mail address and your mobile. Nobody will ask you for it by phone or e-mail.
email-level-raised-subject = Your registration is now advanced
email-level-raised =
    Your registration has been advanced since { $date } at { $time }: a second person has reviewed your video call.

    With this level you can use more services. There is nothing to do.
email-identification-received-subject = We have received your identification by video
email-identification-received =
    We received your identification by video on { $date } at { $time }.

    A person will review it. We will tell you the result by e-mail. Until then you are not registered by this route.
email-identification-received-basic =
    We received your identification by video on { $date } at { $time }.

    The automatic checks are right and you already have a registration at the basic level. A person will review your face and your document. We will tell you the result by e-mail: the registration will rise to the advanced level or will be withdrawn.
email-identification-confirmed-subject = Your identification by video is confirmed
email-identification-confirmed =
    A person reviewed your identification by video on { $date } at { $time } and confirmed it. Your registration is at the advanced level.

    The document with the result is at the electronic office under this code: { $code }
email-identification-refused-subject = We could not confirm your identification by video
email-identification-refused =
    A person reviewed your identification by video on { $date } at { $time } and did not confirm it. You are not registered by this route.

    The document with the result is at the electronic office under this code: { $code }

    You can register at an office, with an electronic certificate or with an invitation letter.
email-identification-withdrawn =
    A person reviewed your identification by video on { $date } at { $time } and did not confirm it. The registration at the basic level that you had was withdrawn: you can no longer identify yourself with it.

    The document with the result is at the electronic office under this code: { $code }

    You can register again at an office or with an electronic certificate.
email-password-activated-subject = Your permanent password is active
email-password-activated =
    Your permanent password has been active since { $date } at { $time }.

    You can now identify with your DNI or NIE and that password. Keep the activation code: you will need it if you forget the password.
email-password-changed-subject = Your permanent password has changed
email-password-changed =
    Your permanent password changed on { $date } at { $time }. The one before no longer works.
email-password-locked-subject = Too many tries at your permanent password
email-password-locked =
    On { $date } at { $time } somebody typed too many wrong passwords with your number, in a browser that you have never used.

    Nobody got in. In unknown browsers your password no longer works. In those that you have used it still does, and so do the other ways to identify.

    To use it in a new browser again, set another password: you need your activation code and your phone.
email-code-renewed-subject = You have a new activation code
email-code-renewed =
    A new activation code for your permanent password was made on { $date } at { $time }. The one before no longer works.
email-phone-displaced-subject = Your registration can no longer use your mobile
email-phone-displaced =
    On { $date } at { $time } another person proved to have the mobile that you gave us. Since then your registration cannot use it.

    Your registration still exists, but you cannot identify yourself with a PIN until you give another mobile. To give one, ask for an invitation letter: it will arrive at your tax address.
email-passkey-added-subject = A passkey was added to your registration
email-passkey-added =
    On { $date } at { $time } a passkey was added to your registration. With it somebody can log in as you without a PIN or a password.

    If it was you, there is nothing to do. If not, identify yourself, open "My identity", remove that passkey and call us.
email-certificate-ready-subject = Your certificate is ready
email-certificate-ready =
    Your certificate has been ready since { $date } at { $time }.

    To download it, go to the electronic office, choose "Check a document" and type this code:

    { $code }

    Whoever has the code can see the certificate. Give the code only to those who should see it.
email-certificate-needs-visit-subject = Your application has a result
email-certificate-needs-visit =
    Your application { $reference } has had a result since { $date }.

    For now it is not delivered online. Call { $helpline } or visit an office of { $body } with your identity document.
email-application-in-review-subject = We are reviewing your application
email-application-in-review =
    Since { $date } a person has been reviewing your application { $reference }.

    You need do nothing. We will tell you by SMS when there is a result.

email-app-activated-subject = The app was activated in your name
email-app-activated = On { $date } at { $time } the app was activated in your name on a new device. It can confirm that you identify yourself.
email-app-activated-replaced = It replaces the one that you called “{ $device }”, which confirms nothing any more.
email-app-activated-veto = If this was not you, open the app on that device before { $date } at { $time } and say “This was not me”: the new one will be cancelled.

# What a letter says, for whoever cannot see the PDF.
letter-invitation-subject = Invitation letter
letter-invitation-code = Invitation letter for { $name }. Code: { $code }. It can be used until { $date } at { $address }.
letter-invitation-notice = Letter for { $name }: somebody asked for an invitation letter with your number. You are registered already. If it was not you, call { $helpline }.

# Dates
date-1 = { $day } January { $year }
date-2 = { $day } February { $year }
date-3 = { $day } March { $year }
date-4 = { $day } April { $year }
date-5 = { $day } May { $year }
date-6 = { $day } June { $year }
date-7 = { $day } July { $year }
date-8 = { $day } August { $year }
date-9 = { $day } September { $year }
date-10 = { $day } October { $year }
date-11 = { $day } November { $year }
date-12 = { $day } December { $year }

# Alerts: their only link opens a page that takes things away and opens nothing.
email-alert-link = If it was not you, open this page: it lets you close everything at once and asks for no data.
email-alert-footer =
    This message is sent by { $body }. It needs no answer, and its only link is the one above, which works for a week.
    If it was not you, call { $helpline }.
means-pin = One-time PIN
means-app = The app
means-password = Permanent password
means-passkey = Passkeys
means-certificate = Electronic certificate or DNIe
email-unknown-browser-subject = Somebody entered in your name with a new browser
email-unknown-browser =
    On { $date } at { $time } somebody entered in your name with a browser that you had never used.

    If it was you, there is nothing to do.
email-frozen-subject = Your identity is frozen
email-frozen =
    On { $date } at { $time } your identity was frozen. Since then nobody enters in your name and services receive nothing.

    To thaw it, identify in a way that reaches the substantial level, or go to a registration office.
email-thawed-subject = Your identity is open again
email-thawed = On { $date } at { $time } your identity was thawed. Your ways to identify work again.
email-means-off-subject = One of your ways to identify was switched off
email-means-off = On { $date } at { $time } “{ $means }” was switched off in your registration. It opens nothing in your name any more.
email-means-on-subject = One of your ways to identify was switched on
email-means-on = On { $date } at { $time } “{ $means }” was switched on again in your registration.
email-contact-changed-subject = The contact data of your registration changed
email-contact-changed = On { $date } at { $time } the mobile or the e-mail address of your registration changed. This message goes to the address of before.
email-passkey-removed-subject = A passkey was removed
email-passkey-removed = On { $date } at { $time } a passkey was removed from your registration. It opens nothing in your name any more.
email-app-deactivated-subject = The app was deactivated
email-app-deactivated = On { $date } at { $time } the app was deactivated in your registration. It confirms nothing in your name any more.
email-intervened-subject = A measure about your identity
email-intervened-lifted-subject = A measure about your identity was lifted
email-intervened-suspended =
    On { $date } at { $time } the administration suspended your identity until { $last }. Until that day you cannot identify in any way; after that it works again by itself.

    To learn the reason, call us or go to an office with your document.
email-intervened-blocked =
    On { $date } at { $time } the administration blocked your identity. You cannot identify in any way nor register again until it is lifted.

    To learn the reason, call us or go to an office with your document.
email-intervened-new-password =
    On { $date } at { $time } the administration asked you to change your permanent password. Until you do, with your activation code and an SMS, the password does not work. The other ways to identify go on working.

    The reason is written down, and you see it in your activity. If you did not expect this, call us.
email-intervened-new-proofing =
    On { $date } at { $time } the administration asked you to prove again who you are. Until then you reach the low level only.

    The reason is written down, and you see it in your activity. If you did not expect this, call us.
email-intervened-device-off =
    On { $date } at { $time } the administration deactivated the app on your device. You stay registered and get the PIN by SMS.

    The reason is written down, and you see it in your activity. If you did not expect this, call us.
email-intervened-sessions-ended =
    On { $date } at { $time } the administration ended all your sessions. To go on, identify again.

    The reason is written down, and you see it in your activity. If you did not expect this, call us.
email-intervened-lifted =
    On { $date } at { $time } the administration lifted a measure about your identity, which has no effect any more.

    The reason is written down, and you see it in your activity. If you did not expect this, call us.
