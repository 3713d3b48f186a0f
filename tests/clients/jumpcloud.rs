//! JumpCloud: the key, paging, and what its refusals become.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::connector::Holder;
use sso_setup::error::{Kind, Result};
use sso_setup::jumpcloud::{Application, JumpCloud};

use crate::canned::{Answer, Canned, Received};

const KEY: &str = "jca_0123456789abcdef";
pub const ORG: &str = "5f0000000000000000000001";

pub fn client(server: &Canned) -> JumpCloud {
    JumpCloud::new(server.url().parse().unwrap(), SecretString::from(KEY))
        .unwrap()
        .in_organization(ORG.to_owned())
}

/// A v1 list page of `total` records, as `limit` and `skip` ask.
fn page(request: &Received, total: usize, record: impl Fn(usize) -> Value) -> Answer {
    let number = |name| request.query(name).unwrap().parse::<usize>().unwrap();
    let (limit, skip) = (number("limit"), number("skip"));
    assert!((1..=100).contains(&limit));
    let results: Vec<Value> = (skip..total.min(skip + limit)).map(record).collect();
    Answer::json(200, json!({"results": results, "totalCount": total}))
}

fn ids(applications: &[Application]) -> Vec<&str> {
    applications.iter().map(Application::id).collect()
}

/// A record that is an application, a template and an organisation.
fn record(number: usize) -> Value {
    json!({
        "_id": format!("{number:024x}"),
        "displayName": format!("O{number}"),
        "name": "saml2",
        "ssoUrl": format!("https://sso.jumpcloud.com/saml2/a{number}"),
        "config": {},
    })
}

#[tokio::test]
async fn reads_every_page_with_the_key_and_the_organisation() {
    let server = Canned::serve(|request, _| page(request, 250, record));
    let client = client(&server);
    let applications = client.applications().await.unwrap();
    assert_eq!(applications.len(), 250);
    assert_eq!(ids(&applications)[249], format!("{:024x}", 249));
    assert_eq!(client.templates().await.unwrap().len(), 250);
    assert_eq!(client.organizations().await.unwrap()[1].name, "O1");
    for request in server.requests() {
        assert_eq!(request.header("x-api-key"), Some(KEY));
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.query("sort"), Some("_id"));
        let scoped = request.path != "/api/organizations";
        assert_eq!(request.header("x-org-id"), scoped.then_some(ORG));
    }
    assert_eq!(server.count("GET /api/applications"), 3);
}

#[tokio::test]
async fn there_is_no_cap_but_the_length_that_the_service_names() {
    let server = Canned::serve(|request, _| page(request, 10_250, record));
    assert_eq!(client(&server).users().await.unwrap().len(), 10_250);
    assert_eq!(client(&server).applications().await.unwrap().len(), 10_250);
}

#[tokio::test]
async fn pages_after_the_first_are_asked_for_two_at_a_time() {
    let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let seen = most.clone();
    let server = Canned::serve(move |request, _| {
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(100));
        now.fetch_sub(1, Ordering::SeqCst);
        page(request, 1_250, record)
    });
    let applications = client(&server).applications().await.unwrap();
    let all: Vec<String> = (0..1_250).map(|i| format!("{i:024x}")).collect();
    assert_eq!(ids(&applications), all);
    assert_eq!(server.requests().len(), 13);
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_page_that_is_not_full_leaves_nothing_out() {
    // What the second page lacks is at the beginning of the third.
    let server = Canned::serve(|request, _| {
        let skip: usize = request.query("skip").unwrap().parse().unwrap();
        let most = if skip == 100 { 40 } else { 100 };
        let results: Vec<Value> = (skip..430.min(skip + most)).map(record).collect();
        Answer::json(200, json!({"results": results, "totalCount": 430}))
    });
    let applications = client(&server).applications().await.unwrap();
    let all: Vec<String> = (0..430).map(|i| format!("{i:024x}")).collect();
    assert_eq!(ids(&applications), all);
}

