//! A tenants file from what is live: planned again it is empty, set up elsewhere it makes the same, and what it cannot say it
//! names.

mod all;
mod left_out;

use std::collections::BTreeSet;

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::between::Authority;
use crate::canned::{Answer, Canned};
use crate::common::{CONNECT, Run, Tool, World, texts};
use crate::tenants_file::Filed;

/// The options of a tenants file that say nothing of what is live.
const NO_LIVE_VALUE: [&str; 6] = [
    // What a set-up is to do, and who must get in meanwhile.
    "create-groups",
    "admin",
    "propagation",
    // Who tries it first is a member of a group like any other.
    "pilot",
    "pilot-only",
    // JumpCloud gives no image out.
    "tile-logo",
];

/// The credentials that an exported file refers to for the sandbox's own tenant.
const VARIABLES: [&str; 3] = [
    "WIDGETS_JUMPCLOUD_API_KEY",
    "WIDGETS_MIMECAST_CLIENT_ID",
    "WIDGETS_MIMECAST_CLIENT_SECRET",
];

/// A way to set a tenant up; each is a world of its own.
const WORLDS: [&[&str]; 10] = [
    &[],
    &["--connector=personal-portal"],
    &["--connector=admin-console", "--admin=ada@widgets.example"],
    &["--connector=all", "--admin=ada@widgets.example"],
    // Everything that has a value of its own, in names that a text has to be quoted for.
    &[
        "--connector=apps,personal-portal",
        "--label=apps:Mail \"A\" \\ # 'x' [y]",
        "--label=personal-portal:Pörtal: 世界",
        "--description=apps: Two\nlines, = and \u{202e}more",
        "--tile-color=apps:#006CAC",
        "--hidden=apps:false",
        "--idp-url-suffix=apps:mail.of_widgets",
        "--idp-url-suffix=personal-portal:portal-of-widgets",
        "--idp-entity-id=apps:https://idp.widgets.example/a",
        "--attribute=apps:tier=gold=24k",
        "--attribute=site=Leeds",
        "--user-attribute=personal-portal:mail=email",
        "--group=apps:Finance, Legal and Risk",
        "--group=personal-portal:Contractors",
        "--group=personal-portal:All Staff",
        "--user=personal-portal:pat@widgets.example",
        "--profile=Our \"profile\"",
        "--application-setting=Our, setting",
        "--logout-url=https://widgets.example/bye?a=%22",
    ],
    &[
        "--template=saml2",
        "--sp-entity-id=eu-api.mimecast.com.other",
    ],
    &["--enforce=web-apps,end-user-apps"],
    &[
        "--connector=apps,personal-portal",
        "--hidden=personal-portal:true",
        "--block=web-apps=apps",
    ],
    // The administrators' block only.
    &[
        "--connector=all",
        "--enforce=admin-console",
        "--admin=ada@widgets.example",
    ],
    &["--pilot-only", "--pilot=ada@widgets.example"],
];

/// The program with a tenant's credentials in the variables that an exported file names, and nowhere else.
pub fn provider(world: &World) -> Tool {
    let credentials = world.sandbox.credentials();
    let values = [
        credentials.jumpcloud_api_key.expose_secret().to_owned(),
        credentials.mimecast_client_id.clone(),
        credentials
            .mimecast_client_secret
            .expose_secret()
            .to_owned(),
    ];
    let tool = world.addressed().without("SSO_SETUP_MIMECAST_GROUP");
    VARIABLES
        .iter()
        .zip(values)
        .fold(tool, |tool, (name, value)| tool.env(name, value))
}

/// Exports what is live: the file, and the same as a document.
#[track_caller]
pub fn exported(world: &World, args: &[&str]) -> (Filed, Value) {
    let written = world.writes();
    let run = |more: &[&str]| {
        let tool = world.tool().without("SSO_SETUP_MIMECAST_GROUP");
        tool.mimecast(&[&["export"], args, more].concat()).exits(0)
    };
    let text = run(&[]).stdout;
    let document = run(&["-o", "json"]).json();
    assert_eq!(document["tenants_file"], text.as_str());
    assert_eq!(world.writes(), written);
    let credentials = world.sandbox.credentials();
    for secret in [
        credentials.jumpcloud_api_key.expose_secret(),
        credentials.mimecast_client_secret.expose_secret(),
        "127.0.0.1",
    ] {
        assert!(!text.contains(secret), "{text}");
    }
    (Filed::new(&text), document["tenants"][0].clone())
}

#[track_caller]
pub fn plan(world: &World, file: &Filed) -> Run {
    file.run(provider(world), &["plan", "-o", "json"]).exits(0)
}

