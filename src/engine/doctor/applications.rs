//! What each connector's application is made from: template, metadata, and the people named.

use futures_util::future::{join_all, try_join_all};
use serde_json::Value;

use super::checks::{of_error, says_nothing, unknown};
use super::reads::Reads;
use crate::check::{Check, Status};
use crate::connector::Connector;
use crate::engine::near;
use crate::engine::observe::IDP_ORIGIN;
use crate::engine::own_metadata;
use crate::engine::public_metadata::METADATA_LIMIT;
use crate::engine::status::survey;
use crate::error::Result;
use crate::http::fetch_public;
use crate::jumpcloud::JumpCloud;
use crate::plan::{
    Desired, DesiredApplication, Fill, ObservedApplication, Surveyed, choose_template, edit,
    ending, find_ours, template_for_new, unknown_fields,
};
use crate::saml::metadata;
use crate::text::{self, quoted_list};

pub async fn look(reads: Option<&Reads>, desired: Option<&Desired>) -> Vec<Check> {
    let Some(reads) = reads else {
        return vec![unknown("apps/template", "JumpCloud could not be asked")];
    };
    let catalogue: Result<Vec<Value>> = match &reads.templates {
        Ok(templates) => Ok(templates.iter().map(|t| t.clone().into_value()).collect()),
        Err(error) => Err(error.clone()),
    };
    let Some(desired) = desired else {
        // Without an account code the template can be found, and not filled.
        let why = "its fields cannot be filled: the account code and its grid are not known";
        return vec![
            match catalogue.and_then(|all| choose_template(&all, None).map(shown)) {
                Ok(shown) => unknown("apps/template", format!("{shown} is there; {why}")),
                Err(error) => of_error("apps/template", &error),
            },
        ];
    };
    let catalogue = &catalogue;
    let each = desired.applications.iter().map(|wanted| async move {
        let ours = ours(reads, wanted);
        let present = |c| {
            let neighbour = desired.neighbours.iter().find(|n| n.connector == c);
            neighbour.is_some_and(|n| matches!(self::ours(reads, n), Ok(Some(_))))
        };
        let signs = desired.signs(wanted.connector, present);
        let public = async {
            let url = wanted.metadata_url.as_ref()?;
            Some(public_metadata(wanted.connector, url, &ours).await)
        };
        let (metadata, public) = tokio::join!(metadata_of(reads, &ours, wanted.connector), public);
        let template = template(catalogue, &ours, wanted, desired, signs);
        [Some(template), Some(metadata), public]
    });
    let (each, people) = tokio::join!(join_all(each), people(&reads.client, desired));
    let mut checks: Vec<Check> = each.into_iter().flatten().flatten().collect();
    if let Ok(applications) = &reads.applications {
        let found = survey(desired, applications).into_iter();
        let others = found.filter(Surveyed::is_lookalike);
        checks.extend(others.map(|one| {
            Check::new("lookalike", Status::Warn, one.told())
                .remedy("sso-setup mimecast status tells what to do about it")
        }));
    }
    checks.extend(people);
    checks
}

/// The application that is there already, or `None`.
fn ours(reads: &Reads, wanted: &DesiredApplication) -> Result<Option<ObservedApplication>> {
    match &reads.applications {
        Ok(applications) => Ok(find_ours(applications, wanted)?.cloned()),
        Err(error) => Err(error.clone()),
    }
}

/// `mimecast ("Mimecast")`
fn shown(template: &Value) -> String {
    let text = |key: &str| template[key].as_str().unwrap_or_default().to_owned();
    format!(
        "the template {} (\"{}\")",
        text("name"),
        text("displayName")
    )
}

/// Whether the template is there, what would be filled in, and what in it nobody has described.
fn template(
    catalogue: &Result<Vec<Value>>,
    ours: &Result<Option<ObservedApplication>>,
    wanted: &DesiredApplication,
    desired: &Desired,
    signs: bool,
) -> Check {
    let name = format!("{}/template", wanted.connector);
    let (base, what, fresh) = match (ours, catalogue) {
        (Ok(Some(ours)), _) if !ours.document["config"].is_object() => {
            let what = format!(
                "JumpCloud shows the application \"{}\" without its settings",
                ours.label
            );
            return Check::unread(name, what);
        }
        (Ok(Some(ours)), _) => {
            let what = format!("the application \"{}\" is there already", ours.label);
            (&ours.document, what, false)
        }
        // Whether there is one already decides what would be filled in.
        (Err(error), _) if says_nothing(error) || error.code == "application-ambiguous" => {
            return of_error(name, error);
        }
        (Err(_), _) => {
            return unknown(
                name,
                "whether there is an application already cannot be read",
            );
        }
        (_, Err(error)) => return of_error(name, error),
        (_, Ok(catalogue)) => match template_for_new(catalogue, wanted, signs) {
            Ok(template) => (template, shown(template), true),
            Err(error) => return of_error(name, &error),
        },
    };
    let fill = Fill {
        site: &desired.site,
        account_code: &desired.account_code,
    };
    let idp_url = match ours {
        Ok(Some(ours)) => ours.idp_url.clone(),
        _ => format!("{IDP_ORIGIN}/saml2/{}", wanted.suffix),
    };
    let edit = match edit(base, wanted, fill, &idp_url, fresh) {
        Ok(edit) => edit,
        Err(error) => return of_error(name, &error),
    };
    let fields: Vec<&str> = edit
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let fields = match fields.is_empty() {
        true => "nothing to fill in".to_owned(),
        false => format!("fills in {}", text::list(&fields)),
    };
    let message = format!("{what}; {fields}");
    if let Some(end) = ending(base).filter(|_| fresh) {
        return Check::new(name, Status::Warn, format!("{message}; JumpCloud's catalogue marks it as {end}"))
            .remedy("it may change or go: --template saml2 uses JumpCloud's custom SAML application instead");
    }
    let strange = unknown_fields(base);
    if strange.is_empty() {
        return Check::new(name, Status::Pass, message);
    }
    let strange = text::list(&strange);
    Check::new(
        name,
        Status::Warn,
        format!("{message}; left as they are, because no public source describes them: {strange}"),
    )
    .remedy("look at these fields in the JumpCloud console after the set-up")
}

