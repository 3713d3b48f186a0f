//! The questions of a set-up, in the order in which answers follow from each other. What is answered wrong is explained,
//! with the names that come near, and asked again.

use crate::connector::{AccountCode, Block, Connector, Grid, GridName, MimecastSite};
use crate::engine;
use crate::error::{Error, Result};
use crate::jumpcloud::{JumpCloud, Organization};
use crate::mimecast::Mimecast;
use crate::plan::{Allowed, BACKUP_ADMINISTRATOR};
use crate::tenant::{Choice, Options, Scoped, email, locate};
use crate::text;

use super::answers::Answers;
use super::prompt;
use super::takeover::take_over;

/// From how many groups on a part of their names is asked for first: a list of ticks cannot be searched.
const MANY: usize = 30;

/// Asks for what has no default worth relying on, of an account and where that lives.
///
/// # Errors
/// Those of JumpCloud's client; the person interrupted the run.
pub async fn ask_for_the_rest(
    options: &mut Options,
    jumpcloud: &JumpCloud,
    mimecast: Option<&Mimecast>,
    (site, account_code): (&MimecastSite, &AccountCode),
    answers: &Answers,
) -> Result<()> {
    if options.connectors.is_empty() {
        for connector in connectors()? {
            answers.gave("connector", connector.as_str());
            options.connectors.push(Choice::One(connector));
        }
    }
    take_over(options, jumpcloud, site, account_code, answers).await?;
    if options.groups.is_empty() && options.users.is_empty() {
        let chosen = groups(jumpcloud).await?;
        answers.gave_groups(&chosen, &options.chosen_connectors());
        options.groups = chosen
            .into_iter()
            .map(|value| Scoped {
                connector: None,
                value,
            })
            .collect();
    }
    if options.mimecast_group.is_none() && !options.pilot_only {
        options.mimecast_group = mimecast_group(&options.application_setting, mimecast).await?;
        if let Some(group) = &options.mimecast_group {
            answers.gave("mimecast-group", group);
        }
    }
    let administrators = options.enforce.contains(&Block::AdminConsole)
        || options.enforce.is_empty()
            && options
                .chosen_connectors()
                .contains(&Connector::AdminConsole);
    if administrators && options.admin.is_none() {
        options.admin = administrator(jumpcloud).await?;
        if let Some(admin) = &options.admin {
            answers.gave("admin", admin);
        }
    }
    let confirmed = |step: &String| step == BACKUP_ADMINISTRATOR;
    if administrators
        && !options.confirm_steps.iter().any(confirmed)
        && backup_administrator(&options.profile)?
    {
        answers.gave("confirm-step", BACKUP_ADMINISTRATOR);
        options.confirm_steps.push(BACKUP_ADMINISTRATOR.to_owned());
    }
    Ok(())
}

/// Which connectors; at least one.
fn connectors() -> Result<Vec<Connector>> {
    let items: Vec<String> = [
        "apps: all sign-in that starts at Mimecast",
        "personal-portal: a tile for the Personal Portal",
        "admin-console: a tile for the Admin Console",
    ]
    .map(str::to_owned)
    .into();
    prompt::remark(
        "Each connector is one application in JumpCloud. apps alone is the common case; the others add a tile to the user \
         portal.",
    );
    loop {
        let chosen = prompt::many("Connectors", &items, &[true, false, false], |i| {
            Connector::ALL[i].as_str().to_owned()
        })?;
        if !chosen.is_empty() {
            return Ok(chosen.into_iter().map(|i| Connector::ALL[i]).collect());
        }
        prompt::remark("At least one connector is needed: tick it with the space bar.");
    }
}

/// Which of JumpCloud's groups; possibly none.
async fn groups(jumpcloud: &JumpCloud) -> Result<Vec<String>> {
    let listed = jumpcloud.groups().await?.into_iter();
    let names: Vec<String> = listed.map(|group| group.name).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    prompt::remark(
        "JumpCloud lets the members of these groups sign in to Mimecast, and refuses everybody else.",
    );
    let shown: Vec<String> = names.iter().map(|name| visible(name)).collect();
    let question = "JumpCloud user groups that may sign in";
    let ticked = match names.len() > MANY {
        true => ticked_by_parts(question, &names, &shown)?,
        false => {
            let none = vec![false; names.len()];
            prompt::many(question, &shown, &none, |i| shown[i].clone())?
        }
    };
    if ticked.is_empty() {
        prompt::remark(
            "No group ticked: groups that have access already keep it. Where none has, nobody could sign in, \
             so SAML is not going to be enforced.",
        );
    }
    Ok(ticked.into_iter().map(|i| names[i].clone()).collect())
}

