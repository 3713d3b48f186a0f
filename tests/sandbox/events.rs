//! What both services write down of people signing in, and how they are asked for it.

use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Quirk};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::bench::Bench;
use crate::common::World;
use crate::common::browser::Browser;

const EVENTS: &str = "/insights/directory/v1/events";
const AUDIT: &str = "/api/audit/get-audit-events";
const CONSOLE: &str = "/web/console.jumpcloud.com/userconsole/";
const LOGIN: &str = "/web/login-uk.mimecast.com/u/login/";
const APPS: &str = "/web/sso.jumpcloud.com/saml2/mimecast-cuk1a1";

fn an_hour_ago() -> String {
    let then = OffsetDateTime::now_utc() - Duration::hours(1);
    then.format(&Rfc3339).unwrap()
}

fn mimecast_time(at: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+0000");
    at.format(format).unwrap()
}

fn last_hour() -> Value {
    let now = OffsetDateTime::now_utc();
    json!({
        "startDateTime": mimecast_time(now - Duration::hours(1)),
        "endDateTime": mimecast_time(now),
    })
}

/// One sign-in that succeeds, one by the tile that Mimecast refuses, and somebody without access.
fn signed_in() -> World {
    signed_in_at(World::new())
}

fn signed_in_at(world: World) -> World {
    world.connect(&[]);
    let mut ada = Browser::new(&world.sandbox.page(), world.runtime.clone());
    ada.open(LOGIN)
        .submit(&[("email", "ada@widgets.example")])
        .is("request");
    ada.submit(&[])
        .is("login")
        .submit(&[("email", "ada@widgets.example")])
        .is("answer");
    ada.submit(&[]).is("portal");
    ada.open(APPS).is("answer").submit(&[]).is("refused");
    let mut pat = Browser::new(&world.sandbox.page(), world.runtime.clone());
    pat.open(CONSOLE)
        .submit(&[("email", "pat@widgets.example")]);
    pat.open(APPS).is("no-access");
    let mut charles = Browser::new(&world.sandbox.page(), world.runtime.clone());
    charles
        .open(CONSOLE)
        .submit(&[("email", "charles@widgets.example")])
        .is("inactive-user");
    world
}

fn events(world: &World, term: Value) -> Vec<Value> {
    let query = json!({
        "service": ["all"], "start_time": an_hour_ago(), "search_term": { "and": term },
    });
    let found = world.jumpcloud("POST", EVENTS, Some(&query));
    found.as_array().unwrap().clone()
}

#[test]
fn directory_insights_tells_of_answers_refusals_and_portal_sign_ins() {
    let world = signed_in();
    let told = events(&world, json!({ "event_type": "sso_auth" }));
    let application = world.application("mimecast-cuk1a1");
    let refused = json!("user is not authorized for this application");
    let expected = [
        ("ada", false, true, Value::Null),
        ("ada", true, true, Value::Null),
        ("pat", true, false, refused),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (event, (who, idp_initiated, success, message)) in told.iter().zip(expected) {
        assert_eq!(event["service"], "sso");
        assert_eq!(event["idp_initiated"], idp_initiated);
        assert_eq!(event["application"]["id"], application["_id"]);
        assert_eq!(event["application"]["sso_url"], application["ssoUrl"]);
        assert_eq!(event["initiated_by"]["username"], who);
        assert_eq!(event["sso_token_success"], success, "{event}");
        assert_eq!(event["error_message"], message, "{event}");
        assert!(event.get("success").is_none(), "null there: {event}");
    }
    // A search takes a boolean as text.
    let term = json!({ "event_type": "sso_auth", "sso_token_success": "false" });
    assert_eq!(events(&world, term), told[2..]);
    let portal = events(&world, json!({ "event_type": "user_login_attempt" }));
    let told: Vec<_> = portal
        .iter()
        .map(|event| {
            (
                event["resource"]["username"].as_str().unwrap(),
                event["success"] == true,
            )
        })
        .collect();
    assert_eq!(told, [("ada", true), ("pat", true), ("charles", false)]);
    // The other organisation of a key that sees both knows nothing of it.
    assert!(
        events(
            &world,
            json!({ "organization": "5f0000000000000000000000" })
        )
        .is_empty()
    );
}

#[test]
fn the_outcome_can_be_told_in_words_or_as_the_specification_has_it() {
    let told = |quirk: Quirk| {
        let world = signed_in_at(World::of(Options {
            quirks: vec![quirk],
            ..Options::default()
        }));
        events(&world, json!({ "event_type": "sso_auth" }))
    };
    let text = told(Quirk::OutcomeText);
    let outcomes: Vec<&Value> = text
        .iter()
        .map(|event| &event["sso_token_success"])
        .collect();
    assert_eq!(outcomes, ["true", "true", "false"]);
    // The specification knows no event of somebody who was given no answer.
    let specified = told(Quirk::OutcomeAbsent);
    assert_eq!(specified.len(), 2);
    for event in specified {
        assert!(event.get("sso_token_success").is_none(), "{event}");
    }
}

#[test]
fn a_second_step_is_asked_for_once_and_written_down() {
    let world = World::of(Options {
        quirks: vec![Quirk::SecondStep],
        ..Options::default()
    });
    world.connect(&[]);
    let mut ada = Browser::new(&world.sandbox.page(), world.runtime.clone());
    ada.open(CONSOLE)
        .submit(&[("email", "ada@widgets.example")]);
    ada.open(APPS).is("second-step");
    let steps = events(&world, json!({ "event_type": "sso_auth" }));
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0]["sso_token_success"], false);
    assert!(steps[0].get("error_message").is_none(), "{steps:?}");
    ada.submit(&[]).is("answer");
    ada.open(APPS).is("answer");
    let told = events(&world, json!({ "event_type": "sso_auth" }));
    let outcomes: Vec<&Value> = told
        .iter()
        .map(|event| &event["sso_token_success"])
        .collect();
    assert_eq!(outcomes, [false, true, true]);
    // Whoever has no access is not asked, and nobody confirms for somebody who is not signed in.
    let mut pat = Browser::new(&world.sandbox.page(), world.runtime.clone());
    pat.open(APPS)
        .submit(&[("email", "pat@widgets.example")])
        .is("no-access");
    let mut nobody = Browser::new(&world.sandbox.page(), world.runtime.clone());
    nobody
        .post(
            "/web/console.jumpcloud.com/login/second-step",
            &[("wish", "x")],
        )
        .is("login");
}

