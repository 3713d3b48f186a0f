//! IdP metadata documents.

mod page;
mod signed;

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use time::OffsetDateTime;
use url::Url;

use super::Certificate;
use super::document::{self, Element, Instructions};
use super::signature::DSIG;
use super::time::{is_duration, parse as parse_time};
use crate::error::{Error, Result};
use crate::text;
pub use signed::Signature;
use uppsala::Document;

/// The HTTP-POST binding, the one that Mimecast uses.
pub const POST_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// The HTTP-Redirect binding.
pub const REDIRECT_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const SAML2_PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// Longest entity ID (SAML core, 8.3.6).
const MAX_ENTITY_ID: usize = 1024;

/// Where an IdP takes sign-in requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The binding's URN, like [`POST_BINDING`].
    pub binding: String,
    /// The absolute URL.
    pub location: String,
}

/// What an IdP's metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdpMetadata {
    /// The issuer: free text set by the administrator, often no URL.
    pub entity_id: String,
    /// Where sign-in requests go, in the document's order; at least one.
    pub sso: Vec<Endpoint>,
    /// The certificates for signing, or for any use, in the document's order; at least one.
    pub signing_certificates: Vec<Certificate>,
    /// Whether requests must be signed, where the document says so. JumpCloud's say either.
    pub want_authn_requests_signed: Option<bool>,
    /// Until when the document may be used, where it says so: the earliest end of the entity and the IdP.
    pub valid_until: Option<OffsetDateTime>,
    /// A `cacheDuration` that is no duration, as it is written: of no consequence here, and a mistake all the same.
    pub bad_cache_duration: Option<String>,
    /// What is known of the document's signature, where it has one.
    pub signature: Option<Signature>,
}

impl IdpMetadata {
    /// The address of the HTTP-POST binding.
    pub fn post_location(&self) -> Option<&str> {
        self.sso
            .iter()
            .find(|endpoint| endpoint.binding == POST_BINDING)
            .map(|endpoint| endpoint.location.as_str())
    }
}

/// The elements that SAML defines for an entity and an IdP. One of them in another namespace is a mistake,
/// not an extension: those stand in `Extensions`.
const KNOWN: [&str; 9] = [
    "IDPSSODescriptor",
    "SPSSODescriptor",
    "KeyDescriptor",
    "KeyInfo",
    "X509Data",
    "X509Certificate",
    "NameIDFormat",
    "SingleSignOnService",
    "SingleLogoutService",
];

fn malformed(why: impl AsRef<str>) -> Error {
    Error::failed(
        "metadata-malformed",
        format!(
            "the IdP metadata cannot be used: {}",
            text::line(why.as_ref())
        ),
    )
    .hint("it must be the XML document of one IdP: JumpCloud, the application's SSO tab, Export Metadata")
}

/// Reads the metadata of exactly one IdP.
///
/// Refused: a DOCTYPE, entities other than XML's five, encodings other than UTF-8, more than one
/// `EntityDescriptor` or `IDPSSODescriptor`, metadata of a service provider only, SAML's elements in
/// another namespace, values that are not of their type, and a document without entity ID, SAML
/// 2.0 sign-in address or signing certificate.
///
/// # Errors
/// `metadata-malformed` with line and column, [`Kind::Failed`](crate::error::Kind::Failed).
pub fn parse(bytes: &[u8]) -> Result<IdpMetadata> {
    if page::is_html(bytes) {
        return Err(page::error());
    }
    let text = document::screen(bytes, Instructions::Allowed)
        .map_err(|problem| malformed(problem.message))?;
    let tree = document::parse(&text).map_err(|problem| malformed(problem.message))?;
    let root = Element::root(&tree).ok_or_else(|| malformed("it is empty"))?;
    read(&tree, root).map_err(malformed)
}

/// What is wrong with an element, and where it stands.
fn at(element: Element<'_>, why: impl AsRef<str>) -> String {
    format!(
        "{} (line {}, column {})",
        why.as_ref(),
        element.line(),
        element.column()
    )
}

