//! Faults that are answers, and which requests a fault strikes.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::faults::{has_group, host, make_group, with};

#[tokio::test]
async fn errors_come_in_the_shape_of_their_service() {
    let find = "/mimecast/api/authentication-profile/find-profiles";
    for (fault, path, status, kind, pointer, value) in [
        (
            "500",
            "/jumpcloud/api/applications",
            500,
            "json",
            "/message",
            "Internal Server Error",
        ),
        (
            "403",
            "/jumpcloud/api/v2/usergroups",
            403,
            "json",
            "/status",
            "Forbidden",
        ),
        (
            "401",
            "/jumpcloud/api/v2/usergroups",
            401,
            "json",
            "/message",
            "Unauthorized",
        ),
        (
            "429",
            "/jumpcloud/api/applications",
            429,
            "json",
            "/message",
            "Too Many Requests",
        ),
        ("502", "/jumpcloud/api/applications", 502, "html", "", ""),
        ("503", "/jumpcloud/api/applications", 503, "html", "", ""),
        ("504", find, 504, "html", "", ""),
        ("408", "/jumpcloud/api/applications", 408, "html", "", ""),
        ("522", "/jumpcloud/api/applications", 522, "html", "", ""),
        ("526", find, 526, "html", "", ""),
        (
            "500",
            find,
            500,
            "json",
            "/fail/0/errors/0/code",
            "err_internal",
        ),
        (
            "503",
            find,
            503,
            "json",
            "/fail/0/errors/0/code",
            "err_unavailable",
        ),
        (
            "429",
            find,
            429,
            "json",
            "/fail/0/errors/0/code",
            "err_rate_limit",
        ),
        (
            "403",
            find,
            403,
            "json",
            "/fail/0/errors/0/code",
            "err_xdk_forbidden",
        ),
        (
            "401",
            find,
            401,
            "json",
            "/fail/0/errors/0/code",
            "err_xdk_invalid_token",
        ),
        (
            "401",
            "/mimecast/oauth/token",
            401,
            "json",
            "/error",
            "invalid_client",
        ),
        (
            "403",
            "/mimecast/oauth/token",
            403,
            "json",
            "/error",
            "access_denied",
        ),
        (
            "503",
            "/mimecast/oauth/token",
            503,
            "json",
            "/error",
            "server_error",
        ),
    ] {
        let bench = with(&[fault]).await;
        let url = format!("http://{}{path}", host(&bench));
        let request = match path.starts_with("/jumpcloud") {
            true => bench.http.get(url).header("x-api-key", bench.key()),
            false => bench.http.post(url).json(&json!({ "data": [] })),
        };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{fault} {path}");
        assert!(!answer.headers().contains_key("retry-after"), "{fault}");
        let content_type = answer.headers()["content-type"].to_str().unwrap();
        assert!(
            content_type.contains(kind),
            "{fault} {path}: {content_type}"
        );
        let text = answer.text().await.unwrap();
        if kind == "json" {
            let body: Value = serde_json::from_str(&text).unwrap();
            let found = body.pointer(pointer).and_then(Value::as_str);
            assert_eq!(found, Some(value), "{fault} {path}: {text}");
        }
    }
}

#[tokio::test]
async fn retry_after_is_there_when_asked_for() {
    let bench = with(&["429=7", "503=0"]).await;
    for (status, seconds) in [(429, "7"), (503, "0")] {
        let answer = bench.send("GET", "/api/applications", &[], None).await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers()["retry-after"], seconds);
    }
}

#[tokio::test]
async fn an_expired_token_is_refused_and_a_fresh_one_works() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let find = "/api/authentication-profile/find-profiles";
    let ask = async |token: &str| {
        let answer = bench.mimecast_raw(token, find, json!({ "data": [] }));
        answer.await.0
    };
    assert_eq!(ask(&token).await, 200);
    bench
        .sandbox
        .arm("401,service=mimecast".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(ask(&token).await, 401);
    assert_eq!(ask(&token).await, 401, "it stays expired");
    assert_eq!(ask(&bench.token().await).await, 200);
}

#[tokio::test]
async fn a_web_page_and_wrong_json_come_with_status_200() {
    let bench = with(&["html", "wrong-json,acted=yes", "502,acted=yes"]).await;
    let key = bench.key();
    let headers = [("x-api-key", key.as_str())];
    let make = async |name: &str| {
        let body = Some(json!({ "name": name }));
        bench
            .send("POST", "/api/v2/usergroups", &headers, body)
            .await
    };
    let page = make("A").await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    let wrong = make("B").await;
    assert_eq!(wrong.status(), 200);
    let wrong: Value = wrong.json().await.unwrap();
    assert!(wrong["data"].is_string() && wrong["results"].is_object());
    assert_eq!(make("C").await.status(), 502);
    assert!(!has_group(&bench, "A").await);
    assert!(has_group(&bench, "B").await && has_group(&bench, "C").await);
}

