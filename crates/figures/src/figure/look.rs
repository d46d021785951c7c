//! The look of a shape or a word: a few words in the source, each with one meaning in all figures.

use super::Fault;

/// A color, never the only sign of what it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// The color of the text.
    #[default]
    Plain,
    /// What the figure is about.
    Accent,
    /// What goes wrong.
    Danger,
    /// What is only mentioned.
    Muted,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stroke {
    /// Without gaps.
    #[default]
    Solid,
    /// Waiting, or not there (yet, or anymore).
    Dashed,
    /// A guide for the eye.
    Dotted,
}

/// What is inside a shape.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// Nothing.
    #[default]
    Empty,
    /// The tone of the shape, thin enough for words on it.
    Tint,
    /// Diagonal lines.
    Hatch,
}

/// How a shape or a word looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Its color.
    pub tone: Tone,
    /// Its outline.
    pub stroke: Stroke,
    /// Its inside.
    pub fill: Fill,
    /// Round corners: what acts, in contrast to what is stored.
    pub round: bool,
    /// Heavy letters.
    pub bold: bool,
    /// A cross over it: it doesn't work, or is gone.
    pub crossed: bool,
}

impl Look {
    /// Parses the look that `words` describe.
    pub fn read(words: &[String], line: usize) -> Result<Self, Fault> {
        let mut look = Self::default();
        for word in words {
            match word.as_str() {
                "accent" => look.tone = Tone::Accent,
                "danger" => look.tone = Tone::Danger,
                "muted" => look.tone = Tone::Muted,
                "dashed" => look.stroke = Stroke::Dashed,
                "dotted" => look.stroke = Stroke::Dotted,
                "tint" => look.fill = Fill::Tint,
                "hatch" => look.fill = Fill::Hatch,
                "round" => look.round = true,
                "bold" => look.bold = true,
                "crossed" => look.crossed = true,
                _ => {
                    let known = "accent, danger, muted, dashed, dotted, tint, hatch, round, bold, crossed";
                    return Err(Fault::new(line, format!("`{word}` is unknown here"), format!("use {known}, or put a text in quotes")));
                }
            }
        }
        Ok(look)
    }

    /// Heavy letters, and nothing else.
    pub fn bold() -> Self {
        Self { bold: true, ..Self::default() }
    }

    /// This tone, and nothing else.
    pub fn toned(tone: Tone) -> Self {
        Self { tone, ..Self::default() }
    }

    /// Returns the look of the words next to something that looks like this.
    pub fn of_words(self) -> Self {
        Self { bold: self.bold, ..Self::toned(self.tone) }
    }
}
