//! One connector of several: what hangs on it is taken over by one that stays.

use super::*;

/// `apps` and `personal-portal`, of which the latter signs for the web apps and has the tile.
fn both() -> Observed {
    let mut observed = connected();
    let apps = observed.ours[&Connector::Apps].clone();
    let mut portal = apps.clone();
    portal.application.id = "a2".to_owned();
    portal.application.label = "Portal".to_owned();
    portal.application.idp_url = PORTAL_URL.to_owned();
    portal.application.document["ssoUrl"] = json!(PORTAL_URL);
    observed.applications.push(portal.application.clone());
    observed.ours.insert(Connector::PersonalPortal, portal);
    let values = block(&mut observed);
    values.login_url = PORTAL_URL.to_owned();
    values.certificate = "OTHER".to_owned();
    values.allow_single_sign_on = true;
    observed
}

const PORTAL_URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1-portal";

/// What is wanted with these connectors taken out.
fn without(gone: &[Connector]) -> Desired {
    let mut desired = desired();
    let is_gone = |a: &crate::plan::DesiredApplication| gone.contains(&a.connector);
    let all = [Connector::Apps, Connector::PersonalPortal].map(wanted);
    (desired.applications, desired.neighbours) = all.into_iter().partition(is_gone);
    desired
}

