//! The choices of a question: what a program can do, by its record, mixed with what it never does.

use book::decoys::Decoy;
use book::outcomes::{End, Outcomes};

/// The choices as a page includes them, each with what is true of it: a script lets the reader choose, and without one they are a part of the answer.
pub fn choices(name: &str, record: &Outcomes, decoys: &[Decoy]) -> String {
    let all: u128 = record.each.iter().map(|outcome| outcome.schedules).sum();
    let mut each: Vec<(&str, &End, &str, u128)> = Vec::new();
    for one in &record.each {
        // Who waits where is not asked.
        match each.iter_mut().find(|(printed, end, needs, _)| (*printed, *end, *needs) == (&*one.printed, &one.end, &*one.needs)) {
            Some((.., schedules)) => *schedules += one.schedules,
            None => each.push((&one.printed, &one.end, &one.needs, one.schedules)),
        }
    }
    let share = |needs: &str, count: u128| match (count, all) {
        (0, _) => format!("Possible, {needs}."),
        (_, 1) => "Yes, always.".to_owned(),
        (2, 2) => "Yes, in both schedules.".to_owned(),
        (count, all) if count == all => format!("Yes, in all {all} schedules."),
        (count, all) => format!("Possible, in {count} of {all} schedules."),
    };
    let item =
        |is: &str, label: &str, verdict: &str| format!("<li{is}><span>{label}</span> <span class=\"verdict\">{verdict}</span></li>\n");
    let mut items: Vec<(u64, String)> = Vec::new();
    for (printed, end, needs, count) in each {
        let label = label(printed, end);
        items.push((mixed(name, &label), item(" data-is=\"so\"", &label, &share(needs, count))));
    }
    for decoy in decoys {
        let label = label(&decoy.printed, &decoy.end);
        items.push((mixed(name, &label), item("", &label, &format!("No. {}", in_html(&decoy.why)))));
    }
    items.sort();
    format!("<ul class=\"choices\">\n{}</ul>\n", items.into_iter().map(|(_, item)| item).collect::<String>())
}

/// A place in an order that gives nothing away, the same each time.
fn mixed(name: &str, label: &str) -> u64 {
    name.bytes().chain(label.bytes()).fold(7, |hash, byte| (hash * 31 + u64::from(byte)) % 9973)
}

/// What a reader chooses.
fn label(printed: &str, end: &End) -> String {
    let mut parts: Vec<String> = printed.lines().map(|line| format!("<code>{}</code>", escaped(line))).collect();
    match end {
        End::Done if parts.is_empty() => parts.push("it ends and prints nothing".to_owned()),
        End::Done => {}
        End::Panic => parts.push("a panic".to_owned()),
        End::Deadlock => parts.push("a deadlock".to_owned()),
        End::Undefined => parts.push("undefined behavior".to_owned()),
        End::Exit(status) => parts.push(format!("exit status {status}")),
    }
    parts.join(", then ")
}

/// A sentence with code between backticks.
fn in_html(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces.map(|(at, piece)| if at % 2 == 0 { escaped(piece) } else { format!("<code>{}</code>", escaped(piece)) }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use book::{decoys, outcomes};

    use super::*;

    /// Every outcome is a choice with its share, every decoy one with its reason; deadlocks in several places are one.
    #[test]
    fn outcomes_and_decoys_are_mixed() {
        let bar = |count: usize| "█".repeat(count) + &"·".repeat(20 - count);
        let record = format!(
            "All 4 schedules:\n\n2 of 4  {}\n  a<b\n  c\n\n1 of 4  {}\ndeadlock: main waits\n\n1 of 4  {}\ndeadlock: thread 1 waits\n\nonly by a spurious failure\n  d\n",
            bar(10),
            bar(5),
            bar(5)
        );
        let outcomes = outcomes::parse(Path::new("x.outcomes"), &record).unwrap();
        let decoys = decoys::parse(Path::new("x.decoys"), "prints nothing\nSee `e`.\n", &outcomes).unwrap();
        let html = choices("x", &outcomes, &decoys);
        assert_eq!(html.matches("<li").count(), 4);
        for item in [
            "<li data-is=\"so\"><span><code>a&lt;b</code>, then <code>c</code></span> <span class=\"verdict\">Possible, in 2 of 4 schedules.</span></li>",
            "<li data-is=\"so\"><span>a deadlock</span> <span class=\"verdict\">Possible, in 2 of 4 schedules.</span></li>",
            "<li data-is=\"so\"><span><code>d</code></span> <span class=\"verdict\">Possible, only by a spurious failure.</span></li>",
            "<li><span>it ends and prints nothing</span> <span class=\"verdict\">No. See <code>e</code>.</span></li>",
        ] {
            assert!(html.contains(item), "{html}");
        }
    }
}
