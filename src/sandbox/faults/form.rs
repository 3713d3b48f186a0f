//! The names of answers that look fine and are not, as `--fault` takes them. Pure; `spoil` makes them.

/// How an answer is spoilt that announces nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A list with nothing in it.
    EmptyList(Total),
    /// Records, or a document, without this field; or without what such a record cannot do without.
    NoParts(Option<String>),
    /// `null` in the place of records.
    NullRecord(Which),
    /// A list without its last record.
    LastGone(Total),
    /// The answer for another object of the kind.
    Another,
    /// Each record under its neighbour's id.
    IdsShifted,
    /// What another request to this service was answered last.
    Swapped,
    /// Metadata with another application's certificate, or with that one before its own.
    WrongCertificate {
        /// Its own certificate is there too.
        both: bool,
    },
    /// An error with this HTTP status that repeats the request.
    Echo(u16),
    /// HTTP 200, and Mimecast's envelope with this status and nothing else.
    MetaStatus(u16),
    /// HTTP 200, and Mimecast's envelope with one failure of this code.
    Fail(Option<String>),
    /// The service's own error of this status, under HTTP 200.
    ErrorDocument(u16),
    /// HTTP 200 and nothing that says anything.
    Nothing(Emptiness),
}

/// What a list that lacks records says of how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// As many as it still has.
    Lowered,
    /// As many as there are.
    Kept,
}

/// Which records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first one.
    First,
    /// The last one.
    Last,
    /// Every one.
    All,
}

/// A body that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptiness {
    /// `{}`.
    Object,
    /// `[]`.
    List,
    /// `null`.
    Null,
    /// No byte.
    Body,
}

/// The statuses that an envelope can carry in HTTP 200.
const META: [u16; 4] = [403, 404, 429, 500];
/// The statuses whose error can come under HTTP 200.
const ERRORS: [u16; 6] = [400, 401, 403, 404, 429, 500];
/// The longest name of a field or a failure.
const LONGEST_NAME: usize = 60;

impl Form {
    /// Its name, without its value.
    pub const fn name(&self) -> &'static str {
        match self {
            Form::EmptyList(_) => "empty-list",
            Form::NoParts(_) => "no-parts",
            Form::NullRecord(_) => "null-record",
            Form::LastGone(_) => "last-gone",
            Form::Another => "another",
            Form::IdsShifted => "ids-shifted",
            Form::Swapped => "swapped",
            Form::WrongCertificate { .. } => "wrong-certificate",
            Form::Echo(_) => "echo",
            Form::MetaStatus(_) => "meta-status",
            Form::Fail(_) => "fail",
            Form::ErrorDocument(_) => "error-document",
            Form::Nothing(_) => "nothing",
        }
    }

    /// Its value, where it is not the usual one.
    pub fn value(&self) -> Option<String> {
        let total = |total: Total| (total == Total::Kept).then(|| "counted".to_owned());
        match self {
            Form::EmptyList(of) | Form::LastGone(of) => total(*of),
            Form::NoParts(field) => field.clone(),
            Form::Fail(code) => code.clone(),
            Form::NullRecord(Which::First) => None,
            Form::NullRecord(Which::Last) => Some("last".to_owned()),
            Form::NullRecord(Which::All) => Some("all".to_owned()),
            Form::WrongCertificate { both } => both.then(|| "both".to_owned()),
            Form::Echo(status) => (*status != 400).then(|| status.to_string()),
            Form::MetaStatus(status) => (*status != 403).then(|| status.to_string()),
            Form::ErrorDocument(status) => (*status != 500).then(|| status.to_string()),
            Form::Nothing(Emptiness::Object) => None,
            Form::Nothing(Emptiness::List) => Some("list".to_owned()),
            Form::Nothing(Emptiness::Null) => Some("null".to_owned()),
            Form::Nothing(Emptiness::Body) => Some("body".to_owned()),
            Form::Another | Form::IdsShifted | Form::Swapped => None,
        }
    }

    /// Whether it can be answered without acting on the request; the others spoil what came of it.
    pub const fn may_go_without_acting(&self) -> bool {
        matches!(
            self,
            Form::Another
                | Form::Swapped
                | Form::Echo(_)
                | Form::MetaStatus(_)
                | Form::Fail(_)
                | Form::ErrorDocument(_)
                | Form::Nothing(_)
        )
    }

    /// Reads a name and its value. `None` where there is no such name; an error says what the value should be.
    pub fn parse(name: &str, value: Option<&str>) -> Option<Result<Form, String>> {
        let form = match name {
            "empty-list" => total(value).map(Form::EmptyList),
            "last-gone" => total(value).map(Form::LastGone),
            "no-parts" => word(value, "the name of a field").map(Form::NoParts),
            "fail" => word(value, "a code of letters, digits, _ and -").map(Form::Fail),
            "null-record" => match value {
                None | Some("first") => Ok(Form::NullRecord(Which::First)),
                Some("last") => Ok(Form::NullRecord(Which::Last)),
                Some("all") => Ok(Form::NullRecord(Which::All)),
                Some(_) => Err("first, last or all".to_owned()),
            },
            "wrong-certificate" => match value {
                None => Ok(Form::WrongCertificate { both: false }),
                Some("both") => Ok(Form::WrongCertificate { both: true }),
                Some(_) => Err("both, or left out".to_owned()),
            },
            "echo" => status(value, 400, &[200, 400]).map(Form::Echo),
            "meta-status" => status(value, 403, &META).map(Form::MetaStatus),
            "error-document" => status(value, 500, &ERRORS).map(Form::ErrorDocument),
            "nothing" => match value {
                None => Ok(Form::Nothing(Emptiness::Object)),
                Some("list") => Ok(Form::Nothing(Emptiness::List)),
                Some("null") => Ok(Form::Nothing(Emptiness::Null)),
                Some("body") => Ok(Form::Nothing(Emptiness::Body)),
                Some(_) => Err("list, null or body, or left out".to_owned()),
            },
            "another" => none(value).map(|()| Form::Another),
            "ids-shifted" => none(value).map(|()| Form::IdsShifted),
            "swapped" => none(value).map(|()| Form::Swapped),
            _ => return None,
        };
        Some(form)
    }
}

fn none(value: Option<&str>) -> Result<(), String> {
    match value {
        None => Ok(()),
        Some(_) => Err("left out".to_owned()),
    }
}

fn total(value: Option<&str>) -> Result<Total, String> {
    match value {
        None => Ok(Total::Lowered),
        Some("counted") => Ok(Total::Kept),
        Some(_) => Err("counted, or left out".to_owned()),
    }
}

fn word(value: Option<&str>, expected: &str) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let fits = !value.is_empty() && value.len() <= LONGEST_NAME && value.chars().all(named);
    match fits {
        true => Ok(Some(value.to_owned())),
        false => Err(expected.to_owned()),
    }
}

fn status(value: Option<&str>, usual: u16, known: &[u16]) -> Result<u16, String> {
    let Some(value) = value else { return Ok(usual) };
    let mut known = known.iter();
    let list = || {
        let texts: Vec<String> = known.clone().map(u16::to_string).collect();
        texts.join(", ")
    };
    let expected = format!("one of {}", list());
    known
        .find(|known| known.to_string() == value)
        .copied()
        .ok_or(expected)
}
