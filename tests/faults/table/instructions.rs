//! The instructions on a page are not those that the compiler writes.

use crate::fault::Edit::{Append, Replace, Write};
use crate::fault::{Fault, fault};

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("record of instructions edited", ("instructions", "the_machine_store"),
        &[Replace("listings/asm/the_machine_store.x86_64", "xchg", "mov")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`…"),
    fault("record for the other processor edited", ("instructions", "the_machine_load"),
        &[Replace("listings/asm/the_machine_load.aarch64", "ldar ", "ldapr")],
        "HERE: is not what happened; fix the listing, or run `cargo xtask bless`…"),
    fault("another ordering in the source", ("instructions", "the_machine_fence"),
        &[Replace("listings/asm/the_machine_fence.rs", "mine.store(true, Relaxed)", "mine.store(true, Release)")],
        "listings/asm/the_machine_fence.aarch64:28: is not what happened; fix the listing, or run `cargo xtask bless`…"),
    fault("function that the compiler leaves out", ("instructions", "the_machine_load"),
        &[Replace("listings/asm/the_machine_load.rs", "#[inline(never)]\npub fn load_acquire", "#[inline]\npub fn load_acquire")],
        "listings/asm/the_machine_load.rs:1: has 3 functions, and the compiler has written 2 for x86_64…; mark each `#[inline(never)] pub fn`…"),
    fault("function without instructions on the page", ("instructions", "the_machine_load"),
        &[Append("listings/asm/the_machine_load.rs", "\n#[inline(never)]\npub const fn seven() -> u8 {\n    7\n}\n")],
        "listings/asm/the_machine_load.rs:1: has 4 functions, and the compiler has written 3 for x86_64…; mark each `#[inline(never)] pub fn`, …"),
    fault("two functions that are one", ("instructions", "the_machine_load"),
        &[Append("listings/asm/the_machine_load.rs", "\n#[inline(never)]\npub fn load_again(price: &AtomicU64) -> u64 {\n    price.load(SeqCst)\n}\n")],
        "listings/asm/the_machine_load.rs:1: has 4 functions, and the compiler has written 3 for x86_64…; …let no two of them be the same"),
    fault("functions with a warning", ("instructions", "the_machine_fence"),
        &[Replace("listings/asm/the_machine_fence.rs", "fence(SeqCst)", "fence(Release)")],
        "listings/asm/the_machine_fence.rs:1: is not compiled in silence for x86_64…; fix it:"),
    fault("record of functions that are gone", ("chapters", "files::every_file_belongs_to_the_book"),
        &[Write("listings/asm/the_machine_gone.aarch64", "ret\n")],
        "HERE: goes with listings/asm/the_machine_gone.rs, which does not exist; rename it with that, or delete it"),
    fault("functions on no page", ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page"),
        &[Write("listings/asm/mutex_lock.rs", "#[inline(never)]\npub fn lock() {}\n")],
        "HERE: is on no page; show it in src/mutex.md:"),
    fault("no core for the other processor", ("toolchain", "the_parts_of_the_toolchain_are_named"),
        &[Replace("rust-toolchain.toml", "aarch64-unknown-linux-gnu", "riscv64gc-unknown-linux-gnu")],
        "HERE: does not agree with the rest of the project; write \"aarch64-unknown-linux-gnu\" for `targets`"),
];
