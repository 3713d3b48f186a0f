//! The questions of a set-up, in the order in which answers follow from each other. What is answered wrong is explained,
//! with the names that come near, and asked again.

use crate::cli::prompt;
use crate::connector::Connector;
use crate::engine;
use crate::error::{Error, Result};
use crate::jumpcloud::JumpCloud;
use crate::plan::BACKUP_ADMINISTRATOR;
use crate::tenant::{Choice, Options, Scoped, email};
use crate::text;

use super::answers::{self, Given};
use super::asking::{Asking, keep};
use super::question::{Question, concerns_administrators};
use super::takeover::take_over;

/// From how many groups on a part of their names is asked for first: a list of ticks cannot be searched.
const MANY: usize = 30;

/// What a tick in the list of JumpCloud's groups comes to.
const LISTED: &str = "The members of each ticked group are given access to the application, and so is whoever joins it later. \
                      Access is only added: a group that has it keeps it, ticked or not.";

/// Asks for what has no default worth relying on, of an account and where that lives.
///
/// # Errors
/// Those of JumpCloud's client; the person interrupted the run.
pub async fn ask_for_the_rest(options: &mut Options, asking: &Asking<'_>) -> Result<()> {
    let answers = asking.answers;
    if options.connectors.is_empty() {
        let chosen = connectors(asking.before)?.into_iter();
        options.connectors = chosen.map(Choice::One).collect();
        let given = options.chosen_connectors().into_iter();
        let given = given.map(|c| ("connector", Some(c.to_string())));
        answers.gave(Question::Connectors, given.collect(), options);
        answers.take_back_stray(options);
    }
    take_over(options, asking).await?;
    // How they are given hangs on the connectors, which may have changed since.
    let mut give_groups = answers.has(Question::Groups);
    if is_open(Question::Groups, options)
        && options.groups.is_empty()
        && options.users.is_empty()
        && let Some(chosen) = groups(asking).await?
    {
        let connector = None;
        let for_all = |value| Scoped { connector, value };
        options.groups = chosen.into_iter().map(for_all).collect();
        give_groups = true;
    }
    if give_groups {
        let names: Vec<String> = options.groups.iter().map(|g| g.value.clone()).collect();
        let given = answers::groups(&names, &options.chosen_connectors());
        keep(Question::Groups, given, options, answers);
    }
    if is_open(Question::MimecastGroup, options)
        && options.mimecast_group.is_none()
        && (!options.pilot_only || answers.has(Question::Pilot))
    {
        options.mimecast_group = mimecast_group(&options.application_setting, asking).await?;
        let given = option("mimecast-group", options.mimecast_group.as_ref());
        keep(Question::MimecastGroup, given, options, answers);
    }
    if !concerns_administrators(options) {
        return Ok(());
    }
    if is_open(Question::Administrator, options) && options.admin.is_none() {
        options.admin = administrator(asking.jumpcloud).await?;
        let given = option("admin", options.admin.as_ref());
        keep(Question::Administrator, given, options, answers);
    }
    let step = BACKUP_ADMINISTRATOR.to_owned();
    if is_open(Question::BackupAdministrator, options) && !options.confirm_steps.contains(&step) {
        let confirmed = backup_administrator(&options.profile)?.then_some(step);
        let given = option("confirm-step", confirmed.as_ref());
        options.confirm_steps.extend(confirmed);
        keep(Question::BackupAdministrator, given, options, answers);
    }
    Ok(())
}

fn option(name: &'static str, value: Option<&String>) -> Vec<Given> {
    let given = value.map(|value| (name, Some(value.clone())));
    given.into_iter().collect()
}

/// Whether a question was not answered with nothing. Whether it was with something, its option tells.
fn is_open(question: Question, options: &Options) -> bool {
    !question.is_skipped(options)
}

