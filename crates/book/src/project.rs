//! The project whose book is checked. It's found at run time, never at compile time, because a checkout may be copied, renamed, or share its build folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use crate::files;

// `.cargo/config.toml` sets it to the folder of the checkout. Cargo recompiles a crate if a variable that it reads has changed, so this crate, and with it every
// check, is recompiled if the checkout has a different path.
const _: Option<&str> = option_env!("GUARDED_CHECKOUT");

/// The variable that `tests/faults` sets to let its own checkout's checker check a broken copy.
const ROOT: &str = "GUARDED_ROOT";

/// The variable that says where to propose records instead of comparing them.
pub const PROPOSALS: &str = "GUARDED_BLESS";

/// Returns the modification time of the mark in the build folder; a copy made without times (`cp -r`) has a different one.
fn marked_at() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

/// A checkout: the book that is checked, and the checker that checks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    root: PathBuf,
    checker: PathBuf,
    target: PathBuf,
}

/// Returns this process's project, found once. If checker, checkout and build folder don't belong together, the process exits with one line that says so.
pub fn project() -> &'static Project {
    static FOUND: OnceLock<Project> = OnceLock::new();
    FOUND.get_or_init(|| {
        Project::of_this_process().unwrap_or_else(|why| {
            // Not with `eprintln!`, which a test harness captures.
            std::io::Write::write_all(&mut std::io::stderr(), format!("{why}\n").as_bytes()).ok();
            std::process::exit(2)
        })
    })
}

impl Project {
    fn of_this_process() -> Result<Self, String> {
        let executable = std::env::current_exe()
            .map_err(|error| format!("the checker does not know its own path ({error}); run it with `cargo test`"))?;
        // `cargo run` and `cargo test` set it to the package whose program they run.
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = std::env::current_dir().unwrap_or_default();
        let mut project =
            Self::find(&package.into_iter().chain([here]).collect::<Vec<_>>(), Path::new(env!("CARGO_MANIFEST_DIR")), &executable)?;
        for variable in [ROOT, PROPOSALS] {
            project.is_below_target(variable, std::env::var_os(variable).as_ref().map(Path::new))?;
        }
        if let Some(root) = std::env::var_os(ROOT) {
            project.root = PathBuf::from(root);
        }
        Ok(project)
    }

    /// Refuses a folder that isn't below a build folder, where `tests/faults` and `cargo xtask bless` put theirs. A variable left over in a shell would turn all checks off.
    fn is_below_target(&self, variable: &str, folder: Option<&Path>) -> Result<(), String> {
        match folder.filter(|folder| !folder.starts_with(&self.target) && !folder.starts_with(self.checker.join("target"))) {
            None => Ok(()),
            Some(folder) => {
                Err(format!("{variable} is set to {}, and this book would go unchecked; run `unset {variable}`", folder.display()))
            }
        }
    }

    /// Finds the checkout around the first of these folders that is in one, if the checker was compiled there; `package` was this crate's folder at compile time.
    fn find(folders: &[PathBuf], package: &Path, executable: &Path) -> Result<Self, String> {
        let is_checkout = |folder: &&Path| folder.join("book.toml").is_file() && folder.join("crates/book").is_dir();
        let checkout = folders.iter().find_map(|folder| folder.ancestors().find(is_checkout));
        let checkout = checkout.ok_or_else(|| {
            let here = folders.last().map(|folder| folder.display().to_string()).unwrap_or_default();
            format!("{here}: neither this folder nor one above it holds a book to check; run the check with `cargo test` in a checkout")
        })?;
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if real(&checkout.join("crates/book")) != real(package) {
            return Err(format!(
                "{}: this checker was compiled in {}, not here; run `touch crates/book/src/lib.rs` here, and Cargo recompiles it",
                checkout.display(),
                package.display()
            ));
        }
        let target = executable.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
        let target = target.map_or_else(|| checkout.join("target"), Path::to_path_buf);
        belongs_to(&target, &real(checkout))?;
        Ok(Self { root: checkout.to_path_buf(), checker: checkout.to_path_buf(), target })
    }

