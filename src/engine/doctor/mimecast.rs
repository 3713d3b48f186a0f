//! Mimecast: gateway, token, account, and what the API application may read.

use futures_util::future::join_all;

use super::checks::{answered, clock, not_needed, of_error, unknown};
use super::prerequisites::Prerequisites;
use crate::check::{Check, Status};
use crate::connector::AccountCode;
use crate::engine::near;
use crate::engine::profile::observed_profile;
use crate::engine::session::Whose;
use crate::error::{Error, Result};
use crate::mimecast::{AccountTold, Mimecast, Reading, Tried, Wanted};
use crate::plan::{Mode, ObservedProfile};

/// Signs in: the client and what there is to say of it; the checks alone where nothing more can be asked.
pub async fn begin<'a>(
    of: &'a Prerequisites<'_>,
) -> Result<(&'a Mimecast, Vec<Check>), Vec<Check>> {
    let mut checks = Vec::new();
    let client = match &of.mimecast {
        Ok(client) => client,
        Err(error) => {
            // By hand it can be done without: then Mimecast is just not asked.
            let by_hand =
                of.mode == Mode::Worksheet && error.code == "mimecast-credentials-missing";
            checks.push(match by_hand {
                true => Check::new("mimecast/credentials", Status::Warn, &error.message).remedy(
                    "with them the account code is asked of Mimecast, and the lockout guard for users can look \
                     at the group that depends on SAML",
                ),
                false => of_error("mimecast/credentials", error),
            });
            checks.extend(rest(
                0,
                of.mode,
                "there are no Mimecast credentials to ask with",
            ));
            return Err(checks);
        }
    };
    let gateway = format!("{} answers", client.base().host());
    match client.sign_in().await {
        Err(error) if !answered(&error) => {
            checks.push(Check {
                status: Status::Fail,
                ..of_error("mimecast/gateway", &error)
            });
            checks.extend(rest(1, of.mode, "Mimecast's gateway did not answer"));
            Err(checks)
        }
        Err(error) => {
            checks.push(Check::new("mimecast/gateway", Status::Pass, gateway));
            checks.push(of_error("mimecast/token", &error));
            checks.extend(
                rest(2, of.mode, "there is no access token to ask with")
                    .filter(|c| c.name != CLOCK),
            );
            checks.push(clock(CLOCK, "Mimecast", client.skew()));
            Err(checks)
        }
        Ok(()) => {
            checks.push(Check::new("mimecast/gateway", Status::Pass, gateway));
            let message = "Mimecast accepts the credentials and gives an access token";
            checks.push(Check::new("mimecast/token", Status::Pass, message));
            Ok((client, checks))
        }
    }
}

/// What the API application may read; and the authentication profiles, where they can be read.
pub async fn permissions(client: &Mimecast, mode: Mode) -> (Vec<Check>, Vec<ObservedProfile>) {
    let (mut checks, (profiles, of_profiles)) = tokio::join!(reads(client), profiles(client, mode));
    checks.push(of_profiles);
    checks.push(clock(CLOCK, "Mimecast", client.skew()));
    (checks, profiles)
}

const CLOCK: &str = "mimecast/clock";

const ACCOUNT: &str = "mimecast/account";

/// Whose the credentials are: by `get-account`, which is the authority, and by `whoami`, whose code may be
/// missing, or a partner's.
pub async fn account(client: &Mimecast) -> (Whose, Check) {
    let (whoami, asked) = tokio::join!(client.whoami(), client.get_account());
    let (whoami, asked) = match (whoami, asked) {
        (Err(error), _) | (_, Err(error)) => {
            let check = of_error(ACCOUNT, &error);
            return (Whose::NotTold(error), check);
        }
        (Ok(whoami), Ok(asked)) => (whoami.unwrap_or_default(), asked),
    };
    let belong = |code: &AccountCode, name: Option<&String>| {
        let name = name.map(|name| format!(", {name}")).unwrap_or_default();
        format!("the credentials belong to {code}{name}")
    };
    match (asked, whoami.gateway) {
        (AccountTold::Told(account), Some(gateway)) if account.code != gateway => {
            let message = format!(
                "get-account says that the credentials belong to {}, and whoami says {gateway}",
                account.code
            );
            let check = Check::new(ACCOUNT, Status::Fail, message)
                .remedy("ask Mimecast's support which account the API application is of");
            (Whose::Told(account.code), check)
        }
        (AccountTold::Told(account), gateway) => {
            let said = belong(&account.code, account.name.as_ref());
            // A partner's code is none of a customer's; it is worth knowing where it is all that is told.
            let lead = whoami
                .lead
                .filter(|lead| gateway.is_none() && *lead != account.code);
            let message = match lead {
                Some(lead) => format!(
                    "{said}; whoami tells no code of the account, only the partner's, {lead}"
                ),
                None => said,
            };
            (
                Whose::Told(account.code),
                Check::new(ACCOUNT, Status::Pass, message),
            )
        }
        (AccountTold::NotTold(_), Some(gateway)) => {
            let said = belong(&gateway, whoami.name.as_ref());
            let message = format!("{said}, by whoami alone: get-account does not tell it");
            (
                Whose::Told(gateway),
                Check::new(ACCOUNT, Status::Pass, message),
            )
        }
        (AccountTold::NotTold(error), None) => {
            let check = Check {
                status: Status::Unknown,
                ..of_error(ACCOUNT, &error)
            };
            (Whose::NotTold(error), check)
        }
    }
}

