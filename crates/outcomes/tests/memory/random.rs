//! Random litmus programs, the same for each seed.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::common::Random;
use crate::program::{Access, Act, Pause, Program, Value};

/// Generates two to four threads on two places, with at most `most` accesses in all.
pub fn program(seed: u64, most: usize) -> Program {
    let mut random = Random::new(seed);
    let threads = 2 + random.below(3);
    let mut left = most;
    let mut lists = Vec::new();
    for thread in 0..threads {
        let length = (1 + random.below(3)).min(left.saturating_sub(threads - thread - 1)).max(1);
        left = left.saturating_sub(length);
        let mut registers = 0;
        let mut list = Vec::new();
        for _ in 0..length {
            if random.below(5) == 0 {
                list.push(Act::Fence(random.of(&[Acquire, Release, AcqRel, SeqCst, SeqCst])));
            }
            let place = random.below(2) as u32;
            let act = match random.below(12) {
                0..4 => Act::Read(registers, place, Access::Load(random.of(&[Relaxed, Acquire, SeqCst]))),
                4..8 => Act::Store(place, Value::Is(1 + random.below(2) as u32), random.of(&[Relaxed, Release, SeqCst])),
                8 => Act::Read(registers, place, Access::Add(1, random.of(&[Relaxed, Acquire, Release, AcqRel, SeqCst]))),
                9 => Act::Read(registers, place, Access::Swap(3, random.of(&[Relaxed, AcqRel, SeqCst]))),
                10 => {
                    let expected = random.below(2) as u32;
                    let (success, failure) = (random.of(&[Relaxed, AcqRel]), random.of(&[Relaxed, Acquire]));
                    Act::Read(registers, place, Access::Exchange(expected, 4, success, failure))
                }
                _ if registers > 0 => Act::Store(place, Value::Of(registers - 1), random.of(&[Relaxed, Release])),
                _ => {
                    let (success, failure) = (random.of(&[Release, SeqCst]), random.of(&[Relaxed, SeqCst]));
                    Act::Read(registers, place, Access::WeakExchange(0, 4, success, failure))
                }
            };
            registers += usize::from(matches!(act, Act::Read(..)));
            list.push(act);
        }
        lists.push(list);
    }
    Program(lists)
}

/// Generates two or three threads on two places, with loops that wait for a 1, which a swap replaces with 0 and an exchange with 2.
pub fn with_loops(seed: u64) -> Program {
    let mut random = Random::new(seed ^ 0x6c6f_6f70);
    let threads = 2 + usize::from(random.below(3) == 0);
    let pauses = [Pause::Nothing, Pause::SpinLoop, Pause::YieldNow, Pause::ParkTimeout, Pause::WaitTimeout];
    let mut lists: Vec<Vec<Act>> = vec![Vec::new(); threads];
    for (thread, list) in lists.iter_mut().enumerate() {
        let mut registers = 0;
        for _ in 0..1 + random.below(5 - threads) {
            let place = random.below(2) as u32;
            let waits = thread == 0 || random.below(3) == 0;
            let act = match random.below(4) {
                0 => {
                    registers += 1;
                    Act::Read(registers - 1, place, Access::Load(random.of(&[Relaxed, Acquire, SeqCst])))
                }
                1..4 if !waits => Act::Store(place, Value::Is(1), random.of(&[Relaxed, Release, SeqCst])),
                _ => {
                    let (success, failure) = (random.of(&[Relaxed, Acquire, AcqRel, SeqCst]), random.of(&[Relaxed, Acquire, SeqCst]));
                    let how = match random.below(6) {
                        0 => Access::Swap(0, success),
                        1 => Access::Exchange(1, 2, success, failure),
                        2..4 => Access::WeakExchange(1, 2, success, failure),
                        _ => Access::Load(failure),
                    };
                    Act::Await(place, 1, how, random.of(&pauses))
                }
            };
            list.push(act);
        }
    }
    Program(lists)
}
