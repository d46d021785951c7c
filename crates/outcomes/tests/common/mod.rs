//! Random programs, the same each time, and how many of them are tried.

/// Numbers that look random (xorshift64*).
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

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// How many random programs are tried: never fewer than so many, whatever a variable that was left in a shell says.
pub fn programs(least: u64) -> u64 {
    let asked = std::env::var("GUARDED_PROGRAMS").ok().map(|count| count.parse().expect("GUARDED_PROGRAMS is a number"));
    asked.unwrap_or(least).max(least)
}
