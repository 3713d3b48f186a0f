//! Answers that look fine and are not: what each form makes of which answer, and that state is touched as it would be.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::faults::{has_group, with};

/// The last answer's status and body, each read by the full client.
async fn read(bench: &Bench, path: &str) -> (u16, Value) {
    bench.jumpcloud("GET", path, None).await
}

async fn find(bench: &Bench, what: &str, item: Value) -> (u16, Value) {
    let token = bench.token().await;
    let body = json!({ "data": [item] });
    bench.mimecast_raw(&token, what, body).await
}

const PROFILES: &str = "/api/authentication-profile/find-profiles";
const SETTINGS: &str = "/api/application-setting/find-settings";
const GROUPS: &str = "/api/directory/find-groups";
const MEMBERS: &str = "/api/directory/get-group-members";

#[tokio::test]
async fn lists_of_jumpcloud_lose_what_they_hold() {
    let bench = Bench::start().await;
    let list = "/api/applications?limit=100";
    let whole = bench.get(list).await;
    let count = whole["results"].as_array().unwrap().len();
    assert!(count > 2);
    let arm = async |fault: &str| bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
    for (fault, left, total) in [
        ("empty-list", 0, 0),
        ("empty-list=counted", 0, count),
        ("last-gone", count - 1, count - 1),
        ("last-gone=counted", count - 1, count),
    ] {
        arm(fault).await;
        let (status, spoilt) = read(&bench, list).await;
        assert_eq!(status, 200, "{fault}");
        assert_eq!(spoilt["results"].as_array().unwrap().len(), left, "{fault}");
        assert_eq!(spoilt["totalCount"], total, "{fault}");
    }
    for (fault, at) in [("null-record", 0), ("null-record=last", count - 1)] {
        arm(fault).await;
        let (_, spoilt) = read(&bench, list).await;
        assert!(spoilt["results"][at].is_null(), "{fault}");
        let nulls = spoilt["results"].as_array().unwrap().iter();
        assert_eq!(nulls.filter(|one| one.is_null()).count(), 1, "{fault}");
    }
    arm("no-parts").await;
    let (_, spoilt) = read(&bench, list).await;
    assert!(spoilt["results"][0]["config"].is_null());
    assert_eq!(spoilt["results"][0]["_id"], whole["results"][0]["_id"]);
    arm("ids-shifted").await;
    let (_, spoilt) = read(&bench, list).await;
    for at in 0..count {
        let (shifted, next) = (&spoilt["results"][at], &whole["results"][(at + 1) % count]);
        assert_eq!(shifted["_id"], next["_id"]);
        assert_eq!(shifted["ssoUrl"], whole["results"][at]["ssoUrl"]);
    }
    let key = bench.key();
    for (fault, left, total) in [("empty-list", 0, "0"), ("empty-list=counted", 0, "4")] {
        arm(fault).await;
        let groups = "/api/v2/usergroups?limit=100";
        let answer = bench
            .send("GET", groups, &[("x-api-key", &key)], None)
            .await;
        let said = answer.headers()["x-total-count"]
            .to_str()
            .unwrap()
            .to_owned();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body.as_array().unwrap().len(), left);
        assert!(
            total == said || (total != "0" && said != "0"),
            "{fault}: {said}"
        );
    }
    assert_eq!(bench.get(list).await, whole, "and nothing was touched");
}

#[tokio::test]
async fn lists_of_mimecast_lose_what_they_hold() {
    let bench = Bench::start().await;
    let arm = async |fault: &str| bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
    let (_, groups) = find(&bench, GROUPS, json!({})).await;
    let id = &groups["data"][0]["folders"][0]["id"];
    let members = json!({ "id": id });
    let mimecast = |fault: &str| format!("{fault},service=mimecast,path=/api/*");
    arm(&mimecast("empty-list")).await;
    let (status, spoilt) = find(&bench, MEMBERS, members.clone()).await;
    assert_eq!((status, &spoilt["data"]), (200, &json!([])));
    arm(&mimecast("no-parts")).await;
    let (_, spoilt) = find(&bench, MEMBERS, members.clone()).await;
    assert_eq!(spoilt["data"], json!([{}]));
    arm(&mimecast("null-record=all")).await;
    let (_, spoilt) = find(&bench, MEMBERS, members).await;
    assert_eq!(spoilt["data"], json!([null]));
    arm(&mimecast("no-parts")).await;
    let (_, spoilt) = find(&bench, PROFILES, json!({})).await;
    assert!(spoilt["data"][0]["blocks"].is_null() && spoilt["data"][0]["id"].is_string());
    arm(&mimecast("no-parts=description")).await;
    let (_, spoilt) = find(&bench, SETTINGS, json!({})).await;
    assert!(spoilt["data"][0]["description"].is_null() && spoilt["data"][0]["id"].is_string());
    arm(&mimecast("last-gone=counted")).await;
    let (_, spoilt) = find(&bench, PROFILES, json!({})).await;
    let left = spoilt["data"].as_array().unwrap().len();
    assert_eq!(spoilt["meta"]["pagination"]["totalCount"], left + 1);
    arm("no-parts,path=/oauth/token").await;
    let form = [("grant_type", "client_credentials")];
    let url = format!("{}/oauth/token", bench.sandbox.mimecast_url());
    let refused = bench.http.post(&url).form(&form).send().await.unwrap();
    assert_eq!(
        refused.status(),
        401,
        "what is no success has no parts to lose"
    );
    assert_eq!(bench.sandbox.faults()["faults"][6]["unfit"], 1);
}

