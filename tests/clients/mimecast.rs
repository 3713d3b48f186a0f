//! Mimecast: one token, the envelope, refusals, and objects that are created once.

use std::sync::Mutex;

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::mimecast::{Mimecast, MimecastGroupId, Profile, Reading, Setting};

use crate::canned::{Answer, Canned, Received};

const ID: &str = "client-0123456789";
const SECRET: &str = "s3cret-abcdef 0123+&=";

pub fn client(server: &Canned) -> Mimecast {
    Mimecast::new(
        server.url().parse().unwrap(),
        SecretString::from(ID),
        SecretString::from(SECRET),
    )
    .unwrap()
}

/// Answers token requests with `token-N`, everything else with `answer`.
pub fn serve(
    expires_in: u64,
    answer: impl Fn(&Received, usize) -> Answer + Send + Sync + 'static,
) -> Canned {
    Canned::serve(move |request, before| match request.path.as_str() {
        "/oauth/token" => Answer::json(
            200,
            json!({
                "access_token": format!("token-number-{before}"),
                "token_type": "Bearer",
                "expires_in": expires_in
            }),
        ),
        _ => answer(request, before),
    })
}

fn data(records: Value) -> Answer {
    Answer::json(
        200,
        json!({"meta": {"status": 200}, "data": records, "fail": []}),
    )
}

/// A list with the account's default profile, or setting.
fn defaults(request: &Received) -> Answer {
    match request.path.ends_with("find-settings") {
        true => data(json!([setting(
            "s0",
            "Default Application Settings",
            "p0",
            true
        )])),
        false => data(json!([profile("p0", "Default", true)])),
    }
}

fn profile(id: &str, description: &str, default: bool) -> Value {
    let block = json!({
        "enforced": false, "provider": "", "metadataUrl": "", "monitorMetadataUrl": false, "issuer": "",
        "loginUrl": "", "logoutUrl": "", "certificate": "", "allowSingleSignOn": false,
        "passwordProtectedContext": true, "integratedAuthenticationContext": true
    });
    json!({
        "id": id, "description": description, "default": default,
        "blocks": {"admin-console": block, "web-apps": block, "end-user-apps": block}
    })
}

fn setting(id: &str, description: &str, profile: &str, default: bool) -> Value {
    json!({
        "id": id, "description": description, "default": default, "authenticationProfileId": profile,
        "groupId": if default { "" } else { "g1" }
    })
}

fn fail(status: u16, code: &str, message: &str) -> Answer {
    let error = json!({"code": code, "message": message, "retryable": false});
    Answer::json(
        status,
        json!({"meta": {"status": status}, "data": [], "fail": [{"errors": [error]}]}),
    )
}

#[tokio::test]
async fn one_token_serves_all_callers_and_its_request_carries_no_other_credential() {
    let server = serve(1799, |request, _| defaults(request));
    let client = client(&server);
    let (a, b, c) = tokio::join!(client.profiles(), client.settings(), client.profiles());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    client.profiles().await.unwrap();
    assert_eq!(server.count("POST /oauth/token"), 1);
    for request in server.requests() {
        assert_eq!(request.header("x-api-key"), None);
        match request.path.as_str() {
            "/oauth/token" => {
                assert_eq!(request.header("authorization"), None);
                assert_eq!(
                    request.header("content-type"),
                    Some("application/x-www-form-urlencoded")
                );
                let fields: Vec<(String, String)> = url::form_urlencoded::parse(&request.body)
                    .into_owned()
                    .collect();
                let expected = [
                    ("grant_type", "client_credentials"),
                    ("client_id", ID),
                    ("client_secret", SECRET),
                ]
                .map(|(n, v)| (n.to_owned(), v.to_owned()));
                assert_eq!(fields, expected);
            }
            _ => {
                assert_eq!(
                    request.header("authorization"),
                    Some("Bearer token-number-0")
                );
                assert!(!String::from_utf8_lossy(&request.body).contains("s3cret"));
            }
        }
    }
    assert!(!format!("{client:?}").contains("s3cret"));
}

