//! Carrying a plan out.
//!
//! Requests of one run that connects one new connector through the `api` mode, catalogue pages not
//! counted; `cargo bench --bench requests` prints the real counts.
//!
//! | # | request | why |
//! |---|---|---|
//! | 1 | `GET /api/organizations` | which organisation the key belongs to |
//! | 2 | `POST /oauth/token` | Mimecast's API wants a token |
//! | 3 | `GET /identity/whoami` | the account code, of which the SP entity ID is made |
//! | 4 | `GET /api/applications` | ours, somebody else's lookalike, the host of IdP URLs |
//! | 5 | `GET /api/v2/usergroups` | the group's id |
//! | 6–7 | `find-profiles`, `find-settings` | what is enforced for whom now |
//! | 8 | `find-groups` | the id of the Mimecast group that the setting applies to |
//! | 9 | `GET /api/v2/usergroups/{id}/members` | who could sign in (lockout guards) |
//! | 10 | `GET /api/systemusers` | which of them are active, and their e-mail addresses |
//! | 11 | `get-group-members` | whom the setting would enforce SAML for |
//! | 12 | `POST /api/applications` | the application |
//! | 13 | `POST …/associations` | its access |
//! | 14 | `GET …/metadata.xml` | its certificate, checked before Mimecast is told |
//! | 15–17 | `create-profile`, `create-setting`, `update-profile` | profile, attachment, enforcement last |
//! | 18 | `GET /api/applications` | re-reading: is the application what was wanted |
//! | 19–20 | `GET …/associations` for groups and users | re-reading: who has access |
//! | 21 | `GET …/metadata.xml` | re-reading: is the certificate still the one Mimecast was told |
//! | 22–23 | `find-profiles`, `find-settings` | re-reading: is it attached and enforced |

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use time::OffsetDateTime;

use crate::connector::{Block, Connector};
use crate::error::{Error, Kind, Result};
use crate::jumpcloud::{Application, Bound, Target};
use crate::mimecast::worksheet::Worksheet;
use crate::mimecast::{Mimecast, Profile, Setting};
use crate::plan::{
    Action, Actor, Change, Desired, DesiredApplication, Metadata, Observed, Plan, Subject,
    create_body, edit_application, idp_url, metadata_problems,
};

use super::profile::{enforce_block, fill_block};
use super::session::Session;
use super::steps::{HumanStep, human_step, worksheet};
use super::{Planned, read_again};

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was made (or confirmed by the person who made it).
    Done,
    /// It was tried and failed.
    Failed,
    /// It turned out to be true already.
    Skipped,
    /// It waits for a change before it, or for a person.
    Pending,
}

/// How one change ended.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeResult {
    /// The change's id.
    pub id: String,
    /// How it ended.
    pub status: Status,
    /// What went wrong, where it failed.
    #[serde(serialize_with = "error_message")]
    pub error: Option<Error>,
}

fn error_message<S: serde::Serializer>(
    error: &Option<Error>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    error.as_ref().map(|e| e.to_string()).serialize(serializer)
}

/// Follows a run, and speaks with the person where a step is theirs.
pub trait Reporter {
    /// A change is about to be made.
    fn started(&mut self, change: &Change);
    /// A change ended.
    fn finished(&mut self, change: &Change, result: &ChangeResult);
    /// Shows a console step and asks whether it was carried out.
    ///
    /// # Errors
    /// The person interrupted the run.
    fn confirm(&mut self, step: &HumanStep) -> Result<bool>;
}

/// What a run did, and what both services say afterwards.
#[derive(Debug)]
pub struct Applied {
    /// One for each change of the plan, in its order.
    pub results: Vec<ChangeResult>,
    /// What is still to do after re-reading both services.
    pub remaining: Vec<Change>,
    /// Both services as read afterwards.
    pub observed: Observed,
    /// The console steps that wait for a person.
    pub steps: Vec<HumanStep>,
}

