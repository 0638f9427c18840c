//! How what is known of a person is written: their name, telephone number, skills and hours. One place for the people list,
//! the office's screens and the server's command line, so that all of them take and keep the same.

/// The most characters of a name.
pub const MOST_NAME: usize = 100;
/// The most characters of a telephone number as somebody types it.
pub const MOST_PHONE: usize = 20;
/// The most characters of all skills together, with a space between each two.
pub const MOST_SKILLS: usize = 200;
/// The hours of a week.
pub const MOST_HOURS: u32 = 7 * 24;

/// The country whose numbers people write without its code, and how many digits follow the code there.
const HOME: &str = "254";
const HOME_DIGITS: usize = 9;
/// Digits of a number with its country's code (ITU-T E.164); fewer than eight are a short code of one network.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// A name without the spaces around it; `None` when nothing is left, it is too long or holds what cannot be shown.
pub fn name(text: &str) -> Option<String> {
    let name = text.trim();
    let fits = (1..=MOST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}

/// A telephone number in the one form in which it is kept, `+` and digits, from how people write it: with spaces, dashes and
/// brackets, from Kenya with or without the code of the country. Empty stays empty: not known. `None` when nobody can be
/// called there.
pub fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return Some(String::new());
    }
    let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    let digits: String = rest.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')')).collect();
    if text.chars().count() > MOST_PHONE || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // `00` is the plus of a telephone without one.
    let (code, digits) = match digits.strip_prefix("00") {
        Some(rest) if !plus => (true, rest),
        _ => (plus, digits.as_str()),
    };
    let kept = match digits.strip_prefix(HOME) {
        Some(rest) if code || digits.len() > HOME_DIGITS => at_home(rest)?,
        _ if code => (DIGITS.contains(&digits.len()) && !digits.starts_with('0')).then(|| digits.to_owned())?,
        // Without a code it is one from here and nothing else: another country's, or a slip of the finger?
        _ => at_home(digits)?,
    };
    Some(format!("+{kept}"))
}

/// A number of this country with its code, from one without. The 0 in front may be there, or have been taken for nothing by
/// a spreadsheet. Mobile numbers then begin with 7 or 1, others with the code of a town.
fn at_home(digits: &str) -> Option<String> {
    let digits = digits.strip_prefix('0').unwrap_or(digits);
    (digits.len() == HOME_DIGITS && !digits.starts_with('0')).then(|| format!("{HOME}{digits}"))
}

/// Skills in the one order in which they are kept, each once; `None` when one is no word or they are too many.
/// Which words there are is the organisation's: what its catalogue asks for and its people list says.
pub fn skills<'s>(words: impl IntoIterator<Item = &'s str>) -> Option<Vec<String>> {
    let mut skills: Vec<String> = words.into_iter().map(str::to_owned).collect();
    skills.sort_unstable();
    skills.dedup();
    let is_word = |word: &String| !word.is_empty() && !word.chars().any(|c| c.is_whitespace() || c.is_control());
    let length = skills.iter().map(|word| word.chars().count() + 1).sum::<usize>().saturating_sub(1);
    (length <= MOST_SKILLS && skills.iter().all(is_word)).then_some(skills)
}

/// Hours of a week; `None` when a week does not have as many.
pub fn hours(hours: u32) -> Option<u32> {
    (hours <= MOST_HOURS).then_some(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kenyan_number_is_kept_in_one_form_however_it_is_written() {
        for written in [
            "0712345678",
            "0712 345 678",
            " 0712-345-678 ",
            "+254712345678",
            "+254 712345678",
            "+254 (712) 345 678",
            "254712345678",
            "00254 712 345 678",
            "712345678",
            "0712\u{a0}345\u{a0}678",
            "+254 (0) 712 345 678",
        ] {
            assert_eq!(phone(written).as_deref(), Some("+254712345678"), "{written}");
        }
        assert_eq!(phone("0110 000 001").as_deref(), Some("+254110000001"));
        assert_eq!(phone("020 271 2345").as_deref(), Some("+254202712345"), "a line in Nairobi");
        let kept = phone("0712 345 678").unwrap();
        assert_eq!(phone(&kept), Some(kept), "what is kept stays as it is");
        assert_eq!(phone("  ").as_deref(), Some(""), "not known");
    }

    #[test]
    fn numbers_of_other_countries_begin_with_a_plus_or_two_zeros() {
        assert_eq!(phone("+255 712 345 678").as_deref(), Some("+255712345678"));
        assert_eq!(phone("00 44 20 7946 0000").as_deref(), Some("+442079460000"));
        assert_eq!(phone("255712345678"), None, "a Kenyan number with a slip, or another country's?");
    }

    #[test]
    fn a_digit_too_few_or_too_many_or_a_word_is_no_number() {
        for slip in [
            "071234567",
            "07123456789",
            "+25471234567",
            "+2547123456789",
            "+254 00712 345 678",
            "12345",
            "+0712345678",
            "+",
            "0",
            "07 ask Amina",
            "0712345678;",
            "07123+45678",
            "+1234567",
            "+1234567890123456",
            "0712 345 678 / 0722 1",
        ] {
            assert_eq!(phone(slip), None, "{slip}");
        }
    }

    #[test]
    fn names_skills_and_hours_have_bounds() {
        assert_eq!(name("  Baraka Otieno "), Some("Baraka Otieno".into()));
        assert_eq!((name(" "), name("a\nb"), name(&"é".repeat(101))), (None, None, None));
        assert_eq!(name(&"é".repeat(100)).map(|n| n.chars().count()), Some(100));
        assert_eq!(skills(["casting", "brass", "casting"]), Some(vec!["brass".into(), "casting".into()]));
        assert_eq!(skills([]), Some(vec![]));
        assert_eq!((skills(["two words"]), skills([""]), skills(["a\u{7}"])), (None, None, None));
        let (long, longer) = ("a".repeat(100), "b".repeat(99));
        assert!(
            skills([long.as_str(), &longer]).is_some() && skills([long.as_str(), &long.replace('a', "b")]).is_none()
        );
        assert_eq!((hours(168), hours(169)), (Some(168), None));
    }
}
