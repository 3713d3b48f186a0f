//! What makes IdP metadata and its certificates fit for Mimecast. The only place that knows the limits.

use std::collections::BTreeSet;

use time::{Duration, OffsetDateTime};

use super::certificate::{Certificate, PublicKey};
use super::metadata::{IdpMetadata, POST_BINDING, REDIRECT_BINDING, Signature};
use crate::check::{Check, Status};
use crate::text;

/// The smallest RSA key, in bits.
pub const MIN_RSA_BITS: usize = 2048;
/// The smallest elliptic curve, in bits.
pub const MIN_EC_BITS: usize = 256;
/// A certificate that ends within this time is warned of.
pub const EXPIRY_WARNING: Duration = Duration::days(30);
/// A certificate that ends within this time is refused.
pub const EXPIRY_REFUSAL: Duration = Duration::days(7);

/// Why a certificate's key is not to be relied on.
pub fn key_problem(certificate: &Certificate) -> Option<String> {
    match certificate.key() {
        PublicKey::Rsa { bits } if bits < MIN_RSA_BITS => Some(format!(
            "its RSA key has {bits} bits, fewer than {MIN_RSA_BITS}"
        )),
        PublicKey::Ec { bits } if bits < MIN_EC_BITS => Some(format!(
            "its elliptic curve has {bits} bits, fewer than {MIN_EC_BITS}"
        )),
        PublicKey::Other => Some("its key is neither RSA nor on an elliptic curve".to_owned()),
        PublicKey::Rsa { .. } | PublicKey::Ec { .. } => None,
    }
}

/// Why a certificate is not valid at a time.
pub fn validity_problem(certificate: &Certificate, at: OffsetDateTime) -> Option<String> {
    if at < certificate.not_before() {
        return Some(format!(
            "it is not valid before {}",
            certificate.not_before().date()
        ));
    }
    if at >= certificate.not_after() {
        return Some(format!("it expired on {}", certificate.not_after().date()));
    }
    None
}

/// Holds metadata against every rule; `expected_sso` is the application's IdP URL, where it is known.
pub fn metadata_checks(
    metadata: &IdpMetadata,
    expected_sso: Option<&str>,
    at: OffsetDateTime,
) -> Vec<Check> {
    let mut checks = vec![entity_id(metadata), valid_until(metadata, at)];
    checks.extend(cache_duration(metadata));
    checks.extend(signature(metadata));
    checks.extend(
        metadata
            .signing_certificates
            .iter()
            .flat_map(|certificate| {
                [
                    key(certificate),
                    signature_algorithm(certificate),
                    validity(certificate, at),
                ]
            }),
    );
    checks.push(bindings(metadata));
    checks.push(location(metadata, expected_sso));
    checks
}

const NEW_CERTIFICATE: &str = "make a new IdP certificate in JumpCloud, and import the metadata into Mimecast's Authentication Profile";

fn entity_id(metadata: &IdpMetadata) -> Check {
    let id = &metadata.entity_id;
    if id.trim().is_empty() {
        return Check::new("entity-id", Status::Fail, "the entity ID is empty")
            .remedy("JumpCloud, the application's SSO tab: fill in IdP Entity ID");
    }
    let message = format!("the entity ID is \"{}\"", text::name(id));
    let unseen = if id.trim() != id {
        "it begins or ends with a blank"
    } else if id.contains(text::is_invisible) {
        "it holds a character that cannot be seen"
    } else {
        return Check::new("entity-id", Status::Pass, message);
    };
    Check::new("entity-id", Status::Fail, format!("{message}: {unseen}")).remedy(
        "JumpCloud, the application's SSO tab: type IdP Entity ID anew; Mimecast compares its Issuer with it letter by letter",
    )
}

fn valid_until(metadata: &IdpMetadata, at: OffsetDateTime) -> Check {
    match metadata.valid_until {
        None => Check::new(
            "valid-until",
            Status::Pass,
            "the document sets no end to its validity",
        ),
        Some(end) if end > at => {
            let message = format!("the document is valid until {}", end.date());
            Check::new("valid-until", Status::Pass, message)
        }
        Some(end) => {
            let message = format!("the document was valid until {}", end.date());
            Check::new("valid-until", Status::Fail, message).remedy("export the metadata again")
        }
    }
}

