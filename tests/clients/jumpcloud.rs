//! JumpCloud: the key, paging, and what its refusals become.

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::error::Kind;
use sso_setup::jumpcloud::{Application, JumpCloud, Target};

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

/// Answers the metadata document where `allowed` says so of the request's `x-org-id`, else `status`.
fn metadata_server(status: u16, allowed: fn(bool) -> bool) -> Canned {
    Canned::serve(
        move |request, _| match allowed(request.header("x-org-id").is_some()) {
            true => Answer::text(
                200,
                "application/xml",
                r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>"#,
            ),
            false => Answer::json(status, json!({"message": "no"})),
        },
    )
}

#[tokio::test]
async fn below_the_organisations_none_is_named_unless_jumpcloud_wants_it() {
    for (status, allowed, expected) in [
        // Taken as it is: three requests for three documents.
        (403, (|named| !named) as fn(bool) -> bool, "...".to_owned()),
        (403, |_| true, "...".to_owned()),
        // Refused: once more with the header, and from then on with it at once, in every clone.
        (401, |named| named, ".nnn".to_owned()),
        (403, |named| named, ".nnn".to_owned()),
    ] {
        let server = metadata_server(status, allowed);
        let client = client(&server);
        for client in [client.clone(), client.clone(), client] {
            client.metadata(ORG, "a1").await.unwrap();
        }
        let asked: String = server
            .requests()
            .iter()
            .map(|r| match r.header("x-org-id") {
                Some(_) => 'n',
                None => '.',
            })
            .collect();
        assert_eq!(asked, expected, "{status}");
    }
}

#[tokio::test]
async fn what_is_refused_either_way_is_refused_and_what_is_no_refusal_is_not_repeated() {
    for (status, code, requests) in [
        (401, "jumpcloud-key-rejected", 2),
        (403, "jumpcloud-permission-missing", 2),
        (404, "jumpcloud-not-found", 1),
        (400, "jumpcloud-refused", 1),
    ] {
        let server = metadata_server(status, |_| false);
        let error = client(&server).metadata(ORG, "a1").await.unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(server.requests().len(), requests, "{status}");
    }
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
