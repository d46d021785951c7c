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
        for (line, column) in self.fineness.loops.each() {
            write!(f, "@{line}.{column}")?;
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
        let mut finer = finer.split('@');
        let on = finer.next().unwrap_or_default();
        letters(&mut fineness).into_iter().for_each(|(letter, is_on)| *is_on = on.contains(letter));
        for place in finer {
            let (line, column) = place.split_once('.').ok_or_else(wrong)?;
            let place = line.parse().ok().zip(column.parse().ok()).ok_or_else(wrong)?;
            fineness.loops.add(place);
        }
        let step = |step: &str| {
            let (thread, way) = step.split_once('/').unwrap_or((step, "0"));
            thread.parse().ok().zip(way.parse().ok())
        };
        let steps: Option<Vec<_>> = steps.split(',').filter(|step| !step.is_empty()).map(step).collect();
        Ok(Self { fineness, steps: steps.ok_or_else(wrong)? })
    }
}

fn letters(fineness: &mut Fineness) -> [(char, &mut bool); 4] {
    let Fineness { drops, ends, counts, waits, .. } = fineness;
    [('d', drops), ('e', ends), ('c', counts), ('w', waits)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A schedule survives the way to text and back.
    #[test]
    fn schedules_are_read_as_written() {
        for text in [":", ":0,1,1,2", "dw:0,1/3,12", "decw:1", "@8.15@20.3:1", "d@8.15:0"] {
            assert_eq!(text.parse::<Schedule>().unwrap().to_string(), text);
        }
        for text in ["", "0,1", ":a", ":0/x", "@8:0", "@a.b:0"] {
            assert!(text.parse::<Schedule>().is_err(), "{text:?}");
        }
    }
}
