//! The validator of the contract test can fail: each kind of mistake is found, in a small document of the same style as
//! JumpCloud's. Without this, a contract test that passes would prove nothing.

use serde_json::{Value, json};

use super::openapi::{Place, Spec};
use crate::proxy::{Answered, Asked};

fn spec() -> Spec {
    Spec::new(json!({
        "swagger": "2.0",
        "basePath": "/api/v2/",
        "securityDefinitions": {
            "x-api-key": { "type": "apiKey", "in": "header", "name": "x-api-key" },
        },
        "parameters": {
            "limit": { "in": "query", "name": "limit", "type": "integer", "default": 10 },
            "filter": { "in": "query", "name": "filter", "type": "array", "items": { "type": "string" } },
            "targets": {
                "in": "query", "name": "targets", "type": "string", "required": true,
                "enum": ["user", "user_group"],
            },
        },
        "responses": {
            "trait:standardErrors:404": { "description": "", "schema": { "$ref": "#/definitions/Error" } },
        },
        "paths": {
            "/things": {
                "get": {
                    "security": [{ "x-api-key": [] }],
                    "parameters": [
                        { "$ref": "#/parameters/limit" },
                        { "$ref": "#/parameters/filter" },
                        { "$ref": "#/parameters/targets" },
                    ],
                    "responses": {
                        "200": {
                            "description": "",
                            "schema": { "type": "array", "items": { "$ref": "#/definitions/Thing" } },
                        },
                    },
                },
                "post": {
                    "parameters": [
                        { "in": "body", "name": "body", "required": true,
                          "schema": { "$ref": "#/definitions/Operation" } },
                    ],
                    "responses": { "204": { "description": "" } },
                },
            },
            "/things/{id}": { "get": { "responses": { "200": { "description": "" } } } },
            "/things/mine": { "parameters": [] },
        },
        "definitions": {
            "Error": { "type": "object", "properties": { "message": { "type": "string" } } },
            "Thing": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": { "type": "string", "example": { "type": "integer" } },
                    "size": { "type": "integer", "format": "int32", "x-nullable": true },
                    "since": { "type": "string", "format": "date-time" },
                    "parent": { "$ref": "#/definitions/Thing" },
                },
            },
            "Operation": {
                "allOf": [
                    { "required": ["op"], "properties": { "op": { "enum": ["add", "remove"] } } },
                    { "properties": { "type": { "type": "string" } }, "required": ["type"] },
                ],
            },
        },
    }))
}