/// The codes of what is to be known of an exported tenant, but for the application that the sandbox's seed has of another account.
#[track_caller]
pub fn notes(tenant: &Value) -> Vec<String> {
    let notes = tenant["notes"].as_array().unwrap().iter();
    let of_us = notes.filter(|note| {
        let message = note["message"].as_str().unwrap();
        !message.contains("Mimecast (Gadgets Ltd)")
    });
    let of_us: Vec<Value> = of_us.cloned().collect();
    texts(&of_us.into(), "code")
}

/// What both services hold, without what each makes anew.
fn held(world: &World) -> Value {
    let mut state = world.state();
    let mut applications = Vec::new();
    for one in state["jumpcloud"]["applications"].as_array_mut().unwrap() {
        let mut document = one["document"].take();
        for key in ["_id", "id", "created"] {
            document.as_object_mut().unwrap().remove(key);
        }
        let config = document["config"].as_object_mut().unwrap();
        config.remove("idpCertificate");
        let sso = document["sso"].as_object_mut().unwrap();
        sso.retain(|key, _| !key.contains("Updated") && !key.contains("Expiration"));
        let bound = one["bindings"].as_array_mut().unwrap();
        bound.sort_by_key(|one| one["id"].to_string());
        applications.push(json!([document, bound]));
    }
    applications.sort_by_key(|one| one[0]["ssoUrl"].to_string());
    let mut mimecast = |list: &str| -> Value {
        let all = state["mimecast"][list].as_array_mut().unwrap();
        for one in all.iter_mut() {
            for (key, value) in one.as_object_mut().unwrap() {
                if key.ends_with("id") || key.ends_with("Id") {
                    *value = Value::Null;
                }
                for block in value
                    .as_object_mut()
                    .into_iter()
                    .flat_map(|v| v.values_mut())
                {
                    if let Some(block) = block.as_object_mut() {
                        block.remove("certificate");
                    }
                }
            }
        }
        all.clone().into()
    };
    json!([applications, mimecast("profiles"), mimecast("settings")])
}

#[test]
fn whatever_was_set_up_is_planned_as_it_is_and_makes_the_same_elsewhere() {
    let mut said = BTreeSet::new();
    for args in WORLDS {
        let world = World::new();
        let group = args.iter().any(|arg| arg.starts_with("--group="));
        let connect = [&CONNECT[..2], &["--yes"]].concat();
        let staff = ["--group", "All Staff"];
        let staff = if group { &[][..] } else { &staff[..] };
        let made = [&connect[..], staff, args].concat();
        world.mimecast(&made).exits(0);
        let (file, tenant) = exported(&world, &[]);
        let found = notes(&tenant);
        // Mimecast calls itself something else, and that is said of it.
        let expected: &[&str] = match args.iter().any(|arg| arg.starts_with("--sp-entity-id")) {
            true => &["entity-id-wrong"],
            false => &[],
        };
        assert_eq!(found, expected, "{args:?}: {tenant:#}");
        let planned = plan(&world, &file);
        assert_eq!(planned.changes(), [""; 0], "{args:?}");
        assert_eq!(planned.refusals(), [""; 0], "{args:?}");
        said.extend(tenant["options"].as_object().unwrap().keys().cloned());

        let other = World::new();
        let set_up = ["--yes", "--admin=ada@widgets.example", "-o", "json"];
        // The pilot's group is of the one world.
        if !args.contains(&"--pilot-only") {
            file.run(provider(&other), &set_up).exits(0);
            assert_eq!(held(&other), held(&world), "{args:?}");
        }
    }
    said.extend(how_it_is_reached());
    let of_metadata = with_a_metadata_url();
    said.extend(of_metadata);
    let said: BTreeSet<&str> = said.iter().map(String::as_str).collect();
    let unsaid = NO_LIVE_VALUE.into_iter();
    let all: BTreeSet<String> = said.into_iter().chain(unsaid).map(str::to_owned).collect();
    assert_eq!(all, of_a_file());
}

/// The options that a tenants file may say, as its reader takes them.
fn of_a_file() -> BTreeSet<String> {
    let command = sso_setup::cli::command();
    let mimecast = command.find_subcommand("mimecast").unwrap();
    let longs = mimecast.get_arguments().filter_map(clap::Arg::get_long);
    // Of a tenant that is no file of this machine, but a table of references.
    let longs = longs.filter(|long| *long != "credentials");
    let taken = longs.filter(|long| {
        let file = Filed::new(&format!("[[tenant]]\nname = \"a\"\n{long} = 1.5\n"));
        let values = ["values", "--account-code=CUK1A1", "-o", "json"];
        let run = file.run(crate::common::tool(), &values).exits(64);
        run.json()["error"]["code"] != "tenants-file-refused-key"
    });
    taken.map(str::to_owned).collect()
}

