//! Counts the orders in which the steps of one execution can happen without changing what any thread sees: the linear extensions of the happens-before order.
//!
//! Counting linear extensions is #P-complete (Brightwell and Winkler, 1991), so the order is decomposed first. Parallel parts, with no happens-before
//! between them, are counted separately and interleaved in any way, which multiplies by a multinomial coefficient; the counts of parts in series are
//! multiplied. What can't be decomposed is counted by dynamic programming over its down-sets (consistent cuts).

use std::collections::HashMap;

use smallvec::SmallVec;

use crate::clock::VectorClock;

/// Counts linear extensions, with at most `most` work: transitions between down-sets, and comparisons of steps by the hundred.
#[derive(Debug, Default)]
pub struct Counting {
    work: usize,
    most: usize,
}

#[derive(Debug, Clone, Copy)]
struct Step<'a> {
    thread: usize,
    number: u32,
    before: &'a VectorClock,
}

impl Step<'_> {
    fn happens_before(&self, later: &Self) -> bool {
        later.thread == self.thread && later.number > self.number || later.before.includes(self.thread, self.number)
    }
}

impl Counting {
    /// Creates a counter that has done no work yet.
    pub fn new(most: usize) -> Self {
        Self { work: 0, most }
    }

    /// Returns the number of possible orders of these steps, or `None` if it doesn't fit or would take more work than is left. Each step is given as its thread and
    /// what happens before it, in one of those orders.
    pub fn linearizations(&mut self, steps: &[(usize, &VectorClock)]) -> Option<u128> {
        let mut numbers: Vec<u32> = Vec::new();
        let steps = steps.iter().map(|(thread, before)| {
            if numbers.len() <= *thread {
                numbers.resize(thread + 1, 0);
            }
            numbers[*thread] += 1;
            Step { thread: *thread, number: numbers[*thread], before }
        });
        self.count(&steps.collect::<Vec<_>>())
    }

    /// Counts the orders of a part, whose steps are given in one of them.
    fn count(&mut self, part: &[Step<'_>]) -> Option<u128> {
        if part.len() <= 1 {
            return Some(1);
        }
        self.work += part.len() * part.len() / 100;
        if self.work > self.most {
            return None;
        }
        let in_series = in_series(part);
        if in_series.len() > 1 {
            return in_series.into_iter().try_fold(1u128, |product, part| product.checked_mul(self.count(part)?));
        }
        let in_parallel = in_parallel(part);
        if in_parallel.len() == 1 {
            return self.count_down_sets(part);
        }
        let mut product = 1u128;
        let mut so_far = 0;
        for part in &in_parallel {
            so_far += part.len();
            product = product.checked_mul(choose(so_far, part.len())?)?.checked_mul(self.count(part)?)?;
        }
        Some(product)
    }

    /// Counts the paths from the empty down-set to the whole part, one size of down-set at a time.
    fn count_down_sets(&mut self, part: &[Step<'_>]) -> Option<u128> {
        let mut threads: Vec<usize> = part.iter().map(|step| step.thread).collect();
        threads.sort_unstable();
        threads.dedup();
        let of = |thread: usize| part.iter().filter(move |step| step.thread == thread);
        // For each thread, how many steps it has before this part, and how many in it.
        let sizes: Vec<(u32, u32)> =
            threads.iter().filter_map(|thread| Some((of(*thread).next()?.number - 1, of(*thread).count() as u32))).collect();
        let needs = |step: &Step<'_>| -> Needs {
            let each = threads.iter().zip(&sizes);
            let needs = each.map(|(other, (before, steps))| step.before.count(*other).saturating_sub(*before).min(*steps));
            needs.map(|needs| u16::try_from(needs).unwrap_or(u16::MAX)).collect()
        };
        let lanes: Vec<Vec<Needs>> = threads.iter().map(|thread| of(*thread).map(needs).collect()).collect();
        let mut cuts: HashMap<Needs, u128> = HashMap::from([(SmallVec::from_elem(0, threads.len()), 1)]);
        for _ in part {
            let mut larger: HashMap<Needs, u128> = HashMap::with_capacity(cuts.len());
            for (cut, ways) in cuts {
                if self.work > self.most {
                    return None;
                }
                for (mine, lane) in lanes.iter().enumerate() {
                    let Some(needs) = lane.get(usize::from(cut[mine])) else { continue };
                    let is_minimal = needs.iter().enumerate().all(|(other, needs)| other == mine || *needs <= cut[other]);
                    if is_minimal {
                        let mut next = cut.clone();
                        next[mine] += 1;
                        let sum = larger.entry(next).or_default();
                        *sum = sum.checked_add(ways)?;
                        self.work += 1;
                    }
                }
            }
            cuts = larger;
        }
        cuts.into_values().next()
    }
}

/// A number of steps for each thread of a part.
type Needs = SmallVec<[u16; 16]>;

/// Splits a part in series: each step of one happens before each step of the next.
fn in_series<'a, 'b>(part: &'a [Step<'b>]) -> Vec<&'a [Step<'b>]> {
    // For each step, how many steps at the beginning of the part all happen before it.
    let after: Vec<usize> =
        part.iter().map(|step| part.iter().position(|earlier| !earlier.happens_before(step)).unwrap_or(part.len())).collect();
    let mut parts = Vec::new();
    let (mut end, mut least) = (part.len(), usize::MAX);
    for start in (0..part.len()).rev() {
        least = least.min(after[start]);
        if start > 0 && least >= start || start == 0 {
            parts.push(&part[start..end]);
            end = start;
        }
    }
    parts.reverse();
    parts
}

