//! A figure is not what its source says, or not where it belongs.

use crate::fault::Edit::{After, Append, Clear, Delete, Rename, Replace, Write};
use crate::fault::Fault;

const MUTEX: &str = "src/mutex.md";
const TURNS: &str = "figures/mutex-turns.fig";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "not drawn anew",
        done: &[Replace(TURNS, "\"blocked\"", "\"waits\"")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "src/figures/mutex-turns.svg:…: is not what its sources say; mend them, or run `cargo xtask bless`",
    },
    Fault {
        name: "drawn over by hand",
        done: &[Replace("src/figures/mutex-turns.svg", "blocked", "waiting")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "HERE: is not what its sources say; mend them, or run `cargo xtask bless`",
    },
    Fault {
        name: "not drawn at all",
        done: &[Delete("src/figures/mutex-turns.svg")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "HERE: is missing; write it with `cargo xtask bless` and review it",
    },
    Fault {
        name: "without a text that says the same",
        done: &[Replace(TURNS, "text: ", "# ")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "figures/mutex-turns.fig:1: has no text; write `text: the same as the picture, in one to four sentences` at the top",
    },
    Fault {
        name: "without a title",
        done: &[Replace(TURNS, "title: ", "# ")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "figures/mutex-turns.fig:1: has no title; write `title: what the figure shows, in a few words` at the top",
    },
    Fault {
        name: "words too long for their place",
        done: &[Replace(TURNS, "\"scope begins\"", "\"the scope begins here and it does not fit\"")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "HERE: `the scope begins here and it does not fit` is … units wide, and there are …; widen the room (one step is 10 units), shorten the text, or break it",
    },
    Fault {
        name: "of a schedule that the listing does not have",
        done: &[Replace("figures/mutex-check-then-act.schedule", "tickets left: -1", "tickets left: -7")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "HERE: `tickets left: -7` is no outcome of mutex_check_then_act; choose one of",
    },
    Fault {
        name: "of a schedule, with a text that names another outcome",
        done: &[Replace("figures/mutex-check-then-act.schedule", "prints tickets left: -1", "prints tickets left: 0")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "figures/mutex-check-then-act.schedule:4: the text does not say `tickets left: -1`; name the outcome in it, as the picture does",
    },
    Fault {
        name: "of a listing that has changed",
        done: &[Replace("listings/examples/mutex_check_then_act.rs", "fn main()", "\nfn main()")],
        check: ("figures", "figures_are_drawn_from_their_sources"),
        says: "figures/mutex-check-then-act.schedule:…: the changes of `tickets` lead to 1, which is not what the listing prints; correct the changes",
    },
    Fault {
        name: "a table of schedules edited",
        done: &[Replace("src/figures/data-races-lost-update.steps", "load", "read")],
        check: ("figures", "tables_of_schedules_are_what_exploration_finds"),
        says: "HERE: is not what its sources say; mend them, or run `cargo xtask bless`",
    },
    Fault {
        name: "a drawing without its source",
        done: &[Rename(TURNS, "figures/mutex-rounds.fig")],
        check: ("figures", "every_drawing_has_its_source"),
        says: "src/figures/mutex-turns.svg:1: is drawn from figures/mutex-turns.fig, which does not exist; restore the source, or delete the drawing",
    },
    Fault {
        name: "a drawing that is no drawing",
        done: &[Write("src/figures/mutex-turns.png", "?\n")],
        check: ("figures", "every_drawing_has_its_source"),
        says: "HERE: is no drawing; delete it, or keep it elsewhere",
    },
    Fault {
        name: "none is left",
        done: &[Clear("figures", "fig"), Clear("figures", "schedule")],
        check: ("figures", "there_are_figures"),
        says: "figures:1: has no source; restore the figures",
    },
    Fault {
        name: "on no page",
        done: &[Replace(MUTEX, "{{#include figures/mutex-turns.svg}}", "")],
        check: ("figures", "each_figure_is_shown_once_on_its_own_page"),
        says: "figures/mutex-turns.fig:1: is on no page; show it in src/mutex.md:",
    },
    Fault {
        name: "on another chapter's page",
        done: &[Append("src/guards.md", "\n{{#include figures/mutex-turns.svg}}\n")],
        check: ("figures", "each_figure_is_shown_once_on_its_own_page"),
        says: "HERE: shows mutex-turns, which belongs to src/mutex.md; show it there",
    },
    Fault {
        name: "outside its block",
        done: &[Append(MUTEX, "\n{{#include figures/mutex-turns.svg}}\n")],
        check: ("figures", "figures_stand_in_their_blocks"),
        says: "HERE: a drawing outside the block of a figure; put the block around it",
    },
    Fault {
        name: "without a caption",
        done: &[Replace(MUTEX, "{{#include figures/mutex-turns.svg}}\n\n<figcaption>", "{{#include figures/mutex-turns.svg}}\n\n<p>")],
        check: ("figures", "figures_stand_in_their_blocks"),
        says: "HERE: the block of figure-mutex-turns says `<p>…`; write `<figcaption>A sentence.</figcaption>`",
    },
    Fault {
        name: "that does not exist",
        done: &[Replace(MUTEX, "{{#include figures/mutex-turns.svg}}", "{{#include figures/mutex-returns.svg}}")],
        check: ("figures", "figures_stand_in_their_blocks"),
        says: "HERE: the block of figure-mutex-turns says `{{#include figures/mutex-returns.svg}}`; write `{{#include figures/mutex-turns.svg}}`",
    },
    Fault {
        name: "typed into the page",
        done: &[After(MUTEX, "# Mutex", "\n<svg></svg>")],
        check: ("figures", "figures_stand_in_their_blocks"),
        says: "HERE: a drawing is typed into the page; make it a source in figures/",
    },
];
