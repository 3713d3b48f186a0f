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
mod guide;
mod journal;
mod lock;
mod man;
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

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::error::{EXIT_DONE, EXIT_PENDING, Error, Kind, Result};
use crate::output::{Format, human};
use crate::tenant::Entry;
use crate::text::{self, Redactor};

use misread::{Misread, without_password};
use outcome::Outcome;
use printer::Printer;

/// Connects JumpCloud single sign-on to Mimecast, in an order that cannot lock anyone out.
#[derive(Debug, Parser)]
#[command(name = "sso-setup", version, max_term_width = 100)]
#[command(after_help = man::AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: GlobalOptions,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct GlobalOptions {
    /// Output format
    #[arg(short, long, global = true, value_enum, default_value = "human")]
    output: Format,

    /// When to colour
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Color,

    /// Log to stderr: -v what is done, -vv each request, -vvv everything (never a secret)
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// The one asked for on a command line that could not be parsed, or that asks for help.
    fn of_command_line(args: &[OsString]) -> Color {
        let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        let options = args.iter().take_while(|arg| *arg != "--");
        let typed = options.enumerate().find_map(|(at, arg)| {
            let value = arg.strip_prefix("--color")?;
            match value.strip_prefix('=') {
                Some(value) => Some(value.to_owned()),
                None if value.is_empty() => args.get(at + 1).map(|value| value.to_string()),
                None => None,
            }
        });
        let named = typed.or_else(|| std::env::var("SSO_SETUP_COLOR").ok());
        named
            .and_then(|name| clap::ValueEnum::from_str(&name, false).ok())
            .unwrap_or(Color::Auto)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Connect JumpCloud and Mimecast
    Mimecast(Box<mimecast::MimecastArgs>),
    /// Check every prerequisite on both sides, and write nothing
    Doctor(Box<doctor::DoctorArgs>),
    /// Find the Mimecast grid and account code from as little as there is
    Discover(discover::DiscoverArgs),
    /// Look into SAML documents: metadata, responses, requests
    Saml(saml::SamlArgs),
    /// Play both services on loopback, to try everything without an account
    Sandbox(sandbox::SandboxArgs),
    /// Print a completion script
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write all pages into a folder
    Man(man::ManArgs),
}

impl Cli {
    /// Has it be about a tenant of a tenants file.
    fn be_about(&mut self, tenant: Entry) {
        let options = match &mut self.command {
            Command::Mimecast(args) => &mut args.options,
            Command::Doctor(args) => &mut args.options,
            _ => return,
        };
        options.access.tenant = Some(tenant);
    }
}

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
            Printer::new(format).error(error.hint("report it, with what stands on stderr"));
        }
        std::process::exit(Kind::Failed.exit_code().into());
    }));
    ExitCode::from(run_line(&args))
}

/// Runs one command line, the program's name first, and gives its exit code. A panic is its caller's.
pub fn run_line(args: &[OsString]) -> u8 {
    match parse(args) {
        Ok(cli) => run(cli, args),
        Err(code) => code,
    }
}

fn parse(args: &[OsString]) -> Result<Cli, u8> {
    let mut command = command();
    if args.iter().any(|arg| arg == "--sandbox") {
        command = environment::without_variables(command, reach::is_of_real_services);
    }
    read(&command, args).map_err(|misread| {
        choose_color(Color::of_command_line(args));
        let format = Format::of_command_line(args.iter().cloned());
        let (printer, code) = misread.told(&command, format);
        match code {
            EXIT_DONE => written(&printer, code),
            _ => code,
        }
    })
}

/// Reads a command line, with what a tenants file says of the tenant that it is about.
fn read(command: &clap::Command, args: &[OsString]) -> Result<Cli, Misread> {
    let of_file = tenants_file::of_line(command, args)?;
    let Some(of_file) = of_file else {
        let read = read_as_typed(command, args);
        return Ok(read.map_err(|e| environment::named(without_password(e), command, args))?);
    };
    let read = read_as_typed(command, &of_file.args);
    let mut cli = read.map_err(|error| of_file.placed(error, command))?;
    cli.be_about(of_file.tenant());
    Ok(cli)
}

fn read_as_typed(command: &clap::Command, args: &[OsString]) -> Result<Cli, clap::Error> {
    let of_kept = plan_file::matches(command, args);
    let matches = of_kept.unwrap_or_else(|| command.clone().try_get_matches_from(args))?;
    Cli::from_arg_matches(&matches)
}

fn run(cli: Cli, args: &[OsString]) -> u8 {
    let printer = Printer::new(cli.global.output);
    printer.answers.begin(args);
    choose_color(cli.global.color);
    log_to_stderr(cli.global.verbose, &printer.secrets);
    let set = std::env::vars_os().map(|(name, _)| name);
    if let Some((code, message)) = environment::unknown(&command(), set) {
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
                let outcome = dispatch(cli, &printer).await?;
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

/// The exit code of a run that would have ended with `code`, had its result reached the person.
fn written(printer: &Printer, code: u8) -> u8 {
    let Err(error) = printer.all_written() else {
        return code;
    };
    printer.note(&human::render_error(&error));
    match code {
        EXIT_DONE | EXIT_PENDING => error.exit_code(),
        failed => failed,
    }
}

/// Runs a command until it ends or is interrupted. The first Ctrl-C lets the write in hand end: where its
/// answer is lost, nobody knows whether it was made. The second ends at once.
async fn until_interrupted(
    work: impl Future<Output = Result<Outcome>>,
    printer: &Printer,
) -> Result<Outcome> {
    let mut work = std::pin::pin!(work);
    let mut stopping = false;
    loop {
        tokio::select! {
            // The handler first: a prompt holds the thread from its first poll on, and Ctrl-C
            // there would otherwise kill the program before it could say so.
            biased;
            _ = tokio::signal::ctrl_c() => {
                if stopping || !printer.brake.in_hand() {
                    return Err(Error::interrupted());
                }
                stopping = true;
                printer.brake.stop();
                printer.note(
                    "\nInterrupted: the change in hand is let end first. Press Ctrl-C again to end at once.\n",
                );
            }
            () = printer.brake.idle(), if stopping => return Err(Error::interrupted()),
            result = &mut work => return result,
        }
    }
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

/// A line of the log on its way to stderr: without secrets, and with nothing in it that is obeyed.
struct LogLine(Redactor);

impl Write for LogLine {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        let line = self.0.redact(&text::inert(&line));
        std::io::stderr().write_all(line.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

fn log_to_stderr(verbose: u8, secrets: &Redactor) {
    use tracing_subscriber::filter::LevelFilter;
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    // Only this crate's own events: libraries may log headers.
    let ours = tracing_subscriber::filter::Targets::new().with_target("sso_setup", level);
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::SubscriberInitExt;
    let secrets = secrets.clone();
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(move || LogLine(secrets.clone()))
        .with_ansi(false)
        // It would panic where stderr cannot be written to.
        .log_internal_errors(false)
        .without_time();
    let _ = tracing_subscriber::registry()
        .with(ours)
        .with(layer)
        .try_init();
}
