//! Binary relations between events, as bit matrices. The axioms are written in terms of them.

/// A relation on the events of a graph, which have numbers from 0 on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    size: usize,
    /// 64-bit words per row.
    words: usize,
    rows: Vec<u64>,
}

impl Relation {
    /// Returns the empty relation on `size` events.
    pub fn empty(size: usize) -> Self {
        let words = size.div_ceil(64);
        Self { size, words, rows: vec![0; size * words] }
    }

    /// Returns the identity on the events that satisfy `holds`: `[S]` in the papers.
    pub fn identity(size: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut relation = Self::empty(size);
        (0..size).filter(|event| holds(*event)).for_each(|event| relation.add(event, event));
        relation
    }

    /// Adds a pair.
    pub fn add(&mut self, from: usize, to: usize) {
        self.rows[from * self.words + to / 64] |= 1 << (to % 64);
    }

    /// Returns whether it holds for a pair.
    pub fn holds(&self, from: usize, to: usize) -> bool {
        self.rows[from * self.words + to / 64] >> (to % 64) & 1 == 1
    }

    /// `self ∪ other`.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self { rows: self.rows.iter().zip(&other.rows).map(|(one, other)| one | other).collect(), ..*self }
    }

    /// `self ; other`: a step of `self`, then one of `other`.
    #[must_use]
    pub fn then(&self, other: &Self) -> Self {
        let mut product = Self::empty(self.size);
        for from in 0..self.size {
            self.successors(from).for_each(|middle| product.add_row(from, &other.rows[middle * self.words..][..self.words]));
        }
        product
    }

    /// `self?`: one step of `self`, or none.
    #[must_use]
    pub fn maybe(&self) -> Self {
        let mut reflexive = self.clone();
        (0..self.size).for_each(|event| reflexive.add(event, event));
        reflexive
    }

    /// `self⁻¹`.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = Self::empty(self.size);
        for from in 0..self.size {
            self.successors(from).for_each(|to| inverse.add(to, from));
        }
        inverse
    }

    /// `self⁺`, the transitive closure (Warshall).
    #[must_use]
    pub fn closure(&self) -> Self {
        let mut closure = self.clone();
        for middle in 0..self.size {
            let row = closure.rows[middle * self.words..][..self.words].to_vec();
            for from in 0..self.size {
                if closure.holds(from, middle) {
                    closure.add_row(from, &row);
                }
            }
        }
        closure
    }

    /// Returns the pairs that also satisfy `holds`.
    #[must_use]
    pub fn only(&self, holds: impl Fn(usize, usize) -> bool) -> Self {
        let mut fewer = Self::empty(self.size);
        for from in 0..self.size {
            self.successors(from).filter(|to| holds(from, *to)).for_each(|to| fewer.add(from, to));
        }
        fewer
    }

    /// Returns whether no event is related to itself.
    pub fn is_irreflexive(&self) -> bool {
        (0..self.size).all(|event| !self.holds(event, event))
    }

    /// Returns whether no path leads from an event back to itself.
    pub fn is_acyclic(&self) -> bool {
        self.closure().is_irreflexive()
    }

    /// Returns the events that `from` is related to.
    pub fn successors(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        let row = &self.rows[from * self.words..][..self.words];
        row.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index * 64 + bit as usize)
            })
        })
    }

    fn add_row(&mut self, to: usize, row: &[u64]) {
        self.rows[to * self.words..][..self.words].iter_mut().zip(row).for_each(|(mine, other)| *mine |= other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operations, on a path through more events than a word has bits.
    #[test]
    fn relations_are_computed() {
        let mut next = Relation::empty(70);
        (1..70).for_each(|to| next.add(to - 1, to));
        let (path, two) = (next.closure(), next.then(&next));
        assert!(path.holds(0, 69) && !path.holds(69, 0) && path.is_irreflexive());
        assert!(two.holds(0, 2) && !two.holds(0, 1) && two.maybe().holds(5, 5));
        assert!(next.inverse().holds(69, 68) && next.is_acyclic() && !next.or(&next.inverse()).is_acyclic());
        assert_eq!(path.only(|from, _| from == 66).successors(66).collect::<Vec<_>>(), [67, 68, 69]);
        assert_eq!(Relation::identity(3, |event| event > 0).successors(0).count(), 0);
    }
}
