//! Runs a command to its end or its limit and measures its time, processor time and memory; also measures what a folder takes on disk.

use std::collections::BTreeSet;
use std::fs::{self, File};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use book::files;

/// The interval for checking whether the command has ended, and the number of such checks per count of its memory.
const LOOK: Duration = Duration::from_millis(10);
const LOOKS: u32 = 10;

/// What a command took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// From its start to its end.
    pub seconds: f64,
    /// Seconds on all processors together, including its children's; 0 if the system doesn't count them.
    pub processors: f64,
    /// The peak memory of it and its children together, in bytes; 0 if the system doesn't count it.
    pub memory: u64,
}

impl Cost {
    /// Adds the cost of a command that ran after this one.
    pub fn and(self, other: Self) -> Self {
        Self {
            seconds: self.seconds + other.seconds,
            processors: self.processors + other.processors,
            memory: self.memory.max(other.memory),
        }
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub cost: Cost,
    pub passed: bool,
}

/// Runs `command`, with all its output in `log`.
pub fn run(command: &mut Command, log: &Path, limit: Duration) -> Result<Run, String> {
    let reported = |error: std::io::Error| format!("{}: {error}", log.display());
    let output = File::create(log).map_err(reported)?;
    command.stdin(Stdio::null()).stdout(output.try_clone().map_err(reported)?).stderr(output);
    in_a_group(command);
    let (before, begun) = (of_ended_children(), Instant::now());
    let mut child = command.spawn().map_err(|error| format!("{:?} cannot start: {error}", command.get_program()))?;
    let (mut memory, mut looks) = (0, 0);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(reported)? {
            break status;
        }
        if begun.elapsed() > limit {
            end(&mut child);
            return Err(format!(
                "{:?} did not end within {} s; what it said is in {}",
                command.get_program(),
                limit.as_secs(),
                log.display()
            ));
        }
        if looks % LOOKS == 0 {
            memory = memory.max(of_group(child.id()));
        }
        looks += 1;
        thread::sleep(LOOK);
    };
    let cost = Cost { seconds: begun.elapsed().as_secs_f64(), processors: of_ended_children() - before, memory };
    Ok(Run { cost, passed: status.success() })
}

/// Puts the command and everything it starts into one process group, so they can be counted and killed together.
fn in_a_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn end(child: &mut Child) {
    if cfg!(unix) {
        Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status().ok();
    }
    child.kill().ok();
    child.wait().ok();
}

/// Returns the fields after the program's name in `/proc/…/stat`, beginning with the state.
fn stat(process: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(text.rsplit(')').next()?.split_whitespace().map(str::to_owned).collect())
}

/// Returns the processor time of the children that have ended, and of theirs, in seconds; Linux counts it in hundredths.
fn of_ended_children() -> f64 {
    let times = stat("self")
        .and_then(|fields| fields.get(13..15).map(|times| times.iter().filter_map(|time| time.parse::<f64>().ok()).sum::<f64>()));
    times.unwrap_or_default() / 100.0
}

/// Returns a process group's resident memory, in bytes; what two processes share counts twice.
fn of_group(group: u32) -> u64 {
    let mut sum = 0;
    for process in fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        let is_process = process.bytes().all(|byte| byte.is_ascii_digit());
        if is_process && stat(&process).is_some_and(|fields| fields.get(2) == Some(&group.to_string())) {
            let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
            let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
            sum += 1024 * resident.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default();
        }
    }
    sum
}

/// Returns what a folder takes on disk, in bytes; a file with two names counts once.
pub fn disk(folder: &Path) -> u64 {
    let (mut sum, mut seen) = (0, BTreeSet::new());
    for file in files::all_below(folder) {
        let Ok(data) = file.symlink_metadata() else { continue };
        #[cfg(unix)]
        let (identity, size) = ((data.dev(), data.ino()), data.blocks() * 512);
        #[cfg(not(unix))]
        let (identity, size) = (file, data.len());
        if seen.insert(identity) {
            sum += size;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command's time and status are returned, and one that doesn't end is killed.
    #[test]
    fn commands_are_measured() {
        let log = book::project().fresh("measure-test").join("log");
        let sh = |script: &str| run(Command::new("sh").args(["-c", script]), &log, Duration::from_millis(500));
        let failed = sh("echo said; exit 3").unwrap();
        assert!(!failed.passed && failed.cost.seconds > 0.0);
        assert_eq!(fs::read_to_string(&log).unwrap(), "said\n");
        assert!(sh("sleep 60 & echo $!; sleep 60").unwrap_err().contains("did not end within"));
        if cfg!(target_os = "linux") {
            // What it has started is killed, too; it may take a moment until its parent reaps it.
            let started = fs::read_to_string(&log).unwrap();
            let runs = || stat(started.trim()).and_then(|fields| fields.first().cloned()).is_some_and(|state| state != "Z");
            let begun = Instant::now();
            while runs() && begun.elapsed() < Duration::from_secs(20) {
                thread::sleep(LOOK);
            }
            assert!(!runs(), "{started} runs");
        }
    }

    /// The cost of two commands is a sum, except for memory, where the maximum counts.
    #[test]
    fn costs_add_up() {
        let (one, other) = (Cost { seconds: 1.0, processors: 2.0, memory: 3 }, Cost { seconds: 4.0, processors: 8.0, memory: 2 });
        let sum = one.and(other);
        assert_eq!((sum.seconds, sum.processors, sum.memory), (5.0, 10.0, 3));
    }

    /// Linux reports a command's processor time and memory, including its children's.
    #[cfg(target_os = "linux")]
    #[test]
    fn processors_and_memory_are_counted() {
        let log = book::project().fresh("counted-test").join("log");
        let script = "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done'; echo";
        let cost = run(Command::new("sh").args(["-c", script]), &log, Duration::from_secs(60)).unwrap().cost;
        assert!(cost.processors > 0.05 && cost.processors < cost.seconds + 0.05, "{cost:?}");
        // A command that ended earlier doesn't count toward the next one.
        let next = run(&mut Command::new("true"), &log, Duration::from_secs(60)).unwrap().cost;
        assert!(next.processors < cost.processors, "{next:?} after {cost:?}");
        assert!(cost.memory > 500_000 && cost.memory < 500_000_000, "{cost:?}");
    }

    /// A second name for a file takes no space.
    #[test]
    fn files_are_counted_once() {
        let folder = book::project().fresh("disk-test");
        fs::write(folder.join("one"), vec![7; 100_000]).unwrap();
        let before = disk(&folder);
        fs::hard_link(folder.join("one"), folder.join("two")).unwrap();
        assert!(before >= 100_000);
        assert_eq!(disk(&folder), before);
    }
}
