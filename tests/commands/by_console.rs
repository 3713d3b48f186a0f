//! The half that a person does, done by somebody who knows only what was printed: every choice of connectors is set up,
//! rotated and removed in the sandbox's console, and people sign in.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::between::Authority;
use crate::canned::{Answer, Canned};
use crate::common::browser::Browser;
use crate::common::console::{carry_out, carry_out_all};
use crate::common::{Run, World, sheet, texts};

const ADA: &str = "ada@widgets.example";
const TILES: &str = "/web/console.jumpcloud.com/userconsole/";
const PORTAL_LOGIN: &str = "/web/login-uk.mimecast.com/u/login/";
const ADMIN_LOGIN: &str = "/web/login-uk.mimecast.com/u/login/?gta=administration";
const RELEASE: &str = "mimecast/authentication-profile/JumpCloud SSO#release";
const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const PORTAL_TILE: &str = "Mimecast Personal Portal";
const ADMIN_TILE: &str = "Mimecast Admin Console";

/// A way in, and the page that it leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    Login(&'static str, &'static str),
    Tile(&'static str, &'static str),
}

pub const PORTAL: Way = Way::Login(PORTAL_LOGIN, "portal");
pub const ADMIN: Way = Way::Login(ADMIN_LOGIN, "admin-console");
pub const FROM_PORTAL_TILE: Way = Way::Tile(PORTAL_TILE, "portal");
pub const FROM_ADMIN_TILE: Way = Way::Tile(ADMIN_TILE, "admin-console");

/// A choice of connectors, and every way in that it gives.
type Choice = (&'static str, &'static [Way]);

const CHOICES: [Choice; 7] = [
    ("apps", &[PORTAL]),
    ("personal-portal", &[PORTAL, FROM_PORTAL_TILE]),
    ("admin-console", &[ADMIN, FROM_ADMIN_TILE]),
    ("apps,personal-portal", &[PORTAL, FROM_PORTAL_TILE]),
    ("apps,admin-console", &[PORTAL, ADMIN, FROM_ADMIN_TILE]),
    (
        "personal-portal,admin-console",
        &[PORTAL, ADMIN, FROM_PORTAL_TILE, FROM_ADMIN_TILE],
    ),
    (
        "apps,personal-portal,admin-console",
        &[PORTAL, ADMIN, FROM_PORTAL_TILE, FROM_ADMIN_TILE],
    ),
];

/// A world with one choice of connectors, and the browser of whoever does the steps.
struct Person {
    world: World,
    connectors: &'static str,
    ways: &'static [Way],
    browser: Browser,
    /// Options of every set-up beside the usual ones.
    more: Vec<String>,
}

impl Person {
    fn with(choice: Choice) -> Person {
        Person::in_world(World::new(), choice)
    }

    fn in_world(world: World, (connectors, ways): Choice) -> Person {
        let browser = Browser::new(&world.sandbox.page(), world.runtime.clone());
        Person {
            world,
            connectors,
            ways,
            browser,
            more: Vec::new(),
        }
    }

    /// A run in worksheet mode, in JSON, with these steps confirmed.
    fn run(&self, args: &[&str], confirmed: &[String]) -> Run {
        let steps = confirmed.iter().flat_map(|id| ["--confirm-step", id]);
        let common = [
            "--subdomain=eu",
            "--connector",
            self.connectors,
            "-o",
            "json",
        ];
        let args: Vec<&str> = args.iter().copied().chain(common).chain(steps).collect();
        let tool = self.world.tool();
        tool.env("SSO_SETUP_MIMECAST_MODE", "worksheet")
            .mimecast(&args)
    }

    fn set_up(&self, command: &[&str], confirmed: &[String]) -> Run {
        let wanted = [
            "--group=All Staff",
            "--mimecast-group=All Mimecast users",
            "--admin",
            ADA,
        ];
        let more: Vec<&str> = self.more.iter().map(String::as_str).collect();
        self.run(&[command, &wanted, &more].concat(), confirmed)
    }

    /// Sets everything up: JumpCloud's half by the program, Mimecast's by the steps that it prints.
    #[track_caller]
    fn connected(choice: Choice) -> Person {
        let mut person = Person::with(choice);
        person.set_up_by_what_is_printed();
        person
    }

