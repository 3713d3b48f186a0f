//! Who may use an application: associations between applications, users and user groups.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::client::{JumpCloud, Need};
use super::paging::{Length, List};
use crate::connector::Holder;
use crate::error::{Error, Result};
use crate::http::{Reply, Request, SendError, path_segment};

/// What JumpCloud calls a holder where it takes or tells its type.
const fn type_of(holder: Holder) -> &'static str {
    match holder {
        Holder::Group => "user_group",
        Holder::User => "user",
    }
}

/// What [`JumpCloud::bind`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It was not bound before.
    Added,
    /// It was bound already.
    AlreadyThere,
}

/// What [`JumpCloud::unbind`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unbound {
    /// It was bound before.
    Removed,
    /// It was not bound.
    NotThere,
}

/// Tries of a change of access whose answer is lost each time.
const TRIES: usize = 3;

impl JumpCloud {
    /// The ids of the users, or user groups, bound to an application directly: every one, for deciding what hangs
    /// on the application.
    ///
    /// # Errors
    /// `list-unreadable` when any is missing; else as [`JumpCloud::organizations`].
    pub async fn bound(&self, application_id: &str, holder: Holder) -> Result<Vec<String>> {
        self.bound_to(application_id, holder, false).await
    }

    /// As [`JumpCloud::bound`], for deciding who has access: a record that is missing takes access away, which makes
    /// a guard stricter, and is passed over.
    ///
    /// # Errors
    /// As [`JumpCloud::bound`], but only where nothing at all can be read.
    pub async fn with_access(&self, application_id: &str, holder: Holder) -> Result<Vec<String>> {
        self.bound_to(application_id, holder, true).await
    }

    async fn bound_to(
        &self,
        application_id: &str,
        holder: Holder,
        passing_over: bool,
    ) -> Result<Vec<String>> {
        let doing = format!("listing who may use the JumpCloud application {application_id}");
        let path = associations(application_id)?;
        let to = type_of(holder);
        let list = List::graph(path, &doing, Need::ReadApplications, application_id, to);
        let list = list.query("targets", to);
        let list = match passing_over {
            true => list.passing_over(),
            false => list,
        };
        let (ids, length) = self.list_ids(list).await?;
        if ids.is_empty() && length == Length::NotTold {
            self.none_reached(application_id, holder, &doing).await?;
        }
        Ok(ids)
    }

    /// As [`JumpCloud::bound`], asked both ways round: whoever a list leaves out would lose access unseen with an application
    /// that is deleted.
    ///
    /// # Errors
    /// `list-unreadable` where the two differ; else as [`JumpCloud::bound`].
    pub async fn bound_for_certain(
        &self,
        application_id: &str,
        holder: Holder,
    ) -> Result<BTreeSet<String>> {
        let doing = format!("listing who may use the JumpCloud application {application_id}");
        let (listed, reached) = tokio::try_join!(
            self.bound(application_id, holder),
            self.reached(application_id, holder, &doing)
        )?;
        let listed: BTreeSet<String> = listed.into_iter().collect();
        match listed == reached {
            true => Ok(listed),
            false => Err(lists_differ(&doing, listed.len(), reached.len())),
        }
    }

    /// Asks the other way round whether really nobody is bound directly: an empty list that does not tell its length
    /// may be an answer that says nothing.
    async fn none_reached(&self, application_id: &str, holder: Holder, doing: &str) -> Result<()> {
        match self.reached(application_id, holder, doing).await?.len() {
            0 => Ok(()),
            direct => Err(lists_differ(doing, 0, direct)),
        }
    }

    /// The ids of those who reach an application in one step (v2 `GET /applications/{id}/usergroups` and `/users`, each with the
    /// paths that lead there).
    async fn reached(
        &self,
        application_id: &str,
        holder: Holder,
        doing: &str,
    ) -> Result<BTreeSet<String>> {
        let kind = match holder {
            Holder::User => "users",
            Holder::Group => "usergroups",
        };
        let path = format!(
            "/api/v2/applications/{}/{kind}",
            path_segment(application_id)?
        );
        let mut direct = BTreeSet::new();
        let list = List::reached(path, doing, Need::ReadApplications);
        let keep = |id: &str, record: Value| {
            direct.extend(is_direct(&record).then(|| id.to_owned()));
            0
        };
        self.each(list, keep).await?;
        Ok(direct)
    }

