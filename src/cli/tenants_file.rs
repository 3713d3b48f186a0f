//! A command line about a tenant of a tenants file: what the file says of the tenant is put behind what was typed, and the
//! parser of the command line reads both.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use crate::error::{Error, Result};
use crate::tenant::{Entry, NAMES_A_FILE, Shard, Tenants, comes_from_plan, untrusted};

use super::misread::{self, Misread};
use super::{environment, reach};

/// The commands that are about a tenant.
const COMMANDS: [&str; 2] = ["mimecast", "doctor"];

/// The subcommands of `mimecast` that can be about several; so can `doctor`.
const OF_SEVERAL: [&str; 7] = [
    "plan",
    "apply",
    "verify",
    "status",
    "remove",
    "watch",
    "worksheet",
];

/// The options that say which, and their variables.
const CHOICE: [(&str, &str); 7] = [
    ("tenants", "SSO_SETUP_TENANTS"),
    ("tenant", "SSO_SETUP_TENANT"),
    ("only", "SSO_SETUP_ONLY"),
    ("jobs", "SSO_SETUP_JOBS"),
    ("shard", "SSO_SETUP_SHARD"),
    ("fail-fast", "SSO_SETUP_FAIL_FAST"),
    ("trust-tenants-file", "SSO_SETUP_TRUST_TENANTS_FILE"),
];

/// What a command line is about that names a tenants file.
pub enum About {
    /// One tenant of it.
    One(OfFile),
    /// Several, or those that `--only` names.
    Several(Several),
}

/// A command line with what a tenants file says.
pub struct OfFile {
    tenant: Entry,
    /// What was typed, and then what the file says.
    pub args: Vec<OsString>,
    /// The options that the file decides, by their long names.
    decided: Vec<String>,
}

/// A command line about several tenants.
pub struct Several {
    line: Line,
    /// The tenants, in the order of the file.
    pub tenants: Vec<Entry>,
    /// The names of all that the file has.
    pub all: BTreeSet<String>,
}

/// A command line as it was typed, and what a tenants file may add to it.
struct Line {
    args: Vec<OsString>,
    /// The options that the file may say, by their long names: those that nobody else said.
    open: Vec<String>,
    trusted: bool,
}

