//! Mimecast's newer group addresses, which make a group and fill it.

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::bench::Bench;

const GROUPS: &str = "/directory/cloud-gateway/v1/groups";

async fn code(bench: &Bench, path: &str, body: Value) -> (u16, String) {
    let (status, answer) = bench.mimecast_raw(&bench.token().await, path, body).await;
    let code = answer.pointer("/fail/0/errors/0/code");
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

#[tokio::test]
async fn they_need_the_product() {
    let bench = Bench::start().await;
    let others = bench.sandbox.other_credentials();
    let of = |name: &str| {
        let (_, secret) = others.iter().find(|(known, _)| *known == name).unwrap();
        secret.expose_secret().to_owned()
    };
    let form = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", of("mimecast_limited_client_id")),
        ("client_secret", of("mimecast_limited_client_secret")),
    ];
    let url = format!("{}/oauth/token", bench.sandbox.mimecast_url());
    let answer = bench.http.post(url).form(&form).send().await.unwrap();
    let token: Value = answer.json().await.unwrap();
    let token = token["access_token"].as_str().unwrap();
    let body = json!({ "description": "Pilot" });
    assert_eq!(bench.mimecast_raw(token, GROUPS, body).await.0, 403);
}
