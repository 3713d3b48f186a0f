//! Recorded traffic against the descriptions that it belongs to, message by message.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::openapi::{Place, Spec};
use crate::proxy::{Answered, Exchange};

/// JumpCloud's calls that its specifications do not document, although they list the paths.
pub struct Exception {
    pub method: &'static str,
    pub template: &'static str,
    /// Where it is known from.
    pub source: &'static str,
    /// What such an exchange must still look like.
    pub fits: fn(&Exchange) -> bool,
}

pub const EXCEPTIONS: [Exception; 2] = [
    Exception {
        method: "GET",
        template: "/organizations/{organizationId}/applications/{applicationId}/metadata.xml",
        source: "the v1 specification lists the path without operations; that reading it with x-api-key gives the \
                 document: CognotektGmbH/terraform-provider-jumpcloud, jumpcloud/utils.go",
        fits: |exchange| {
            let answered = &exchange.answered;
            let media_type = answered.header("content-type").unwrap_or_default();
            let text = String::from_utf8_lossy(&answered.body);
            let is_document = media_type.contains("xml") && text.contains("EntityDescriptor");
            exchange.asked.body.is_empty() && (answered.status != 200 || is_document)
        },
    },
    Exception {
        method: "POST",
        template: "/applications/{application_id}/logo",
        source: "the v2 specification of this edition has only DELETE; POST with the multipart field `image` and 204: \
                 the edition in ConductorOne/baton-jumpcloud, pkg/jcapi2/api/openapi.yaml, applications_postLogo",
        fits: |exchange| {
            let media_type = exchange.asked.header("content-type").unwrap_or_default();
            let form = String::from_utf8_lossy(&exchange.asked.body);
            let has_image = form.contains("Content-Disposition: form-data; name=\"image\"");
            let answered = &exchange.answered;
            let done = answered.status != 204 || answered.body.is_empty();
            media_type.starts_with("multipart/form-data") && has_image && done
        },
    },
];

/// A failure that JumpCloud gives in another shape than its specifications' standard error. No operation of v1 lists any
/// failure, so it is the standard error that is doubtful.
pub struct OddFailure {
    pub service: &'static str,
    pub method: &'static str,
    pub template: &'static str,
    pub status: u16,
    pub source: &'static str,
    /// What the failure must look like.
    pub fits: fn(&Answered) -> bool,
}

const BAD_DOCUMENT: &str = "{\"status\":400,\"error\"}, with a number for `status`: loadsmart/terraform-provider-jumpcloud, \
                            fake_saml_test.go";

fn is_bad_document(answered: &Answered) -> bool {
    let body: Value = serde_json::from_slice(&answered.body).unwrap_or_default();
    body["status"] == 400 && body["error"].is_string()
}

/// Directory Insights lists no failure at all, and defines none.
const fn refused_query(status: u16) -> OddFailure {
    OddFailure {
        service: "insights",
        method: "POST",
        template: "/events",
        status,
        source: "the shape that v1 answers with is assumed",
        fits: |answered| {
            let body: Value = serde_json::from_slice(&answered.body).unwrap_or_default();
            body["message"].is_string()
        },
    }
}

pub const ODD_FAILURES: [OddFailure; 6] = [
    refused_query(400),
    refused_query(401),
    refused_query(404),
    OddFailure {
        service: "v1",
        method: "POST",
        template: "/applications",
        status: 400,
        source: BAD_DOCUMENT,
        fits: is_bad_document,
    },
    OddFailure {
        service: "v1",
        method: "PUT",
        template: "/applications/{id}",
        status: 400,
        source: BAD_DOCUMENT,
        fits: is_bad_document,
    },
    OddFailure {
        service: "v1",
        method: "POST",
        template: "/applications",
        status: 503,
        source: "a page, where an empty certificate is sent: newriverstrat/terraform-provider-jumpcloud, \
                 resource_application.go",
        fits: |answered| {
            let media_type = answered.header("content-type").unwrap_or_default();
            media_type.starts_with("text/html") && answered.body.starts_with(b"<html>")
        },
    },
];

/// A service account's token, which no specification of JumpCloud's has: path, form and Basic authentication as its own command
/// line sends them (TheJumpCloud/jc-cli, internal/api/oauth.go).
pub const TOKEN: &str = "oauth POST /oauth2/token";

