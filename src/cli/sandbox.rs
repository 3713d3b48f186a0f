//! `sso-setup sandbox`: both services on loopback, until it is interrupted.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::error::Result;
use crate::sandbox::{Fault, Options, Quirk, Sandbox};
use crate::tenant::{JUMPCLOUD_API_KEY, MIMECAST_CLIENT_ID, MIMECAST_CLIENT_SECRET};

use super::outcome::{Outcome, Shown};
use super::printer::Printer;

#[derive(Debug, Args)]
pub struct SandboxArgs {
    /// Loopback address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Keep the state in this file, and go on from it
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// Hold back each answer of the two services, like 50ms
    #[arg(long, value_name = "DURATION", default_value = "0s", value_parser = humantime::parse_duration)]
    latency: Duration,

    /// Let each key or API client make this many requests a second at each service; more are answered with 429
    #[arg(long, value_name = "N")]
    rate: Option<NonZeroU32>,

    /// Act this late on changed profiles and settings, as Mimecast does, like 15m
    #[arg(long, value_name = "DURATION", default_value = "0s", value_parser = humantime::parse_duration)]
    propagation: Duration,

    /// Let something go wrong on purpose, like 503,at=7; can be given several times
    #[arg(long, value_name = "SPEC", long_help = FAULT_HELP)]
    fault: Vec<Fault>,

    /// Let a service do what it was seen to do now and then; can be given several times
    #[arg(long, value_name = "NAME", value_enum)]
    quirk: Vec<Quirk>,
}

/// The fault language for a person. What it says in short on an error is in `sandbox/faults/spec.rs`.
const FAULT_HELP: &str = "\
Let something go wrong on purpose; can be given several times. SPEC is a fault and its conditions, \
separated by commas: NAME[=VALUE][,CONDITION=VALUE]...

Faults:
  refuse[=500ms]   the port is closed for this long: before the request is sent where the
                   fault counts every request; otherwise the request is reset first
  reset            the connection is reset without an answer
  stall[=35s]      the answer is held back; so is the request, unless acted=yes
  drip[=2s]        the answer comes in small pieces, over this time
  truncate         the connection ends in the middle of the answer
  401              at Mimecast all tokens expire, so that a fresh one works
  403, 408, 500, 502, 504, 520 to 526
  429[=SECONDS], 503[=SECONDS]
                   with seconds, the answer carries Retry-After
  html             status 200 with a web page
  wrong-json       status 200 with JSON of the wrong shape
  stale            a read is answered from the state before the last write; writes pass

Answers that look fine and are not; one that does not fit a request waits for the next one:
  empty-list[=counted]     a list without records; counted: its total is as it was
  last-gone[=counted]      a list without its last record
  null-record[=last|all]   null in the place of the first record, the last or all
  no-parts[=FIELD]         records, or a document, without that field; else without what they
                           cannot do without: a profile's blocks, an application's config, a
                           member list's members, a token, an account code, or an id
  another                  the answer for another object of the kind; after a write, its document
  ids-shifted              each record under its neighbour's id, a document under another one's
  swapped                  what the last request to another address of the service was answered
  wrong-certificate[=both] metadata with another application's certificate; both: and its own
  nothing[=list|null|body] status 200 with {}, [], null or no body
  echo[=400|200]           an error that repeats the request, credentials included
  error-document[=500]     an error of the service under status 200
  meta-status[=403]        of Mimecast: status 200, and in meta 403, 404, 429 or 500, and no data
  fail[=CODE|retryable]    of Mimecast: status 200, and a failure of this code

Conditions:
  at=N             strike from the Nth request on that fits the other conditions (1)
  times=N|always   strike this many requests (1)
  service=jumpcloud|mimecast
  method=METHOD
  path=PATTERN     the path as /sandbox/requests shows it; * is anything
  acted=yes|no     whether the request is acted on although its answer is spoilt; for reset,
                   stall, 408, 500 and above, html and wrong-json (no), and for another, swapped,
                   nothing, echo, error-document, meta-status and fail (yes)

