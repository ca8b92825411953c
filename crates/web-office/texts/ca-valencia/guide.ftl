announce = Bon dia. L'atén { $name }, codi { $code }, de { $body }. La meua càmera està apagada; la seua ha de continuar encesa.
consent = Esta trucada s'enregistra sencera, amb imatge i so, per a comprovar la seua identitat. Si no ho vol, es pot registrar sense imatge: en una oficina, amb una carta o amb certificat electrònic. Accepta l'enregistrament?
one-device = Usa un sol dispositiu per a esta trucada? Mire a la càmera i diga'm quina hora veu ara mateix.
code = Li envie un codi per SMS. Amb el mòbil a la mà, escriga'l en esta pàgina.
code-wait = Escriga en esta pàgina el codi que li ha arribat al mòbil.
front = Acoste a la càmera l'anvers del document, el costat de la foto, fins que òmpliga la pantalla. Agarre'l per les vores i sense moure'l.
back = Gire'l i acoste el revers, el costat de les tres línies.
look-up = Mire cap amunt i torne a mirar de cara.
cover-corner = Tape amb un dit la cantonada de baix de la targeta i després destape-la.
document = Incline un poc la targeta perquè veja brillar els hologrames.
reading = Espere un moment, si us plau, mentre llig el document.
register = Espere un moment, si us plau, mentre comprove les seues dades.
face = Mire de cara a la càmera, sense ulleres de sol ni res que tape la cara.
contact = En quin mòbil i en quin correu vol rebre els avisos?
contact-repeat = L'hi repetisc: mòbil { $phone }, correu { $email }. És correcte?
contact-other = Este mòbil figura a nom d'una altra persona. És seu? Si ho confirma, aquella persona deixarà de tindre'l.
finish = Està tot comprovat. Ara el registre; rebrà un SMS i, si va donar el seu correu, un missatge amb els passos següents. Gràcies pel seu temps.
refuse = No puc acabar el registre en esta trucada. A la pantalla veurà el motiu i quines altres vies té. Gràcies pel seu temps.

# Les accions a l'atzar
turn-head-left = Gire el cap a poc a poc cap a la seua esquerra i torne a mirar de cara.
turn-head-right = Gire el cap a poc a poc cap a la seua dreta i torne a mirar de cara.
come-closer = Acoste's a poc a poc fins que la cara òmpliga la imatge i torne al seu lloc.
cover-left-half = Tape's amb la mà la meitat esquerra de la cara i retire-la.
touch-nose = Toque's el nas amb un dit i abaixe la mà.
three-fingers = Ensenye tres dits al costat de la cara.
close-eyes = Tanque els ulls dos segons i torne a obrir-los.
tilt-document = Incline la targeta a poc a poc cap a un costat i cap a l'altre, per a veure brillar els seus hologrames.
document-beside-face = Pose la targeta al costat de la cara, amb la foto cap a la càmera.
finger-over-photo = Passe un dit per damunt de la foto de la targeta, d'un costat a l'altre.
turn-over = Gire la targeta a poc a poc davant de la càmera.
bend-lightly = Doblegue un poc la targeta per les puntes i solte-la.

# L'entrevista
interview = Unes preguntes: per a què es vol registrar?, en quin any li van fer este document?, ha vingut algú amb vosté?
