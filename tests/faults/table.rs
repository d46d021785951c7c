//! All rows, by kind.

mod answers;
mod chapters;
mod checkers;
mod cost;
mod exercises;
mod figures;
mod instructions;
mod listings;
mod packages;
mod records;
mod refusals;
mod seats;
mod suite;
mod terms;
mod types;

use crate::fault::Fault;

/// Every fault with its kind.
pub fn rows() -> Vec<(&'static str, &'static Fault)> {
    let kinds = [
        ("listing", listings::FAULTS),
        ("record", records::FAULTS),
        ("refusal", refusals::FAULTS),
        ("answer", answers::FAULTS),
        ("seat", seats::FAULTS),
        ("chapter", chapters::FAULTS),
        ("checker", checkers::FAULTS),
        ("package", packages::FAULTS),
        ("instruction", instructions::FAULTS),
        ("cost", cost::FAULTS),
        ("exercise", exercises::FAULTS),
        ("figure", figures::FAULTS),
        ("term", terms::FAULTS),
        ("type", types::FAULTS),
        ("suite", suite::FAULTS),
    ];
    kinds.into_iter().flat_map(|(kind, faults)| faults.iter().map(move |fault| (kind, fault))).collect()
}
