//! Groups and members at Mimecast's newer addresses, and what is asked at the older ones.

use serde_json::{Value, json};

use crate::canned::{Answer, Canned, Received};
use crate::mimecast::{client, serve};

const GROUPS: &str = "/directory/cloud-gateway/v1/groups";
const OLDER_GROUPS: &str = "POST /api/directory/find-groups";
const OLDER_MEMBERS: &str = "POST /api/directory/get-group-members";

fn group(id: &str, name: &str, source: &str, users: u64) -> Value {
    json!({"id": id, "description": name, "source": source, "userCount": users})
}

fn member(email: &str) -> Value {
    json!({"emailAddress": email, "domain": "example.com"})
}

/// The older addresses: one group, and one member.
fn older(request: &Received) -> Answer {
    let records = match request.line().as_str() {
        OLDER_GROUPS => json!([{"folders": [{"id": "old", "description": "Staff"}]}]),
        OLDER_MEMBERS => json!([{"groupMembers": [member("older@example.com")]}]),
        _ => return Answer::empty(404),
    };
    Answer::json(
        200,
        json!({"meta": {"status": 200}, "data": records, "fail": []}),
    )
}

fn asked_older(server: &Canned) -> usize {
    server.count(OLDER_GROUPS) + server.count(OLDER_MEMBERS)
}

#[tokio::test]
async fn pages_follow_each_other_wherever_the_token_stands() {
    for place in [
        "/meta/nextPage",
        "/meta/nextPageToken",
        "/meta/pagination/nextPageToken",
        "/meta/pagination/nextPage",
        "/meta/pagination/next",
    ] {
        let server = serve(1799, move |request, _| {
            let (page, key) = match request.path.as_str() {
                GROUPS => (["Sales", "Staff"], "groups"),
                _ => (["Ann@Example.com", "bob@example.com"], "groupMembers"),
            };
            let mut answer = json!({ "meta": { "pagination": {} } });
            let at = match request.query("pageToken") {
                None => {
                    let (parent, name) = place.rsplit_once('/').unwrap();
                    answer.pointer_mut(parent).unwrap()[name] = json!("p2");
                    0
                }
                Some(token) => {
                    assert_eq!(token, "p2");
                    1
                }
            };
            assert_eq!(request.query("pageSize"), Some("100"));
            answer[key] = match key {
                "groups" => json!([group(&format!("g{at}"), page[at], "cloud", 2)]),
                _ => json!([member(page[at])]),
            };
            Answer::json(200, answer)
        });
        let client = client(&server);
        let found = client.find_group("Staff").await.unwrap().unwrap();
        assert_eq!(found.id.as_str(), "g1", "{place}");
        let members = client.group_members(&found.id).await.unwrap();
        assert_eq!(members, ["ann@example.com", "bob@example.com"], "{place}");
        assert_eq!(asked_older(&server), 0, "{place}");
    }
}

#[tokio::test]
async fn one_that_is_kept_in_mimecast_comes_first_and_two_alike_are_ambiguous() {
    let groups = json!([
        group("1", "Staff", "ldap", 1),
        group("2", "Staff", "cloud", 1),
        group("3", "Synchronised", "ldap", 1),
        group("4", "Twice", "cloud", 1),
        group("5", "Twice", "cloud", 1),
        group("6", "Untold", "cloud", 1),
        json!({"id": "7", "description": "Untold"}),
    ]);
    let server = serve(1799, move |request, _| match request.path.as_str() {
        GROUPS => Answer::json(200, json!({"groups": groups, "meta": {}})),
        _ => older(request),
    });
    let client = client(&server);
    for (name, id) in [("Staff", "2"), ("Synchronised", "3")] {
        assert_eq!(
            client.find_group(name).await.unwrap().unwrap().id.as_str(),
            id
        );
    }
    for name in ["Twice", "Untold"] {
        let error = client.find_group(name).await.unwrap_err();
        assert_eq!(error.code, "mimecast-group-ambiguous", "{name}");
    }
    assert_eq!(asked_older(&server), 0);
}

