//! The assumed contract in `fixtures/mimecast/` and the sandbox say the same.

use crate::bench::Bench;
use serde_json::{Value, json};

fn contract() -> Value {
    let text = include_str!("../../fixtures/mimecast/authentication-profiles.openapi.json");
    serde_json::from_str(text).unwrap()
}

/// Whether `value` is valid by the contract's schema at the JSON pointer `schema`.
fn assert_valid(contract: &Value, schema: &str, value: &Value) {
    let schema = json!({
        "$ref": format!("#{schema}"),
        "paths": contract["paths"],
        "components": contract["components"],
    });
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{value:#}");
}

/// The pointer of a path's answer with `status`.
fn answer_schema(path: &str, status: &str) -> String {
    let path = path.replace('/', "~1");
    let response = match status {
        "200" => format!("/paths/{path}/post/responses/200"),
        other => format!("/components/responses/{other}"),
    };
    format!("{response}/content/application~1json/schema")
}

#[test]
fn it_says_that_it_is_assumed() {
    assert_eq!(contract()["x-confidence"], "assumed");
}

#[tokio::test]
async fn every_path_is_there_and_answers_in_its_schema() {
    let bench = Bench::start().await;
    let contract = contract();
    let token = bench.token().await;
    let paths = contract["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 8);
    for path in paths.keys() {
        let items = if path.contains("/find-") {
            json!([])
        } else {
            json!([{ "id": "nothing", "description": "Nothing" }])
        };
        let (status, answer) = bench
            .mimecast_raw(&token, path, json!({ "data": items }))
            .await;
        assert_eq!(status, 200, "{path}");
        assert_valid(&contract, &answer_schema(path, "200"), &answer);
        for (token, body, status) in [
            (token.as_str(), json!({}), 400),
            ("made-up", json!({ "data": [] }), 401),
        ] {
            let (got, answer) = bench.mimecast_raw(token, path, body).await;
            assert_eq!(got, status, "{path}");
            assert_valid(
                &contract,
                &answer_schema(path, &status.to_string()),
                &answer,
            );
        }
    }
}

#[tokio::test]
async fn what_is_left_out_takes_the_documented_default() {
    let bench = Bench::start().await;
    let contract = contract();
    let schemas = &contract["components"]["schemas"];
    let assert_defaults = |schema: &str, made: &Value| {
        let properties = schemas[schema]["properties"].as_object().unwrap();
        for (name, property) in properties {
            if let Some(default) = property.get("default") {
                assert_eq!(made[name], *default, "{schema} {name}");
            }
        }
    };
    let item = json!({ "description": "Least" });
    let path = "/api/authentication-profile/create-profile";
    let (made, _) = bench.mimecast(path, Some(item)).await;
    assert_defaults("Profile", &made[0]);
    let blocks = made[0]["blocks"].as_object().unwrap();
    assert_eq!(blocks.len(), 3);
    for block in blocks.values() {
        assert_defaults("Block", block);
    }
    let (settings, _) = bench
        .mimecast("/api/application-setting/find-settings", None)
        .await;
    let item = json!({
        "description": "Least",
        "groupId": settings[1]["groupId"],
        "authenticationProfileId": made[0]["id"],
    });
    let path = "/api/application-setting/create-setting";
    let (made, _) = bench.mimecast(path, Some(item)).await;
    assert_defaults("Setting", &made[0]);
}
