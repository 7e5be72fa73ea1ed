//! JPEG: keep the segments that make the picture, drop all others, and end where the picture ends.

use image::metadata::Orientation;
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
};

use crate::picture::minimal_exif;

/// The picture alone, with its orientation.
pub(crate) fn strip(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).ok()?;
    let orientation = jpeg.exif().as_deref().and_then(Orientation::from_exif_chunk);
    let scan = jpeg.segments_mut().pop().filter(|segment| segment.marker() == markers::SOS)?;
    jpeg.segments_mut().retain(|segment| is_kept(segment.marker(), segment.contents()));
    jpeg.set_exif(minimal_exif(orientation));
    let (contents, rest) = parts_of(&scan)?;
    let entropy = until_the_end(rest);
    jpeg.segments_mut().push(JpegSegment::new_with_entropy(markers::SOS, contents, Bytes::from(entropy)));
    Some(jpeg.encoder().bytes().to_vec())
}

/// Tables, frame and scan headers, the colours, and the two markers decoders need to know the colours by.
fn is_kept(marker: u8, contents: &[u8]) -> bool {
    match marker {
        markers::SOF0..=markers::SOF15 | markers::SOS..=markers::EXP => true,
        // A JFIF header may carry a thumbnail, which may show what was cut away: then it goes, nobody needs it.
        markers::APP0 => contents.starts_with(b"JFIF\0") && contents.len() <= 14,
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => contents.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Header of the first scan, and all that follows it in the file.
fn parts_of(scan: &JpegSegment) -> Option<(Bytes, Bytes)> {
    let encoded = scan.clone().encoder().bytes();
    let after_header = scan.len();
    (after_header <= encoded.len()).then(|| (scan.contents().clone(), encoded.slice(after_header..)))
}

/// Scan data and the headers of further scans up to the end marker. What hangs behind it (a second picture, a film,
/// an archive) is left out.
fn until_the_end(rest: Bytes) -> Vec<u8> {
    let mut kept = Vec::with_capacity(rest.len());
    let mut bytes = rest.as_ref();
    loop {
        // Cut off without an end marker: as far as it goes.
        let Some(at) = bytes.iter().position(|byte| *byte == markers::P) else {
            kept.extend_from_slice(bytes);
            break;
        };
        let (data, from_marker) = bytes.split_at(at);
        kept.extend_from_slice(data);
        match from_marker {
            [_, markers::EOI, ..] => break,
            // A stuffed byte or a restart marker belongs to the data.
            [first, second @ (markers::Z | markers::RST0..=markers::RST7), after @ ..] => {
                kept.extend_from_slice(&[*first, *second]);
                bytes = after;
            }
            [_, markers::P, ..] => bytes = from_marker.get(1..).unwrap_or_default(),
            [_, marker, high, low, ..] => {
                let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
                let Some((segment, after)) = from_marker.split_at_checked(length) else { break };
                if is_kept(*marker, segment.get(4..).unwrap_or_default()) {
                    kept.extend_from_slice(segment);
                }
                bytes = after;
            }
            _ => break,
        }
    }
    kept.extend_from_slice(&[markers::P, markers::EOI]);
    kept
}
