//! A user group or user of JumpCloud by name, as plans put it.

use crate::error::Result;
use crate::jumpcloud::{self, Hindrance, JumpCloud};
use crate::plan::{Person, SignIn};

/// The id of the user group with this name.
pub(super) async fn group_id(jumpcloud: &JumpCloud, name: &str) -> Result<Option<String>> {
    let group = jumpcloud.find_group(name).await?;
    Ok(group.map(|group| group.id))
}

/// The user with this e-mail address.
pub(super) async fn person(jumpcloud: &JumpCloud, email: &str) -> Result<Option<Person>> {
    let user = jumpcloud.find_user(email).await?;
    Ok(user.map(|user| Person {
        id: user.id,
        sign_in: sign_in(user.sign_in),
    }))
}

/// What JumpCloud says of a user, as plans put it.
pub(super) fn sign_in(of: jumpcloud::SignIn) -> SignIn {
    match of {
        jumpcloud::SignIn::Can => SignIn::Can,
        jumpcloud::SignIn::PasswordPending => SignIn::PasswordPending,
        jumpcloud::SignIn::Cannot(why) => SignIn::Cannot(match why {
            Hindrance::Suspended => "is suspended",
            Hindrance::NotActivated => "is not activated",
            Hindrance::Locked => "is locked",
            Hindrance::PasswordExpired => "has a password that expired",
            Hindrance::NotTold => "is not said by JumpCloud to be able to sign in",
        }),
    }
}
