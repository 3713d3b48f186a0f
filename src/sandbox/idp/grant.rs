//! The answer that a user gets for an application, or why they get none.

use time::OffsetDateTime;

use super::denial::Denial;
use super::memory::{Session, Wish};
use super::response::Answer;
use super::settings::Settings;
use super::{pages, people};
use crate::saml::Certificate;
use crate::saml::signature::SigningKey;
use crate::sandbox::certificate;
use crate::sandbox::pages::Page;
use crate::sandbox::state::{State, User};
use crate::sandbox::web::address::played;

/// The user with this id, if they can sign in.
pub fn active_user<'s>(state: &'s State, id: &str) -> Result<&'s User, Denial> {
    let user = people::by_id(state, id).ok_or(Denial::InactiveUser("gone"))?;
    match people::hindrance(user) {
        Some(why) => Err(Denial::InactiveUser(why)),
        None => Ok(user),
    }
}

/// The page that carries the answer for `session`'s user.
pub fn answer(state: &State, session: &Session, wish: &Wish) -> Result<Page, Denial> {
    let user = active_user(state, &session.user)?;
    let application = people::application(state, &wish.application);
    let application = application.ok_or(Denial::UnknownApplication)?;
    let label = people::label(application);
    if !people::is_active(application) {
        return Err(Denial::InactiveApplication(label));
    }
    if !people::may_use(state, application, user) {
        return Err(Denial::NoAccess {
            user: user.email.clone(),
            application: label,
        });
    }
    let settings = Settings::of(application);
    let cannot = |why: &str| Denial::CannotAnswer(format!("\"{label}\" cannot answer: {why}."));
    if let Some(algorithm) = &settings.other_algorithm {
        return Err(cannot(&format!(
            "its signature algorithm is {algorithm}, which the sandbox does not play. Mimecast's side \
             needs RSA-SHA256"
        )));
    }
    if settings.idp_entity_id.is_empty() {
        return Err(cannot("it has no IdP entity ID"));
    }
    let (url, index) = match &wish.asked {
        Some(asked) => (asked.acs_url.as_deref(), asked.acs_index.as_deref()),
        None => (None, None),
    };
    let acs = settings.acs_for(url, index);
    let acs = acs.ok_or_else(|| cannot("it has no ACS URL"))?;
    let action = played(acs).ok_or_else(|| cannot("its ACS URL is no web address"))?;
    let name_id = people::property(user, &settings.subject_field);
    let name_id = name_id.ok_or_else(|| {
        let field = &settings.subject_field;
        cannot(&format!("{} has no \"{field}\" to be named by", user.email))
    })?;
    let key = state.private_keys.get(&application.id);
    let key = key.ok_or_else(|| cannot("its private key is missing"))?;
    let key = SigningKey::from_pem(key).map_err(|_| cannot("its private key is unusable"))?;
    let certificate = application.document["config"]["idpCertificate"]["value"].as_str();
    let certificate = certificate
        .and_then(certificate::Certificate::from_config_value)
        .and_then(|certificate| Certificate::from_der(&certificate.der).ok());
    let certificate = certificate.ok_or_else(|| cannot("its certificate is unusable"))?;
    let answer = Answer {
        in_response_to: wish.asked.as_ref().map(|asked| asked.id.as_str()),
        acs,
        name_id: &name_id,
        attributes: &attributes(state, &settings, user),
        at: OffsetDateTime::now_utc(),
        signed_in_at: session.since,
        settings: &settings,
    };
    let response = answer.signed(&key, &certificate);
    let response = response.map_err(|error| cannot(&error.message))?;
    let relay_state = wish.relay_state.as_deref();
    Ok(pages::answer(
        &wish.at,
        &action,
        &response,
        relay_state,
        &label,
    ))
}

/// Constant attributes, then the user's own, then their groups. What a user does not have is left out.
fn attributes(state: &State, settings: &Settings, user: &User) -> Vec<(String, Vec<String>)> {
    let constant = settings.constant_attributes.iter();
    let constant = constant.map(|(name, value)| (name.clone(), vec![value.clone()]));
    let own = settings.user_attributes.iter();
    let own = own.filter_map(|(name, property)| {
        Some((name.clone(), vec![people::property(user, property)?]))
    });
    let groups = settings.groups_attribute.iter();
    let groups = groups.map(|name| (name.clone(), people::groups(state, user)));
    constant
        .chain(own)
        .chain(groups.filter(|(_, groups)| !groups.is_empty()))
        .collect()
}