/// Ticks in a long list, of which a part at a time is shown: what has a text in its name. What was ticked stays so.
fn ticked_by_parts(question: &str, names: &[String], shown: &[String]) -> Result<Vec<usize>> {
    let explained = "With so many groups only those are listed whose names have this text in them; upper and lower case \
                     do not matter. You are asked again afterwards, for others.";
    prompt::remark(&format!("{question}: there are {}.", names.len()));
    let mut ticked = vec![false; names.len()];
    for time in 0.. {
        let part = match time {
            0 => format!("Part of a name (Enter: list all {})", names.len()),
            _ => "Part of another name (Enter: go on)".to_owned(),
        };
        let fitting = |typed: &str| -> Result<Vec<usize>> {
            let part = typed.to_lowercase();
            let fits = |i: &usize| names[*i].to_lowercase().contains(&part);
            let fitting: Vec<usize> = (0..names.len()).filter(fits).collect();
            match fitting.is_empty() {
                false => Ok(fitting),
                true => Err(no_such("no JumpCloud user group has", typed, names)),
            }
        };
        let listed = match prompt::optional_text(&part, explained, fitting)? {
            Some(fitting) => fitting,
            None if time == 0 => (0..names.len()).collect(),
            None => break,
        };
        let items: Vec<String> = listed.iter().map(|i| shown[*i].clone()).collect();
        let before: Vec<bool> = listed.iter().map(|i| ticked[*i]).collect();
        let chosen = prompt::many(question, &items, &before, |i| items[i].clone())?;
        for (at, i) in listed.iter().enumerate() {
            ticked[*i] = chosen.contains(&at);
        }
        if listed.len() == names.len() {
            break;
        }
    }
    Ok((0..names.len()).filter(|i| ticked[*i]).collect())
}

fn no_such(what: &str, typed: &str, names: &[String]) -> Error {
    let error = Error::usage("name-unknown", format!("{what} \"{typed}\" in its name"));
    let near = text::did_you_mean(&text::nearest(typed, names));
    near.into_iter().fold(error, Error::hint)
}

/// The Mimecast group of the application setting: from a list where Mimecast can be read; none where the setting is there.
async fn mimecast_group(setting: &str, mimecast: Option<&Mimecast>) -> Result<Option<String>> {
    let question = "Mimecast group that is to sign in with SAML";
    let listed = match mimecast {
        // Without the permission to list them a name can still be typed.
        Some(mimecast) => mimecast.group_names().await.unwrap_or_default(),
        None => Vec::new(),
    };
    if listed.is_empty() {
        prompt::remark(&format!(
            "The application setting \"{setting}\" is for one Mimecast group; leave the answer empty if the \
             setting exists already."
        ));
        let explained = "Everybody in this group signs in to Mimecast through JumpCloud once SAML is enforced; nobody \
                         else does. The name is compared exactly.";
        return prompt::optional_text(question, explained, |name| Ok(name.to_owned()));
    }
    prompt::remark(&format!(
        "The application setting \"{setting}\" is for one Mimecast group: everybody in it signs in to Mimecast through \
         JumpCloud once SAML is enforced, and nobody else does."
    ));
    let none = "(none: the setting exists already)".to_owned();
    let groups = listed.iter().map(|name| visible(name));
    let items: Vec<String> = [none].into_iter().chain(groups).collect();
    let chosen = prompt::one(question, &items)?;
    Ok(chosen.checked_sub(1).map(|i| listed[i].clone()))
}

/// An administrator who can sign in through JumpCloud, as far as JumpCloud tells; possibly none.
async fn administrator(jumpcloud: &JumpCloud) -> Result<Option<String>> {
    prompt::remark(
        "SAML is going to be enforced for administrators: name one who is to be able to sign in \
         through JumpCloud then, so that nobody is locked out.",
    );
    let explained = "An administrator of Mimecast who is a user of JumpCloud too, in one of the groups that may sign in. \
                     Without one SAML is not put in force for the Administration Console.";
    loop {
        let question = "E-mail address of that administrator";
        let Some(typed) = prompt::optional_text(question, explained, address)? else {
            return Ok(None);
        };
        match engine::why_not(jumpcloud, &typed).await {
            None => return Ok(Some(typed)),
            Some(error) => prompt::complain(&error),
        }
    }
}

