//! Assertions about nobody, or about somebody named in another way, and messages without their time.

use super::super::draft::{Draft, IDP, RESPONSE, Signer, USER, between, once};
use super::super::fixture::{Fixture, hostile};
use super::super::keys::Keys;

pub fn all(keys: &Keys) -> Vec<Fixture> {
    let signer = Signer::rsa(&keys.rsa);
    let signed = |from: &str, to: &str| {
        let draft = Draft::new().edit(from, to);
        draft
            .sign_assertion(&signer)
            .sign_response(&signer)
            .finish()
    };
    let mut fixtures = names(&signed);
    fixtures.extend(messages(&signed));
    fixtures
}

type Signed<'a> = &'a dyn Fn(&str, &str) -> String;

fn names(signed: Signed<'_>) -> Vec<Fixture> {
    let draft = Draft::new();
    let email = "Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"";
    let name_id = between(draft.assertion(), "<saml:NameID ", "</saml:NameID>").to_owned();
    let subject = between(draft.assertion(), "<saml:Subject>", "</saml:Subject>").to_owned();
    let confirmation = between(
        &subject,
        "<saml:SubjectConfirmation ",
        "</saml:SubjectConfirmation>",
    )
    .to_owned();
    let format = |name: &str| signed(email, &format!("Format=\"{name}\""));
    let both = &["name-id", "name-id-format"];
    vec![
        hostile(
            "name-id-persistent",
            both[1],
            "The NameID is said to be a lasting pseudonym.",
            format("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"),
        ),
        hostile(
            "name-id-transient",
            both[1],
            "The NameID is said to be for once.",
            format("urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
        ),
        hostile(
            "name-id-wrong-version",
            both[1],
            "The format of e-mail addresses under a version that has none.",
            format("urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress"),
        ),
        hostile(
            "name-id-entity",
            both[1],
            "The NameID is said to be an entity.",
            format("urn:oasis:names:tc:SAML:2.0:nameid-format:entity"),
        ),
        hostile(
            "name-id-format-empty",
            both[1],
            "The NameID's Format is empty.",
            format(""),
        ),
        hostile(
            "name-id-missing",
            both[0],
            "The Subject has no NameID.",
            signed(&name_id, ""),
        ),
        hostile(
            "two-name-ids",
            both[0],
            "Two NameIDs.",
            signed(
                &name_id,
                &format!("{name_id}{}", name_id.replace(USER, "bob@example.com")),
            ),
        ),
        hostile(
            "name-id-inside-confirmation",
            both[0],
            "The only NameID is the confirmation's.",
            signed(
                &subject,
                &format!(
                    "<saml:Subject>{}</saml:Subject>",
                    confirmation.replacen("bearer\">", &format!("bearer\">{name_id}"), 1)
                ),
            ),
        ),
        hostile(
            "base-id",
            both[0],
            "The Subject is named by a BaseID.",
            signed(
                &name_id,
                "<saml:BaseID xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"saml:BaseIDAbstractType\"></saml:BaseID>",
            ),
        ),
        hostile(
            "base-id-too",
            both[0],
            "A BaseID stands beside the NameID.",
            signed(&name_id, &format!("{name_id}<saml:BaseID></saml:BaseID>")),
        ),
        hostile(
            "encrypted-id",
            both[0],
            "The Subject is named by an EncryptedID.",
            signed(
                &name_id,
                "<saml:EncryptedID><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"></xenc:EncryptedData></saml:EncryptedID>",
            ),
        ),
        hostile(
            "encrypted-id-too",
            both[0],
            "An EncryptedID stands beside the NameID.",
            signed(
                &name_id,
                &format!("{name_id}<saml:EncryptedID></saml:EncryptedID>"),
            ),
        ),
        hostile(
            "foreign-name-id",
            both[0],
            "The NameID is of another namespace.",
            signed(
                &name_id,
                &once(
                    &name_id.replace("saml:NameID", "x:NameID"),
                    "<x:NameID ",
                    "<x:NameID xmlns:x=\"urn:example:x\" ",
                ),
            ),
        ),
        hostile(
            "subject-missing",
            both[0],
            "No Subject.",
            signed(&subject, ""),
        )
        .also("subject-confirmation")
        .also("in-response-to"),
        hostile(
            "two-subjects",
            both[0],
            "Two Subjects.",
            signed(
                &subject,
                &format!("{subject}{}", subject.replace(USER, "bob@example.com")),
            ),
        )
        .also("subject-confirmation")
        .also("in-response-to"),
    ]
}

fn messages(signed: Signed<'_>) -> Vec<Fixture> {
    let of_response = format!(
        "ID=\"{RESPONSE}\" InResponseTo=\"_request-1\" IssueInstant=\"2026-03-01T12:00:00Z\""
    );
    let of_assertion =
        format!("IssueInstant=\"2026-03-01T12:00:00Z\" Version=\"2.0\"><saml:Issuer>{IDP}");
    vec![
        hostile(
            "response-issue-instant-missing",
            "response",
            "The Response does not say when it was made.",
            signed(
                &of_response,
                &of_response.replace(" IssueInstant=\"2026-03-01T12:00:00Z\"", ""),
            ),
        ),
        hostile(
            "response-issue-instant-no-time",
            "response",
            "The Response's time is no time.",
            signed(
                &of_response,
                &of_response.replace("2026-03-01T12:00:00Z", "today"),
            ),
        ),
        hostile(
            "assertion-issue-instant-no-time",
            "one-assertion",
            "The Assertion's time is no time.",
            signed(
                &of_assertion,
                &of_assertion.replace("2026-03-01T12:00:00Z", "today"),
            ),
        ),
    ]
}
