//! JumpCloud's groups, users, and who may use an application.

use serde_json::{Value, json};
use sso_setup::connector::Holder;
use sso_setup::jumpcloud::{Bound, Unbound};

use crate::canned::{Answer, Canned, Received};
use crate::jumpcloud::client;

#[tokio::test]
async fn a_group_is_found_by_its_exact_name_and_never_by_a_broken_filter() {
    let server = Canned::serve(|_, _| {
        Answer::json(
            200,
            json!([
                {"id": "5f0000000000000000000c01", "name": "staff"}, {"id": "5f0000000000000000000c02", "name": "Staff"},
                {"id": "5f0000000000000000000c03", "name": "R&D, UK"}, {"id": "5f0000000000000000000c04", "name": "Staff*"}
            ]),
        )
        .with("x-total-count", "4")
    });
    let client = client(&server);
    for (name, id, filter) in [
        (
            "Staff",
            Some("5f0000000000000000000c02"),
            Some("name:eq:Staff"),
        ),
        ("Staf", None, Some("name:eq:Staf")),
        ("R&D, UK", Some("5f0000000000000000000c03"), None),
        ("Staff*", Some("5f0000000000000000000c04"), None),
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
            json!({"id": "5f0000000000000000000c01", "name": "Staff", "type": "user_group"}),
        )
    });
    assert_eq!(
        client(&made).create_group("Staff").await.unwrap().id,
        "5f0000000000000000000c01"
    );

    let answers: [fn() -> Answer; 3] = [
        || Answer::HangUp,
        || Answer::json(409, json!({"message": "Already Exists"})),
        || Answer::text(201, "application/json", "{\"id\""),
    ];
    for answer in answers {
        let lost = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(
                200,
                json!([{"id": "5f0000000000000000000c01", "name": "Staff"}]),
            )
            .with("x-total-count", "1"),
        });
        assert_eq!(
            client(&lost).create_group("Staff").await.unwrap().id,
            "5f0000000000000000000c01"
        );
        assert_eq!(lost.count("POST /api/v2/usergroups"), 1);

        let gone = Canned::serve(move |request, _| match request.method.as_str() {
            "POST" => answer(),
            _ => Answer::json(200, json!([])).with("x-total-count", "0"),
        });
        assert!(client(&gone).create_group("Staff").await.is_err());
        assert_eq!(gone.count("POST /api/v2/usergroups"), 1);
    }
}

#[tokio::test]
async fn binding_twice_is_binding_once() {
    let connection = |id: &str| json!([{"to": {"type": "user_group", "id": id}}]);
    let line = "POST /api/v2/applications/5f00000000000000000000a1/associations";

    let fresh = Canned::serve(|_, _| Answer::empty(204));
    let bind = client(&fresh)
        .bind(
            "5f00000000000000000000a1",
            Holder::Group,
            "5f0000000000000000000c01",
        )
        .await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(
        fresh.requests()[0].json(),
        json!({"op": "add", "type": "user_group", "id": "5f0000000000000000000c01"})
    );

    let bound = Canned::serve(|_, _| Answer::json(409, json!({"message": "Already Exists"})));
    let bind = client(&bound)
        .bind(
            "5f00000000000000000000a1",
            Holder::Group,
            "5f0000000000000000000c01",
        )
        .await;
    assert_eq!(bind.unwrap(), Bound::AlreadyThere);

    let lost = Canned::serve(move |request, _| match request.method.as_str() {
        "POST" => Answer::HangUp,
        _ => Answer::json(200, connection("5f0000000000000000000c01")),
    });
    let bind = client(&lost)
        .bind(
            "5f00000000000000000000a1",
            Holder::Group,
            "5f0000000000000000000c01",
        )
        .await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(lost.count(line), 1);
    assert_eq!(lost.requests()[1].query("targets"), Some("user_group"));

    let flaky = Canned::serve(move |request, before| match request.method.as_str() {
        "POST" if before == 0 => Answer::empty(503),
        "POST" => Answer::empty(204),
        _ => Answer::json(200, json!([])),
    });
    let bind = client(&flaky)
        .bind(
            "5f00000000000000000000a1",
            Holder::User,
            "5f0000000000000000000d01",
        )
        .await;
    assert_eq!(bind.unwrap(), Bound::Added);
    assert_eq!(flaky.count(line), 2);

    // Something in between answered.
    for (text, listed, sent) in [
        ("<html>", vec![], 2),
        ("{}", vec!["5f0000000000000000000d01"], 1),
    ] {
        let list: Vec<_> = listed.iter().map(|id| json!({"to": {"id": id}})).collect();
        let between = Canned::serve(move |request, before| match request.method.as_str() {
            "POST" if before == 0 => Answer::text(200, "application/json", text),
            "POST" => Answer::empty(204),
            _ => Answer::json(200, json!(list)),
        });
        let bind = client(&between)
            .bind(
                "5f00000000000000000000a1",
                Holder::User,
                "5f0000000000000000000d01",
            )
            .await;
        assert_eq!(bind.unwrap(), Bound::Added, "{text}");
        assert_eq!(between.count(line), sent, "{text}");
    }

    let missing = Canned::serve(|_, _| Answer::json(404, json!({"message": "not found"})));
    let bind = client(&missing)
        .bind(
            "5f00000000000000000000a1",
            Holder::User,
            "5f0000000000000000000d01",
        )
        .await;
    assert_eq!(bind.unwrap_err().code, "jumpcloud-not-found");
    let unbind = client(&missing)
        .unbind(
            "5f00000000000000000000a1",
            Holder::User,
            "5f0000000000000000000d01",
        )
        .await;
    assert_eq!(unbind.unwrap(), Unbound::NotThere);

    let unbind = client(&fresh)
        .unbind(
            "5f00000000000000000000a1",
            Holder::User,
            "5f0000000000000000000d01",
        )
        .await;
    assert_eq!(unbind.unwrap(), Unbound::Removed);
    assert_eq!(fresh.requests().pop().unwrap().json()["op"], "remove");
}

