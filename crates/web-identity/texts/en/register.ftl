# Common
step-document = Your document
step-confirm = How to confirm
step-contact = Your mobile and e-mail
step-receipt = Receipt
only-you = The code is for you alone. If anybody asks you for it, do not give it.
back-to-service = Go back to { $service }

# Your document
document-title = Your identity document
document-lead = Have your card at hand: you need two data that appear on it.
before-title = Before you start
before-in-force = Your document must be in force.
before-only-you = You can register only yourself, not another person.
before-nothing = If you stop halfway, you are not registered.
registered-already = Already registered? <a>Enter with a PIN</a>.
under-way-title = You have a registration under way
under-way = You can <a>go on where you left off</a> or start again here.

# Not confirmed, out of force
refused-title = We could not confirm those data
refused-lead = We cannot go on with the number and the datum of your document. For your safety we do not say which of the two fails.
refused-compare = <b>Compare both data with the document that is in force.</b> The support number changes with every card. <a>Type the data again</a>
refused-renewal = <b>Has your card expired, or is it being renewed?</b> That is a frequent cause. Call { $phone } first. If that does not solve it, ask the immigration office or the DNI office.
refused-browser = <b>Change your browser.</b> Close this one, delete its cookies and try another.
refused-door = What to do if your data are not confirmed
expired-title = Your document has expired
expired-lead = It expired on { $date }. To register it must be in force.
expired-renew-card = Renew your card at the immigration office and come back with the new one.
expired-renew-dni = Make an appointment to renew your DNI and come back with the new one.
expired-call = If you think that this is a mistake, call { $phone }.
renewal-title = Your document has expired and the new one is on its way
renewal-lead = It expired on { $date }. We cannot register you until you have the new one.
renewal-call = Call { $phone } first: they will tell you what you can do meanwhile.
renewal-office-card = If that does not solve it, ask the immigration office that is renewing it.
renewal-office-dni = If that does not solve it, ask the DNI office that is renewing it.

# How to confirm
ways-title = How do you want to confirm that it is you?
ways-lead = The data of { $number } are right. Now you need an invitation letter.
ways-have = I already have an invitation letter
ways-have-note = Type its code and finish now. About 5 minutes.
ways-ask = Ask for an invitation letter
ways-ask-note = We send it to your tax address. Some days, as long as the mail takes.
ways-empty = Choose one of the options.
ways-level = With the letter you get the basic registration. Some procedures need the advanced one, which you get with an electronic certificate or at an office.
no-address-title = We cannot send you a letter
no-address = We have no tax address of yours on record, and letters are sent only to that address. If you have a new one, tell the tax agency and come back.
address-abroad = Your tax address is outside Spain and letters are sent only within it. If it has changed, update it at the tax agency and come back.
other-ways = Other ways to register
other-office = <b>At a registration office</b>, with your document. Call { $phone } to learn which one is near you. It takes as long as the appointment does, and you get the advanced registration.
other-certificate = <b>With an electronic certificate or DNIe</b> you get the advanced registration in some minutes. This way is not open here yet: ask at { $phone }.
have-letter = Did a letter reach you before? <a>Type its code</a>.
ways-aside-title = Why a letter
ways-aside = The letter reaches the address that the administration already knows. So nobody who has only a copy of your document can register in your place.

# Asking for the letter
letter-title = Ask for your invitation letter
letter-lead = To register this way you need a letter with a code. We send it by mail to your tax address.
letter-address = We use the address that the tax agency has on record today. It cannot be changed here: if it is wrong, update it there first.
letter-newest = The newest letter cancels the code of those before. At most one is sent every { $hours } hours.
letter-days = The code is valid for { $days } days.
letter-send = Yes, send me an invitation letter to my tax address
letter-not = Do not send it

