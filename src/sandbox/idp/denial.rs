//! Why JumpCloud sends nobody on to the service provider.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::addresses::{console_path, sign_out_path};
use crate::sandbox::pages::{Look, Page, link_button, post_form};

/// A sign-in that ends at the identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// No SAML application has this IdP URL.
    UnknownApplication,
    /// The application's single sign-on is switched off.
    InactiveApplication(String),
    /// The user cannot sign in anywhere; why, in words.
    InactiveUser(&'static str),
    /// The user is bound to the application neither directly nor through a group.
    NoAccess {
        /// Whose access.
        user: String,
        /// To what.
        application: String,
    },
    /// The application's settings do not make an answer; what is missing, in a sentence.
    CannotAnswer(String),
    /// What the browser brought is not a request that is answered; why, in a sentence.
    BadRequest(String),
    /// What the browser wanted to go on with is no longer known.
    Ended,
}

impl Denial {
    /// The page that says so.
    pub fn page(&self, real: &str) -> Page {
        let (name, status, title) = match self {
            Denial::UnknownApplication => (
                "unknown-application",
                StatusCode::NOT_FOUND,
                "There is no such application",
            ),
            Denial::InactiveApplication(_) => (
                "inactive-application",
                StatusCode::FORBIDDEN,
                "This application is not active",
            ),
            Denial::InactiveUser(_) => (
                "inactive-user",
                StatusCode::FORBIDDEN,
                "This account cannot sign in",
            ),
            Denial::NoAccess { .. } => (
                "no-access",
                StatusCode::FORBIDDEN,
                "You do not have access to this application",
            ),
            Denial::CannotAnswer(_) => (
                "cannot-answer",
                StatusCode::INTERNAL_SERVER_ERROR,
                "This application cannot answer",
            ),
            Denial::BadRequest(_) => (
                "bad-request",
                StatusCode::BAD_REQUEST,
                "This sign-in request cannot be answered",
            ),
            Denial::Ended => ("ended", StatusCode::BAD_REQUEST, "This sign-in has ended"),
        };
        let page = Page::new(Look::JumpCloud, name, title)
            .status(status)
            .stands_for(real)
            .text(&self.why());
        let console = link_button(&console_path(), "User console");
        let sign_out = post_form(&sign_out_path(), &[], "Sign in as somebody else", "plain");
        match self {
            Denial::NoAccess { .. } | Denial::InactiveUser(_) => {
                page.html(&format!("<div class=\"actions\">{console}{sign_out}</div>"))
            }
            _ => page.html(&format!("<div class=\"actions\">{console}</div>")),
        }
    }

    /// What Directory Insights says of it. That it says something is from a field note, which words is *assumed*.
    pub fn words(&self) -> String {
        match self {
            Denial::NoAccess { .. } => "user is not authorized for this application".to_owned(),
            Denial::InactiveApplication(_) => "application is not active".to_owned(),
            _ => self.why(),
        }
    }

    fn why(&self) -> String {
        match self {
            Denial::UnknownApplication => {
                "No SAML application of JumpCloud has this IdP URL. Compare it with the application's \
                 IdP URL, and with the login URL in Mimecast's authentication profile."
                    .to_owned()
            }
            Denial::InactiveApplication(label) => format!(
                "\"{label}\" exists, but its single sign-on is switched off. An administrator can \
                 activate it."
            ),
            Denial::InactiveUser(state) => format!("The account is {state}."),
            Denial::NoAccess { user, application } => format!(
                "{user} is not bound to \"{application}\". An administrator has to bind one of their \
                 user groups to it."
            ),
            Denial::CannotAnswer(why) | Denial::BadRequest(why) => why.clone(),
            Denial::Ended => "It took too long, or it was answered already. Start again.".to_owned(),
        }
    }
}

/// The page for what the browser brought and nobody answers, at this real address.
pub fn bad_request(why: impl Into<String>, real: &str) -> Response {
    Denial::BadRequest(why.into()).page(real).into_response()
}
