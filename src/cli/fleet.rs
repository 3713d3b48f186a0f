//! A run over several tenants of a tenants file: in one process and on one thread, a bounded number of them at a time.
//!
//! Each tenant is a run of its own: a command line of its own, read as that of a single tenant is, and from it credentials,
//! clients, session, lock, journal and printer. Nothing of that outlives the tenant or is handed to another. What they
//! share: the threads of the process, where the program prints, and the brake that an interruption pulls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use clap::FromArgMatches;
use futures_util::future::join_all;
use tracing::Instrument;

use crate::error::{EXIT_DONE, EXIT_PENDING, Error, Kind, Result};
use crate::http::share_limits;
use crate::output::{Document, Fleet as Members, Format, Member};
use crate::tenant::{Batch, Entry, comes_from_plan};
use crate::text;

use super::consent::deleted;
use super::fleet_folder::{self, Folder, Use};
use super::interrupt::until_interrupted;
use super::line::{Cli, Command, GlobalOptions};
use super::outcome::{Outcome, Shown};
use super::printer::Printer;
use super::progress::Roll;
use super::remove::RemoveArgs;
use super::tenants_file::Several;
use super::{doctor, environment, mimecast};

/// A command, and the tenants that it is about.
pub struct Fleet {
    /// As it was typed, without what the file says of any tenant.
    typed: Cli,
    several: Several,
    /// Reads the line of one tenant after another.
    parser: RefCell<clap::Command>,
    batch: Batch,
    /// Where each tenant has a file of its own.
    folder: Option<Folder>,
    /// Of a removal that deletes applications: how many, as far as that was typed.
    deletes: Option<Option<usize>>,
}

/// What is done to a tenant's command before it is run.
type Adapt<'a> = &'a dyn Fn(usize, &mut RemoveArgs);

/// Where a tenant is.
enum Stage {
    Waiting,
    Running(Rc<Printer>),
    Ended(Box<Member>),
}

impl Stage {
    fn is_interrupted(&self) -> bool {
        matches!(self, Stage::Ended(member) if member.exit_code == Some(INTERRUPTED))
    }
}

const INTERRUPTED: u8 = Kind::Interrupted.exit_code();

impl Fleet {
    /// The run that a command line asks for.
    ///
    /// # Errors
    /// `one-tenant`: an option is of one tenant; `tenants-unnamed`.
    pub fn new(mut parser: clap::Command, mut typed: Cli, several: Several) -> Result<Self> {
        let option = match &typed.command {
            Command::Mimecast(args) => args.of_one_tenant(),
            _ => None,
        };
        if let Some(option) = option {
            let message = format!("{option} is about one tenant, and this run is over several");
            return Err(Error::usage("one-tenant", message)
                .hint("choose the tenant with --tenant NAME, or leave that out"));
        }
        let (deletes, folder) = match &typed.command {
            Command::Mimecast(args) => (args.asks_for_number(), args.folder()),
            _ => (None, None),
        };
        if let Some(folder) = &folder {
            folder.check()?;
            if folder.purpose == Use::AppliesPlans {
                parser = environment::without_variables(parser, comes_from_plan);
            }
        }
        let batch = typed.options().map(|options| options.batch.clone());
        let batch = batch.ok_or_else(no_tenants_command)?;
        if deletes.is_some() && batch.only.is_empty() {
            let message = "a removal over several tenants wants each of them named";
            return Err(Error::usage("tenants-unnamed", message).hint(
                "name them with --only NAME,NAME, or look at the plans first with --dry-run",
            ));
        }
        Ok(Fleet {
            typed,
            several,
            parser: RefCell::new(parser),
            batch,
            folder,
            deletes,
        })
    }

    /// The options that are about the whole.
    pub fn global(&self) -> &GlobalOptions {
        &self.typed.global
    }

