//! Schedules as text: a line that an exploration reports and a replay reads.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::freedom::Freedoms;
use crate::world::{Awaits, Fineness};

/// The choices of one run: for each step, the thread that took it and the way it went; and what counted as a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What counted as a step.
    pub fineness: Fineness,
    /// The choices.
    pub steps: Vec<(usize, u32)>,
}

impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (letter, on) in letters(&mut self.fineness.clone()) {
            if *on {
                write!(f, "{letter}")?;
            }
        }
        f.write_str(if self.fineness.awaits == Awaits::OneAtomic { "a" } else { "" })?;
        f.write_str(&self.fineness.freedoms.letters())?;
        for ((line, column), endless) in self.fineness.loops.each() {
            write!(f, "@{line}.{column}")?;
            if endless != 0 {
                write!(f, ".{endless}")?;
            }
        }
        f.write_str(":")?;
        for (index, (thread, way)) in self.steps.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let way = if *way == 0 { String::new() } else { format!("/{way}") };
            write!(f, "{comma}{thread}{way}")?;
        }
        Ok(())
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` isn't a schedule");
        let (finer, steps) = text.split_once(':').ok_or_else(wrong)?;
        let mut fineness = Fineness::default();
        let mut finer = finer.split('@');
        let on = finer.next().unwrap_or_default();
        letters(&mut fineness).into_iter().for_each(|(letter, is_on)| *is_on = on.contains(letter));
        fineness.awaits = if on.contains('a') { Awaits::OneAtomic } else { Awaits::Anything };
        fineness.freedoms = Freedoms::from_letters(on);
        // No bound: the schedule decides how many.
        fineness.spurious = u8::MAX;
        for place in finer {
            let mut numbers = place.split('.');
            let mut number = || numbers.next().and_then(|number| number.parse::<u64>().ok());
            let (line, column) = number().zip(number()).ok_or_else(wrong)?;
            let place = (u32::try_from(line).map_err(|_| wrong())?, u32::try_from(column).map_err(|_| wrong())?);
            let endless = number().unwrap_or(0);
            fineness.loops = fineness.loops.with(place, None);
            for thread in (0..64).filter(|thread| endless >> thread & 1 == 1) {
                fineness.loops = fineness.loops.with(place, Some(thread));
            }
        }
        let step = |step: &str| {
            let (thread, way) = step.split_once('/').unwrap_or((step, "0"));
            thread.parse().ok().zip(way.parse().ok())
        };
        let steps: Option<Vec<_>> = steps.split(',').filter(|step| !step.is_empty()).map(step).collect();
        Ok(Self { fineness, steps: steps.ok_or_else(wrong)? })
    }
}

fn letters(fineness: &mut Fineness) -> [(char, &mut bool); 6] {
    let Fineness { drops, ends, counts, results, ids, waits, .. } = fineness;
    [('d', drops), ('e', ends), ('c', counts), ('r', results), ('i', ids), ('w', waits)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A schedule survives the round trip through text.
    #[test]
    fn schedules_are_read_as_written() {
        for text in [":", ":0,1,1,2", "dw:0,1/3,12", "decw:1", "@8.15@20.3:1", "d@8.15:0", "riWT@8.15.5:0/31,1", "da@8.15:"] {
            assert_eq!(text.parse::<Schedule>().unwrap().to_string(), text);
        }
        for text in ["", "0,1", ":a", ":0/x", "@8:0", "@a.b:0"] {
            assert!(text.parse::<Schedule>().is_err(), "{text:?}");
        }
    }
}
