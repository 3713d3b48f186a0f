//! JumpCloud's pages.

use std::fmt::Write as _;

use axum::http::StatusCode;
use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::addresses::{LOGIN, login_path, sign_out_path};
use super::people;
use crate::connector::DEFAULT_LOGOUT_URL;
use crate::sandbox::escape::escape;
use crate::sandbox::pages::{Look, Page, post_form};
use crate::sandbox::state::{Application, State, User};
use crate::sandbox::web::address::played;

/// The sign-in page. `unknown` is an address that nobody has.
pub fn login(state: &State, wish: Option<&str>, unknown: Option<&str>) -> Page {
    let mut page = Page::new(Look::JumpCloud, "login", "Sign in to JumpCloud").stands_for(LOGIN);
    if let Some(unknown) = unknown {
        page = page.status(StatusCode::UNAUTHORIZED).html(&format!(
            "<p class=\"alert\" role=\"alert\" id=\"why\">Nobody here has the address \"{}\".</p>",
            escape(unknown)
        ));
    }
    let own = &state.jumpcloud.organizations[0].id;
    let users = state.jumpcloud.users.iter();
    let users: Vec<&User> = users.filter(|user| user.organization == *own).collect();
    let action = escape(&login_path(None));
    let wish = wish.map(|wish| {
        let wish = escape(wish);
        format!("<input type=\"hidden\" name=\"wish\" value=\"{wish}\">")
    });
    let wish = wish.unwrap_or_default();
    let known: String = users
        .iter()
        .map(|user| format!("<option value=\"{}\"></option>", escape(&user.email)))
        .collect();
    let invalid = match unknown {
        Some(_) => " aria-invalid=\"true\" aria-describedby=\"why\"",
        None => "",
    };
    let mut html = format!(
        "<form method=\"post\" action=\"{action}\">{wish}<label for=\"email\">E-mail address</label>\
         <input id=\"email\" type=\"email\" name=\"email\" required autocomplete=\"username\" \
         list=\"known\"{invalid} value=\"{typed}\"><datalist id=\"known\">{known}</datalist>\
         <p class=\"note\">The sandbox has no passwords: the address is enough.</p>\
         <p><button>Sign in</button></p></form>\
         <h2>Or be one of these people</h2>\
         <form method=\"post\" action=\"{action}\">{wish}<ul class=\"plain people\">",
        typed = escape(unknown.unwrap_or_default()),
    );
    for user in users {
        let state = match people::hindrance(user) {
            Some(_) => format!(" <em>{}</em>", escape(&user.state.to_lowercase())),
            None => String::new(),
        };
        let _ = write!(
            html,
            "<li><button name=\"email\" value=\"{email}\">{first} {last}{state}<small>{email}</small></button></li>",
            email = escape(&user.email),
            first = escape(&user.firstname),
            last = escape(&user.lastname),
        );
    }
    html.push_str("</ul></form>");
    page.html(&html)
}

/// The user console with its tiles.
pub fn console(user: &User, tiles: &[&Application]) -> Page {
    let mut html = format!(
        "<p>Signed in as <strong>{}</strong>.</p>",
        escape(&user.email)
    );
    if tiles.is_empty() {
        html.push_str(
            "<p>There are no applications for you: an administrator has to bind one of your user groups.</p>",
        );
    } else {
        html.push_str("<ul class=\"plain tiles\">");
        for application in tiles {
            html.push_str(&tile(application));
        }
        html.push_str("</ul>");
    }
    let sign_out = post_form(&sign_out_path(), &[], "Sign out", "plain");
    let _ = write!(html, "<div class=\"actions\">{sign_out}</div>");
    Page::new(Look::JumpCloud, "console", "Your applications")
        .stands_for(DEFAULT_LOGOUT_URL)
        .html(&html)
}

/// One tile: the colour indicator with the label's first letter. Images would have to come from outside.
fn tile(application: &Application) -> String {
    let document = &application.document;
    let url = document["ssoUrl"].as_str().unwrap_or_default();
    let label = people::label(application);
    let color = document.get("color").and_then(|color| color.as_str());
    let initial: String = label.chars().take(1).collect();
    let description = document.get("description").and_then(|text| text.as_str());
    format!(
        "<li><a href=\"{href}\"><svg width=\"40\" height=\"40\" viewBox=\"0 0 40 40\" aria-hidden=\"true\">\
         <rect width=\"40\" height=\"40\" rx=\"8\" fill=\"{color}\"/>\
         <text x=\"20\" y=\"27\" text-anchor=\"middle\" font-size=\"20\" font-weight=\"700\" fill=\"#fff\" \
         stroke=\"#000\" stroke-width=\".4\">{initial}</text></svg>\
         <span><strong>{label}</strong><small>{description}</small></span></a></li>",
        href = escape(&played(url).unwrap_or_default()),
        color = escape(color.unwrap_or("#202D38")),
        initial = escape(&initial),
        label = escape(&label),
        description = escape(description.unwrap_or_default()),
    )
}

/// The page that carries an answer to the service provider.
pub fn answer(
    at: &str,
    action: &str,
    response: &str,
    relay_state: Option<&str>,
    label: &str,
) -> Page {
    let encoded = BASE64_STANDARD.encode(response);
    let mut fields = vec![("SAMLResponse", encoded.as_str())];
    fields.extend(relay_state.map(|text| ("RelayState", text)));
    Page::new(Look::JumpCloud, "answer", format!("Going on to {label}"))
        .stands_for(at)
        .text("Your browser takes JumpCloud's answer there. If nothing happens, press the button.")
        .html(&post_form(action, &fields, "Continue", ""))
        .submits()
}