/// Which tenants of the tenants file that a command line names it is about, with what the file says of them; `None` where it
/// names none.
///
/// # Errors
/// Those of [`Tenants::read`], [`Tenants::choose`] and [`Tenants::only`]; `tenants-file-untrusted`; `tenants-missing`,
/// `tenant-twice`, `one-tenant`. Those of a command line that cannot be read as it was typed.
pub fn of_line(command: &Command, args: &[OsString]) -> Result<Option<About>, Misread> {
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
    let Some((name, of_command)) = matches.subcommand() else {
        return Ok(None);
    };
    if !COMMANDS.contains(&name) {
        return Ok(None);
    }
    let leaf = deepest(of_command);
    let chosen = leaf.get_one::<String>("chosen_tenant");
    let only: Vec<String> = leaf
        .get_many("only")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let shard = leaf.get_one::<Shard>("shard").copied();
    let names_several = !only.is_empty() || shard.is_some();
    let trusted = leaf.get_flag("trust_tenants_file");
    let Some(path) = leaf.get_one::<PathBuf>("tenants") else {
        let of_file = ["trust_tenants_file", "jobs", "fail_fast"];
        let means_one = chosen.is_some() || names_several;
        return match means_one || of_file.iter().any(|id| typed(leaf, id)) {
            true => Err(tenants_missing().into()),
            false => Ok(None),
        };
    };
    let tenants = Tenants::read(path)?;
    let subcommand = of_command.subcommand_name();
    let names_path = |option| leaf.try_get_one::<PathBuf>(option).ok().flatten().is_some();
    let fits = match subcommand {
        // Printed, it is of one.
        Some("worksheet") => names_path("out"),
        Some(name) => OF_SEVERAL.contains(&name),
        None => name == "doctor",
    };
    // Of the two that are said, what was typed comes before a variable.
    let typed_several = typed(leaf, "only") || typed(leaf, "shard");
    let several = match (chosen.is_some(), names_several) {
        (true, true) if typed(leaf, "chosen_tenant") == typed_several => {
            return Err(chosen_twice().into());
        }
        (true, named) => named && typed_several,
        (false, named) => named || fits && tenants.are_several(),
    };
    if several && !fits {
        return Err(of_one_tenant().into());
    }
    let sandbox = leaf.get_flag("sandbox");
    let check_trust = |tenant: &Entry| match trusted || sandbox {
        true => Ok(()),
        false => tenant.credentials().check_trust(),
    };
    let of_kept_plan = subcommand == Some("apply") && names_path("file");
    let options = command.find_subcommand(name).map(Command::get_arguments);
    // Those that a file may say are global: whichever command is run has them.
    let global = options
        .into_iter()
        .flatten()
        .filter(|option| option.is_global_set());
    let open = global.filter(|option| {
        let passed_over = given(leaf, option.get_id().as_str())
            || sandbox && reach::is_of_real_services(option)
            || of_kept_plan && comes_from_plan(option);
        !passed_over
    });
    let line = Line {
        args: args.to_vec(),
        open: open.filter_map(Arg::get_long).map(str::to_owned).collect(),
        trusted,
    };
    if several {
        let all = tenants.names().into_iter().collect();
        let mut tenants = tenants.only(&only)?;
        tenants.retain(|tenant| shard.is_none_or(|shard| shard.has(&tenant.name)));
        tenants.iter().try_for_each(check_trust)?;
        return Ok(Some(About::Several(Several { line, tenants, all })));
    }
    let tenant = tenants.choose(chosen.map(String::as_str))?;
    check_trust(&tenant)?;
    Ok(Some(About::One(line.about(tenant)?)))
}

impl Line {
    /// The line with what the file says of one tenant.
    ///
    /// # Errors
    /// `tenants-file-untrusted`.
    fn about(&self, tenant: Entry) -> Result<OfFile> {
        let (mut said, mut decided) = (Vec::new(), Vec::new());
        for long in &self.open {
            let Some(one) = tenant.said().find(|one| one.option == *long) else {
                continue;
            };
            if long == NAMES_A_FILE && !self.trusted && !one.arguments.is_empty() {
                let would = format!("{}: {long} would read a file of this machine", one.place);
                return Err(untrusted(would));
            }
            decided.push(long.clone());
            said.extend(one.arguments.iter().map(|(argument, _)| argument.into()));
        }
        // What stands after two hyphens is no option.
        let end = self.args.iter().position(|arg| arg == "--");
        let (before, after) = self.args.split_at(end.unwrap_or(self.args.len()));
        Ok(OfFile {
            args: [before, &said, after].concat(),
            tenant,
            decided,
        })
    }
}

impl Several {
    /// The line of one of them.
    ///
    /// # Errors
    /// `tenants-file-untrusted`.
    pub fn line_of(&self, tenant: &Entry) -> Result<OfFile> {
        self.line.about(tenant.clone())
    }
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
        "tenants of a tenants file are meant, and no tenants file was named",
    )
    .hint("name it with --tenants FILE, or leave --tenant, --only, --jobs, --shard, --fail-fast and --trust-tenants-file out")
}

fn chosen_twice() -> Error {
    Error::usage(
        "tenant-twice",
        "--tenant says that one tenant is meant, and --only or --shard that it is a run over several",
    )
    .hint("leave one of the two out: --tenant for one and its own document, --only and --shard for a run over several")
}

fn of_one_tenant() -> Error {
    Error::usage(
        "one-tenant",
        "this command is about one tenant, and --only and --shard are of a run over several",
    )
    .hint("choose the tenant with --tenant NAME")
    .hint(format!(
        "runs over several are mimecast {} (with --out), and doctor",
        OF_SEVERAL.join(", ")
    ))
}
