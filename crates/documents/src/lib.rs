//! Letters, receipts and certificates as tagged PDF/A.