    /// Returns the folder of the book that is checked.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the checkout that holds the checker itself, whatever it checks.
    pub fn checker(&self) -> &Path {
        &self.checker
    }

    /// Returns the build folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Returns the path of a file of the book.
    pub fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// Returns a path as messages show it: relative to the root, with forward slashes.
    pub fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// Returns a folder for data that can be recomputed: below the build folder, one for each purpose.
    pub fn scratch(&self, purpose: &str) -> PathBuf {
        let folder = self.target.join("guarded").join(purpose);
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: cannot be created: {error}", folder.display()));
        folder
    }

    /// The same folder, emptied.
    pub fn fresh(&self, purpose: &str) -> PathBuf {
        let folder = self.scratch(purpose);
        fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{}: cannot be emptied: {error}", folder.display()));
        self.scratch(purpose)
    }

    /// Reads a TOML file of the book: `toml("rust-toolchain.toml")`.
    pub fn toml(&self, file: &str) -> Result<toml::Table, String> {
        files::read_toml(&self.join(file), "correct it")
    }

    /// Returns the compiler that `rust-toolchain.toml` pins.
    pub fn pinned_toolchain(&self) -> Result<String, String> {
        let channel =
            self.toml("rust-toolchain.toml")?.get("toolchain").and_then(|table| table.get("channel")?.as_str().map(str::to_owned));
        channel.ok_or_else(|| "rust-toolchain.toml:1: names no channel; write `channel = \"1.95.0\"`".to_owned())
    }
}

