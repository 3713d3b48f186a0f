//! IdP metadata documents.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};
use time::OffsetDateTime;
use url::Url;

use super::Certificate;
use crate::error::{Error, Result};
use crate::http::redact::printable;

/// Largest document read, in bytes. JumpCloud's are about 3 KB.
pub const MAX_BYTES: usize = 1 << 20;

/// The HTTP-POST binding, the one that Mimecast uses.
pub const POST_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// The HTTP-Redirect binding.
pub const REDIRECT_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
const SAML2_PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// Elements inside each other. JumpCloud's documents have six levels.
const MAX_DEPTH: usize = 64;

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

fn malformed(why: impl AsRef<str>) -> Error {
    Error::failed(
        "metadata-malformed",
        format!(
            "the IdP metadata cannot be used: {}",
            printable(why.as_ref(), 300)
        ),
    )
    .hint("it must be the XML document of one IdP: JumpCloud, the application's SSO tab, Export Metadata")
}

/// Where in the document the reader is. Certificates count only inside an IdP's KeyDescriptor: a
/// signature around the document carries one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Entity,
    Idp,
    Key { signing: bool },
    KeyInfo { signing: bool },
    X509Data { signing: bool },
    Certificate { signing: bool },
    Elsewhere,
}

#[derive(Default)]
struct Found {
    entity_id: Option<String>,
    idps: usize,
    sps: usize,
    sso: Vec<Endpoint>,
    certificates: Vec<Certificate>,
    want_signed: Option<bool>,
}

/// Reads the metadata of exactly one IdP.
///
/// Refused: a DOCTYPE, entities other than XML's five, encodings other than UTF-8, more than one
/// `EntityDescriptor` or `IDPSSODescriptor`, metadata of a service provider only, and a document
/// without entity ID, SAML 2.0 sign-in address or signing certificate.
///
/// # Errors
/// `metadata-malformed`, [`Kind::Failed`](crate::error::Kind::Failed).
pub fn parse(bytes: &[u8]) -> Result<IdpMetadata> {
    let text = text_of(bytes).map_err(malformed)?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut places: Vec<Place> = Vec::new();
    let mut found = Found::default();
    let mut certificate = String::new();
    let mut ended = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| malformed(format!("it is not well-formed XML ({error})")))?;
        match event {
            Event::Start(start) => {
                if ended {
                    return Err(malformed("something follows the root element"));
                }
                if places.len() >= MAX_DEPTH {
                    return Err(malformed("its elements are nested too deeply"));
                }
                let (namespace, local) = reader.resolver().resolve_element(start.name());
                let name = (
                    namespace_of(namespace).map_err(malformed)?,
                    local.into_inner(),
                );
                let place = found
                    .enter(places.last().copied(), name, &start)
                    .map_err(malformed)?;
                places.push(place);
            }
            Event::End(_) => {
                if let Some(Place::Certificate { signing }) = places.pop() {
                    // One for encryption is read too: a broken one is a broken document.
                    let read = Certificate::from_base64(&std::mem::take(&mut certificate))
                        .map_err(|error| malformed(error.message))?;
                    if signing {
                        found.certificates.push(read);
                    }
                }
                ended = places.is_empty();
            }
            Event::Text(text) => match places.last() {
                Some(Place::Certificate { .. }) => certificate.push_str(&text.xml10_content()),
                None if !text.trim().is_empty() => {
                    return Err(malformed("there is text outside the root element"));
                }
                _ => {}
            },
            Event::CData(text) => match places.last() {
                Some(Place::Certificate { .. }) => certificate.push_str(&text.xml10_content()),
                None => return Err(malformed("there is text outside the root element")),
                _ => {}
            },
            Event::GeneralRef(reference) => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|_| malformed("it holds a malformed character reference"))?;
                let predefined = matches!(&*reference, "lt" | "gt" | "amp" | "quot" | "apos");
                match (character, places.last()) {
                    (Some(c), Some(Place::Certificate { .. })) => certificate.push(c),
                    (_, None) => return Err(malformed("there is text outside the root element")),
                    (None, _) if !predefined => return Err(malformed("it refers to an entity")),
                    (None, Some(Place::Certificate { .. })) => {
                        return Err(malformed("its certificate is not base64"));
                    }
                    _ => {}
                }
            }
            Event::DocType(_) => return Err(malformed("it has a DOCTYPE")),
            Event::Decl(declaration) => {
                let utf8 = declaration
                    .encoding()
                    .is_none_or(|e| e.is_ok_and(|e| e.eq_ignore_ascii_case("utf-8")));
                if !utf8 {
                    return Err(malformed("its encoding is not UTF-8"));
                }
            }
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if !ended {
        return Err(malformed("it ends too early"));
    }
    found.finish()
}

