//! Driving sign-in through the sandbox, page by page, as a browser would: forms are filled in and sent,
//! redirects are looked at before they are taken, and nothing but the sandbox is ever reached.

mod browser;
mod journey;
mod page;

use serde::Serialize;

use crate::check::{Check, Status};
use crate::text::printable;
use browser::{Came, Step};
pub use browser::{Hop, Sandbox};
pub use journey::{Journey, journeys};
use page::{Form, Page};

/// Most requests of one sign-in: there are about ten.
const MAX_HOPS: usize = 20;

/// One sign-in that was driven, or tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Stable name, like `sign-in/portal/sp-initiated`.
    pub name: String,
    /// The same in words.
    #[serde(skip)]
    pub title: String,
    /// Its requests, in order.
    pub hops: Vec<Hop>,
}

/// Where a page leads.
enum Turn {
    On(Step),
    Landed,
    Stuck,
}

impl Sandbox {
    /// Goes on a journey as far as it leads, and says how it ended.
    pub async fn drive(&mut self, journey: Journey) -> (Flow, Check) {
        let mut hops = Vec::new();
        let ended = match &journey.user {
            Some(user) => self.walk(&journey, user, &mut hops).await,
            None => Err("there is nobody to sign in: no active user has access".to_owned()),
        };
        let check = match ended {
            Ok(arrived) => Check::new(&journey.name, Status::Pass, arrived),
            Err(problem) => Check::new(&journey.name, Status::Fail, problem).remedy(journey.remedy),
        };
        let flow = Flow {
            name: journey.name,
            title: journey.title,
            hops,
        };
        (flow, check)
    }

    /// Goes from page to page until one leads nowhere, as somebody new at the browser.
    async fn walk(
        &mut self,
        journey: &Journey,
        user: &str,
        hops: &mut Vec<Hop>,
    ) -> Result<String, String> {
        self.forget();
        let mut next = Step::Get(browser::played(&journey.start));
        for _ in 0..MAX_HOPS {
            let answer = self.go(&next).await;
            hops.push(answer.hop);
            let page = match answer.page {
                Ok(Came::Page(page)) => page,
                Ok(Came::Redirect(path)) => {
                    next = Step::Get(path);
                    continue;
                }
                Err(problem) => return Err(format!("{user} did not arrive: {problem}")),
            };
            next = match turn(&page, journey, user) {
                Turn::On(step) => step,
                Turn::Landed => return Ok(format!("{user} arrived at the {}", page.heading)),
                Turn::Stuck => return Err(format!("{user} did not arrive: {}", stuck(&page))),
            };
        }
        Err(format!("{user} did not arrive within {MAX_HOPS} requests"))
    }
}

/// What a page says that leads nowhere.
fn stuck(page: &Page) -> String {
    match page.failed.is_empty() {
        true => format!("\"{}\": {}", page.heading, printable(&page.text, 300)),
        false => format!(
            "\"{}\" (failed: {})",
            page.heading,
            crate::text::list(&page.failed)
        ),
    }
}

/// What a person would do on a page.
fn turn(page: &Page, journey: &Journey, user: &str) -> Turn {
    if page.name == journey.landing {
        // The page of somebody else is not where this person wanted to be.
        return match page.text.to_lowercase().contains(&user.to_lowercase()) {
            true => Turn::Landed,
            false => Turn::Stuck,
        };
    }
    if let Some(tile) = &journey.tile {
        let tile = browser::played(tile);
        if page.links.contains(&tile) {
            return Turn::On(Step::Get(tile));
        }
    }
    let carries = |form: &&Form| {
        ["SAMLRequest", "SAMLResponse"]
            .iter()
            .any(|n| form.value(n).is_some())
    };
    let forms = &page.forms;
    let form = forms.iter().find(carries).or_else(|| {
        // An address that was not taken is not offered again.
        let offered = |form: &&Form| form.fields.iter().any(|f| f.asks_email && f.value == user);
        forms
            .iter()
            .find(|form| form.asks_email() && !offered(form))
    });
    match form {
        Some(form) => Turn::On(filled_in(form, user)),
        None => Turn::Stuck,
    }
}

fn filled_in(form: &Form, user: &str) -> Step {
    let fields: Vec<(String, String)> = form
        .fields
        .iter()
        .map(|field| {
            let value = if field.asks_email { user } else { &field.value };
            (field.name.clone(), value.to_owned())
        })
        .collect();
    match form.posts {
        true => Step::Post(form.action.clone(), fields),
        false => {
            let query: String = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(fields)
                .finish();
            let path = form.action.split('?').next().unwrap_or_default();
            Step::Get(format!("{path}?{query}"))
        }
    }
}