#[tokio::test]
async fn another_objects_answer_comes_for_reads_and_writes() {
    let bench = Bench::start().await;
    let first = bench.create_mimecast("first").await;
    let second = bench.create_mimecast("second").await;
    let id = first["_id"].as_str().unwrap();
    let path = format!("/api/applications/{id}");
    let arm = async |fault: &str| bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
    arm("another").await;
    assert_eq!(read(&bench, &path).await.1["ssoUrl"], second["ssoUrl"]);
    arm("ids-shifted").await;
    let (_, shifted) = read(&bench, &path).await;
    assert_eq!(shifted["_id"], second["_id"]);
    assert_eq!(shifted["ssoUrl"], first["ssoUrl"]);
    // The write is made, and another one's document comes back.
    let mut document = first.clone();
    document["displayLabel"] = json!("Mail");
    arm("another").await;
    let (status, said) = bench.jumpcloud("PUT", &path, Some(document.clone())).await;
    assert_eq!((status, &said), (200, &second));
    assert_eq!(bench.get(&path).await["displayLabel"], "Mail");
    // It is not made, and another one's document comes back all the same.
    document["displayLabel"] = json!("Post");
    arm("another,acted=no").await;
    let (_, said) = bench.jumpcloud("PUT", &path, Some(document)).await;
    assert_eq!(said["_id"], second["_id"]);
    assert_eq!(bench.get(&path).await["displayLabel"], "Mail");
    arm("another,method=POST").await;
    let third = bench.create_mimecast("third").await;
    assert_ne!(third["ssoUrl"], "https://sso.jumpcloud.com/saml2/third");
    arm("ids-shifted,method=POST").await;
    let fourth = bench.create_mimecast("fourth").await;
    assert_eq!(fourth["ssoUrl"], "https://sso.jumpcloud.com/saml2/fourth");
    assert_ne!(
        read(
            &bench,
            &format!("/api/applications/{}", fourth["_id"].as_str().unwrap())
        )
        .await
        .1["ssoUrl"],
        fourth["ssoUrl"]
    );
    arm("another").await;
    let (_, gone) = bench.jumpcloud("DELETE", &path, None).await;
    assert_ne!(gone["_id"], first["_id"]);
    assert_eq!(
        read(&bench, &path).await.0,
        404,
        "the one that was meant is gone"
    );
    assert_eq!(
        bench
            .get(&format!(
                "/api/applications/{}",
                second["_id"].as_str().unwrap()
            ))
            .await,
        second
    );
    // A list that was asked for by name holds somebody else.
    arm("another").await;
    let (_, list) = read(&bench, "/api/v2/usergroups?filter=name:eq:All%20Staff").await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_ne!(list[0]["name"], "All Staff");
}

#[tokio::test]
async fn another_objects_answer_comes_from_mimecast_too() {
    let bench = Bench::start().await;
    let arm = async |fault: &str| bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
    let (_, groups) = find(&bench, GROUPS, json!({})).await;
    let id = &groups["data"][0]["folders"][0]["id"];
    let (_, own) = find(&bench, MEMBERS, json!({ "id": id })).await;
    arm("another,path=/api/*").await;
    let (_, other) = find(&bench, MEMBERS, json!({ "id": id })).await;
    assert_ne!(other["data"], own["data"]);
    let token = bench.token().await;
    let create = "/api/authentication-profile/create-profile";
    let body = json!({ "data": [{ "description": "JumpCloud SSO" }] });
    arm("another,path=/api/*").await;
    let (status, said) = bench.mimecast_raw(&token, create, body).await;
    assert_eq!(status, 200);
    assert!(said["data"][0]["id"].is_string());
    assert_ne!(said["data"][0]["description"], "JumpCloud SSO");
    let (_, profiles) = find(&bench, PROFILES, json!({})).await;
    assert!(
        profiles.to_string().contains("JumpCloud SSO"),
        "it was made"
    );
    arm("another,path=/api/*").await;
    let (_, account) = find(&bench, "/api/account/get-account", json!({})).await;
    assert_eq!(account["data"][0]["accountCode"], "CUK9Z9");
}

