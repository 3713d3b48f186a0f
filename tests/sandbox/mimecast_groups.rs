//! Mimecast's newer group addresses, which make a group, fill it, and list groups and members.

use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Quirk};

use crate::bench::Bench;

const GROUPS: &str = "/directory/cloud-gateway/v1/groups";

async fn code(bench: &Bench, path: &str, body: Value) -> (u16, String) {
    let (status, answer) = bench.mimecast_raw(&bench.token().await, path, body).await;
    let code = answer.pointer("/errors/0/code");
    (
        status,
        code.and_then(Value::as_str).unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn a_group_is_made_once_and_filled_with_addresses() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let (status, made) = bench
        .mimecast_raw(&token, GROUPS, json!({ "description": "Pilot" }))
        .await;
    assert_eq!(status, 200);
    let members = format!("{GROUPS}/{}/members", made["id"].as_str().unwrap());
    let emails = [
        "Ada@widgets.example",
        "ada@widgets.example",
        "ada",
        "ada@widgets",
    ];
    let list: Vec<Value> = emails
        .iter()
        .map(|e| json!({ "emailAddress": e }))
        .collect();
    let (status, answer) = bench
        .mimecast_raw(&token, &members, json!({ "groupMembers": list }))
        .await;
    assert_eq!(status, 200);
    let took: Vec<Value> = [true, false, false, false]
        .map(|s| json!({ "success": s }))
        .into();
    assert_eq!(answer["results"], json!(took));
    let item = json!({ "id": made["id"] });
    let (data, _) = bench
        .mimecast("/api/directory/get-group-members", Some(item))
        .await;
    let read = data[0]["groupMembers"].as_array().unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0]["emailAddress"], "ada@widgets.example");
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let bench = Bench::start().await;
    let cases = [
        (
            GROUPS.to_owned(),
            json!({ "description": " " }),
            400,
            "err_validation",
        ),
        (
            GROUPS.to_owned(),
            json!({ "name": "Pilot" }),
            400,
            "err_validation_request",
        ),
        (
            GROUPS.to_owned(),
            json!({ "data": [{ "description": "Pilot" }] }),
            400,
            "err_validation_request",
        ),
        (
            GROUPS.to_owned(),
            json!({ "description": "Contractors" }),
            400,
            "err_folder_exists",
        ),
        (
            format!("{GROUPS}/nothing/members"),
            json!({ "groupMembers": [] }),
            404,
            "err_folder_group_not_found",
        ),
        (
            format!("{GROUPS}/nothing/members"),
            json!({ "members": [] }),
            400,
            "err_validation_request",
        ),
    ];
    for (path, body, status, expected) in cases {
        let answer = code(&bench, &path, body.clone()).await;
        assert_eq!(answer, (status, expected.to_owned()), "{path} {body}");
    }
    // A group that comes from a directory is filled there.
    let item = json!({ "query": "All Mimecast users", "source": "ldap" });
    let (data, _) = bench
        .mimecast("/api/directory/find-groups", Some(item))
        .await;
    let id = data[0]["folders"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("{GROUPS}/{id}/members");
    let answer = code(&bench, &path, json!({ "groupMembers": [] })).await;
    assert_eq!(answer, (404, "err_folder_group_not_found".to_owned()));
}

/// A token of one of the other clients.
async fn token_of(bench: &Bench, client: &str) -> String {
    let of = |what: &str| bench.other(&format!("mimecast_{client}_client_{what}"));
    bench.token_of(&of("id"), &of("secret")).await
}

/// A list's answer.
async fn get(bench: &Bench, token: &str, path: &str) -> (u16, Value) {
    let url = format!("{}{path}", bench.sandbox.mimecast_url());
    let answer = bench.http.get(url).bearer_auth(token).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// Every page of a list, two records each.
async fn pages(bench: &Bench, path: &str, key: &str) -> Vec<Value> {
    let token = bench.token().await;
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let (status, page) = get(
            bench,
            &token,
            &format!("{path}?pageSize=2&pageToken={next}"),
        )
        .await;
        assert_eq!(status, 200, "{page}");
        let records = page[key].as_array().unwrap();
        assert!((1..=2).contains(&records.len()), "{page}");
        all.extend(records.clone());
        match page["meta"]["nextPage"].as_str() {
            Some(token) => next = token.to_owned(),
            None => {
                assert_eq!(page["meta"], json!({}));
                return all;
            }
        }
    }
}

#[tokio::test]
async fn groups_and_their_members_are_listed_page_by_page() {
    let bench = Bench::start().await;
    let groups = pages(&bench, GROUPS, "groups").await;
    let named: Vec<_> = groups
        .iter()
        .filter(|group| group["description"] == "All Mimecast users")
        .collect();
    let sources: Vec<_> = named.iter().map(|group| &group["source"]).collect();
    assert_eq!(sources, ["cloud", "ldap"]);
    let members = format!("{GROUPS}/{}/members", named[0]["id"].as_str().unwrap());
    let members = pages(&bench, &members, "groupMembers").await;
    assert_eq!(named[0]["userCount"], members.len());
    // The older addresses say the same.
    let item = json!({ "id": named[0]["id"] });
    let (data, _) = bench
        .mimecast("/api/directory/get-group-members", Some(item))
        .await;
    assert_eq!(data[0]["groupMembers"], json!(members));
}

