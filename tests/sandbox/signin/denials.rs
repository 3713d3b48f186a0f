//! Whom JumpCloud sends nowhere.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::*;

#[test]
fn an_application_that_is_not_there_is_said_so_before_anyone_signs_in() {
    let world = apps_alone();
    let mut browser = new_browser(&world);
    for path in [
        "/web/sso.jumpcloud.com/saml2/nothing",
        "/web/sso.jumpcloud.com/saml2/mimecast-CUK1A1",
    ] {
        browser.open(path).is("unknown-application");
        assert_eq!(browser.status, 404);
        browser
            .post(path, &[("SAMLRequest", "x")])
            .is("unknown-application");
    }
    // A bookmark has an address too, and no answers.
    browser
        .open("/web/wiki.widgets.example/saml2/x")
        .is("unknown-application");
    browser.open("/web/wiki.widgets.example/").is("nobody");
}

#[test]
fn without_access_nobody_goes_on_and_somebody_else_can() {
    let world = apps_alone();
    let mut browser = signed_in(&world, PAT);
    browser.open(APPS).is("no-access").says(&[PAT, "Mimecast"]);
    assert_eq!(browser.status, 403);
    browser.submit(&[]).is("login");
    // Also where the request came from Mimecast.
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    browser.submit(&[]).is("login");
    browser.submit(&[("email", PAT)]).is("no-access");
    // People of another organisation have no access either.
    let mut browser = signed_in(&world, "gideon@gadgets.example");
    browser.open(APPS).is("no-access");
}

#[test]
fn who_is_not_active_does_not_sign_in() {
    let world = apps_alone();
    for (email, state) in [
        ("charles@widgets.example", "suspended"),
        ("joan@widgets.example", "staged"),
    ] {
        let mut browser = new_browser(&world);
        browser.open(APPS).is("login");
        browser
            .submit(&[("email", email)])
            .is("inactive-user")
            .says(&[state]);
        assert_eq!(browser.status, 403);
        browser.open(APPS).is("login");
    }
    let mut browser = new_browser(&world);
    browser
        .open(CONSOLE)
        .submit(&[("email", "<b>@\"widgets\".example")]);
    browser
        .is("login")
        .says(&["Nobody here has", "&lt;b&gt;@&quot;widgets&quot;.example"]);
    assert_eq!(browser.status, 401);
    // What they wanted is not forgotten over it.
    browser
        .open(APPS)
        .submit(&[("email", "nobody@widgets.example")])
        .is("login");
    browser.submit(&[("email", ADA)]).is("answer");
}

#[test]
fn an_application_that_is_switched_off_answers_nobody() {
    let world = apps_alone();
    world.change_application("mimecast-cuk1a1", |document| {
        document["active"] = false.into();
    });
    let mut browser = signed_in(&world, ADA);
    assert!(!browser.html.contains("<strong>Mimecast</strong>"));
    browser
        .open(APPS)
        .is("inactive-application")
        .says(&["Mimecast"]);
    assert_eq!(browser.status, 403);
}

#[test]
fn settings_that_make_no_answer_are_named() {
    let world = apps_alone();
    let mut browser = signed_in(&world, ADA);
    for (key, value, said) in [
        (
            "signatureAlgorithm",
            "RSA-SHA1",
            "signature algorithm is RSA-SHA1",
        ),
        (
            "subjectField",
            "employeeIdentifier",
            "has no &quot;employeeIdentifier&quot;",
        ),
        ("idpEntityId", "", "no IdP entity ID"),
    ] {
        let before = world.application("mimecast-cuk1a1")["config"][key]["value"].clone();
        world.change_application("mimecast-cuk1a1", |document| {
            document["config"][key]["value"] = value.into();
        });
        browser.open(APPS).is("cannot-answer").says(&[said]);
        world.change_application("mimecast-cuk1a1", |document| {
            document["config"][key]["value"] = before;
        });
        browser.open(APPS).is("answer");
    }
    // An uploaded certificate takes the key with it.
    let certificate = world.application("slack")["config"]["idpCertificate"]["value"].clone();
    world.change_application("mimecast-cuk1a1", |document| {
        document["config"]["idpCertificate"]["value"] = certificate;
    });
    browser
        .open(APPS)
        .is("cannot-answer")
        .says(&["private key is missing"]);
}

