//! Figures: a text source `figures/<chapter>-<slug>.fig` becomes `src/figures/<chapter>-<slug>.svg`, which a page includes.
//!
//! `figures/README.md` says what a source may say. Those of schedules (`crate::schedule`) are built as [`timeline::Timeline`] and drawn by [`svg`].

mod bars;
mod boxes;
mod canvas;
mod check;
mod geometry;
mod label;
mod look;
mod script;
mod source;
pub mod timeline;
mod write;

use std::path::Path;

pub use canvas::Canvas;
pub use label::Label;
pub use look::{Fill, Look, Stroke, Tone};
pub use source::{Statement, sentences, statement};

use crate::listing;
use crate::violation::Violation;

/// What is wrong at a line of a source, before anybody knows the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author does about it.
    pub remedy: String,
}

impl Fault {
    /// A fault at `line`.
    pub fn new(line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line, what: what.into(), remedy: remedy.into() }
    }
}

/// What a figure says of itself, besides the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The name that makes its ids unique in the whole book: `mutex-box`.
    pub name: String,
    /// A few words: the accessible name.
    pub title: String,
    /// The same as the picture, in one to four sentences.
    pub text: String,
}

/// Draws the figure that a source describes, or tells everything that keeps it from being drawn.
pub fn draw(file: &Path, text: &str) -> Result<String, Vec<Violation>> {
    let drawn = source::read(text).and_then(|source| {
        let mut heading = Heading { name: listing::stem(file), title: source.title, text: source.text };
        let mut canvas = Canvas::default();
        match source.kind {
            source::Kind::Bars => {
                let measured = bars::draw(source.body, &mut canvas)?;
                heading.text = format!("{} {measured}", heading.text);
            }
            source::Kind::Boxes => boxes::draw(source.body, &mut canvas)?,
            source::Kind::Timeline => script::timeline(source.body)?.draw(&mut canvas)?,
        }
        svg(&heading, &canvas)
    });
    drawn.map_err(|faults| faults.into_iter().map(|fault| Violation::new(file, fault.line, fault.what, fault.remedy)).collect())
}

