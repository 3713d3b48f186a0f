//! Putting changes into the order of their dependencies.

use std::collections::BTreeSet;

use super::change::Change;
use super::subject::Subject;

/// Sorts so that every change follows what it depends on, otherwise keeping the given order.
///
/// Dependencies on changes that are not in the list are dropped: what they ask for is true already.
pub fn order(changes: Vec<Change>) -> Vec<Change> {
    let planned: BTreeSet<Subject> = changes.iter().map(|c| c.subject.clone()).collect();
    let mut waiting: Vec<Change> = changes
        .into_iter()
        .map(|mut change| {
            change.depends_on.retain(|first| planned.contains(first));
            change
        })
        .collect();
    let mut placed = BTreeSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        // The builder of the list makes no cycles; should one appear, the given order is kept.
        let next = waiting
            .iter()
            .position(|c| c.depends_on.iter().all(|first| placed.contains(first)))
            .unwrap_or(0);
        let change = waiting.remove(next);
        placed.insert(change.subject.clone());
        ordered.push(change);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Action, Mode};
    use super::*;

    fn change(name: usize, after: &[usize]) -> Change {
        let subject = |n: usize| Subject::Group(n.to_string());
        let mode = Mode::Api;
        Change::new(subject(name), Action::Create, "g", mode, Vec::new())
            .after(after.iter().map(|n| subject(*n)))
    }

    proptest! {
        #[test]
        fn every_change_follows_its_dependencies(
            edges in prop::collection::vec((0usize..12, 0usize..12), 0..30),
            shuffle in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            // A smaller number never depends on a larger one, so there is no cycle.
            let changes: Vec<Change> = shuffle.iter().map(|n| {
                let after: Vec<usize> = edges.iter().filter(|(a, b)| a == n && b < n).map(|(_, b)| *b).collect();
                change(*n, &after)
            }).collect();
            let ordered = order(changes.clone());
            prop_assert_eq!(ordered.len(), changes.len());
            for (index, change) in ordered.iter().enumerate() {
                for first in &change.depends_on {
                    prop_assert!(ordered[..index].iter().any(|c| c.subject == *first));
                }
            }
            prop_assert_eq!(order(ordered.clone()), ordered, "an ordered list stays as it is");
        }
    }

    #[test]
    fn what_is_not_in_the_plan_is_true_already() {
        assert_eq!(order(vec![change(1, &[7])])[0].depends_on, []);
    }
}