/// A mistake where there is one. Nothing else is judged by it: nobody here keeps the document.
fn cache_duration(metadata: &IdpMetadata) -> Option<Check> {
    let written = metadata.bad_cache_duration.as_deref()?;
    let message = format!("cacheDuration is no duration: \"{}\"", text::name(written));
    let check = Check::new("cache-duration", Status::Fail, message);
    Some(check.remedy("export the metadata again; a duration is written like P1D or PT12H"))
}

fn signature(metadata: &IdpMetadata) -> Option<Check> {
    let name = "metadata-signature";
    let signature = metadata.signature.as_ref()?;
    let message = signature.to_string();
    Some(match signature {
        Signature::Valid => Check::new(name, Status::Pass, message),
        Signature::Broken => Check::new(name, Status::Fail, message)
            .remedy("export the metadata again, and hand it on as it is"),
        Signature::Unverified(_) => Check::new(name, Status::Warn, message).remedy(
            "compare the certificate's fingerprint with the one that JumpCloud shows for the application",
        ),
    })
}

/// Which certificate is meant, where there are several.
fn of(certificate: &Certificate) -> String {
    format!(
        "the certificate {}…",
        &certificate.fingerprint_sha256()[..11]
    )
}

fn key(certificate: &Certificate) -> Check {
    match key_problem(certificate) {
        None => {
            let message = format!("{} has an {} key", of(certificate), certificate.key());
            Check::new("certificate-key", Status::Pass, message)
        }
        Some(problem) => {
            let message = format!("{}: {problem}", of(certificate));
            Check::new("certificate-key", Status::Fail, message).remedy(NEW_CERTIFICATE)
        }
    }
}

fn signature_algorithm(certificate: &Certificate) -> Check {
    let name = "certificate-signature";
    let algorithm = certificate.signature_algorithm();
    let message = format!("{} is signed with {algorithm}", of(certificate));
    if algorithm.is_weak() {
        return Check::new(name, Status::Fail, message).remedy(NEW_CERTIFICATE);
    }
    Check::new(name, Status::Pass, message)
}

fn validity(certificate: &Certificate, at: OffsetDateTime) -> Check {
    let name = "certificate-validity";
    if let Some(problem) = validity_problem(certificate, at) {
        let message = format!("{}: {problem}", of(certificate));
        return Check::new(name, Status::Fail, message).remedy(NEW_CERTIFICATE);
    }
    let left = certificate.not_after() - at;
    let message = format!(
        "{} is valid until {}, {} days more",
        of(certificate),
        certificate.not_after().date(),
        left.whole_days()
    );
    let status = if left <= EXPIRY_REFUSAL {
        Status::Fail
    } else if left <= EXPIRY_WARNING {
        Status::Warn
    } else {
        return Check::new(name, Status::Pass, message);
    };
    Check::new(name, status, message).remedy(NEW_CERTIFICATE)
}

fn bindings(metadata: &IdpMetadata) -> Check {
    let known = |binding: &str| match binding {
        POST_BINDING => "HTTP-POST".to_owned(),
        REDIRECT_BINDING => "HTTP-Redirect".to_owned(),
        other => text::value(other, 100),
    };
    let all: BTreeSet<String> = metadata.sso.iter().map(|e| known(&e.binding)).collect();
    let all: Vec<String> = all.into_iter().collect();
    let message = format!("sign-in requests go by {}", text::listed(all));
    if metadata.post_location().is_some() {
        return Check::new("bindings", Status::Pass, message);
    }
    Check::new("bindings", Status::Fail, message).remedy(
        "Mimecast sends its requests by HTTP-POST: export the metadata of the right application",
    )
}