/// Whether somebody is left who could mend it, should sign-in through JumpCloud fail.
fn backup_administrator(profile: &str) -> Result<bool> {
    prompt::remark(
        "Should sign-in fail then, it is mended by an administrator whom SAML does not concern, or by Mimecast's support.",
    );
    prompt::confirm(&format!(
        "Was it tried today that an administrator outside the profile \"{}\" can sign in?",
        text::name(profile)
    ))
}

/// Somebody whose sign-in is waited for: a user of JumpCloud.
///
/// # Errors
/// The person interrupted the run.
pub async fn ask_whom(jumpcloud: &JumpCloud) -> Result<String> {
    let explained =
        "The person who is going to try it: a user of JumpCloud who has access to the application.";
    loop {
        let question = "E-mail address of the person who is going to sign in";
        let typed = prompt::text(question, explained, address)?;
        match engine::why_not(jumpcloud, &typed).await {
            // What else keeps the person out is told while the sign-in is waited for.
            Some(error) if error.code == engine::USER_NOT_FOUND => prompt::complain(&error),
            _ => return Ok(typed),
        }
    }
}

fn address(typed: &str) -> Result<String> {
    email(typed).map_err(|problem| Error::usage("email-malformed", problem))
}

/// A foreign name as an entry of a list.
fn visible(name: &str) -> String {
    name.escape_debug().to_string()
}

/// Asks for the account code; one of another grid than was given is explained, and asked again.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_account_code(options: &mut Options, answers: &Answers) -> Result<AccountCode> {
    let explained = "The code of your account at Mimecast: the Mimecast console shows it under Account Settings. Its first \
                     letters tell the subdomain.";
    let given = (options.subdomain, options.mimecast_host.clone());
    let allowed: Allowed = options.allow.iter().copied().collect();
    let parse = |typed: &str| {
        let code: AccountCode = typed.parse()?;
        // Where nothing tells the subdomain, it is asked for next.
        if let Ok(located) = locate(given.0, given.1.as_deref(), &code)
            && let Some(refusal) = &located.refusal
            && !allowed.covers(refusal)
        {
            return Err(Error::usage(refusal.guard, refusal.message.clone()));
        }
        Ok(code)
    };
    let code = prompt::text("Mimecast account code (like CUK1A1)", explained, parse)?;
    answers.gave("account-code", code.as_str());
    options.account.account_code = Some(code.clone());
    Ok(code)
}

/// Asks for the subdomain where neither an option nor the account code tells it.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_subdomain(options: &mut Options, code: &AccountCode, answers: &Answers) -> Result<()> {
    let told = Grid::of_account_code(code).is_some();
    if told || options.subdomain.is_some() || options.mimecast_host.is_some() {
        return Ok(());
    }
    prompt::remark(&format!(
        "The account code {code} does not tell the subdomain, the XX of XX-api.mimecast.com."
    ));
    let grids = Grid::all();
    let items: Vec<String> = grids
        .iter()
        .map(|g| format!("{:<7} {}", g.subdomain, g.name))
        .collect();
    let grid = &grids[prompt::one("Mimecast subdomain", &items)?];
    answers.gave("subdomain", grid.subdomain);
    options.subdomain = Some(GridName(grid));
    Ok(())
}

/// Asks which of several organisations is meant.
///
/// # Errors
/// The person interrupted the run.
pub fn ask_organization(
    options: &mut Options,
    seen: &[Organization],
    answers: &Answers,
) -> Result<()> {
    prompt::remark("The JumpCloud API key sees several organisations; one of them is set up.");
    let items: Vec<String> = seen.iter().map(|o| text::shown(&o.to_string())).collect();
    let chosen = &seen[prompt::one("JumpCloud organisation", &items)?];
    answers.gave("jumpcloud-org", &chosen.id);
    options.jumpcloud_org = Some(chosen.id.clone());
    Ok(())
}
