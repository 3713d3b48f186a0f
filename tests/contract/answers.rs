//! Every route of the sandbox on a documented path, asked directly: what the tool does not call today is held to the
//! specifications too.

use serde_json::{Value, json};

use crate::proxy::Rig;

/// Every documented path that the sandbox serves, whether the tool calls it today or not.
pub const HEARD: [&str; 23] = [
    "v1 GET /organizations",
    "v1 GET /organizations/{id}",
    "v1 GET /application-templates",
    "v1 GET /application-templates/{id}",
    "v1 GET /applications",
    "v1 POST /applications",
    "v1 GET /applications/{id}",
    "v1 PUT /applications/{id}",
    "v1 DELETE /applications/{id}",
    "v1 GET /systemusers",
    "v1 GET /systemusers/{id}",
    "v2 GET /usergroups",
    "v2 POST /usergroups",
    "v2 GET /usergroups/{id}",
    "v2 GET /usergroups/{group_id}/members",
    "v2 GET /users/{user_id}/memberof",
    "v2 GET /applications/{application_id}/associations",
    "v2 POST /applications/{application_id}/associations",
    "v2 GET /applications/{application_id}/usergroups",
    "v2 GET /applications/{application_id}/users",
    "v2 DELETE /applications/{application_id}/logo",
    "insights POST /events",
    "mimecast POST /api/application-setting/update-setting",
];

/// An id that is well formed and nobody's.
const NOBODY: &str = "ffffffffffffffffffffffff";

/// The ids of a list.
fn ids(list: &Value) -> Vec<String> {
    let records = list["results"].as_array().or(list.as_array());
    let records = records.into_iter().flatten();
    let id = |record: &Value| {
        record["_id"]
            .as_str()
            .or(record["id"].as_str())
            .map(str::to_owned)
    };
    records.filter_map(id).collect()
}

/// Asks for everything that is served, and for what each service refuses.
pub fn ask_all(rig: &Rig) {
    let get = |path: &str| rig.jumpcloud("GET", path, None).1;
    let (applications, users) = (
        ids(&get("/api/applications?limit=100")),
        ids(&get("/api/systemusers?limit=100")),
    );
    let organizations = ids(&get("/api/organizations"));
    let (groups, templates) = (
        ids(&get("/api/v2/usergroups?limit=100")),
        ids(&get("/api/application-templates?limit=100")),
    );
    for list in [&applications, &users, &groups, &templates] {
        assert!(list.len() > 2, "{list:?}");
    }

    // Reading everything, and what is not there, is malformed or asked for without a key.
    let mut paths = vec!["/api/organizations".to_owned()];
    for (prefix, known) in [
        ("/api/organizations/", &organizations),
        ("/api/applications/", &applications),
        ("/api/application-templates/", &templates),
        ("/api/systemusers/", &users),
        ("/api/v2/usergroups/", &groups),
    ] {
        let strangers = [NOBODY.to_owned(), "no-id".to_owned()];
        paths.extend(
            known
                .iter()
                .chain(&strangers)
                .map(|id| format!("{prefix}{id}")),
        );
    }
    for id in groups.iter().map(String::as_str).chain([NOBODY, "no-id"]) {
        paths.push(format!("/api/v2/usergroups/{id}/members?limit=100"));
    }
    for id in users.iter().map(String::as_str).chain([NOBODY, "no-id"]) {
        paths.push(format!("/api/v2/users/{id}/memberof"));
    }
    for id in applications
        .iter()
        .map(String::as_str)
        .chain([NOBODY, "no-id"])
    {
        for rest in [
            "associations?targets=user",
            "associations?targets=user_group",
            "associations?targets=system",
            "usergroups",
            "users",
        ] {
            paths.push(format!("/api/v2/applications/{id}/{rest}"));
        }
    }
    for list in [
        "/api/applications",
        "/api/application-templates",
        "/api/systemusers",
        "/api/v2/usergroups",
    ] {
        paths.extend(
            [
                "?limit=1&skip=1",
                "?limit=0",
                "?limit=many",
                "?skip=-1",
                "?sort=name",
                "?filter=nonsense",
            ]
            .map(|query| format!("{list}{query}")),
        );
    }
    paths.push("/api/systemusers?fields=email%20state&limit=3".to_owned());
    for path in &paths {
        get(path);
        let target = format!("/jumpcloud{path}");
        rig.send("GET", &target, &[], None);
        for organization in [NOBODY, "no-id"] {
            let key = rig.others["multi_tenant_api_key"].as_str();
            rig.send(
                "GET",
                &target,
                &[("x-api-key", key), ("x-org-id", organization)],
                None,
            );
        }
    }
    write_everything(rig, &users[0], &groups);
    mimecast_settings(rig);
    directory_insights(rig);
}

