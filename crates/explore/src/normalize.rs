//! What a record leaves out, since it differs from run to run or from machine to machine. One named case each, with its reason.

/// Standard error of a program, as its record holds it.
pub fn standard_error(raw: &str, source: &str) -> String {
    let text = unix_lines(raw);
    let text = number_threads(&text);
    let text = without_commit(&text);
    shown_as_main(&text, source)
}

/// A panic inside the standard library names the compiler's commit in its path, as compiler messages do.
fn without_commit(text: &str) -> String {
    let mut pieces = text.split("/rustc/");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let commit = piece.find("/library/").filter(|end| piece[..*end].bytes().all(|byte| byte.is_ascii_hexdigit()));
        kept.push_str("/rustc");
        kept.push_str(commit.map_or_else(|| format!("/{piece}"), |end| piece[end..].to_owned()).as_str());
    }
    kept
}

/// Windows ends a line in two characters; the record has one.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A panic message names its thread by the number that the system gave it, another one in each run: they are counted from 1.
fn number_threads(text: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let renumbered = panic_header(line).map(|(before, number, after)| {
            let position = seen.iter().position(|known| *known == number).unwrap_or_else(|| {
                seen.push(number.to_owned());
                seen.len() - 1
            });
            format!("{before}({}){after}", position + 1)
        });
        lines.push(renumbered.unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n")
}

/// Splits `thread 'main' (4711) panicked at …` before and after the number in parentheses.
fn panic_header(line: &str) -> Option<(&str, &str, &str)> {
    if !line.starts_with("thread '") {
        return None;
    }
    let end = line.find(") panicked at ")?;
    let start = line[..end].rfind('(')?;
    let number = &line[start + 1..end];
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| (&line[..start], number, &line[end + 1..]))
}

/// Cargo compiles an example under its own path; in the reader's project the same text is `src/main.rs`.
fn shown_as_main(text: &str, source: &str) -> String {
    text.replace(&source.replace('/', "\\"), "src/main.rs").replace(source, "src/main.rs")
}

/// A compiler message, as its record holds it: paths into the standard library carry the machine's folders or the compiler's commit, and paths into a crate the
/// folders of Cargo.
pub fn compiler_message(rendered: &str) -> String {
    let text = unix_lines(rendered);
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_place = line.trim_start().starts_with("-->") || line.trim_start().starts_with(":::");
        let marker = line.find("--> ").or_else(|| line.find("::: ")).map_or(0, |at| at + 4);
        if let Some(arrow) = line.find("/library/").filter(|_| is_place) {
            lines.push(format!("{}/rustc{}", &line[..marker], &line[arrow..]));
        } else if let Some(path) = in_a_crate(line).filter(|_| is_place) {
            lines.push(format!("{}{path}", &line[..marker]));
        } else {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines.join("\n")
}

/// A path into a crate from its name and version on: `tokio-1.54.1/src/task/spawn.rs:176:21`.
fn in_a_crate(line: &str) -> Option<&str> {
    let (_, registry) = line.split_once("/registry/src/")?;
    registry.split_once('/').map(|(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thread numbers are counted in the order in which they appear, and only in the header of a panic.
    #[test]
    fn threads_are_counted_from_one() {
        let raw = "thread 'a' (77) panicked at x.rs:1:2:\r\n(77) stays\nthread '<unnamed>' (9) panicked at x.rs:3:4:\nthread 'a' (77) panicked at x.rs:5:6:\n";
        let expected = "thread 'a' (1) panicked at src/main.rs:1:2:\n(77) stays\nthread '<unnamed>' (2) panicked at src/main.rs:3:4:\nthread 'a' (1) panicked at src/main.rs:5:6:\n";
        assert_eq!(standard_error(raw, "x.rs"), expected);
    }

    /// A panic inside std is reported without the compiler's commit.
    #[test]
    fn commits_are_left_out() {
        assert_eq!(
            standard_error("at /rustc/59807616e1fa/library/std/src/a.rs:1:2\n/rustc/x/y", "x.rs"),
            "at /rustc/library/std/src/a.rs:1:2\n/rustc/x/y"
        );
    }

    /// A path into std is the same with and without the machine's folders.
    #[test]
    fn paths_into_std_are_short() {
        let with_source = "  --> /home/me/.rustup/toolchains/1.95.0/lib/rustlib/src/rust/library/std/src/thread/functions.rs:123:4\n";
        let without = "  --> /rustc/59807616e1fa/library/std/src/thread/functions.rs:123:4\n";
        let expected = "  --> /rustc/library/std/src/thread/functions.rs:123:4";
        assert_eq!(compiler_message(with_source), expected);
        assert_eq!(compiler_message(without), expected);
    }

    /// A path into a crate is the same on every machine, and only where the compiler names a place.
    #[test]
    fn paths_into_crates_are_short() {
        let raw = "  --> /root/.cargo/registry/src/index.crates.io-1949/tokio-1.54.1/src/task/spawn.rs:176:21\n/registry/src/a/b stays\n";
        assert_eq!(compiler_message(raw), "  --> tokio-1.54.1/src/task/spawn.rs:176:21\n/registry/src/a/b stays");
    }
}
