//! Putting changes into the order of their dependencies.

use std::collections::BTreeSet;

use super::change::Change;

/// Sorts so that every change follows what it depends on, otherwise keeping the given order.
///
/// Dependencies on changes that are not in the list are dropped: what they ask for is true already.
pub fn order(changes: Vec<Change>) -> Vec<Change> {
    let ids: BTreeSet<String> = changes.iter().map(|c| c.id.clone()).collect();
    let mut waiting: Vec<Change> = changes
        .into_iter()
        .map(|mut change| {
            change.depends_on.retain(|id| ids.contains(id));
            change
        })
        .collect();
    let mut placed = BTreeSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        // The builder of the list makes no cycles; should one appear, the given order is kept.
        let next = waiting
            .iter()
            .position(|c| c.depends_on.iter().all(|id| placed.contains(id)))
            .unwrap_or(0);
        let change = waiting.remove(next);
        placed.insert(change.id.clone());
        ordered.push(change);
    }
    ordered
}
