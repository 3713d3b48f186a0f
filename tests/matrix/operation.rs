//! What is tried: a command, and where it starts from.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use sso_setup::sandbox::{KeyKind, Options, Quirk, Snapshot};

use crate::common::{ALL_THREE, CONNECT, World};

/// A command, and the commands that were run before it.
pub struct Operation {
    /// Its name in the summary.
    pub name: &'static str,
    /// What was run before, in order.
    before: &'static [&'static [&'static str]],
    /// What people did by hand after that.
    by_hand: fn(&World),
    /// What goes wrong in the last of them, which then fails.
    broken_by: Option<&'static str>,
    /// What is run.
    args: &'static [&'static str],
    /// How it ends undisturbed: with success, or refused by a guard.
    pub ends: i32,
    /// What it does to the certificates of the connectors.
    pub certificates: Certificates,
    /// Whether JumpCloud is asked as a service account, and not with a key.
    service_account: bool,
    /// What the services do that they were seen to do now and then.
    quirks: &'static [Quirk],
    /// How late Mimecast acts on changed profiles and settings. What is run must wait longer.
    late: Duration,
    /// Whether running it again once it is done would do something else: another rotation, another undo.
    pub once: bool,
}

/// What an operation may do to the certificates that were there before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Certificates {
    /// None of them changes; applications may come and go.
    Stay,
    /// Those of the applications with these suffixes are new, no other.
    Renewed(&'static [&'static str]),
}

const THREE: &[&str] = &["set up, all three"];

/// From nothing, to a success that changes no certificate and is empty when run again.
const PLAIN: Operation = Operation {
    name: "",
    before: &[],
    by_hand: |_| {},
    broken_by: None,
    args: &[],
    ends: 0,
    certificates: Certificates::Stay,
    service_account: false,
    quirks: &[],
    late: Duration::ZERO,
    once: false,
};

pub const SET_UP: Operation = Operation {
    name: "set-up",
    args: &[
        "set up, all three",
        "--create-groups",
        "--group",
        "New Staff",
    ],
    ..PLAIN
};

pub const UPDATE: Operation = Operation {
    name: "update",
    before: &[THREE],
    args: &[
        "set up, all three",
        "--label",
        "Mail",
        "--description",
        "personal-portal:Held messages",
        "--create-groups",
        "--group",
        "New Staff",
        "--group",
        "admin-console:Finance, Legal and Risk",
        "--logout-url",
        "https://widgets.example/bye",
    ],
    ..PLAIN
};

pub const ROTATION: Operation = Operation {
    name: "rotation",
    before: &[THREE],
    args: &[
        "rotate",
        "--yes",
        "--connector",
        "personal-portal",
        "--connector",
        "admin-console",
        "--admin",
        "ada@widgets.example",
    ],
    certificates: Certificates::Renewed(&["mimecast-cuk1a1-portal", "mimecast-cuk1a1-admin"]),
    once: true,
    ..PLAIN
};

pub const REMOVAL: Operation = Operation {
    name: "removal",
    before: &[THREE],
    args: &["remove", "--confirm-count", "3"],
    ..PLAIN
};

/// How late Mimecast acts where it does, and for how long the program waits then: a run that was killed wrote down when it
/// began to send, and Mimecast counts from when it took it.
const LATE: Duration = Duration::from_millis(300);
const WAITS: &str = "--propagation=600ms";

pub const LATE_REPLACEMENT: Operation = Operation {
    name: "replacement, late",
    before: &[THREE],
    args: &[
        "set up, all three",
        "--idp-url-suffix",
        "personal-portal:mimecast-cuk1a1-other",
        "--allow",
        "replace-application",
    ],
    late: LATE,
    ..PLAIN
};

/// Under the same IdP URL; its label and who has access stand nowhere but in the application that goes, and in the journal.
pub const ANOTHER_TEMPLATE: Operation = Operation {
    name: "another template",
    before: &[&[
        "--subdomain",
        "eu",
        "--yes",
        "--group",
        "All Staff",
        "--group",
        "Finance, Legal and Risk",
        "--label",
        "Mail",
    ]],
    args: &[
        "--subdomain",
        "eu",
        "--yes",
        "--group",
        "All Staff",
        "--template",
        "saml2",
        "--allow",
        "replace-application",
    ],
    ..PLAIN
};

pub const LATE_ANOTHER_TEMPLATE: Operation = Operation {
    name: "another template, late",
    late: LATE,
    ..ANOTHER_TEMPLATE
};

pub const LATE_ROTATION: Operation = Operation {
    name: "rotation, late",
    late: LATE,
    ..ROTATION
};

