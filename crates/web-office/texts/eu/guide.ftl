announce = Egun on. { $name } naiz, kodea { $code }, erakundea: { $body }. Nire kamera itzalita dago; zureak piztuta jarraitu behar du.
consent = Dei hau osorik grabatzen da, irudia eta soinua, zure identitatea egiaztatzeko. Nahi ez baduzu, irudirik gabe erregistra zaitezke: bulego batean, gutun batekin edo ziurtagiri elektronikoarekin. Onartzen duzu grabazioa?
one-device = Gailu bakarra erabiltzen ari zara dei honetarako? Begiratu kamerari eta esan zer ordu ikusten duzun oraintxe.
code = Kode bat bidaliko dizut SMS bidez. Mugikorra eskuan duzula, idatzi orri honetan.
code-wait = Idatzi orri honetan mugikorrera iritsi zaizun kodea.
front = Hurbildu kamerara agiriaren aurrealdea, argazkia duena, pantaila bete arte. Eutsi ertzetatik, mugitu gabe.
back = Eman buelta eta hurbildu atzealdea, hiru lerroak dituena.
look-up = Begiratu gora eta berriro aurrera.
cover-corner = Estali hatz batekin txartelaren beheko izkina, eta gero kendu hatza.
document = Okertu pixka bat txartela, hologramak distiratsu ikus ditzadan.
reading = Itxaron une bat, mesedez, agiria irakurtzen dudan bitartean.
register = Itxaron une bat, mesedez, zure datuak egiaztatzen ditudan bitartean.
face = Begiratu kamerari zuzen, eguzkitako betaurrekorik gabe eta aurpegia estaltzen duen ezer gabe.
contact = Zein mugikorretan eta zein helbide elektronikotan jaso nahi dituzu abisuak?
contact-repeat = Errepikatuko dizut: mugikorra { $phone }, helbide elektronikoa { $email }. Zuzena da?
contact-other = Mugikor hori beste pertsona baten izenean dago. Zurea da? Berresten baduzu, pertsona horrek ez du gehiago izango.
finish = Dena egiaztatuta dago. Orain erregistratuko zaitut; SMS bat jasoko duzu eta, helbide elektronikoa eman baduzu, hurrengo urratsak dituen mezu bat. Eskerrik asko zure denboragatik.
refuse = Ezin dut erregistroa dei honetan amaitu. Pantailan ikusiko dituzu arrazoia eta dituzun beste bideak. Eskerrik asko zure denboragatik.

# Ausazko ekintzak
turn-head-left = Biratu burua poliki ezkerrera eta begiratu berriro aurrera.
turn-head-right = Biratu burua poliki eskuinera eta begiratu berriro aurrera.
come-closer = Hurbildu poliki aurpegiak irudia bete arte, eta itzuli zure lekura.
cover-left-half = Estali eskuarekin aurpegiaren ezkerreko erdia, eta kendu eskua.
touch-nose = Ukitu sudurra hatz batekin eta jaitsi eskua.
three-fingers = Erakutsi hiru hatz aurpegiaren ondoan.
close-eyes = Itxi begiak bi segundoz eta ireki berriro.
tilt-document = Okertu txartela poliki alde batera eta bestera, hologramak distiratsu ikusteko.
document-beside-face = Jarri txartela aurpegiaren ondoan, argazkia kamerara begira.
finger-over-photo = Pasatu hatz bat txartelaren argazkiaren gainetik, alde batetik bestera.
turn-over = Eman buelta txartelari poliki, kameraren aurrean.
bend-lightly = Tolestu pixka bat txartela puntetatik eta askatu.

# Elkarrizketa
interview = Galdera batzuk: zertarako erregistratu nahi duzu? Zein urtetan egin zizuten agiri hau? Inor etorri da zurekin?
