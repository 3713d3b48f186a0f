//! The pages for what neither of the two services has.

use axum::extract::OriginalUri;
use axum::http::StatusCode;

use super::address::real;
use crate::sandbox::pages::{Look, Page};

/// An address that is there, asked in a way that it does not take.
pub async fn wrong_method(OriginalUri(uri): OriginalUri) -> Page {
    Page::new(
        Look::Sandbox,
        "wrong-method",
        "This address is not opened like that",
    )
    .status(StatusCode::METHOD_NOT_ALLOWED)
    .stands_for(real(&uri))
    .text("It takes only what a form of the sign-in sends. Start at the overview.")
}

/// An address that neither of the two services has.
pub async fn nobody(OriginalUri(uri): OriginalUri) -> Page {
    Page::new(Look::Sandbox, "nobody", "Nobody is played here")
        .status(StatusCode::NOT_FOUND)
        .stands_for(real(&uri))
        .text(
            "The sandbox plays JumpCloud and Mimecast only. In the real world the browser would now be \
             at another service.",
        )
}