fn token_problem(exchange: &Exchange) -> Option<String> {
    let asked = &exchange.asked;
    let basic = asked.header("authorization").unwrap_or_default();
    let fits = asked.method == "POST"
        && basic.starts_with("Basic ")
        && asked.body == b"grant_type=client_credentials&scope=api";
    (!fits).then(|| "is not the token request that is known".to_owned())
}

/// Mimecast's public calls, of which there is no description to hold them against (facts from its Postman collection and
/// from the clients named in the modules of `mimecast`). Nothing else may be called.
const MIMECAST_PUBLIC: [&str; 11] = [
    "POST /oauth/token",
    "GET /identity/whoami",
    "POST /api/account/get-account",
    "POST /api/audit/get-audit-events",
    "POST /api/directory/find-groups",
    "POST /api/directory/get-group-members",
    // Its name is public, its path assumed; it is not sent where Mimecast is changed by hand.
    "POST /api/user/get-internal-users",
    "GET /directory/cloud-gateway/v1/groups",
    "GET /directory/cloud-gateway/v1/groups/{id}/members",
    "POST /directory/cloud-gateway/v1/groups",
    "POST /directory/cloud-gateway/v1/groups/{id}/members",
];

/// What no public API offers: the calls of the contract that this project assumes.
pub const ASSUMED: [&str; 2] = ["/api/authentication-profile/", "/api/application-setting/"];

/// The descriptions of everything that is called.
pub struct Specs {
    v1: Spec,
    v2: Spec,
    insights: Spec,
    mimecast: Spec,
}

/// Messages checked, by service, method and template.
pub type Tally = BTreeMap<String, usize>;

