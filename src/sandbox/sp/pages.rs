//! Mimecast's pages.

use std::fmt::Write as _;

use axum::http::StatusCode;
use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::addresses::{login_path, login_url};
use super::memory::SignedIn;
use super::target::Target;
use crate::check::{Check, Status};
use crate::connector::Grid;
use crate::sandbox::escape::{escape, shown};
use crate::sandbox::idp::instant;
use crate::sandbox::pages::{Look, Page, facts, link_button, post_form};
use crate::sandbox::web::address::played;

fn login_here(host: &str, target: Target) -> String {
    played(&login_url(host, target)).unwrap_or_default()
}

/// The login page of a grid.
pub fn login(host: &str, target: Target) -> Page {
    let other = match target {
        Target::Portal => Target::Console,
        Target::Console => Target::Portal,
    };
    let title = format!("Log in to the {}", target.name());
    Page::new(Look::Mimecast, "login", title)
        .stands_for(login_url(host, target))
        .html(&format!(
            "<form method=\"post\" action=\"{action}\"><label for=\"email\">E-mail address</label>\
             <input id=\"email\" type=\"email\" name=\"email\" required autocomplete=\"username\" \
             aria-describedby=\"hint\"><p class=\"note\" id=\"hint\">The person's authentication profile \
             decides what comes next.</p><p><button>Next</button></p></form>\
             <p><a href=\"{other_login}\">Log in to the {other} instead</a></p>",
            action = escape(&login_here(host, target)),
            other_login = escape(&login_here(host, other)),
            other = other.name(),
        ))
}

/// The login page of a grid that the account is not on.
pub fn elsewhere(host: &str, home: Option<&'static Grid>) -> Page {
    let page = Page::new(Look::Mimecast, "wrong-grid", "This account is not here")
        .status(StatusCode::NOT_FOUND)
        .stands_for(login_url(host, Target::Portal));
    let Some(grid) = home else {
        return page.text("The account's code does not say which grid it is on.");
    };
    let message = format!(
        "People of this account log in at {}: {}.",
        grid.login_host, grid.name
    );
    page.text(&message)
        .html(&link_button(&login_path(grid, false), "Go there"))
}

/// Where no identity provider is asked.
pub fn password(host: &str, target: Target, address: &str, profile: &str) -> Page {
    let title = "A password would be asked for here";
    Page::new(Look::Mimecast, "password", title)
        .stands_for(login_url(host, target))
        .text("Mimecast would check this person by itself. The sandbox has no passwords: it ends here.")
        .html(&facts(&[
            ("Who", address.to_owned()),
            ("Where to", target.name().to_owned()),
            ("Authentication profile", profile.to_owned()),
            ("Not ticked there", target.block().console_label().to_owned()),
        ]))
        .html(&back(host, target))
}

/// Where the profile says that an identity provider is asked, and not which.
pub fn incomplete(host: &str, target: Target, profile: &str) -> Page {
    let title = "Mimecast does not know whom to ask";
    Page::new(Look::Mimecast, "incomplete", title)
        .status(StatusCode::INTERNAL_SERVER_ERROR)
        .stands_for(login_url(host, target))
        .text("SAML is enforced, and the profile has no login URL that a browser could go to.")
        .html(&facts(&[
            ("Authentication profile", profile.to_owned()),
            ("Ticked there", target.block().console_label().to_owned()),
        ]))
        .html(&back(host, target))
}

/// A page that may look wrong beside the newest profiles and settings, as these are not in effect yet.
pub fn not_yet(page: Page) -> Page {
    page.text(
        "Profiles or settings were changed a short while ago, and Mimecast does not act on that yet: this goes by what \
         they were before.",
    )
}

/// The page that carries a request to the identity provider.
pub fn request(host: &str, target: Target, action: &str, request: &str) -> Page {
    let encoded = BASE64_STANDARD.encode(request);
    let title = "Going on to your identity provider";
    Page::new(Look::Mimecast, "request", title)
        .stands_for(login_url(host, target))
        .text("Your browser takes Mimecast's request there. If nothing happens, press the button.")
        .html(&post_form(
            action,
            &[("SAMLRequest", &encoded)],
            "Continue",
            "",
        ))
        .submits()
}

