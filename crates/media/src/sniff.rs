//! Which kind it is, by its bytes.

use hemu_domain::{file::MediaType, kernel::Refusal};

use crate::office;

/// The kind of a file.
///
/// # Errors
/// `type_refused`, with what it seems to be.
pub(crate) fn sniff(name: &str, bytes: &[u8]) -> Result<MediaType, Refusal> {
    let found = infer::get(bytes).map(|kind| kind.mime_type());
    match found {
        Some("image/jpeg") => Ok(MediaType::Jpeg),
        Some("image/png") => Ok(MediaType::Png),
        Some("image/webp") => Ok(MediaType::Webp),
        Some("application/pdf") => Ok(MediaType::Pdf),
        // Word, Excel and many others are ZIP archives: what lies inside decides.
        _ if bytes.starts_with(b"PK\x03\x04") => office::sniff(bytes).ok_or_else(|| refused("ZIP")),
        Some(other) => Err(refused(other)),
        // Nothing marks a text; so its name must say so as well, or a page could pass as a photo.
        None if is_text(bytes) && named_text(name) => Ok(MediaType::Text),
        None => Err(refused("?")),
    }
}

fn named_text(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "txt" | "csv" | "log" | "md")
}

/// No control characters but those of lines. Any of the encodings in use passes, GB 18030 as well as UTF-8.
fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| !byte.is_ascii_control() || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c'))
}

fn refused(found: &str) -> Refusal {
    Refusal::new(
        "type_refused",
        format!("不支持这种文件（{found}），请上传照片（JPG、PNG、WebP）、PDF、Word、Excel 或文本文件"),
        format!(
            "this kind of file is not taken ({found}); send a photo (JPG, PNG, WebP), PDF, Word, Excel or a text file"
        ),
    )
}