impl Found {
    /// Takes in one element and says where the reader then is.
    fn enter(
        &mut self,
        parent: Option<Place>,
        name: (Option<&str>, &str),
        start: &BytesStart<'_>,
    ) -> Result<Place, String> {
        let attribute = |name: &str| attribute_of(start, name);
        Ok(match (parent, name) {
            (Some(_), (Some(METADATA), "EntityDescriptor")) => {
                return Err("it describes more than one entity".to_owned());
            }
            (None, (Some(METADATA), "EntityDescriptor")) => {
                self.entity_id = attribute("entityID")?;
                Place::Entity
            }
            (None, (namespace, local)) => {
                return Err(format!("its root is {}", describe_root(namespace, local)));
            }
            (Some(Place::Entity), (Some(METADATA), "IDPSSODescriptor")) => {
                let protocols = attribute("protocolSupportEnumeration")?.unwrap_or_default();
                if !protocols
                    .split_ascii_whitespace()
                    .any(|p| p == SAML2_PROTOCOL)
                {
                    return Err("its IdP does not speak SAML 2.0".to_owned());
                }
                self.idps += 1;
                self.want_signed = match attribute("WantAuthnRequestsSigned")?.as_deref() {
                    None => None,
                    Some("true" | "1") => Some(true),
                    Some("false" | "0") => Some(false),
                    Some(_) => return Err("WantAuthnRequestsSigned is no boolean".to_owned()),
                };
                Place::Idp
            }
            (Some(Place::Entity), (Some(METADATA), "SPSSODescriptor")) => {
                self.sps += 1;
                Place::Elsewhere
            }
            (Some(Place::Idp), (Some(METADATA), "KeyDescriptor")) => Place::Key {
                signing: match attribute("use")?.as_deref() {
                    None | Some("signing") => true,
                    Some("encryption") => false,
                    Some(_) => return Err("a key is neither for signing nor encryption".to_owned()),
                },
            },
            (Some(Place::Idp), (Some(METADATA), "SingleSignOnService")) => {
                let binding = attribute("Binding")?.unwrap_or_default();
                let location = attribute("Location")?.unwrap_or_default();
                if binding.is_empty() {
                    return Err("a SingleSignOnService has no Binding".to_owned());
                }
                let absolute = Url::parse(&location).is_ok_and(|url| {
                    matches!(url.scheme(), "https" | "http") && url.host_str().is_some()
                });
                if !absolute || location.chars().any(|c| c.is_control() || c == ' ') {
                    return Err(format!(
                        "the Location of a SingleSignOnService is no URL: \"{location}\""
                    ));
                }
                self.sso.push(Endpoint { binding, location });
                Place::Elsewhere
            }
            (Some(Place::Key { signing }), (Some(SIGNATURE), "KeyInfo")) => {
                Place::KeyInfo { signing }
            }
            (Some(Place::KeyInfo { signing }), (Some(SIGNATURE), "X509Data")) => {
                Place::X509Data { signing }
            }
            (Some(Place::X509Data { signing }), (Some(SIGNATURE), "X509Certificate")) => {
                Place::Certificate { signing }
            }
            (Some(Place::Certificate { .. }), _) => {
                return Err("there is an element inside a certificate".to_owned());
            }
            _ => Place::Elsewhere,
        })
    }

    fn finish(self) -> Result<IdpMetadata> {
        if self.idps == 0 {
            return Err(match self.sps {
                0 => malformed("it describes no IdP (IDPSSODescriptor is missing)"),
                _ => malformed("it is the metadata of a service provider, not of an IdP"),
            });
        }
        if self.idps > 1 {
            return Err(malformed("it describes more than one IdP"));
        }
        let entity_id = self.entity_id.unwrap_or_default();
        if entity_id.trim().is_empty() {
            return Err(malformed("it has no entity ID"));
        }
        if entity_id.len() > MAX_ENTITY_ID || entity_id.chars().any(char::is_control) {
            return Err(malformed(
                "its entity ID is longer than 1024 bytes or holds control characters",
            ));
        }
        if self.sso.is_empty() {
            return Err(malformed("it has no sign-in address (SingleSignOnService)"));
        }
        if self.certificates.is_empty() {
            return Err(malformed("it has no signing certificate"));
        }
        Ok(IdpMetadata {
            entity_id,
            sso: self.sso,
            signing_certificates: self.certificates,
            want_authn_requests_signed: self.want_signed,
            valid_until: None,
        })
    }
}

/// Whether the root element is `EntityDescriptor`; else what the document is, in a few words.
///
/// Reads no further than the root: for telling metadata from an error page.
///
/// # Errors
/// What was found instead.
pub fn check_root(bytes: &[u8]) -> Result<(), String> {
    let text = text_of(bytes)?;
    if text.trim().is_empty() {
        return Err("an empty body".to_owned());
    }
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let (namespace, local) = reader.resolver().resolve_element(start.name());
                let namespace = namespace_of(namespace)?;
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

fn text_of(bytes: &[u8]) -> Result<&str, String> {
    if bytes.len() > MAX_BYTES {
        return Err("a document larger than 1 MiB".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "a document that is not UTF-8".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn namespace_of(resolved: ResolveResult<'_>) -> Result<Option<&str>, String> {
    match resolved {
        ResolveResult::Bound(namespace) => Ok(Some(namespace.0)),
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Unknown(prefix) => {
            Err(format!("XML with the undeclared prefix \"{prefix}\""))
        }
    }
}

fn describe_root(namespace: Option<&str>, local: &str) -> String {
    match (namespace, local) {
        (Some(METADATA), "EntitiesDescriptor") => {
            "a list of entities (EntitiesDescriptor)".to_owned()
        }
        (_, local) if local.eq_ignore_ascii_case("html") => "an HTML page".to_owned(),
        (_, local) => format!("XML with the root element <{local}>"),
    }
}

/// An attribute without a prefix, normalised. Duplicates and malformed ones are errors.
fn attribute_of(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let mut found = None;
    for attribute in start.attributes() {
        let attribute =
            attribute.map_err(|error| format!("an attribute is malformed ({error})"))?;
        if attribute.key.as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| format!("the attribute {name} refers to an entity"))?;
            found = Some(value.into_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
