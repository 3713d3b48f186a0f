//! What a Response says, held against what was expected: who, for whom, where to, and for how long.

use time::OffsetDateTime;

use super::expected::{Expected, SKEW};
use super::found::{Found, only, text};
use super::name::{address, name_id, name_id_format};
use super::namespace::{ASSERTION, PROTOCOL};
use super::report::{Report, Rule, shown};
use super::shape::Shape;
use super::verdict::SignIn;
use crate::saml::document::Element;
use crate::saml::time::parse as parse_time;

const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const ENTITY_FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

/// The conditions whose meaning is known. One that is not understood may not be passed over
/// (SAML core, 2.5.1.1).
const CONDITIONS: [&str; 3] = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"];

/// Judges everything that was said; gives the sign-in where it is all there.
pub fn judge(shape: &Shape<'_>, expected: &Expected<'_>, report: &mut Report) -> Option<SignIn> {
    let Shape {
        response,
        assertion,
        ..
    } = *shape;
    let confirmations = bearers(assertion);
    report.take(Rule::Status, status(response));
    report.take(Rule::Issuer, issuers(shape, expected));
    report.take(Rule::Destination, destination(response, expected));
    report.take(Rule::Audience, audience(assertion, expected));
    report.take(Rule::Conditions, conditions(assertion, expected.at));
    report.take(
        Rule::SubjectConfirmation,
        confirmations
            .clone()
            .and_then(|all| confirmed(&all, expected)),
    );
    report.take(
        Rule::InResponseTo,
        confirmations.and_then(|all| in_response_to(response, &all, expected.request_id)),
    );
    report.take(
        Rule::AuthnStatement,
        authn_statements(assertion, expected.at),
    );
    let name = name_id(assertion);
    let address = name.clone().and_then(|(_, name)| address(&name));
    report.take(Rule::NameId, address);
    match name.clone() {
        Ok((element, _)) => name_id_format(element, report),
        Err(why) => report.fail(Rule::NameIdFormat, why),
    }
    let (element, name_id) = name.ok()?;
    Some(SignIn {
        name_id,
        name_id_format: element.attribute("Format").map(str::to_owned),
        assertion_id: assertion.attribute("ID")?.to_owned(),
        session_index: assertion
            .first(ASSERTION, "AuthnStatement")
            .and_then(|statement| statement.attribute("SessionIndex"))
            .map(str::to_owned),
        attributes: attributes(assertion),
    })
}

fn status(response: Element<'_>) -> Found {
    let status = only(response, PROTOCOL, "Status")?;
    let code = only(status, PROTOCOL, "StatusCode")?;
    let value = code.attribute("Value").unwrap_or_default();
    if value == SUCCESS {
        return Ok("the status is Success".to_owned());
    }
    let said = status
        .first(PROTOCOL, "StatusMessage")
        .and_then(|message| message.text().ok());
    let said = said
        .map(|text| format!(": {}", shown(&text)))
        .unwrap_or_default();
    Err(format!("the status is {}{said}", shown(value)))
}

/// The Assertion's issuer, and the Response's where it has one: it may leave it out as long as it is not
/// signed itself (SAML profiles, 4.1.4.2).
fn issuers(shape: &Shape<'_>, expected: &Expected<'_>) -> Found {
    issuer(shape.assertion, expected)?;
    let present = shape.response.first(ASSERTION, "Issuer").is_some();
    let signed = shape
        .signatures
        .iter()
        .any(|s| s.parent() == Some(shape.response));
    if present || signed {
        issuer(shape.response, expected)?;
    }
    Ok(format!(
        "the issuer is {}",
        shown(&expected.metadata.entity_id)
    ))
}

