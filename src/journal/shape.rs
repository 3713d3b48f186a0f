//! What a line of a journal is, as far as it decides where the line may stand.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::format::{End, Line};

/// What decides whether a line may stand where it does. The documents in it are passed over.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Shape {
    Start(IgnoredAny),
    Intent(IntentShape),
    Result(ResultShape),
    Step(IgnoredAny),
    End(End),
}

#[derive(Deserialize)]
pub struct IntentShape {
    pub number: u32,
}

#[derive(Deserialize)]
pub struct ResultShape {
    pub number: u32,
}

impl From<&Line> for Shape {
    fn from(line: &Line) -> Self {
        match line {
            Line::Start(_) => Shape::Start(IgnoredAny),
            Line::Intent(intent) => Shape::Intent(IntentShape {
                number: intent.number,
            }),
            Line::Result(result) => Shape::Result(ResultShape {
                number: result.number,
            }),
            Line::Step(_) => Shape::Step(IgnoredAny),
            Line::End(end) => Shape::End(end.clone()),
        }
    }
}
