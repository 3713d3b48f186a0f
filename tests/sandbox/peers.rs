//! What clients that others wrote send, and the tool does not.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use crate::bench::Bench;

const EVENTS: &str = "/insights/directory/v1/events";
const AUDIT: &str = "/api/audit/get-audit-events";

#[tokio::test]
async fn some_requests_to_mimecast_go_without_data() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    for path in [
        "/api/account/get-account",
        "/api/audit/get-categories",
        "/api/directory/find-groups",
    ] {
        let empty = json!({ "data": [] });
        let (_, expected) = bench.mimecast_raw(&token, path, empty).await;
        assert_ne!(expected["data"], json!([]), "{path}");
        for body in [
            json!({}),
            json!({ "meta": {} }),
            json!({ "meta": { "pagination": { "pageSize": 100 } } }),
        ] {
            let (status, answer) = bench.mimecast_raw(&token, path, body.clone()).await;
            assert_eq!((status, &answer), (200, &expected), "{path} {body}");
        }
        let url = format!("{}{path}", bench.sandbox.mimecast_url());
        let bare = bench.http.post(url).bearer_auth(&token).send().await;
        let bare: Value = bare.unwrap().json().await.unwrap();
        assert_eq!(bare, expected, "{path}");
    }
    // The others cannot do without.
    let (status, _) = bench.mimecast_raw(&token, AUDIT, json!({})).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn groups_without_a_query_come_in_pages() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let path = "/api/directory/find-groups";
    let paged = json!({ "meta": { "pagination": { "pageSize": 1 } } });
    let (_, answer) = bench.mimecast_raw(&token, path, paged).await;
    assert_eq!(answer["data"][0]["folders"].as_array().unwrap().len(), 1);
    assert!(answer["meta"]["pagination"]["next"].is_string());
}

#[tokio::test]
async fn an_answer_of_mimecast_says_how_many_it_found_and_how_many_there_are() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let groups = "/api/directory/find-groups";
    let profiles = "/api/authentication-profile/find-profiles";
    let settings = "/api/application-setting/find-settings";
    let users = "/api/user/get-internal-users";
    for (path, inside, size) in [
        ("/api/account/get-account", None, 100),
        ("/api/audit/get-categories", None, 100),
        (groups, Some("folders"), 3),
        (groups, Some("folders"), 100),
        (users, Some("users"), 7),
        (profiles, None, 1),
        (settings, None, 1),
    ] {
        let mut found = 0;
        let mut next = Value::Null;
        loop {
            let page = json!({ "pageSize": size, "pageToken": next });
            let body = json!({ "meta": { "pagination": page }, "data": [] });
            let (status, answer) = bench.mimecast_raw(&token, path, body).await;
            assert_eq!(status, 200, "{path}");
            let list = match inside {
                Some(inside) => &answer["data"][0][inside],
                None => &answer["data"],
            };
            let list = list.as_array().unwrap().len();
            found += list;
            let pagination = &answer["meta"]["pagination"];
            assert_eq!(pagination["pageSize"], list, "{path}");
            next = pagination["next"].clone();
            if next.is_null() {
                assert_eq!(pagination["totalCount"], found, "{path}");
                break;
            }
            assert!(pagination["totalCount"].as_u64().unwrap() > list as u64);
        }
    }
}

