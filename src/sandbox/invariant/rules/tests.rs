//! One healthy state, and each thing that can be wrong with it by itself.

use serde_json::json;
use time::Duration;

use super::*;
use crate::sandbox::certificate::{KeyKind, generate, to_config_value};
use crate::sandbox::mimecast::state::{Blocks, Setting};
use crate::sandbox::seed;
use crate::sandbox::state::Binding;

const URL: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

/// The seed, and all three blocks enforced for the group of one more setting, with an application for them.
pub fn healthy() -> State {
    let mut state = seed::state().unwrap();
    let made = generate("Widgets", KeyKind::P256).unwrap();
    let id = "65c0de00ffff000000000001".to_owned();
    state.private_keys.insert(id.clone(), made.private_key_pem);
    let value = to_config_value(&made.certificate_pem);
    let document = json!({
        "_id": id,
        "active": true,
        "ssoUrl": URL,
        "sso": { "type": "saml" },
        "config": {
            "idpEntityId": { "value": "JumpCloud" },
            "idpCertificate": { "value": value },
            "spEntityId": { "value": "eu-api.mimecast.com.CUK1A1" },
            "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
        },
    });
    let staff = &state.jumpcloud.groups[0];
    let application = Application {
        id,
        organization: state.jumpcloud.organizations[0].id.clone(),
        document: document.as_object().cloned().unwrap().into(),
        certificate_uploaded: false,
        bindings: vec![Binding {
            kind: BindingKind::UserGroup,
            id: staff.id.clone(),
        }],
    };
    let block = Block {
        enforced: true,
        allow_single_sign_on: true,
        issuer: "JumpCloud".to_owned(),
        login_url: URL.to_owned(),
        certificate: certificate(&application).unwrap().to_base64_der(),
        ..Block::default()
    };
    state.jumpcloud.applications.push(application);
    state.mimecast.profiles.push(Profile {
        id: "ours".to_owned(),
        description: "JumpCloud SSO".to_owned(),
        blocks: Blocks {
            admin_console: block.clone(),
            web_apps: block.clone(),
            end_user_apps: block,
        },
        ..Profile::default()
    });
    state.mimecast.settings.push(Setting {
        id: "ours".to_owned(),
        group_id: state.mimecast.folders[0].id.clone(),
        authentication_profile_id: "ours".to_owned(),
        ..Setting::default()
    });
    state
}

fn application(state: &mut State) -> &mut Application {
    state.jumpcloud.applications.last_mut().unwrap()
}

fn set(state: &mut State, key: &str, value: &str) {
    application(state).document["config"][key]["value"] = json!(value);
}

fn blocks(state: &mut State) -> &mut Blocks {
    &mut state.mimecast.profiles.last_mut().unwrap().blocks
}

/// What is wrong, as `block: sentence`, with what the healthy state taught of the past.
fn wrong_after(edit: impl FnOnce(&mut State)) -> Vec<String> {
    wrong_in(OffsetDateTime::now_utc(), edit)
}

fn wrong_in(now: OffsetDateTime, edit: impl FnOnce(&mut State)) -> Vec<String> {
    let mut state = healthy();
    let mut ours = Ours::default();
    ours.learn(&state);
    edit(&mut state);
    let broken = broken(&state, &ours, now);
    let all = broken.into_iter();
    all.map(|((_, _, block), sentence)| format!("{block}: {sentence}"))
        .collect()
}

#[test]
fn a_healthy_state_and_the_seed_have_nothing_wrong() {
    assert_eq!(wrong_after(|_| {}), Vec::<String>::new());
    let seed = seed::state().unwrap();
    let mut ours = Ours::default();
    ours.learn(&seed);
    assert!(broken(&seed, &ours, OffsetDateTime::now_utc()).is_empty());
}

#[test]
fn each_thing_that_an_application_can_lack_is_found_and_said() {
    type Edit = fn(&mut State);
    let table: [(Edit, &str); 12] = [
        (
            |s| drop(s.jumpcloud.applications.pop()),
            "no application has the IdP URL",
        ),
        (
            |s| application(s).document["active"] = json!(false),
            "is not active",
        ),
        (
            |s| application(s).document["sso"]["type"] = json!("bookmark"),
            "is not a SAML application",
        ),
        (|s| s.private_keys.clear(), "has no private key"),
        (
            |s| set(s, "idpEntityId", "Other"),
            "has another IdP entity ID",
        ),
        (|s| set(s, "idpCertificate", ""), "has no certificate"),
        (
            |s| {
                let made = generate("Widgets", KeyKind::P256).unwrap();
                set(s, "idpCertificate", &to_config_value(&made.certificate_pem));
            },
            "has another certificate",
        ),
        (
            |s| set(s, "spEntityId", "us-api.mimecast.com.CUK1A1"),
            "has not the SP entity ID",
        ),
        (
            |s| set(s, "spEntityId", "https://eu-api.mimecast.com.CUK1A1"),
            "has not the SP entity ID",
        ),
        (
            |s| set(s, "acsUrl", "https://us-api.mimecast.com/login/saml"),
            "has no ACS URL",
        ),
        (
            |s| application(s).bindings.clear(),
            "has no activated user bound",
        ),
        (
            |s| {
                for user in &mut s.jumpcloud.users {
                    user.state = "SUSPENDED".to_owned();
                }
            },
            "has no activated user bound",
        ),
    ];
    for (edit, expected) in table {
        let wrong = wrong_after(edit);
        assert_eq!(wrong.len(), 3, "{expected}: {wrong:?}");
        for line in wrong {
            assert!(line.contains(expected), "{expected}: {line}");
            assert!(
                line.contains("the group \"All Mimecast users\"")
                    && line.contains("\"JumpCloud SSO\""),
                "{line}"
            );
        }
    }
    let later = OffsetDateTime::now_utc() + Duration::days(365 * 20);
    let wrong = wrong_in(later, |_| {});
    assert!(wrong[0].contains("has expired"), "{wrong:?}");
}

