title = Certificate of offences of a sexual nature
trail = You are here
trail-home = Home
trail-procedures = Services
trail-here = Certificate
kicker = Certificates
lead = It attests that no final conviction for these offences is on record on the day of issue. It is asked for to work or volunteer habitually with minors.
declined-title = You did not identify yourself
declined = We sent and kept nothing. You can start whenever you like.
fact-free = Free
fact-free-text = No fees
fact-now = At once
fact-now-text = In nearly all cases
fact-level = Any level
fact-level-text = The basic registration is enough
start = Start the procedure
check = Check the technical requirements
first-register = Is it your first time? <a>Register for free</a> before you start.
index = On this page

what = What it is
what-is = It says whether final convictions for offences against sexual freedom or for trafficking in human beings are on record.
what-register = The Central Register of Sex Offenders and of Trafficking in Human Beings is consulted on the day of issue.

who = Who can ask for it
who-self = Anybody aged { $age } or over, for themselves.
who-represented = For somebody under { $age } or who needs support: their father or mother, legal guardian, de facto guardian, curator or judicial defender.
who-others = Companies and volunteering bodies can consult it with your prior and express consent. They obtain a negative one only.
who-here = Here each person asks for their own. If you represent somebody, <a>call us</a> and we will tell you where to ask and with which documents.

when = When it is needed
when-needed = For every profession, trade or volunteering that consists in dealing habitually with minors, paid or not (article 57 of Ley Orgánica 8/2021).
when-habitual = Dealing is habitual if it is repeated, direct and regular, and not occasional, or if the activity is mainly meant for minors.
when-not = It is not needed for posts that serve the general public, even if there are minors among them.
when-forbidden = With a conviction for these offences nobody may work with minors. If it comes later, the company must be told and the contact ends at once.

nationality = If you are not a Spanish national
foreign-title = The certificate of your country
foreign = Besides this certificate you will have to provide an equivalent one of the country of your nationality.
foreign-eu = Nationals of a country of the European Union need not: the register asks their country.

validity = Presenting and renewing it
validity-none = It is presented when the activity begins. It does not expire: it says what is on record on its date, and the law does not oblige anybody to renew it from time to time.
validity-again = Another one is needed if you change employer, or if your work changes and is with minors from then on.
validity-suspicion = The company may ask again if it has good reason to suspect a later conviction.

how = How it is done
how-identify = You identify yourself
how-identify-text = With the PIN that is sent to your mobile. If you are not registered, <a>register for free</a>.
how-review = You review your data
how-review-text = They are filled in already. You only add a telephone and the purpose.
how-download = You download the certificate
how-download-text = A sealed PDF with a code, so that anybody can check it.
how-online = Online is the fastest way. It takes longer only if your identity or a coincidence of data must be cleared up: then we send you an SMS with the code to download it.

verify = Checking a certificate
verify-duty = Whoever accepts the certificate is responsible for checking it. <a>Type the 22 characters of its code</a> and compare the original with the copy.
verify-not = It need not be checked:
verify-not-administration = if a public body obtained the datum through the data intermediation platform;
verify-not-company = if a company received the certificates directly from us, in a grouped application.

other = Other ways to obtain it
other-lead = We recommend the electronic ways: no queues, no waiting.
other-administration = A public body asks you for it: let it look it up and you need not provide it (article 28 of Ley 39/2015).
other-company = A whole staff needs it: the company or body can ask for them together, with the consent of each person.
other-person = In person: by appointment, at the citizens’ office or the territorial office. Bring your identity document and a copy. It is not always handed over at once.

more = More information
offences = Which offences are included
offences-law = Offences against sexual freedom (title VIII of the Spanish Criminal Code) and trafficking in human beings (title VII bis):
offence-assault = sexual assault, which since 2022 includes what used to be called sexual abuse;
offence-harassment = sexual harassment;
offence-exhibition = exhibitionism and sexual provocation;
offence-prostitution = prostitution and sexual exploitation;
offence-corruption = corruption of minors;
offence-trafficking = trafficking in human beings.
abroad = Using it abroad: apostille
abroad-text = It is the only Spanish certificate for working with minors. It is apostilled or legalised on paper: there is no electronic way to apostille it. You can also ask for the certificate of criminal records and have that apostilled.
outcome = What may come of it
outcome-negative = If nothing is on record the certificate is negative, and you download it here.
outcome-review = If something must be cleared up, a person looks at it. You follow the application at this office.
outcome-positive = If there are convictions, the certificate transcribes them. We hand it to you alone, and will tell you how.
law = Rules
law-8-2021 = Ley Orgánica 8/2021, on the protection of children and adolescents against violence: articles 57 to 60.
law-1-1996 = Ley Orgánica 1/1996, on the legal protection of minors, as amended by Ley 26/2015.
law-45-2015 = Ley 45/2015, on volunteering.
law-1110-2015 = Real Decreto 1110/2015, on the register, as amended by Real Decreto 407/2024.
law-10-2022 = Ley Orgánica 10/2022, on the guarantee of sexual freedom.
law-39-40 = Leyes 39/2015, on administrative procedure, and 40/2015, on the legal regime of the public sector.
law-aepd = Report 0401/2015 of the Spanish Data Protection Agency, on habitual work with minors.
data = Data protection
data-who = Controller: { $body }.
data-why = We use your data to identify you, to consult the register and to issue the certificate. The law demands it; it does not rest on your consent.
data-criminal = Data on criminal convictions are processed only under the control of public authority (article 10 of the General Data Protection Regulation and of Ley Orgánica 3/2018).
data-whom = We give them to nobody. Whoever has the code sees the certificate: give it only to those who must check it.
data-kept = We keep the application and the certificate for as long as it can be checked, encrypted with a key of your own.
data-rights = You can see, correct or limit your data and object to their use, and complain to the Spanish Data Protection Agency. <a>Full information</a>

aside = Other matters
aside-asked = I have asked for it
aside-status = See the status of my application
aside-verify = Check a certificate
aside-company = Companies and bodies
aside-company-text = If your staff work with minors, all certificates can be asked for together, with the consent of each person.
aside-administration = A public body asks you for it
aside-administration-text = You need not provide it: you can let it look it up.
