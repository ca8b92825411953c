//! Audit entries, written in the transaction of the act they tell.
