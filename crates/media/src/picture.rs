//! Pictures: strip what tells of their maker, and make a small one to look at in lists.

use std::io::Cursor;

use hemu_domain::{
    file::{MediaType, PREVIEW_PIXELS_MAX},
    kernel::Refusal,
};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};
use img_parts::{
    Bytes, ImageEXIF,
    png::Png,
    riff::{RiffChunk, RiffContent},
    webp::WebP,
};

use crate::{broken, jpeg};

/// What decoding may use: a picture of 65 million points, three bytes each, and room to work.
const SIDE_MAX: u32 = 16_384;
const POINTS_MAX: u64 = 65_000_000;
const MEMORY_MAX: u64 = 512 * 1024 * 1024;
const PREVIEW_QUALITY: u8 = 80;

/// The picture alone, with its orientation; `None` when it cannot be taken apart.
pub(crate) fn strip(kind: MediaType, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match kind {
        MediaType::Jpeg => jpeg::strip(bytes),
        MediaType::Png => strip_png(bytes),
        MediaType::Webp => strip_webp(bytes),
        _ => None,
    }
}

/// The chunks that a picture is made of; others hold texts, times and places.
const PNG_KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs",
    b"bKGD", b"cICP", b"acTL", b"fcTL", b"fdAT",
];

fn strip_png(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::from(bytes)).ok()?;
    let orientation = png.exif().as_deref().and_then(Orientation::from_exif_chunk);
    png.chunks_mut().retain(|chunk| PNG_KEPT.iter().any(|kept| **kept == chunk.kind()));
    png.set_exif(minimal_exif(orientation));
    Some(png.encoder().bytes().to_vec())
}

/// Bits of the extended header that say that Exif and XMP follow. Setting Exif sets its bit again.
const WEBP_METADATA: u8 = 0b0000_1100;
const WEBP_KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

fn strip_webp(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(Bytes::from(bytes)).ok()?;
    let orientation = webp.exif().as_deref().and_then(Orientation::from_exif_chunk);
    webp.chunks_mut().retain(|chunk| WEBP_KEPT.iter().any(|kept| **kept == chunk.id()));
    if let Some(header) = webp.chunks_mut().iter_mut().find(|chunk| chunk.id() == *b"VP8X") {
        let mut contents = header.content().data()?.to_vec();
        *contents.first_mut()? &= !WEBP_METADATA;
        *header = RiffChunk::new(*b"VP8X", RiffContent::Data(Bytes::from(contents)));
    }
    // Only the extended form has room for an orientation; the simple ones never had one.
    let exif = if webp.has_chunk(*b"VP8X") { minimal_exif(orientation) } else { None };
    webp.set_exif(exif);
    Some(webp.encoder().bytes().to_vec())
}

/// An Exif block that says how to turn the picture, and nothing else. `None` when it stands upright.
pub(crate) fn minimal_exif(orientation: Option<Orientation>) -> Option<Bytes> {
    let orientation = orientation.filter(|o| *o != Orientation::NoTransforms)?.to_exif();
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0, 0]);
    Some(Bytes::from(block))
}

/// A JPEG of at most 512 points a side, upright. Decoding it also proves that it is a picture.
pub(crate) fn preview(kind: MediaType, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let format = match kind {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        _ => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions();
    if POINTS_MAX < u64::from(width) * u64::from(height) {
        return Err(Refusal::new(
            "picture_too_large",
            "照片尺寸过大，请缩小后再上传",
            "the picture has too many points; make it smaller",
        ));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    let mut small = if width.max(height) <= PREVIEW_PIXELS_MAX {
        whole
    } else {
        whole.thumbnail(PREVIEW_PIXELS_MAX, PREVIEW_PIXELS_MAX)
    };
    small.apply_orientation(orientation);
    let mut preview = Vec::new();
    JpegEncoder::new_with_quality(&mut preview, PREVIEW_QUALITY)
        .encode_image(&small.into_rgb8())
        .map_err(|_| broken())?;
    Ok(preview)
}
