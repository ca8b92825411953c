//! PAdES signatures as byte-exact incremental updates of PDF files.
