use super::*;

const CREDENTIALS: &str = "[[tenant]]\nname = \"a\"\n[tenant.credentials]\n";

fn parse(text: &str) -> crate::error::Result<Tenants> {
    Tenants::parse("t.toml", text)
}

/// The arguments of a tenant.
fn said(text: &str, name: &str) -> Vec<String> {
    let entry = parse(text).unwrap().choose(Some(name)).unwrap();
    let mut all: Vec<String> = entry
        .said()
        .flat_map(|one| one.arguments.iter().map(|(argument, _)| argument.clone()))
        .collect();
    all.sort();
    all
}

#[test]
fn each_kind_of_value_becomes_what_would_be_typed() {
    for (line, arguments) in [
        ("subdomain = \"eu\"", &["--subdomain=eu"][..]),
        ("label = 'Mail & more'", &["--label=Mail & more"]),
        ("label = 365", &["--label=365"]),
        (
            "group = [\"A\", \"admin-console:B\"]",
            &["--group=A", "--group=admin-console:B"],
        ),
        ("group = \"A\"", &["--group=A"]),
        ("group = []", &[]),
        ("create-groups = true", &["--create-groups"]),
        ("create-groups = false", &[]),
        ("hidden = true", &["--hidden=true"]),
        (
            "hidden = [\"apps:false\", true]",
            &["--hidden=apps:false", "--hidden=true"],
        ),
        ("profile = \"-x\"", &["--profile=-x"]),
    ] {
        let text = format!("[[tenant]]\nname = \"a\"\n{line}\n");
        assert_eq!(said(&text, "a"), arguments, "{line}");
    }
}

