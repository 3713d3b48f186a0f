//! What JumpCloud's answers say, and how they are signed.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;

use super::*;

/// How often `part` is in `document`.
#[track_caller]
fn count(document: &str, part: &str, times: usize) {
    assert_eq!(
        document.matches(part).count(),
        times,
        "{part} in {document}"
    );
}

#[test]
fn an_answer_nobody_asked_for_speaks_of_the_real_addresses() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    let answer = browser.open(PORTAL_TILE).document();
    let acs = "https://eu-api.mimecast.com/login/sso/mpp";
    count(&answer, &format!("Destination=\"{acs}\""), 1);
    count(&answer, &format!("Recipient=\"{acs}\""), 1);
    count(
        &answer,
        "<saml:Audience>eu-api.mimecast.com.CUK1A1</saml:Audience>",
        1,
    );
    let issuer = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";
    count(&answer, &format!(">{issuer}</saml:Issuer>"), 2);
    count(
        &answer,
        "<saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">ada@widgets.example</saml:NameID>",
        1,
    );
    count(&answer, "InResponseTo", 0);
    count(&answer, "SessionIndex=\"_", 1);
    count(&answer, "127.0.0.1", 0);
    assert!(!browser.html.contains("RelayState"));
}

#[test]
fn an_answer_to_a_request_names_it_twice_and_gives_the_relay_state_back() {
    let world = apps_alone();
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let request = browser.document();
    let id = request
        .split("ID=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let (action, fields) = browser.form();
    let state = ("RelayState", "<here & \"there\">");
    browser.post(&action, &[("SAMLRequest", &fields[0].1), state]);
    browser.is("login").submit(&[("email", ADA)]).is("answer");
    count(&browser.document(), &format!("InResponseTo=\"{id}\""), 2);
    let (_, fields) = browser.form();
    assert!(fields.contains(&(state.0.to_owned(), state.1.to_owned())));
}

#[test]
fn the_request_is_mimecasts_as_far_as_it_is_documented() {
    let world = apps_alone();
    let browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let (action, _) = browser.form();
    assert_eq!(action, APPS);
    let request = browser.document();
    for part in [
        "<saml:Issuer>eu-api.mimecast.com.CUK1A1</saml:Issuer>",
        "AssertionConsumerServiceURL=\"https://eu-api.mimecast.com/login/saml\"",
        "Destination=\"https://sso.jumpcloud.com/saml2/mimecast-cuk1a1\"",
        "ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"",
    ] {
        count(&request, part, 1);
    }
    // The tool unticks both contexts.
    count(&request, "RequestedAuthnContext", 0);
}

#[test]
fn each_ticked_context_is_asked_for() {
    let world = apps_alone();
    let mut profile = world.mimecast_object("profiles", "JumpCloud SSO").unwrap();
    profile["blocks"]["web-apps"]["passwordProtectedContext"] = true.into();
    profile["blocks"]["web-apps"]["integratedAuthenticationContext"] = true.into();
    world.mimecast_api("/api/authentication-profile/update-profile", profile);
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let request = browser.document();
    count(&request, "<saml:AuthnContextClassRef>", 2);
    count(&request, "PasswordProtectedTransport", 1);
    browser
        .submit(&[])
        .submit(&[("email", ADA)])
        .submit(&[])
        .is("portal");
}

#[test]
fn answers_are_signed_as_the_settings_say() {
    let world = all_three();
    let mut browser = signed_in(&world, ADA);
    for (assertion, response) in [(true, false), (false, true), (true, true)] {
        world.change_application("mimecast-cuk1a1-portal", |document| {
            document["config"]["signAssertion"]["value"] = assertion.into();
            document["config"]["signResponse"]["value"] = response.into();
        });
        let answer = browser.open(PORTAL_TILE).document();
        let (outside, inside) = answer.split_once("<saml:Assertion ").unwrap();
        count(outside, "<ds:Signature ", response.into());
        count(inside, "<ds:Signature ", assertion.into());
        browser.submit(&[]).is("portal").says(&[ADA]);
    }
    world.change_application("mimecast-cuk1a1-portal", |document| {
        document["config"]["signAssertion"]["value"] = false.into();
        document["config"]["signResponse"]["value"] = false.into();
    });
    count(&browser.open(PORTAL_TILE).document(), "<ds:Signature ", 0);
    browser.submit(&[]).is_refused(&["signature-present"]);
}

#[test]
fn attributes_are_constant_the_users_own_and_their_groups() {
    let world = all_three();
    world.change_application("mimecast-cuk1a1-portal", |document| {
        let config = &mut document["config"];
        config["constantAttributes"]["value"] =
            json!([{ "name": "region", "value": "<EMEA> & \"more\"" }]);
        config["databaseAttributes"]["value"] = json!([
            { "name": "given", "value": "firstname" },
            { "name": "costCentre", "value": "costCenter" },
        ]);
        config["includeGroups"]["value"] = true.into();
        config["groupsAttributeName"]["value"] = "memberOf".into();
    });
    let mut browser = signed_in(&world, ADA);
    let answer = browser.open(PORTAL_TILE).document();
    count(&answer, "<saml:Attribute ", 3);
    count(&answer, "costCentre", 0);
    browser.submit(&[]).is("portal").says(&[
        "<dt>Attribute region</dt><dd>&lt;EMEA&gt; &amp; &quot;more&quot;</dd>",
        "<dt>Attribute given</dt><dd>Ada</dd>",
        "<dt>Attribute memberOf</dt><dd>All Staff, All Staff EMEA, IT Administrators</dd>",
    ]);
}

#[test]
fn the_name_is_the_property_and_has_the_format_of_the_settings() {
    let world = all_three();
    let format = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
    world.change_application("mimecast-cuk1a1-portal", |document| {
        document["config"]["overrideNameIdFormat"]["value"] = format.into();
        document["config"]["subjectField"]["value"] = "username".into();
    });
    let mut browser = signed_in(&world, ADA);
    let answer = browser.open(PORTAL_TILE).document();
    count(
        &answer,
        &format!("<saml:NameID Format=\"{format}\">ada</saml:NameID>"),
        1,
    );
    // No e-mail address, and nobody that Mimecast knows.
    browser.submit(&[]);
    browser.is_refused(&["mimecast-user", "saml-block", "allow-single-sign-on"]);
}

#[test]
fn a_request_by_redirect_is_answered_where_the_application_declares_it() {
    let world = apps_alone();
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let request = browser.document();
    let deflated = miniz_oxide::deflate::compress_to_vec(request.as_bytes(), 6);
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("SAMLRequest", &BASE64_STANDARD.encode(deflated))
        .append_pair("RelayState", "r")
        .finish();
    let address = format!("{APPS}?{query}");
    browser
        .open(&address)
        .is("bad-request")
        .says(&["redirect endpoint"]);
    world.change_application("mimecast-cuk1a1", |document| {
        document["config"]["declareRedirectEndpoint"]["value"] = true.into();
    });
    browser
        .open(&address)
        .is("login")
        .submit(&[("email", ADA)])
        .is("answer");
    browser.submit(&[]).is("portal").says(&["SP-initiated"]);
    // A bomb is not blown up.
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 20 << 20], 6);
    let bomb = BASE64_STANDARD.encode(bomb);
    let query = url::form_urlencoded::byte_serialize(bomb.as_bytes());
    let query: String = query.collect();
    browser.open(&format!("{APPS}?SAMLRequest={query}"));
    browser
        .is("bad-request")
        .says(&["inflates to more than 1 MiB"]);
}

#[test]
fn a_request_that_is_posted_and_deflated_is_said_to_be() {
    let world = apps_alone();
    let mut browser = at_mimecast(&world, PORTAL_LOGIN, ADA);
    let request = browser.document();
    let deflated = miniz_oxide::deflate::compress_to_vec(request.as_bytes(), 6);
    let deflated = BASE64_STANDARD.encode(deflated);
    let page = browser.post(APPS, &[("SAMLRequest", &deflated), ("RelayState", "r")]);
    page.is("bad-request").says(&["deflated", "posted"]);
}
