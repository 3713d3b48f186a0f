//! JumpCloud: paging, errors, writes that are never made twice.

use std::sync::Mutex;

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::error::Kind;
use sso_setup::jumpcloud::{Application, Bound, JumpCloud, Target, Unbound};

use crate::canned::{Answer, Canned, Received};

const KEY: &str = "jca_0123456789abcdef";
const ORG: &str = "5f0000000000000000000001";

fn client(server: &Canned) -> JumpCloud {
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

fn application(id: &str, sso_url: &str) -> Value {
    json!({"_id": id, "name": "saml2", "ssoUrl": sso_url, "active": true, "config": {}})
}

fn ids(applications: &[Application]) -> Vec<&str> {
    applications.iter().map(Application::id).collect()
}

#[tokio::test]
async fn reads_every_page_with_the_key_and_the_organisation() {
    let server = Canned::serve(|request, _| {
        page(
            request,
            250,
            |i| json!({"_id": format!("a{i}"), "displayName": format!("O{i}")}),
        )
    });
    let client = client(&server);
    let applications = client.applications().await.unwrap();
    assert_eq!(applications.len(), 250);
    assert_eq!(ids(&applications)[249], "a249");
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
async fn a_list_without_a_count_ends_with_its_last_page() {
    let server = Canned::serve(|request, _| match request.query("skip") {
        Some("0") => {
            let first: Vec<Value> = (0..100)
                .map(|i| json!({"id": format!("g{i}"), "name": "n"}))
                .collect();
            Answer::json(200, json!(first))
        }
        _ => Answer::json(200, json!([{"id": "g100", "name": "last"}])),
    });
    assert_eq!(client(&server).groups().await.unwrap().len(), 101);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_list_that_never_ends_is_stopped() {
    let repeats = Canned::serve(|_, _| {
        Answer::json(200, json!({"results": [{"_id": "a1"}], "totalCount": 5}))
    });
    let error = client(&repeats).applications().await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("list-endless", 1));
    assert_eq!(repeats.requests().len(), 2);

    let grows = Canned::serve(|request, _| {
        let skip: usize = request.query("skip").unwrap().parse().unwrap();
        let results: Vec<Value> = (0..100)
            .map(|i| json!({"_id": format!("a{}", skip + i)}))
            .collect();
        Answer::json(200, json!({"results": results, "totalCount": skip + 1000}))
    });
    let error = client(&grows).applications().await.unwrap_err();
    assert_eq!(error.code, "list-endless");
    assert!(grows.requests().len() <= 101);
}

#[tokio::test]
async fn a_list_shorter_than_its_count_is_not_taken_for_whole() {
    let server = Canned::serve(|request, _| match request.query("skip") {
        Some("0") => Answer::json(200, json!({"results": [{"_id": "a"}], "totalCount": 3})),
        _ => Answer::json(200, json!({"results": [], "totalCount": 3})),
    });
    let error = client(&server).applications().await.unwrap_err();
    assert_eq!(error.code, "list-incomplete");
}

#[tokio::test]
async fn a_list_of_another_shape_is_refused() {
    for body in [
        json!({"applications": []}),
        json!({"results": {}}),
        json!("x"),
        json!({"results": [{"name": "no id"}], "totalCount": 1}),
        json!({"results": [null], "totalCount": 1}),
    ] {
        let server = Canned::serve(move |_, _| Answer::json(200, body.clone()));
        let error = client(&server).applications().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("unexpected-answer", 1));
        assert!(error.message.contains("GET /api/applications"), "{error}");
    }
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
        let error = client(&server).application("a1").await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit), "{error}");
        assert!(error.hints.iter().any(|h| h.contains(hint)), "{error:?}");
        let said = said.get("message").or(said.get("error")).unwrap();
        assert!(error.message.contains(said.as_str().unwrap()), "{error}");
        assert!(
            error
                .message
                .contains("reading the JumpCloud application a1")
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
                .bind("a", Target::User, id)
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

#[tokio::test]
async fn a_template_is_found_by_its_exact_name() {
    let server = Canned::serve(|_, _| {
        let results = json!([{"_id": "1", "name": "Mimecast"}, {"_id": "2", "name": "mimecast"}]);
        Answer::json(200, json!({"results": results, "totalCount": 2}))
    });
    let client = client(&server);
    assert_eq!(
        client
            .template_named("mimecast")
            .await
            .unwrap()
            .unwrap()
            .id(),
        "2"
    );
    assert!(client.template_named("mimecas").await.unwrap().is_none());
    assert_eq!(
        server.requests()[0].query("filter"),
        Some("name:$eq:mimecast")
    );
}

#[tokio::test]
async fn a_create_that_answers_is_that() {
    let server = Canned::serve(|request, _| {
        let mut created = request.json();
        created["_id"] = json!("new");
        Answer::json(200, created)
    });
    let body = application("", "https://sso.example.com/x");
    let created = client(&server)
        .create_application(&body, &[])
        .await
        .unwrap();
    assert_eq!(
        (created.application.id(), created.recovered),
        ("new", false)
    );
    assert_eq!(server.lines(), ["POST /api/applications"]);
}

/// A server on which a create is acted on `made` times and answered with `answer`.
fn losing(made: usize, answer: fn() -> Answer) -> Canned {
    let store = Mutex::new(vec![
        application("old", "https://sso.example.com/x"),
        application("other", "https://sso.example.com/y"),
    ]);
    Canned::serve(move |request, _| {
        let mut store = store.lock().unwrap();
        match request.line().as_str() {
            "POST /api/applications" => {
                for i in 0..made {
                    store.push(application(&format!("new{i}"), "https://sso.example.com/x"));
                }
                answer()
            }
            "GET /api/applications" => {
                Answer::json(200, json!({"results": *store, "totalCount": store.len()}))
            }
            _ => {
                let id = request.path.rsplit('/').next().unwrap();
                let found = store.iter().find(|a| a["_id"] == id).unwrap();
                Answer::json(200, found.clone())
            }
        }
    })
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_looked_for_and_never_repeated() {
    let body = application("", "https://sso.example.com/x");
    let known = ["old".to_owned(), "other".to_owned()];
    let answers: [fn() -> Answer; 5] = [
        || Answer::HangUp,
        || Answer::empty(503),
        || Answer::empty(500),
        || Answer::text(200, "text/html", "<html></html>"),
        || Answer::text(200, "application/json", "{\"_id\":\"ne"),
    ];
    for answer in answers {
        let server = losing(1, answer);
        let created = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap();
        assert_eq!(
            (created.application.id(), created.recovered),
            ("new0", true)
        );
        assert_eq!(server.count("POST /api/applications"), 1);

        let server = losing(0, answer);
        let error = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("create-unconfirmed", 5));
        assert_eq!(server.count("POST /api/applications"), 1);

        let server = losing(2, answer);
        let error = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap_err();
        assert_eq!(error.code, "create-ambiguous");
        assert!(error.message.contains("new0, new1"), "{error}");
    }
}

#[tokio::test]
async fn a_create_that_is_refused_is_not_looked_for() {
    let server = losing(0, || {
        Answer::json(400, json!({"error": "The IdP URL is required"}))
    });
    let body = application("", "https://sso.example.com/x");
    let error = client(&server)
        .create_application(&body, &[])
        .await
        .unwrap_err();
    assert_eq!(error.code, "jumpcloud-refused");
    assert!(error.message.contains("The IdP URL is required"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_replace_sends_the_document_as_it_was_read() {
    let text = r#"{"zeta":null,"_id":"a1","name":"saml2","ssoUrl":"https://x","config":{"b":{"value":"x"},"a":{"odd":[1,2.5]}},"active":true}"#;
    let server = Canned::serve(move |request, before| match request.method.as_str() {
        "PUT" if before == 0 => Answer::empty(502),
        _ => Answer::text(200, "application/json", text),
    });
    let client = client(&server);
    let read = client.application("a1").await.unwrap();
    client
        .replace_application("a1", read.as_value())
        .await
        .unwrap();
    let last = server.requests().pop().unwrap();
    assert_eq!(last.line(), "PUT /api/applications/a1");
    assert_eq!(String::from_utf8(last.body).unwrap(), text);
    assert_eq!(
        last.headers
            .iter()
            .filter(|(n, _)| n == "content-type")
            .count(),
        1
    );
    assert_eq!(server.count("PUT /api/applications/a1"), 2);
}

#[tokio::test]
async fn deleting_what_is_gone_is_done() {
    for status in [200, 204, 404] {
        let server = Canned::serve(move |_, _| match status {
            204 => Answer::empty(204),
            _ => Answer::json(status, json!({})),
        });
        client(&server).delete_application("a1").await.unwrap();
        assert_eq!(server.lines(), ["DELETE /api/applications/a1"]);
    }
    let server = Canned::serve(|_, _| Answer::json(403, json!({})));
    let error = client(&server).delete_application("a1").await.unwrap_err();
    assert_eq!(error.exit_code(), 4);
}

#[tokio::test]
async fn a_logo_goes_up_as_the_field_image() {
    let server = Canned::serve(|_, _| Answer::empty(204));
    client(&server)
        .upload_logo("a1", "logo.png", "image/png", b"\x89PNG".to_vec())
        .await
        .unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.line(), "POST /api/v2/applications/a1/logo");
    let media_type = request.header("content-type").unwrap().to_owned();
    assert!(media_type.starts_with("multipart/form-data; boundary="));
    let body = String::from_utf8_lossy(&request.body).into_owned();
    assert!(
        body.contains("name=\"image\"; filename=\"logo.png\""),
        "{body}"
    );
    assert!(body.contains("Content-Type: image/png"), "{body}");
}

#[tokio::test]
async fn metadata_is_checked_before_it_is_believed() {
    let good =
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>"#;
    for (status, media_type, body, outcome) in [
        (200, "application/xml", good, Ok(())),
        (
            200,
            "application/samlmetadata+xml; charset=utf-8",
            good,
            Ok(()),
        ),
        (200, "application/octet-stream", good, Ok(())),
        (200, "text/html", good, Err("unexpected-answer")),
        (
            200,
            "text/html",
            "<html><title>JumpCloud</title></html>",
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/json",
            r#"{"message":"no"}"#,
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            r#"{"message":"no"}"#,
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            "<html></html>",
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            "<EntityDescriptor/>",
            Err("unexpected-answer"),
        ),
        (200, "application/xml", "", Err("unexpected-answer")),
        (500, "application/xml", good, Err("service-unavailable")),
        (401, "application/json", "{}", Err("jumpcloud-key-rejected")),
        (404, "application/json", "{}", Err("jumpcloud-not-found")),
    ] {
        let server = Canned::serve(move |_, _| Answer::text(status, media_type, body));
        let result = client(&server).metadata(ORG, "a1").await;
        match outcome {
            Ok(()) => assert_eq!(result.unwrap(), body.as_bytes()),
            Err(code) => assert_eq!(result.unwrap_err().code, code, "{media_type} {body}"),
        }
        let line = format!("GET /api/organizations/{ORG}/applications/a1/metadata.xml");
        assert_eq!(server.lines(), [line]);
    }
    let large = Canned::serve(|_, _| Answer::text(200, "application/xml", vec![b' '; 2 << 20]));
    let error = client(&large).metadata(ORG, "a1").await.unwrap_err();
    assert_eq!(error.code, "answer-too-large");
}

#[tokio::test]
async fn a_group_is_found_by_its_exact_name_and_never_by_a_broken_filter() {
    let server = Canned::serve(|_, _| {
        Answer::json(
            200,
            json!([
                {"id": "g1", "name": "staff"}, {"id": "g2", "name": "Staff"},
                {"id": "g3", "name": "R&D, UK"}, {"id": "g4", "name": "Staff*"}
            ]),
        )
    });
    let client = client(&server);
    for (name, id, filter) in [
        ("Staff", Some("g2"), Some("name:eq:Staff")),
        ("Staf", None, Some("name:eq:Staf")),
        ("R&D, UK", Some("g3"), None),
        ("Staff*", Some("g4"), None),
        ("S*", None, None),
    ] {
        let found = client.find_group(name).await.unwrap();
        assert_eq!(found.map(|g| g.id).as_deref(), id, "{name}");
        assert_eq!(server.requests().last().unwrap().query("filter"), filter);
    }
}

#[tokio::test]
async fn a_group_is_created_once() {
    let made = Canned::serve(|request, _| {
        assert_eq!(request.json(), json!({"name": "Staff"}));
        Answer::json(
            201,
            json!({"id": "g1", "name": "Staff", "type": "user_group"}),
        )
    });
    assert_eq!(client(&made).create_group("Staff").await.unwrap().id, "g1");

    let answers: [fn() -> Answer; 3] = [
        || Answer::HangUp,
        || Answer::json(409, json!({"message": "Already Exists"})),
        || Answer::text(201, "application/json", "{\"id\""),
    ];
    for answer in answers {
        let lost = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(200, json!([{"id": "g1", "name": "Staff"}])),
        });
        assert_eq!(client(&lost).create_group("Staff").await.unwrap().id, "g1");
        assert_eq!(lost.count("POST /api/v2/usergroups"), 1);

        let gone = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(200, json!([])),
        });
        assert!(client(&gone).create_group("Staff").await.is_err());
        assert_eq!(gone.count("POST /api/v2/usergroups"), 1);
    }
}

