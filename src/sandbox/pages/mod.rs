//! The frame of every page that the sandbox shows in a browser, and the pieces that pages are made of.
//!
//! Pages are written here, on the server, without any outside asset; everything that is not this
//! program's own text goes through [`shown`]. A page works without its script: the only one there is
//! presses the page's button.

pub mod status;

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

use super::escape::{escape, shown};

/// Without the line end at the file's end, which the browser would hash too.
static STYLE: LazyLock<&str> = LazyLock::new(|| include_str!("style.css").trim_end());

/// What sends a page's form on by itself.
const SUBMIT: &str = "document.forms[0].submit()";

static POLICY: LazyLock<String> = LazyLock::new(|| policy(false));
static POLICY_WITH_SCRIPT: LazyLock<String> = LazyLock::new(|| policy(true));

/// Nothing but this page's own style and, where it has one, its own script; forms go to this server.
fn policy(script: bool) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let mut policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        hash(&STYLE)
    );
    if script {
        let _ = write!(policy, "; script-src 'sha256-{}'", hash(SUBMIT));
    }
    policy
}

/// Said where sign-in does not go by the profiles and settings of the page.
pub const NOT_YET: &str = "<p>Mimecast does not act on the newest profiles and settings yet: sign-in still goes by what they \
                       were before.</p>";

/// Whose page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The sandbox's own.
    Sandbox,
    /// The identity provider's.
    JumpCloud,
    /// The service provider's.
    Mimecast,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Look::Sandbox => "wide",
            Look::JumpCloud => "jumpcloud",
            Look::Mimecast => "mimecast",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Look::Sandbox => "sso-setup sandbox",
            Look::JumpCloud => "JumpCloud, played",
            Look::Mimecast => "Mimecast, played",
        }
    }
}

/// A page that is about to be shown.
#[derive(Debug)]
pub struct Page {
    look: Look,
    /// What the page is, for whoever drives it: stable, unlike its words.
    name: &'static str,
    status: StatusCode,
    title: String,
    real: Option<String>,
    body: String,
    submits: bool,
}

impl Page {
    /// A page with its title as its heading and nothing else yet.
    pub fn new(look: Look, name: &'static str, title: impl Into<String>) -> Self {
        Page {
            look,
            name,
            status: StatusCode::OK,
            title: title.into(),
            real: None,
            body: String::new(),
            submits: false,
        }
    }

    /// The same page with another status than 200.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Says which real address the page stands for.
    pub fn stands_for(mut self, url: impl Into<String>) -> Self {
        self.real = Some(url.into());
        self
    }

    /// Adds markup. What is not this program's own text has to be escaped by then.
    pub fn html(mut self, html: &str) -> Self {
        self.body.push_str(html);
        self
    }

    /// Adds a paragraph of text.
    pub fn text(mut self, text: &str) -> Self {
        let _ = write!(self.body, "<p>{}</p>", shown(text));
        self
    }

    /// Has the page send on its first form by itself, where the browser runs scripts.
    pub fn submits(mut self) -> Self {
        self.submits = true;
        self
    }

    fn render(&self) -> String {
        let title = shown(&self.title);
        let class = self.look.class();
        let mut html = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title} – {site}</title><style>{style}</style></head>\
             <body class=\"{class}\"><header><div><strong>{site}</strong>",
            site = self.look.name(),
            style = *STYLE,
        );
        if self.look != Look::Sandbox {
            html.push_str("<span><a href=\"/\">Sandbox overview</a></span>");
        }
        let _ = write!(
            html,
            "</div></header><main data-page=\"{}\"><h1>{title}</h1>{}</main><footer>",
            self.name, self.body
        );
        if let Some(real) = &self.real {
            let real = shown(real);
            let _ = write!(html, "<p>This page stands for <code>{real}</code>.</p>");
        }
        html.push_str("<p>Served by sso-setup on this machine. Nothing here is real.</p></footer>");
        if self.submits {
            let _ = write!(html, "<script>{SUBMIT}</script>");
        }
        html.push_str("</body></html>");
        html
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let policy = match self.submits {
            true => &*POLICY_WITH_SCRIPT,
            false => &*POLICY,
        };
        let headers: [(HeaderName, HeaderValue); 4] = [
            (
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(policy),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("no-referrer"),
            ),
        ];
        (self.status, headers, Html(self.render())).into_response()
    }
}

/// A form that posts hidden fields, with a button.
pub fn post_form(action: &str, fields: &[(&str, &str)], button: &str, class: &str) -> String {
    let mut html = format!("<form method=\"post\" action=\"{}\">", escape(action));
    for (name, value) in fields {
        let _ = write!(
            html,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escape(name),
            escape(value)
        );
    }
    let _ = write!(
        html,
        "<button class=\"{class}\">{}</button></form>",
        shown(button)
    );
    html
}

/// A link that looks like a button.
pub fn link_button(href: &str, text: &str) -> String {
    format!(
        "<a class=\"button\" href=\"{}\">{}</a>",
        escape(href),
        shown(text)
    )
}

/// Names and values, one below the other.
pub fn facts(rows: &[(impl AsRef<str>, String)]) -> String {
    let mut html = String::from("<dl>");
    for (name, value) in rows {
        let _ = write!(
            html,
            "<dt>{}</dt><dd>{}</dd>",
            shown(name.as_ref()),
            shown(value)
        );
    }
    html.push_str("</dl>");
    html
}

/// A table whose first cell of each row is its heading. On a narrow screen it scrolls by itself.
pub fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let caption = shown(caption);
    let mut html = format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\">\
         <table><caption>{caption}</caption><thead><tr>"
    );
    for column in columns {
        let _ = write!(html, "<th scope=\"col\">{}</th>", shown(column));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            // An address has no place to break at; a word is better not broken at all.
            let class = match cell.contains("://") || cell.len() > 24 && !cell.contains(' ') {
                true => " class=\"long\"",
                false => "",
            };
            let cell = shown(cell);
            let _ = match at {
                0 => write!(html, "<th scope=\"row\">{cell}</th>"),
                _ => write!(html, "<td{class}>{cell}</td>"),
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_is_given_is_escaped() {
        let evil = "<script>\"&'";
        let page = Page::new(Look::JumpCloud, "test", evil)
            .text(evil)
            .stands_for(evil)
            .html(&post_form(evil, &[(evil, evil)], evil, "plain"))
            .html(&link_button(evil, evil))
            .html(&facts(&[(evil, evil.to_owned())]))
            .html(&table(evil, &[evil], &[vec![evil.to_owned(); 2]]))
            .render();
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;&quot;&amp;&#39;").count(), 17);
    }

    #[test]
    fn only_a_page_that_submits_itself_may_run_its_one_script() {
        let quiet = Page::new(Look::Mimecast, "test", "Quiet").into_response();
        let quiet = quiet.headers()[header::CONTENT_SECURITY_POLICY].clone();
        assert!(!quiet.to_str().unwrap().contains("script-src"));
        let loud = Page::new(Look::Mimecast, "test", "Loud").submits();
        let script = format!("<script>{SUBMIT}</script>");
        assert!(loud.render().contains(&script));
        let loud = loud.into_response().headers()[header::CONTENT_SECURITY_POLICY].clone();
        assert!(loud.to_str().unwrap().contains("; script-src 'sha256-"));
    }
}
