//! Freedoms: behavior that std's documentation allows but that most runs never show.
//!
//! Schedules are counted without them. [`add`] then searches for the outcomes that they add.

use serde::{Serialize, Serializer};

use crate::explore::{self, Found, Plan, Program, Report};
use crate::world::{self, Awaits, Failure, Fineness, Loops};

/// A set of freedoms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Freedoms(u8);

/// Serializes as [`Freedoms::remark`].
impl Serialize for Freedoms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.remark())
    }
}

impl Freedoms {
    /// No freedom.
    pub const NONE: Self = Self(0);
    /// `Condvar::wait` and `park` may return without a notification, a token or a time-out.
    pub const WAKE_UP: Self = Self(1);
    /// `compare_exchange_weak` may fail although the value is the expected one.
    pub const FAILURE: Self = Self(1 << 1);
    /// `RwLock::read` may block while a writer waits.
    pub const READER: Self = Self(1 << 2);
    /// Calls into std may park the thread and consume the token that an `unpark` left for the program's own `park`.
    pub const TOKEN: Self = Self(1 << 3);
    /// A thread that prints while `main` ends may print only part of its line.
    pub const CUT: Self = Self(1 << 4);
    /// A loop that waits for another thread may run any number of rounds before anything changes.
    pub const ROUNDS: Self = Self(1 << 5);

    /// With an ordering weaker than `SeqCst`, a load may read an older store than the last one.
    pub const WEAK: Self = Self(1 << 6);

    const ALL: [(Self, char, &str); 7] = [
        (Self::WAKE_UP, 'W', "by a spurious wake-up"),
        (Self::FAILURE, 'F', "by a spurious failure"),
        (Self::READER, 'R', "if a reader waits behind a waiting writer"),
        (Self::TOKEN, 'T', "if another call of std takes the token of `park`"),
        (Self::CUT, 'C', "if the end of `main` cuts the output off"),
        (Self::WEAK, 'M', "by a weaker memory ordering"),
        (Self::ROUNDS, 'L', "if a loop goes round very often"),
    ];