impl Specs {
    /// Reads JumpCloud's specifications, or says why not. They are not part of this repository.
    pub fn read() -> Result<Specs, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = std::env::var_os("SSO_SETUP_OPENAPI_DIR")
            .map_or_else(|| root.join("../shared/openapi"), PathBuf::from);
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
            let document: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{} is no JSON: {error}", path.display()));
            Ok::<_, String>(Spec::new(document))
        };
        let assumed = root.join("fixtures/mimecast/authentication-profiles.openapi.json");
        Ok(Specs {
            v1: read(folder.join("jumpcloud-v1.json"))?,
            v2: read(folder.join("jumpcloud-v2.json"))?,
            insights: read(folder.join("jumpcloud-directory-insights.json"))?,
            mimecast: read(assumed).unwrap_or_else(|problem| panic!("{problem}")),
        })
    }

    /// An exception stands only as long as the specification lists the path without the method.
    pub fn check_exceptions(&self) {
        for Exception {
            method,
            template,
            source,
            ..
        } in &EXCEPTIONS
        {
            let listed = [&self.v1, &self.v2].map(|spec| spec.methods_of(template));
            assert!(
                !listed.iter().flatten().any(|known| known == method),
                "{method} {template} is documented by now; drop the exception ({source})"
            );
        }
    }

    /// Checks every exchange: the answer, and the request where the tool sent it.
    pub fn check(&self, log: &[Exchange]) -> (Tally, Vec<String>) {
        let mut tally = Tally::new();
        let mut problems = Vec::new();
        for exchange in log {
            let (place, found) = self.problems(exchange);
            *tally.entry(place).or_default() += 1;
            let asked = &exchange.asked;
            let line = format!("{} {}", asked.method, asked.target);
            let status = exchange.answered.status;
            problems.extend(
                found
                    .iter()
                    .map(|problem| format!("{line} -> {status}: {problem}")),
            );
        }
        (tally, problems)
    }

    /// Where an exchange belongs, and what is wrong with it.
    fn problems(&self, exchange: &Exchange) -> (String, Vec<String>) {
        let asked = &exchange.asked;
        if asked.path() == "/jumpcloud/oauth2/token" {
            return (
                TOKEN.to_owned(),
                token_problem(exchange).into_iter().collect(),
            );
        }
        let (service, spec, path) = match asked.path() {
            path if path.starts_with("/jumpcloud/api/v2/") => {
                ("v2", &self.v2, &path["/jumpcloud".len()..])
            }
            path if path.starts_with("/jumpcloud/insights/") => {
                ("insights", &self.insights, &path["/jumpcloud".len()..])
            }
            path if path.starts_with("/jumpcloud/") => {
                ("v1", &self.v1, &path["/jumpcloud".len()..])
            }
            path => (
                "mimecast",
                &self.mimecast,
                path.strip_prefix("/mimecast").unwrap_or(path),
            ),
        };
        let method = asked.method.as_str();
        let name = |template: &str| format!("{service} {method} {template}");
        let template = match spec.place(method, path) {
            Place::Operation(template) => template,
            Place::NoSuchMethod(template) => {
                let mut exceptions = EXCEPTIONS.iter();
                let excepted = exceptions.find(|e| e.method == method && e.template == template);
                let problem = match excepted {
                    Some(exception) if (exception.fits)(exchange) => None,
                    Some(exception) => Some(format!("is not as known from {}", exception.source)),
                    None => Some("the method is not documented".to_owned()),
                };
                return (name(&template), problem.into_iter().collect());
            }
            Place::NoSuchPath if service == "mimecast" => {
                let group = path
                    .strip_prefix("/directory/cloud-gateway/v1/groups/")
                    .and_then(|rest| rest.strip_suffix("/members"));
                let path = match group.is_some_and(|id| !id.contains('/')) {
                    true => "/directory/cloud-gateway/v1/groups/{id}/members",
                    false => path,
                };
                let line = format!("{method} {path}");
                let problem = match MIMECAST_PUBLIC.contains(&line.as_str()) {
                    true => None,
                    false => Some("Mimecast has no such call".to_owned()),
                };
                return (name(path), problem.into_iter().collect());
            }
            Place::NoSuchPath => {
                return (name(path), vec!["the path is not documented".to_owned()]);
            }
        };
        let mut found = Vec::new();
        if asked.by_tool() {
            found.extend(spec.request_problems(&template, asked));
            // The specifications know of keys only; service accounts came later (jc-cli's internal/api/oauth.go).
            let bearer = asked.header("authorization").unwrap_or_default();
            if service != "mimecast" && bearer.starts_with("Bearer ") {
                found.retain(|problem| problem != "the header x-api-key is missing");
            }
        }
        let answered = &exchange.answered;
        let odd = ODD_FAILURES.iter().any(|odd| {
            let here = odd.method == method && odd.template == template && service == odd.service;
            here && odd.status == answered.status && (odd.fits)(answered)
        });
        if !odd {
            found.extend(spec.answer_problems(method, &template, answered));
        }
        (name(&template), found)
    }

    /// Spoils every message in turn and returns those whose spoilt form would pass too: what is checked there
    /// proves nothing.
    pub fn unnoticed(&self, log: &[Exchange]) -> Vec<String> {
        let mut out = Vec::new();
        for exchange in log {
            let asked = &exchange.asked;
            let (place, _) = self.problems(exchange);
            let described = place != TOKEN
                && !EXCEPTIONS
                    .iter()
                    .any(|e| place.ends_with(&format!("{} {}", e.method, e.template)))
                && !MIMECAST_PUBLIC
                    .iter()
                    .any(|line| place == format!("mimecast {line}"));
            if !described {
                continue;
            }
            let mut spoilt = exchange.clone();
            let joint = if asked.target.contains('?') { '&' } else { '?' };
            spoilt.asked.target.push(joint);
            spoilt.asked.target.push_str("no-such-parameter=1");
            if asked.by_tool() && self.problems(&spoilt).1.is_empty() {
                out.push(format!("{place}: an unknown parameter"));
            }
            let mut spoilt = exchange.clone();
            spoilt.answered.body = b"[[1]]".to_vec();
            if self.problems(&spoilt).1.is_empty() {
                out.push(format!("{place}: an answer of another shape"));
            }
            let mut spoilt = exchange.clone();
            spoilt.answered =
                Answered::new(218, "application/json", exchange.answered.body.clone());
            if self.problems(&spoilt).1.is_empty() {
                out.push(format!("{place}: an undocumented status"));
            }
            if asked.by_tool() && !asked.body.is_empty() {
                let mut spoilt = exchange.clone();
                spoilt.asked.body = b"[[1]]".to_vec();
                if self.problems(&spoilt).1.is_empty() {
                    out.push(format!("{place}: a body of another shape"));
                }
            }
        }
        out
    }
}
