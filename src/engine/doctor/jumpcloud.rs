//! JumpCloud: key, organisation, plan, and what the key's administrator may read.

use super::checks::{answered, clock, of_error, says_nothing, unknown};
use super::followed;
use super::prerequisites::Prerequisites;
use super::reads::Reads;
use crate::check::{Check, Status};
use crate::engine::session::{choose, confirm};
use crate::error::{Error, Result};
use crate::jumpcloud::{JumpCloud, Organization, Product};

/// The scope that writing needs, and what it is needed for. Names from JumpCloud's specification.
const WRITES: &str = "a set-up needs the scope applications (create, update, bind groups and users; delete \
                      for remove), and groups for --create-groups";

/// What JumpCloud said of the key and its organisations.
pub struct Begun {
    checks: Vec<Check>,
    /// In the organisation, if there is one.
    client: JumpCloud,
    organization: Result<Organization>,
    /// How many organisations the key sees.
    count: Result<usize>,
}

/// The checks that need an answer, in the order they are shown.
const REST: [&str; 12] = [
    "jumpcloud/key",
    "jumpcloud/organization",
    "jumpcloud/sso-plan",
    "jumpcloud/read-applications",
    "jumpcloud/read-templates",
    "jumpcloud/read-groups",
    "jumpcloud/read-users",
    followed::NAMES[0],
    followed::NAMES[1],
    followed::NAMES[2],
    "jumpcloud/write",
    CLOCK,
];

const CLOCK: &str = "jumpcloud/clock";

/// Those of [`REST`] from `first` on, which nobody can judge.
fn rest(first: &str, why: &str) -> impl Iterator<Item = Check> {
    let names = REST.into_iter().skip_while(move |name| *name != first);
    let why = why.to_owned();
    names.map(move |name| unknown(name, why.clone()))
}

/// Asks whose the key is; the checks alone where nothing more can be asked.
pub async fn begin(of: &Prerequisites<'_>) -> Result<Begun, Vec<Check>> {
    let mut checks = Vec::new();
    let client = match &of.jumpcloud {
        Ok(client) => client.clone(),
        Err(error) => {
            checks.push(of_error("jumpcloud/key", error));
            checks.extend(rest(
                "jumpcloud/organization",
                "there are no JumpCloud credentials to ask with",
            ));
            return Err(checks);
        }
    };
    let listed = client.organizations().await;
    if let Err(error) = &listed
        && !answered(error)
    {
        checks.push(Check {
            status: Status::Fail,
            ..of_error("jumpcloud/reachable", error)
        });
        checks.extend(rest("jumpcloud/key", "JumpCloud did not answer"));
        return Err(checks);
    }
    checks.push(Check::new(
        "jumpcloud/reachable",
        Status::Pass,
        format!("{} answers", client.base().host()),
    ));
    if let Err(error) = &listed
        && ["jumpcloud-key-rejected", "jumpcloud-credentials-rejected"].contains(&error.code)
    {
        checks.push(of_error("jumpcloud/key", error));
        let unasked = rest("jumpcloud/organization", "the credentials were rejected");
        checks.extend(unasked.filter(|check| check.name != CLOCK));
        checks.push(clock(CLOCK, "JumpCloud", client.skew()));
        return Err(checks);
    }
    let count = listed.as_ref().map(Vec::len).map_err(Error::clone);
    let organization = match listed.and_then(|all| choose(all, of.organization)) {
        Ok(chosen) if count.as_ref().is_ok_and(|count| *count > 1) => {
            let confirmed = confirm(&client, &chosen, of.organization).await;
            confirmed.map(|()| chosen)
        }
        chosen => chosen,
    };
    let client = match &organization {
        Ok(organization) => client.in_organization(organization.id.clone()),
        // A key of one organisation need not name it.
        Err(_) => client,
    };
    Ok(Begun {
        checks,
        client,
        organization,
        count,
    })
}

impl Begun {
    /// Asks for the lists.
    pub async fn reads(&self) -> Reads {
        let organization = self.organization.as_ref().ok().cloned();
        Reads::of(self.client.clone(), organization).await
    }

