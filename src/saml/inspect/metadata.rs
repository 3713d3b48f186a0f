//! IdP metadata.

use super::facts::{Fact, Section, certificate_facts, moment, short};
use crate::saml::metadata::{IdpMetadata, POST_BINDING};

pub(super) fn sections(metadata: &IdpMetadata) -> Vec<Section> {
    let mut idp = Section::new("Identity provider");
    idp.push(
        Fact::new("Entity ID", &metadata.entity_id)
            .jumpcloud("IdP Entity ID")
            .mimecast("Issuer"),
    );
    for endpoint in &metadata.sso {
        let name = format!("Sign-in address ({})", short(&endpoint.binding));
        let fact = Fact::new(name, &endpoint.location).jumpcloud("IdP URL");
        idp.push(match endpoint.binding == POST_BINDING {
            true => fact.mimecast("Login URL"),
            false => fact,
        });
    }
    idp.push(Fact::new(
        "Wants signed requests",
        match metadata.want_authn_requests_signed {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not said",
        },
    ));
    if let Some(end) = metadata.valid_until {
        idp.push(Fact::new("Valid until", moment(end)));
    }
    if let Some(written) = &metadata.bad_cache_duration {
        idp.push(Fact::new("Cache duration (no duration)", written));
    }
    if let Some(signature) = &metadata.signature {
        idp.push(Fact::new("Signature", signature.to_string()));
    }
    let mut sections = vec![idp];
    let count = metadata.signing_certificates.len();
    for (index, certificate) in metadata.signing_certificates.iter().enumerate() {
        let mut section = Section::new(match count {
            1 => "Signing certificate".to_owned(),
            _ => format!("Signing certificate {} of {count}", index + 1),
        });
        section.facts = certificate_facts(certificate);
        section.push(
            Fact::new("Certificate", certificate.to_base64())
                .jumpcloud("IdP Certificate")
                .mimecast("Identity Provider Certificate (Metadata)"),
        );
        sections.push(section);
    }
    sections
}
