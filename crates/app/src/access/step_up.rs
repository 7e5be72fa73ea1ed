//! The second factor, where a step asks for one.

use crate::{AppError, Call, Ctx};

/// Ask for the second factor of the person who calls, before a contact is revealed.
///
/// Passes today: accounts have no second factor yet. The capability that brings one fills this in, here and nowhere
/// else, and refuses with `second_factor_needed`.
///
/// # Errors
/// None today.
pub fn require_second_factor(_ctx: &Ctx, _call: &Call) -> Result<(), AppError> {
    Ok(())
}
