//! Random litmus programs, the same each time.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use crate::program::{Act, Program, Value};

/// Numbers that look random.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    fn of(&mut self, orders: &[Ordering]) -> Ordering {
        orders[self.below(orders.len())]
    }
}

/// Two to four threads on two places, with `most` accesses in all.
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
                0..4 => Act::Load(registers, place, random.of(&[Relaxed, Acquire, SeqCst])),
                4..8 => Act::Store(place, Value::Is(1 + random.below(2) as u32), random.of(&[Relaxed, Release, SeqCst])),
                8 => Act::Add(registers, place, 1, random.of(&[Relaxed, Acquire, Release, AcqRel, SeqCst])),
                9 => Act::Swap(registers, place, 3, random.of(&[Relaxed, AcqRel, SeqCst])),
                10 => Act::Exchange(
                    registers,
                    place,
                    random.below(2) as u32,
                    4,
                    random.of(&[Relaxed, AcqRel]),
                    random.of(&[Relaxed, Acquire]),
                ),
                _ if registers > 0 => Act::Store(place, Value::Of(registers - 1), random.of(&[Relaxed, Release])),
                _ => Act::WeakExchange(registers, place, 0, 4, random.of(&[Release, SeqCst]), random.of(&[Relaxed, SeqCst])),
            };
            let reads = matches!(act, Act::Load(..) | Act::Add(..) | Act::Swap(..) | Act::Exchange(..) | Act::WeakExchange(..));
            registers += usize::from(reads);
            list.push(act);
        }
        lists.push(list);
    }
    Program(lists)
}