fn read(tree: &Document<'_>, entity: Element<'_>) -> Result<IdpMetadata, String> {
    if !entity.is(METADATA, "EntityDescriptor") {
        let what = describe_root(entity.namespace(), entity.name());
        return Err(at(entity, format!("its root is {what}")));
    }
    let mut inside = entity.self_and_descendants().skip(1);
    if let Some(second) = inside.find(|e| e.is(METADATA, "EntityDescriptor")) {
        return Err(at(second, "it describes more than one entity"));
    }
    let idp = one_idp(entity)?;
    let entity_id = entity_id(entity)?;
    let sso: Vec<Endpoint> = (idp.all(METADATA, "SingleSignOnService"))
        .map(endpoint)
        .collect::<Result<_, _>>()?;
    if sso.is_empty() {
        return Err(at(idp, "it has no sign-in address (SingleSignOnService)"));
    }
    let mut signing_certificates = Vec::new();
    for key in idp.all(METADATA, "KeyDescriptor") {
        // One for encryption is read too: a broken one is a broken document.
        let certificates = certificates(key)?;
        if is_for_signing(key)? {
            signing_certificates.extend(certificates);
        }
    }
    if signing_certificates.is_empty() {
        return Err(at(idp, "it has no signing certificate"));
    }
    let ends = [valid_until(entity)?, valid_until(idp)?];
    let signature = signed::signature(tree, entity, &signing_certificates);
    Ok(IdpMetadata {
        entity_id,
        sso,
        signing_certificates,
        want_authn_requests_signed: boolean(idp, "WantAuthnRequestsSigned")?,
        valid_until: ends.into_iter().flatten().min(),
        bad_cache_duration: [entity, idp].into_iter().find_map(bad_cache_duration),
        signature,
    })
}

fn one_idp(entity: Element<'_>) -> Result<Element<'_>, String> {
    known_namespaces(entity)?;
    let mut idps = entity.all(METADATA, "IDPSSODescriptor");
    let Some(idp) = idps.next() else {
        return Err(at(
            entity,
            match entity.first(METADATA, "SPSSODescriptor") {
                Some(_) => "it is the metadata of a service provider, not of an IdP",
                None => "it describes no IdP (IDPSSODescriptor is missing)",
            },
        ));
    };
    if let Some(second) = idps.next() {
        return Err(at(second, "it describes more than one IdP"));
    }
    known_namespaces(idp)?;
    let protocols = idp
        .attribute("protocolSupportEnumeration")
        .unwrap_or_default();
    if !protocols
        .split_ascii_whitespace()
        .any(|p| p == SAML2_PROTOCOL)
    {
        return Err(at(
            idp,
            "its IdP does not speak SAML 2.0 (protocolSupportEnumeration)",
        ));
    }
    Ok(idp)
}

/// Whether what stands in `parent` under one of SAML's names is SAML's.
fn known_namespaces(parent: Element<'_>) -> Result<(), String> {
    for child in parent.children() {
        let home = match child.name() {
            "KeyInfo" | "X509Data" | "X509Certificate" => DSIG,
            _ => METADATA,
        };
        if KNOWN.contains(&child.name()) && child.namespace() != Some(home) {
            return Err(at(
                child,
                format!(
                    "<{}> is in the wrong namespace",
                    text::value(child.name(), 60)
                ),
            ));
        }
    }
    Ok(())
}

fn entity_id(entity: Element<'_>) -> Result<String, String> {
    let id = entity.attribute("entityID").unwrap_or_default();
    if id.trim().is_empty() {
        return Err(at(entity, "it has no entity ID"));
    }
    if id.len() > MAX_ENTITY_ID || id.chars().any(char::is_control) {
        let why = "its entity ID is longer than 1024 bytes or holds control characters";
        return Err(at(entity, format!("{why}: \"{}\"", text::name(id))));
    }
    Ok(id.to_owned())
}

fn endpoint(service: Element<'_>) -> Result<Endpoint, String> {
    let binding = service.attribute("Binding").unwrap_or_default();
    if binding.is_empty() {
        return Err(at(service, "a SingleSignOnService has no Binding"));
    }
    let location = service.attribute("Location").unwrap_or_default();
    let absolute = Url::parse(location)
        .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.host_str().is_some());
    if !absolute || location.chars().any(|c| c.is_control() || c == ' ') {
        let why = format!(
            "the Location of a SingleSignOnService is no URL: \"{}\"",
            text::value(location, 300)
        );
        return Err(at(service, why));
    }
    Ok(Endpoint {
        binding: binding.to_owned(),
        location: location.to_owned(),
    })
}

