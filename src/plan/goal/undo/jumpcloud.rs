//! The JumpCloud half of an undo: applications and access.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::connector::{Connector, Holder};
use crate::journal::{Object, Touched};
use crate::plan::change::Action;
use crate::plan::compare::Bound;
use crate::plan::desired::DesiredApplication;
use crate::plan::document::SIGN_IN;
use crate::plan::field::{Field, FieldValue};
use crate::plan::observed::ObservedApplication;
use crate::plan::refusal::Guard;
use crate::plan::subject::Subject;

use super::facts::{CERTIFICATE, facts, fields_between};
use super::way_back::{Fate, Undoer};
use super::{Access, Stand, is_renewed, stand};

impl<'a> Undoer<'a> {
    /// Decides on every application that the run wrote to, and changes those that stay or come back.
    pub(super) fn applications(&mut self) {
        for touched in &self.undo.touched {
            let Object::Application {
                connector, idp_url, ..
            } = &touched.object
            else {
                continue;
            };
            let fate = self.fate(touched, idp_url);
            self.fates.push((idp_url, *connector, fate));
        }
        let stays: BTreeSet<Connector> = self
            .fates
            .iter()
            .filter(|(_, _, fate)| matches!(fate, Fate::Anew | Fate::Stays))
            .map(|(_, connector, _)| *connector)
            .collect();
        for (_, connector, fate) in &mut self.fates {
            if *fate == Fate::Goes && stays.contains(connector) {
                *fate = Fate::Superseded;
            }
        }
        for (url, connector, fate) in self.fates.clone() {
            let touched = self.touched_application(url);
            match (fate, touched.and_then(|t| t.before.as_ref())) {
                (Fate::Anew, Some(before)) => self.anew(connector, url, before),
                (Fate::Stays, Some(before)) => self.put_back(connector, url, before),
                (Fate::Goes | Fate::Superseded, _) => self.end(connector, url, fate),
                _ => {}
            }
        }
    }

