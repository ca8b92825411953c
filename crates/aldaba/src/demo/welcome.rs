//! What the demonstration says when it is ready.

use std::time::Duration;

use simulators::population::{TO_TRY, people};

use super::{INBOX, OFFICE, OPERATIONS, Ports, SEDE};

pub(super) fn print(ports: Ports, took: Duration) {
    println!(
        "Aldaba: demonstration, ready in {:.1} s. Everybody in it is invented.\n",
        took.as_secs_f32()
    );
    for (what, offset) in [
        ("Electronic office    ", SEDE),
        ("Identity             ", super::IDENTITY),
        ("Officers' desk       ", OFFICE),
        ("Inbox (SMS, letters) ", INBOX),
        ("Health and metrics   ", OPERATIONS),
    ] {
        println!("  {what} {}", ports.origin(offset));
    }
    println!("\nThree people to try:");
    for person in people().iter().take(TO_TRY) {
        println!(
            "  {:<10} {:<12} {}: {}",
            person.record.number.as_str(),
            person.contrast(),
            person.record.name.full(),
            person.shows
        );
    }
    println!(
        "\nAll of them: {}/people.json. Stop with Ctrl-C.",
        ports.origin(INBOX)
    );
}