#[tokio::test]
async fn metadata_comes_with_a_certificate_of_somebody_else() {
    let bench = Bench::start().await;
    let own = bench.create_mimecast("own").await;
    let organization = bench.sandbox.organization_id();
    let path = format!(
        "/api/organizations/{organization}/applications/{}/metadata.xml",
        own["_id"].as_str().unwrap()
    );
    let (_, _, right) = bench.get_text(&path).await;
    let held = |text: &str| -> Vec<String> {
        let parts = text.split("<ds:X509Certificate>").skip(1);
        parts
            .map(|part| part.split('<').next().unwrap().to_owned())
            .collect()
    };
    for (fault, count) in [("wrong-certificate", 1), ("wrong-certificate=both", 2)] {
        bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
        bench.get("/api/organizations").await;
        let (status, kind, wrong) = bench.get_text(&path).await;
        assert_eq!((status, kind.as_str()), (200, "application/xml"));
        assert_eq!(held(&wrong).len(), count, "{fault}");
        assert_ne!(held(&wrong)[0], held(&right)[0]);
        assert_eq!(held(&wrong).contains(&held(&right)[0]), count == 2);
    }
    assert_eq!(bench.get_text(&path).await.2, right);
    let faults = bench.sandbox.faults();
    assert_eq!(
        faults["faults"][0]["unfit"], 1,
        "the organisations have none"
    );
}

#[tokio::test]
async fn a_request_gets_the_answer_of_the_one_before() {
    let bench = with(&["swapped,service=jumpcloud,at=2"]).await;
    let organizations = bench.get("/api/organizations").await;
    assert_eq!(bench.get("/api/systemusers").await, organizations);
    assert_ne!(bench.get("/api/systemusers").await, organizations);
}

#[tokio::test]
async fn nothing_errors_and_echoes_come_under_status_200() {
    let bench = Bench::start().await;
    let arm = async |fault: &str| bench.sandbox.arm(fault.parse().unwrap()).await.unwrap();
    let key = bench.key();
    for (fault, body) in [
        ("nothing", "{}"),
        ("nothing=list", "[]"),
        ("nothing=null", "null"),
        ("nothing=body", ""),
        ("error-document=404", "{\"message\":\"Not Found\"}"),
    ] {
        arm(fault).await;
        let (status, _, text) = bench.get_text("/api/organizations").await;
        assert_eq!((status, text.as_str()), (200, body), "{fault}");
    }
    let make = async |name: &str| {
        let body = json!({ "name": name });
        bench
            .jumpcloud("POST", "/api/v2/usergroups", Some(body))
            .await
    };
    arm("nothing").await;
    assert_eq!(make("Made").await, (200, json!({})));
    arm("nothing,acted=no").await;
    assert_eq!(make("Not made").await, (200, json!({})));
    assert!(has_group(&bench, "Made").await && !has_group(&bench, "Not made").await);
    for (fault, status) in [("echo", 400), ("echo=200", 200)] {
        arm(fault).await;
        let (said, text) = make("Echoed \"group\"").await;
        assert_eq!(said, status);
        let message = text["message"].as_str().unwrap();
        for part in [key.as_str(), "/api/v2/usergroups", "Echoed"] {
            assert!(message.contains(part), "{fault}: {message}");
        }
    }
    for (fault, meta, fail) in [
        ("meta-status=429", 429, json!([])),
        (
            "fail=token_expired",
            200,
            json!([{ "errors": [{ "code": "token_expired", "message": "the request could not be served", "retryable": false }], "key": {} }]),
        ),
        (
            "fail=retryable",
            200,
            json!([{ "errors": [{ "code": "err_internal", "message": "the request could not be served", "retryable": true }], "key": {} }]),
        ),
    ] {
        arm(&format!("{fault},path=/api/*")).await;
        bench.get("/api/organizations").await;
        let (status, spoilt) = find(&bench, PROFILES, json!({})).await;
        assert_eq!(status, 200, "{fault}");
        assert_eq!(spoilt["meta"]["status"], meta, "{fault}");
        assert_eq!(spoilt["fail"], fail, "{fault}");
        assert_eq!(spoilt["data"], json!([]), "{fault}");
    }
}

#[tokio::test]
async fn a_form_that_is_not_due_tells_what_it_could_have_struck() {
    let bench = with(&["last-gone,service=jumpcloud,at=1000"]).await;
    bench.get("/api/applications?limit=100").await;
    let id = bench.create_mimecast("x").await["_id"]
        .as_str()
        .unwrap()
        .to_owned();
    bench.get(&format!("/api/applications/{id}")).await;
    bench.get("/api/systemusers").await;
    let faults = bench.sandbox.faults();
    assert_eq!(faults["faults"][0]["could"], json!([1, 4]));
}