impl Applied {
    /// The outcome of a plan that has nothing to do.
    pub fn nothing(planned: &Planned) -> Self {
        Applied {
            results: Vec::new(),
            remaining: Vec::new(),
            observed: planned.observed.clone(),
            steps: Vec::new(),
        }
    }

    /// Ids of changes that were made, and that reading again shows as still to do.
    pub fn unsettled(&self) -> Vec<&str> {
        self.remaining
            .iter()
            .map(|c| c.id.as_str())
            .filter(|id| {
                self.results
                    .iter()
                    .any(|r| r.id == *id && r.status == Status::Done)
            })
            .collect()
    }

    /// Whether anything waits for a person or for another change.
    pub fn pending(&self) -> bool {
        self.results.iter().any(|r| r.status == Status::Pending)
    }
}

/// Makes the changes of a plan in order, then reads both services again.
///
/// A change whose dependency is not done is left pending; the others go on. Nothing is made if the
/// plan was refused.
///
/// # Errors
/// A refused plan; an interruption; reading again failed.
pub async fn apply(
    session: &Session,
    desired: &Desired,
    planned: &Planned,
    reporter: &mut dyn Reporter,
) -> Result<Applied> {
    if let Some(refusal) = planned.plan.refusals.first() {
        return Err(Error::refused(refusal.guard, refusal.message.clone()));
    }
    let mut run = Run {
        session,
        desired,
        planned,
        applications: planned
            .observed
            .ours
            .iter()
            .map(|(connector, ours)| (*connector, ours.application.id.clone()))
            .collect(),
        groups: BTreeMap::new(),
        metadata: BTreeMap::new(),
        profile: None,
    };
    let results = run.changes(&planned.plan, reporter).await?;
    let steps = run.waiting_steps(&planned.plan, &results)?;
    let (remaining, observed) = run.read_again(&results).await?;
    Ok(Applied {
        results,
        remaining,
        observed,
        steps,
    })
}

/// How often, and how far apart, the services are read again before a difference counts: neither
/// documents when a write becomes readable.
const READ_AGAIN: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

struct Run<'a> {
    session: &'a Session,
    desired: &'a Desired,
    planned: &'a Planned,
    /// Ids of the connectors' applications, those created in this run included.
    applications: BTreeMap<Connector, String>,
    /// Ids of the groups created in this run.
    groups: BTreeMap<String, String>,
    /// Metadata of applications created in this run.
    metadata: BTreeMap<Connector, Metadata>,
    /// The profile as last written.
    profile: Option<Profile>,
}

impl<'a> Run<'a> {
    async fn changes(
        &mut self,
        plan: &Plan,
        reporter: &mut dyn Reporter,
    ) -> Result<Vec<ChangeResult>> {
        let mut results: Vec<ChangeResult> = Vec::with_capacity(plan.changes.len());
        for change in &plan.changes {
            let ready = change.depends_on.iter().all(|id| {
                let before = results.iter().find(|r| r.id == *id);
                before.is_some_and(|r| matches!(r.status, Status::Done | Status::Skipped))
            });
            let (status, error) = match (ready, change.actor) {
                (false, _) => (Status::Pending, None),
                (true, Actor::Human) => match self.by_hand(change, reporter).await {
                    Ok(status) => (status, None),
                    Err(error) if error.kind == Kind::Interrupted => return Err(error),
                    Err(error) => (Status::Failed, Some(error.context(&change.id))),
                },
                (true, Actor::Api) => {
                    reporter.started(change);
                    match self.make(change).await {
                        Ok(status) => (status, None),
                        Err(error) => (Status::Failed, Some(error.context(&change.id))),
                    }
                }
            };
            let result = ChangeResult {
                id: change.id.clone(),
                status,
                error,
            };
            reporter.finished(change, &result);
            results.push(result);
        }
        Ok(results)
    }

    async fn by_hand(&mut self, change: &Change, reporter: &mut dyn Reporter) -> Result<Status> {
        // The person is given the certificate, so it is read and checked first, as for the API.
        let sources: Vec<Connector> = self.desired.blocks.values().map(|b| b.source).collect();
        for connector in sources {
            self.metadata(connector).await?;
        }
        let confirmed = match human_step(change, &self.worksheet()?) {
            Some(step) => reporter.confirm(&step)?,
            None => false,
        };
        Ok(if confirmed {
            Status::Done
        } else {
            Status::Pending
        })
    }

