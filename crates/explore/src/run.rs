//! Runs a program and never waits for it longer than its limit.

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
    /// All that it wrote to standard output.
    pub stdout: String,
    /// All that it wrote to standard error.
    pub stderr: String,
}

/// Why there is no [`Run`].
#[derive(Debug)]
pub enum Failure {
    /// The limit passed and the program was killed; what it had written to standard output by then.
    TimedOut(String),
    /// The program could not be started or read.
    Broken(String),
}

/// More output than this is cut off: a listing that prints forever must not fill the memory.
const MOST_OUTPUT: usize = 1 << 20;

/// How often is looked whether a program is stuck, and in how many looks on end all its threads must sleep.
const LOOK: Duration = Duration::from_millis(10);
const LOOKS: u32 = 10;

/// Where the system does not say whether threads sleep, a program that may deadlock is given this long.
const UNSEEN: Duration = Duration::from_millis(500);

/// How a program ended that may deadlock.
#[derive(Debug)]
pub enum End {
    /// Of its own.
    Ended(Run),
    /// It was killed, since none of its threads had anything to do any more; what it had written to standard output by then.
    Stuck(String),
}

/// Runs `command` with its output captured and its input empty, for at most `limit`.
pub fn within(limit: Duration, command: &mut Command) -> Result<Run, Failure> {
    captured(command, |child, _| child.wait_timeout(limit))
}

/// As [`within`], for a program that says what it does next, such as a test binary with one thread: it ends when it has said nothing for so long.
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

/// As [`within`], for a command that starts others, such as Cargo: at the limit all of them are killed.
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

/// Makes the command the first of a group of processes, to which all belong that it starts.
fn in_a_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Kills a group. Where there are no groups, its first process is killed, as by [`within`].
fn kill_group(child: &Child) {
    if cfg!(unix) {
        Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status().ok();
    }
}

/// As [`within`], for a program that may deadlock: it is stuck, and killed before its limit, as soon as all its threads sleep and go on sleeping.
///
/// A thread that has something to do and no processor to do it on does not sleep, so a busy machine makes no deadlock. A program that sleeps of its own will
/// looks stuck.
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

/// Whether a program is stuck that is asleep at so many looks in a row; where the system does not say, after so long.
fn is_enough(sleeps: Option<bool>, asleep: u32, so_long: Duration) -> bool {
    asleep == LOOKS || sleeps.is_none() && so_long > UNSEEN
}

/// Whether each thread of a process sleeps; `None` where the system does not say.
fn sleeps(process: u32) -> Option<bool> {
    let mut threads = fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten();
    Some(threads.all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|state| state.starts_with('S'))
    }))
}

/// Runs `command` with its output captured and its input empty, as long as `wait` waits for it.
///
/// `wait` is also given how often the program has been heard on standard output.
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

/// Reads a pipe to its end on a thread of its own, so that a full pipe never blocks the program, and counts in `heard` how often something comes.
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

    /// Output and exit code come back.
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

    /// What takes its time by the clock is tried at the same time.
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

    /// One that goes on saying something may take longer.
    fn being_heard_goes_on() {
        let script = "for step in 1 2 3 4; do echo $step; sleep 0.4; done";
        let heard = while_heard(Duration::from_millis(1500), clean("sh").args(["-c", script]));
        assert!(matches!(heard, Ok(ref run) if run.stdout == "1\n2\n3\n4\n"), "{heard:?}");
    }

    /// A program whose threads all sleep is stuck long before its limit; one that has something to do is not, however long it takes.
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

    /// What a command has started is killed with it.
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

    /// One look is not enough; where the system does not say what a program does, time is.
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

    /// The environment of a listing has no setting that changes what a panic prints.
    #[test]
    fn the_environment_is_clean() {
        let run = within(Duration::from_secs(10), clean("sh").args(["-c", "echo [$RUST_BACKTRACE]"])).unwrap();
        assert_eq!(run.stdout, "[]\n");
    }
}
