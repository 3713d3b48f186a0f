//! From the lines of runs to what became of each object.

use std::borrow::Borrow;

use serde_json::Value;

use super::format::{Line, Object, Status};

/// What an object may look like after a run, if nobody else touched it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// Exactly this; `None` where it is gone.
    Whole(Option<Value>),
    /// At least this: it was sent, and nobody knows what became of it.
    Sent(Value),
}

/// An object that runs wrote to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Which one; as it was named last.
    pub object: Object,
    /// Before the first write; `None` where there was none.
    pub before: Option<Value>,
    /// After the last write: several, where its answer is not known.
    pub left: Vec<Left>,
}

/// Every object that these lines wrote to, in the order of first mention.
pub fn touched<L: Borrow<Line>>(lines: impl IntoIterator<Item = L>) -> Vec<Touched> {
    let mut fold = Fold::default();
    for line in lines {
        fold.line(line.borrow());
    }
    fold.all
}

/// What lines came to so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fold {
    all: Vec<Touched>,
    /// The object of the write whose end is not known yet, and whether it was its first.
    open: Option<(usize, bool)>,
}

impl Fold {
    /// Every object that was written to, in the order of first mention.
    pub fn touched(&self) -> &[Touched] {
        &self.all
    }

    /// One line more.
    pub fn line(&mut self, line: &Line) {
        let Fold { all, open } = self;
        match line {
            Line::Intent(intent) => {
                let known = all.iter().position(|t| same(&t.object, &intent.object));
                let at = known.unwrap_or_else(|| {
                    all.push(Touched {
                        object: intent.object.clone(),
                        before: intent.before.clone(),
                        left: Vec::new(),
                    });
                    all.len() - 1
                });
                all[at].object = intent.object.clone();
                all[at].left = vec![Left::Whole(intent.before.clone())];
                all[at].left.push(match &intent.wanted {
                    Some(wanted) => Left::Sent(wanted.clone()),
                    None => Left::Whole(None),
                });
                *open = Some((at, known.is_none()));
            }
            Line::Result(result) => {
                let Some((at, first)) = open.take() else {
                    return;
                };
                if matches!(result.status, Status::Done | Status::Skipped) {
                    all[at].left = vec![Left::Whole(result.after.clone())];
                }
                if first && result.status == Status::Skipped {
                    all[at].before = result.after.clone();
                }
            }
            Line::Start(_) | Line::Step(_) | Line::End(_) => {}
        }
    }
}

/// Whether two mentions are of one object. Ids and labels change.
fn same(one: &Object, other: &Object) -> bool {
    use Object::{Access, Application};
    match (one, other) {
        (Application { idp_url: one, .. }, Application { idp_url: other, .. }) => one == other,
        (
            Access {
                idp_url,
                holder,
                id,
                ..
            },
            Access {
                idp_url: url,
                holder: kind,
                id: of,
                ..
            },
        ) => (idp_url, holder, id) == (url, kind, of),
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::{Intent, Outcome};
    use super::*;
    use serde_json::json;

    fn profile() -> Object {
        let description = "JumpCloud SSO".to_owned();
        Object::Profile { description }
    }

    fn intent(number: u32, before: Option<Value>, wanted: Option<Value>) -> Line {
        Line::Intent(Box::new(Intent {
            number,
            at: String::new(),
            object: profile(),
            before,
            wanted,
        }))
    }

    fn result(number: u32, status: Status, after: Option<Value>) -> Line {
        Line::Result(Outcome {
            number,
            at: String::new(),
            status,
            after,
            error: None,
        })
    }

    #[test]
    fn the_first_before_and_the_last_after_count() {
        let lines = [
            intent(1, None, Some(json!({"v": 1}))),
            result(1, Status::Done, Some(json!({"id": "p", "v": 1}))),
            intent(
                2,
                Some(json!({"id": "p", "v": 1})),
                Some(json!({"id": "p", "v": 2})),
            ),
            result(2, Status::Done, Some(json!({"id": "p", "v": 2}))),
        ];
        let all = touched(lines.iter());
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].before, None);
        assert_eq!(all[0].left, [Left::Whole(Some(json!({"id": "p", "v": 2})))]);
    }

    #[test]
    fn what_somebody_else_did_in_the_meantime_is_not_the_runs() {
        let lines = [
            intent(1, Some(json!(false)), Some(json!(true))),
            result(1, Status::Skipped, Some(json!(true))),
        ];
        assert_eq!(touched(lines.iter())[0].before, Some(json!(true)));
    }

    #[test]
    fn a_write_that_nobody_knows_the_end_of_may_have_been_made_or_not() {
        let before = Some(json!({"v": 1}));
        let unsure = [Left::Whole(before.clone()), Left::Whole(None)];
        for end in [None, Some(Status::Unknown), Some(Status::Failed)] {
            let mut lines = vec![intent(1, before.clone(), None)];
            lines.extend(end.map(|status| result(1, status, None)));
            assert_eq!(touched(lines.iter())[0].left, unsure, "{end:?}");
        }
        let sent = [intent(1, None, Some(json!({"v": 2})))];
        assert_eq!(
            touched(sent.iter())[0].left,
            [Left::Whole(None), Left::Sent(json!({"v": 2}))]
        );
    }
}