#[test]
fn an_entry_takes_the_place_of_a_default_and_lists_are_not_joined() {
    let text = "\
[defaults]
subdomain = \"eu\"
group = [\"A\", \"B\"]
create-groups = true
[[tenant]]
name = \"a\"
[[tenant]]
name = \"b\"
group = \"C\"
create-groups = false
";
    assert_eq!(
        said(text, "a"),
        [
            "--create-groups",
            "--group=A",
            "--group=B",
            "--subdomain=eu"
        ]
    );
    assert_eq!(said(text, "b"), ["--group=C", "--subdomain=eu"]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, code, told) in [
        (
            "[[tenant]]\nname = \"a\"\nlabel = hunter2",
            "tenants-file-malformed",
            "t.toml:3:9: this is not TOML",
        ),
        (
            "[[tenant]]\nname = \"a\"\nname = \"b\"",
            "tenants-file-malformed",
            "t.toml:3:1: this is not TOML: duplicate key",
        ),
        (
            "",
            "tenants-file-malformed",
            "t.toml:1:1: there is no [[tenant]]",
        ),
        (
            "tenant = []",
            "tenants-file-malformed",
            "t.toml:1:1: there is no [[tenant]]",
        ),
        (
            "[tenant]\nname = \"a\"",
            "tenants-file-malformed",
            "begin it with a line [[tenant]]",
        ),
        (
            "tenant = [5]",
            "tenants-file-malformed",
            "t.toml:1:11: this is not written",
        ),
        (
            "defaults = 5",
            "tenants-file-malformed",
            "t.toml:1:1: this is not written",
        ),
        (
            "[tenants]\nname = \"a\"",
            "tenants-file-unknown-key",
            "did you mean \"tenant\"?",
        ),
        (
            "subdomain = \"eu\"\n[[tenant]]\nname = \"a\"",
            "tenants-file-unknown-key",
            "t.toml:1:1: this stands neither",
        ),
        (
            "[[tenant]]\nsubdomain = \"eu\"",
            "tenants-file-malformed",
            "t.toml:1:1: this tenant has no name",
        ),
        (
            "[[tenant]]\nname = \"\"",
            "tenants-file-malformed",
            "t.toml:2:8: a tenant's name is",
        ),
        (
            "[[tenant]]\nname = \"../x\"",
            "tenants-file-malformed",
            "t.toml:2:8: a tenant's name is",
        ),
        (
            "[[tenant]]\nname = 5",
            "tenants-file-malformed",
            "t.toml:2:8: a tenant's name is",
        ),
        (
            "[[tenant]]\nname = \"a\"\n[[tenant]]\nname = \"A\"",
            "tenants-file-malformed",
            "t.toml:4:8: the tenant at t.toml:2:8 has the name A too",
        ),
        (
            "[defaults]\nname = \"a\"\n[[tenant]]\nname = \"a\"",
            "tenants-file-malformed",
            "t.toml:2:1: a name is of one tenant",
        ),
        (
            "[[tenant]]\nname = \"é\"\n",
            "tenants-file-malformed",
            "t.toml:2:8",
        ),
        (
            "[[tenant]]\nname = \"a\"\nlabel = \"é\" # é\n é-x = 1",
            "tenants-file-malformed",
            "t.toml:4:2: this is not TOML",
        ),
        (
            "[[tenant]]\nname = \"a\"\nacount-code = \"CUK1A1\"",
            "tenants-file-unknown-key",
            "t.toml:3:1: there is no option acount-code\ndid you mean \"account-code\"?",
        ),
        (
            "[[tenant]]\nname = \"a\"\n\"hunter2\" = 1",
            "tenants-file-unknown-key",
            "t.toml:3:1: there is no option of this name",
        ),
        (
            "[[tenant]]\nname = \"a\"\nJUMPCLOUD_API_KEY = \"hunter2\"",
            "tenants-file-unknown-key",
            "below [tenant.credentials]",
        ),
        (
            "[[tenant]]\nname = \"a\"\nmimecast-url = \"https://x.example\"",
            "tenants-file-refused-key",
            "t.toml:3:1: mimecast-url cannot be said in a tenants file: where credentials are sent",
        ),
        (
            "[defaults]\nyes = true",
            "tenants-file-refused-key",
            "t.toml:2:1: yes cannot be said",
        ),
        (
            "[defaults]\nallow = [\"user-lockout\"]",
            "tenants-file-refused-key",
            "t.toml:2:1: allow cannot be said",
        ),
        (
            "[[tenant]]\nname = \"a\"\nsubdomain = [\"eu\"]",
            "tenants-file-malformed",
            "t.toml:3:13: subdomain is a list, and takes one text",
        ),
        (
            "[[tenant]]\nname = \"a\"\nsubdomain = true",
            "tenants-file-malformed",
            "subdomain is true or false, and takes one text",
        ),
        (
            "[[tenant]]\nname = \"a\"\ncreate-groups = \"true\"",
            "tenants-file-malformed",
            "create-groups is a text, and takes true or false",
        ),
        (
            "[[tenant]]\nname = \"a\"\ngroup = [[\"x\"]]",
            "tenants-file-malformed",
            "t.toml:3:10: group is a list",
        ),
        (
            "[[tenant]]\nname = \"a\"\ngroup = 1.5",
            "tenants-file-malformed",
            "group is a fraction",
        ),
        (
            "[[tenant]]\nname = \"a\"\ncredentials = 5",
            "tenants-file-malformed",
            "begin it with a line [tenant.credentials]",
        ),
    ] {
        let error = parse(text).unwrap_err();
        let all = [vec![error.message.clone()], error.hints.clone()]
            .concat()
            .join("\n");
        assert_eq!(error.code, code, "{text}\n{all}");
        assert!(all.contains(told), "{text}\n{all}");
        assert!(!all.contains("hunter2"), "{all}");
        assert!(!error.hints.is_empty(), "{text}");
    }
}

#[test]
fn a_credential_is_a_reference_or_refused_unseen() {
    for (line, code, told) in [
        (
            "JUMPCLOUD_API_KEY = \"hunter2\"",
            "credential-inline",
            "t.toml:4:21: JUMPCLOUD_API_KEY stands in the file",
        ),
        (
            "JUMPCLOUD_API_KEY = \"ENV:hunter2\"",
            "credential-inline",
            "env:NAME",
        ),
        (
            "JUMPCLOUD_API_KEY = \"env:hunter2-x\"",
            "tenants-file-malformed",
            "names nothing",
        ),
        (
            "JUMPCLOUD_API_KEY = \"env:\"",
            "tenants-file-malformed",
            "t.toml:4:21",
        ),
        (
            "JUMPCLOUD_API_KEY = \"file: \"",
            "tenants-file-malformed",
            "names nothing",
        ),
        (
            "JUMPCLOUD_API_KEY = \"cmd:\"",
            "tenants-file-malformed",
            "names nothing",
        ),
        (
            "JUMPCLOUD_API_KEY = 5",
            "tenants-file-malformed",
            "t.toml:4:21: JUMPCLOUD_API_KEY is no text",
        ),
        (
            "JUMPCLOUD_KEY = \"env:A\"",
            "tenants-file-unknown-key",
            "t.toml:4:1: there is no credential JUMPCLOUD_KEY",
        ),
        (
            "hunter2 = \"env:A\"",
            "tenants-file-unknown-key",
            "there is no credential of this name",
        ),
    ] {
        let error = parse(&format!("{CREDENTIALS}{line}\n")).unwrap_err();
        let all = [vec![error.message.clone()], error.hints.clone()]
            .concat()
            .join("\n");
        assert_eq!(error.code, code, "{line}\n{all}");
        assert!(all.contains(told), "{line}\n{all}");
        assert!(!all.contains("hunter2"), "{all}");
    }
}

/// A tenant with credentials of a service has none of the defaults' for it: they may be of another way to sign in.
#[test]
fn credentials_are_replaced_a_service_at_a_time() {
    let text = "\
[defaults.credentials]
JUMPCLOUD_API_KEY = \"env:PROVIDER\"
MIMECAST_CLIENT_ID = \"env:ID\"
MIMECAST_CLIENT_SECRET = \"env:SECRET\"
[[tenant]]
name = \"a\"
[[tenant]]
name = \"b\"
[tenant.credentials]
JUMPCLOUD_CLIENT_ID = \"env:B_ID\"
JUMPCLOUD_CLIENT_SECRET = \"file:/b\"
";
    let of = |name| {
        let entry = parse(text).unwrap().choose(Some(name)).unwrap();
        let own: Vec<String> = entry.credentials().variables().map(str::to_owned).collect();
        (own, entry)
    };
    assert_eq!(of("a").0, ["PROVIDER", "ID", "SECRET"]);
    let (own, b) = of("b");
    assert_eq!(own, ["B_ID", "ID", "SECRET"]);
    assert!(b.variables().contains("PROVIDER"), "{:?}", b.variables());
    let error = b.credentials().check_trust().unwrap_err();
    let told = "t.toml:11:27: JUMPCLOUD_CLIENT_SECRET would read the file /b";
    assert!(error.message.starts_with(told), "{error}");
    of("a").1.credentials().check_trust().unwrap();
}

#[test]
fn one_of_several_is_chosen_by_name() {
    let both = "[[tenant]]\nname = \"acme.example\"\n[[tenant]]\nname = \"widgets.example\"\n";
    let choose = |text: &str, name| parse(text).unwrap().choose(name);
    assert_eq!(
        choose(both, Some("widgets.example")).unwrap().name,
        "widgets.example"
    );
    assert_eq!(choose("[[tenant]]\nname = \"a\"", None).unwrap().name, "a");
    let several = choose(both, None).unwrap_err();
    assert_eq!(
        (several.code, several.exit_code()),
        ("tenant-not-chosen", 64)
    );
    assert!(
        several
            .hints
            .join("\n")
            .contains("acme.example, widgets.example"),
        "{several:?}"
    );
    let unknown = choose(both, Some("acne.example")).unwrap_err();
    assert_eq!(unknown.code, "tenant-unknown");
    assert_eq!(unknown.hints[0], "did you mean \"acme.example\"?");
}

/// Ten times the tenants take ten times as long, and no more: a place is looked up, not counted anew.
#[test]
fn a_long_file_is_gone_through_once() {
    let entry = |n: usize| format!("[[tenant]]\nname = \"t{n}\"\ngroup = [\"A\", \"B\"]\n");
    let text: String = (0..20_000).map(entry).collect();
    let last = parse(&text).unwrap().choose(Some("t19999")).unwrap();
    let place = last.said().next().unwrap().place_of("B");
    assert_eq!(place.to_string(), "t.toml:60000:15");
}