const APP: &str = "5f00000000000000000000a1";
const GROUP: &str = "5f0000000000000000000c01";
const PERSON: &str = "5f0000000000000000000d01";

#[tokio::test]
async fn who_has_access_is_read_by_kind() {
    let server = Canned::serve(|request, _| {
        let kind = request.query("targets").unwrap_or("user").to_owned();
        let id = if kind == "user" { PERSON } else { GROUP };
        Answer::json(200, json!([{"to": {"type": kind, "id": id}, "from": null}]))
            .with("x-total-count", "1")
    });
    let client = client(&server);
    assert_eq!(client.bound(APP, Holder::User).await.unwrap(), [PERSON]);
    assert_eq!(client.bound(APP, Holder::Group).await.unwrap(), [GROUP]);
    assert_eq!(client.group_members(GROUP).await.unwrap(), [PERSON]);
    assert_eq!(
        server.lines()[2],
        format!("GET /api/v2/usergroups/{GROUP}/members")
    );
}

#[tokio::test]
async fn who_hangs_on_an_application_is_read_whole_or_not_at_all() {
    let to = |id: &str| json!({"from": {"id": APP, "type": "application"}, "to": {"type": "user_group", "id": id}});
    let other = json!({"from": {"id": GROUP}, "to": {"type": "user_group", "id": GROUP}});
    const UNREADABLE: Result<usize, &str> = Err("list-unreadable");
    const ANOTHER: Result<usize, &str> = Err("answer-of-another");
    // What is answered, the length it tells; what hangs on the application, who has access.
    let table = [
        (json!([to(GROUP)]), Some("1"), Ok(1), Ok(1)),
        (json!([to(GROUP)]), None, Ok(1), Ok(1)),
        (json!([]), Some("0"), Ok(0), Ok(0)),
        // Asked the other way round, which says the same.
        (json!([]), None, Ok(0), Ok(0)),
        (json!([]), Some("1"), UNREADABLE, UNREADABLE),
        (json!([to(GROUP)]), Some("2"), UNREADABLE, Ok(1)),
        (json!([to(GROUP), null]), Some("2"), UNREADABLE, Ok(1)),
        (json!([null]), None, UNREADABLE, UNREADABLE),
        (json!([to("selection")]), Some("1"), UNREADABLE, UNREADABLE),
        (json!([{"id": GROUP}]), Some("1"), UNREADABLE, UNREADABLE),
        (json!([to(GROUP)]), Some("many"), UNREADABLE, UNREADABLE),
        (json!([other]), Some("1"), ANOTHER, ANOTHER),
        (
            json!([{"to": {"type": "user", "id": GROUP}}]),
            Some("1"),
            ANOTHER,
            ANOTHER,
        ),
        (json!({}), None, UNREADABLE, UNREADABLE),
        (
            json!({"results": [], "totalCount": 0}),
            None,
            UNREADABLE,
            UNREADABLE,
        ),
        (json!(null), None, UNREADABLE, UNREADABLE),
    ];
    for (body, length, whole, access) in table {
        let answer = body.clone();
        let server = Canned::serve(move |_, _| match length {
            Some(length) => Answer::json(200, answer.clone()).with("x-total-count", length),
            None => Answer::json(200, answer.clone()),
        });
        let client = client(&server);
        let outcome = |read: sso_setup::error::Result<Vec<String>>| {
            read.map(|all| all.len()).map_err(|error| error.code)
        };
        let bound = client.bound(APP, Holder::Group).await;
        assert_eq!(outcome(bound), whole, "{body} {length:?}");
        let may = client.with_access(APP, Holder::Group).await;
        assert_eq!(outcome(may), access, "{body} {length:?}");
    }
}