fn issuer(of: Element<'_>, expected: &Expected<'_>) -> Found<()> {
    let issuer = only(of, ASSERTION, "Issuer")?;
    if issuer
        .attribute("Format")
        .is_some_and(|format| format != ENTITY_FORMAT)
    {
        return Err(format!(
            "the {}'s Issuer is not declared as an entity",
            of.name()
        ));
    }
    let found = text(issuer)?;
    let wanted = &expected.metadata.entity_id;
    if found != *wanted {
        return Err(format!(
            "the {}'s issuer is {} instead of {}",
            of.name(),
            shown(&found),
            shown(wanted)
        ));
    }
    Ok(())
}

fn destination(response: Element<'_>, expected: &Expected<'_>) -> Found {
    match response.attribute("Destination") {
        Some(found) if found == expected.acs_url => Ok(format!("sent to {}", shown(found))),
        Some(found) => Err(format!(
            "the Destination is {} instead of {}",
            shown(found),
            shown(expected.acs_url)
        )),
        None => Err("the Response has no Destination".to_owned()),
    }
}

fn audience(assertion: Element<'_>, expected: &Expected<'_>) -> Found {
    let conditions = only(assertion, ASSERTION, "Conditions")?;
    let mut restrictions = conditions.all(ASSERTION, "AudienceRestriction").peekable();
    if restrictions.peek().is_none() {
        return Err("it is for anybody: there is no AudienceRestriction".to_owned());
    }
    for restriction in restrictions {
        let audiences: Vec<String> = restriction
            .all(ASSERTION, "Audience")
            .map(text)
            .collect::<Found<_>>()?;
        if !audiences
            .iter()
            .any(|audience| audience == expected.sp_entity_id)
        {
            let found: Vec<String> = audiences.iter().map(|a| shown(a)).collect();
            let found = if found.is_empty() {
                "nobody".to_owned()
            } else {
                crate::text::listed(found)
            };
            return Err(format!(
                "it is for {found} instead of {}",
                shown(expected.sp_entity_id)
            ));
        }
    }
    Ok(format!("it is for {}", shown(expected.sp_entity_id)))
}

fn conditions(assertion: Element<'_>, at: OffsetDateTime) -> Found {
    let conditions = only(assertion, ASSERTION, "Conditions")?;
    for condition in conditions.children() {
        let known =
            condition.namespace() == Some(ASSERTION) && CONDITIONS.contains(&condition.name());
        if !known {
            return Err(format!(
                "there is an unknown condition <{}>",
                condition.name()
            ));
        }
    }
    let from = time_of(conditions, "NotBefore")?;
    let until = time_of(conditions, "NotOnOrAfter")?;
    if let Some(from) = from
        && at < from.saturating_sub(SKEW)
    {
        return Err(format!("it is not valid before {}", written(from)));
    }
    if let Some(until) = until
        && at >= until.saturating_add(SKEW)
    {
        return Err(format!("it was valid until {}", written(until)));
    }
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        return Err("its validity ends before it begins".to_owned());
    }
    Ok(match until {
        Some(until) => format!("it is valid until {}", written(until)),
        None => "it sets no end to its validity".to_owned(),
    })
}

/// The data of every bearer confirmation of the Subject.
fn bearers<'d>(assertion: Element<'d>) -> Found<Vec<Element<'d>>> {
    let subject = only(assertion, ASSERTION, "Subject")?;
    let bearers: Vec<Element<'d>> = subject
        .all(ASSERTION, "SubjectConfirmation")
        .filter(|confirmation| confirmation.attribute("Method") == Some(BEARER))
        .map(|confirmation| only(confirmation, ASSERTION, "SubjectConfirmationData"))
        .collect::<Found<_>>()?;
    if bearers.is_empty() {
        return Err("its Subject has no bearer SubjectConfirmation".to_owned());
    }
    Ok(bearers)
}