#[test]
fn each_block_takes_answers_at_its_own_address_or_at_the_common_one() {
    let list = r#"[{"index":"0","isDefault":"true","url":"https://eu-api.mimecast.com/login/sso/mpp"},
        {"index":"1","url":"https://eu-api.mimecast.com/login/saml"}]"#;
    for (acs_url, broken) in [
        (
            "https://eu-api.mimecast.com/login/sso/mpp",
            &["admin-console", "end-user-apps"][..],
        ),
        (
            "https://eu-api.mimecast.com/login/sso/adcon",
            &["end-user-apps", "web-apps"],
        ),
        (list, &[]),
        ("[]", &["admin-console", "end-user-apps", "web-apps"]),
    ] {
        let wrong = wrong_after(|state| set(state, "acsUrl", acs_url));
        let blocks: Vec<&str> = wrong.iter().filter_map(|w| w.split(':').next()).collect();
        assert_eq!(blocks, broken, "{acs_url}");
    }
}

#[test]
fn a_tile_is_a_way_in_only_where_the_block_allows_it() {
    let tile = |state: &mut State| {
        blocks(state).web_apps.allow_single_sign_on = false;
        set(state, "acsUrl", "https://eu-api.mimecast.com/login/sso/mpp");
    };
    let wrong = wrong_after(tile);
    let web_apps = wrong.iter().find(|line| line.starts_with("web-apps"));
    assert!(
        web_apps.is_some_and(|line| line.contains("does not allow single sign-on")),
        "{wrong:?}"
    );
}

#[test]
fn one_application_that_fits_is_enough_and_a_user_bound_directly_too() {
    let wrong = wrong_after(|state| {
        let mut second = application(state).clone();
        application(state).document["active"] = json!(false);
        second.id = "65c0de00ffff000000000002".to_owned();
        let key = state.private_keys.values().next().cloned().unwrap();
        state.private_keys.insert(second.id.clone(), key);
        second.bindings = vec![Binding {
            kind: BindingKind::User,
            id: state.jumpcloud.users[0].id.clone(),
        }];
        state.jumpcloud.applications.push(second);
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn an_application_of_another_organisation_is_no_way_in() {
    let wrong = wrong_after(|state| {
        let other = state.jumpcloud.organizations[1].id.clone();
        application(state).organization = other;
    });
    assert!(wrong[0].contains("no application has"), "{wrong:?}");
}

#[test]
fn who_does_not_have_to_sign_in_through_it_is_not_judged() {
    type Edit = fn(&mut State);
    let table: [(&str, Edit); 4] = [
        ("nothing is enforced", |s| *blocks(s) = Blocks::default()),
        ("no setting gives the profile", |s| {
            s.mimecast.settings.pop();
        }),
        ("another identity provider", |s| {
            let blocks = blocks(s);
            for block in [
                &mut blocks.admin_console,
                &mut blocks.web_apps,
                &mut blocks.end_user_apps,
            ] {
                block.login_url = "https://idp.example/sso".to_owned();
                block.certificate = "MIIB".to_owned();
            }
        }),
        ("only a metadata URL", |s| {
            let enforced = Block {
                enforced: true,
                metadata_url: "https://idp.example/metadata".to_owned(),
                ..Block::default()
            };
            *blocks(s) = Blocks {
                web_apps: enforced,
                ..Blocks::default()
            };
        }),
    ];
    for (what, edit) in table {
        let wrong = wrong_after(|state| {
            edit(state);
            application(state).document["active"] = json!(false);
        });
        assert_eq!(wrong, Vec::<String>::new(), "{what}");
    }
}

#[test]
fn a_wrong_login_url_beside_our_certificate_is_ours_to_judge() {
    let wrong = wrong_after(|state| {
        blocks(state).web_apps.login_url = "https://sso.jumpcloud.com/saml2/typo".to_owned();
    });
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].contains("saml2/typo"), "{wrong:?}");
}

#[test]
fn everybody_and_administrators_are_classes_of_people_too() {
    let wrong = wrong_after(|state| {
        state.mimecast.settings.pop();
        state.mimecast.settings[0].authentication_profile_id = "ours".to_owned();
        application(state).document["active"] = json!(false);
    });
    assert!(
        wrong[0].contains("everybody without a setting"),
        "{wrong:?}"
    );
    let wrong = wrong_after(|state| {
        state.mimecast.settings.pop();
        let profile = state.mimecast.profiles.last_mut().unwrap();
        profile.description = ADMINISTRATORS.to_owned();
        application(state).document["active"] = json!(false);
    });
    assert!(wrong[0].contains("all administrators"), "{wrong:?}");
}

#[test]
fn without_a_known_grid_the_host_is_the_entity_ids() {
    let edit = |acs_url: &'static str| {
        move |state: &mut State| {
            state.mimecast.account.code = "CXX99".to_owned();
            set(state, "spEntityId", "ae-api.mimecast.com.CXX99");
            set(state, "acsUrl", acs_url);
        }
    };
    let same = edit("https://ae-api.mimecast.com/login/saml");
    assert_eq!(wrong_after(same), Vec::<String>::new());
    let other = edit("https://eu-api.mimecast.com/login/saml");
    assert_eq!(wrong_after(other).len(), 3);
}
