# SMS: un segment de 160 caràcters GSM-7. Sense á, í, ó, ú, ç, ï ni l·l i sense enllaços: una prova ho comprova.
sms-phone-code = { $alias }: el codi per a confirmar este telèfon és { $code }. Val { $minutes } min. No el compartisca.
sms-welcome = { $alias }: el registre s'ha completat. Ja es pot identificar amb PIN. Si no ha sigut vosté, telefone al { $helpline }.
sms-welcome-code = { $alias }: registre completat. Codi d'activacio: { $code }. No el compartisca. Si no ha sigut vosté, telefone al { $helpline }.
sms-level-raised = { $alias }: el seu registre és ara de nivell avancat. No ha de fer res. Si no ha sigut vosté, telefone al { $helpline }.
sms-level-raised-code = { $alias }: el seu registre és ara avancat. Nou codi d'activacio: { $code }. No el compartisca. Si no ha sigut vosté, telefone al { $helpline }.
sms-identification-refused = { $alias }: no hem pogut confirmar la seua identificacio per video. Document amb el resultat: { $code }. Dubtes: { $helpline }
sms-pin = { $alias }: el PIN per a { $relying_party } és { $pin }. Val { $minutes } min. No el compartisca.
sms-password-log-in = { $alias }: el seu codi per a entrar amb la contrasenya permanent és { $code }. Val { $minutes } min. No el compartisca amb ningu.
sms-password-set = { $alias }: el seu codi per a canviar o activar la contrasenya permanent és { $code }. Val { $minutes } min. No el compartisca amb ningu.
sms-phone-displaced = { $alias }: des del { $date } el seu registre no usa este telèfon. Per a donar-ne un altre, demane una carta. No ha sigut vosté? Telefone al { $helpline }.
sms-certificate-ready = { $alias }: ja pot descarregar el certificat en la seu. Codi: { $code }
sms-certificate-needs-visit = { $alias }: el tràmit { $reference } ja té resultat. Per a rebre'l, telefone al { $helpline } o vaja a una oficina.
sms-application-in-review = { $alias }: estem revisant el tràmit { $reference }. L'avisarem per SMS; no ha de fer res.
sms-app-code = { $alias }: el codi per a activar l'app és { $code }. Val { $minutes } min. No el compartisca.
sms-app-activated = { $alias }: l'app s'ha activat a nom seu en un dispositiu nou. Si no ha sigut vosté, telefone al { $helpline }.

# Correus: l'assumpte és el fet; la primera línia diu què ha canviat i quan.
email-footer =
    Este missatge l'envia { $body }. No porta enllaços i no cal respondre'l.
    Si no ha sigut vosté, telefone al { $helpline }.
email-welcome-subject = El seu registre està completat
email-welcome =
    El seu registre està completat des del { $date } a les { $time }.

    Què pot fer ara:

    - Identificar-se amb PIN. En el servici que vulga usar, escriga el DNI o NIE i demane el PIN. Li arriba per SMS al mòbil que ens ha donat i val uns minuts.
    - Guardar el justificant del registre. Porta el codi d'activació, amb què activa la contrasenya permanent si vol entrar sense demanar cada vegada un PIN: trie «Contrasenya permanent» en la pàgina del registre i tinga a mà el número, este codi, este correu i el mòbil. Ningú no li'l demanarà per telèfon ni per correu.
email-level-raised-subject = El seu registre és ara de nivell avançat
email-level-raised =
    El seu registre és de nivell avançat des del { $date } a les { $time }: una segona persona ha revisat la seua videotelefonada.

    Amb este nivell pot usar més servicis. No ha de fer res.
email-identification-received-subject = Hem rebut la seua identificació per vídeo
email-identification-received =
    Hem rebut la seua identificació per vídeo el { $date } a les { $time }.

    Una persona la revisarà. L'avisarem del resultat per correu. Fins llavors no queda registrat per esta via.
email-identification-received-basic =
    Hem rebut la seua identificació per vídeo el { $date } a les { $time }.

    Les comprovacions automàtiques són correctes i ja té un registre de nivell bàsic. Una persona revisarà la seua cara i el seu document. L'avisarem del resultat per correu: el registre passarà a nivell avançat o es donarà de baixa.
email-identification-confirmed-subject = La seua identificació per vídeo està confirmada
email-identification-confirmed =
    Una persona va revisar la seua identificació per vídeo el { $date } a les { $time } i la va confirmar. El seu registre és de nivell avançat.

    El document amb el resultat és en la seu electrònica amb este codi: { $code }
