//! A provider's one JumpCloud key over many organisations: each tenant's requests name its organisation, and no other's.

use serde_json::Value;

use super::{NAMES, each};
use crate::common::Run;
use crate::filed::Filed;
use crate::front::{Front, PROVIDER};

/// What each of the tenants says of its organisation.
const ORGANIZATIONS: [&str; 3] = ["Acme", "b5c0de000001000000000001", "Zebra"];

const ACCOUNTS: [(&str, &str); 3] = [("CUK1A1", "eu"), ("CUK2B2", "eu"), ("CUSA3C3", "us")];

/// A tenants file whose tenants have the key of the provider, and Mimecast's of their own.
fn file(organizations: [&str; 3]) -> Filed {
    let mut text = "[defaults]\ngroup = [\"All Staff\"]\nmimecast-group = \"All Mimecast users\"\n\
                    [defaults.credentials]\nJUMPCLOUD_API_KEY = \"env:PROVIDER_KEY\"\n\n"
        .to_owned();
    for ((name, organization), (code, grid)) in NAMES.iter().zip(organizations).zip(ACCOUNTS) {
        let organization = match organization {
            "" => String::new(),
            organization => format!("jumpcloud-org = \"{organization}\"\n"),
        };
        let upper = name.to_uppercase();
        text += &format!(
            "[[tenant]]\nname = \"{name}\"\n{organization}account-code = \"{code}\"\nsubdomain = \"{grid}\"\n[tenant.credentials]\n\
             MIMECAST_CLIENT_ID = \"env:{upper}_ID\"\nMIMECAST_CLIENT_SECRET = \"env:{upper}_SECRET\"\n\n"
        );
    }
    Filed::new(&text)
}

fn run(front: &Front, file: &Filed, args: &[&str]) -> Run {
    file.run(front.tool().env("PROVIDER_KEY", PROVIDER), args)
}

#[test]
fn one_key_over_three_organizations_reaches_each_by_its_own_name() {
    let front = Front::start();
    let file = file(ORGANIZATIONS);
    run(&front, &file, &["apply", "--yes"]).exits(0);
    for args in [
        &["plan", "-o", "json", "--detailed-exitcode"][..],
        &["verify", "-o", "json"],
        &["status", "-o", "json"],
    ] {
        let run = run(&front, &file, args).exits(0);
        assert_eq!(each(&run, "name"), NAMES);
        assert!(!run.stdout.contains(PROVIDER) && !run.stderr.contains(PROVIDER));
    }
    let plan = run(&front, &file, &["plan", "-o", "json"]).exits(0);
    let of = |tenant: Value| tenant["organization"].as_str().unwrap().to_owned();
    let named: Vec<String> = each(&plan, "tenant").into_iter().map(of).collect();
    assert_eq!(named, ["Acme", "Gizmos", "Zebra"]);
    front.kept_apart();
    let removal = ["remove", "--only", "acme,zebra", "--confirm-count", "2"];
    run(&front, &file, &removal).exits(0);
    front.kept_apart();
}

/// An organisation that the key does not see, and one that nobody names, stop their tenant; nothing is guessed.
#[test]
fn a_tenant_without_its_organization_is_stopped_alone() {
    let front = Front::start();
    let file = file(["Acme", "", "Somebody Else"]);
    let run = run(&front, &file, &["apply", "--yes", "-o", "json"]);
    let codes: Vec<Value> = each(&run, "error")
        .iter()
        .map(|error| error["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [
            Value::Null,
            "organization-ambiguous".into(),
            "organization-not-found".into()
        ]
    );
    let writes = front.writes();
    assert!(writes[0] > 0 && writes[1..] == [0, 0], "{writes:?}");
}
