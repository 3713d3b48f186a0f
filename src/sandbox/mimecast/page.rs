//! Pages of a list: how long one is, where it begins, and the opaque token that leads to the next.

use axum::http::StatusCode;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};

use super::refused::Refused;

/// Page size where the request names none, and the most it can ask for.
const DEFAULT_SIZE: usize = 100;
const MAX_SIZE: usize = 100;

/// Which page a request asks for.
#[derive(Debug)]
pub struct Page {
    size: usize,
    offset: usize,
}

/// Where a page stands in its list.
#[derive(Debug)]
pub struct Place {
    /// How many it holds.
    pub count: usize,
    /// How many all pages hold.
    pub total: usize,
    /// The token of the next one, where there is one.
    pub next: Option<String>,
}

impl Page {
    /// The page of `size` that `token` leads to; an empty token is none.
    ///
    /// # Errors
    /// 400 for a size that is not taken and a token that was not given here.
    pub fn new(size: Option<usize>, token: Option<&str>) -> Result<Self, Refused> {
        let bad = |code, why: &str| Refused::new(StatusCode::BAD_REQUEST, code, why.to_owned());
        let size = size.unwrap_or(DEFAULT_SIZE);
        if size == 0 || size > MAX_SIZE {
            let message = format!("pageSize must be from 1 to {MAX_SIZE}");
            return Err(bad("err_validation_request", &message));
        }
        let offset = match token.filter(|token| !token.is_empty()) {
            None => 0,
            Some(token) => read_token(token)
                .ok_or_else(|| bad("err_invalid_page_token", "pageToken is not valid"))?,
        };
        Ok(Page { size, offset })
    }

    /// The page of `items`, and where it stands among them.
    pub fn of<T>(&self, items: Vec<T>) -> (Vec<T>, Place) {
        let total = items.len();
        let end = self.offset.saturating_add(self.size);
        let next = (total > end).then(|| token(end));
        let page = items.into_iter().skip(self.offset).take(self.size);
        let page: Vec<T> = page.collect();
        let count = page.len();
        (page, Place { count, total, next })
    }
}

/// Page tokens are opaque to clients; this is what is inside.
const TOKEN_PREFIX: &str = "page-from:";

fn token(offset: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{TOKEN_PREFIX}{offset}"))
}

fn read_token(token: &str) -> Option<usize> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    text.strip_prefix(TOKEN_PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let mut seen = Vec::new();
        let mut next: Option<String> = None;
        loop {
            let page = Page::new(Some(3), next.as_deref()).unwrap();
            let (page, place) = page.of((0..7).collect());
            assert_eq!((place.count, place.total), (page.len(), 7));
            seen.extend(page);
            next = place.next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
    }
}
