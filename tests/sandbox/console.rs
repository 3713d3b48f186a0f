//! The console's pages: what they show, what they refuse, and that the API reads what they change.

use serde_json::{Value, json};

use crate::common::World;
use crate::common::browser::Browser;
use crate::common::console::{Form, Kind};

const PROFILES: &str = "/console/authentication-profiles";
const SETTINGS: &str = "/console/application-settings";

fn at(world: &World) -> Browser {
    Browser::new(&world.sandbox.page(), world.runtime.clone())
}

/// Opens a form of a list by its link there.
#[track_caller]
fn open(browser: &mut Browser, list: &str, link: &str) -> Form {
    browser.open(list).click(link);
    Form::on(browser)
}

/// The control with this name; a form has each name once.
#[track_caller]
fn control<'f>(form: &'f mut Form, name: &str) -> &'f mut crate::common::console::Control {
    let mut with = form.controls.iter_mut().filter(|one| one.name == name);
    with.next().unwrap_or_else(|| panic!("no {name}"))
}

#[track_caller]
fn save(browser: &mut Browser, form: &Form) {
    browser.post(&form.action, &form.sent());
}

/// The control's choice with this text.
#[track_caller]
fn choose(form: &mut Form, name: &str, text: &str) {
    let control = control(form, name);
    let Kind::Choice(choices) = &control.kind else {
        panic!("{name} is no list")
    };
    let (value, _) = choices.iter().find(|(_, read)| read == text).expect(text);
    control.value = value.clone();
}

#[test]
fn the_forms_have_the_documented_fields_in_the_documented_order() {
    let world = World::new();
    let mut browser = at(&world);
    let block = [
        "Provider",
        "Metadata URL",
        "Monitor Metadata URL",
        "Issuer",
        "Login URL",
        "Logout URL",
        "Identity Provider Certificate (Metadata)",
        "Allow Single Sign On",
        "Use Password protected Context",
        "Use Integrated Authentication Context",
    ];
    let mut expected = vec![
        "Description",
        "Allow Mimecast Cloud / Domain Authentication",
        "2-Step Authentication",
        "Authentication TTL",
    ];
    for enforce in [
        "Enforce SAML Authentication for Administration Console",
        "Enforce SAML Authentication for Mimecast Web Apps",
        "Enforce SAML Authentication for End User Applications",
    ] {
        expected.push(enforce);
        expected.extend(block);
    }
    expected.push("Permitted IP Ranges");
    for link in ["New Authentication Profile", "Staff 2-Step"] {
        let form = open(&mut browser, PROFILES, link);
        browser.is("console-profile").says(&["Save and Exit"]);
        assert_eq!(form.labels(), expected, "{link}");
    }
    for link in ["New Application Settings", "Contractors settings"] {
        let form = open(&mut browser, SETTINGS, link);
        browser.is("console-setting");
        let expected = ["Description", "Group", "Authentication Profile"];
        assert_eq!(form.labels(), expected, "{link}");
    }
    browser
        .open("/")
        .click("Users &amp; Groups | Applications")
        .is("console-home");
    browser.click("Application Settings").is("console-settings");
    browser.says(&[
        "Contractors settings",
        "Staff 2-Step",
        "everybody who has no other",
    ]);
    browser
        .click("Authentication Profiles")
        .is("console-profiles");
}

