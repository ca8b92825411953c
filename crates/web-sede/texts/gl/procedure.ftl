title = Certificado de delitos de natureza sexual
trail = Está en
trail-home = Inicio
trail-procedures = Trámites
trail-here = Certificado
kicker = Certificados
lead = Acredita que non consta ningunha condena firme por estes delitos na data en que se expide. Pídeno para traballar ou colaborar de forma habitual con menores.
declined-title = Non se identificou
declined = Non enviamos nin gardamos nada. Pode comezar cando queira.
fact-free = De balde
fact-free-text = Sen taxas
fact-now = No momento
fact-now-text = En case todos os casos
fact-level = Calquera nivel
fact-level-text = Abonda co rexistro básico
start = Realizar o trámite
check = Comprobar os requisitos técnicos
first-register = É a primeira vez? <a>Rexístrese de balde</a> antes de comezar.
index = Nesta páxina

what = Que é
what-is = Di se constan ou non condenas firmes por delitos contra a liberdade sexual ou por trata de seres humanos.
what-register = Consúltase o Rexistro Central de Delincuentes Sexuais e de Trata de Seres Humanos na data en que se expide.

who = Quen pode pedilo
who-self = Calquera persoa de { $age } anos ou máis, para si mesma.
who-represented = Por quen ten menos de { $age } anos ou necesita apoio: o seu pai ou nai, titor, gardador de feito, curador ou defensor xudicial.
who-others = As empresas e entidades de voluntariado poden consultalo co seu consentimento previo e expreso. Só obteñen o negativo.
who-here = Aquí pídeo cada persoa para si mesma. Se representa outra, <a>chámenos</a> e dirémoslle onde e con que documentos.

when = Cando fai falta
when-needed = Para toda profesión, oficio ou voluntariado que consista en tratar de forma habitual con menores, se cobre ou non (artigo 57 da Lei orgánica 8/2021).
when-habitual = O trato é habitual se é repetido, directo e regular, e non ocasional, ou se a actividade se dirixe sobre todo a menores.
when-not = Non fai falta en postos que atenden o público en xeral, aínda que entre o público haxa menores.
when-forbidden = Cunha condena por estes delitos non se pode traballar con menores. Se chega despois, hai que dicilo á empresa e o contacto remata de inmediato.

nationality = Se non ten nacionalidade española
foreign-title = O certificado do seu país
foreign = Ademais deste certificado, terá que achegar un equivalente do país da súa nacionalidade.
foreign-eu = Se é nacional dun país da Unión Europea non fai falta: o rexistro pregunta ao seu país.

validity = Presentalo e renovalo
validity-none = Preséntase ao comezar a actividade. Non caduca: di o que consta na súa data, e a lei non obriga a renovalo cada certo tempo.
validity-again = Hai que presentar outro se cambia de empresa ou se o seu traballo cambia e pasa a ser con menores.
validity-suspicion = A empresa pode volver pedilo se sospeita, con motivo, que hai unha condena posterior.

how = Como se fai
how-identify = Identifícase
how-identify-text = Co PIN que chega ao seu móbil. Se non está rexistrado, <a>rexístrese de balde</a>.
how-review = Revisa os seus datos
how-review-text = Xa veñen cubertos. Só engade un teléfono e a finalidade.
how-download = Descarga o certificado
how-download-text = Un PDF selado, cun código para que calquera o comprobe.
how-online = Por internet é o máis rápido. Só se hai que aclarar a súa identidade ou unha coincidencia de datos tarda máis: entón enviámoslle un SMS co código para descargalo.

verify = Comprobar un certificado
verify-duty = Quen acepta o certificado responde de comprobalo. <a>Escriba os 22 caracteres do seu código</a> e compare o orixinal coa copia.
verify-not = Non fai falta comprobalo:
verify-not-administration = se unha administración obtivo o dato pola plataforma de intermediación;
verify-not-company = se unha empresa recibiu os certificados directamente de nós, nunha solicitude agrupada.

other = Outras formas de obtelo
other-lead = Recomendámoslle as formas electrónicas: non hai colas nin esperas.
other-administration = Pídello unha administración: autorícea a consultalo e non terá que achegalo (artigo 28 da Lei 39/2015).
other-company = Necesítao todo un cadro de persoal: a empresa ou entidade pode pedilos xuntos, co consentimento de cada persoa.
other-person = En persoa: con cita previa, na oficina de atención ou na súa xerencia territorial. Leve o seu documento de identidade e unha copia. Non sempre se entrega no acto.

more = Máis información
offences = Que delitos inclúe
offences-law = Os delitos contra a liberdade sexual (título VIII do Código penal) e a trata de seres humanos (título VII bis):
offence-assault = agresión sexual, que desde 2022 comprende o que antes se chamaba abuso sexual;
offence-harassment = acoso sexual;
offence-exhibition = exhibicionismo e provocación sexual;
offence-prostitution = prostitución e explotación sexual;
offence-corruption = corrupción de menores;
offence-trafficking = trata de seres humanos.
abroad = Usalo no estranxeiro: apostila
abroad-text = É o único certificado español para traballar con menores. Apostílase ou legalízase en papel: non hai forma electrónica de apostilalo. Tamén pode pedir o de antecedentes penais e apostilalo.
outcome = Que pode resultar
outcome-negative = Se non consta nada, o certificado é negativo e descárgao aquí.
outcome-review = Se hai que aclarar algo, unha persoa revísao. Vostede segue a solicitude nesta sede.
outcome-positive = Se constan condenas, o certificado transcríbeas. Entregámosllo só a vostede, e dirémoslle como.
law = Normas
law-8-2021 = Lei orgánica 8/2021, de protección integral á infancia e á adolescencia fronte á violencia: artigos 57 a 60.
law-1-1996 = Lei orgánica 1/1996, de protección xurídica do menor, modificada pola Lei 26/2015.
law-45-2015 = Lei 45/2015, de voluntariado.
law-1110-2015 = Real decreto 1110/2015, do rexistro, modificado polo Real decreto 407/2024.
law-10-2022 = Lei orgánica 10/2022, de garantía integral da liberdade sexual.
law-39-40 = Leis 39/2015, do procedemento administrativo común, e 40/2015, de réxime xurídico do sector público.
law-aepd = Informe 0401/2015 da Axencia Española de Protección de Datos, sobre o traballo habitual con menores.
data = Protección de datos
data-who = Responsable: { $body }.
data-why = Usamos os seus datos para identificalo, consultar o rexistro e expedir o certificado. Mándao a lei; non se basea no seu consentimento.
data-criminal = Os datos sobre condenas penais só se tratan baixo control da autoridade pública (artigo 10 do Regulamento xeral de protección de datos e da Lei orgánica 3/2018).
data-whom = Non os cedemos a ninguén. Ve o certificado quen teña o seu código: déallo só a quen deba comprobalo.
data-kept = Gardamos a solicitude e o certificado o tempo en que se pode comprobar, cifrados cunha chave só súa.
data-rights = Pode ver, corrixir ou limitar os seus datos e opoñerse ao seu uso, e reclamar ante a Axencia Española de Protección de Datos. <a>Información completa</a>

aside = Outras xestións
aside-asked = Xa o pedín
aside-status = Ver o estado da miña solicitude
aside-verify = Comprobar un certificado
aside-company = Empresas e entidades
aside-company-text = Se o seu persoal traballa con menores, poden pedirse todos os certificados xuntos, co consentimento de cada persoa.
aside-administration = Pídello unha administración
aside-administration-text = Non ten que achegalo: pode autorizala a consultalo.
