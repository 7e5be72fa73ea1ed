//! The case page: what happened, what runs, who is concerned (masked), and what the reader may do next.

use std::collections::HashMap;

use hemu_domain::{
    kernel::{AccountId, CaseId, Instant, Label, RecordId, Refusal},
    organisation::Division,
    person::{mask_email, mask_name, mask_phone, mask_text},
    request::{Offer, Request},
};
use serde::Deserialize;

use crate::{
    AppError, Call, Ctx,
    file::{FileItem, items, name_in},
    notice::{Told, told_of},
};

/// Everything on the page.
#[derive(Debug, Clone)]
pub struct RequestView {
    pub request: Request,
    pub place: Vec<Division>,
    pub offers: Vec<Offer>,
    pub parties: Vec<MaskedParty>,
    pub timeline: Vec<TimelineItem>,
    /// The request whose reply it follows.
    pub parent: Option<Linked>,
    /// Requests merged into it.
    pub children: Vec<Linked>,
    /// What the requester was told.
    pub told: Vec<Told>,
    pub files: Vec<FileItem>,
    /// Whether the reader may attach files; if not, why.
    pub attach: Option<Refusal>,
    pub now: Instant,
}

/// Another request by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub id: CaseId,
    pub number: String,
    pub stage: String,
}

/// A party, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedParty {
    pub role: &'static str,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    pub seq: i64,
    pub action: String,
    pub at: Instant,
    pub actor: Option<String>,
    /// Whom the actor stood for.
    pub on_behalf_of: Option<String>,
    pub unit: String,
    pub texts: Vec<TextShown>,
    /// The step's own figures, as the ledger holds them: JSON.
    pub details: String,
}

/// A text of a step, numbers masked. `None` once it was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextShown {
    pub kind: String,
    pub text: Option<String>,
}

#[derive(Deserialize)]
struct StoredBody {
    entry: Box<serde_json::value::RawValue>,
    #[serde(default)]
    texts: Vec<StoredRef>,
    #[serde(default)]
    on_behalf_of: Option<AccountId>,
}

#[derive(Deserialize)]
struct StoredRef {
    record: RecordId,
}

/// The identifier of a case that was named by its identifier or by the number residents are told.
pub async fn case_named(ctx: &Ctx, name: &str) -> Result<CaseId, AppError> {
    match name.parse() {
        Ok(case) => Ok(case),
        Err(_) => ctx.store.case_by_number(name.trim()).await?.ok_or(AppError::NotFound),
    }
}

/// The case page of one request.
pub async fn view_request(ctx: &Ctx, call: &Call, id: CaseId) -> Result<RequestView, AppError> {
    let request = ctx.store.request(id).await?.ok_or(AppError::NotFound)?;
    if !call.actor.scope().allows(&request.case.facets(&request.readers())) {
        return Err(AppError::NotFound);
    }
    crate::access::look_at_page(ctx, call, &request).await?;
    let rules = ctx.rules(call.generation).await?;
    let opened = ctx.store.texts_of(id).await?;
    let mut files = items(ctx.store.files_of(id).await?, &opened);
    for file in &mut files {
        file.name = file.name.take().map(|name| mask_text(&name));
    }
    let texts: HashMap<RecordId, TextShown> = opened
        .into_iter()
        .map(|opened| {
            let said = opened.text.as_deref().map(|text| name_in(&opened.kind, text));
            (opened.record, TextShown { text: said.map(mask_text), kind: opened.kind })
        })
        .collect();
    let mut entries = Vec::new();
    for entry in ctx.store.timeline(id).await? {
        let body: StoredBody = serde_json::from_str(&entry.body)
            .map_err(|e| AppError::Outside(format!("ledger entry {} cannot be read: {e}", entry.seq)))?;
        entries.push((entry, body));
    }
    let principals: Vec<AccountId> = entries.iter().filter_map(|(_, body)| body.on_behalf_of).collect();
    let names = ctx.store.account_names(&principals).await?;
    let mut timeline = Vec::new();
    for (entry, body) in entries {
        let unit = entry.actor_unit.parse().ok().and_then(|unit| rules.unit(unit));
        timeline.push(TimelineItem {
            seq: entry.seq,
            action: entry.action,
            at: entry.at,
            actor: entry.actor_name,
            on_behalf_of: body.on_behalf_of.and_then(|principal| names.get(&principal).cloned()),
            unit: unit.map_or_else(String::new, |unit| unit.name.clone()),
            texts: body.texts.iter().filter_map(|reference| texts.get(&reference.record).cloned()).collect(),
            details: body.entry.get().to_owned(),
        });
    }
    let parties = masked_parties(ctx, call, &request).await?;
    let told = told_of(ctx, &call.actor, &request, contacts_hidden(call, &request)).await?;
    let place = ctx.store.divisions_on(std::slice::from_ref(&request.case.division)).await?;
    let parent = match request.case.merged_into {
        None => None,
        Some(parent) => linked(ctx, &[parent]).await?.pop(),
    };
    let children = if request.children == 0 {
        Vec::new()
    } else {
        linked(ctx, &ctx.store.children_of(id, CHILDREN_SHOWN).await?).await?
    };
    let now = ctx.clock.now();
    let offers = request.offers(&call.actor, &rules, now);
    let attach = request.may_attach(&call.actor).err();
    Ok(RequestView { offers, request, place, parties, timeline, parent, children, told, files, attach, now })
}

/// How many merged requests the page names.
const CHILDREN_SHOWN: u32 = 50;

async fn linked(ctx: &Ctx, cases: &[CaseId]) -> Result<Vec<Linked>, AppError> {
    let heads = ctx.store.case_heads(cases).await?;
    Ok(heads.into_iter().map(|(id, number, stage)| Linked { id, number, stage }).collect())
}

/// Of a confidential request only the centre sees who filed it.
fn contacts_hidden(call: &Call, request: &Request) -> bool {
    let of_centre = call.actor.posts.iter().any(|post| post.unit == request.case.centre);
    request.case.label != Label::Normal && !of_centre
}

/// Parties as this reader may see them: of a confidential request the handling unit sees no name.
async fn masked_parties(ctx: &Ctx, call: &Call, request: &Request) -> Result<Vec<MaskedParty>, AppError> {
    let hidden = contacts_hidden(call, request);
    let parties = ctx.store.parties_of(request.case.id).await?;
    Ok(parties
        .into_iter()
        .map(|party| {
            if hidden {
                return MaskedParty {
                    role: party.role.code(),
                    name: String::new(),
                    phone: String::new(),
                    email: String::new(),
                    address: mask_text(&party.address),
                };
            }
            MaskedParty {
                role: party.role.code(),
                name: mask_name(&party.name),
                phone: mask_phone(&party.phone),
                email: mask_email(&party.email),
                address: mask_text(&party.address),
            }
        })
        .collect())
}