    /// Returns the union of the two sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the freedoms that aren't in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the intersection of the two sets.
    #[must_use]
    pub const fn of(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether all of `other` are in this set.
    pub const fn have(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns the number of freedoms.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Describes when an outcome that needs these can happen: `only by a spurious wake-up`, or nothing if it needs none.
    pub fn remark(self) -> String {
        let words: Vec<&str> = Self::ALL.iter().filter(|(one, ..)| self.have(*one)).map(|(.., words)| *words).collect();
        if words.is_empty() { String::new() } else { format!("only {}", words.join(" and ")) }
    }

    /// Returns one letter for each freedom.
    pub fn letters(self) -> String {
        Self::ALL.iter().filter(|(one, ..)| self.have(*one)).map(|(_, letter, _)| *letter).collect()
    }

    /// Returns the freedoms whose letters are in this text.
    pub fn from_letters(text: &str) -> Self {
        Self::ALL.iter().filter(|(_, letter, _)| text.contains(*letter)).fold(Self::NONE, |all, (one, ..)| all.and(*one))
    }
}

/// The freedoms that are searched together with weaker orderings: those that leave independent steps independent.
const WITH_WEAK: Freedoms = Freedoms::WAKE_UP.and(Freedoms::READER).and(Freedoms::CUT);

/// The most executions with all freedoms at once: that's too much for all but small programs, and hardly ever adds anything.
const MOST_WITH_ALL: usize = 5_000;

/// How often several threads may wake up or fail spuriously in one schedule. Beyond that, the search takes one thread at a time, with one spurious wake-up or failure
/// for each of the others.
///
/// A loop that changes nothing before it waits again is back where it was after its first spurious wake-up: one is enough to see that. Beyond that, only a thread that
/// counts its wake-ups does something new, such as one that looks three times and then continues; and that depends only on its own wake-ups, not on the others'.
/// For two threads around one `Condvar`, three for each took 37,000 executions; three for one and one for the other take 2,000.
const MOST_SIDE_BY_SIDE: u8 = 2;

/// Adds the outcomes that only freedoms lead to, without numbers: schedules that use freedoms aren't counted.
///
/// Spurious wake-ups and failures are searched with one for each thread, then with two, and so on, until that's too much; beyond [`MOST_SIDE_BY_SIDE`], for one thread
/// at a time.
pub(crate) fn add(plan: Plan, report: &mut Report, program: &Program) -> Result<(), Failure> {
    let could = || world::with(|world| world.could.without(Freedoms::WEAK));
    let mut freedoms = could();
    let mut spurious = 1;
    let mut exhausted = 0;
    report.with_freedoms = true;
    while freedoms != Freedoms::NONE {
        let awaits = world::with(|world| world.fineness.awaits);
        let is_in = |thread: &u8| exhausted >> thread & 1 == 1;
        let each = if spurious > MOST_SIDE_BY_SIDE { (0..64).filter(is_in).map(Some).collect() } else { vec![None] };
        world::with(|world| world.exhausted = 0);
        // The first level is sampled if it cannot be searched; the others only add to it.
        let sample = if spurious == 1 { plan.sample } else { 0 };
        let mut is_all = true;
        for alone in each {
            let fineness = Fineness { freedoms, spurious, alone, awaits, ..plan.fineness };
            let more = explore::explore_from(Plan { sample, ..plan }, fineness, program)?;
            add_unknown(report, more.found);
            is_all &= more.all;
        }
        let could = could();
        exhausted = world::with(|world| world.exhausted);
        report.with_freedoms &= is_all || spurious > 1;
        if could != freedoms {
            // These freedoms lead to executions that could use more of them.
            freedoms = could;
            report.with_freedoms = true;
        } else if is_all && exhausted != 0 && spurious < plan.most_spurious {
            spurious += 1;
        } else {
            break;
        }
    }
    add_weak(plan, report, program);
    Ok(())
}

/// Whether [`Freedoms::ROUNDS`] is the only freedom, and every loop is known never to end by itself: then freedoms add nothing.
pub(crate) fn add_nothing(fineness: Fineness) -> bool {
    let is_endless = |(place, thread): &(crate::place::Place, usize)| fineness.loops.is_endless(*place, *thread);
    fineness.freedoms == Freedoms::ROUNDS && world::with(|world| world.waited.iter().all(is_endless))
}

/// Adds the outcomes that the memory model allows where an ordering is weaker than `SeqCst`.
///
/// They're searched first with spurious failures of an exchange, which may read from an earlier store; then together with [`WITH_WEAK`]; and then, for at most
/// [`MOST_WITH_ALL`] executions, with everything else that can add outcomes.
fn add_weak(plan: Plan, report: &mut Report, program: &Program) {
    if !world::with(|world| world.could).have(Freedoms::WEAK) {
        return;
    }
    let freedoms = Freedoms::WEAK.and(world::with(|world| world.could.of(Freedoms::FAILURE)));
    // The loops are known by now, and no number of schedules depends on what they wait for.
    let loops = world::with(|world| world.fineness.loops);
    let awaits = if loops == Loops::default() { plan.fineness.awaits } else { Awaits::OneAtomic };
    let fineness = Fineness { freedoms, spurious: 1, loops, awaits, ..plan.fineness };
    // If steps can't be independent, the search soon costs more than its outcomes are worth.
    let most_runs = if loops == Loops::default() { plan.most_runs } else { plan.most_runs / 5 };
    let mut search = |freedoms, most_runs| {
        let more = explore::explore_from(Plan { sample: 0, most_runs, ..plan }, Fineness { freedoms, ..fineness }, program);
        // A program that's too large for the memory model is still explored without it.
        let is_all = more.as_ref().is_ok_and(|more| more.all);
        add_unknown(report, more.map(|more| more.found).unwrap_or_default());
        is_all
    };
    let mut is_all = search(freedoms, most_runs);
    let could = world::with(|world| world.could);
    let with_weak = freedoms.and(could.of(WITH_WEAK));
    if is_all && with_weak != freedoms {
        is_all = search(with_weak, most_runs);
    }
    // More rounds add nothing to loops that are known never to end by themselves.
    let rounds = if add_nothing(Fineness { freedoms: Freedoms::ROUNDS, ..fineness }) { Freedoms::ROUNDS } else { Freedoms::NONE };
    let all = freedoms.and(could.without(rounds));
    if is_all && all != with_weak {
        search(all, most_runs.min(MOST_WITH_ALL));
    }
    report.with_freedoms &= is_all;
}

fn add_unknown(report: &mut Report, more: Vec<Found>) {
    for found in more {
        if !report.found.iter().any(|known| (&known.printed, known.end, &known.note) == (&found.printed, found.end, &found.note)) {
            report.found.push(Found { schedules: 0, ..found });
        }
    }
}