    /// Runs the command for each tenant, and gives what came of it in the order of the file.
    ///
    /// # Errors
    /// Those of [`Folder::begin`] and [`Fleet::counted`]; nothing was changed then.
    pub async fn run(&self, printer: &Printer) -> Result<Outcome> {
        if let Some(shard) = self.batch.shard {
            // Others have the same keys at work at the same time.
            share_limits(shard.of());
        }
        let tenants = &self.several.tenants;
        let stages = tenants.iter().map(|_| RefCell::new(Stage::Waiting));
        let stages: Vec<_> = stages.collect();
        let of_nobody = match &self.folder {
            Some(folder) => folder.begin(&self.several, &self.batch)?,
            None => Vec::new(),
        };
        let roll = Roll::new(printer, tenants.len() + of_nobody.len());
        let of_nobody = of_nobody.iter().map(|name| {
            let (name, error) = fleet_folder::of_nobody(name);
            let mut member = Member::failed(&name, error, printer.format(), &printer.secrets);
            self.tell(&mut member, &roll, printer);
            member
        });
        let of_nobody: Vec<Member> = of_nobody.collect();
        let stopped = Cell::new(self.batch.fail_fast && !of_nobody.is_empty());
        let work = async {
            let counts = match self.deletes {
                Some(typed) => self.counted(typed, &roll, printer).await?,
                None => Vec::new(),
            };
            let confirm = |at: usize, removal: &mut RemoveArgs| {
                if let Some(count) = counts.get(at) {
                    removal.confirm(*count);
                }
            };
            self.work(&stages, &stopped, &confirm, &roll, printer).await;
            Ok(())
        };
        let interrupted = match until_interrupted(work, printer).await {
            Ok(()) => None,
            Err(error) if error.kind == Kind::Interrupted => Some(error),
            Err(error) => return Err(error),
        };
        let broken_off =
            interrupted.is_some() || stages.iter().any(|stage| stage.borrow().is_interrupted());
        let members = stages.into_iter().zip(tenants).map(|(stage, tenant)| {
            let mut member = match stage.into_inner() {
                Stage::Ended(member) => return *member,
                Stage::Running(own) => interrupted_member(tenant, &own),
                Stage::Waiting => not_begun(tenant, broken_off, printer.format()),
            };
            self.tell(&mut member, &roll, printer);
            member
        });
        let members = Members {
            members: members.chain(of_nobody).collect(),
            shard: self.batch.shard.map(|shard| shard.to_string()),
        };
        roll.end();
        if let Some(folder) = &self.folder {
            folder.end(&members, printer)?;
        }
        let code = match &interrupted {
            Some(error) => error.exit_code(),
            None => members.exit_code(),
        };
        Ok(Outcome {
            code,
            remark: self.folder.as_ref().and_then(Folder::remark),
            error: interrupted,
            ..Outcome::done(match printer.format() {
                // Each line was printed as its tenant ended.
                Format::Jsonl => Shown::Printed,
                _ => Document::Fleet(members).into(),
            })
        })
    }

    /// How many applications a removal deletes of each tenant.
    ///
    /// # Errors
    /// Those of a tenant whose removal cannot be planned: the number would not be that of all. `confirmation-missing` and
    /// `delete-count`, where it is not the number that was typed.
    async fn counted(
        &self,
        typed: Option<usize>,
        roll: &Roll<'_>,
        printer: &Printer,
    ) -> Result<Vec<usize>> {
        let counts = RefCell::new(vec![0; self.several.tenants.len()]);
        let (failed, stopped) = (RefCell::new(None), Cell::new(false));
        let count = async |at: usize, tenant: &Entry| {
            let own = self.printer_of(tenant, roll, printer);
            let show = |_: usize, removal: &mut RemoveArgs| removal.only_show();
            match Box::pin(self.one(at, tenant, &show, &own)).await {
                Ok(outcome) => counts.borrow_mut()[at] = deleted_by(&outcome),
                Err(error) => {
                    stopped.set(true);
                    // It is told by the printer of all.
                    printer.secrets.include(&own.secrets);
                    failed
                        .borrow_mut()
                        .get_or_insert(error.context(&tenant.name));
                }
            }
        };
        self.each(&stopped, count).await;
        if let Some(error) = failed.into_inner() {
            return Err(error.hint("nothing was changed at any tenant; leave this one out of --only to go on without it"));
        }
        let counts = counts.into_inner();
        let all: usize = counts.iter().sum();
        let each = counts.iter().zip(&self.several.tenants);
        let each = text::listed(each.map(|(count, tenant)| format!("{} {count}", tenant.name)));
        match typed {
            Some(number) if number != all => Err(Error::refused(
                "delete-count",
                format!("{all} JumpCloud applications would be deleted ({each}), not {number}"),
            )
            .hint("nothing was changed at any tenant; look at the plans with --dry-run")),
            None if all > 0 => Err(Error::usage(
                "confirmation-missing",
                format!("{all} JumpCloud applications would be deleted ({each}), and nobody is asked whether that is meant"),
            )
            .hint(format!("pass --confirm-count {all} to delete them"))
            .hint("pass --dry-run to look at the plans first")),
            _ => Ok(counts),
        }
    }

    /// Runs the command for each tenant.
    async fn work(
        &self,
        stages: &[RefCell<Stage>],
        stopped: &Cell<bool>,
        adapt: Adapt<'_>,
        roll: &Roll<'_>,
        printer: &Printer,
    ) {
        let run = async |at: usize, tenant: &Entry| {
            let own = Rc::new(self.printer_of(tenant, roll, printer));
            stages[at].replace(Stage::Running(Rc::clone(&own)));
            let result = Box::pin(self.one(at, tenant, adapt, &own)).await;
            let mut member = member(tenant, result, &own);
            self.tell(&mut member, roll, printer);
            let failed = !matches!(member.exit_code, Some(EXIT_DONE | EXIT_PENDING));
            let ends_all = member.exit_code == Some(INTERRUPTED);
            if ends_all || failed && self.batch.fail_fast {
                stopped.set(true);
            }
            stages[at].replace(Stage::Ended(Box::new(member)));
        };
        self.each(stopped, run).await;
    }

