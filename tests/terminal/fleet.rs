//! A run over several tenants at a terminal: nothing of ours asks there, but what prints their credentials may.

use crate::line;
use crate::run::SandboxProcess;
use crate::terminal::Terminal;

/// A tenants file of two, and a password manager that wants a passphrase for each; with what it was asked for.
fn vault(sandbox: &SandboxProcess) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let text = format!(
        "echo \"Passphrase of $1:\" >&2\nread line\n[ \"$line\" = open ] && echo {}\n",
        sandbox.api_key()
    );
    std::fs::write(at("manager.sh"), text).unwrap();
    let entry = |name: &str| {
        format!(
            "[[tenant]]\nname = \"{name}\"\naccount-code = \"CUK1A1\"\n[tenant.credentials]\nJUMPCLOUD_API_KEY = \"cmd:sh {} {name}\"\n",
            at("manager.sh").display()
        )
    };
    let defaults = "[defaults]\ngroup = [\"All Staff\"]\nmimecast-group = \"All Mimecast users\"\n";
    let text = format!("{defaults}{}{}", entry("acme"), entry("gadgets"));
    std::fs::write(at("tenants.toml"), text).unwrap();
    folder
}

fn plan(sandbox: &SandboxProcess, folder: &tempfile::TempDir, more: &[&str]) -> Terminal {
    let mut environment = sandbox.environment();
    environment.retain(|(name, _)| name != "JUMPCLOUD_API_KEY");
    let file = folder.path().join("tenants.toml");
    let args = [
        "mimecast",
        "plan",
        "--trust-tenants-file",
        "--tenants",
        file.to_str().unwrap(),
    ];
    Terminal::plain(100, &environment, &[&args, more].concat())
}

#[test]
fn password_managers_have_the_terminal_one_after_the_other() {
    let sandbox = SandboxProcess::start();
    let folder = vault(&sandbox);
    let mut terminal = plan(&sandbox, &folder, &[]);
    terminal.answer("Passphrase of acme:", &line("open"));
    terminal.answer("Passphrase of gadgets:", &line("open"));
    terminal.expect("[2/2] ");
    terminal.expect("2 tenants: 2 changes");
    let (rest, code) = terminal.end();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("terminal: echo"), "{rest}");
}

#[test]
fn whoever_breaks_a_password_manager_off_ends_the_run() {
    let sandbox = SandboxProcess::start();
    let folder = vault(&sandbox);
    let mut terminal = plan(&sandbox, &folder, &["--jobs", "1"]);
    terminal.expect("Passphrase of acme:");
    let (rest, code) = terminal.interrupt();
    assert_eq!(code, 130, "{rest}");
    for part in [
        "acme     interrupted",
        "gadgets  not-run",
        "the run was interrupted before",
    ] {
        assert!(rest.contains(part), "{part}: {rest}");
    }
    assert!(!rest.contains("Passphrase of gadgets"), "{rest}");
}
