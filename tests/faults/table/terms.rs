//! The glossary lacks something, or a page does not lead to it.

use crate::fault::Edit::{After, Replace, Write};
use crate::fault::Fault;

const GLOSSARY: &str = "src/glossary.md";
const MUTEX: &str = "src/mutex.md";

const ORDER: (&str, &str) = ("chapters", "terms::entries_are_in_order");
const PERSIAN: (&str, &str) = ("chapters", "terms::persian_words_are_listed");
const USES: (&str, &str) = ("chapters", "terms::uses::first_uses_lead_to_the_glossary");
const WHOLE: (&str, &str) = ("chapters", "terms::entries_are_whole");

pub const FAULTS: &[Fault] = &[
    Fault {
        name: "a term under another letter",
        done: &[Replace(GLOSSARY, "### actor", "### zactor")],
        check: ORDER,
        says: "HERE: `zactor` stands under A; put it under its own letter",
    },
    Fault {
        name: "a term out of order",
        done: &[Replace(GLOSSARY, "### actor", "### aactor")],
        check: ORDER,
        says: "HERE: `aactor` stands after `acquire`; put it at its place in the alphabet",
    },
    Fault {
        name: "a term twice",
        done: &[Replace(GLOSSARY, "### actor", "### abort")],
        check: ORDER,
        says: "HERE: `abort` has the address of line …; make one entry of the two, or find another name",
    },
    Fault {
        name: "a word for two terms",
        done: &[Replace(GLOSSARY, "<!-- said: abort,", "<!-- said: actor,")],
        check: ORDER,
        says: "src/glossary.md:…: `actor` is said as `actor`, and so is `abort`; leave the word to one of them",
    },
    Fault {
        name: "no way to a letter",
        done: &[Replace(GLOSSARY, "[B](#b) · ", "")],
        check: ORDER,
        says: "src/glossary.md:…: `barrier` stands under B, which the line of letters does not have; add the letter there",
    },
    Fault {
        name: "a lost glossary",
        done: &[Write(GLOSSARY, "# Glossary\n")],
        check: WHOLE,
        says: "src/glossary.md:1: has 0 entries, of 90 at least; restore them",
    },
    Fault {
        name: "two sentences",
        done: &[Replace(GLOSSARY, "in answer to messages, one after the other.", "in answer to messages. One comes after the other.")],
        check: WHOLE,
        says: "HERE: `actor` is not explained in one sentence; write one, in the line below the heading",
    },
    Fault {
        name: "a second paragraph",
        done: &[Replace(GLOSSARY, "(*aktor*)\n", "(*aktor*)\n\nIt needs no lock.\n")],
        check: WHOLE,
        says: "src/glossary.md:…: `actor` has more than a sentence and a line of facts; keep one sentence, or write `<!-- said: … -->`",
    },
    Fault {
        name: "Persian that is not marked as such",
        done: &[Replace(GLOSSARY, "<span lang=\"fa\" dir=\"rtl\">کنشگر</span>", "<span lang=\"fa\">کنشگر</span>")],
        check: WHOLE,
        says: "HERE: `actor` does not mark `<span lang=\"fa\">کنشگر</span>` as Persian, to be read from the right; write `[Page](page.md#section) · …",
    },
    Fault {
        name: "no Persian",
        done: &[Replace(
            GLOSSARY,
            " · <span lang=\"fa\" dir=\"rtl\">کنشگر</span>, <span lang=\"fa\" dir=\"rtl\">اکتور</span> (*aktor*)",
            "",
        )],
        check: WHOLE,
        says: "HERE: `actor` has no line with the place where it is taught and the Persian; write `[Page](page.md#section) · …",
    },
    Fault {
        name: "an Arabic letter in a Persian word",
        done: &[Replace(GLOSSARY, "کنشگر", "\u{643}نشگر")],
        check: WHOLE,
        says: "HERE: `actor` has `\u{643}نشگر`, which has the character U+0643; write it in Persian letters, …",
    },
    Fault {
        name: "a non-joiner that joins nothing apart",
        done: &[Replace(GLOSSARY, "کنشگر", "کار\u{200C}گر")],
        check: WHOLE,
        says: "HERE: `actor` has `کار\u{200C}گر`, which has a non-joiner after ر, which joins nothing anyway; write it in Persian letters, …",
    },
    Fault {
        name: "a transliteration of another word",
        done: &[Replace(GLOSSARY, "(*aktor*)", "(*aptor*)")],
        check: WHOLE,
        says: "HERE: `actor` has `اکتور` and reads it in another way; correct the word or its transliteration",
    },
    Fault {
        name: "a term taught in no section",
        done: &[Replace(GLOSSARY, "channels.md#ask-and-get-an-answer", "channels.md#ask-and-get")],
        check: WHOLE,
        says: "HERE: `actor` is taught at #ask-and-get, which channels.md does not have; correct the link",
    },
    Fault {
        name: "a term taught on no page",
        done: &[Replace(GLOSSARY, "channels.md#ask-and-get-an-answer", "chanels.md#ask-and-get-an-answer")],
        check: WHOLE,
        says: "HERE: `actor` is taught in chanels.md, which is no chapter; correct the link",
    },
    Fault {
        name: "a term that its page never says",
        done: &[Replace(GLOSSARY, "[Channels](channels.md#ask-and-get-an-answer)", "[Mutex](mutex.md#a-lock-round-the-value)")],
        check: USES,
        says: "src/mutex.md:1: is said to teach `actor` and never says it; correct the link in src/glossary.md, or its list of words",
    },
    Fault {
        name: "a Persian word missing from the list",
        done: &[Replace(GLOSSARY, "- [آرک](#arc)", "- [ارک](#arc)")],
        check: PERSIAN,
        says: "HERE: the Persian list is not that of the entries; it should say",
    },
    Fault {
        name: "a term used before it is taught, without a link",
        done: &[After(MUTEX, "# Mutex", "\nA fence is coming.")],
        check: USES,
        says: "HERE: uses `fence` before it is taught; write [fence](glossary.md#fence)",
    },
    Fault {
        name: "a second link to a term",
        done: &[After(MUTEX, "# Mutex", "\nA [fence](glossary.md#fence) is not a [fence](glossary.md#fence).")],
        check: USES,
        says: "HERE: leads to glossary.md#fence a second time; keep the first link of the page",
    },
    Fault {
        name: "a link from another word",
        done: &[Replace(MUTEX, "[threads](glossary.md#thread)", "[three threads](glossary.md#thread)")],
        check: USES,
        says: "HERE: leads from “three threads” to glossary.md#thread; link one of the words that src/glossary.md lists for it, or add them there",
    },
];
