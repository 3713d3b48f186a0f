//! The whole command set, run against one sandbox.

use serde_json::{Value, json};

use crate::proxy::{Answered, Rig, expect};

/// Where the command set as it is today must have been heard.
pub const HEARD: [&str; 31] = [
    "v1 GET /organizations",
    "v1 GET /organizations/{id}",
    "v1 GET /application-templates",
    "v1 GET /applications",
    "v1 GET /applications/{id}",
    "v1 POST /applications",
    "v1 PUT /applications/{id}",
    "v1 GET /systemusers",
    "v1 GET /organizations/{organizationId}/applications/{applicationId}/metadata.xml",
    "v2 GET /usergroups",
    "v2 POST /usergroups",
    "v2 GET /usergroups/{group_id}/members",
    "v2 GET /applications/{application_id}/associations",
    "v2 POST /applications/{application_id}/associations",
    "v2 POST /applications/{application_id}/logo",
    "insights POST /events",
    "mimecast POST /oauth/token",
    "mimecast GET /identity/whoami",
    "mimecast POST /api/account/get-account",
    "mimecast POST /api/audit/get-audit-events",
    "mimecast POST /api/directory/find-groups",
    "mimecast POST /api/directory/get-group-members",
    "mimecast GET /directory/cloud-gateway/v1/groups",
    "mimecast GET /directory/cloud-gateway/v1/groups/{id}/members",
    "mimecast POST /directory/cloud-gateway/v1/groups",
    "mimecast POST /directory/cloud-gateway/v1/groups/{id}/members",
    "mimecast POST /api/authentication-profile/find-profiles",
    "mimecast POST /api/authentication-profile/create-profile",
    "mimecast POST /api/authentication-profile/update-profile",
    "mimecast POST /api/application-setting/find-settings",
    "mimecast POST /api/application-setting/create-setting",
];

/// Everything about three connectors that can be asked for, but the logo.
const EVERYTHING: &str = "--account-code CUK1A1 --subdomain eu \
    --connector apps,personal-portal,admin-console --group 'All Staff' \
    --group 'Finance, Legal and Risk' --group 'apps:Mail users' --create-groups \
    --user admin-console:pat@widgets.example --admin ada@widgets.example \
    --mimecast-group 'All Mimecast users' --attribute apps:source=jumpcloud \
    --attribute audience=everyone --user-attribute email=email \
    --user-attribute admin-console:team=department --label 'Mail security' \
    --label 'admin-console:Mail administration' --description 'Protects mail' \
    --tile-color personal-portal:#006CAC --hidden=admin-console:true \
    --logout-url https://console.jumpcloud.com/userconsole/ \
    --enforce web-apps,admin-console,end-user-apps --allow user-lockout=99";

pub const LOGO: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="150" height="150"/>"#;

/// Runs every command, in the ways that differ in what is sent.
pub fn run_all(rig: &Rig) {
    let folder = tempfile::tempdir().unwrap();
    connecting(rig, folder.path());
    showing(rig, folder.path());
    rig.run(
        "mimecast watch --user ada@widgets.example --timeout 0s -o json",
        1,
    );
    other_ways(rig);
    refusals(rig);

    // Where Mimecast's lesser call is not offered, the account code comes from the other one.
    without_whoami(rig);
    rig.run("mimecast plan --group 'All Staff'", 0);
    without_group_lists(rig);
    let plan = "mimecast plan --group 'All Staff' --mimecast-group 'All Mimecast users' --application-setting Another";
    rig.command(plan).output().unwrap();
}

/// Mimecast's newer group addresses are not offered from now on: the older ones are asked.
pub fn without_group_lists(rig: &Rig) {
    rig.intercept(|asked| {
        let newer = asked.method == "GET" && asked.path().contains("/cloud-gateway/v1/groups");
        newer.then(|| Answered::new(404, "application/json", "{}"))
    });
}

/// Mimecast's lesser call is refused from now on.
pub fn without_whoami(rig: &Rig) {
    rig.intercept(|asked| {
        let refused = || Answered::new(403, "application/json", "{}");
        (asked.path() == "/mimecast/identity/whoami").then(refused)
    });
}

