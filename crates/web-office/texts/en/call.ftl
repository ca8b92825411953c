# The page
call-title = Video call with { $name }
pause-after = Break after this call

# The person
person-title = The person
fact-number = Number
fact-language = Language
fact-waited = Waited
fact-mobile = Mobile
fact-origins = Connections
origins = { $count ->
    [one] From one address
   *[other] From { $count } addresses
 }
joined-again = They joined again. Check that it is the same person and the same device.
same-number = There is another entrance with this same number in the waiting room.
attended-by = Attended by { $name }, code { $code }

# The picture
stage = Picture and sound of the person
recording = Recording
quality-good = Good connection
quality-fair = Fair connection
quality-poor = Bad connection
quality-waiting = Connecting
quality-lost = No picture of the person
own-voice = You: voice only
own-picture = You: voice and picture
own-muted = You: muted
own-none = You: no microphone
no-picture = The picture has not arrived yet
start = Connect the call
mute = Mute
camera-on = Switch my camera on
camera-off = Switch my camera off
trouble-microphone = The browser does not allow the microphone. Give permission in the address bar and connect again.
trouble-camera = The browser does not allow the camera, or there is none. The call goes on with the voice.
trouble-unsupported = This browser cannot make video calls. Open the page in a recent one.
trouble-offline = The connection to the server is lost. It is tried again every few seconds.
trouble-elsewhere = This call is open in another tab. Nothing is seen or heard here any more.
trouble-server = The video server does not answer. Connect again; if it goes on, tell the system administrators.
trouble-saving = It could not be saved. Check the connection and do it again.
no-script = Picture and sound need JavaScript. The checks and the decision work without it.

# A drop
dropped-title = The call has dropped
dropped = The person can come back until { $time }. If they do not, nothing is registered and they can queue again.

# Say now
say-title = Say now
say-in = In { $language }
all-said = Everything is checked. You can decide.

# Checks
checks-title = Checks
checks-done = { $done } of { $count }
checks-progress = Checks done
result-passed = Passed
result-failed = Failed
result-pending = Missing
tick-passed = Passed
tick-failed = Failed
check-announced = I have introduced myself
check-announced-note = Name and code said aloud
check-consent = Consents to the recording
check-consent-note = And knows that there are ways without a picture
check-code = One-time code
check-code-note = Sent to their mobile and typed in this call
code-send = Send the code
code-send-again = Send another code
code-sent = Sent at { $time }
code-right = Typed right at { $time }
code-wrong = { $count ->
    [one] One wrong code
   *[other] { $count } wrong codes
 }
check-front = Front captured
check-front-note = All of it can be read, no glare
check-back = Back captured
check-back-note = All of it can be read, with its three lines
check-document = Document authentic, intact and in force
check-document-note = Reliefs, holograms and edges when tilted
check-mrz = Machine-readable zone
check-mrz-note = Read from the capture, with its check digits
check-register = Data in the civil register
check-register-note = Up to three tries if it does not answer
check-face = It is the same face
check-face-note = Compared by a person
check-contact = Mobile and e-mail repeated
check-contact-note = Read aloud and confirmed

# Captures
captures-title = Pictures
capture-front = Photo of the front
capture-back = Photo of the back
capture-face = Photo of the face
shot-front = Front
shot-back = Back
shot-face = Face
shot-missing = { $shot }, missing
upload-label = Picture from a file
upload-hint = JPEG, PNG or WebP, up to 4 MB. Only if the capture of the page does not work.
upload = Save the picture
upload-fold = Save a picture from a file
uploading = Sending the capture
upload-empty = Choose a picture.
upload-large = The picture is too big. The most is 4 MB.
upload-unreadable = The file is not a picture that can be read. Capture it again.
no-frame = There is no picture to capture yet.
compare-title = Document and face
compare-hint = The machine does not compare faces: do it by eye, with both pictures enlarged.
compare-missing = Capture the front and the face first.

# Machine-readable zone
mrz-title = Reading of the document
mrz-read = Read from the capture
mrz-read-again = Read again
mrz-typed-label = Or type what is seen
mrz-typed-hint = The three lines of 30 characters, each on a line of its own.
mrz-type = Check what is typed
mrz-typed-fold = Type the lines by hand
mrz-unread = It could not be read. Capture it again with less glare, or type the lines.
mrz-not-mrz = Those lines are not those of an identity document. Check them.
mrz-source-read = Read from the capture
mrz-source-typed = Typed by hand
col-field = Field
col-on-document = On the document
col-register = In the register
col-agrees = Does it agree?
digit-right = Right
digit-wrong = Does not fit
agrees = Agrees
differs = Different
unknown = Not known
compare-caption = Document, what was typed and the civil register, field by field
field-number = Identity number
field-name = Name
field-birth = Birth
field-expiry = Expiry
field-sex = Sex
register-ask = Ask the civil register
register-ask-again = Ask again
register-try = Try { $number }: { $outcome }