#[tokio::test]
async fn a_token_near_its_end_is_replaced() {
    // 20 s is within the margin of 30: never used for a second call.
    let server = serve(20, |request, _| defaults(request));
    let client = client(&server);
    client.profiles().await.unwrap();
    client.profiles().await.unwrap();
    assert_eq!(server.count("POST /oauth/token"), 2);
    assert_eq!(
        server.requests()[3].header("authorization"),
        Some("Bearer token-number-1")
    );
}

#[tokio::test]
async fn a_token_refused_in_mid_run_is_replaced_once() {
    let revoked = serve(1799, |request, _| match request.header("authorization") {
        Some("Bearer token-number-0") => fail(401, "token_expired", "expired"),
        _ => defaults(request),
    });
    client(&revoked).profiles().await.unwrap();
    assert_eq!(revoked.count("POST /oauth/token"), 2);

    let always = serve(1799, |_, _| fail(401, "token_expired", "expired"));
    let error = client(&always).profiles().await.unwrap_err();
    assert_eq!(
        (error.code, error.exit_code()),
        ("mimecast-credentials-rejected", 4)
    );
    assert_eq!(always.count("POST /oauth/token"), 2);
}

#[tokio::test]
async fn credentials_that_are_refused_name_their_variables() {
    for (status, body, code, exit) in [
        (
            401,
            json!({"error": "invalid_client", "error_description": "unknown"}),
            "mimecast-credentials-rejected",
            4,
        ),
        (
            400,
            json!({"error": "invalid_client"}),
            "mimecast-credentials-rejected",
            4,
        ),
        (
            403,
            json!({"fail": [{"errors": [{"code": "x", "message": "no"}]}]}),
            "mimecast-permission-missing",
            4,
        ),
        (404, json!({}), "unexpected-answer", 1),
        (200, json!({"token": "x"}), "unexpected-answer", 1),
        // It says no, and not to what.
        (200, json!({"fail": "none"}), "unexpected-answer", 1),
        (200, json!({"access_token": "a\nb"}), "unexpected-answer", 1),
    ] {
        let server = Canned::serve(move |_, _| Answer::json(status, body.clone()));
        let client = client(&server);
        let error = client.account().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit), "{error}");
        if exit == 4 {
            // Rejected once is rejected for the whole run.
            assert_eq!(client.profiles().await.unwrap_err().code, code);
            assert!(error.hints.iter().any(|h| h.contains("MIMECAST_CLIENT_ID")));
        }
        assert_eq!(server.lines(), ["POST /oauth/token"]);
    }
    let server = Canned::serve(|_, _| Answer::empty(500));
    for (id, secret) in [("", "x"), ("x", " \n")] {
        let made = Mimecast::new(
            server.url().parse().unwrap(),
            SecretString::from(id),
            SecretString::from(secret),
        );
        assert_eq!(made.unwrap_err().exit_code(), 4);
    }
}

