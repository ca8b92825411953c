//! OpenID Connect and OAuth 2.0 on the wire: bytes in, values out.
