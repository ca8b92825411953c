# SMS: un segment de 160 caràcters GSM-7. Sense á, í, ó, ú, ç, ï ni l·l i sense enllaços: una prova ho comprova.
sms-phone-code = { $alias }: el codi per confirmar aquest telèfon és { $code }. Val { $minutes } min. No el comparteixi.
sms-welcome = { $alias }: el registre s'ha completat. Ja es pot identificar amb PIN. Si no ha estat vostè, truqui al { $helpline }.
sms-welcome-code = { $alias }: registre completat. Codi d'activacio: { $code }. No el comparteixi. Si no ha estat vostè, truqui al { $helpline }.
sms-level-raised = { $alias }: el seu registre és ara de nivell avancat. No ha de fer res. Si no ha estat vostè, truqui al { $helpline }.
sms-level-raised-code = { $alias }: el seu registre és ara avancat. Nou codi d'activacio: { $code }. No el comparteixi. Si no ha estat vostè, truqui al { $helpline }.
sms-identification-refused = { $alias }: no hem pogut confirmar la seva identificacio per video. Document amb el resultat: { $code }. Dubtes: { $helpline }
sms-pin = { $alias }: el PIN per a { $relying_party } és { $pin }. Val { $minutes } min. No el comparteixi.
sms-password-log-in = { $alias }: el seu codi per entrar amb la contrasenya permanent és { $code }. Val { $minutes } min. No el comparteixi amb ningu.
sms-password-set = { $alias }: el seu codi per canviar o activar la contrasenya permanent és { $code }. Val { $minutes } min. No el comparteixi amb ningu.
sms-phone-displaced = { $alias }: des del { $date } el seu registre no usa aquest telèfon. Per donar-ne un altre, demani una carta. Si no ha estat vostè, truqui al { $helpline }.
sms-certificate-ready = { $alias }: ja pot baixar el certificat a la seu. Codi: { $code }
sms-certificate-needs-visit = { $alias }: el tràmit { $reference } ja té resultat. Per rebre'l, truqui al { $helpline } o vagi a una oficina.
sms-application-in-review = { $alias }: estem revisant el tràmit { $reference }. L'avisarem per SMS; no ha de fer res.
sms-app-code = { $alias }: el codi per activar l'app és { $code }. Val { $minutes } min. No el comparteixi.
sms-app-activated = { $alias }: l'app s'ha activat a nom seu en un dispositiu nou. Si no ha estat vostè, truqui al { $helpline }.

# Correus: l'assumpte és el fet; la primera línia diu què ha canviat i quan.
email-footer =
    Aquest missatge l'envia { $body }. No porta enllaços i no cal respondre'l.
    Si no ha estat vostè, truqui al { $helpline }.
email-welcome-subject = El seu registre està completat
email-welcome =
    El seu registre està completat des del { $date } a les { $time }.

    Què pot fer ara:

    - Identificar-se amb PIN. Al servei que vulgui usar, escrigui el DNI o NIE i demani el PIN. Li arriba per SMS al mòbil que ens ha donat i val uns minuts.
    - Desar el justificant del registre. Porta el codi d'activació, amb què activa la contrasenya permanent si vol entrar sense demanar cada vegada un PIN: triï «Contrasenya permanent» a la pàgina del registre i tingui a mà el número, aquest codi, aquest correu i el mòbil. Ningú no l'hi demanarà per telèfon ni per correu.
email-level-raised-subject = El seu registre és ara de nivell avançat
email-level-raised =
    El seu registre és de nivell avançat des del { $date } a les { $time }: una segona persona ha revisat la seva videotrucada.

    Amb aquest nivell pot fer servir més serveis. No ha de fer res.
email-identification-received-subject = Hem rebut la seva identificació per vídeo
email-identification-received =
    Hem rebut la seva identificació per vídeo el { $date } a les { $time }.

    Una persona la revisarà. L'avisarem del resultat per correu. Fins llavors no queda registrat per aquesta via.
email-identification-received-basic =
    Hem rebut la seva identificació per vídeo el { $date } a les { $time }.

    Les comprovacions automàtiques són correctes i ja té un registre de nivell bàsic. Una persona revisarà la seva cara i el seu document. L'avisarem del resultat per correu: el registre passarà a nivell avançat o es donarà de baixa.
email-identification-confirmed-subject = La seva identificació per vídeo està confirmada
email-identification-confirmed =
    Una persona va revisar la seva identificació per vídeo el { $date } a les { $time } i la va confirmar. El seu registre és de nivell avançat.

    El document amb el resultat és a la seu electrònica amb aquest codi: { $code }
