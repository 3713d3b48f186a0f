//! Sign-in through both services' pages, over real HTTP.

mod answers;
mod denials;
mod flows;
mod propagation;
mod refusals;

use serde_json::Value;

use crate::common::browser::Browser;
use crate::common::{ALL_THREE, World};

const ADA: &str = "ada@widgets.example";
const GRACE: &str = "grace@widgets.example";
const PAT: &str = "pat@widgets.example";

const CONSOLE: &str = "/web/console.jumpcloud.com/userconsole/";
const PORTAL_LOGIN: &str = "/web/login-uk.mimecast.com/u/login/";
const ADMIN_LOGIN: &str = "/web/login-uk.mimecast.com/u/login/?gta=administration";
const APPS: &str = "/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1";
const PORTAL_TILE: &str = "/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";

/// The tiles from the catalogue's own template, which takes one ACS URL, and is put in force in spite of that.
const ONE_ADDRESS: [&str; 6] = [
    "--template",
    "personal-portal:mimecast",
    "--template",
    "admin-console:mimecast",
    "--allow",
    "sign-in-broken",
];

/// The option that shows the tile of `apps`.
const SHOWN: [&str; 1] = ["--hidden=apps:false"];

/// All three connectors are set up.
fn all_three() -> World {
    let world = World::new();
    world.connect(&ALL_THREE);
    world
}

/// Only `apps` is set up.
fn apps_alone() -> World {
    let world = World::new();
    world.connect(&[]);
    world
}

/// A browser that has not been anywhere.
fn new_browser(world: &World) -> Browser {
    Browser::new(&world.sandbox.page(), world.runtime.clone())
}

/// A browser that is signed in at JumpCloud.
fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = new_browser(world);
    browser.open(CONSOLE).is("login");
    browser.submit(&[("email", email)]).is("console");
    browser
}

/// A browser whose user starts at a Mimecast login page; it is on the page with the request.
fn at_mimecast(world: &World, login: &str, email: &str) -> Browser {
    let mut browser = new_browser(world);
    browser.open(login).is("login");
    browser.submit(&[("email", email)]);
    browser
}

/// Changes the profile by hand.
fn change_profile(world: &World, edit: impl FnOnce(&mut Value)) {
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    edit(&mut profile);
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
}
