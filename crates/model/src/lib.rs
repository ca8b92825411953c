//! The truth: states and transitions of the domain, without IO, clock or chance.