#[tokio::test]
async fn binding_twice_is_binding_once() {
    let connection = |id: &str| json!([{"to": {"type": "user_group", "id": id}}]);
    let line = "POST /api/v2/applications/a1/associations";

    let fresh = Canned::serve(|_, _| Answer::empty(204));
    let bind = client(&fresh).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(
        fresh.requests()[0].json(),
        json!({"op": "add", "type": "user_group", "id": "g1"})
    );

    let bound = Canned::serve(|_, _| Answer::json(409, json!({"message": "Already Exists"})));
    let bind = client(&bound).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::AlreadyThere);

    let lost = Canned::serve(move |request, _| match request.method.as_str() {
        "POST" => Answer::HangUp,
        _ => Answer::json(200, connection("g1")),
    });
    let bind = client(&lost).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(lost.count(line), 1);
    assert_eq!(lost.requests()[1].query("targets"), Some("user_group"));

    let flaky = Canned::serve(move |request, before| match request.method.as_str() {
        "POST" if before == 0 => Answer::empty(503),
        "POST" => Answer::empty(204),
        _ => Answer::json(200, json!([])),
    });
    let bind = client(&flaky).bind("a1", Target::User, "u1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(flaky.count(line), 2);

    let missing = Canned::serve(|_, _| Answer::json(404, json!({"message": "not found"})));
    let bind = client(&missing).bind("a1", Target::User, "u1").await;
    assert_eq!(bind.unwrap_err().code, "jumpcloud-not-found");
    let unbind = client(&missing).unbind("a1", Target::User, "u1").await;
    assert_eq!(unbind.unwrap(), Unbound::NotThere);

    let unbind = client(&fresh).unbind("a1", Target::User, "u1").await;
    assert_eq!(unbind.unwrap(), Unbound::Removed);
    assert_eq!(fresh.requests().pop().unwrap().json()["op"], "remove");
}

