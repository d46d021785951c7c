//! The scheduler that shuttle uses: shuttle runs the threads, the world picks the next one, and shuttle never sees a deadlock or a panic of the program.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::Arc;

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};

use crate::explore::{Program, Search};
use crate::freedom::Freedoms;
use crate::panic;
use crate::tree::Touches;
use crate::world::{self, End, Failure, Fineness, Next, Op, Strategy, World};

/// Runs a program under a strategy until the strategy is done. In a sample, `chooser` picks the threads.
pub fn run(
    search: Search,
    strategy: Strategy,
    fineness: Fineness,
    program: &Program,
    chooser: Option<Box<dyn Scheduler>>,
) -> Result<Search, Failure> {
    let plan = search.plan();
    world::with(|world| world.open(strategy, fineness, plan.limits));
    panic::watch();
    let search = Rc::new(RefCell::new(search));
    let scheduler = WorldScheduler { search: Rc::clone(&search), chooser, begun: false };
    let program = Arc::clone(program);
    let mut config = shuttle::Config::new();
    config.stack_size = plan.limits.stack;
    config.max_steps = shuttle::MaxSteps::None;
    config.failure_persistence = shuttle::FailurePersistence::None;
    config.silence_warnings = true;
    let runner = shuttle::Runner::new(scheduler, config);
    let ran = std::panic::catch_unwind(AssertUnwindSafe(|| runner.run(move || main_thread(&program))));
    panic::unwatch();
    let failure = world::with(|world| {
        world.close();
        world.failure.take()
    });
    match (ran, failure) {
        (_, Some(failure)) => Err(failure),
        (Err(payload), None) => {
            Err(Failure { line: None, what: format!("breaks the explorer ({}); fix crates/outcomes", panic::message(&*payload)) })
        }
        (Ok(_), None) => Ok(Rc::into_inner(search).expect("the runner has dropped its scheduler").into_inner()),
    }
}

/// Runs the first thread of a run: calls `main`, then ends the process.
fn main_thread(program: &Program) {
    let ended = panic::catch_unwind(AssertUnwindSafe(|| world::begin_on_a_stack(|| program())));
    world::with(|world| world.main_panicked = ended.is_err());
    end_process(Op::step("return", None), crate::thread::destroy_locals, |world| match &ended {
        Ok(()) => (if world.status == 0 { End::Done } else { End::Exit(world.status) }, String::new()),
        Err(payload) => (End::Panic, panic::message(&**payload)),
    });
    if !world::with(World::main_has_ended) {
        world::leave();
    }
}

/// Ends the process from the current thread: standard output's buffer is written, and no thread takes another step.
pub fn end_process(mut op: Op, last: impl FnOnce(), end: impl FnOnce(&World) -> (End, String)) {
    op.touches = Touches::ALL;
    if world::fineness().freedoms.have(Freedoms::CUT) {
        world::step(op);
        world::with(World::take_the_buffer_away);
        op.verb = "exit";
    }
    last();
    world::step(op);
    world::with(|world| {
        let (end, note) = end(world);
        world.end_program(end, note);
    });
}

/// Passes the world's choices on to shuttle.
struct WorldScheduler {
    search: Rc<RefCell<Search>>,
    /// `None` if the world makes the choices.
    chooser: Option<Box<dyn Scheduler>>,
    begun: bool,
}

impl Scheduler for WorldScheduler {
    fn new_execution(&mut self) -> Option<Schedule> {
        let mut search = self.search.borrow_mut();
        world::enter_explorer();
        let first = !std::mem::replace(&mut self.begun, true);
        world::with(|world| {
            if !first {
                search.take_up(world);
            }
            if world.failure.is_some() || world.wanted != world.fineness {
                return None;
            }
            match &mut world.strategy {
                Strategy::Search(_) if search.limit().is_some() => return None,
                Strategy::Search(tree) => {
                    search.all = !first && !tree.next_execution();
                    if search.all {
                        return None;
                    }
                }
                Strategy::Replay { .. } if !first => return None,
                Strategy::Sample if search.is_large_enough() => return None,
                Strategy::Sample | Strategy::Replay { .. } => {}
            }
            let schedule = self.chooser.as_mut().map_or(Some(Schedule::new(0)), |chooser| chooser.new_execution())?;
            world.begin();
            Some(schedule)
        })
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, _is_yielding: bool) -> Option<TaskId> {
        let next = world::with(|world| match world.decide() {
            // shuttle asks once more before it ends `main`, which is then the last thread.
            Next::Stop if world.all_have_ended() => current.filter(|current| *current == TaskId::from(0)),
            Next::Thread(thread) => Some(TaskId::from(thread)),
            Next::Stop => None,
            Next::Choose => {
                let open = |task: &&&Task| world.choices.iter().any(|choice| choice.thread == usize::from(task.id()));
                let open: Vec<&Task> = runnable.iter().filter(open).copied().collect();
                let chooser = self.chooser.as_mut()?;
                let chosen = usize::from(chooser.next_task(&open, current, false)?);
                let ways: Vec<usize> = (0..world.choices.len()).filter(|choice| world.choices[*choice].thread == chosen).collect();
                let way = if ways.len() > 1 { chooser.next_u64() as usize % ways.len() } else { 0 };
                Some(TaskId::from(world.grant(ways[way])))
            }
        });
        if next.is_none() {
            panic::forget();
        }
        next
    }

    fn next_u64(&mut self) -> u64 {
        self.chooser.as_mut().map_or(0, |chooser| chooser.next_u64())
    }
}
