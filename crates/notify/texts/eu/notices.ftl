# SMSak: GSM-7ko 160 karaktereko segmentu bat, estekarik gabe: proba batek egiaztatzen du.
sms-phone-code = { $alias }: telefono hau berresteko kodea: { $code }. { $minutes } minutuz balio du. Ez eman inori.
sms-welcome = { $alias }: zure erregistroa osatu da. PIN bidez identifika zaitezke. Zu izan ez bazara, deitu telefono honetara: { $helpline }.
sms-welcome-code = { $alias }: erregistroa osatuta. Aktibazio-kodea: { $code }. Ez eman inori. Zu izan ez bazara, deitu telefono honetara: { $helpline }.
sms-level-raised = { $alias }: zure erregistroa maila aurreratukoa da orain. Ez duzu ezer egin behar. Zu izan ez bazara, deitu { $helpline } telefonora.
sms-level-raised-code = { $alias }: zure erregistroa aurreratua da. Aktibazio-kode berria: { $code }. Ez eman inori. Zu izan ez bazara, deitu { $helpline } telefonora.
sms-identification-refused = { $alias }: ezin izan dugu zure bideo bidezko identifikazioa berretsi. Emaitzaren agiria: { $code }. Zalantzak: { $helpline }
sms-pin = { $alias }: zure PINa { $pin } da. Zerbitzua: { $relying_party }. { $minutes } minutuz balio du. Ez eman inori.
sms-password-log-in = { $alias }: { $code } da pasahitz iraunkorrarekin sartzeko kodea. { $minutes } min balio du. Ez eman inori.
sms-password-set = { $alias }: { $code } da pasahitz iraunkorra aldatu edo aktibatzeko kodea. { $minutes } min balio du. Ez eman inori.
sms-phone-displaced = { $alias }: zure erregistroak ez du telefono hau erabiltzen ({ $date }). Beste bat emateko, eskatu gutuna. Zu izan ez bazara: { $helpline }.
sms-certificate-ready = { $alias }: zure ziurtagiria egoitzan deskarga dezakezu. Kodea: { $code }
sms-certificate-needs-visit = { $alias }: { $reference } eskaerak badu emaitza. Jasotzeko, joan bulego batera edo deitu: { $helpline }.
sms-application-in-review = { $alias }: { $reference } eskaera berrikusten ari gara. SMS bidez jakinaraziko dizugu; ez duzu ezer egin behar.
sms-app-code = { $alias }: aplikazioa aktibatzeko kodea: { $code }. { $minutes } minutuz balio du. Ez eman inori.
sms-app-activated = { $alias }: aplikazioa zure izenean aktibatu da gailu berri batean. Zu izan ez bazara, deitu { $helpline } telefonora.

# Mezu elektronikoak: gaia gertatutakoa da; lehen lerroak zer aldatu den eta noiz esaten du.
email-footer =
    Mezu hau { $body } erakundeak bidaltzen du. Ez du estekarik, eta ez zaio erantzun behar.
    Zu izan ez bazara, deitu telefono honetara: { $helpline }.
email-welcome-subject = Zure erregistroa osatuta dago
email-welcome =
    Zure erregistroa osatuta dago ({ $date }, { $time }).

    Zer egin dezakezu orain:

    - PIN bidez identifikatu. Erabili nahi duzun zerbitzuan, idatzi zure NAN edo AIZ eta eskatu PINa. Eman diguzun mugikorrera iritsiko zaizu SMS bidez, eta minutu batzuetan balio du.
    - Erregistroaren ordezkagiria gorde. Aktibazio-kodea dakar; harekin aktibatuko duzu pasahitz iraunkorra, aldiro PINa eskatu gabe sartu nahi baduzu: aukeratu «Pasahitz iraunkorra» erregistroaren orrian, eta izan eskura zenbakia, kode hori, mezu hau eta mugikorra. Inork ez dizu eskatuko, ez telefonoz ez mezu elektronikoz.
email-level-raised-subject = Zure erregistroa maila aurreratukoa da orain
email-level-raised =
    Zure erregistroa maila aurreratukoa da data honetatik: { $date }, { $time }. Bigarren pertsona batek zure bideo-deia berrikusi du.

    Maila honekin zerbitzu gehiago erabil ditzakezu. Ez duzu ezer egin behar.
