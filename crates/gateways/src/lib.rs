//! Real SMS, mail and letter gateways behind the ports.
