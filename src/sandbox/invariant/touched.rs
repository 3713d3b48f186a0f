//! What a write did, in words that say how much hangs on it. Pure.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::sandbox::mimecast::propagation::SignInRules;
use crate::sandbox::mimecast::state::{Block, Profile, Setting};
use crate::sandbox::state::{Application, State};

/// One object that a write changed, and one thing that it did to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// What kind of object, like `profile`.
    pub kind: &'static str,
    /// The name that it is known by: an application's IdP URL, a description, a name.
    pub name: String,
    /// What was done: one of the words of this file.
    pub did: &'static str,
}

/// A SAML block is in force that was not.
pub const ENFORCED: &str = "enforced";
/// A block that is in force trusts another signer.
pub const SIGNER: &str = "signer changed";
/// A setting gives its people a profile that it did not give before, in which a block is in force or none is set up.
pub const ATTACHED: &str = "attached";
/// The same, of a profile in which nothing is in force yet.
pub const ATTACHED_WITHOUT_FORCE: &str = "attached without force";
/// A group at Mimecast has members that it had not.
pub const MEMBERS: &str = "members added";
/// An application that a block in force signs people in with signs with another certificate, is off, or lets fewer in. A block
/// that was released counts until Mimecast acts on that.
pub const DISTURBED: &str = "disturbed";
/// A setting is gone.
pub const DETACHED: &str = "detached";
/// An object is gone.
pub const DELETED: &str = "deleted";
/// An object is there that was not.
pub const CREATED: &str = "created";
/// Something else about it is different.
pub const CHANGED: &str = "changed";

/// What must not be done by whoever did not read for certain what it hangs on.
pub const DANGEROUS: [&str; 7] = [
    ENFORCED, SIGNER, ATTACHED, MEMBERS, DISTURBED, DETACHED, DELETED,
];

/// Everything that is different between two states; `older` is what acts before the newest profiles and settings do.
pub fn touched(before: &State, after: &State, older: &[Arc<SignInRules>]) -> Vec<Touched> {
    let mut found = BTreeSet::new();
    let older = older.iter().flat_map(|rules| &rules.profiles);
    let profiles: Vec<&Profile> = older.chain(&before.mimecast.profiles).collect();
    let (old, new) = (&before.jumpcloud, &after.jumpcloud);
    pairs(
        &mut found,
        "application",
        (&old.applications, &new.applications),
        |one| &one.id,
        |one| text(one, "ssoUrl"),
        |old, new| match signs_for_a_block(&profiles, old) && disturbed(old, new) {
            true => vec![DISTURBED],
            false => Vec::new(),
        },
    );
    pairs(
        &mut found,
        "user group",
        (&old.groups, &new.groups),
        |one| &one.id,
        |one| one.name.clone(),
        |_, _| Vec::new(),
    );
    pairs(
        &mut found,
        "user",
        (&old.users, &new.users),
        |one| &one.id,
        |one| one.email.clone(),
        |_, _| Vec::new(),
    );
    let (old, new) = (&before.mimecast, &after.mimecast);
    pairs(
        &mut found,
        "group",
        (&old.folders, &new.folders),
        |one| &one.id,
        |one| one.description.clone(),
        |old, new| {
            let added = new.members.iter().any(|one| !old.members.contains(one));
            if added { vec![MEMBERS] } else { Vec::new() }
        },
    );
    pairs(
        &mut found,
        "profile",
        (&old.profiles, &new.profiles),
        |one| &one.id,
        |one| one.description.clone(),
        profile,
    );
    pairs(
        &mut found,
        "setting",
        (&old.settings, &new.settings),
        |one| &one.id,
        |one| one.description.clone(),
        |old, new| {
            let of = |one: &Setting| (one.authentication_profile_id.clone(), one.group_id.clone());
            match of(old) == of(new) {
                true => Vec::new(),
                false => vec![attached(after, new)],
            }
        },
    );
    for made in &after.mimecast.settings {
        if !before.mimecast.settings.iter().any(|one| one.id == made.id) {
            found.insert(Touched {
                kind: "setting",
                name: made.description.clone(),
                did: attached(after, made),
            });
        }
    }
    // What is made is compared with one that nothing is set in.
    for made in after.mimecast.profiles.iter() {
        if !before.mimecast.profiles.iter().any(|one| one.id == made.id) {
            let words = profile(&Profile::default(), made);
            found.extend(words.into_iter().map(|did| Touched {
                kind: "profile",
                name: made.description.clone(),
                did,
            }));
        }
    }
    found.into_iter().collect()
}

