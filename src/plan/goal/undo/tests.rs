use proptest::prelude::*;
use serde_json::json;

use crate::journal::ConsoleBlock;
use crate::plan::testing::desired;

use super::*;

fn application() -> Object {
    Object::Application {
        connector: Connector::Apps,
        idp_url: "https://sso.jumpcloud.com/saml2/x".to_owned(),
        label: "Mimecast".to_owned(),
    }
}

fn document(id: &str, label: &str, certificate: &str) -> Value {
    json!({
        "_id": id, "active": true, "displayLabel": label,
        "config": {"idpCertificate": {"value": certificate}},
    })
}

#[test]
fn an_object_is_as_left_or_back_or_changed_by_other_hands() {
    let before = document("a", "Mail", "A");
    let left = document("a", "Mimecast", "A");
    let whole = [Left::Whole(Some(left.clone()))];
    let how = |live: Option<&Value>| stand(&application(), Some(&before), &whole, live);
    assert_eq!(how(Some(&left)), Stand::AsLeft);
    assert_eq!(how(Some(&before)), Stand::Back);
    let changed = Stand::Changed(vec!["displayLabel".to_owned()]);
    assert_eq!(how(Some(&document("a", "Post", "A"))), changed);
    let changed = Stand::Changed(vec![CERTIFICATE.to_owned()]);
    assert_eq!(how(Some(&document("a", "Mimecast", "B"))), changed);
    assert!(matches!(how(None), Stand::Changed(_)));
}

#[test]
fn a_certificate_made_anew_is_back_only_with_the_whole_application() {
    let before = document("a", "Mail", "A");
    for (id, stood) in [("a", Stand::AsLeft), ("b", Stand::Back)] {
        let live = document(id, "Mail", "B");
        let left = [Left::Whole(Some(live.clone()))];
        let how = stand(&application(), Some(&before), &left, Some(&live));
        assert_eq!(how, stood, "{id}");
    }
}

#[test]
fn of_what_was_only_sent_every_value_must_be_there() {
    let sent = [
        Left::Whole(None),
        Left::Sent(json!({"displayLabel": "Mail", "active": true})),
    ];
    let how = |live: Option<&Value>| stand(&application(), None, &sent, live);
    assert_eq!(how(None), Stand::Back);
    assert_eq!(how(Some(&document("a", "Mail", "A"))), Stand::AsLeft);
    assert!(matches!(
        how(Some(&document("a", "Post", "A"))),
        Stand::Changed(_)
    ));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
        Just(json!("https://sso.jumpcloud.com/saml2/x")),
    ];
    let key = prop_oneof![
        Just("blocks"),
        Just("web-apps"),
        Just("enforced"),
        Just("loginUrl"),
        Just("certificate"),
        Just("config"),
        Just("value"),
        Just("idpCertificate"),
        Just("sso"),
        Just("hidden"),
        Just("description"),
        Just("id"),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop::collection::vec((key.clone(), inner), 0..5)
            .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    })
}

fn objects() -> [Object; 4] {
    let idp_url = "https://sso.jumpcloud.com/saml2/x".to_owned();
    let access = Object::Access {
        connector: Connector::Apps,
        idp_url,
        holder: Holder::Group,
        id: "g1".to_owned(),
        name: "Staff".to_owned(),
    };
    let description = "x".to_owned();
    let setting = Object::Setting {
        description: description.clone(),
    };
    [
        application(),
        access,
        Object::Profile { description },
        setting,
    ]
}

proptest! {
    /// Whatever a journal says was there, and whatever is there: a plan or a refusal, and never a panic.
    #[test]
    fn no_document_makes_it_panic(
        documents in prop::collection::vec((prop::option::of(any_json()), any_json(), any_json(), any::<u8>()), 4),
        certificate in any::<bool>(),
    ) {
        let url = "https://sso.jumpcloud.com/saml2/x";
        let mut live = Live::default();
        let mut all = Vec::new();
        for (object, (before, left, now, dice)) in objects().into_iter().zip(documents) {
            let named = |mut document: Value| {
                if let Some(fields) = document.as_object_mut() {
                    fields.insert("description".to_owned(), json!("x"));
                }
                document
            };
            // Half of them as the run left them: only those are planned for.
            let now = if dice & 1 == 0 { left.clone() } else { now };
            if dice & 2 == 0 {
                match &object {
                    Object::Application { .. } => live.applications.push(ObservedApplication {
                        id: "a1".to_owned(),
                        label: "Mail".to_owned(),
                        idp_url: url.to_owned(),
                        document: now,
                    }),
                    Object::Profile { .. } => live.profiles.push(named(now)),
                    Object::Setting { .. } => live.settings.push(named(now)),
                    _ => {
                        let access = Access::from([(Holder::Group, "g1".to_owned())]);
                        live.access.insert(url.to_owned(), access);
                    }
                }
            }
            let left = match dice & 12 {
                0 => Left::Whole(None),
                4 => Left::Sent(left),
                _ => Left::Whole(Some(named(left))),
            };
            all.push(Touched { object, before: before.map(named), left: vec![left] });
        }
        if certificate {
            live.certificates.insert(url.to_owned(), "MII=".to_owned());
            live.certificates.insert(String::new(), "MII=".to_owned());
        }
        let mut wanted = desired();
        let block = ConsoleBlock {
            then: None,
            source: Connector::Apps,
            logout_url: String::new(),
            allow_single_sign_on: false,
        };
        let undo = Undo {
            run: "a".to_owned(),
            command: Command::SetUp,
            at: String::new(),
            fold: Fold::default(),
            touched: all,
            steps: Vec::new(),
            connectors: BTreeMap::from([(Connector::Apps, url.to_owned())]),
            console: Console {
                profile: "x".to_owned(),
                setting: "x".to_owned(),
                group: None,
                blocks: BTreeMap::from([(crate::connector::Block::WebApps, block)]),
            },
            before: None,
            confirmed: None,
        };
        for allow in [false, true] {
            if allow {
                wanted.allow.allow(crate::plan::Guard::ChangedSince.into());
            }
            for mode in [crate::plan::Mode::Api, crate::plan::Mode::Worksheet] {
                wanted.mode = mode;
                let found = way_back(&wanted, &live, &undo);
                let ids: BTreeSet<String> = found.found.changes.iter().map(|c| c.id()).collect();
                prop_assert_eq!(ids.len(), found.found.changes.len(), "each change once");
            }
        }
    }
}