#[tokio::test]
async fn an_empty_list_that_tells_no_length_is_asked_for_the_other_way_round() {
    let step = json!({"to": {"id": GROUP, "type": "user_group"}});
    let direct = json!([{"id": PERSON, "type": "user", "paths": [[step]]}]);
    let through = json!([{"id": PERSON, "type": "user", "paths": [[step, step]]}]);
    for (elsewhere, target, readable) in [
        (json!([]), Holder::Group, true),
        (direct.clone(), Holder::Group, false),
        (json!([{"id": GROUP}]), Holder::Group, false),
        (json!([]), Holder::User, true),
        (direct.clone(), Holder::User, false),
        // Everybody in a bound group is reached too, in two steps.
        (through, Holder::User, true),
    ] {
        let answer = elsewhere.clone();
        let server = Canned::serve(move |request, _| {
            let asked = request.path.ends_with("associations");
            Answer::json(200, if asked { json!([]) } else { answer.clone() })
        });
        let bound = client(&server).bound(APP, target).await;
        assert_eq!(bound.is_ok(), readable, "{elsewhere}");
        assert_eq!(server.requests().len(), 2);
    }
    for (elsewhere, readable) in [(json!([]), true), (direct, false)] {
        let server = Canned::serve(move |request, _| {
            let asked = request.path.ends_with("members");
            Answer::json(200, if asked { json!([]) } else { elsewhere.clone() })
        });
        let members = client(&server).group_members(GROUP).await;
        assert_eq!(members.is_ok(), readable);
    }
}

fn user(id: usize, email: &str) -> Value {
    json!({
        "_id": format!("{id:024x}"), "email": email, "state": "ACTIVATED", "activated": true,
        "suspended": false, "account_locked": false, "password_expired": false,
    })
}

#[tokio::test]
async fn everything_that_keeps_a_user_out_is_asked_for() {
    let server = Canned::serve(|_, _| {
        let results = json!([user(1, "A@example.com"), {"_id": format!("{:024x}", 2)}]);
        Answer::json(200, json!({"results": results, "totalCount": 2}))
    });
    let users = client(&server).users().await.unwrap();
    let can: Vec<bool> = users.iter().map(|u| u.sign_in.can()).collect();
    assert_eq!(can, [true, false]);
    let request = &server.requests()[0];
    let fields = request.query("fields").unwrap();
    for field in [
        "email",
        "state",
        "activated",
        "suspended",
        "account_locked",
        "password_expired",
    ] {
        assert!(fields.split(' ').any(|f| f == field), "{fields}");
    }
}