#[tokio::test]
async fn a_fail_inside_200_is_an_error_and_tells_no_secret() {
    let server = serve(1799, |_, _| {
        Answer::json(
            200,
            json!({
                "meta": {"status": 200},
                "data": [{"accountCode": "CUK1A1", "passphrase": "open sesame"}],
                "fail": [{"errors": [{
                    "code": "err_xdk_x",
                    "message": format!("no {SECRET} supportCode: 4711 token-number-0 \u{1b}[31m")
                }]}]
            }),
        )
    });
    let error = client(&server).profiles().await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("mimecast-refused", 1));
    assert!(error.message.contains("err_xdk_x"), "{error}");
    for secret in [SECRET, "4711", "token-number-0", "sesame", "\u{1b}"] {
        assert!(
            !format!("{error:?}").contains(secret),
            "{secret}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_missing_permission_names_product_and_role() {
    let server = serve(1799, |_, _| fail(403, "err_forbidden", "no access"));
    let client = client(&server);
    let group = client.find_group("Staff").await.unwrap_err();
    let account = client.account().await.unwrap_err();
    for (error, product, role) in [
        (
            group,
            "userandgroupmanagement",
            "Directories | Groups | Read",
        ),
        (account, "accountmanagement", "Account | Dashboard | Read"),
    ] {
        assert_eq!(
            (error.code, error.exit_code()),
            ("mimecast-permission-missing", 4)
        );
        let hints = error.hints.join("\n");
        assert!(hints.contains(product) && hints.contains(role), "{hints}");
    }
}

#[tokio::test]
async fn a_gateway_without_profiles_points_at_the_worksheet() {
    let server = serve(1799, |_, _| Answer::text(404, "text/html", "<html></html>"));
    let error = client(&server).profiles().await.unwrap_err();
    assert_eq!(
        (error.code, error.exit_code()),
        ("mimecast-endpoint-missing", 1)
    );
    assert!(error.hints.iter().any(|h| h.contains("worksheet")));
}

#[tokio::test]
async fn the_account_code_is_asked_in_two_ways() {
    let whoami = json!({
        "version": "1.0", "type": "client",
        "account-codes": {"cg": "CUK1A1"}, "home-account": {"account-code": "CUK1A1", "name": "Widgets"}
    });
    for (first, expected_calls) in [
        (Answer::json as fn(u16, Value) -> Answer, 1),
        (|_, _| Answer::json(403, json!({})), 2),
        (|_, _| Answer::json(404, json!({})), 2),
        (|_, _| Answer::json(200, json!({"type": "client"})), 2),
    ] {
        let whoami = whoami.clone();
        let server = serve(1799, move |request, _| match request.line().as_str() {
            "GET /identity/whoami" => first(200, whoami.clone()),
            "POST /api/account/get-account" => data(json!([{
                "accountCode": "CUK1A1", "accountName": "Widgets", "passphrase": "p", "supportCode": "s"
            }])),
            _ => Answer::empty(404),
        });
        let account = client(&server).account().await.unwrap();
        assert_eq!(account.code.as_str(), "CUK1A1");
        assert_eq!(account.name.as_deref(), Some("Widgets"));
        assert_eq!(server.requests().len(), 1 + expected_calls);
    }
    let server = serve(1799, |request, _| match request.method.as_str() {
        "GET" => Answer::json(200, json!({})),
        _ => data(json!([{}])),
    });
    let error = client(&server).account().await.unwrap_err();
    assert_eq!(error.code, "account-code-unreadable");
    assert!(error.hints.iter().any(|h| h.contains("--account-code")));
}

#[tokio::test]
async fn a_group_is_the_one_with_exactly_this_name() {
    let server = serve(1799, |request, _| {
        if request.method == "GET" {
            return Answer::empty(404);
        }
        let body = request.json();
        let folder = |id: &str, name: &str| json!({"id": id, "description": name});
        let folders = match body.pointer("/data/0/source").and_then(Value::as_str) {
            Some("cloud") => json!([
                folder("1", "Staff UK"),
                folder("2", "Staff"),
                folder("3", "staff"),
                folder("4", "Twice"),
                folder("5", "Twice")
            ]),
            Some("ldap") => json!([folder("6", "Staff"), folder("7", "Synchronised")]),
            other => panic!("{other:?}"),
        };
        // Mimecast answers with what has the query in its name.
        let query = body.pointer("/data/0/query").and_then(Value::as_str);
        let query = query.expect("a query").to_lowercase();
        let mut folders = folders.as_array().cloned().unwrap_or_default();
        let has = |folder: &Value| folder["description"].as_str().map(str::to_lowercase);
        folders.retain(|folder| has(folder).is_some_and(|name| name.contains(&query)));
        data(json!([{"folders": folders}]))
    });
    let client = client(&server);
    assert_eq!(
        client
            .find_group("Staff")
            .await
            .unwrap()
            .unwrap()
            .id
            .as_str(),
        "2"
    );
    assert_eq!(
        client
            .find_group("Synchronised")
            .await
            .unwrap()
            .unwrap()
            .id
            .as_str(),
        "7"
    );
    assert!(client.find_group("Staf").await.unwrap().is_none());
    let error = client.find_group("Twice").await.unwrap_err();
    assert_eq!(error.code, "mimecast-group-ambiguous");
}

#[tokio::test]
async fn members_are_read_to_the_last_page() {
    let server = serve(1799, |request, _| {
        let body = request.json();
        let member = |email: Value| json!([{"groupMembers": [{"emailAddress": email, "domain": "example.com"}]}]);
        let token = body
            .pointer("/meta/pagination/pageToken")
            .and_then(Value::as_str);
        let (records, next) = match token {
            None => (member(json!("Ann@Example.com")), json!("p2")),
            Some("p2") => (member(json!("bob@example.com")), json!(null)),
            Some(other) => panic!("{other}"),
        };
        let meta = json!({"status": 200, "pagination": {"pageSize": 100, "next": next}});
        Answer::json(200, json!({"meta": meta, "data": records, "fail": []}))
    });
    let members = client(&server)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap();
    assert_eq!(members, ["ann@example.com", "bob@example.com"]);

    let endless = serve(1799, |_, _| {
        let meta = json!({"status": 200, "pagination": {"next": "again"}});
        Answer::json(200, json!({"meta": meta, "data": [], "fail": []}))
    });
    let error = client(&endless)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "list-unreadable");
}

