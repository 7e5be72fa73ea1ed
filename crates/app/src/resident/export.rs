//! Everything about oneself, to take along (PIPL art. 45).

use hemu_domain::kernel::Instant;
use hemu_store::resident::{CASES_MAX, Resident};

use crate::{
    AppError, Ctx,
    request::{Shown, Tracked, track_own},
};

/// The account and its requests.
#[derive(Debug, Clone)]
pub struct Export {
    pub phone: String,
    pub name: String,
    pub created_at: Instant,
    pub cases: Vec<ExportedCase>,
}

/// One request: what it says, who was named in it, and every text that was said to or by the resident.
#[derive(Debug, Clone)]
pub struct ExportedCase {
    pub tracked: Tracked,
    pub parties: Vec<ExportedParty>,
    pub texts: Vec<ExportedText>,
}

/// Contact data as they were left.
#[derive(Debug, Clone)]
pub struct ExportedParty {
    pub name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
}

/// A text of the request.
#[derive(Debug, Clone)]
pub struct ExportedText {
    pub kind: String,
    pub at: Instant,
    pub text: String,
}

/// Texts that are about the resident or from them. Work notes of the units are their own.
const TEXTS: [&str; 5] = ["message", "contact", "reply", "call_back", "reason"];

/// Everything about oneself.
pub async fn export(ctx: &Ctx, resident: &Resident) -> Result<Export, AppError> {
    let mut cases = Vec::new();
    for (_, case) in ctx.store.cases_kept(resident, None, CASES_MAX).await? {
        let Some(request) = ctx.store.request(case).await? else { continue };
        let shown = Shown {
            number: request.case.number.0.clone(),
            code: String::new(),
            resident: Some(resident.clone()),
        };
        let parties = ctx.store.parties_of(case).await?.into_iter().map(|party| ExportedParty {
            name: party.name,
            phone: party.phone,
            email: party.email,
            address: party.address,
        });
        let texts = ctx.store.texts_of(case).await?.into_iter().filter_map(|text| {
            let told = TEXTS.contains(&text.kind.as_str());
            Some(ExportedText { kind: text.kind, at: text.recorded_at, text: text.text? }).filter(|_| told)
        });
        cases.push(ExportedCase {
            parties: parties.collect(),
            texts: texts.collect(),
            tracked: track_own(ctx, &shown).await?,
        });
    }
    Ok(Export {
        phone: resident.phone.clone(),
        name: resident.name.clone(),
        created_at: resident.created_at,
        cases,
    })
}