/// Which connectors; at least one.
fn connectors(before: &Options) -> Result<Vec<Connector>> {
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
    let chosen = before.chosen_connectors();
    let ticked = Connector::ALL.map(|connector| chosen.contains(&connector));
    let explained = "apps signs people in who begin at Mimecast's login page. A tile leads from JumpCloud's user portal \
                     straight into the Personal Portal or the Administration Console. More can be added later by the \
                     same command.";
    loop {
        let chosen = prompt::many("Connectors", explained, &items, &ticked, |i| {
            Connector::ALL[i].as_str().to_owned()
        })?;
        if !chosen.is_empty() {
            return Ok(chosen.into_iter().map(|i| Connector::ALL[i]).collect());
        }
        prompt::remark("At least one connector is needed: tick it with the space bar.");
    }
}

/// Which of JumpCloud's groups, possibly none of them; `None` where there are none.
async fn groups(asking: &Asking<'_>) -> Result<Option<Vec<String>>> {
    let listed = asking.jumpcloud.groups().await?.into_iter();
    let names: Vec<String> = listed.map(|group| group.name).collect();
    if names.is_empty() {
        return Ok(None);
    }
    prompt::remark(
        "JumpCloud lets the members of these groups sign in to Mimecast, and refuses everybody else.",
    );
    let shown: Vec<String> = names.iter().map(|name| visible(name)).collect();
    let question = "JumpCloud user groups that may sign in";
    let was_ticked = |name: &String| asking.before.groups.iter().any(|g| g.value == *name);
    let before: Vec<bool> = names.iter().map(was_ticked).collect();
    let ticked = match names.len() > MANY {
        true => ticked_by_parts(question, &names, &shown, before)?,
        false => prompt::many(question, LISTED, &shown, &before, |i| shown[i].clone())?,
    };
    if ticked.is_empty() {
        prompt::remark(
            "No group ticked: groups that have access already keep it. Where none has, nobody could sign in, \
             so SAML is not going to be enforced.",
        );
    }
    Ok(Some(ticked.into_iter().map(|i| names[i].clone()).collect()))
}

/// Ticks in a long list, of which a part at a time is shown: what has a text in its name. What was ticked stays so.
fn ticked_by_parts(
    question: &str,
    names: &[String],
    shown: &[String],
    mut ticked: Vec<bool>,
) -> Result<Vec<usize>> {
    let explained = "With so many groups only those are listed whose names have this text in them; upper and lower case \
                     do not matter. You are asked again afterwards, for others.";
    prompt::remark(&format!("{question}: there are {}.", names.len()));
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
        let chosen = prompt::many(question, LISTED, &items, &before, |i| items[i].clone())?;
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
async fn mimecast_group(setting: &str, asking: &Asking<'_>) -> Result<Option<String>> {
    let question = "Mimecast group that is to sign in with SAML";
    let listed = match asking.mimecast {
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
    let before = asking.before.mimecast_group.as_ref();
    let before = listed.iter().position(|name| Some(name) == before);
    let explained = "The application setting is made for the group that you choose. Where the setting exists already, it \
                     keeps its group: choose the first entry then.";
    let first = before.map_or(0, |at| at + 1);
    let chosen = prompt::one(question, explained, &items, first)?;
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
    let question = format!(
        "Was it tried today that an administrator outside the profile \"{}\" can sign in?",
        text::name(profile)
    );
    let explained = "An administrator whom the application setting does not concern signs in with a password as before, and \
                     can take SAML out of force. Try it now, in a private browser window. Otherwise SAML is not put in force \
                     for the Administration Console of a real account.";
    prompt::confirm(&question, explained)
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

/// An e-mail address, as far as its form goes.
///
/// # Errors
/// `email-malformed`.
pub fn address(typed: &str) -> Result<String> {
    email(typed).map_err(|problem| Error::usage("email-malformed", problem))
}

/// A foreign name as an entry of a list.
fn visible(name: &str) -> String {
    name.escape_debug().to_string()
}
