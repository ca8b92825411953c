//! One declaration gives a section's type, its defaults and its page of the reference.

/// Declares a section: documentation, key, type and default of each setting.
macro_rules! section {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $key:ident: $kind:ty = $default:expr,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[doc = $doc])+ pub(crate) $key: $kind,)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($key: $default,)+ }
            }
        }

        impl $name {
            pub(crate) const ABOUT: &'static [&'static str] = &[$($about),+];
            pub(crate) const KEYS: &'static [(&'static str, &'static [&'static str])] =
                &[$((stringify!($key), &[$($doc),+])),+];
        }
    };
}