email-identification-refused-subject = No hem pogut confirmar la seua identificació per vídeo
email-identification-refused =
    Una persona va revisar la seua identificació per vídeo el { $date } a les { $time } i no la va confirmar. Per esta via no queda registrat.

    El document amb el resultat és en la seu electrònica amb este codi: { $code }

    Pot registrar-se en una oficina, amb un certificat electrònic o amb una carta d'invitació.
email-identification-withdrawn =
    Una persona va revisar la seua identificació per vídeo el { $date } a les { $time } i no la va confirmar. El registre de nivell bàsic que tenia s'ha donat de baixa: ja no s'hi pot identificar.

    El document amb el resultat és en la seu electrònica amb este codi: { $code }

    Pot registrar-se de nou en una oficina o amb un certificat electrònic.
email-password-activated-subject = La seua contrasenya permanent està activada
email-password-activated =
    La seua contrasenya permanent està activada des del { $date } a les { $time }.

    Ja es pot identificar amb el DNI o NIE i esta contrasenya. Guarde el codi d'activació: el necessitarà si l'oblida.
email-password-changed-subject = La seua contrasenya permanent ha canviat
email-password-changed =
    La seua contrasenya permanent va canviar el { $date } a les { $time }. L'anterior ja no servix.
email-password-locked-subject = Massa intents amb la seua contrasenya permanent
email-password-locked =
    El { $date } a les { $time } algú va escriure massa contrasenyes equivocades amb el seu número, en un navegador que vosté no ha usat mai.

    No hi ha entrat ningú. Des de navegadors desconeguts la seua contrasenya ja no servix. En els que vosté ja ha usat continua servint, i també les altres formes d'identificar-se.

    Per a tornar a usar-la en un navegador nou, pose una altra contrasenya: necessita el codi d'activació i el mòbil.
email-code-renewed-subject = Té un codi d'activació nou
email-code-renewed =
    El { $date } a les { $time } es va fer un codi d'activació nou de la seua contrasenya permanent. L'anterior ja no servix.
email-phone-displaced-subject = El seu registre ja no pot usar el seu mòbil
email-phone-displaced =
    El { $date } a les { $time } una altra persona va demostrar que té el mòbil que ens va donar. Des d'aleshores el seu registre no el pot usar.

    El registre continua existint, però no es podrà identificar amb PIN fins que done un altre mòbil. Per a donar-lo, demane una carta d'invitació: arribarà al seu domicili fiscal.
email-passkey-added-subject = S'ha afegit una clau d'accés al seu registre
email-passkey-added =
    El { $date } a les { $time } es va afegir una clau d'accés al seu registre. Amb esta clau es pot entrar en nom seu sense PIN ni contrasenya.

    Si ha sigut vosté, no ha de fer res. Si no, identifique's, òbriga «La meua identitat», lleve esta clau i telefone'ns.
email-certificate-ready-subject = El seu certificat està preparat
email-certificate-ready =
    El seu certificat està preparat des del { $date } a les { $time }.

    Per a descarregar-lo, entre en la seu electrònica, trie «Comprovar un document» i escriga este codi:

    { $code }

    Qui tinga el codi pot veure el certificat. Done el codi només a qui l'haja de veure.
email-certificate-needs-visit-subject = La seua sol·licitud ja té resultat
email-certificate-needs-visit =
    La seua sol·licitud { $reference } té resultat des del { $date }.

    De moment no s'entrega per internet. Telefone al { $helpline } o vaja a una oficina de { $body } amb el document d'identitat.
email-application-in-review-subject = Estem revisant la seua sol·licitud
email-application-in-review =
    Des del { $date } una persona està revisant la seua sol·licitud { $reference }.

    No ha de fer res. L'avisarem per SMS quan hi haja un resultat.

email-app-activated-subject = L'app s'ha activat a nom seu
email-app-activated = El { $date } a les { $time } l'app es va activar a nom seu en un dispositiu nou. S'hi poden confirmar identificacions.
email-app-activated-replaced = Substituïx el que vosté anomenava «{ $device }», que ja no confirma res.
email-app-activated-veto = Si no ha sigut vosté, òbriga l'app en aquell dispositiu abans del { $date } a les { $time } i diga «No he sigut jo»: el nou quedarà anul·lat.

