//! Checks the table of which types are `Send` and `Sync` against the compiler: every "no" is an E0277 that it reports.

use std::collections::BTreeSet;

use book::diagnostic::Report;
use book::{files, project, record};
use explore::rustc;

/// The imports that the assertions need.
const IMPORTS: &str = "\
#![allow(unused_imports, dead_code)]
use std::any::Any;
use std::cell::{self, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut, UnsafeCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::ptr::{self, NonNull};
use std::rc::{self, Rc};
use std::sync::atomic::{self, AtomicBool, AtomicPtr, AtomicU32, AtomicUsize};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{self, Arc, Barrier, Condvar, LazyLock, Mutex, MutexGuard, Once, OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};
";

/// Returns the indexes of the types that don't satisfy `bound`, for which the compiler reports E0277.
fn refused(types: &[&str], bound: &str) -> Result<BTreeSet<usize>, Report> {
    let mut text = format!("{IMPORTS}fn demand<T: {bound} + ?Sized>() {{}}\nfn main() {{\n");
    let first = text.lines().count();
    for of in types {
        text.push_str(&format!("demand::<{of}>();\n"));
    }
    text.push_str("}\n");
    let said =
        rustc::check(&format!("traits-{bound}"), &text, "2024").map_err(|why| Report(format!("listings/send_and_sync.types:1: {why}")))?;
    let mut lines = BTreeSet::new();
    for message in said.iter().filter(|message| message.is_error()) {
        let index = message.lines.first().map_or(0, |line| line.saturating_sub(first + 1));
        if message.name() != "E0277" {
            return Err(Report(format!(
                "listings/send_and_sync.types:{}: is not a type of std ({}); correct it:\n{}",
                index + 1,
                message.name(),
                message.rendered
            )));
        }
        lines.insert(index);
    }
    Ok(lines)
}

/// The table on the page is what the compiler says now.
#[test]
fn the_table_is_what_the_compiler_says() -> Result<(), Report> {
    let list = files::read(&project().join("listings/send_and_sync.types"))?;
    let types: Vec<&str> = list.lines().collect();
    if types.len() < 40 {
        return Err(Report("listings/send_and_sync.types:1: holds fewer than 40 types; restore the list".to_owned()));
    }
    let (not_send, not_sync) = (refused(&types, "Send")?, refused(&types, "Sync")?);
    let mut table = "| type | `Send` | `Sync` |\n|---|---|---|\n".to_owned();
    for (index, of) in types.iter().enumerate() {
        let say = |no: &BTreeSet<usize>| if no.contains(&index) { "**no**" } else { "yes" };
        table.push_str(&format!("| `{of}` | {} | {} |\n", say(&not_send), say(&not_sync)));
    }
    Ok(record::compare(&project().join("listings/send_and_sync.table"), &table)?)
}
