//! What is taken, what is refused, and that nothing of a photo's maker is left.
#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::io::{Cursor, Write};

use hemu_domain::file::MediaType;
use hemu_media::prepare;
use hemu_testkit::photo::{TELLTALES, holds, jpeg_with_place, png_with_place, webp_with_place};
use image::GenericImageView;
use proptest::prelude::*;

#[test]
fn a_photo_loses_everything_but_the_picture_and_how_to_turn_it() {
    let photos = [
        (MediaType::Jpeg, jpeg_with_place(900, 600)),
        (MediaType::Png, png_with_place(900, 600)),
        (MediaType::Webp, webp_with_place(900, 600)),
    ];
    for (kind, photo) in photos {
        assert!(TELLTALES.iter().any(|tale| holds(&photo, tale)), "{kind:?} tells something before");
        let kept = prepare("IMG_0001.HEIC", photo.clone()).unwrap_or_else(|e| panic!("{kind:?}: {e}"));
        assert_eq!(kept.media_type, kind);
        for tale in TELLTALES {
            assert!(!holds(&kept.bytes, tale), "{kind:?} still tells {tale:?}");
        }
        // The same points as before.
        let before = image::load_from_memory(&photo).unwrap();
        let after = image::load_from_memory(&kept.bytes).unwrap();
        assert_eq!(before, after, "{kind:?}");
        // Turned right: what was left is above.
        let preview = image::load_from_memory(kept.preview.as_ref().unwrap()).unwrap();
        assert_eq!(preview.dimensions(), (341, 512), "{kind:?}");
        let (above, below) = (preview.get_pixel(170, 20), preview.get_pixel(170, 490));
        assert!(150 < above[0] && above[2] < 100 && 150 < below[2] && below[0] < 100, "{kind:?}");
        // Taking it in again changes nothing.
        assert_eq!(prepare("a", kept.bytes.clone()).unwrap(), kept, "{kind:?}");
    }
}

#[test]
fn a_progressive_photo_keeps_all_its_scans() {
    let photo = include_bytes!("progressive.jpg").to_vec();
    let kept = prepare("a.jpg", [photo.clone(), b"\0second picture".to_vec()].concat()).unwrap();
    assert_eq!(image::load_from_memory(&photo).unwrap(), image::load_from_memory(&kept.bytes).unwrap());
    assert!(!holds(&kept.bytes, b"second picture"));
}

fn archive(names: &[&str]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<x/>").unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_kind_follows_from_the_bytes() {
    let types = "[Content_Types].xml";
    let cases: [(&str, Vec<u8>, Result<MediaType, &str>); 19] = [
        ("scan.jpg", b"%PDF-1.7\n1 0 obj".to_vec(), Ok(MediaType::Pdf)),
        ("a.docx", archive(&[types, "word/document.xml"]), Ok(MediaType::Docx)),
        ("a.xlsx", archive(&[types, "xl/workbook.xml"]), Ok(MediaType::Xlsx)),
        ("notes.txt", "记录\r\n第二行".as_bytes().to_vec(), Ok(MediaType::Text)),
        ("gb18030.TXT", vec![0xb2, 0xe2, 0xca, 0xd4], Ok(MediaType::Text)),
        ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), Err("type_refused")),
        ("photo.jpg", b"<p>a page that infer does not know</p>".to_vec(), Err("type_refused")),
        ("photo.jpg", [b"MZ".to_vec(), vec![0; 200]].concat(), Err("type_refused")),
        ("photo.jpg", b"\x7fELF\x02\x01\x01".to_vec(), Err("type_refused")),
        ("photo.txt", b"\0\x01\x02".to_vec(), Err("type_refused")),
        ("run.txt", b"#!/bin/sh\nrm -rf /".to_vec(), Err("type_refused")),
        ("a.docx", archive(&[types, "word/document.xml", "word/vbaProject.bin"]), Err("type_refused")),
        ("a.zip", archive(&["a.txt"]), Err("type_refused")),
        ("a.docx", b"PK\x03\x04 broken".to_vec(), Err("type_refused")),
        ("a.gif", b"GIF89a\x01\0\x01\0".to_vec(), Err("type_refused")),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Err("type_refused")),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42".to_vec(), Err("type_refused")),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
            Err("type_refused"),
        ),
        ("photo.jpg", [&jpeg_with_place(40, 40)[..30], b"<script>"].concat(), Err("file_broken")),
    ];
    for (name, bytes, expected) in cases {
        let found = prepare(name, bytes.clone());
        let found = found.as_ref().map(|kept| kept.media_type).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{name} {:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_picture_that_claims_to_be_enormous_is_refused_before_it_is_unpacked() {
    let mut photo = jpeg_with_place(64, 64);
    let frame = photo.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0x3f, 0xff, 0x3f, 0xff]);
    assert_eq!(prepare("a.jpg", photo).unwrap_err().code, "picture_too_large");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Whatever is sent, the answer is a file or a refusal.
    #[test]
    fn nothing_that_is_sent_can_panic(kind in 0..3_usize, cut in 0.0..1.0_f64, at in 0.0..1.0_f64, with: [u8; 6]) {
        let whole = [jpeg_with_place(48, 32), png_with_place(48, 32), webp_with_place(48, 32)][kind].clone();
        let mut changed = whole[..(whole.len() as f64 * cut) as usize].to_vec();
        let at = (changed.len() as f64 * at) as usize;
        for (byte, new) in changed[at..].iter_mut().zip(with) { *byte = new; }
        if let Ok(kept) = prepare("a.jpg", changed) {
            prop_assert!(kept.preview.is_some() || !kept.media_type.is_picture());
        }
    }

    #[test]
    fn noise_is_refused(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(kept) = prepare("a.jpg", noise) {
            prop_assert!(!kept.media_type.is_picture());
        }
    }
}
