//! Mimecast: tokens, the envelope, and the assumed profile and setting endpoints.

use crate::bench::Bench;
use serde_json::{Value, json};

const PROFILES: &str = "/api/authentication-profile";
const SETTINGS: &str = "/api/application-setting";

async fn find(bench: &Bench, what: &str, description: &str) -> Value {
    let path = match what {
        "profile" => format!("{PROFILES}/find-profiles"),
        _ => format!("{SETTINGS}/find-settings"),
    };
    let (data, _) = bench.mimecast(&path, None).await;
    let found = data.as_array().unwrap().iter();
    let mut found = found.filter(|item| item["description"] == description);
    found.next().cloned().unwrap_or_default()
}

/// The id of the cloud group called `name`.
async fn group(bench: &Bench, name: &str) -> String {
    let item = json!({ "query": name, "source": "cloud" });
    let (data, _) = bench
        .mimecast("/api/directory/find-groups", Some(item))
        .await;
    let folders = data[0]["folders"].as_array().unwrap().iter();
    let mut exact = folders.filter(|folder| folder["description"] == name);
    exact.next().unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_token_is_given_for_the_right_secret_and_grant_only() {
    let bench = Bench::start().await;
    let id = bench.sandbox.credentials().mimecast_client_id;
    let url = format!("{}/oauth/token", bench.sandbox.mimecast_url());
    for (grant, secret, status, error) in [
        ("client_credentials", "wrong", 401, "invalid_client"),
        ("password", "wrong", 400, "unsupported_grant_type"),
    ] {
        let form = [
            ("grant_type", grant),
            ("client_id", &id),
            ("client_secret", secret),
        ];
        let answer = bench.http.post(&url).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), status);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error"], error);
    }
    assert!(!bench.token().await.is_empty());
}

#[tokio::test]
async fn a_token_that_is_wrong_or_over_is_401_in_the_envelope() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let path = "/api/account/get-account";
    let body = json!({ "data": [] });
    let (status, _) = bench.mimecast_raw(&token, path, body.clone()).await;
    assert_eq!(status, 200);
    let expired = bench.control("POST", "sandbox/tokens/expire").await;
    assert_eq!(expired["expired"], 1);
    for token in [token.as_str(), "made-up"] {
        let (status, answer) = bench.mimecast_raw(token, path, body.clone()).await;
        assert_eq!(status, 401);
        assert_eq!(answer["meta"]["status"], 401);
        let code = &answer["fail"][0]["errors"][0]["code"];
        assert_eq!(code, "err_xdk_invalid_token");
    }
    let (status, _) = bench.mimecast_raw(&bench.token().await, path, body).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn every_answer_says_how_much_may_still_be_asked() {
    let bench = Bench::start().await;
    let base = bench.sandbox.mimecast_url();
    for path in ["/oauth/token", "/api/account/get-account", "/nothing"] {
        let answer = bench
            .http
            .post(format!("{base}{path}"))
            .send()
            .await
            .unwrap();
        for name in ["limit", "remaining", "reset"] {
            let name = format!("x-ratelimit-{name}");
            let value = answer.headers()[&name].to_str().unwrap();
            assert!(value.parse::<u64>().is_ok(), "{path} {name} {value}");
        }
    }
}

#[tokio::test]
async fn a_limited_client_learns_the_account_and_nothing_more() {
    let bench = Bench::start().await;
    let token = bench
        .token_of(
            &bench.other("mimecast_limited_client_id"),
            &bench.other("mimecast_limited_client_secret"),
        )
        .await;
    for (path, expected) in [
        ("/api/account/get-account", 200),
        ("/api/directory/find-groups", 403),
        ("/api/authentication-profile/find-profiles", 403),
        ("/api/authentication-profile/create-profile", 403),
        ("/api/application-setting/find-settings", 403),
    ] {
        let (status, _) = bench
            .mimecast_raw(&token, path, json!({ "data": [] }))
            .await;
        assert_eq!(status, expected, "{path}");
    }
    let counters = bench.control("GET", "sandbox/counters").await;
    assert_eq!(counters["mimecast"]["writes"], 0);
}

#[tokio::test]
async fn the_account_code_is_told_twice() {
    let bench = Bench::start().await;
    let url = format!("{}/identity/whoami", bench.sandbox.mimecast_url());
    let request = bench.http.get(url).bearer_auth(bench.token().await);
    let who: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(who["account-codes"]["cg"], "CUK1A1");
    let (data, _) = bench.mimecast("/api/account/get-account", None).await;
    assert_eq!(data[0]["accountCode"], "CUK1A1");
    assert_eq!(bench.sandbox.account_code(), "CUK1A1");
}

