//! Who may ask JumpCloud what: keys, roles, organisations.

use crate::bench::Bench;
use serde_json::{Value, json};

const LISTS: [&str; 3] = [
    "/api/applications",
    "/api/v2/usergroups",
    "/api/systemusers",
];

/// Status and body of a GET with these headers.
async fn get(bench: &Bench, path: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    let answer = bench.send("GET", path, headers, None).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_in_each_versions_shape() {
    let bench = Bench::start().await;
    for headers in [vec![], vec![("x-api-key", "jca_wrong")]] {
        let v1 = get(&bench, "/api/applications", &headers).await;
        assert_eq!(v1, (401, json!({ "message": "Unauthorized" })));
        let v2 = get(&bench, "/api/v2/usergroups", &headers).await;
        let expected = json!({ "code": 401, "message": "Unauthorized", "status": "Unauthorized" });
        assert_eq!(v2, (401, expected));
    }
}

#[tokio::test]
async fn a_single_tenant_key_may_name_its_organisation_and_no_other() {
    let bench = Bench::start().await;
    let (key, own) = (bench.key(), bench.sandbox.organization_id());
    for (organization, expected) in [
        (own.as_str(), 200),
        ("not-an-id", 400),
        ("ffffffffffffffffffffffff", 404),
    ] {
        for path in LISTS {
            let headers = [("x-api-key", key.as_str()), ("x-org-id", organization)];
            let (status, body) = get(&bench, path, &headers).await;
            assert_eq!(status, expected, "{path} {organization} {body}");
        }
    }
}

#[tokio::test]
async fn a_multi_tenant_key_sees_two_organisations_and_must_choose() {
    let bench = Bench::start().await;
    let key = bench.other("multi_tenant_api_key");
    let headers = [("x-api-key", key.as_str())];
    let (status, organizations) = get(&bench, "/api/organizations", &headers).await;
    assert_eq!((status, &organizations["totalCount"]), (200, &json!(2)));
    for path in LISTS {
        assert_eq!(get(&bench, path, &headers).await.0, 401, "{path}");
    }
    let gadgets = organizations["results"].as_array().unwrap();
    let gadgets = gadgets
        .iter()
        .find(|o| o["displayName"] == "Gadgets")
        .unwrap();
    let headers = [headers[0], ("x-org-id", gadgets["_id"].as_str().unwrap())];
    let (_, users) = get(&bench, "/api/systemusers", &headers).await;
    assert_eq!(users["results"][0]["email"], "gideon@gadgets.example");
    assert_eq!(users["totalCount"], 1);
    // The list of organisations is a route that takes no x-org-id.
    assert_eq!(get(&bench, "/api/organizations", &headers).await.0, 403);
}

#[tokio::test]
async fn the_single_tenant_key_sees_one_organisation() {
    let bench = Bench::start().await;
    let organizations = bench.get("/api/organizations").await;
    assert_eq!(organizations["totalCount"], 1);
    assert_eq!(organizations["results"][0]["displayName"], "Widgets");
    assert_eq!(
        organizations["results"][0]["_id"],
        json!(bench.sandbox.organization_id())
    );
}

#[tokio::test]
async fn a_read_only_key_reads_and_does_not_write() {
    let bench = Bench::start().await;
    let key = bench.other("read_only_api_key");
    let headers = [("x-api-key", key.as_str())];
    for path in LISTS {
        assert_eq!(get(&bench, path, &headers).await.0, 200, "{path}");
    }
    for (method, path) in [
        ("POST", "/api/applications"),
        ("POST", "/api/v2/usergroups"),
        ("DELETE", "/api/applications/65c0de000004000000000001"),
    ] {
        let answer = bench.send(method, path, &headers, Some(json!({}))).await;
        assert_eq!(answer.status(), 403, "{method} {path}");
    }
    let counters = bench.control("GET", "sandbox/counters").await;
    assert_eq!(counters["jumpcloud"]["writes"], 0);
}

#[tokio::test]
async fn unknown_addresses_are_404_and_wrong_methods_405_in_each_versions_shape() {
    let bench = Bench::start().await;
    for (method, path, expected) in [
        ("GET", "/api/nothing", json!({ "message": "Not Found" })),
        (
            "GET",
            "/api/v2/nothing",
            json!({ "code": 404, "message": "Not Found", "status": "Not Found" }),
        ),
        (
            "PATCH",
            "/api/applications",
            json!({ "message": "Method Not Allowed" }),
        ),
    ] {
        let (status, body) = bench.jumpcloud(method, path, None).await;
        assert!(matches!(status, 404 | 405), "{method} {path} {status}");
        assert_eq!(body, expected, "{method} {path}");
    }
}
