//! What a spreadsheet must not take for anything but words.

/// Somebody's words as the field of a table that a spreadsheet opens: one that begins as a formula does would be run as one,
/// so it gets a `'` in front. A phone number begins with a plus and is none as long as it is digits and spaces, with
/// which nothing can be computed; a negative number is none either.
pub fn plain(field: &str) -> String {
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ' ');
    // Some programs look behind the spaces, and take the wide forms of the signs as well.
    let begins = field.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let formula = begins.starts_with(['=', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff20}', '\u{ff0b}', '\u{ff0d}'])
        || begins.strip_prefix(['+', '-']).is_some_and(|rest| !number(rest));
    if formula { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_member_wrote_is_never_a_formula() {
        for formula in [
            "=HYPERLINK(\"x\")",
            "-1+cmd",
            "+cmd|'/c calc'!A1",
            "  @SUM(A1)",
            "\t=1",
            "\u{ff1d}1",
            "\u{a0}=1",
            "+254-700-000-003",
            "-5-3",
            "+1-(2)",
        ] {
            assert_eq!(plain(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn names_and_phone_numbers_stay_as_they_are() {
        for words in ["Baraka", "", "+254700000003", "+254 700 000 003", "-12", "Ng'ombe = pembe"] {
            assert_eq!(plain(words), words);
        }
    }
}
