//! What the environment says in place of options: which of them have a variable is set here, for all of them. Where
//! what it says is wrong, it is named, and help never repeats it.

use std::ffi::OsString;

use clap::builder::{OsStr, Resettable};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Args, Command};

use crate::error::Error;
use crate::tenant::Options;
use crate::text;

/// What the name of each variable of an option begins with.
const OURS: &str = "SSO_SETUP_";

/// The commands that take [`Options`], or some of them.
const OF_A_TENANT: [&str; 3] = ["mimecast", "doctor", "discover"];

/// The one of them that has no variable: whether the services are real, only the command line says.
const SANDBOX: &str = "sandbox";

/// The other options that have a variable, whichever command takes them.
const OTHERS: [&str; 5] = [
    "output",
    "color",
    "ca-file",
    "expect-digest",
    "confirm-count",
];

/// Variables of that beginning that only the project's own tests read.
const OF_TESTS: [&str; 5] = [
    "SSO_SETUP_INTEROP",
    "SSO_SETUP_MATRIX",
    "SSO_SETUP_MATRIX_ALL",
    "SSO_SETUP_MATRIX_PART",
    "SSO_SETUP_OPENAPI_DIR",
];

/// How many letters a name may differ in from the one that was meant.
const MISTYPED: usize = 3;

/// The program's command with the variables of its options. An option of a tenant becomes global too: it can stand before
/// and after the name of a subcommand.
pub fn with_variables(command: Command) -> Command {
    let options = Options::augment_args(Command::new("options"));
    let of_a_tenant = |arg: &Arg| options.get_arguments().any(|o| o.get_id() == arg.get_id());
    let set = |arg: Arg| match of_a_tenant(&arg) {
        true if arg.get_long() == Some(SANDBOX) => arg.global(true),
        true => with_variable(arg).global(true),
        false => arg,
    };
    with_other_variables(command).mut_subcommands(|command| {
        match OF_A_TENANT.contains(&command.get_name()) {
            true => command.mut_args(set),
            false => command,
        }
    })
}

fn with_other_variables(command: Command) -> Command {
    let set = |arg: Arg| match arg.get_long() {
        Some(long) if OTHERS.contains(&long) => with_variable(arg),
        _ => arg,
    };
    command.mut_args(set).mut_subcommands(with_other_variables)
}

/// An option with the variable of its name. Help does not show what that says: it may be meant for this process only.
fn with_variable(arg: Arg) -> Arg {
    let long = arg.get_long().unwrap_or_default();
    let name = long.to_uppercase().replace('-', "_");
    arg.env(format!("{OURS}{name}")).hide_env_values(true)
}

/// The program's command, where these options have no variable after all.
pub fn without_variables(command: Command, these: impl Fn(&Arg) -> bool) -> Command {
    command.mut_subcommands(|command| {
        command.mut_args(|arg| match these(&arg) {
            true => arg.env(Resettable::<OsStr>::Reset),
            false => arg,
        })
    })
}

/// The error of a command line, with the variable in place of an option that was not typed.
pub fn named(mut error: clap::Error, command: &Command, args: &[OsString]) -> clap::Error {
    let name = |option: &str| match variable(option, command, args) {
        Some(variable) => format!("{variable} (as {})", long(option)),
        None => option.to_owned(),
    };
    for kind in [ContextKind::InvalidArg, ContextKind::PriorArg] {
        let named = match error.get(kind) {
            Some(ContextValue::String(option)) => ContextValue::String(name(option)),
            Some(ContextValue::Strings(options)) => {
                ContextValue::Strings(options.iter().map(|option| name(option)).collect())
            }
            _ => continue,
        };
        error.insert(kind, named);
    }
    error
}

/// The error that names the variable whose value is not text, where that is what was wrong.
pub fn not_text(error: &clap::Error, command: &Command) -> Option<Error> {
    if error.kind() != ErrorKind::InvalidUtf8 {
        return None;
    }
    let known = variables(command);
    let bad = known
        .into_iter()
        .find(|name| std::env::var_os(name).is_some_and(|value| value.to_str().is_none()))?;
    let message = format!("the environment variable {bad} is not valid UTF-8");
    Some(Error::usage("usage", message).hint("set it again, or take it out of the environment"))
}

/// The warning of variables that are named like those of options and belong to none: whoever set them believes that
/// they do something.
pub fn unknown(
    command: &Command,
    set: impl Iterator<Item = OsString>,
) -> Option<(&'static str, String)> {
    let mut unknown: Vec<String> = set
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.starts_with(OURS) && !OF_TESTS.contains(&name.as_str()))
        .filter(|name| !is_read(name, command))
        .collect();
    if unknown.is_empty() {
        return None;
    }
    let known = variables(command);
    unknown.sort();
    let several = unknown.len() > 1;
    let told = unknown.iter().map(|name| {
        let start: String = name.chars().take(text::MAX_VALUE).collect();
        let near = known
            .iter()
            .map(|known| (strsim::levenshtein(&start, known), known))
            .min();
        let shown = text::name(name);
        match near {
            Some((letters, near)) if letters <= MISTYPED => format!("{shown} (is {near} meant?)"),
            _ => shown,
        }
    });
    let told = text::listed(told);
    let what = match several {
        true => "these environment variables are not known, and do nothing",
        false => "this environment variable is not known, and does nothing",
    };
    Some(("unknown-variable", format!("{what}: {told}")))
}

/// The variable that an option's value came from, where it was not typed.
fn variable(option: &str, command: &Command, args: &[OsString]) -> Option<String> {
    let arg = find(command, long(option).strip_prefix("--")?)?;
    let variable = arg.get_env()?;
    let set = std::env::var_os(variable).is_some();
    (set && !typed(arg, args)).then(|| variable.to_string_lossy().into_owned())
}

