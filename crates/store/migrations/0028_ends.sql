-- What ends with the sessions of a person is found by the person. A release before this one cannot
-- read a request in the app that follows a password, so that none may run beside this.

CREATE INDEX app_activation_of_person ON app_activation (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX pin_challenge_of_person ON pin_challenge (person_id) WHERE person_id IS NOT NULL;