/// Exports with every option that says how a tenant is reached, and gives what is said then.
fn how_it_is_reached() -> BTreeSet<String> {
    let world = World::new();
    world.connect(&[]);
    let args = [
        "--mimecast-host=eu-api.mimecast.com",
        "--mimecast-gateway=uk",
        "--jumpcloud-region=eu",
        "--mimecast-mode=api",
    ];
    let (file, tenant) = exported(&world, &args);
    let options = tenant["options"].as_object().unwrap();
    for arg in args {
        let (name, value) = arg.trim_start_matches("--").split_once('=').unwrap();
        assert_eq!(options[name], json!([value]));
    }
    assert_eq!(plan(&world, &file).changes(), [""; 0]);
    options.keys().cloned().collect()
}

/// Exports where Mimecast fetches metadata by itself.
fn with_a_metadata_url() -> BTreeSet<String> {
    let world = World::new();
    world.connect(&[]);
    let document = world.mimecast(&["metadata"]).exits(0).stdout;
    let served = Canned::serve(move |_, _| Answer::text(200, "application/xml", document.clone()));
    let authority = Authority::new();
    let port = authority.serve(&["localhost"], served.address().parse().unwrap());
    let url = format!("https://localhost:{}/metadata.xml", port.port());
    let trusted = |tool: Tool| tool.env("SSO_SETUP_CA_FILE", authority.file());
    let set_up = [&CONNECT[..], &["--metadata-url", &url]].concat();
    trusted(world.tool()).mimecast(&set_up).exits(0);
    let export = ["export", "-o", "json"];
    let run = trusted(world.tool()).mimecast(&export).exits(0).json();
    let tenant = &run["tenants"][0];
    assert_eq!(tenant["options"]["metadata-url"], json!([url]));
    assert_eq!(notes(tenant), [""; 0]);
    let file = Filed::new(run["tenants_file"].as_str().unwrap());
    let plan = file.run(trusted(provider(&world)), &["plan", "-o", "json"]);
    assert_eq!(plan.exits(0).changes(), [""; 0]);
    let options = tenant["options"].as_object().unwrap();
    options.keys().cloned().collect()
}

#[test]
fn the_file_is_short_and_says_where_credentials_are_to_be_had() {
    let world = World::new();
    world.connect(&[]);
    let run = world.mimecast(&["export"]).exits(0);
    let lines: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(
        lines.join("\n").trim(),
        "[[tenant]]
name = \"widgets\"
subdomain = \"eu\"
account-code = \"CUK1A1\"
jumpcloud-org = \"65c0de000001000000000001\"
template = \"mimecast\"
group = \"All Staff\"
mimecast-group = \"All Mimecast users\"
[tenant.credentials]
JUMPCLOUD_API_KEY = \"env:WIDGETS_JUMPCLOUD_API_KEY\"
MIMECAST_CLIENT_ID = \"env:WIDGETS_MIMECAST_CLIENT_ID\"
MIMECAST_CLIENT_SECRET = \"env:WIDGETS_MIMECAST_CLIENT_SECRET\""
    );
    // A service account's are two.
    let run = world.service_account().mimecast(&["export"]).exits(0);
    run.says(&[
        "JUMPCLOUD_CLIENT_ID = \"env:WIDGETS_JUMPCLOUD_CLIENT_ID\"",
        "JUMPCLOUD_CLIENT_SECRET = \"env:WIDGETS_JUMPCLOUD_CLIENT_SECRET\"",
    ]);
    // A tenant of a file keeps its name.
    let (file, _) = exported(&world, &[]);
    let text = std::fs::read_to_string(&file.path).unwrap();
    let named = Filed::new(&text.replace("name = \"widgets\"", "name = \"Acme.example\""));
    let again = named.run(provider(&world), &["export"]).exits(0);
    again.says(&[
        "name = \"Acme.example\"",
        "\"env:ACME_EXAMPLE_MIMECAST_CLIENT_ID\"",
    ]);
}

#[test]
fn of_several_connectors_those_that_are_named() {
    let world = World::new();
    world.connect(&["--connector=all", "--admin=ada@widgets.example"]);
    for connector in ["apps", "personal-portal", "apps,admin-console"] {
        let (file, tenant) = exported(&world, &["--connector", connector]);
        let planned = plan(&world, &file);
        assert_eq!(planned.changes(), [""; 0], "{connector}: {tenant:#}");
        let connectors = &planned.json()["tenant"]["connectors"];
        let named: Vec<&str> = connector.split(',').collect();
        assert_eq!(*connectors, json!(named));
    }
}
