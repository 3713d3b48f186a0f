//! The fault language: what is read, what is refused, and that both ways agree.

use proptest::prelude::*;

use super::*;
use crate::sandbox::faults::form::{Emptiness, Form, Total, Which};

fn fault(text: &str) -> Fault {
    text.parse()
        .unwrap_or_else(|error: Error| panic!("{text}: {error}"))
}

#[test]
fn every_fault_is_read_and_written_in_its_shortest_form() {
    for (text, written) in [
        ("refuse", "refuse=500ms"),
        ("refuse=2s", "refuse=2s"),
        ("reset", "reset"),
        ("reset,acted=no", "reset"),
        ("reset,acted=yes", "reset,acted=yes"),
        ("stall", "stall=35s"),
        ("stall=1m 30s,acted=yes", "stall=1m30s,acted=yes"),
        ("drip=250ms", "drip=250ms"),
        ("truncate", "truncate"),
        ("401", "401"),
        ("403,service=mimecast", "403,service=mimecast"),
        ("429", "429"),
        ("429=0", "429=0"),
        ("500,acted=yes", "500,acted=yes"),
        ("502,at=1,times=1", "502"),
        ("503=2,at=7", "503=2,at=7"),
        ("504,times=always", "504,times=always"),
        ("408,acted=yes", "408,acted=yes"),
        ("520", "520"),
        ("521", "521"),
        ("522,acted=no", "522"),
        ("523", "523"),
        ("524,acted=yes", "524,acted=yes"),
        ("525", "525"),
        ("526", "526"),
        (
            "html,path=/api/*/metadata.xml",
            "html,path=/api/*/metadata.xml",
        ),
        ("wrong-json,method=post", "wrong-json,method=POST"),
        (
            " stale , times=3 , service=jumpcloud ",
            "stale,service=jumpcloud,times=3",
        ),
        ("empty-list", "empty-list"),
        ("last-gone=counted,at=2", "last-gone=counted,at=2"),
        ("null-record=first", "null-record"),
        ("null-record=all", "null-record=all"),
        ("no-parts=groupMembers", "no-parts=groupMembers"),
        ("another,acted=no", "another,acted=no"),
        ("another,acted=yes", "another"),
        ("ids-shifted", "ids-shifted"),
        ("swapped", "swapped"),
        ("wrong-certificate=both", "wrong-certificate=both"),
        ("nothing", "nothing"),
        ("nothing=body,acted=no", "nothing=body,acted=no"),
        ("echo=400", "echo"),
        ("echo=200", "echo=200"),
        ("meta-status=403", "meta-status"),
        ("meta-status=429", "meta-status=429"),
        ("error-document=401", "error-document=401"),
        ("fail=token_expired", "fail=token_expired"),
        (
            "500,times=2,at=3,path=*,method=PUT,service=jumpcloud,acted=yes",
            "500,acted=yes,service=jumpcloud,method=PUT,path=*,at=3,times=2",
        ),
    ] {
        assert_eq!(fault(text).to_string(), written, "{text}");
        assert_eq!(fault(written), fault(text), "{text}");
    }
}

#[test]
fn what_is_wrong_is_named_and_the_grammar_shown() {
    for (text, named) in [
        ("", "no fault \"\""),
        ("404", "no fault \"404\""),
        ("at=3", "no fault \"at\""),
        ("reset=5", "reset takes no value"),
        ("stall=long", "stall=\"long\" is not a duration"),
        (
            "drip=2h",
            "drip=\"2h\" is not a duration of at most an hour",
        ),
        ("429=soon", "429=\"soon\" is not a number of seconds"),
        ("503=99999", "503=\"99999\" is not a number of seconds"),
        ("503,", "\"\" is no CONDITION=VALUE"),
        ("503,7", "\"7\" is no CONDITION=VALUE"),
        ("503,sevice=mimecast", "no condition \"sevice\""),
        (
            "503,service=okta",
            "service=\"okta\" is not jumpcloud or mimecast",
        ),
        ("503,method=BREW", "method=\"BREW\" is not GET, HEAD, POST"),
        ("503,path=api", "path=\"api\" is not a path"),
        ("503,at=0", "at=\"0\" is not a number from 1"),
        ("503,at=+1", "at=\"+1\" is not a number from 1"),
        (
            "503,times=never",
            "times=\"never\" is not a number from 1, or always",
        ),
        ("503,at=1,at=2", "\"at\" stands twice"),
        ("503,acted=maybe", "acted=\"maybe\" is not yes or no"),
        ("401,acted=yes", "acted does not go with 401"),
        ("truncate,acted=no", "acted does not go with truncate"),
        ("no-parts,acted=yes", "acted does not go with no-parts"),
        ("empty-list=full", "empty-list=\"full\" is not counted"),
        (
            "null-record=3",
            "null-record=\"3\" is not first, last or all",
        ),
        (
            "no-parts=a b",
            "no-parts=\"a b\" is not the name of a field",
        ),
        ("another=1", "another=\"1\" is not left out"),
        ("nothing=much", "nothing=\"much\" is not list, null or body"),
        ("meta-status=418", "is not one of 403, 404, 429, 500"),
        ("503,\u{1b}[31m=1", "no condition \"\\u{1b}[31m\""),
    ] {
        let error = text.parse::<Fault>().unwrap_err();
        assert_eq!(error.code, "fault-malformed", "{text}");
        assert!(error.message.contains(named), "{text}: {error}");
        let hints = error.hints.join("\n");
        for part in ["503,at=7", "wrong-json", "times=N|always"] {
            assert!(hints.contains(part), "{text}: {hints}");
        }
    }
    let long = format!("503,path=/{}", "x".repeat(LONGEST));
    let error = long.parse::<Fault>().unwrap_err();
    assert!(error.message.contains("longer than"), "{error}");
}

