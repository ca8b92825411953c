# Ilara
list-title = Berrikusten ari diren espedienteak
list-lead = Makinak erabaki ezin izan dituen eskaerak. Lehenik, gehien itxaron dutenak.
list-caption = Berrikusten ari diren eskaerak
col-reference = Erreferentzia
col-waiting = Zain
col-purpose = Zertarako
col-reason = Zergatik berrikusten den
col-entries = Idazpenak
waiting = { $age } ({ $since })
empty-title = Ez dago ezer berrikusteko
empty = Eskaera bati norbaitek begiratu behar dionean, hemen agertuko da.
reload = Begiratu berriro
list-cut = Gehien itxaron duten { $count } eskaerak erakusten dira. Gehiago daude.
list-auditor = Pertsonen datuak izapidetzen duenak bakarrik irekitzen ditu.
purpose-habitual = Adingabeekiko ohiko lana
purpose-volunteering = Boluntariotza adingabeekin
purpose-adoption = Adopzioa edo harrera
purpose-abroad = Beste helburu bat, atzerrian
purpose-none = Ez dago jasota
reason-own-number = Zenbaki bera
reason-possible = Balizko bat-etortzea
reason-unidentified = Identifikatu gabe

# Espedientea
case-title-same = Pertsona bera da?
case-title-unidentified = Nor da pertsona hau?
case-document-title = { $title } { $reference }
applicant-title = Eskatzailea
fact-name = Izena
fact-number = Zenbakia
fact-birth = Jaiotza
fact-place = Jaioterria
fact-father = Aita
fact-mother = Ama
fact-sex = Sexua
fact-nationality = Nazionalitatea
fact-purpose = Zertarako
entry-title = { $count ->
    [one] Eskaera eta idazpena, datuz datu
   *[other] Eskaera eta idazpena ({ $number }/{ $count }), datuz datu
 }
entry-own-number = Eskatzailearen zenbaki bera du
col-datum = Datua
col-applicant = Eskaera
col-entry = Erregistroko idazpena
col-likeness = Alderaketa
unknown = Ez dago jasota
same = Berdina
similar = Antzekoa
different = Desberdina
missing = Falta da
tally = Berdinak: { $same } · antzekoak: { $similar } · desberdinak: { $different } · falta direnak: { $missing }
sex-female = Emakumea
sex-male = Gizona
sex-other = Zehaztu gabe
conviction-fold = Zer transkribatuko lukeen ziurtagiri positibo batek
conviction-court = Organo judiziala
conviction-final = Noiztik irmo
conviction-offence = Delitua
conviction-penalty = Zigorra
gone-entries-title = Ez da geratzen alderatzeko idazpenik
gone-entries = Berrikuspena eragin zutenak ezeztatu edo erregistrotik kendu dira.
unidentified-title = Erregistro zibilak ez zuen pertsona hau berretsi
unidentified = Galdetu zitzaionean, agiriaren datuak ez zetozen bat. Erabaki aurretik, egiaztatu identitatea beste bide batetik.
own-number-title = Zenbakia bera da
own-number = Zenbaki bera izanda, ezin da ondorioztatu pertsona bera ez denik. Idazpena okerra bada, eskatu lehenago erregistroari zuzentzeko.

# Historia
history-title = Historia
history-by = { $when } · { $who }
who-system = automatikoa
event-submitted = Pertsonak aurkeztua
event-consulted-none = Kontsulta automatikoa: idazpenik ez
event-consulted-certain = Kontsulta automatikoa: zenbaki bera
event-consulted-possible = Kontsulta automatikoa: balizko bat-etortzea
event-consulted-unidentified = Kontsulta automatikoa: pertsona berretsi gabe
event-review = Berrikuspenera igaro da
event-opened = Espedientea ireki da
event-decided = Erabakita
event-issued = Ziurtagiria eman da
event-downloaded = Ziurtagiria deskargatu da
event-withdrawn = Pertsonak atzera egin du
event-other = Beste jarduketa bat
history-now = Berrikusten
history-noted = Zuk ireki duzu orain. Kontsulta hau idatzita geratzen da.

