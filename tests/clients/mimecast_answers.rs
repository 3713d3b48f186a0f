//! Mimecast's answers that look fine and are not: a status or a refusal inside HTTP 200, lists that do not say, objects that
//! are not the one that was meant.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use secrecy::SecretString;
use serde_json::{Value, json};
use sso_setup::mimecast::{AccountTold, Group, Mimecast, MimecastGroupId, Profile, Setting};

use crate::canned::{Answer, Canned, Received};

const TOKEN: &str = "/oauth/token";
const PROFILES: &str = "/api/authentication-profile/find-profiles";
const SETTINGS: &str = "/api/application-setting/find-settings";

fn client(server: &Canned) -> Mimecast {
    let secret = |text| SecretString::from(text);
    let url = server.url().parse().unwrap();
    Mimecast::new(url, secret("client-0123456789"), secret("s3cret-abcdef")).unwrap()
}

fn token(before: usize) -> Answer {
    let token = format!("token-number-{before}");
    Answer::json(
        200,
        json!({"access_token": token, "token_type": "Bearer", "expires_in": 1799}),
    )
}

/// Answers token requests, and everything else with `answer`.
fn serve(answer: impl Fn(&Received, usize) -> Answer + Send + Sync + 'static) -> Canned {
    Canned::serve(move |request, before| match request.path.as_str() {
        TOKEN => token(before),
        _ => answer(request, before),
    })
}

fn data(records: Value) -> Answer {
    Answer::json(
        200,
        json!({"meta": {"status": 200}, "data": records, "fail": []}),
    )
}

fn page(records: Value, pagination: Value) -> Answer {
    let meta = json!({"status": 200, "pagination": pagination});
    Answer::json(200, json!({"meta": meta, "data": records, "fail": []}))
}

/// HTTP 200 with a status in it.
fn status(status: u16) -> Answer {
    Answer::json(
        200,
        json!({"meta": {"status": status}, "data": [], "fail": []}),
    )
}

