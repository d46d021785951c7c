//! Runs a program with a time limit.

use std::fs;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

pub use book::environment::clean;
use wait_timeout::ChildExt;

/// What a program did.
#[derive(Debug, Clone)]
pub struct Run {
    /// The exit code; `None` if a signal ended the program.
    pub code: Option<i32>,
    /// Everything it wrote to standard output.
    pub stdout: String,
    /// Everything it wrote to standard error.
    pub stderr: String,
}

/// Why there is no [`Run`].
#[derive(Debug)]
pub enum Failure {
    /// The program was killed at its limit; holds what it had written to standard output by then.
    TimedOut(String),
    /// The program could not be started or read.
    Broken(String),
}

/// Output beyond this is cut off, so a listing that prints forever can't fill the memory.
const MOST_OUTPUT: usize = 1 << 20;

/// The interval between checks for a stuck program, and the number of checks in a row that must find all its threads asleep.
const LOOK: Duration = Duration::from_millis(10);
const LOOKS: u32 = 10;

/// How long a program that may deadlock gets if the system doesn't say whether threads sleep.
const UNSEEN: Duration = Duration::from_millis(500);

/// How a program that may deadlock ended.
#[derive(Debug)]
pub enum End {
    /// On its own.
    Ended(Run),
    /// It was killed because all its threads stayed asleep; holds what it had written to standard output by then.
    Stuck(String),
}

/// Runs `command` with its output captured and its input empty, for at most `limit`.
pub fn within(limit: Duration, command: &mut Command) -> Result<Run, Failure> {
    captured(command, |child, _| child.wait_timeout(limit))
}

/// Like [`within`], but for a program that keeps reporting, such as a test binary with one thread: it is killed once it has printed nothing for `silent`.
pub fn while_heard(silent: Duration, command: &mut Command) -> Result<Run, Failure> {
    captured(command, |child, heard| {
        let (mut last, mut since) = (0, Instant::now());
        while since.elapsed() < silent {
            if let Some(status) = child.wait_timeout(LOOK)? {
                return Ok(Some(status));
            }
            let now = heard.load(Relaxed);
            if now > last {
                (last, since) = (now, Instant::now());
            }
        }
        Ok(None)
    })
}

/// Like [`within`], but for a command that starts others, such as Cargo: at the limit, all of them are killed.
pub fn all_within(limit: Duration, command: &mut Command) -> Result<Run, Failure> {
    in_a_group(command);
    captured(command, |child, _| {
        let status = child.wait_timeout(limit)?;
        if status.is_none() {
            kill_group(child);
        }
        Ok(status)
    })
}

/// Puts the command and every process it starts into a new process group.
fn in_a_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Kills the child's process group. On systems without groups, only the child is killed, as by [`within`].
fn kill_group(child: &Child) {
    if cfg!(unix) {
        Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status().ok();
    }
}

/// Like [`within`], but for a program that may deadlock: it counts as stuck, and is killed before its limit, once all its threads stay asleep.
///
/// A runnable thread without a processor isn't asleep, so a busy machine doesn't look like a deadlock. A program that calls `sleep` does look stuck.
pub fn until_stuck(limit: Duration, command: &mut Command) -> Result<End, Failure> {
    let mut is_stuck = false;
    let run = captured(command, |child, _| {
        let (begun, mut asleep) = (Instant::now(), 0);
        while !is_stuck && begun.elapsed() < limit {
            if let Some(status) = child.wait_timeout(LOOK)? {
                return Ok(Some(status));
            }
            let sleeps = sleeps(child.id());
            asleep = if sleeps == Some(true) { asleep + 1 } else { 0 };
            is_stuck = is_enough(sleeps, asleep, begun.elapsed());
        }
        Ok(None)
    });
    match run {
        Err(Failure::TimedOut(printed)) if is_stuck => Ok(End::Stuck(printed)),
        run => run.map(End::Ended),
    }
}

/// Returns whether a program counts as stuck: asleep in enough checks in a row or, if the system doesn't say, after a fixed time.
fn is_enough(sleeps: Option<bool>, asleep: u32, so_long: Duration) -> bool {
    asleep == LOOKS || sleeps.is_none() && so_long > UNSEEN
}

/// Returns whether all threads of a process sleep, or `None` if the system doesn't say.
fn sleeps(process: u32) -> Option<bool> {
    let mut threads = fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten();
    Some(threads.all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|state| state.starts_with('S'))
    }))
}

/// Runs `command` with its output captured and its input empty, for as long as `wait` waits.
///
/// `wait` also gets a counter of how often the program has written to standard output.
fn captured(
    command: &mut Command,
    wait: impl FnOnce(&mut Child, &AtomicUsize) -> std::io::Result<Option<ExitStatus>>,
) -> Result<Run, Failure> {
    let heard = Arc::new(AtomicUsize::new(0));
    let broken = |error: std::io::Error| Failure::Broken(format!("cannot run: {error}"));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(broken)?;
    let stdout = drain(child.stdout.take().expect("standard output is piped"), Arc::clone(&heard));
    let stderr = drain(child.stderr.take().expect("standard error is piped"), Arc::default());
    let status = wait(&mut child, &heard).map_err(broken)?;
    if status.is_none() {
        child.kill().map_err(broken)?;
        child.wait().map_err(broken)?;
    }
    let stdout = text(stdout.join());
    let stderr = text(stderr.join());
    match status {
        Some(status) => Ok(Run { code: status.code(), stdout: stdout.map_err(Failure::Broken)?, stderr: stderr.map_err(Failure::Broken)? }),
        None => Err(Failure::TimedOut(stdout.unwrap_or_default())),
    }
}

