//! After a pilot signed in: the command that applies the profile to everybody.

use super::*;

/// The line that was printed to be pasted, as words.
fn words(told: &str) -> Option<Vec<String>> {
    let (_, rest) = told.split_once("The pilot signed in.")?;
    let line = rest.lines().nth(1)?;
    // Quoted words are the only ones with blanks.
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    Some(words)
}

fn signs_in(world: &World, tool: Tool) -> String {
    let waiting = watch(tool, LONG, &["--user", ADA, "-o", "json"]);
    by_login(world, ADA).is("answer").submit(&[]).is("portal");
    waiting.ended().exits(0).stderr
}

fn group(world: &World) -> Value {
    let setting = world.mimecast_object("settings", "JumpCloud SSO").unwrap();
    let state = world.state();
    let id = setting["groupId"].as_str().unwrap();
    find(&state["mimecast"]["folders"], "id", id)["description"].clone()
}

#[test]
fn the_command_that_widens_a_pilot_is_printed_and_does_it() {
    let world = World::new();
    world.connect(&["--pilot-only", "--pilot", ADA]);
    assert_eq!(group(&world), "JumpCloud SSO pilot");
    let told = signs_in(&world, world.tool());
    let words = words(&told).unwrap_or_else(|| panic!("{told}"));
    let line: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(line[..2], ["sso-setup", "mimecast"], "{told}");
    let again = [&line[2..], &["--yes", "-o", "json"]].concat();
    let run = world.mimecast(&again).exits(0);
    assert_eq!(
        run.changes(),
        ["mimecast/application-setting/JumpCloud SSO"]
    );
    assert_eq!(group(&world), "All Mimecast users");
    // For everybody already: there is nothing to widen.
    let told = signs_in(&world, world.tool());
    assert!(!told.contains("The pilot"), "{told}");
}

#[test]
fn a_group_that_nobody_named_is_to_be_filled_in() {
    let world = World::new();
    world.connect(&["--pilot-only", "--pilot", ADA]);
    let mut tool = world.tool();
    tool.command.env_remove("SSO_SETUP_MIMECAST_GROUP");
    let told = signs_in(&world, tool);
    assert!(told.contains("group of everybody for NAME:"), "{told}");
    assert!(told.contains("--mimecast-group NAME\n"), "{told}");
}
