//! A command line about a tenant of a tenants file: what the file says of the tenant is put behind what was typed, and the
//! parser of the command line reads both.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::error::{Error, Result};
use crate::tenant::{Entry, NAMES_A_FILE, Tenants, comes_from_plan, untrusted};

use super::misread::{self, Misread};
use super::{environment, reach};

/// The commands that are about a tenant.
const COMMANDS: [&str; 2] = ["mimecast", "doctor"];

/// The options that say which, and their variables.
const CHOICE: [(&str, &str); 3] = [
    ("tenants", "SSO_SETUP_TENANTS"),
    ("tenant", "SSO_SETUP_TENANT"),
    ("trust-tenants-file", "SSO_SETUP_TRUST_TENANTS_FILE"),
];

/// A command line with what a tenants file says.
pub struct OfFile {
    tenant: Entry,
    /// What was typed, and then what the file says.
    pub args: Vec<OsString>,
    /// The options that the file decides, by their long names.
    decided: Vec<String>,
}

/// What the tenants file that a command line names says of its tenant; `None` where it names none.
///
/// # Errors
/// Those of [`Tenants::read`] and [`Tenants::choose`]; `tenants-file-untrusted`; `tenants-missing`. Those of a command line
/// that cannot be read as it was typed.
pub fn of_line(command: &Command, args: &[OsString]) -> Result<Option<OfFile>, Misread> {
    if !may_choose(args) {
        return Ok(None);
    }
    // Parsing hands the global options down to the subcommand, where they are looked for below.
    let mut command = command.clone();
    let matches = command.try_get_matches_from_mut(args);
    let matches = match matches {
        Ok(matches) => matches,
        Err(error) if is_help(&error) => return Ok(None),
        Err(error) => {
            let error = misread::without_password(error);
            return Err(environment::named(error, &command, args).into());
        }
    };
    let Some((name, leaf)) = matches.subcommand() else {
        return Ok(None);
    };
    if !COMMANDS.contains(&name) {
        return Ok(None);
    }
    let leaf = deepest(leaf);
    let chosen = leaf.get_one::<String>("chosen_tenant");
    let trusted = leaf.get_flag("trust_tenants_file");
    let Some(path) = leaf.get_one::<PathBuf>("tenants") else {
        return match chosen.is_some() || typed(leaf, "trust_tenants_file") {
            true => Err(tenants_missing().into()),
            false => Ok(None),
        };
    };
    let tenant = Tenants::read(path)?.choose(chosen.map(String::as_str))?;
    let sandbox = leaf.get_flag("sandbox");
    if !trusted && !sandbox {
        tenant.credentials().check_trust()?;
    }
    let of_kept_plan = leaf.try_get_one::<PathBuf>("file").ok().flatten().is_some()
        && matches
            .subcommand_matches(name)
            .and_then(ArgMatches::subcommand_name)
            == Some("apply");
    let (mut said, mut decided) = (Vec::new(), Vec::new());
    let options = command.find_subcommand(name).map(Command::get_arguments);
    for option in options.into_iter().flatten() {
        let long = option.get_long().unwrap_or_default();
        // Those that a file may say are global: whichever command is run has them.
        let Some(one) = tenant.said().find(|one| one.option == long) else {
            continue;
        };
        let passed_over = given(leaf, option.get_id().as_str())
            || sandbox && reach::is_of_real_services(option)
            || of_kept_plan && comes_from_plan(option);
        if passed_over {
            continue;
        }
        if long == NAMES_A_FILE && !trusted && !one.arguments.is_empty() {
            let would = format!("{}: {long} would read a file of this machine", one.place);
            return Err(untrusted(would).into());
        }
        decided.push(long.to_owned());
        said.extend(one.arguments.iter().map(|(argument, _)| argument.into()));
    }
    // What stands after two hyphens is no option.
    let end = args.iter().position(|arg| arg == "--");
    let (before, after) = args.split_at(end.unwrap_or(args.len()));
    Ok(Some(OfFile {
        args: [before, &said, after].concat(),
        tenant,
        decided,
    }))
}

impl OfFile {
    /// An error about what the file says, with its place; about anything else, as it is.
    pub fn placed(&self, error: clap::Error, command: &Command) -> Misread {
        let option = misread::context(&error, ContextKind::InvalidArg);
        let option = environment::long(&option).trim_start_matches("--");
        let mut said = self.tenant.said();
        let said = said.find(|one| one.option == option && self.decided.contains(&one.option));
        let value = misread::context(&error, ContextKind::InvalidValue);
        let error = misread::without_password(error);
        match said {
            Some(said) => misread::error(&error).context(said.place_of(&value)).into(),
            None => environment::named(error, command, &self.args).into(),
        }
    }

    /// The tenant.
    pub fn tenant(self) -> Entry {
        self.tenant
    }
}

/// Whether a command line, or the environment, may say anything of a tenants file.
fn may_choose(args: &[OsString]) -> bool {
    CHOICE.iter().any(|(long, variable)| {
        let begins = format!("--{long}");
        let typed = |arg: &OsString| arg.to_string_lossy().starts_with(&begins);
        args.iter().any(typed) || std::env::var_os(variable).is_some()
    })
}

fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// The matches of the subcommand that is run; those of global options are handed down to it.
fn deepest(matches: &ArgMatches) -> &ArgMatches {
    match matches.subcommand() {
        Some((_, below)) => deepest(below),
        None => matches,
    }
}

fn typed(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Whether an option was typed, or said by its variable: both come before the file.
fn given(matches: &ArgMatches, id: &str) -> bool {
    typed(matches, id) || matches.value_source(id) == Some(ValueSource::EnvVariable)
}

fn tenants_missing() -> Error {
    Error::usage(
        "tenants-missing",
        "a tenant of a tenants file is meant, and no tenants file was named",
    )
    .hint("name it with --tenants FILE, or leave --tenant and --trust-tenants-file out")
}
