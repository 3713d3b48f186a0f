//! Whether Mimecast lets somebody in with an answer.
//!
//! The answer's own words choose the block that it is checked with, and nothing more: whoever it then
//! names must be named by an answer that holds with that block's issuer and certificate.

use time::OffsetDateTime;

use super::memory::{Memory, SignedIn};
use super::site;
use super::target::{self, Target};
use crate::check::{Check, Status, none_failed};
use crate::connector::Grid;
use crate::saml::document::{self, Element, Instructions};
use crate::saml::metadata::POST_BINDING;
use crate::saml::response::{self, ASSERTION, Expected, PROTOCOL};
use crate::saml::{Certificate, Endpoint, IdpMetadata};
use crate::sandbox::idp::application_with_certificate;
use crate::sandbox::mimecast::state::{Block, Profile};
use crate::sandbox::state::State;
use crate::sandbox::store::Store;

/// What came of an answer.
#[derive(Debug)]
pub struct Outcome {
    /// What was looked at, by this place and by the checker.
    pub checks: Vec<Check>,
    /// Whom the answer names, proven or not, and where it leads as far as that is known.
    pub named: Option<(String, Option<Target>)>,
    /// Who is let in; only if no check failed.
    pub signed_in: Option<SignedIn>,
}

/// What an answer says of itself, before anything is proven.
#[derive(Debug, Default)]
struct Claims {
    /// Whether it is a Response at all.
    readable: bool,
    in_response_to: Option<String>,
    name_id: Option<String>,
}

/// Takes the answer that came to an ACS URL of a grid: a tile's, or else the one for answers to requests.
pub fn consume(
    store: &Store,
    memory: &Memory,
    grid: &'static Grid,
    tile: Option<Target>,
    xml: &[u8],
    at: OffsetDateTime,
) -> Outcome {
    let claims = claims(xml).unwrap_or_default();
    let request = match (tile, &claims.in_response_to) {
        (None, Some(id)) => memory.requests.get(id),
        _ => None,
    };
    let asked_for = request.as_ref().map(|request| request.target);
    let target = tile.or(asked_for);
    let named = claims.name_id.clone().map(|name| (name, target));
    let mut checks = Vec::new();
    if tile.is_none() && claims.readable {
        checks.push(request_check(&claims, request.is_some()));
    }
    if target.is_none() && claims.readable {
        // Where it leads, and so whose certificate it is held against, only the request could say.
        return Outcome {
            checks,
            named,
            signed_in: None,
        };
    }
    let proven = store.read_in_effect(|state, newest| {
        checks.extend((!newest).then(not_yet));
        let place = Place {
            state,
            grid,
            tile,
            target: target.unwrap_or(Target::Portal),
        };
        place.check(xml, &claims, at, &mut checks)
    });
    let mut signed_in = None;
    if let Some((proven, assertion)) = proven.filter(|_| none_failed(&checks)) {
        let replay = spend(
            memory,
            &claims,
            request.is_some(),
            &proven.issuer,
            &assertion,
        );
        signed_in = (replay.status == Status::Pass).then_some(proven);
        checks.push(replay);
    }
    Outcome {
        checks,
        named,
        signed_in,
    }
}

/// Reads what an answer says of itself. What cannot be read says nothing; the checker says why.
fn claims(xml: &[u8]) -> Option<Claims> {
    let text = document::screen(xml, Instructions::Refused).ok()?;
    let tree = document::parse(&text).ok()?;
    let root = Element::root(&tree).filter(|root| root.is(PROTOCOL, "Response"))?;
    let name_id = root
        .first(ASSERTION, "Assertion")
        .and_then(|assertion| assertion.first(ASSERTION, "Subject"))
        .and_then(|subject| subject.first(ASSERTION, "NameID"))
        .and_then(|name_id| name_id.text().ok());
    Some(Claims {
        readable: true,
        in_response_to: root.attribute("InResponseTo").map(str::to_owned),
        name_id: name_id.map(|name_id| name_id.trim().to_owned()),
    })
}

/// At `/login/saml`: whether the answer is to a request of this place that was not answered yet.
fn request_check(claims: &Claims, known: bool) -> Check {
    let check = |status, message: &str| Check::new("outstanding-request", status, message);
    match &claims.in_response_to {
        Some(_) if known => check(Status::Pass, "it answers a request that Mimecast sent"),
        Some(_) => check(
            Status::Fail,
            "Mimecast sent no such request, or it was answered already, or it has expired",
        )
        .remedy("start again at Mimecast's login page"),
        None => check(
            Status::Fail,
            "it answers no request, and /login/saml takes only answers to Mimecast's own requests",
        )
        .remedy(
            "start at Mimecast's login page, or set up a tile of its own: the connectors \
             personal-portal and admin-console",
        ),
    }
}

/// Said where the answer is not held against the newest profiles and settings.
fn not_yet() -> Check {
    Check::new(
        "propagation",
        Status::Warn,
        "profiles or settings were changed a short while ago, and Mimecast does not act on that yet: the answer was held \
         against what they were before",
    )
}

