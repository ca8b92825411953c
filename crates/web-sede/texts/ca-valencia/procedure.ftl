title = Certificat de delictes de naturalesa sexual
trail = Està en
trail-home = Inici
trail-procedures = Tràmits
trail-here = Certificat
kicker = Certificats
lead = Acredita que no consta cap condemna ferma per estos delictes en la data en què s’expedix. El demanen per a treballar o col·laborar de manera habitual amb menors.
declined-title = No s’ha identificat
declined = No hem enviat ni guardat res. Pot començar quan vulga.
fact-free = Gratuït
fact-free-text = Sense taxes
fact-now = Al moment
fact-now-text = En quasi tots els casos
fact-level = Qualsevol nivell
fact-level-text = N’hi ha prou amb el registre bàsic
start = Fer el tràmit
check = Comprovar els requisits tècnics
first-register = És la primera vegada? <a>Registre’s gratuïtament</a> abans de començar.
index = En esta pàgina

what = Què és
what-is = Diu si consten o no condemnes fermes per delictes contra la llibertat sexual o per tràfic d’éssers humans.
what-register = Es consulta el Registre Central de Delinqüents Sexuals i de Tràfic d’Éssers Humans en la data en què s’expedix.

who = Qui el pot demanar
who-self = Qualsevol persona de { $age } anys o més, per a si mateixa.
who-represented = Per qui té menys de { $age } anys o necessita suport: el pare o la mare, tutor, guardador de fet, curador o defensor judicial.
who-others = Les empreses i entitats de voluntariat el poden consultar amb el seu consentiment previ i exprés. Només obtenen el negatiu.
who-here = Ací el demana cada persona per a si mateixa. Si en representa una altra, <a>telefone’ns</a> i li direm on i amb quins documents.

when = Quan cal
when-needed = Per a tota professió, ofici o voluntariat que consistisca a tractar de manera habitual amb menors, es cobre o no (article 57 de la Llei orgànica 8/2021).
when-habitual = El tracte és habitual si és repetit, directe i regular, i no ocasional, o si l’activitat es dirigix sobretot a menors.
when-not = No cal en llocs de treball que atenen el públic en general, encara que entre el públic hi haja menors.
when-forbidden = Amb una condemna per estos delictes no es pot treballar amb menors. Si arriba després, cal dir-ho a l’empresa i el contacte s’acaba immediatament.

nationality = Si no té nacionalitat espanyola
foreign-title = El certificat del seu país
foreign = A més d’este certificat, n’haurà d’aportar un d’equivalent del país de la seua nacionalitat.
foreign-eu = Si és nacional d’un país de la Unió Europea no cal: el registre pregunta al seu país.

validity = Presentar-lo i renovar-lo
validity-none = Es presenta en començar l’activitat. No caduca: diu el que consta en la seua data, i la llei no obliga a renovar-lo cada cert temps.
validity-again = Cal presentar-ne un altre si canvia d’empresa o si el treball canvia i passa a ser amb menors.
validity-suspicion = L’empresa el pot tornar a demanar si sospita, amb motiu, que hi ha una condemna posterior.

how = Com es fa
how-identify = S’identifica
how-identify-text = Amb el PIN que arriba al mòbil. Si no està registrat, <a>registre’s gratuïtament</a>.
how-review = Revisa les dades
how-review-text = Ja venen emplenades. Només hi afig un telèfon i la finalitat.
how-download = Descarrega el certificat
how-download-text = Un PDF segellat, amb un codi perquè qualsevol el comprove.
how-online = Per internet és el més ràpid. Només tarda més si cal aclarir la seua identitat o una coincidència de dades: aleshores li enviem un SMS amb el codi per a descarregar-lo.

verify = Comprovar un certificat
verify-duty = Qui accepta el certificat respon de comprovar-lo. <a>Escriga els 22 caràcters del codi</a> i compare l’original amb la còpia.
verify-not = No cal comprovar-lo:
verify-not-administration = si una administració va obtindre la dada per la plataforma d’intermediació;
verify-not-company = si una empresa va rebre els certificats directament de nosaltres, en una sol·licitud agrupada.