/// Compares two lists by id. `words` says what was done to an object that is in both.
fn pairs<T: PartialEq>(
    found: &mut BTreeSet<Touched>,
    kind: &'static str,
    (old, new): (&[T], &[T]),
    id: impl Fn(&T) -> &String,
    name: impl Fn(&T) -> String,
    words: impl Fn(&T, &T) -> Vec<&'static str>,
) {
    let mut say = |object: &T, did: &'static str| {
        let name = name(object);
        found.insert(Touched { kind, name, did });
    };
    for object in old {
        match new.iter().find(|one| id(one) == id(object)) {
            None if kind == "setting" => say(object, DETACHED),
            None => say(object, DELETED),
            Some(same) if same == object => {}
            Some(other) => {
                let words = words(object, other);
                let words = if words.is_empty() {
                    vec![CHANGED]
                } else {
                    words
                };
                words.into_iter().for_each(|did| say(object, did));
            }
        }
    }
    for object in new {
        if !old.iter().any(|one| id(one) == id(object)) {
            say(object, CREATED);
        }
    }
}

fn text(application: &Application, key: &str) -> String {
    let value = application.document.get(key).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

/// Whether a block that is in force sends people to this application.
fn signs_for_a_block(profiles: &[&Profile], application: &Application) -> bool {
    let url = text(application, "ssoUrl");
    let mut blocks = profiles.iter().flat_map(|profile| profile.blocks.named());
    blocks.any(|(_, block)| block.enforced && block.login_url == url)
}

fn disturbed(old: &Application, new: &Application) -> bool {
    let on = |one: &Application| one.document.get("active") == Some(&Value::Bool(true));
    let held = |one: &Application| one.document["config"]["idpCertificate"]["value"].clone();
    let fewer = old.bindings.iter().any(|one| !new.bindings.contains(one));
    let renamed = text(old, "ssoUrl") != text(new, "ssoUrl");
    (on(old) && !on(new)) || held(old) != held(new) || fewer || renamed
}

fn profile(old: &Profile, new: &Profile) -> Vec<&'static str> {
    let mut words = Vec::new();
    for ((_, old), (_, new)) in old.blocks.named().into_iter().zip(new.blocks.named()) {
        let signer = |block: &Block| {
            let Block {
                issuer,
                login_url,
                certificate,
                metadata_url,
                ..
            } = block.clone();
            (issuer, login_url, certificate, metadata_url)
        };
        match (old.enforced, new.enforced) {
            (false, true) => words.push(ENFORCED),
            (true, true) if signer(old) != signer(new) => words.push(SIGNER),
            _ => {}
        }
    }
    words
}