/// The last look, after everything else held: each request is answered once, and each assertion is used
/// once.
fn spend(
    memory: &Memory,
    claims: &Claims,
    requested: bool,
    issuer: &str,
    assertion: &str,
) -> Check {
    let first = memory.used.first_time(&format!("{issuer}\n{assertion}"));
    let open = match &claims.in_response_to {
        Some(id) if requested => memory.requests.take(id).is_some(),
        _ => true,
    };
    if first && open {
        return Check::new("replay", Status::Pass, "it was not used before");
    }
    Check::new("replay", Status::Fail, "it was used before")
        .remedy("start again: an answer signs in once")
}

/// Where an answer came to.
struct Place<'s> {
    state: &'s State,
    grid: &'static Grid,
    tile: Option<Target>,
    target: Target,
}

impl Place<'_> {
    /// Checks an answer; gives who it names and the assertion's ID, which count only if nothing failed.
    fn check(
        &self,
        xml: &[u8],
        claims: &Claims,
        at: OffsetDateTime,
        checks: &mut Vec<Check>,
    ) -> Option<(SignedIn, String)> {
        let code = site::account_code(self.state)?;
        let Some(profile) = self.profile(claims) else {
            let message = "no authentication profile applies";
            checks.push(Check::new("saml-block", Status::Fail, message));
            return None;
        };
        let block = target::block(profile, self.target.block());
        checks.extend(
            claims
                .name_id
                .as_deref()
                .map(|address| self.user_check(address)),
        );
        checks.push(self.block_check(profile, block));
        if self.tile.is_some() {
            checks.push(tile_check(profile, block));
        }
        let metadata = metadata(block)?;
        let expected = Expected {
            metadata: &metadata,
            acs_url: &site::acs_url(self.grid, self.tile),
            sp_entity_id: &site::sp_entity_id(self.grid, &code),
            request_id: match self.tile {
                None => claims.in_response_to.as_deref(),
                Some(_) => None,
            },
            at,
        };
        let verdict = response::check(xml, &expected);
        checks.extend(verdict.checks);
        let sign_in = verdict.sign_in?;
        if claims.name_id.as_deref() != Some(sign_in.name_id.trim()) {
            let message = "the signed name is not the one that the profile was chosen by";
            checks.push(Check::new("saml-block", Status::Fail, message));
            return None;
        }
        let signed_in = SignedIn {
            target: self.target,
            from_tile: self.tile.is_some(),
            user: sign_in.name_id,
            application: application_with_certificate(self.state, &block.certificate),
            profile: profile.description.clone(),
            logout_url: block.logout_url.clone(),
            attributes: sign_in.attributes,
            issuer: metadata.entity_id,
            at,
        };
        Some((signed_in, sign_in.assertion_id))
    }

    /// The profile of whoever the answer names. One that names nobody is refused whatever it is held
    /// against; it is held against a profile that says the most about it.
    fn profile(&self, claims: &Claims) -> Option<&Profile> {
        let mimecast = &self.state.mimecast;
        if let Some(address) = &claims.name_id {
            return target::profile(mimecast, address, self.target);
        }
        let mut profiles = mimecast.profiles.iter();
        profiles.find(|profile| target::block(profile, self.target.block()).enforced)
    }

    fn user_check(&self, address: &str) -> Check {
        let check = |status, message: String| Check::new("mimecast-user", status, message);
        if target::is_user(&self.state.mimecast, address) {
            return check(Status::Pass, format!("Mimecast knows \"{address}\""));
        }
        check(
            Status::Fail,
            format!("Mimecast knows nobody with the address \"{address}\""),
        )
        .remedy("the NameID must be the person's primary e-mail address in Mimecast")
    }

    fn block_check(&self, profile: &Profile, block: &Block) -> Check {
        let check = |status, message: String| Check::new("saml-block", status, message);
        let (name, label) = (&profile.description, self.target.block().console_label());
        if block.enforced && metadata(block).is_some() {
            let message = format!("the profile \"{name}\" has \"{label}\" ticked");
            return check(Status::Pass, message);
        }
        let message = match block.enforced {
            true => format!("\"{label}\" in the profile \"{name}\" lacks issuer or certificate"),
            false => format!("the profile \"{name}\" does not have \"{label}\" ticked"),
        };
        check(Status::Fail, message).remedy(
            "complete the authentication profile, and see that an application setting gives it to a \
             group that the person is in",
        )
    }
}

fn tile_check(profile: &Profile, block: &Block) -> Check {
    let check = |status, message: String| Check::new("allow-single-sign-on", status, message);
    let name = &profile.description;
    if block.allow_single_sign_on {
        let message = format!("the profile \"{name}\" allows sign-in that starts at a tile");
        return check(Status::Pass, message);
    }
    let message = format!("the profile \"{name}\" does not have Allow Single Sign On ticked");
    check(Status::Fail, message).remedy("tick Allow Single Sign On in this block of the profile")
}

/// What a block knows of its identity provider, as metadata would say it.
fn metadata(block: &Block) -> Option<IdpMetadata> {
    if block.issuer.is_empty() {
        return None;
    }
    Some(IdpMetadata {
        entity_id: block.issuer.clone(),
        sso: vec![Endpoint {
            binding: POST_BINDING.to_owned(),
            location: block.login_url.clone(),
        }],
        signing_certificates: vec![Certificate::from_base64(&block.certificate).ok()?],
        want_authn_requests_signed: None,
        valid_until: None,
        bad_cache_duration: None,
        signature: None,
    })
}
