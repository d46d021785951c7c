//! Looks up names of the standard library in the toolchain's documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::rustc;
use book::files;
use book::rules::rules;

/// Names of the standard library.
#[derive(Debug, Default)]
pub struct Api {
    /// Items by their last name: `Mutex`, `spawn`, `println`.
    items: BTreeSet<String>,
    /// Method names that identify a taught type's method on their own: `try_lock`.
    methods: BTreeSet<String>,
    /// What can follow `Type::`, for each taught type.
    members: BTreeMap<String, BTreeSet<String>>,
    /// Every name of std that a page may use in code: items, modules and members.
    words: BTreeSet<String>,
}

/// Returns the folder of the toolchain's documentation.
pub fn documentation() -> Result<PathBuf, String> {
    documentation_of(&rustc::sysroot()?)
}

fn documentation_of(sysroot: &Path) -> Result<PathBuf, String> {
    let folder = sysroot.join("share/doc/rust/html");
    let missing = "rust-toolchain.toml:3: names rust-docs, which is needed to look up std's names but isn't installed; run `rustup component add rust-docs`";
    folder.join("std/all.html").is_file().then_some(folder).ok_or_else(|| missing.to_owned())
}

impl Api {
    /// Reads the documentation below `html`.
    pub fn read(html: &Path) -> Result<Self, String> {
        let mut api = Self::default();
        let all = files::read(&html.join("std/all.html"))?;
        for piece in all.split("<a href=\"").skip(1) {
            let address = piece.split('"').next().unwrap_or_default();
            let Some((module, file)) = address.rsplit_once('/').or(Some(("", address))) else { continue };
            let mut parts = file.trim_end_matches(".html").splitn(2, '.');
            let (Some(kind), Some(name)) = (parts.next(), parts.next()) else { continue };
            let taught = rules()?.taught.iter().any(|taught| Some(taught.as_str()) == module.split('/').next());
            api.words.insert(name.to_owned());
            api.words.extend(module.split('/').map(str::to_owned));
            match kind {
                "macro" => api.items.extend([format!("{name}!")]),
                "struct" | "enum" | "trait" | "union" | "type"
                    if taught || matches!(name, "Vec" | "String" | "Option" | "Result" | "Box") =>
                {
                    api.items.insert(name.to_owned());
                    api.read_members(name, &html.join("std").join(address), taught)?;
                }
                "fn" if taught => api.items.extend([name.to_owned()]),
                _ => {}
            }
        }
        for page in ["primitive.slice", "primitive.str", "primitive.u32", "primitive.pointer", "iter/trait.Iterator", "fmt/index"] {
            api.read_members(page, &html.join("std").join(format!("{page}.html")), false)?;
        }
        api.words.extend(api.members.values().flatten().cloned());
        Ok(api)
    }

    /// Returns whether std uses this word as a name.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    fn read_members(&mut self, name: &str, page: &Path, taught: bool) -> Result<(), String> {
        let text = files::read(page)?;
        let own = text.find("id=\"trait-implementations\"").unwrap_or(text.len());
        let members = self.members.entry(name.to_owned()).or_default();
        for marker in ["id=\"method.", "id=\"tymethod.", "id=\"variant.", "id=\"associatedconstant.", "id=\"associatedtype."] {
            for (at, _) in text.match_indices(marker) {
                let rest = &text[at + marker.len()..];
                let member = rest.split(['"', '-']).next().unwrap_or_default().to_owned();
                let is_method = marker.contains("method");
                if is_method && taught && at < own && !rules()?.everyday.contains(&member) {
                    self.methods.insert(member.clone());
                }
                members.insert(member);
            }
        }
        Ok(())
    }

    /// Returns the name to look up for a piece of inline code, if it names something in std.
    pub fn name_in(&self, code: &str) -> Option<String> {
        let path = plain_path(code)?;
        let last = path.rsplit("::").next().unwrap_or_default().to_owned();
        let qualified = path.contains("::");
        let known = self.items.contains(&last) || self.methods.contains(&last);
        let member = qualified && self.owner(&path).is_some_and(|members| members.contains(&last));
        (known || member).then_some(last)
    }

    /// Returns whether the code is a `Type::member` that this std type doesn't have.
    pub fn missing_member(&self, code: &str) -> bool {
        let Some(path) = plain_path(code) else { return false };
        let last = path.rsplit("::").next().unwrap_or_default();
        self.owner(&path).is_some_and(|members| !members.contains(last))
    }

    fn owner(&self, path: &str) -> Option<&BTreeSet<String>> {
        let (before, _) = path.rsplit_once("::")?;
        self.members.get(before.rsplit("::").next().unwrap_or(before))
    }
}