/// Of three, the one that signs for the web apps, which another takes over while both can sign people in.
pub const REMOVAL_OF_ONE: Operation = Operation {
    name: "removal of one",
    args: &[
        "remove",
        "--confirm-count",
        "1",
        "--connector",
        "personal-portal",
    ],
    ..REMOVAL
};

pub const LATE_REMOVAL_OF_ONE: Operation = Operation {
    name: "removal of one, late",
    late: LATE,
    ..REMOVAL_OF_ONE
};

pub const LATE_REMOVAL: Operation = Operation {
    name: "removal, late",
    late: LATE,
    ..REMOVAL
};

pub const UNDO_OF_A_SET_UP: Operation = Operation {
    name: "undo of a set-up",
    before: &[THREE],
    args: &["undo", "--confirm-count", "3"],
    once: true,
    ..PLAIN
};

pub const UNDO_OF_A_REMOVAL: Operation = Operation {
    name: "undo of a removal",
    before: &[THREE, &["remove", "--confirm-count", "3"]],
    args: &["undo", "--yes", "--admin", "ada@widgets.example"],
    once: true,
    ..PLAIN
};

pub const DEACTIVATION: Operation = Operation {
    name: "deactivation",
    before: &[THREE],
    args: &["remove", "--deactivate", "--yes"],
    ..PLAIN
};

/// Every request to JumpCloud carries a token, which has to be got and may end.
pub const DEACTIVATION_BY_A_SERVICE_ACCOUNT: Operation = Operation {
    name: "deactivation by a service account",
    service_account: true,
    ..DEACTIVATION
};

/// SAML is in force for the Personal Portal through an application under a suffix of its own. Then people made two tiles by hand,
/// with slips, and all three are taken over: the block moves from the one application to the other.
pub const ADOPTION: Operation = Operation {
    name: "set-up over hand-made applications",
    before: &[&[
        "set up",
        "--idp-url-suffix",
        "apps:mimecast-cuk1a1-bob",
        "--label",
        "Mail (Bob)",
    ]],
    by_hand: |world| {
        let tile = |person: &str, path: &str, slip: fn(&mut Value)| {
            world.by_hand(|made| {
                made["name"] = json!("saml2");
                made["displayLabel"] = json!(format!("Mail ({person})"));
                let suffix = format!("mimecast-cuk1a1-{person}");
                made["ssoUrl"] = json!(format!("https://sso.jumpcloud.com/saml2/{suffix}"));
                made["config"]["acsUrl"]["value"] =
                    json!(format!("https://eu-api.mimecast.com/login/sso/{path}"));
                slip(&mut made["config"]);
            });
        };
        tile("carol", "mpp", |config| {
            config["signAssertion"] = json!({ "value": false });
            config["defaultTargetUrl"] = json!({ "value": "https://XX-api.mimecast.com/" });
        });
        tile("dan", "adcon", |config| {
            config["spEntityId"]["value"] = json!("https://eu-api.mimecast.com.CUK1A1");
            config["idpEntityId"]["value"] = json!("");
        });
    },
    args: &[
        "set up, all three",
        "--idp-url-suffix",
        "apps:mimecast-cuk1a1-bob",
        "--idp-url-suffix",
        "personal-portal:mimecast-cuk1a1-carol",
        "--idp-url-suffix",
        "admin-console:mimecast-cuk1a1-dan",
    ],
    ..PLAIN
};

/// The applications are there and nothing of Mimecast.
pub const SET_UP_OF_THE_REST: Operation = Operation {
    name: "set-up of the rest",
    before: &[THREE],
    broken_by: Some("403,times=always,method=POST,path=/api/authentication-profile/create-profile"),
    args: &["set up, all three"],
    ..PLAIN
};

/// SAML would be enforced for people who cannot sign in.
pub const REFUSED_FOR_USERS: Operation = Operation {
    name: "refused for users",
    args: &["set up, all three", "--mimecast-group", "Contractors"],
    ends: 3,
    ..PLAIN
};

/// The same, where Mimecast's gateway has groups and members at the older addresses alone.
pub const REFUSED_FOR_USERS_AT_THE_OLDER_ADDRESSES: Operation = Operation {
    name: "refused for users at the older addresses",
    quirks: &[Quirk::NoGroupLists],
    ..REFUSED_FOR_USERS
};

/// The administrator who is named is not let in.
pub const REFUSED_FOR_THE_ADMINISTRATOR: Operation = Operation {
    name: "refused for the administrator",
    args: &[
        "--subdomain",
        "eu",
        "--group",
        "Sales",
        "--yes",
        "--connector",
        "admin-console",
        "--admin",
        "ada@widgets.example",
    ],
    ends: 3,
    ..PLAIN
};

