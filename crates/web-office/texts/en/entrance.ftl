# Come in
sign-in-title = Sign in at the desk
sign-in-lead = Sign in with a passkey: the fingerprint, face or PIN of the computer, or a USB key. There is nothing to type.
sign-in = Sign in with the passkey
sign-in-safety = Before signing in, check that the address of the page is that of the desk. Nobody asks for a passkey by telephone or e-mail.
lost-title = I do not have the passkey, or it no longer works
lost = Ask an administrator for another invitation. The new passkey replaces the old one, which opens nothing any more.
left-title = You have left the desk
left = To go on, sign in with the passkey again.
ended-title = The session has ended
ended = The last thing was not saved. Sign in and do it again.
refused-title = That passkey does not open this desk
refused = Try another passkey. If it was the usual one, ask an administrator for another invitation.
late-title = The attempt has expired
late = Each attempt works once and for five minutes. Try again.

# The passkey, in the browser
needs-script = The passkey needs JavaScript. Turn it on in the browser and reload the page.
unsupported = This browser cannot use passkeys, or the page was not opened at a secure address. Open it in a recent browser.
cancelled = Not completed: it was cancelled, or the time ran out. You can try again.
failed = The passkey did not answer properly. Try again, or with another one.
offline = There is no connection to the server. Check the network and try again.
waiting = Waiting for the passkey. Follow the browser's instructions.

# Demonstration
invented-title = Sit at a desk of the demonstration
invented-lead = These people are invented. Any visitor can step in as one of them, without a passkey.
invented-enter = Step in
invented-as = as { $name }
step-in-title = Step in as { $name }
step-in-lead = An invented person of the demonstration. Roles: { $roles }.
step-in = Sit at the desk
step-in-safety = What is done is written down under the invented name. In a real installation a passkey is the only way in.

# Invitation
enrol-title = Create the passkey
enrol-lead = Invitation for { $name }. It works once, until { $until }.
enrol-how-title = How it is done
enrol-how-1 = Have at hand the computer that you will work with, or a USB key.
enrol-how-2 = Press the button and follow the browser's instructions.
enrol-how-3 = Confirm with fingerprint, face or PIN: without that the passkey is of no use.
enrol = Create the passkey
enrol-replaces = If there was a passkey already, the new one replaces it and open sessions are closed.
enrol-not-me = If you are not { $name }, close this page and tell an administrator.
gone-title = This invitation no longer works
gone-lead = It has been used, it has expired, or another one was made later. A part of the link may also be missing.
gone-try = Ask an administrator for another invitation: a new link comes.
gone-door = Sign in with a passkey that I have
enrol-refused-title = The passkey was not saved
enrol-refused = It must recognise who uses it, by fingerprint, face or a PIN. Try again, or with another one.
taken-title = That passkey belongs to somebody else
taken = Everybody signs in with their own. Create another one, or use another device.

# Session
session-title = Your session
session-lead = { $hours ->
    [one] A session lasts one hour at most, so that a forgotten desk does not stay open.
   *[other] A session lasts { $hours } hours at most, so that a forgotten desk does not stay open.
 }
session-name = Name
session-roles = Roles today
session-method = Way in
method-passkey = Passkey
method-invented = Desk of the demonstration
session-until = Ends
session-again-title = Stay longer
session-again = Sign in again now: a new session begins and this one is closed.
session-typed = What you have typed in a decision is not lost: if the session has ended when you send it, the passkey is asked for and the text is still there.
session-none = None