    #[track_caller]
    fn set_up_by_what_is_printed(&mut self) {
        let first = self.set_up(&["--yes"], &[]).exits(0).json();
        let sheet = self.set_up(&["worksheet"], &[]).exits(0).json();
        assert_eq!(sheet["steps"], first["steps"]);
        let done = carry_out_all(&mut self.browser, &sheet);
        let last = self.set_up(&["--yes"], &done).exits(0).json();
        assert_eq!(last["remaining"], json!([]), "{last}");
    }

    /// Everything is as it should be: nothing is left to do, the API reads what was typed, and people get in by every way.
    #[track_caller]
    fn everything_works(&self) {
        let plan = self.set_up(&["plan", "--detailed-exitcode"], &[]);
        assert_eq!(plan.exits(0).changes(), [""; 0]);
        let api = ["--mimecast-mode=api"];
        let plan = self.set_up(&[&["plan", "--detailed-exitcode"][..], &api].concat(), &[]);
        assert_eq!(
            plan.exits(0).changes(),
            [""; 0],
            "the API reads something else"
        );
        let verified = self.set_up(&[&["verify"][..], &api].concat(), &[]).exits(0);
        let document = verified.json();
        let checks = texts(&document["checks"], "name");
        let walked = checks.iter().filter(|name| name.starts_with("sign-in/"));
        assert_eq!(walked.count(), self.ways.len(), "{checks:?}");
        for way in self.ways {
            walk(&self.world, *way);
        }
        let violations = self.world.control("sandbox/violations");
        assert_eq!(violations["violations"], json!([]));
    }

    /// The certificate of each block that is in force.
    fn certificates(&self) -> BTreeMap<String, Value> {
        let profile = self.world.mimecast_object("profiles", "JumpCloud SSO");
        let blocks = profile.unwrap()["blocks"].as_object().unwrap().clone();
        let enforced = blocks.into_iter().filter(|(_, b)| b["enforced"] == true);
        let found: BTreeMap<String, Value> = enforced
            .map(|(name, block)| (name, block["certificate"].clone()))
            .collect();
        assert!(!found.is_empty());
        found
    }

    /// Takes its connectors out on both sides.
    #[track_caller]
    fn take_out(&mut self) {
        let count = self.connectors.split(',').count().to_string();
        let remove = ["remove", "--confirm-count", &count, "--propagation=0s"];
        let printed = self.run(&remove, &[]).exits(0).json();
        let done = carry_out_all(&mut self.browser, &printed);
        let last = self.run(&remove, &done).exits(0).json();
        assert_eq!(last["remaining"], json!([]), "{last}");
    }
}

/// Ada signs in, in a browser of her own.
#[track_caller]
pub fn walk(world: &World, way: Way) {
    let mut ada = Browser::new(&world.sandbox.page(), world.runtime.clone());
    match way {
        Way::Login(login, page) => {
            ada.open(login).is("login");
            ada.submit(&[("email", ADA)]).is("request");
            ada.submit(&[]).is("login");
            ada.submit(&[("email", ADA)]).is("answer");
            ada.submit(&[]).is(page).says(&[ADA, "SP-initiated"]);
        }
        Way::Tile(tile, page) => {
            ada.open(TILES).is("login");
            ada.submit(&[("email", ADA)]).is("console");
            ada.click(tile).is("answer");
            ada.submit(&[]).is(page).says(&[ADA, "IdP-initiated"]);
        }
    }
}

fn objects(state: &Value) -> [&Value; 3] {
    let mimecast = &state["mimecast"];
    let applications = &state["jumpcloud"]["applications"];
    [&mimecast["profiles"], &mimecast["settings"], applications]
}

/// Set up by what was printed, and taken out again by what was printed.
#[track_caller]
fn there_and_back(choice: Choice) {
    let before = Person::with(choice).world.state();
    let mut person = Person::connected(choice);
    person.everything_works();
    person.take_out();
    let after = person.world.state();
    for (before, after) in objects(&before).into_iter().zip(objects(&after)) {
        assert_eq!(list(before), list(after));
    }
    let violations = person.world.control("sandbox/violations");
    assert_eq!(violations["violations"], json!([]));
    let mut ada = Browser::new(&person.world.sandbox.page(), person.world.runtime.clone());
    ada.open(PORTAL_LOGIN);
    ada.submit(&[("email", ADA)]).is("password");
}

