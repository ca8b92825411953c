//! Transactions over two engines with one SQL text; repositories; sealed columns.
