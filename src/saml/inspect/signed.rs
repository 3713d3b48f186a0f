//! Responses and requests.

use super::facts::{Fact, Section, certificate_facts, short};
use crate::saml::Certificate;
use crate::saml::document::Element;
use crate::saml::response::{ASSERTION, PROTOCOL};
use crate::saml::signature::DSIG;

const ACS_URL: &str = "ACS URL";
const IDP_ENTITY_ID: &str = "IdP Entity ID";
const SP_ENTITY_ID: &str = "SP Entity ID";
const NAME_ID_FORMAT: &str = "SAMLSubject NameID Format";

pub(super) fn response(root: Element<'_>) -> Vec<Section> {
    let mut section = Section::new("Response");
    common(&mut section, root);
    section.attribute_as(root, "Destination", |value| {
        Fact::new("Destination", value).jumpcloud(ACS_URL)
    });
    section.attribute(root, "InResponseTo", "Answers the request");
    issuer(&mut section, root);
    status(&mut section, root);
    let mut sections = vec![section];
    signatures(&mut sections, root, "Sign Response");
    let assertions: Vec<Element<'_>> = root
        .self_and_descendants()
        .filter(|e| e.is(ASSERTION, "Assertion"))
        .collect();
    let count = assertions.len();
    for (index, assertion) in assertions.into_iter().enumerate() {
        let title = match count {
            1 => "Assertion".to_owned(),
            _ => format!("Assertion {} of {count}", index + 1),
        };
        sections.push(assertion_section(title, assertion, root));
        signatures(&mut sections, assertion, "Sign Assertion");
    }
    let encrypted = root.self_and_descendants();
    for element in encrypted.filter(|e| e.is(ASSERTION, "EncryptedAssertion")) {
        let mut section = Section::new("Encrypted assertion");
        section.push(Fact::new("Line", element.line().to_string()));
        sections.push(section);
    }
    sections
}

pub(super) fn request(root: Element<'_>) -> Vec<Section> {
    let mut section = Section::new("Request");
    common(&mut section, root);
    section.attribute_as(root, "Destination", |value| {
        Fact::new("Destination", value)
            .jumpcloud("IdP URL")
            .mimecast("Login URL")
    });
    section.attribute_as(root, "AssertionConsumerServiceURL", |value| {
        Fact::new("Wants the answer at", value).jumpcloud(ACS_URL)
    });
    section.attribute(
        root,
        "AssertionConsumerServiceIndex",
        "Wants the answer at the ACS with index",
    );
    section.attribute_as(root, "ProtocolBinding", |value| {
        Fact::new("Wants the answer by", short(value))
    });
    for issuer in root.all(ASSERTION, "Issuer") {
        section.push(Fact::new("Issuer", text(issuer)).jumpcloud(SP_ENTITY_ID));
    }
    for policy in root.all(PROTOCOL, "NameIDPolicy") {
        section.attribute_as(policy, "Format", |value| {
            Fact::new("Wants a NameID of format", value).jumpcloud(NAME_ID_FORMAT)
        });
        section.attribute(policy, "AllowCreate", "May create the user");
    }
    for context in root.all(PROTOCOL, "RequestedAuthnContext") {
        section.attribute(context, "Comparison", "Authentication context must be");
        for class in context.all(ASSERTION, "AuthnContextClassRef") {
            section.push(context_fact(
                "Wants the authentication context",
                &text(class),
            ));
        }
    }
    section.attribute(root, "ForceAuthn", "Wants a fresh sign-in");
    section.attribute(root, "IsPassive", "Forbids asking the user");
    let mut sections = vec![section];
    signatures(&mut sections, root, "");
    sections
}

fn common(section: &mut Section, root: Element<'_>) {
    section.attribute(root, "ID", "ID");
    section.attribute(root, "Version", "Version");
    section.attribute(root, "IssueInstant", "Issued");
}

fn issuer(section: &mut Section, element: Element<'_>) {
    for issuer in element.all(ASSERTION, "Issuer") {
        section.push(
            Fact::new("Issuer", text(issuer))
                .jumpcloud(IDP_ENTITY_ID)
                .mimecast("Issuer"),
        );
    }
}

fn status(section: &mut Section, root: Element<'_>) {
    for status in root.all(PROTOCOL, "Status") {
        let codes = status.self_and_descendants();
        for code in codes.filter(|e| e.is(PROTOCOL, "StatusCode")) {
            let value = code.attribute("Value").unwrap_or_default();
            section.push(Fact::new("Status", short(value)));
        }
        for message in status.all(PROTOCOL, "StatusMessage") {
            section.push(Fact::new("Status message", text(message)));
        }
    }
}