/// Look, do, find nothing left to do; put right what somebody changed by hand.
fn connecting(rig: &Rig, folder: &std::path::Path) {
    let logo = folder.join("logo.svg");
    std::fs::write(&logo, LOGO).unwrap();
    let all = format!("{EVERYTHING} --tile-logo '{}'", logo.display());
    let json = |command: &str, code: i32| -> Value {
        let output = rig.run(&format!("mimecast {command} {all} -o json"), code);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let plan = json("plan --detailed-exitcode", 2);
    assert_ne!(plan["changes"], json!([]));
    rig.run(&format!("mimecast --dry-run {all}"), 0);
    rig.run(&format!("mimecast --yes -o github {all}"), 0);
    let again = json("apply --yes --detailed-exitcode", 0);
    assert_eq!(again["changes"], json!([]), "{again}");

    change_by_hand(rig);
    let drift = json("plan", 0);
    let changes = drift["changes"].as_array().unwrap();
    assert!(
        changes.iter().any(|change| change["action"] == "update"),
        "{drift}"
    );
    json("apply --yes", 0);
    json(
        "--hidden=apps:true --description 'Protects all mail' --yes",
        0,
    );
}

/// Takes a label, an attribute and a description away, as somebody at the console would.
fn change_by_hand(rig: &Rig) {
    let (_, list) = rig.jumpcloud("GET", "/api/applications?limit=100", None);
    let mut all = list["results"].as_array().unwrap().iter();
    let ours = all.find(|application| application["displayLabel"] == "Mail security");
    let mut document = ours.expect("the application was made").clone();
    document["displayLabel"] = json!("Renamed");
    document["description"] = json!("");
    document["config"]["constantAttributes"]["value"] = json!([{ "name": "mine", "value": "1" }]);
    let path = format!("/api/applications/{}", document["_id"].as_str().unwrap());
    assert_eq!(rig.jumpcloud("PUT", &path, Some(&document)).0, 200);
}

fn showing(rig: &Rig, folder: &std::path::Path) {
    let file = folder.join("metadata.xml");
    for line in [
        "mimecast metadata --account-code CUK1A1",
        "mimecast metadata --connector admin-console -o json",
        &format!("mimecast metadata --file '{}'", file.display()),
        "mimecast worksheet --connector apps,personal-portal",
        "doctor --connector apps,admin-console --group 'All Staff'",
        "discover",
    ] {
        rig.run(line, 0);
    }
    let before = rig.log().len();
    rig.run("mimecast values --account-code CUK1A1", 0);
    assert_eq!(rig.log().len(), before, "values are printed offline");
}

/// By hand at Mimecast; another set of applications; the custom template; one organisation among several.
fn other_ways(rig: &Rig) {
    rig.run(
        "mimecast --mimecast-mode worksheet --idp-url-suffix by-hand --label 'By hand' \
         --sp-entity-id by-hand --user grace@widgets.example --pilot-only \
         --pilot grace@widgets.example --yes",
        0,
    );
    rig.run(
        "mimecast --connector personal-portal --template personal-portal:saml2 \
         --idp-url-suffix personal-portal:custom --label personal-portal:Custom \
         --sp-entity-id personal-portal:custom --idp-entity-id personal-portal:widgets \
         --profile Custom --application-setting Custom --mimecast-group Contractors \
         --group Contractors --block web-apps=personal-portal --allow user-lockout=99 --yes",
        0,
    );
    rig.run(
        "mimecast plan --connector apps,personal-portal --template apps:saml2 \
         --template personal-portal:saml2 --idp-url-suffix one --idp-url-suffix personal-portal:two \
         --sp-entity-id one --sp-entity-id personal-portal:two --allow user-lockout=99",
        0,
    );
    let several = &rig.others["multi_tenant_api_key"];
    for (line, code) in [
        ("mimecast plan --group 'All Staff'", 64),
        (
            "mimecast plan --group 'All Staff' --jumpcloud-org Widgets",
            0,
        ),
        (
            "mimecast --group 'All Staff' --jumpcloud-org Gadgets --allow user-lockout=99 --yes",
            0,
        ),
    ] {
        expect(rig.command(line).env("JUMPCLOUD_API_KEY", several), code);
    }
}

/// What each service refuses, in its own words.
fn refusals(rig: &Rig) {
    let plan = "mimecast plan --group 'All Staff'";
    for name in [
        "JUMPCLOUD_API_KEY",
        "MIMECAST_CLIENT_ID",
        "MIMECAST_CLIENT_SECRET",
    ] {
        expect(
            rig.command(plan).env(name, "not-a-credential-of-anybody"),
            4,
        );
    }
    let read_only = "mimecast --idp-url-suffix ro --label 'Read only' --sp-entity-id ro --allow user-lockout=99 --yes";
    let mut read_only = rig.command(read_only);
    expect(
        read_only.env("JUMPCLOUD_API_KEY", &rig.others["read_only_api_key"]),
        4,
    );
    let mut limited = rig.command(plan);
    limited
        .env(
            "MIMECAST_CLIENT_ID",
            &rig.others["mimecast_limited_client_id"],
        )
        .env(
            "MIMECAST_CLIENT_SECRET",
            &rig.others["mimecast_limited_client_secret"],
        );
    expect(&mut limited, 4);
    for line in [
        "mimecast plan --group 'No such group'",
        "mimecast plan --user nobody@widgets.example",
        "mimecast plan --mimecast-group 'No such group' --application-setting New",
    ] {
        rig.run(line, 1);
    }
    rig.run(
        "mimecast plan --template no-such-template --idp-url-suffix none",
        64,
    );
}
