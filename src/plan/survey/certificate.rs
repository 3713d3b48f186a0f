//! The certificate that an application signs with.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::connector::{AccountCode, Connector};
use crate::plan::ownership::naming;
use crate::plan::signer::OwnCertificate;
use crate::saml::rules::EXPIRY_WARNING;

/// What is wrong with it, or will be soon; `renewal` is what to do about that.
pub fn certificate(
    document: &Value,
    now: OffsetDateTime,
    renewal: &str,
    find: &mut impl FnMut(&'static str, String, &str),
) {
    let certificate = match OwnCertificate::of(document) {
        OwnCertificate::Shown(certificate) => certificate,
        OwnCertificate::NotShown => return,
        OwnCertificate::Unreadable => {
            return find(
                "certificate-unreadable",
                "its IdP certificate cannot be read".to_owned(),
                "open the application's SSO tab in JumpCloud, and look at its certificate",
            );
        }
    };
    let left = certificate.not_after() - now;
    let day = certificate.not_after().date();
    if left < Duration::ZERO {
        find(
            "certificate-ended",
            format!("its IdP certificate ended on {day}"),
            renewal,
        );
    } else if left < EXPIRY_WARNING {
        find(
            "certificate-ending",
            format!("its IdP certificate ends on {day}"),
            renewal,
        );
    }
}

/// What to do about a certificate near its end: of an application of this account, by its connector and what its IdP URL ends
/// in.
pub fn renewal(named: Option<(Connector, &str)>, account_code: &AccountCode) -> String {
    let options = named.map(|(connector, suffix)| naming(connector, suffix, account_code));
    let options = options.map_or_else(String::new, |options| format!(" {options}"));
    format!(
        "make a new one, and tell Mimecast of it in the same run: sso-setup mimecast rotate{options}"
    )
}