email-identification-received-subject = Zure bideo bidezko identifikazioa jaso dugu
email-identification-received =
    Zure bideo bidezko identifikazioa jaso dugu: { $date }, { $time }.

    Pertsona batek berrikusiko du. Emaitza posta elektronikoz jakinaraziko dizugu. Ordura arte ez zaude erregistratuta bide honetatik.
email-identification-received-basic =
    Zure bideo bidezko identifikazioa jaso dugu: { $date }, { $time }.

    Egiaztapen automatikoak zuzenak dira eta oinarrizko mailako erregistroa duzu jada. Pertsona batek zure aurpegia eta agiria berrikusiko ditu. Emaitza posta elektronikoz jakinaraziko dizugu: erregistroa maila aurreratura pasatuko da, edo baja emango zaio.
email-identification-confirmed-subject = Zure bideo bidezko identifikazioa berretsita dago
email-identification-confirmed =
    Pertsona batek zure bideo bidezko identifikazioa berrikusi eta berretsi du: { $date }, { $time }. Zure erregistroa maila aurreratukoa da.

    Emaitzaren agiria egoitza elektronikoan dago, kode honekin: { $code }
email-identification-refused-subject = Ezin izan dugu zure bideo bidezko identifikazioa berretsi
email-identification-refused =
    Pertsona batek zure bideo bidezko identifikazioa berrikusi du ({ $date }, { $time }) eta ez du berretsi. Bide honetatik ez zaude erregistratuta.

    Emaitzaren agiria egoitza elektronikoan dago, kode honekin: { $code }

    Bulego batean, ziurtagiri elektronikoarekin edo gonbidapen-gutunarekin erregistra zaitezke.
email-identification-withdrawn =
    Pertsona batek zure bideo bidezko identifikazioa berrikusi du ({ $date }, { $time }) eta ez du berretsi. Zenuen oinarrizko mailako erregistroari baja eman zaio: ezin duzu gehiago harekin identifikatu.

    Emaitzaren agiria egoitza elektronikoan dago, kode honekin: { $code }

    Bulego batean edo ziurtagiri elektronikoarekin erregistra zaitezke berriro.
email-password-activated-subject = Zure pasahitz iraunkorra aktibatuta dago
email-password-activated =
    Zure pasahitz iraunkorra aktibatuta dago: { $date }, { $time }.

    Orain zure NANarekin edo AIZarekin eta pasahitz horrekin identifika zaitezke. Gorde aktibazio-kodea: pasahitza ahaztuz gero beharko duzu.
email-password-changed-subject = Zure pasahitz iraunkorra aldatu da
email-password-changed =
    Zure pasahitz iraunkorra aldatu da: { $date }, { $time }. Aurrekoak ez du jada balio.
email-password-locked-subject = Saiakera gehiegi zure pasahitz iraunkorrarekin
email-password-locked =
    Data honetan: { $date }, { $time }, norbaitek pasahitz oker gehiegi idatzi ditu zure zenbakiarekin, zuk inoiz erabili ez duzun nabigatzaile batean.

    Ez da inor sartu. Nabigatzaile ezezagunetan zure pasahitzak ez du jada balio. Zuk erabili dituzunetan balio du oraindik, eta identifikatzeko beste moduek ere bai.

    Nabigatzaile berri batean berriz erabiltzeko, jarri beste pasahitz bat: aktibazio-kodea eta mugikorra behar dituzu.
email-code-renewed-subject = Aktibazio-kode berria duzu
email-code-renewed =
    Zure pasahitz iraunkorraren aktibazio-kode berria egin da: { $date }, { $time }. Aurrekoak ez du jada balio.
email-phone-displaced-subject = Zure erregistroak ezin du zure mugikorra erabili
email-phone-displaced =
    Beste pertsona batek frogatu du ({ $date }, { $time }) zuk eman zenigun mugikorra berea dela. Harrezkero, zure erregistroak ezin du erabili.

    Zure erregistroak indarrean jarraitzen du, baina ezin izango zara PIN bidez identifikatu beste mugikor bat eman arte. Emateko, eskatu gonbidapen-gutuna: zure zerga-egoitzara iritsiko da.