#[test]
fn what_is_saved_is_what_the_api_reads_and_what_it_holds_besides_stays() {
    let world = World::new();
    let mut browser = at(&world);
    // Saving a form as it is changes nothing.
    let before = world.state()["mimecast"].clone();
    for (list, link) in [
        (PROFILES, "Staff 2-Step"),
        (PROFILES, "Default Authentication Profile"),
        (SETTINGS, "Contractors settings"),
    ] {
        let form = open(&mut browser, list, link);
        save(&mut browser, &form);
        assert_eq!(browser.path, list, "{}", browser.html);
    }
    assert_eq!(world.state()["mimecast"], before);

    let mut form = open(&mut browser, PROFILES, "New Authentication Profile");
    control(&mut form, "description").value = "By hand".to_owned();
    control(&mut form, "permittedIpRanges").value =
        "192.0.2.0/24\r\n\r\n 2001:db8::/32 ".to_owned();
    choose(&mut form, "blocks.web-apps.provider", "Other");
    control(&mut form, "blocks.web-apps.issuer").value = "JumpCloud".to_owned();
    control(&mut form, "blocks.web-apps.allowSingleSignOn").kind = Kind::Tick(true);
    control(&mut form, "blocks.web-apps.passwordProtectedContext").kind = Kind::Tick(false);
    save(&mut browser, &form);
    browser.is("console-profiles").says(&["By hand"]);
    let profile = world.mimecast_object("profiles", "By hand").unwrap();
    assert_eq!(
        profile["permittedIpRanges"],
        json!(["192.0.2.0/24", "2001:db8::/32"])
    );
    let block = &profile["blocks"]["web-apps"];
    assert_eq!(block["provider"], "Other");
    assert_eq!(block["issuer"], "JumpCloud");
    assert_eq!(block["allowSingleSignOn"], true);
    assert_eq!(block["passwordProtectedContext"], false);
    assert_eq!(block["integratedAuthenticationContext"], true);

    let mut form = open(&mut browser, SETTINGS, "Contractors settings");
    choose(&mut form, "authenticationProfileId", "By hand");
    choose(
        &mut form,
        "groupId",
        "All Mimecast users (synchronised from a directory)",
    );
    save(&mut browser, &form);
    browser.is("console-settings");
    let setting = world
        .mimecast_object("settings", "Contractors settings")
        .unwrap();
    assert_eq!(setting["authenticationProfileId"], profile["id"]);
    assert_eq!(setting["groupId"], "mc-group-seed-0005");
    assert_eq!(setting["mobileEnabled"], false, "it is not on the form");
    let read = world.mimecast_api("/api/authentication-profile/find-profiles", json!({}));
    assert!(read["id"].is_string());
    // What another save of the same form keeps.
    let again = open(&mut browser, PROFILES, "By hand");
    save(&mut browser, &again);
    assert_eq!(
        world.mimecast_object("profiles", "By hand").unwrap(),
        profile
    );
    // It counts, like any other write.
    let (_, writes) = world.writes();
    assert_eq!(writes, 6);
    let done = world.control("sandbox/writes");
    let request = &done["writes"].as_array().unwrap().last().unwrap()["request"];
    assert!(
        request
            .as_str()
            .unwrap()
            .starts_with("mimecast POST /console/"),
        "{request}"
    );
}

/// Sends a form that must be refused with these words; it is shown again as it was typed, and nothing is changed.
#[track_caller]
fn is_refused(world: &World, browser: &mut Browser, form: &Form, says: &str) {
    let before = world.state();
    save(browser, form);
    assert_eq!(browser.status, 400);
    browser.says(&["role=\"alert\"", says]);
    let shown = Form::on(browser);
    assert_eq!(shown.sent(), form.sent());
    assert_eq!(shown.action, form.action);
    assert_eq!(world.state(), before);
}

#[test]
fn a_refusal_stands_above_the_form_which_keeps_what_was_typed() {
    let world = World::new();
    let mut browser = at(&world);
    type Case = (&'static [(&'static str, &'static str)], &'static str);
    let cases: [Case; 7] = [
        (&[], "Description is required"),
        (
            &[("description", "Staff 2-Step")],
            "there is an authentication profile",
        ),
        (
            &[
                ("description", "x"),
                ("blocks.admin-console.certificate", "-----BEGIN\r\nMII"),
            ],
            "Administration Console: Identity Provider Certificate (Metadata) must be the base64",
        ),
        (
            &[
                ("description", "<b>&\"'x"),
                (
                    "blocks.web-apps.loginUrl",
                    "http://plain.example/\u{202e}<i>",
                ),
            ],
            "Mimecast Web Apps: Login URL must be an https URL",
        ),
        (
            &[("description", "x"), ("permittedIpRanges", "everywhere")],
            "Permitted IP Ranges: &quot;everywhere&quot; is not an address",
        ),
        (
            &[
                ("description", "x"),
                ("blocks.web-apps.provider", "Somebody"),
            ],
            "Mimecast Web Apps: Provider must be one of",
        ),
        (
            &[
                ("description", "x"),
                ("blocks.end-user-apps.enforced", "on"),
            ],
            "End User Applications: Issuer is required where the block is enforced",
        ),
    ];
    for (typed, says) in cases {
        let mut form = open(&mut browser, PROFILES, "New Authentication Profile");
        for (name, value) in typed {
            let control = control(&mut form, name);
            match control.kind {
                Kind::Tick(_) => control.kind = Kind::Tick(true),
                _ => control.value = (*value).to_owned(),
            }
        }
        is_refused(&world, &mut browser, &form, says);
    }
    let mut form = open(&mut browser, SETTINGS, "New Application Settings");
    is_refused(&world, &mut browser, &form, "Description is required");
    control(&mut form, "description").value = "x".to_owned();
    is_refused(&world, &mut browser, &form, "Group names no group");
    choose(&mut form, "groupId", "Executives");
    is_refused(
        &world,
        &mut browser,
        &form,
        "Authentication Profile names no profile",
    );
    let mut form = open(&mut browser, SETTINGS, "Default Application Settings");
    choose(&mut form, "authenticationProfileId", "Staff 2-Step");
    is_refused(
        &world,
        &mut browser,
        &form,
        "can be neither changed nor deleted",
    );
}

