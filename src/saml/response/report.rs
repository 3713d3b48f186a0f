//! The rules by name, and how each came out.

use crate::check::{Check, Status};
use crate::saml::document::{self, Problem};
use crate::text;

/// A rule. All of them are reported, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Size, encoding, syntax, nesting, namespaces.
    WellFormed,
    /// No DOCTYPE and no entity.
    NoDoctype,
    /// No processing instruction.
    NoProcessingInstruction,
    /// The root is one SAML 2.0 Response with an ID.
    Response,
    /// Exactly one Assertion, in the Response, and nothing like it elsewhere.
    OneAssertion,
    /// No two elements have one ID.
    UniqueIds,
    /// The Response or the Assertion is signed.
    SignaturePresent,
    /// Each signature stands where it may, and holds what it must and nothing else.
    SignatureStructure,
    /// Each signature refers to the element that it stands in.
    SignatureReference,
    /// Enveloped-signature and exclusive C14N, and nothing else.
    SignatureTransforms,
    /// SHA-256 or stronger, with a public key.
    SignatureAlgorithm,
    /// The metadata has a certificate that may be relied on now.
    Certificate,
    /// The signatures are valid, with a key of the metadata.
    Signature,
    /// The IdP says that sign-in succeeded.
    Status,
    /// The IdP is the one of the metadata.
    Issuer,
    /// It was sent to the ACS URL.
    Destination,
    /// It is for the SP entity ID.
    Audience,
    /// It is valid now.
    Conditions,
    /// Its bearer may use it here and now.
    SubjectConfirmation,
    /// It answers the request, or none.
    InResponseTo,
    /// It says that somebody signed in.
    AuthnStatement,
    /// It names one user by e-mail address.
    NameId,
    /// The name is declared as Mimecast wants it.
    NameIdFormat,
}

impl Rule {
    /// Every rule, in the order of the report.
    pub const ALL: [Rule; 23] = [
        Rule::WellFormed,
        Rule::NoDoctype,
        Rule::NoProcessingInstruction,
        Rule::Response,
        Rule::OneAssertion,
        Rule::UniqueIds,
        Rule::SignaturePresent,
        Rule::SignatureStructure,
        Rule::SignatureReference,
        Rule::SignatureTransforms,
        Rule::SignatureAlgorithm,
        Rule::Certificate,
        Rule::Signature,
        Rule::Status,
        Rule::Issuer,
        Rule::Destination,
        Rule::Audience,
        Rule::Conditions,
        Rule::SubjectConfirmation,
        Rule::InResponseTo,
        Rule::AuthnStatement,
        Rule::NameId,
        Rule::NameIdFormat,
    ];

    /// The name in reports and in the fixtures' manifest. Stable.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::WellFormed => "well-formed",
            Rule::NoDoctype => "no-doctype",
            Rule::NoProcessingInstruction => "no-processing-instruction",
            Rule::Response => "response",
            Rule::OneAssertion => "one-assertion",
            Rule::UniqueIds => "unique-ids",
            Rule::SignaturePresent => "signature-present",
            Rule::SignatureStructure => "signature-structure",
            Rule::SignatureReference => "signature-reference",
            Rule::SignatureTransforms => "signature-transforms",
            Rule::SignatureAlgorithm => "signature-algorithm",
            Rule::Certificate => "certificate",
            Rule::Signature => "signature",
            Rule::Status => "status",
            Rule::Issuer => "issuer",
            Rule::Destination => "destination",
            Rule::Audience => "audience",
            Rule::Conditions => "conditions",
            Rule::SubjectConfirmation => "subject-confirmation",
            Rule::InResponseTo => "in-response-to",
            Rule::AuthnStatement => "authn-statement",
            Rule::NameId => "name-id",
            Rule::NameIdFormat => "name-id-format",
        }
    }

    const fn remedy(self) -> &'static str {
        match self {
            Rule::WellFormed => {
                "capture the Response again, whole and unchanged: a real one is always well-formed"
            }
            Rule::NoDoctype
            | Rule::NoProcessingInstruction
            | Rule::UniqueIds
            | Rule::SignatureStructure
            | Rule::SignatureReference
            | Rule::SignatureTransforms => {
                "no JumpCloud Response looks like this: treat it as forged, and find out where it came from"
            }
            Rule::Response => "capture the form field SAMLResponse of the sign-in",
            Rule::OneAssertion => {
                "switch assertion encryption off in JumpCloud if it is on; else treat the Response as forged"
            }
            Rule::SignaturePresent => {
                "JumpCloud, the application's SSO tab: tick Sign Assertion, Sign Response, or both"
            }
            Rule::SignatureAlgorithm => {
                "JumpCloud, the application's SSO tab: set Signature Algorithm to RSA-SHA256"
            }
            Rule::Certificate => {
                "make a new IdP certificate in JumpCloud, and import the metadata into Mimecast's \
                 Authentication Profile"
            }
            Rule::Signature => {
                "compare the IdP certificate of the application with that of the metadata; if they are the same, \
                 treat the Response as forged"
            }
            Rule::Status => "look into JumpCloud's Directory Insights for why sign-in was refused",
            Rule::Issuer => {
                "the application's IdP Entity ID and the profile's Issuer must be the same, letter by letter"
            }
            Rule::Destination => "set the application's ACS URL to the one of the connector",
            Rule::Audience => {
                "set the application's SP Entity ID to the one of the connector, without https://"
            }
            Rule::Conditions => {
                "check the clocks, and sign in once more: a Response lasts only minutes"
            }
            Rule::SubjectConfirmation => {
                "set the application's ACS URL to the one of the connector, and check the clocks"
            }
            Rule::InResponseTo => {
                "pass the AuthnRequest's ID with --request-id if sign-in began at Mimecast, and leave it out if it \
                 began in JumpCloud"
            }
            Rule::AuthnStatement => "sign in at JumpCloud once more, and capture that Response",
            Rule::NameId => {
                "JumpCloud, the application's SSO tab: set SAMLSubject NameID to email, the user's primary \
                 address in Mimecast"
            }
            Rule::NameIdFormat => {
                "JumpCloud, the application's SSO tab: set SAMLSubject NameID Format to emailAddress"
            }
        }
    }
}

