//! Whom a Response is about: its NameID.

use super::found::{Found, only, text};
use super::namespace::ASSERTION;
use super::report::{Report, Rule, shown};
use crate::saml::document::Element;
use crate::saml::name_id::Format;
use crate::text::is_invisible;

/// The NameID and its text.
pub fn name_id<'d>(assertion: Element<'d>) -> Found<(Element<'d>, String)> {
    let subject = only(assertion, ASSERTION, "Subject")?;
    for other in ["BaseID", "EncryptedID"] {
        if subject.first(ASSERTION, other).is_some() {
            return Err(format!("the user is named by a {other}, not by a NameID"));
        }
    }
    let element = only(subject, ASSERTION, "NameID")?;
    Ok((element, text(element)?))
}

/// Whether the NameID is an address. Who it is, is told with the verdict alone: here nothing is known to be signed.
pub fn address(name: &str) -> Found {
    if is_email_address(name) {
        return Ok("one NameID, which is an e-mail address".to_owned());
    }
    let name = shown(name);
    Err(format!("the NameID {name} is not an e-mail address"))
}

/// The form of an e-mail address, as far as services agree on it. What cannot be seen in it, or turns its text
/// round, would show another user than the one that signs in.
fn is_email_address(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !is_invisible(c);
    let Some((user, domain)) = text.split_once('@') else {
        return false;
    };
    !user.is_empty() && !domain.is_empty() && !domain.contains('@') && text.chars().all(plain)
}

pub fn name_id_format(name_id: Element<'_>, report: &mut Report) {
    let rule = Rule::NameIdFormat;
    let Some(format) = name_id.attribute("Format") else {
        return report.pass(
            rule,
            "the NameID has no Format, which stands for unspecified",
        );
    };
    let message = format!("the NameID's Format is {}", shown(format));
    match Format::of(format) {
        Format::Taken => report.pass(rule, message),
        Format::Misspelt => {
            let why = "which SAML does not define: unspecified has 1.1 in its name, not 2.0";
            report.warn(rule, format!("{message}, {why}"));
        }
        Format::Other => report.fail(rule, message),
    }
}
