//! Faults of seats: their data are not what the explorer finds, or a decoy is not one.

use crate::fault::Edit::{Append, Delete, Replace, Write};
use crate::fault::{Fault, fault};

const SEAT: &str = "src/seats/mutex_check_then_act.json";
const DECOYS: &str = "listings/examples/mutex_check_then_act.decoys";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("edited", ("seats", "mutex_check_then_act"),
        &[Replace(SEAT, "\"lock\"", "\"look\"")],
        "HERE: is out of date: …; correct that"),
    fault("missing", ("seats", "mutex_check_then_act"),
        &[Delete(SEAT)],
        "HERE: is missing; write it with `cargo xtask bless` and review it"),
    fault("too large to walk through", ("seats", "mutex_check_then_act"),
        &[Replace("listings/examples/mutex_check_then_act.rs", "for _ in 0..2", "for _ in 0..6")],
        "listings/examples/mutex_check_then_act.rs:1: has too many schedules to choose from; do less in it"),
    fault("with a stale read that the record does not have", ("seats", "memory_ordering_relaxed_flag"),
        &[Replace("listings/examples/memory_ordering_relaxed_flag.outcomes", "published: true, price: 0", "published: true, price: 1")],
        "listings/examples/memory_ordering_relaxed_flag.rs:1: has a seat with other outcomes or numbers than its record; run `cargo xtask bless memory_ordering_relaxed_flag`, and if …"),
    fault("of no listing", ("chapters", "files::every_file_belongs_to_the_book"),
        &[Write("src/seats/mutex_extra.json", "{}\n")],
        "HERE: goes with listings/examples/mutex_extra.outcomes or listings/examples/mutex_extra.decoys, which does not exist; rename it with that, or delete it"),
    fault("with a decoy that can happen", ("seats", "mutex_check_then_act"),
        &[Replace(DECOYS, "tickets left: 1", "tickets left: 0")],
        "listings/examples/mutex_check_then_act.decoys:1: is true, as the record says; take it out, or think of a result that the record does not hold"),
    fault("with a decoy that is what its one run prints", ("seats", "mutex_try_lock"),
        &[Replace("listings/examples/mutex_try_lock.decoys", "the holder asks: got it", "the holder asks: would block")],
        "listings/examples/mutex_try_lock.decoys:1: is true, as the record says; take it out, or think of a result that the record does not hold"),
    fault("with a decoy without a reason", ("seats", "mutex_check_then_act"),
        &[Write(DECOYS, "  tickets left: 7\n")],
        "HERE: does not say why this cannot be; add a sentence below it"),
    fault("with decoys of which the page knows nothing", ("chapters", "blocks::listings_are_shown_in_their_blocks"),
        &[Write("listings/examples/data_races_torn_write.decoys", "  nothing so\nThat is no price.\n")],
        "src/data-races.md:…: the block of data_races_torn_write says `<figure class=\"listing\" id=\"data_races_torn_write\">`; write `<figure class=\"listing\" id=\"data_races_torn_write\" data-guess>`"),
    fault("with a mark at what cannot happen", ("seats", "each_mark_is_an_outcome"),
        &[Replace("tests/wrong.toml", "prints = \"tickets left: -1\"", "prints = \"tickets left: 7\"")],
        "tests/wrong.toml:…: mutex_check_then_act has no such outcome in its record; name what it prints, and how it ends if not well: `ends = \"deadlock\"`"),
    fault("without the decoys that the page asks for", ("chapters", "blocks::listings_are_shown_in_their_blocks"),
        &[Delete(DECOYS)],
        "src/mutex.md:…: the block of mutex_check_then_act says `<figure class=\"listing\" id=\"mutex_check_then_act\" data-guess>`; write `<figure class=\"listing\" id=\"mutex_check_then_act\">`"),
    fault("with a mark that its record lacks", ("outcomes", "mutex_check_then_act"),
        &[Replace("listings/examples/mutex_check_then_act.outcomes", "  ✗ sold twice", "")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`"),
    fault("with a mark that says something else", ("seats", "each_mark_is_an_outcome"),
        &[Replace("tests/wrong.toml", "remark = ", "remarks = ")],
        "tests/wrong.toml:…: unknown field `remarks`, …; correct it"),
    fault("with a mark of a listing that is gone", ("seats", "each_mark_is_an_outcome"),
        &[Append("tests/wrong.toml", "\n[overture_lost_update]\nprints = \"1\"\nremark = \"lost\"\n")],
        "tests/wrong.toml:…: overture_lost_update has no record of several outcomes; take it out"),
];