/// HTTP 200 with a refusal in it.
fn fail(code: &str, retryable: bool) -> Answer {
    let error = json!({"code": code, "message": "Mimecast's own words", "retryable": retryable});
    Answer::json(
        200,
        json!({"meta": {"status": 200}, "data": [], "fail": [{"errors": [error]}]}),
    )
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

fn profiles() -> Value {
    json!([
        profile("p0", "Default", true),
        profile("p1", "Staff", false)
    ])
}

fn settings() -> Value {
    json!([
        setting("s0", "Default settings", "p0", true),
        setting("s1", "Staff", "p1", false)
    ])
}

/// The answer of an unspoilt service to either list.
fn lists(request: &Received) -> Answer {
    match request.path.as_str() {
        SETTINGS => data(settings()),
        _ => data(profiles()),
    }
}

#[tokio::test]
async fn a_status_inside_200_counts_as_the_http_status() {
    for (told, code, exit, tries) in [
        (400, "mimecast-refused", 1, 1),
        (401, "mimecast-credentials-rejected", 4, 2),
        (403, "mimecast-permission-missing", 4, 1),
        (404, "mimecast-endpoint-missing", 1, 1),
        (429, "rate-limited", 5, 4),
        (408, "service-unavailable", 5, 4),
        (500, "service-unavailable", 5, 2),
        (522, "service-unavailable", 5, 4),
        (502, "service-unavailable", 5, 4),
        (503, "service-unavailable", 5, 4),
    ] {
        let server = serve(move |_, _| status(told));
        let client = client(&server);
        let error = client.profiles().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit), "{told}");
        assert_eq!(server.count(&format!("POST {PROFILES}")), tries, "{told}");
        assert!(error.message.contains(&told.to_string()), "{error}");
        assert_eq!(
            client
                .group_members(&MimecastGroupId::new("g1"))
                .await
                .unwrap_err()
                .code,
            code
        );
        assert_eq!(client.find_group("Staff").await.unwrap_err().code, code);
        if let 403 = told {
            assert!(
                error.hints.iter().any(|h| h.contains("product")),
                "{error:?}"
            );
        }
        if told == 401 {
            assert!(server.count("POST /oauth/token") >= 2);
        }
    }
    // One that passes is waited out, and a token that is not good any more is replaced.
    for first in [
        || status(503),
        || status(429),
        || fail("x", true),
        || status(401),
    ] as [fn() -> Answer; 4]
    {
        let server = serve(move |request, before| match before {
            0 => first(),
            _ => lists(request),
        });
        assert_eq!(client(&server).profiles().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_refusal_inside_200_says_what_it_is() {
    for (code, retryable, expected, exit, tries) in [
        (
            "token_expired",
            false,
            "mimecast-credentials-rejected",
            4,
            2,
        ),
        (
            "err_xdk_invalid_token",
            false,
            "mimecast-credentials-rejected",
            4,
            2,
        ),
        (
            "err_xdk_forbidden",
            false,
            "mimecast-permission-missing",
            4,
            1,
        ),
        ("err_internal", true, "service-unavailable", 5, 4),
        ("err_validation", false, "mimecast-refused", 1, 1),
    ] {
        let server = serve(move |_, _| fail(code, retryable));
        let error = client(&server).settings().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (expected, exit), "{code}");
        assert_eq!(server.count(&format!("POST {SETTINGS}")), tries, "{code}");
        assert!(error.message.contains("own words"), "{error}");
    }
    let server = serve(|request, _| match request.header("authorization") {
        Some("Bearer token-number-0") => fail("token_expired", false),
        _ => lists(request),
    });
    assert_eq!(client(&server).settings().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_token_call_can_refuse_inside_200() {
    for (answer, code, exit, tries) in [
        (
            (|| fail("invalid_client", false)) as fn() -> Answer,
            "mimecast-credentials-rejected",
            4,
            1,
        ),
        (
            || fail("token_expired", false),
            "mimecast-credentials-rejected",
            4,
            2,
        ),
        (
            || fail("anything", false),
            "mimecast-credentials-rejected",
            4,
            1,
        ),
        (|| status(401), "mimecast-credentials-rejected", 4, 1),
        (|| status(403), "mimecast-permission-missing", 4, 1),
        (|| status(503), "service-unavailable", 5, 4),
        (
            || Answer::json(200, json!({"error": "invalid_client"})),
            "mimecast-credentials-rejected",
            4,
            1,
        ),
        (|| Answer::json(200, json!({})), "unexpected-answer", 1, 1),
    ] {
        let server = Canned::serve(move |_, _| answer());
        let error = client(&server).sign_in().await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, exit), "{error}");
        assert_eq!(server.count("POST /oauth/token"), tries, "{error}");
    }
    let server = Canned::serve(|_, before| match before {
        0 => fail("token_expired", false),
        _ => token(before),
    });
    client(&server).sign_in().await.unwrap();
}

#[tokio::test]
async fn a_write_that_may_have_been_done_is_looked_for_and_never_made_twice() {
    let create = "POST /directory/cloud-gateway/v1/groups";
    for spoilt in [
        || status(503),
        || status(429),
        || status(302),
        || fail("x", true),
        || Answer::json(200, json!({})),
        || Answer::json(200, json!([])),
        || Answer::json(200, json!({"id": "../groups"})),
        || Answer::json(200, json!({"id": "g9", "description": "Other"})),
        || {
            Answer::json(
                200,
                json!({"data": [{"id": "g9"}], "fail": [{"errors": [{"code": "x"}]}]}),
            )
        },
    ] as [fn() -> Answer; 9]
    {
        let made = Mutex::new(false);
        let server = serve(move |request, _| {
            let mut made = made.lock().unwrap();
            if request.method == "GET" {
                return Answer::empty(404);
            }
            if request.path.ends_with("find-groups") {
                let folders = match *made {
                    true => json!([{"id": "g7", "description": "Pilot"}]),
                    false => json!([]),
                };
                return data(json!([{"folders": folders}]));
            }
            *made = true;
            spoilt()
        });
        let group = client(&server).create_group("Pilot").await.unwrap();
        assert_eq!(group.id.as_str(), "g7");
        assert_eq!(server.count(create), 1);
    }
    for (refused, code) in [
        (
            (|| status(403)) as fn() -> Answer,
            "mimecast-permission-missing",
        ),
        (|| fail("err_folder_exists", false), "mimecast-refused"),
    ] {
        let server = serve(move |_, _| refused());
        let error = client(&server).create_group("Pilot").await.unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(server.requests().len(), 2, "nothing to look for");
    }
}

#[tokio::test]
async fn a_list_that_does_not_say_is_unreadable_and_never_empty() {
    let nothing: [fn() -> Answer; 8] = [
        || Answer::json(200, json!({})),
        || Answer::json(200, json!({"data": []})),
        || {
            Answer::json(
                200,
                json!({"meta": {"status": 200}, "data": null, "fail": []}),
            )
        },
        || Answer::json(200, json!({"results": [], "totalCount": 0})),
        || data(json!([])),
        || data(json!([{}])),
        || data(json!([null])),
        || data(json!([{"groupMembers": null, "folders": {}}])),
    ];
    for answer in nothing {
        let server = serve(move |_, _| answer());
        let client = client(&server);
        let errors = [
            client.profiles().await.unwrap_err(),
            client.settings().await.unwrap_err(),
            client.paired().await.unwrap_err(),
            client
                .group_members(&MimecastGroupId::new("g1"))
                .await
                .unwrap_err(),
            client.find_group("Staff").await.map(drop).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(
                (error.code, error.exit_code()),
                ("list-unreadable", 1),
                "{error}"
            );
        }
    }
    // Nothing in the list is something else than no list.
    let server = serve(|_, _| data(json!([{"groupMembers": [], "folders": []}])));
    assert!(
        client(&server)
            .group_members(&MimecastGroupId::new("g1"))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(client(&server).find_group("Staff").await.unwrap().is_none());
}

#[tokio::test]
async fn a_record_that_is_none_makes_its_list_unreadable() {
    let ann = json!({"emailAddress": "ann@widgets.example", "domain": "widgets.example"});
    for spoilt in [
        json!(null),
        json!({}),
        json!("bob@widgets.example"),
        json!({"emailAddress": null}),
        json!({"emailAddress": "bob"}),
        json!({"emailAddress": 7, "domain": ""}),
    ] {
        let records = json!([{"groupMembers": [ann, spoilt]}]);
        let server = serve(move |_, _| data(records.clone()));
        let error = client(&server)
            .group_members(&MimecastGroupId::new("g1"))
            .await
            .unwrap_err();
        assert_eq!(error.code, "list-unreadable", "{spoilt}");
    }
    for spoilt in [
        json!(null),
        json!({}),
        json!({"id": "g1"}),
        json!({"id": "g1", "description": ""}),
        json!({"id": "../x", "description": "Staff"}),
        json!({"id": 1, "description": "Staff"}),
        json!({"id": "g1", "description": "Staff", "source": "other"}),
    ] {
        let records = json!([{"folders": [spoilt]}]);
        let server = serve(move |_, _| data(records.clone()));
        let error = client(&server).find_group("Staff").await.unwrap_err();
        assert_eq!(error.code, "list-unreadable", "{spoilt}");
    }
}

#[tokio::test]
async fn fewer_records_than_the_service_counts_are_a_list_cut_short() {
    let total = json!({"pageSize": 2, "totalCount": 3});
    let short = total.clone();
    let server = serve(move |request, _| match request.path.as_str() {
        SETTINGS => page(settings(), short.clone()),
        PROFILES => page(profiles(), short.clone()),
        _ => page(
            json!([{"groupMembers": [{"emailAddress": "a@x.example"}], "folders": []}]),
            short.clone(),
        ),
    });
    let client = client(&server);
    let errors = [
        client.profiles().await.unwrap_err(),
        client.settings().await.unwrap_err(),
        client
            .group_members(&MimecastGroupId::new("g1"))
            .await
            .unwrap_err(),
        client.find_group("Staff").await.map(drop).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code, "list-unreadable", "{error}");
        assert!(error.message.contains("counts 3"), "{error}");
    }
}

#[tokio::test]
async fn a_list_ends_with_an_empty_page_and_has_no_other_limit_than_progress() {
    let member = |n: usize| json!({"emailAddress": format!("user{n}@widgets.example")});
    // More than 10,000, and at the end a token that leads nowhere.
    let server = serve(move |_, before| {
        let members: Vec<Value> = match before {
            0..=104 => (0..100).map(|n| member(before * 100 + n)).collect(),
            _ => Vec::new(),
        };
        let next = json!({"next": format!("page-{before}"), "totalCount": 10_500});
        page(json!([{"groupMembers": members}]), next)
    });
    let members = client(&server)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap();
    assert_eq!(members.len(), 10_500);

    // The same page again and again, whatever its token says; and a token that repeats.
    let again = AtomicUsize::new(0);
    let server = serve(move |_, _| {
        let next = json!({"next": format!("page-{}", again.fetch_add(1, Ordering::SeqCst))});
        page(json!([{"groupMembers": [member(1)]}]), next)
    });
    let error = client(&server)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "list-endless");
    let server = serve(move |_, before| {
        page(
            json!([{"groupMembers": [member(before)]}]),
            json!({"next": "x"}),
        )
    });
    let error = client(&server)
        .group_members(&MimecastGroupId::new("g1"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "list-endless");
}

#[tokio::test]
async fn profiles_and_settings_are_held_against_each_other() {
    let named = |name: &str, id: &str| {
        let mut record = setting("s1", "Staff", id, false);
        record["authenticationProfileDescription"] = json!(name);
        record
    };
    for (record, readable) in [
        (setting("s1", "Staff", "p1", false), true),
        (named("Staff", "p1"), true),
        // Another id at each read: the name says it.
        (named("Staff", "p77"), true),
        (setting("s1", "Staff", "p77", false), false),
        (named("Gone", "p77"), false),
        (named("Gone", "p1"), false),
    ] {
        let records = json!([setting("s0", "Default settings", "p0", true), record]);
        let server = serve(move |request, _| match request.path.as_str() {
            SETTINGS => data(records.clone()),
            _ => data(profiles()),
        });
        let paired = client(&server).paired().await;
        match readable {
            true => {
                let paired = paired.unwrap();
                let applied = paired.profile_of(&paired.settings[1]).unwrap();
                assert_eq!(applied.description(), "Staff");
            }
            false => assert_eq!(paired.unwrap_err().code, "list-unreadable", "{record}"),
        }
    }
    // Somebody at work between the two readings.
    let server = serve(|request, before| match request.path.as_str() {
        PROFILES if before == 0 => data(json!([profile("p0", "Default", true)])),
        _ => lists(request),
    });
    assert_eq!(client(&server).paired().await.unwrap().profiles.len(), 2);
}

#[tokio::test]
async fn an_id_that_was_anothers_is_never_believed() {
    let server = serve(|request, before| match (request.path.as_str(), before) {
        (PROFILES, 1) => data(json!([
            profile("p1", "Default", true),
            profile("p0", "Staff", false)
        ])),
        _ => lists(request),
    });
    let client = client(&server);
    client.profiles().await.unwrap();
    assert_eq!(client.profiles().await.unwrap_err().code, "list-unreadable");
    client.profiles().await.unwrap();
    // Other ids are no contradiction.
    let server = serve(|request, before| match request.path.as_str() {
        PROFILES => data(json!([
            profile(&format!("p0-{before}"), "Default", true),
            profile(&format!("p1-{before}"), "Staff", false)
        ])),
        _ => lists(request),
    });
    let client = self::client(&server);
    client.profiles().await.unwrap();
    client.profiles().await.unwrap();
}

#[tokio::test]
async fn an_update_is_believed_only_where_that_object_came_back() {
    let other = || data(json!([profile("p0", "Default", true)]));
    for answer in [
        || data(json!([])),
        other,
        || data(json!([null])),
        || data(json!([profile("p1", "Staff", false)])),
        || Answer::json(200, json!({})),
        || Answer::text(200, "text/html", "<html></html>"),
    ] as [fn() -> Answer; 6]
    {
        for acts in [true, false] {
            let store = Mutex::new(profiles());
            let server = serve(move |request, _| {
                let mut store = store.lock().unwrap();
                if request.path == PROFILES {
                    return data(store.clone());
                }
                if acts {
                    store[1] = request.json()["data"][0].clone();
                }
                answer()
            });
            let client = client(&server);
            let staff = client.profiles().await.unwrap().remove(1);
            let mut document = staff.as_value().clone();
            document["blocks"]["web-apps"]["issuer"] = json!("https://issuer.example");
            let staff = Profile::new(document);
            match client.update_profile(&staff).await {
                Ok(updated) => assert!(acts && updated == staff),
                Err(error) => assert!(!acts && error.code == "answer-of-another", "{error}"),
            }
        }
    }
}

#[tokio::test]
async fn after_a_lost_answer_an_update_is_looked_for_before_it_is_sent_again() {
    let answers: [fn() -> Answer; 6] = [
        || Answer::HangUp,
        || Answer::empty(408),
        || Answer::empty(500),
        || Answer::empty(524),
        || status(500),
        || status(503),
    ];
    // The update that is made, how many answers are lost; how often it is sent.
    for answer in answers {
        for (made_at, lost, sent) in [(0, 1, 1), (1, 1, 2), (1, 2, 2), (9, 9, 3)] {
            let store = Mutex::new(profiles());
            let updates = AtomicUsize::new(0);
            let server = serve(move |request, _| {
                let mut store = store.lock().unwrap();
                if request.path == PROFILES {
                    return data(store.clone());
                }
                let nth = updates.fetch_add(1, Ordering::SeqCst);
                if nth == made_at {
                    store[1] = request.json()["data"][0].clone();
                }
                match nth < lost {
                    true => answer(),
                    false => data(json!([store[1]])),
                }
            });
            let client = client(&server);
            let staff = client.profiles().await.unwrap().remove(1);
            let mut document = staff.as_value().clone();
            document["blocks"]["web-apps"]["issuer"] = json!("https://issuer.example");
            let staff = Profile::new(document);
            let updated = client.update_profile(&staff).await;
            assert_eq!(
                updated.is_ok(),
                made_at < 9,
                "{made_at} {lost}: {updated:?}"
            );
            if let Err(error) = updated {
                assert_eq!(error.exit_code(), 5, "{error}");
            }
            let updates = server.requests();
            let updates = updates
                .iter()
                .filter(|r| r.path.ends_with("update-profile"));
            assert_eq!(updates.count(), sent, "{made_at} {lost}");
        }
    }
}

#[tokio::test]
async fn a_setting_is_sent_with_the_names_of_what_it_refers_to() {
    let server = serve(|request, _| {
        let mut record = request.json()["data"][0].clone();
        // Another id at each answer; the names stay.
        record["id"] = json!("s7");
        record["groupId"] = json!("g7");
        record["authenticationProfileId"] = json!("p7");
        data(json!([record]))
    });
    let group = Group {
        id: MimecastGroupId::new("g1"),
        name: "All".to_owned(),
    };
    let mut draft = Setting::draft("Staff");
    draft.set_group(&group);
    draft.set_profile(&Profile::new(profile("p1", "Staff", false)));
    let created = client(&server).create_setting(&draft).await.unwrap();
    assert_eq!(
        (created.group_name(), created.profile_name()),
        (Some("All"), Some("Staff"))
    );
}

#[tokio::test]
async fn the_account_is_told_or_not_told_and_a_lost_answer_is_neither() {
    let codes = |cg: Value| json!({"account-codes": {"cg": cg, "lead": "CUK9Z9"}});
    let told = json!([{"accountCode": "CUSA1A1", "accountName": "Widgets"}]);
    for (whoami, get_account, expected) in [
        (
            codes(json!("CUK1A1")),
            data(told.clone()),
            Ok(Some("CUK1A1")),
        ),
        (codes(json!(null)), data(told.clone()), Ok(Some("CUSA1A1"))),
        (codes(json!(null)), data(json!([])), Ok(None)),
        (codes(json!(null)), data(json!([{}])), Ok(None)),
        (
            codes(json!(null)),
            data(json!([{"accountCode": "?"}])),
            Ok(None),
        ),
        (codes(json!("??")), Answer::json(200, json!({})), Ok(None)),
        (json!({}), status(403), Ok(None)),
        (json!({}), status(404), Ok(None)),
        (json!({}), Answer::json(403, json!({})), Ok(None)),
        (json!({}), status(401), Err("mimecast-credentials-rejected")),
        (json!({}), status(503), Err("service-unavailable")),
        (
            json!({}),
            Answer::text(200, "text/html", "<html></html>"),
            Err("unexpected-answer"),
        ),
        (json!({}), Answer::HangUp, Err("unreachable")),
        (
            json!({}),
            data(json!([{"accountCode": "CUK1A1"}, {"accountCode": "CUK2A2"}])),
            Ok(None),
        ),
    ] {
        let answer = Mutex::new(Some(get_account));
        let server = serve(move |request, _| match request.method.as_str() {
            "GET" => Answer::json(200, whoami.clone()),
            _ => {
                let mut answer = answer.lock().unwrap();
                match answer.take() {
                    Some(Answer::Full(status, headers, body)) => {
                        *answer = Some(Answer::Full(status, headers.clone(), body.clone()));
                        Answer::Full(status, headers, body)
                    }
                    _ => Answer::HangUp,
                }
            }
        });
        let found = client(&server).account_told().await;
        let found = match &found {
            Ok(AccountTold::Told(account)) => Ok(Some(account.code.as_str())),
            Ok(AccountTold::NotTold(_)) => Ok(None),
            Err(error) => Err(error.code),
        };
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn aliases_are_told_where_mimecast_tells_them() {
    let addresses = ["ann@x.example", "a.alias@x.example"]
        .map(str::to_owned)
        .into();
    let server = serve(|_, _| {
        data(json!([{"users": [
            {"emailAddress": "Ann@x.example", "alias": false},
            {"emailAddress": "A.Alias@x.example", "alias": true},
            {"emailAddress": "other@x.example", "alias": true}
        ]}]))
    });
    let found = client(&server).aliases(&addresses).await.unwrap().unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a.alias@x.example"]);
    for answer in [
        || status(403),
        || status(404),
        || Answer::json(200, json!({})),
    ] as [fn() -> Answer; 3]
    {
        let server = serve(move |_, _| answer());
        assert_eq!(client(&server).aliases(&addresses).await.unwrap(), None);
    }
}
