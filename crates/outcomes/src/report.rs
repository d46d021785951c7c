//! Explores and replays closures, and displays and asserts on reports.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::explore::{self, Found, Plan, Replay, Report};
use crate::schedule::Schedule;
use crate::world::{End, Failure};

/// Explores a program, within the limits of [`Plan::default`].
///
/// The program uses this crate's doubles in place of std: [`crate::std::sync`], [`crate::std::thread`], [`crate::println!`]. It runs once per execution,
/// so it must start with nothing left over from an earlier one; make a `static` that holds something shared a [`crate::PerRun`].
///
/// # Panics
///
/// If the program can't be explored: an execution never ends, or another run doesn't repeat it. [`Plan::explore`] returns that as an error.
///
/// # Examples
///
/// ```
/// use outcomes::std::sync::Mutex;
/// use outcomes::std::thread;
///
/// let report = outcomes::of(|| {
///     let seats = Mutex::new(1);
///     thread::scope(|s| {
///         for name in ["Ann", "Ben"] {
///             let seats = &seats;
///             s.spawn(move || {
///                 let mut seats = seats.lock().unwrap();
///                 if *seats > 0 {
///                     *seats -= 1;
///                     outcomes::println!("{name} sits");
///                 }
///             });
///         }
///     });
/// });
/// report.assert_prints(&["Ann sits\n", "Ben sits\n"]);
/// ```
#[track_caller]
pub fn of(program: impl Fn() + Send + Sync + 'static) -> Report {
    Plan::default().explore(program).unwrap_or_else(|failure| panic!("the program cannot be explored: {failure}"))
}

impl Plan {
    /// Explores a program within these limits.
    ///
    /// # Errors
    ///
    /// If the program can't be explored: an execution exceeds [`Plan::limits`], a second run under the same schedule does something else, or the program uses
    /// something that has no double, such as `UnsafeCell::raw_get`, or changes the panic hook while other threads run.
    ///
    /// # Examples
    ///
    /// A search that is too long becomes a sample, and says so.
    ///
    /// ```
    /// use outcomes::Plan;
    /// use outcomes::std::thread;
    ///
    /// let plan = Plan { most_runs: 2, sample: 10, ..Plan::default() };
    /// let report = plan.explore(|| {
    ///     thread::scope(|s| {
    ///         for number in 0..3 {
    ///             s.spawn(move || outcomes::println!("{number}"));
    ///         }
    ///     });
    /// })?;
    /// assert!(!report.all);
    /// # Ok::<(), outcomes::Failure>(())
    /// ```
    pub fn explore(self, program: impl Fn() + Send + Sync + 'static) -> Result<Report, Failure> {
        explore::explore(self, &(Arc::new(program) as explore::Program))
    }
}

/// Runs a program once under a schedule that an exploration of it has found, and reports each step.
///
/// # Errors
///
/// If the program doesn't follow the schedule: it's a different program, or depends on more than the order of its steps.
///
/// # Examples
///
/// ```
/// use outcomes::std::thread;
///
/// let program = || {
///     thread::scope(|s| {
///         s.spawn(|| outcomes::println!("one"));
///         s.spawn(|| outcomes::println!("two"));
///     });
/// };
/// let report = outcomes::of(program);
/// let replay = outcomes::replay(&report.found[1].schedule, program)?;
/// assert_eq!(replay.printed, report.found[1].printed);
/// assert!(replay.lines.iter().any(|line| line.verb == "print"));
/// # Ok::<(), outcomes::Failure>(())
/// ```
pub fn replay(schedule: &Schedule, program: impl Fn() + Send + Sync + 'static) -> Result<Replay, Failure> {
    explore::replay(schedule, &(Arc::new(program) as explore::Program))
}