#[tokio::test]
async fn a_group_with_a_whole_domain_in_it_cannot_be_listed() {
    let server = serve(1799, |_, _| {
        data(
            json!([{"groupMembers": [{"emailAddress": "ann@example.com"}, {"domain": "example.org"}]}]),
        )
    });
    let error = client(&server)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "mimecast-group-unlistable");
    assert!(error.message.contains("example.org"));
}

/// A server that keeps profiles; writes are acted on if `acts`, then answered with `answer` the
/// first time.
fn keeping(acts: bool, answer: fn() -> Answer) -> Canned {
    let store = Mutex::new(vec![
        profile("p0", "Default", true),
        profile("p2", "Staff", false),
    ]);
    serve(1799, move |request, before| {
        let mut store = store.lock().unwrap();
        let record = request
            .json()
            .pointer("/data/0")
            .cloned()
            .unwrap_or_default();
        match request.path.rsplit('/').next().unwrap() {
            "find-profiles" => return data(json!(*store)),
            "create-profile" if acts => {
                let mut created = profile("p1", "", false);
                created["description"] = record["description"].clone();
                store.push(created);
            }
            "delete-profile" if acts => store.retain(|p| p["id"] != record["id"]),
            "update-profile" if acts => {
                let place = store.iter_mut().find(|p| p["id"] == record["id"]);
                *place.unwrap() = record.clone();
            }
            _ => {}
        }
        match before {
            0 => answer(),
            _ => data(json!([record])),
        }
    })
}