/// What a list has, without what differs from one sandbox to the next.
fn list(objects: &Value) -> Vec<String> {
    let name = |object: &Value| match object.get("description") {
        Some(_) => object.to_string(),
        None => object["document"]["displayLabel"].to_string(),
    };
    objects.as_array().unwrap().iter().map(name).collect()
}

/// A new certificate, told to Mimecast by what was printed.
#[track_caller]
fn rotated(choice: Choice) {
    let mut person = Person::connected(choice);
    let before = person.certificates();
    let rotate = ["rotate", "--yes", "--propagation=0s", "--admin", ADA];
    let mut confirmed = vec!["backup-administrator".to_owned()];
    // What a person has to know last is printed once the certificate is there.
    for round in 0.. {
        assert!(round < 3, "it does not end");
        let printed = person.run(&rotate, &confirmed).exits(0).json();
        if printed["remaining"] == json!([]) {
            break;
        }
        let steps = printed["steps"].as_array().unwrap();
        let known = steps.iter().take_while(|step| is_known(step));
        let known: Vec<&Value> = known.collect();
        assert!(!known.is_empty(), "{printed}");
        confirmed.truncate(1);
        for step in known {
            carry_out(&mut person.browser, step);
            confirmed.push(step["id"].as_str().unwrap().to_owned());
        }
    }
    person.everything_works();
    let after = person.certificates();
    let kept = before.iter().filter(|(block, old)| after[*block] == **old);
    assert_eq!(kept.count(), 0, "{before:?}");
}

/// Whether every value of a step is there to be entered.
fn is_known(step: &Value) -> bool {
    let fields = step["fields"].as_array().unwrap();
    fields
        .iter()
        .all(|row| row["value"] != "known once JumpCloud has made it")
}

