//! One tenant of a tenants file: what it says, what it may not say, and whose credentials are used.

use std::os::unix::fs::PermissionsExt;

use secrecy::ExposeSecret;

use crate::common::{Run, Tool, World};
pub use crate::filed::Filed;

/// Two tenants: the sandbox's own, and one whose key is wrong.
pub const TWO: &str = r#"
[defaults]
subdomain = "eu"
group = ["All Staff"]
mimecast-group = "All Mimecast users"

[[tenant]]
name = "acme"
account-code = "CUK1A1"
connector = ["apps", "admin-console"]
admin = "ada@widgets.example"
[tenant.credentials]
JUMPCLOUD_API_KEY = "env:ACME_JUMPCLOUD_KEY"
MIMECAST_CLIENT_ID = "env:ACME_MIMECAST_ID"
MIMECAST_CLIENT_SECRET = "env:ACME_MIMECAST_SECRET"

[[tenant]]
name = "gadgets"
account-code = "CUK1A1"
[tenant.credentials]
JUMPCLOUD_API_KEY = "env:GADGETS_JUMPCLOUD_KEY"
"#;

/// The program with the sandbox's addresses, and both tenants' credentials in variables of their own.
pub fn provider(world: &World) -> Tool {
    let credentials = world.sandbox.credentials();
    let key = credentials.jumpcloud_api_key.expose_secret();
    let secret = credentials.mimecast_client_secret.expose_secret();
    world
        .addressed()
        .without("SSO_SETUP_MIMECAST_GROUP")
        .env("ACME_JUMPCLOUD_KEY", key)
        .env("ACME_MIMECAST_ID", &credentials.mimecast_client_id)
        .env("ACME_MIMECAST_SECRET", secret)
        .env("GADGETS_JUMPCLOUD_KEY", "wrong-but-secret")
}

#[test]
fn a_tenant_is_planned_set_up_verified_and_looked_at() {
    let world = World::new();
    let file = Filed::new(TWO);
    let acme = |args: &[&str]| {
        let args = [args, &["--tenant", "acme", "-o", "json"]].concat();
        file.run(provider(&world), &args).exits(0)
    };
    let plan = acme(&["plan"]);
    let tenant = &plan.json()["tenant"];
    assert_eq!(tenant["name"], "acme");
    assert_eq!(
        tenant["connectors"],
        serde_json::json!(["apps", "admin-console"])
    );
    let made = acme(&["--yes", "--confirm-step", "backup-administrator"]);
    assert_eq!(made.json()["tenant"]["name"], "acme");
    assert_eq!(acme(&["plan"]).changes(), Vec::<String>::new());
    acme(&["verify"]);
    let status = acme(&["status"]).json();
    assert_eq!(status["tenant"]["name"], "acme");
    let applications = status["applications"].as_array().unwrap();
    let ours = applications.iter().filter(|one| one["ours"] == true);
    assert_eq!(ours.count(), 2, "{status}");
    let path = file.path.to_str().unwrap();
    let doctor = ["doctor", "--tenants", path, "--tenant", "acme"];
    provider(&world).run(&doctor).exits(0);
    let told = file.run(provider(&world), &["plan", "--tenant", "acme"]);
    told.exits(0).says(&["acme: JumpCloud organisation"]);
    // Both may come from the environment, and stand before the subcommand.
    let by_variables = provider(&world)
        .env("SSO_SETUP_TENANTS", &file.path)
        .env("SSO_SETUP_TENANT", "acme");
    let run = by_variables.mimecast(&["plan", "-o", "json"]).exits(0);
    assert_eq!(run.json()["tenant"]["name"], "acme");
    let before = ["--tenants", path, "--tenant", "acme", "plan", "-o", "json"];
    let run = provider(&world).mimecast(&before).exits(0);
    assert_eq!(run.json()["tenant"]["name"], "acme");
    // Without a file nothing has a name.
    let args = ["plan", "-o", "json", "--group", "All Staff"];
    let unnamed = world.mimecast(&args).exits(0).json();
    assert_eq!(unnamed["tenant"].get("name"), None);
}

