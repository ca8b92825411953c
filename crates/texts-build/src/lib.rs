//! Turns Fluent texts into one struct an area and language, at build time.