fn confirmed(bearers: &[Element<'_>], expected: &Expected<'_>) -> Found {
    let mut first_end = None;
    for data in bearers {
        match data.attribute("Recipient") {
            Some(recipient) if recipient == expected.acs_url => {}
            found => {
                return Err(format!(
                    "the Recipient is {} instead of {}",
                    shown(found.unwrap_or_default()),
                    shown(expected.acs_url)
                ));
            }
        }
        if data.attribute("NotBefore").is_some() {
            return Err("a bearer SubjectConfirmation may not have a NotBefore".to_owned());
        }
        let Some(until) = time_of(*data, "NotOnOrAfter")? else {
            return Err("the SubjectConfirmation has no NotOnOrAfter".to_owned());
        };
        if expected.at >= until.saturating_add(SKEW) {
            return Err(format!("its bearer could use it until {}", written(until)));
        }
        first_end.get_or_insert(until);
    }
    let until = first_end.map(written).unwrap_or_default();
    Ok(format!(
        "its bearer may use it at the ACS URL until {until}"
    ))
}

/// Both places say the same: the Response, and what its bearer was confirmed by.
fn in_response_to(
    response: Element<'_>,
    bearers: &[Element<'_>],
    request_id: Option<&str>,
) -> Found {
    for element in std::iter::once(response).chain(bearers.iter().copied()) {
        let found = element.attribute("InResponseTo");
        if found == request_id {
            continue;
        }
        let name = element.name();
        return Err(match (found, request_id) {
            (Some(found), Some(wanted)) => format!(
                "the {name} answers the request {} instead of {}",
                shown(found),
                shown(wanted)
            ),
            (Some(found), None) => format!(
                "the {name} answers the request {}, and IdP-initiated sign-in answers none",
                shown(found)
            ),
            (None, _) => {
                format!(
                    "the {name} does not say that it answers {}",
                    shown(request_id.unwrap_or_default())
                )
            }
        });
    }
    Ok(match request_id {
        Some(id) => format!("it answers the request {}", shown(id)),
        None => "it answers no request: sign-in began at the IdP".to_owned(),
    })
}

fn authn_statements(assertion: Element<'_>, at: OffsetDateTime) -> Found {
    let mut signed_in = None;
    for statement in assertion.all(ASSERTION, "AuthnStatement") {
        let Some(instant) = time_of(statement, "AuthnInstant")? else {
            return Err("the AuthnStatement has no AuthnInstant".to_owned());
        };
        if instant > at.saturating_add(SKEW) {
            return Err(format!(
                "the user is said to sign in only at {}",
                written(instant)
            ));
        }
        if let Some(end) = time_of(statement, "SessionNotOnOrAfter")?
            && at >= end.saturating_add(SKEW)
        {
            return Err(format!("the session ended at {}", written(end)));
        }
        signed_in.get_or_insert(instant);
    }
    match signed_in {
        Some(instant) => Ok(format!("the user signed in at {}", written(instant))),
        None => {
            Err("there is no AuthnStatement: it does not say that anybody signed in".to_owned())
        }
    }
}

/// The attributes by name, each with all its values: a comment in one changes nothing of what was signed (the canonical
/// form has none), and one that is not plain text is said to be there.
fn attributes(assertion: Element<'_>) -> Vec<(String, Vec<String>)> {
    let statements = assertion.all(ASSERTION, "AttributeStatement");
    statements
        .flat_map(|statement| statement.all(ASSERTION, "Attribute"))
        .map(|attribute| {
            let name = attribute.attribute("Name").unwrap_or_default();
            let values = attribute.all(ASSERTION, "AttributeValue");
            (
                name.to_owned(),
                values.map(Element::text_of_value).collect(),
            )
        })
        .collect()
}

fn time_of(element: Element<'_>, name: &str) -> Found<Option<OffsetDateTime>> {
    let Some(written) = element.attribute(name) else {
        return Ok(None);
    };
    let time = parse_time(written);
    let unreadable = || {
        format!(
            "the {}'s {name} is no time: {}",
            element.name(),
            shown(written)
        )
    };
    time.map(Some).ok_or_else(unreadable)
}

fn written(time: OffsetDateTime) -> String {
    let format =
        time::macros::format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let utc = time.checked_to_offset(time::UtcOffset::UTC).unwrap_or(time);
    utc.format(format).unwrap_or_default()
}
