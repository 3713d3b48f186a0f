//! Credentials that are typed: each is tried as soon as it is typed, and asked for again where it is rejected.

use secrecy::SecretString;

use crate::cli::printer::Printer;
use crate::cli::prompt;
use crate::cli::reach::Reach;
use crate::error::{Error, Result};
use crate::mimecast::Mimecast;
use crate::tenant::JumpCloudCredentials;

/// Asks for JumpCloud's API key until JumpCloud takes one.
///
/// # Errors
/// Those of JumpCloud's client, but that the key is rejected; the person interrupted the run.
pub async fn ask_jumpcloud_key(reach: &mut Reach, printer: &Printer) -> Result<()> {
    prompt::remark("Where to find it: JumpCloud admin console, your initials, My API Key.");
    let explained = "An administrator's key: JumpCloud admin console, your initials, My API Key. It is not shown while it is \
                     typed or pasted, and not kept. To be asked no more, set JUMPCLOUD_API_KEY.";
    loop {
        let key = prompt::secret("JumpCloud API key", explained)?;
        reach.credentials.jumpcloud = Some(JumpCloudCredentials::ApiKey(key));
        printer.mask(reach.credentials.secrets());
        // What the run asks first anyway.
        let tried = match reach.jumpcloud_client() {
            Ok(client) => client.organizations().await.map(drop),
            Err(error) => Err(error),
        };
        match tried {
            Ok(()) => return Ok(()),
            Err(error) if is_rejected(&error) => prompt::complain(&error),
            Err(error) => return Err(error),
        }
    }
}

/// Asks for Mimecast's credentials until Mimecast takes some. Where they are `optional`, none may be given.
///
/// # Errors
/// Those of Mimecast's client, but that they are rejected; the person interrupted the run.
pub async fn ask_mimecast_credentials(
    reach: &mut Reach,
    optional: bool,
    printer: &Printer,
) -> Result<()> {
    prompt::remark(match optional {
        true => {
            "Mimecast API credentials tell the account code and the subdomain, and let groups be chosen from a list. You can \
             do without."
        }
        false => {
            "Where to find them: Mimecast console, Integrations Hub, Mimecast API 2.0, of an application of yours."
        }
    });
    let explained = "Client id and secret of an API 2.0 application: Mimecast console, Integrations Hub, Mimecast API 2.0. \
                     The secret is shown there once. Neither is shown here, or kept. To be asked no more, set \
                     MIMECAST_CLIENT_ID and MIMECAST_CLIENT_SECRET.";
    loop {
        let id = match optional {
            true => prompt::optional_secret("Mimecast client id (Enter: none)", explained)?,
            false => Some(prompt::secret("Mimecast client id", explained)?),
        };
        let Some(id) = id else { return Ok(()) };
        let secret = prompt::secret("Mimecast client secret", explained)?;
        reach.credentials.mimecast = Some((id.clone(), secret.clone()));
        printer.mask(reach.credentials.secrets());
        match tried(reach, id, secret).await {
            Ok(()) => return Ok(()),
            Err(error) if is_rejected(&error) => {
                reach.credentials.mimecast = None;
                prompt::complain(&error);
            }
            Err(error) => return Err(error),
        }
    }
}

async fn tried(reach: &Reach, id: SecretString, secret: SecretString) -> Result<()> {
    let client = Mimecast::new(reach.mimecast.clone(), id, secret)?;
    // What the run asks first anyway; that the account is not told is judged there.
    client.account_told().await.map(drop)
}

/// Whether an error says that the credential is wrong, and nothing of the service or of a permission.
fn is_rejected(error: &Error) -> bool {
    matches!(
        error.code,
        "jumpcloud-key-rejected"
            | "jumpcloud-key-malformed"
            | "mimecast-credentials-rejected"
            | "mimecast-credentials-malformed"
    )
}
