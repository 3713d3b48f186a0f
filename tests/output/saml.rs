//! What people read of SAML documents.

use sso_setup::saml::Certificate;

use crate::idp::{ACS, AT, AUDIENCE, Idp};
use crate::run::{Ran, SandboxProcess, ran, repository};
use crate::snapshot;

/// A request as a service provider sends it.
const REQUEST: &str = r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_q" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="https://sso.jumpcloud.com/saml2/mimecast-cuk1a1" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="https://eu-api.mimecast.com/login/saml"><saml:Issuer>eu-api.mimecast.com.CUK1A1</saml:Issuer><samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" AllowCreate="true"/></samlp:AuthnRequest>"#;

/// A Response that nobody signed, and for another service provider.
const RESPONSE: &str = r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-11-24T12:00:00Z" Destination="https://eu-api.mimecast.com/login/saml"><saml:Issuer>JumpCloud</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-24T12:00:00Z"><saml:Issuer>JumpCloud</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@widgets.example</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-11-24T12:05:00Z" Recipient="https://eu-api.mimecast.com/login/saml"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-11-24T12:00:00Z" NotOnOrAfter="2026-11-24T12:05:00Z"><saml:AudienceRestriction><saml:Audience>de-api.mimecast.com.CDE1</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-11-24T12:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion></samlp:Response>"#;

fn metadata() -> String {
    let pem = std::fs::read_to_string(repository("fixtures/saml/idp-rsa-2048.pem")).unwrap();
    let certificate = Certificate::from_pem(&pem).unwrap().to_base64();
    format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="JumpCloud"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/mimecast-cuk1a1"/></IDPSSODescriptor></EntityDescriptor>"#
    )
}

#[test]
fn inspected() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = String::new();
    for (name, content) in [
        ("request.xml", REQUEST.to_owned()),
        ("metadata.xml", metadata()),
        ("other.xml", "<LogoutRequest/>".to_owned()),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let shown = ran(&["saml", "inspect", file.to_str().unwrap()]);
        all += &format!("$ sso-setup saml inspect {name}\n{}\n", shown.transcript());
    }
    snapshot!("saml-inspect", all);
}

#[test]
fn refused() {
    let folder = tempfile::tempdir().unwrap();
    let [response, trusted] = ["response.xml", "metadata.xml"].map(|name| folder.path().join(name));
    std::fs::write(&response, RESPONSE).unwrap();
    std::fs::write(&trusted, metadata()).unwrap();
    let [response, trusted] = [&response, &trusted].map(|path| path.to_str().unwrap());
    let args = [
        "saml",
        "check",
        response,
        "--metadata",
        trusted,
        "--acs",
        ACS,
    ];
    let more = ["--audience", AUDIENCE, "--at", "2026-11-24T12:01:00Z"];
    let args = [&args[..], &more].concat();
    snapshot!("saml-check", ran(&args).ended(1).transcript());
    let github = ran(&[&args[..], &["-o", "github"]].concat()).ended(1);
    snapshot!("github-saml-check", github.transcript());
}

#[test]
fn nothing_set_up() {
    let verified = ran(&["mimecast", "verify", "--sandbox"]).ended(1);
    snapshot!("verify-nothing", verified.transcript());
}

/// A Response as this IdP signs it, but with `from` replaced by `to` before it was.
fn told(idp: &Idp, from: &str, to: &str, format: &str) -> Ran {
    judged(
        idp,
        &idp.response_with(None, |xml| xml.replace(from, to)),
        format,
    )
}

fn judged(idp: &Idp, response: &str, format: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (response, trusted) = (
        write("response.xml", response),
        write("metadata.xml", &idp.metadata("JumpCloud")),
    );
    ran(&[
        "saml",
        "check",
        &response,
        "--metadata",
        &trusted,
        "--acs",
        ACS,
        "--audience",
        AUDIENCE,
        "--at",
        AT,
        "-o",
        format,
    ])
}

const FORMATS: [&str; 5] = ["human", "json", "jsonl", "github", "junit"];

#[test]
fn a_refusal_shows_what_cannot_be_seen() {
    let idp = Idp::new();
    let name = ">ada@widgets.example<";
    for (from, to, rule, shown) in [
        (
            ">JumpCloud<",
            ">\nJumpCloud<",
            "issuer",
            "⟨U+000A⟩JumpCloud",
        ),
        (">JumpCloud<", ">JumpCloud <", "issuer", "JumpCloud⟨U+0020⟩"),
        (
            name,
            ">ada@widgets.example\n<",
            "name-id",
            "example⟨U+000A⟩",
        ),
        (
            name,
            ">ada\u{200b}@widgets.example<",
            "name-id",
            "ada⟨U+200B⟩@",
        ),
        (
            name,
            ">ada\u{a0}@widgets.example<",
            "name-id",
            "ada⟨U+00A0⟩@",
        ),
        (name, ">ada<", "name-id", "ada"),
    ] {
        for format in FORMATS {
            let said = told(&idp, from, to, format).ended(1).stdout;
            assert!(said.contains(shown), "{to:?}: {said}");
        }
        let said = told(&idp, from, to, "json").stdout;
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let checks = said["checks"].as_array().unwrap().iter();
        let failed: Vec<&str> = checks
            .filter(|check| check["status"] == "fail")
            .map(|check| check["name"].as_str().unwrap())
            .collect();
        assert_eq!(failed, [rule], "{to:?}");
    }
}