#[test]
fn a_request_that_is_not_right_is_not_answered() {
    let world = apps_alone();
    let mut page = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let request = page.document();
    let mut bad = |document: String, said: &str| {
        let field = BASE64_STANDARD.encode(document);
        page.post(APPS, &[("SAMLRequest", &field)])
            .is("bad-request")
            .says(&[said]);
        assert_eq!(page.status, 400);
    };
    let changed = |from: &str, to: &str| {
        let changed = request.replacen(from, to, 1);
        assert_ne!(changed, request, "{from}");
        changed
    };
    bad(changed(".CUK1A1<", ".CUSA9Z9<"), "SP entity ID");
    bad(
        changed(
            "eu-api.mimecast.com.CUK1A1<",
            "<!-- -->eu-api.mimecast.com.CUK1A1<",
        ),
        "a comment",
    );
    bad(
        changed("Destination=\"https://sso.", "Destination=\"https://evil."),
        "Destination",
    );
    bad(changed("Version=\"2.0\"", "Version=\"1.1\""), "Version");
    bad(changed(" ID=\"_", " ID=\"0"), "its ID");
    bad(
        changed(" IssueInstant=\"", " IssueInstant=\"x"),
        "IssueInstant",
    );
    bad(
        changed("bindings:HTTP-POST", "bindings:HTTP-Artifact"),
        "binding",
    );
    bad(
        request.replace("AuthnRequest", "LogoutRequest"),
        "no AuthnRequest",
    );
    bad(format!("<!DOCTYPE x>{request}"), "DOCTYPE");
    bad(request[..300].to_owned(), "cannot be answered");
    bad(String::new(), "cannot be answered");
    let field = BASE64_STANDARD.encode(&request);
    page.post(APPS, &[("SAMLRequest", "!")])
        .is("bad-request")
        .says(&["base64"]);
    page.post(APPS, &[])
        .is("bad-request")
        .says(&["no SAMLRequest"]);
    let twice = [("SAMLRequest", field.as_str()); 2];
    page.post(APPS, &twice)
        .is("bad-request")
        .says(&["more than once"]);
    let long = "x".repeat(2000);
    let fields = [("SAMLRequest", field.as_str()), ("RelayState", &long)];
    page.post(APPS, &fields)
        .is("bad-request")
        .says(&["RelayState"]);
    page.post(APPS, &[("SAMLRequest", &"A".repeat(3 << 20))])
        .is("bad-request");
    // The same request, as it was.
    page.post(APPS, &[("SAMLRequest", &field)]).is("login");
}

#[test]
fn an_answer_goes_nowhere_but_to_the_addresses_of_the_application() {
    let world = apps_alone();
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    browser.submit_changed(|request| {
        request.replace(
            "https://eu-api.mimecast.com/login/saml",
            "https://evil.example/acs",
        )
    });
    browser.is("login").submit(&[("email", ADA)]).is("answer");
    assert_eq!(browser.form().0, "/web/eu-api.mimecast.com/login/saml");
    assert!(!browser.document().contains("evil"));
}

#[test]
fn what_was_wanted_is_gone_on_with_once() {
    let world = apps_alone();
    let mut browser = new_browser(&world);
    browser.open(APPS).is("login");
    let wish = browser.path.split_once('?').unwrap().1.to_owned();
    browser.submit(&[("email", ADA)]).is("answer");
    let go_on = format!("/web/console.jumpcloud.com/login/continue?{wish}");
    browser.open(&go_on).is("ended");
    browser
        .open("/web/console.jumpcloud.com/login/continue")
        .is("ended");
}

#[test]
fn nothing_that_others_wrote_becomes_markup() {
    let world = apps_alone();
    let evil = "<img src=x onerror=\"alert('1')\">";
    world.change_application("mimecast-cuk1a1", |document| {
        document["displayLabel"] = evil.into();
        document["description"] = evil.into();
        document["sso"]["hidden"] = false.into();
    });
    let mut browser = signed_in(&world, ADA);
    let holds = |browser: &mut Browser| {
        browser.says(&["&lt;img src=x"]);
        assert!(!browser.html.contains("<img"), "{}", browser.html);
    };
    holds(&mut browser);
    holds(browser.open(APPS).is("answer"));
    let mut pat = signed_in(&world, PAT);
    holds(pat.open(APPS).is("no-access"));
    holds(browser.open("/"));
    let mut login = at_mimecast(&world, PORTAL_LOGIN, evil);
    holds(login.is("password"));
}
