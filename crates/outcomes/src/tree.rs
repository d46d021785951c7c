//! The search: depth first over the choices of an execution, with dynamic partial-order reduction.
//!
//! Two executions that differ only by swapping adjacent independent steps are the same *Mazurkiewicz trace*: no thread can tell them apart. At each point,
//! only the choices that a race asks for are explored, a *source set* of the traces from there on (Abdulla, Aronis, Jonsson and Sagonas, *Optimal dynamic partial
//! order reduction*, 2014). *Sleep sets* (Godefroid, *Partial-Order Methods for the Verification of Concurrent Systems*, 1996) keep a choice that was explored at
//! a node from being explored again below its siblings, until one of them does something dependent.
//!
//! `race_reversal.rs` finds the races.

/// An object shared between threads, numbered within an execution.
pub type ObjectId = u32;

/// What a step accesses: at most two objects, each with whether it's written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touches {
    each: [Option<(ObjectId, bool)>; 2],
    /// Whether nothing else can happen after it, because the program ends.
    all: bool,
}

impl Touches {
    /// Accesses nothing.
    pub const NOTHING: Self = Self { each: [None, None], all: false };

    /// The last step of a program: every other step happens before it or never.
    pub const ALL: Self = Self { each: [None, None], all: true };

    /// Adds an access to one more object.
    pub const fn and(mut self, object: ObjectId, writes: bool) -> Self {
        if self.each[0].is_none() {
            self.each[0] = Some((object, writes));
        } else {
            self.each[1] = Some((object, writes));
        }
        self
    }

    /// The objects accessed, each with whether it is written.
    pub fn each(&self) -> impl Iterator<Item = (ObjectId, bool)> {
        self.each.into_iter().flatten()
    }

    /// Whether the program ends here.
    pub fn touches_all(&self) -> bool {
        self.all
    }

    /// Whether the two are independent: they commute, and neither enables the other.
    pub fn is_independent_of(&self, other: &Self) -> bool {
        let meets = |one: (ObjectId, bool)| other.each().any(|another| one.0 == another.0 && (one.1 || another.1));
        !self.all && !other.all && !self.each().any(meets)
    }
}

/// A step that a thread could take next; one of several if the environment decides (which waiter is notified, whether a wait times out).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The thread.
    pub thread: usize,
    /// Which of its possible steps.
    pub way: u32,
    /// What it accesses.
    pub touches: Touches,
}

/// One choice at a node, and how far the search has explored it.
#[derive(Debug, Clone, Copy)]
struct Branch {
    choice: Choice,
    /// It was explored before the one taken now.
    done: bool,
    /// It leads only to traces that were explored elsewhere.
    asleep: bool,
    /// It belongs to the source set: some race asks for it.
    wanted: bool,
}

/// A point of the search.
#[derive(Debug)]
struct Node {
    branches: Vec<Branch>,
    taken: usize,
}

/// What the search answers when an execution has reached a point with choices.
#[derive(Debug, PartialEq, Eq)]
pub enum Pick {
    /// Take this choice.
    Take(usize),
    /// Every choice is asleep: each trace from here on was explored elsewhere.
    Redundant,
    /// An earlier execution reached this point with different choices.
    Differs,
}

/// The current execution's path, with what has been explored at each of its points.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    depth: usize,
    /// The depth where the current execution departs from the previous one.
    new_from: usize,
    /// Whether to explore one execution per trace instead of all.
    reduced: bool,
}

impl Tree {
    /// Creates a search that hasn't begun.
    pub fn new(reduced: bool) -> Self {
        Self { nodes: Vec::new(), depth: 0, new_from: 0, reduced }
    }

    /// Picks the choice that the current execution takes here.
    pub fn pick(&mut self, choices: &[Choice]) -> Pick {
        if let Some(node) = self.nodes.get(self.depth) {
            self.depth += 1;
            let is_the_same =
                node.branches.len() == choices.len() && node.branches.iter().zip(choices).all(|(one, other)| one.choice == *other);
            return if is_the_same { Pick::Take(node.taken) } else { Pick::Differs };
        }
        let parent = self.nodes.last();
        let branches = choices.iter().map(|choice| {
            let asleep = self.reduced && parent.is_some_and(|parent| parent.puts_to_sleep(choice));
            Branch { choice: *choice, done: false, asleep, wanted: !self.reduced }
        });
        let mut node = Node { branches: branches.collect(), taken: 0 };
        let Some(taken) = node.branches.iter().position(|branch| !branch.asleep) else { return Pick::Redundant };
        node.taken = taken;
        node.want(choices[taken].thread);
        self.nodes.push(node);
        self.depth += 1;
        Pick::Take(taken)
    }

    /// Returns how many points the next execution shares with the last one.
    pub fn depth_known(&self) -> usize {
        self.nodes.len()
    }

    /// Returns the first step of the current execution whose races haven't been looked for, or `None` if the search isn't reduced.
    pub fn races_from(&self) -> Option<usize> {
        self.reduced.then_some(self.new_from)
    }

    /// Whether this thread could have taken a step instead of this one.
    pub fn was_enabled(&self, at: usize, thread: usize) -> bool {
        self.nodes[at].branches.iter().any(|branch| branch.choice.thread == thread)
    }

    /// Asks, for a race, that one of these initials be explored before this step. If none of them is enabled there, asks for all enabled threads.
    pub fn ask_for(&mut self, at: usize, initials: &[usize], preferred: usize) {
        let node = &mut self.nodes[at];
        let is_initial = |branch: &&Branch| initials.contains(&branch.choice.thread);
        if node.branches.iter().filter(is_initial).any(|branch| branch.wanted) {
            return;
        }
        let threads = || node.branches.iter().filter(is_initial).map(|branch| branch.choice.thread);
        match threads().find(|thread| *thread == preferred).or_else(|| threads().next()) {
            Some(thread) => node.want(thread),
            None => node.branches.iter_mut().for_each(|branch| branch.wanted = true),
        }
    }

    /// Moves on to the next execution. Returns `false` if there is none.
    pub fn next_execution(&mut self) -> bool {
        self.depth = 0;
        while let Some(node) = self.nodes.last_mut() {
            node.branches[node.taken].done = true;
            if let Some(next) = node.branches.iter().position(|branch| branch.wanted && !branch.done && !branch.asleep) {
                node.taken = next;
                self.new_from = self.nodes.len() - 1;
                return true;
            }
            self.nodes.pop();
        }
        false
    }
}

impl Node {
    /// Whether a choice sleeps after the one taken here: it slept or was explored here, and is independent of that one.
    fn puts_to_sleep(&self, choice: &Choice) -> bool {
        let taken = &self.branches[self.taken].choice;
        let sleeps = |branch: &Branch| {
            (branch.asleep || branch.done)
                && (branch.choice.thread, branch.choice.way) == (choice.thread, choice.way)
                && choice.thread != taken.thread
                && choice.touches.is_independent_of(&taken.touches)
        };
        self.branches.iter().any(sleeps)
    }

    /// Marks all choices of this thread to be explored.
    fn want(&mut self, thread: usize) {
        self.branches.iter_mut().filter(|branch| branch.choice.thread == thread).for_each(|branch| branch.wanted = true);
    }
}
