//! Protects the numbers in a record: how many orders of the steps of one run are the same run, seen from every thread.

use std::collections::HashMap;

/// The most threads that a search can tell apart; a listing with more is sampled.
pub const MOST_THREADS: usize = 16;

/// How many steps of each thread lie behind something: of all threads, the first so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Clock([u8; MOST_THREADS]);

impl Clock {
    /// Adds all that lies behind `other`.
    pub fn join(&mut self, other: &Self) {
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*other);
        }
    }

    /// Counts one more step of `thread`; `false` if the clock is too small for that.
    pub fn tick(&mut self, thread: usize) -> bool {
        match self.0.get_mut(thread).and_then(|count| count.checked_add(1).map(|more| *count = more)) {
            Some(()) => true,
            None => false,
        }
    }

    /// Whether all that lies behind this lies behind `other` too.
    fn lies_behind(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(mine, other)| mine <= other)
    }
}

/// In how many orders these steps can come, each given as its thread and what must lie behind it, and the work that counting took; no number if that is more
/// than `most`.
///
/// The steps of a thread keep their order. The count goes over all cuts through the run, by their number of steps.
pub fn orders(steps: &[(usize, Clock)], most: usize) -> (Option<u128>, usize) {
    let mut lanes: [Vec<&Clock>; MOST_THREADS] = Default::default();
    for (thread, before) in steps {
        lanes[*thread].push(before);
    }
    let mut work = 0;
    let mut cuts: HashMap<Clock, u128> = HashMap::from([(Clock::default(), 1)]);
    for _ in steps {
        if work > most {
            return (None, work);
        }
        let mut longer = HashMap::with_capacity(cuts.len());
        for (cut, ways) in cuts {
            for (thread, lane) in lanes.iter().enumerate() {
                let Some(before) = lane.get(usize::from(cut.0[thread])) else { continue };
                let mut next = cut;
                if before.lies_behind(&cut) && next.tick(thread) {
                    let sum: &mut u128 = longer.entry(next).or_default();
                    *sum = sum.saturating_add(ways);
                    work += 1;
                }
            }
        }
        cuts = longer;
    }
    (Some(cuts.values().fold(0, |sum, ways| sum.saturating_add(*ways))), work)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps that touch nothing in common come in every order: two threads of two steps in six.
    #[test]
    fn free_steps_come_in_every_order() {
        let behind = |counts: [u8; 2]| {
            let mut clock = Clock::default();
            clock.0[..2].copy_from_slice(&counts);
            clock
        };
        let free = [(0, behind([0, 0])), (0, behind([1, 0])), (1, behind([0, 0])), (1, behind([0, 1]))];
        assert_eq!(orders(&free, 100).0, Some(6));
        let tied = [(0, behind([0, 0])), (0, behind([1, 0])), (1, behind([2, 0])), (1, behind([2, 1]))];
        assert_eq!(orders(&tied, 100).0, Some(1));
        assert_eq!(orders(&[], 100).0, Some(1));
        assert_eq!(orders(&free, 1).0, None);
    }
}
