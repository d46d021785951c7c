//! A page shows something else than the listings, speaks of what does not exist, or leads nowhere.

use crate::fault::Edit::{After, Append, Bytes, Clear, Rename, Replace, Write};
use crate::fault::Fault;

const INTRODUCTION: &str = "src/introduction.md";
const MUTEX: &str = "src/mutex.md";

const BLOCKS: (&str, &str) = ("chapters", "blocks::listings_are_shown_in_their_blocks");
const CODE: (&str, &str) = ("chapters", "blocks::no_code_is_typed_into_a_chapter");
const HEADINGS: (&str, &str) = ("chapters", "marks::headings_are_a_tree");
const MARKS: (&str, &str) = ("chapters", "marks::markdown_is_read_as_it_is_meant");
const NAMES: (&str, &str) = ("chapters", "names::names_of_the_standard_library_are_linked_and_exist");
const SHOWN: (&str, &str) = ("chapters", "blocks::each_listing_is_shown_once_on_its_own_page");
const STYLE: (&str, &str) = ("chapters", "style::prose_keeps_to_the_style");
const SUMMARY: (&str, &str) = ("chapters", "the_summary_names_every_chapter");

/// A listing with its record, as the page shows it.
const COUNTER: &str = "\n<figure class=\"listing\" id=\"mutex_counter\">\n<figcaption><a href=\"#mutex_counter\">mutex_counter.rs</a> · <b class=\"runs\">runs</b></figcaption>\n\n```rust\n{{#include ../listings/examples/mutex_counter.rs}}\n```\n\nIt prints:\n\n```text\n{{#include ../listings/examples/mutex_counter.stdout}}\n```\n\n</figure>\n";

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "code typed in",
        done: &[After(MUTEX, "# Mutex", "\n```rust\nlet tickets = 3;\n```")],
        check: CODE,
        says: "HERE: a fence `rust` outside a listing; make it a file under listings/ and show that",
    },
    Fault {
        name: "code typed in by four spaces",
        done: &[After(MUTEX, "# Mutex", "\n    let tickets = 3;")],
        check: CODE,
        says: "HERE: a fence `(indented)` outside a listing; make it a file under listings/ and show that",
    },
    Fault {
        name: "output typed in",
        done: &[After(MUTEX, "# Mutex", "\n```text\nleft: 2\n```")],
        check: CODE,
        says: "HERE: a fence `text` outside a listing; make it a file under listings/ and show that",
    },
    Fault {
        name: "code typed in as HTML",
        done: &[After(MUTEX, "# Mutex", "\n<pre>let tickets = 3;</pre>")],
        check: CODE,
        says: "HERE: code as HTML outside a listing; make it a file under listings/ and show that",
    },
    Fault {
        name: "code as HTML in a paragraph",
        done: &[After(MUTEX, "# Mutex", "\nA lock <code>let tickets = Mutex::of(3);</code> here.")],
        check: CODE,
        says: "HERE: <code> in a paragraph; write code between backticks",
    },
    Fault {
        name: "code typed in beside an include",
        done: &[After(MUTEX, "{{#include ../listings/examples/mutex_counter.rs}}", "// and so on")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `// and so on`; write",
    },
    Fault {
        name: "include of a missing file",
        done: &[Replace(MUTEX, "../listings/examples/mutex_counter.rs}}", "../listings/examples/mutex_county.rs}}")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `{{#include ../listings/examples/mutex_county.rs}}`; write `{{#include ../listings/examples/mutex_counter.rs}}`",
    },
    Fault {
        name: "line range",
        done: &[Replace(MUTEX, "../listings/examples/mutex_counter.rs}}", "../listings/examples/mutex_counter.rs:1:9}}")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `{{#include ../listings/examples/mutex_counter.rs:1:9}}`; write",
    },
    Fault {
        name: "two includes in a fence",
        done: &[After(MUTEX, "{{#include ../listings/examples/mutex_counter.rs}}", "{{#include ../listings/examples/mutex_debug.rs}}")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `{{#include ../listings/examples/mutex_debug.rs}}`; write",
    },
    Fault {
        name: "include outside a block",
        done: &[After(MUTEX, "# Mutex", "\n{{#include ../listings/examples/mutex_counter.rs}}")],
        check: CODE,
        says: "HERE: `{{#include ../listings/examples/mutex_counter.rs}}` outside a listing's block; show the listing in its block",
    },
    Fault {
        name: "include by another spelling",
        done: &[After(MUTEX, "# Mutex", "\n{{ #playground ../listings/examples/mutex_counter.rs }}")],
        check: CODE,
        says: "HERE: …playground ../listings/examples/mutex_counter.rs… outside a listing's block; show the listing in its block",
    },
    Fault {
        name: "fence word misspelt",
        done: &[Replace(
            MUTEX,
            "```rust\n{{#include ../listings/examples/mutex_counter.rs}}",
            "```rsut\n{{#include ../listings/examples/mutex_counter.rs}}",
        )],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says “```rsut”; write “```rust”",
    },
    Fault {
        name: "fence of another kind",
        done: &[Replace(
            MUTEX,
            "```rust\n{{#include ../listings/examples/mutex_counter.rs}}",
            "```rust,should_panic\n{{#include ../listings/examples/mutex_counter.rs}}",
        )],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says “```rust,should_panic”; write “```rust”",
    },
    Fault {
        name: "fence with `ignore`",
        done: &[Replace(
            MUTEX,
            "```rust\n{{#include ../listings/examples/mutex_counter.rs}}",
            "```rust,ignore\n{{#include ../listings/examples/mutex_counter.rs}}",
        )],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says “```rust,ignore”; write “```rust”",
    },
    Fault {
        name: "mark of another kind",
        done: &[Replace(MUTEX, "<b class=\"outcomes\">several outcomes</b>", "<b class=\"runs\">runs</b>")],
        check: BLOCKS,
        says: "HERE: the block of mutex_check_then_act says …; write …several outcomes…",
    },
    Fault {
        name: "record not shown",
        done: &[Replace(MUTEX, "It prints:\n\n```text\n{{#include ../listings/examples/mutex_counter.stdout}}\n```\n\n", "")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `</figure>`; write `It prints:`",
    },
    Fault {
        name: "record of another listing",
        done: &[Replace(MUTEX, "mutex_counter.stdout}}", "mutex_debug.stdout}}")],
        check: BLOCKS,
        says: "HERE: the block of mutex_counter says `{{#include ../listings/examples/mutex_debug.stdout}}`; write `{{#include ../listings/examples/mutex_counter.stdout}}`",
    },
    Fault {
        name: "block in a comment",
        done: &[
            Replace(MUTEX, "<figure class=\"listing\" id=\"mutex_counter\">", "<!--\n<figure class=\"listing\" id=\"mutex_counter\">"),
            After(MUTEX, "{{#include ../listings/examples/mutex_counter.stdout}}", "```\n\n</figure>\n-->\n\n<figure>\n\n```text"),
        ],
        check: BLOCKS,
        says: "src/mutex.md:…: the block of mutex_counter lies in HTML and shows nothing; take away the comment or the tag around it",
    },
    Fault {
        name: "block of a listing that does not exist",
        done: &[Replace(MUTEX, "id=\"mutex_counter\"", "id=\"mutex_county\"")],
        check: BLOCKS,
        says: "HERE: shows mutex_county, but there is no listings/examples/mutex_county.rs and no listings/compile_fail/mutex_county.rs; write the listing, or correct the id",
    },
    Fault {
        name: "listing on another chapter's page",
        done: &[Append("src/guards.md", COUNTER)],
        check: SHOWN,
        says: "HERE: shows mutex_counter, which belongs to src/mutex.md; show it there, or rename it",
    },
    Fault {
        name: "listing shown twice",
        done: &[Append(MUTEX, COUNTER)],
        check: SHOWN,
        says: "HERE: shows mutex_counter again; link to the first place instead",
    },
    Fault {
        name: "listing no longer shown",
        done: &[Replace(MUTEX, "<figure class=\"listing\" id=\"mutex_counter\">", "<figure>")],
        check: SHOWN,
        says: "listings/examples/mutex_counter.rs:1: is on no page; show it in src/mutex.md:",
    },
    Fault {
        name: "tag that is not closed",
        done: &[After(MUTEX, "# Mutex", "\n<details>")],
        check: ("chapters", "blocks::html_is_closed"),
        says: "HERE: <details> is not closed; mend the tags",
    },
    Fault {
        name: "command that nobody tries",
        done: &[After(MUTEX, "# Mutex", "\n```console\n$ rm --recursive --force target\n```")],
        check: CODE,
        says: "src/mutex.md:…: `$ rm --recursive --force target` is no command that the book knows; begin it with `$ ` and add it to COMMANDS",
    },
    Fault {
        name: "command for a listing that does not exist",
        done: &[Replace(INTRODUCTION, "cargo run --example introduction_sum", "cargo run --example introduction_some")],
        check: ("commands", "examples_and_tasks_exist"),
        says: "HERE: runs the example introduction_some, which does not exist; correct the name",
    },
    Fault {
        name: "command for a task that does not exist",
        done: &[Replace("README.md", "$ cargo xtask serve", "$ cargo xtask sever")],
        check: ("commands", "examples_and_tasks_exist"),
        says: "HERE: names the task sever, which xtask does not know; correct the task",
    },
    Fault {
        name: "commands that do not lead to a running listing",
        done: &[Replace("listings/examples/introduction_sum.rs", "println!(\"sum = {sum}\")", "println!(\"sum: {sum}\")")],
        check: ("commands", "a_copied_listing_runs_in_an_empty_project"),
        says: "listings/examples/introduction_sum.rs:1: prints \"sum: 2\\n\" in an empty project, \"sum = 2\\n\" here; mend the listing",
    },
    Fault {
        name: "first commands of the book changed",
        done: &[Replace(INTRODUCTION, "$ cargo new tryout", "$ cargo new try")],
        check: ("commands", "a_copied_listing_runs_in_an_empty_project"),
        says: "src/introduction.md:1: no longer begins with `cargo new tryout`, `cd tryout`, `cargo run`; restore them, or change this test with them",
    },
    Fault {
        name: "page not in the summary",
        done: &[Write("src/extra.md", "# Extra\n")],
        check: SUMMARY,
        says: "HERE: is not in src/SUMMARY.md; give it its place there",
    },
    Fault {
        name: "summary names a page that does not exist",
        done: &[Append("src/SUMMARY.md", "\n[Extra](extra.md)\n")],
        check: SUMMARY,
        says: "HERE: names extra.md, which does not exist; write the chapter, or drop the line",
    },
    Fault {
        name: "summary names a page twice",
        done: &[Append("src/SUMMARY.md", "\n[Mutex](mutex.md)\n")],
        check: SUMMARY,
        says: "HERE: names mutex.md twice; drop one line",
    },
    Fault {
        name: "page called otherwise in the summary",
        done: &[Replace("src/SUMMARY.md", "[Mutex](mutex.md)", "[Mutexes](mutex.md)")],
        check: SUMMARY,
        says: "HERE: calls mutex.md otherwise than its first line, `# Mutex`; begin the page with `# ` and the name that the summary gives it",
    },
    Fault {
        name: "no pages left",
        done: &[Clear("src", "md")],
        check: ("chapters", "there_is_a_book"),
        says: "src:1: has no chapter; restore the chapters",
    },
    Fault {
        name: "page not UTF-8",
        done: &[Bytes("src/mutex.md", b"# Mutex\nM\xfcnze\n")],
        check: ("chapters", "files_are_plain_text"),
        says: "src/mutex.md:2: is not UTF-8; save the file as UTF-8",
    },
    Fault {
        name: "wrong error code in prose",
        done: &[After(MUTEX, "# Mutex", "\nThis is E0384.")],
        check: ("chapters", "names::error_codes_in_prose_are_earned_on_the_page"),
        says: "HERE: names E0384, which no refusal on this page shows; show one, or correct the code",
    },
    Fault {
        name: "name that does not exist in std",
        done: &[After(MUTEX, "# Mutex", "\nCall `Mutex::unlock` here.")],
        check: NAMES,
        says: "HERE: `Mutex::unlock` is not in std; correct the name",
    },
    Fault {
        name: "name of std that is no link at its first use",
        done: &[After(MUTEX, "# Mutex", "\nThe type `AtomicI16` is small.")],
        check: NAMES,
        says: "HERE: `AtomicI16` is used for the first time in the book and is not a link; link it to its page in https://doc.rust-lang.org/std/",
    },
    Fault {
        name: "name of std that leads to another's page",
        done: &[Replace(
            MUTEX,
            "[`MutexGuard`]: https://doc.rust-lang.org/std/sync/struct.MutexGuard.html",
            "[`MutexGuard`]: https://doc.rust-lang.org/std/sync/struct.RwLock.html",
        )],
        check: NAMES,
        says: "src/mutex.md:…: `MutexGuard` leads to std/sync/struct.RwLock.html; link it to the page of MutexGuard",
    },
    Fault {
        name: "name misspelt",
        done: &[After(MUTEX, "# Mutex", "\nCall `try_lokc` here.")],
        check: ("chapters", "names::names_in_inline_code_are_known"),
        says: "HERE: `try_lokc` is neither in a listing of this page nor in std; correct the name",
    },
    Fault {
        name: "label of a link that is never used",
        done: &[Append(MUTEX, "[`Condvar`]: https://doc.rust-lang.org/std/sync/struct.Condvar.html\n")],
        check: ("chapters", "names::link_labels_are_told_apart"),
        says: "HERE: defines [`Condvar`], which no link uses; use it, or drop it",
    },
    Fault {
        name: "two labels that differ in case alone",
        done: &[Append(MUTEX, "[`mutex`]: https://doc.rust-lang.org/std/sync/struct.Mutex.html\n")],
        check: ("chapters", "names::link_labels_are_told_apart"),
        says: "HERE: defines the label of line … again; Markdown ignores case; write this link inline: [`text`](address)",
    },
    Fault {
        name: "word that tells how easy it is",
        done: &[After(MUTEX, "# Mutex", "\nYou simply lock it.")],
        check: STYLE,
        says: "HERE: says `simply`; leave it out",
    },
    Fault {
        name: "two sentences on a line",
        done: &[After(MUTEX, "# Mutex", "\nYou lock it. It is yours.")],
        check: STYLE,
        says: "HERE: holds two sentences; give each its own line",
    },
    Fault {
        name: "not finished",
        done: &[After(MUTEX, "# Mutex", "\nTODO: say more.")],
        check: STYLE,
        says: "HERE: is not finished; draw the figure, or write the text",
    },
    Fault {
        name: "link to nowhere",
        done: &[After(MUTEX, "# Mutex", "\nSee [this]().")],
        check: MARKS,
        says: "HERE: a link to nowhere; write its address",
    },
    Fault {
        name: "footnote",
        done: &[After(MUTEX, "# Mutex", "\nSee this[^1] below.")],
        check: MARKS,
        says: "HERE: a footnote; say it in the text: the book has no footnotes",
    },
    Fault {
        name: "line break by two blanks",
        done: &[After(MUTEX, "# Mutex", "\nA lock  \nis a lock.")],
        check: MARKS,
        says: "HERE: ends in a blank, which can break the line; take it away",
    },
    Fault {
        name: "backtick without its partner",
        done: &[After(MUTEX, "# Mutex", "\nCall `lock and wait.")],
        check: MARKS,
        says: "HERE: a backtick without its partner; complete it, or write `\\``",
    },
    Fault {
        name: "asterisk without its partner",
        done: &[After(MUTEX, "# Mutex", "\nA *lock is a lock.")],
        check: MARKS,
        says: "HERE: an asterisk that emphasizes nothing; complete it, or write `\\*`",
    },
    Fault {
        name: "table that is none",
        done: &[After(MUTEX, "# Mutex", "\n| one | two |\n|---|")],
        check: MARKS,
        says: "HERE: a bar outside of a table; complete it, or write `\\|`",
    },
    Fault {
        name: "fence that is not closed",
        done: &[Append(MUTEX, "\n```console\n$ cargo run\n")],
        check: MARKS,
        says: "HERE: a fence that is not closed; write ``` behind it",
    },
    Fault {
        name: "question without its words",
        done: &[After(MUTEX, "# Mutex", "\n<details>\n\nYes.\n\n</details>")],
        check: MARKS,
        says: "HERE: a `details` without its question; write `<details><summary>…</summary>`",
    },
    Fault {
        name: "second title",
        done: &[After(MUTEX, "# Mutex", "\n# Mutex again")],
        check: HEADINGS,
        says: "HERE: a second title; make it a section: `## `",
    },
    Fault {
        name: "heading that skips a level",
        done: &[After(MUTEX, "# Mutex", "\n### Deep down")],
        check: HEADINGS,
        says: "HERE: a heading of level 3 below one of level 1; skip no level",
    },
    Fault {
        name: "two sections of one name",
        done: &[Append(MUTEX, "\n## Check yourself\n")],
        check: HEADINGS,
        says: "HERE: has the name of the section in line …; give it another name",
    },
    Fault {
        name: "character that nobody sees",
        done: &[After(MUTEX, "# Mutex", "\nA\u{a0}lock.")],
        check: ("chapters", "files_are_plain_text"),
        says: "HERE: holds a character that nobody sees; take it out, or write a space",
    },
    Fault {
        name: "broken link",
        done: &[After(MUTEX, "# Mutex", "\nSee [the next page](mutices.md).")],
        check: ("links", "linkcheck_finds_nothing"),
        says: "HERE: `[the next page](mutices.md)` mdbook-linkcheck says `…`; correct the link",
    },
    Fault {
        name: "link without an address",
        done: &[After(MUTEX, "# Mutex", "\nSee [the next page][nowhere].")],
        check: ("links", "linkcheck_finds_nothing"),
        says: "HERE: `…nowhere…` mdbook-linkcheck says `…`; correct the link",
    },
    Fault {
        name: "broken fragment",
        done: &[After(MUTEX, "# Mutex", "\nSee [guards](guards.md#no-such-heading).")],
        check: ("links", "rendered_links_lead_somewhere"),
        says: "HERE: `guards.html#no-such-heading` leads to #no-such-heading, which guards.html does not have; correct the link",
    },
    Fault {
        name: "page of types edited",
        done: &[Append("src/types.md", "More.\n")],
        check: ("indexes", "types_are_shown_whole"),
        says: "src/types.md:…: is not what its sources say; mend them",
    },
    Fault {
        name: "link to a listing's file that does not exist",
        done: &[After(MUTEX, "# Mutex", "\nSee [the file](listings/examples/mutex_county.rs).")],
        check: ("links", "rendered_links_lead_somewhere"),
        says: "HERE: `listings/examples/mutex_county.rs` leads to listings/examples/mutex_county.rs, which is not in the book; correct the link",
    },
    Fault {
        name: "an id twice",
        done: &[After(MUTEX, "# Mutex", "\n<div id=\"mutex_counter\"></div>")],
        check: ("links", "rendered_links_lead_somewhere"),
        says: "HERE: `id=\"mutex_counter\"` stands twice; give each element of a page an id of its own",
    },
    Fault {
        name: "dead link to std",
        done: &[After(MUTEX, "# Mutex", "\nSee [a lock](https://doc.rust-lang.org/std/sync/struct.Mutext.html).")],
        check: ("links", "links_to_the_standard_library_exist"),
        says: "HERE: https://doc.rust-lang.org/std/sync/struct.Mutext.html is not in Rust's documentation; correct the address",
    },
    Fault {
        name: "dead fragment of a link to std",
        done: &[After(MUTEX, "# Mutex", "\nSee [a lock](https://doc.rust-lang.org/std/sync/struct.Mutex.html#method.unlock).")],
        check: ("links", "links_to_the_standard_library_exist"),
        says: "HERE: https://doc.rust-lang.org/std/sync/struct.Mutex.html#method.unlock has no #method.unlock; correct the fragment",
    },
    Fault {
        name: "dead link to std in HTML",
        done: &[After(MUTEX, "# Mutex", "\n<p><a href=\"https://doc.rust-lang.org/std/sync/struct.Mutext.html\">a lock</a></p>")],
        check: ("links", "links_to_the_standard_library_exist"),
        says: "HERE: https://doc.rust-lang.org/std/sync/struct.Mutext.html is not in Rust's documentation; correct the address",
    },
    Fault {
        name: "link that is not encrypted",
        done: &[After(MUTEX, "# Mutex", "\nSee [a lock](http://doc.rust-lang.org/std/sync/struct.Mutex.html).")],
        check: ("links", "links_to_the_standard_library_exist"),
        says: "HERE: http://doc.rust-lang.org/std/sync/struct.Mutex.html is not looked up; write https://",
    },
    Fault {
        name: "missing image",
        done: &[After(MUTEX, "# Mutex", "\n![A lock](figures/lock.png)")],
        check: ("links", "rendered_links_lead_somewhere"),
        says: "HERE: `figures/lock.png` leads to figures/lock.png, which is not in the book; correct the link",
    },
    Fault {
        name: "image without a text",
        done: &[After(MUTEX, "# Mutex", "\n![](figures/mutex-turns.svg)")],
        check: ("links", "rendered_links_lead_somewhere"),
        says: "HERE: `figures/mutex-turns.svg` is an image without a text; write what it shows: `![…](…)`",
    },
    Fault {
        name: "dead link in the README",
        done: &[Append("README.md", "\nSee [the rules](RULES.md).\n")],
        check: ("links", "the_readme_leads_somewhere"),
        says: "HERE: `RULES.md` leads to RULES.md, which does not exist; correct the link",
    },
    Fault {
        name: "script in a page",
        done: &[After(MUTEX, "# Mutex", "\n<script>run()</script>")],
        check: ("policy", "pages_keep_the_policy"),
        says: "HERE: its page has an inline script: <script>run()</script>; take it out",
    },
    Fault {
        name: "picture from elsewhere",
        done: &[After(MUTEX, "# Mutex", "\n![A lock](https://example.com/lock.png)")],
        check: ("policy", "pages_keep_the_policy"),
        says: "HERE: its page loads https://example.com/lock.png; take it out",
    },
    Fault {
        name: "listing renamed and not in the index",
        done: &[Replace("src/listings.md", "[`mutex_counter`](mutex.md#mutex_counter)", "[`mutex_debug`](mutex.md#mutex_counter)")],
        check: ("indexes", "listings_are_indexed"),
        says: "HERE: is not what its sources say; mend them, or run `cargo xtask bless`",
    },
    Fault {
        name: "error code not in the index",
        done: &[Replace("src/errors.md", "E0614", "E0615")],
        check: ("indexes", "errors_are_indexed"),
        says: "HERE: is not what its sources say; mend them, or run `cargo xtask bless`",
    },
    Fault {
        name: "chapter renamed",
        done: &[Rename(MUTEX, "src/locks.md")],
        check: SHOWN,
        says: "listings/examples/mutex_counter.rs:1: has a name that begins with no chapter's; rename it <chapter>_<slug>.rs",
    },
];
