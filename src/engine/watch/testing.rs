//! What the tests of this folder begin with.

use std::collections::BTreeMap;

use time::macros::datetime;

use super::facts::{ApplicationFacts, BlockFacts, Facts};
use super::story::{Attempt, Stage, Story};
use crate::connector::{Block, Connector};
use crate::jumpcloud::Outcome;
use crate::mimecast::Logon;
use crate::plan::{SignInVerdict, Start, Way};

/// One that works.
pub fn way(start: Start, block: Block, connector: Connector) -> Way {
    Way {
        start,
        block,
        connector: Some(connector),
        application: Some(connector.default_label().to_owned()),
        application_id: Some(connector.as_str().to_owned()),
        seen: false,
        verdict: SignInVerdict::Works,
    }
}

/// Both connectors' applications and blocks, as they should be.
pub fn facts() -> Facts {
    use Connector::{Apps, PersonalPortal};
    let application = |connector: Connector| ApplicationFacts {
        id: connector.as_str().to_owned(),
        label: connector.default_label().to_owned(),
        access: true,
        faults: Vec::new(),
        certificate: None,
    };
    let block = |source| BlockFacts {
        source,
        enforced: true,
    };
    Facts {
        email: "ada@widgets.example".to_owned(),
        active: true,
        applications: [Apps, PersonalPortal]
            .map(|connector| (connector, application(connector)))
            .into(),
        blocks: Some(BTreeMap::from([
            (Block::AdminConsole, block(Apps)),
            (Block::WebApps, block(PersonalPortal)),
        ])),
        ways: vec![
            way(Start::LoginPage, Block::AdminConsole, Apps),
            way(Start::LoginPage, Block::WebApps, PersonalPortal),
            way(Start::Tile, Block::WebApps, PersonalPortal),
        ],
        applies: Some(true),
        administrators_profile: false,
    }
}

/// One that came this far, through this connector's application.
pub fn story(stage: Stage, connector: Connector, idp_initiated: bool) -> Story {
    let at = datetime!(2026-11-25 12:00 UTC);
    let attempt = |outcome| Attempt {
        id: "e".to_owned(),
        at,
        connector,
        idp_initiated: Some(idp_initiated),
        outcome,
    };
    let logon = |let_in| Logon {
        id: "l".to_owned(),
        at,
        user: "Ada@widgets.example".to_owned(),
        let_in,
        application: String::new(),
        method: String::new(),
        reason: String::new(),
    };
    let outcome = match stage {
        Stage::Nothing | Stage::ReachedJumpcloud | Stage::WithoutJumpcloud => None,
        Stage::SecondStep => Some(Outcome::OnTheWay),
        Stage::RefusedByJumpcloud => Some(Outcome::Refused(" policy\u{1b}\ndenied".to_owned())),
        Stage::OutcomeUnknown | Stage::Unproven => Some(Outcome::Unknown),
        Stage::ServedByJumpcloud | Stage::RefusedByMimecast | Stage::SignedIn => {
            Some(Outcome::Answered)
        }
    };
    Story {
        stage,
        portal: None,
        attempt: outcome.map(attempt),
        logon: match stage {
            Stage::RefusedByMimecast => Some(logon(false)),
            Stage::Unproven | Stage::SignedIn => Some(logon(true)),
            _ => None,
        },
    }
}
