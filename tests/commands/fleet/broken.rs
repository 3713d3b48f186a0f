//! One fleet, most of its tenants broken, each in a way of its own. Keys that are wrong, other accounts and grids are in
//! the test of the table; hosts that are slow are in the fault matrix, since they take half a minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::each;
use crate::common::World;
use crate::common::saml::Idp;
use crate::front::{Front, Instead, Tenant, plain};

/// How a tenant is broken: where JumpCloud or Mimecast is asked something that ends so, and what becomes of it.
struct Way {
    path: &'static str,
    ends: fn() -> Instead,
    /// Its exit code, the word in the table, and the code of the error or the guard.
    exit: i64,
    word: &'static str,
    code: &'static str,
    /// What else is said.
    says: &'static str,
}

const TENANTS: [Tenant; 7] = [
    Tenant::new("acme", "a5c0de", "Acme", "CUK1A1", "eu"),
    Tenant::new("key-expired", "b5c0de", "Bolts", "CUK2B2", "eu"),
    Tenant::new("no-template", "c5c0de", "Clips", "CUSA3C3", "us"),
    Tenant::new("certificate-expired", "d5c0de", "Darts", "CUK4D4", "eu"),
    Tenant::new("dead-host", "e5c0de", "Eaves", "CUK5E5", "eu"),
    Tenant::new("hostile", "f5c0de", "Forks", "CUSA6F6", "us"),
    Tenant::new("zebra", "a6c0de", "Zebra", "CUSA7A7", "us"),
];

const WAYS: [Option<Way>; 7] = [
    None,
    Some(Way {
        path: "/mimecast/oauth/token",
        ends: || {
            let said = r#"{"fail":[{"code":"AccessKeyExpired","message":"the key has expired"}]}"#;
            Instead::Answer(200, said.to_owned())
        },
        exit: 4,
        word: "credentials",
        code: "mimecast-credentials-rejected",
        says: "the key has expired",
    }),
    Some(Way {
        path: "/api/application-templates",
        ends: || Instead::Answer(200, r#"{"results":[],"totalCount":0}"#.to_owned()),
        exit: 1,
        word: "failed",
        code: "template-absent",
        says: "template",
    }),
    Some(Way {
        path: "/metadata.xml",
        ends: || {
            let expired = Idp::valid_until(rcgen::date_time_ymd(2025, 1, 1));
            Instead::Answer(200, expired.metadata("JumpCloud"))
        },
        exit: 3,
        word: "refused",
        code: "metadata-unfit",
        says: "expired on 2025-01-01",
    }),
    Some(Way {
        path: "/",
        ends: || Instead::Broken,
        exit: 5,
        word: "unavailable",
        code: "unreachable",
        says: "127.0.0.1",
    }),
    Some(Way {
        path: "/api/applications",
        ends: || {
            let page = "<html>\u{1b}[2J\n  zebra  refused\u{2028}::error::x</html>";
            Instead::Answer(200, page.to_owned())
        },
        exit: 1,
        word: "failed",
        code: "unexpected-answer",
        says: "HTML",
    }),
    None,
];

#[test]
fn each_is_explained_in_one_line_and_the_sound_ones_are_set_up() {
    let breaks = Arc::new(AtomicBool::new(false));
    let broken = breaks.clone();
    let worlds = TENANTS.iter().map(|tenant| tenant.world(|_| {}));
    let front = Front::of(&TENANTS, worlds.collect(), move |at, _, path| {
        let way = WAYS[at].as_ref().filter(|way| path.contains(way.path));
        way.filter(|_| broken.load(Ordering::SeqCst))
            .map(|way| (way.ends)())
    });
    let file = front.file(plain);
    // What can break later only is set up first.
    let before = ["apply", "--yes", "--only", "certificate-expired"];
    front.run(&file, &before).exits(0);
    breaks.store(true, Ordering::SeqCst);
    let untouched: Vec<Value> = front.worlds.iter().map(World::state).collect();

    let plan = front.run(&file, &["plan"]);
    let table: Vec<&str> = plan.stdout.lines().skip(1).take(TENANTS.len()).collect();
    for ((line, tenant), way) in table.iter().zip(TENANTS).zip(&WAYS) {
        let (word, what) = match way {
            Some(way) => (way.word, way.code),
            None => ("changes", ""),
        };
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(tenant.name), "{line}");
        assert_eq!(words.next(), Some(word), "{line}");
        assert!(line.contains(what) && !line.contains('\u{1b}'), "{line}");
    }
    assert!(!plan.stdout.contains("::error::x\n") && !plan.stdout.contains('\u{1b}'));

    let run = front.run(&file, &["apply", "--yes", "-o", "json"]);
    let codes: Vec<i64> = WAYS
        .iter()
        .map(|way| way.as_ref().map_or(0, |way| way.exit))
        .collect();
    assert_eq!(each(&run, "exit_code"), codes);
    for (entry, way) in run.json()["tenants"].as_array().unwrap().iter().zip(&WAYS) {
        let Some(way) = way else { continue };
        let (error, guard) = (&entry["error"]["code"], &entry["refusals"][0]["guard"]);
        assert!(error == way.code || guard == way.code, "{entry}");
        assert!(entry.to_string().contains(way.says), "{entry}");
    }
    for (at, (world, before)) in front.worlds.iter().zip(untouched).enumerate() {
        assert_eq!(
            world.state() == before,
            WAYS[at].is_some(),
            "{}",
            TENANTS[at].name
        );
    }
    let sound = ["verify", "--only", "acme,zebra", "-o", "json"];
    let sound = front.run(&file, &sound).exits(0);
    assert_eq!(each(&sound, "exit_code"), [json!(0), json!(0)]);
    front.kept_apart();
}