# Contact
contact-title = Mobile and e-mail
contact-phone = Mobile
contact-phone-hint = The one that they will identify themselves with.
contact-email = E-mail
contact-email-hint = For the next steps.
contact-save = Save
contact-phone-wrong = Check the mobile: nine digits, or with the prefix of another country.
contact-email-wrong = Check the e-mail: the at sign or the domain is missing.
contact-other-title = That mobile belongs to another registered person
contact-other = If you confirm it, the other person loses it and is told. Ask first whose mobile it is.
contact-displace = The person confirms that the mobile is theirs

# Conversation
chat-title = Chat and captions
chat-empty = Nothing has been written yet.
chat-from-operator = You
chat-from-citizen = The person
chat-label = Message
chat-send = Send
caption-label = Caption of what I say
caption-send = Show the caption
caption-shown = Caption
chat-long = Make the text shorter: { $most } letters at most.

# Decision
decision-title = My decision
register = Register this person
missing = Missing: { $what }.
missing-nothing = Everything is checked.
register-note = They are registered at once, at the basic level. The SMS and the e-mail go out.
register-note-advanced = They are registered at once, at the basic level. Somebody else will review the recording to raise it to advanced.
refuse-fold = Refuse with a reason…
refuse-reason = Reason
refuse-reason-empty = Choose the reason.
refuse-note = What was seen
refuse-note-hint = At least { $least } letters. Auditors will read it.
refuse-note-short = Write what was seen: at least { $least } letters.
refuse-note-long = { $most } letters at most. Make it shorter.
refuse-note-character = There is a character that cannot be kept. Type it again without pasting.
refuse = Refuse the registration
refuse-what = Nothing is registered. The person reads the general reason and which other ways they have.
incomplete-title = They cannot be registered yet
incomplete = Checks are missing or one has failed. Complete them, or refuse with a reason.
reason-document = Document false, altered or not valid
reason-not-holder = Not the person of the document
reason-quality = Picture or sound not good enough
reason-connection = Conditions of the connection
reason-recorded = Video recorded before
reason-devices = More than one device
reason-not-live = Not live, or not one act
reason-coercion = Coercion or intimidation
reason-doubt = Another reasonable doubt
reason-left = The person has left
reason-data = The data are not confirmed
reason-consent = No consent to the recording

check-interview = Questions of the guide
check-interview-note = Answers without contradictions
check-one-device = One device, live
check-one-device-note = In one act and no video recorded before
check-face-actions = Actions with the face
check-document-actions = Actions with the document
check-actions-note = At random, different in every call
action-face = Ask for an action with the face
action-document = Ask for an action with the document
action-other = Ask for another
action-done = They did it
action-not-done = They do not do it
actions-seen = { $count ->
    [one] One action done
   *[other] { $count } actions done
 }
tick-none = It has none
result-none = It has none
field-digits = Check digits
field-document = Support number
digit-all-right = All right
digit-some-wrong = One does not fit
register-confirmed = agrees, and the document is in force
register-differs = the data do not agree
register-unknown = that person is not there
register-out-of-force = the document is not in force
register-unavailable = does not answer
register-exhausted = The register has not answered. After { $count } tries you may go on, and it is written down.
contact-repeated = Repeat it aloud and tick the check: { $phone } · { $email }
reason-route = Not the way for this person
take-over = Somebody opened their side of the call on another device
dropped-own = Your side of the call has dropped
not-now-title = That is not possible now
not-now = The call changed meanwhile. Look again.
code-unsent-title = The SMS did not go out
code-unsent = Wait a minute and send it again, or check the mobile.
code-no-contact = Write down the mobile and the e-mail address first.
code-too-many = Too many codes were sent already. You may refuse and ask them to try later.
code-too-soon = One has just been sent. Another can go out from { $time } on.
code-typed-label = Code that they read aloud
code-typed-save = Check
code-typed-empty = Type the six digits of the code.
code-typed-wrong = That is not the code. Ask them to read it again.
code-typed-gone = That code no longer works. Send another one.
action-none-left = Every action of this kind was asked for in the call already.
register-no-tries = In this call it cannot be asked any more.
upload-too-many = This call has too many pictures already.
zone-title = What was read
digit-of = Check digit: { $field }
digit-optional = Optional data
digit-whole = The whole zone
mrz-busy = The civil register does not answer now. Read again in a moment.
mrz-no-capture = Capture the back of the document first.
give-back = Give back to the queue
give-back-hint = The person gets their place back, and somebody else can take them.
contact-email-needed = Write the e-mail address: the next steps go there.
no-effect-title = A call changes nothing for this person
no-effect = They are registered like this already, or need an office or a certificate. Refuse with that reason.