    fn worksheet(&self) -> Result<Worksheet> {
        worksheet(self.desired, &self.planned.observed, &self.metadata)
    }

    fn waiting_steps(&self, plan: &Plan, results: &[ChangeResult]) -> Result<Vec<HumanStep>> {
        let sheet = self.worksheet()?;
        let waiting = |change: &Change| {
            let result = results.iter().find(|r| r.id == change.id);
            result.is_some_and(|r| r.status == Status::Pending)
        };
        let human = plan.human_changes().filter(|c| waiting(c));
        Ok(human.filter_map(|c| human_step(c, &sheet)).collect())
    }

    async fn make(&mut self, change: &Change) -> Result<Status> {
        let jumpcloud = &self.session.jumpcloud;
        match &change.subject {
            Subject::Group(name) => {
                let group = jumpcloud.create_group(name).await?;
                self.groups.insert(name.clone(), group.id);
            }
            Subject::Application(connector) => {
                let wanted = self.wanted(*connector)?;
                match change.action {
                    Action::Update => return self.update_application(wanted, change).await,
                    _ => self.create_application(wanted).await?,
                }
            }
            Subject::Access(connector) => return self.bind(self.wanted(*connector)?).await,
            Subject::Profile(_) => self.write_profile().await?,
            Subject::Setting(_) => self.write_setting().await?,
            Subject::Enforcement(_) => self.enforce(change).await?,
            Subject::Superseded { id, .. } => jumpcloud.delete_application(id).await?,
        }
        Ok(Status::Done)
    }

