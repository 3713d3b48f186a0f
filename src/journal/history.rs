//! Which run is to be undone: the newest that changed something and is not undone itself.

use super::format::Ended;
use super::read::Recorded;

/// What is to be undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Target<'a> {
    /// The run, by which an undo names it.
    pub run: &'a Recorded,
    /// Everything that counts, in order of time: the run, earlier tries of it where it is an undo, and
    /// tries to undo it that broke off.
    pub runs: Vec<&'a Recorded>,
}

/// The tries that belong together: a run by itself, or every undo of the same run.
fn tries(runs: &[Recorded], index: usize) -> Vec<usize> {
    match &runs[index].start.undoes {
        None => vec![index],
        undoes => (0..runs.len())
            .filter(|i| runs[*i].start.undoes == *undoes)
            .collect(),
    }
}

fn is_complete(runs: &[Recorded], index: usize) -> bool {
    let last = tries(runs, index).last().map(|last| &runs[*last]);
    let end = last.and_then(|run| run.end.as_ref());
    end.is_some_and(|end| end.outcome == Ended::Done)
}

/// For each run, oldest first, whether it is undone: an undo of it came to its end, and is not undone.
pub fn undone(runs: &[Recorded]) -> Vec<bool> {
    let mut undone = vec![false; runs.len()];
    // An undo is later than what it undoes, so what is later is settled first.
    for index in (0..runs.len()).rev() {
        let name = Some(runs[index].name.as_str());
        undone[index] = (index + 1..runs.len()).any(|later| {
            runs[later].start.undoes.as_deref() == name
                && is_complete(runs, later)
                && !tries(runs, later).iter().any(|i| undone[*i])
        });
    }
    for index in 0..runs.len() {
        undone[index] = tries(runs, index).iter().any(|i| undone[*i]);
    }
    undone
}

/// The run to undo, if there is one. Where an undo broke off, it is gone on with.
pub fn target(runs: &[Recorded]) -> Option<Target<'_>> {
    let undone = undone(runs);
    let newest = (0..runs.len())
        .rev()
        .find(|index| !undone[*index] && runs[*index].changes() > 0)?;
    let broken_off = match &runs[newest].start.undoes {
        Some(undoes) if !is_complete(runs, newest) => {
            runs.iter().position(|run| run.name == *undoes)
        }
        _ => None,
    };
    let chosen = broken_off.unwrap_or(newest);
    let mut counted = tries(runs, chosen);
    if broken_off.is_some() {
        counted.extend(tries(runs, newest));
    }
    counted.sort_unstable();
    counted.dedup();
    Some(Target {
        run: &runs[chosen],
        runs: counted.into_iter().map(|index| &runs[index]).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::read::tests::{recorded, step};
    use super::*;

    /// Runs in order: name, what it undoes, how it ended.
    fn runs(list: &[(&str, Option<&str>, Option<Ended>)]) -> Vec<Recorded> {
        list.iter()
            .map(|(name, undoes, ended)| recorded(name, *undoes, *ended, vec![step()]))
            .collect()
    }

    fn chosen(list: &[(&str, Option<&str>, Option<Ended>)]) -> Option<(String, Vec<String>)> {
        let runs = runs(list);
        let target = target(&runs)?;
        let names = target.runs.iter().map(|run| run.name.clone()).collect();
        Some((target.run.name.clone(), names))
    }

    fn expect(run: &str, runs: &[&str]) -> Option<(String, Vec<String>)> {
        let runs = runs.iter().map(|name| (*name).to_owned()).collect();
        Some((run.to_owned(), runs))
    }

    const DONE: Option<Ended> = Some(Ended::Done);

    #[test]
    fn the_newest_run_that_is_not_undone() {
        assert_eq!(chosen(&[]), None);
        assert_eq!(
            chosen(&[("a", None, DONE), ("b", None, None)]),
            expect("b", &["b"])
        );
    }

    #[test]
    fn an_undo_is_undone_like_any_other_run() {
        let list = [("a", None, DONE), ("b", Some("a"), DONE)];
        assert_eq!(undone(&runs(&list)), [true, false]);
        assert_eq!(chosen(&list), expect("b", &["b"]));
        let list = [&list[..], &[("c", Some("b"), DONE)]].concat();
        assert_eq!(undone(&runs(&list)), [false, true, false]);
        assert_eq!(chosen(&list), expect("c", &["c"]));
    }

    #[test]
    fn an_undo_that_broke_off_is_gone_on_with() {
        for ended in [None, Some(Ended::Failed), Some(Ended::Interrupted)] {
            let list = [("a", None, DONE), ("b", Some("a"), ended)];
            assert_eq!(chosen(&list), expect("a", &["a", "b"]), "{ended:?}");
            let list = [&list[..], &[("c", Some("a"), DONE)]].concat();
            // Both tries together are what can be undone now.
            assert_eq!(undone(&runs(&list)), [true, false, false]);
            assert_eq!(chosen(&list), expect("c", &["b", "c"]));
        }
    }

    #[test]
    fn a_run_that_changed_nothing_is_passed_over() {
        let mut list = runs(&[("a", None, DONE)]);
        list.push(recorded("b", None, DONE, Vec::new()));
        assert_eq!(target(&list).map(|t| t.run.name.as_str()), Some("a"));
    }
}