#[tokio::test]
async fn a_list_without_a_count_ends_with_its_last_page() {
    let member = |i: usize| json!({"to": {"id": format!("{i:024x}"), "type": "user"}});
    let server = Canned::serve(move |request, _| match request.query("skip") {
        Some("0") => Answer::json(200, (0..100).map(member).collect::<Vec<_>>().into()),
        _ => Answer::json(200, json!([member(100)])),
    });
    let group = format!("{:024x}", 7);
    let members = client(&server).group_members(&group).await;
    assert_eq!(members.unwrap().len(), 101);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_list_that_never_ends_is_stopped() {
    let grows = Canned::serve(|request, _| {
        let skip: usize = request.query("skip").unwrap().parse().unwrap();
        let results: Vec<Value> = (0..100).map(|i| record(skip + i)).collect();
        Answer::json(200, json!({"results": results, "totalCount": skip + 1000}))
    });
    let error = client(&grows).applications().await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("list-endless", 1));
    // The page that is too much, and the one that was asked for with it.
    assert!(grows.requests().len() <= 21 + 1);

    let repeats =
        Canned::serve(|_, _| Answer::json(200, json!({"results": [record(1)], "totalCount": 5})));
    let error = client(&repeats).applications().await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("list-unreadable", 1));
    assert_eq!(repeats.requests().len(), 2);

    let absurd = Canned::serve(|_, _| {
        Answer::json(200, json!({"results": [record(1)], "totalCount": u64::MAX}))
    });
    for error in [
        client(&absurd).applications().await.unwrap_err(),
        client(&absurd).users().await.unwrap_err(),
    ] {
        assert_eq!(error.code, "list-unreadable");
    }
    assert_eq!(absurd.requests().len(), 2);
}

/// What a read makes of a v1 answer: how many records, or which error.
fn outcome<T>(read: Result<Vec<T>>) -> Result<usize, &'static str> {
    read.map(|all| all.len()).map_err(|error| error.code)
}

#[tokio::test]
async fn a_gap_is_passed_over_only_where_that_makes_a_guard_stricter() {
    const UNREADABLE: Result<usize, &str> = Err("list-unreadable");
    let with = |change: Value| {
        let mut record = record(2);
        for (key, value) in change.as_object().unwrap() {
            record[key] = value.clone();
        }
        record
    };
    let list = |results: Value, total: Value| json!({"results": results, "totalCount": total});
    let twice = json!([record(1), record(1)]);
    let other = format!("{:024x}", 9);
    // What is answered; users (who has access); applications, templates and organisations.
    let table = [
        (list(json!([record(1), record(2)]), json!(2)), Ok(2), Ok(2)),
        (list(json!([]), json!(0)), Ok(0), Ok(0)),
        (list(json!([record(1)]), json!(2)), Ok(1), UNREADABLE),
        (list(json!([record(1), null]), json!(2)), Ok(1), UNREADABLE),
        (list(twice, json!(2)), Ok(1), UNREADABLE),
        (list(json!([]), json!(2)), UNREADABLE, UNREADABLE),
        (list(json!([null, null]), json!(2)), UNREADABLE, UNREADABLE),
        (list(json!([null]), json!(0)), UNREADABLE, UNREADABLE),
        (list(json!(null), json!(0)), UNREADABLE, UNREADABLE),
        (list(json!({}), json!(0)), UNREADABLE, UNREADABLE),
        (list(json!([]), json!(null)), UNREADABLE, UNREADABLE),
        (list(json!([]), json!(-1)), UNREADABLE, UNREADABLE),
        (list(json!([]), json!("0")), UNREADABLE, UNREADABLE),
        (list(json!([7]), json!(1)), UNREADABLE, UNREADABLE),
        (
            list(json!([with(json!({"_id": "selection"}))]), json!(1)),
            UNREADABLE,
            UNREADABLE,
        ),
        (
            list(json!([with(json!({"_id": null}))]), json!(1)),
            UNREADABLE,
            UNREADABLE,
        ),
        (
            list(json!([with(json!({"id": other}))]), json!(1)),
            UNREADABLE,
            UNREADABLE,
        ),
        (json!({"results": []}), UNREADABLE, UNREADABLE),
        (json!({}), UNREADABLE, UNREADABLE),
        (json!([]), UNREADABLE, UNREADABLE),
        (json!([record(1)]), UNREADABLE, UNREADABLE),
        (json!(null), UNREADABLE, UNREADABLE),
        (json!("x"), UNREADABLE, UNREADABLE),
        (json!({"message": "try later"}), UNREADABLE, UNREADABLE),
        (json!({"applications": []}), UNREADABLE, UNREADABLE),
    ];
    for (body, passing, strict) in table {
        let answer = body.clone();
        let server = Canned::serve(move |_, _| Answer::json(200, answer.clone()));
        let client = client(&server);
        assert_eq!(outcome(client.users().await), passing, "{body}");
        assert_eq!(outcome(client.applications().await), strict, "{body}");
        assert_eq!(outcome(client.templates().await), strict, "{body}");
        assert_eq!(outcome(client.organizations().await), strict, "{body}");
    }
}

