//! Per-application options: `VALUE`, or `CONNECTOR:VALUE`.

use std::fmt::Display;
use std::str::FromStr;

use clap::ValueEnum;

use crate::connector::Connector;

/// An option's value and the connector it is meant for.
///
/// A prefix counts as a connector only if it is one: `Staff: all` is a plain value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoped<T> {
    /// The connector named, if one was.
    pub connector: Option<Connector>,
    /// The value.
    pub value: T,
}

impl<T> FromStr for Scoped<T>
where
    T: FromStr,
    T::Err: Display,
{
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let scoped = text.split_once(':').and_then(|(prefix, value)| {
            let connector = Connector::from_str(prefix, false).ok()?;
            Some((Some(connector), value))
        });
        let (connector, value) = scoped.unwrap_or((None, text));
        if value.is_empty() {
            return Err("the value is empty".to_owned());
        }
        let value = value.parse().map_err(|e: T::Err| e.to_string())?;
        Ok(Scoped { connector, value })
    }
}

/// The value for `connector`: the last one that names it; an unscoped one is for `apps`.
pub fn single<T>(values: &[Scoped<T>], connector: Connector) -> Option<&T> {
    values
        .iter()
        .rev()
        .find(|v| v.connector.unwrap_or(Connector::Apps) == connector)
        .map(|v| &v.value)
}

/// Every value for `connector`: those that name it, and the unscoped ones, which are for all.
pub fn all<T>(values: &[Scoped<T>], connector: Connector) -> impl Iterator<Item = &T> {
    values
        .iter()
        .filter(move |v| v.connector.is_none_or(|c| c == connector))
        .map(|v| &v.value)
}

/// The connector of the first value that is for none of the `chosen`; `unscoped` is the connector that
/// a value without one is for, where it is not for all.
pub fn stray<T>(
    values: &[Scoped<T>],
    unscoped: Option<Connector>,
    chosen: &[Connector],
) -> Option<Connector> {
    values
        .iter()
        .filter_map(|v| v.connector.or(unscoped))
        .find(|c| !chosen.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scoped(text: &str) -> Scoped<String> {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_connector_is_a_prefix() {
        assert_eq!(scoped("apps:Staff").connector, Some(Connector::Apps));
        assert_eq!(scoped("Staff: all").value, "Staff: all");
        assert_eq!(
            scoped("admin-console:Staff: all"),
            Scoped {
                connector: Some(Connector::AdminConsole),
                value: "Staff: all".to_owned()
            }
        );
        assert!("apps:".parse::<Scoped<String>>().is_err());
        assert!("".parse::<Scoped<String>>().is_err());
    }

    #[test]
    fn an_unscoped_single_value_is_for_apps_and_a_list_for_all() {
        let values = [scoped("a"), scoped("personal-portal:b")];
        assert_eq!(single(&values, Connector::Apps).unwrap(), "a");
        assert_eq!(single(&values, Connector::PersonalPortal).unwrap(), "b");
        assert_eq!(single(&values, Connector::AdminConsole), None);
        let portal: Vec<_> = all(&values, Connector::PersonalPortal).collect();
        assert_eq!(portal, ["a", "b"]);

        let tiles = [Connector::PersonalPortal];
        assert_eq!(stray(&values, None, &tiles), None);
        let apps = Some(Connector::Apps);
        assert_eq!(stray(&values, apps, &tiles), apps);
        assert_eq!(stray(&values, apps, &Connector::ALL), None);
    }
}
