title = Certificado de delitos de naturaleza sexual
trail = Está en
trail-home = Inicio
trail-procedures = Trámites
trail-here = Certificado
kicker = Certificados
lead = Acredita que no consta ninguna condena firme por estos delitos en la fecha en que se expide. Lo piden para trabajar o colaborar de forma habitual con menores.
declined-title = No se ha identificado
declined = No hemos enviado ni guardado nada. Puede empezar cuando quiera.
fact-free = Gratis
fact-free-text = Sin tasas
fact-now = Al momento
fact-now-text = En casi todos los casos
fact-level = Cualquier nivel
fact-level-text = Basta con el registro básico
start = Realizar el trámite
check = Comprobar los requisitos técnicos
first-register = ¿Es la primera vez? <a>Regístrese gratis</a> antes de empezar.
index = En esta página

what = Qué es
what-is = Dice si constan o no condenas firmes por delitos contra la libertad sexual o por trata de seres humanos.
what-register = Se consulta el Registro Central de Delincuentes Sexuales y de Trata de Seres Humanos en la fecha en que se expide.

who = Quién puede pedirlo
who-self = Cualquier persona de { $age } años o más, para sí misma.
who-represented = Por quien tiene menos de { $age } años o necesita apoyo: su padre o madre, tutor, guardador de hecho, curador o defensor judicial.
who-others = Las empresas y entidades de voluntariado pueden consultarlo con su consentimiento previo y expreso. Solo obtienen el negativo.
who-here = Aquí lo pide cada persona para sí misma. Si representa a otra, <a>llámenos</a> y le diremos dónde y con qué documentos.

when = Cuándo hace falta
when-needed = Para toda profesión, oficio o voluntariado que consista en tratar de forma habitual con menores, se cobre o no (artículo 57 de la Ley Orgánica 8/2021).
when-habitual = El trato es habitual si es repetido, directo y regular, y no ocasional, o si la actividad se dirige sobre todo a menores.
when-not = No hace falta en puestos que atienden al público en general, aunque entre el público haya menores.
when-forbidden = Con una condena por estos delitos no se puede trabajar con menores. Si llega después, hay que decirlo a la empresa y el contacto termina de inmediato.

nationality = Si no tiene nacionalidad española
foreign-title = El certificado de su país
foreign = Además de este certificado, tendrá que aportar uno equivalente del país de su nacionalidad.
foreign-eu = Si es nacional de un país de la Unión Europea no hace falta: el registro pregunta a su país.

validity = Presentarlo y renovarlo
validity-none = Se presenta al empezar la actividad. No caduca: dice lo que consta en su fecha, y la ley no obliga a renovarlo cada cierto tiempo.
validity-again = Hay que presentar otro si cambia de empresa o si su trabajo cambia y pasa a ser con menores.
validity-suspicion = La empresa puede volver a pedirlo si sospecha, con motivo, que hay una condena posterior.

how = Cómo se hace
how-identify = Se identifica
how-identify-text = Con el PIN que llega a su móvil. Si no está registrado, <a>regístrese gratis</a>.
how-review = Revisa sus datos
how-review-text = Ya vienen rellenos. Solo añade un teléfono y la finalidad.
how-download = Descarga el certificado
how-download-text = Un PDF sellado, con un código para que cualquiera lo compruebe.
how-online = Por internet es lo más rápido. Solo si hay que aclarar su identidad o una coincidencia de datos tarda más: entonces le enviamos un SMS con el código para descargarlo.

verify = Comprobar un certificado
verify-duty = Quien acepta el certificado responde de comprobarlo. <a>Escriba los 22 caracteres de su código</a> y compare el original con la copia.
verify-not = No hace falta comprobarlo:
verify-not-administration = si una administración obtuvo el dato por la plataforma de intermediación;
verify-not-company = si una empresa recibió los certificados directamente de nosotros, en una solicitud agrupada.

other = Otras formas de obtenerlo
other-lead = Le recomendamos las formas electrónicas: no hay colas ni esperas.
other-administration = Se lo pide una administración: autorícela a consultarlo y no tendrá que aportarlo (artículo 28 de la Ley 39/2015).
other-company = Lo necesita toda una plantilla: la empresa o entidad puede pedirlos juntos, con el consentimiento de cada persona.
other-person = En persona: con cita previa, en la oficina de atención o en su gerencia territorial. Lleve su documento de identidad y una copia. No siempre se entrega en el acto.

more = Más información
offences = Qué delitos incluye
offences-law = Los delitos contra la libertad sexual (título VIII del Código Penal) y la trata de seres humanos (título VII bis):
offence-assault = agresión sexual, que desde 2022 comprende lo que antes se llamaba abuso sexual;
offence-harassment = acoso sexual;
offence-exhibition = exhibicionismo y provocación sexual;
offence-prostitution = prostitución y explotación sexual;
offence-corruption = corrupción de menores;
offence-trafficking = trata de seres humanos.
abroad = Usarlo en el extranjero: apostilla
abroad-text = Es el único certificado español para trabajar con menores. Se apostilla o legaliza en papel: no hay forma electrónica de apostillarlo. También puede pedir el de antecedentes penales y apostillarlo.
outcome = Qué puede resultar
outcome-negative = Si no consta nada, el certificado es negativo y lo descarga aquí.
outcome-review = Si hay que aclarar algo, una persona lo revisa. Usted sigue la solicitud en esta sede.
outcome-positive = Si constan condenas, el certificado las transcribe. Se lo entregamos solo a usted, y le diremos cómo.
law = Normas
law-8-2021 = Ley Orgánica 8/2021, de protección integral a la infancia y la adolescencia frente a la violencia: artículos 57 a 60.
law-1-1996 = Ley Orgánica 1/1996, de protección jurídica del menor, modificada por la Ley 26/2015.
law-45-2015 = Ley 45/2015, de voluntariado.
law-1110-2015 = Real Decreto 1110/2015, del registro, modificado por el Real Decreto 407/2024.
law-10-2022 = Ley Orgánica 10/2022, de garantía integral de la libertad sexual.
law-39-40 = Leyes 39/2015, del procedimiento administrativo común, y 40/2015, de régimen jurídico del sector público.
law-aepd = Informe 0401/2015 de la Agencia Española de Protección de Datos, sobre el trabajo habitual con menores.
data = Protección de datos
data-who = Responsable: { $body }.
data-why = Usamos sus datos para identificarle, consultar el registro y expedir el certificado. Lo manda la ley; no se basa en su consentimiento.
data-criminal = Los datos sobre condenas penales solo se tratan bajo control de la autoridad pública (artículo 10 del Reglamento general de protección de datos y de la Ley Orgánica 3/2018).
data-whom = No los cedemos a nadie. Ve el certificado quien tenga su código: déselo solo a quien deba comprobarlo.
data-kept = Guardamos la solicitud y el certificado el tiempo en que se puede comprobar, cifrados con una clave solo suya.
data-rights = Puede ver, corregir o limitar sus datos y oponerse a su uso, y reclamar ante la Agencia Española de Protección de Datos. <a>Información completa</a>

aside = Otras gestiones
aside-asked = Ya lo he pedido
aside-status = Ver el estado de mi solicitud
aside-verify = Comprobar un certificado
aside-company = Empresas y entidades
aside-company-text = Si su plantilla trabaja con menores, pueden pedirse todos los certificados juntos, con el consentimiento de cada persona.
aside-administration = Se lo pide una administración
aside-administration-text = No tiene que aportarlo: puede autorizarla a consultarlo.