A request is struck by one fault; another that is due waits for the next one. Faults can also be armed \
in a running sandbox: POST {\"fault\": \"SPEC\"} to /sandbox/faults; GET lists them with what they \
struck, DELETE clears them.

Examples:
  --fault 503=1,at=7,times=2
      the 7th and 8th request are answered with 503 and Retry-After: 1
  --fault reset,acted=yes,method=POST,path=/api/applications
      the first new application is made, and nobody hears of it
  --fault \"stale,service=jumpcloud,path=/api/applications*,times=3\"
      three reads of applications do not see the last write
  --fault empty-list,path=*/find-profiles,times=always
      Mimecast never names a profile";

pub async fn run(args: SandboxArgs, printer: &Printer) -> Result<Outcome> {
    let sandbox = Sandbox::start(Options {
        listen: args.listen,
        state: args.state,
        latency: args.latency,
        propagation: args.propagation,
        faults: args.fault,
        quirks: args.quirk,
        rate: args.rate,
        ..Options::default()
    })
    .await?;
    introduce(&sandbox, args.propagation, printer);
    printer.all_written()?;
    tokio::select! {
        ended = sandbox.run() => ended?,
        // Interrupting is how a sandbox is ended, so it is no failure.
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(Outcome::done(Shown::Printed))
}

/// Says where it is and how to reach it: in one line of JSON, or in what to paste into a shell.
fn introduce(sandbox: &Sandbox, propagation: Duration, printer: &Printer) {
    let credentials = sandbox.credentials();
    let secrets = [
        (
            JUMPCLOUD_API_KEY,
            credentials.jumpcloud_api_key.expose_secret(),
        ),
        (MIMECAST_CLIENT_ID, credentials.mimecast_client_id.as_str()),
        (
            MIMECAST_CLIENT_SECRET,
            credentials.mimecast_client_secret.expose_secret(),
        ),
    ];
    let map = |pairs: &[(&str, &str)]| -> Map<String, Value> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect()
    };
    let others: Map<String, Value> = sandbox
        .other_credentials()
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value.expose_secret())))
        .collect();
    let line = json!({
        "jumpcloud_url": sandbox.jumpcloud_url(),
        "mimecast_url": sandbox.mimecast_url(),
        "page": sandbox.page(),
        "dns": sandbox.dns().to_string(),
        "account_code": sandbox.account_code(),
        "organization_id": sandbox.organization_id(),
        "tenants_file": null,
        "credentials": map(&secrets),
        "other_credentials": others,
    });
    let mut out = format!(
        "JumpCloud and Mimecast are played at {} (Ctrl-C ends it).\n\
         Account code {}, organisation {}. In another terminal:\n\n",
        sandbox.page(),
        sandbox.account_code(),
        sandbox.organization_id(),
    );
    let exports = [
        ("SSO_SETUP_JUMPCLOUD_URL", sandbox.jumpcloud_url()),
        ("SSO_SETUP_MIMECAST_URL", sandbox.mimecast_url()),
    ];
    for (name, value) in &exports {
        out.push_str(&format!("  export {name}={value}\n"));
    }
    for (name, value) in &secrets {
        out.push_str(&format!("  export {name}={value}\n"));
    }
    if !propagation.is_zero() {
        // Against a loopback address the other commands wait for nothing, unless they are told to.
        let wait = humantime::format_duration(propagation);
        out.push_str(&format!("  export SSO_SETUP_PROPAGATION=\"{wait}\"\n"));
    }
    out.push_str(
        "\n  sso-setup mimecast --subdomain eu --group \"All Staff\" --mimecast-group \"All Mimecast users\"\n",
    );
    out.push_str(&format!(
        "  sso-setup discover --domain widgets.example --dns {}\n",
        sandbox.dns()
    ));
    printer.first_words(&out, &line);
}
