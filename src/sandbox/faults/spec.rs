//! The language of `--fault`: what goes wrong, with which request, how often. Pure.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::form::Form;
use crate::error::{Error, Result};
use crate::sandbox::service::Service;

/// The language in short, for an error; the long form is in `sso-setup sandbox --help`.
const SHAPE: &str = "a fault is NAME[=VALUE][,CONDITION=VALUE]…, like 503,at=7 or \
reset,acted=yes,method=POST,path=/api/applications";
const NAMES: &str = "names: refuse[=DURATION], reset, stall[=DURATION], drip[=DURATION], truncate, 401, 403, \
429[=SECONDS], 408, 500, 502, 503[=SECONDS], 504, 520 to 526, html, wrong-json, stale; answers that look fine: \
empty-list[=counted], last-gone[=counted], null-record[=first|last|all], no-parts[=FIELD], another, ids-shifted, \
swapped, wrong-certificate[=both], nothing[=list|null|body], echo[=STATUS], error-document[=STATUS], \
meta-status[=STATUS], fail[=CODE]";
const CONDITIONS: &str = "conditions: at=N, times=N|always, service=jumpcloud|mimecast, method=METHOD, \
path=PATTERN, acted=yes|no";

/// The longest text that is read as a fault.
const LONGEST: usize = 1000;
/// The longest stall, drip, refusal or `Retry-After`.
const LONGEST_TIME: Duration = Duration::from_secs(3600);
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// How long no connection is taken.
const REFUSE: Duration = Duration::from_millis(500);
/// Longer than the 30 s that this program waits for an answer.
const STALL: Duration = Duration::from_secs(35);
/// How long a slow answer takes.
const DRIP: Duration = Duration::from_secs(2);

/// A fault, as written: what goes wrong, and with which requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) kind: Kind,
    /// Whether the request is acted on although its answer is spoilt.
    pub(super) acted: bool,
    service: Option<Service>,
    method: Option<&'static str>,
    path: Option<String>,
    /// Which of the requests that fit it strikes first, from 1.
    pub(super) at: u64,
    /// How many it strikes; `None` is all of them.
    pub(super) times: Option<u64>,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The port is closed for a while.
    Refuse(Duration),
    /// The connection is reset.
    Reset,
    /// The answer is held back.
    Stall(Duration),
    /// The answer comes in small pieces.
    Drip(Duration),
    /// The connection ends in the middle of the answer.
    Truncate,
    /// An error status, and the seconds of its `Retry-After`.
    Status(u16, Option<u64>),
    /// A web page with status 200.
    Html,
    /// JSON with status 200 in which nothing is what it should be.
    WrongJson,
    /// The state before the last write that changed it.
    Stale,
    /// An answer that looks fine and is not.
    Spoilt(Form),
}

impl Kind {
    const fn name(&self) -> &'static str {
        match self {
            Kind::Refuse(_) => "refuse",
            Kind::Reset => "reset",
            Kind::Stall(_) => "stall",
            Kind::Drip(_) => "drip",
            Kind::Truncate => "truncate",
            Kind::Status(401, _) => "401",
            Kind::Status(403, _) => "403",
            Kind::Status(429, _) => "429",
            Kind::Status(408, _) => "408",
            Kind::Status(502, _) => "502",
            Kind::Status(503, _) => "503",
            Kind::Status(504, _) => "504",
            Kind::Status(520, _) => "520",
            Kind::Status(521, _) => "521",
            Kind::Status(522, _) => "522",
            Kind::Status(523, _) => "523",
            Kind::Status(524, _) => "524",
            Kind::Status(525, _) => "525",
            Kind::Status(526, _) => "526",
            Kind::Status(..) => "500",
            Kind::Html => "html",
            Kind::WrongJson => "wrong-json",
            Kind::Stale => "stale",
            Kind::Spoilt(form) => form.name(),
        }
    }

    /// Whether there is a choice of acting on the request or not. The others say it themselves: who is
    /// refused was never heard, and half an answer needs a whole one.
    const fn may_be_acted_on(&self) -> bool {
        match self {
            Kind::Reset
            | Kind::Stall(_)
            | Kind::Status(408 | 500 | 502..=504 | 520..=526, _)
            | Kind::Html
            | Kind::WrongJson => true,
            Kind::Spoilt(form) => form.may_go_without_acting(),
            _ => false,
        }
    }

    /// Whether the request is acted on where nothing is said of it.
    const fn is_acted_on(&self) -> bool {
        matches!(self, Kind::Spoilt(_))
    }
}

impl Fault {
    /// Whether a request fits the conditions, its number aside. `path` is as the service sees it.
    pub(super) fn fits(&self, service: Service, method: &str, path: &str) -> bool {
        self.service.is_none_or(|wanted| wanted == service)
            && self.method.is_none_or(|wanted| wanted == method)
            && self
                .path
                .as_deref()
                .is_none_or(|pattern| matches(pattern, path))
    }

    /// Whether it counts every request, so that it is known beforehand which is next.
    pub(super) fn counts_everything(&self) -> bool {
        self.service.is_none() && self.method.is_none() && self.path.is_none()
    }

    fn parse(text: &str) -> std::result::Result<Self, String> {
        if text.chars().count() > LONGEST {
            return Err(format!("it is longer than {LONGEST} characters"));
        }
        let mut parts = text.split(',').map(str::trim);
        let kind = parse_kind(parts.next().unwrap_or_default())?;
        let mut fault = Fault {
            acted: kind.is_acted_on(),
            kind,
            service: None,
            method: None,
            path: None,
            at: 1,
            times: Some(1),
        };
        let mut seen = Vec::new();
        for part in parts {
            let (name, value) = part
                .split_once('=')
                .map(|(name, value)| (name.trim(), value.trim()))
                .ok_or_else(|| format!("{part:?} is no CONDITION=VALUE"))?;
            if seen.contains(&name) {
                return Err(format!("{name:?} stands twice"));
            }
            seen.push(name);
            fault.set(name, value)?;
        }
        Ok(fault)
    }