fn asked(method: &str, target: &str, body: Option<Value>) -> Asked {
    let mut headers = vec![("x-api-key".to_owned(), "k".to_owned())];
    if body.is_some() {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    Asked {
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body: body
            .map(|body| body.to_string().into_bytes())
            .unwrap_or_default(),
    }
}

/// The problems of a request, put into one line.
fn request(method: &str, target: &str, body: Option<Value>) -> String {
    let asked = asked(method, target, body);
    spec().request_problems("/things", &asked).join("; ")
}

/// The problems of an answer, put into one line.
fn answer(method: &str, status: u16, body: &str) -> String {
    let answered = Answered::new(status, "application/json", body);
    spec()
        .answer_problems(method, "/things", &answered)
        .join("; ")
}

#[test]
fn a_request_as_documented_passes() {
    for target in [
        "/api/v2/things?targets=user",
        "/api/v2/things?targets=user_group&limit=100&filter=name:eq:A%20B,name:eq:C",
    ] {
        assert_eq!(request("GET", target, None), "", "{target}");
    }
    let body = json!({ "op": "add", "type": "user" });
    assert_eq!(request("POST", "/api/v2/things", Some(body)), "");
}

#[test]
fn a_query_that_is_not_as_documented_is_found() {
    for (target, problem) in [
        ("?targets=user&nonsense=1", "nonsense is not documented"),
        ("?targets=user&Limit=1", "Limit is not documented"),
        ("?targets=user&limit=ten", "not of type \"integer\""),
        ("?targets=user&limit=1&limit=2", "limit is given twice"),
        ("?targets=system", "is not one of"),
        ("?limit=1", "\"targets\" is missing"),
        ("", "\"targets\" is missing"),
    ] {
        let found = request("GET", &format!("/api/v2/things{target}"), None);
        assert!(found.contains(problem), "{target}: {found}");
    }
}

#[test]
fn a_body_that_is_not_as_documented_is_found() {
    for (body, problem) in [
        (json!({ "type": "user" }), "\"op\" is a required property"),
        (json!({ "op": "add" }), "\"type\" is a required property"),
        (json!({ "op": "shift", "type": "user" }), "is not one of"),
        (json!({ "op": "add", "type": 7 }), "not of type \"string\""),
        (
            json!({ "op": "add", "type": "user", "tpye": "user" }),
            "/tpye is not documented",
        ),
    ] {
        let found = request("POST", "/api/v2/things", Some(body));
        assert!(found.contains(problem), "{problem}: {found}");
    }
    assert_eq!(
        request("POST", "/api/v2/things", None),
        "the body is missing"
    );
    let unexpected = request("GET", "/api/v2/things?targets=user", Some(json!({})));
    assert!(unexpected.contains("none is documented"), "{unexpected}");
    let mut form = asked("POST", "/api/v2/things", Some(json!({})));
    form.headers[1].1 = "application/x-www-form-urlencoded".to_owned();
    let found = spec().request_problems("/things", &form).join("; ");
    assert!(found.contains("not application/json"), "{found}");
}

#[test]
fn a_missing_key_is_found() {
    let mut asked = asked("GET", "/api/v2/things?targets=user", None);
    asked.headers.clear();
    let found = spec().request_problems("/things", &asked);
    assert_eq!(found, ["the header x-api-key is missing"]);
}

#[test]
fn an_answer_that_is_not_as_documented_is_found() {
    assert_eq!(
        answer(
            "GET",
            200,
            r#"[{"id":"a","size":null,"parent":{"id":"b"}}]"#
        ),
        ""
    );
    assert_eq!(answer("GET", 404, r#"{"message":"Not Found"}"#), "");
    assert_eq!(answer("POST", 204, ""), "");
    for (method, status, body, problem) in [
        ("GET", 200, r#"{"results":[]}"#, "not of type \"array\""),
        ("GET", 200, r#"[{}]"#, "\"id\" is a required property"),
        ("GET", 200, r#"[{"id":1}]"#, "not of type \"string\""),
        (
            "GET",
            200,
            r#"[{"id":"a","parent":{"id":1}}]"#,
            "/0/parent/id",
        ),
        (
            "GET",
            200,
            r#"[{"id":"a","size":3000000000}]"#,
            "/0/size: 3000000000",
        ),
        (
            "GET",
            200,
            r#"[{"id":"a","since":"yesterday"}]"#,
            "date-time",
        ),
        ("GET", 200, r#"[{"id":"a"}"#, "is no JSON"),
        ("GET", 201, "[]", "201 is not documented"),
        ("GET", 302, "", "302 is not documented"),
        ("GET", 404, r#"{"message":404}"#, "not of type \"string\""),
        ("GET", 503, "", "503 is not documented"),
        ("POST", 204, "{}", "none is documented"),
    ] {
        let found = answer(method, status, body);
        assert!(found.contains(problem), "{method} {status} {body}: {found}");
    }
    let page = Answered::new(200, "text/html", "[]");
    let found = spec().answer_problems("GET", "/things", &page).join("; ");
    assert!(found.contains("not application/json"), "{found}");
}

#[test]
fn a_path_is_found_by_its_segments() {
    let operation = |template: &str| Place::Operation(template.to_owned());
    for (method, path, place) in [
        ("GET", "/api/v2/things", operation("/things")),
        ("GET", "/api/v2/things/1", operation("/things/{id}")),
        (
            "GET",
            "/api/v2/things/mine",
            Place::NoSuchMethod("/things/mine".to_owned()),
        ),
        (
            "PUT",
            "/api/v2/things/1",
            Place::NoSuchMethod("/things/{id}".to_owned()),
        ),
        ("GET", "/api/v2/things/", Place::NoSuchPath),
        ("GET", "/api/v2/things/1/2", Place::NoSuchPath),
        ("GET", "/api/v2/nothing", Place::NoSuchPath),
        ("GET", "/api/things", Place::NoSuchPath),
    ] {
        assert_eq!(spec().place(method, path), place, "{method} {path}");
    }
}
