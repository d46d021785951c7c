//! Removes what differs from run to run or machine to machine from records, one function per case.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// Normalizes a program's standard error for its record.
///
/// Replaces the example's path with `src/main.rs`, its path in the reader's project.
pub fn standard_error(raw: &str, source: &str) -> String {
    // A panic inside the standard library names the compiler's commit in its path, as compiler messages do.
    static COMMIT: LazyLock<Regex> = LazyLock::new(|| regex("/rustc/[[:xdigit:]]+/library/"));
    let text = number_threads(&unix_lines(raw));
    let text = COMMIT.replace_all(&text, "/rustc/library/");
    text.replace(&source.replace('/', "\\"), "src/main.rs").replace(source, "src/main.rs")
}

/// Converts Windows line endings to `\n`.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Numbers threads from 1 in panic messages, which have the system's thread IDs, different in each run.
fn number_threads(text: &str) -> String {
    static HEADER: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^(?<before>thread '.*\()(?<number>\d+)(?<after>\) panicked at )"));
    let mut seen: Vec<String> = Vec::new();
    let renumbered = HEADER.replace_all(text, |header: &Captures<'_>| {
        let position = seen.iter().position(|known| *known == header["number"]).unwrap_or_else(|| {
            seen.push(header["number"].to_owned());
            seen.len() - 1
        });
        format!("{}{}{}", &header["before"], position + 1, &header["after"])
    });
    renumbered.into_owned()
}

/// Normalizes a compiler message for its record: removes the machine's folders or the compiler's commit from paths into std, and Cargo's folders from paths into crates.
pub fn compiler_message(rendered: &str) -> String {
    static IN_STD: LazyLock<Regex> = LazyLock::new(|| regex("^( *(?:-->|:::) ).*?/library/"));
    static IN_A_CRATE: LazyLock<Regex> = LazyLock::new(|| regex("^( *(?:-->|:::) ).*?/registry/src/[^/]*/"));
    let short = |line: &str| match IN_STD.replace(line, "$1/rustc/library/") {
        Cow::Borrowed(_) => IN_A_CRATE.replace(line, "$1").trim_end().to_owned(),
        Cow::Owned(short) => short,
    };
    unix_lines(rendered).lines().map(short).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Threads are numbered in order of appearance, and only in a panic's header.
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

    /// A path into a crate is shortened on every machine, but only where the compiler names a place.
    #[test]
    fn paths_into_crates_are_short() {
        let raw = "  --> /root/.cargo/registry/src/index.crates.io-1949/tokio-1.54.1/src/task/spawn.rs:176:21\n/registry/src/a/b stays\n";
        assert_eq!(compiler_message(raw), "  --> tokio-1.54.1/src/task/spawn.rs:176:21\n/registry/src/a/b stays");
    }
}
