//! Every Mimecast application of an organisation, for people.

use std::fmt::Write;

use crate::engine::ProfileStanding;
use crate::output::Status;
use crate::plan::Surveyed;
use crate::text;

use super::style::{BOLD, DIM, GREEN, RED, YELLOW, styled, told};

/// What is there, and what is wrong with it.
pub fn render_status(status: &Status) -> String {
    let tenant = &status.tenant;
    let mut out = format!(
        "JumpCloud organisation {} and Mimecast account {} ({})\n",
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
    match &status.standing.profiles {
        None => {
            let note =
                "\nMimecast's profiles and settings are in its console only: no API reads them.\n";
            out.push_str(note);
        }
        Some(profiles) if profiles.is_empty() => {
            out.push_str("\nNo authentication profile of Mimecast's enforces SAML.\n");
        }
        Some(profiles) => profiles.iter().for_each(|p| render_profile(&mut out, p)),
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
        let _ = writeln!(
            out,
            "  To have this tool look after it: sso-setup mimecast {} {}",
            application
                .connector
                .map_or_else(String::new, |c| format!("--connector {c}")),
            text::shown(&option)
        );
    }
}

fn render_profile(out: &mut String, profile: &ProfileStanding) {
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
    for block in &profile.in_force {
        let through = match &block.application {
            Some(label) => format!("through \"{}\"", text::shown(label)),
            None => format!(
                "{} no application of this organisation has the IdP URL {}",
                styled(RED, "broken:"),
                text::shown(&block.login_url)
            ),
        };
        let _ = writeln!(out, "  {:<13}  enforced, {through}", block.block.as_str());
    }
}