/// How each rule came out so far.
#[derive(Debug, Default)]
pub struct Report {
    checks: Vec<(Rule, Check)>,
}

impl Report {
    pub fn pass(&mut self, rule: Rule, message: impl Into<String>) {
        let check = Check::new(rule.name(), Status::Pass, message);
        self.checks.push((rule, check));
    }

    pub fn fail(&mut self, rule: Rule, message: impl Into<String>) {
        let check = Check::new(rule.name(), Status::Fail, message).remedy(rule.remedy());
        self.checks.push((rule, check));
    }

    /// A rule that passed, and what to know of it all the same.
    pub fn warn(&mut self, rule: Rule, message: impl Into<String>) {
        let check = Check::new(rule.name(), Status::Warn, message).remedy(rule.remedy());
        self.checks.push((rule, check));
    }

    /// A rule that failed for a reason with a remedy of its own.
    pub fn fail_because(&mut self, rule: Rule, message: impl Into<String>, remedy: &str) {
        let check = Check::new(rule.name(), Status::Fail, message).remedy(remedy);
        self.checks.push((rule, check));
    }

    /// Takes in what a rule found: the sentence for passing, or for failing.
    pub fn take(&mut self, rule: Rule, found: Result<String, String>) {
        match found {
            Ok(message) => self.pass(rule, message),
            Err(message) => self.fail(rule, message),
        }
    }

    /// A document that cannot be read: nothing else is looked at.
    pub fn unreadable<T>(&mut self, problem: Problem) -> Option<T> {
        let rule = match problem.rule {
            document::Rule::WellFormed => Rule::WellFormed,
            document::Rule::NoDoctype => Rule::NoDoctype,
            document::Rule::NoProcessingInstruction => Rule::NoProcessingInstruction,
        };
        self.fail(rule, problem.message);
        None
    }

    pub fn readable(&mut self) {
        self.pass(Rule::WellFormed, "well-formed XML 1.0 in UTF-8");
        self.pass(Rule::NoDoctype, "no DOCTYPE and no entity");
        self.pass(Rule::NoProcessingInstruction, "no processing instruction");
    }

    /// Whether every rule that was looked at so far passed.
    pub fn all_passed(&self) -> bool {
        self.checks
            .iter()
            .all(|(_, check)| check.status == Status::Pass)
    }

    /// One check a rule, in their order; what was not looked at is unknown.
    pub fn finish(self) -> Vec<Check> {
        let mut checks = self.checks;
        let of_rule = |rule: Rule| {
            let at = checks.iter().position(|(known, _)| *known == rule);
            at.map_or_else(
                || {
                    let why = "not looked at, because of what failed above";
                    Check::new(rule.name(), Status::Unknown, why)
                },
                |at| checks.swap_remove(at).1,
            )
        };
        Rule::ALL.map(of_rule).into()
    }
}

/// A value of the document, fit to be shown.
pub fn shown(value: &str) -> String {
    format!("\"{}\"", text::name(value))
}
