//! One line of words in a figure, with `code` between backticks, and how wide it is.

use super::Fault;

/// The height of letters, in units of the picture.
pub const FONT: f64 = 14.0;
/// The distance from one line of text to the next.
pub const LEADING: f64 = 18.0;

/// The greatest average width of a letter, as a share of its height; the usual fonts measure less.
pub const CODE: f64 = 0.6;
const WORDS: f64 = 0.55;
const BOLD: f64 = 0.6;

/// Letters in one font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub code: bool,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its parts, in order.
    pub(super) runs: Vec<Run>,
    /// Its line in the source.
    pub line: usize,
    /// The line of the listing that it names.
    pub names: Option<usize>,
}

impl Label {
    /// Returns the label `line 7`, which names this line of a listing.
    pub fn of_line(number: usize) -> Self {
        Self { names: Some(number), ..Self::of(&format!("line {number}")) }
    }

    /// Creates a label from a text that isn't in a source, with code between backticks.
    pub fn of(text: &str) -> Self {
        let runs = text.split('`').enumerate().map(|(index, part)| Run { text: part.to_owned(), code: index % 2 == 1 });
        Self { runs: runs.filter(|run| !run.text.is_empty()).collect(), line: 1, names: None }
    }

    /// Parses a text with code between backticks.
    pub fn parse(text: &str, line: usize) -> Result<Self, Fault> {
        let label = Self { line, ..Self::of(text) };
        if text.matches('`').count() % 2 == 1 {
            return Err(Fault::new(line, format!("`{text}` has an unmatched backtick"), "close the code with a backtick"));
        }
        if label.said().trim().is_empty() {
            return Err(Fault::new(line, "a text is empty", "write the text, or drop the quotes"));
        }
        Ok(label)
    }

    /// Returns its text, without the backticks.
    pub fn said(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Breaks it into lines that are at most `room` units wide, or as narrow as they can be: at spaces or, in code without one, before a `.` or after a `(`.
    pub fn broken(&self, room: f64, bold: bool) -> Vec<Self> {
        let letters: Vec<(char, bool)> = self.runs.iter().flat_map(|run| run.text.chars().map(|letter| (letter, run.code))).collect();
        if self.width(bold) <= room || self.names.is_some() {
            return vec![self.clone()];
        }
        let halves = |at: &usize| {
            let first = letters[..*at].iter().rposition(|(letter, _)| *letter != ' ').map_or(0, |last| last + 1);
            let second = letters[*at..].iter().position(|(letter, _)| *letter != ' ').map_or(letters.len(), |next| at + next);
            [self.part(&letters[..first]), self.part(&letters[second..])]
        };
        let widest = |at: &usize| halves(at).iter().map(|half| half.width(bold)).fold(0.0, f64::max);
        let best = breaks(&letters).into_iter().find(|places| !places.is_empty()).unwrap_or_default();
        match best.iter().min_by(|a, b| widest(a).total_cmp(&widest(b))) {
            Some(at) => halves(at).iter().flat_map(|half| half.broken(room, bold)).collect(),
            None => vec![self.clone()],
        }
    }

    /// Like `broken`, but indents all lines of code after the first.
    pub fn statement(&self, room: f64) -> Vec<Self> {
        let mut lines = self.broken(room, false);
        let start: String = self.said().chars().take_while(|letter| *letter == ' ').collect();
        for line in lines.iter_mut().skip(1) {
            if let [only] = &mut line.runs[..]
                && only.code
            {
                only.text = format!("{start}  {}", only.text);
            }
        }
        lines
    }

    /// Returns a label with these letters.
    fn part(&self, letters: &[(char, bool)]) -> Self {
        let runs =
            letters.chunk_by(|a, b| a.1 == b.1).map(|run| Run { text: run.iter().map(|(letter, _)| letter).collect(), code: run[0].1 });
        Self { runs: runs.collect(), ..self.clone() }
    }

    /// Returns its width, in units of the picture.
    pub fn width(&self, bold: bool) -> f64 {
        let letter = |run: &Run| match (run.code, bold) {
            (true, _) => CODE,
            (false, true) => BOLD,
            (false, false) => WORDS,
        };
        self.runs.iter().map(|run| run.text.chars().count() as f64 * letter(run) * FONT).sum()
    }
}

/// Returns the width of the widest of these.
pub fn widest(labels: &[Label], bold: bool) -> f64 {
    labels.iter().map(|label| label.width(bold)).fold(0.0, f64::max)
}

/// Breaks all of them to fit `room`.
pub fn broken(labels: &[Label], room: f64, bold: bool) -> Vec<Label> {
    labels.iter().flat_map(|label| label.broken(room, bold)).collect()
}

/// A line of code with more letters than this can be broken after a parenthesis.
const LONG: usize = 18;

/// Returns where letters can be broken: at spaces, else before a `.` in code, else after a `(` in a long line; never in the indentation, in a string literal, or before a final brace.
fn breaks(letters: &[(char, bool)]) -> [Vec<usize>; 3] {
    let mut places = [const { Vec::new() }; 3];
    let start = letters.iter().take_while(|(letter, _)| *letter == ' ').count();
    let mut quoted = false;
    for (at, (letter, code)) in letters.iter().enumerate().skip(start + 1) {
        let (before, _) = letters[at - 1];
        quoted ^= *code && before == '"';
        match (before, *letter) {
            _ if quoted => {}
            (_, ' ') if letters[at + 1..] != [('{', true)] => places[0].push(at),
            (_, '.') if *code && at + 1 < letters.len() => places[1].push(at),
            ('(', next) if *code && next != ')' && letters.len() > LONG => places[2].push(at),
            _ => {}
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that is too wide is broken where its lines become shortest, but not inside string literals, and never if it names a line.
    #[test]
    fn texts_are_broken() {
        let broken = |text, room| Label::parse(text, 1).unwrap().broken(room, false).iter().map(Label::said).collect::<Vec<_>>();
        assert_eq!(broken("has the guard:", 108.0), ["has the guard:"]);
        assert_eq!(broken("has the guard:", 60.0), ["has the", "guard:"]);
        assert_eq!(broken("loads `taken`: `false`", 110.0), ["loads taken:", "false"]);
        assert_eq!(broken("`    jobs.borrow_mut().push(\"a b\");`", 180.0), ["    jobs.borrow_mut()", ".push(\"a b\");"]);
        assert_eq!(broken("`println!(\"stock: {stock}\");`", 180.0), ["println!(", "\"stock: {stock}\");"]);
        assert_eq!(broken("reads what is out", 1.0), ["reads", "what", "is", "out"]);
        assert_eq!(broken("unbreakable", 1.0), ["unbreakable"]);
        assert_eq!(Label::of_line(7).broken(1.0, false), [Label::of_line(7)]);
    }

    /// Backticks must be in pairs, and a text may not be empty.
    #[test]
    fn broken_labels_are_refused() {
        for text in ["a `b", "", " ", "``"] {
            assert_eq!(Label::parse(text, 7).unwrap_err().line, 7, "{text:?}");
        }
        assert_eq!(Label::parse("`*guard`: writes", 1).unwrap().said(), "*guard: writes");
    }
}
