//! Progress of a run, and the console steps that wait for a person; progress of a run over several tenants.

use std::cell::Cell;
use std::time::Duration;

use indicatif::ProgressBar;
use url::Url;

use crate::connector::Connector;
use crate::engine::{ChangeResult, HumanStep, Reporter, Status};
use crate::error::Result;
use crate::output::{Member, human};
use crate::plan::{Change, Plan};
use crate::tenant::Scoped;

use super::dialogue::metadata_url;
use super::guide::{self, Answer};
use super::printer::Printer;

/// Shows a spinner at a terminal, and nothing in a pipe.
pub struct Progress<'a> {
    printer: &'a Printer,
    interactive: bool,
    confirmed: &'a [String],
    /// How many console steps the plan has, and how many were shown.
    steps: usize,
    asked: usize,
    /// The person left: no further step is shown.
    left: bool,
    /// The applications whose metadata URLs are asked for once they are there.
    to_come: Vec<(Connector, String)>,
    /// The URLs that were given: the steps wait for a plan that has them.
    pub urls: Vec<Scoped<Url>>,
    spinner: Option<ProgressBar>,
}

impl<'a> Progress<'a> {
    /// `confirmed` are the ids given with `--confirm-step`; `to_come` the applications whose metadata URLs are asked for
    /// before the first step.
    pub fn new(
        printer: &'a Printer,
        interactive: bool,
        confirmed: &'a [String],
        to_come: Vec<(Connector, String)>,
        plan: &Plan,
    ) -> Self {
        printer.run_status.begin(plan);
        let to_ask = |change: &&Change| !confirmed.contains(&change.id());
        Progress {
            printer,
            interactive,
            confirmed,
            steps: plan.human_changes().filter(to_ask).count(),
            asked: 0,
            left: false,
            to_come,
            urls: Vec::new(),
            spinner: None,
        }
    }
}

impl Reporter for Progress<'_> {
    fn started(&mut self, change: &Change) {
        tracing::info!(change = %change.subject, "started");
        self.printer.run_status.started(&change.id());
        self.spinner = Some(self.printer.spinner(&human::heading(change)));
    }

    fn finished(&mut self, change: &Change, result: &ChangeResult) {
        tracing::info!(change = %change.subject, status = ?result.status, "finished");
        self.printer.run_status.ended(&change.id(), result.status);
        if let Some(spinner) = self.spinner.take() {
            let sign = match result.status {
                Status::Done | Status::Skipped => "✓",
                Status::Failed => "✗",
                Status::Pending => "…",
            };
            spinner.finish_and_clear();
            if !spinner.is_hidden() {
                self.printer
                    .note(&format!("{sign} {}\n", human::heading(change)));
            }
        }
    }

    fn waiting(&mut self, left: Duration) {
        let left = humantime::format_duration(Duration::from_secs(left.as_secs().max(1)));
        self.printer.aside_note(&format!(
            "Waiting {left} until Mimecast acts on it; nothing else is touched before.\n"
        ));
    }

    fn confirm(&mut self, step: &HumanStep) -> Result<bool> {
        if self.confirmed.contains(&step.id) {
            return Ok(true);
        }
        if !self.interactive || self.left {
            return Ok(false);
        }
        for (connector, label) in std::mem::take(&mut self.to_come) {
            match metadata_url::type_in(connector, &label)? {
                Some(url) => self.urls.push(url),
                None => metadata_url::done_without(connector, &self.printer.answers),
            }
        }
        if !self.urls.is_empty() {
            self.left = true;
            return Ok(false);
        }
        if self.asked == 0 {
            guide::introduce(self.printer, self.steps);
        }
        self.asked += 1;
        self.printer.run_status.by_hand();
        let answer = guide::walk(self.printer, step, self.asked, self.steps)?;
        self.left = answer == Answer::Leave;
        Ok(answer == Answer::Done)
    }
}

/// Says which tenants have ended, a line each, and at a terminal how many are left.
pub struct Roll<'a> {
    printer: &'a Printer,
    bar: ProgressBar,
    ended: Cell<usize>,
    all: usize,
}

impl<'a> Roll<'a> {
    /// So many tenants are about to begin.
    pub fn new(printer: &'a Printer, all: usize) -> Self {
        Roll {
            bar: printer.spinner(&format!("0 of {all} tenants have ended")),
            printer,
            ended: Cell::new(0),
            all,
        }
    }

    /// What is out of the way while something else is written.
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// A tenant ended.
    pub fn ended(&self, member: &Member) {
        self.ended.set(self.ended.get() + 1);
        let (ended, all) = (self.ended.get(), self.all);
        self.bar
            .set_message(format!("{ended} of {all} tenants have ended"));
        let line = format!("[{ended}/{all}] {}\n", human::clean(&member.title()));
        self.bar.suspend(|| self.printer.aside_note(&line));
    }

    /// None is left.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
