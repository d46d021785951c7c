//! Checks links from pages to the glossary: a term that a page uses before the chapter that teaches it is a link.

use std::collections::{BTreeMap, BTreeSet};

use book::diagnostic::{Diagnostic, Report, report};
use book::page::Page;
use book::prose::{self, Line};

use super::entry::{self, Entry, GLOSSARY};
use super::said::{Forms, Said};
use crate::reading_order;

/// On a page before the chapter that teaches a term, its first use is a link to the glossary; no page has two links to one entry.
#[test]
fn first_uses_lead_to_the_glossary() -> Result<(), Report> {
    let glossary = entry::read()?;
    let forms = Forms::of(&glossary.entries);
    let entries: BTreeSet<String> = glossary.entries.iter().map(|(_, entry)| entry.address()).collect();
    let mut taught: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for (_, entry) in &glossary.entries {
        // Another test reports an entry without facts.
        if let Ok(facts) = entry.facts() {
            taught.entry(facts.page).or_default().push(entry);
        }
    }
    let mut wrong = Vec::new();
    // In reading order: a term is known on every page after the one that teaches it.
    let mut known: BTreeSet<String> = BTreeSet::new();
    for page in reading_order()?.into_iter().filter(|page| page.slug != "glossary") {
        let mut reading =
            Reading { page, entries: &entries, met: BTreeSet::new(), linked: BTreeSet::new(), said: BTreeSet::new(), wrong: Vec::new() };
        let taught_here = taught.remove(&page.slug).unwrap_or_default();
        known.extend(taught_here.iter().map(|entry| entry.address()));
        for line in prose::lines(&page.lines.join("\n")).iter().filter(|line| page.block_at(line.number).is_none()) {
            let found = forms.find(&line.text);
            reading.links_fit(line, &found);
            reading.first_uses_are_links(line, &found, &known);
        }
        for entry in taught_here {
            if !reading.said.contains(&entry.address()) && !page.codes.iter().any(|code| entry.codes().contains(&code.text)) {
                let what = format!("should teach `{}` but never uses it", entry.plain());
                wrong.push(Diagnostic::new(&page.path, 1, what, format!("correct the link in src/{GLOSSARY}, or its list of words")));
            }
        }
        wrong.extend(reading.wrong);
    }
    report(wrong)
}

/// A page as it's read: the terms used so far outside links to elsewhere, linked, and used anywhere.
struct Reading<'a> {
    page: &'a Page,
    entries: &'a BTreeSet<String>,
    met: BTreeSet<String>,
    linked: BTreeSet<String>,
    said: BTreeSet<String>,
    wrong: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn tell(&mut self, line: &Line, what: String, help: String) {
        self.wrong.push(Diagnostic::new(&self.page.path, line.number, what, help));
    }

    /// Checks that a link to the glossary is the page's only one to its entry, and that its text is one of the entry's forms.
    fn links_fit(&mut self, line: &Line, found: &[Said]) {
        for (range, address) in &line.links {
            let term = address.strip_prefix(GLOSSARY).and_then(|rest| rest.strip_prefix('#'));
            // The glossary has other anchors, too, such as the Persian list.
            let Some(term) = term.filter(|term| self.entries.contains(*term)) else { continue };
            if !self.linked.insert(term.to_owned()) {
                self.tell(line, format!("leads to {address} a second time"), "keep the first link of the page".to_owned());
            }
            if !found.iter().any(|said| said.term == Some(term) && (said.start, said.end) == (range.start, range.end)) {
                let help = format!("link one of the words that src/{GLOSSARY} lists for it, or add them there");
                self.tell(line, format!("leads from “{}” to {address}", &line.text[range.clone()]), help);
            }
        }
    }

    /// Checks that a term that the page hasn't used before is a link, unless it's taught here or on an earlier page.
    fn first_uses_are_links(&mut self, line: &Line, found: &[Said], known: &BTreeSet<String>) {
        for said in found {
            let Some(term) = said.term else { continue };
            self.said.insert(term.to_owned());
            let own = format!("{GLOSSARY}#{term}");
            let link = line.links.iter().find(|(range, _)| range.start < said.end && said.start < range.end);
            // A link to elsewhere leads to an explanation of its words.
            if link.is_some_and(|(_, address)| *address != own) {
                continue;
            }
            if self.met.insert(term.to_owned()) && link.is_none() && !known.contains(term) {
                let words = &line.text[said.start..said.end];
                self.tell(line, format!("uses `{}` before it is taught", words.to_lowercase()), format!("write [{words}]({own})"));
            }
        }
    }
}
