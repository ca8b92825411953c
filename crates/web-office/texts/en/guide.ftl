announce = Good day. My name is { $name }, code { $code }, from { $body }. My camera is off; yours must stay on.
consent = This whole call is recorded, picture and sound, to check your identity. If you do not want that, you can register without a picture: at an office, with a letter or with an electronic certificate. Do you accept the recording?
one-device = Are you using one device only for this call? Look at the camera and tell me what time you see right now.
code = I am sending you a code by SMS. With the mobile in your hand, type it on this page.
code-wait = Type on this page the code that has arrived on your mobile.
front = Bring the front of the document, the side with the photo, close to the camera until it fills the screen. Hold it by the edges and keep it still.
back = Turn it over and bring the back closer, the side with the three lines.
cover-corner = Cover the lower corner of the card with a finger and then uncover it.
look-up = Look up and then ahead again.
document = Tilt the card a little so that I see the holograms shine.
reading = One moment, please, while I read the document.
register = One moment, please, while I check your data.
face = Look straight at the camera, without sunglasses or anything that covers your face.
contact = On which mobile and at which e-mail address do you want to receive messages?
contact-repeat = I repeat: mobile { $phone }, e-mail { $email }. Is that right?
contact-other = That mobile is on record for another person. Is it yours? If you confirm it, that person will no longer have it.
finish = Everything is checked. I am registering you now; you will receive an SMS and, if you gave your e-mail, a message with the next steps. Thank you for your time.
refuse = I cannot finish the registration in this call. The screen will show the reason and which other ways you have. Thank you for your time.

# The random actions
turn-head-left = Turn your head slowly to your left and look ahead again.
turn-head-right = Turn your head slowly to your right and look ahead again.
come-closer = Come closer slowly until your face fills the picture, and go back to your place.
cover-left-half = Cover the left half of your face with your hand and take it away.
touch-nose = Touch your nose with a finger and lower your hand.
three-fingers = Show three fingers beside your face.
close-eyes = Close your eyes for two seconds and open them again.
tilt-document = Tilt the card slowly to one side and to the other, so that its holograms shine.
document-beside-face = Hold the card beside your face, with the photo towards the camera.
finger-over-photo = Move a finger over the photo of the card, from one side to the other.
turn-over = Turn the card over slowly in front of the camera.
bend-lightly = Bend the card a little by its ends and let go.

# The interview
interview = Some questions: what do you want to register for? In which year was this document made? Is anybody with you?
