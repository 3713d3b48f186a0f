//! Comparing states: digests, and starting again from where another sandbox was.

use crate::bench::Bench;
use serde_json::{Value, json};
use sso_setup::sandbox::Options;

async fn digest(bench: &Bench) -> Value {
    bench.control("GET", "sandbox/digest").await
}

/// The parts in which two digests differ.
fn changed(before: &Value, after: &Value) -> Vec<String> {
    let parts = before.as_object().unwrap();
    parts
        .keys()
        .filter(|part| before[*part] != after[*part])
        .cloned()
        .collect()
}

#[tokio::test]
async fn reading_changes_no_digest_and_each_write_its_own_part() {
    let bench = Bench::start().await;
    let start = digest(&bench).await;
    bench.get("/api/applications").await;
    bench.token().await;
    assert_eq!(digest(&bench).await, start);

    let application = bench.create_mimecast("x").await;
    let id = application["_id"].as_str().unwrap();
    let created = digest(&bench).await;
    assert_eq!(
        changed(&start, &created),
        ["applications", "associations", "whole"]
    );
    assert!(
        created["applications"][id]
            .as_str()
            .unwrap()
            .starts_with("sha256:")
    );

    let groups = bench.get("/api/v2/usergroups").await;
    let path = format!("/api/v2/applications/{id}/associations");
    let bind = |op: &str, group: usize| {
        let body = json!({ "op": op, "type": "user_group", "id": groups[group]["id"] });
        bench.jumpcloud("POST", &path, Some(body))
    };
    for group in [0, 1] {
        assert_eq!(bind("add", group).await.0, 204);
    }
    let bound = digest(&bench).await;
    assert_eq!(changed(&created, &bound), ["associations", "whole"]);
    // Taken out and put back in another order, it is the same.
    for (op, group) in [("remove", 0), ("add", 0)] {
        assert_eq!(bind(op, group).await.0, 204);
    }
    assert_eq!(digest(&bench).await, bound);

    let path = format!("/api/applications/{id}");
    assert_eq!(bench.jumpcloud("DELETE", &path, None).await.0, 200);
    assert_eq!(digest(&bench).await, start);
}

#[tokio::test]
async fn the_order_of_a_documents_fields_does_not_matter() {
    let bench = Bench::start().await;
    let application = bench.create_mimecast("x").await;
    let path = format!("/api/applications/{}", application["_id"].as_str().unwrap());
    let replace = async |body: Value| {
        let answer = bench.jumpcloud("PUT", &path, Some(body)).await;
        assert_eq!(answer.0, 200, "{answer:?}");
        digest(&bench).await
    };
    let mut document = application.as_object().unwrap().clone();
    document.insert("zz".into(), json!(1));
    document.insert("aa".into(), json!(2));
    let one = replace(Value::Object(document.clone())).await;
    document.sort_keys();
    assert_eq!(replace(Value::Object(document.clone())).await, one);
    document.insert("aa".into(), json!(3));
    let other = replace(Value::Object(document)).await;
    assert_eq!(changed(&one, &other), ["applications", "whole"]);
}

#[tokio::test]
async fn a_sandbox_starts_from_what_another_one_held() {
    let first = Bench::start().await;
    first.create_mimecast("x").await;
    let snapshot = first.sandbox.snapshot();
    assert_eq!(format!("{snapshot:?}"), "Snapshot(…)");
    let then = digest(&first).await;
    first.create_mimecast("y").await;
    let options = Options {
        snapshot: Some(snapshot),
        ..Options::default()
    };
    let (second, third) = (
        Bench::with(options.clone()).await,
        Bench::with(options).await,
    );
    assert_eq!(second.key(), first.key());
    second.create_mimecast("z").await;
    assert_eq!(digest(&third).await, then);
    let counters = third.control("GET", "sandbox/counters").await;
    assert_eq!(counters["jumpcloud"]["writes"], 0);
}
