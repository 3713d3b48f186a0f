//! GitHub's runner is told what to mask, and swallows that; nobody else is told.

use crate::proxy::{Rig, expect};
use crate::secrets::Secrets;

#[test]
fn only_githubs_runner_is_told_what_to_mask() {
    let rig = Rig::start();
    let line = |format: &str| format!("mimecast plan --group 'All Staff' -o {format} -vvv");
    for (format, runner) in [
        ("human", "true"),
        ("json", "true"),
        ("github", "false"),
        ("github", ""),
    ] {
        let mut command = rig.command(&line(format));
        let output = expect(command.env("GITHUB_ACTIONS", runner), 0);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(!text.contains("add-mask"), "{format} {runner}: {text}");
        Secrets::of(&rig).not_printed(format, &output);
    }

    let mut output = expect(
        rig.command(&line("github")).env("GITHUB_ACTIONS", "true"),
        0,
    );
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let (masks, rest): (Vec<&str>, Vec<&str>) = text
        .lines()
        .partition(|line| line.starts_with("::add-mask::"));
    for name in ["JUMPCLOUD_API_KEY", "MIMECAST_CLIENT_SECRET"] {
        let mask = format!("::add-mask::{}", rig.credentials[name]);
        assert!(masks.contains(&mask.as_str()), "{name}");
    }
    // First of all, and nowhere else.
    assert!(text.starts_with("::add-mask::"), "{text}");
    output.stdout = rest.join("\n").into_bytes();
    Secrets::of(&rig).not_printed("github", &output);
}
