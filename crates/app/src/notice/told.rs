//! What the requester of a case was told, when, and whether it went out: for the case page.

use std::collections::HashMap;

use hemu_domain::{
    access::Actor,
    kernel::{Instant, NoticeId, RecordId, Refusal},
    person::{Party, mask_email, mask_phone},
    request::{Request, TELL_AGAIN_ROLES, TellAgain},
};
use hemu_store::notice::OutsideRow;

use super::again::state_of;
use crate::{AppError, Ctx};

/// One notice to the requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub notice: OutsideRow,
    /// Number or address, masked; empty when this reader may not see it.
    pub to: String,
    /// Why it cannot be sent again by this reader now, if so.
    pub again: Option<Refusal>,
}

/// What the requester was told, oldest first. Whoever calls this has asked whether the actor may see the case.
pub async fn told_of(
    ctx: &Ctx,
    actor: &Actor,
    request: &Request,
    contacts_hidden: bool,
) -> Result<Vec<Told>, AppError> {
    let rows = ctx.store.notices_outside_of(request.case.id).await?;
    let parties = parties_of(ctx, &rows).await?;
    let role = actor.in_role(&TELL_AGAIN_ROLES).map(|_| ()).err();
    let since = ctx.clock.now().plus_ms(-Instant::DAY_MS);
    let told = rows.iter().map(|row| {
        let root = row.again_of.unwrap_or(row.notice.id);
        let again = role
            .clone()
            .or_else(|| TellAgain::check(state_of(&row.notice.state), repeats(&rows, root, since)).err());
        let to = if contacts_hidden { String::new() } else { masked(row, &parties) };
        Told { notice: row.clone(), to, again }
    });
    Ok(told.collect())
}

fn repeats(rows: &[OutsideRow], root: NoticeId, since: Instant) -> u32 {
    let n = rows.iter().filter(|row| row.again_of == Some(root) && since < row.notice.created_at).count();
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The parties behind notices, where they have not been erased.
pub(super) async fn parties_of(ctx: &Ctx, rows: &[OutsideRow]) -> Result<HashMap<RecordId, Party>, AppError> {
    let mut records: Vec<RecordId> = rows.iter().filter_map(|row| row.party).collect();
    records.sort_unstable();
    records.dedup();
    let parties = ctx.store.parties_by_record(&records).await?;
    Ok(parties.into_iter().map(|party| (party.record, party)).collect())
}

/// Whom it was for, masked: a number or an address.
pub(super) fn masked(row: &OutsideRow, parties: &HashMap<RecordId, Party>) -> String {
    let party = row.party.and_then(|record| parties.get(&record));
    match (party, row.notice.channel.as_str()) {
        (Some(party), "sms") => mask_phone(&party.phone),
        (Some(party), "mail") => mask_email(&party.email),
        _ => String::new(),
    }
}