other = Altres maneres d’obtindre-lo
other-lead = Li recomanem les formes electròniques: no hi ha cues ni esperes.
other-administration = Li’l demana una administració: autoritze-la a consultar-lo i no l’haurà d’aportar (article 28 de la Llei 39/2015).
other-company = El necessita tota una plantilla: l’empresa o entitat els pot demanar junts, amb el consentiment de cada persona.
other-person = En persona: amb cita prèvia, a l’oficina d’atenció o a la gerència territorial. Porte el document d’identitat i una còpia. No sempre s’entrega a l’acte.

more = Més informació
offences = Quins delictes inclou
offences-law = Els delictes contra la llibertat sexual (títol VIII del Codi penal) i el tràfic d’éssers humans (títol VII bis):
offence-assault = agressió sexual, que des del 2022 comprén el que abans es deia abús sexual;
offence-harassment = assetjament sexual;
offence-exhibition = exhibicionisme i provocació sexual;
offence-prostitution = prostitució i explotació sexual;
offence-corruption = corrupció de menors;
offence-trafficking = tràfic d’éssers humans.
abroad = Usar-lo a l’estranger: postil·la
abroad-text = És l’únic certificat espanyol per a treballar amb menors. Es postil·la o legalitza en paper: no hi ha forma electrònica de postil·lar-lo. També pot demanar el d’antecedents penals i postil·lar-lo.
outcome = Què en pot resultar
outcome-negative = Si no consta res, el certificat és negatiu i el descarrega ací.
outcome-review = Si cal aclarir alguna cosa, ho revisa una persona. Vosté seguix la sol·licitud en esta seu.
outcome-positive = Si consten condemnes, el certificat les transcriu. Li l’entreguem només a vosté, i li direm com.
law = Normes
law-8-2021 = Llei orgànica 8/2021, de protecció integral a la infància i l’adolescència davant la violència: articles 57 a 60.
law-1-1996 = Llei orgànica 1/1996, de protecció jurídica del menor, modificada per la Llei 26/2015.
law-45-2015 = Llei 45/2015, de voluntariat.
law-1110-2015 = Reial decret 1110/2015, del registre, modificat pel Reial decret 407/2024.
law-10-2022 = Llei orgànica 10/2022, de garantia integral de la llibertat sexual.
law-39-40 = Lleis 39/2015, del procediment administratiu comú, i 40/2015, de règim jurídic del sector públic.
law-aepd = Informe 0401/2015 de l’Agència Espanyola de Protecció de Dades, sobre el treball habitual amb menors.
data = Protecció de dades
data-who = Responsable: { $body }.
data-why = Usem les seues dades per a identificar-lo, consultar el registre i expedir el certificat. Ho mana la llei; no es basa en el seu consentiment.
data-criminal = Les dades sobre condemnes penals només es tracten sota control de l’autoritat pública (article 10 del Reglament general de protecció de dades i de la Llei orgànica 3/2018).
data-whom = No les cedim a ningú. Veu el certificat qui en tinga el codi: done’l només a qui l’haja de comprovar.
data-kept = Guardem la sol·licitud i el certificat el temps en què es pot comprovar, xifrats amb una clau només seua.
data-rights = Pot veure, corregir o limitar les seues dades i oposar-se al seu ús, i reclamar davant l’Agència Espanyola de Protecció de Dades. <a>Informació completa</a>

aside = Altres gestions
aside-asked = Ja l’he demanat
aside-status = Veure l’estat de la meua sol·licitud
aside-verify = Comprovar un certificat
aside-company = Empreses i entitats
aside-company-text = Si la seua plantilla treballa amb menors, es poden demanar tots els certificats junts, amb el consentiment de cada persona.
aside-administration = Li’l demana una administració
aside-administration-text = No l’ha d’aportar: la pot autoritzar a consultar-lo.