#[test]
fn a_star_stands_for_anything_and_all_else_for_itself() {
    for (pattern, path, fits) in [
        ("/api/applications", "/api/applications", true),
        ("/api/applications", "/api/applications/1", false),
        ("/api/applications*", "/api/applications/1", true),
        ("/api/applications/*", "/api/applications", false),
        ("*/metadata.xml", "/api/organizations/1/metadata.xml", true),
        ("*/metadata.xml", "/metadata.xml/x", false),
        ("/api/*/x/*/y", "/api/1/x/2/x/3/y", true),
        ("/api/*/x/*/y", "/api/1/x/y", false),
        ("/a*a", "/a", false),
        ("*", "", true),
        ("**", "/x", true),
    ] {
        assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
    }
    let fault = fault("503,service=jumpcloud,method=POST,path=/api/*");
    assert!(fault.fits(Service::JumpCloud, "POST", "/api/x"));
    assert!(!fault.fits(Service::Mimecast, "POST", "/api/x"));
    assert!(!fault.fits(Service::JumpCloud, "GET", "/api/x"));
    assert!(!fault.fits(Service::JumpCloud, "POST", "/oauth/token"));
}

fn any_form() -> impl Strategy<Value = Form> {
    let total = proptest::sample::select(vec![Total::Lowered, Total::Kept]);
    let which = proptest::sample::select(vec![Which::First, Which::Last, Which::All]);
    let name = || proptest::option::of("[A-Za-z0-9_-]{1,60}");
    let status = |known: &[u16]| proptest::sample::select(known.to_vec());
    prop_oneof![
        total.clone().prop_map(Form::EmptyList),
        total.prop_map(Form::LastGone),
        which.prop_map(Form::NullRecord),
        name().prop_map(Form::NoParts),
        name().prop_map(Form::Fail),
        any::<bool>().prop_map(|both| Form::WrongCertificate { both }),
        status(&[200, 400]).prop_map(Form::Echo),
        status(&[403, 404, 429, 500]).prop_map(Form::MetaStatus),
        status(&[400, 401, 403, 404, 429, 500]).prop_map(Form::ErrorDocument),
        proptest::sample::select(vec![
            Form::Another,
            Form::IdsShifted,
            Form::Swapped,
            Form::Nothing(Emptiness::Object),
            Form::Nothing(Emptiness::List),
            Form::Nothing(Emptiness::Null),
            Form::Nothing(Emptiness::Body),
        ]),
    ]
}

/// Any fault that the language can say.
fn any_fault() -> impl Strategy<Value = Fault> {
    let time = (0_u64..3_600_000_000_000).prop_map(Duration::from_nanos);
    let seconds = proptest::option::of(0_u64..3600);
    let kind = prop_oneof![
        time.clone().prop_map(Kind::Refuse),
        time.clone().prop_map(Kind::Stall),
        time.prop_map(Kind::Drip),
        (prop_oneof![Just(429_u16), Just(503)], seconds)
            .prop_map(|(code, wait)| Kind::Status(code, wait)),
        proptest::sample::select(vec![401_u16, 403, 500, 502, 504])
            .prop_map(|code| Kind::Status(code, None)),
        proptest::sample::select(vec![
            Kind::Reset,
            Kind::Truncate,
            Kind::Html,
            Kind::WrongJson,
            Kind::Stale,
        ]),
        any_form().prop_map(Kind::Spoilt),
    ];
    let service = proptest::sample::select(vec![Service::JumpCloud, Service::Mimecast]);
    let method = proptest::sample::select(METHODS.to_vec());
    (
        kind,
        any::<bool>(),
        proptest::option::of(service),
        proptest::option::of(method),
        proptest::option::of("/[a-z0-9*/.=-]{0,30}"),
        1..=u64::MAX,
        proptest::option::of(1..=u64::MAX),
    )
        .prop_map(|(kind, acted, service, method, path, at, times)| Fault {
            acted: match kind.may_be_acted_on() {
                true => acted,
                false => kind.is_acted_on(),
            },
            kind,
            service,
            method,
            path,
            at,
            times,
        })
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,60}") {
        let _ = text.parse::<Fault>();
    }

    #[test]
    fn reading_what_is_nearly_a_fault_never_panics(
        name in "(stall|429|503|reset|refuse|x|no-parts|echo|fail)(=[0-9a-z ]{0,24})?",
        more in proptest::collection::vec("(at|times|path|acted|method|service|é)=?[^,]{0,12}", 0..5),
    ) {
        let text = [vec![name], more].concat().join(",");
        let read = text.parse::<Fault>();
        if let Ok(fault) = read {
            prop_assert_eq!(fault.to_string().parse::<Fault>().unwrap(), fault);
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same(fault in any_fault()) {
        let text = fault.to_string();
        prop_assert_eq!(text.parse::<Fault>().unwrap(), fault, "{}", text);
    }

    #[test]
    fn matching_never_panics(pattern in "[*/a-zé]{0,12}", path in "\\PC{0,20}") {
        matches(&pattern, &path);
        prop_assert!(matches("*", &path));
        prop_assert_eq!(matches(&path, &path), true);
    }
}
