//! What was read at JumpCloud, for every check that needs it.

use crate::engine::listed::applications;
use crate::error::Result;
use crate::jumpcloud::{Group, JumpCloud, Organization, Template, User};
use crate::plan::ObservedApplication;

/// The lists that a set-up is made from.
pub struct Reads {
    /// Signed in, in the organisation if there is one.
    pub client: JumpCloud,
    pub organization: Option<Organization>,
    pub applications: Result<Vec<ObservedApplication>>,
    pub templates: Result<Vec<Template>>,
    pub groups: Result<Vec<Group>>,
    pub users: Result<Vec<User>>,
}

impl Reads {
    /// Asks for all of them at once.
    pub async fn of(client: JumpCloud, organization: Option<Organization>) -> Self {
        let (applications, templates, groups, users) = tokio::join!(
            applications(&client),
            client.templates(),
            client.groups(),
            client.users(),
        );
        Reads {
            client,
            organization,
            applications,
            templates,
            groups,
            users,
        }
    }
}
