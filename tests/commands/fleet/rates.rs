//! How fast one credential asks, whoever uses it: judged by what the services counted, never by a clock.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret;
use sso_setup::sandbox::{KeyKind, Options, Snapshot};

use super::each;
use crate::common::World;
use crate::filed::Filed;
use crate::front::{Front, THREE, plain};

fn limited(rate: u32, snapshot: Option<Snapshot>) -> World {
    World::of(Options {
        rate: NonZeroU32::new(rate),
        keys: KeyKind::P256,
        snapshot,
        ..Options::default()
    })
}

/// Requests of one service, and how many of them were refused for rate.
fn asked(world: &World, service: &str) -> (u64, u64) {
    let counters = world.counters();
    let of = |what: &str| counters[service][what].as_u64().unwrap();
    (of("requests"), of("refused_for_rate"))
}

#[test]
fn twelve_tenants_on_one_key_keep_to_its_rate() {
    let world = limited(20, None);
    let entry = |at| {
        format!(
            "[[tenant]]\nname = \"t{at}\"\naccount-code = \"CUK1A1\"\nsubdomain = \"eu\"\ngroup = [\"All Staff\"]\n\
             mimecast-group = \"All Mimecast users\"\n[tenant.credentials]\nJUMPCLOUD_API_KEY = \"env:KEY\"\n\
             MIMECAST_CLIENT_ID = \"env:ID\"\nMIMECAST_CLIENT_SECRET = \"env:SECRET\"\n\n"
        )
    };
    let file = Filed::new(&(0..12).map(entry).collect::<String>());
    let credentials = world.sandbox.credentials();
    let tool = world
        .addressed()
        .env("KEY", credentials.jumpcloud_api_key.expose_secret())
        .env("ID", &credentials.mimecast_client_id)
        .env("SECRET", credentials.mimecast_client_secret.expose_secret());
    let run = file.run(tool, &["plan", "-o", "json", "--jobs", "12"]);
    assert_eq!(each(&run.exits(0), "exit_code"), [0; 12]);
    // Mimecast says from the first answer on what is left, JumpCloud nothing before it refuses: of what was under way by then.
    let (requests, refused) = asked(&world, "mimecast");
    assert!(requests >= 60 && refused < 5, "{refused} of {requests}");
    let (requests, refused) = asked(&world, "jumpcloud");
    // A machine that is slow enough is refused nothing.
    assert!(requests >= 96 && refused < 48, "{refused} of {requests}");
}

/// One may ask little and one much.
#[test]
fn two_credentials_do_not_slow_each_other() {
    let pair = &THREE[..2];
    let order: Arc<Mutex<Vec<usize>>> = Arc::default();
    let seen = order.clone();
    let worlds = pair.iter().zip([3, 10_000]).map(|(tenant, rate)| {
        let snapshot = tenant.world(|_| {}).sandbox.snapshot();
        limited(rate, Some(snapshot))
    });
    let front = Front::of(pair, worlds.collect(), move |at, _, _| {
        seen.lock().unwrap().push(at);
        None
    });
    let file = front.file(plain);
    let run = front.run(&file, &["plan", "-o", "json", "--jobs", "2"]);
    assert_eq!(each(&run.exits(0), "exit_code"), [0, 0]);
    assert_eq!(asked(&front.worlds[1], "jumpcloud").1, 0);
    assert_eq!(asked(&front.worlds[1], "mimecast").1, 0);
    let order = order.lock().unwrap();
    let last = order.iter().rposition(|at| *at == 1).unwrap();
    let left = order.len() - last - 1;
    assert!(
        left >= 4,
        "the fast one is through while the slow one goes on: {order:?}"
    );
}