fn assertion_section(title: String, assertion: Element<'_>, root: Element<'_>) -> Section {
    let mut section = Section::new(title);
    if assertion.parent() != Some(root) {
        section.push(Fact::new("Stands in", place(assertion)));
    }
    common(&mut section, assertion);
    issuer(&mut section, assertion);
    for subject in assertion.all(ASSERTION, "Subject") {
        subject_facts(&mut section, subject);
    }
    for conditions in assertion.all(ASSERTION, "Conditions") {
        section.attribute(conditions, "NotBefore", "Not before");
        section.attribute(conditions, "NotOnOrAfter", "Not on or after");
        for restriction in conditions.all(ASSERTION, "AudienceRestriction") {
            for audience in restriction.all(ASSERTION, "Audience") {
                section.push(Fact::new("Audience", text(audience)).jumpcloud(SP_ENTITY_ID));
            }
        }
    }
    for statement in assertion.all(ASSERTION, "AuthnStatement") {
        section.attribute(statement, "AuthnInstant", "Signed in at");
        section.attribute(statement, "SessionNotOnOrAfter", "Session ends");
        let classes = statement.self_and_descendants();
        for class in classes.filter(|e| e.is(ASSERTION, "AuthnContextClassRef")) {
            section.push(context_fact("Authentication context", &text(class)));
        }
    }
    for statement in assertion.all(ASSERTION, "AttributeStatement") {
        for attribute in statement.all(ASSERTION, "Attribute") {
            let name = attribute.attribute("Name").unwrap_or_default();
            for value in attribute.all(ASSERTION, "AttributeValue") {
                let name = format!("Attribute {name}");
                let value = value.text_of_value();
                section.push(Fact::new(name, value).jumpcloud("Attributes"));
            }
        }
    }
    section
}

fn subject_facts(section: &mut Section, subject: Element<'_>) {
    for name_id in subject.all(ASSERTION, "NameID") {
        section.push(Fact::new("NameID", text(name_id)).jumpcloud("SAMLSubject NameID"));
        section.attribute_as(name_id, "Format", |value| {
            Fact::new("NameID format", value).jumpcloud(NAME_ID_FORMAT)
        });
    }
    for confirmation in subject.all(ASSERTION, "SubjectConfirmation") {
        section.attribute_as(confirmation, "Method", |value| {
            Fact::new("Confirmed by", short(value))
        });
        for data in confirmation.all(ASSERTION, "SubjectConfirmationData") {
            section.attribute_as(data, "Recipient", |value| {
                Fact::new("Recipient", value).jumpcloud(ACS_URL)
            });
            section.attribute(data, "NotBefore", "Confirmed not before");
            section.attribute(data, "NotOnOrAfter", "Confirmed until");
            section.attribute(data, "InResponseTo", "Confirmed for the request");
        }
    }
}

/// Mimecast asks for two contexts unless its profile is told not to.
fn context_fact(name: &str, class: &str) -> Fact {
    let fact = Fact::new(name, class);
    match short(class) {
        "PasswordProtectedTransport" => fact.mimecast("Use Password protected Context"),
        "windows" => fact.mimecast("Use Integrated Authentication Context"),
        _ => fact,
    }
}

/// One section for each signature directly in an element.
fn signatures(sections: &mut Vec<Section>, element: Element<'_>, field: &'static str) {
    for signature in element.all(DSIG, "Signature") {
        let mut section = Section::new(format!("Signature of the {}", element.name()));
        for info in signature.all(DSIG, "SignedInfo") {
            for method in info.all(DSIG, "SignatureMethod") {
                section.attribute_as(method, "Algorithm", |value| {
                    Fact::new("Algorithm", value).jumpcloud("Signature Algorithm")
                });
            }
            for reference in info.all(DSIG, "Reference") {
                let signed = Fact::new("Signs", reference.attribute("URI").unwrap_or_default());
                section.push(match field {
                    "" => signed,
                    field => signed.jumpcloud(field),
                });
            }
        }
        let carried = signature.self_and_descendants();
        for carried in carried.filter(|e| e.is(DSIG, "X509Certificate")) {
            match Certificate::from_base64(&text(carried)) {
                Ok(certificate) => section.facts.extend(certificate_facts(&certificate)),
                Err(error) => section.push(Fact::new("Certificate", error.message)),
            }
        }
        sections.push(section);
    }
}

/// The text of an element; where something else stands in it, that is said.
fn text(element: Element<'_>) -> String {
    element
        .text()
        .unwrap_or_else(|what| format!("(not told: it holds {what})"))
}

/// Where an element stands, like `Response/Extensions`.
fn place(element: Element<'_>) -> String {
    let mut names = Vec::new();
    let mut at = element.parent();
    while let Some(element) = at {
        names.push(element.name());
        at = element.parent();
    }
    names.reverse();
    names.join("/")
}
