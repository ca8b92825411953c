# Common
step-photos = Photographs
step-film = Video
step-send = Sending
send-by = You have until { $time } to send it. If you close the page, open it again in this browser: what you have sent is kept.
leave = Leave it
leave-note = If you leave it, you are not registered and what you have done is deleted.
no-script-title = Photographs and video need JavaScript
no-script = Your browser has it switched off. Switch it on and load the page again, or choose one of these ways: none of them needs it.
unable-title = This browser cannot record video
unable = Open this page in an up-to-date browser, on a device with a camera, or choose another way to register.
camera-denied = The browser does not allow the camera. Allow it with the icon beside the address and try again.
camera-missing = We find no camera. Connect one, or go on with a phone.
camera-in-use = Another program uses the camera. Close it and try again.
camera-failed = The camera does not answer. Close and open the browser and try again.

# Who checks what
checks-title = Who checks what
machine-title = A program checks
machine-sharp = That the photographs are sharp and the document is all there
machine-digits = The check digits of the band of letters and numbers
machine-dates = The dates, and that the document is in force
machine-register = That your data are those of the register
machine-code = That the code of the SMS is the one that we sent
person-title = A person checks
person-face = That your face is the one in the document's photograph
person-genuine = That the document is genuine
person-actions = That you made the gestures that were asked for
person-act = That it is you, live and of your own will
person-only = No program compares your face or decides whether the document is genuine.

# Information
info-title = Register with photographs and a video
info-lead = You take two photographs of your document and a short video of your face, with your phone, at any hour and without talking to anybody. About 10 minutes.
under-way-title = You have begun already
under-way = What you have sent is kept until { $time }. <a>Go on where you left it</a>
how-title = How it works
how-consent = You read what is kept and give your consent.
how-photos = You photograph each side of the document. The page tells you if it comes out blurred, with glare or cut off.
how-contact = You type your mobile phone and your e-mail address.
how-film = You record a video: you make three gestures that are asked for at that moment and type a code that comes by SMS.
how-send = You look through it and send it.
ready-original = Your original document, in force, without a cover. A photocopy or a screen will not do.
ready-face = A quiet place with light and a plain background, without sunglasses, cap or face mask.
ready-camera = A phone, a tablet or a computer with camera and microphone.
ready-own = Only you: nobody can do it on behalf of somebody else.
after-title = What happens then
after-basic = If every automatic check is passed, you are registered at once at the basic level. A person reviews it later, in about { $hours } hours: if it is confirmed your registration becomes advanced; if not, it is withdrawn.
after-review = A person reviews it in about { $hours } hours. If it is confirmed, you are registered at the advanced level.
after-told = Either way you get the result in a signed document.
kept-title = What is kept, and for how long
kept-what = The photographs, the video with picture and sound and the result of each check, encrypted. Only authorised staff who say what for can see them, and each time is written down.
kept-registered = If you are registered, { $years } years.
kept-suspicion = If fraud is suspected, { $years } years.
kept-otherwise = In all other cases, { $days } days.
start = Begin with my document

# Consent
consent-title = What is kept, and your consent
consent-lead = Without your consent no photograph is taken.
consent-label = I expressly consent to my document being photographed, to my image and my voice being recorded and to these data being processed to check who I am
consent-missing = Without your consent we cannot take the photographs or the video. You can register by letter or at an office.
too-often-title = You have begun too often
too-often-lead = For safety, this can be begun only a few times a day with the same document.
too-often-try = You can begin again in { $wait }. Meanwhile you can register in another way:

# Photographs
front-title = Photograph of the front
front-lead = It is the side with your picture. Put the document on a plain, darker background and bring it inside the frame.
back-title = Photograph of the back
back-lead = It is the side with the lines that have “<” signs. They must be readable to the end.
camera-picture = What the camera sees
camera-on = Switch the camera on
shoot = Take the photograph
automatic = Let it take itself when it is good
file-fold = I cannot use the camera on this page
file-label = A photograph taken with another app
file-hint = JPEG, PNG or WebP, up to 10 MB.
file-send = Send this photograph
file-empty = Choose a photograph.
file-large = That photograph is too large. Take it with a lower resolution.
file-unreadable = That file is not a photograph that we can open. Use JPEG, PNG or WebP.
sending = Sending the photograph.
sending-waits = No connection. The photograph will be sent as soon as it is back.
hint-too-dark = There is little light. Go to a window or switch on a lamp.
hint-too-bright = There is too much light. Move away from it.
hint-glare = There is glare. Tilt the document a little.
hint-too-blurred = It is blurred. Hold the phone still and wait for it to focus.
hint-too-small = The document looks small. Come closer.
hint-cut-off = The document goes out of the picture. Move back a little.
hint-no-document = We do not see the document. Put it inside the frame, on a plain background.
hint-hold = Good. Do not move.
front-taken = This is how the front came out
back-taken = This is how the back came out
front-picture = Photograph of the front
back-picture = Photograph of the back of the document
taken-good-title = The photograph is good
taken-good = It is sharp and the document is all there.
taken-poor-title = The photograph could be better
taken-poor = You can take it again. If you go on with this one, a person will look at it before you are registered.
taken-again = Take it again
pictures-left = { $left ->
    [0] No more photographs of this side can be taken.
    [one] You can take one more photograph of this side.
   *[other] You can take { $left } more photographs of this side.
 }