# Letter requested
requested-title = Your letter is on its way
requested-lead = We will send it by mail to the tax address that is on record today. It usually takes some days.
requested-done = Letter requested
requested-done-text = If you had asked for another in the last { $hours } hours, you will receive that one.
requested-arrives = You receive the letter
requested-arrives-text = It has a code of 16 characters and the last day on which it can be used.
requested-return = Come back and type the code
requested-return-text = Press “Register” again, give the data of your document and choose “I already have an invitation letter”. We will ask for your mobile and e-mail.
requested-ready = You can identify yourself
requested-ready-text = At once, at any electronic office.
requested-address-title = The address cannot be changed here
requested-address = We use the one that the tax agency has on record. If it is wrong, update it there and ask for another letter.
requested-late-title = If it does not arrive
requested-late = You can ask for another letter after { $hours } hours. When it is sent, the code of the one before no longer works.
accept = Accept

# Code of the letter
code-title = Type the code of your letter
code-hint = It has 16 characters in four groups. The hyphens appear by themselves.
code-empty = Type the code of your letter.
code-length = The code has 16 characters. Compare it with the letter group by group.
code-character = The code has only letters from A to Z and digits from 2 to 7. Compare it with the letter.
code-wrong = { $left ->
    [one] That code is not right. You have one try left.
   *[other] That code is not right. You have { $left } tries left.
 }
code-blocked = There are no tries left and, for safety, the letter no longer works. Ask for another.
code-expired = That code has expired. Ask for another letter.
code-used = That code has been used. If it was not you, call { $phone }.
code-superseded = That code no longer works because you asked for another letter. Use the newest one.
code-where = Where is the code?
code-lost = I cannot find the letter or the code does not work
code-lost-text = You can <a>ask for another letter</a> or go to a registration office with your document.
code-guide = How do I get the code of my invitation letter?
code-alphabet = There are no zeros and no ones: a circle is the letter O, and a stroke is the letter I.

# The letter changes nothing
active-title = You are registered already
active-lead = Your registration works and the letter changes nothing in it.
active-try = Identify with a PIN. It arrives at the mobile that you registered.
active-door = Enter with a PIN
office-only-title = The letter cannot register you again
office-only-lead = Your registration was ended. To register again you need an electronic certificate, or to go to an office.
office-only-try = Call { $phone } to learn which office is near you. Take your document with you.
letter-gone-title = The letter no longer works
letter-gone-lead = It was used, expired or replaced while you were registering. You are not registered.
letter-gone-try = Use the code of the newest letter or ask for another.
letter-gone-door = Start again

# Mobile and e-mail
contact-title = Your mobile and your e-mail
contact-lead = On the mobile you will receive the PINs with which you identify.
phone-label = Mobile
phone-hint = If it is not Spanish, type the country prefix too, like +33.
phone-empty = Type your mobile.
phone-no-prefix = A Spanish mobile has 9 digits and starts with 6 or 7. If yours is from another country, type the prefix, like +33.
phone-shape = That number has letters, or too many or too few digits. Type it like 600 000 017, or with the country prefix.
phone-country = No country has that prefix. Check it.
phone-not-mobile = That number is not a mobile and cannot receive SMS. Type a mobile.
email-label = E-mail address
email-hint = To tell you about changes in your registration. We never send codes by e-mail.
email-empty = Type your e-mail address.
email-shape = An e-mail address has a name, an at sign and a domain, like name@example.es.
email-long = That e-mail address is too long. Check it.
contact-next = We will send you an SMS with a code, to check that the mobile is yours.
contact-send = Send the code to the mobile
contact-one-title = One mobile, one person
contact-one = Each mobile serves a single registration. Type one that only you use.
contact-foreign = Some operators of other countries do not deliver these SMS.
too-many-codes-title = You have asked for too many codes
too-many-codes-lead = For safety we have to wait before we send another SMS.
too-many-codes-try = Try again in an hour, or start again later. Your letter still works.
too-many-codes-door = Go back to the code that you have
too-soon-title = You have just asked for a code
too-soon-lead = An SMS can take a moment, and another code would void the one that is on its way.
too-soon-try = You can ask for another in { $wait }.
too-soon-door = Go back to the code that is on its way