    /// Every check of JumpCloud, those included that ask for more than the lists.
    pub async fn checks(self, reads: &Reads) -> Vec<Check> {
        let (plan, followed) = tokio::join!(plan(reads), followed::look(reads));
        let mut checks = self.checks;
        checks.push(key(&self.count, reads));
        checks.push(match &self.organization {
            Ok(organization) => Check::new(
                "jumpcloud/organization",
                Status::Pass,
                organization.to_string(),
            ),
            Err(error) => of_error("jumpcloud/organization", error),
        });
        checks.push(plan);
        checks.extend([
            permission(
                "read-applications",
                &reads.applications,
                "applications",
                " (applications.readonly)",
            ),
            catalogue(permission(
                "read-templates",
                &reads.templates,
                "catalogue templates",
                " (applicationtemplates.readonly)",
            )),
            permission(
                "read-groups",
                &reads.groups,
                "user groups",
                " (groups.readonly)",
            ),
            // The name of this scope is in no specification.
            permission("read-users", &reads.users, "users", ""),
        ]);
        checks.extend(followed);
        checks.push(
            unknown(
                "jumpcloud/write",
                format!("JumpCloud offers no way to ask what a key may write; {WRITES}"),
            )
            .remedy("check the role of the key's administrator in the JumpCloud Admin Portal"),
        );
        checks.push(clock(CLOCK, "JumpCloud", reads.client.skew()));
        checks
    }
}

/// A key is good when anything was told to it.
fn key(listed: &Result<usize, Error>, reads: &Reads) -> Check {
    const NAME: &str = "jumpcloud/key";
    fn told<T>(read: &Result<Vec<T>>) -> Result<usize, &Error> {
        read.as_ref().map(Vec::len)
    }
    let all = [
        listed.as_ref().copied(),
        told(&reads.applications),
        told(&reads.templates),
        told(&reads.groups),
        told(&reads.users),
    ];
    if all.iter().any(|read| read.is_ok_and(|count| count > 0)) {
        return Check::new(NAME, Status::Pass, "JumpCloud accepts the credentials");
    }
    let mut refused = all.iter().filter_map(|read| read.err());
    match refused.find(|error| !says_nothing(error)) {
        Some(first) => Check::new(
            NAME,
            Status::Fail,
            "JumpCloud told nothing in any read that was tried with these credentials",
        )
        .remedy(first.hints.join("; ")),
        None => Check::unread(
            NAME,
            "JumpCloud answered with nothing that shows whether it accepts the credentials",
        ),
    }
}

fn permission<T>(name: &str, read: &Result<Vec<T>>, what: &str, scope: &str) -> Check {
    let name = format!("jumpcloud/{name}");
    match read {
        // There may be none; then nothing shows that they may be read.
        Ok(list) if list.is_empty() => unknown(
            name,
            format!("JumpCloud lists no {what}: nothing shows that they may be read{scope}"),
        ),
        Ok(list) => {
            let message = format!("{} {what} may be read{scope}", list.len());
            Check::new(name, Status::Pass, message)
        }
        Err(error) => of_error(name, error),
    }
}

/// The catalogue, which is never empty.
fn catalogue(check: Check) -> Check {
    match check.status {
        Status::Unknown => Check {
            unread: true,
            ..check
        },
        _ => check,
    }
}

/// Whether the organisation's plan includes single sign-on, as far as it says.
async fn plan(reads: &Reads) -> Check {
    const NAME: &str = "jumpcloud/sso-plan";
    let Some(organization) = &reads.organization else {
        return unknown(NAME, "no organisation was chosen");
    };
    let products = match reads.client.products(&organization.id).await {
        Ok(products) => products.unwrap_or_default(),
        Err(error) => {
            let check = of_error(NAME, &error);
            // A set-up does not need this read.
            return Check {
                status: Status::Unknown,
                unread: false,
                ..check
            };
        }
    };
    let shown = |product: &Product| match product.name.is_empty() {
        true => product.code.clone(),
        false => product.name.clone(),
    };
    if let Some(product) = products.iter().find(|product| product.says_sso()) {
        let message = format!("the organisation's plan includes \"{}\"", shown(product));
        return Check::new(NAME, Status::Pass, message);
    }
    if products.is_empty() {
        return unknown(NAME, "the organisation does not say what its plan includes").remedy(
            "the JumpCloud Admin Portal shows it under Settings; the set-up needs the SSO package",
        );
    }
    let names: Vec<String> = products.iter().take(12).map(shown).collect();
    Check::new(
        NAME,
        Status::Warn,
        format!(
            "no product of the organisation's plan calls itself SSO: {}",
            names.join(", ")
        ),
    )
    .remedy("a bundle may include it; otherwise add JumpCloud's SSO package")
}
