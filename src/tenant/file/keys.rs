//! Which options a tenants file may say, and why it may not say the others.

use clap::{ArgAction, Args, Command};

use crate::error::{Error, Result};
use crate::text;

use super::super::names::NAMES;
use super::super::options::Options;
use super::place::Place;

/// Options that come from nowhere but the command line and its environment, and why.
const REFUSED: &[(&[&str], &str)] = &[
    (
        &["jumpcloud-url", "jumpcloud-oauth-url", "mimecast-url"],
        "where credentials are sent never comes from a tenants file",
    ),
    (
        &[
            "sandbox",
            "tenants",
            "tenant",
            "only",
            "shard",
            "jobs",
            "fail-fast",
            "trust-tenants-file",
        ],
        "which tenants a run is about, and how far the file is trusted, it cannot say itself",
    ),
    (
        &["credentials", "ca-file"],
        "which credentials and certificates of this machine are used never comes from a tenants file",
    ),
    (
        &["journal", "attestations", "out", "file"],
        "where files are kept on this machine never comes from a tenants file",
    ),
    (
        &[
            "yes",
            "no-input",
            "confirm-step",
            "confirm-count",
            "expect-digest",
            "skip",
            "allow",
        ],
        "a person confirms it for a run, so it never comes from a file",
    ),
    (
        &["output", "color", "verbose", "print", "detailed-exitcode"],
        "how a run is told is said for the run, and not for a tenant",
    ),
    (
        &[
            "all-organizations",
            "dry-run",
            "deactivate",
            "list",
            "response",
            "request-id",
            "at",
            "timeout",
        ],
        "what one run does is said on its command line",
    ),
];

/// The option that names a file of this machine, which is sent to JumpCloud.
pub const NAMES_A_FILE: &str = "tile-logo";

/// The options that a tenant has.
pub struct Keys(Command);

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes {
    /// It is on or off, and has no value.
    pub flag: bool,
    /// It may be given without a value, and is then on.
    pub flag_too: bool,
    /// It can be given several times.
    pub several: bool,
}

impl Keys {
    /// Those of [`Options`].
    pub fn new() -> Self {
        Keys(Options::augment_args(Command::new("tenants")))
    }

    /// What the option of this name takes.
    ///
    /// # Errors
    /// `tenants-file-refused-key`, `tenants-file-unknown-key`.
    pub fn takes(&self, key: &str, place: &Place) -> Result<Takes> {
        if let Some((_, why)) = REFUSED.iter().find(|(keys, _)| keys.contains(&key)) {
            let message = format!("{place}: {key} cannot be said in a tenants file: {why}");
            return Err(Error::usage("tenants-file-refused-key", message)
                .hint(format!("take it out, and give --{key} on the command line")));
        }
        let mut options = self.all();
        let known = options.find(|(long, _)| *long == key);
        known
            .map(|(_, takes)| takes)
            .ok_or_else(|| self.unknown(key, place))
    }

    /// The options that a file may say, in the order of their definition.
    pub fn all(&self) -> impl Iterator<Item = (&str, Takes)> {
        let options = self.0.get_arguments();
        let named = options.filter_map(|option| Some((option.get_long()?, option)));
        let allowed =
            named.filter(|(long, _)| !REFUSED.iter().any(|(keys, _)| keys.contains(long)));
        allowed.map(|(long, option)| {
            let optional = option.get_num_args().is_some_and(|n| n.min_values() == 0);
            let takes = Takes {
                flag: matches!(option.get_action(), ArgAction::SetTrue),
                flag_too: optional,
                several: matches!(option.get_action(), ArgAction::Append),
            };
            (long, takes)
        })
    }

    fn unknown(&self, key: &str, place: &Place) -> Error {
        let names = self.all().map(|(long, _)| long);
        let plain = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '_';
        // A credential may stand where a key should.
        let what = match key.chars().all(plain) {
            true => format!("there is no option {}", text::name(key)),
            false => "there is no option of this name".to_owned(),
        };
        let error = Error::usage("tenants-file-unknown-key", format!("{place}: {what}"));
        if NAMES.contains(&key) {
            return error.hint("credentials go below [tenant.credentials], as references");
        }
        let names: Vec<&str> = names.chain(["name", "credentials"]).collect();
        let near = text::did_you_mean(&text::nearest(key, names));
        near.into_iter().fold(error, Error::hint).hint(
            "keys are the long names of the options of sso-setup mimecast, without the hyphens in front",
        )
    }
}

#[cfg(test)]
mod tests {
    use clap::Arg;

    use super::*;
    use crate::tenant::file::place::Lines;

    fn longs(command: &Command, all: &mut Vec<String>) {
        let own = command.get_arguments().filter_map(Arg::get_long);
        all.extend(own.map(str::to_owned));
        command
            .get_subcommands()
            .for_each(|below| longs(below, all));
    }

    #[test]
    fn every_option_of_a_tenants_commands_is_taken_or_refused_with_its_reason() {
        let command = crate::cli::command();
        let mut all = vec![
            "output".to_owned(),
            "color".to_owned(),
            "verbose".to_owned(),
        ];
        longs(command.find_subcommand("mimecast").unwrap(), &mut all);
        let keys = Keys::new();
        let place = Lines::new("t", "").place(&(0..0));
        for option in &all {
            if let Err(error) = keys.takes(option, &place) {
                assert_eq!(error.code, "tenants-file-refused-key", "{option}");
            }
        }
        for (keys, _) in REFUSED {
            for key in *keys {
                assert!(all.iter().any(|option| option == key), "{key}");
            }
        }
    }
}