#[tokio::test]
async fn an_application_has_the_shape_of_one() {
    // A list may say less than the application that is asked for by itself.
    for (change, listed, alone) in [
        (json!({}), true, true),
        (json!({"id": format!("{:024x}", 1)}), true, true),
        (json!({"name": null}), false, false),
        (json!({"name": 7}), false, false),
        (json!({"ssoUrl": null}), false, false),
        (json!({"config": null}), true, false),
        (json!({"config": []}), true, false),
        (json!({"sso": {"type": "saml"}, "ssoUrl": ""}), false, false),
        (
            json!({"sso": {"type": "oidc"}, "ssoUrl": null, "config": null}),
            true,
            true,
        ),
    ] {
        let mut record = record(1);
        for (key, value) in change.as_object().unwrap() {
            record[key] = value.clone();
        }
        let server =
            Canned::serve(
                move |request, _| match request.path.ends_with("applications") {
                    true => Answer::json(200, json!({"results": [record], "totalCount": 1})),
                    false => Answer::json(200, record.clone()),
                },
            );
        let client = client(&server);
        assert_eq!(client.applications().await.is_ok(), listed, "{change}");
        let one = client.application(&format!("{:024x}", 1)).await;
        assert_eq!(one.is_ok(), alone, "{change}");
    }
}

#[tokio::test]
async fn one_object_is_the_one_that_was_asked_for() {
    let (asked, other) = (format!("{:024x}", 1), format!("{:024x}", 2));
    let answered =
        |id: &str| json!({"_id": id, "id": id, "name": "saml2", "ssoUrl": "x", "config": {}});
    for (body, code) in [
        (answered(&asked), None),
        (answered(&other), Some("answer-of-another")),
        (answered("selection"), Some("unexpected-answer")),
        (json!({}), Some("unexpected-answer")),
        (json!(null), Some("unexpected-answer")),
        (json!([answered(&asked)]), Some("unexpected-answer")),
        (json!({"error": "try later"}), Some("unexpected-answer")),
        (json!({"message": "try later"}), Some("unexpected-answer")),
    ] {
        let answer = body.clone();
        let server = Canned::serve(move |_, _| Answer::json(200, answer.clone()));
        let client = client(&server);
        let errors = [
            client.application(&asked).await.err(),
            client.group(&asked).await.err(),
            client.user(&asked).await.err(),
            client.products(&asked).await.err(),
        ];
        for error in errors {
            assert_eq!(error.as_ref().map(|e| e.code), code, "{body}");
            if body.to_string().contains("try later") {
                assert!(error.unwrap().message.contains("try later"), "{body}");
            }
        }
    }
    let gone = Canned::serve(|_, _| Answer::json(404, json!({"message": "Not Found"})));
    assert_eq!(client(&gone).group(&asked).await.unwrap(), None);
    assert_eq!(client(&gone).user(&asked).await.unwrap(), None);
}