async fn metadata_of(
    reads: &Reads,
    ours: &Result<Option<ObservedApplication>>,
    connector: Connector,
) -> Check {
    let name = format!("{connector}/metadata");
    let application = match ours {
        Ok(Some(application)) => application,
        Ok(None) => {
            return unknown(
                name,
                "there is no application yet whose metadata could be read",
            );
        }
        Err(error) => return of_error(name, error),
    };
    let Some(organization) = &reads.organization else {
        return unknown(name, "the organisation is not known");
    };
    match own_metadata::read(&reads.client, &organization.id, application).await {
        Ok(_) => Check::new(
            name,
            Status::Pass,
            "the IdP metadata can be read, and is the application's",
        ),
        Err(error) => of_error(name, &error),
    }
}

async fn public_metadata(
    connector: Connector,
    url: &str,
    ours: &Result<Option<ObservedApplication>>,
) -> Check {
    let name = format!("{connector}/metadata-url");
    let served = fetch_public(url, METADATA_LIMIT).await;
    let held = served.and_then(|document| match ours {
        Ok(Some(ours)) => own_metadata::hold(&document, ours).map(|()| true),
        _ => metadata::parse(&document).map(|_| false),
    });
    match held {
        Ok(true) => Check::new(
            name,
            Status::Pass,
            "the metadata URL can be read without credentials, and serves the application's metadata",
        ),
        Ok(false) => unknown(
            name,
            "the metadata URL can be read without credentials; there is no application to hold it against",
        ),
        Err(error) => Check {
            status: Status::Fail,
            ..of_error(name, &error)
        },
    }
}

/// The groups and users named on the command line, where there are any, each looked for as a set-up does.
async fn people(client: &JumpCloud, desired: &Desired) -> Vec<Check> {
    let groups = desired.group_names();
    let users = desired.user_emails();
    let mut checks = Vec::new();
    if !groups.is_empty() {
        let found = try_join_all(groups.iter().map(|name| client.find_group(name))).await;
        checks.push(match found {
            Ok(found) => {
                let there = found.iter().map(Option::is_some).collect::<Vec<_>>();
                let near = match desired.create_groups {
                    true => None,
                    false => near::of_groups(client, missing(&groups, &there)).await,
                };
                named_groups(&groups, &there, desired.create_groups, near)
            }
            Err(error) => of_error(GROUPS, &error),
        });
    }
    if !users.is_empty() {
        let found = try_join_all(users.iter().map(|email| client.find_user(email))).await;
        checks.push(match found {
            Ok(found) => {
                let there = found.iter().map(Option::is_some).collect::<Vec<_>>();
                let near = near::of_users(client, missing(&users, &there)).await;
                let can = found.into_iter().map(|user| Some(user?.sign_in.can()));
                named_users(&users, &can.collect::<Vec<_>>(), near)
            }
            Err(error) => of_error(USERS, &error),
        });
    }
    checks
}

const GROUPS: &str = "jumpcloud/groups";
const USERS: &str = "jumpcloud/users";

/// Those that are not there.
fn missing<'n>(names: &'n [String], there: &[bool]) -> Vec<&'n String> {
    let missing = names.iter().zip(there).filter(|(_, there)| !**there);
    missing.map(|(name, _)| name).collect()
}

/// `there` tells of each name whether there is such a group; `near` offers others for those that are not there.
fn named_groups(names: &[String], there: &[bool], create: bool, near: Option<String>) -> Check {
    let missing = missing(names, there);
    match missing.is_empty() {
        true => Check::new(
            GROUPS,
            Status::Pass,
            format!("there: {}", quoted_list(names)),
        ),
        false if create => Check::new(
            GROUPS,
            Status::Pass,
            format!("going to be created: {}", quoted_list(&missing)),
        ),
        false => Check::new(
            GROUPS,
            Status::Fail,
            format!("JumpCloud has no user group {}", quoted_list(&missing)),
        )
        .remedy(match near {
            Some(near) => {
                format!("{near} (names are compared exactly, upper and lower case included)")
            }
            None => {
                "names are compared exactly, upper and lower case included; or pass --create-groups"
                    .to_owned()
            }
        }),
    }
}

/// `can_sign_in` tells it of each address, and is `None` for whom JumpCloud does not know; `near` offers others for those.
fn named_users(emails: &[String], can_sign_in: &[Option<bool>], near: Option<String>) -> Check {
    let of = |state: Option<bool>| -> Vec<&String> {
        let all = emails.iter().zip(can_sign_in);
        let so = all.filter(|(_, can)| **can == state);
        so.map(|(email, _)| email).collect()
    };
    let (missing, inactive) = (of(None), of(Some(false)));
    if !missing.is_empty() {
        let message = format!("JumpCloud has no user {}", quoted_list(&missing));
        let otherwise = || "give the e-mail address that the user has in JumpCloud".to_owned();
        Check::new(USERS, Status::Fail, message).remedy(near.unwrap_or_else(otherwise))
    } else if !inactive.is_empty() {
        let message = format!("cannot sign in yet: {}", quoted_list(&inactive));
        Check::new(USERS, Status::Warn, message).remedy("activate the user in JumpCloud")
    } else {
        Check::new(
            USERS,
            Status::Pass,
            format!("active: {}", quoted_list(emails)),
        )
    }
}
