//! Runs the explorer on litmus programs, with the doubles of std's atomics.

use std::collections::BTreeMap;
use std::time::Duration;

use outcomes::std::cell::UnsafeCell;
use outcomes::sync::atomic::{AtomicU32, fence};
use outcomes::sync::{Condvar, Mutex};
use outcomes::{End, Fineness, Freedoms, Plan, hint, print, thread};

use crate::program::{Access, Act, Outcome, Pause, Program, Value};

/// Returns all outcomes under the memory model, each with its number of executions.
pub fn explore(program: &Program) -> BTreeMap<String, usize> {
    let program = program.clone();
    let fineness = Fineness { freedoms: Freedoms::WEAK.and(Freedoms::FAILURE), spurious: 3, ..Fineness::default() };
    let plan =
        Plan { fineness, with_freedoms: false, most_outcomes: 10_000, most_steps: 100_000_000, most_runs: 10_000_000, ..Plan::default() };
    let report = plan.explore(move || play(&program)).unwrap();
    assert!(report.all);
    report.found.into_iter().map(|found| (found.printed, found.schedules as usize)).collect()
}

/// Explores a program like any other. Returns all outcomes, each with whether it needs weaker orderings, or `None` if that's too much.
pub fn explore_freely(program: &Program) -> Result<Option<BTreeMap<String, bool>>, String> {
    let program = program.clone();
    let plan = Plan { sample: 0, most_runs: 2_000, most_runs_with_loops: 500, most_spurious: 1, ..Plan::default() };
    let report = plan.explore(move || play(&program)).map_err(|failure| failure.what)?;
    let named = report.found.iter().map(|found| {
        let outcome = if found.end == End::Deadlock { "deadlock" } else { &found.printed };
        (outcome.to_owned(), found.needs.have(Freedoms::WEAK))
    });
    // Deadlocks of different threads are different outcomes with the same name.
    let mut outcomes = BTreeMap::new();
    for (outcome, is_weak) in named {
        *outcomes.entry(outcome).or_insert(true) &= is_weak;
    }
    Ok((report.all && report.with_freedoms).then_some(outcomes))
}

/// Whether some execution has a data race.
pub fn races(program: &Program) -> bool {
    let program = program.clone();
    let report = Plan::default().explore(move || play(&program)).unwrap();
    assert!(report.all && report.with_freedoms, "{report}");
    report.found.iter().any(|found| found.end == End::Undefined)
}

/// What threads share: a place is used as an atomic or as plain memory.
#[derive(Default)]
struct Shared {
    atomic: AtomicU32,
    plain: UnsafeCell<u32>,
}

// SAFETY: these tests check whether threads share it soundly, with an explorer that runs one thread at a time.
unsafe impl Sync for Shared {}

fn play(program: &Program) {
    let places: Vec<Shared> = (0..program.places()).map(|_| Shared::default()).collect();
    let registers = thread::scope(|s| {
        let threads: Vec<_> = (0..program.0.len())
            .map(|thread| {
                let places = &places;
                s.spawn(move || act(program, thread, places))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let outcome = Outcome { registers, places: places.into_iter().map(|place| place.atomic.into_inner()).collect() };
    print!("{outcome}");
}

fn act(program: &Program, thread: usize, places: &[Shared]) -> Vec<Option<u32>> {
    let mut registers = vec![None; program.registers(thread)];
    // Nobody notifies it: a wait ends by timing out.
    let asleep = (Mutex::new(()), Condvar::new());
    let mut acts = program.0[thread].iter();
    while let Some(act) = acts.next() {
        match *act {
            Act::Read(register, place, how) => {
                let (Ok(found) | Err(found)) = access(&places[place as usize], how);
                registers[register] = Some(found);
            }
            Act::Store(place, value, order) => {
                let value = match value {
                    Value::Is(value) => value,
                    Value::Of(register) => registers[register].unwrap_or(0),
                };
                places[place as usize].atomic.store(value, order);
            }
            // SAFETY: as for `Shared`.
            Act::Write(place, value) => unsafe { *places[place as usize].plain.get() = value },
            Act::Fence(order) => fence(order),
            Act::If(register, value) => {
                if registers[register] != Some(value) {
                    acts.next();
                }
            }
            Act::Await(place, value, how, Pause::WaitTimeout) => {
                let mut guard = asleep.0.lock().unwrap();
                while access(&places[place as usize], how) != Ok(value) {
                    guard = asleep.1.wait_timeout(guard, Duration::from_millis(1)).unwrap().0;
                }
            }
            Act::Await(place, value, how, between) => {
                while access(&places[place as usize], how) != Ok(value) {
                    pause(between);
                }
            }
        }
    }
    registers
}

/// Accesses a place and returns what was there, as an error if an exchange fails. The explorer tells loops apart by their places in the code, so each kind of access has
/// its own: if loops of different kinds share one, the search takes minutes.
fn access(place: &Shared, how: Access) -> Result<u32, u32> {
    match how {
        // SAFETY: as for `Shared`.
        Access::Plain => Ok(unsafe { *place.plain.get() }),
        Access::Load(order) => Ok(place.atomic.load(order)),
        Access::Add(more, order) => Ok(place.atomic.fetch_add(more, order)),
        Access::Swap(value, order) => Ok(place.atomic.swap(value, order)),
        Access::Exchange(expected, new, success, failure) => place.atomic.compare_exchange(expected, new, success, failure),
        Access::WeakExchange(expected, new, success, failure) => place.atomic.compare_exchange_weak(expected, new, success, failure),
    }
}

fn pause(how: Pause) {
    match how {
        Pause::Nothing => {}
        Pause::SpinLoop => hint::spin_loop(),
        Pause::YieldNow => thread::yield_now(),
        Pause::ParkTimeout => thread::park_timeout(Duration::from_millis(1)),
        Pause::WaitTimeout => unreachable!("it has a loop of its own"),
    }
}