#[tokio::test]
async fn what_is_no_page_and_no_group_is_refused() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    for (query, status, code) in [
        ("?pageSize=101", 400, "err_validation_request"),
        ("?pageSize=0", 400, "err_validation_request"),
        ("?pageSize=all", 400, "err_validation_request"),
        ("?pageToken=made-up", 400, "err_invalid_page_token"),
        ("/nothing/members", 404, "err_folder_group_not_found"),
    ] {
        let (found, answer) = get(&bench, &token, &format!("{GROUPS}{query}")).await;
        assert_eq!(found, status, "{query}");
        assert_eq!(answer["errors"][0]["code"], code, "{query}");
        assert!(answer["errors"][0]["message"].is_string(), "{query}");
    }
}

#[tokio::test]
async fn a_role_that_reads_groups_reads_them_at_the_newer_addresses_only() {
    let bench = Bench::start().await;
    let reader = token_of(&bench, "reader").await;
    let (status, groups) = get(&bench, &reader, GROUPS).await;
    assert_eq!(status, 200);
    let id = &groups["groups"][0]["id"];
    let members = format!("{GROUPS}/{}/members", id.as_str().unwrap());
    assert_eq!(get(&bench, &reader, &members).await.0, 200);
    let now = time::OffsetDateTime::now_utc();
    let now = now.format(&time::format_description::well_known::Rfc3339);
    let now = now.unwrap();
    let window = json!({ "startDateTime": now, "endDateTime": now });
    let group = json!({ "id": id });
    for (path, item, status) in [
        ("/api/account/get-account", json!({}), 200),
        ("/api/audit/get-categories", json!({}), 200),
        ("/api/audit/get-audit-events", window, 200),
        ("/api/directory/find-groups", json!({}), 403),
        ("/api/directory/get-group-members", group, 403),
        ("/api/user/get-internal-users", json!({}), 403),
        ("/api/authentication-profile/find-profiles", json!({}), 403),
    ] {
        let body = json!({ "data": [item] });
        let (found, answer) = bench.mimecast_raw(&reader, path, body).await;
        assert_eq!(found, status, "{path}: {answer}");
    }
    for path in [GROUPS, &members] {
        let (status, answer) = bench.mimecast_raw(&reader, path, json!({})).await;
        assert_eq!(status, 403, "{path}");
        assert_eq!(answer["errors"][0]["code"], "err_xdk_forbidden", "{path}");
    }
}

#[tokio::test]
async fn they_need_the_product() {
    let bench = Bench::start().await;
    let limited = token_of(&bench, "limited").await;
    let body = json!({ "description": "Pilot" });
    assert_eq!(bench.mimecast_raw(&limited, GROUPS, body).await.0, 403);
    let (status, answer) = get(&bench, &limited, GROUPS).await;
    assert_eq!(status, 403);
    assert_eq!(answer["errors"][0]["code"], "err_xdk_forbidden");
    let (status, answer) = get(&bench, "made-up", GROUPS).await;
    assert_eq!(status, 401);
    assert_eq!(answer["errors"][0]["code"], "err_xdk_invalid_token");
}

#[tokio::test]
async fn a_gateway_may_not_have_the_lists() {
    let bench = Bench::with(Options {
        quirks: vec![Quirk::NoGroupLists],
        ..Options::default()
    })
    .await;
    let token = bench.token().await;
    let item = json!({ "query": "Contractors" });
    let (data, _) = bench
        .mimecast("/api/directory/find-groups", Some(item))
        .await;
    let id = data[0]["folders"][0]["id"].as_str().unwrap().to_owned();
    for path in [GROUPS.to_owned(), format!("{GROUPS}/{id}/members")] {
        let (status, answer) = get(&bench, &token, &path).await;
        assert_eq!(status, 404, "{path}");
        assert_eq!(answer["errors"][0]["code"], "err_not_found", "{path}");
    }
    // What makes and fills groups is still there.
    let body = json!({ "description": "Pilot" });
    assert_eq!(bench.mimecast_raw(&token, GROUPS, body).await.0, 200);
}

#[tokio::test]
async fn the_forms_of_a_fine_looking_answer_fit_the_lists() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let (_, groups) = get(&bench, &token, GROUPS).await;
    let id = groups["groups"][0]["id"].as_str().unwrap().to_owned();
    let members = format!("{GROUPS}/{id}/members");
    let (_, people) = get(&bench, &token, &members).await;
    for form in [
        "empty-list",
        "last-gone",
        "null-record",
        "no-parts",
        "another",
    ] {
        for (path, whole, key) in [
            (GROUPS, &groups, "groups"),
            (members.as_str(), &people, "groupMembers"),
        ] {
            if form == "another" && path == GROUPS {
                // There is no other group beside all of them.
                continue;
            }
            bench.sandbox.arm(form.parse().unwrap()).await.unwrap();
            let (status, spoilt) = get(&bench, &token, path).await;
            assert_eq!(status, 200, "{form} {path}");
            assert!(spoilt[key].is_array(), "{form} {path}: {spoilt}");
            assert_ne!(spoilt, *whole, "{form} {path}");
            bench.sandbox.clear_faults();
        }
    }
}
