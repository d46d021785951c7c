//! Writes SVG that can be part of a page: no styles, no colors of its own, ids with the figure's name.

use std::fmt::Write;

use super::Heading;
use super::canvas::{Anchor, Canvas, Shape, Text};
use super::geometry::{Point, Rect};
use super::label::FONT;
use super::look::{Fill, Look, Stroke, Tone};

/// The space around the drawing.
const MARGIN: f64 = 6.0;
/// The length and the width of an arrowhead.
const HEAD: (f64, f64) = (9.0, 4.0);

/// Which windows a drawing is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// All: it fits everywhere.
    Only,
    /// Wide ones; there is a narrow form too.
    Wide,
    /// Phones.
    Narrow,
}

/// Writes one drawing.
pub fn svg(heading: &Heading, form: Form, canvas: &Canvas) -> String {
    let bounds = canvas.bounds();
    let (left, top) = ((bounds.left - MARGIN).floor(), (bounds.top - MARGIN).floor());
    let (width, height) = ((bounds.right() + MARGIN).ceil() - left, (bounds.bottom() + MARGIN).ceil() - top);
    let (class, suffix) = match form {
        Form::Only => ("drawing", ""),
        Form::Wide => ("drawing wide", ""),
        Form::Narrow => ("drawing narrow", "-narrow"),
    };
    let id = format!("figure-{}{suffix}", heading.name);
    let listing = heading.listing.as_ref().map_or(String::new(), |name| format!(" data-listing=\"{name}\""));
    let mut file = format!(
        "<svg class=\"{class}\"{listing} xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{left} {top} {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escaped(&heading.title),
        escaped(&heading.text)
    );
    file.push_str(&patterns(&id, canvas));
    file.push_str("<g class=\"lines\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linejoin=\"round\">\n");
    for shape in &canvas.shapes {
        file.push_str(&shape_text(&id, shape));
    }
    let font = "font-family=\"var(--figure-font, &quot;Open Sans&quot;, sans-serif)\"";
    let _ = writeln!(file, "</g>\n<g class=\"words\" fill=\"currentColor\" stroke=\"none\" font-size=\"{FONT}\" {font}>");
    for text in &canvas.texts {
        file.push_str(&words(text));
    }
    file.push_str("</g>\n</svg>\n");
    file
}

/// Writes the hatch patterns that the drawing uses, one for each tone.
fn patterns(id: &str, canvas: &Canvas) -> String {
    let mut file = String::new();
    for tone in [Tone::Plain, Tone::Accent, Tone::Danger, Tone::Muted] {
        let used = |shape: &Shape| matches!(shape, Shape::Rect { look, .. } if look.fill == Fill::Hatch && look.tone == tone);
        if canvas.shapes.iter().any(used) {
            let _ = writeln!(
                file,
                "<defs><pattern id=\"{id}-hatch{}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <path d=\"M0 0V7\" fill=\"none\" stroke=\"{}\" stroke-opacity=\"0.35\" stroke-width=\"2\"/></pattern></defs>",
                suffix(tone),
                color(tone)
            );
        }
    }
    file
}

fn suffix(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Accent => "-accent",
        Tone::Danger => "-danger",
        Tone::Muted => "-muted",
    }
}

/// Returns the page's own color; if there is none, the color of the text.
fn color(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain | Tone::Muted => "currentColor",
        Tone::Accent => "var(--figure-accent, var(--links, currentColor))",
        Tone::Danger => "var(--figure-danger, var(--blockquote-caution-color, currentColor))",
    }
}

/// Returns the attributes of an outline; empty where the group's apply.
fn outline(look: Look) -> String {
    let mut said = match look.tone {
        Tone::Plain => String::new(),
        Tone::Muted => " class=\"muted\" stroke-opacity=\"0.6\"".to_owned(),
        tone => format!(" class=\"{}\" stroke=\"{}\"", &suffix(tone)[1..], color(tone)),
    };
    said.push_str(match look.stroke {
        Stroke::Solid => "",
        Stroke::Dashed => " stroke-dasharray=\"5 4\"",
        Stroke::Dotted => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
    });
    said
}

fn inside(id: &str, look: Look) -> String {
    match look.fill {
        Fill::Empty => String::new(),
        Fill::Tint => {
            format!(" fill=\"{}\" fill-opacity=\"{}\"", color(look.tone), if look.tone == Tone::Accent { "0.22" } else { "0.13" })
        }
        Fill::Hatch => format!(" fill=\"url(#{id}-hatch{})\"", suffix(look.tone)),
    }
}

