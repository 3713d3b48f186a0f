//! Mimecast's ids, a type each: none of them passes for another, nor for a name or an id of JumpCloud's.
//!
//! They are opaque and may be others at each reading (facts, medium confidence), so what lasts is known by its name; an id
//! serves what is asked or written next.

use serde::Serialize;

macro_rules! opaque_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// As Mimecast gave it.
            pub fn new(id: impl Into<String>) -> Self {
                $name(id.into())
            }

            /// As Mimecast is to be told it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether there is none.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }
    };
}

opaque_id! {
    /// The id of a directory group. None in the account's default setting, which applies to everybody.
    MimecastGroupId
}

opaque_id! {
    /// The id of an Authentication Profile. None in a draft.
    ProfileId
}
