# Common
to-register = Back to the registration
to-entrance = Back to the start
call-title = If you need to talk to somebody
call = Call <a>{ $phone }</a>, { $hours }.
more-title = More help
never-title = For your safety

# Support number
support-title = How to type the support number
support-lead = It has 9 characters: a letter and 8 digits. It is on your card or certificate and is not the NIE.
support-card-title = Foreigner identity card (TIE)
support-card = It is at the top right, under the type of permit, for example “Estudiante”. It starts with E.
support-permit-title = Residence permit
support-permit = It is on the front, at the top right. It starts with E.
support-union-title = Certificate of a citizen of the Union
support-union = Type a C and the number of the certificate. On old certificates, the size of a sheet, it is on the front. For 1234567 type C01234567.
support-zeros-title = If your number has fewer than 8 digits
support-zeros = Put zeros between the letter and the number until there are 8 digits: E87654 is typed E00087654. If you leave them out, we put them in.
support-new-title = If you have renewed the card
support-new = The support number changes with every card. Use the one of the card that is in force.

# Dates of the DNI
dni-title = Which date of the DNI we ask for
dni-lead = The validity date. If your DNI is permanent, the date of issue.
dni-validity-title = The validity date
dni-validity = It is on the right, beside the date of issue. Type the day, the month and the year with four digits, like 9 3 2031.
dni-permanent-title = If it says 01 01 9999
dni-permanent = Your DNI is permanent. Choose that and type the date of issue, which is just to the left. On old DNI cards it is on the back.
dni-old-title = If it says PERMANENTE and is older than 2006
dni-old = It still works, but it has to be renewed before 3 August 2031.

# Code of the letter
letter-title = How to get the code of the invitation letter
letter-lead = It is a code of 16 characters that is only in the letter. We give it neither by telephone nor by e-mail.
letter-ask-title = 1. Ask for the letter
letter-ask = Press <a>Register</a>, give the data of your document and choose “Ask for an invitation letter”. It reaches your tax address in some days.
letter-where-title = 2. Look for the box
letter-where = The code is in a box under the greeting, in four groups of four characters.
letter-type-title = 3. Type it
letter-type = Capitals or small letters, with hyphens or without: it is all the same. There are no zeros and no ones: a circle is the letter O, and a stroke is the letter I.
letter-limits-title = How long it lasts
letter-limits = It is valid for { $days } days and can be mistyped { $tries } times. If you ask for another letter, the code of the one before no longer works.
letter-safety = The code is for you alone. If anybody asks you for it, do not give it.

# SMS
sms-title = I do not receive the SMS
sms-lead = Try these three things, in this order. They usually solve it.
sms-main-title = 1. Look at the main card
sms-main = If you have several cards with one number (multi-SIM), the SMS arrive at the main one only. Check too that you registered the mobile that you are looking at.
sms-operator-title = 2. Ask your operator
sms-operator = Some let no SMS from special numbers through. Ask them to allow these.
sms-handset-title = 3. Put your card into another telephone
sms-handset = In nine of ten cases all the waiting SMS arrive then. Afterwards you can go back to your telephone.
sms-changed-title = If you no longer have the mobile that you registered
sms-changed = Change it at a registration office, with your document. Call { $phone } to learn which one is near you.
sms-frozen-title = If you froze your identity or switched the PIN off
sms-frozen = Then none is sent. Enter in another way: the page will tell you what is so and what you can do.
sms-wait = Every code works for some minutes. If you ask for another, use the last one that arrives.

# Data not confirmed
denied-title = My data are not confirmed
denied-lead = For safety we do not say which of the two data fails. These are the causes that we see most.
denied-compare-title = 1. Compare the data with the document
denied-compare = Use the document that is in force. The <a>support number</a> changes with every card, and of the DNI we ask for one certain <a>date</a>.
denied-renewal-title = 2. Has it expired, or is it being renewed?
denied-renewal = If your card has expired and the new one is on its way, that is the most frequent cause. Call { $phone } first. If that does not solve it, ask the immigration office. With a DNI, ask a DNI office.
denied-browser-title = 3. Change your browser
denied-browser = Delete the cookies, close the browser and open it again. If nothing changes, try another browser.
denied-tries-title = If you have tried many times
denied-tries = Wait a quarter of an hour before you try again.