fn shape_text(id: &str, shape: &Shape) -> String {
    match shape {
        Shape::Rect { rect, look } => format!(
            "<rect {} rx=\"{}\"{}{}/>\n",
            sides(*rect),
            number(if look.round { 9.0_f64.min(rect.height / 2.0) } else { 2.0 }),
            inside(id, *look),
            outline(*look)
        ),
        Shape::Path { points, look, arrow } => path(points, *look, *arrow),
        Shape::Cross { rect, look } => {
            let [a, b, c, d] = rect.corners();
            let tone = if look.tone == Tone::Plain { Tone::Danger } else { look.tone };
            let look = Look { stroke: Stroke::Solid, tone, ..*look };
            format!("<path d=\"M{} L{} M{} L{}\" stroke-width=\"2\"{}/>\n", place(a), place(c), place(b), place(d), outline(look))
        }
        Shape::Dot { at, look } => {
            format!("<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{}\"{}/>\n", number(at.x), number(at.y), color(look.tone), outline(*look))
        }
        Shape::Band { rect, look } => {
            let tone = suffix(look.tone).trim_start_matches('-');
            let class = if tone.is_empty() { String::new() } else { format!(" {tone}") };
            format!(
                "<rect class=\"band{class}\" {} rx=\"4\" fill=\"{}\" fill-opacity=\"0.16\" stroke=\"none\"/>\n",
                sides(*rect),
                color(look.tone)
            )
        }
        Shape::Hair { from, to } => {
            format!("<path class=\"hair\" d=\"M{} L{}\" stroke-opacity=\"0.18\" stroke-width=\"1\"/>\n", place(*from), place(*to))
        }
    }
}

/// Writes a line, and its arrowhead as a separate triangle: a marker would need an id and couldn't take the line's color everywhere.
fn path(points: &[Point], look: Look, arrow: bool) -> String {
    let mut way = points.to_vec();
    let mut head = String::new();
    if let (true, [.., before, tip]) = (arrow, points) {
        let base = tip.toward(*before, HEAD.0);
        let (dx, dy) = ((tip.x - base.x) / HEAD.0 * HEAD.1, (tip.y - base.y) / HEAD.0 * HEAD.1);
        let corners = [*tip, Point { x: base.x - dy, y: base.y + dx }, Point { x: base.x + dy, y: base.y - dx }].map(place);
        let plain = Look { stroke: Stroke::Solid, ..look };
        let fill = if look.tone == Tone::Muted { " fill-opacity=\"0.6\"" } else { "" };
        head = format!("<path d=\"M{}Z\" fill=\"{}\"{fill}{} stroke-width=\"1\"/>\n", corners.join(" L"), color(look.tone), outline(plain));
        way.pop();
        way.push(base);
    }
    let way: Vec<String> = way.into_iter().map(place).collect();
    format!("<path d=\"M{}\"{}/>\n{head}", way.join(" L"), outline(look))
}

fn words(text: &Text) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if text.look.bold { " font-weight=\"bold\"" } else { "" };
    // A label that names a line of the listing is only a reference.
    let tone = if text.label.names.is_some() { Tone::Muted } else { text.look.tone };
    let tone = match tone {
        Tone::Plain => String::new(),
        Tone::Muted => " class=\"muted\" fill-opacity=\"0.8\"".to_owned(),
        // Letters keep the color of the text: red on black is too faint to read.
        tone => format!(" class=\"{}\"", &suffix(tone)[1..]),
    };
    // The picture relies on the width of code; an unusual font is stretched to it.
    let width = match &text.label.runs[..] {
        [only] if only.code => format!(" textLength=\"{}\"", number(text.label.width(text.look.bold))),
        _ => String::new(),
    };
    let names = text.label.names.map_or(String::new(), |line| format!(" data-line=\"{line}\""));
    let mut said = String::new();
    for run in &text.label.runs {
        // A page collapses consecutive spaces, but in code they matter.
        let letters = escaped(&run.text);
        if run.code {
            let letters = letters.replace("  ", "\u{a0}\u{a0}");
            let _ = write!(said, "<tspan class=\"code\" font-family=\"var(--mono-font, monospace)\">{letters}</tspan>");
        } else {
            said.push_str(&letters);
        }
    }
    format!("<text x=\"{}\" y=\"{}\"{anchor}{width}{weight}{tone}{names}>{said}</text>\n", number(text.at.x), number(text.at.y + 5.0))
}

fn sides(rect: Rect) -> String {
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(rect.left), number(rect.top), number(rect.width), number(rect.height))
}

fn place(at: Point) -> String {
    format!("{} {}", number(at.x), number(at.y))
}

/// Formats a number with at most one decimal.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// Escapes a text so HTML and mdBook read it as plain text.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace("{{", "&#123;{")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers are short and the same everywhere; escaped texts mean the same as before.
    #[test]
    fn numbers_and_texts_are_plain() {
        assert_eq!([0.04, -0.04, 12.0, 3.25, 7.96].map(number), ["0", "0", "12", "3.2", "8"]);
        assert_eq!(escaped("<'_, T> & \"x\" {{#include"), "&lt;'_, T&gt; &amp; &quot;x&quot; &#123;{#include");
    }
}