/// Checks, by a mark in `target`, that Cargo built everything there from this checkout.
///
/// Cargo compares times, so a build folder that moves with its sources stays valid; one that was copied without times, or filled from two checkouts, doesn't.
fn belongs_to(target: &Path, checkout: &Path) -> Result<(), String> {
    let (folder, mark) = (target.join("guarded"), target.join("guarded/checkout"));
    let own = format!("{}\n{}\n", checkout.display(), target.display());
    let kept = fs::read_to_string(&mark).unwrap_or_default();
    let time = mark.metadata().and_then(|data| data.modified());
    let reported = |what: &str| Err(format!("{}: this build folder {what}; run `cargo clean`", target.display()));
    if !kept.is_empty() && time.ok() != Some(marked_at()) {
        return reported("was copied without file times, and Cargo needs them to know what is out of date");
    }
    if kept == own {
        return Ok(());
    }
    if let [other, built_in] = kept.lines().collect::<Vec<_>>()[..]
        && Path::new(built_in) == target
        && Path::new(other).join("crates/book").is_dir()
    {
        return reported(&format!("was filled by {other} too; give each checkout its own"));
    }
    // Written to another file and renamed, because the checks run at the same time.
    let aside = folder.join(format!("checkout-{}", std::process::id()));
    let write = || {
        fs::create_dir_all(&folder)?;
        fs::write(&aside, &own)?;
        fs::File::options().write(true).open(&aside)?.set_modified(marked_at())?;
        fs::rename(&aside, &mark)
    };
    write().map_err(|error| format!("{}: cannot be written ({error}); make the build folder writable", mark.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkout below the scratch folder, with a build folder of its own.
    fn checkout(name: &str) -> PathBuf {
        let folder = project().fresh(&format!("project-test/{name}"));
        fs::create_dir_all(folder.join("crates/book")).unwrap();
        fs::create_dir_all(folder.join("target/debug/deps")).unwrap();
        for file in ["book.toml", "target/CACHEDIR.TAG"] {
            fs::write(folder.join(file), "").unwrap();
        }
        folder
    }

    /// Returns the project that a check in `here` finds, compiled in the checkout `compiled` into the build folder `target`.
    fn found(here: &Path, compiled: &Path, target: &Path) -> Result<PathBuf, String> {
        Project::find(&[here.to_path_buf()], &compiled.join("crates/book"), &target.join("debug/deps/links-1")).map(|found| found.root)
    }

    /// The project is the one that a check runs in, from any of its folders.
    #[test]
    fn the_project_is_found_where_the_check_runs() {
        let one = checkout("found");
        assert_eq!(found(&one.join("crates/book"), &one, &one.join("target")), Ok(one.clone()));
        assert_eq!(found(&one, &one, &one.join("target")), Ok(one));
        let nowhere = found(Path::new("/"), Path::new("/"), Path::new("/")).unwrap_err();
        assert!(nowhere.starts_with("/: neither this folder nor one above it holds a book"), "{nowhere}");
    }

    /// A checker that was compiled elsewhere is refused, whether that checkout is still there or not.
    #[test]
    fn a_checker_from_elsewhere_is_refused() {
        let (one, other) = (checkout("compiled-here"), checkout("compiled-there"));
        for compiled in [other.clone(), other.join("gone")] {
            let why = found(&one, &compiled, &one.join("target")).unwrap_err();
            assert!(why.starts_with(&format!("{}: this checker was compiled in {}", one.display(), compiled.display())), "{why}");
            assert!(why.ends_with("run `touch crates/book/src/lib.rs` here, and Cargo recompiles it") && !why.contains('\n'), "{why}");
        }
    }

    /// A build folder that moves with its checkout is kept; one that was copied without times is refused.
    #[test]
    fn a_copied_build_folder_is_refused() {
        let (one, other) = (checkout("times-one"), checkout("times-other"));
        let mark = |checkout: &Path| checkout.join("target/guarded/checkout");
        found(&one, &one, &one.join("target")).unwrap();
        fs::create_dir_all(other.join("target/guarded")).unwrap();
        fs::copy(mark(&one), mark(&other)).unwrap();
        let copied = found(&other, &other, &other.join("target")).unwrap_err();
        assert!(copied.contains("was copied without file times") && copied.ends_with("; run `cargo clean`"), "{copied}");
        fs::File::options().write(true).open(mark(&other)).unwrap().set_modified(marked_at()).unwrap();
        assert_eq!(found(&other, &other, &other.join("target")), Ok(other.clone()));
        assert!(fs::read_to_string(mark(&other)).unwrap().starts_with(&format!("{}\n", other.canonicalize().unwrap().display())));
    }

    /// Two checkouts may not share a build folder; if the other is gone, it was this one under another name.
    #[test]
    fn a_shared_build_folder_is_refused() {
        let (one, other) = (checkout("shared-one"), checkout("shared-other"));
        let target = one.join("target");
        found(&one, &one, &target).unwrap();
        let shared = found(&other, &other, &target).unwrap_err();
        assert!(
            shared.contains(&format!("was filled by {} too; give each checkout its own", one.canonicalize().unwrap().display())),
            "{shared}"
        );
        fs::remove_dir_all(one.join("crates")).unwrap();
        assert_eq!(found(&other, &other, &target), Ok(other));
    }

    /// A variable that redirects the checks is refused, unless it names a folder below the build folder.
    #[test]
    fn a_variable_leads_nowhere_else() {
        let is_fine = |folder: &Path| project().is_below_target("X", Some(folder));
        assert_eq!([is_fine(&project().scratch("x")), project().is_below_target("X", None)], [Ok(()), Ok(())]);
        assert!(is_fine(Path::new("/elsewhere")).unwrap_err().ends_with("; run `unset X`"));
    }

    /// The pin is the one that rustup reads, and a broken file is reported with its line.
    #[test]
    fn toml_is_read() {
        assert!(project().pinned_toolchain().unwrap().starts_with("1."));
        let folder = project().scratch("project-test");
        fs::write(folder.join("broken.toml"), "a = 1\nb = \n").unwrap();
        let why = files::read_toml::<toml::Table>(&folder.join("broken.toml"), "correct it").unwrap_err();
        assert!(why.contains("broken.toml:2: ") && why.ends_with("; correct it"), "{why}");
        assert!(project().toml("none.toml").unwrap_err().starts_with("none.toml:1: cannot be read"));
    }
}
