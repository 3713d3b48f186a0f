//! What it means that people have to sign in through SAML and cannot. Pure.
//!
//! **Who has to.** An application setting gives a profile to a group, the default setting gives one to
//! everybody, and the administrators' profile holds for administrators without any setting. For each of
//! them, each block that the profile enforces is a way that those people must take. A profile that
//! nobody is given binds nobody. A group counts whether or not anyone is in it now.
//!
//! **What is ours to judge.** A block that signs in with JumpCloud, with this organisation: its login URL is
//! the IdP URL, or its certificate the certificate, of an application of the organisation, now or at any
//! time since the sandbox started. Any other block signs in somewhere that is not played here, and
//! may well work. So may a block with nothing but a metadata URL: nobody fetches it here.
//!
//! **What is a way in.** One application of the organisation that is all of this at once:
//! - active, a SAML application, with a private key to sign with;
//! - its IdP URL is the block's login URL and its IdP entity ID the block's issuer;
//! - its certificate is the block's, to the byte, and has not expired;
//! - its SP entity ID is that of this Mimecast account, and one of its ACS URLs is one where Mimecast takes
//!   answers for this block, on the host of the account's grid: `/login/saml` for every block, and where
//!   the block allows sign-in that starts at a tile, `/login/sso/mpp` for the web apps and
//!   `/login/sso/adcon` for the administration console;
//! - an activated user of the organisation is bound to it, or is in a group that is bound.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use time::OffsetDateTime;

use crate::connector::{AccountCode, Grid};
use crate::sandbox::certificate::Certificate;
use crate::sandbox::mimecast::state::{ADMINISTRATORS, Block, MimecastState, Profile};
use crate::sandbox::state::{Application, BindingKind, JumpCloudState, State};

/// Login URLs and certificates that are or were the organisation's own.
#[derive(Debug, Default)]
pub struct Ours {
    login_urls: BTreeSet<String>,
    certificates: BTreeSet<String>,
}

impl Ours {
    /// Remembers what the organisation's applications have now.
    pub fn learn(&mut self, state: &State) {
        for application in own_applications(&state.jumpcloud) {
            let url = application.document["ssoUrl"].as_str();
            self.login_urls.extend(url.map(str::to_owned));
            let certificate = certificate(application);
            self.certificates
                .extend(certificate.map(|held| held.to_base64_der()));
        }
    }

    fn has(&self, block: &Block) -> bool {
        self.login_urls.contains(&block.login_url) || self.certificates.contains(&block.certificate)
    }
}

/// Every block that a write put in force, or gave another signer while it was, and whose certificate is not the one
/// that the application of its login URL signs with; also in a profile that nobody is given yet.
pub fn mistaken(before: &State, after: &State, ours: &Ours) -> Vec<String> {
    let mut found = Vec::new();
    for profile in &after.mimecast.profiles {
        let mut known = before.mimecast.profiles.iter();
        let old = known.find(|old| old.id == profile.id);
        for (at, (name, block)) in profile.blocks.named().into_iter().enumerate() {
            let signer = |block: &Block| {
                let Block {
                    enforced,
                    login_url,
                    certificate,
                    ..
                } = block.clone();
                (enforced, login_url, certificate)
            };
            let was = old.map(|old| signer(old.blocks.named()[at].1));
            if !block.enforced || was == Some(signer(block)) || !ours.has(block) {
                continue;
            }
            let mut signers = own_applications(&after.jumpcloud).filter(|application| {
                let url = application.document.get("ssoUrl").and_then(Value::as_str);
                url == Some(&block.login_url)
            });
            let fits = |application: &Application| {
                let held = certificate(application);
                held.is_some_and(|held| held.to_base64_der() == block.certificate)
            };
            if !signers.any(fits) {
                found.push(format!(
                    "{name} of the profile \"{}\" was put in force with a certificate that no application of its \
                     login URL {:?} signs with.",
                    profile.description, block.login_url,
                ));
            }
        }
    }
    found
}

/// Whom a profile is given, the profile, and the block: what a violation is told apart by.
pub type Whom = (String, String, &'static str);

/// Every class of people who have to sign in through SAML and cannot, with a sentence on why.
pub fn broken(state: &State, ours: &Ours, now: OffsetDateTime) -> BTreeMap<Whom, String> {
    let mut broken = BTreeMap::new();
    for (id, people, profile) in given(&state.mimecast) {
        for (name, block) in profile.blocks.named() {
            if !block.enforced || !ours.has(block) {
                continue;
            }
            if let Err(why) = way_in(state, name, block, now) {
                let sentence = format!(
                    "Mimecast enforces SAML for {people} ({name} of the profile \"{}\") and they cannot \
                     sign in: {why}.",
                    profile.description,
                );
                broken.insert((id.clone(), profile.id.clone(), name), sentence);
            }
        }
    }
    broken
}

/// Who is given which profile: an id, words for the people, the profile.
fn given(mimecast: &MimecastState) -> Vec<(String, String, &Profile)> {
    let by_setting = mimecast.settings.iter().filter_map(|setting| {
        let mut profiles = mimecast.profiles.iter();
        let profile = profiles.find(|known| known.id == setting.authentication_profile_id)?;
        let mut groups = mimecast.folders.iter();
        let group = groups.find(|group| group.id == setting.group_id);
        let people = match group {
            _ if setting.default => "everybody without a setting of their own".to_owned(),
            Some(group) => format!("the group \"{}\"", group.description),
            None => format!("a group that does not exist ({})", setting.group_id),
        };
        Some((setting.id.clone(), people, profile))
    });
    let administrators = mimecast.profiles.iter();
    let administrators = administrators
        .filter(|profile| profile.description == ADMINISTRATORS)
        .map(|profile| {
            let people = "all administrators".to_owned();
            (String::new(), people, profile)
        });
    by_setting.chain(administrators).collect()
}

fn own_applications(jumpcloud: &JumpCloudState) -> impl Iterator<Item = &Application> {
    let own = jumpcloud.organizations.first();
    let applications = jumpcloud.applications.iter();
    applications.filter(move |known| own.is_some_and(|own| own.id == known.organization))
}

fn config<'a>(application: &'a Application, key: &str) -> &'a str {
    let config = application.document.get("config");
    let value = config.and_then(|config| config.get(key)?.get("value")?.as_str());
    value.unwrap_or_default()
}

