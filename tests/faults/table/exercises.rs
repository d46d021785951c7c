//! An exercise is no longer what it should be: its start is right, its solution wrong, or its chapter does not know of it.

use crate::fault::Edit::{Append, Delete, Replace, Write};
use crate::fault::{Fault, fault};

const START: &str = "exercises/deadlock_receive/start.rs";
const TASK: &str = "exercises/deadlock_receive/task.md";
const DEMANDS: &str = "exercises/deadlock_receive/judge.toml";
const SOLUTION: &str = "exercises/.answers/deadlock_receive/solution.rs";
const WRONG: &str = "exercises/.answers/deadlock_receive/wrong_try_recv.rs";
const RULES: &str = "tests/rules.toml";

const JUDGED: (&str, &str) = ("exercises", "deadlock_receive");
const WHOLE: (&str, &str) = ("exercises", "each_exercise_is_whole");
const OWNED: (&str, &str) = ("chapters", "files::every_file_belongs_to_the_book");
const TWO: (&str, &str) = ("exercises", "each_chapter_has_two_exercises");
const NAMED: (&str, &str) = ("exercises", "each_chapter_names_its_exercises");

const GUARD_FIRST: &str = "        let left = cakes.lock().unwrap();\n        let sold = rx.recv().unwrap();\n";
const GUARD_LAST: &str = "        let sold = rx.recv().unwrap();\n        let left = cakes.lock().unwrap();\n";

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("a start that is right", JUDGED,
        &[Replace(START, GUARD_FIRST, GUARD_LAST)],
        "exercises/deadlock_receive/start.rs:1: is accepted, and should be refused with `can deadlock`; make judge.toml stricter, or change the program"),
    fault("a start that fails otherwise", JUDGED,
        &[Replace(START, "let left = cakes.lock().unwrap();", "let left = 4;")],
        "exercises/deadlock_receive/start.rs:1: is not refused with `can deadlock`; name what the judge says, or change the program"),
    fault("a solution that deadlocks", JUDGED,
        &[Replace(SOLUTION, GUARD_LAST, GUARD_FIRST)],
        "exercises/.answers/deadlock_receive/solution.rs:1: is a solution, and is refused; correct it, or judge.toml"),
    fault("a wrong answer that fails otherwise", JUDGED,
        &[Replace(WRONG, "// judge: can print: sold 0", "// judge: can deadlock")],
        "HERE: is not refused with `can deadlock`; name what the judge says, or change the program"),
    fault("a wrong answer that says nothing", JUDGED,
        &[Replace(WRONG, "// judge: can print: sold 0\n", "")],
        "HERE: does not say what the judge must say; begin it with `// judge: …`"),
    fault("a demand that does not exist", JUDGED,
        &[Append(DEMANDS, "quick = true\n")],
        "exercises/deadlock_receive/judge.toml:…: unknown field `quick`, …; correct it"),
    fault("an exercise without a second wrong answer", WHOLE,
        &[Delete(WRONG), Delete("exercises/.answers/deadlock_receive/wrong_constant.rs"), Delete("exercises/.answers/deadlock_receive/wrong_no_thread.rs")],
        "exercises/deadlock_receive/task.md:1: has 1 solutions and 1 wrong answers; give it one solution and two wrong answers below exercises/.answers"),
    fault("a task that links to another chapter", WHOLE,
        &[Replace(TASK, "](../../src/deadlock.md", "](../../src/mutex.md")],
        "exercises/deadlock_receive/task.md:1: does not link to its chapter; write […](../../src/deadlock.md) into the task"),
    fault("a task that links to no heading", WHOLE,
        &[Replace(TASK, "deadlock.md#other-things", "deadlock.md#no-things")],
        "exercises/deadlock_receive/task.md:1: links to #no-things-to-wait-for, which src/deadlock.md does not have; name a heading of the chapter"),
    fault("an answer of no kind", OWNED,
        &[Write("exercises/.answers/deadlock_receive/idea.rs", "fn main() {}\n")],
        "HERE: is not a file that the book is made of; delete it, or correct its name: FILES in tests/chapters/files.rs has them all"),
    fault("an answer to no exercise", OWNED,
        &[Write("exercises/.answers/deadlock_gone/solution.rs", "fn main() {}\n")],
        "HERE: goes with exercises/deadlock_gone/task.md, which does not exist; rename it with that, or delete it"),
    fault("a chapter without exercises", TWO,
        &[Replace(RULES, "\"introduction\", ", "")],
        "src/introduction.md:1: has 0 exercises; write two, or name it in `without-exercises` of tests/rules.toml"),
    fault("a chapter that is excused and has exercises", TWO,
        &[Replace(RULES, "\"introduction\", ", "\"introduction\", \"deadlock\", ")],
        "src/deadlock.md:1: has exercises, though `without-exercises` names it; take it out of tests/rules.toml"),
    fault("a chapter that names other exercises", NAMED,
        &[Replace("src/deadlock.md", "](exercises.md#deadlock_receive)", "](exercises.md#deadlock_send)")],
        "src/deadlock.md:…: does not name the exercises that it has; write"),
    fault("a page of exercises that lacks a hint", ("indexes", "exercises_are_indexed"),
        &[Replace("src/exercises.md", "1. What does `main` hold while it waits in `recv`?\n", "")],
        "HERE: is out of date: …; correct that, or run `cargo xtask bless` and review the change"),
];
