//! Is the person of an entry the person who asks?
