//! Rules for Persian words: how they're spelled, transliterated and sorted.

/// The Persian alphabet; the Arabic ي and ك look the same, but no search finds them.
const ALPHABET: &str = "ءآاأؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";

/// Letters that don't join the next one, so a non-joiner after them does nothing.
const NON_JOINING: &str = "ءآاأؤدذرزژو";

/// The zero-width non-joiner.
const ZWNJ: char = '\u{200C}';

/// Returns what's wrong with the letters of a Persian word, if anything.
pub fn misspelled(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or(' ');
    for (index, letter) in letters.iter().copied().enumerate() {
        let before = if index == 0 { ' ' } else { at(index - 1) };
        let is_letter = |c: char| ALPHABET.contains(c);
        match letter {
            ZWNJ if !is_letter(before) || !is_letter(at(index + 1)) => return Some("has a non-joiner at the edge of a word".to_owned()),
            ZWNJ if NON_JOINING.contains(before) => return Some(format!("has a non-joiner after {before}, which joins nothing anyway")),
            // The hamza over a final he.
            '\u{654}' if before == 'ه' => {}
            ' ' if before != ' ' && at(index + 1) != ' ' => {}
            ZWNJ => {}
            letter if is_letter(letter) || letter.is_ascii_uppercase() => {}
            letter => return Some(format!("has the character U+{:04X}", u32::from(letter))),
        }
    }
    word.is_empty().then(|| "is empty".to_owned())
}

/// Returns the consonants of a Persian word, or of its transliteration, in Persian letters.
pub fn sound(word: &str) -> String {
    const PAIRS: [(&str, &str); 5] = [("kh", "خ"), ("ch", "چ"), ("zh", "ژ"), ("sh", "ش"), ("gh", "ق")];
    let (latin, persian) = ("bptjdrzsfkglmnhq", "بپتجدرزسفکگلمنهق");
    let letter = |c: char| latin.chars().zip(persian.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, persian)| persian);
    let word = PAIRS.iter().fold(word.to_lowercase(), |word, (latin, persian)| word.replace(latin, persian));
    word.chars().map(letter).filter(|c| ALPHABET.contains(*c) && !"ءآاأؤئوی".contains(*c)).collect()
}

/// Counts the long *ā* in reading a Persian word: one for each آ, and for each ا that doesn't begin a word.
pub fn long_vowels(word: &str) -> usize {
    let in_a_part = |part: &str| part.chars().enumerate().filter(|(index, letter)| *letter == 'آ' || *letter == 'ا' && *index > 0).count();
    word.split([' ', ZWNJ]).map(in_a_part).sum()
}

/// Returns a Persian word's key for alphabetical order, which isn't Unicode's; a space comes before every letter.
pub fn order(word: &str) -> Vec<usize> {
    word.chars().map(|c| ALPHABET.chars().position(|letter| letter == c).map_or(usize::from(c.is_alphanumeric()), |at| at + 2)).collect()
}
