//! JumpCloud's groups, users, and who may use an application.

use serde_json::json;
use sso_setup::jumpcloud::{Bound, Target, Unbound};

use crate::canned::{Answer, Canned};
use crate::jumpcloud::client;

#[tokio::test]
async fn a_group_is_found_by_its_exact_name_and_never_by_a_broken_filter() {
    let server = Canned::serve(|_, _| {
        Answer::json(
            200,
            json!([
                {"id": "g1", "name": "staff"}, {"id": "g2", "name": "Staff"},
                {"id": "g3", "name": "R&D, UK"}, {"id": "g4", "name": "Staff*"}
            ]),
        )
    });
    let client = client(&server);
    for (name, id, filter) in [
        ("Staff", Some("g2"), Some("name:eq:Staff")),
        ("Staf", None, Some("name:eq:Staf")),
        ("R&D, UK", Some("g3"), None),
        ("Staff*", Some("g4"), None),
        ("S*", None, None),
    ] {
        let found = client.find_group(name).await.unwrap();
        assert_eq!(found.map(|g| g.id).as_deref(), id, "{name}");
        assert_eq!(server.requests().last().unwrap().query("filter"), filter);
    }
}

#[tokio::test]
async fn a_group_is_created_once() {
    let made = Canned::serve(|request, _| {
        assert_eq!(request.json(), json!({"name": "Staff"}));
        Answer::json(
            201,
            json!({"id": "g1", "name": "Staff", "type": "user_group"}),
        )
    });
    assert_eq!(client(&made).create_group("Staff").await.unwrap().id, "g1");

    let answers: [fn() -> Answer; 3] = [
        || Answer::HangUp,
        || Answer::json(409, json!({"message": "Already Exists"})),
        || Answer::text(201, "application/json", "{\"id\""),
    ];
    for answer in answers {
        let lost = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(200, json!([{"id": "g1", "name": "Staff"}])),
        });
        assert_eq!(client(&lost).create_group("Staff").await.unwrap().id, "g1");
        assert_eq!(lost.count("POST /api/v2/usergroups"), 1);

        let gone = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(200, json!([])),
        });
        assert!(client(&gone).create_group("Staff").await.is_err());
        assert_eq!(gone.count("POST /api/v2/usergroups"), 1);
    }
}

#[tokio::test]
async fn binding_twice_is_binding_once() {
    let connection = |id: &str| json!([{"to": {"type": "user_group", "id": id}}]);
    let line = "POST /api/v2/applications/a1/associations";

    let fresh = Canned::serve(|_, _| Answer::empty(204));
    let bind = client(&fresh).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(
        fresh.requests()[0].json(),
        json!({"op": "add", "type": "user_group", "id": "g1"})
    );

    let bound = Canned::serve(|_, _| Answer::json(409, json!({"message": "Already Exists"})));
    let bind = client(&bound).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::AlreadyThere);

    let lost = Canned::serve(move |request, _| match request.method.as_str() {
        "POST" => Answer::HangUp,
        _ => Answer::json(200, connection("g1")),
    });
    let bind = client(&lost).bind("a1", Target::UserGroup, "g1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(lost.count(line), 1);
    assert_eq!(lost.requests()[1].query("targets"), Some("user_group"));

    let flaky = Canned::serve(move |request, before| match request.method.as_str() {
        "POST" if before == 0 => Answer::empty(503),
        "POST" => Answer::empty(204),
        _ => Answer::json(200, json!([])),
    });
    let bind = client(&flaky).bind("a1", Target::User, "u1").await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(flaky.count(line), 2);

    // Something in between answered.
    for (text, listed, sent) in [("<html>", vec![], 2), ("{}", vec!["u1"], 1)] {
        let list: Vec<_> = listed.iter().map(|id| json!({"to": {"id": id}})).collect();
        let between = Canned::serve(move |request, before| match request.method.as_str() {
            "POST" if before == 0 => Answer::text(200, "application/json", text),
            "POST" => Answer::empty(204),
            _ => Answer::json(200, json!(list)),
        });
        let bind = client(&between).bind("a1", Target::User, "u1").await;
        assert_eq!(bind.unwrap(), Bound::Added, "{text}");
        assert_eq!(between.count(line), sent, "{text}");
    }

    let missing = Canned::serve(|_, _| Answer::json(404, json!({"message": "not found"})));
    let bind = client(&missing).bind("a1", Target::User, "u1").await;
    assert_eq!(bind.unwrap_err().code, "jumpcloud-not-found");
    let unbind = client(&missing).unbind("a1", Target::User, "u1").await;
    assert_eq!(unbind.unwrap(), Unbound::NotThere);

    let unbind = client(&fresh).unbind("a1", Target::User, "u1").await;
    assert_eq!(unbind.unwrap(), Unbound::Removed);
    assert_eq!(fresh.requests().pop().unwrap().json()["op"], "remove");
}

#[tokio::test]
async fn who_has_access_is_read_by_kind() {
    let server = Canned::serve(|request, _| {
        let kind = request.query("targets").unwrap_or("user").to_owned();
        Answer::json(
            200,
            json!([{"to": {"type": kind, "id": format!("{kind}1")}, "from": null}]),
        )
        .with("x-total-count", "1")
    });
    let client = client(&server);
    assert_eq!(client.bound("a1", Target::User).await.unwrap(), ["user1"]);
    assert_eq!(
        client.bound("a1", Target::UserGroup).await.unwrap(),
        ["user_group1"]
    );
    assert_eq!(client.group_members("g1").await.unwrap(), ["user1"]);
    assert_eq!(server.lines()[2], "GET /api/v2/usergroups/g1/members");
}

#[tokio::test]
async fn a_user_counts_as_active_only_when_it_is_known() {
    let server = Canned::serve(|_, _| {
        let results = json!([
            {"_id": "u1", "email": "A@example.com", "state": "ACTIVATED", "suspended": false},
            {"_id": "u2", "email": "b@example.com", "state": "ACTIVATED", "suspended": true},
            {"_id": "u3", "email": "c@example.com", "state": "STAGED"},
            {"_id": "u4", "email": null}
        ]);
        Answer::json(200, json!({"results": results, "totalCount": 4}))
    });
    let client = client(&server);
    let users = client.users().await.unwrap();
    let active: Vec<bool> = users.iter().map(|u| u.active).collect();
    assert_eq!(active, [true, false, false, false]);
    let request = &server.requests()[0];
    assert_eq!(
        request.query("fields"),
        Some("email state suspended username")
    );
    assert_eq!(
        client.find_user("a@Example.com").await.unwrap().unwrap().id,
        "u1"
    );
    assert!(client.find_user("d@example.com").await.unwrap().is_none());
}