/// Splits a part in parallel: there's no happens-before between steps of different parts.
fn in_parallel<'b>(part: &[Step<'b>]) -> Vec<Vec<Step<'b>>> {
    let mut parts: Vec<Vec<Step<'b>>> = Vec::new();
    for step in part {
        let comes_after = |part: &Vec<Step<'b>>| part.iter().any(|earlier| earlier.happens_before(step));
        let (before, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(comes_after);
        let mut joined = before.concat();
        joined.push(*step);
        parts = apart;
        parts.push(joined);
    }
    parts
}

/// The binomial coefficient, if it fits.
fn choose(of: usize, some: usize) -> Option<u128> {
    let some = some.min(of - some);
    (0..some).try_fold(1u128, |product, index| {
        let (factor, divisor) = ((of - index) as u128, index as u128 + 1);
        // Divide first, to keep the numbers small: the product times the factor is a multiple of the divisor.
        let common = gcd(product, divisor);
        (product / common).checked_mul(factor / (divisor / common))
    })
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(counts: &[u32]) -> VectorClock {
        let mut clock = VectorClock::default();
        for (thread, count) in counts.iter().enumerate() {
            (0..*count).for_each(|_| clock.tick(thread));
        }
        clock
    }

    fn count(steps: &[(usize, &[u32])], most: usize) -> Option<u128> {
        let clocks: Vec<(usize, VectorClock)> = steps.iter().map(|(thread, before)| (*thread, clock(before))).collect();
        let steps: Vec<(usize, &VectorClock)> = clocks.iter().map(|(thread, before)| (*thread, before)).collect();
        Counting::new(most).linearizations(&steps)
    }

    /// Independent steps of two threads can happen in every order; steps that wait for others, in only one.
    #[test]
    fn independent_steps_come_in_every_order() {
        assert_eq!(count(&[(0, &[]), (0, &[1]), (1, &[]), (1, &[0, 1])], 100), Some(6));
        assert_eq!(count(&[(0, &[]), (0, &[1]), (1, &[2]), (1, &[2, 1])], 100), Some(1));
        assert_eq!(count(&[], 100), Some(1));
    }

    /// An order that is neither in series nor in parallel: the N, with five linear extensions.
    #[test]
    fn what_cannot_be_taken_apart_is_counted_by_its_down_sets() {
        let steps: &[(usize, &[u32])] = &[(0, &[]), (1, &[]), (0, &[1, 1]), (1, &[0, 1])];
        assert_eq!(count(steps, 100), Some(5));
        assert_eq!(count(steps, 2), None);
    }

    /// A number that doesn't fit is `None`.
    #[test]
    fn numbers_that_do_not_fit_are_not_given() {
        assert_eq!(choose(130, 65), Some(95067625827960698145584333020095113100));
        assert_eq!(choose(140, 70), None);
        assert_eq!(choose(28, 0), Some(1));
    }
}
