announce = Bon dia. L'atén { $name }, codi { $code }, de { $body }. La meva càmera està apagada; la seva ha de continuar encesa.
consent = Aquesta trucada s'enregistra sencera, amb imatge i so, per comprovar la seva identitat. Si no ho vol, es pot registrar sense imatge: en una oficina, amb una carta o amb certificat electrònic. Accepta l'enregistrament?
one-device = Fa servir un sol dispositiu per a aquesta trucada? Miri a la càmera i digui'm quina hora veu ara mateix.
code = Li envio un codi per SMS. Amb el mòbil a la mà, escrigui'l en aquesta pàgina.
code-wait = Escrigui en aquesta pàgina el codi que li ha arribat al mòbil.
front = Acosti a la càmera l'anvers del document, el costat de la foto, fins que ompli la pantalla. Agafi'l per les vores i sense moure'l.
back = Giri'l i acosti el revers, el costat de les tres línies.
look-up = Miri cap amunt i torni a mirar de cara.
cover-corner = Tapi amb un dit la cantonada de baix de la targeta i després destapi-la.
document = Inclini una mica la targeta perquè vegi brillar els hologrames.
reading = Esperi un moment, si us plau, mentre llegeixo el document.
register = Esperi un moment, si us plau, mentre comprovo les seves dades.
face = Miri de cara a la càmera, sense ulleres de sol ni res que tapi la cara.
contact = En quin mòbil i en quin correu vol rebre els avisos?
contact-repeat = L'hi repeteixo: mòbil { $phone }, correu { $email }. És correcte?
contact-other = Aquest mòbil figura a nom d'una altra persona. És seu? Si ho confirma, aquella persona deixarà de tenir-lo.
finish = Està tot comprovat. Ara el registro; rebrà un SMS i, si va donar el seu correu, un missatge amb els passos següents. Gràcies pel seu temps.
refuse = No puc acabar el registre en aquesta trucada. A la pantalla veurà el motiu i quines altres vies té. Gràcies pel seu temps.

# Les accions a l'atzar
turn-head-left = Giri el cap a poc a poc cap a la seva esquerra i torni a mirar de cara.
turn-head-right = Giri el cap a poc a poc cap a la seva dreta i torni a mirar de cara.
come-closer = Acosti's a poc a poc fins que la cara ompli la imatge i torni al seu lloc.
cover-left-half = Tapi's amb la mà la meitat esquerra de la cara i retiri-la.
touch-nose = Toqui's el nas amb un dit i abaixi la mà.
three-fingers = Ensenyi tres dits al costat de la cara.
close-eyes = Tanqui els ulls dos segons i torni a obrir-los.
tilt-document = Inclini la targeta a poc a poc cap a un costat i cap a l'altre, per veure brillar els seus hologrames.
document-beside-face = Posi la targeta al costat de la cara, amb la foto cap a la càmera.
finger-over-photo = Passi un dit per damunt de la foto de la targeta, d'un costat a l'altre.
turn-over = Giri la targeta a poc a poc davant de la càmera.
bend-lightly = Doblegui una mica la targeta per les puntes i deixi-la anar.

# L'entrevista
interview = Unes preguntes: per a què es vol registrar?, en quin any li van fer aquest document?, ha vingut algú amb vostè?
