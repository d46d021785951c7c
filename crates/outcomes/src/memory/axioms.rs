//! The axioms: which execution graphs are consistent, and which have a data race.
//!
//! Read it alongside section 3 of *Repairing Sequential Consistency in C/C++11* (Lahav, Vafeiadis, Kang, Hur and Dreyer, PLDI 2017), whose model is RC11; the
//! names are the paper's, spelled out. Two things follow C++20, which Rust's documentation refers to. A release sequence contains only read-modify-writes after
//! its head (P0982), not later stores by the same thread. And [`Order::Cpp20`] uses C++20's definition of the single total order of `SeqCst` operations
//! (P0668), which differs from RC11's in corner cases.
//!
//! A read-modify-write is one event here, which reads and writes.

use super::graph::{Event, Graph};
use super::relation::Relation;

/// What is wrong with an inconsistent graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axiom {
    /// Happens-before and the order of accesses to one location contradict each other.
    Coherence,
    /// Another write comes between a read-modify-write and the write it reads from.
    Atomicity,
    /// There is no order of the `SeqCst` operations that all threads could agree on.
    SeqCst,
    /// Program order and reads-from form a cycle: a load reads a value whose store depends, or might depend, on that load.
    NoThinAir,
}

/// Which definition of the order of `SeqCst` operations applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The paper's: `psc` is acyclic.
    Rc11,
    /// The standard's, [atomics.order] 3 and 4.
    Cpp20,
}

/// The derived relations of a graph.
#[derive(Debug)]
pub struct Relations<'g> {
    graph: &'g Graph,
    /// `sb`.
    pub sequenced_before: Relation,
    /// `rf`.
    pub reads_from: Relation,
    /// `mo`.
    pub modification_order: Relation,
    /// `rb`, "from-read": a read comes before the writes that follow the one it reads from.
    pub reads_before: Relation,
    /// `eco`, in C++20 "coherence-ordered before".
    pub extended_coherence_order: Relation,
    /// `sw`.
    pub synchronizes_with: Relation,
    /// The order from locks, channels and threads: `sb ; sw ; sb` through events that aren't in the graph.
    pub synchronized: Relation,
    /// `hb`.
    pub happens_before: Relation,
}

impl<'g> Relations<'g> {
    /// Derives the relations of a graph.
    pub fn new(graph: &'g Graph) -> Self {
        let size = graph.events.len();
        let events = &graph.events;
        let set = |holds: fn(&Event) -> bool| Relation::identity(size, |event| holds(&events[event]));

        let sequenced_before = graph.sequenced_before();

        let mut reads_from = Relation::empty(size);
        for (read, write) in graph.reads_from.iter().enumerate() {
            write.iter().for_each(|write| reads_from.add(*write, read));
        }

        let mut modification_order = Relation::empty(size);
        for (_, writes) in &graph.modification_order {
            for (place, earlier) in writes.iter().enumerate() {
                writes[place + 1..].iter().for_each(|later| modification_order.add(*earlier, *later));
            }
        }

        // rb = (rf⁻¹ ; mo) \ id
        let reads_before = reads_from.inverse().then(&modification_order).only(|read, write| read != write);

        // eco = (rf ∪ mo ∪ rb)⁺
        let extended_coherence_order = reads_from.or(&modification_order).or(&reads_before).closure();

        // rs = [W atomic] ; (rf ; [RMW])*
        let to_updates = reads_from.only(|_, read| events[read].writes());
        let release_sequence = set(|event| event.writes() && event.mode.is_atomic()).then(&to_updates.closure().maybe());

        // sw = [release] ; ([F] ; sb)? ; rs ; rf ; [R atomic] ; (sb ; [F])? ; [acquire]
        let fence_before = set(Event::is_fence).then(&sequenced_before).maybe();
        let fence_after = sequenced_before.then(&set(Event::is_fence)).maybe();
        let synchronizes_with = set(|event| event.mode.releases())
            .then(&fence_before)
            .then(&release_sequence)
            .then(&reads_from)
            .then(&set(|event| event.reads() && event.mode.is_atomic()))
            .then(&fence_after)
            .then(&set(|event| event.mode.acquires()));

        // hb = (sb ∪ sw)⁺, where locks, channels and threads synchronize too
        let mut otherwise = Relation::empty(size);
        graph.synchronized.iter().for_each(|(earlier, later)| otherwise.add(*earlier, *later));
        let synchronized = sequenced_before.maybe().then(&otherwise).then(&sequenced_before.maybe());
        let happens_before = sequenced_before.or(&synchronizes_with).or(&otherwise).closure();

        Self {
            graph,
            sequenced_before,
            reads_from,
            modification_order,
            reads_before,
            extended_coherence_order,
            synchronizes_with,
            synchronized,
            happens_before,
        }
    }

