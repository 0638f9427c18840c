//! QR codes. What a camera sees is read here and not on the page: quicker on a cheap phone, and nothing that the page has to load.

use crate::api::qr::{GreyPicture, QrDrawing, QrFound, QrOf};
use crate::error::{ClientError, Result};
use crate::phone::Phone;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use qrcode::{Color, EcLevel, QrCode};
use rqrr::PreparedImage;
use std::fmt::Write;
use std::sync::Arc;

/// The white edge that the standard asks for, in squares.
const QUIET: usize = 4;
/// The most pixels that are looked at.
const MOST_PIXELS: usize = 1_000_000;

/// `qr.draw`
pub fn draw(_: &Arc<Phone>, args: QrOf) -> Result<QrDrawing> {
    drawing(&args.text)
}

/// `qr.read`
pub fn read(_: &Arc<Phone>, args: GreyPicture) -> Result<QrFound> {
    seen(&args)
}

fn drawing(text: &str) -> Result<QrDrawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|e| ClientError::BadArguments(format!("no QR code can say that: {e}")))?;
    let mut path = String::new();
    for (at, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (at % code.width() + QUIET, at / code.width() + QUIET);
        // Writing into a string cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let size = u32::try_from(code.width() + 2 * QUIET).map_err(|_| ClientError::Internal("a QR code is too wide"))?;
    Ok(QrDrawing { size, path })
}

fn seen(picture: &GreyPicture) -> Result<QrFound> {
    let bad = |why: &str| ClientError::BadArguments(why.to_owned());
    let side = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let (width, height) = (side(picture.width), side(picture.height));
    let pixels = width.checked_mul(height).filter(|n| (1..=MOST_PIXELS).contains(n));
    let pixels = pixels.ok_or_else(|| bad("a picture has between one pixel and a million"))?;
    let grey = BASE64_STANDARD.decode(&picture.grey).map_err(|_| bad("the picture is not base 64"))?;
    if grey.len() != pixels {
        return Err(bad("the picture does not have a byte for each pixel"));
    }
    let shade = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or_default();
    let mut prepared = PreparedImage::prepare_from_greyscale(width, height, shade);
    // What is only half seen does not decode: the camera looks again.
    let text = prepared.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text);
    Ok(QrFound { text })
}

#[cfg(test)]
mod tests;
