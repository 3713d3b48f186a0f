//! Offering to look after an application that somebody made by hand, in place of making another one beside it.

use crate::connector::{AccountCode, Connector, MimecastSite};
use crate::engine;
use crate::error::Result;
use crate::jumpcloud::JumpCloud;
use crate::plan::Surveyed;
use crate::tenant::{Options, Scoped, suffix};
use crate::text;

use super::answers::Answers;
use super::prompt;

/// Asks, for each chosen connector whose application is neither named nor there, whether one that somebody else made for it
/// is to be used.
///
/// # Errors
/// Those of JumpCloud's client; the person interrupted the run.
pub async fn take_over(
    options: &mut Options,
    jumpcloud: &JumpCloud,
    site: &MimecastSite,
    account_code: &AccountCode,
    answers: &Answers,
) -> Result<()> {
    let connectors = options.chosen_connectors().into_iter();
    let open: Vec<Connector> = connectors
        .filter(|connector| options.idp_url_suffix_of(*connector).is_none())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let made = engine::made_by_others(jumpcloud, site, account_code, &open).await?;
    for (connector, applications) in made {
        let taken: Vec<String> = values(&options.idp_url_suffix);
        let usable = applications.iter().filter_map(|application| {
            let named = named(connector, application)?;
            (!taken.contains(&named.value)).then_some((application, named))
        });
        if let Some(named) = chosen(connector, usable.collect())? {
            let answer = format!("{connector}:{}", named.value);
            answers.gave("idp-url-suffix", answer);
            options.idp_url_suffix.push(named);
        }
    }
    Ok(())
}

fn values(suffixes: &[Scoped<String>]) -> Vec<String> {
    suffixes.iter().map(|s| s.value.clone()).collect()
}

/// What `--idp-url-suffix` would name an application with; `None` where the option does not take what its IdP URL ends in.
fn named(connector: Connector, application: &Surveyed) -> Option<Scoped<String>> {
    suffix(&format!("{connector}:{}", application.suffix()?)).ok()
}

/// The one to use of those that are there; `None` where there are none, or a new one is to be made.
fn chosen(
    connector: Connector,
    usable: Vec<(&Surveyed, Scoped<String>)>,
) -> Result<Option<Scoped<String>>> {
    if usable.is_empty() {
        return Ok(None);
    }
    for (application, _) in &usable {
        let label = text::name(&application.label);
        prompt::remark(&format!("There is already \"{label}\" for {connector}"));
        for finding in &application.findings {
            prompt::remark(&format!("  {}: {}", finding.code, finding.message));
        }
    }
    let entries = usable.iter().map(|(application, named)| {
        let label = text::name(&application.label);
        format!("use it: \"{label}\" (saml2/{})", named.value)
    });
    let items: Vec<String> = entries.chain(["make a new one".to_owned()]).collect();
    let question = format!("JumpCloud application for {connector}");
    let at = prompt::one(&question, &items)?;
    Ok(usable.into_iter().nth(at).map(|(_, named)| named))
}
