//! Whom Mimecast does not let in.

use serde_json::json;

use super::*;

const PORTAL_ACS: &str = "/web/eu-api.mimecast.com/login/sso/mpp";
const SAML_ACS: &str = "/web/eu-api.mimecast.com/login/saml";

/// A browser with JumpCloud's answer to Mimecast's request in hand.
fn asked(world: &World) -> Browser {
    let mut browser = at_mimecast(world, PORTAL_LOGIN, ADA);
    browser.submit(&[]).is("login");
    browser.submit(&[("email", ADA)]).is("answer");
    browser
}

#[test]
fn the_tile_of_apps_leads_to_where_only_answers_are_taken() {
    let world = World::new();
    world.connect(&SHOWN);
    let mut browser = signed_in(&world, ADA);
    browser.click("Mimecast").is("answer").submit(&[]);
    browser
        .is_refused(&["outstanding-request"])
        .says(&["personal-portal"]);
}

#[test]
fn an_answer_lets_in_once() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    browser.open(PORTAL_TILE).is("answer");
    let (acs, fields) = browser.form();
    let answer = [("SAMLResponse", fields[0].1.as_str())];
    browser.post(&acs, &answer).is("portal");
    browser.post(&acs, &answer).is_refused(&["replay"]);
    new_browser(&world)
        .post(&acs, &answer)
        .is_refused(&["replay"]);
}

#[test]
fn a_request_is_answered_once_and_only_if_mimecast_sent_it() {
    let world = apps_alone();
    let mut browser = asked(&world);
    let (acs, fields) = browser.form();
    let answer = [("SAMLResponse", fields[0].1.as_str())];
    browser.post(&acs, &answer).is("portal");
    browser
        .post(&acs, &answer)
        .is_refused(&["outstanding-request"]);
    // A second answer to the same request, signed and unused, is one too many as well.
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let (sso, request) = browser.form();
    let request = [("SAMLRequest", request[0].1.as_str())];
    browser.submit(&[]).submit(&[("email", ADA)]).is("answer");
    let first = browser.form().1;
    browser.post(&sso, &request).is("answer");
    let second = browser.form().1;
    assert_ne!(first, second);
    browser
        .post(&acs, &[("SAMLResponse", &first[0].1)])
        .is("portal");
    browser
        .post(&acs, &[("SAMLResponse", &second[0].1)])
        .is_refused(&["outstanding-request"]);
    // Somebody's own request, which JumpCloud answers all the same.
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    browser.submit_changed(|request| request.replacen(" ID=\"_", " ID=\"_my-own-", 1));
    browser.submit(&[("email", ADA)]).is("answer");
    browser.submit(&[]).is_refused(&["outstanding-request"]);
}

#[test]
fn a_refused_answer_does_not_use_up_the_request() {
    let world = apps_alone();
    let mut browser = asked(&world);
    let (acs, fields) = browser.form();
    browser
        .submit_changed(|answer| answer.replace(ADA, GRACE))
        .is_refused(&["signature"]);
    browser
        .post(&acs, &[("SAMLResponse", &fields[0].1)])
        .is("portal")
        .says(&[ADA]);
}

#[test]
fn answers_are_taken_where_they_belong() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    browser.open(PORTAL_TILE).is("answer");
    let (acs, fields) = browser.form();
    assert_eq!(acs, PORTAL_ACS);
    let answer = [("SAMLResponse", fields[0].1.as_str())];
    browser
        .post(SAML_ACS, &answer)
        .is_refused(&["outstanding-request"]);
    let adcon = "/web/eu-api.mimecast.com/login/sso/adcon";
    // Another application's certificate, and another address.
    browser.post(adcon, &answer).is_refused(&[
        "signature",
        "issuer",
        "destination",
        "subject-confirmation",
    ]);
    browser.post(PORTAL_ACS, &answer).is("portal");
}

#[test]
fn a_tile_needs_allow_single_sign_on_and_its_block() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["allowSingleSignOn"] = false.into();
    });
    browser
        .open(PORTAL_TILE)
        .submit(&[])
        .is_refused(&["allow-single-sign-on"]);
    change_profile(&world, |profile| {
        profile["blocks"]["web-apps"]["allowSingleSignOn"] = true.into();
        profile["blocks"]["web-apps"]["enforced"] = false.into();
    });
    browser
        .open(PORTAL_TILE)
        .submit(&[])
        .is_refused(&["saml-block"]);
}