/// An answer in which there is nothing to go by leaves it to the older address.
#[tokio::test]
async fn what_says_nothing_is_asked_again_at_the_older_address() {
    let nothing: [fn() -> Answer; 12] = [
        || Answer::empty(404),
        || Answer::empty(405),
        || {
            Answer::json(
                403,
                json!({"errors": [{"code": "x", "message": "no role"}]}),
            )
        },
        || {
            Answer::json(
                400,
                json!({"errors": [{"code": "x", "message": "pageSize"}]}),
            )
        },
        || {
            Answer::json(
                200,
                json!({"errors": [{"code": "x", "message": "no role"}]}),
            )
        },
        || Answer::json(200, json!({})),
        || Answer::json(200, json!([])),
        || Answer::json(200, json!({"groups": [], "groupMembers": []})),
        || {
            Answer::json(
                200,
                json!({"groups": [null], "groupMembers": [null], "meta": {}}),
            )
        },
        || {
            Answer::json(
                200,
                json!({"groups": [{}], "groupMembers": [{}], "meta": {}}),
            )
        },
        || Answer::text(200, "text/html", "<html></html>"),
        // Empty, and nobody said that it would be.
        || Answer::json(200, json!({"groups": [], "groupMembers": [], "meta": {}})),
    ];
    for (at, nothing) in nothing.into_iter().enumerate() {
        let server = serve(1799, move |request, _| match request.method.as_str() {
            "GET" => nothing(),
            _ => older(request),
        });
        let client = client(&server);
        let found = client.find_group("Staff").await.unwrap().unwrap();
        assert_eq!(found.id.as_str(), "old", "{at}");
        let members = client.group_members(&found.id).await.unwrap();
        assert_eq!(members, ["older@example.com"], "{at}");
    }
}

/// Neither address says who is in the group: that is no empty group.
#[tokio::test]
async fn a_list_that_is_shorter_than_its_group_says_is_unreadable() {
    for (count, listed, refused) in [
        (Some(2), vec!["ann@example.com"], true),
        (Some(1), vec![], true),
        (None, vec![], true),
        (Some(0), vec![], false),
        (Some(1), vec!["ann@example.com"], false),
        (None, vec!["ann@example.com"], false),
    ] {
        let what = format!("{count:?} {listed:?}");
        let expected = listed.len();
        let server = serve(1799, move |request, _| match request.path.as_str() {
            GROUPS => {
                let mut group = group("g", "Staff", "cloud", count.unwrap_or_default());
                if count.is_none() {
                    group.as_object_mut().unwrap().remove("userCount");
                }
                Answer::json(200, json!({"groups": [group], "meta": {}}))
            }
            path if path.starts_with(GROUPS) => {
                let members: Vec<Value> = listed.iter().map(|email| member(email)).collect();
                Answer::json(200, json!({"groupMembers": members, "meta": {}}))
            }
            _ => Answer::json(
                403,
                json!({"meta": {"status": 403}, "data": [], "fail": []}),
            ),
        });
        let client = client(&server);
        let found = client.find_group("Staff").await.unwrap().unwrap();
        let members = client.group_members(&found.id).await;
        match refused {
            true => assert_eq!(members.unwrap_err().code, "list-unreadable", "{what}"),
            false => assert_eq!(members.unwrap().len(), expected, "{what}"),
        }
    }
}

#[tokio::test]
async fn a_service_that_is_away_or_rejects_the_credentials_is_not_asked_elsewhere() {
    for (answer, code) in [
        (
            (|| Answer::empty(503)) as fn() -> Answer,
            "service-unavailable",
        ),
        (|| Answer::empty(401), "mimecast-credentials-rejected"),
    ] {
        let server = serve(1799, move |request, _| match request.method.as_str() {
            "GET" => answer(),
            _ => older(request),
        });
        let error = client(&server).find_group("Staff").await.unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(asked_older(&server), 0, "{code}");
    }
}

#[tokio::test]
async fn addresses_that_are_not_offered_are_asked_once() {
    let server = serve(1799, |request, _| older(request));
    let client = client(&server);
    for _ in 0..3 {
        client.find_group("Staff").await.unwrap();
        client
            .group_members(&sso_setup::mimecast::MimecastGroupId::new("old"))
            .await
            .unwrap();
    }
    assert_eq!(server.count(&format!("GET {GROUPS}")), 1);
    assert_eq!(server.count(&format!("GET {GROUPS}/old/members")), 0);
}