#[tokio::test]
async fn a_user_is_found_in_any_spelling() {
    for stored in ["ada@example.com", "Ada@Example.com", "ADA@EXAMPLE.COM"] {
        let server = Canned::serve(move |request, _| {
            let filter = request.query("filter").map(str::to_owned);
            // The filter is case-sensitive; the search is for a part of the address.
            let found = match filter {
                Some(filter) => filter == format!("email:$eq:{stored}"),
                None => request.json()["searchFilter"]["searchTerm"] == "Ada@example.com",
            };
            let mut results = Vec::new();
            if found {
                results.push(user(1, stored));
            }
            if request.method == "POST" {
                results.push(user(2, "xada@example.com"));
            }
            let total = results.len();
            Answer::json(200, json!({"results": results, "totalCount": total}))
        });
        let found = client(&server).find_user("Ada@example.com").await.unwrap();
        assert_eq!(found.unwrap().email, stored);
        let nobody = client(&server).find_user("eve@example.com").await.unwrap();
        assert_eq!(nobody, None);
    }
    let both = Canned::serve(|_, _| {
        let results = [user(1, "ada@example.com"), user(2, "Ada@example.com")];
        Answer::json(200, json!({"results": results, "totalCount": 2}))
    });
    let error = client(&both)
        .find_user("ada@example.com")
        .await
        .unwrap_err();
    assert_eq!(error.code, "user-ambiguous");
    let another = Canned::serve(|_, _| {
        Answer::json(
            200,
            json!({"results": [user(2, "eve@example.com")], "totalCount": 1}),
        )
    });
    let found = client(&another).find_user("ada@example.com").await.unwrap();
    assert_eq!(found, None);
}

#[tokio::test]
async fn only_the_people_concerned_are_asked_for() {
    let all = |request: &Received, total: usize| {
        let skip: usize = request.query("skip").unwrap().parse().unwrap();
        let page: Vec<Value> = (skip..total.min(skip + 100))
            .map(|n| user(n, "x@example.com"))
            .collect();
        Answer::json(200, json!({"results": page, "totalCount": total}))
    };
    // How many users there are, who is asked for; how many requests that takes.
    for (total, wanted, requests) in [
        (50, vec![1, 2, 49], 1),
        (50, vec![1, 70], 1),
        (10_000, vec![1, 2, 3], 1),
        (10_000, vec![1, 5_000, 9_999], 3),
        (150, vec![1, 149], 2),
        (300, (0..300).collect(), 4),
    ] {
        let server = Canned::serve(move |request, _| match request.query("skip") {
            Some(_) => all(request, total),
            None => {
                let id = request.path.rsplit('/').next().unwrap();
                let number = usize::from_str_radix(id, 16).unwrap();
                Answer::json(200, user(number, "x@example.com"))
            }
        });
        let ids = wanted.iter().map(|n| format!("{n:024x}")).collect();
        let users = client(&server).users_with(&ids).await.unwrap();
        let there = wanted.iter().filter(|n| **n < total).count();
        assert_eq!(users.len(), there, "{total} {wanted:?}");
        assert_eq!(server.requests().len(), requests, "{total} {wanted:?}");
    }
    // Members that no user is found for say that the list is not the users'.
    let none = Canned::serve(|_, _| Answer::json(200, json!({"results": [], "totalCount": 0})));
    let ids = [PERSON.to_owned()].into();
    let error = client(&none).users_with(&ids).await.unwrap_err();
    assert_eq!(error.code, "list-unreadable");
}

#[tokio::test]
async fn two_groups_of_one_name_are_none() {
    let server = Canned::serve(|_, _| {
        let groups = json!([{"id": GROUP, "name": "Staff"}, {"id": PERSON, "name": "Staff"}]);
        Answer::json(200, groups).with("x-total-count", "2")
    });
    let error = client(&server).find_group("Staff").await.unwrap_err();
    assert_eq!(error.code, "group-ambiguous");
    for (groups, length) in [
        (json!([]), None),
        (json!([{"id": GROUP, "name": "Staff"}]), None),
        (json!([]), Some("1")),
        (json!([null]), Some("1")),
        (json!([{"id": GROUP}]), Some("1")),
        (json!({}), Some("0")),
    ] {
        let server = Canned::serve(move |_, _| match length {
            Some(length) => Answer::json(200, groups.clone()).with("x-total-count", length),
            None => Answer::json(200, groups.clone()),
        });
        let error = client(&server).find_group("Staff").await.unwrap_err();
        assert_eq!(error.code, "list-unreadable");
    }
}

#[tokio::test]
async fn a_group_that_was_created_is_the_one_that_was_asked_for() {
    let server = Canned::serve(|request, _| match request.method.as_str() {
        "POST" => Answer::json(201, json!({"id": PERSON, "name": "Somebody else's"})),
        _ => Answer::json(200, json!([{"id": GROUP, "name": "Staff"}])).with("x-total-count", "1"),
    });
    assert_eq!(
        client(&server).create_group("Staff").await.unwrap().id,
        GROUP
    );
    assert_eq!(server.count("POST /api/v2/usergroups"), 1);
}
