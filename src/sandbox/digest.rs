//! The state in short, so that two can be compared part by part.
//!
//! Counters, credentials and private keys are left out. Neither the order in which things were made nor the
//! order of a document's fields matters: a thing that is taken out and put back as it was, with its id,
//! has the digest that it had.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::state::State;

/// The digests by id of each part, and one of them all.
pub fn digest(state: &State) -> Value {
    let jumpcloud = &state.jumpcloud;
    let mimecast = &state.mimecast;
    let bindings = jumpcloud.applications.iter().map(|application| {
        let all = application.bindings.iter();
        let mut bound: Vec<String> = all
            .map(|bound| format!("{} {}", bound.kind.as_str(), bound.id))
            .collect();
        bound.sort();
        (&application.id, of(&bound))
    });
    let applications = jumpcloud.applications.iter().map(|application| {
        let shown = (&application.document, application.certificate_uploaded);
        (&application.id, of(&shown))
    });
    let mut parts = json!({
        "applications": by_id(applications),
        "associations": by_id(bindings),
        "users": by_id(jumpcloud.users.iter().map(|user| (&user.id, of(user)))),
        "groups": by_id(jumpcloud.groups.iter().map(|group| (&group.id, of(group)))),
        "mimecast_groups": by_id(mimecast.folders.iter().map(|folder| (&folder.id, of(folder)))),
        "profiles": by_id(mimecast.profiles.iter().map(|profile| (&profile.id, of(profile)))),
        "settings": by_id(mimecast.settings.iter().map(|setting| (&setting.id, of(setting)))),
    });
    parts["whole"] = json!(of(&parts));
    parts
}

fn by_id<'s>(digests: impl Iterator<Item = (&'s String, String)>) -> BTreeMap<&'s String, String> {
    digests.collect()
}

fn of(thing: &impl Serialize) -> String {
    let mut value = serde_json::to_value(thing).unwrap_or_default();
    value.sort_all_objects();
    let hash = Sha256::digest(value.to_string());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
