# Find
title = People
lead = To attend somebody who has a problem with their identity. Every look is written down, and the person sees it with its purpose.
number-label = Identity number
number-hint = DNI, NIE or another number by which the person identifies. Example: 12345678Z
number-empty = Write the identity number.
number-shape = A DNI has 8 digits and a letter, like 12345678Z. An NIE has a letter, 7 digits and another letter, like X1234567L.
number-letter = The letter does not belong to that number. Go through it with the person again, digit by digit.
number-unknown = Nobody with that number has been here. Go through it with the person again; if it is theirs, they are not registered.
number-not-registered = This person began to register and did not finish: there is no identity to attend. They can register with a letter, by video call or at an office.
purpose-label = What for
purpose-hint = At least { $least } letters. The person will read it in their activity. Example: calls because they do not recognise a log-in.
purpose-short = Write what for: at least { $least } letters.
purpose-long = { $most } letters at most. Make it shorter.
find = Find the person
too-many-title = Too many people in an hour
too-many = You can go on from { $time }. If more people have to be attended, a colleague at the desk goes on.
ended-title = The look at the person is over
ended = It lasts an hour. To go on, say again what for.
alerts-title = Reports from people
alerts-none = Nobody waits for an answer to a report.
alerts-waiting = { $count ->
    [one] One report “this was not me” waits.
   *[other] { $count } reports “this was not me” wait.
 }
alerts-open = See the reports

# A person
person-short = Person
until-time = Open until { $time }.
data-title = Data
fact-name = Name
fact-number = Number
fact-birth = Date of birth
fact-phone = Mobile
fact-email = E-mail
fact-lang = Language of messages
show = Show the data
show-note = Who saw them is written down, and the person sees it.
shown-title = The data are shown
shown = It has been written down. They are hidden again when the page is loaded anew.
registration-title = Registration
fact-state = State
fact-level = Level
fact-made = How it was made
fact-since = Since
state-active = In use
state-phone-displaced = Without a mobile: somebody else has it now
state-renounced = Given up by the person
state-revoked = Withdrawn by the administration
state-deceased = The person died
level-basic = Basic
level-advanced = Advanced
made-letter = With a letter
made-video-call = By video call
made-unattended = With pictures and a film
made-office = At an office
made-elsewhere = In another system
sessions = { $count ->
    [one] One open session
   *[other] { $count } open sessions
 }
sessions-none = No open session
reports = { $count ->
    [one] One report “this was not me” waits
   *[other] { $count } reports “this was not me” wait
 }

# Means
means-title = Means and devices
means-caption = How the person identifies
col-means = Means
col-state = State
col-since = Since
means-pin = PIN by SMS
means-app = App on “{ $name }”
means-app-none = App
means-password = Permanent password
means-passkey = Passkey “{ $name }”
means-passkey-none = Passkey
means-certificate = Electronic certificate
on = Works
off = Switched off by the person
none = Has none
closed = Closed by a measure
closed-registration = Closed: the registration is not in use
renew = Has to be changed
expired = Expired since { $since }
device-replaced = Replaced by another
device-deactivated = Deactivated
device-vetoed = Rejected by the person
device-locked = Locked after wrong codes

# Measures
in-force-title = Measures in force
in-force-none = None: the identity works as usual.
in-force-none-closed = None, but the registration is not in use: the identity opens nothing.
history-title = History of the measures
history-none = There has never been one.
history-caption = Measures, the newest first
col-measure = Measure
col-set = Set
col-end = End
kind-frozen = Frozen by the person
kind-suspended = Suspended
kind-blocked = Blocked
kind-new-password = New password required
kind-new-proofing = New proof of identity required
kind-pin-off = PIN switched off
kind-app-off = App switched off
kind-password-off = Password switched off
kind-passkey-off = Passkeys switched off
kind-certificate-off = Certificates switched off
by-person = the person
by-you = { $name } (you)
by-line = { $when } · { $who }
until-line = Until { $when }
lifted-line = Lifted: { $when } · { $who }
over-line = Ended by itself on { $when }
in-force = In force
own-block = You set it: somebody else has to lift it.
lift = Lift

# Intervene
acts-title = Intervene
acts-lead = Each measure asks for a reason and the passkey. The person gets an e-mail.
suspend = Suspend
suspend-title = Suspend the identity
suspend-lead = They cannot identify in any way until the day that you choose, and their sessions end now. After that it works again by itself.
block = Block
block-title = Block the identity
block-lead = They cannot identify in any way nor register again, without an end, and their sessions end now. Only somebody else at the desk can lift it.
new-password = Require a new password
new-password-title = Require a new password
new-password-lead = The password they have stops working until they change it with their activation code and an SMS. Everything else goes on working. Their sessions end now.
new-proofing = Require a new proof of identity
new-proofing-title = Require a new proof of identity
new-proofing-lead = Until they prove again who they are, they reach the low level only. Their sessions end now.
device = Deactivate the app
device-title = Deactivate the person's app
device-lead = The app stops confirming on “{ $name }”. The person stays registered and gets the PIN by SMS.
end-sessions = End their sessions
end-sessions-title = End all their sessions
end-sessions-lead = They will have to identify again everywhere. Nothing else changes.
until-hint = Today at the earliest, and a year from now at the latest. Example: 31 12 { $year }
until-empty = Write the last day of the suspension.
until-range = It has to be today or a day within a year. For longer, block.
reason-hint = Write what happened and how you checked it. At least { $least } letters. Your colleagues, auditors and the person will read it.
back = Go back and do nothing
lift-title = Lift: { $what }
lift-lead = The measure stops having effect at once, and the person gets an e-mail.
lift-do = Lift the measure

# Afterwards
done-title = Done
done-intervened = The measure is in force, and the person will get an e-mail.
done-lifted = The measure has no effect any more, and the person will get an e-mail.
done-ended = Their sessions have ended, and the person will get an e-mail.
done-device = The app does not confirm on that device any more, and the person will get an e-mail.
changed-title = Somebody else intervened meanwhile
changed = Nothing was done. Look at how it stands now and decide again.
already-title = That measure is in force already
already = Nothing was done. To change it, lift the one that is there first.
no-device-title = That app was not active any more
no-device = Nothing was done: the person gets the PIN by SMS already.
no-password-title = They have no permanent password
no-password = Nothing was done: there is no password to change.
not-in-force-title = That measure was not in force any more
not-in-force = Nothing was done: somebody else lifted it, or it ended by itself.
same-officer-title = Somebody else has to lift it
same-officer = Whoever blocks an identity does not open it again. Nothing was done.
