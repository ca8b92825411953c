# Queue
list-title = Cases under review
list-lead = Applications that the machine could not decide. Those that have waited longest come first.
list-caption = Applications under review
col-reference = Reference
col-waiting = Waiting
col-purpose = What for
col-reason = Why it is reviewed
col-entries = Entries
waiting = { $age }, since { $since }
empty-title = Nothing is under review
empty = When an application needs somebody to look at it, it appears here.
reload = Look again
list-cut = These are the { $count } that have waited longest. There are more.
list-auditor = Only case workers open the data of people.
purpose-habitual = Habitual work with minors
purpose-volunteering = Volunteering with minors
purpose-adoption = Adoption or fostering
purpose-abroad = Another purpose, abroad
purpose-none = Not stated
reason-own-number = Same number
reason-possible = Possible match
reason-unidentified = Not identified

# Case
case-title-same = Is it the same person?
case-title-unidentified = Who is this person?
case-document-title = { $title } { $reference }
applicant-title = The applicant
fact-name = Name
fact-number = Number
fact-birth = Birth
fact-place = Place of birth
fact-father = Father
fact-mother = Mother
fact-sex = Sex
fact-nationality = Nationality
fact-purpose = What for
entry-title = { $count ->
    [one] Application and entry, datum by datum
   *[other] Application and entry { $number } of { $count }, datum by datum
 }
entry-own-number = Has the same number as the applicant
col-datum = Datum
col-applicant = Application
col-entry = Entry of the register
col-likeness = Comparison
unknown = Not recorded
same = Same
similar = Similar
different = Different
missing = Missing
tally = Same: { $same } · similar: { $similar } · different: { $different } · missing: { $missing }
sex-female = Female
sex-male = Male
sex-other = Unspecified
conviction-fold = What a positive certificate would transcribe
conviction-court = Court
conviction-final = Final since
conviction-offence = Offence
conviction-penalty = Penalty
gone-entries-title = There is no entry left to compare
gone-entries = Those that led to the review have been cancelled or taken out of the register.
unidentified-title = The civil register did not confirm this person
unidentified = When it was asked, the data of the document did not match. Check the identity in another way before deciding.
own-number-title = The number is the same
own-number = With the same number the conclusion cannot be that it is not the same person. If the entry is wrong, ask the register to correct it first.

# History
history-title = History
history-by = { $when } · { $who }
who-system = automatic
event-submitted = Sent by the person
event-consulted-none = Automatic check: no entries
event-consulted-certain = Automatic check: same number
event-consulted-possible = Automatic check: possible match
event-consulted-unidentified = Automatic check: person not confirmed
event-review = Goes to review
event-opened = Case opened
event-decided = Decided
event-issued = Certificate issued
event-downloaded = Certificate downloaded
event-withdrawn = The person withdrew
event-other = Something else was done
history-now = Under review
history-noted = Opened by you just now. This look is written down.

# Decision
decision-title = My decision
verdict-legend = What do I conclude?
verdict-not-same = It is not the same person
verdict-not-same-note = The negative certificate is issued. The person gets the code by SMS.
verdict-clear = There are no entries about this person
verdict-same = It is the same person
verdict-same-note = The positive certificate is issued. The person gets a message without details.
verdict-empty = Choose what you conclude.
entries-legend = Which entries are theirs?
entries-hint = Only if it is the same person. The certificate transcribes those that you tick.
entry-label = Entry { $number }: { $offence }
entries-empty = Tick at least one entry that is about this person.
entries-stale = An entry that you ticked no longer counts. Look again and tick those that remain.
reason-label = Reason
reason-hint = Write what you checked and where. At least { $least } letters. Auditors will read it.
reason-short = The reason needs at least { $least } letters. Write what you checked and where.
reason-long = The reason can have { $most } letters at most. Make it shorter.
reason-character = The reason has a character that cannot be kept. Type it again without pasting.
reason-count = Letters: { $typed } · minimum { $least }
reason-enough = That is enough.
decide = Decide and tell the person
decide-note = The decision is final: the certificate is sealed and the message goes out.
decide-stale = The passkey will be asked for when you send, because you last used it more than { $minutes } minutes ago.
own-number-refused = With the same number the conclusion cannot be that it is not the same person.
verified-title = Confirmed
verified = What you typed is still here. Look through it and send it.
changed-title = The case has changed meanwhile
changed = Nothing was saved. What you typed is still here: compare again and send it if it still holds.

# On hold
hold-verify-title = Confirm that it is you
hold-verify-lead = { $minutes ->
    [one] To decide, the passkey must have been used within the last minute. What you typed is kept.
   *[other] To decide, the passkey must have been used within the last { $minutes } minutes. What you typed is kept.
 }
hold-verify = Confirm with the passkey
hold-sign-in-title = The session has ended
hold-sign-in-lead = The decision is not saved yet, but what you typed is kept. Sign in to go on where you were.
hold-wait-title = The register does not answer
hold-wait-lead = The decision was not saved, but what you typed is kept here. Wait some minutes and try again without closing the page.
hold-make-title = The certificate could not be made
hold-make-lead = The decision was not saved, but what you typed is kept here. Try again; if it happens once more, tell the system administrators.
hold-again = Try again
hold-typed-title = What you have typed
hold-reason = Reason
hold-verdict = Conclusion
hold-refused-title = That passkey did not do
hold-refused = Use the passkey that you signed in with, and within five minutes.
hold-back = Back to the case without deciding

# Closed
decided-title = Decision written down
raced-title = This case had been decided already
raced = Somebody else closed it, or you in another tab, while you were looking at it. This second decision was not saved, and no message went out because of it.
closed-title = This case is closed
closed-lead = It can no longer be decided.
negative-title = Negative certificate issued
negative-text = Sealed and with a verification code.
negative-sent-title = SMS with the code
negative-sent = Goes to the person's mobile; and an e-mail, if they gave an address. With the code they download the certificate.
positive-title = Positive certificate issued
positive-text = Sealed. Nobody can download it with a code.
positive-sent-title = SMS without details
positive-sent = Asks the person to call or to come to an office. It does not tell the outcome.
downloaded-title = Negative certificate downloaded
downloaded-text = The person has it.
withdrawn-title = The person withdrew
withdrawn-text = No certificate is issued.
next-case = Next case