#[test]
fn a_response_out_of_a_viewer_is_said_to_be_re_indented() {
    let idp = Idp::new();
    let response = idp.response(None).replace("><", ">\n  <");
    for format in FORMATS {
        let said = judged(&idp, &response, format).ended(1).stdout;
        let looks = said.find("looks re-indented").expect(&said);
        assert!(looks < said.find("forged").unwrap(), "{said}");
    }
}

#[test]
fn what_is_legal_and_odd_is_accepted_and_told() {
    let idp = Idp::new();
    let format = "1.1:nameid-format:emailAddress";
    let said = told(&idp, format, "2.0:nameid-format:unspecified", "human").ended(0);
    assert!(
        said.stdout.contains("warn     name-id-format"),
        "{}",
        said.stdout
    );
    for value in ["<!--x-->Staff", "Sta<!--x-->ff", "Staff<!--x-->"] {
        let said = told(&idp, ">Staff<", &format!(">{value}<"), "human").ended(0);
        assert!(
            said.stdout.contains("groups = Staff, IT"),
            "{}",
            said.stdout
        );
    }
}

#[test]
fn metadata_is_held_against_the_rules_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("metadata.xml");
    let strict = |text: &str| {
        std::fs::write(&file, text).unwrap();
        ran(&["saml", "inspect", "--strict", file.to_str().unwrap()])
    };
    let good = Idp::new().metadata("JumpCloud");
    strict(&good).ended(0);
    for (text, line) in [
        (good.replace("\"JumpCloud\"", "\"JumpCloud \""), "entity-id"),
        (good.replace("\"JumpCloud\"", "\" JumpCloud\""), "entity-id"),
        (
            good.replace("\"JumpCloud\"", "\"Jump\u{200b}Cloud\""),
            "entity-id",
        ),
        (
            good.replace(" entityID", " cacheDuration=\"P1DT\" entityID"),
            "cache-duration",
        ),
        (
            good.replace(" entityID", " cacheDuration=\"a day\" entityID"),
            "cache-duration",
        ),
    ] {
        let said = strict(&text).ended(1).stdout;
        let failed: Vec<&str> = said.lines().filter(|l| l.starts_with("FAIL")).collect();
        assert_eq!(failed.len(), 1, "{said}");
        assert!(failed[0].contains(line), "{said}");
    }
    // A signature that cannot be verified is said to be there.
    let signed = good.replacen(
        "<md:IDP",
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/><md:IDP",
        1,
    );
    let said = strict(&signed).ended(0).stdout;
    assert!(said.contains("the signature was not verified"), "{said}");
}

#[test]
fn a_page_in_the_place_of_metadata_is_called_one() {
    let folder = tempfile::tempdir().unwrap();
    let [page, response] = ["page.html", "response.xml"].map(|name| folder.path().join(name));
    std::fs::write(
        &page,
        "<!doctype html>\n<html><body>Log in to JumpCloud</body></html>",
    )
    .unwrap();
    std::fs::write(&response, RESPONSE).unwrap();
    let [page, response] = [&page, &response].map(|path| path.to_str().unwrap());
    let args = [
        "saml",
        "check",
        response,
        "--metadata",
        page,
        "--acs",
        ACS,
        "--audience",
        AUDIENCE,
    ];
    let said = ran(&args).ended(1).stderr;
    for part in [
        "it is an HTML page",
        "https://sso.jumpcloud.com/saml2/NAME",
        "Export Metadata",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_plan_shows_the_blanks_of_a_value() {
    let sandbox = SandboxProcess::start();
    let plan = |args: &[&str]| {
        let plan = ["mimecast", "plan", "--group", "All Staff", "--no-input"];
        let ran = sandbox.ran(&[&plan, args].concat());
        ran.stdout + &ran.stderr
    };
    for (args, shown) in [
        (["--description", "Mail \u{a0}"], "Mail ⟨U+00A0⟩"),
        (["--description", " Mail"], "⟨U+0020⟩Mail"),
        (
            ["--idp-entity-id", "Jump\u{200b}Cloud"],
            "Jump⟨U+200B⟩Cloud",
        ),
        (["--group", "Staff "], "\"Staff⟨U+0020⟩\""),
        (["--group", "All  Staff"], "\"All ⟨U+0020⟩Staff\""),
    ] {
        let said = plan(&args);
        assert!(said.contains(shown), "{args:?}: {said}");
    }
}
