//! Audit events of people signing in.
//!
//! Types and texts are as in the samples of Elastic's integration; what `Method` says where somebody came
//! through SAML was not seen anywhere. So a method proves nothing by its name; those of the samples, which are of passwords,
//! and a text that names none keep a logon from being a proof.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use super::client::{Api, Mimecast};
use crate::error::Result;
use crate::http::Repeat;
use crate::http::limit::cost;

pub(super) const GET_EVENTS: Api = Api {
    method: "POST",
    path: "/api/audit/get-audit-events",
    product: "auditevents",
    role: "Account | Logs | Read",
    repeat: Repeat::Safe,
};

/// Mimecast's form of a time, in UTC: `2021-10-11T16:03:38+0000`.
const TIME: &[BorrowedFormatItem<'_>] = format_description!(
    "[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory][offset_minute]"
);

/// Somebody signing in at Mimecast, or failing to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logon {
    /// Mimecast's identifier.
    pub id: String,
    /// When, to the second.
    pub at: OffsetDateTime,
    /// Who: an e-mail address, or the name that was brought.
    pub user: String,
    /// `User Logged On`, else `Logon Authentication Failed`.
    pub let_in: bool,
    /// Where to, like `Administration Console`; empty where the text does not say.
    pub application: String,
    /// How, like `Cloud`; empty where the text does not say.
    pub method: String,
    /// Why not; empty where the text does not say.
    pub reason: String,
}

impl Mimecast {
    /// Who signed in, or failed to, between two times; at most 60 days back.
    ///
    /// # Errors
    /// `mimecast-permission-missing`, naming product and role; `list-unreadable`, `list-endless`; those of the
    /// transport.
    pub async fn logons(&self, from: OffsetDateTime, to: OffsetDateTime) -> Result<Vec<Logon>> {
        let query = between(from, to);
        let doing = "reading Mimecast's audit events";
        let mut logons: Vec<Logon> = Vec::new();
        self.list(&GET_EVENTS, doing, vec![query], None, |event| {
            let logon = logon(&event);
            // Its texts are the event's.
            let bytes = logon.as_ref().map_or(0, |_| cost(&event));
            logons.extend(logon);
            Ok(bytes)
        })
        .await?;
        logons.sort_by_key(|logon| logon.at);
        Ok(logons)
    }
}

/// The question for what was written between two times.
pub(super) fn between(from: OffsetDateTime, to: OffsetDateTime) -> Value {
    let text = |at: OffsetDateTime| {
        at.checked_to_offset(time::UtcOffset::UTC)
            .unwrap_or(at)
            .format(TIME)
            .unwrap_or_default()
    };
    json!({ "startDateTime": text(from), "endDateTime": text(to) })
}

fn logon(event: &Value) -> Option<Logon> {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let let_in = match text("auditType") {
        "User Logged On" => true,
        "Logon Authentication Failed" => false,
        _ => return None,
    };
    let time = text("eventTime");
    let at = OffsetDateTime::parse(time, TIME).or_else(|_| OffsetDateTime::parse(time, &Rfc3339));
    let info = text("eventInfo");
    Some(Logon {
        id: text("id").to_owned(),
        at: at.ok()?,
        user: text("user").to_owned(),
        let_in,
        application: labelled(info, "application"),
        method: labelled(info, "method"),
        reason: labelled(info, "reason"),
    })
}

/// What stands after a label, up to the next comma: `…, Method: Two Step Auth, 2FA: TOTP`. The text is
/// for people: cases differ, and a space may stand before the colon. The last such label counts, since a
/// person's name comes earlier.
fn labelled(info: &str, label: &str) -> String {
    let lower = info.to_ascii_lowercase();
    let value = lower.rmatch_indices(label).find_map(|(at, _)| {
        let begins = lower[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let value = info[at + label.len()..].trim_start().strip_prefix(':')?;
        begins.then(|| value.split(',').next().unwrap_or_default().trim())
    });
    value.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    fn read(kind: &str, info: &str) -> Option<Logon> {
        logon(&json!({
            "id": "e", "auditType": kind, "user": "ada@widgets.example",
            "eventTime": "2021-10-11T17:17:30+0000", "eventInfo": info,
        }))
    }

    #[test]
    fn the_text_of_an_event_tells_application_method_and_reason() {
        let with = "for ada@widgets.example <Ada, Method: none>, Date: 2021-10-11, Time: 18:17:30 BST, IP: 192.0.2.1";
        for (kind, info, expected) in [
            (
                "User Logged On",
                format!(
                    "Successful authentication {with}, Application: Administration Console, Method: Two Step Auth, 2FA: TOTP"
                ),
                (true, "Administration Console", "Two Step Auth", ""),
            ),
            (
                "Logon Authentication Failed",
                format!(
                    "Failed authentication {with}, Application: mimecast-moa, Method: Office 365, Reason: Wrong password"
                ),
                (false, "mimecast-moa", "Office 365", "Wrong password"),
            ),
            (
                "Logon Authentication Failed",
                "failed authentication [id=1] remote IP : 192.0.2.1 application : LFS".to_owned(),
                (false, "LFS", "", ""),
            ),
            (
                "User Logged On",
                "Successfully enrolled user, Remote IP is 192.0.2.1".to_owned(),
                (true, "", "", ""),
            ),
        ] {
            let logon = read(kind, &info).unwrap();
            let found = (
                logon.let_in,
                logon.application.as_str(),
                logon.method.as_str(),
                logon.reason.as_str(),
            );
            assert_eq!(found, expected, "{info}");
            assert_eq!(logon.at, datetime!(2021-10-11 17:17:30 UTC));
        }
        assert_eq!(read("Logon Requires Challenge", ""), None);
    }

    #[test]
    fn both_forms_of_a_time_are_read() {
        for (time, readable) in [
            ("2021-10-11T16:03:38+0000", true),
            ("2021-10-11T16:03:38Z", true),
            ("2021-10-11T16:03:38.123+01:00", true),
            ("yesterday", false),
        ] {
            let event = json!({ "auditType": "User Logged On", "eventTime": time });
            assert_eq!(logon(&event).is_some(), readable, "{time}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(info in "\\PC{0,60}(method|METHOD)?( ?: ?)?\\PC{0,30}") {
            let value = labelled(&info, "method");
            prop_assert!(info.contains(&value));
        }
    }
}