/// Reads a pipe to its end on another thread, so a full pipe never blocks the program, and counts reads in `heard`.
fn drain(mut pipe: impl Read + Send + 'static, heard: Arc<AtomicUsize>) -> thread::JoinHandle<std::io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let (mut kept, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
        loop {
            match pipe.read(&mut buffer) {
                Ok(0) => return Ok(kept),
                Ok(read) => {
                    heard.fetch_add(1, Relaxed);
                    kept.extend_from_slice(&buffer[..read.min(MOST_OUTPUT - kept.len())]);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    })
}

fn text(read: thread::Result<std::io::Result<Vec<u8>>>) -> Result<String, String> {
    let bytes =
        read.map_err(|_| "the reader of its output panicked".to_owned())?.map_err(|error| format!("its output cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|_| "writes output that is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Output and exit code are captured.
    #[test]
    fn a_run_is_whole() {
        let run = within(Duration::from_secs(10), clean("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(3), "out\n", "err\n"));
    }

    /// A program that does not end is killed at its limit, and what it had printed is kept.
    #[test]
    fn a_hang_is_cut_off() {
        let failure = within(Duration::from_millis(300), clean("sh").args(["-c", "echo begun; exec sleep 60"])).unwrap_err();
        assert!(matches!(failure, Failure::TimedOut(ref printed) if printed == "begun\n"), "{failure:?}");
    }

    /// Checks that have to wait by the clock run at the same time.
    #[test]
    fn silence_is_told_from_work() {
        thread::scope(|s| {
            for check in [falling_silent_is_cut_off, being_heard_goes_on, a_deadlock_is_told_from_work] {
                s.spawn(check);
            }
        });
    }

    /// A program that falls silent is cut off, and what it had printed is kept.
    fn falling_silent_is_cut_off() {
        let silent = while_heard(Duration::from_millis(1500), clean("sh").args(["-c", "echo one; exec sleep 60"]));
        assert!(matches!(silent, Err(Failure::TimedOut(ref printed)) if printed == "one\n"), "{silent:?}");
    }

    /// One that keeps printing may take longer.
    fn being_heard_goes_on() {
        let script = "for step in 1 2 3 4; do echo $step; sleep 0.4; done";
        let heard = while_heard(Duration::from_millis(1500), clean("sh").args(["-c", script]));
        assert!(matches!(heard, Ok(ref run) if run.stdout == "1\n2\n3\n4\n"), "{heard:?}");
    }

    /// A program whose threads all sleep is stuck long before its limit; one that works isn't, however long it takes.
    fn a_deadlock_is_told_from_work() {
        let begun = Instant::now();
        let stuck = until_stuck(Duration::from_secs(30), clean("sh").args(["-c", "echo begun; exec sleep 60"])).unwrap();
        assert!(matches!(stuck, End::Stuck(ref printed) if printed == "begun\n"), "{stuck:?}");
        assert!(begun.elapsed() < Duration::from_secs(20));
        let works = until_stuck(Duration::from_secs(1), clean("sh").args(["-c", "while :; do :; done"]));
        assert!(matches!(works, Err(Failure::TimedOut(_))) || !cfg!(target_os = "linux"), "{works:?}");
        let ends = until_stuck(Duration::from_secs(10), clean("sh").args(["-c", "echo done"])).unwrap();
        assert!(matches!(ends, End::Ended(ref run) if run.code == Some(0) && run.stdout == "done\n"), "{ends:?}");
    }

    /// Processes that a command starts are killed with it.
    #[test]
    fn nothing_is_left_behind() {
        let run = all_within(Duration::from_millis(300), clean("sh").args(["-c", "sleep 60 & echo $!; wait"]));
        let Err(Failure::TimedOut(started)) = run else { panic!("{run:?}") };
        let state = || fs::read_to_string(format!("/proc/{}/stat", started.trim())).unwrap_or_default();
        let runs = || state().rsplit(") ").next().is_some_and(|state| !state.is_empty() && !state.starts_with('Z'));
        let begun = Instant::now();
        while runs() && begun.elapsed() < Duration::from_secs(20) {
            thread::sleep(LOOK);
        }
        assert!(!runs(), "{started} runs");
    }

    /// One check isn't enough; if the system doesn't say whether threads sleep, time decides.
    #[test]
    fn a_program_is_stuck_after_some_looks() {
        let moment = Duration::from_millis(1);
        assert!(is_enough(Some(true), LOOKS, moment) && !is_enough(Some(true), LOOKS - 1, UNSEEN + moment));
        assert!(is_enough(None, 0, UNSEEN + moment) && !is_enough(None, 0, UNSEEN));
    }

    /// A program that prints forever neither fills the memory nor blocks.
    #[test]
    fn endless_output_is_cut_off() {
        let failure = within(Duration::from_millis(300), clean("yes").arg("again")).unwrap_err();
        assert!(matches!(failure, Failure::TimedOut(ref printed) if printed.len() == MOST_OUTPUT), "cut at the limit");
    }

    /// A listing's environment has no setting that changes what a panic prints.
    #[test]
    fn the_environment_is_clean() {
        let run = within(Duration::from_secs(10), clean("sh").args(["-c", "echo [$RUST_BACKTRACE]"])).unwrap();
        assert_eq!(run.stdout, "[]\n");
    }
}
