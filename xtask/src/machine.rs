//! Describes the machine that measures: its processors, the compiler, the date, and its load meanwhile.

use std::fs;
use std::process::Command;

use crate::project;

/// Returns a description of the machine and the compiler, and the date.
pub fn described() -> Result<String, String> {
    let processors = std::thread::available_parallelism().map_err(|error| format!("how many processors there are is unknown ({error})"))?;
    let kind = kind(&fs::read_to_string("/proc/cpuinfo").unwrap_or_default());
    let (system, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!(
        "machine: {processors} {kind}\nsystem: {system} on {architecture}\ncompiler: rustc {}\ndate: {}\n",
        project::toolchain()?,
        today()?
    ))
}

/// Returns the kind of processors that `/proc/cpuinfo` describes.
fn kind(about: &str) -> String {
    let said = |key: &str| about.lines().find(|line| line.starts_with(key)).and_then(|line| line.split(": ").nth(1)).unwrap_or_default();
    let model = match said("model name").replace("(R)", "").replace("(TM)", "") {
        model if model.is_empty() => "a processor that does not say its name".to_owned(),
        model => model,
    };
    let kind = if said("flags").split(' ').any(|flag| flag == "hypervisor") { "processors of a virtual machine" } else { "processors" };
    format!("{kind}: {model}")
}

/// What the processors have done since the machine started, in ticks of its clock.
#[derive(Clone, Copy)]
pub struct Ticks {
    all: u64,
    busy: u64,
    /// For this program, and for the children that it has started and waited for.
    own: u64,
}

impl Ticks {
    /// Reads Linux's counts; on other systems, returns `None`.
    pub fn now() -> Option<Self> {
        Self::parse(&fs::read_to_string("/proc/stat").ok()?, &fs::read_to_string("/proc/self/stat").ok()?)
    }

    /// Parses what `/proc` says about all processors and about this program.
    fn parse(stat: &str, own: &str) -> Option<Self> {
        let numbers = |text: &str| text.split_whitespace().map(|word| word.parse().unwrap_or(0)).collect::<Vec<u64>>();
        let [user, nice, system, idle, waiting, rest @ ..] = &numbers(stat.lines().next()?.strip_prefix("cpu ")?)[..] else { return None };
        let busy = user + nice + system + rest.iter().take(3).sum::<u64>();
        let own: u64 = numbers(own.rsplit(')').next()?).get(11..15)?.iter().sum();
        Some(Self { all: busy + idle + waiting, busy, own })
    }
}

/// Returns how much other programs did during a measurement.
pub fn meanwhile(ticks: Option<(Ticks, Ticks)>) -> String {
    let Some((before, after)) = ticks else { return "meanwhile: unknown\n".to_owned() };
    let others = (after.busy - before.busy).saturating_sub(after.own - before.own);
    match (100 * others).checked_div(after.all - before.all) {
        None | Some(0..=4) => "meanwhile: nothing else ran\n".to_owned(),
        Some(share) => format!("meanwhile: other programs had {share} % of the processors\n"),
    }
}

/// Returns today's date in UTC, such as 2026-11-21.
fn today() -> Result<String, String> {
    let date = Command::new("date").args(["-u", "+%F"]).output().map_err(|error| format!("`date` cannot start ({error})"))?;
    Ok(String::from_utf8_lossy(&date.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other programs' work is what the processors did minus this program's; a little counts as nothing.
    #[test]
    fn others_are_noticed() {
        let said = |busy: u64, own: u64| {
            meanwhile(Some((Ticks { all: 1000, busy: 500, own: 50 }, Ticks { all: 2000, busy: 500 + busy, own: 50 + own })))
        };
        assert_eq!(said(620, 600), "meanwhile: nothing else ran\n");
        assert_eq!(said(900, 600), "meanwhile: other programs had 30 % of the processors\n");
        assert_eq!(said(600, 610), "meanwhile: nothing else ran\n");
        assert!(meanwhile(None).contains("unknown"));
    }

    /// Linux's counts are parsed: all ticks, the busy ones, and those of this program and its children.
    #[test]
    fn ticks_are_read() {
        let own = "7 (a (strange) name) R 1 2 3 4 5 6 7 8 9 10 100 20 3 4 0 0";
        let ticks = Ticks::parse("cpu  1 2 4 1000 500 8 16 32 64 128\ncpu0 7\n", own).unwrap();
        assert_eq!((ticks.all, ticks.busy, ticks.own), (1563, 63, 127));
        assert!(Ticks::parse("cpu  1 2\n", own).is_none() && Ticks::parse("intr 1 2 3 4 5 6\n", own).is_none());
        assert!(Ticks::now().is_some() || !cfg!(target_os = "linux"));
    }

    /// Processors are named by their model, if it has a name, and described as a virtual machine's if they belong to one.
    #[test]
    fn processors_are_named() {
        let about = "processor\t: 0\nmodel name\t: Fast(R) One(TM)\nflags\t\t: fpu hypervisor vme\n";
        assert_eq!(kind(about), "processors of a virtual machine: Fast One");
        assert_eq!(kind(&about.replace("hypervisor", "other")), "processors: Fast One");
        assert_eq!(kind(""), "processors: a processor that does not say its name");
    }

    /// A machine's description has its processors, its system, the compiler and the date.
    #[test]
    fn machines_are_described() {
        let described = described().unwrap();
        let names: Vec<&str> = described.lines().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(names, ["machine", "system", "compiler", "date"]);
        assert!(described.contains(&format!("compiler: rustc {}\n", project::toolchain().unwrap())));
        assert!(
            described.contains(" processors") && !described.contains(": \n") && described.ends_with(&format!("{}\n", today().unwrap())),
            "{described}"
        );
    }
}