# El que diu una carta, per a qui no pot veure el PDF.
letter-invitation-subject = Carta d'invitació
letter-invitation-code = Carta d'invitació per a { $name }. Codi: { $code }. Es pot usar fins al { $date } a { $address }.
letter-invitation-notice = Carta per a { $name }: algú ha demanat una carta d'invitació amb el seu número. Vosté ja està registrat. Si no ha sigut vosté, telefone al { $helpline }.

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
email-alert-link = Si no ha sigut vosté, òbriga esta pàgina: permet tancar-ho tot al moment i no li demana cap dada.
email-alert-footer =
    Este missatge l'envia { $body }. No cal respondre'l, i el seu únic enllaç és el de dalt, que servix una setmana.
    Si no ha sigut vosté, telefone al { $helpline }.
means-pin = PIN d'un sol ús
means-app = L'app
means-password = Contrasenya permanent
means-passkey = Claus d'accés
means-certificate = Certificat electrònic o DNIe
email-unknown-browser-subject = Algú ha entrat en nom seu amb un navegador nou
email-unknown-browser =
    El { $date } a les { $time } es va entrar en nom seu amb un navegador que vosté no havia usat mai.

    Si ha sigut vosté, no ha de fer res.
email-frozen-subject = La seua identitat està congelada
email-frozen =
    El { $date } a les { $time } es va congelar la seua identitat. Des d'aleshores ningú no entra en nom seu i els servicis no reben res.

    Per a descongelar-la, identifique's d'una manera que arribe al nivell substancial, o vaja a una oficina de registre.
email-thawed-subject = La seua identitat torna a estar oberta
email-thawed = El { $date } a les { $time } es va descongelar la seua identitat. Les seues maneres d'identificar-se funcionen de nou.
email-means-off-subject = S'ha desactivat una de les seues maneres d'identificar-se
email-means-off = El { $date } a les { $time } es va desactivar «{ $means }» en el seu registre. Ja no obri res en nom seu.
email-means-on-subject = S'ha activat una de les seues maneres d'identificar-se
email-means-on = El { $date } a les { $time } es va tornar a activar «{ $means }» en el seu registre.
email-contact-changed-subject = Han canviat les dades de contacte del seu registre
email-contact-changed = El { $date } a les { $time } va canviar el mòbil o el correu del seu registre. Este missatge va a l'adreça que hi havia abans.
email-passkey-removed-subject = S'ha llevat una clau d'accés
email-passkey-removed = El { $date } a les { $time } es va llevar una clau d'accés del seu registre. Ja no obri res en nom seu.
email-app-deactivated-subject = S'ha desactivat l'app
email-app-deactivated = El { $date } a les { $time } es va desactivar l'app en el seu registre. Ja no confirma res en nom seu.
email-intervened-subject = Una mesura sobre la seua identitat
email-intervened-lifted-subject = S'ha alçat una mesura sobre la seua identitat
email-intervened-suspended =
    El { $date } a les { $time } l'administració va suspendre la seua identitat fins al { $last }. Fins aquell dia no es pot identificar de cap manera; després tornarà a funcionar sola.

    Per a saber el motiu, telefone'ns o vaja a una oficina amb el seu document.
email-intervened-blocked =
    El { $date } a les { $time } l'administració va bloquejar la seua identitat. No es pot identificar de cap manera ni registrar-se de nou fins que s'alce.

    Per a saber el motiu, telefone'ns o vaja a una oficina amb el seu document.
email-intervened-new-password =
    El { $date } a les { $time } l'administració va demanar que canvie la contrasenya permanent. Fins que ho faça, amb el codi d'activació i un SMS, la contrasenya no servix. Les altres formes d'identificar-se continuen funcionant.

    El motiu està anotat, i el veu en la seua activitat. Si no s'ho esperava, telefone'ns.
email-intervened-new-proofing =
    El { $date } a les { $time } l'administració va demanar que demostre de nou qui és. Fins llavors només arriba al nivell baix.

    El motiu està anotat, i el veu en la seua activitat. Si no s'ho esperava, telefone'ns.
email-intervened-device-off =
    El { $date } a les { $time } l'administració va desactivar l'app en el seu dispositiu. Continua registrat i rep el PIN per SMS.

    El motiu està anotat, i el veu en la seua activitat. Si no s'ho esperava, telefone'ns.
email-intervened-sessions-ended =
    El { $date } a les { $time } l'administració va tancar totes les seues sessions. Per a continuar, identifique's de nou.

    El motiu està anotat, i el veu en la seua activitat. Si no s'ho esperava, telefone'ns.
email-intervened-lifted =
    El { $date } a les { $time } l'administració va alçar una mesura sobre la seua identitat, que deixa de tindre efecte.

    El motiu està anotat, i el veu en la seua activitat. Si no s'ho esperava, telefone'ns.
