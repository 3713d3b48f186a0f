//! Who may use what, and what is known about them.

use url::Url;

use crate::sandbox::certificate::Certificate;
use crate::sandbox::state::{Application, BindingKind, State, User};
use crate::sandbox::web::address::played;

/// The user with this e-mail address; upper and lower case are the same in it.
pub fn by_email<'s>(state: &'s State, email: &str) -> Option<&'s User> {
    let mut users = state.jumpcloud.users.iter();
    users.find(|user| user.email.eq_ignore_ascii_case(email.trim()))
}

/// The user with this id.
pub fn by_id<'s>(state: &'s State, id: &str) -> Option<&'s User> {
    state.jumpcloud.users.iter().find(|user| user.id == id)
}

/// Why somebody cannot sign in at all, in words; `None` if they can.
pub fn hindrance(user: &User) -> Option<&'static str> {
    match user.state.as_str() {
        "ACTIVATED" if user.locked => Some("locked"),
        "ACTIVATED" if user.password_pending => Some("without a password: it has to be set first"),
        "ACTIVATED" if user.password_expired => Some("kept out by a password that expired"),
        "ACTIVATED" => None,
        "SUSPENDED" => Some("suspended"),
        "STAGED" => Some("staged: it has not been activated yet"),
        _ => Some("not active"),
    }
}

/// The application whose IdP URL is played at `path`. IdP URLs need not be unique: the first one
/// answers, which is assumed.
pub fn application_at<'s>(state: &'s State, path: &str) -> Option<&'s Application> {
    let at = |application: &&Application| {
        let url = application.document["ssoUrl"].as_str();
        let mut url = url.and_then(|url| Url::parse(url).ok())?;
        url.set_query(None);
        Some(played(url.as_str())? == path && is_saml(application))
    };
    let mut all = state.jumpcloud.applications.iter();
    all.find(|application| at(application) == Some(true))
}

/// What an application is called.
pub fn label(application: &Application) -> String {
    let text = |key: &str| application.document.get(key)?.as_str();
    let label = text("displayLabel").filter(|label| !label.is_empty());
    label
        .or(text("displayName"))
        .unwrap_or("Application")
        .to_owned()
}

/// The application with this id.
pub fn application<'s>(state: &'s State, id: &str) -> Option<&'s Application> {
    let mut all = state.jumpcloud.applications.iter();
    all.find(|application| application.id == id)
}

/// What the application is called whose certificate this is, by the base64 of the certificate's DER.
pub fn application_with_certificate(state: &State, certificate: &str) -> Option<String> {
    let held = |application: &&Application| {
        let value = application.document["config"]["idpCertificate"]["value"].as_str();
        let held = value.and_then(Certificate::from_config_value);
        held.is_some_and(|held| held.to_base64_der() == certificate)
    };
    let mut all = state.jumpcloud.applications.iter();
    all.find(held).map(label)
}

fn is_saml(application: &Application) -> bool {
    application.document["sso"]["type"] == "saml"
}

/// Whether single sign-on is switched on.
pub fn is_active(application: &Application) -> bool {
    application.document["active"] == true
}

/// Whether a user is bound to an application, directly or through a group.
pub fn may_use(state: &State, application: &Application, user: &User) -> bool {
    application.organization == user.organization
        && application
            .bindings
            .iter()
            .any(|binding| match binding.kind {
                BindingKind::User => binding.id == user.id,
                BindingKind::UserGroup => {
                    let mut groups = state.jumpcloud.groups.iter();
                    let group = groups.find(|group| group.id == binding.id);
                    group.is_some_and(|group| group.members.contains(&user.id))
                }
            })
}

/// What a user finds in the user console.
pub fn tiles<'s>(state: &'s State, user: &User) -> Vec<&'s Application> {
    let all = state.jumpcloud.applications.iter();
    all.filter(|application| is_saml(application) && is_active(application))
        .filter(|application| application.document["sso"]["hidden"] != true)
        .filter(|application| may_use(state, application, user))
        .collect()
}

/// The names of the groups that a user is in.
pub fn groups(state: &State, user: &User) -> Vec<String> {
    let all = state.jumpcloud.groups.iter();
    all.filter(|group| group.organization == user.organization)
        .filter(|group| group.members.contains(&user.id))
        .map(|group| group.name.clone())
        .collect()
}

/// A user's property by JumpCloud's name for it (schema `systemuserreturn`); `None` where they have none.
pub fn property(user: &User, name: &str) -> Option<String> {
    let value = match name {
        "email" => user.email.clone(),
        "username" => user.email.split('@').next()?.to_owned(),
        "firstname" => user.firstname.clone(),
        "lastname" => user.lastname.clone(),
        "displayname" => format!("{} {}", user.firstname, user.lastname),
        "_id" | "id" => user.id.clone(),
        _ => return None,
    };
    (!value.is_empty()).then_some(value)
}