email-passkey-added-subject = Sarbide-gako bat gehitu da zure erregistroan
email-passkey-added =
    { $date }, { $time }: sarbide-gako bat gehitu zen zure erregistroan. Harekin zure izenean sar daiteke PINik eta pasahitzik gabe.

    Zu izan bazara, ez duzu ezer egin behar. Bestela, identifikatu zaitez, ireki «Nire identitatea», kendu gako hori eta deitu iezaguzu.
email-certificate-ready-subject = Zure ziurtagiria prest dago
email-certificate-ready =
    Zure ziurtagiria prest dago ({ $date }, { $time }).

    Deskargatzeko, sartu egoitza elektronikoan, aukeratu «Dokumentu bat egiaztatu» eta idatzi kode hau:

    { $code }

    Kodea duenak ziurtagiria ikus dezake. Eman kodea ikusi behar duenari bakarrik.
email-certificate-needs-visit-subject = Zure eskaerak badu emaitza
email-certificate-needs-visit =
    Zure { $reference } eskaerak badu emaitza ({ $date }).

    Oraingoz ez da internetez ematen. Deitu { $helpline } telefonora, edo joan { $body } erakundearen bulego batera zure identitate-agiriarekin.
email-application-in-review-subject = Zure eskaera berrikusten ari gara
email-application-in-review =
    Pertsona bat zure { $reference } eskaera berrikusten ari da ({ $date }).

    Ez duzu ezer egin behar. Emaitza dagoenean, SMS bidez jakinaraziko dizugu.

email-app-activated-subject = Aplikazioa zure izenean aktibatu da
email-app-activated = Aplikazioa zure izenean aktibatu da gailu berri batean ({ $date }, { $time }). Gailu horrekin identifikazioak berrets daitezke.
email-app-activated-replaced = «{ $device }» deitzen zenuen gailua ordezten du; horrek jada ez du ezer berresten.
email-app-activated-veto = Zu izan ez bazara, ireki aplikazioa gailu horretan ({ $date }, { $time } baino lehen) eta esan «Ez naiz ni izan»: berria baliogabetuko da.

# Gutun batek dioena, PDFa ikusi ezin duenarentzat.
letter-invitation-subject = Gonbidapen-gutuna
letter-invitation-code = Gonbidapen-gutuna. Norentzat: { $name }. Kodea: { $code }. Erabiltzeko azken eguna: { $date }. Non: { $address }.
letter-invitation-notice = Gutuna. Norentzat: { $name }. Norbaitek gonbidapen-gutuna eskatu du zure zenbakiarekin. Zu erregistratuta zaude lehendik ere. Zu izan ez bazara, deitu telefono honetara: { $helpline }.

# Datak
date-1 = { $year } urtarrilaren { $day }
date-2 = { $year } otsailaren { $day }
date-3 = { $year } martxoaren { $day }
date-4 = { $year } apirilaren { $day }
date-5 = { $year } maiatzaren { $day }
date-6 = { $year } ekainaren { $day }
date-7 = { $year } uztailaren { $day }
date-8 = { $year } abuztuaren { $day }
date-9 = { $year } irailaren { $day }
date-10 = { $year } urriaren { $day }
date-11 = { $year } azaroaren { $day }
date-12 = { $year } abenduaren { $day }

# Alerts: their only link opens a page that takes things away and opens nothing.
email-alert-link = Zu izan ez bazara, ireki orri hau: dena berehala ixteko aukera ematen du, eta ez dizu daturik eskatzen.
email-alert-footer =
    Mezu hau { $body } erakundeak bidaltzen du. Ez zaio erantzun behar, eta esteka bakarra goikoa da, astebetez balio duena.
    Zu izan ez bazara, deitu telefono honetara: { $helpline }.
means-pin = Erabilera bakarreko PINa
means-app = Aplikazioa
means-password = Pasahitz iraunkorra
means-passkey = Sarbide-gakoak
means-certificate = Ziurtagiri elektronikoa edo NAN elektronikoa
email-unknown-browser-subject = Norbait zure izenean sartu da nabigatzaile berri batekin
email-unknown-browser =
    { $date }, { $time }: zure izenean sartu ziren, zuk inoiz erabili gabeko nabigatzaile batekin.

    Zu izan bazara, ez duzu ezer egin behar.
