//! What a plan would still change, as checks: an empty plan means that live is what is wanted.

use serde_json::Value;

use crate::check::{Check, Status};
use crate::connector::Connector;
use crate::plan::{
    Action, Actor, Change, Field, FieldValue, Guard, Observed, OurApplication, Plan, Subject,
    Warning, unread_settings,
};
use crate::text;

const REVIEW: &str = "look at it with the plan command, and make it so with apply";

/// Warnings of a plan that mean: sign-in is not in force.
const NOT_IN_FORCE: [&str; 2] = ["no-access", "no-setting"];

/// Refusals and warnings whose reason the checks of the metadata and of the ways in tell.
const TOLD_ELSEWHERE: [&str; 4] = [
    Guard::MetadataUnfit.name(),
    Guard::CertificateExpiring.name(),
    Guard::SignInBroken.name(),
    Guard::SignInUnproven.name(),
];

/// Whether the values of a connector's application are the wanted ones.
pub fn values(connector: Connector, ours: &OurApplication, plan: &Plan) -> Check {
    let name = format!("{connector}/values");
    let unread = unread_settings(&ours.application.document);
    if !unread.is_empty() {
        let message = format!(
            "JumpCloud shows the application without its {}",
            text::list(unread)
        );
        return Check::unread(name, message);
    }
    let of = |change: &&Change| change.subject == Subject::Application(connector);
    match plan.changes.iter().find(of) {
        None => Check::new(name, Status::Pass, "the application's values are as wanted"),
        Some(change) => Check::new(name, Status::Fail, differences(change)).remedy(REVIEW),
    }
}

/// Every other remaining change, refusal and warning. Those of a connector without an application are
/// left out: it is said to be missing.
pub fn others(plan: &Plan, observed: &Observed) -> Vec<Check> {
    let told = |change: &&Change| match &change.subject {
        Subject::Application(_) => false,
        Subject::Access(connector)
        | Subject::Duplicate { connector, .. }
        | Subject::Superseded { connector, .. } => observed.ours.contains_key(connector),
        _ => true,
    };
    let open = plan.changes.iter().filter(told);
    let mut checks: Vec<Check> = open.map(|change| remaining(change, observed)).collect();
    // A change of which a part is still to do is told above.
    let open = |id: &str| plan.changes.iter().any(|c| c.id() == id);
    let confirmed = plan.confirmed.iter().filter(|step| !open(&step.id));
    checks.extend(confirmed.map(|step| {
        let said = format!(
            "confirmed with these values by {} at {}; no API reads it",
            step.by, step.at
        );
        Check::new(&step.id, Status::Pass, said)
    }));
    if observed.mimecast.is_some() && !checks.iter().any(|c| c.name.starts_with("mimecast/")) {
        checks.push(Check::new(
            "mimecast/profile",
            Status::Pass,
            "Mimecast's authentication profile and application setting are as wanted",
        ));
    }
    for refusal in &plan.refusals {
        if !TOLD_ELSEWHERE.contains(&refusal.guard) {
            checks.push(Check::new(refusal.guard, Status::Fail, &refusal.message));
        }
    }
    let told = |w: &&Warning| TOLD_ELSEWHERE.contains(&w.code);
    for warning in plan.warnings.iter().filter(|w| !told(w)) {
        let status = match NOT_IN_FORCE.contains(&warning.code) {
            true if observed.mimecast.is_some() => Status::Fail,
            // A person may have done it; nobody can look.
            true => Status::Unknown,
            false => Status::Warn,
        };
        checks.push(Check::new(warning.code, status, &warning.message));
    }
    checks
}

fn remaining(change: &Change, observed: &Observed) -> Check {
    match change.actor {
        Actor::Api => {
            let remedy = near(change, observed).unwrap_or_else(|| REVIEW.to_owned());
            Check::new(change.id(), Status::Fail, differences(change)).remedy(remedy)
        }
        Actor::Human => Check::new(
            change.id(),
            Status::Unknown,
            format!(
                "\"{}\" is set up by hand in the Mimecast console: no API reads it",
                change.target.name
            ),
        )
        .remedy("compare it with what the worksheet command prints"),
    }
}

/// The remedy that offers profiles and settings for one that is not there.
fn near(change: &Change, observed: &Observed) -> Option<String> {
    let mimecast = observed.mimecast.as_ref()?;
    let (option, there): (_, Vec<&str>) = match &change.subject {
        _ if change.action != Action::Create => return None,
        Subject::Profile(_) => {
            let names = mimecast.profiles.iter().map(|p| p.description.as_str());
            ("--profile", names.collect())
        }
        Subject::Setting(_) => {
            let names = mimecast.settings.iter().map(|s| s.description.as_str());
            ("--application-setting", names.collect())
        }
        _ => return None,
    };
    let near = text::did_you_mean(&text::nearest(&change.target.name, there))?;
    Some(format!("{near} ({option}); else {REVIEW}"))
}

/// `"Mimecast" differs: config.acsUrl is "a" instead of "b"`
fn differences(change: &Change) -> String {
    let name = &change.target.name;
    let fields: Vec<String> = change.fields.iter().map(difference).collect();
    let fields = fields.join("; ");
    match change.action {
        Action::Create => format!("\"{name}\" is not there; wanted: {fields}"),
        Action::Update => format!("\"{name}\" differs: {fields}"),
        Action::Replace => format!("\"{name}\" would be made anew: {fields}"),
        Action::Delete => format!("\"{name}\" is left over"),
    }
}

fn difference(field: &Field) -> String {
    let (name, after) = (&field.name, &field.after);
    match &field.before {
        FieldValue::Known(Value::Null) => format!("{name} {after}"),
        before => format!("{name} is {before} instead of {after}"),
    }
}