pictures-over-title = No more photographs of this side can be taken
pictures-over-lead = You have taken as many as are allowed. The last one that was sent is kept.
pictures-over-door = Go on with the last photograph
zone-title = What we have read
zone-number = DNI or NIE
zone-number-is = Compare it
zone-same = The one you typed
zone-other = Not the one you typed
zone-name = Name
zone-birth = Born
zone-expiry = Valid until
zone-is = Validity
zone-in-force = In force
zone-expired = Expired
zone-digits = Check digits
zone-digits-ok = Right
zone-digits-bad = Not right
zone-digits-title = The check digits are not right
zone-digits-wrong = The band of letters and numbers was misread or is damaged. Take the photograph again; if it stays so, a person will look at it.
zone-none-title = We could not read the band of letters and numbers
zone-none = Take the photograph again, closer and without glare. If it stays so, a person will look at it.
zone-later = This is what a program reads. When you send it, it is compared with the register.

# Phone and video
contact-next = When the video begins we will send you an SMS with a code.
film-title = Record the video
film-lead = We will ask for three gestures and for the code that we will send to { $phone }. Nobody knows them before it begins.
film-document = Have the document in your hand: we will ask for it.
film-place = Hold the phone at the height of your face, with the light in front of you.
film-sms = The SMS shows at the top of the screen: there is no need to leave this page.
film-minutes = You have { $minutes } minutes from the beginning until it is all sent.
films-left = { $left ->
    [one] You can record one video.
   *[other] You can record up to { $left } videos.
 }
cut-short-title = The last video was cut short
cut-short = A video that was cut short cannot be gone on with: record another, with other gestures. The photographs and your data are kept.
film-on = Switch on camera and microphone
film-start = Begin to record
action-of = Gesture { $n } of { $total }
action-done = Done
code-send = Check the code
code-right = The code is right.
code-over = That code no longer works. Record another video and we will send you another.
codes-over = You have asked for too many codes and for safety we have to wait. Try again in an hour or register in another way.
film-time = Time left
film-sending-title = Sending the video
film-sending = Leave this page open until it is done.
film-waiting = No connection. We go on as soon as it is back: what has arrived is kept.
film-online = Connected again.
film-failed-title = This video will not do
film-late = The time is over. Record another video.
film-lost = The video did not arrive whole. Record another.
film-large = The video is too long. Record a shorter one.
film-broken = The video arrived damaged. Record another.
film-no-code = The code of the SMS is missing. Record another video.
film-camera-stopped = The camera or the microphone stopped. Record another video without leaving the page.
film-elsewhere = You have begun another video in another window. Go on there, or record another one here.
film-not-kept = The video has arrived, but we cannot keep it now. Try again in a minute.
film-not-begun = We could not begin. Try again.
film-retry = Try again
film-another = Record another video
films-over-title = No more videos can be recorded
films-over-lead = You have begun as many as are allowed and none was completed.
films-over-try = You can leave it and <a>begin again</a> later, or register in another way:

# Sending
send-title = Look through it and send it
picture-good = Sharp
picture-poor = Could be better
change-front = the photograph of the front
change-back = the photograph of the back
change-film = the video
fact-film = Video
film-kept = Recorded, with the right code
send-button = Send
send-safety = Until you press “Send” nobody looks at it and you are not registered.

# End
waiting-title = We have received it
waiting-lead = A person will review it in about { $hours } hours. Until then you are not registered.
waiting-basic = You are registered at the basic level. A person will review it in about { $hours } hours.
waiting-told = We will write to you with the result, in a signed document, whether it is confirmed or not.
waiting-close = You can close this page now.
told-sent = We have written to you with the result in a signed document.
confirmed-title = Your identity is confirmed
confirmed-lead = A person reviewed the photographs and the video. Your registration is at the advanced level.
refused-title = We could not confirm your identity
refused-lead = A person reviewed the photographs and the video and did not accept them. You are not registered.
refused-withdrawn = A person reviewed the photographs and the video and did not accept them. The basic registration that you had is withdrawn: to register again you need an office or a certificate.
refused-image = The photographs or the video were not good enough to check who you are. Look for more light and a better connection.
refused-data = The data of the document were not those of the register, or the video was not complete.
refused-route = Your case cannot be solved this way: you are registered already, or an office or a certificate is needed.
refused-doubt = The person who reviewed it could not accept the document, the picture or the circumstances. For safety we give no more detail here.
left-title = You have left it
left-lead = You are not registered. What you had done is deleted in { $days } days and nobody looks at it meanwhile.
gone-title = This identification is no longer open
gone-lead = The time to send it is over. You are not registered, and what you had done is deleted in { $days } days.
gone-sent = If you did send it, we will write to you with the result.
again = Begin again