# Erabakia
decision-title = Nire erabakia
verdict-legend = Zer ondorioztatzen dut?
verdict-not-same = Ez da pertsona bera
verdict-not-same-note = Ziurtagiri negatiboa ematen da. Pertsonak SMS bidez jasotzen du kodea.
verdict-clear = Ez dago pertsona honen idazpenik
verdict-same = Pertsona bera da
verdict-same-note = Ziurtagiri positiboa ematen da. Pertsonak xehetasunik gabeko abisu bat jasotzen du.
verdict-empty = Aukeratu zer ondorioztatzen den.
entries-legend = Zein idazpen dira harenak?
entries-hint = Pertsona bera bada bakarrik. Ziurtagiriak markatutakoak transkribatzen ditu.
entry-label = { $number }. idazpena: { $offence }
entries-empty = Markatu gutxienez pertsona honen idazpen bat.
entries-stale = Markatutako idazpenen batek ez du balio dagoeneko. Begiratu berriro eta markatu geratzen direnak.
reason-label = Arrazoia
reason-hint = Idatzi zer egiaztatu den eta non. Gutxienez { $least } letra. Ikuskatzen duenak irakurriko du.
reason-short = Arrazoiak gutxienez { $least } letra izan behar ditu. Idatzi zer egiaztatu den eta non.
reason-long = Arrazoiak gehienez { $most } letra izan ditzake. Laburtu.
reason-character = Arrazoiak gorde ezin den karaktere bat du. Idatzi berriro, itsatsi gabe.
reason-count = Letrak: { $typed } · gutxienez { $least }
reason-enough = Nahikoa da.
decide = Erabaki eta jakinarazi
decide-note = Erabakia behin betikoa da: ziurtagiria zigilatu eta abisua bidaltzen da.
decide-stale = Bidaltzean sarbide-gakoa eskatuko da, azken egiaztapena egin zenetik { $minutes } minutu baino gehiago igaro baitira.
own-number-refused = Zenbaki bera izanda, ezin da ondorioztatu pertsona bera ez denik.
verified-title = Egiaztatuta
verified = Idatzitakoa hemen dago. Berrikusi eta bidali.
changed-title = Espedientea aldatu egin da bitartean
changed = Ez da ezer gorde. Idatzitakoa hemen dago: alderatu berriro, eta bidali egia izaten jarraitzen badu.

# Zain
hold-verify-title = Berretsi zu zarela
hold-verify-lead = { $minutes ->
    [one] Erabakitzeko, gakoa azken minutuan erabili izan behar da. Idatzitakoa gordeta dago.
   *[other] Erabakitzeko, gakoa azken { $minutes } minutuetan erabili izan behar da. Idatzitakoa gordeta dago.
 }
hold-verify = Berretsi gakoarekin
hold-sign-in-title = Saioa amaitu da
hold-sign-in-lead = Erabakia ez da oraindik gorde, baina idatzitakoa gordeta dago. Sartu zeundenetik jarraitzeko.
hold-wait-title = Erregistroak ez du erantzuten
hold-wait-lead = Erabakia ez da gorde, baina idatzitakoa hemen dago. Itxaron minutu batzuk eta saiatu berriro orria itxi gabe.
hold-make-title = Ezin izan da ziurtagiria egin
hold-make-lead = Erabakia ez da gorde, baina idatzitakoa hemen dago. Saiatu berriro; berriz gertatzen bada, jakinarazi sistemen arduradunei.
hold-again = Saiatu berriro
hold-typed-title = Idatzi duzuna
hold-reason = Arrazoia
hold-verdict = Ondorioa
hold-refused-title = Gako horrek ez du balio izan
hold-refused = Erabili sartzeko erabilitako gako bera, bost minutu igaro baino lehen.
hold-back = Itzuli espedientera erabaki gabe

# Itxita
decided-title = Erabakia idatzita
raced-title = Espediente hau erabakita zegoen
raced = Beste pertsona batek itxi zuen, edo zuk beste fitxa batean, begiratzen ari zinela. Bigarren erabaki hau ez da gorde, eta ez da abisurik bidali harengatik.
closed-title = Espediente hau itxita dago
closed-lead = Ezin da honi buruz erabaki.
negative-title = Ziurtagiri negatiboa eman da
negative-text = Zigilatua, egiaztapen-kodearekin.
negative-sent-title = SMSa kodearekin
negative-sent = Pertsonaren mugikorrera doa; eta mezu elektroniko bat ere bai, helbidea eman bazuen. Kodearekin deskargatzen du ziurtagiria.
positive-title = Ziurtagiri positiboa eman da
positive-text = Zigilatua. Inork ezin du kode batekin deskargatu.
positive-sent-title = SMSa xehetasunik gabe
positive-sent = Pertsonari deitzeko edo bulego batera joateko eskatzen dio. Ez du emaitza esaten.
downloaded-title = Ziurtagiri negatiboa deskargatu da
downloaded-text = Pertsonak badu.
withdrawn-title = Pertsonak atzera egin du
withdrawn-text = Ez da ziurtagiririk ematen.
next-case = Hurrengo espedientea