/// What a tenant has no credentials for may come from the environment; what it has them for never does.
#[test]
fn a_tenants_credentials_are_its_own() {
    let world = World::new();
    let file = Filed::new(TWO);
    let plan = |tool: Tool, name| file.run(tool, &["plan", "-o", "json", "--tenant", name]);
    let key = world.sandbox.credentials().jumpcloud_api_key;
    // A good key in the environment does not help a tenant whose own is wrong.
    let run = plan(
        provider(&world).env("JUMPCLOUD_API_KEY", key.expose_secret()),
        "gadgets",
    );
    let run = run.fails(4, "mimecast-credentials-missing", &["MIMECAST_CLIENT_ID"]);
    assert!(!run.stdout.contains("wrong-but-secret"));
    let all = || {
        world
            .tool()
            .env("GADGETS_JUMPCLOUD_KEY", "wrong-but-secret")
    };
    let run = plan(all(), "gadgets").fails(4, "jumpcloud-key-rejected", &["JumpCloud"]);
    assert!(!run.stdout.contains("wrong-but-secret"));
    plan(
        all().env("GADGETS_JUMPCLOUD_KEY", key.expose_secret()),
        "gadgets",
    )
    .exits(0);
    // Nor does a wrong one there, of another way even, hurt a tenant whose own is right.
    let hurt = provider(&world)
        .env("JUMPCLOUD_API_KEY", "wrong")
        .env("JUMPCLOUD_CLIENT_ID", "half a pair")
        .env("MIMECAST_CLIENT_ID", "half a pair")
        .env("SSO_SETUP_CREDENTIALS", "/nonexistent");
    plan(hurt, "acme").exits(0);
    for tool in [
        provider(&world).without("ACME_MIMECAST_SECRET"),
        provider(&world).env("ACME_MIMECAST_SECRET", " "),
    ] {
        let parts = [
            "tenants.toml:15:26",
            "MIMECAST_CLIENT_SECRET",
            "set ACME_MIMECAST_SECRET",
        ];
        plan(tool, "acme").fails(4, "credential-variable-missing", &parts);
    }
}

#[test]
fn what_is_typed_comes_before_the_environment_and_that_before_the_file() {
    let world = World::new();
    let file = Filed::new(&TWO.replace(
        "[tenant.credentials]",
        "label = \"Of the file\"\n[tenant.credentials]",
    ));
    let label = |run: Run| {
        let plan = run.exits(0).json();
        let changes = plan["changes"].as_array().unwrap();
        let text = changes[0]["fields"].to_string();
        ["Typed", "Of the file", "Of the environment"]
            .into_iter()
            .find(|label| text.contains(label))
            .unwrap()
    };
    let plan = ["plan", "-o", "json", "--tenant", "acme"];
    assert_eq!(label(file.run(provider(&world), &plan)), "Of the file");
    let wrong = provider(&world).env("SSO_SETUP_SUBDOMAIN", "nonsense");
    let named = file.run(wrong, &plan).exits(64);
    assert!(
        named.stdout.contains("SSO_SETUP_SUBDOMAIN"),
        "{}",
        named.stdout
    );
    let set = || provider(&world).env("SSO_SETUP_LABEL", "Of the environment");
    assert_eq!(label(file.run(set(), &plan)), "Of the environment");
    let typed = [&plan[..], &["--label", "Typed"]].concat();
    assert_eq!(label(file.run(set(), &typed)), "Typed");
    let before = [&["--label", "Typed"], &plan[..]].concat();
    assert_eq!(label(file.run(set(), &before)), "Typed");
    // A list that is typed takes the place of the file's.
    let group = [&plan[..], &["--group", "Engineering"]].concat();
    let run = file.run(set(), &group);
    assert_eq!(run.refusals(), ["admin-lockout", "user-lockout"]);
    assert!(run.stdout.contains("Engineering"), "{}", run.stdout);
    assert!(!run.stdout.contains("All Staff"), "{}", run.stdout);
}

