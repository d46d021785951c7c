//! Protects replays: a schedule as a line of text that a record of an exploration can hold, and back.

use std::fmt;
use std::str::FromStr;

use crate::world::Fineness;

/// The choices of one run: for each step the thread that took it and the way that it went. What counted as a step belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What counted as a step.
    pub fineness: Fineness,
    /// The choices.
    pub steps: Vec<(usize, u32)>,
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (letter, on) in letters(&mut self.fineness.clone()) {
            if *on {
                write!(f, "{letter}")?;
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
        let wrong = || format!("`{text}` is no schedule");
        let (finer, steps) = text.split_once(':').ok_or_else(wrong)?;
        let mut fineness = Fineness::default();
        for (letter, on) in letters(&mut fineness) {
            *on = finer.contains(letter);
        }
        let step = |step: &str| {
            let (thread, way) = step.split_once('/').unwrap_or((step, "0"));
            thread.parse().ok().zip(way.parse().ok())
        };
        let steps: Option<Vec<_>> = steps.split(',').filter(|step| !step.is_empty()).map(step).collect();
        Ok(Self { fineness, steps: steps.ok_or_else(wrong)? })
    }
}

fn letters(fineness: &mut Fineness) -> [(char, &mut bool); 5] {
    let Fineness { drops, ends, counts, waits, rounds } = fineness;
    [('d', drops), ('e', ends), ('c', counts), ('w', waits), ('r', rounds)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A schedule survives the way to text and back.
    #[test]
    fn schedules_are_read_as_written() {
        for text in [":", ":0,1,1,2", "dr:0,1/3,12", "decwr:1"] {
            assert_eq!(text.parse::<Schedule>().unwrap().to_string(), text);
        }
        for text in ["", "0,1", ":a", ":0/x"] {
            assert!(text.parse::<Schedule>().is_err(), "{text:?}");
        }
    }
}