#[test]
fn mimecasts_audit_log_tells_who_was_let_in_and_who_was_not() {
    let world = signed_in();
    let mut item = last_hour();
    item["query"] = json!("ADA@");
    let newest = world.mimecast_api(AUDIT, item);
    assert_eq!(newest["auditType"], "Logon Authentication Failed");
    assert_eq!(newest["category"], "authentication_logs");
    assert_eq!(newest["user"], "ada@widgets.example");
    let info = newest["eventInfo"].as_str().unwrap();
    assert!(
        info.contains("Application: Personal Portal, Method: SAML"),
        "{info}"
    );
}

#[test]
fn audit_dates_may_be_rfc_3339() {
    let world = signed_in();
    let now = OffsetDateTime::now_utc();
    let then = now - Duration::hours(1);
    let zoned = |at: OffsetDateTime, hours: i8| {
        let offset = UtcOffset::from_hms(hours, 0, 0).unwrap();
        at.to_offset(offset).format(&Rfc3339).unwrap()
    };
    let z = |at| zoned(at, 0);
    assert!(z(now).ends_with('Z'));
    // The offset counts: these are two hours earlier than they read.
    let earlier = |at| z(at).replace('Z', "+02:00");
    for (start, end, found) in [
        (z(then), z(now), true),
        (zoned(then, 2), zoned(now, -5), true),
        (mimecast_time(then), z(now), true),
        (earlier(then), earlier(now), false),
    ] {
        let item = json!({ "startDateTime": start, "endDateTime": end });
        let newest = world.mimecast_api(AUDIT, item);
        let is_event = newest["user"] == "ada@widgets.example";
        assert_eq!(is_event, found, "{start} {end}: {newest}");
    }
}

#[tokio::test]
async fn the_audit_log_comes_in_the_envelope_and_is_held_to_its_product() {
    let bench = Bench::start().await;
    let (data, fails) = bench.mimecast(AUDIT, Some(last_hour())).await;
    assert_eq!((data, fails), (json!([]), vec![]));
    let (_, fails) = bench.mimecast(AUDIT, Some(json!({}))).await;
    assert_eq!(fails, ["err_validation"]);
    let (_, fails) = bench.mimecast(AUDIT, None).await;
    assert_eq!(fails, ["err_validation"]);
    let mut long_ago = last_hour();
    let then = OffsetDateTime::now_utc() - Duration::days(61);
    long_ago["startDateTime"] = json!(mimecast_time(then));
    let (_, fails) = bench.mimecast(AUDIT, Some(long_ago)).await;
    assert_eq!(fails, ["err_validation"]);
    let limited = bench
        .token_of(
            &bench.other("mimecast_limited_client_id"),
            &bench.other("mimecast_limited_client_secret"),
        )
        .await;
    let body = json!({ "data": [last_hour()] });
    let (status, _) = bench.mimecast_raw(&limited, AUDIT, body).await;
    assert_eq!(status, 403);
}

#[tokio::test]
async fn a_query_of_directory_insights_answers_with_its_headers_and_changes_nothing() {
    let bench = Bench::start().await;
    let query = json!({ "service": ["sso"], "start_time": an_hour_ago() });
    let read_only = bench.other("read_only_api_key");
    for key in [bench.key(), read_only] {
        let headers = [("x-api-key", key.as_str())];
        let answer = bench
            .send("POST", EVENTS, &headers, Some(query.clone()))
            .await;
        assert_eq!(answer.status(), 200);
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("x-result-count"), "0");
        assert_eq!(header("x-limit"), "1000");
        assert_eq!(header("x-sort"), "ASC");
        assert_eq!(header("x-search_after"), "[]");
        assert_eq!(answer.json::<Value>().await.unwrap(), json!([]));
    }
    let counters = bench.control("GET", "sandbox/counters").await;
    assert_eq!(counters["jumpcloud"]["writes"], 0);
    // It is asked like every other endpoint: with a key, and for one organisation.
    let several = bench.other("multi_tenant_api_key");
    for (headers, status) in [
        (vec![], 401),
        (vec![("x-api-key", several.as_str())], 401),
        (
            vec![("x-api-key", several.as_str()), ("x-org-id", "no-id")],
            400,
        ),
    ] {
        let answer = bench
            .send("POST", EVENTS, &headers, Some(query.clone()))
            .await;
        assert_eq!(answer.status(), status, "{headers:?}");
    }
    let (status, _) = bench.jumpcloud("GET", EVENTS, None).await;
    assert_eq!(status, 405);
    let (status, refused) = bench.jumpcloud("POST", EVENTS, Some(json!({}))).await;
    assert_eq!(status, 400);
    assert!(refused["message"].is_string(), "{refused}");
    let unknown = json!({ "service": ["saml"], "start_time": an_hour_ago() });
    let (status, refused) = bench.jumpcloud("POST", EVENTS, Some(unknown)).await;
    assert_eq!(status, 400);
    let message = refused["message"].as_str().unwrap();
    assert!(
        message.contains("sso") && message.contains("radius"),
        "{message}"
    );
}
