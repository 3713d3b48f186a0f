//! Which Mimecast accounts an organisation's applications are for.

use std::collections::BTreeMap;

use crate::connector::AccountCode;
use crate::plan::observed::ObservedApplication;
use crate::plan::shown;
use crate::plan::survey::is_mimecast;

/// The account codes that the SP entity IDs of Mimecast's applications name, each with the host in front of it.
pub fn accounts(applications: &[ObservedApplication]) -> BTreeMap<AccountCode, String> {
    let of_mimecast = applications.iter().filter(|a| is_mimecast(&a.document));
    let named = of_mimecast.filter_map(|application| {
        let audience = shown::setting(&application.document, "spEntityId")?;
        // As hands write it.
        let bare = audience.trim().trim_end_matches('/');
        let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        let (host, code) = bare.rsplit_once('.')?;
        Some((code.parse().ok()?, host.to_owned()))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_entity_id_names_the_account() {
        for (audience, found) in [
            ("eu-api.mimecast.com.CUK1A1", Some("eu-api.mimecast.com")),
            (
                " https://eu-api.mimecast.com.CUK1A1/",
                Some("eu-api.mimecast.com"),
            ),
            ("XX-api.mimecast.com.XXXXXX", None),
            ("eu-api.mimecast.com", None),
            ("", None),
        ] {
            let document =
                json!({ "name": "mimecast", "config": { "spEntityId": { "value": audience } } });
            let application = ObservedApplication {
                id: "1".to_owned(),
                label: String::new(),
                idp_url: String::new(),
                document,
            };
            let accounts = accounts(&[application]);
            let hosts: Vec<&str> = accounts.values().map(String::as_str).collect();
            assert_eq!(hosts.first().copied(), found, "{audience}");
            assert!(found.is_none() || accounts.contains_key(&"CUK1A1".parse().unwrap()));
        }
        let other = ObservedApplication {
            id: "1".to_owned(),
            label: String::new(),
            idp_url: String::new(),
            document: json!({ "name": "payroll", "config": { "spEntityId": { "value": "x.CUK1A1" } } }),
        };
        assert_eq!(accounts(&[other]), BTreeMap::new());
    }
}
