//! The glossary lacks something, or a page does not lead to it.

use crate::fault::Edit::{After, Replace, Write};
use crate::fault::{Fault, fault};

const GLOSSARY: &str = "src/glossary.md";
const MUTEX: &str = "src/mutex.md";

const ORDER: (&str, &str) = ("chapters", "terms::entries_are_in_order");
const PERSIAN: (&str, &str) = ("chapters", "terms::persian_words_are_listed");
const USES: (&str, &str) = ("chapters", "terms::uses::first_uses_lead_to_the_glossary");
const WHOLE: (&str, &str) = ("chapters", "terms::entries_are_whole");

#[rustfmt::skip]
pub const FAULTS: &[Fault] = &[
    fault("a term under another letter", ORDER,
        &[Replace(GLOSSARY, "### actor", "### zactor")],
        "HERE: `zactor` stands under A; put it under its own letter"),
    fault("a term out of order", ORDER,
        &[Replace(GLOSSARY, "### actor", "### aactor")],
        "HERE: `aactor` stands after `acquire`; put it at its place in the alphabet"),
    fault("a term twice", ORDER,
        &[Replace(GLOSSARY, "### actor", "### abort")],
        "HERE: `abort` has the address of line …; make one entry of the two, or find another name"),
    fault("a word for two terms", ORDER,
        &[Replace(GLOSSARY, "<!-- said: abort,", "<!-- said: actor,")],
        "src/glossary.md:…: `actor` is said as `actor`, and so is `abort`; leave the word to one of them"),
    fault("no way to a letter", ORDER,
        &[Replace(GLOSSARY, "[B](#b) · ", "")],
        "src/glossary.md:…: `barrier` stands under B, which the line of letters does not have; add the letter there"),
    fault("a lost glossary", WHOLE,
        &[Write(GLOSSARY, "# Glossary\n")],
        "src/glossary.md:1: has 0 entries, of 90 at least; restore them"),
    fault("two sentences", WHOLE,
        &[Replace(GLOSSARY, "in answer to messages, one after another.", "in answer to messages. One comes after the other.")],
        "HERE: `actor` is not explained in one sentence; write one, in the line below the heading"),
    fault("a second paragraph", WHOLE,
        &[Replace(GLOSSARY, "(*aktor*)\n", "(*aktor*)\n\nIt needs no lock.\n")],
        "src/glossary.md:…: `actor` has more than a sentence and a line of facts; keep one sentence, or write `<!-- said: … -->`"),
    fault("Persian that is not marked as such", WHOLE,
        &[Replace(GLOSSARY, "<span lang=\"fa\" dir=\"rtl\">کنشگر</span>", "<span lang=\"fa\">کنشگر</span>")],
        "HERE: `actor` does not mark `<span lang=\"fa\">کنشگر</span>` as Persian, to be read from the right; write `[Page](page.md#section) · …"),
    fault("no Persian", WHOLE,
        &[Replace(GLOSSARY, " · <span lang=\"fa\" dir=\"rtl\">کنشگر</span>, <span lang=\"fa\" dir=\"rtl\">اکتور</span> (*aktor*)", "")],
        "HERE: `actor` has no line with the place where it is taught and the Persian; write `[Page](page.md#section) · …"),
    fault("an Arabic letter in a Persian word", WHOLE,
        &[Replace(GLOSSARY, "کنشگر", "\u{643}نشگر")],
        "HERE: `actor` has `\u{643}نشگر`, which has the character U+0643; write it in Persian letters, …"),
    fault("a non-joiner that joins nothing apart", WHOLE,
        &[Replace(GLOSSARY, "کنشگر", "کار\u{200C}گر")],
        "HERE: `actor` has `کار\u{200C}گر`, which has a non-joiner after ر, which joins nothing anyway; write it in Persian letters, …"),
    fault("a transliteration of another word", WHOLE,
        &[Replace(GLOSSARY, "(*aktor*)", "(*aptor*)")],
        "HERE: `actor` has `اکتور` and reads it in another way; correct the word or its transliteration"),
    fault("a transliteration with another vowel", WHOLE,
        &[Replace(GLOSSARY, "(*aktor*)", "(*āktor*)")],
        "HERE: `actor` reads `اکتور` as *āktor*, with another number of long vowels; write ā for آ and for ا inside a word, …"),
    fault("a term taught in no section", WHOLE,
        &[Replace(GLOSSARY, "channels.md#ask-and-get-an-answer", "channels.md#ask-and-get")],
        "HERE: `actor` is taught at #ask-and-get, which channels.md does not have; correct the link"),
    fault("a term taught on no page", WHOLE,
        &[Replace(GLOSSARY, "channels.md#ask-and-get-an-answer", "chanels.md#ask-and-get-an-answer")],
        "HERE: `actor` is taught in chanels.md, which is not a chapter; correct the link"),
    fault("a term that its page never says", USES,
        &[Replace(GLOSSARY, "[Channels](channels.md#ask-and-get-an-answer)", "[Mutex](mutex.md#a-lock-round-the-value)")],
        "src/mutex.md:1: is said to teach `actor` and never says it; correct the link in src/glossary.md, or its list of words"),
    fault("a Persian word missing from the list", PERSIAN,
        &[Replace(GLOSSARY, "- [آرک](#arc)", "- [ارک](#arc)")],
        "HERE: the Persian list is not that of the entries; it should say"),
    fault("a term used before it is taught, without a link", USES,
        &[After(MUTEX, "# Mutex", "\nA fence is coming.")],
        "HERE: uses `fence` before it is taught; write [fence](glossary.md#fence)"),
    fault("a second link to a term", USES,
        &[After(MUTEX, "# Mutex", "\nA [fence](glossary.md#fence) is not a [fence](glossary.md#fence).")],
        "HERE: leads to glossary.md#fence a second time; keep the first link of the page"),
    fault("a link from another word", USES,
        &[After(MUTEX, "# Mutex", "\nThere are [three threads](glossary.md#thread).")],
        "HERE: leads from “three threads” to glossary.md#thread; link one of the words that src/glossary.md lists for it, or add them there"),
];
