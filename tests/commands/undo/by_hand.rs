//! Where no API reaches Mimecast: the console steps, the other way round.

use super::*;
use crate::common::Tool;

const PROFILE: &str = "mimecast/authentication-profile/JumpCloud SSO";
const SETTING: &str = "mimecast/application-setting/JumpCloud SSO";

fn by_hand(world: &World) -> Tool {
    world.tool().env("SSO_SETUP_MIMECAST_MODE", "worksheet")
}

fn run(world: &World, args: &[&str], steps: &[&str]) -> Run {
    let steps = steps.iter().flat_map(|step| ["--confirm-step", *step]);
    let args: Vec<&str> = args
        .iter()
        .copied()
        .chain(["-o", "json"])
        .chain(steps)
        .collect();
    by_hand(world).mimecast(&args)
}

#[test]
fn a_set_up_is_undone_only_once_nobody_is_sent_to_it() {
    let world = World::new();
    let before = world.state();
    run(&world, &CONNECT, &[PROFILE, SETTING, ENFORCE]).exits(0);
    let steps = lines(&journals(&world)[0]);
    let steps: Vec<&Value> = steps.iter().filter_map(|l| l.get("step")).collect();
    assert_eq!(steps.len(), 3);
    let (state, writes) = (world.state(), world.writes());
    let undo = ["undo", "--confirm-count", "1"];
    for confirmed in [&[][..], &[SETTING], &[RELEASE]] {
        let shown = run(&world, &undo, confirmed).exits(0);
        assert_eq!(shown.changes()[..3], [RELEASE, SETTING, PROFILE]);
        let titles = texts(&shown.json()["steps"], "title").join("\n");
        assert!(
            titles.contains("Delete the Authentication Profile"),
            "{titles}"
        );
        assert_eq!((world.state(), world.writes()), (state.clone(), writes));
    }
    let all = run(&world, &undo, &[RELEASE, SETTING, PROFILE]).exits(0);
    assert_eq!(all.json()["remaining"], json!([]), "{all:?}");
    assert_eq!(world.state(), before);
}

#[test]
fn a_removal_is_brought_back_with_the_new_certificate_in_the_steps() {
    let world = World::new();
    run(&world, &CONNECT, &[PROFILE, SETTING, ENFORCE]).exits(0);
    let before = essence(&world);
    let remove = ["remove", "--confirm-count", "1"];
    run(&world, &remove, &[RELEASE, SETTING, PROFILE]).exits(0);
    let undo = ["undo", "--yes"];
    let first = run(&world, &undo, &[]).exits(0);
    assert_eq!(essence(&world), before);
    assert!(first.warnings().contains(&"new-certificate".to_owned()));
    let document = world.application("mimecast-cuk1a1");
    let pem = document["config"]["idpCertificate"]["value"]
        .as_str()
        .unwrap()
        .to_owned();
    use base64::Engine as _;
    let pem = base64::engine::general_purpose::STANDARD
        .decode(pem)
        .unwrap();
    let pem = String::from_utf8(pem).unwrap();
    let der: String = pem.lines().filter(|l| !l.starts_with("-----")).collect();
    assert!(
        first.json()["steps"].to_string().contains(&der),
        "{first:?}"
    );
    // The same again, with the steps done: nothing is made twice.
    let writes = world.writes();
    let last = run(&world, &undo, &[PROFILE, SETTING, ENFORCE]).exits(0);
    assert_eq!(last.json()["remaining"], json!([]), "{last:?}");
    assert_eq!(world.writes(), writes);
    assert_eq!(essence(&world), before);
}

#[test]
fn a_change_of_words_is_typed_back_from_what_the_journals_know() {
    let world = World::new();
    run(&world, &CONNECT, &[PROFILE, SETTING, ENFORCE]).exits(0);
    let before = world.state();
    let words = ["--label=Mail", "--logout-url=https://sso.example/out"];
    run(&world, &[&CONNECT[..], &words].concat(), &[ENFORCE]).exits(0);
    let undo = run(&world, &["undo", "--yes"], &[]).exits(0);
    assert_eq!(undo.changes(), ["jumpcloud/application/apps", ENFORCE]);
    assert_eq!(undo.warnings(), ["undoes"]);
    let fields = &undo.json()["changes"][1]["fields"];
    let field = |name: &str| {
        let fields = fields.as_array().unwrap();
        fields.iter().find(|f| f["name"] == name).cloned()
    };
    let logout = field("web-apps.logout-url").unwrap();
    assert_eq!(logout["before"], "https://sso.example/out");
    assert_eq!(
        logout["after"],
        "https://console.jumpcloud.com/userconsole/"
    );
    assert_eq!(field("web-apps.issuer"), None, "it did not change");
    let step = undo.json()["steps"][0].to_string();
    assert!(
        step.contains("https://console.jumpcloud.com/userconsole/"),
        "{step}"
    );
    assert!(!step.contains("https://sso.example/out"), "{step}");
    assert_eq!(world.state(), before);
    let last = run(&world, &["undo", "--yes"], &[ENFORCE]).exits(0);
    assert_eq!(last.json()["remaining"], json!([]), "{last:?}");
    // Where no step was confirmed, the console was not touched.
    run(&world, &[&CONNECT[..], &["--label=Mail"]].concat(), &[]).exits(0);
    let undo = run(&world, &["undo", "--yes"], &[]).exits(0);
    assert_eq!(undo.warnings(), ["undoes"]);
    assert_eq!(undo.changes(), ["jumpcloud/application/apps"]);
}

#[test]
fn a_block_that_the_run_ticked_is_unticked_and_the_others_stay() {
    let world = World::new();
    run(&world, &CONNECT, &[PROFILE, SETTING, ENFORCE]).exits(0);
    let more = ["--enforce=web-apps", "--enforce=end-user-apps"];
    let set_up = run(&world, &[&CONNECT[..], &more].concat(), &[ENFORCE]).exits(0);
    let step = set_up.json()["results"].to_string();
    assert!(step.contains("done"), "{step}");
    let undo = run(&world, &["undo", "--yes"], &[]).exits(0);
    assert_eq!(undo.changes(), [RELEASE]);
    let steps = undo.json()["steps"].clone();
    assert_eq!(
        texts(&steps[0]["fields"], "field"),
        [sso_setup::connector::Block::EndUserApps.console_label()]
    );
    let last = run(&world, &["undo", "--yes"], &[RELEASE]).exits(0);
    assert_eq!(last.json()["remaining"], json!([]), "{last:?}");
}

#[test]
fn what_was_there_before_the_first_run_nobody_knows() {
    let world = World::new();
    run(&world, &CONNECT, &[]).exits(0);
    run(
        &world,
        &[&CONNECT[..], &["--label=Mail"]].concat(),
        &[PROFILE, SETTING, ENFORCE],
    )
    .exits(0);
    let undo = run(&world, &["undo", "--yes"], &[]).exits(0);
    assert_eq!(undo.changes(), ["jumpcloud/application/apps"]);
    assert_eq!(undo.warnings(), ["undoes", "console-before-unknown"]);
}

#[test]
fn what_was_changed_through_an_api_is_not_undone_by_hand() {
    let world = World::new();
    world.connect(&[]);
    let refused = run(&world, &["undo", "--confirm-count", "1"], &[]);
    refused.fails(64, "journal-mode", &["--mimecast-mode api"]);
}
