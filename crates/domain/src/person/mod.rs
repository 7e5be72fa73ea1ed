//! People, as far as a case needs them. A party is a vault record of one case; records are never joined.

mod mask;
mod party;

pub use mask::{mask_email, mask_name, mask_phone, mask_text};
pub use party::{Language, Party, PartyRole, mobile_number, normalise_phone};