fn attached(after: &State, setting: &Setting) -> &'static str {
    let mut profiles = after.mimecast.profiles.iter();
    let profile = profiles.find(|one| one.id == setting.authentication_profile_id);
    let blocks = profile.map(|profile| profile.blocks.named());
    let harmless = blocks.is_some_and(|blocks| {
        let set_up = blocks.iter().any(|(_, block)| !block.login_url.is_empty());
        set_up && !blocks.iter().any(|(_, block)| block.enforced)
    });
    if harmless {
        ATTACHED_WITHOUT_FORCE
    } else {
        ATTACHED
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sandbox::seed;

    fn done(change: impl FnOnce(&mut State)) -> Vec<(&'static str, &'static str)> {
        let before = seed::state().unwrap();
        let mut after = before.clone();
        change(&mut after);
        let found = touched(&before, &after, &[]);
        found.iter().map(|one| (one.kind, one.did)).collect()
    }

    #[test]
    fn each_write_is_said_by_what_hangs_on_it() {
        assert_eq!(done(|_| {}), []);
        type Change = fn(&mut State);
        let table: [(Change, (&str, &str)); 10] = [
            (
                |state| state.jumpcloud.applications[0].document["displayLabel"] = json!("X"),
                ("application", CHANGED),
            ),
            (
                |state| drop(state.jumpcloud.applications.remove(0)),
                ("application", DELETED),
            ),
            (
                |state| {
                    let mut twin = state.jumpcloud.applications[0].clone();
                    twin.id = "new".to_owned();
                    state.jumpcloud.applications.push(twin);
                },
                ("application", CREATED),
            ),
            (
                |state| state.mimecast.profiles[1].blocks.web_apps.enforced = true,
                ("profile", ENFORCED),
            ),
            (
                |state| state.mimecast.profiles[1].blocks.web_apps.certificate = "X".to_owned(),
                ("profile", CHANGED),
            ),
            (
                |state| drop(state.mimecast.profiles.remove(1)),
                ("profile", DELETED),
            ),
            (
                |state| {
                    let other = state.mimecast.profiles[0].id.clone();
                    state.mimecast.settings[1].authentication_profile_id = other;
                },
                ("setting", ATTACHED),
            ),
            (
                |state| state.mimecast.settings[1].mobile_enabled = true,
                ("setting", CHANGED),
            ),
            (
                |state| drop(state.mimecast.settings.remove(1)),
                ("setting", DETACHED),
            ),
            (
                |state| {
                    state.mimecast.folders[1]
                        .members
                        .push("x@y.example".to_owned())
                },
                ("group", MEMBERS),
            ),
        ];
        for (change, expected) in table {
            assert_eq!(done(change), [expected]);
        }
        let made = done(|state| {
            let mut made = state.mimecast.profiles[1].clone();
            made.id = "new".to_owned();
            made.blocks.admin_console.enforced = true;
            state.mimecast.profiles.push(made);
        });
        assert_eq!(made, [("profile", CREATED), ("profile", ENFORCED)]);
    }

    #[test]
    fn an_application_is_disturbed_where_a_block_in_force_hangs_on_it() {
        type Change = fn(&mut Application);
        let table: [Change; 3] = [
            |one| one.document["config"]["idpCertificate"]["value"] = json!("X"),
            |one| one.bindings.clear(),
            |one| one.document["active"] = json!(false),
        ];
        for change in table {
            for (enforced, did) in [(true, DISTURBED), (false, CHANGED)] {
                let mut before = seed::state().unwrap();
                let application = &mut before.jumpcloud.applications[0];
                application.document["active"] = json!(true);
                let url = text(application, "ssoUrl");
                let block = &mut before.mimecast.profiles[1].blocks.web_apps;
                (block.login_url, block.enforced) = (url, enforced);
                let mut after = before.clone();
                change(&mut after.jumpcloud.applications[0]);
                assert_eq!(touched(&before, &after, &[])[0].did, did);
                // Released, and Mimecast does not act on that yet.
                let older = Arc::new(SignInRules {
                    profiles: before.mimecast.profiles.clone(),
                    settings: Vec::new(),
                });
                for state in [&mut before, &mut after] {
                    state.mimecast.profiles[1].blocks.web_apps.enforced = false;
                }
                assert_eq!(touched(&before, &after, &[older])[0].did, did);
            }
        }
    }

    #[test]
    fn what_a_setting_gives_counts_by_what_is_in_force() {
        for (set_up, enforced, did) in [
            (true, true, ATTACHED),
            (true, false, ATTACHED_WITHOUT_FORCE),
            (false, false, ATTACHED),
        ] {
            let mut before = seed::state().unwrap();
            let url = if set_up { "https://x.example" } else { "" };
            let block = &mut before.mimecast.profiles[0].blocks.web_apps;
            (block.login_url, block.enforced) = (url.to_owned(), enforced);
            let mut after = before.clone();
            let given = before.mimecast.profiles[0].id.clone();
            after.mimecast.settings[1].authentication_profile_id = given.clone();
            assert_eq!(touched(&before, &after, &[])[0].did, did);
            after = before.clone();
            after.mimecast.settings.push(Setting {
                id: "new".to_owned(),
                authentication_profile_id: given,
                ..Setting::default()
            });
            let words: Vec<_> = touched(&before, &after, &[])
                .iter()
                .map(|one| one.did)
                .collect();
            assert!(
                words.contains(&did) && words.contains(&CREATED),
                "{words:?}"
            );
        }
    }

    #[test]
    fn another_signer_counts_where_a_block_is_in_force() {
        let mut before = seed::state().unwrap();
        before.mimecast.profiles[1].blocks.web_apps.enforced = true;
        let mut after = before.clone();
        after.mimecast.profiles[1].blocks.web_apps.certificate = "X".to_owned();
        let found = touched(&before, &after, &[]);
        assert_eq!(found[0].did, SIGNER);
    }
}
