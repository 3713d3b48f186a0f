//! Every Mimecast application of an organisation, for people.

use std::fmt::Write;

use crate::engine::{BlockStanding, MimecastStanding, ProfileStanding, SettingStanding};
use crate::output::Status;
use crate::plan::Surveyed;
use crate::text;

use super::style::{BOLD, DIM, GREEN, RED, YELLOW, styled, told};
use super::way;

/// What is there, and what is wrong with it.
pub fn render_status(status: &Status) -> String {
    let tenant = &status.tenant;
    let mut out = format!(
        "{}JumpCloud organisation {} and Mimecast account {} ({})\n",
        tenant.heading(),
        text::shown(&tenant.organization),
        tenant.account_code,
        tenant.grid.api_host
    );
    let applications = &status.standing.applications;
    if applications.is_empty() {
        out.push_str(
            "\nNo JumpCloud application is Mimecast's, by its template, ACS URL or SP entity ID.\n",
        );
    }
    for application in applications {
        render_application(&mut out, application);
    }
    match &status.standing.mimecast {
        None => {
            let note =
                "\nMimecast's profiles and settings are in its console only: no API reads them.\n";
            out.push_str(note);
        }
        Some(mimecast) => render_mimecast(&mut out, mimecast),
    }
    out
}

fn render_application(out: &mut String, application: &Surveyed) {
    let whose = match (application.ours, application.of_another_account) {
        (true, _) => "looked after by this tool",
        (false, true) => "of another account",
        (false, false) => "not made or taken over by this tool",
    };
    let connector = application.connector.map_or("no connector", |c| c.as_str());
    let _ = writeln!(
        out,
        "\n{}  {}",
        styled(BOLD, format!("\"{}\"", text::shown(&application.label))),
        styled(DIM, format!("({connector}, {whose})"))
    );
    let _ = writeln!(out, "  IdP URL  {}", text::shown(&application.idp_url));
    if application.findings.is_empty() {
        let _ = writeln!(
            out,
            "  {}  nothing is wrong with its values",
            styled(GREEN, "good")
        );
    }
    for finding in &application.findings {
        let code = styled(RED, finding.code);
        let _ = writeln!(out, "  {code}  {}", told(&finding.message));
        let _ = writeln!(
            out,
            "    {} {}",
            styled(YELLOW, "hint:"),
            told(&finding.remedy)
        );
    }
    if let Some(option) = application
        .adopted_by()
        .filter(|_| application.is_lookalike())
    {
        let any = match application.connector {
            Some(_) => "",
            None => "  (CONNECTOR: apps, personal-portal or admin-console, whichever it is to be)",
        };
        let _ = writeln!(
            out,
            "  To have this tool look after it: sso-setup mimecast --connector {} {}{any}",
            application.connector_word(),
            text::shown(&option)
        );
    }
}

fn render_mimecast(out: &mut String, mimecast: &MimecastStanding) {
    let enforces = mimecast.profiles.iter().any(|p| !p.in_force.is_empty());
    if !enforces {
        out.push_str("\nNo authentication profile of Mimecast's enforces SAML.\n");
    }
    for profile in &mimecast.profiles {
        let settings = mimecast.settings.iter();
        let applies = |s: &&SettingStanding| s.profile.as_ref() == Some(&profile.profile);
        render_profile(out, profile, settings.filter(applies));
    }
    for setting in mimecast.settings.iter().filter(|s| s.profile.is_none()) {
        let _ = writeln!(
            out,
            "\nsetting \"{}\": which profile it applies cannot be read",
            text::shown(&setting.setting)
        );
    }
}

fn render_profile<'a>(
    out: &mut String,
    profile: &ProfileStanding,
    settings: impl Iterator<Item = &'a SettingStanding>,
) {
    let applied = match profile.settings.is_empty() {
        true => "applied to nobody".to_owned(),
        false => format!("applied by {}", text::quoted_list(&profile.settings)),
    };
    let name = styled(BOLD, format!("\"{}\"", text::shown(&profile.profile)));
    let _ = writeln!(
        out,
        "\nprofile {name}  {}",
        styled(DIM, format!("({applied})"))
    );
    for setting in settings {
        let whom = match (&setting.group, setting.everybody) {
            (_, true) => "everybody".to_owned(),
            (Some(group), false) => format!("the Mimecast group \"{}\"", text::shown(group)),
            (None, false) => "a Mimecast group whose name is not told".to_owned(),
        };
        let name = text::shown(&setting.setting);
        let _ = writeln!(out, "  setting \"{name}\" applies it to {whom}");
    }
    for block in &profile.blocks {
        let told = match block.enforced {
            true => format!("enforced, through {}", idp_of(block)),
            false => format!("not enforced; it holds {}", idp_of(block)),
        };
        let _ = writeln!(out, "  {:<13}  {told}", block.block.as_str());
    }
    for way in &profile.ways {
        let _ = writeln!(out, "  {}", way::line(way));
    }
}

/// Where a block takes its identity provider from.
fn idp_of(block: &BlockStanding) -> String {
    match (&block.application, block.connector) {
        (Some(label), Some(connector)) => format!("\"{}\" ({connector})", text::shown(label)),
        (Some(label), None) => format!("\"{}\"", text::shown(label)),
        (None, _) => format!(
            "{}, the IdP URL of no application of this organisation",
            text::shown(&block.login_url)
        ),
    }
}
