//! Figures: a text source `figures/<chapter>-<slug>.fig` becomes `src/figures/<chapter>-<slug>.svg`, which a page includes.
//!
//! `figures/README.md` says what a source may say. Those of schedules (`crate::schedule`) are built as [`timeline::Timeline`] and drawn by [`timeline_svg`].

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

use check::{WIDEST, WIDEST_NARROW};
use source::Kind;
use timeline::Timeline;
use write::Form;

use book::diagnostic::Diagnostic;
use book::files;

/// What is wrong at a line of a source, before anybody knows the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What the author does about it.
    pub help: String,
}

impl Fault {
    /// A fault at `line`.
    pub fn new(line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, what: what.into(), help: help.into() }
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
    /// The listing whose lines the picture names.
    pub listing: Option<String>,
}

/// Draws the figure that a source describes, or tells everything that keeps it from being drawn.
pub fn draw(file: &Path, text: &str) -> Result<String, Vec<Diagnostic>> {
    let drawn = source::read(text).and_then(|source| {
        let mut heading = Heading { name: files::stem(file), title: source.title, text: source.text, listing: None };
        let (mut canvas, mut narrow) = (Canvas::default(), Canvas::default());
        match (source.kind, source.narrow) {
            (Kind::Bars, Some((line, _))) => {
                Err(vec![Fault::new(line, "bars have their narrow form by rule", "drop this line and what stands below it")])
            }
            (Kind::Bars, None) => {
                let measured = bars::draw(source.body, &mut canvas, &mut narrow)?;
                heading.text = format!("{} {measured}", heading.text);
                svg(&heading, &canvas, &narrow)
            }
            (Kind::Timeline, None) => timeline_svg(&heading, &script::timeline(source.body)?),
            (Kind::Timeline, Some((line, body))) => {
                script::timeline(source.body)?.draw(&mut canvas)?;
                script::timeline(body).and_then(|timeline| timeline.draw(&mut narrow)).map_err(in_narrow)?;
                placed(&heading, &canvas, line, &narrow)
            }
            (Kind::Boxes, Some((line, body))) => {
                boxes::draw(source.body, &mut canvas)?;
                boxes::draw(body, &mut narrow).map_err(in_narrow)?;
                placed(&heading, &canvas, line, &narrow)
            }
            (Kind::Boxes, None) => {
                boxes::draw(source.body, &mut canvas)?;
                readable(&canvas, WIDEST)?;
                match check::too_wide(&canvas, WIDEST_NARROW) {
                    None => Ok(write::svg(&heading, Form::Only, &canvas)),
                    Some(fault) => {
                        let what = format!("{}, more than a phone shows, and has no narrow form", fault.what);
                        let help =
                            format!("place the same words in {:.0} steps below a line `narrow:`", (WIDEST_NARROW / source::STEP).floor());
                        Err(vec![Fault::new(fault.line, what, help)])
                    }
                }
            }
        }
    });
    drawn.map_err(|faults| faults.into_iter().map(|fault| Diagnostic::new(file, fault.line, fault.what, fault.help)).collect())
}

/// The text of the file with a time-line, and with its narrow form if it needs one.
pub fn timeline_svg(heading: &Heading, timeline: &Timeline) -> Result<String, Vec<Fault>> {
    let mut canvas = Canvas::default();
    timeline.draw(&mut canvas)?;
    svg(heading, &canvas, &timeline.drawn_narrow().map_err(in_narrow)?)
}

/// The text of the file, in which the narrow form follows if the other is too wide for a phone; and if every word in both can be read.
fn svg(heading: &Heading, canvas: &Canvas, narrow: &Canvas) -> Result<String, Vec<Fault>> {
    readable(canvas, WIDEST)?;
    if check::too_wide(canvas, WIDEST_NARROW).is_none() {
        return Ok(write::svg(heading, Form::Only, canvas));
    }
    readable(narrow, WIDEST_NARROW).map_err(in_narrow)?;
    Ok(write::svg(heading, Form::Wide, canvas) + &write::svg(heading, Form::Narrow, narrow))
}

