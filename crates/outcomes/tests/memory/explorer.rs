//! The explorer on litmus programs, which are played with the doubles of std's atomics.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use outcomes::explore::{self, Plan};
use outcomes::sync::atomic::{AtomicU32, fence};
use outcomes::sync::{Condvar, Mutex};
use outcomes::{End, Fineness, Freedoms, hint, print, thread};

use crate::program::{Act, Outcome, Pause, Program, Try, Value};

/// All outcomes by the memory model, each with its number of executions.
pub fn explore(program: &Program) -> BTreeMap<String, usize> {
    let program = program.clone();
    let program: explore::Program = Arc::new(move || play(&program));
    let fineness = Fineness { freedoms: Freedoms::WEAK.and(Freedoms::FAILURE), spurious: 3, ..Fineness::default() };
    let plan =
        Plan { fineness, with_freedoms: false, most_outcomes: 10_000, most_steps: 100_000_000, most_runs: 10_000_000, ..Plan::default() };
    let report = explore::explore(plan, &program).unwrap();
    assert!(report.all);
    report.found.into_iter().map(|found| (found.printed, found.schedules as usize)).collect()
}

/// All outcomes, as any program's are found, each with whether it needs weaker orderings; none if that is too much.
pub fn explore_freely(program: &Program) -> Result<Option<BTreeMap<String, bool>>, String> {
    let program = program.clone();
    let program: explore::Program = Arc::new(move || play(&program));
    let plan = Plan { sample: 0, most_runs: 2_000, most_runs_with_loops: 500, most_spurious: 1, ..Plan::default() };
    let report = explore::explore(plan, &program).map_err(|failure| failure.what)?;
    let named = report.found.iter().map(|found| {
        let outcome = if found.end == End::Deadlock { "deadlock" } else { &found.printed };
        (outcome.to_owned(), found.needs.have(Freedoms::WEAK))
    });
    // A deadlock of other threads may be one more outcome of the same name.
    let mut outcomes = BTreeMap::new();
    for (outcome, is_weak) in named {
        *outcomes.entry(outcome).or_insert(true) &= is_weak;
    }
    Ok((report.all && report.with_freedoms).then_some(outcomes))
}

fn play(program: &Program) {
    let places: Vec<AtomicU32> = (0..program.places()).map(|_| AtomicU32::new(0)).collect();
    let registers = thread::scope(|s| {
        let threads: Vec<_> = (0..program.0.len())
            .map(|thread| {
                let places = &places;
                s.spawn(move || act(program, thread, places))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let outcome = Outcome { registers, places: places.into_iter().map(AtomicU32::into_inner).collect() };
    print!("{outcome}");
}

fn act(program: &Program, thread: usize, places: &[AtomicU32]) -> Vec<Option<u32>> {
    let mut registers = vec![None; program.registers(thread)];
    // Nobody notifies it: a wait comes to its end by time.
    let asleep = (Mutex::new(()), Condvar::new());
    let mut acts = program.0[thread].iter();
    while let Some(act) = acts.next() {
        match *act {
            Act::Load(register, place, order) => registers[register] = Some(places[place as usize].load(order)),
            Act::Store(place, value, order) => {
                let value = match value {
                    Value::Is(value) => value,
                    Value::Of(register) => registers[register].unwrap_or(0),
                };
                places[place as usize].store(value, order);
            }
            Act::Add(register, place, more, order) => registers[register] = Some(places[place as usize].fetch_add(more, order)),
            Act::Swap(register, place, value, order) => registers[register] = Some(places[place as usize].swap(value, order)),
            Act::Exchange(register, place, expected, new, success, failure) => {
                let (Ok(old) | Err(old)) = places[place as usize].compare_exchange(expected, new, success, failure);
                registers[register] = Some(old);
            }
            Act::WeakExchange(register, place, expected, new, success, failure) => {
                let (Ok(old) | Err(old)) = places[place as usize].compare_exchange_weak(expected, new, success, failure);
                registers[register] = Some(old);
            }
            Act::Fence(order) => fence(order),
            Act::If(register, value) => {
                if registers[register] != Some(value) {
                    acts.next();
                }
            }
            Act::Await(place, value, how, Pause::WaitTimeout) => {
                let mut guard = asleep.0.lock().unwrap();
                while !succeeds(&places[place as usize], value, how) {
                    guard = asleep.1.wait_timeout(guard, Duration::from_millis(1)).unwrap().0;
                }
            }
            Act::Await(place, value, how, between) => {
                let place = &places[place as usize];
                while !succeeds(place, value, how) {
                    pause(between);
                }
            }
            Act::Read(..) | Act::Write(..) => unreachable!("plain memory has no double"),
        }
    }
    registers
}

fn succeeds(place: &AtomicU32, value: u32, how: Try) -> bool {
    match how {
        Try::Load(order) => place.load(order) == value,
        Try::Swap(order) => place.swap(0, order) == value,
        Try::Exchange(new, success, failure) => place.compare_exchange(value, new, success, failure).is_ok(),
        Try::WeakExchange(new, success, failure) => place.compare_exchange_weak(value, new, success, failure).is_ok(),
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
