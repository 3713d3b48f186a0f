//! An application as it would be asked for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::connector::{Connector, Flow, Holder};
use crate::plan::desired::{Desired, DesiredApplication};
use crate::plan::document::KEY_MATERIAL;
use crate::plan::name_id;
use crate::plan::observed::ObservedApplication;
use crate::plan::ownership::suffix_of;
use crate::plan::shown;
use crate::plan::survey::Finding;
use crate::plan::wanted::WantedApplication;
use crate::text;

/// The settings of an application that options say, or that a set-up sets right by itself.
const SAID: [&str; 8] = [
    "acsUrl",
    "constantAttributes",
    "databaseAttributes",
    "idpEntityId",
    name_id::FORMAT,
    name_id::PROPERTY,
    "signAssertion",
    "spEntityId",
];

/// An application, and what hangs on it.
#[derive(Clone, Copy)]
pub struct Live<'l> {
    pub application: &'l ObservedApplication,
    /// Who is bound to it directly, by name.
    pub access: &'l [(Holder, String)],
    /// The template that it was made from, where that is known.
    pub template: Option<&'l Value>,
}

/// The name of the template that an application was made from.
pub fn template_of(application: &ObservedApplication) -> Option<&str> {
    application.document["name"]
        .as_str()
        .filter(|name| !name.is_empty())
}

pub fn wanted(
    desired: &Desired,
    connector: Connector,
    live: Live<'_>,
    notes: &mut Vec<Finding>,
) -> WantedApplication {
    let application = live.application;
    let (document, idp_url) = (&application.document, application.idp_url.as_str());
    let default = DesiredApplication::by_default(connector, &desired.site, &desired.account_code);
    let label = Some(application.label.as_str()).filter(|label| !label.is_empty());
    let issuer = shown::setting(document, "idpEntityId").filter(|id| !id.is_empty());
    let by_itself = |id: &&str| {
        live.template
            .is_some_and(|t| issuer_of_new(t, idp_url) == *id)
    };
    let audience = shown::setting(document, "spEntityId").filter(|id| !id.is_empty());
    let hidden = shown::is_hidden(document);
    not_said(connector, live, notes);
    let mut rows = |key: &str| attributes(application, key, notes);
    WantedApplication {
        connector,
        attributes: rows("constantAttributes"),
        user_attributes: rows("databaseAttributes"),
        label: label
            .filter(|label| *label != connector.default_label())
            .map(str::to_owned),
        description: given(&document["description"]),
        color: given(&document["color"]),
        logo: None,
        // By default what has no tile that works is hidden.
        hidden: hidden.filter(|hidden| *hidden != (connector.flow() == Flow::SpInitiated)),
        suffix: suffix_of(idp_url).unwrap_or_default().to_owned(),
        idp_entity_id: issuer.filter(|id| !by_itself(id)).map(str::to_owned),
        sp_entity_id: audience.map_or(default.sp_entity_id, str::to_owned),
        groups: names(live.access, Holder::Group),
        users: names(live.access, Holder::User),
        // Only Mimecast's side tells.
        metadata_url: None,
        template: template_of(application).map(str::to_owned),
    }
}

/// The IdP entity ID of a new application.
fn issuer_of_new<'a>(template: &'a Value, idp_url: &'a str) -> &'a str {
    let own = shown::setting(template, "idpEntityId");
    own.filter(|id| !id.is_empty()).unwrap_or(idp_url)
}

/// Notes what no option says, or what is not shown.
fn not_said(connector: Connector, live: Live<'_>, notes: &mut Vec<Finding>) {
    let document = &live.application.document;
    let label = text::name(&live.application.label);
    if shown::is_hidden(document).is_none() {
        notes.push(Finding::new(
            "hidden-unread",
            format!("\"{label}\" is shown without whether its tile is hidden"),
            format!(
                "say it where it matters: hidden = \"{connector}:true\", or \"{connector}:false\""
            ),
        ));
    }
    let logo = |document: &Value| given(&document["logo"]["url"]);
    if logo(document).is_some() && live.template.is_none_or(|t| logo(t) != logo(document)) {
        notes.push(Finding::new(
            "logo-unread",
            format!("\"{label}\" has a tile image that is not its template's, and JumpCloud does not give it out"),
            "it stays as it is; an application that is made anew has it only if tile-logo names the file",
        ));
    }
    let value = |of: &Value, key: &str| of["config"][key]["value"].clone();
    let is_nothing = |value: &Value| {
        let empty = [json!(""), json!([]), json!({}), json!(false), Value::Null];
        empty.contains(value)
    };
    let differs = |key: &&String| {
        let (own, new) = (value(document, key), live.template.map(|t| value(t, key)));
        let known = SAID.contains(&key.as_str()) || KEY_MATERIAL.contains(&key.as_str());
        let same = new.is_some_and(|new| new == own || is_nothing(&new) && is_nothing(&own));
        !known && !same && !is_nothing(&own)
    };
    let config = document["config"].as_object();
    let others = config.into_iter().flat_map(|config| config.keys());
    let others: Vec<&String> = others.filter(differs).collect();
    if !others.is_empty() {
        notes.push(Finding::new(
            "settings-unsayable",
            format!(
                "\"{label}\" has settings of its own that no option says: {}",
                text::list(&others)
            ),
            "they stay as they are; an application that is made anew has those of its template",
        ));
    }
}

/// A text that is there and not empty.
fn given(value: &Value) -> Option<String> {
    value.as_str().filter(|t| !t.is_empty()).map(str::to_owned)
}

fn names(access: &[(Holder, String)], of: Holder) -> Vec<String> {
    let names = access.iter().filter(|(holder, _)| *holder == of);
    let names: BTreeSet<&String> = names.map(|(_, name)| name).collect();
    names.into_iter().cloned().collect()
}

/// The attributes of this setting; those that `NAME=VALUE` cannot say are noted.
fn attributes(
    application: &ObservedApplication,
    key: &str,
    notes: &mut Vec<Finding>,
) -> Vec<(String, String)> {
    let rows = application.document["config"][key]["value"].as_array();
    let rows: Vec<&Value> = rows.into_iter().flatten().collect();
    let mut said = Vec::new();
    for row in &rows {
        let name = row["name"].as_str().unwrap_or_default();
        let twins = rows.iter().filter(|other| other["name"] == row["name"]);
        let sayable = !name.is_empty() && !name.contains('=') && name.trim() == name;
        match row["value"].as_str() {
            Some(value) if sayable && twins.count() == 1 => {
                said.push((name.to_owned(), value.to_owned()));
            }
            _ => notes.push(Finding::new(
                "attribute-unsayable",
                format!(
                    "\"{}\" sends an attribute \"{}\" that cannot be said as NAME=VALUE ({key})",
                    text::name(&application.label),
                    text::name(name)
                ),
                "it stays as it is; an application that is made anew does not have it",
            )),
        }
    }
    said
}