fn back(host: &str, target: Target) -> String {
    let button = link_button(&login_here(host, target), "Back to the login page");
    format!("<div class=\"actions\">{button}</div>")
}

/// What the browser brought to a page is nothing that the page takes.
pub fn unusable(real: &str, why: &str) -> Page {
    let title = "This is not what belongs here";
    Page::new(Look::Mimecast, "unusable", title)
        .status(StatusCode::BAD_REQUEST)
        .stands_for(real)
        .text(why)
}

/// Nobody is let in. The first sentences say what Mimecast says, which is not why.
pub fn refused(real: &str, checks: &[Check]) -> Page {
    let failed = |check: &&Check| check.status == Status::Fail;
    let title = "Sorry, we're having trouble logging you in";
    Page::new(Look::Mimecast, "refused", title)
        .status(StatusCode::FORBIDDEN)
        .stands_for(real)
        .html(
            "<p class=\"alert\" role=\"alert\">We can't validate your identity. This is likely to be \
             caused by a SAML issue: your administrator can help.</p>\
             <h2>What the administrator would like to know</h2>\
             <p>Mimecast says no more than the above. The sandbox also says what did not hold.</p>",
        )
        .html(&rows("What failed", checks.iter().filter(failed)))
        .html(&rows(
            "Everything else",
            checks.iter().filter(|check| !failed(check)),
        ))
}

fn rows<'c>(caption: &str, checks: impl Iterator<Item = &'c Check>) -> String {
    let mut rows = String::new();
    for check in checks {
        let remedy = check.remedy.as_deref().map(shown);
        let remedy = remedy.map(|remedy| format!("<p>Remedy: {remedy}</p>"));
        let _ = write!(
            rows,
            "<tr data-check=\"{name}\" data-status=\"{status}\"><th scope=\"row\">{name}</th>\
             <td class=\"{status}\">{status}</td><td>{message}{remedy}</td></tr>",
            name = shown(&check.name),
            status = check.status,
            message = shown(&check.message),
            remedy = remedy.unwrap_or_default(),
        );
    }
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<div class=\"table checks\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"><table>\
         <caption>{caption}</caption><thead><tr><th scope=\"col\">Check</th><th scope=\"col\">Result</th>\
         <th scope=\"col\">What was found</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// Somebody is in.
pub fn landing(host: &str, signed_in: &SignedIn, log_out: &str) -> Page {
    let target = signed_in.target;
    let (name, how) = (
        match target {
            Target::Portal => "portal",
            Target::Console => "admin-console",
        },
        match signed_in.from_tile {
            true => "IdP-initiated: from the tile in JumpCloud's user console",
            false => "SP-initiated: from Mimecast's login page",
        },
    );
    let application = signed_in.application.clone();
    let mut rows = vec![
        ("How".to_owned(), how.to_owned()),
        ("When".to_owned(), instant(signed_in.at)),
        (
            "Through the application".to_owned(),
            application.unwrap_or_else(|| "one that is not in JumpCloud".to_owned()),
        ),
        ("Issuer".to_owned(), signed_in.issuer.clone()),
        (
            "Authentication profile".to_owned(),
            signed_in.profile.clone(),
        ),
        ("SAML block".to_owned(), target.block().to_string()),
    ];
    let attributes = signed_in.attributes.iter();
    rows.extend(attributes.map(|(name, values)| (format!("Attribute {name}"), values.join(", "))));
    let log_out = post_form(log_out, &[], "Log out", "plain");
    Page::new(Look::Mimecast, name, target.name())
        .stands_for(format!("https://{host}{}", target.path()))
        .html(&format!(
            "<p class=\"alert good\">Signed in as <strong>{}</strong>.</p>",
            shown(&signed_in.user)
        ))
        .html(&facts(&rows))
        .html(&format!("<div class=\"actions\">{log_out}</div>"))
}
