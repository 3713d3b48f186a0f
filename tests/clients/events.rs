//! What both clients make of the events of people signing in.

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::jumpcloud::{JumpCloud, Outcome, What};
use sso_setup::mimecast::Mimecast;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::canned::{Answer, Canned};
use crate::jumpcloud::{ORG, client};

const ADA: &str = "5f00000000000000000000aa";
const SINCE: OffsetDateTime = datetime!(2026-11-25 12:00:00.5 UTC);

fn answer(id: usize) -> Value {
    json!({
        "id": format!("e{id}"),
        "event_type": "sso_auth",
        "timestamp": format!("2026-11-25T12:{:02}:{:02}.000Z", id / 60 % 60, id % 60),
        "initiated_by": { "type": "user", "id": ADA, "username": "ada" },
        "application": { "id": "a1" },
        "idp_initiated": true,
    })
}

fn page(events: Vec<Value>, limit: usize, after: &str) -> Answer {
    Answer::json(200, Value::Array(events))
        .with("x-limit", &limit.to_string())
        .with("x-search_after", after)
}

#[test]
fn each_region_has_a_host_of_its_own() {
    let key = || SecretString::from("jca_0123456789abcdef");
    for (console, host) in [
        ("https://console.jumpcloud.com", "https://api.jumpcloud.com"),
        (
            "https://console.eu.jumpcloud.com",
            "https://api.eu.jumpcloud.com",
        ),
        (
            "https://console.in.jumpcloud.com",
            "https://api.in.jumpcloud.com",
        ),
        (
            "http://127.0.0.1:1/jumpcloud",
            "http://127.0.0.1:1/jumpcloud",
        ),
    ] {
        let client = JumpCloud::new(console.parse().unwrap(), key()).unwrap();
        let insights = format!("{:?}", client.insights().unwrap());
        assert!(insights.contains(&format!("\"{host}\"")), "{insights}");
        assert!(!insights.contains("jca_"), "{insights}");
    }
}

#[tokio::test]
async fn every_page_is_asked_for_with_what_the_one_before_it_said() {
    let server = Canned::serve(|request, _| {
        let query = request.json();
        match &query["search_after"] {
            Value::Null => page((0..3).map(answer).collect(), 3, "[1576181718000,\"abc\"]"),
            after if *after == json!([1_576_181_718_000_u64, "abc"]) => {
                page((3..5).map(answer).collect(), 3, "[2,\"z\"]")
            }
            other => panic!("{other}"),
        }
    });
    let insights = client(&server).insights().unwrap();
    let events = insights.sign_ins(&ADA.to_uppercase(), SINCE).await.unwrap();
    assert_eq!(events.len(), 5);
    let first = &events[0];
    assert_eq!(
        (first.id.as_str(), first.at),
        ("e0", datetime!(2026-11-25 12:00 UTC))
    );
    for request in server.requests() {
        assert_eq!(request.line(), "POST /insights/directory/v1/events");
        assert_eq!(request.header("x-org-id"), Some(ORG));
        let query = request.json();
        assert_eq!(query["start_time"], "2026-11-25T12:00:00Z");
        assert_eq!(query["service"], json!(["sso", "directory"]));
        // Values are in lower case there.
        assert_eq!(query["search_term"]["or"]["initiated_by.id"], ADA);
    }
}

#[tokio::test]
async fn what_is_not_the_persons_or_cannot_be_told_is_left_out() {
    let mut odd = vec![json!(null), json!("event"), json!({}), json!([1])];
    for (key, value) in [
        ("timestamp", json!("yesterday")),
        ("timestamp", json!(7)),
        ("id", json!("")),
        ("event_type", json!("user_update")),
        ("initiated_by", json!({ "id": "somebody else" })),
        ("initiated_by", json!("ada")),
    ] {
        let mut event = answer(1);
        event[key] = value;
        odd.push(event);
    }
    let mut bare = answer(2);
    for key in ["application", "idp_initiated"] {
        bare.as_object_mut().unwrap().remove(key);
    }
    odd.push(bare);
    let mut portal = answer(3);
    portal["event_type"] = json!("user_login_attempt");
    odd.push(portal);
    let server = Canned::serve(move |_, _| page(odd.clone(), 1000, "[]"));
    let insights = client(&server).insights().unwrap();
    let events = insights.sign_ins(ADA, SINCE).await.unwrap();
    let told: Vec<&What> = events.iter().map(|event| &event.what).collect();
    let unknown = What::Sso {
        application: String::new(),
        idp_initiated: None,
        username: "ada".to_owned(),
        outcome: Outcome::Unknown,
    };
    assert_eq!(told, [&unknown, &What::Portal { success: false }]);
}

