//! The command line: one file a command. Nothing outside this folder prints or asks.

mod apply;
mod attestations;
mod carry_out;
mod completions;
mod connect;
mod connected;
mod consent;
mod dialogue;
mod discover;
mod doctor;
mod environment;
mod export;
mod fleet;
mod fleet_folder;
mod guide;
mod interrupt;
mod journal;
mod line;
mod lock;
mod log;
mod man;
mod merge;
mod metadata;
mod mimecast;
mod misread;
mod outcome;
mod plan;
mod plan_file;
mod printer;
mod progress;
mod prompt;
mod reach;
mod remove;
mod rotate;
mod run_status;
mod saml;
mod saml_input;
mod sandbox;
mod secret_input;
mod setup;
mod standing;
mod state_folder;
mod status;
mod tenants_file;
mod undo;
mod values;
mod verify;
mod watch;
mod widen;
mod worksheet;
mod wrap;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::error::{EXIT_DONE, EXIT_PENDING, Error, Kind, Result};
use crate::output::{Format, human};

use fleet::Fleet;
use interrupt::until_interrupted;
use line::{Cli, Color, Command};
use misread::{Misread, without_password};
use outcome::Outcome;
use printer::Printer;
use tenants_file::About;

/// The whole command line as clap knows it; for completions, manual pages and whoever checks them.
pub fn command() -> clap::Command {
    environment::with_variables(Cli::command())
}

/// Runs the program and gives its exit code.
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let format = Format::of_command_line(args.iter().cloned());
    // A defect ends the program here, whatever broke off: nothing is unwound, and the release is built without the tables for it.
    std::panic::set_hook(Box::new(move |panicked| {
        // What it says may hold anything, secrets too; where it was is enough.
        let place = panicked.location().map(ToString::to_string);
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        let _ = writeln!(
            std::io::stderr(),
            "error: this is a defect of sso-setup, at {place}: please report it"
        );
        if !format.is_for_people() {
            let error = Error::failed("defect", "this is a defect of sso-setup: it broke off");
            let printer = Printer::new(format);
            printer.error(error.hint("report it, with what stands on stderr"));
            printer.ended(Kind::Failed.exit_code());
        }
        std::process::exit(Kind::Failed.exit_code().into());
    }));
    ExitCode::from(run_line(&args))
}

/// Runs one command line, the program's name first, and gives its exit code. A panic is its caller's.
pub fn run_line(args: &[OsString]) -> u8 {
    let mut command = command();
    match parse(&mut command, args) {
        Ok(asked) => run(asked, &command, args),
        Err(code) => code,
    }
}

/// What a command line asks for.
enum Asked {
    /// One run.
    Once(Box<Cli>),
    /// One for each of several tenants.
    OfEach(Box<Fleet>),
}

fn parse(command: &mut clap::Command, args: &[OsString]) -> Result<Asked, u8> {
    let mut of_sandbox;
    let command = match args.iter().any(|arg| arg == "--sandbox") {
        true => {
            let all = command.clone();
            of_sandbox = environment::without_variables(all, reach::is_of_real_services);
            &mut of_sandbox
        }
        false => command,
    };
    read(command, args).map_err(|misread| {
        choose_color(Color::of_command_line(args));
        let format = Format::of_command_line(args.iter().cloned());
        let (printer, code) = misread.told(command, format);
        match code {
            EXIT_DONE => written(&printer, code),
            _ => {
                printer.ended(code);
                code
            }
        }
    })
}

/// Reads a command line, with what a tenants file says of the tenants that it is about.
fn read(command: &mut clap::Command, args: &[OsString]) -> Result<Asked, Misread> {
    let as_typed = |command: &mut clap::Command| {
        let read = read_as_typed(command, args);
        read.map_err(|e| environment::named(without_password(e), command, args))
    };
    let cli = match tenants_file::of_line(command, args)? {
        None => as_typed(command)?,
        Some(About::One(of_file)) => {
            let read = read_as_typed(command, &of_file.args);
            let mut cli = read.map_err(|error| of_file.placed(error, command))?;
            cli.be_about(of_file.tenant());
            cli
        }
        Some(About::Several(several)) => {
            let typed = as_typed(command)?;
            let fleet = Fleet::new(command.clone(), typed, several)?;
            return Ok(Asked::OfEach(Box::new(fleet)));
        }
    };
    Ok(Asked::Once(Box::new(cli)))
}

