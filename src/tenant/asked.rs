//! The options that ask for what is wanted, as they would be typed.

use std::collections::BTreeSet;

use clap::{Args, Command, FromArgMatches, ValueEnum};

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::plan::{Wanted, WantedApplication};
use crate::text;

use super::options::Options;

/// Options by their long names, in the order in which they would be typed; a flag has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked(pub Vec<(&'static str, Option<String>)>);

impl Asked {
    /// Those that ask for this. A tile image is left out: of it only the hash is known.
    pub fn of(wanted: &Wanted) -> Self {
        let mut all = Vec::new();
        let mut give = |name, value: &str| all.push((name, Some(value.to_owned())));
        for application in &wanted.applications {
            of_application(application, &mut give);
        }
        for (block, of_block) in &wanted.blocks {
            give("enforce", block.as_str());
            if let [source] = of_block.candidates[..] {
                give("block", &format!("{block}={source}"));
            }
        }
        // It is one for all blocks.
        if let Some(of_block) = wanted.blocks.values().next() {
            give("logout-url", &of_block.logout_url);
        }
        give("profile", &wanted.profile);
        give("application-setting", &wanted.setting.description);
        let group = wanted.setting.group.iter();
        group.for_each(|group| give("mimecast-group", group));
        let members = wanted.setting.members.iter();
        members.for_each(|member| give("pilot", member));
        wanted.admin.iter().for_each(|admin| give("admin", admin));
        if wanted.create_groups {
            all.push(("create-groups", None));
        }
        Asked(all)
    }

    /// What they say. Only those of the program have variables, so the environment has no say here.
    ///
    /// # Errors
    /// `plan-file-unreadable` for a value that no option takes.
    pub fn options(&self) -> Result<Options> {
        self.parsed().map_err(|why| {
            let message = format!("what this plan wants cannot be asked for: {why}");
            Error::usage("plan-file-unreadable", message).hint("make another with --out")
        })
    }

    fn parsed(&self) -> Result<Options, String> {
        let typed = self.0.iter().map(|(name, value)| match value {
            Some(value) => format!("--{name}={value}"),
            None => format!("--{name}"),
        });
        let command = Options::augment_args(Command::new("plan")).no_binary_name(true);
        let matches = command.try_get_matches_from(typed);
        let parsed = matches.and_then(|matches| Options::from_arg_matches(&matches));
        parsed.map_err(|error| {
            let said = error.to_string();
            let said = said.lines().next().unwrap_or_default();
            let said = said.strip_prefix("error: ").unwrap_or(said);
            text::prose(said)
        })
    }
}

/// A value that an option does not take: the option, the value, and why.
pub type Unfit = (&'static str, String, String);

impl Asked {
    /// What each option takes, and what it does not.
    pub fn fitting(self) -> (Self, Vec<Unfit>) {
        let mut unfit = Vec::new();
        let fits = |one: &(&'static str, Option<String>)| {
            let alone = Asked(vec![one.clone()]).parsed();
            if let (Err(why), (name, Some(value))) = (alone.as_ref().map(drop), one) {
                unfit.push((*name, value.clone(), why.clone()));
            }
            alone.is_ok()
        };
        let fitting = self.0.into_iter().filter(fits).collect();
        (Asked(fitting), unfit)
    }

    /// The least that asks for the same: without what is so by default, and with one value for all connectors where each has
    /// it. Whether it is the same `is_same` tells.
    pub fn least(self, is_same: impl Fn(&Options) -> bool) -> Self {
        let mut asked = self;
        let keeps = |asked: &Asked| asked.options().is_ok_and(|options| is_same(&options));
        let take = |less: Asked, asked: &mut Asked| {
            if keeps(&less) {
                *asked = less;
            }
        };
        // A whole option first: of several values none may be superfluous by itself.
        for name in asked.names() {
            let others = asked.0.iter().filter(|(other, _)| *other != name);
            take(Asked(others.cloned().collect()), &mut asked);
        }
        for at in (0..asked.0.len()).rev() {
            let mut less = asked.clone();
            less.0.remove(at);
            take(less, &mut asked);
        }
        let mut at = 0;
        while at < asked.0.len() {
            // One value for all connectors; or it is that of `apps`, which needs no name in front.
            for others_too in [true, false] {
                if let Some(less) = asked.unscoped(at, others_too) {
                    take(less, &mut asked);
                }
            }
            at += 1;
        }
        asked
    }

    /// With the value there for no connector by name, and, with `others_too`, without the same value for others.
    fn unscoped(&self, at: usize, others_too: bool) -> Option<Asked> {
        let value_of = |(name, value): &(&'static str, Option<String>)| {
            let (connector, value) = value.as_ref()?.split_once(':')?;
            let connector = Connector::from_str(connector, false).is_ok();
            connector.then(|| (*name, value.to_owned()))
        };
        let (name, value) = value_of(&self.0[at])?;
        let same = |one: &(&'static str, Option<String>)| {
            others_too && value_of(one).is_some_and(|one| one == (name, value.clone()))
        };
        let mut less: Vec<_> = self.0[..at].to_vec();
        less.push((name, Some(value.clone())));
        less.extend(self.0[at + 1..].iter().filter(|one| !same(one)).cloned());
        Some(Asked(less))
    }

    /// The names, each once.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = self.0.iter().map(|(name, _)| *name).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names
    }
}

fn of_application(application: &WantedApplication, give: &mut impl FnMut(&'static str, &str)) {
    let WantedApplication {
        connector,
        template,
        label,
        description,
        color,
        // Supplied again.
        logo: _,
        hidden,
        suffix,
        idp_entity_id,
        sp_entity_id,
        attributes,
        user_attributes,
        groups,
        users,
        metadata_url,
    } = application;
    let pair = |(name, value): &(String, String)| format!("{name}={value}");
    give("connector", connector.as_str());
    let mut of_it = |name, value: &str| give(name, &format!("{connector}:{value}"));
    of_it("idp-url-suffix", suffix);
    of_it("sp-entity-id", sp_entity_id);
    for (name, value) in [
        ("template", template),
        ("label", label),
        ("description", description),
        ("tile-color", color),
        ("idp-entity-id", idp_entity_id),
        ("metadata-url", metadata_url),
    ] {
        value.iter().for_each(|value| of_it(name, value));
    }
    let hidden = hidden.map(|hidden| hidden.to_string());
    hidden.iter().for_each(|hidden| of_it("hidden", hidden));
    attributes.iter().for_each(|a| of_it("attribute", &pair(a)));
    let users_own = user_attributes.iter();
    users_own.for_each(|a| of_it("user-attribute", &pair(a)));
    groups.iter().for_each(|group| of_it("group", group));
    users.iter().for_each(|user| of_it("user", user));
}
