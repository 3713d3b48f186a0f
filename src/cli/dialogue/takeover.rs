//! Offering to look after an application that somebody made by hand, in place of making another one beside it.

use crate::cli::prompt;
use crate::connector::Connector;
use crate::engine;
use crate::error::Result;
use crate::plan::Surveyed;
use crate::tenant::{Options, Scoped, locate, suffix};
use crate::text;

use super::asking::Asking;
use super::question::Question;

/// Asks, for each chosen connector whose application is neither named nor there, whether one that somebody else made for it
/// is to be used.
///
/// # Errors
/// Those of JumpCloud's client; the person interrupted the run.
pub async fn take_over(options: &mut Options, asking: &Asking<'_>) -> Result<()> {
    let connectors = options.chosen_connectors().into_iter();
    let open: Vec<Connector> = connectors
        .filter(|connector| options.idp_url_suffix_of(*connector).is_none())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let account_code = asking.account_code;
    let host = options.mimecast_host.as_deref();
    let site = locate(options.subdomain, host, account_code)?.site;
    let made = engine::made_by_others(asking.jumpcloud, &site, account_code, &open).await?;
    for (connector, applications) in made {
        let taken: Vec<String> = values(&options.idp_url_suffix);
        let usable = applications.iter().filter_map(|application| {
            let named = named(connector, application)?;
            (!taken.contains(&named.value)).then_some((application, named))
        });
        let usable: Vec<(&Surveyed, Scoped<String>)> = usable.collect();
        if usable.is_empty() {
            continue;
        }
        // A new one is named too: asked again, it would be a question still.
        let new = Scoped {
            connector: Some(connector),
            value: connector.default_suffix(account_code),
        };
        let named = chosen(connector, usable)?.unwrap_or(new);
        let answer = format!("{connector}:{}", named.value);
        let question = Question::Application(connector);
        options.idp_url_suffix.push(named);
        let answers = asking.answers;
        answers.gave_one(question, "idp-url-suffix", answer, options);
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

/// The one to use of those that are there; `None` where a new one is to be made.
fn chosen(
    connector: Connector,
    usable: Vec<(&Surveyed, Scoped<String>)>,
) -> Result<Option<Scoped<String>>> {
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
    let explained = "One that is there is used from now on: what sign-in hangs on is mended, and the rest stays as it is, \
                     its label, its attributes and who has access. A new one is made beside it; where both would have the \
                     same values, that wants --allow foreign-object.";
    let at = prompt::one(&question, explained, &items, 0)?;
    Ok(usable.into_iter().nth(at).map(|(_, named)| named))
}
