//! The explorer on litmus programs, which are played with the doubles of std's atomics.

use std::collections::BTreeMap;
use std::sync::Arc;

use outcomes::explore::{self, Plan};
use outcomes::sync::atomic::{AtomicU32, fence};
use outcomes::{Fineness, Freedoms, print, thread};

use crate::program::{Act, Outcome, Program, Value};

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
            Act::Read(..) | Act::Write(..) => unreachable!("plain memory has no double"),
        }
    }
    registers
}