#[tokio::test]
async fn groups_are_found_by_a_part_of_their_name_page_by_page() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let path = "/api/directory/find-groups";
    let mut seen = Vec::new();
    let mut next = Value::Null;
    loop {
        let pagination = json!({ "pageSize": 1, "pageToken": next });
        let body = json!({
            "meta": { "pagination": pagination },
            "data": [{ "query": "all mimecast", "source": "cloud" }],
        });
        let (_, answer) = bench.mimecast_raw(&token, path, body).await;
        for folder in answer["data"][0]["folders"].as_array().unwrap() {
            seen.push(folder["description"].as_str().unwrap().to_owned());
        }
        next = answer["meta"]["pagination"]["next"].clone();
        if next.is_null() {
            break;
        }
    }
    assert_eq!(
        seen,
        ["All Mimecast users", "All Mimecast users (archived)"]
    );
    let bad = json!({ "meta": { "pagination": { "pageToken": "made-up" } }, "data": [] });
    assert_eq!(bench.mimecast_raw(&token, path, bad).await.0, 400);
}

#[tokio::test]
async fn every_mimecast_user_is_active_staff_and_no_contractor_is() {
    let bench = Bench::start().await;
    let staff = bench
        .get("/api/v2/usergroups?filter=name:eq:All Staff")
        .await;
    let staff = staff[0]["id"].as_str().unwrap().to_owned();
    for (name, expected) in [("All Mimecast users", true), ("Contractors", false)] {
        let item = json!({ "id": group(&bench, name).await });
        let (data, _) = bench
            .mimecast("/api/directory/get-group-members", Some(item))
            .await;
        let members = data[0]["groupMembers"].as_array().unwrap();
        assert!(!members.is_empty());
        for member in members {
            let email = member["emailAddress"].as_str().unwrap();
            let path = format!("/api/systemusers?filter=email:$eq:{email}");
            let user = bench.get(&path).await["results"][0].clone();
            let in_staff = match user["_id"].as_str() {
                None => false,
                Some(id) => {
                    let groups = bench.get(&format!("/api/v2/users/{id}/memberof")).await;
                    let mut groups = groups.as_array().unwrap().iter();
                    user["state"] == "ACTIVATED" && groups.any(|group| group["id"] == *staff)
                }
            };
            assert_eq!(in_staff, expected, "{name} {email}");
        }
    }
}

#[tokio::test]
async fn a_failure_comes_inside_http_200_beside_what_succeeded() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let path = format!("{PROFILES}/create-profile");
    let body = json!({ "data": [
        { "description": "JumpCloud SSO" },
        { "description": "Staff 2-Step" },
    ] });
    let (status, answer) = bench.mimecast_raw(&token, &path, body).await;
    assert_eq!((status, &answer["meta"]["status"]), (200, &json!(200)));
    assert_eq!(answer["data"][0]["description"], "JumpCloud SSO");
    assert_eq!(answer["data"].as_array().unwrap().len(), 1);
    let fail = &answer["fail"][0];
    assert_eq!(fail["key"], json!({ "description": "Staff 2-Step" }));
    let expected = "err_authentication_profile_description_exists";
    assert_eq!(fail["errors"][0]["code"], expected);
}

#[tokio::test]
async fn an_update_resets_what_it_leaves_out() {
    let bench = Bench::start().await;
    let before = find(&bench, "profile", "Staff 2-Step").await;
    assert_eq!(before["twoStepAuthentication"], "totp-app");
    let item = json!({ "id": before["id"], "description": "Staff 2-Step" });
    let path = format!("{PROFILES}/update-profile");
    let (data, fails) = bench.mimecast(&path, Some(item)).await;
    assert!(fails.is_empty(), "{fails:?}");
    assert_eq!(data[0]["twoStepAuthentication"], "none");
    assert_eq!(data[0]["permittedIpRanges"], json!([]));
    assert_eq!(
        data[0]["blocks"]["web-apps"]["passwordProtectedContext"],
        true
    );
    assert_eq!(find(&bench, "profile", "Staff 2-Step").await, data[0]);
}