    fn set(&mut self, name: &str, value: &str) -> std::result::Result<(), String> {
        let wrong = |expected: &str| format!("{name}={value:?} is not {expected}");
        match name {
            "at" => self.at = number(value).ok_or_else(|| wrong("a number from 1"))?,
            "times" if value == "always" => self.times = None,
            "times" => {
                let times = number(value).ok_or_else(|| wrong("a number from 1, or always"))?;
                self.times = Some(times);
            }
            "service" => {
                let service = Service::parse(value);
                self.service = Some(service.ok_or_else(|| wrong("jumpcloud or mimecast"))?);
            }
            "method" => {
                let mut known = METHODS.into_iter();
                let method = known.find(|known| known.eq_ignore_ascii_case(value));
                self.method = Some(method.ok_or_else(|| wrong(&METHODS.join(", ")))?);
            }
            "path" if value.starts_with(['/', '*']) => self.path = Some(value.to_owned()),
            "path" => return Err(wrong("a path that begins with / or *")),
            "acted" if !self.kind.may_be_acted_on() => {
                return Err(format!(
                    "acted does not go with {}: it is settled there",
                    self.kind.name()
                ));
            }
            "acted" => {
                self.acted = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(wrong("yes or no")),
                }
            }
            _ => return Err(format!("there is no condition {name:?}")),
        }
        Ok(())
    }
}

/// A number from 1, in digits only.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number > 0)
}

fn parse_kind(part: &str) -> std::result::Result<Kind, String> {
    let (name, value) = match part.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value.trim())),
        None => (part, None),
    };
    let wrong = |expected: &str| {
        let value = value.unwrap_or_default();
        format!("{name}={value:?} is not {expected}")
    };
    let time = |default: Duration| match value {
        None => Ok(default),
        Some(text) => humantime::parse_duration(text)
            .ok()
            .filter(|time| *time <= LONGEST_TIME)
            .ok_or_else(|| wrong("a duration of at most an hour, like 500ms or 40s")),
    };
    let seconds = || match value {
        None => Ok(None),
        Some(text) => text
            .parse::<u64>()
            .ok()
            .filter(|seconds| *seconds <= LONGEST_TIME.as_secs())
            .map(Some)
            .ok_or_else(|| wrong("a number of seconds, at most an hour")),
    };
    let kind = match name {
        "refuse" => return time(REFUSE).map(Kind::Refuse),
        "stall" => return time(STALL).map(Kind::Stall),
        "drip" => return time(DRIP).map(Kind::Drip),
        "429" => return seconds().map(|wait| Kind::Status(429, wait)),
        "503" => return seconds().map(|wait| Kind::Status(503, wait)),
        "401" => Kind::Status(401, None),
        "403" => Kind::Status(403, None),
        "500" => Kind::Status(500, None),
        "502" => Kind::Status(502, None),
        "504" => Kind::Status(504, None),
        "408" => Kind::Status(408, None),
        "520" => Kind::Status(520, None),
        "521" => Kind::Status(521, None),
        "522" => Kind::Status(522, None),
        "523" => Kind::Status(523, None),
        "524" => Kind::Status(524, None),
        "525" => Kind::Status(525, None),
        "526" => Kind::Status(526, None),
        "reset" => Kind::Reset,
        "truncate" => Kind::Truncate,
        "html" => Kind::Html,
        "wrong-json" => Kind::WrongJson,
        "stale" => Kind::Stale,
        _ => {
            let form = Form::parse(name, value).ok_or(format!("there is no fault {name:?}"))?;
            return form.map(Kind::Spoilt).map_err(|expected| wrong(&expected));
        }
    };
    match value {
        None => Ok(kind),
        Some(_) => Err(format!("{name} takes no value")),
    }
}

/// Whether `path` is what `pattern` says; `*` is anything, `/` included.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(mut left) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        // The first place is as good as any later one: what follows may then be longer.
        match left.find(part) {
            Some(at) => left = &left[at + part.len()..],
            None => return false,
        }
    }
    left.ends_with(last)
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Fault::parse(text).map_err(|why| {
            Error::usage("fault-malformed", format!("this is no fault: {why}"))
                .hint(SHAPE)
                .hint(NAMES)
                .hint(CONDITIONS)
        })
    }
}

impl fmt::Display for Fault {
    /// As it can be written again; what is as usual is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        match &self.kind {
            Kind::Refuse(time) | Kind::Stall(time) | Kind::Drip(time) => {
                let time = humantime::format_duration(*time).to_string();
                write!(f, "={}", time.replace(' ', ""))?;
            }
            Kind::Status(_, Some(seconds)) => write!(f, "={seconds}")?,
            Kind::Spoilt(form) => {
                if let Some(value) = form.value() {
                    write!(f, "={value}")?;
                }
            }
            _ => {}
        }
        if self.acted != self.kind.is_acted_on() {
            let acted = if self.acted { "yes" } else { "no" };
            write!(f, ",acted={acted}")?;
        }
        if let Some(service) = self.service {
            write!(f, ",service={}", service.as_str())?;
        }
        if let Some(method) = self.method {
            write!(f, ",method={method}")?;
        }
        if let Some(path) = &self.path {
            write!(f, ",path={path}")?;
        }
        if self.at != 1 {
            write!(f, ",at={}", self.at)?;
        }
        match self.times {
            Some(1) => Ok(()),
            Some(times) => write!(f, ",times={times}"),
            None => f.write_str(",times=always"),
        }
    }
}

#[cfg(test)]
mod tests;