email-identification-refused-subject = No hem pogut confirmar la seva identificació per vídeo
email-identification-refused =
    Una persona va revisar la seva identificació per vídeo el { $date } a les { $time } i no la va confirmar. Per aquesta via no queda registrat.

    El document amb el resultat és a la seu electrònica amb aquest codi: { $code }

    Pot registrar-se en una oficina, amb un certificat electrònic o amb una carta d'invitació.
email-identification-withdrawn =
    Una persona va revisar la seva identificació per vídeo el { $date } a les { $time } i no la va confirmar. El registre de nivell bàsic que tenia s'ha donat de baixa: ja no s'hi pot identificar.

    El document amb el resultat és a la seu electrònica amb aquest codi: { $code }

    Pot registrar-se de nou en una oficina o amb un certificat electrònic.
email-password-activated-subject = La seva contrasenya permanent està activada
email-password-activated =
    La seva contrasenya permanent està activada des del { $date } a les { $time }.

    Ja es pot identificar amb el DNI o NIE i aquesta contrasenya. Guardi el codi d'activació: el necessitarà si l'oblida.
email-password-changed-subject = La seva contrasenya permanent ha canviat
email-password-changed =
    La seva contrasenya permanent va canviar el { $date } a les { $time }. L'anterior ja no serveix.
email-password-locked-subject = Massa intents amb la seva contrasenya permanent
email-password-locked =
    El { $date } a les { $time } algú va escriure massa contrasenyes equivocades amb el seu número, en un navegador que vostè no ha fet servir mai.

    No hi ha entrat ningú. Des de navegadors desconeguts la seva contrasenya ja no serveix. En els que vostè ja ha fet servir continua servint, i també les altres formes d'identificar-se.

    Per tornar-la a fer servir en un navegador nou, posi una altra contrasenya: necessita el codi d'activació i el mòbil.
email-code-renewed-subject = Té un codi d'activació nou
email-code-renewed =
    El { $date } a les { $time } es va fer un codi d'activació nou de la seva contrasenya permanent. L'anterior ja no serveix.
email-phone-displaced-subject = El seu registre ja no pot usar el seu mòbil
email-phone-displaced =
    El { $date } a les { $time } una altra persona va demostrar que té el mòbil que ens va donar. Des d'aleshores el seu registre no el pot usar.

    El registre continua existint, però no es podrà identificar amb PIN fins que doni un altre mòbil. Per donar-lo, demani una carta d'invitació: arribarà al seu domicili fiscal.
email-passkey-added-subject = S'ha afegit una clau d'accés al seu registre
email-passkey-added =
    El { $date } a les { $time } es va afegir una clau d'accés al seu registre. Amb aquesta clau es pot entrar en nom seu sense PIN ni contrasenya.

    Si ha estat vostè, no ha de fer res. Si no, identifiqui's, obri «La meva identitat», tregui aquesta clau i truqui'ns.
email-certificate-ready-subject = El seu certificat està llest
email-certificate-ready =
    El seu certificat està llest des del { $date } a les { $time }.

    Per baixar-lo, entri a la seu electrònica, triï «Comprovar un document» i escrigui aquest codi:

    { $code }

    Qui tingui el codi pot veure el certificat. Doni el codi només a qui l'hagi de veure.
email-certificate-needs-visit-subject = La seva sol·licitud ja té resultat
email-certificate-needs-visit =
    La seva sol·licitud { $reference } té resultat des del { $date }.

    De moment no es lliura per internet. Truqui al { $helpline } o vagi a una oficina de { $body } amb el document d'identitat.
email-application-in-review-subject = Estem revisant la seva sol·licitud
email-application-in-review =
    Des del { $date } una persona està revisant la seva sol·licitud { $reference }.

    No ha de fer res. L'avisarem per SMS quan hi hagi un resultat.

email-app-activated-subject = L'app s'ha activat a nom seu
email-app-activated = El { $date } a les { $time } l'app es va activar a nom seu en un dispositiu nou. S'hi poden confirmar identificacions.
email-app-activated-replaced = Substitueix el que vostè anomenava «{ $device }», que ja no confirma res.
email-app-activated-veto = Si no ha estat vostè, obri l'app en aquell dispositiu abans del { $date } a les { $time } i digui «No he estat jo»: el nou quedarà anul·lat.

# El que diu una carta, per a qui no pot veure el PDF.
letter-invitation-subject = Carta d'invitació
letter-invitation-code = Carta d'invitació per a { $name }. Codi: { $code }. Es pot usar fins al { $date } a { $address }.
letter-invitation-notice = Carta per a { $name }: algú ha demanat una carta d'invitació amb el seu número. Vostè ja està registrat. Si no ha estat vostè, truqui al { $helpline }.