/// The same, if the narrow form was placed by hand, at `line`: it must be needed, and say the same.
fn placed(heading: &Heading, canvas: &Canvas, line: usize, narrow: &Canvas) -> Result<String, Vec<Fault>> {
    let drawn = svg(heading, canvas, narrow)?;
    if check::too_wide(canvas, WIDEST_NARROW).is_none() {
        return Err(vec![Fault::new(line, "the figure fits on a phone as it is", "drop the narrow form")]);
    }
    let faults = check::other_words(canvas, narrow, line);
    if faults.is_empty() { Ok(drawn) } else { Err(faults) }
}

fn readable(canvas: &Canvas, widest: f64) -> Result<(), Vec<Fault>> {
    let faults = check::faults(canvas, widest);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn in_narrow(faults: Vec<Fault>) -> Vec<Fault> {
    faults.into_iter().map(|fault| Fault { what: format!("in the narrow form, {}", fault.what), ..fault }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The diagnostics of a source with this body, without the lines of the heading.
    fn reported(kind: &str, body: &str) -> Vec<String> {
        let text = format!("kind: {kind}\ntitle: A title\ntext: A text.\n\n{body}\n");
        match draw(Path::new("figures/x-y.fig"), &text) {
            Ok(svg) => panic!("drawn:\n{svg}"),
            Err(diagnostics) => diagnostics.iter().map(Diagnostic::to_string).collect(),
        }
    }

    fn drawn(kind: &str, body: &str) -> String {
        let text = format!("kind: {kind}\ntitle: A title\ntext: A text.\n\n{body}\n");
        draw(Path::new("figures/x-y.fig"), &text).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"))
    }

    /// Asserts that the drawing has all these parts.
    fn shows(kind: &str, body: &str, parts: &[&str]) {
        let svg = drawn(kind, body);
        for part in parts {
            assert!(svg.contains(part), "{part}\n{svg}");
        }
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
        let long = "a".repeat(50);
        for (kind, body, expected) in [
            (
                "boxes",
                "box a 0,0 9x3 \"far too wide for this\"".to_owned(),
                ":5: `far too wide for this` is 162 units wide, and there are 82; ",
            ),
            ("boxes", "box a 0,0 20x3 \"one\" \"two\"".to_owned(), ":5: 2 lines of text are 36 units high, and there are 30; "),
            ("boxes", "frame 0,0 9x3 \"ten heavy.\"".to_owned(), ":5: `ten heavy.` is 84 units wide, and there are 74; "),
            ("timeline", "lane a 7 \"ten heavy.\"\nrow 1".to_owned(), ":5: `ten heavy.` is 84 units wide, and there are 78; "),
            (
                "timeline",
                "lane a 8\nrow 1\nbar a 1 \"too wide for it\"".to_owned(),
                ":7: `too wide for it` is 116 units wide, and there are 72; ",
            ),
            ("timeline", "lane a 8\nrow 1\npoint a 1 \"nine wide\"".to_owned(), ":7: `nine wide` is 69 units wide, and there are 60; "),
            (
                "timeline",
                "lane a 8\nrow 1\nrow 2\nbar a 1-2 \"a\" \"b\" \"c\"".to_owned(),
                ":8: 3 lines of text are 54 units high, and there are 50; ",
            ),
            (
                "timeline",
                "lane a 8 \"x\"\nrow 1\nrow 2\nnote 1-2 \"a\" \"b\" \"c\" \"d\"".to_owned(),
                ":8: 4 lines of text are 72 units high, and there are 56; ",
            ),
            ("bars", format!("data cost\nbar alone/mutex \"{long}\""), &format!(":6: `{long}` is 385 units wide, and there are 320; ")),
            ("bars", format!("data cost\ngroup \"{long}{long}\""), &format!(":6: `{long}{long}` is 840 units wide, and there are 640; ")),
        ] {
            let reported = reported(kind, &body);
            assert!(reported[0].starts_with(&format!("figures/x-y.fig{expected}")), "{body}\n{reported:?}\n{expected}");
        }
    }

    /// A text that takes all the room of its box, but for the padding, fits.
    #[test]
    fn a_text_that_just_fits_is_drawn() {
        shows("boxes", "box a 0,0 8.5x3.6 \"ten light.\" \"two\"", &["<text x=\"42.5\" y=\"14\" text-anchor=\"middle\">ten light.<"]);
        shows("boxes", "frame 0,0 10x3 \"ten heavy.\"", &["<text x=\"10\" y=\"19\" font-weight=\"bold\">ten heavy.<"]);
    }

    /// Texts may not lie on each other, nor on the line of a box or arrow.
    #[test]
    fn overlaps_are_refused() {
        let texts = reported("boxes", "text 0,0 \"first\"\ntext 2,1 \"second\"");
        assert!(texts[0].starts_with("figures/x-y.fig:6: `second` lies on `first` of line 5; "), "{texts:?}");
        let line = reported("boxes", "box a 0,0 4x3\nbox b 20,0 4x3\narrow a.right -> b.left\ntext 8,0.5 \"label\"");
        assert!(line[0].starts_with("figures/x-y.fig:8: `label` is crossed by what line 7 draws; "), "{line:?}");
        let sides = reported("boxes", "box a 0,0 9x9\ntext 3,-1 \"N\"\ntext 8.5,3 \"E\"\ntext 3,8 \"S\"\ntext -0.5,3 \"W\"");
        let crossed = ["6: `N`", "7: `E`", "8: `S`", "9: `W`"].map(|at| format!("figures/x-y.fig:{at} is crossed by what line 5 draws; "));
        assert!(sides.len() == 4 && sides.iter().zip(&crossed).all(|(side, crossed)| side.starts_with(crossed)), "{sides:?}");
    }

    /// Letters are a little lower than their line: 11 units of its 14, and what runs along them does not cross them.
    #[test]
    fn a_line_may_touch_letters() {
        for beside in ["0.5", "1.6"] {
            drawn("boxes", &format!("text 0,0 \"high\"\nline -1,{beside} -> 9,{beside}\ntext 0,1.4 \"low\""));
        }
        for through in ["0.51", "1.59"] {
            let reported = reported("boxes", &format!("text 0,0 \"high\"\nline -1,{through} -> 9,{through}"));
            assert!(reported[0].starts_with("figures/x-y.fig:5: `high` is crossed by what line 6 draws; "), "{reported:?}");
        }
    }

    /// A figure that a small screen could not show is refused.
    #[test]
    fn a_figure_has_a_greatest_width() {
        let wide = reported("boxes", "box a -2,0 64.1x3\nbox b 0,4 9x3");
        assert!(wide[0].starts_with("figures/x-y.fig:5: the figure is 641 units wide here; "), "{wide:?}");
        shows("boxes", "box a -2,0 64x3\nnarrow:\nbox a 0,0 3x3", &["width=\"652\" height=\"42\" viewBox=\"-26 -6 652 42\""]);
    }

    /// A figure that a phone cannot show comes in two drawings with ids of their own; one that it can show in one.
    #[test]
    fn a_wide_figure_has_a_narrow_form() {
        let svg = drawn("boxes", "box a 0,0 60x3 hatch \"the same\"\nnarrow:\nbox a 0,0 6x5 hatch \"the\" \"same\"");
        let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let suffixes = ["", "-narrow"].map(|form| ["title", "desc", "hatch"].map(|part| format!("figure-x-y{form}-{part}")));
        assert_eq!(ids, suffixes.as_flattened());
        assert!(svg.starts_with("<svg class=\"drawing wide\" ") && !svg.contains("\n\n"), "{svg}");
        assert!(svg.contains("</svg>\n<svg class=\"drawing narrow\" xmlns"), "{svg}");
        assert!(svg.contains("role=\"img\" aria-labelledby=\"figure-x-y-narrow-title figure-x-y-narrow-desc\""), "{svg}");
        let one = drawn("boxes", "box a 0,0 43.8x3");
        assert!(one.starts_with("<svg class=\"drawing\" xmlns") && one.matches("<svg").count() == 1, "{one}");
    }

    /// The narrow form is needed, says the same, can be read, and fits.
    #[test]
    fn a_narrow_form_is_checked() {
        let wide = "box a 0,0 60x3 \"the same\"";
        for (body, expected) in [
            (
                wide.to_owned(),
                ":5: the figure is 600 units wide here, more than a phone shows, and has no narrow form; place the same words in 43 steps below a line `narrow:`",
            ),
            (format!("{wide}\nnarrow:\nbox a 0,0 6x3 \"the\""), ":5: says `same`, and the narrow form does not; say the same below line 6"),
            (
                format!("{wide}\nnarrow:\nbox a 0,0 40x3 \"the very same\""),
                ":7: the narrow form says `very`, and the wide one does not; say the same in both",
            ),
            (
                format!("{wide}\nnarrow:\nbox a 0,0 44x3 \"the same\""),
                ":7: in the narrow form, the figure is 440 units wide here; keep to 438, which is 43 steps: put things below each other",
            ),
            (
                format!("{wide}\nnarrow:\nbox a 0,0 4x3 \"the same\""),
                ":7: in the narrow form, `the same` is 62 units wide, and there are 32; ",
            ),
            (format!("{wide}\nnarrow:\ntext 0,0 \"the\"\ntext 1,0 \"same\""), ":8: in the narrow form, `same` lies on `the` of line 7; "),
            ("box a 0,0 9x3\nnarrow:\nbox a 0,0 9x3".to_owned(), ":6: the figure fits on a phone as it is; drop the narrow form"),
        ] {
            let reported = reported("boxes", &body);
            assert!(reported[0].starts_with(&format!("figures/x-y.fig{expected}")), "{body}\n{reported:?}\n{expected}");
        }
        let reported = reported("bars", "data cost\nnarrow:\nbar alone/mutex \"x\"");
        assert!(reported[0].starts_with("figures/x-y.fig:6: bars have their narrow form by rule; "), "{reported:?}");
    }

    /// The narrow form of a figure, drawn by rule or by hand.
    fn narrow(kind: &str, body: &str) -> String {
        drawn(kind, body).split_once("<svg class=\"drawing narrow\"").map(|(_, narrow)| narrow.to_owned()).unwrap()
    }

    /// On a phone, lanes are as wide as their words, which are broken until all of it fits; notes stand below statements.
    #[test]
    fn a_timeline_becomes_narrow() {
        let body = "lane a 10 \"one\"\nlane b 9 gap 1\nrow 1 \"`let left = tickets.lock();`\"\nrow 2\nbar a 1-2 \"held\"\npoint b 2 \"goes on\"\nnote 1 \"its last use\"";
        let svg = narrow("timeline", body);
        for part in [
            ">let left =<",
            ">\u{a0}\u{a0}tickets.lock();<",
            "<text x=\"0\" y=\"82\">its last use<",
            "<rect x=\"156.8\" y=\"29\" width=\"38.8\" height=\"90\"",
            ">goes on<",
        ] {
            assert!(svg.contains(part), "{part}\n{svg}");
        }
        let by_hand = narrow("timeline", "lane a 50\nrow 1\nbar a 1 \"held\"\nnarrow:\nlane a 9\nrow 1\nbar a 1 \"held\"");
        assert!(by_hand.contains("width=\"90\""), "{by_hand}");
    }

    /// A block of several rows makes room for words that are broken.
    #[test]
    fn broken_words_make_rows_higher() {
        let body = "lane a 21\nlane b 21\nlane c 4\nrow 1\nrow 2\n\
                    bar a 1-2 \"one two\" \"three four five six seven\"\nbar b 1-2 \"one two three four five\"\nbar c 1";
        let svg = narrow("timeline", body);
        assert!(svg.contains(">five six seven<") && svg.matches("height=\"60\"").count() == 2, "{svg}");
    }

    /// A line that climbs needs room on both sides.
    #[test]
    fn a_picture_is_as_large_as_its_lines() {
        shows("boxes", "line 1,2 -> 5,-3", &["width=\"52\" height=\"62\" viewBox=\"4 -36 52 62\""]);
    }

    /// Boxes: what is gone is crossed and says so in gray, and heavy letters stay heavy.
    #[test]
    fn boxes_show_how_they_look() {
        let body = "box a 0,0 10x4 bold round \"heavy\"\nbox b 0,6 10x4 crossed dashed hatch danger \"gone\"";
        shows(
            "boxes",
            body,
            &[
                r#"<rect x="0" y="0" width="100" height="40" rx="9"/>"#,
                r#"<text x="50" y="25" text-anchor="middle" font-weight="bold">heavy<"#,
                r#"<rect x="0" y="60" width="100" height="40" rx="2" fill="url(#figure-x-y-hatch-danger)" class="danger""#,
                r#"stroke-dasharray="5 4"/>"#,
                r#"<path d="M0 60 L100 100 M100 60 L0 100" stroke-width="2" class="danger" stroke="var(--figure-danger, var(--blockquote-caution-color, currentColor))"/>"#,
                r#"<text x="50" y="85" text-anchor="middle" class="muted" fill-opacity="0.8">gone<"#,
            ],
        );
    }

    /// Cells follow each other down or across; one that spans several is as long as they are, with marks where they would end.
    #[test]
    fn cells_follow_each_other() {
        let body = "cells c 20,0 4x2 tint \"a\":3 \"\" \"b\"\ncells d 30,0 3x2 across crossed \"x\":3 \"y\"\nline c.right -> d.bottom\nline c.3.bottom -> d.2.bottom";
        shows(
            "boxes",
            body,
            &[
                r#"<rect x="200" y="0" width="40" height="60" rx="2" fill="currentColor""#,
                r#"<rect x="200" y="60" width="40" height="20" rx="2"/>"#,
                r#"<rect x="200" y="80" width="40" height="20" rx="2" fill="currentColor""#,
                r#"<rect x="300" y="0" width="90" height="20" rx="2"/>"#,
                r#"<path d="M330 0 L330 5"/>"#,
                r#"<path d="M330 15 L330 20"/>"#,
                r#"<path d="M360 0 L360 5"/>"#,
                r#"<path d="M360 15 L360 20"/>"#,
                r#"<rect x="390" y="0" width="30" height="20" rx="2"/>"#,
                r#"<path d="M300 0 L420 20 M420 0 L300 20" stroke-width="2""#,
                r#"<path d="M240 50 L360 20"/>"#,
                r#"<path d="M220 100 L405 20"/>"#,
            ],
        );
    }

    /// A line of code is two steps high, and an arrow that does not work is dashed and crossed halfway along its way.
    #[test]
    fn arrows_know_their_way() {
        let body = "code k 0,0 \"`abcde`\"\nline k.bottom -> 2.1,5\narrow 10,0 -> 20,20 via 20,0 crossed\narrow 0,30 -> 10,30 crossed dotted muted";
        shows(
            "boxes",
            body,
            &[
                r#"<path d="M21 20 L21 50"/>"#,
                r#"<path d="M194 44 L206 56 M206 44 L194 56" stroke-width="2""#,
                r#"<path d="M100 0 L200 0 L200 191" stroke-dasharray="5 4"/>"#,
                r#"<path d="M200 200 L196 191 L204 191Z" fill="currentColor" stroke-width="1"/>"#,
                r#"<path d="M44 294 L56 306 M56 294 L44 306" stroke-width="2" class="muted" stroke-opacity="0.6"/>"#,
                r#"<path d="M0 300 L91 300" class="muted" stroke-opacity="0.6" stroke-dasharray="1.5 4" stroke-linecap="round"/>"#,
                r#"<path d="M100 300 L91 304 L91 296Z" fill="currentColor" fill-opacity="0.6" class="muted""#,
            ],
        );
    }

    /// Everything in a time-line has its place: lanes beside each other, rows below each other as high as their words, words in their middle.
    #[test]
    fn a_timeline_is_laid_out() {
        let body = [
            r#"lane a 12 "one" "two""#,
            "lane n 4 gap 3",
            r#"lane e 8 gap 1 "exact""#,
            r#"row 1 "`x`" "ten light.""#,
            "row 2",
            "row 3",
            "row 4 mark danger",
            "row 5",
            "row 6 mark",
            r#"bar a 1 tint danger "held" "now""#,
            r#"bar a 2-4 bold danger "long""#,
            r#"rail e 1-2 muted "so" "far""#,
            "rail n 2-3",
            r#"point e 3 bold accent "at" "it""#,
            r#"point a 6 "p""#,
            r#"cut 5 danger bold "cut" "off""#,
            r#"note 1 "here""#,
            r#"note 2-4 bold muted "many" "rows""#,
            "arrow a 2 -> e 3",
            "arrow e 3 -> a 4",
            "arrow a 6 -> n 6",
            "arrow e 6 -> n 6",
        ];
        shows(
            "timeline",
            &body.join("\n"),
            &[
                r#"<text x="157" y="14" text-anchor="middle" font-weight="bold">one<"#,
                r#"<text x="157" y="32" text-anchor="middle" font-weight="bold">two<"#,
                r#"<text x="357" y="32" text-anchor="middle" font-weight="bold">exact<"#,
                r#"<text x="0" y="64" textLength="8.4"><tspan"#,
                r#"<text x="0" y="82">ten light.<"#,
                r#"<path class="hair" d="M-6 92 L407 92""#,
                r#"<path class="hair" d="M-6 224 L407 224""#,
                r#"<rect class="band danger" x="-6" y="168" width="413" height="28" rx="4""#,
                r#"<rect class="band accent" x="-6" y="224" width="413" height="30" rx="4""#,
                r#"<rect x="97" y="47" width="120" height="42" rx="2" fill="var(--figure-danger"#,
                r#"<text x="157" y="64" text-anchor="middle">held<"#,
                r#"<text x="157" y="82" text-anchor="middle">now<"#,
                r#"<rect x="97" y="95" width="120" height="98" rx="2" class="danger""#,
                r#"<text x="157" y="115" text-anchor="middle" font-weight="bold" class="danger">long<"#,
                r#"<path d="M326 47 L326 117" class="muted""#,
                r#"<text x="337" y="78" class="muted" fill-opacity="0.8">so<"#,
                r#"<text x="337" y="96" class="muted" fill-opacity="0.8">far<"#,
                r#"<path d="M277 95 L277 165"/>"#,
                r#"<circle cx="326" cy="144" r="4" fill="var(--figure-accent"#,
                r#"<text x="337" y="140" font-weight="bold" class="accent">at<"#,
                r#"<text x="337" y="158" font-weight="bold" class="accent">it<"#,
                r#"<circle cx="106" cy="239" r="4" fill="currentColor"/>"#,
                r#"<text x="117" y="244">p<"#,
                r#"<path d="M97 224 L405 224" class="danger""#,
                r#"stroke-dasharray="1.5 4" stroke-linecap="round"/>"#,
                r#"<text x="411" y="220" font-weight="bold" class="danger">cut<"#,
                r#"<text x="411" y="238" font-weight="bold" class="danger">off<"#,
                r#"<text x="415" y="73">here<"#,
                r#"<path d="M407 96 L412 96 L412 192 L407 192" class="muted""#,
                r#"<text x="420" y="140" font-weight="bold" class="muted" fill-opacity="0.8">many<"#,
                r#"<text x="420" y="158" font-weight="bold" class="muted" fill-opacity="0.8">rows<"#,
                r#"<path d="M217 106 L311.6 140.9"/>"#,
                r#"<path d="M320 144 L310.2 144.6 L312.9 137.1Z"#,
                r#"<path d="M320 144 L225.4 178.9"/>"#,
                r#"<path d="M129.7 239 L262 239"/>"#,
                r#"<path d="M271 239 L262 243 L262 235Z""#,
                r#"<path d="M320 239 L292 239"/>"#,
                r#"<path d="M283 239 L292 235 L292 243Z""#,
            ],
        );
    }

    /// Lines that lead the eye lie between rows, not above the first.
    #[test]
    fn rows_are_told_apart() {
        let svg = drawn("timeline", "lane a 9\nrow 1 \"one\"\nrow 2\nrow 3");
        assert_eq!(svg.matches("hair").count(), 2, "{svg}");
    }

    /// An arrow down its own lane begins to the left of the lane's line and ends to its right.
    #[test]
    fn an_arrow_may_stay_in_its_lane() {
        shows("timeline", "lane a 9\nrow 1\nrow 2\narrow a 1 -> a 2", &[r#"<path d="M13 14 L"#, r#"<path d="M25 42 L"#]);
    }

    /// Without words to their left, rows need no room for them and no line that leads the eye.
    #[test]
    fn rows_may_be_silent() {
        let body = "lane a 9\nrow 1\nrow 2\nbar a 1-2";
        shows("timeline", body, &[r#"<rect x="10" y="3" width="90" height="50" rx="2"/>"#]);
        assert!(!drawn("timeline", body).contains("hair"));
    }

    /// Whatever a source says wrong is reported with its line and the way out.
    #[test]
    fn faults_of_a_source_are_reported() {
        for (kind, body, expected) in [
            (
                "boxes",
                "bix a 0,0 9x3",
                ":5: `bix` is nothing that can be drawn; begin with one of box, cells, frame, text, code, under, arrow, line",
            ),
            ("boxes", "box a 0;0 9x3", ":5: `0;0` is not a place; write two numbers like 4,2.5"),
            ("boxes", "box a 0,0 9", ":5: `9` is not a size; write two numbers like 12x3"),
            ("boxes", "box a 0,0 0x3", ":5: `0x3` is not a size; write two numbers like 12x3"),
            ("boxes", "box a 0,0 3x0", ":5: `3x0` is not a size; write two numbers like 12x3"),
            ("boxes", "box a 0,0 -1x0", ":5: `-1x0` is not a size; write two numbers like 12x3"),
            ("boxes", "box a 0,201 3x3", ":5: `0,201` is not a place; write two numbers like 4,2.5"),
            ("boxes", "box a 0,0", ":5: ends before the size; add it"),
            ("boxes", "cells a 0,0 3x3", ":5: has no cell; write each cell as a text in quotes"),
            ("boxes", "cells a 0,0 3x3 \"x\":17", ":5: `:17` is not a number of cells; write one like `\"é\":2`"),
            ("boxes", "cells a 0,0 3x3 \"x\"\nbox a.1 0,9 3x3", ":6: the name `a.1` is taken; choose another"),
            ("boxes", "text 0,0", ":5: has no text; write it in quotes"),
            ("boxes", "code a 0,0 \"x\" \"y\"", ":5: is not one line; write one text in quotes"),
            ("boxes", "code a 0,0 \"`x;`\"\nunder a 1", ":6: says no characters; write those that the bar lies under"),
            ("boxes", "arrow 0,0 - 9,9", ":5: has no -> between its ends; write it like `arrow a.right -> b.left`"),
            ("boxes", "arrow 0,0 -> 9,9 \"x\"", ":5: an arrow has no text of its own; write a `text` beside it"),
            ("boxes", "arrow a -> 9,9", ":5: `a` is neither a place nor a side of a box; "),
            ("boxes", "box a 0,0 9x3\narrow a.top:x -> 9,9", ":6: `a.top:x` has no number behind its colon; "),
            ("boxes", "box a 0,0 9x3 \"\"", ":5: a text is empty; write the text, or drop the quotes"),
            ("boxes", "box a 0,0 9x3 pink", ":5: `pink` is unknown here; use "),
            ("boxes", "box a 0,0 9x3\nbox a 0,9 9x3", ":6: the name `a` is taken; choose another"),
            ("boxes", "box a 0,0 9x3\narrow a.right -> b.left", ":6: `b` is not drawn above; "),
            ("boxes", "box a 0,0 9x3\narrow a.middle -> 20,2", ":6: `middle` is not a side; "),
            ("boxes", "box a 0,0 9x3 \"open", ":5: a text does not end; add the quote"),
            ("boxes", "box a 0,0 9x3 \"`open\"", ":5: a text does not end; "),
            ("boxes", "under a 1 \"`x`\"", ":5: `a` is not a line of code above; correct the name, or write the code first"),
            ("boxes", "code a 0,0 \"`x;`\"\nunder a 1 \"`y`\"", ":6: `y` is not in the line of code; write it as it stands there"),
            ("boxes", "code a 0,0 \"`x;`\"\nunder a 3 \"`x`\"", ":6: `3` is not a row; write 1 or 2"),
            ("timeline", "lane a 0\nrow 1", ":5: `0` is not a width; write a number of steps like 12"),
            ("timeline", "lane a 9\nlane a 9\nrow 1", ":6: the name `a` is taken; choose another"),
            ("timeline", "lane a 9 gap\nrow 1", ":5: has no number behind `gap`; write it like `gap 2`"),
            ("timeline", "lane a 9 tint\nrow 1", ":5: `tint` is unknown here; put what stands above the lane in quotes"),
            ("timeline", "lane a 9", ":5: there is no row; write `row 1`"),
            ("timeline", "lane a 9\nrow 1 tint", ":6: a row has a look only if it is marked; "),
            ("timeline", "lane a 9\nrow 1\nbix a 1", ":7: `bix` is nothing that a time-line has; begin with one of lane, row, bar, rail, "),
            ("timeline", "lane a 9\nrow 1\nbar a 0-1", ":7: `0-1` are not rows; "),
            ("timeline", "lane a 9\nrow 1\nrow 2\npoint a 1-2", ":8: is at several rows; write one"),
            ("timeline", "lane a 9\nrow 1\narrow a 1 to a 1", ":7: has no -> between its ends; write it like `arrow main 2 -> north 2`"),
            ("timeline", "lane a 9\nrow 1\narrow a 1 -> a 1 \"x\"", ":7: an arrow has no text of its own; "),
            ("timeline", "lane a 9\nrow 2", ":6: this is row 1; write `row 1`"),
            (
                "timeline",
                "lane a 9\nrow 1 accent",
                ":6: a row has a look only if it is marked; add `mark`, or drop the words before the text",
            ),
            ("timeline", "lane a 9\nrow 1\nbar b 1", ":7: there is no lane `b`; "),
            ("timeline", "lane a 9\nrow 1\nbar a 1-2", ":7: there is no row 2; "),
            ("timeline", "lane a 9\nrow 1\nrow 2\nbar a 2-1", ":8: `2-1` are not rows; write one like 3, or several like 3-5"),
            ("bars", "bar x/y \"x\"", ":5: stands before the data; write `data cost` above it"),
            ("bars", "data nowhere", ":5: figures/nowhere.data:1: cannot be read; "),
            ("bars", "data cost\nbar x/y \"x\"", ":6: `x/y` was not measured; correct the name, or measure it with `cargo xtask cost`"),
            ("bars", "data cost\nbar alone/mutex", ":6: is not labeled by one text; write what took this long, in quotes"),
            ("bars", "data cost\npie", ":6: `pie` is nothing that can be drawn; begin with one of data, group, bar"),
            ("bars", "", ":1: has no bar; write `data cost`, and below it the bars"),
            ("timeline", "row 1", ":5: there is no lane; write one, like `lane main 12 \"main\"`"),
        ] {
            let reported = reported(kind, body);
            assert!(reported[0].starts_with(&format!("figures/x-y.fig{expected}")), "{body}\n{reported:?}\n{expected}");
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
            rows: (0..3).map(|row| Row { line: 1, words: vec![label("`load`")], mark: (row == 1).then(Look::default) }).collect(),
            items: vec![
                item(What::Point { lane: 0, row: 0 }, "line 6"),
                item(What::Bar { lane: 1, rows: 0..=1 }, "0"),
                Item { words: Vec::new(), ..item(What::Arrow { from: (1, 0), to: (0, 0) }, "-") },
                item(What::Result { row: 2 }, "all lanes"),
            ],
            narrow: false,
        };
        let heading = Heading { name: "x-y-1".to_owned(), title: "T".to_owned(), text: "S.".to_owned(), listing: None };
        let svg = timeline_svg(&heading, &line).unwrap();
        assert!(svg.contains(">line 6</text>"), "{svg}");
        assert!(svg.contains(r#"<rect x="73.6" y="89" width="270" height="24" rx="2"/>"#), "{svg}");
        assert!(svg.contains(r#"<text x="208.6" y="106" text-anchor="middle">all lanes<"#), "{svg}");
    }

    /// What names a line says so to the page, and stands to the left of a wide picture and below its step in a narrow one.
    #[test]
    fn a_line_of_a_listing_is_named() {
        use timeline::{Item, Lane, Row, Timeline, What};
        let label = |text: &str| Label::parse(text, 1).unwrap();
        let item = |what, text: &str| Item { line: 1, what, look: Look::default(), words: vec![label(text)] };
        let line = Timeline {
            lanes: vec![Lane { name: "A".to_owned(), width: 460.0, gap: 0.0, header: vec![label("A")] }],
            rows: vec![Row { line: 1, words: vec![Label::of_line(7)], mark: Some(Look::default()) }],
            items: vec![item(What::Point { lane: 0, row: 0 }, "loads"), item(What::Note { rows: 0..=0 }, "too early")],
            narrow: false,
        };
        let heading = Heading { name: "x-y".to_owned(), title: "T".to_owned(), text: "S.".to_owned(), listing: Some("x_y".to_owned()) };
        let svg = timeline_svg(&heading, &line).unwrap();
        for part in [
            "<svg class=\"drawing wide\" data-listing=\"x_y\" xmlns",
            "<svg class=\"drawing narrow\" data-listing=\"x_y\" xmlns",
            "<text x=\"0\" y=\"46\" class=\"muted\" fill-opacity=\"0.8\" data-line=\"7\">line 7<",
            "<text x=\"30\" y=\"46\">loads</text>\n<text x=\"30\" y=\"64\" class=\"muted\" fill-opacity=\"0.8\" data-line=\"7\">line 7</text>\n<text x=\"30\" y=\"82\">too early<",
        ] {
            assert!(svg.contains(part), "{part}\n{svg}");
        }
    }
}
