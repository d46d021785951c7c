//! Specimens: small figures that together have everything a figure can have, each with its drawing next to it, and refused sources, with their messages.
//!
//! `cargo xtask bless` writes both.

use std::path::{Path, PathBuf};

use book::diagnostic::Report;
use book::{files, project, record};
use figures::draw;

fn specimens() -> PathBuf {
    project().checker().join("crates/figures/specimens")
}

/// A specimen is drawn as before, and can be part of Markdown: an opening tag alone on its line, no blank line, and ids of its own.
#[test]
fn specimens_are_drawn() -> Result<(), Report> {
    for source in files::below(&specimens(), "fig") {
        let svg = draw(&source, &files::read(&source)?).map_err(Report::from)?;
        record::compare(&source.with_extension("svg"), &svg)?;
        assert!(svg.starts_with("<svg ") && svg.lines().next().unwrap().ends_with('>') && svg.ends_with("</svg>\n"), "{svg}");
        let own = format!("id=\"figure-{}-", files::stem(&source));
        assert!(!svg.contains("\n\n") && !svg.contains("style") && svg.matches("id=\"").count() == svg.matches(&own).count(), "{svg}");
    }
    Ok(())
}

/// Faults of a source are reported with their line and a remedy.
#[test]
fn others_are_refused() -> Result<(), Report> {
    let file = specimens().join("refused.txt");
    let said = |specimen: &str| {
        let lines: Vec<&str> = specimen.lines().take_while(|line| !line.starts_with("! ")).collect();
        let source = match &lines[..] {
            [first, ..] if first.starts_with('#') => return format!("{specimen}\n"),
            [kind @ ("bars" | "boxes" | "timeline"), body @ ..] => {
                let body = body.join("\n").replace("\nnarrow:\n", "\n'''\nnarrow = '''\n");
                format!("kind = '{kind}'\ntitle = 'A title'\ntext = 'A text.'\ndraw = '''\n{body}\n'''\n")
            }
            whole => whole.join("\n"),
        };
        let told = draw(Path::new("x-y.fig"), &source).err().unwrap_or_default();
        let told = told.iter().map(|told| format!("! {}: {}; {}\n", told.line, told.what, told.help));
        lines.iter().map(|line| format!("{line}\n")).chain(told).collect()
    };
    let all: Vec<String> = files::read(&file)?.trim_end().split("\n\n").map(said).collect();
    Ok(record::compare(&file, &all.join("\n"))?)
}
