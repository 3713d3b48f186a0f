//! Both flows, from the first page to the last.

use super::*;
use crate::common::ALL_THREE;

#[test]
fn a_tile_of_its_own_leads_to_where_it_says() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    for (tile, page, block) in [
        ("Mimecast Personal Portal", "portal", "web-apps"),
        ("Mimecast Admin Console", "admin-console", "admin-console"),
    ] {
        browser.open(CONSOLE).click(tile).is("answer");
        browser
            .submit(&[])
            .is(page)
            .says(&[ADA, "IdP-initiated", tile, block]);
        // Loading the page again brings no answer again.
        let landing = browser.path.clone();
        browser.open(&landing).is(page);
    }
}

#[test]
fn with_apps_alone_sign_in_from_mimecast_leads_through_it() {
    let world = apps_alone();
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    browser.is("request");
    browser.submit(&[]).is("login");
    browser.submit(&[("email", ADA)]).is("answer");
    browser.submit(&[]).is("portal").says(&[
        ADA,
        "SP-initiated",
        "<dt>Through the application</dt><dd>Mimecast</dd>",
        "<dt>Issuer</dt><dd>JumpCloud</dd>",
        "web-apps",
    ]);
    // Nothing enforces SAML for the console, so nobody is asked.
    let mut browser = at_mimecast(&world, ADMIN_LOGIN, ADA);
    browser
        .is("password")
        .says(&[ADA, "Administration Console", "JumpCloud SSO"]);
}

#[test]
fn with_apps_alone_the_console_can_be_led_through_it_too() {
    let world = World::new();
    world.connect(&["--enforce", "admin-console", "--admin", ADA]);
    let mut browser = at_mimecast(&world, ADMIN_LOGIN, ADA);
    browser.is("request").submit(&[]).is("login");
    browser.submit(&[("email", ADA)]).is("answer");
    browser.submit(&[]).is("admin-console").says(&[
        "SP-initiated",
        "<dt>Through the application</dt><dd>Mimecast</dd>",
    ]);
}

#[test]
fn with_three_connectors_each_block_asks_its_own_application() {
    let world = World::new();
    world.connect(&ALL_THREE);
    for (login, page, application) in [
        (PORTAL_LOGIN, "portal", "Mimecast Personal Portal"),
        (ADMIN_LOGIN, "admin-console", "Mimecast Admin Console"),
    ] {
        let mut browser = at_mimecast(&world, login, ADA);
        browser.is("request").submit(&[]).is("login");
        browser.submit(&[("email", ADA)]).is("answer");
        let (action, _) = browser.form();
        assert_eq!(action, "/web/eu-api.mimecast.com/login/saml");
        browser
            .submit(&[])
            .is(page)
            .says(&["SP-initiated", application]);
        // Now that JumpCloud knows the person, the tile needs no sign-in.
        browser.open(CONSOLE).click(application).is("answer");
        browser
            .submit(&[])
            .is(page)
            .says(&["IdP-initiated", application]);
    }
}

#[test]
fn a_tile_from_a_template_with_one_acs_url_does_not_answer_mimecasts_requests() {
    let world = World::new();
    world.connect(&[&ALL_THREE[..], &ONE_ADDRESS].concat());
    for (login, acs) in [
        (PORTAL_LOGIN, "/web/eu-api.mimecast.com/login/sso/mpp"),
        (ADMIN_LOGIN, "/web/eu-api.mimecast.com/login/sso/adcon"),
    ] {
        let mut browser = at_mimecast(&world, login, ADA);
        browser.submit(&[]).is("login");
        browser.submit(&[("email", ADA)]).is("answer");
        assert_eq!(browser.form().0, acs);
        browser.submit(&[]).is_refused(&["in-response-to"]);
    }
}

#[test]
fn only_who_has_access_finds_a_tile_and_hidden_ones_work_by_address() {
    let world = World::new();
    world.connect(&SHOWN);
    signed_in(&world, ADA).says(&["<strong>Mimecast</strong>", "<strong>Slack</strong>"]);
    let mut pat = signed_in(&world, PAT);
    pat.says(&["no applications for you"]);
    world.change_application("mimecast-cuk1a1", |document| {
        document["sso"]["hidden"] = true.into();
    });
    let mut ada = signed_in(&world, ADA);
    assert!(!ada.html.contains("<strong>Mimecast</strong>"));
    ada.open(APPS).is("answer");
}

#[test]
fn signing_out_ends_both_sessions_on_their_own_side() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    browser
        .open(PORTAL_TILE)
        .is("answer")
        .submit(&[])
        .is("portal");
    let landing = browser.path.clone();
    // Mimecast sends whoever signs out to the profile's logout URL, where they are still known.
    browser.submit(&[]).is("console");
    browser.open(&landing).is("login");
    browser.open(CONSOLE).submit(&[]).is("login");
    browser.open(PORTAL_TILE).is("login");
    browser.submit(&[("email", GRACE)]).is("answer");
    browser.submit(&[]).is("portal").says(&[GRACE]);
}

#[test]
fn two_browsers_do_not_know_each_other() {
    let world = all_three();
    let mut ada = signed_in(&world, ADA);
    let mut grace = signed_in(&world, GRACE);
    ada.open(PORTAL_TILE).submit(&[]).is("portal").says(&[ADA]);
    let landing = ada.path.clone();
    grace.open(&landing).is("login");
    new_browser(&world).open(CONSOLE).is("login");
}

#[test]
fn a_person_goes_to_the_grid_that_the_account_is_on() {
    let world = apps_alone();
    let mut browser = new_browser(&world);
    browser
        .open("/web/login-us.mimecast.com/u/login/")
        .is("wrong-grid");
    assert_eq!(browser.status, 404);
    browser.click("Go there").is("login");
    assert_eq!(browser.path, PORTAL_LOGIN);
    // The page that several grids share takes everybody.
    browser.open("/web/login.mimecast.com/u/login/").is("login");
    browser.submit(&[("email", ADA)]).is("request");
    for path in [
        "/web/us-api.mimecast.com/login/saml",
        "/web/mail.example/login/saml",
        "/web/mail.example/u/login/",
        "/web/eu-api.mimecast.com/u/login/",
    ] {
        browser.post(path, &[("SAMLResponse", "x")]).is("nobody");
        assert_eq!(browser.status, 404);
    }
}
