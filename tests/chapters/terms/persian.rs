//! Rules of Persian words: how they are spelled, transliterated and sorted.

/// The Persian alphabet; the Arabic ي and ك look the same and are found by no search.
const ALPHABET: &str = "ءآاأؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";

/// Letters that join no letter behind them, so that the non-joiner has nothing to do there.
const NON_JOINING: &str = "ءآاأؤدذرزژو";

/// The zero-width non-joiner.
const ZWNJ: char = '\u{200C}';

/// What is wrong with the letters of a Persian word, if anything is.
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

/// The consonants of a Persian word, or of its transliteration, in letters of their own: the vowels that Persian does not write are left out.
pub fn sound(word: &str) -> String {
    const PAIRS: [(&str, &str); 5] = [("kh", "خ"), ("ch", "چ"), ("zh", "ژ"), ("sh", "ش"), ("gh", "ق")];
    let (latin, persian) = ("bptjdrzsfkglmnhq", "بپتجدرزسفکگلمنهق");
    let letter = |c: char| latin.chars().zip(persian.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, persian)| persian);
    let word = PAIRS.iter().fold(word.to_lowercase(), |word, (latin, persian)| word.replace(latin, persian));
    word.chars().map(letter).filter(|c| ALPHABET.contains(*c) && !"ءآاأؤئوی".contains(*c)).collect()
}

/// How often a Persian word is read with a long *ā*: for each آ, and for each ا that doesn't begin a word.
pub fn long_vowels(word: &str) -> usize {
    let in_a_part = |part: &str| part.chars().enumerate().filter(|(index, letter)| *letter == 'آ' || *letter == 'ا' && *index > 0).count();
    word.split([' ', ZWNJ]).map(in_a_part).sum()
}

/// Where a Persian word comes in the alphabet, which is not the order of Unicode; a blank comes before every letter.
pub fn order(word: &str) -> Vec<usize> {
    word.chars().map(|c| ALPHABET.chars().position(|letter| letter == c).map_or(usize::from(c.is_alphanumeric()), |at| at + 2)).collect()
}