#[test]
fn commands_and_files_are_for_a_file_that_is_trusted() {
    let world = World::new();
    let credentials = world.sandbox.credentials();
    let file = Filed::new("");
    let key = file.beside("key", credentials.jumpcloud_api_key.expose_secret());
    let secret = credentials.mimecast_client_secret.expose_secret();
    // It gets to see no credential of any tenant.
    let seen = file.folder.path().join("seen");
    let script = format!("env > {}\necho {secret}\n", seen.display());
    let script = file.beside("helper.sh", &script);
    let text = format!(
        "{TWO}
[[tenant]]
name = \"kept\"
[tenant.credentials]
JUMPCLOUD_API_KEY = \"file:{key}\"
MIMECAST_CLIENT_ID = \"env:ACME_MIMECAST_ID\"
MIMECAST_CLIENT_SECRET = \"cmd:sh {script}\"
"
    );
    std::fs::write(&file.path, &text).unwrap();
    let plan = ["plan", "-o", "json", "--tenant", "kept"];
    let parts = [
        "tenants.toml:26:21",
        "read the file",
        &key,
        "--trust-tenants-file",
    ];
    file.run(provider(&world), &plan)
        .fails(64, "tenants-file-untrusted", &parts);
    let commands = text.replace(&format!("file:{key}"), "env:ACME_JUMPCLOUD_KEY");
    std::fs::write(&file.path, &commands).unwrap();
    let parts = ["tenants.toml:28:26", "would run: sh ", &script];
    file.run(provider(&world), &plan)
        .fails(64, "tenants-file-untrusted", &parts);
    assert!(!seen.exists(), "it was run");
    // Of the others nothing is run or read.
    file.run(provider(&world), &["plan", "--tenant", "acme"])
        .exits(0);

    std::fs::write(&file.path, &text).unwrap();
    let trusted = [&plan[..], &["--trust-tenants-file"]].concat();
    file.run(provider(&world), &trusted).exits(0);
    let seen = std::fs::read_to_string(&seen).unwrap();
    assert!(seen.contains("PATH="), "{seen}");
    for ours in ["ACME_", "GADGETS_", "SSO_SETUP_", secret] {
        assert!(!seen.contains(ours), "{ours}: {seen}");
    }
    // A file is as a credentials file has to be.
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&key, open).unwrap();
    let parts = ["tenants.toml:26:21", "others can read it", "chmod 600"];
    file.run(provider(&world), &trusted)
        .fails(4, "credentials-file-unusable", &parts);
    // An image is a file of this machine too, and it is sent away.
    let logo = TWO.replace("[defaults]", "[defaults]\ntile-logo = \"/etc/secret.png\"");
    std::fs::write(&file.path, logo).unwrap();
    let acme = ["plan", "-o", "json", "--tenant", "acme"];
    file.run(provider(&world), &acme).fails(
        64,
        "tenants-file-untrusted",
        &["tenants.toml:3:1", "tile-logo"],
    );
}

#[test]
fn what_the_file_may_not_say_is_refused_before_anything_is_asked() {
    let world = World::new();
    let state = world.state();
    let inline = "JUMPCLOUD_API_KEY = \"hunter2\"";
    let of_acme = "JUMPCLOUD_API_KEY = \"env:ACME_JUMPCLOUD_KEY\"";
    let with = |line: &str| TWO.replace("subdomain = \"eu\"", line);
    for (text, exit, code, parts) in [
        (
            TWO.replace(of_acme, inline),
            4,
            "credential-inline",
            &["tenants.toml:13:21", "JUMPCLOUD_API_KEY", "env:NAME"][..],
        ),
        (
            with("mimecast-url = \"https://elsewhere.example\""),
            64,
            "tenants-file-refused-key",
            &[
                "tenants.toml:3:1",
                "mimecast-url",
                "where credentials are sent",
            ],
        ),
        (
            with("subdomian = \"eu\""),
            64,
            "tenants-file-unknown-key",
            &["tenants.toml:3:1", "did you mean \"subdomain\"?"],
        ),
        // What the command line's own parser says.
        (
            with("subdomain = \"zz\""),
            64,
            "subdomain-unknown",
            &["tenants.toml:3:13", "zz", "--subdomain"],
        ),
        (
            with("connector = \"apps\"\nenforce = [\n  \"web-apps\",\n  \"nothing\",\n]"),
            64,
            "usage",
            &["tenants.toml:6:3", "nothing", "--enforce"],
        ),
        (
            with("metadata-url = \"ftp://me:hunter2@host.example\""),
            64,
            "address-malformed",
            &["tenants.toml:3:16", "--metadata-url"],
        ),
        (
            with("account-code = \"CUK1A1\"\nadmin = \"nobody\""),
            64,
            "usage",
            &["tenants.toml:4:9", "nobody", "--admin"],
        ),
    ] {
        let name = match text.contains("nobody") {
            true => "gadgets",
            false => "acme",
        };
        for format in ["json", "human", "github"] {
            let args = ["--yes", "-vvv", "-o", format, "--tenant", name];
            let file = Filed::new(&text);
            let run = file.run(provider(&world), &args).exits(exit);
            for printed in [&run.stdout, &run.stderr] {
                assert!(!printed.contains("hunter2"), "{printed}");
            }
            match format {
                "json" => drop(run.fails(exit, code, parts)),
                _ => drop(run.says(parts)),
            }
        }
    }
    assert_eq!(world.state(), state);
    assert_eq!(world.writes(), (0, 0));
}

