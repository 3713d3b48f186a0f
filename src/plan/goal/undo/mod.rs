//! The way back from a run: what its journal says was there, against what is live now.
//!
//! Each object that the run wrote to is looked at by itself. One that is as the run left it is put back as it
//! was before; one that is so already needs nothing; any other was changed by other hands since, and is left
//! alone. SAML is not enforced while anything that sign-in hangs on is being changed, and is enforced again last.

mod by_hand;
mod facts;
mod jumpcloud;
mod mimecast;
mod way_back;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::connector::{Connector, Holder};
use crate::error::{Error, Result};
use crate::journal::{Command, Console, Fold, Left, Line, Object, Recorded, Step, Target, Touched};

use facts::CERTIFICATE;
pub use way_back::{WayBack, way_back};

use facts::{Facts, differences};

use crate::plan::observed::ObservedApplication;
use crate::plan::told::Told;

/// What is to be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The journal's name.
    pub run: String,
    /// What the run was asked to do.
    pub command: Command,
    /// When it began, RFC 3339.
    pub at: String,
    /// What it did, and what tries to undo it did that broke off.
    fold: Fold,
    /// The objects that were written to.
    pub touched: Vec<Touched>,
    /// The console steps that were confirmed in it.
    pub steps: Vec<Step>,
    /// The IdP URL of each connector's application.
    pub connectors: BTreeMap<Connector, String>,
    /// The Mimecast side as the run left it.
    pub console: Console,
    /// What people said of the console in the runs before it; `None` where nobody said anything.
    pub before: Option<Console>,
    /// How many applications the person said would be deleted, where they were asked.
    pub confirmed: Option<usize>,
}

impl Undo {
    /// What a target of these `runs`, oldest first, amounts to.
    ///
    /// # Errors
    /// `journal-malformed`: more than one profile or setting, which no run writes to; a journal that cannot be read again.
    pub fn of(target: &Target<'_>, runs: &[Recorded]) -> Result<Self> {
        let start = &target.run.start;
        let mut fold = Fold::default();
        let mut steps = Vec::new();
        for run in &target.runs {
            run.each(|line| {
                fold.line(line);
                if let Line::Step(step) = line
                    && run.name == target.run.name
                {
                    steps.push(step.clone());
                }
            })?;
        }
        let earlier = runs.iter().position(|run| run.name == target.run.name);
        let earlier = Told::of(&runs[..earlier.unwrap_or_default()])?;
        let undo = Undo {
            run: target.run.name.clone(),
            command: start.command,
            at: start.at.clone(),
            touched: fold.touched().to_vec(),
            fold,
            steps,
            connectors: start.connectors.clone(),
            console: start.console.clone(),
            before: earlier.confirmed(&start.console.profile).cloned(),
            confirmed: None,
        };
        let count = |is: fn(&Object) -> bool| undo.touched.iter().filter(|t| is(&t.object)).count();
        let profiles = count(|o| matches!(o, Object::Profile { .. }));
        let settings = count(|o| matches!(o, Object::Setting { .. }));
        if profiles > 1 || settings > 1 {
            return Err(Error::failed(
                "journal-malformed",
                format!(
                    "the journal {} names {profiles} profiles and {settings} settings, and no run writes to several",
                    undo.run
                ),
            )
            .hint("if the run is not to be undone, move the file out of the journal folder"));
        }
        Ok(undo)
    }

    /// The same once an undo has written `more`.
    pub fn after(&self, more: &[Line]) -> Self {
        let mut fold = self.fold.clone();
        more.iter().for_each(|line| fold.line(line));
        Undo {
            touched: fold.touched().to_vec(),
            ..self.clone()
        }
    }

    /// Calls groups and users what they are called now.
    pub fn call_by_name(&mut self, names: &BTreeMap<String, String>) {
        for touched in &mut self.touched {
            if let Object::Access { id, name, .. } = &mut touched.object
                && let Some(now) = names.get(id)
            {
                name.clone_from(now);
            }
        }
    }

    /// The profile that the run was about.
    pub fn profile(&self) -> &str {
        let written = self.touched.iter().find_map(|t| match &t.object {
            Object::Profile { description } => Some(description.as_str()),
            _ => None,
        });
        written.unwrap_or(&self.console.profile)
    }

    /// The setting that the run was about.
    pub fn setting(&self) -> &str {
        let written = self.touched.iter().find_map(|t| match &t.object {
            Object::Setting { description } => Some(description.as_str()),
            _ => None,
        });
        written.unwrap_or(&self.console.setting)
    }

    /// The connector of each IdP URL that the run had to do with.
    pub fn urls(&self) -> BTreeMap<&str, Connector> {
        let known = self.connectors.iter().map(|(c, url)| (url.as_str(), *c));
        let written = self.touched.iter().filter_map(|t| match &t.object {
            Object::Application {
                connector, idp_url, ..
            } => Some((idp_url.as_str(), *connector)),
            _ => None,
        });
        known.chain(written).collect()
    }
}

/// Who has access to an application, by JumpCloud's id.
pub type Access = BTreeSet<(Holder, String)>;