fn location(metadata: &IdpMetadata, expected: Option<&str>) -> Check {
    let fail = |message: String| {
        Check::new("sso-location", Status::Fail, message)
            .remedy("export the metadata of the application whose IdP URL is to be used")
    };
    for endpoint in &metadata.sso {
        let location = text::value(&endpoint.location, 300);
        if !endpoint.location.starts_with("https://") {
            return fail(format!("the SSO location {location} is not https"));
        }
        if expected.is_some_and(|expected| endpoint.location != expected) {
            let expected = expected.unwrap_or_default();
            return fail(format!(
                "the SSO location is {location} instead of {expected}"
            ));
        }
    }
    let locations: BTreeSet<&str> = metadata.sso.iter().map(|e| e.location.as_str()).collect();
    let locations: Vec<String> = locations.into_iter().map(|l| text::value(l, 300)).collect();
    let what = match expected {
        Some(_) => "is https, and the application's IdP URL",
        None => "is https",
    };
    let message = format!("the SSO location {} {what}", text::listed(locations));
    Check::new("sso-location", Status::Pass, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saml::metadata::Endpoint;

    const SSO: &str = "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1";

    /// Valid in the year 2026.
    fn certificate() -> Certificate {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::default();
        params.not_before = time::macros::datetime!(2026-01-01 0:00 UTC);
        params.not_after = time::macros::datetime!(2027-01-01 0:00 UTC);
        Certificate::from_der(params.self_signed(&key).unwrap().der()).unwrap()
    }

    fn metadata() -> IdpMetadata {
        IdpMetadata {
            entity_id: "JumpCloud".to_owned(),
            sso: vec![Endpoint {
                binding: POST_BINDING.to_owned(),
                location: SSO.to_owned(),
            }],
            signing_certificates: vec![certificate()],
            want_authn_requests_signed: None,
            valid_until: None,
            bad_cache_duration: None,
            signature: None,
        }
    }

    /// The checks that did not pass, with how they came out.
    fn not_passed(metadata: &IdpMetadata, at: OffsetDateTime) -> Vec<(String, Status)> {
        let checks = metadata_checks(metadata, Some(SSO), at);
        let not_passed = checks.into_iter().filter(|c| c.status != Status::Pass);
        not_passed.map(|check| (check.name, check.status)).collect()
    }

    #[test]
    fn a_certificate_is_judged_by_the_days_it_has_left() {
        use time::macros::datetime;
        let found = |at| {
            not_passed(&metadata(), at)
                .into_iter()
                .map(|(_, s)| s)
                .collect::<Vec<_>>()
        };
        for (at, status) in [
            (datetime!(2025-12-31 23:59:59 UTC), vec![Status::Fail]),
            (datetime!(2026-01-01 0:00 UTC), vec![]),
            (datetime!(2026-12-01 23:59:59 UTC), vec![]),
            (datetime!(2026-12-02 0:00 UTC), vec![Status::Warn]),
            (datetime!(2026-12-24 23:59:59 UTC), vec![Status::Warn]),
            (datetime!(2026-12-25 0:00 UTC), vec![Status::Fail]),
            (datetime!(2027-01-01 0:00 UTC), vec![Status::Fail]),
        ] {
            assert_eq!(found(at), status, "{at}");
        }
    }

    #[test]
    fn each_mistake_fails_its_own_check() {
        let at = time::macros::datetime!(2026-06-01 0:00 UTC);
        assert_eq!(not_passed(&metadata(), at), []);
        let redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
        type Spoil = fn(&mut IdpMetadata);
        let cases: [(&str, Spoil); 13] = [
            ("entity-id", |m| m.entity_id = " ".to_owned()),
            ("entity-id", |m| m.entity_id.push(' ')),
            ("entity-id", |m| m.entity_id.insert(0, '\u{a0}')),
            ("entity-id", |m| m.entity_id.push('\u{feff}')),
            ("entity-id", |m| m.entity_id.insert(4, '\u{200b}')),
            ("cache-duration", |m| {
                m.bad_cache_duration = Some("P1DT".to_owned())
            }),
            ("cache-duration", |m| {
                m.bad_cache_duration = Some(String::new())
            }),
            ("metadata-signature", |m| {
                m.signature = Some(Signature::Broken)
            }),
            ("valid-until", |m| {
                m.valid_until = Some(time::macros::datetime!(2026-06-01 0:00 UTC))
            }),
            ("sso-location", |m| {
                m.sso[0].location = SSO.replace("https", "http")
            }),
            ("sso-location", |m| m.sso[0].location.push('x')),
            ("sso-location", |m| {
                let mut other = m.sso[0].clone();
                other.location.push('x');
                m.sso.push(other);
            }),
            ("bindings", |m| {
                m.sso[0].binding = REDIRECT_BINDING.to_owned()
            }),
        ];
        assert_eq!(REDIRECT_BINDING, redirect);
        for (name, spoil) in cases {
            let mut metadata = metadata();
            spoil(&mut metadata);
            assert_eq!(not_passed(&metadata, at), [(name.to_owned(), Status::Fail)]);
            let checks = metadata_checks(&metadata, Some(SSO), at);
            assert!(
                checks
                    .iter()
                    .all(|c| (c.status == Status::Fail) == c.remedy.is_some())
            );
        }
    }
}