email-frozen-subject = Zure identitatea izoztuta dago
email-frozen =
    { $date }, { $time }: zure identitatea izoztu zen. Ordutik inor ez da zure izenean sartzen, eta zerbitzuek ez dute ezer jasotzen.

    Desizozteko, identifikatu zaitez funtsezko mailara iristen den modu batean, edo joan erregistro-bulego batera.
email-thawed-subject = Zure identitatea berriro irekita dago
email-thawed = { $date }, { $time }: zure identitatea desizoztu zen. Identifikatzeko zure moduek berriro funtzionatzen dute.
email-means-off-subject = Identifikatzeko zure moduetako bat desaktibatu da
email-means-off = { $date }, { $time }: «{ $means }» desaktibatu zen zure erregistroan. Ez du jada ezer irekitzen zure izenean.
email-means-on-subject = Identifikatzeko zure moduetako bat aktibatu da
email-means-on = { $date }, { $time }: «{ $means }» berriro aktibatu zen zure erregistroan.
email-contact-changed-subject = Zure erregistroko harremanetarako datuak aldatu dira
email-contact-changed = { $date }, { $time }: zure erregistroko mugikorra edo posta aldatu zen. Mezu hau lehengo helbidera doa.
email-passkey-removed-subject = Sarbide-gako bat kendu da
email-passkey-removed = { $date }, { $time }: sarbide-gako bat kendu zen zure erregistrotik. Ez du jada ezer irekitzen zure izenean.
email-app-deactivated-subject = Aplikazioa desaktibatu da
email-app-deactivated = { $date }, { $time }: aplikazioa desaktibatu zen zure erregistroan. Ez du jada ezer berresten zure izenean.
email-intervened-subject = Zure identitateari buruzko neurri bat
email-intervened-lifted-subject = Zure identitateari buruzko neurri bat kendu da
email-intervened-suspended =
    { $date }, { $time }: administrazioak zure identitatea eten zuen, egun honetara arte: { $last }. Ordura arte ezin zara inola ere identifikatu; ondoren bere kabuz funtzionatuko du berriro.

    Arrazoia jakiteko, deitu iezaguzu edo joan bulego batera zure agiriarekin.
email-intervened-blocked =
    { $date }, { $time }: administrazioak zure identitatea blokeatu zuen. Ezin zara inola ere identifikatu, ezta berriro erregistratu ere, kendu arte.

    Arrazoia jakiteko, deitu iezaguzu edo joan bulego batera zure agiriarekin.
email-intervened-new-password =
    { $date }, { $time }: administrazioak pasahitz iraunkorra aldatzeko eskatu zuen. Aldatu arte, aktibazio-kodearekin eta SMS batekin, pasahitzak ez du balio. Identifikatzeko gainerako moduek balio dute oraindik.

    Arrazoia idatzita dago, eta zure jardueran ikus dezakezu. Espero ez bazenuen, deitu iezaguzu.
email-intervened-new-proofing =
    { $date }, { $time }: administrazioak nor zaren berriro frogatzeko eskatu zuen. Ordura arte maila baxura bakarrik iristen zara.

    Arrazoia idatzita dago, eta zure jardueran ikus dezakezu. Espero ez bazenuen, deitu iezaguzu.
email-intervened-device-off =
    { $date }, { $time }: administrazioak aplikazioa desaktibatu zuen zure gailuan. Erregistratuta zaude oraindik, eta PINa SMS bidez jasotzen duzu.

    Arrazoia idatzita dago, eta zure jardueran ikus dezakezu. Espero ez bazenuen, deitu iezaguzu.
email-intervened-sessions-ended =
    { $date }, { $time }: administrazioak zure saio guztiak itxi zituen. Jarraitzeko, identifikatu zaitez berriro.

    Arrazoia idatzita dago, eta zure jardueran ikus dezakezu. Espero ez bazenuen, deitu iezaguzu.
email-intervened-lifted =
    { $date }, { $time }: administrazioak zure identitateari buruzko neurri bat kendu zuen; ez du eraginik gehiago.

    Arrazoia idatzita dago, eta zure jardueran ikus dezakezu. Espero ez bazenuen, deitu iezaguzu.