#[test]
fn one_of_several_has_to_be_chosen() {
    let world = World::new();
    let file = Filed::new(TWO);
    let plan = ["plan", "-o", "json"];
    let run = |args: &[&str]| file.run(provider(&world), &[&plan, args].concat());
    let worksheet = file.run(provider(&world), &["worksheet", "-o", "json"]);
    worksheet.fails(
        64,
        "tenant-not-chosen",
        &["2 tenants", "--tenant NAME", "acme, gadgets"],
    );
    run(&["--tenant", "acne"]).fails(
        64,
        "tenant-unknown",
        &["did you mean \"acme\"?", "acme, gadgets"],
    );
    for args in [&["--tenant", "acme"][..], &["--trust-tenants-file"]] {
        let args = [&plan, args].concat();
        provider(&world)
            .mimecast(&args)
            .fails(64, "tenants-missing", &["--tenants FILE"]);
    }
    let one = TWO.split("[[tenant]]\nname = \"gadgets\"").next().unwrap();
    let run = Filed::new(one).run(provider(&world), &plan).exits(0);
    assert_eq!(run.json()["tenant"]["name"], "acme");
}

#[test]
fn a_file_that_others_can_write_is_not_read() {
    let world = World::new();
    let file = Filed::new(TWO);
    let plan = ["plan", "-o", "json", "--tenant", "acme"];
    let mode = |mode| std::fs::Permissions::from_mode(mode);
    for (bits, told) in [(0o664, "mode 0664"), (0o666, "mode 0666")] {
        std::fs::set_permissions(&file.path, mode(bits)).unwrap();
        let parts = ["tenants.toml", "others can write to it", told];
        file.run(provider(&world), &plan)
            .fails(64, "tenants-file-unreadable", &parts);
    }
    std::fs::set_permissions(&file.path, mode(0o644)).unwrap();
    std::fs::set_permissions(file.folder.path(), mode(0o777)).unwrap();
    file.run(provider(&world), &plan)
        .fails(64, "tenants-file-unreadable", &["the folder"]);
    std::fs::set_permissions(file.folder.path(), mode(0o700)).unwrap();
    std::fs::remove_file(&file.path).unwrap();
    file.run(provider(&world), &plan).fails(
        64,
        "tenants-file-unreadable",
        &["cannot be read", "--tenants"],
    );
}

/// The sandbox has no credentials to look for, and is none of the services that the file is about.
#[test]
fn in_the_sandbox_only_what_is_wanted_is_taken_from_the_file() {
    let text = TWO
        .replace(
            "[defaults]",
            "[defaults]\njumpcloud-org = \"Nobody's\"\njumpcloud-region = \"eu\"",
        )
        .replace("env:ACME_MIMECAST_SECRET", "cmd:false");
    let file = Filed::new(&text);
    let args = ["plan", "--sandbox", "-o", "json", "--tenant", "acme"];
    let run = file.run(crate::common::tool(), &args).exits(0);
    let tenant = &run.json()["tenant"];
    assert_eq!(tenant["name"], "acme");
    assert_eq!(
        tenant["connectors"],
        serde_json::json!(["apps", "admin-console"])
    );
}

/// What is wanted comes from the plan then; where, and as whom, from the file.
#[test]
fn a_kept_plan_is_applied_to_the_tenant_it_was_made_for() {
    let world = World::new();
    let file = Filed::new(TWO);
    let kept = file.folder.path().join("plan.json");
    let kept = kept.to_str().unwrap();
    let acme = [
        "-o",
        "json",
        "--tenant",
        "acme",
        "--confirm-step",
        "backup-administrator",
    ];
    let run = |args: &[&str]| file.run(provider(&world), &[args, &acme].concat());
    run(&["plan", "--out", kept]).exits(0);
    // It is not what was looked at.
    std::fs::write(&file.path, TWO.replace("All Staff", "Engineering")).unwrap();
    let applied = run(&["apply", kept, "--yes"]).exits(0);
    assert!(
        !applied.stdout.contains("Engineering"),
        "{}",
        applied.stdout
    );
    std::fs::write(&file.path, TWO).unwrap();
    assert_eq!(run(&["plan"]).exits(0).changes(), Vec::<String>::new());
}
