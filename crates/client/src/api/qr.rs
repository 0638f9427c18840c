//! QR codes: drawing one, and finding one in what a camera saw.

use super::api;

api! {
    /// Arguments of `qr.draw`.
    pub struct QrOf {
        /// What the code is to say.
        pub text: String,
    }

    /// A code as a drawing.
    pub struct QrDrawing {
        /// Width and height in squares, with the white edge that cameras need.
        pub size: u32,
        /// The dark squares as the path of an SVG.
        pub path: String,
    }

    /// Arguments of `qr.read`: a picture in shades of grey. At most a million pixels.
    pub struct GreyPicture {
        /// Pixels in a row.
        pub width: u32,
        /// Rows.
        pub height: u32,
        /// A byte for each pixel, 0 is black, row after row from the upper left, in base 64.
        pub grey: String,
    }

    /// What a picture says.
    pub struct QrFound {
        /// The text of the code in it; none when no code is seen.
        pub text: Option<String>,
    }
}
