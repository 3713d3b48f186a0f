//! Lists of Mimecast's, page by page: in the envelope, or at the newer addresses without.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Value, json};

use super::client::{Api, Mimecast};
use super::records::unreadable;
use crate::error::{Error, Result};
use crate::http::Budget;

/// Records asked for at once. One source caps pages at 100, another at 500.
pub(super) const PAGE: usize = 100;

/// What knowing a record, or a token of a page, again costs beside its own bytes, near enough.
const NOTED: usize = 64;

/// One page of a list.
pub(super) struct Listed {
    pub(super) items: Vec<Value>,
    /// The token of the next page.
    pub(super) next: Option<String>,
    /// How many records there are in all, where the answer says so.
    pub(super) total: Option<u64>,
}

impl Mimecast {
    /// Calls `api` until its last page, and gives `take` each record, or what stands under `within` in each: see
    /// [`pages`].
    ///
    /// # Errors
    /// As [`Mimecast::call`] and [`pages`].
    pub(super) async fn list(
        &self,
        api: &Api,
        doing: &str,
        data: Vec<Value>,
        within: Option<&str>,
        take: impl FnMut(Value) -> Result<usize, String>,
    ) -> Result<()> {
        let fetch = async |token: Option<&str>| {
            let mut pagination = json!({ "pageSize": PAGE });
            if let Some(token) = token {
                pagination["pageToken"] = json!(token);
            }
            let body = json!({ "meta": { "pagination": pagination }, "data": data });
            let mut page = self.exchange(api, doing, &body).await?;
            Ok(Listed {
                items: page.items(within).map_err(|why| unreadable(doing, &why))?,
                next: page.next,
                total: page.total,
            })
        };
        pages(doing, fetch, take).await
    }
}

/// Fetches pages until the last, and gives `take` each record. `take` says why one is not what it must be, or how
/// many bytes of it are kept.
///
/// The list ends where no page is announced, and with an empty page (Elastic's integration reads it so). There is no
/// limit to its length but its bytes: each page must bring something new.
///
/// # Errors
/// Those of `fetch`; `list-unreadable` for a record that is none, and fewer records than the service counts;
/// `list-endless` when a page token repeats or a page brings nothing new; `answer-too-large`.
pub(super) async fn pages(
    doing: &str,
    mut fetch: impl AsyncFnMut(Option<&str>) -> Result<Listed>,
    mut take: impl FnMut(Value) -> Result<usize, String>,
) -> Result<()> {
    let unreadable = |why: String| unreadable(doing, &why);
    let (mut count, mut total) = (0usize, 0u64);
    let mut budget = Budget::default();
    let (mut known, mut tokens) = (HashSet::new(), HashSet::new());
    let mut token: Option<String> = None;
    loop {
        let page = fetch(token.as_deref()).await?;
        total = total.max(page.total.unwrap_or_default());
        let mut news = false;
        let next = page.next.filter(|_| !page.items.is_empty());
        count += page.items.len();
        for item in page.items {
            news |= known.insert(identity(&item));
            let bytes = take(item).map_err(unreadable)?;
            budget.keep(NOTED + bytes, doing)?;
        }
        let Some(next) = next else { break };
        budget.keep(NOTED + next.len(), doing)?;
        if !news || !tokens.insert(next.clone()) {
            return Err(Error::failed(
                "list-endless",
                format!("{doing}: the list does not end (stopped after {count} records)"),
            )
            .hint("a proxy may repeat its answers; otherwise report it to Mimecast's support"));
        }
        token = Some(next);
    }
    match u64::try_from(count).is_ok_and(|count| count < total) {
        false => Ok(()),
        true => Err(unreadable(format!(
            "Mimecast counts {total} and listed {count}"
        ))),
    }
}

/// What an item says of itself, without the id, which may be another one at each read: by it a page that repeats an
/// earlier one is known.
fn identity(item: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    let name = ["description", "emailAddress"]
        .iter()
        .find_map(|key| item.get(*key)?.as_str());
    match name {
        Some(name) => name.hash(&mut hasher),
        None => item.to_string().hash(&mut hasher),
    }
    hasher.finish()
}
