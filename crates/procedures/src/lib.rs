//! Use cases of the electronic office.