/// What is live now of what the run wrote to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Live {
    /// Every JumpCloud application.
    pub applications: Vec<ObservedApplication>,
    /// Who has access, by IdP URL of the application.
    pub access: BTreeMap<String, Access>,
    /// Names of user groups and e-mail addresses of users, by id.
    pub names: BTreeMap<String, String>,
    /// The certificate that an application signs with, base64 of the DER, by IdP URL.
    pub certificates: BTreeMap<String, String>,
    /// Every profile.
    pub profiles: Vec<Value>,
    /// Every setting.
    pub settings: Vec<Value>,
}

impl Live {
    /// The application with this IdP URL.
    pub fn application(&self, idp_url: &str) -> Option<&ObservedApplication> {
        self.applications.iter().find(|a| a.idp_url == idp_url)
    }

    /// The profile of this name.
    pub fn profile(&self, description: &str) -> Option<&Value> {
        let mut all = self.profiles.iter();
        all.find(|p| p["description"] == description)
    }

    /// The setting of this name.
    pub fn setting(&self, description: &str) -> Option<&Value> {
        let mut all = self.settings.iter();
        all.find(|s| s["description"] == description)
    }
}

/// How an object stands to the run.
#[derive(Debug, PartialEq, Eq)]
enum Stand {
    /// As the run left it.
    AsLeft,
    /// As it was before.
    Back,
    /// Changed by other hands: these fields.
    Changed(Vec<String>),
}

/// Compares what is live with what was before and what the run left.
fn stand(object: &Object, before: Option<&Value>, left: &[Left], live: Option<&Value>) -> Stand {
    let is_back = match (before, live) {
        // What was certainly made and is not listed was not taken away by the run: who did may have done so in half, or
        // the list lacks it.
        (None, None) if is_certain(object, left) => {
            return Stand::Changed(vec!["it is gone".to_owned()]);
        }
        (None, None) => true,
        (Some(before), Some(live)) => fields(object, before, live).is_empty(),
        _ => false,
    };
    if is_back {
        // A certificate made anew is not what was there, unless the application is another one.
        let renewed = matches!((before, live), (Some(b), Some(l)) if is_renewed(b, l));
        if !renewed {
            return Stand::Back;
        }
    }
    let mut nearest: Option<Vec<String>> = None;
    for left in left {
        let found = match (left, live) {
            (Left::Whole(None), None) => Vec::new(),
            (Left::Whole(None), Some(_)) => vec!["it is there again".to_owned()],
            (Left::Whole(Some(_)) | Left::Sent(_), None) => vec!["it is gone".to_owned()],
            (Left::Whole(Some(left)), Some(live)) => all_fields(object, left, live),
            (Left::Sent(sent), Some(live)) => {
                let sent_facts = facts::facts(object, sent);
                unmet(&sent_facts, &facts::facts(object, live))
            }
        };
        if found.is_empty() {
            return Stand::AsLeft;
        }
        if nearest.as_ref().is_none_or(|n| found.len() < n.len()) {
            nearest = Some(found);
        }
    }
    Stand::Changed(nearest.unwrap_or_default())
}

/// Whether an object that sign-in hangs on is there for certain, as far as the run knows.
fn is_certain(object: &Object, left: &[Left]) -> bool {
    let hangs = matches!(
        object,
        Object::Application { .. } | Object::Profile { .. } | Object::Setting { .. }
    );
    let there = |left: &Left| matches!(left, Left::Whole(Some(_)));
    hangs && !left.is_empty() && left.iter().all(there)
}

/// The fields that differ, but for a certificate.
fn fields(object: &Object, one: &Value, other: &Value) -> Vec<String> {
    let differ = differences(object, one, other).into_iter();
    differ
        .map(|d| d.name)
        .filter(|name| name != CERTIFICATE)
        .collect()
}

/// The fields that differ; a certificate only where both tell theirs.
fn all_fields(object: &Object, one: &Value, other: &Value) -> Vec<String> {
    let differ = differences(object, one, other).into_iter();
    differ
        .filter(|d| d.name != CERTIFICATE || d.from.is_some() && d.to.is_some())
        .map(|d| d.name)
        .collect()
}

/// What was sent and is not there.
fn unmet(sent: &Facts, live: &Facts) -> Vec<String> {
    let met = |(name, fact): &(&String, &facts::Fact)| {
        live.get(*name).is_some_and(|l| l.value == fact.value) || *name == CERTIFICATE
    };
    let unmet = sent.iter().filter(|pair| !met(pair));
    unmet.map(|(name, _)| name.clone()).collect()
}

/// Whether one application got a new certificate between two documents of it.
fn is_renewed(before: &Value, after: &Value) -> bool {
    let certificate = |d: &Value| {
        let value = d["config"]["idpCertificate"]["value"].as_str()?;
        (!value.is_empty()).then(|| value.to_owned())
    };
    before["_id"] == after["_id"]
        && matches!((certificate(before), certificate(after)), (Some(b), Some(a)) if a != b)
}

#[cfg(test)]
mod tests;