    fn touched_application(&self, url: &str) -> Option<&'a Touched> {
        let is = |t: &&Touched| matches!(&t.object, Object::Application { idp_url, .. } if idp_url == url);
        self.undo.touched.iter().find(is)
    }

    pub(super) fn fate_of(&self, url: &str) -> Option<Fate> {
        let found = self.fates.iter().find(|(known, _, _)| *known == url);
        found.map(|(_, _, fate)| *fate)
    }

    fn fate(&mut self, touched: &Touched, url: &str) -> Fate {
        let live = self.live.application(url);
        let document = live.map(|a| &a.document);
        let name = match &touched.object {
            Object::Application { label, .. } => label,
            _ => url,
        };
        let what = format!("the JumpCloud application \"{name}\" ({url})");
        let stood = stand(
            &touched.object,
            touched.before.as_ref(),
            &touched.left,
            document,
        );
        match stood {
            Stand::Changed(fields) => {
                self.changed(&what, &fields);
                return Fate::Kept;
            }
            Stand::Back => return Fate::Stays,
            Stand::AsLeft => {}
        }
        match (&touched.before, live) {
            (None, Some(_)) => {
                let strangers = self.strangers(url);
                if strangers.is_empty() {
                    return Fate::Goes;
                }
                self.changed(&what, &strangers);
                Fate::Kept
            }
            (Some(_), None) => Fate::Anew,
            _ => Fate::Stays,
        }
    }

    /// Whom somebody else gave access to an application since.
    fn strangers(&self, url: &str) -> Vec<String> {
        let access = self.live.access.get(url).into_iter().flatten();
        let ours = |kind: Holder, of: &str| {
            self.undo.touched.iter().any(|t| {
                matches!(&t.object, Object::Access { idp_url, holder, id, .. }
                    if idp_url == url && *holder == kind && id == of)
            })
        };
        let strangers = access.filter(|(kind, id)| !ours(*kind, id));
        strangers
            .map(|(kind, id)| format!("access of the {} {}", kind.as_str(), self.name(id, id)))
            .collect()
    }

    fn name<'n>(&'n self, id: &str, known: &'n str) -> &'n str {
        self.live.names.get(id).map_or(known, String::as_str)
    }

    fn anew(&mut self, connector: Connector, url: &str, before: &Value) {
        let label = before["displayLabel"].as_str().unwrap_or_default();
        let object = Object::Application {
            connector,
            idp_url: url.to_owned(),
            label: label.to_owned(),
        };
        let mut fields: Vec<Field> = facts(&object, before)
            .into_iter()
            .filter(|(name, _)| name != CERTIFICATE)
            .map(|(name, fact)| Field::new(name, FieldValue::none(), fact.value).at(&fact.path))
            .collect();
        fields.push(Field::new("ssoUrl", FieldValue::none(), url));
        fields.push(Field::new(
            CERTIFICATE,
            FieldValue::none(),
            FieldValue::AfterApply,
        ));
        let subject = Subject::Application(connector);
        self.out
            .found
            .change(subject, Action::Create, label, fields);
        self.out.anew.insert(connector, before.clone());
        self.warn(
            "new-certificate",
            format!(
                "\"{label}\" is made anew: JumpCloud gives it another id and another IdP certificate than it had, and \
                 Mimecast is told of the new certificate in the same run"
            ),
        );
    }

    fn put_back(&mut self, connector: Connector, url: &str, before: &Value) {
        let Some(live) = self.live.application(url) else {
            return;
        };
        let object = Object::Application {
            connector,
            idp_url: url.to_owned(),
            label: live.label.clone(),
        };
        // One that was made anew from another template has a key of its own too.
        if is_renewed(before, &live.document) || before["name"] != live.document["name"] {
            self.certificate_gone(&live.label);
        }
        let fields: Vec<Field> = fields_between(&object, &live.document, before)
            .into_iter()
            .filter(|f| f.name != CERTIFICATE)
            .collect();
        if fields.iter().any(|f| SIGN_IN.contains(&f.name.as_str())) {
            self.disturbed.insert(url.to_owned());
        }
        let subject = Subject::Application(connector);
        self.out
            .found
            .change(subject, Action::Update, &live.label, fields);
    }

    fn certificate_gone(&mut self, label: &str) {
        let gone = format!(
            "JumpCloud has thrown away the certificate that \"{label}\" had before that run, and its key: nobody can \
             bring it back"
        );
        if self.allows(Guard::CertificateGone) {
            let message = format!("{gone}, so the present one stays, on both sides");
            return self.warn(Guard::CertificateGone.name(), message);
        }
        let refusal = Guard::CertificateGone.refuse(format!(
            "{gone}. Allowed, the present certificate stays, on both sides, and the rest is undone"
        ));
        self.out.found.refusals.push(refusal);
    }

    /// Takes away an application that the run made.
    fn end(&mut self, connector: Connector, url: &str, fate: Fate) {
        let Some(live) = self.live.application(url) else {
            return;
        };
        self.disturbed.insert(url.to_owned());
        self.out.gone.insert(live.id.clone());
        let label = live.label.as_str();
        if fate == Fate::Superseded {
            let id = live.id.clone();
            let subject = Subject::Superseded {
                connector,
                id,
                first: false,
            };
            return self.out.found.delete(subject, live);
        }
        let bound = self.live.access.get(url).into_iter().flatten();
        let bound: Vec<Bound> = bound.map(|(holder, id)| self.bound(*holder, id)).collect();
        self.out
            .found
            .access(connector, Action::Delete, label, &[], &bound);
        self.out.found.delete(Subject::Application(connector), live);
    }

    fn bound(&self, holder: Holder, id: &str) -> Bound {
        Bound {
            holder,
            name: self.name(id, id).to_owned(),
            id: Some(id.to_owned()),
        }
    }

    /// Access to the applications that stay or come back.
    pub(super) fn access(&mut self) {
        let urls: Vec<(String, Connector)> = self
            .undo
            .urls()
            .into_iter()
            .map(|(url, connector)| (url.to_owned(), connector))
            .collect();
        for (url, connector) in urls {
            let fate = self.fate_of(&url);
            if matches!(fate, Some(Fate::Goes | Fate::Superseded)) {
                continue;
            }
            let live = self.live.access.get(&url).cloned().unwrap_or_default();
            if self.live.application(&url).is_none() && fate != Some(Fate::Anew) {
                continue;
            }
            let wanted = match fate {
                Some(Fate::Kept) => live.clone(),
                _ => self.wanted_access(&url, &live),
            };
            self.access_change(&url, connector, &live, &wanted);
            self.out.access.insert(connector, wanted);
        }
    }

    fn wanted_access(&mut self, url: &str, live: &Access) -> Access {
        let mut wanted = live.clone();
        for touched in &self.undo.touched {
            let Object::Access {
                idp_url,
                holder,
                id,
                name,
                ..
            } = &touched.object
            else {
                continue;
            };
            if idp_url != url {
                continue;
            }
            let entry = (*holder, id.clone());
            if touched.before != Some(Value::Bool(true)) {
                wanted.remove(&entry);
            } else if live.contains(&entry) || self.live.names.contains_key(id) {
                wanted.insert(entry);
            } else {
                let what = format!("the JumpCloud {} \"{name}\"", holder.as_str());
                self.changed(&what, &["it is gone".to_owned()]);
            }
        }
        wanted
    }

    fn access_change(&mut self, url: &str, connector: Connector, live: &Access, wanted: &Access) {
        let bound = |(holder, id): &(Holder, String)| self.bound(*holder, id);
        let added: Vec<Bound> = wanted.difference(live).map(bound).collect();
        let ended: Vec<Bound> = live.difference(wanted).map(bound).collect();
        let label = match (self.live.application(url), self.out.anew.get(&connector)) {
            (Some(live), _) => live.label.clone(),
            (None, document) => {
                let label = document.and_then(|d| d["displayLabel"].as_str());
                label.unwrap_or_default().to_owned()
            }
        };
        let action = match live.is_empty() && self.live.application(url).is_none() {
            true => Action::Create,
            false => Action::Update,
        };
        self.out
            .found
            .access(connector, action, &label, &added, &ended);
    }

    /// The connectors' applications as they will be, for guards and console steps.
    pub(super) fn views(&mut self) {
        for connector in Connector::ALL {
            let urls = self.undo.urls();
            let mut urls = urls.iter().filter(|(_, c)| **c == connector);
            let live = urls.find_map(|(url, _)| {
                let fate = self.fate_of(url);
                let live = self.live.application(url)?;
                (fate != Some(Fate::Superseded)).then_some(live)
            });
            let anew = self.out.anew.get(&connector);
            let (id, document) = match (anew, live) {
                (Some(document), _) => ("", document.clone()),
                (None, Some(live)) => (live.id.as_str(), self.put_back_into(live)),
                (None, None) => continue,
            };
            let text = |key: &str| document[key].as_str().unwrap_or_default().to_owned();
            let application = ObservedApplication {
                id: id.to_owned(),
                label: text("displayLabel"),
                idp_url: text("ssoUrl"),
                document,
            };
            let view = self.view(connector, &application.document);
            self.out.applications.push(view);
            self.out.documents.push(application);
        }
    }

    /// An application that is there as it will be: what was before, with the certificate that it signs with now.
    fn put_back_into(&self, live: &ObservedApplication) -> Value {
        let staying = self.fate_of(&live.idp_url) == Some(Fate::Stays);
        let before = self.touched_application(&live.idp_url);
        let before = before.and_then(|t| t.before.as_ref()).filter(|_| staying);
        let Some(mut document) = before.cloned() else {
            return live.document.clone();
        };
        if let Some(certificate) = live.document["config"].get("idpCertificate") {
            document["config"]["idpCertificate"] = certificate.clone();
        }
        document
    }

    fn view(&self, connector: Connector, document: &Value) -> DesiredApplication {
        let (site, code) = (&self.desired.site, &self.desired.account_code);
        let text = |key: &str| document[key].as_str().unwrap_or_default();
        let config = |key: &str| document["config"][key]["value"].as_str();
        let access = self.out.access.get(&connector).into_iter().flatten();
        let (groups, users): (Vec<_>, Vec<_>) =
            access.partition(|(kind, _)| *kind == Holder::Group);
        let names = |list: Vec<&(Holder, String)>| {
            let names = list.into_iter().map(|(_, id)| self.name(id, id).to_owned());
            names.collect()
        };
        let (_, suffix) = text("ssoUrl").rsplit_once('/').unwrap_or_default();
        let default = DesiredApplication::by_default(connector, site, code);
        DesiredApplication {
            label: text("displayLabel").to_owned(),
            suffix: suffix.to_owned(),
            idp_entity_id: config("idpEntityId").map(str::to_owned),
            sp_entity_id: config("spEntityId").unwrap_or_default().to_owned(),
            groups: names(groups),
            users: names(users),
            ..default
        }
    }
}