/// A request to JumpCloud with one more header: status and JSON.
async fn with(bench: &Bench, path: &str, header: (&str, &str)) -> (u16, Value) {
    let key = bench.key();
    let headers = [("x-api-key", key.as_str()), header];
    let answer = bench.send("GET", path, &headers, None).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn what_is_sent_empty_asks_for_nothing() {
    let bench = Bench::start().await;
    for (plain, empty) in [
        ("/api/systemusers", "/api/systemusers?filter="),
        ("/api/applications", "/api/applications?filter[0]="),
        (
            "/api/application-templates",
            "/api/application-templates?filter=",
        ),
        ("/api/v2/usergroups", "/api/v2/usergroups?filter="),
    ] {
        assert_eq!(bench.get(empty).await, bench.get(plain).await, "{empty}");
    }
    let found = with(&bench, "/api/applications", ("x-org-id", "")).await;
    assert_eq!(found, (200, bench.get("/api/applications").await));
    // Also where no organisation is taken by header.
    let organizations = with(&bench, "/api/organizations", ("x-org-id", "")).await;
    assert_eq!(organizations, (200, bench.get("/api/organizations").await));
    // And who must choose has not chosen.
    let several = bench.other("multi_tenant_api_key");
    let headers = [("x-api-key", several.as_str()), ("x-org-id", "")];
    let answer = bench.send("GET", "/api/applications", &headers, None).await;
    assert_eq!(answer.status(), 401);

    let query = |more: Value| {
        let mut query = json!({ "service": ["sso"], "start_time": "2026-11-25T12:00:00Z" });
        let fields = query.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        Some(query)
    };
    for empty in [json!({ "search_after": [] }), json!({ "q": "" })] {
        let answer = bench.jumpcloud("POST", EVENTS, query(empty.clone())).await;
        assert_eq!(answer, (200, json!([])), "{empty}");
    }
}

#[tokio::test]
async fn a_collection_of_v2_may_end_with_a_slash() {
    let bench = Bench::start().await;
    let created = bench.create_mimecast("x").await;
    let application = format!("/api/v2/applications/{}", created["_id"].as_str().unwrap());
    let groups = bench.get("/api/v2/usergroups/?sort=name").await;
    assert_eq!(groups, bench.get("/api/v2/usergroups?sort=name").await);
    let group = format!("/api/v2/usergroups/{}", groups[0]["id"].as_str().unwrap());
    let user = bench.get("/api/systemusers").await["results"][0]["_id"].clone();
    let member_of = format!("/api/v2/users/{}/memberof", user.as_str().unwrap());
    let bind = json!({ "op": "add", "type": "user_group", "id": groups[0]["id"] });
    let path = format!("{application}/associations/");
    let (status, _) = bench.jumpcloud("POST", &path, Some(bind)).await;
    assert_eq!(status, 204);
    for (path, query) in [
        (format!("{group}/members"), ""),
        (format!("{group}/membership"), ""),
        (member_of, ""),
        (format!("{application}/associations"), "?targets=user_group"),
        (format!("{application}/usergroups"), ""),
        (format!("{application}/users"), ""),
    ] {
        let plain = bench.get(&format!("{path}{query}")).await;
        assert_ne!(plain, json!([]), "{path}");
        assert_eq!(bench.get(&format!("{path}/{query}")).await, plain);
    }
    let new = json!({ "name": "Made with a slash" });
    let (status, _) = bench
        .jumpcloud("POST", "/api/v2/usergroups/", Some(new))
        .await;
    assert_eq!(status, 201);
}

#[tokio::test]
async fn groups_cannot_be_sorted_by_id() {
    let bench = Bench::start().await;
    for sort in ["id", "-id", "name,id"] {
        let path = format!("/api/v2/usergroups?sort={sort}");
        let refused = bench.jumpcloud("GET", &path, None).await;
        let message = "invalid sort field: id";
        let body = json!({ "code": 400, "message": message, "status": "Bad Request" });
        assert_eq!(refused, (400, body), "{sort}");
    }
    bench.get("/api/v2/usergroups?sort=name,-description").await;
}

#[tokio::test]
async fn what_is_not_played_is_said_to_be() {
    let bench = Bench::start().await;
    let message = |what: &str| format!("not played by the sandbox: {what}");
    let between = "filter=name:between:a|b";
    let (status, body) = bench
        .jumpcloud("GET", &format!("/api/v2/usergroups?{between}"), None)
        .await;
    assert_eq!(status, 501);
    assert_eq!(body["message"], message("between"));
    assert_eq!(body["code"], 501);
    for operator in ["$between", "$search", "$regex"] {
        let path = format!("/api/systemusers?filter=email:{operator}:a");
        let answer = bench.jumpcloud("GET", &path, None).await;
        assert_eq!(answer, (501, json!({ "message": message(operator) })));
    }
    for field in ["q", "exact_match"] {
        let query =
            json!({ "service": ["sso"], "start_time": "2026-11-25T12:00:00Z", field: "ada" });
        let answer = bench.jumpcloud("POST", EVENTS, Some(query)).await;
        assert_eq!(answer, (501, json!({ "message": message(field) })));
    }
}

#[tokio::test]
async fn a_certificate_of_ones_own_is_taken_and_its_metadata_fails() {
    let bench = Bench::start().await;
    let other = bench.create_mimecast("other").await;
    let packed = other["config"]["idpCertificate"]["value"].clone();
    let pem = BASE64_STANDARD.decode(packed.as_str().unwrap()).unwrap();
    let pem = String::from_utf8(pem).unwrap();
    for (suffix, value) in [("packed", packed), ("pem", json!(pem))] {
        let mut body = json!({
            "name": "mimecast",
            "ssoUrl": format!("https://sso.jumpcloud.com/saml2/{suffix}"),
            "config": { "idpCertificate": { "value": value } },
        });
        let (status, created) = bench
            .jumpcloud("POST", "/api/applications", Some(body.clone()))
            .await;
        assert_eq!(status, 200, "{suffix}: {created}");
        assert_eq!(created["config"]["idpCertificate"]["value"], value);
        assert!(created["sso"]["idpCertExpirationAt"].is_string());
        let id = created["_id"].as_str().unwrap();
        for _ in 0..2 {
            assert_eq!(bench.metadata(id).await.0, 500, "{suffix}");
        }
        // Until one is made for it.
        body["config"] = json!({});
        let path = format!("/api/applications/{id}");
        assert_eq!(bench.jumpcloud("PUT", &path, Some(body)).await.0, 200);
        assert_eq!(bench.metadata(id).await.0, 200, "{suffix}");
    }
    for (value, status) in [("", 503), ("-----BEGIN CERTIFICATE-----", 400)] {
        let body = json!({
            "name": "mimecast",
            "ssoUrl": "https://sso.jumpcloud.com/saml2/none",
            "config": { "idpCertificate": { "value": value, "required": true } },
        });
        let answer = bench
            .jumpcloud("POST", "/api/applications", Some(body))
            .await;
        assert_eq!(answer.0, status, "{value:?}");
    }
}