#[tokio::test]
async fn both_error_shapes_become_one_clear_error() {
    for (status, body, code, exit, hint) in [
        (
            401,
            json!({"message": "Unauthorized"}),
            "jumpcloud-key-rejected",
            4,
            "JUMPCLOUD_API_KEY",
        ),
        (
            401,
            json!({"error": "Unauthorized: bad key"}),
            "jumpcloud-key-rejected",
            4,
            "JUMPCLOUD_API_KEY",
        ),
        (
            403,
            json!({"message": "Forbidden"}),
            "jumpcloud-permission-missing",
            4,
            "applications.readonly",
        ),
        (
            404,
            json!({"code": 404, "message": "not found", "status": "NOT_FOUND"}),
            "jumpcloud-not-found",
            1,
            ORG,
        ),
        (
            400,
            json!({"status": 400, "error": "malformed org"}),
            "jumpcloud-refused",
            1,
            "--jumpcloud-org",
        ),
        (
            400,
            json!({"code": 3, "message": "bad", "details": [{"message": "limit"}]}),
            "jumpcloud-refused",
            1,
            "--jumpcloud-org",
        ),
    ] {
        let said = body.clone();
        let server = Canned::serve(move |_, _| Answer::json(status, body.clone()));
        let error = client(&server)
            .application("5f00000000000000000000a1")
            .await
            .unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit), "{error}");
        assert!(error.hints.iter().any(|h| h.contains(hint)), "{error:?}");
        let said = said.get("message").or(said.get("error")).unwrap();
        assert!(error.message.contains(said.as_str().unwrap()), "{error}");
        assert!(
            error
                .message
                .contains("reading the JumpCloud application 5f00000000000000000000a1")
        );
        assert!(!format!("{error:?}").contains(KEY));
    }
}

#[tokio::test]
async fn html_and_truncated_json_name_endpoint_and_remedy() {
    for (media_type, body) in [
        ("text/html", "<html><title>Portal</title></html>"),
        ("application/json", "{\"results\":[{\"_id\":\"a"),
    ] {
        let server = Canned::serve(move |_, _| Answer::text(200, media_type, body));
        let error = client(&server).applications().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("unexpected-answer", 1));
        assert!(error.message.contains("GET /api/applications"));
        assert!(error.hints.iter().any(|h| h.contains("--jumpcloud-url")));
    }
}

#[tokio::test]
async fn a_key_or_id_that_cannot_be_one_is_never_sent() {
    let server = Canned::serve(|_, _| Answer::json(200, json!({})));
    for key in ["", "  ", "a\nb", "kéy"] {
        let made = JumpCloud::new(server.url().parse().unwrap(), SecretString::from(key));
        let error = made.unwrap_err();
        assert_eq!((error.kind, error.exit_code()), (Kind::Credentials, 4));
    }
    for id in ["../organizations", "a/b", "", "a?x=1"] {
        assert_eq!(
            client(&server).application(id).await.unwrap_err().code,
            "id-malformed"
        );
        assert_eq!(
            client(&server).metadata(id, "a").await.unwrap_err().code,
            "id-malformed"
        );
        assert_eq!(
            client(&server)
                .bind("a", Holder::User, id)
                .await
                .unwrap_err()
                .code,
            "id-malformed"
        );
    }
    let elsewhere = client(&server).in_organization("a\r\nx: y".to_owned());
    assert_eq!(
        elsewhere.applications().await.unwrap_err().code,
        "id-malformed"
    );
    assert!(server.requests().is_empty());
    assert!(!format!("{:?}", client(&server)).contains(KEY));
}
