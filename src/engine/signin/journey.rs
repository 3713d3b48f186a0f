//! Which sign-ins show that a tenant's set-up works, and for whom.

use std::collections::{BTreeMap, BTreeSet};

use crate::connector::{Block, Connector, DEFAULT_LOGOUT_URL};
use crate::plan::{Desired, Members, Observed, is_hidden};

/// One sign-in to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Stable name, like `sign-in/portal/sp-initiated`.
    pub name: String,
    /// The same in words.
    pub title: String,
    /// The real address that it begins at.
    pub start: String,
    /// The IdP URL whose tile is clicked in the user console.
    pub tile: Option<String>,
    /// Who signs in; nobody where nobody has access.
    pub user: Option<String>,
    /// The page that it must end at.
    pub landing: &'static str,
    /// What to do if it does not end there.
    pub remedy: String,
}

const LOOK: &str =
    "the requests above show where it ended; the plan command shows what is not as wanted";

/// Where people end up: a name that people know, and the page's.
const PORTAL: (&str, &str) = ("Personal Portal", "portal");
const CONSOLE: (&str, &str) = ("Administration Console", "admin-console");

/// From Mimecast's login page for each block that is wanted, and from the tile of each tile connector.
pub fn journeys(
    desired: &Desired,
    observed: &Observed,
    access: &BTreeMap<Connector, BTreeSet<String>>,
    members: &Members,
) -> Vec<Journey> {
    let mut journeys = Vec::new();
    let user = |connector| choose(desired, connector, access, members);
    let login = format!("https://{}/u/login/", desired.site.login_host);
    let pages = [
        (Block::WebApps, "portal", "", PORTAL),
        (
            Block::AdminConsole,
            "console",
            "?gta=administration",
            CONSOLE,
        ),
    ];
    for (block, name, query, (place, landing)) in pages {
        let Some(wanted) = desired.blocks.get(&block) else {
            continue;
        };
        journeys.push(Journey {
            name: format!("sign-in/{name}/sp-initiated"),
            title: format!("Sign-in to the {place} from Mimecast's login page"),
            start: format!("{login}{query}"),
            tile: None,
            user: user(wanted.source),
            landing,
            remedy: match wanted.source {
                Connector::Apps => LOOK.to_owned(),
                tile => format!(
                    "sign-in that starts at Mimecast's login page is answered by {tile} here: its application must take a \
                     list of ACS URLs, as with --template {tile}:saml2; or let another sign with --block {block}=apps"
                ),
            },
        });
    }
    for wanted in &desired.applications {
        let connector = wanted.connector;
        let (place, landing) = match connector {
            Connector::Apps => continue,
            Connector::PersonalPortal => PORTAL,
            Connector::AdminConsole => CONSOLE,
        };
        let Some(ours) = observed.ours.get(&connector) else {
            continue;
        };
        let idp_url = ours.application.idp_url.clone();
        // A hidden application has no tile, and one that does not say may have none; its address starts the same sign-in.
        let hidden = is_hidden(&ours.application.document) != Some(false);
        journeys.push(Journey {
            name: format!("sign-in/{connector}/idp-initiated"),
            title: format!(
                "Sign-in to the {place} from JumpCloud's tile \"{}\"",
                ours.application.label
            ),
            start: match hidden {
                true => idp_url.clone(),
                false => DEFAULT_LOGOUT_URL.to_owned(),
            },
            tile: Some(idp_url).filter(|_| !hidden),
            user: user(connector),
            landing,
            remedy: LOOK.to_owned(),
        });
    }
    journeys
}

/// The first active user with access; one whom Mimecast's setting applies to, where that is known, and
/// the administrator who was named, for the console.
fn choose(
    desired: &Desired,
    connector: Connector,
    access: &BTreeMap<Connector, BTreeSet<String>>,
    members: &Members,
) -> Option<String> {
    let people = access.get(&connector)?;
    let known = match members {
        Members::Known(known) => known.as_slice(),
        _ => &[],
    };
    let admin = desired.admin.as_ref().map(|admin| admin.to_lowercase());
    let admin = admin.filter(|a| connector == Connector::AdminConsole && people.contains(a));
    let applied = || people.iter().find(|person| known.contains(person));
    admin.or_else(|| applied().or(people.first()).cloned())
}
