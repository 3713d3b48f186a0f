//! Whose sign-ins are waited for.

use futures_util::future::try_join_all;

use crate::engine::near;
use crate::engine::session::Session;
use crate::error::{Error, Result};

/// Somebody whose sign-in is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// JumpCloud id.
    pub id: String,
    /// The address, as JumpCloud spells it.
    pub email: String,
    /// Activated and not suspended.
    pub active: bool,
}

/// Those of these addresses at JumpCloud.
///
/// # Errors
/// `user-not-found`; those of the client.
pub async fn people(session: &Session, emails: &[String]) -> Result<Vec<Person>> {
    let found = emails.iter().map(|email| async move {
        let user = session.jumpcloud.find_user(email).await?;
        let Some(user) = user else {
            let error = Error::failed(
                "user-not-found",
                format!("JumpCloud has no user with the e-mail address \"{email}\""),
            );
            let near = near::of_user(&session.jumpcloud, email).await;
            return Err(near
                .into_iter()
                .fold(error, Error::hint)
                .hint("check the address given with --user against the JumpCloud console"));
        };
        Ok::<_, Error>(Person {
            id: user.id,
            email: user.email,
            active: user.sign_in.can(),
        })
    });
    try_join_all(found).await
}