/// The text of the SVG file, if every word on the canvas can be read.
pub fn svg(heading: &Heading, canvas: &Canvas) -> Result<String, Vec<Fault>> {
    let faults = check::faults(canvas);
    if faults.is_empty() { Ok(write::svg(heading, canvas)) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The violations of a source with this body, without the lines of the heading.
    fn told(kind: &str, body: &str) -> Vec<String> {
        let text = format!("kind: {kind}\ntitle: A title\ntext: A text.\n\n{body}\n");
        match draw(Path::new("figures/x-y.fig"), &text) {
            Ok(svg) => panic!("drawn:\n{svg}"),
            Err(violations) => violations.iter().map(Violation::to_string).collect(),
        }
    }

    fn drawn(kind: &str, body: &str) -> String {
        let text = format!("kind: {kind}\ntitle: A title\ntext: A text.\n\n{body}\n");
        draw(Path::new("figures/x-y.fig"), &text).unwrap_or_else(|violations| panic!("{violations:?}"))
    }

    /// What a page includes is one HTML block: the opening tag alone on its line, and no blank line.
    #[test]
    fn an_svg_can_stand_in_markdown() {
        let svg = drawn("boxes", "box a 0,0 10x3 \"`a < b` & c\" tint\nbox b 0,6 10x3 hatch\narrow a.bottom -> b.top");
        assert!(svg.starts_with("<svg ") && svg.lines().next().unwrap().ends_with('>'), "{svg}");
        assert!(svg.ends_with("</svg>\n") && !svg.contains("\n\n"), "{svg}");
        assert!(svg.contains("a &lt; b") && svg.contains("&amp; c"), "{svg}");
        assert!(!svg.contains("style"), "{svg}");
        assert_eq!(svg.matches("id=\"").count(), svg.matches("id=\"figure-x-y-").count(), "{svg}");
    }

    /// A text that is wider or higher than its box is refused at its line.
    #[test]
    fn a_text_that_does_not_fit_is_refused() {
        let wide = told("boxes", "box a 0,0 9x3 \"far too wide for this\"");
        assert!(wide[0].starts_with("figures/x-y.fig:5: `far too wide for this` is 162 units wide, and there are 82; "), "{wide:?}");
        let high = told("boxes", "box a 0,0 20x3 \"one\" \"two\"");
        assert!(high[0].starts_with("figures/x-y.fig:5: 2 lines of text are 36 units high, and there are 30; "), "{high:?}");
        let bar = told("timeline", "lane a 8\nrow 1\nbar a 1 \"too wide for it\"");
        assert!(bar[0].starts_with("figures/x-y.fig:7: `too wide for it` is "), "{bar:?}");
    }

    /// Texts may not lie on each other, nor on the line of a box or arrow.
    #[test]
    fn overlaps_are_refused() {
        let texts = told("boxes", "text 0,0 \"first\"\ntext 2,1 \"second\"");
        assert!(texts[0].starts_with("figures/x-y.fig:6: `second` lies on `first` of line 5; "), "{texts:?}");
        let line = told("boxes", "box a 0,0 4x3\nbox b 20,0 4x3\narrow a.right -> b.left\ntext 8,0.5 \"label\"");
        assert!(line[0].starts_with("figures/x-y.fig:8: `label` is crossed by what line 7 draws; "), "{line:?}");
    }

    /// A figure that a small screen could not show is refused.
    #[test]
    fn a_figure_has_a_greatest_width() {
        let wide = told("boxes", "box a 0,0 70x3");
        assert!(wide[0].starts_with("figures/x-y.fig:5: the figure is 700 units wide here; "), "{wide:?}");
    }

    /// Whatever a source says wrong is told with its line and the way out.
    #[test]
    fn faults_of_a_source_are_told() {
        for (kind, body, expected) in [
            (
                "boxes",
                "bix a 0,0 9x3",
                ":5: `bix` is nothing that can be drawn; begin with one of box, cells, frame, text, code, under, arrow, line",
            ),
            ("boxes", "box a 0;0 9x3", ":5: `0;0` is no place; write two numbers like 4,2.5"),
            ("boxes", "box a 0,0 9", ":5: `9` is no size; write two numbers like 12x3"),
            ("boxes", "box a 0,0 0x3", ":5: `0x3` is no size; write two numbers like 12x3"),
            ("boxes", "box a 0,0", ":5: ends before the size; add it"),
            ("boxes", "box a 0,0 9x3 pink", ":5: `pink` is unknown here; use "),
            ("boxes", "box a 0,0 9x3\nbox a 0,9 9x3", ":6: the name `a` is taken; choose another"),
            ("boxes", "box a 0,0 9x3\narrow a.right -> b.left", ":6: `b` is not drawn above; "),
            ("boxes", "box a 0,0 9x3\narrow a.middle -> 20,2", ":6: `middle` is no side; "),
            ("boxes", "box a 0,0 9x3 \"open", ":5: a text does not end; add the quote"),
            ("boxes", "box a 0,0 9x3 \"`open\"", ":5: a text does not end; "),
            ("boxes", "under a 1 \"`x`\"", ":5: `a` is no line of code above; correct the name, or write the code first"),
            ("boxes", "code a 0,0 \"`x;`\"\nunder a 1 \"`y`\"", ":6: `y` is not in the line of code; write it as it stands there"),
            ("boxes", "code a 0,0 \"`x;`\"\nunder a 3 \"`x`\"", ":6: `3` is no row; write 1 or 2"),
            ("timeline", "lane a 9\nrow 2", ":6: this is row 1; write `row 1`"),
            ("timeline", "lane a 9\nrow 1\nbar b 1", ":7: there is no lane `b`; "),
            ("timeline", "lane a 9\nrow 1\nbar a 1-2", ":7: there is no row 2; "),
            ("timeline", "lane a 9\nrow 1\nrow 2\nbar a 2-1", ":8: `2-1` are no rows; write one like 3, or several like 3-5"),
            ("bars", "bar x/y \"x\"", ":5: stands before the data; write `data cost` above it"),
            ("bars", "data nowhere", ":5: figures/nowhere.data:1: cannot be read; "),
            ("bars", "data cost\nbar x/y \"x\"", ":6: `x/y` was not measured; correct the name, or measure it with `cargo xtask cost`"),
            ("bars", "data cost\nbar alone/mutex", ":6: is not labeled by one text; write what took this long, in quotes"),
            ("bars", "data cost\npie", ":6: `pie` is nothing that can be drawn; begin with one of data, group, bar"),
            ("bars", "", ":1: has no bar; write `data cost`, and below it the bars"),
            ("timeline", "row 1", ":5: there is no lane; write one, like `lane main 12 \"main\"`"),
        ] {
            let told = told(kind, body);
            assert!(told[0].starts_with(&format!("figures/x-y.fig{expected}")), "{body}\n{told:?}\n{expected}");
        }
    }

    /// The same source gives the same file, and numbers have at most one decimal.
    #[test]
    fn drawing_is_deterministic() {
        let body = "lane a 9 \"a\"\nlane b 9 \"b\"\nrow 1 \"`x`\"\nrow 2 mark\nbar a 1-2 tint \"busy\"\npoint b 2 \"is\"\narrow a 2 -> b 2";
        let svg = drawn("timeline", body);
        assert_eq!(svg, drawn("timeline", body));
        for number in svg.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| part.contains('.')) {
            assert!(number.split('.').nth(1).is_none_or(|decimals| decimals.len() <= 2), "{number}");
        }
    }

    /// A time-line can be built without a source, from a schedule: lanes, rows, items.
    #[test]
    fn a_timeline_needs_no_source() {
        use timeline::{Item, Lane, Row, Timeline, What};
        let label = |text: &str| Label::parse(text, 1).unwrap();
        let lane = |name: &str| Lane { name: name.to_owned(), width: 120.0, gap: 20.0, header: vec![label(name)] };
        let item = |what, text: &str| Item { line: 1, what, look: Look::default(), words: vec![label(text)] };
        let line = Timeline {
            lanes: vec![lane("A"), lane("count")],
            rows: (0..2).map(|row| Row { line: 1, words: vec![label("`load`")], mark: (row == 1).then(Look::default) }).collect(),
            items: vec![
                item(What::Point { lane: 0, row: 0 }, "line 6"),
                item(What::Bar { lane: 1, rows: 0..=1 }, "0"),
                Item { words: Vec::new(), ..item(What::Arrow { from: (1, 0), to: (0, 0) }, "-") },
            ],
        };
        let mut canvas = Canvas::default();
        line.draw(&mut canvas).unwrap();
        let heading = Heading { name: "x-y-1".to_owned(), title: "T".to_owned(), text: "S.".to_owned() };
        assert!(svg(&heading, &canvas).unwrap().contains(">line 6</text>"));
    }
}