#[test]
fn what_is_in_use_or_always_there_is_not_deleted() {
    let world = World::new();
    let mut browser = at(&world);
    for (list, name, says) in [
        (
            PROFILES,
            "Default Authentication Profile",
            "cannot be deleted",
        ),
        (
            PROFILES,
            "Staff 2-Step",
            "&quot;Contractors settings&quot; uses it",
        ),
        (
            SETTINGS,
            "Default Application Settings",
            "neither changed nor deleted",
        ),
    ] {
        let before = world.state();
        browser.open(list);
        let action = delete_action(&browser, name);
        browser.post(&action, &[]);
        assert_eq!(browser.status, 400, "{name}");
        browser.says(&["role=\"alert\"", says, name]);
        assert_eq!(world.state(), before);
    }
    for (list, name) in [
        (SETTINGS, "Contractors settings"),
        (PROFILES, "Staff 2-Step"),
    ] {
        browser.open(list);
        let action = delete_action(&browser, name);
        browser.post(&action, &[]);
        assert_eq!(browser.path, list);
        assert!(!browser.html.contains(name), "{}", browser.html);
        // It is gone for whoever still has the form open.
        browser.post(&action, &[]);
        assert_eq!(browser.status, 400);
        browser
            .open(action.trim_end_matches("/delete"))
            .is("console-gone");
        assert_eq!(browser.status, 404);
    }
}

fn delete_action(browser: &Browser, name: &str) -> String {
    let row = browser
        .html
        .split("<tr>")
        .find(|row| row.contains(&format!(">{name}</a>")));
    let action = row
        .expect(name)
        .split("<form method=\"post\" action=\"")
        .nth(1);
    action.unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn names_from_elsewhere_are_text_on_every_page() {
    let evil = "<script>alert(1)</script>\"'&";
    let world = World::edited(|state| {
        let mimecast = &mut state["mimecast"];
        mimecast["profiles"][1]["description"] = evil.into();
        mimecast["settings"][1]["description"] = evil.into();
        mimecast["folders"][1]["description"] = evil.into();
        mimecast["profiles"][1]["blocks"]["web-apps"]["issuer"] = evil.into();
    });
    let mut browser = at(&world);
    for list in [PROFILES, SETTINGS] {
        browser.open(list);
        assert!(!browser.html.contains("<script"), "{}", browser.html);
        let form = open(&mut browser, list, "&lt;script&gt;");
        assert!(!browser.html.contains("<script"), "{}", browser.html);
        let named = form.controls.iter().find(|one| one.name == "description");
        assert_eq!(named.unwrap().value, evil);
        browser.open(&format!("{list}/new"));
        assert!(!browser.html.contains("<script"), "{}", browser.html);
    }
}

#[test]
fn what_no_form_sends_is_refused() {
    let world = World::new();
    let mut browser = at(&world);
    let before = world.state();
    let new = format!("{PROFILES}/new");
    browser
        .post(&new, &[("description", "a"), ("description", "b")])
        .is("console-unusable");
    assert_eq!(browser.status, 400);
    for path in ["/console/nothing", "/console/authentication-profiles/x/y"] {
        browser.open(path).is("console-nowhere");
        assert_eq!(browser.status, 404);
    }
    browser
        .post(&format!("{SETTINGS}/none"), &[("description", "a")])
        .is("console-gone");
    // Another site's page cannot have it sent, nor as another kind of text.
    let url = format!("{}{}", world.sandbox.page().trim_end_matches('/'), new);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for (header, value, status) in [
        ("origin", "http://evil.example", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("content-type", "text/plain", 415),
    ] {
        let request = http.post(&url).header(header, value).body("description=a");
        let answer = world.runtime.block_on(request.send()).unwrap();
        assert_eq!(answer.status(), status, "{header}");
    }
    assert_eq!(world.state(), before);
}

#[test]
fn what_was_typed_acts_as_late_as_what_an_api_sent() {
    let world = World::of(sso_setup::sandbox::Options {
        propagation: std::time::Duration::from_hours(1),
        ..Default::default()
    });
    let mut browser = at(&world);
    browser.open(PROFILES);
    assert!(!browser.html.contains("does not act on the newest"));
    let mut form = open(&mut browser, PROFILES, "Staff 2-Step");
    control(&mut form, "description").value = "Staff".to_owned();
    save(&mut browser, &form);
    browser
        .is("console-profiles")
        .says(&["does not act on the newest"]);
    browser
        .open(SETTINGS)
        .says(&["does not act on the newest", "Staff"]);
    let state: Value = world.state();
    assert_eq!(state["mimecast"]["profiles"][1]["description"], "Staff");
}