# Dates
date-1 = { $day } de gener de { $year }
date-2 = { $day } de febrer de { $year }
date-3 = { $day } de març de { $year }
date-4 = { $day } d'abril de { $year }
date-5 = { $day } de maig de { $year }
date-6 = { $day } de juny de { $year }
date-7 = { $day } de juliol de { $year }
date-8 = { $day } d'agost de { $year }
date-9 = { $day } de setembre de { $year }
date-10 = { $day } d'octubre de { $year }
date-11 = { $day } de novembre de { $year }
date-12 = { $day } de desembre de { $year }

# Alerts: their only link opens a page that takes things away and opens nothing.
email-alert-link = Si no ha estat vostè, obri aquesta pàgina: permet tancar-ho tot al moment i no li demana cap dada.
email-alert-footer =
    Aquest missatge l'envia { $body }. No cal respondre'l, i el seu únic enllaç és el de dalt, que serveix una setmana.
    Si no ha estat vostè, truqui al { $helpline }.
means-pin = PIN d'un sol ús
means-app = L'app
means-password = Contrasenya permanent
means-passkey = Claus d'accés
means-certificate = Certificat electrònic o DNIe
email-unknown-browser-subject = Algú ha entrat en nom seu amb un navegador nou
email-unknown-browser =
    El { $date } a les { $time } es va entrar en nom seu amb un navegador que vostè no havia fet servir mai.

    Si ha estat vostè, no ha de fer res.
email-frozen-subject = La seva identitat està congelada
email-frozen =
    El { $date } a les { $time } es va congelar la seva identitat. Des de llavors ningú no entra en nom seu i els serveis no reben res.

    Per descongelar-la, identifiqui's d'una manera que arribi al nivell substancial, o vagi a una oficina de registre.
email-thawed-subject = La seva identitat torna a estar oberta
email-thawed = El { $date } a les { $time } es va descongelar la seva identitat. Les seves maneres d'identificar-se funcionen de nou.
email-means-off-subject = S'ha desactivat una de les seves maneres d'identificar-se
email-means-off = El { $date } a les { $time } es va desactivar «{ $means }» al seu registre. Ja no obre res en nom seu.
email-means-on-subject = S'ha activat una de les seves maneres d'identificar-se
email-means-on = El { $date } a les { $time } es va tornar a activar «{ $means }» al seu registre.
email-contact-changed-subject = Han canviat les dades de contacte del seu registre
email-contact-changed = El { $date } a les { $time } va canviar el mòbil o el correu del seu registre. Aquest missatge va a l'adreça que hi havia abans.
email-passkey-removed-subject = S'ha tret una clau d'accés
email-passkey-removed = El { $date } a les { $time } es va treure una clau d'accés del seu registre. Ja no obre res en nom seu.
email-app-deactivated-subject = S'ha desactivat l'app
email-app-deactivated = El { $date } a les { $time } es va desactivar l'app en el seu registre. Ja no confirma res en nom seu.
email-intervened-subject = Una mesura sobre la seva identitat
email-intervened-lifted-subject = S'ha aixecat una mesura sobre la seva identitat
email-intervened-suspended =
    El { $date } a les { $time } l'administració va suspendre la seva identitat fins al { $last }. Fins aquell dia no es pot identificar de cap manera; després tornarà a funcionar sola.

    Per saber el motiu, truqui'ns o vagi a una oficina amb el seu document.
email-intervened-blocked =
    El { $date } a les { $time } l'administració va bloquejar la seva identitat. No es pot identificar de cap manera ni registrar-se de nou fins que s'aixequi.

    Per saber el motiu, truqui'ns o vagi a una oficina amb el seu document.
email-intervened-new-password =
    El { $date } a les { $time } l'administració va demanar que canviï la contrasenya permanent. Fins que ho faci, amb el codi d'activació i un SMS, la contrasenya no serveix. Les altres formes d'identificar-se continuen funcionant.

    El motiu està anotat, i el veu en la seva activitat. Si no s'ho esperava, truqui'ns.
email-intervened-new-proofing =
    El { $date } a les { $time } l'administració va demanar que demostri de nou qui és. Fins aleshores només arriba al nivell baix.

    El motiu està anotat, i el veu en la seva activitat. Si no s'ho esperava, truqui'ns.
email-intervened-device-off =
    El { $date } a les { $time } l'administració va desactivar l'app al seu dispositiu. Continua registrat i rep el PIN per SMS.

    El motiu està anotat, i el veu en la seva activitat. Si no s'ho esperava, truqui'ns.
email-intervened-sessions-ended =
    El { $date } a les { $time } l'administració va tancar totes les seves sessions. Per continuar, identifiqui's de nou.

    El motiu està anotat, i el veu en la seva activitat. Si no s'ho esperava, truqui'ns.
email-intervened-lifted =
    El { $date } a les { $time } l'administració va aixecar una mesura sobre la seva identitat, que deixa de tenir efecte.

    El motiu està anotat, i el veu en la seva activitat. Si no s'ho esperava, truqui'ns.
