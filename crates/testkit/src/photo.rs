//! Photos as telephones make them: with the place where they were taken, a thumbnail, and more behind the end.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::{Png, PngChunk},
    riff::{RiffChunk, RiffContent},
    webp::WebP,
};

/// What must not be found in a photo that was taken in. The place itself is these bytes: degrees, minutes, seconds.
pub const TELLTALES: [&[u8]; 5] =
    [&GPS_LATITUDE, b"Demo Phone 7", b"Made by Lin", b"second picture", b"xmp:place"];
const GPS_LATITUDE: [u8; 24] =
    [31, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 0x39, 0x30, 0, 0, 0x64, 0, 0, 0];

fn drawn(width: u32, height: u32) -> DynamicImage {
    // The left half is red, so that a turned picture can be told.
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 { Rgb([220, (y % 7) as u8, 20]) } else { Rgb([20, (x % 5) as u8, 220]) }
    }))
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    drawn(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Exif (TIFF, little-endian): model, orientation 6 (turned right), and a GPS directory with a latitude.
fn exif() -> Bytes {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut entry = Vec::new();
        entry.extend_from_slice(&tag.to_le_bytes());
        entry.extend_from_slice(&kind.to_le_bytes());
        entry.extend_from_slice(&count.to_le_bytes());
        entry.extend_from_slice(&value.to_le_bytes());
        entry
    };
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    block.extend_from_slice(&3_u16.to_le_bytes());
    block.extend(entry(0x0110, 2, 13, 50));
    block.extend(entry(0x0112, 3, 1, 6));
    block.extend(entry(0x8825, 4, 1, 63));
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(b"Demo Phone 7\0");
    block.extend_from_slice(&2_u16.to_le_bytes());
    block.extend(entry(0x0001, 2, 2, u32::from(b'N')));
    block.extend(entry(0x0002, 5, 3, 93));
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(&GPS_LATITUDE);
    Bytes::from(block)
}

/// A JPEG with a place, XMP, a comment, and a second picture behind its end.
pub fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(encoded(width, height, ImageFormat::Jpeg))).unwrap();
    jpeg.set_exif(Some(exif()));
    let segments = jpeg.segments_mut();
    let text = |marker, text: &'static [u8]| JpegSegment::new_with_contents(marker, Bytes::from_static(text));
    segments.insert(1, text(markers::APP1, b"http://ns.adobe.com/xap/1.0/\0xmp:place"));
    segments.insert(1, text(markers::APP13, b"Photoshop 3.0\0Made by Lin"));
    segments.insert(1, text(markers::COM, b"Made by Lin"));
    segments.insert(1, text(markers::APP2, b"MPF\0second picture"));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    bytes.extend_from_slice(b"\xff\xd8second picture");
    bytes.extend_from_slice(&GPS_LATITUDE);
    bytes
}

/// A PNG with a place and a text.
pub fn png_with_place(width: u32, height: u32) -> Vec<u8> {
    let mut png = Png::from_bytes(Bytes::from(encoded(width, height, ImageFormat::Png))).unwrap();
    png.set_exif(Some(exif()));
    png.chunks_mut().insert(1, PngChunk::new(*b"tEXt", Bytes::from_static(b"Author\0Made by Lin")));
    let mut bytes = png.encoder().bytes().to_vec();
    bytes.extend_from_slice(b"second picture");
    bytes
}

/// A WebP with a place and XMP.
pub fn webp_with_place(width: u32, height: u32) -> Vec<u8> {
    let mut webp = WebP::from_bytes(Bytes::from(encoded(width, height, ImageFormat::WebP))).unwrap();
    let xmp = RiffChunk::new(*b"XMP ", RiffContent::Data(Bytes::from_static(b"xmp:place ")));
    webp.chunks_mut().push(xmp);
    webp.set_exif(Some(exif()));
    webp.encoder().bytes().to_vec()
}

/// Whether `bytes` hold `part`.
pub fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