fn is_for_signing(key: Element<'_>) -> Result<bool, String> {
    match key.attribute("use") {
        None | Some("signing") => Ok(true),
        Some("encryption") => Ok(false),
        Some(_) => Err(at(key, "a key is neither for signing nor encryption")),
    }
}

/// The certificates of a KeyDescriptor; keys in other forms are passed over.
fn certificates(key: Element<'_>) -> Result<Vec<Certificate>, String> {
    known_namespaces(key)?;
    let mut infos = key.all(DSIG, "KeyInfo");
    let (Some(info), None) = (infos.next(), infos.next()) else {
        return Err(at(key, "a KeyDescriptor does not have exactly one KeyInfo"));
    };
    known_namespaces(info)?;
    let mut certificates = Vec::new();
    for data in info.all(DSIG, "X509Data") {
        known_namespaces(data)?;
        for element in data.all(DSIG, "X509Certificate") {
            let text = element.text_around_comments();
            let text =
                text.map_err(|what| at(element, format!("{what} stands in a certificate")))?;
            let certificate = Certificate::from_base64(&text);
            certificates.push(certificate.map_err(|error| at(element, error.message))?);
        }
    }
    Ok(certificates)
}

fn boolean(element: Element<'_>, name: &str) -> Result<Option<bool>, String> {
    match element.attribute(name).map(str::trim) {
        None => Ok(None),
        Some("true" | "1") => Ok(Some(true)),
        Some("false" | "0") => Ok(Some(false)),
        Some(_) => Err(at(element, format!("{name} is no boolean"))),
    }
}

fn valid_until(element: Element<'_>) -> Result<Option<OffsetDateTime>, String> {
    let Some(text) = element.attribute("validUntil") else {
        return Ok(None);
    };
    let time = parse_time(text);
    time.map(Some)
        .ok_or_else(|| at(element, "validUntil is no date and time"))
}

fn bad_cache_duration(element: Element<'_>) -> Option<String> {
    let written = element.attribute("cacheDuration");
    written.filter(|text| !is_duration(text)).map(str::to_owned)
}

/// Whether the root element is `EntityDescriptor`; else what the document is, in a few words.
///
/// Reads no further than the root: for telling metadata from an error page.
///
/// # Errors
/// What was found instead.
pub fn check_root(bytes: &[u8]) -> Result<(), String> {
    if page::is_html(bytes) {
        return Err("an HTML page".to_owned());
    }
    let text = document::text_of(bytes).map_err(|what| format!("a document of which {what}"))?;
    if text.trim().is_empty() {
        return Err("an empty body".to_owned());
    }
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let (namespace, local) = reader.resolver().resolve_element(start.name());
                let namespace = match namespace {
                    ResolveResult::Bound(namespace) => Some(namespace.0),
                    ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
                };
                return match (namespace, local.into_inner()) {
                    (Some(METADATA), "EntityDescriptor") => Ok(()),
                    (namespace, local) => Err(describe_root(namespace, local)),
                };
            }
            Ok(Event::DocType(_)) => return Err("a document with a DOCTYPE".to_owned()),
            Ok(Event::Decl(_) | Event::Comment(_) | Event::PI(_)) => {}
            Ok(Event::Text(text)) if text.trim().is_empty() => {}
            _ => return Err("something that is not XML".to_owned()),
        }
    }
}

fn describe_root(namespace: Option<&str>, local: &str) -> String {
    match (namespace, local) {
        (Some(METADATA), "EntitiesDescriptor") => {
            "a list of entities (EntitiesDescriptor)".to_owned()
        }
        (_, local) if local.eq_ignore_ascii_case("html") => "an HTML page".to_owned(),
        (_, "EntityDescriptor") => "an EntityDescriptor in the wrong namespace".to_owned(),
        (_, local) => format!("XML with the root element <{}>", text::value(local, 60)),
    }
}

#[cfg(test)]
mod tests;