macro_rules! for_each_choice {
    ($($name:ident: $at:expr;)*) => {
        mod set_up_and_removed {
            $(#[test] fn $name() { super::there_and_back(super::CHOICES[$at]); })*
        }
        mod rotated {
            $(#[test] fn $name() { super::rotated(super::CHOICES[$at]); })*
        }
    };
}

for_each_choice! {
    apps: 0;
    personal_portal: 1;
    admin_console: 2;
    apps_and_personal_portal: 3;
    apps_and_admin_console: 4;
    both_tiles: 5;
    all_three: 6;
}

#[test]
fn the_application_that_goes_signs_people_in_until_mimecast_acts_on_what_was_entered() {
    let late = std::time::Duration::from_millis(300);
    let world = World::of(sso_setup::sandbox::Options {
        propagation: late,
        ..Default::default()
    });
    let mut person = Person::in_world(world, CHOICES[6]);
    person.set_up_by_what_is_printed();
    std::thread::sleep(late);
    person.connectors = "personal-portal";
    let remove = ["remove", "--confirm-count=1", "--propagation=600ms"];
    let printed = person.run(&remove, &[]).exits(0).json();
    let done = carry_out_all(&mut person.browser, &printed);
    let last = person.run(&remove, &done).exits(0).json();
    assert_eq!(last["remaining"], json!([]), "{last}");
    let violations = person.world.control("sandbox/violations");
    assert_eq!(violations["violations"], json!([]));
    walk(&person.world, PORTAL);
}

#[test]
fn where_everything_is_there_already_the_steps_change_nothing() {
    let mut person = Person::connected(CHOICES[6]);
    let state = person.world.state()["mimecast"].clone();
    // A colleague's machine knows of no confirmation, and prints everything again.
    person.world.kept = tempfile::tempdir().unwrap();
    let printed = person.set_up(&["--yes"], &[]).exits(0).json();
    carry_out_all(&mut person.browser, &printed);
    assert_eq!(person.world.state()["mimecast"], state);
    person
        .set_up(&["verify", "--mimecast-mode=api"], &[])
        .exits(0);
}

#[test]
fn names_that_look_like_what_to_do_are_entered_as_they_are() {
    for name in ["untick", "empty this field", "leave as it is", "Other"] {
        let mut person = Person::with(CHOICES[0]);
        let named = ["--yes", "--profile", name, "--application-setting", name];
        let printed = person.set_up(&named, &[]).exits(0).json();
        let done = carry_out_all(&mut person.browser, &printed);
        person.set_up(&named, &done).exits(0);
        let plan = ["plan", "--mimecast-mode=api", "--profile", name];
        let plan = [&plan[..], &["--application-setting", name]].concat();
        assert_eq!(person.set_up(&plan, &[]).exits(0).changes(), [""; 0]);
    }
}

/// The connectors set up, the one taken out, those left, what a person is asked for, and the ways in that are left.
type Row = (
    Choice,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [Way],
);

const ONE_OF_SEVERAL: [Row; 6] = [
    (
        CHOICES[6],
        "apps",
        "personal-portal,admin-console",
        &[],
        CHOICES[5].1,
    ),
    (
        CHOICES[6],
        "personal-portal",
        "apps,admin-console",
        &[PROFILE],
        CHOICES[4].1,
    ),
    (
        CHOICES[6],
        "admin-console",
        "apps,personal-portal",
        &[PROFILE],
        CHOICES[3].1,
    ),
    (CHOICES[3], "personal-portal", "apps", &[PROFILE], &[PORTAL]),
    (
        CHOICES[4],
        "apps",
        "admin-console",
        &[RELEASE],
        CHOICES[2].1,
    ),
    (
        CHOICES[5],
        "admin-console",
        "personal-portal",
        &[RELEASE],
        CHOICES[1].1,
    ),
];

#[test]
fn who_takes_one_connector_out_leaves_the_others_in_force() {
    for (choice, gone, left, asked, ways) in ONE_OF_SEVERAL {
        let mut person = Person::connected(choice);
        person.connectors = gone;
        let remove = [
            "remove",
            "--confirm-count=1",
            "--propagation=0s",
            "--admin",
            ADA,
        ];
        let printed = person.run(&remove, &[]).exits(0).json();
        assert_eq!(texts(&printed["steps"], "id"), asked, "{printed}");
        if !asked.is_empty() {
            // JumpCloud waits for what a person does.
            let waiting = texts(&printed["results"], "status");
            assert!(
                waiting.iter().all(|status| status == "pending"),
                "{printed}"
            );
            let done = carry_out_all(&mut person.browser, &printed);
            let last = person.run(&remove, &done).exits(0).json();
            assert_eq!(last["remaining"], json!([]), "{last}");
        }
        assert_eq!(person.run(&remove, &[]).exits(0).changes(), [""; 0]);
        person.connectors = left;
        person.ways = ways;
        person.everything_works();
        if person.world.enforced("admin-console") {
            walk(&person.world, ADMIN);
        }
        // And then the others.
        person.take_out();
        let profile = person.world.mimecast_object("profiles", "JumpCloud SSO");
        assert!(profile.is_none());
        let violations = person.world.control("sandbox/violations");
        assert_eq!(violations["violations"], json!([]));
    }
}

/// Undoes the last run, by what is printed.
#[track_caller]
fn undone(person: &mut Person) {
    let run = |person: &Person, confirmed: &[String]| {
        let steps = confirmed.iter().flat_map(|id| ["--confirm-step", id]);
        let args = [
            "undo",
            "--yes",
            "--propagation=0s",
            "--admin",
            ADA,
            "-o",
            "json",
        ];
        let args = args.into_iter().chain(steps);
        let tool = person.world.tool();
        let tool = tool.env("SSO_SETUP_MIMECAST_MODE", "worksheet");
        tool.mimecast(&args.collect::<Vec<_>>()).exits(0).json()
    };
    let printed = run(person, &[]);
    let done = carry_out_all(&mut person.browser, &printed);
    let last = run(person, &done);
    assert_eq!(last["remaining"], json!([]), "{last}");
}

#[test]
fn a_removal_is_undone_by_what_was_printed() {
    let mut person = Person::connected(CHOICES[6]);
    person.take_out();
    undone(&mut person);
    person.everything_works();
}

#[test]
fn what_another_application_took_over_is_undone_by_what_was_printed() {
    for how in ["--confirm-count=1", "--deactivate"] {
        let mut person = Person::connected(CHOICES[6]);
        person.connectors = "personal-portal";
        let remove = ["remove", how, "--yes", "--propagation=0s"];
        let printed = person.run(&remove, &[]).exits(0).json();
        assert_eq!(texts(&printed["steps"], "id"), [PROFILE], "{printed}");
        let done = carry_out_all(&mut person.browser, &printed);
        let last = person.run(&remove, &done).exits(0).json();
        assert_eq!(last["remaining"], json!([]), "{last}");
        walk(&person.world, PORTAL);
        undone(&mut person);
        person.connectors = CHOICES[6].0;
        person.everything_works();
    }
}

#[test]
fn who_was_handed_the_sheet_in_markdown_needs_no_more() {
    let mut person = Person::with(CHOICES[6]);
    person.set_up(&["--yes"], &[]).exits(0);
    let print = ["worksheet", "--print", "markdown"];
    let printed = person.set_up(&print, &[]).exits(0).json();
    let sheet = sheet::steps(printed["text"].as_str().unwrap());
    let done = carry_out_all(&mut person.browser, &sheet);
    let last = person.set_up(&["--yes"], &done).exits(0).json();
    assert_eq!(last["remaining"], json!([]), "{last}");
    person.everything_works();
}

const CAROLS_TILE: &str = "Held mail (Carol)";

#[test]
fn applications_that_were_made_by_hand_are_taken_over_by_what_was_printed() {
    let from_carols_tile = Way::Tile(CAROLS_TILE, "portal");
    let ways: &[Way] = Box::leak(Box::new([PORTAL, from_carols_tile]));
    let mut person = Person::with(("apps,personal-portal", ways));
    // Bob left a placeholder, Carol signs nothing and wrote Mimecast's name as an address.
    person.world.by_hand(|bob| {
        bob["config"]["acsUrl"]["value"] = json!("https://XX-api.mimecast.com/login/saml");
    });
    person.world.by_hand(|carol| {
        carol["name"] = json!("saml2");
        carol["displayLabel"] = json!(CAROLS_TILE);
        carol["ssoUrl"] = json!("https://sso.jumpcloud.com/saml2/carol");
        let config = &mut carol["config"];
        config["acsUrl"]["value"] = json!("https://eu-api.mimecast.com/login/sso/mpp");
        config["spEntityId"]["value"] = json!("https://eu-api.mimecast.com.CUK1A1");
        config["signAssertion"] = json!({ "value": false });
    });
    let suffixes = ["apps:bob", "personal-portal:carol"];
    let suffixes = suffixes.map(|suffix| format!("--idp-url-suffix={suffix}"));
    person.more.extend(suffixes);
    person.set_up_by_what_is_printed();
    person.everything_works();
    let labels = ["bob", "carol"].map(|suffix| person.world.application(suffix));
    assert_eq!(labels[0]["displayLabel"], "Mail (Bob)");
    assert_eq!(labels[1]["displayLabel"], CAROLS_TILE);
}

#[test]
fn a_profile_that_was_made_by_hand_is_filled_in_by_what_was_printed() {
    let mut person = Person::with(CHOICES[0]);
    person.world.by_hand(|_| {});
    person.more.push("--idp-url-suffix=apps:bob".to_owned());
    // Somebody began at Mimecast too: a profile of the name, in which nothing is right.
    let block = json!({
        "enforced": false, "provider": "Okta", "issuer": "http://www.okta.com/exk1", "loginUrl": "https://widgets.okta.com/sso",
    });
    let profile = json!({ "description": "JumpCloud SSO", "blocks": { "web-apps": block } });
    person
        .world
        .mimecast_api("/api/authentication-profile/create-profile", profile);
    person.set_up_by_what_is_printed();
    person.everything_works();
}

#[test]
fn a_metadata_url_that_was_given_is_entered_where_the_form_has_it() {
    let mut person = Person::with(CHOICES[3]);
    person.set_up(&["--yes"], &[]).exits(0);
    // What JumpCloud's Copy Metadata URL button gives serves this to everybody.
    let metadata = ["metadata", "--subdomain=eu", "--connector=personal-portal"];
    let document = person.world.mimecast(&metadata).exits(0).stdout;
    let jumpcloud =
        Canned::serve(move |_, _| Answer::text(200, "application/xml", document.clone()));
    let authority = Authority::new();
    let behind = jumpcloud.address().parse().unwrap();
    let port = authority.serve(&["localhost"], behind).port();
    let url = format!("https://localhost:{port}/metadata.xml");
    person.more = vec![
        format!("--metadata-url=personal-portal:{url}"),
        format!("--ca-file={}", authority.file().display()),
    ];
    person.set_up_by_what_is_printed();
    person.everything_works();
    let profile = person.world.mimecast_object("profiles", "JumpCloud SSO");
    let block = profile.unwrap()["blocks"]["web-apps"].clone();
    assert_eq!(block["metadataUrl"], url, "{block}");
    assert_eq!(block["monitorMetadataUrl"], true, "{block}");
    assert_eq!(block["enforced"], true, "{block}");
}
