# The frame of every page
skip-to-content = Skip to content
skip-index = Skip the information index
official-site = official site
language = Language
navigation = Main
help = Help
log-out = Log out
back = Back
continue = Continue
face-identity = Identity
face-sede = Electronic office
face-office = Workplace
face-inbox = Test inbox
demonstration = Demonstration: the people, numbers and documents are invented.

# Foot
foot-help = Do you need help?
foot-call = Call <a>{ $phone }</a>, { $hours }.
foot-write = Write to us
foot-about = About this site
foot-accessibility = Accessibility statement
foot-privacy = Data protection
foot-status = Service status
foot-body = Body in charge
foot-body-text = { $body }. This service runs on Aldaba, free software.
foot-report = Is something wrong with this page? Tell us

# Forms
error-prefix = Error:
errors-title = { $count ->
    [one] Check one answer to continue
   *[other] Check { $count } answers to continue
 }
optional = (optional)
day = Day
month = Month
year = Year
choose = Choose an option
code-count = { $typed } of { $total }
write-something = Write this answer
choose-something = Choose an option
form-stale-title = The page was open for too long
form-stale-lead = Nothing was sent. Go back to the page before, reload it and send it again.

# Steps
steps = Steps
step-of = Step { $step } of { $total }:

# Who asks
asked-title = Who asks you to identify yourself
asked-to-enter = To enter <b>{ $service }</b>, { $body }
asked-for = In order to
asked-level = Asks for { $level }
asked-label = About this identification

# Levels
level-low = low level
level-substantial = substantial level
level-high = high level
level-low-title = Low level
level-substantial-title = Substantial level
level-high-title = High level

# Time
expires-in = Expires in
time-left = Time left
seconds-left = { $count ->
    [one] One second left.
   *[other] { $count } seconds left.
 }
time-over = The time is over. You can ask for another.
session-ends = Your session ends at { $time }
session-soon = We will close your session in less than { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 }.
session-keep = Stay connected
session-over = We have closed your session. What you wrote is saved. Enter again.

# Codes and documents
copy = Copy the code
copied = Code copied
download = Download
print = Print
verification-code = Secure verification code
change = Change
qr-label = QR code

# Error pages
error-page = Error
try-this = Try this
other-doors = Other open doors
door-home = Go back to the home page
door-call = Call { $phone }
door-contact = Write to us
reference = If you call, give this reference:
bad-request-title = We did not understand the request
bad-request-lead = The address or the data that your browser sent are not complete.
bad-request-try = Go back to the page before and start again from there.
forbidden-title = You cannot see this page
forbidden-lead = Your session is not allowed to do this, or it has ended.
forbidden-try = Enter again and repeat what you were doing.
not-found-title = This page does not exist
not-found-lead = The address may be misspelt, or the page has moved.
not-found-try = Check the address or start from the home page.
method-title = This address cannot be opened like this
method-lead = It is reached from a form, not directly.
method-try = Start from the home page.
too-large-title = What you sent is too large
too-large-lead = Nothing was saved.
too-large-try = Send a smaller file or a shorter text.
media-title = We cannot use this kind of file
media-lead = Nothing was saved.
media-try = Check that the file is of the kind that the page asks for.
too-many-title = Too many attempts in a row
too-many-lead = For safety we have to wait a little.
too-many-try = Try again in { $wait }.
failure-title = Something failed here, not on your device
failure-lead = Nothing was sent.
failure-try = Try again in a few minutes, or call and give the reference.
busy-title = Many people are here at once
busy-lead = We keep your turn: this page tries again by itself.
busy-try = Do not close the page. We will try again in { $wait }.

# Durations
duration-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
 }
duration-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
 }
duration-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
 }
duration-days = { $count ->
    [one] one day
   *[other] { $count } days
 }
date-long = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
 } { $year }
date-time = { $date }, { $time }

# Proof of work
work-title = One moment, please
work-lead = Before you go on, your browser makes a short calculation that slows automated programs down. You do not have to do anything.
work-wait = { $seconds ->
    [one] Wait one second and press “Continue”.
   *[other] Wait { $seconds } seconds and press “Continue”.
 }
work-early-title = It is too early to continue
work-early = { $seconds ->
    [one] One second is left.
   *[other] { $seconds } seconds are left.
 }
work-progress = Calculation at { $percent }%
work-bar = Progress of the calculation
work-done = Done. We go on.
work-why = This is not a puzzle. No other company takes part, and we keep nothing about your device.
