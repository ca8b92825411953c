//! The words: values that are parsed once and then trusted.