    /// Has one tenant after another worked on, as many at a time as was asked for, until they are through or it is stopped.
    async fn each(&self, stopped: &Cell<bool>, task: impl AsyncFn(usize, &Entry)) {
        let tenants = &self.several.tenants;
        let next = Cell::new(0);
        let worker = async || {
            while !stopped.get()
                && let Some(tenant) = tenants.get(next.get())
            {
                let at = next.replace(next.get() + 1);
                task(at, tenant).await;
            }
        };
        let workers = self.batch.jobs.get().min(tenants.len());
        join_all((0..workers).map(|_| worker())).await;
    }

    /// A tenant's own printer. The log, where there is one, is written by all of them.
    fn printer_of(&self, tenant: &Entry, roll: &Roll<'_>, printer: &Printer) -> Printer {
        let own = printer.of_tenant(&tenant.name, roll.bar());
        if self.typed.global.verbose > 0 {
            printer.secrets.include(&own.secrets);
        }
        own
    }

    /// Tells that a tenant has ended.
    fn tell(&self, member: &mut Member, roll: &Roll<'_>, printer: &Printer) {
        roll.ended(member);
        if printer.format() == Format::Jsonl {
            printer.raw(std::mem::take(&mut member.part).as_bytes());
        }
    }

    /// Runs the command for one tenant; the log says which.
    async fn one(
        &self,
        at: usize,
        tenant: &Entry,
        adapt: Adapt<'_>,
        printer: &Printer,
    ) -> Result<Outcome> {
        let span = tracing::info_span!("tenant", name = %tenant.name);
        match self.line_of(tenant)?.command {
            Command::Mimecast(mut args) => {
                if let Some(removal) = args.removal() {
                    adapt(at, removal);
                }
                if let Some(folder) = &self.folder {
                    args.in_folder(folder.file_of(&tenant.name));
                }
                mimecast::run(*args, printer).instrument(span).await
            }
            Command::Doctor(args) => doctor::run(*args, printer).instrument(span).await,
            _ => Err(no_tenants_command()),
        }
    }

    /// The command line of one tenant. Nobody is asked anything: who would tell which tenant a question is about?
    fn line_of(&self, tenant: &Entry) -> Result<Cli> {
        let of_file = self.several.line_of(tenant)?;
        let mut parser = self.parser.borrow_mut();
        let matches = parser.try_get_matches_from_mut(&of_file.args);
        let read = matches.and_then(|matches| Cli::from_arg_matches(&matches));
        let mut cli = read.map_err(|error| of_file.placed(error, &parser).into_error())?;
        cli.be_about(of_file.tenant());
        if let Some(options) = cli.options() {
            options.no_input = true;
        }
        Ok(cli)
    }
}

/// What became of a tenant that ended by itself.
fn member(tenant: &Entry, result: Result<Outcome>, own: &Printer) -> Member {
    let (name, format, secrets) = (&tenant.name, own.format(), &own.secrets);
    match result {
        Ok(outcome) => match &outcome.result {
            Shown::Document(document) | Shown::Before(document) => {
                Member::ended(name, outcome.code, document, format, secrets)
            }
            Shown::Text(_) | Shown::Printed => {
                let error = Error::failed("no-document", "this command has no document");
                Member::failed(name, error, format, secrets)
            }
        },
        Err(error) if error.kind == Kind::Interrupted => interrupted_member(tenant, own),
        Err(error) => Member::failed(name, error, format, secrets),
    }
}

/// What became of a tenant that was not begun.
fn not_begun(tenant: &Entry, broken_off: bool, format: Format) -> Member {
    let why = match broken_off {
        true => "the run was interrupted before it came to this tenant",
        false => "another tenant failed, and --fail-fast was given",
    };
    Member::not_run(&tenant.name, why, format)
}

/// What became of a tenant that was interrupted.
fn interrupted_member(tenant: &Entry, own: &Printer) -> Member {
    let error = own.run_status.add_to(Error::interrupted());
    Member::failed(&tenant.name, error, own.format(), &own.secrets)
}

/// How many applications a plan deletes that was shown.
fn deleted_by(outcome: &Outcome) -> usize {
    match &outcome.result {
        Shown::Document(Document::Plan(plan)) => deleted(plan),
        _ => 0,
    }
}

fn no_tenants_command() -> Error {
    Error::usage("one-tenant", "this command is not about a tenant")
        .hint("leave the tenants file out")
}
