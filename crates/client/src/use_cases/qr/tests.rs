use super::*;
use crate::error::ClientError;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A camera's picture of `text`: a white card on a grey table, `cell` pixels for a square, turned by an angle whose sine is `turn`
/// thousandths, each pixel off by up to `noise` in the way of the `look`th look.
fn photo(text: &str, side: u32, cell: u32, turn: i64, noise: u8, look: u32) -> GreyPicture {
    let drawing = drawing(text).unwrap();
    let mut dark = BTreeSet::new();
    for square in drawing.path.split('M').skip(1) {
        let (x, y) = square.split_once('h').unwrap().0.split_once(' ').unwrap();
        dark.insert((x.parse::<i64>().unwrap(), y.parse::<i64>().unwrap()));
    }
    let (sin, cos) = (turn, (1_000_000 - turn * turn).isqrt());
    let (card, cell) = (i64::from(drawing.size), i64::from(cell));
    // Which column or row of the card, of a place that is so many two-thousandths of a pixel from its middle.
    let on = |place: i64| (place + card * cell * 1000).div_euclid(2000 * cell);
    let mut state = look;
    let grey: Vec<u8> = (0..side * side)
        .map(|at| {
            let [x, y] = [at % side, at / side].map(|place| 2 * i64::from(place) - i64::from(side));
            let (column, row) = (on(x * cos + y * sin), on(y * cos - x * sin));
            let shade: u8 = match (0..card).contains(&column) && (0..card).contains(&row) {
                false => 120,
                true if dark.contains(&(column, row)) => 40,
                true => 215,
            };
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [off, sign, ..] = state.to_be_bytes();
            let off = off % (noise + 1);
            if sign % 2 == 0 { shade + off } else { shade - off }
        })
        .collect();
    GreyPicture { width: side, height: side, grey: BASE64_STANDARD.encode(grey) }
}

fn refused(width: u32, height: u32, grey: &str) -> bool {
    matches!(seen(&GreyPicture { width, height, grey: grey.into() }), Err(ClientError::BadArguments(_)))
}

#[test]
fn an_invitation_that_is_drawn_is_read() {
    let text = "https://karakana.example.org/j#K7QX-M2RT-9HWD.VpYw3uT0bV0o6m1K2a9rQe4dS8fGh5jLzXcNvBnMqWe";
    assert_eq!(seen(&photo(text, 480, 8, 0, 0, 0)).unwrap().text.as_deref(), Some(text));
}

#[test]
fn a_picture_without_a_code_says_nothing() {
    let empty = GreyPicture { width: 480, height: 480, grey: BASE64_STANDARD.encode(vec![90; 480 * 480]) };
    assert_eq!(seen(&empty).unwrap().text, None);
}

#[test]
fn a_picture_that_is_not_what_it_says_is_refused() {
    let one = BASE64_STANDARD.encode([0]);
    assert!(refused(0, 0, ""));
    assert!(refused(1, 2, &one));
    assert!(refused(1, 1, "*"));
    assert!(refused(u32::MAX, u32::MAX, &one));
    assert!(refused(1_000_001, 1, &one));
    assert!(!refused(1, 1, &one));
}

#[test]
fn what_no_code_can_say_is_refused() {
    assert!(matches!(drawing(&"x".repeat(5000)), Err(ClientError::BadArguments(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    // One picture in some hundred is not read; the camera looks several times a second and no hand is that still.
    #[test]
    fn a_code_that_is_held_askew_in_bad_light_is_read_within_ten_looks(
        text in "[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}[ -~]{0,60}",
        cell in 5_u32..9,
        turn in -400..400_i64,
        noise in 0_u8..24,
    ) {
        let read = (0..10).find_map(|look| seen(&photo(&text, 480, cell, turn + 23 * i64::from(look), noise, look)).unwrap().text);
        prop_assert_eq!(read, Some(text));
    }

    #[test]
    fn no_picture_stops_the_app(pixels in prop::collection::vec(prop::sample::select(vec![0_u8, 255]), 400), width in 1_u32..400) {
        let height = 400 / width;
        let grey = BASE64_STANDARD.encode(&pixels[..(width * height) as usize]);
        let read = seen(&GreyPicture { width, height, grey });
        prop_assert!(read.is_ok());
    }
}
