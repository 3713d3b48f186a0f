//! Whatever stands in an answer of 200, a client ends with a value or an error: it neither panics nor goes on
//! for ever.

use proptest::prelude::*;
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use sso_setup::connector::Holder;
use sso_setup::jumpcloud::Application;
use sso_setup::mimecast::Mimecast;
use time::OffsetDateTime;

use super::jumpcloud::{ORG, client};
use crate::canned::{Answer, Canned};

/// The keys that either client looks for, and one that none does.
const KEYS: [&str; 29] = [
    "results",
    "totalCount",
    "_id",
    "id",
    "name",
    "displayName",
    "displayLabel",
    "config",
    "ssoUrl",
    "email",
    "state",
    "to",
    "data",
    "meta",
    "pagination",
    "next",
    "fail",
    "errors",
    "code",
    "folders",
    "blocks",
    "event_type",
    "timestamp",
    "application",
    "initiated_by",
    "auditType",
    "eventTime",
    "eventInfo",
    "other",
];

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let key = prop::sample::select(&KEYS[..]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..8).prop_map(|fields| {
                let fields = fields
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                Value::Object(fields.collect::<Map<_, _>>())
            }),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => json().prop_map(|value| value.to_string().into_bytes()),
        1 => any::<Vec<u8>>(),
        1 => (json(), any::<prop::sample::Index>()).prop_map(|(value, at)| {
            let mut text = value.to_string().into_bytes();
            text.truncate(at.index(text.len()));
            text
        }),
    ]
}

fn answer(body: &[u8]) -> Answer {
    Answer::Full(
        200,
        vec![("Content-Type", "application/json".to_owned())],
        body.to_vec(),
    )
}

fn run(calls: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(calls);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn jumpclouds_client_ends(body in body()) {
        let server = Canned::serve(move |_, _| answer(&body));
        let client = client(&server);
        run(async {
            let before = Application::new(json!({"_id": "5f00000000000000000000a1"}));
            let _ = client.organizations().await;
            let _ = client.applications().await;
            let _ = client.application("5f00000000000000000000a1").await;
            let _ = client.templates().await;
            let _ = client.groups().await;
            let _ = client.find_group("Staff").await;
            let _ = client.users().await;
            let _ = client.find_user("ada@widgets.example").await;
            let _ = client.group_members("5f0000000000000000000c01").await;
            let _ = client.bound("5f00000000000000000000a1", Holder::Group).await;
            let _ = client.metadata(ORG, "5f00000000000000000000a1").await;
            let _ = client.replace_application(&before, &json!({})).await;
            let _ = client.create_application(&json!({ "ssoUrl": "x" }), &[]).await;
            let insights = client.insights().unwrap();
            let _ = insights.sign_ins("5f0000000000000000000d01", OffsetDateTime::UNIX_EPOCH).await;
        });
    }

    #[test]
    fn mimecasts_client_ends(body in body(), token in json()) {
        let server = Canned::serve(move |request, _| match request.path.ends_with("/oauth/token") {
            true if token.is_object() => answer(token.to_string().as_bytes()),
            true => answer(br#"{"access_token":"t","token_type":"Bearer","expires_in":1800}"#),
            false => answer(&body),
        });
        let secret = |text: &str| SecretString::from(text);
        let client = Mimecast::new(server.url().parse().unwrap(), secret("id"), secret("secret")).unwrap();
        run(async {
            let _ = client.account().await;
            let _ = client.profiles().await;
            let _ = client.settings().await;
            let _ = client.find_group("Staff").await;
            let _ = client.group_members(&sso_setup::mimecast::MimecastGroupId::new("g1")).await;
            let _ = client.logons(OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH).await;
            let _ = client.update_profile(&sso_setup::mimecast::Profile::draft("p")).await;
        });
    }
}
