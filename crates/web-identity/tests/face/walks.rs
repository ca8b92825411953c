//! Ways through the pages that many tests go.

use simulators::population::DemoPerson;

use crate::browser::Browser;

impl Browser<'_> {
    /// Number, then contrast datum, in the form shown.
    pub(crate) async fn identify(&mut self, person: &DemoPerson) -> &mut Self {
        let number = person.record.number.as_str().to_owned();
        self.send("", &[("number", &number), ("user_part", "ABCD")])
            .await;
        let fields = contrast(person);
        let mut sent = vec![("number", number.as_str()), ("user_part", "ABCD")];
        sent.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
        self.send("", &sent).await
    }

    /// From the entrance to the ways, as a person whose data are right.
    pub(crate) async fn confirm_document(&mut self, person: &DemoPerson) -> &mut Self {
        self.open("/register").await;
        self.identify(person).await;
        self.is_at("/register/ways");
        self
    }

    /// Asks for a letter and returns its code, which arrives at once here.
    pub(crate) async fn ask_for_letter(&mut self, person: &DemoPerson) -> Option<String> {
        self.confirm_document(person).await;
        self.send("", &[("way", "ask")])
            .await
            .is_at("/register/letter");
        self.send("", &[]).await.is_at("/register/letter/requested");
        let letter = self.rig.letter().await;
        self.send("/register/leave", &[]).await.is_at("/");
        letter
    }

    /// From nothing to a proven phone: letter, code, contact, SMS.
    pub(crate) async fn prove_phone(&mut self, person: &DemoPerson, phone: &str) -> &mut Self {
        let letter = self.ask_for_letter(person).await.unwrap();
        self.type_letter(person, &letter)
            .await
            .is_at("/register/contact");
        self.send("", &[("phone", phone), ("email", person.email.as_str())])
            .await;
        self.is_at("/register/phone-code");
        let code = self.rig.phone_code().await;
        self.send("/register/phone-code", &[("code", &code)])
            .await
            .is_at("/register/terms");
        self
    }

    pub(crate) async fn type_letter(&mut self, person: &DemoPerson, code: &str) -> &mut Self {
        self.confirm_document(person).await;
        self.send("", &[("way", "have")])
            .await
            .is_at("/register/code");
        self.send("", &[("code", code)]).await
    }

    pub(crate) async fn register(&mut self, person: &DemoPerson) -> &mut Self {
        let phone = person.phone.as_e164().to_owned();
        self.prove_phone(person, &phone).await;
        self.send("", &[("accept", "yes")])
            .await
            .is_at("/register/done");
        self.rig.messages().await;
        self
    }

    /// From the PIN form to what follows it, with the PIN asked for by SMS.
    pub(crate) async fn enter_with_pin(&mut self, person: &DemoPerson) -> &mut Self {
        self.identify(person).await;
        self.rig.clock.advance_seconds(61);
        let (again, sms) = (self.at.clone(), self.at.replace("/pin/code", "/pin/sms"));
        self.open(&again).await;
        self.send(&sms, &[]).await;
        let (pin, _) = self.rig.pin().await;
        let at = self.at.clone();
        self.send(&at, &[("pin", &pin), ("user_part", "ABCD")])
            .await
    }
}

/// The fields of the contrast datum that the form asks this person for.
pub(crate) fn contrast(person: &DemoPerson) -> Vec<(&'static str, String)> {
    let datum = person.contrast();
    let parts: Vec<&str> = datum.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return vec![("support", datum)];
    };
    let permanent = person.record.document.valid_until.is_none();
    vec![
        (
            "which",
            if permanent { "issue" } else { "validity" }.to_owned(),
        ),
        ("date-day", (*day).to_owned()),
        ("date-month", (*month).to_owned()),
        ("date-year", (*year).to_owned()),
    ]
}