impl Report {
    /// Asserts that every schedule ends well and prints one of these texts, and that some schedule prints each of them.
    ///
    /// # Panics
    ///
    /// If not, or if not every schedule was explored; the message contains the whole report.
    #[track_caller]
    pub fn assert_prints(&self, texts: &[&str]) {
        self.assert_ends_well();
        let printed: BTreeSet<&str> = self.found.iter().map(|found| found.printed.as_str()).collect();
        let wanted: BTreeSet<&str> = texts.iter().copied().collect();
        assert!(printed == wanted, "the program doesn't print exactly the texts {wanted:?}:\n{self}");
    }

    /// Asserts that every schedule ends with `main` returning or with exit status 0.
    ///
    /// A panic in a thread that nobody joins doesn't end the program; [`Report::lost_panic`] is the line that starts the thread.
    ///
    /// # Panics
    ///
    /// If some schedule ends in a deadlock, a panic of `main`, a data race or another exit status, or if not every schedule was explored; the message contains the
    /// whole report.
    ///
    /// # Examples
    ///
    /// ```should_panic
    /// use outcomes::std::sync::Mutex;
    /// use outcomes::std::thread;
    ///
    /// let report = outcomes::of(|| {
    ///     let (one, other) = (Mutex::new(1), Mutex::new(2));
    ///     thread::scope(|s| {
    ///         s.spawn(|| drop((one.lock(), other.lock())));
    ///         s.spawn(|| drop((other.lock(), one.lock())));
    ///     });
    /// });
    /// report.assert_ends_well(); // panics: each of the two can wait for the other forever
    /// ```
    #[track_caller]
    pub fn assert_ends_well(&self) {
        assert!(self.all, "not every schedule was explored:\n{self}");
        assert!(self.found.iter().all(|found| found.end == End::Done), "the program can end badly:\n{self}");
    }

    /// Whether some schedule ends in a deadlock.
    pub fn can_deadlock(&self) -> bool {
        self.found.iter().any(|found| found.end == End::Deadlock)
    }

    /// Returns how many schedules these outcomes have in total; a lower bound unless [`Report::counted`].
    pub fn schedules(&self) -> u128 {
        self.found.iter().map(|found| found.schedules).sum()
    }

    /// Returns the outcomes, those with the most schedules first.
    pub fn sorted(&self) -> Vec<&Found> {
        let mut found: Vec<&Found> = self.found.iter().collect();
        found.sort_by(|a, b| b.schedules.cmp(&a.schedules).then_with(|| (&a.printed, a.end, &a.note).cmp(&(&b.printed, b.end, &b.note))));
        found
    }
}

/// Shows the number of schedules, then each outcome with its share.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.schedules();
        match (self.all, self.counted, self.limit) {
            (true, true, _) if total == 1 => writeln!(f, "The only schedule:")?,
            (true, true, _) => writeln!(f, "All {total} schedules:")?,
            (true, false, _) => writeln!(f, "All schedules, at least {total}:")?,
            (false, _, Some(explore::Limit::Outcomes)) => writeln!(f, "The first {total} schedules of more:")?,
            (false, ..) => {
                let runs = self.runs;
                writeln!(
                    f,
                    "A sample of {total} schedules, half of them random, half by PCT; the search stopped after {runs} executions:"
                )?;
            }
        }
        for found in self.sorted() {
            // A remark means that only freedoms that std's documentation allows lead to the outcome.
            match found.needs.remark() {
                remark if remark.is_empty() => writeln!(f, "\n{} of {total}", found.schedules)?,
                remark => writeln!(f, "\n{remark}")?,
            }
            for line in found.printed.lines() {
                writeln!(f, "  {line}")?;
            }
            match found.end {
                End::Done if found.printed.is_empty() => writeln!(f, "prints nothing")?,
                End::Done => {}
                End::Exit(status) => writeln!(f, "exit status: {status}")?,
                End::Panic => writeln!(f, "panic: {}", found.note)?,
                End::Deadlock => found.note.split(", ").try_for_each(|wait| writeln!(f, "deadlock: {wait}"))?,
                End::Undefined => writeln!(f, "undefined behavior: {}", found.note)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Failure {}