#[tokio::test]
async fn a_profile_is_held_against_the_contract() {
    let bench = Bench::start().await;
    let certificate = {
        let created = bench.create_mimecast("x").await;
        let (_, _, xml) = bench.metadata(created["_id"].as_str().unwrap()).await;
        let (_, rest) = xml.split_once("<ds:X509Certificate>").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    let good = json!({
        "enforced": true,
        "provider": "Other",
        "issuer": "JumpCloud",
        "loginUrl": "https://sso.jumpcloud.com/saml2/x",
        "certificate": certificate,
    });
    let path = format!("{PROFILES}/create-profile");
    let create = async |description: &str, field: &str, value: Value| {
        let mut block = good.clone();
        block[field] = value;
        let item = json!({ "description": description, "blocks": { "web-apps": block } });
        bench.mimecast(&path, Some(item)).await.1
    };
    for (field, value) in [
        ("issuer", json!("")),
        ("loginUrl", json!("")),
        ("certificate", json!("")),
        ("certificate", json!("bm8gY2VydGlmaWNhdGU=")),
        ("certificate", json!("-----BEGIN CERTIFICATE-----")),
        ("loginUrl", json!("http://sso.jumpcloud.com/saml2/x")),
        ("provider", json!("JumpCloud")),
        ("monitorMetadataUrl", json!(true)),
        ("enforced", json!("yes")),
        ("unknown", json!(1)),
    ] {
        let fails = create("Refused", field, value.clone()).await;
        assert_eq!(fails, ["err_validation"], "{field} {value}");
    }
    assert_eq!(find(&bench, "profile", "Refused").await, Value::Null);
    assert!(
        create("By hand", "issuer", json!("JumpCloud"))
            .await
            .is_empty()
    );
    let item = json!({
        "description": "By metadata",
        "blocks": { "web-apps": { "enforced": true, "provider": "Other", "metadataUrl": "https://example.com/m" } },
    });
    assert!(bench.mimecast(&path, Some(item)).await.1.is_empty());
}

#[tokio::test]
async fn profiles_in_use_and_the_default_one_cannot_be_deleted() {
    let bench = Bench::start().await;
    let path = format!("{PROFILES}/delete-profile");
    for (description, expected) in [
        (
            "Default Authentication Profile",
            "err_authentication_profile_permanent",
        ),
        ("Staff 2-Step", "err_authentication_profile_in_use"),
    ] {
        let profile = find(&bench, "profile", description).await;
        let item = json!({ "id": profile["id"] });
        assert_eq!(bench.mimecast(&path, Some(item)).await.1, [expected]);
    }
    let item = json!({ "id": "nothing" });
    let (_, fails) = bench.mimecast(&path, Some(item)).await;
    assert_eq!(fails, ["err_authentication_profile_not_found"]);
}

#[tokio::test]
async fn the_default_setting_can_be_neither_changed_nor_deleted() {
    let bench = Bench::start().await;
    let default = find(&bench, "setting", "Default Application Settings").await;
    assert_eq!(default["default"], true);
    for operation in ["update-setting", "delete-setting"] {
        let path = format!("{SETTINGS}/{operation}");
        let item = match operation {
            "update-setting" => default.clone(),
            _ => json!({ "id": default["id"] }),
        };
        let (_, fails) = bench.mimecast(&path, Some(item)).await;
        assert_eq!(fails, ["err_application_setting_default_immutable"]);
    }
}

#[tokio::test]
async fn a_setting_points_at_a_group_and_a_profile_that_exist() {
    let bench = Bench::start().await;
    let group = group(&bench, "All Mimecast users").await;
    let profile = find(&bench, "profile", "Staff 2-Step").await["id"].clone();
    let path = format!("{SETTINGS}/create-setting");
    for (group_id, profile_id, expected) in [
        (
            json!("nothing"),
            profile.clone(),
            vec!["err_application_setting_group_not_found"],
        ),
        (
            json!(group),
            json!(""),
            vec!["err_application_setting_profile_not_found"],
        ),
        (json!(group), profile.clone(), vec![]),
        (
            json!(group),
            profile,
            vec!["err_application_setting_description_exists"],
        ),
    ] {
        let item = json!({
            "description": "JumpCloud SSO",
            "groupId": group_id,
            "authenticationProfileId": profile_id,
        });
        assert_eq!(bench.mimecast(&path, Some(item)).await.1, expected);
    }
    let made = find(&bench, "setting", "JumpCloud SSO").await;
    let item = json!({ "id": made["id"] });
    let delete = format!("{SETTINGS}/delete-setting");
    assert!(bench.mimecast(&delete, Some(item)).await.1.is_empty());
    assert_eq!(find(&bench, "setting", "JumpCloud SSO").await, Value::Null);
}

#[tokio::test]
async fn audit_categories_are_listed_in_the_envelope_and_roles_outside_it() {
    let bench = Bench::start().await;
    let (data, _) = bench.mimecast("/api/audit/get-categories", None).await;
    let categories = data[0]["categories"].as_array().unwrap();
    assert!(
        categories
            .iter()
            .any(|category| category["id"] == "authentication_logs")
    );
    let url = format!(
        "{}/role/cloud-gateway/v1/roles",
        bench.sandbox.mimecast_url()
    );
    let answer = bench.http.get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 401, "roles need a token");
    let answer = bench.http.get(&url).bearer_auth(bench.token().await);
    let roles: Value = answer.send().await.unwrap().json().await.unwrap();
    assert_eq!(roles["roles"][0]["roleName"], "Super Administrator");
}