fn certificate(application: &Application) -> Option<Certificate> {
    Certificate::from_config_value(config(application, "idpCertificate"))
}

/// Whether there is an application that people can come in by; if not, what the nearest one lacks.
fn way_in(state: &State, name: &str, block: &Block, now: OffsetDateTime) -> Result<(), String> {
    let url = &block.login_url;
    let mut why = format!("no application has the IdP URL {url:?}");
    for application in own_applications(&state.jumpcloud) {
        if application.document.get("ssoUrl").and_then(Value::as_str) != Some(url) {
            continue;
        }
        match fits(state, application, name, block, now) {
            Ok(()) => return Ok(()),
            Err(lacks) => why = format!("the application {} {lacks}", application.id),
        }
    }
    Err(why)
}

fn fits(
    state: &State,
    application: &Application,
    name: &str,
    block: &Block,
    now: OffsetDateTime,
) -> Result<(), &'static str> {
    let document = &application.document;
    let is = |key: &str, expected: &Value| document.get(key) == Some(expected);
    if !is("active", &Value::Bool(true)) {
        return Err("is not active");
    }
    if document["sso"]["type"] != "saml" {
        return Err("is not a SAML application");
    }
    if !state.private_keys.contains_key(&application.id) {
        return Err("has no private key to sign with");
    }
    if config(application, "idpEntityId") != block.issuer {
        return Err("has another IdP entity ID than the block's issuer");
    }
    let certificate = certificate(application).ok_or("has no certificate")?;
    if certificate.to_base64_der() != block.certificate {
        return Err("has another certificate than the block");
    }
    if certificate.expires <= now {
        return Err("has a certificate that has expired");
    }
    addressed(&state.mimecast.account.code, application, name, block)?;
    if !somebody_is_bound(&state.jumpcloud, application) {
        return Err("has no activated user bound to it");
    }
    Ok(())
}

/// Whether answers of the application go where Mimecast takes them for this block and account.
fn addressed(
    account_code: &str,
    application: &Application,
    name: &str,
    block: &Block,
) -> Result<(), &'static str> {
    let code = account_code.parse::<AccountCode>().ok();
    let grid = code.as_ref().and_then(Grid::of_account_code);
    let entity_id = config(application, "spEntityId");
    // The host of an account whose code names no grid is not known here: then it is the entity ID's.
    let host = entity_id.strip_suffix(&format!(".{account_code}"));
    let host = host.filter(|host| grid.is_none_or(|grid| grid.api_host == *host));
    let host = host.ok_or("has not the SP entity ID of this Mimecast account")?;
    let tile = match name {
        "admin-console" => Some("/login/sso/adcon"),
        "web-apps" => Some("/login/sso/mpp"),
        _ => None,
    };
    let urls = acs_urls(config(application, "acsUrl"));
    let taken = |path: &str| urls.contains(&format!("https://{host}{path}"));
    if taken("/login/saml") {
        return Ok(());
    }
    match tile.is_some_and(taken) {
        true if block.allow_single_sign_on => Ok(()),
        true => Err("has a tile's ACS URL only, and the block does not allow single sign-on"),
        false => Err("has no ACS URL where Mimecast takes answers for this block"),
    }
}

/// One URL, or those of a JSON list in a string.
fn acs_urls(text: &str) -> Vec<String> {
    let Ok(Value::Array(rows)) = serde_json::from_str(text) else {
        return vec![text.to_owned()];
    };
    let urls = rows.iter().filter_map(|row| row.get("url")?.as_str());
    urls.map(str::to_owned).collect()
}

fn somebody_is_bound(jumpcloud: &JumpCloudState, application: &Application) -> bool {
    let activated = |id: &String| {
        let mut users = jumpcloud.users.iter();
        let of = &application.organization;
        users.any(|u| u.id == *id && u.organization == *of && u.state == "ACTIVATED")
    };
    application
        .bindings
        .iter()
        .any(|binding| match binding.kind {
            BindingKind::User => activated(&binding.id),
            BindingKind::UserGroup => {
                let mut groups = jumpcloud.groups.iter();
                let group = groups.find(|group| group.id == binding.id);
                group.is_some_and(|group| group.members.iter().any(activated))
            }
        })
}

#[cfg(test)]
pub mod tests;