# Code of the SMS
sms-title = Type the code of the SMS
sms-lead = We have sent it to { $phone }. It arrives within seconds.
sms-label = Code of 6 digits
sms-hint = It is in the SMS that you have just received.
sms-shape = The code has 6 digits. Look at the SMS.
sms-wrong = { $left ->
    [one] That code is not right. You have one try left.
   *[other] That code is not right. You have { $left } tries left.
 }
sms-void = That code can no longer be used: there are no tries left. Ask for another.
sms-expired = That code has expired. Ask for another.
sms-expires-in = The code expires in
sms-over = The code has expired. Ask for another.
sms-change = Change the mobile or the e-mail
resend-title = The code does not arrive?
resend-in = You can ask for another in
resend-wait = After that time you can ask for another.
resend-check = Check now
resend-now = You can now ask for another code.
resend = Send another code
resend-voids = If you ask for another, the one before no longer works.
sms-help = I do not receive the SMS
sms-safety = Nobody from the administration will ever ask you for this code by telephone or by message.

# Conditions
terms-title = Check your data and accept the conditions
fact-name = Name
fact-number = DNI or NIE
fact-phone = Mobile
fact-email = E-mail
fact-registration = Registration
change-phone = the mobile
change-email = the e-mail
in-use-title = That mobile belongs to another registration
in-use = You have shown that it is yours now. If you go on, the other registration can no longer use it, and we will tell its holder, who can give another number.
in-use-other = If two people use the mobile, <a>type another</a>.
displace-label = I understand that the other registration will no longer be able to use this mobile
displace-missing = Tick the box to keep this mobile, or type another.
conditions = Conditions of use
conditions-read = Read the conditions of use
conditions-version = Version { $version }
accept-label = I have read and accept the conditions of use
accept-missing = To register you have to accept the conditions.
send = Send and complete the registration
send-safety = Until you press “Send” you are not registered.

# Registration complete
done-title = Registration complete
done-lead = You can identify yourself now. Keep the receipt: it has your activation code.
activation-title = Activation code
activation-hint = Keep it: with it you activate your permanent password, or set another if you forget it.
done-basic = Basic, by letter, on { $date }
view-pdf = View PDF
view-pdf-what = of the receipt, signed
next-title = Now you can
next-service = Identify at { $service }
next-pin = Enter with a PIN
next-session = See your session
done-safety = The activation code is for you alone. Nobody from the administration will ask you for it.
done-shared = If you share the computer, press “Finish” and close the browser.
finish = Finish
receipt-file = registration-receipt.pdf
receipt-failed-title = The receipt is not ready
receipt-failed-lead = Your registration is complete. Only the PDF fails.
receipt-failed-try = Go back to the page before and press “View PDF” in some minutes. The activation code is on it.
receipt-failed-door = Back to the registration complete

# Too much time has passed
gone-title = This registration is no longer open
gone-lead = Too much time has passed and we have forgotten it.
gone-unfinished = If you did not get to see “Registration complete”, you are not registered and we have kept neither your mobile nor your e-mail.
gone-letter = If you asked for a letter, it is still on its way and its code will work.
gone-done = If you saw “Registration complete”, you are registered: <a>enter with a PIN</a>.
gone-again = Start again

minor-title = Minors register in person
minor-lead = Only people aged 18 or over can register online. Nothing has been kept.
minor-bring = Go to a registration office with your father, your mother or whoever represents you. Bring both identity documents and the family book or the document that proves the representation.
minor-call = Call { $phone }: they will tell you which office is near you and give you an appointment.

ways-video-lead = The data of { $number } are right. Choose how to go on.
ways-video = By video call
ways-video-note = A public employee attends to you and when it ends you are registered. About 15 minutes, plus the wait.
ways-video-closed = Closed now: it opens on { $date } at { $time }.
ways-video-closed-now = Closed now.
other-video = <b>By video call</b>: a public employee attends to you and when it ends you are registered. <a>Register by video call</a>
ways-self = With photographs and a video
ways-self-note = You photograph the document and film your face, at any hour. About 10 minutes; a person reviews it later.
other-self = <b>With photographs and a video</b>: you do it with your phone at any hour and a person reviews it later. <a>Register with photographs and a video</a>