#[test]
fn a_block_is_taken_over_by_the_next_connector_that_stays() {
    use Connector::{Apps, PersonalPortal};
    type Edit = fn(&mut Observed);
    /// The connectors that go, what is done first, and the one that signs for the web apps from then on, if there is any such
    /// change.
    type Row = (
        &'static str,
        &'static [Connector],
        Edit,
        Option<(Connector, bool)>,
    );
    let nothing: Edit = |_| {};
    let by_apps: Edit = |observed| {
        block(observed).login_url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned();
    };
    let table: [Row; 7] = [
        (
            "the signer goes",
            &[PersonalPortal],
            nothing,
            Some((Apps, false)),
        ),
        ("both go", &[Apps, PersonalPortal], nothing, None),
        ("the signer stays", &[Apps], nothing, None),
        (
            "the preferred one stays",
            &[Apps],
            by_apps,
            Some((PersonalPortal, true)),
        ),
        (
            "only the tile goes",
            &[PersonalPortal],
            by_apps,
            Some((Apps, false)),
        ),
        (
            "no tile was accepted",
            &[PersonalPortal],
            |observed| {
                block(observed).login_url =
                    "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned();
                block(observed).allow_single_sign_on = false;
            },
            None,
        ),
        (
            "the one that would take over is not there",
            &[PersonalPortal],
            |observed| drop(observed.ours.remove(&Apps)),
            None,
        ),
    ];
    for (what, gone, edit, expected) in table {
        let mut observed = both();
        edit(&mut observed);
        let wish = without(gone);
        let rest = rest(&wish, &observed, &Told::default());
        let found = rest.blocks.get(&Block::WebApps);
        let found = found.map(|b| (b.source, b.allow_single_sign_on));
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn the_profile_is_written_first_and_the_application_goes_after_it() {
    let staff = people(&["ada@w.example"], &["ada@w.example"]);
    for (deactivate, enforced) in [(false, true), (false, false), (true, true)] {
        let mut observed = both();
        block(&mut observed).enforced = enforced;
        let wish = without(&[Connector::PersonalPortal]);
        let removal = Removal {
            deactivate,
            ..Removal::default()
        };
        let settled = rest(&wish, &observed, &removal.told);
        let found = super::removal(&wish, &settled, &observed, &removal).unwrap();
        let looks_at: Vec<Block> = found.in_force.iter().copied().collect();
        assert_eq!(looks_at, [Block::WebApps][..usize::from(enforced)]);
        let purpose = Purpose::Remove { deactivate };
        let plan = assemble(case(purpose, &settled, &observed, Some(&staff)), found);
        assert_eq!(plan.refusals, []);
        let expected: &[&str] = match deactivate {
            true => &[PROFILE, "jumpcloud/application/personal-portal#deactivate"],
            false => &[
                PROFILE,
                "jumpcloud/access/personal-portal",
                "jumpcloud/application/personal-portal",
            ],
        };
        assert_eq!(ids(&plan), expected);
        for change in &plan.changes[1..] {
            assert!(waits_for(change).contains(&PROFILE.to_owned()));
        }
        let written = |name: &str| plan.changes[0].field(name).map(|f| f.after.clone());
        assert_eq!(written("web-apps.certificate"), Some(FINGERPRINT.into()));
        assert_eq!(written("web-apps.allow-single-sign-on"), Some(false.into()));
        assert_eq!(written("web-apps.enforced"), None);
    }
}

#[test]
fn a_block_in_force_is_not_taken_over_by_what_could_not_sign_people_in() {
    type Edit = fn(&mut Observed);
    let table: [(&str, Edit, &[&str], &str); 5] = [
        ("fit", |_| {}, &["ada@w.example"], ""),
        (
            "inactive",
            |observed| {
                document(observed)["active"] = json!(false);
                observed.applications[0].document["active"] = json!(false);
            },
            &["ada@w.example"],
            "sign-in-broken",
        ),
        (
            "at a tile's ACS URL",
            |observed| {
                let tile = json!("https://eu-api.mimecast.com/login/sso/mpp");
                document(observed)["config"]["acsUrl"]["value"] = tile.clone();
                observed.applications[0].document["config"]["acsUrl"]["value"] = tile;
            },
            &["ada@w.example"],
            "sign-in-broken",
        ),
        (
            "metadata not read",
            |observed| {
                let apps = observed.ours.get_mut(&Connector::Apps).unwrap();
                apps.metadata = Err("no certificate".to_owned());
            },
            &["ada@w.example"],
            "metadata-unfit",
        ),
        ("nobody has access", |_| {}, &[], "user-lockout"),
    ];
    for (what, edit, access, guard) in table {
        for enforced in [true, false] {
            let mut observed = both();
            edit(&mut observed);
            block(&mut observed).enforced = enforced;
            let wish = without(&[Connector::PersonalPortal]);
            let removal = Removal::default();
            let settled = rest(&wish, &observed, &removal.told);
            let found = super::removal(&wish, &settled, &observed, &removal).unwrap();
            let staff = people(access, &["ada@w.example"]);
            let purpose = Purpose::Remove { deactivate: false };
            let plan = assemble(case(purpose, &settled, &observed, Some(&staff)), found);
            let refused: Vec<&str> = plan.refusals.iter().map(|r| r.guard).collect();
            // Nobody is told of a certificate that cannot be read, in force or not.
            let counts = !guard.is_empty() && (enforced || guard == "metadata-unfit");
            assert_eq!(
                refused,
                [guard][..usize::from(counts)],
                "{what}, {enforced}"
            );
        }
    }
}

#[test]
fn what_is_not_proven_is_not_put_in_force_for_many_by_a_removal() {
    let mut observed = both();
    block(&mut observed).login_url = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1".to_owned();
    let rows = json!([
        {"url": "https://eu-api.mimecast.com/login/sso/mpp", "isDefault": "true", "index": "0"},
        {"url": "https://eu-api.mimecast.com/login/saml", "isDefault": "false", "index": "1"},
    ]);
    let portal = observed.ours.get_mut(&Connector::PersonalPortal).unwrap();
    portal.application.document["config"]["acsUrl"]["value"] = json!(rows.to_string());
    if let Ok(metadata) = &mut portal.metadata {
        metadata.login_url = Some(PORTAL_URL.to_owned());
    }
    observed.applications[1] = portal.application.clone();
    let wish = without(&[Connector::Apps]);
    let everybody: Vec<String> = (0..9).map(|n| format!("p{n}@w.example")).collect();
    let everybody: Vec<&str> = everybody.iter().map(String::as_str).collect();
    for (played, count, expected) in [(true, 9, 0), (false, 5, 0), (false, 9, 1)] {
        let removal = Removal::default();
        let settled = rest(&wish, &observed, &removal.told);
        let found = super::removal(&wish, &settled, &observed, &removal).unwrap();
        let staff = people(&everybody, &everybody[..count]);
        let purpose = Purpose::Remove { deactivate: false };
        let mut case = case(purpose, &settled, &observed, Some(&staff));
        case.tenant.played = played;
        let plan = assemble(case, found);
        let refused: Vec<&str> = plan.refusals.iter().map(|r| r.guard).collect();
        assert_eq!(
            refused,
            ["sign-in-unproven"][..expected].to_vec(),
            "{played} {count}"
        );
    }
}