    fn wanted(&self, connector: Connector) -> Result<&'a DesiredApplication> {
        self.desired
            .application(connector)
            .ok_or_else(|| internal(format!("no application is wanted for {connector}")))
    }

    async fn create_application(&mut self, wanted: &DesiredApplication) -> Result<()> {
        let observed = &self.planned.observed;
        let template = observed
            .templates
            .get(&wanted.connector)
            .ok_or_else(|| internal(format!("no template was read for {}", wanted.connector)))?;
        let edit = edit_application(self.desired, observed, wanted)?;
        let known: Vec<String> = observed.applications.iter().map(|a| a.id.clone()).collect();
        let created = self
            .session
            .jumpcloud
            .create_application(&create_body(template, &edit), &known)
            .await?;
        let id = created.application.id().to_owned();
        self.applications.insert(wanted.connector, id.clone());
        self.upload_logo(wanted, &id).await
    }

    /// Reads the raw document, edits it in place, sends everything back, and makes sure that the
    /// certificate is the one that was there: JumpCloud makes a new one for a PUT that leaves it out.
    async fn update_application(
        &self,
        wanted: &DesiredApplication,
        change: &Change,
    ) -> Result<Status> {
        let id = self.application_id(wanted.connector)?;
        let jumpcloud = &self.session.jumpcloud;
        let current = jumpcloud.application(id).await?;
        let mut observed = self.planned.observed.clone();
        if let Some(ours) = observed.ours.get_mut(&wanted.connector) {
            ours.application.document = current.clone().into_value();
        }
        let edit = edit_application(self.desired, &observed, wanted)?;
        let mut status = Status::Skipped;
        if !edit.fields.is_empty() {
            let written = jumpcloud.replace_application(id, &edit.document).await?;
            if certificate(&current) != certificate(&written) {
                return Err(Error::failed(
                    "certificate-changed",
                    format!(
                        "JumpCloud changed the IdP certificate of \"{}\" although it was sent back unchanged",
                        current.label()
                    ),
                )
                .hint("run the same command again: Mimecast must be told of the new certificate"));
            }
            status = Status::Done;
        }
        if change.fields.iter().any(|f| f.name == "logo") {
            self.upload_logo(wanted, id).await?;
            status = Status::Done;
        }
        Ok(status)
    }

    async fn upload_logo(&self, wanted: &DesiredApplication, id: &str) -> Result<()> {
        let Some(logo) = &wanted.logo else {
            return Ok(());
        };
        self.session
            .jumpcloud
            .upload_logo(id, &logo.file_name, logo.media_type, logo.bytes.clone())
            .await
    }

    async fn bind(&self, wanted: &DesiredApplication) -> Result<Status> {
        let mut status = Status::Skipped;
        let id = self.application_id(wanted.connector)?;
        let observed = &self.planned.observed;
        let ours = observed.ours.get(&wanted.connector);
        for name in &wanted.groups {
            let existing = observed.groups.get(name).and_then(Option::as_ref);
            let group = existing
                .or_else(|| self.groups.get(name))
                .ok_or_else(|| internal(format!("the group \"{name}\" has no id")))?;
            if !ours.is_some_and(|o| o.groups.contains(group)) {
                self.bind_one(id, Target::UserGroup, group, name, &mut status)
                    .await?;
            }
        }
        for email in &wanted.users {
            let person = observed.users.get(email).and_then(Option::as_ref);
            let person = person.ok_or_else(|| internal(format!("the user {email} has no id")))?;
            if !ours.is_some_and(|o| o.users.contains(&person.id)) {
                self.bind_one(id, Target::User, &person.id, email, &mut status)
                    .await?;
            }
        }
        Ok(status)
    }

    async fn bind_one(
        &self,
        application: &str,
        target: Target,
        id: &str,
        name: &str,
        status: &mut Status,
    ) -> Result<()> {
        let bound = self.session.jumpcloud.bind(application, target, id).await;
        if bound.map_err(|e| e.context(format!("binding \"{name}\"")))? == Bound::Added {
            *status = Status::Done;
        }
        Ok(())
    }

    fn application_id(&self, connector: Connector) -> Result<&str> {
        self.applications
            .get(&connector)
            .map(String::as_str)
            .ok_or_else(|| internal(format!("the application of {connector} has no id")))
    }

    /// The metadata that Mimecast is told of: read and checked, for what this run created too.
    async fn metadata(&mut self, connector: Connector) -> Result<Metadata> {
        let observed = &self.planned.observed;
        if let Some(Ok(metadata)) = observed.ours.get(&connector).map(|o| &o.metadata) {
            return Ok(metadata.clone());
        }
        if let Some(metadata) = self.metadata.get(&connector) {
            return Ok(metadata.clone());
        }
        let wanted = self.wanted(connector)?;
        let id = self.application_id(connector)?;
        let metadata = super::observe::metadata(self.session, id).await?;
        let edit = edit_application(self.desired, observed, wanted)?;
        let issuer = edit.document["config"]["idpEntityId"]["value"]
            .as_str()
            .unwrap_or_default();
        let problems = metadata_problems(
            &metadata,
            issuer,
            &idp_url(observed, wanted),
            OffsetDateTime::now_utc(),
        );
        if !problems.is_empty() {
            return Err(Error::refused(
                "metadata-unfit",
                format!(
                    "the IdP metadata of \"{}\" cannot be used: {}",
                    wanted.label,
                    problems.join("; ")
                ),
            )
            .hint(
                "look at the application in the JumpCloud console, then run the same command again",
            ));
        }
        self.metadata.insert(connector, metadata.clone());
        Ok(metadata)
    }

    fn mimecast(&self) -> Result<&Mimecast> {
        self.session
            .profile_api(self.desired.mode)
            .ok_or_else(|| internal("there is no profile API to write to".to_owned()))
    }

    /// The profile as it is now: as this run wrote it, else as Mimecast has it.
    async fn current_profile(&self) -> Result<Option<Profile>> {
        if let Some(profile) = &self.profile {
            return Ok(Some(profile.clone()));
        }
        let profiles = self.mimecast()?.profiles().await?;
        let named = |p: &Profile| p.description() == self.desired.profile;
        Ok(profiles.into_iter().find(named))
    }

    async fn write_profile(&mut self) -> Result<()> {
        let existed = self.planned.observed.mimecast.as_ref().is_some_and(|m| {
            m.profiles
                .iter()
                .any(|p| p.description == self.desired.profile)
        });
        let current = match existed {
            true => self.current_profile().await?,
            false => None,
        };
        let mut profile = current
            .clone()
            .unwrap_or_else(|| Profile::draft(&self.desired.profile));
        for (block, wanted) in &self.desired.blocks {
            let metadata = self.metadata(wanted.source).await?;
            let application = self.wanted(wanted.source)?;
            fill_block(&mut profile, *block, wanted, application, &metadata);
        }
        let mimecast = self.mimecast()?;
        self.profile = Some(match current {
            Some(_) => mimecast.update_profile(&profile).await?,
            None => mimecast.create_profile(&profile).await?,
        });
        Ok(())
    }

    async fn write_setting(&mut self) -> Result<()> {
        let wanted = &self.desired.setting;
        let profile = self
            .current_profile()
            .await?
            .ok_or_else(|| internal(format!("the profile \"{}\" is gone", self.desired.profile)))?;
        let observed = &self.planned.observed;
        let existed = observed.mimecast.as_ref().is_some_and(|m| {
            m.settings
                .iter()
                .any(|s| s.description == wanted.description)
        });
        let mimecast = self.mimecast()?;
        if existed {
            let settings = mimecast.settings().await?;
            let named = |s: &Setting| s.description() == wanted.description;
            let mut setting = settings.into_iter().find(named).ok_or_else(|| {
                Error::refused(
                    "stale-plan",
                    format!(
                        "the application setting \"{}\" is gone since it was read",
                        wanted.description
                    ),
                )
                .hint("run the same command again")
            })?;
            setting.set_authentication_profile_id(profile.id());
            if let Some(group) = &observed.mimecast_group {
                setting.set_group_id(group);
            }
            mimecast.update_setting(&setting).await?;
        } else {
            let group = observed
                .mimecast_group
                .as_ref()
                .ok_or_else(|| internal("the Mimecast group has no id".to_owned()))?;
            let setting = Setting::draft(&wanted.description, group, profile.id());
            mimecast.create_setting(&setting).await?;
        }
        Ok(())
    }

    async fn enforce(&mut self, change: &Change) -> Result<()> {
        let mut profile = self
            .current_profile()
            .await?
            .ok_or_else(|| internal(format!("the profile \"{}\" is gone", self.desired.profile)))?;
        for block in Block::ALL {
            let field = format!("{block}.enforced");
            if change.fields.iter().any(|f| f.name == field) {
                enforce_block(&mut profile, block);
            }
        }
        self.profile = Some(self.mimecast()?.update_profile(&profile).await?);
        Ok(())
    }

    /// What is still to do: the changes that reading again shows, but for the human ones confirmed.
    async fn read_again(&self, results: &[ChangeResult]) -> Result<(Vec<Change>, Observed)> {
        let done = |change: &Change| {
            let result = results.iter().find(|r| r.id == change.id);
            result.is_some_and(|r| r.status == Status::Done)
        };
        let mut names = self.planned.observed.names();
        for (name, id) in &self.groups {
            names.groups.insert(name.clone(), Some(id.clone()));
        }
        let mut pauses = READ_AGAIN.into_iter();
        loop {
            let again = read_again(self.session, self.desired, self.planned, names.clone()).await?;
            let mut remaining = again.plan.changes;
            remaining.retain(|c| !(c.actor == Actor::Human && done(c)));
            let settled = !remaining.iter().any(done);
            match pauses.next() {
                Some(pause) if !settled => tokio::time::sleep(pause).await,
                _ => return Ok((remaining, again.observed)),
            }
        }
    }
}

fn certificate(application: &Application) -> Option<&str> {
    application.config_value("idpCertificate")?.as_str()
}

/// A broken assumption of the engine itself.
fn internal(message: String) -> Error {
    Error::new(Kind::Failed, "internal", message)
        .hint("this is a defect of sso-setup; nothing further was changed")
}
