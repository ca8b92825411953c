//! Applications at the electronic office and their states.