    /// Lets a user or user group use an application.
    ///
    /// # Errors
    /// `jumpcloud-not-found` when the application, user or group is not there; else as
    /// [`JumpCloud::organizations`].
    pub async fn bind(&self, application_id: &str, holder: Holder, id: &str) -> Result<Bound> {
        // 409 `{"message":"Already Exists"}` is how JumpCloud answers a second time.
        let reply = self
            .associate(application_id, "add", holder, id, 409)
            .await?;
        Ok(match reply.map(|r| r.status()) {
            Some(409) => Bound::AlreadyThere,
            _ => Bound::Added,
        })
    }

    /// Takes an application away from a user or user group.
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn unbind(&self, application_id: &str, holder: Holder, id: &str) -> Result<Unbound> {
        // 404 also stands for an application that is gone: then nothing is bound either.
        let reply = self
            .associate(application_id, "remove", holder, id, 404)
            .await?;
        Ok(match reply.map(|r| r.status()) {
            Some(404) => Unbound::NotThere,
            _ => Unbound::Removed,
        })
    }

    /// Sends one association change (v2 `POST /applications/{id}/associations`). When the answer
    /// is lost: looks at the list, and sends it again only if it was not done. `None` when it was.
    async fn associate(
        &self,
        application_id: &str,
        operation: &'static str,
        holder: Holder,
        id: &str,
        done_already: u16,
    ) -> Result<Option<Reply>> {
        let doing = match operation {
            "add" => format!("binding {holder} {id} to the JumpCloud application {application_id}"),
            _ => format!("unbinding {holder} {id} from the JumpCloud application {application_id}"),
        };
        let path = associations(application_id)?;
        let body = json!({ "op": operation, "type": type_of(holder), "id": path_segment(id)? });
        let mut left = TRIES;
        loop {
            left -= 1;
            let request = Request::post(&path, &doing).json(&body);
            let sent = self
                .send_or(request, Need::WriteApplications, &[done_already])
                .await;
            let lost = match sent {
                // It answers 204; something in between may have spoken.
                Ok(reply) if reply.is_success() && !reply.body().is_empty() => {
                    reply.unexpected(&reply.excerpt(), "nothing")
                }
                Ok(reply) => return Ok(Some(reply)),
                Err(SendError::Certain(error)) => return Err(error),
                Err(SendError::Ambiguous(error)) => error,
            };
            let is_bound = match self.bound(application_id, holder).await {
                Ok(ids) => ids.iter().any(|bound| bound == id),
                Err(_) => return Err(lost),
            };
            if is_bound == (operation == "add") {
                return Ok(None);
            }
            if left == 0 {
                return Err(lost);
            }
        }
    }
}

fn lists_differ(doing: &str, listed: usize, reached: usize) -> Error {
    let listed = match listed {
        0 => "none".to_owned(),
        listed => listed.to_string(),
    };
    Error::failed(
        "list-unreadable",
        format!("{doing}: JumpCloud lists {listed}, and {reached} of them elsewhere"),
    )
    .hint("somebody may be changing it just now: run the same command again")
}

/// Whether an object is reached in one step; one that does not say how counts as well.
fn is_direct(reached: &Value) -> bool {
    let paths = reached.get("paths").and_then(Value::as_array);
    paths.is_none_or(|paths| {
        let steps = |path: &Value| path.as_array().map_or(1, Vec::len);
        paths.iter().any(|path| steps(path) <= 1)
    })
}

fn associations(application_id: &str) -> Result<String, Error> {
    Ok(format!(
        "/api/v2/applications/{}/associations",
        path_segment(application_id)?
    ))
}
