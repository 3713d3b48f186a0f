//! The Mimecast half of an undo: profile, setting, and what is enforced.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::connector::Block;
use crate::journal::{Object, Touched};
use crate::plan::change::{Action, Change};
use crate::plan::desired::DesiredBlock;
use crate::plan::field::{Field, FieldValue};
use crate::plan::form::{BlockField, GROUP_NAME, PROFILE_NAME, SettingField};
use crate::plan::subject::Subject;

use super::facts::{facts, fields_between, shown};
use super::way_back::{Fate, Undoer};
use super::{Stand, stand};

/// Where a setting's record tells the ids of its profile and its group.
const PROFILE: &str = SettingField::AuthenticationProfile.key();
const GROUP: &str = SettingField::Group.key();

fn text<'v>(document: &'v Value, key: &str) -> &'v str {
    document[key].as_str().unwrap_or_default()
}

fn is_enforced(profile: Option<&Value>, block: Block) -> bool {
    profile.is_some_and(|p| *BlockField::Enforced.read(p, block) == true)
}

fn login_url(profile: &Value, block: Block) -> &str {
    let url = BlockField::LoginUrl.read(profile, block);
    url.as_str().unwrap_or_default()
}

impl<'a> Undoer<'a> {
    pub(super) fn mimecast(&mut self) {
        let profile = self.undo.profile();
        let live = self.live.profile(profile);
        let (goal, kept) = self.goal_profile(live);
        self.out.profile = goal.clone();
        let fields = match (&goal, live) {
            (Some(goal), live) => self.profile_fields(live, goal),
            (None, _) => Vec::new(),
        };
        self.fill_blocks(goal.as_ref().or(live));
        self.enforcement(live, goal.as_ref(), &fields, kept);
        let goes = goal.is_none() && live.is_some();
        let is_enforcement = |f: &Field| matches!(f.of_block(), Some((_, BlockField::Enforced)));
        let subject = Subject::Profile(profile.to_owned());
        let action = match goes {
            true => Action::Delete,
            false => self.out.found.create_or_update(live.is_some()),
        };
        let fields = match goes {
            true => vec![Field::new("description", profile, FieldValue::none())],
            false => fields.into_iter().filter(|f| !is_enforcement(f)).collect(),
        };
        self.out.found.change(subject, action, profile, fields);
        self.setting(goal.as_ref());
        self.enforce();
    }

