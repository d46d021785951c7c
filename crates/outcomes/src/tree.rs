//! Protects "these outcomes and no others": the search goes through every schedule, and runs none that only swaps neighbors which do not see each other.
//!
//! Depth first, with sleep sets (Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996): a choice that was tried at a node
//! stays asleep below its siblings until one of them does something that it could notice.

/// One thing shared between threads, numbered within a run.
pub type ObjectId = u32;

/// What a step touches, and whether others could tell that it did: at most two things.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touches {
    each: [Option<(ObjectId, bool)>; 2],
    /// Nothing else can happen after it: the program ends.
    all: bool,
}

impl Touches {
    /// Touches nothing.
    pub const NOTHING: Self = Self { each: [None, None], all: false };

    /// The last step of a program, which every other step comes before or never.
    pub const ALL: Self = Self { each: [None, None], all: true };

    /// Touches one thing more.
    pub const fn and(mut self, object: ObjectId, writes: bool) -> Self {
        if self.each[0].is_none() {
            self.each[0] = Some((object, writes));
        } else {
            self.each[1] = Some((object, writes));
        }
        self
    }

    /// The things touched, each with whether it is changed.
    pub fn each(&self) -> impl Iterator<Item = (ObjectId, bool)> {
        self.each.into_iter().flatten()
    }

    /// Whether the program ends here.
    pub fn touches_all(&self) -> bool {
        self.all
    }

    /// Whether the other order of the two would be the same to every thread.
    fn is_apart_from(&self, other: &Self) -> bool {
        let meets = |one: (ObjectId, bool)| other.each().any(|another| one.0 == another.0 && (one.1 || another.1));
        !self.all && !other.all && !self.each().any(meets)
    }
}

/// A step that a thread could take next: one of several, where the outside decides (which waiter is notified, whether a wait times out).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The thread.
    pub thread: usize,
    /// Which of its possible steps.
    pub way: u32,
    /// What it touches.
    pub touches: Touches,
}

/// A point of the search.
#[derive(Debug)]
struct Node {
    choices: Vec<Choice>,
    taken: usize,
    /// Bits of the choices that were searched before the one taken.
    done: u64,
    /// Bits of the choices that lead only to runs which were searched elsewhere.
    asleep: u64,
}

/// What the search says of a run that has come to a point with several choices.
#[derive(Debug, PartialEq, Eq)]
pub enum Pick {
    /// Take this choice.
    Take(usize),
    /// Every way on was searched elsewhere.
    Known,
    /// The run came here before and had other choices then.
    Differs,
}

/// The path from the start to the current run's end, with what was searched beside it.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    depth: usize,
    /// Whether to leave out runs that only swap steps which do not see each other.
    reduced: bool,
}

impl Tree {
    /// A search that has not begun.
    pub fn new(reduced: bool) -> Self {
        Self { nodes: Vec::new(), depth: 0, reduced }
    }

    /// The choice that the current run takes here.
    pub fn pick(&mut self, choices: &[Choice]) -> Pick {
        if let Some(node) = self.nodes.get(self.depth) {
            self.depth += 1;
            return if node.choices == choices { Pick::Take(node.taken) } else { Pick::Differs };
        }
        let asleep = self.nodes.last().map_or(0, |parent| asleep_below(parent, choices, self.reduced));
        let Some(taken) = first_of(choices.len(), asleep) else { return Pick::Known };
        self.nodes.push(Node { choices: choices.to_vec(), taken, done: 0, asleep });
        self.depth += 1;
        Pick::Take(taken)
    }

    /// Turns to the next run; `false` if there is none.
    pub fn next_run(&mut self) -> bool {
        self.depth = 0;
        while let Some(node) = self.nodes.last_mut() {
            node.done |= 1 << node.taken;
            if let Some(next) = first_of(node.choices.len(), node.done | node.asleep) {
                node.taken = next;
                return true;
            }
            self.nodes.pop();
        }
        false
    }
}

/// The choices that sleep after the one taken at `parent`: they slept or were searched there, and are apart from it.
fn asleep_below(parent: &Node, choices: &[Choice], reduced: bool) -> u64 {
    let taken = &parent.choices[parent.taken];
    let sleepers = parent.asleep | parent.done;
    if !reduced || sleepers == 0 {
        return 0;
    }
    let sleeps = |choice: &Choice| {
        let before = parent.choices.iter().position(|before| (before.thread, before.way) == (choice.thread, choice.way));
        before.is_some_and(|at| sleepers >> at & 1 == 1 && choice.thread != taken.thread && choice.touches.is_apart_from(&taken.touches))
    };
    choices.iter().enumerate().filter(|(_, choice)| sleeps(choice)).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// The first of `count` choices whose bit is not in `without`.
fn first_of(count: usize, without: u64) -> Option<usize> {
    (0..count).find(|at| without >> at & 1 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a program whose threads take the given steps, each with what it touches, and gives the schedules searched to their end.
    fn search(threads: &[&[Touches]], reduced: bool) -> Vec<Vec<usize>> {
        let mut tree = Tree::new(reduced);
        let mut runs = Vec::new();
        loop {
            let mut at = vec![0; threads.len()];
            let mut run = Vec::new();
            let known = loop {
                let open = (0..threads.len()).filter(|thread| at[*thread] < threads[*thread].len());
                let choices: Vec<Choice> = open.map(|thread| Choice { thread, way: 0, touches: threads[thread][at[thread]] }).collect();
                if choices.is_empty() {
                    break false;
                }
                let Pick::Take(taken) = tree.pick(&choices) else { break true };
                at[choices[taken].thread] += 1;
                run.push(choices[taken].thread);
            };
            if !known {
                runs.push(run);
            }
            if !tree.next_run() {
                return runs;
            }
        }
    }

    fn touch(object: ObjectId, writes: bool) -> Touches {
        Touches::NOTHING.and(object, writes)
    }

    /// Without reduction, two threads of two steps have six schedules, whatever they touch.
    #[test]
    fn every_schedule_is_searched() {
        let steps = [touch(0, false), touch(0, true)];
        assert_eq!(search(&[&steps, &steps], false).len(), 6);
    }

    /// With it, a run stands for all that swap steps which are apart: writes to two things, or reads of one.
    #[test]
    fn a_run_stands_for_its_like() {
        assert_eq!(search(&[&[touch(0, true); 3], &[touch(1, true); 3]], true).len(), 1);
        assert_eq!(search(&[&[touch(0, false); 3], &[touch(0, false); 3]], true).len(), 1);
        assert_eq!(search(&[&[touch(0, true); 2], &[touch(0, true); 2]], true).len(), 6);
        assert_eq!(search(&[&[Touches::ALL], &[touch(0, true)]], true).len(), 2);
    }
}