impl Operation {
    /// The words of its command line.
    pub fn args(&self) -> Vec<&'static str> {
        let mut args = spelt_out(self.args);
        args.extend((!self.late.is_zero()).then_some(WAITS));
        args
    }

    /// Runs what comes before it, and it once undisturbed.
    pub fn prepare(&self) -> Prepared {
        let mut world = World::of(options(None, self.quirks, Duration::ZERO));
        world.by_service_account = self.service_account;
        for (at, args) in self.before.iter().enumerate() {
            let broken = self.broken_by.filter(|_| at + 1 == self.before.len());
            if let Some(fault) = broken {
                let armed = world.sandbox.arm(fault.parse().unwrap());
                world.runtime.block_on(armed).unwrap();
            }
            let run = world.mimecast(&spelt_out(args));
            match broken {
                None => drop(run.exits(0)),
                Some(_) => assert_ne!(run.code, 0, "{run:?}"),
            }
            world.sandbox.clear_faults();
        }
        (self.by_hand)(&world);
        let start = Start {
            snapshot: world.sandbox.snapshot(),
            origin: origin(&world),
            kept: files(world.kept.path()),
            state: world.state(),
            service_account: self.service_account,
            quirks: self.quirks,
            late: self.late,
        };
        let world = start.world();
        let run = world.mimecast(&self.args()).exits(self.ends);
        assert!(self.ends != 0 || run.json()["error"].is_null(), "{run:?}");
        let counters = world.counters();
        let of = |service: &str| counters[service]["requests"].as_u64().unwrap();
        let requests = of("jumpcloud") + of("mimecast");
        assert!(requests > 10, "{}: {requests} requests", self.name);
        Prepared {
            wanted: world.state(),
            changes: run.changes().len(),
            start,
            requests,
        }
    }
}

/// `set up` and `set up, all three` in words of the command line.
fn spelt_out(args: &[&'static str]) -> Vec<&'static str> {
    let (first, more) = args.split_first().expect("a command");
    let first: Vec<&str> = match *first {
        "set up, all three" => [&CONNECT[..], &ALL_THREE[..]].concat(),
        "set up" => CONNECT.to_vec(),
        word => vec![word],
    };
    [&first[..], more, &["-o", "json"]].concat()
}

/// An operation that was run once undisturbed.
pub struct Prepared {
    pub start: Start,
    /// The state that it leads to.
    pub wanted: Value,
    /// How many changes it makes.
    pub changes: usize,
    /// How many requests it sends.
    pub requests: u64,
}

/// Where an operation starts from.
pub struct Start {
    snapshot: Snapshot,
    /// The sandbox that the journals speak of.
    origin: String,
    /// Journals.
    kept: Vec<(OsString, String)>,
    pub state: Value,
    service_account: bool,
    quirks: &'static [Quirk],
    late: Duration,
}

impl Start {
    /// How many writes the journals tell of.
    pub fn writes(&self) -> usize {
        self.kept.iter().map(|(_, text)| intents(text)).sum()
    }

    /// A sandbox that starts from here, and the journals as if everything had happened there.
    pub fn world(&self) -> World {
        let mut world = World::of(options(Some(self.snapshot.clone()), self.quirks, self.late));
        world.by_service_account = self.service_account;
        let folder = journals(world.kept.path());
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &self.kept {
            let text = text.replace(&self.origin, &origin(&world));
            std::fs::write(folder.join(name), text).unwrap();
        }
        world
    }
}

/// Half of the time of all cases went into RSA keys, which none of them is about.
fn options(snapshot: Option<Snapshot>, quirks: &[Quirk], propagation: Duration) -> Options {
    Options {
        snapshot,
        propagation,
        quirks: quirks.to_vec(),
        keys: KeyKind::P256,
        ..Options::default()
    }
}

/// How many writes a journal tells of.
pub fn intents(journal: &str) -> usize {
    let line = |line: &&str| line.starts_with("{\"intent\":");
    journal.lines().filter(line).count()
}

fn origin(world: &World) -> String {
    world.sandbox.page().trim_end_matches('/').to_owned()
}

/// The folder of the journals in what the program keeps.
pub fn journals(kept: &Path) -> std::path::PathBuf {
    kept.join("sso-setup/journal")
}

/// The journals, by name.
fn files(kept: &Path) -> Vec<(OsString, String)> {
    let Ok(entries) = std::fs::read_dir(journals(kept)) else {
        return Vec::new();
    };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            (
                entry.file_name(),
                std::fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect()
}