/// What was written down of sign-ins, asked for sensibly and otherwise.
fn directory_insights(rig: &Rig) {
    let path = "/insights/directory/v1/events";
    let ask = |more: Value| {
        let mut query = json!({ "service": ["all"], "start_time": "2026-01-01T00:00:00Z" });
        let fields = more.as_object().unwrap().clone();
        query.as_object_mut().unwrap().extend(fields);
        rig.jumpcloud("POST", path, Some(&query))
    };
    for more in [
        json!({}),
        json!({ "limit": 1, "sort": "DESC" }),
        json!({ "fields": ["event_type", "resource.id"] }),
        json!({ "search_term": { "and": { "event_type": "user_login_attempt" } } }),
    ] {
        assert_eq!(ask(more).0, 200);
    }
    for more in [
        json!({ "service": ["saml"] }),
        json!({ "start_time": "2126-01-01T00:00:00Z" }),
        json!({ "search_term": [] }),
    ] {
        assert_eq!(ask(more).0, 400);
    }
    let target = format!("/jumpcloud{path}");
    let query = json!({ "service": ["all"], "start_time": "2026-01-01T00:00:00Z" });
    rig.send("POST", &target, &[], Some(&query));
    let key = rig.others["multi_tenant_api_key"].as_str();
    for organization in [NOBODY, "no-id"] {
        let headers = [("x-api-key", key), ("x-org-id", organization)];
        rig.send("POST", &target, &headers, Some(&query));
    }
}

/// Creates, changes and deletes, and tries what is refused.
fn write_everything(rig: &Rig, user: &str, groups: &[String]) {
    let create = json!({
        "name": "saml2", "displayLabel": "New", "ssoUrl": "https://sso.jumpcloud.com/saml2/new", "active": true,
        "config": { "acsUrl": { "value": "https://sp.example/acs" }, "spEntityId": { "value": "sp" } },
    });
    // Without a required field; with an empty certificate.
    let mut bad = create.clone();
    bad.as_object_mut().unwrap().remove("ssoUrl");
    assert_eq!(
        rig.jumpcloud("POST", "/api/applications", Some(&bad)).0,
        400
    );
    bad = create.clone();
    bad["config"]["idpCertificate"] = json!({ "value": "" });
    assert_eq!(
        rig.jumpcloud("POST", "/api/applications", Some(&bad)).0,
        503
    );
    let (status, mut made) = rig.jumpcloud("POST", "/api/applications", Some(&create));
    assert_eq!(status, 200, "{made}");
    let id = made["_id"].as_str().unwrap().to_owned();
    let path = format!("/api/applications/{id}");
    made["displayLabel"] = json!("Changed");
    made["color"] = json!("#006CAC");
    rig.jumpcloud("PUT", &path, Some(&made));
    rig.jumpcloud("PUT", &path, Some(&create));
    assert_eq!(
        rig.jumpcloud("PUT", &path, Some(&json!({ "name": "saml2" })))
            .0,
        400
    );
    rig.jumpcloud("PUT", &format!("/api/applications/{NOBODY}"), Some(&made));

    let associations = format!("/api/v2/applications/{id}/associations");
    for (operation, kind, target) in [
        ("add", "user_group", groups[0].as_str()),
        ("add", "user_group", groups[0].as_str()),
        ("add", "user", user),
        ("add", "user", NOBODY),
        ("add", "system", user),
        ("shift", "user", user),
        ("remove", "user", user),
        ("remove", "user", user),
    ] {
        let body = json!({ "op": operation, "type": kind, "id": target });
        rig.jumpcloud("POST", &associations, Some(&body));
    }
    for rest in ["usergroups", "users", "associations?targets=user_group"] {
        rig.jumpcloud("GET", &format!("/api/v2/applications/{id}/{rest}"), None);
    }
    for body in [
        json!({ "name": "Fresh" }),
        json!({ "name": "Fresh" }),
        json!({}),
        json!([]),
    ] {
        rig.jumpcloud("POST", "/api/v2/usergroups", Some(&body));
    }
    rig.jumpcloud("DELETE", &format!("/api/v2/applications/{id}/logo"), None);
    rig.jumpcloud(
        "DELETE",
        &format!("/api/v2/applications/{NOBODY}/logo"),
        None,
    );
    let read_only = rig.others["read_only_api_key"].as_str();
    let target = format!("/jumpcloud{path}");
    rig.send("DELETE", &target, &[("x-api-key", read_only)], None);
    let (deleted, _) = rig.jumpcloud("DELETE", &path, None);
    let (again, _) = rig.jumpcloud("DELETE", &path, None);
    assert_eq!((deleted, again), (200, 404));
}

/// A setting that is given another profile: the one call of the assumed contract that setting up does not make.
fn mimecast_settings(rig: &Rig) {
    let set_up = "mimecast --group 'All Staff' --mimecast-group 'All Mimecast users' --yes";
    rig.run(set_up, 0);
    rig.run(&format!("{set_up} --profile Second"), 0);
}