/// An option's name without its value: `--color` of `--color <COLOR>`.
pub fn long(option: &str) -> &str {
    let end = option.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    &option[..end.unwrap_or(option.len())]
}

/// The option of this name that has a variable, of the command or one below it.
fn find<'a>(command: &'a Command, long: &str) -> Option<&'a Arg> {
    let is = |arg: &&Arg| arg.get_long() == Some(long) && arg.get_env().is_some();
    let own = command.get_arguments().find(is);
    own.or_else(|| {
        command
            .get_subcommands()
            .find_map(|below| find(below, long))
    })
}

fn typed(arg: &Arg, args: &[OsString]) -> bool {
    let long = arg.get_long().unwrap_or_default();
    let options = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    let mut options = options.take_while(|arg| arg != "--");
    options.any(|option| match option.strip_prefix("--") {
        Some(name) => name.split('=').next() == Some(long),
        None => {
            let letters = option.strip_prefix('-').unwrap_or_default();
            arg.get_short().is_some_and(|short| letters.contains(short))
        }
    })
}

/// Whether an option has this variable.
fn is_read(name: &str, command: &Command) -> bool {
    let mut own = command.get_arguments().filter_map(Arg::get_env);
    own.any(|variable| variable == name)
        || command.get_subcommands().any(|below| is_read(name, below))
}

/// The variables of all options.
fn variables(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(Arg::get_env);
    let mut all: Vec<String> = own
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    all.extend(command.get_subcommands().flat_map(variables));
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_option_reads_is_told() {
        let command = crate::cli::command();
        let told = |names: &[&str]| {
            let names = names.iter().map(OsString::from);
            unknown(&command, names).map(|(_, message)| message)
        };
        let one = "this environment variable is not known, and does nothing: ";
        let several = "these environment variables are not known, and do nothing: ";
        for (set, message) in [
            (
                &[
                    "SSO_SETUP_GROUP",
                    "SSO_SETUP_EXPECT_DIGEST",
                    "PATH",
                    "SSO_SETUP",
                ][..],
                None,
            ),
            (
                &["SSO_SETUP_CONFIRM_COUNT", "SSO_SETUP_COLOR", "sso_setup_x"],
                None,
            ),
            (
                &["SSO_SETUP_GRUOP"],
                Some(format!("{one}SSO_SETUP_GRUOP (is SSO_SETUP_GROUP meant?)")),
            ),
            (
                &["SSO_SETUP_COLOUR"],
                Some(format!("{one}SSO_SETUP_COLOUR (is SSO_SETUP_COLOR meant?)")),
            ),
            (
                &["SSO_SETUP_WHATEVER_IT_IS", "SSO_SETUP_\u{1b}[2J_OF_NOBODY"],
                Some(format!(
                    "{several}SSO_SETUP_⟨U+001B⟩[2J_OF_NOBODY, SSO_SETUP_WHATEVER_IT_IS"
                )),
            ),
        ] {
            assert_eq!(told(set), message, "{set:?}");
        }
        let many: Vec<String> = (0..500)
            .map(|n| format!("SSO_SETUP_NOBODYS_OWN_{n}"))
            .collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(told(&many).unwrap().ends_with(" and 490 more"));
    }

    #[test]
    fn an_option_of_a_tenant_has_the_same_variable_wherever_it_is_taken() {
        let command = crate::cli::command();
        let options = Options::augment_args(Command::new("options"));
        for name in ["mimecast", "doctor"] {
            let taken = command.find_subcommand(name).unwrap();
            for option in options.get_arguments() {
                let long = option.get_long().unwrap();
                let own = taken
                    .get_arguments()
                    .find(|arg| arg.get_long() == Some(long));
                let own = own.unwrap();
                let variable = format!("SSO_SETUP_{}", long.to_uppercase().replace('-', "_"));
                let variable = (long != "sandbox").then(|| variable.into());
                assert_eq!(own.get_env().map(OsString::from), variable, "{name} {long}");
                assert!(own.is_global_set(), "{name} {long}");
            }
        }
        // Of the same name, and none of these.
        let sandbox = command.find_subcommand("sandbox").unwrap();
        let mut own = sandbox.get_arguments();
        assert!(own.any(|arg| arg.get_long() == Some("propagation")));
        assert!(sandbox.get_arguments().all(|arg| arg.get_env().is_none()));
    }

    #[test]
    fn what_was_typed_is_told_from_what_was_set() {
        let command = crate::cli::command();
        let output = find(&command, "output").unwrap();
        for (line, is) in [
            (&["x", "-o", "json"][..], true),
            (&["x", "-ojson"], true),
            (&["x", "-vojson"], true),
            (&["x", "--output", "json"], true),
            (&["x", "doctor", "--output=json"], true),
            (&["x", "--outputs=json"], false),
            (&["x", "--", "--output"], false),
            (&["--output"], false),
            (&["x", "output"], false),
        ] {
            let args: Vec<OsString> = line.iter().map(OsString::from).collect();
            assert_eq!(typed(output, &args), is, "{line:?}");
        }
    }

    #[test]
    fn no_help_has_a_value_of_the_environment() {
        fn all(command: &Command, name: &str) {
            for arg in command
                .get_arguments()
                .filter(|arg| arg.get_env().is_some())
            {
                assert!(arg.is_hide_env_values_set(), "{name}: {arg}");
            }
            for below in command.get_subcommands() {
                all(below, &format!("{name} {}", below.get_name()));
            }
        }
        let mut command = crate::cli::command();
        all(&command, "sso-setup");
        command.build();
        all(&command, "sso-setup");
    }
}
