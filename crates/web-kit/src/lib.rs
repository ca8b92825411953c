//! Pages, forms, headers, languages and the design system; knows no use case.