fn read_as_typed(command: &mut clap::Command, args: &[OsString]) -> Result<Cli, clap::Error> {
    let of_kept = plan_file::matches(command, args);
    let matches = of_kept.unwrap_or_else(|| command.try_get_matches_from_mut(args))?;
    Cli::from_arg_matches(&matches)
}

fn run(asked: Asked, command: &clap::Command, args: &[OsString]) -> u8 {
    let global = match &asked {
        Asked::Once(cli) => &cli.global,
        Asked::OfEach(fleet) => fleet.global(),
    };
    let printer = Printer::new(global.output);
    choose_color(global.color);
    log::log_to_stderr(global.verbose, &printer.secrets);
    if let Asked::Once(_) = asked {
        printer.answers.begin(args);
    }
    let set = std::env::vars_os().map(|(name, _)| name);
    if let Some((code, message)) = environment::unknown(command, set) {
        printer.note(&format!("warning: {code}: {message}\n"));
    }
    let started = spare_files().and_then(|()| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build()
    });
    let result = started
        .map_err(|e| {
            Error::failed("runtime", format!("the runtime could not be started: {e}"))
                .hint("let it open more files (ulimit -n)")
        })
        .and_then(|runtime| {
            runtime.block_on(async {
                let outcome = match asked {
                    Asked::Once(cli) => dispatch(*cli, &printer).await?,
                    Asked::OfEach(fleet) => fleet.run(&printer).await?,
                };
                printer.outcome(&outcome);
                Ok(outcome.code)
            })
        });
    let code = result.unwrap_or_else(|error| {
        let error = match error.kind {
            Kind::Interrupted => printer.run_status.add_to(error),
            _ => error,
        };
        let code = error.exit_code();
        printer.error(error);
        code
    });
    if let Some(line) = printer.answers.line() {
        printer.to_paste("The same answers as a command line:", &line);
    }
    written(&printer, code)
}

/// The exit code of a run that would have ended with `code`, had its result reached the person; later steps of a pipeline are
/// told of it.
fn written(printer: &Printer, code: u8) -> u8 {
    let code = match (printer.all_written(), code) {
        (Ok(()), code) => code,
        (Err(error), code) => {
            printer.note(&human::render_error(&error));
            match code {
                EXIT_DONE | EXIT_PENDING => error.exit_code(),
                failed => failed,
            }
        }
    };
    printer.ended(code);
    code
}

/// Checks that enough files can be opened to wait for signals and sockets: the runtime has no error for that.
fn spare_files() -> std::io::Result<()> {
    let spare: std::io::Result<Vec<_>> = (0..4).map(|_| std::io::pipe()).collect();
    spare.map(drop)
}

async fn dispatch(cli: Cli, printer: &Printer) -> Result<Outcome> {
    match cli.command {
        Command::Mimecast(args) => until_interrupted(mimecast::run(*args, printer), printer).await,
        // These run password managers too, which end with them.
        Command::Doctor(args) => until_interrupted(doctor::run(*args, printer), printer).await,
        Command::Discover(args) => until_interrupted(discover::run(args, printer), printer).await,
        Command::Saml(args) => saml::run(args, printer).await,
        Command::Sandbox(args) => sandbox::run(args, printer).await,
        Command::Merge(args) => merge::run(&args, printer),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args, printer),
    }
}

fn choose_color(color: Color) {
    let choice = match color {
        // Follows the terminal, NO_COLOR, CLICOLOR and CLICOLOR_FORCE.
        Color::Auto => return,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    prompt::colors(choice != anstream::ColorChoice::Never);
}