#[tokio::test]
async fn a_stale_read_does_not_see_the_last_write() {
    let bench = Bench::start().await;
    bench.create_mimecast("first").await;
    bench.create_mimecast("second").await;
    let seen = async || {
        let list = bench.get("/api/applications?limit=100").await.to_string();
        ["saml2/first", "saml2/second"].map(|url| list.contains(url))
    };
    let fault = "stale,service=jumpcloud,times=2".parse().unwrap();
    bench.sandbox.arm(fault).await.unwrap();
    assert_eq!(seen().await, [true, false]);
    // A write in between is made of what is there, and passes.
    assert_eq!(make_group(&bench, "Pilot").await, 201);
    assert_eq!(seen().await, [true, true], "the last write is the group");
    assert_eq!(seen().await, [true, true]);
    let faults = bench.control("GET", "sandbox/faults").await;
    assert_eq!(faults["faults"][0]["struck"], 2);
}

#[tokio::test]
async fn mimecasts_finding_can_be_stale_too() {
    let bench = Bench::start().await;
    let name = json!({ "description": "JumpCloud SSO" });
    let create = "/api/authentication-profile/create-profile";
    bench.mimecast(create, Some(name)).await;
    bench.sandbox.arm("stale".parse().unwrap()).await.unwrap();
    for expected in [2, 3] {
        let find = bench.mimecast("/api/authentication-profile/find-profiles", None);
        assert_eq!(find.await.0.as_array().unwrap().len(), expected);
    }
}

#[tokio::test]
async fn a_fault_strikes_the_requests_it_says_and_no_others() {
    let bench = with(&["500,service=jumpcloud,at=2,times=2"]).await;
    let ask = async || bench.jumpcloud("GET", "/api/organizations", None).await.0;
    assert_eq!(ask().await, 200);
    bench.token().await;
    let answers = [ask().await, ask().await, ask().await];
    assert_eq!(answers, [500, 500, 200]);
    let faults = bench.control("GET", "sandbox/faults").await;
    assert_eq!(
        faults["faults"],
        json!([{ "fault": "500,service=jumpcloud,at=2,times=2", "seen": 4, "struck": 2 }])
    );
}

#[tokio::test]
async fn of_two_faults_that_are_due_the_second_waits() {
    let bench = with(&["500", "503,times=always"]).await;
    let mut answers = Vec::new();
    for _ in 0..3 {
        let answer = bench.jumpcloud("GET", "/api/organizations", None).await;
        answers.push(answer.0);
    }
    assert_eq!(answers, [500, 503, 503]);
}

#[tokio::test]
async fn faults_are_armed_listed_and_cleared_in_a_running_sandbox() {
    let bench = Bench::start().await;
    let url = format!("{}sandbox/faults", bench.sandbox.page());
    let arm = async |body: Value| {
        let answer = bench.http.post(&url).json(&body).send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    bench.get("/api/organizations").await;
    let armed = arm(json!({ "fault": "500, at=1" })).await;
    assert_eq!(armed, (201, json!({ "fault": "500" })));
    let asked = bench.jumpcloud("GET", "/api/organizations", None).await;
    assert_eq!(asked.0, 500, "what came before does not count");
    for (body, code) in [
        (json!({ "fault": "418" }), "fault-malformed"),
        (json!({ "fault": 500 }), "fault-missing"),
        (json!([]), "fault-missing"),
    ] {
        let (status, answer) = arm(body).await;
        assert_eq!((status, &answer["error"]["code"]), (400, &json!(code)));
        assert!(answer["error"]["hints"].to_string().contains("503,at=7"));
    }
    let cleared = bench.control("DELETE", "sandbox/faults").await;
    assert_eq!(cleared, json!({ "cleared": 1 }));
    let faults = bench.control("GET", "sandbox/faults").await;
    assert_eq!(faults, json!({ "faults": [], "holding": 0 }));
    bench.get("/api/organizations").await;
}

#[tokio::test]
async fn there_is_an_end_to_how_many_can_be_armed() {
    let bench = Bench::start().await;
    for _ in 0..1000 {
        bench.sandbox.arm("500".parse().unwrap()).await.unwrap();
    }
    let error = bench.sandbox.arm("500".parse().unwrap()).await.unwrap_err();
    assert_eq!(error.code, "fault-limit");
}
