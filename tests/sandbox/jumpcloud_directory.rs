//! JumpCloud's catalogue, users, groups and associations.

use std::collections::BTreeSet;

use crate::bench::Bench;
use serde_json::{Value, json};

fn names(list: &Value, field: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items
        .map(|item| item[field].as_str().unwrap().to_owned())
        .collect()
}

/// The id of the group called `name`.
async fn group(bench: &Bench, name: &str) -> String {
    let found = bench
        .get(&format!("/api/v2/usergroups?filter=name:eq:{name}"))
        .await;
    assert_eq!(found.as_array().unwrap().len(), 1, "{name}");
    found[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_catalogue_comes_in_pages_of_ten_and_at_most_a_hundred() {
    let bench = Bench::start().await;
    let default = bench.get("/api/application-templates").await;
    assert_eq!(default["results"].as_array().unwrap().len(), 10);
    let total = default["totalCount"].as_u64().unwrap();
    let first = bench.get("/api/application-templates?limit=1000").await;
    assert_eq!(first["results"].as_array().unwrap().len(), 100);
    let rest = bench
        .get("/api/application-templates?limit=100&skip=100")
        .await;
    let all: BTreeSet<String> = [&first, &rest]
        .into_iter()
        .flat_map(|page| names(&page["results"], "name"))
        .collect();
    assert_eq!(all.len() as u64, total);
    assert!(total > 120);
}

#[tokio::test]
async fn a_template_is_found_by_name_and_read_by_id() {
    let bench = Bench::start().await;
    let path = "/api/application-templates?filter=name:$eq:mimecast";
    let found = bench.get(path).await;
    assert_eq!(found["totalCount"], 1);
    let template = &found["results"][0];
    let config = &template["config"];
    assert_eq!(config["spEntityId"]["value"], "XX-api.mimecast.com.XXXXXX");
    let id = template["_id"].as_str().unwrap();
    let read = bench.get(&format!("/api/application-templates/{id}")).await;
    assert_eq!(read, *template);
    let few = bench.get(&format!("{path}&fields=name+displayName")).await;
    let keys: Vec<&String> = few["results"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["_id", "displayName", "name"]);
}

#[tokio::test]
async fn users_are_found_by_address_with_their_state() {
    let bench = Bench::start().await;
    for (email, state) in [
        ("ada@widgets.example", "ACTIVATED"),
        ("charles@widgets.example", "SUSPENDED"),
        ("joan@widgets.example", "STAGED"),
    ] {
        let path = format!("/api/systemusers?filter=email:$eq:{email}");
        let found = bench.get(&path).await;
        assert_eq!(found["totalCount"], 1, "{email}");
        assert_eq!(found["results"][0]["state"], state, "{email}");
        let id = found["results"][0]["_id"].as_str().unwrap();
        assert_eq!(
            bench.get(&format!("/api/systemusers/{id}")).await["email"],
            email
        );
    }
}

#[tokio::test]
async fn group_filters_are_case_sensitive_take_wildcards_and_break_at_commas() {
    let bench = Bench::start().await;
    for (filter, expected) in [
        ("All Staff", vec!["All Staff"]),
        ("all staff", vec![]),
        ("All*", vec!["All Staff", "All Staff EMEA"]),
    ] {
        let path = format!("/api/v2/usergroups?sort=name&filter=name:eq:{filter}");
        assert_eq!(names(&bench.get(&path).await, "name"), expected, "{filter}");
    }
    let comma = "/api/v2/usergroups?filter=name:eq:Finance, Legal and Risk";
    let (status, body) = bench.jumpcloud("GET", comma, None).await;
    assert_eq!((status, &body["code"]), (400, &json!(400)));
}

#[tokio::test]
async fn members_come_in_pages_with_their_total_in_a_header() {
    let bench = Bench::start().await;
    let staff = group(&bench, "All Staff").await;
    let key = bench.key();
    let path = format!("/api/v2/usergroups/{staff}/members");
    let headers = [("x-api-key", key.as_str())];
    let answer = bench.send("GET", &path, &headers, None).await;
    assert_eq!(answer.headers()["x-total-count"], "11");
    let page: Value = answer.json().await.unwrap();
    assert_eq!(page.as_array().unwrap().len(), 10);
    let rest = bench.get(&format!("{path}?skip=10")).await;
    assert_eq!(rest.as_array().unwrap().len(), 1);
    assert_eq!(rest[0]["to"]["type"], "user");
    let empty = group(&bench, "Empty Group").await;
    let members = bench
        .get(&format!("/api/v2/usergroups/{empty}/members"))
        .await;
    assert_eq!(members, json!([]));
}

#[tokio::test]
async fn what_does_not_exist_has_nobody_in_it_rather_than_being_missing() {
    let bench = Bench::start().await;
    let nowhere = "ffffffffffffffffffffffff";
    for path in [
        format!("/api/v2/usergroups/{nowhere}/members"),
        format!("/api/v2/users/{nowhere}/memberof"),
        format!("/api/v2/applications/{nowhere}/usergroups"),
        format!("/api/v2/applications/{nowhere}/associations?targets=user"),
    ] {
        assert_eq!(bench.get(&path).await, json!([]), "{path}");
    }
    let one = format!("/api/v2/usergroups/{nowhere}");
    assert_eq!(bench.jumpcloud("GET", &one, None).await.0, 404);
    let malformed = "/api/v2/usergroups/nonsense/members";
    assert_eq!(bench.jumpcloud("GET", malformed, None).await.0, 400);
}

#[tokio::test]
async fn a_group_is_created_once() {
    let bench = Bench::start().await;
    let body = json!({ "name": "Mimecast users" });
    let create = || bench.jumpcloud("POST", "/api/v2/usergroups", Some(body.clone()));
    let (status, created) = create().await;
    assert_eq!((status, &created["name"]), (201, &json!("Mimecast users")));
    let (status, error) = create().await;
    let expected = json!({ "code": 409, "message": "Already Exists", "status": "Conflict" });
    assert_eq!((status, error), (409, expected));
    let (status, error) = bench
        .jumpcloud("POST", "/api/v2/usergroups", Some(json!({ "name": " " })))
        .await;
    assert_eq!(status, 400);
    assert!(error["details"].is_array(), "{error}");
}

#[tokio::test]
async fn binding_again_is_409_and_unbinding_what_is_not_bound_404() {
    let bench = Bench::start().await;
    let staff = group(&bench, "All Staff").await;
    let application = bench.create_mimecast("x").await;
    let id = application["_id"].as_str().unwrap();
    let path = format!("/api/v2/applications/{id}/associations");
    let change = |op: &str| {
        let body = json!({ "op": op, "type": "user_group", "id": staff });
        bench.jumpcloud("POST", &path, Some(body))
    };
    assert_eq!(change("remove").await.0, 404);
    assert_eq!(change("add").await.0, 204);
    let (status, error) = change("add").await;
    assert_eq!((status, &error["message"]), (409, &json!("Already Exists")));
    let bound = bench.get(&format!("{path}?targets=user_group")).await;
    assert_eq!(bound[0]["to"], json!({ "id": staff, "type": "user_group" }));
    assert_eq!(bench.get(&format!("{path}?targets=user")).await, json!([]));
    assert_eq!(change("remove").await.0, 204);
    assert_eq!(
        bench.get(&format!("{path}?targets=user_group")).await,
        json!([])
    );
}

#[tokio::test]
async fn associations_need_known_targets_types_and_objects() {
    let bench = Bench::start().await;
    let path = "/api/v2/applications/65c0de000004000000000001/associations";
    for query in ["", "?targets=system"] {
        let (status, _) = bench
            .jumpcloud("GET", &format!("{path}{query}"), None)
            .await;
        assert_eq!(status, 400, "{query}");
    }
    let nobody = "ffffffffffffffffffffffff";
    for (body, expected) in [
        (json!({ "op": "add", "type": "system", "id": nobody }), 400),
        (json!({ "op": "add", "type": "user", "id": "x" }), 400),
        (json!({ "op": "add", "type": "user", "id": nobody }), 404),
        (json!({}), 400),
    ] {
        let (status, _) = bench.jumpcloud("POST", path, Some(body.clone())).await;
        assert_eq!(status, expected, "{body}");
    }
}

#[tokio::test]
async fn people_are_reached_directly_and_through_groups_each_with_its_paths() {
    let bench = Bench::start().await;
    let administrators = group(&bench, "IT Administrators").await;
    let ada = bench
        .get("/api/systemusers?filter=email:$eq:ada@widgets.example")
        .await;
    let ada = ada["results"][0]["_id"].as_str().unwrap();
    let application = bench.create_mimecast("x").await;
    let base = format!(
        "/api/v2/applications/{}",
        application["_id"].as_str().unwrap()
    );
    for (kind, id) in [("user_group", administrators.as_str()), ("user", ada)] {
        let body = json!({ "op": "add", "type": kind, "id": id });
        let path = format!("{base}/associations");
        assert_eq!(bench.jumpcloud("POST", &path, Some(body)).await.0, 204);
    }
    let users = bench.get(&format!("{base}/users")).await;
    assert_eq!(users.as_array().unwrap().len(), 2);
    let reached = users.as_array().unwrap().iter();
    let reached = reached.clone().find(|user| user["id"] == ada).unwrap();
    assert_eq!(reached["paths"].as_array().unwrap().len(), 2);
    let groups = bench.get(&format!("{base}/usergroups")).await;
    assert_eq!(names(&groups, "id"), [administrators]);
    let of_ada = bench.get(&format!("/api/v2/users/{ada}/memberof")).await;
    assert_eq!(of_ada.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn an_organization_names_the_products_of_its_plan() {
    let bench = Bench::start().await;
    let id = bench.sandbox.organization_id();
    let organization = bench.get(&format!("/api/organizations/{id}")).await;
    let products = &organization["entitlement"]["entitlementProducts"];
    assert!(names(products, "name").contains(&"SSO Package".to_owned()));
}