/// The checks in the order they are shown, from the `first` on, which nobody can judge.
fn rest(first: usize, mode: Mode, why: &str) -> impl Iterator<Item = Check> {
    let names = ["mimecast/gateway", "mimecast/token", "mimecast/account"]
        .map(str::to_owned)
        .into_iter()
        .chain(Reading::ALL.map(name_of))
        .skip(first);
    let checks = names.map(|name| unknown(name, why));
    let profiles = match mode {
        Mode::Api => unknown(PROFILES, why),
        Mode::Worksheet => by_hand(),
    };
    let after = [profiles, unknown(CLOCK, why)];
    checks.chain(after).collect::<Vec<_>>().into_iter()
}

fn name_of(reading: Reading) -> String {
    let what = match reading {
        Reading::Account => "account",
        Reading::Groups => "groups",
        Reading::Members => "group-members",
        Reading::Audit => "audit-events",
    };
    format!("mimecast/read-{what}")
}

/// What each is read for.
const fn needed_for(reading: Reading) -> &'static str {
    match reading {
        Reading::Account => "the account code, where whoami does not tell it",
        Reading::Groups => "the group that the application setting points to",
        Reading::Members => "the people for whom SAML would be enforced",
        Reading::Audit => "the evidence of a sign-in",
    }
}

async fn reads(client: &Mimecast) -> Vec<Check> {
    let tried = Reading::ALL
        .map(|reading| async move { judged(reading, client.try_reading(reading).await) });
    join_all(tried).await
}

fn words(wanted: Wanted) -> String {
    format!("product {}, permission {}", wanted.product, wanted.role)
}

/// Nothing that Mimecast's API lacks stops a set-up by hand.
fn judged(reading: Reading, tried: Result<Tried, Error>) -> Check {
    let name = name_of(reading);
    let error = match tried {
        Ok(tried) => {
            let wanted = words(tried.wanted);
            let older = match tried.wanted == reading.wanted() {
                true => "",
                false => " at the older address, which wants more",
            };
            return match tried.told {
                true => Check::new(name, Status::Pass, format!("may be read{older} ({wanted})")),
                false => unknown(
                    name,
                    format!(
                        "Mimecast's answer is empty: nothing shows that it may be read{older} ({wanted})"
                    ),
                ),
            };
        }
        Err(error) => error,
    };
    let check = not_needed(of_error(name, &error));
    let or = reading
        .otherwise()
        .map(|older| format!("; or, at the older address, the permission {}", older.role));
    Check {
        message: format!("{} (for {})", check.message, needed_for(reading)),
        remedy: check
            .remedy
            .map(|remedy| format!("{remedy}{}", or.unwrap_or_default())),
        ..check
    }
}

/// Whether the group that the application setting is to point to is there, where no run makes it.
pub async fn group(client: &Mimecast, name: &str) -> Check {
    const GROUP: &str = "mimecast/group";
    match client.find_group(name).await {
        Ok(Some(_)) => Check::new(GROUP, Status::Pass, format!("there: \"{name}\"")),
        Ok(None) => {
            let near = near::of_mimecast_group(client, name).await;
            let message = format!("Mimecast has no group named \"{name}\"");
            Check::new(GROUP, Status::Fail, message).remedy(match near {
                Some(near) => format!("{near} (group names are compared exactly)"),
                None => "group names are compared exactly; correct --mimecast-group, or create the group in the Mimecast console"
                    .to_owned(),
            })
        }
        Err(error) => not_needed(of_error(GROUP, &error)),
    }
}

const PROFILES: &str = "mimecast/profiles";

fn by_hand() -> Check {
    Check::new(
        PROFILES,
        Status::Pass,
        "profiles and settings are set by hand: Mimecast publishes no API for them",
    )
}

/// Whether the profile API is there, where it is going to be used; and what it lists.
async fn profiles(client: &Mimecast, mode: Mode) -> (Vec<ObservedProfile>, Check) {
    if mode == Mode::Worksheet {
        return (Vec::new(), by_hand());
    }
    let listed = match client.paired().await {
        Ok(all) => all.profiles,
        Err(error) => return (Vec::new(), of_error(PROFILES, &error)),
    };
    let count = listed.len();
    let message = format!("the gateway offers authentication profiles ({count})");
    let check = Check::new(PROFILES, Status::Pass, message);
    (listed.iter().map(observed_profile).collect(), check)
}