    /// Checks that the graph is consistent; the error is an axiom that it violates.
    pub fn check(&self, order: Order) -> Result<(), Axiom> {
        // ATOMICITY: rmw ∩ (rb ; mo) = ∅.
        if !self.reads_before.then(&self.modification_order).is_irreflexive() {
            return Err(Axiom::Atomicity);
        }
        // COHERENCE: hb ; eco? is irreflexive. The paper's read-modify-writes are two events, one happening before the other; as they're one event here, eco
        // must be irreflexive too.
        if !self.extended_coherence_order.or(&self.happens_before).is_irreflexive()
            || !self.happens_before.then(&self.extended_coherence_order).is_irreflexive()
        {
            return Err(Axiom::Coherence);
        }
        // SC
        let agrees = match order {
            Order::Rc11 => self.partial_seq_cst().is_acyclic(),
            Order::Cpp20 => self.seq_cst_of_cpp20().is_acyclic(),
        };
        if !agrees {
            return Err(Axiom::SeqCst);
        }
        // NO-THIN-AIR: sb ∪ rf is acyclic.
        if !self.sequenced_before.or(&self.reads_from).is_acyclic() {
            return Err(Axiom::NoThinAir);
        }
        Ok(())
    }

    /// Returns `psc`, which every order of the `SeqCst` operations must respect.
    fn partial_seq_cst(&self) -> Relation {
        let (all, fences) = (self.seq_cst(|_| true), self.seq_cst(Event::is_fence));
        let (sb, hb, eco) = (&self.sequenced_before, &self.happens_before, &self.extended_coherence_order);
        let events = &self.graph.events;
        if all == Relation::empty(events.len()) {
            return all;
        }
        let is_where = |one: usize, other: usize| events[one].is_where(&events[other]);

        // scb = sb ∪ sb|≠loc ; hb ; sb|≠loc ∪ hb|loc ∪ mo ∪ rb
        let elsewhere = sb.only(|one, other| !is_where(one, other));
        let scb = sb
            .or(&self.synchronized)
            .or(&elsewhere.then(hb).then(&elsewhere))
            .or(&hb.only(is_where))
            .or(&self.modification_order)
            .or(&self.reads_before);
        // psc_base = ([Esc] ∪ [Fsc] ; hb?) ; scb ; ([Esc] ∪ hb? ; [Fsc])
        let base = all.or(&fences.then(&hb.maybe())).then(&scb).then(&all.or(&hb.maybe().then(&fences)));
        // psc_F = [Fsc] ; (hb ∪ hb ; eco ; hb) ; [Fsc]
        let of_fences = fences.then(&hb.or(&hb.then(eco).then(hb))).then(&fences);
        base.or(&of_fences)
    }

    /// Returns the relation that C++20's total order `S` must respect.
    fn seq_cst_of_cpp20(&self) -> Relation {
        let (all, fences) = (self.seq_cst(|_| true), self.seq_cst(Event::is_fence));
        let (sb, hb, eco) = (&self.sequenced_before, &self.happens_before, &self.extended_coherence_order);
        // Strongly happens before: sequenced before; synchronizes with, both SeqCst; sequenced before, happens before, sequenced before.
        let strongly = sb.or(&self.synchronized).or(&all.then(&self.synchronizes_with).then(&all)).or(&sb.then(hb).then(sb)).closure();
        // 4.1 to 4.4, where A is coherence-ordered before B.
        let coherence =
            eco.or(&eco.then(&hb.then(&fences))).or(&fences.then(hb).then(eco)).or(&fences.then(hb).then(eco).then(&hb.then(&fences)));
        all.then(&strongly.or(&coherence)).then(&all)
    }

    fn seq_cst(&self, holds: impl Fn(&Event) -> bool) -> Relation {
        let events = &self.graph.events;
        Relation::identity(events.len(), |event| events[event].mode.is_seq_cst() && holds(&events[event]))
    }

    /// Finds a data race, which is undefined behavior: two accesses, at least one plain and at least one a write, with no happens-before between them.
    pub fn data_race(&self) -> Option<(usize, usize)> {
        let events = &self.graph.events;
        let races = |one: usize, other: usize| {
            let (a, b) = (&events[one], &events[other]);
            a.is_where(b)
                && (a.writes() || b.writes())
                && !(a.mode.is_atomic() && b.mode.is_atomic())
                && !self.happens_before.holds(one, other)
                && !self.happens_before.holds(other, one)
        };
        (0..events.len()).find_map(|other| (0..other).find(|one| races(*one, other)).map(|one| (one, other)))
    }
}

/// Returns whether a graph is consistent.
pub fn is_consistent(graph: &Graph, order: Order) -> bool {
    Relations::new(graph).check(order).is_ok()
}