#[test]
fn a_new_certificate_that_mimecast_was_not_told_of_lets_nobody_in() {
    let world = all_three();
    world.change_application("mimecast-cuk1a1-portal", |document| {
        let config = document["config"].as_object_mut().unwrap();
        config.remove("idpCertificate");
    });
    let mut browser = signed_in(&world, ADA);
    browser
        .open(PORTAL_TILE)
        .submit(&[])
        .is_refused(&["signature"]);
}

#[test]
fn values_that_differ_between_the_two_sides_are_named() {
    let world = all_three();
    for (key, value, failed) in [
        (
            "spEntityId",
            "https://eu-api.mimecast.com.CUK1A1",
            &["audience"][..],
        ),
        ("idpEntityId", "Somebody", &["issuer"]),
        (
            "overrideNameIdFormat",
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            &["name-id-format"],
        ),
    ] {
        let before = world.application("mimecast-cuk1a1-portal")["config"][key]["value"].clone();
        let change = |value: serde_json::Value| {
            world.change_application("mimecast-cuk1a1-portal", |document| {
                document["config"][key]["value"] = value;
            });
        };
        change(json!(value));
        let mut browser = signed_in(&world, ADA);
        browser.open(PORTAL_TILE).submit(&[]).is_refused(failed);
        change(before);
    }
}

#[test]
fn who_has_another_profile_is_not_let_in_by_this_one() {
    let world = all_three();
    world.connect(&[&ALL_THREE[..], &["--group", "Contractors"]].concat());
    // Pat has access in JumpCloud, and at Mimecast a profile without SAML.
    let mut browser = signed_in(&world, PAT);
    browser.open(PORTAL_TILE).is("answer").submit(&[]);
    browser
        .is_refused(&["saml-block", "allow-single-sign-on"])
        .says(&["Staff 2-Step"]);
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, PAT);
    browser.is("password").says(&["Staff 2-Step"]);
    // Where sign-in was begun for Ada, Pat's answer does not end it.
    let world = World::new();
    world.connect(&["--group", "Contractors"]);
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    browser.submit(&[]).submit(&[("email", PAT)]);
    browser.is("answer").submit(&[]);
    browser.is_refused(&["saml-block"]).says(&["Staff 2-Step"]);
}

#[test]
fn the_administrators_profile_decides_about_the_console_alone() {
    let world = all_three();
    world.mimecast_api(
        "/api/authentication-profile/create-profile",
        json!({
            "description": "Account_Administrators_Authentication_Profile",
            "twoStepAuthentication": "totp-app",
        }),
    );
    at_mimecast(&world, ADMIN_LOGIN, ADA).is("password");
    at_mimecast(&world, PORTAL_LOGIN, ADA).is("request");
    let mut browser = signed_in(&world, ADA);
    browser
        .click("Mimecast Admin Console")
        .submit(&[])
        .is_refused(&["saml-block", "allow-single-sign-on"]);
}

#[test]
fn forged_answers_are_refused_by_the_rule_they_break() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    let mut forged = |change: &dyn Fn(String) -> String, failed: &[&str]| {
        browser.open(PORTAL_TILE).is("answer");
        browser.submit_changed(change).is_refused(failed);
    };
    forged(&|answer| answer.replace(">ada@", ">grace@"), &["signature"]);
    forged(&|answer| format!("<!DOCTYPE x>{answer}"), &["no-doctype"]);
    forged(&|answer| answer[..500].to_owned(), &["well-formed"]);
    forged(
        &|answer| answer.replace("<saml:Assertion ", "<?x y?><saml:Assertion "),
        &["no-processing-instruction"],
    );
    forged(
        &|answer| {
            let assertion = answer.split_once("<saml:Assertion ").unwrap().1;
            let assertion = assertion.split_once("</samlp:Response>").unwrap().0;
            let evil = format!("<saml:Assertion {assertion}").replace(">ada@", ">grace@");
            answer.replacen("<saml:Assertion ", &format!("{evil}<saml:Assertion "), 1)
        },
        &["one-assertion", "unique-ids"],
    );
    forged(&|_| "<a/>".to_owned(), &["response"]);
}

#[test]
fn what_is_no_form_with_an_answer_is_not_looked_at() {
    let world = all_three();
    let mut browser = new_browser(&world);
    for fields in [
        &[][..],
        &[("SAMLResponse", "!")],
        &[("SAMLResponse", "YQ=="), ("SAMLResponse", "YQ==")],
        &[("RelayState", "x")],
    ] {
        browser.post(PORTAL_ACS, fields).is("unusable");
        assert_eq!(browser.status, 400);
    }
    browser.open(PORTAL_ACS).is("wrong-method");
    assert_eq!(browser.status, 405);
    browser.post(PORTAL_LOGIN, &[("email", " ")]).is("unusable");
}
