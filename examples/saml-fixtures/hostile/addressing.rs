//! Messages that the IdP signed, as a failure, from somebody else, for another place, or for another request.

use super::super::draft::{ACS, Draft, IDP, REQUEST, RESPONSE, Signer, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let both = |draft: Draft| {
        draft
            .sign_assertion(&signer)
            .sign_response(&signer)
            .finish()
    };
    let signed = |from: &str, to: &str| both(Draft::new().edit(from, to));
    let mut fixtures = status(&signed);
    fixtures.extend(issuer(&signed, &both, &signer));
    fixtures.extend(destination(&signed));
    fixtures.extend(requests(&signed, &both));
    fixtures
}

type Signed<'a> = &'a dyn Fn(&str, &str) -> String;

fn status(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "status";
    let code = "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode>";
    let other = |value: &str| {
        signed(
            code,
            &code.replace("urn:oasis:names:tc:SAML:2.0:status:Success", value),
        )
    };
    vec![
        hostile(
            "status-responder",
            RULE,
            "The IdP says that it failed.",
            other("urn:oasis:names:tc:SAML:2.0:status:Responder"),
        ),
        hostile(
            "status-denied",
            RULE,
            "The IdP denied the request, with the reason inside.",
            signed(
                code,
                "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:RequestDenied\"></samlp:StatusCode></samlp:StatusCode><samlp:StatusMessage>No access</samlp:StatusMessage>",
            ),
        ),
        hostile(
            "status-success-inside",
            RULE,
            "The failure holds a Success of second rank.",
            signed(
                code,
                &format!(
                    "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Requester\">{code}</samlp:StatusCode>"
                ),
            ),
        ),
        hostile(
            "status-almost-success",
            RULE,
            "The status only begins like Success.",
            other("urn:oasis:names:tc:SAML:2.0:status:SuccessNot"),
        ),
        hostile(
            "status-empty",
            RULE,
            "The status' value is empty.",
            other(""),
        ),
        hostile(
            "status-code-missing",
            RULE,
            "The Status has no code.",
            signed(code, ""),
        ),
        hostile(
            "status-missing",
            RULE,
            "No Status.",
            signed(&format!("<samlp:Status>{code}</samlp:Status>"), ""),
        ),
        hostile(
            "two-status-codes",
            RULE,
            "A Success, and a failure after it.",
            signed(
                code,
                &format!(
                    "{code}<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"></samlp:StatusCode>"
                ),
            ),
        ),
        hostile(
            "two-statuses",
            RULE,
            "A Status of Success, and one of failure.",
            signed(
                "</samlp:Status>",
                "</samlp:Status><samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"></samlp:StatusCode></samlp:Status>",
            ),
        ),
    ]
}

fn issuer(signed: Signed<'_>, both: &dyn Fn(Draft) -> String, signer: &Signer<'_>) -> Vec<Fixture> {
    const RULE: &str = "issuer";
    let of_assertion = format!("<saml:Issuer>{IDP}</saml:Issuer>");
    let of_response = format!(
        "<saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{IDP}</saml:Issuer>"
    );
    let persistent = "Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"";
    vec![
        hostile(
            "assertion-issuer-other",
            RULE,
            "The Assertion is another IdP's.",
            signed(&of_assertion, &of_assertion.replace("widgets", "gadgets")),
        ),
        hostile(
            "response-issuer-other",
            RULE,
            "The Response is another IdP's.",
            signed(&of_response, &of_response.replace("widgets", "gadgets")),
        ),
        hostile(
            "response-issuer-other-unsigned",
            RULE,
            "The Response, unsigned, is another IdP's; its Assertion is right.",
            Draft::new()
                .edit(&of_response, &of_response.replace("widgets", "gadgets"))
                .sign_assertion(signer)
                .finish(),
        ),
        hostile(
            "both-issuers-other",
            RULE,
            "Response and Assertion are another IdP's.",
            both(Draft::new().edit_all(IDP, "https://sso.jumpcloud.com/gadgets")),
        ),
        hostile(
            "assertion-issuer-missing",
            RULE,
            "The Assertion has no Issuer.",
            signed(&of_assertion, ""),
        ),
        hostile(
            "signed-response-without-issuer",
            RULE,
            "The Response is signed and has no Issuer.",
            signed(&of_response, ""),
        )
        .documented("documented: SAML profiles 2.0, 4.1.4.2"),
        hostile(
            "assertion-issuer-empty",
            RULE,
            "The Assertion's Issuer is empty.",
            signed(&of_assertion, "<saml:Issuer></saml:Issuer>"),
        ),
        hostile(
            "two-assertion-issuers",
            RULE,
            "The Assertion has two Issuers.",
            signed(
                &of_assertion,
                &format!("{of_assertion}<saml:Issuer>https://evil.example</saml:Issuer>"),
            ),
        ),
        hostile(
            "assertion-issuer-format",
            RULE,
            "The Assertion's Issuer says that it is a user.",
            signed(
                &of_assertion,
                &once(
                    &of_assertion,
                    "<saml:Issuer>",
                    &format!("<saml:Issuer {persistent}>"),
                ),
            ),
        ),
        hostile(
            "issuer-prefix",
            RULE,
            "The Assertion's Issuer only begins like the right one.",
            signed(
                &of_assertion,
                &of_assertion.replace("widgets", "widgets.evil.example"),
            ),
        ),
    ]
}