/// Reduces code to the path it names: `&mut Mutex<Vec<T>>` to `Mutex`, `Arc::<T>::clone` to `Arc::clone`, an expression to `None`.
fn plain_path(code: &str) -> Option<String> {
    let mut text = code.trim_start_matches('&').trim_start_matches("'static ").trim_start_matches("mut ");
    text = text.trim_start_matches("std::");
    let mut path = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.checked_sub(1)?,
            _ if depth > 0 => {}
            _ => path.push(character),
        }
    }
    let path = path.replace("::::", "::");
    let path = path.trim_end_matches("::");
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) && !part.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut parts: Vec<&str> = path.split("::").collect();
    let last = parts.pop()?;
    (parts.iter().all(|part| word(part)) && word(last.strip_suffix('!').unwrap_or(last))).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Type parameters are stripped, paths are kept, and expressions name nothing.
    #[test]
    fn paths_are_plain() {
        for (code, path) in [
            ("Mutex<T>", Some("Mutex")),
            ("&mut Vec<Option<u8>>", Some("Vec")),
            ("std::thread::spawn", Some("thread::spawn")),
            ("Arc::<u8>::clone", Some("Arc::clone")),
            ("println!", Some("println!")),
            ("drop(guard)", None),
            ("a + b", None),
            ("E0382", Some("E0382")),
        ] {
            assert_eq!(plain_path(code).as_deref(), path, "{code}");
        }
    }

    /// Modules that the book teaches contribute types, functions and methods; other modules only members and words.
    #[test]
    fn what_is_taught_is_told_from_what_is_there() {
        let html = book::project().scratch("api-test");
        let page = |path: &str, text: &str| {
            let file = html.join("std").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        let links = [
            "sync/struct.Lock.html",
            "path/struct.Path.html",
            "vec/struct.Vec.html",
            "thread/fn.spawn.html",
            "path/fn.join.html",
            "macro.say.html",
        ];
        page("all.html", &links.map(|link| format!("<a href=\"{link}\">")).concat());
        let own = "id=\"method.seize\" id=\"method.new\" id=\"variant.Held\" id=\"method.seize-1\" id=\"trait-implementations\" id=\"method.clone\"";
        page("sync/struct.Lock.html", own);
        page("path/struct.Path.html", "id=\"method.parent\"");
        page("vec/struct.Vec.html", "id=\"method.push\"");
        for empty in ["primitive.slice", "primitive.str", "primitive.u32", "primitive.pointer", "iter/trait.Iterator", "fmt/index"] {
            page(&format!("{empty}.html"), "");
        }
        let api = Api::read(&html).unwrap();
        for (code, name) in [
            ("Lock", Some("Lock")),
            ("seize", Some("seize")),
            ("spawn", Some("spawn")),
            ("say!", Some("say!")),
            ("Vec", Some("Vec")),
            ("Vec::push", Some("push")),
            ("Lock::Held", Some("Held")),
            ("Lock::clone", Some("clone")),
            // A method of every type, of another trait, of a type that is not taught; a variant; a type and a function that are not taught.
            ("new", None),
            ("clone", None),
            ("push", None),
            ("Held", None),
            ("Path", None),
            ("join", None),
            ("parent", None),
        ] {
            assert_eq!(api.name_in(code).as_deref(), name, "{code}");
        }
        for word in ["Path", "path", "join", "seize", "sync", "clone", "push"] {
            assert!(api.knows(word), "{word}");
        }
        assert!(!api.knows("parent") && !api.knows("unlock"));
        assert!(api.missing_member("Lock::unlock") && !api.missing_member("Lock::seize") && !api.missing_member("Tally::unlock"));
    }

    /// A toolchain without documentation is reported, instead of letting checks pass for lack of names.
    #[test]
    fn the_documentation_is_demanded() {
        let why = documentation_of(rustc::bare_sysroot().unwrap()).unwrap_err();
        assert!(
            why.starts_with("rust-toolchain.toml:3: names rust-docs, ") && why.ends_with("; run `rustup component add rust-docs`"),
            "{why}"
        );
    }
}