/// Booleans come as such or in words; a message makes a refusal of what is otherwise a step on the way.
#[tokio::test]
async fn what_came_of_it_is_read_in_each_form() {
    use Outcome::{Answered, OnTheWay, Unknown};
    let refused = |words: &str| Outcome::Refused(words.to_owned());
    let cases = [
        (json!({}), Unknown),
        (json!({ "sso_token_success": null }), Unknown),
        (json!({ "sso_token_success": "maybe" }), Unknown),
        (json!({ "sso_token_success": 1 }), Unknown),
        (json!({ "sso_token_success": { "is": true } }), Unknown),
        (json!({ "success": true }), Unknown),
        (json!({ "error_message": "denied" }), Unknown),
        (json!({ "sso_token_success": true }), Answered),
        (json!({ "sso_token_success": " True" }), Answered),
        (
            json!({ "sso_token_success": true, "error_message": "" }),
            Answered,
        ),
        (json!({ "sso_token_success": false }), OnTheWay),
        (json!({ "sso_token_success": "false" }), OnTheWay),
        (
            json!({ "sso_token_success": false, "error_message": null }),
            OnTheWay,
        ),
        (
            json!({ "sso_token_success": false, "error_message": " \n" }),
            OnTheWay,
        ),
        (
            json!({ "sso_token_success": "false", "error_message": "policy denied" }),
            refused("policy denied"),
        ),
        (
            json!({ "sso_token_success": false, "error_message": { "code": 7 } }),
            refused("{\"code\":7}"),
        ),
    ];
    let events = cases.iter().enumerate().map(|(id, (fields, _))| {
        let mut event = answer(id);
        let fields = fields.as_object().unwrap().clone();
        event.as_object_mut().unwrap().extend(fields);
        event
    });
    let events: Vec<Value> = events.collect();
    let server = Canned::serve(move |_, _| page(events.clone(), 1000, "[]"));
    let insights = client(&server).insights().unwrap();
    let told = insights.sign_ins(ADA, SINCE).await.unwrap();
    assert_eq!(told.len(), cases.len());
    for (event, (fields, expected)) in told.iter().zip(&cases) {
        let What::Sso { outcome, .. } = &event.what else {
            panic!("{event:?}");
        };
        assert_eq!(outcome, expected, "{fields}");
    }
}

#[tokio::test]
async fn pages_that_never_end_are_stopped() {
    let repeats = Canned::serve(|_, _| page(vec![answer(1)], 1, "[1,\"a\"]"));
    let grows = Canned::serve(|_, before| {
        page(
            (0..1000).map(answer).collect(),
            1000,
            &format!("[{before},\"a\"]"),
        )
    });
    let silent = Canned::serve(|_, _| page(vec![answer(1)], 1, "nonsense"));
    for (server, most) in [(&repeats, 2), (&grows, 10), (&silent, 1)] {
        let insights = client(server).insights().unwrap();
        let error = insights.sign_ins(ADA, SINCE).await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("list-endless", 1));
        assert_eq!(server.requests().len(), most);
    }
}

#[tokio::test]
async fn what_directory_insights_refuses_is_said() {
    for (status, code, exit) in [
        (401, "jumpcloud-key-rejected", 4),
        (403, "jumpcloud-permission-missing", 4),
        (400, "jumpcloud-refused", 1),
    ] {
        let server = Canned::serve(move |_, _| Answer::json(status, json!({ "message": "no" })));
        let insights = client(&server).insights().unwrap();
        let error = insights.sign_ins(ADA, SINCE).await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit));
    }
    let server = Canned::serve(|_, _| Answer::json(200, json!({ "events": [] })));
    let insights = client(&server).insights().unwrap();
    let error = insights.sign_ins(ADA, SINCE).await.unwrap_err();
    assert_eq!(error.code, "unexpected-answer");
}

#[tokio::test]
async fn the_audit_log_is_asked_in_its_own_form_and_read_in_order() {
    let event = |kind: &str, time: &str| {
        json!({
            "id": time, "auditType": kind, "user": "ada@widgets.example", "eventTime": time,
            "eventInfo": "Successful authentication, Application: Personal Portal, Method: Odd",
            "category": "authentication_logs",
        })
    };
    let events = json!([
        event("User Logged On", "2026-11-25T12:00:09+0000"),
        event("Logon Authentication Failed", "2026-11-25T12:00:01+0000"),
        event("Page Data Exports", "2026-11-25T12:00:02+0000"),
        "nonsense",
        { "auditType": "User Logged On" },
    ]);
    let server = Canned::serve(move |request, _| match request.path.as_str() {
        "/oauth/token" => Answer::json(
            200,
            json!({ "access_token": "token-number-1", "token_type": "Bearer", "expires_in": 1799 }),
        ),
        _ => Answer::json(
            200,
            json!({ "meta": { "status": 200 }, "data": events, "fail": [] }),
        ),
    });
    let secret = |text: &str| SecretString::from(text);
    let url = server.url().parse().unwrap();
    let client = Mimecast::new(url, secret("client-0123456789"), secret("s3cret")).unwrap();
    let logons = client
        .logons(SINCE, SINCE + Duration::minutes(5))
        .await
        .unwrap();
    let told: Vec<(i64, bool)> = logons
        .iter()
        .map(|logon| ((logon.at - SINCE).whole_seconds(), logon.let_in))
        .collect();
    assert_eq!(told, [(0, false), (8, true)]);
    assert_eq!(logons[1].method, "Odd");
    let requests = server.requests();
    let asked = requests
        .iter()
        .find(|r| r.path == "/api/audit/get-audit-events")
        .unwrap();
    let item = &asked.json()["data"][0];
    assert_eq!(item["startDateTime"], "2026-11-25T12:00:00+0000");
    assert_eq!(item["endDateTime"], "2026-11-25T12:05:00+0000");
}