#[tokio::test]
async fn who_has_access_is_read_by_kind() {
    let server = Canned::serve(|request, _| {
        let kind = request.query("targets").unwrap_or("user").to_owned();
        Answer::json(
            200,
            json!([{"to": {"type": kind, "id": format!("{kind}1")}, "from": null}]),
        )
        .with("x-total-count", "1")
    });
    let client = client(&server);
    assert_eq!(client.bound("a1", Target::User).await.unwrap(), ["user1"]);
    assert_eq!(
        client.bound("a1", Target::UserGroup).await.unwrap(),
        ["user_group1"]
    );
    assert_eq!(client.group_members("g1").await.unwrap(), ["user1"]);
    assert_eq!(server.lines()[2], "GET /api/v2/usergroups/g1/members");
}

#[tokio::test]
async fn a_user_counts_as_active_only_when_it_is_known() {
    let server = Canned::serve(|_, _| {
        let results = json!([
            {"_id": "u1", "email": "A@example.com", "state": "ACTIVATED", "suspended": false},
            {"_id": "u2", "email": "b@example.com", "state": "ACTIVATED", "suspended": true},
            {"_id": "u3", "email": "c@example.com", "state": "STAGED"},
            {"_id": "u4", "email": null}
        ]);
        Answer::json(200, json!({"results": results, "totalCount": 4}))
    });
    let client = client(&server);
    let users = client.users().await.unwrap();
    let active: Vec<bool> = users.iter().map(|u| u.active).collect();
    assert_eq!(active, [true, false, false, false]);
    let request = &server.requests()[0];
    assert_eq!(
        request.query("fields"),
        Some("email state suspended username")
    );
    assert_eq!(
        client.find_user("a@Example.com").await.unwrap().unwrap().id,
        "u1"
    );
    assert!(client.find_user("d@example.com").await.unwrap().is_none());
}