fn destination(signed: Signed<'_>) -> Vec<Fixture> {
    const RULE: &str = "destination";
    let attribute = format!(" Destination=\"{ACS}\"");
    let rest = format!(
        "ID=\"{RESPONSE}\" InResponseTo=\"{REQUEST}\" IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\""
    );
    let other = |value: &str| signed(&attribute, &format!(" Destination=\"{value}\""));
    vec![
        hostile(
            "destination-missing",
            RULE,
            "No Destination.",
            signed(&attribute, ""),
        ),
        hostile(
            "destination-empty",
            RULE,
            "The Destination is empty: any prefix matches it.",
            other(""),
        ),
        hostile(
            "destination-other",
            RULE,
            "Sent to another service.",
            other("https://us-api.mimecast.com/login/saml"),
        ),
        hostile(
            "destination-longer",
            RULE,
            "The Destination only begins like the ACS URL.",
            other(&format!("{ACS}.evil.example/")),
        ),
        hostile(
            "destination-shorter",
            RULE,
            "The Destination is the start of the ACS URL.",
            other("https://eu-api.mimecast.com/login"),
        ),
        hostile(
            "destination-as-suffix",
            RULE,
            "The Destination ends in the ACS URL.",
            other(&format!("https://evil.example/?{ACS}")),
        ),
        hostile(
            "destination-user-info",
            RULE,
            "The ACS URL's host is the user name of another.",
            other("https://eu-api.mimecast.com@evil.example/login/saml"),
        ),
        hostile(
            "destination-other-case",
            RULE,
            "The path in another case.",
            other("https://eu-api.mimecast.com/Login/SAML"),
        ),
        hostile(
            "destination-slash",
            RULE,
            "A slash at the end.",
            other(&format!("{ACS}/")),
        ),
        hostile(
            "destination-plain",
            RULE,
            "http instead of https.",
            other("http://eu-api.mimecast.com/login/saml"),
        ),
        hostile(
            "destination-of-tile",
            RULE,
            "Sent to the Personal Portal's ACS URL.",
            other("https://eu-api.mimecast.com/login/sso/mpp"),
        ),
        hostile(
            "destination-namespaced",
            RULE,
            "The right Destination is an attribute of another namespace.",
            signed(
                &format!("{attribute} {rest}>"),
                &format!(" xmlns:x=\"urn:example:x\" {rest} x:Destination=\"{ACS}\">"),
            ),
        ),
    ]
}

fn requests(signed: Signed<'_>, both: &dyn Fn(Draft) -> String) -> Vec<Fixture> {
    const RULE: &str = "in-response-to";
    let of_response = format!(" ID=\"_response-1\" InResponseTo=\"{REQUEST}\"");
    let of_data = format!("<saml:SubjectConfirmationData InResponseTo=\"{REQUEST}\" ");
    let without = |text: &str| text.replace(&format!(" InResponseTo=\"{REQUEST}\""), "");
    let other = |text: &str| text.replace(REQUEST, "_request-2");
    vec![
        hostile(
            "in-response-to-missing",
            RULE,
            "The answer to a request names none.",
            both(Draft::new().edit_all(&format!(" InResponseTo=\"{REQUEST}\""), "")),
        ),
        hostile(
            "in-response-to-other",
            RULE,
            "The answer to another request.",
            both(Draft::new().edit_all(REQUEST, "_request-2")),
        ),
        hostile(
            "in-response-to-unexpected",
            RULE,
            "The answer to a request that nobody made.",
            both(Draft::new()),
        )
        .with("request_id", ""),
        hostile(
            "in-response-to-only-in-response",
            RULE,
            "Only the Response names the request.",
            signed(&of_data, &without(&of_data)),
        ),
        hostile(
            "in-response-to-only-in-data",
            RULE,
            "Only the confirmation names the request.",
            signed(&of_response, &without(&of_response)),
        ),
        hostile(
            "in-response-to-other-in-response",
            RULE,
            "The Response names another request than the confirmation.",
            signed(&of_response, &other(&of_response)),
        ),
        hostile(
            "in-response-to-other-in-data",
            RULE,
            "The confirmation names another request than the Response.",
            signed(&of_data, &other(&of_data)),
        ),
        hostile(
            "in-response-to-empty",
            RULE,
            "The request's ID is empty.",
            both(Draft::new().edit_all(REQUEST, "")),
        ),
        hostile(
            "in-response-to-empty-unexpected",
            RULE,
            "No request was made, and the answer names an empty one.",
            both(Draft::new().edit_all(REQUEST, "")),
        )
        .with("request_id", ""),
        hostile(
            "unexpected-in-response-only",
            RULE,
            "No request was made, and the Response alone names one.",
            signed(&of_data, &without(&of_data)),
        )
        .with("request_id", ""),
        hostile(
            "unexpected-in-data-only",
            RULE,
            "No request was made, and the confirmation alone names one.",
            signed(&of_response, &without(&of_response)),
        )
        .with("request_id", ""),
    ]
}