    fn touched_profile(&self) -> Option<&'a Touched> {
        let is = |t: &&Touched| matches!(t.object, Object::Profile { .. });
        self.undo.touched.iter().find(is)
    }

    /// The profile as it should be, and whether it is left alone.
    fn goal_profile(&mut self, live: Option<&Value>) -> (Option<Value>, bool) {
        let Some(touched) = self.touched_profile() else {
            return (live.cloned(), false);
        };
        let what = format!("the authentication profile \"{}\"", self.undo.profile());
        match stand(
            &touched.object,
            touched.before.as_ref(),
            &touched.left,
            live,
        ) {
            Stand::Changed(fields) => {
                self.changed(&what, &fields);
                return (live.cloned(), true);
            }
            Stand::Back | Stand::AsLeft => {}
        }
        if touched.before.is_none() && live.is_some() {
            let users = self.other_settings(live);
            if !users.is_empty() {
                self.changed(&what, &users);
                return (live.cloned(), true);
            }
        }
        let goal = touched.before.clone().map(|mut goal| {
            self.present_certificates(&mut goal);
            goal
        });
        (goal, false)
    }

    /// A block that takes its IdP from an application of ours takes the certificate that this signs with now.
    fn present_certificates(&self, profile: &mut Value) {
        for block in Block::ALL {
            let url = login_url(profile, block);
            let certificate = self.live.certificates.get(url);
            if let Some(certificate) = certificate.filter(|_| !url.is_empty()) {
                let key = BlockField::Certificate.key();
                profile["blocks"][block.as_str()][key] = json!(certificate);
            }
        }
    }

    /// Settings of other hands that apply the profile.
    fn other_settings(&self, profile: Option<&Value>) -> Vec<String> {
        let Some(profile) = profile else {
            return Vec::new();
        };
        let used = |s: &&Value| {
            let own = s["description"] == self.undo.setting();
            !own && self.by_name(s)[PROFILE] == profile["description"]
        };
        let others = self.live.settings.iter().filter(used);
        let name = |s: &Value| s["description"].as_str().unwrap_or_default().to_owned();
        others
            .map(|s| format!("the application setting \"{}\" applies it", name(s)))
            .collect()
    }

    fn profile_fields(&self, live: Option<&Value>, goal: &Value) -> Vec<Field> {
        let object = Object::Profile {
            description: self.undo.profile().to_owned(),
        };
        let nothing = json!({});
        let from = live.unwrap_or(&nothing);
        let anew = |name: &str| {
            Block::ALL.into_iter().any(|block| {
                name == BlockField::Certificate.of(block) && self.is_anew(login_url(goal, block))
            })
        };
        let mut fields: Vec<Field> = fields_between(&object, from, goal)
            .into_iter()
            .filter(|f| !anew(&f.name))
            .collect();
        let known = facts(&object, from);
        for block in Block::ALL
            .into_iter()
            .filter(|b| self.is_anew(login_url(goal, *b)))
        {
            let name = BlockField::Certificate.of(block);
            let before = shown(&name, known.get(&name).map(|fact| &fact.value));
            fields.push(Field::new(name, before, FieldValue::AfterApply));
        }
        fields
    }

    fn is_anew(&self, url: &str) -> bool {
        self.fate_of(url) == Some(Fate::Anew)
    }

    /// The blocks that take their IdP from one of the applications.
    fn fill_blocks(&mut self, profile: Option<&Value>) {
        let Some(profile) = profile else { return };
        let urls = self.undo.urls();
        for block in Block::ALL {
            let Some(source) = urls.get(login_url(profile, block)).copied() else {
                continue;
            };
            if !self.out.applications.iter().any(|a| a.connector == source) {
                continue;
            }
            let logout_url = BlockField::LogoutUrl.read(profile, block).as_str();
            let wanted = DesiredBlock {
                candidates: vec![source],
                source,
                logout_url: logout_url.unwrap_or_default().to_owned(),
                allow_single_sign_on: *BlockField::AllowSingleSignOn.read(profile, block) == true,
            };
            self.out.blocks.insert(block, wanted);
        }
    }

    /// Which blocks are released first, and which are enforced last.
    fn enforcement(
        &mut self,
        live: Option<&Value>,
        goal: Option<&Value>,
        fields: &[Field],
        kept: bool,
    ) {
        let mut released = Vec::new();
        for block in Block::ALL {
            let (was, will) = (is_enforced(live, block), is_enforced(goal, block));
            let identity = BlockField::SIGNER.map(|field| field.of(block));
            let url = live.map_or("", |p| login_url(p, block));
            let disturbed =
                self.disturbed.contains(url) || fields.iter().any(|f| identity.contains(&f.name));
            if kept {
                if was && self.disturbed.contains(url) {
                    self.depended_upon(self.undo.profile(), block);
                }
                continue;
            }
            if was && (!will || disturbed) {
                released.push(block);
            }
            if will && (!was || disturbed) {
                let url = goal.map_or("", |p| login_url(p, block));
                if self.leads_nowhere(url) {
                    self.lockout(
                        block,
                        format!(
                            "SAML would be enforced again ({block}) through {url}, and JumpCloud lists no application with \
                             that IdP URL: everybody would be locked out"
                        ),
                    );
                }
                self.out.found.in_force.insert(block);
            }
        }
        let others = self.live.profiles.iter().filter_map(|p| {
            let name = p["description"].as_str()?;
            (name != self.undo.profile()).then_some((name, p))
        });
        for (name, profile) in others {
            for block in Block::ALL {
                let url = login_url(profile, block);
                if is_enforced(Some(profile), block) && self.disturbed.contains(url) {
                    self.depended_upon(name, block);
                }
            }
        }
        let profile = self.undo.profile();
        self.out.found.release(profile, released);
    }

    /// Whether a login URL is one of JumpCloud, and no application answers there, now or once this is done.
    fn leads_nowhere(&self, url: &str) -> bool {
        let of_jumpcloud = url::Url::parse(url).is_ok_and(|url| {
            let host = url.host_str().unwrap_or_default();
            host == "jumpcloud.com" || host.ends_with(".jumpcloud.com")
        });
        let known = of_jumpcloud || self.undo.urls().contains_key(url);
        let stays = match self.fate_of(url) {
            Some(Fate::Anew) => true,
            Some(Fate::Goes | Fate::Superseded) => false,
            Some(Fate::Stays | Fate::Kept) | None => self.live.application(url).is_some(),
        };
        known && !stays
    }

    fn depended_upon(&mut self, profile: &str, block: Block) {
        self.lockout(
            block,
            format!(
                "the profile \"{profile}\" enforces {block} through an application that this undo takes away or changes, \
                 and is left alone: its people would be locked out. Stop that in the Mimecast console first"
            ),
        );
    }

    fn enforce(&mut self) {
        let profile = self.undo.profile();
        let in_force = self.out.found.in_force.clone();
        self.out.found.enforce(profile, in_force);
        // Whom the guards look at, though nothing of the enforcement changes.
        let applied =
            |c: &Change| matches!(c.subject, Subject::Setting(_)) && c.action != Action::Delete;
        let applied_anew = self.out.found.changes.iter().any(applied);
        let ends = |c: &&Change| {
            let access = matches!(c.subject, Subject::Access(_)) && c.action == Action::Update;
            access && c.fields.iter().all(Field::ends)
        };
        let changes = self.out.found.changes.iter();
        let shrinks: BTreeSet<_> = changes
            .filter(ends)
            .filter_map(|c| c.subject.connector())
            .collect();
        for (block, wanted) in &self.out.blocks {
            let concerned = applied_anew || shrinks.contains(&wanted.source);
            if concerned && is_enforced(self.out.profile.as_ref(), *block) {
                self.out.found.in_force.insert(*block);
            }
        }
    }

    /// A setting with the names of its profile and its group in the places of the ids, which may be others at each reading,
    /// and are once they are made anew.
    fn by_name(&self, setting: &Value) -> Value {
        let mut setting = self.named(setting);
        for (id, name) in [(PROFILE, PROFILE_NAME), (GROUP, GROUP_NAME)] {
            if !text(&setting, name).is_empty() {
                setting[id] = setting[name].clone();
            }
        }
        setting
    }

    /// A setting with the names of its profile and its group beside the ids, as far as anything tells them.
    fn named(&self, setting: &Value) -> Value {
        let mut setting = setting.clone();
        let id = setting[PROFILE].clone();
        let written = self.touched_profile().into_iter().flat_map(|t| {
            let left = t.left.iter().filter_map(|l| match l {
                super::Left::Whole(document) => document.as_ref(),
                super::Left::Sent(document) => Some(document),
            });
            t.before.iter().chain(left)
        });
        let mut known = self.live.profiles.iter().chain(written);
        if text(&setting, PROFILE_NAME).is_empty()
            && let Some(profile) = known.find(|p| p["id"] == id && !id.is_null())
        {
            setting[PROFILE_NAME] = profile["description"].clone();
        }
        let group = text(&setting, GROUP).to_owned();
        let mut others = self.live.settings.iter();
        let named = |s: &&Value| text(s, GROUP) == group && !text(s, GROUP_NAME).is_empty();
        if text(&setting, GROUP_NAME).is_empty()
            && !group.is_empty()
            && let Some(other) = others.find(named)
        {
            setting[GROUP_NAME] = other[GROUP_NAME].clone();
        }
        setting
    }

    fn setting(&mut self, profile: Option<&Value>) {
        let name = self.undo.setting();
        let live = self.live.setting(name).map(|s| self.by_name(s));
        self.out.setting = self.live.setting(name).map(|s| self.named(s));
        let is = |t: &&Touched| matches!(t.object, Object::Setting { .. });
        let Some(touched) = self.undo.touched.iter().find(is) else {
            return;
        };
        let what = format!("the application setting \"{name}\"");
        let before = touched.before.as_ref().map(|s| self.by_name(s));
        let left: Vec<super::Left> = touched
            .left
            .iter()
            .map(|left| match left {
                super::Left::Whole(document) => {
                    super::Left::Whole(document.as_ref().map(|d| self.by_name(d)))
                }
                super::Left::Sent(document) => super::Left::Sent(self.by_name(document)),
            })
            .collect();
        match stand(&touched.object, before.as_ref(), &left, live.as_ref()) {
            Stand::Back => return,
            Stand::Changed(fields) => return self.changed(&what, &fields),
            Stand::AsLeft => {}
        }
        self.out.setting = touched.before.as_ref().map(|s| self.named(s));
        let subject = Subject::Setting(name.to_owned());
        let Some(before) = before else {
            let fields = vec![Field::new("description", name, FieldValue::none())];
            return self.out.found.change(subject, Action::Delete, name, fields);
        };
        let applied = before[PROFILE].as_str().unwrap_or_default();
        let own = profile.is_some() && applied == self.undo.profile();
        if !own && self.live.profile(applied).is_none() {
            return self.changed(&what, &["the profile that it had is gone".to_owned()]);
        }
        let nothing = json!({});
        let from = live.as_ref().unwrap_or(&nothing);
        let mut fields = fields_between(&touched.object, from, &before);
        // A record of then that did not tell the group's name has nothing but its id.
        let group = before[GROUP].clone();
        let by_id = text(&before, GROUP_NAME).is_empty();
        for field in fields.iter_mut().filter(|_| by_id) {
            if field.name == SettingField::Group.name() {
                *field = field.clone().written_as(group.clone());
            }
        }
        let action = self.out.found.create_or_update(live.is_some());
        self.out.found.change(subject, action, name, fields);
    }
}
