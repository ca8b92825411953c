//! WebAuthn ceremonies on the wire: bytes in, values out.