#[tokio::test]
async fn a_profile_whose_answer_is_lost_is_looked_for_and_never_created_twice() {
    let line = "POST /api/authentication-profile/create-profile";
    let answers: [fn() -> Answer; 4] = [
        || Answer::HangUp,
        || Answer::empty(503),
        || Answer::text(200, "text/html", "<html></html>"),
        || data(json!([])),
    ];
    let draft = Profile::draft("JumpCloud SSO");
    for answer in answers {
        let server = keeping(true, answer);
        let created = client(&server).create_profile(&draft).await.unwrap();
        assert_eq!(
            (created.id().as_str(), created.description()),
            ("p1", "JumpCloud SSO")
        );
        assert_eq!(server.count(line), 1);

        let server = keeping(false, answer);
        let error = client(&server).create_profile(&draft).await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("create-unconfirmed", 5));
        assert_eq!(server.count(line), 1);
    }
    let refused = keeping(false, || {
        fail(
            200,
            "err_authentication_profile_description_exists",
            "exists",
        )
    });
    let error = client(&refused).create_profile(&draft).await.unwrap_err();
    assert_eq!(error.code, "mimecast-refused");
    assert!(
        error
            .message
            .contains("err_authentication_profile_description_exists")
    );
}

#[tokio::test]
async fn a_lost_update_and_a_lost_delete_are_looked_for() {
    let server = keeping(true, || Answer::empty(503));
    let default = client(&server).profiles().await.unwrap().remove(0);
    let mut document = default.as_value().clone();
    document["blocks"]["web-apps"]["enforced"] = json!(true);
    let default = Profile::new(document);
    let updated = client(&server).update_profile(&default).await.unwrap();
    assert_eq!(updated, default);
    assert_eq!(
        server.count("POST /api/authentication-profile/update-profile"),
        1
    );

    let staff = Profile::new(profile("p2", "Staff", false));
    let server = keeping(true, || Answer::HangUp);
    client(&server).delete_profile(&staff).await.unwrap();
    assert_eq!(
        server.count("POST /api/authentication-profile/delete-profile"),
        1
    );

    let server = keeping(false, || {
        fail(200, "err_authentication_profile_in_use", "in use")
    });
    let error = client(&server).delete_profile(&staff).await.unwrap_err();
    assert!(error.message.contains("err_authentication_profile_in_use"));
    let gone = Profile::new(profile("gone", "Gone", false));
    client(&server).delete_profile(&gone).await.unwrap();
    // An answer that looks like success, and nothing is gone.
    let server = keeping(false, || data(json!([])));
    let error = client(&server).delete_profile(&staff).await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), ("answer-of-another", 1));
}

#[tokio::test]
async fn a_setting_is_written_with_what_it_came_with() {
    let server = serve(1799, |request, _| {
        if request.path.ends_with("find-settings") {
            return defaults(request);
        }
        let mut record = request
            .json()
            .pointer("/data/0")
            .cloned()
            .unwrap_or(json!({}));
        record["id"] = json!("s1");
        record["outlookEnabled"] = json!(true);
        data(json!([record]))
    });
    let client = client(&server);
    let profile = |id: &str| Profile::new(json!({"id": id, "description": id}));
    let mut draft = Setting::draft("JumpCloud SSO");
    draft.set_group_id(&MimecastGroupId::new("g1"));
    draft.set_profile(&profile("p1"));
    let mut setting = client.create_setting(&draft).await.unwrap();
    assert_eq!((setting.id(), setting.group_id().as_str()), ("s1", "g1"));
    setting.set_profile(&profile("p2"));
    let updated = client.update_setting(&setting).await.unwrap();
    assert_eq!(updated.authentication_profile_id().as_str(), "p2");
    let sent = server.requests().pop().unwrap().json();
    assert_eq!(sent.pointer("/data/0/outlookEnabled"), Some(&json!(true)));
    client.delete_setting(&updated).await.unwrap();
}

/// What a service says of its time is hostile input like everything else.
#[tokio::test]
async fn a_clock_at_the_end_of_time_is_no_panic() {
    for date in [
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
    ] {
        let server = serve(1799, move |_, _| {
            data(json!([{"accountCode": "CUK1A1", "id": "1"}])).with("date", date)
        });
        let client = client(&server);
        for reading in [Reading::Account, Reading::Audit, Reading::Audit] {
            // Some time between the two, so that the sum is past the end.
            tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
            assert!(client.try_reading(reading).await.unwrap().told, "{date}");
        }
    }
}
