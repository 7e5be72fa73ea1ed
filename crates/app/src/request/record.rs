//! Record a request: at the desk by an operator, on the portal by the resident, or from a file.

use hemu_domain::{
    Step,
    access::{Permit, Role},
    kernel::{AccountId, CaseId, CaseNumber, DivisionId, Instant, Label, MatterId, UnitId},
    ledger::StreamKind,
    person::{Language, Party, PartyRole},
    request::{Channel, Nature, RecordRequest, Request},
};
use hemu_store::{Meta, StoreError};

use crate::{AppError, Call, Ctx};

/// What was filled in.
#[derive(Debug, Clone)]
pub struct NewRequest {
    pub channel: Channel,
    pub nature: Nature,
    pub confidential: bool,
    pub division: DivisionId,
    pub matter: Option<MatterId>,
    pub message: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    /// In which the requester is told.
    pub language: Language,
    /// Units complained of: an accusation, sealed from the first moment.
    pub accused: Vec<UnitId>,
}

/// What the resident is told.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub request: Request,
    /// The code with which it can be followed, together with its number.
    pub tracking_code: String,
}

/// Letters that are not mistaken for each other on paper or on the telephone.
const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH: usize = 8;
/// Numbers are random; one that is taken is drawn again.
const NUMBER_TRIES: usize = 5;

/// Record a request at the desk.
pub async fn record_request(ctx: &Ctx, call: &Call, new: &NewRequest) -> Result<Recorded, AppError> {
    let permit = call.actor.in_role(&[Role::Operator, Role::Dispatcher])?;
    record(ctx, call, permit, new, ctx.clock.now()).await
}

/// File a request on the portal, without an account.
pub async fn file_request(ctx: &Ctx, call: &Call, new: &NewRequest) -> Result<Recorded, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let permit = Permit::requester(AccountId::RESIDENT, Ctx::centre(&rules)?);
    record(ctx, call, permit, &NewRequest { channel: Channel::Web, ..new.clone() }, ctx.clock.now()).await
}

/// Take a request over from a file, as of the moment it was made.
pub async fn import_request(
    ctx: &Ctx,
    call: &Call,
    new: &NewRequest,
    at: Instant,
) -> Result<Recorded, AppError> {
    let permit = call.actor.in_role(&[Role::Operator, Role::Dispatcher])?;
    record(ctx, call, permit, &NewRequest { channel: Channel::Import, ..new.clone() }, at).await
}

async fn record(
    ctx: &Ctx,
    call: &Call,
    permit: Permit,
    new: &NewRequest,
    at: Instant,
) -> Result<Recorded, AppError> {
    let mut last = AppError::Store(StoreError::Taken("number"));
    for _ in 0..NUMBER_TRIES {
        match try_record(ctx, call, permit, new, at).await {
            Err(AppError::Refused(refusal)) if refusal.field == Some("number") => last = refusal.into(),
            Err(AppError::Store(StoreError::Repeated)) => return repeated(ctx, call).await,
            done => return done,
        }
    }
    Err(last)
}

async fn try_record(
    ctx: &Ctx,
    call: &Call,
    permit: Permit,
    new: &NewRequest,
    at: Instant,
) -> Result<Recorded, AppError> {
    let rules = ctx.rules(call.generation).await?;
    let division = ctx.division_path(new.division).await?;
    let (key, _) = ctx.store.keys().take(at, ctx.random.as_ref()).await?;
    let tracking_code = tracking_code(ctx, call);
    let mut random = || ctx.random.next();
    let mut step = Step { permit, at, rules: &rules, random: &mut random };
    let party = Party {
        record: step.id(),
        role: PartyRole::Requester,
        name: new.name.trim().to_owned(),
        phone: new.phone.trim().to_owned(),
        email: new.email.trim().to_owned(),
        address: new.address.trim().to_owned(),
        language: new.language,
    };
    party.check()?;
    let input = RecordRequest {
        key,
        centre: Ctx::centre(&rules)?,
        channel: new.channel,
        nature: new.nature,
        label: if new.confidential { Label::Confidential } else { Label::Normal },
        division,
        matter: new.matter,
        message: new.message.clone(),
        accused: new.accused.clone(),
        own: own_accounts(ctx, &new.phone).await?,
        tracking_hash: tracking_hash(ctx, &tracking_code),
    };
    let decision = Request::record(&mut step, input)?;

    let command_key = call.command_key();
    let meta = Meta {
        permit,
        at,
        command_key: &command_key,
        command_digest: &call.digest,
        calendar_version: rules.calendar.version,
        random: ctx.random.as_ref(),
    };
    let mut tx = ctx.store.begin_write().await?;
    let request = tx.apply(meta, None, decision, &[party]).await?;
    tx.commit().await?;
    Ok(Recorded { request, tracking_code })
}

/// The members of staff whose own telephone this is.
async fn own_accounts(ctx: &Ctx, phone: &str) -> Result<Vec<AccountId>, AppError> {
    match crate::access::phone_hash(ctx, phone) {
        Some(hash) => ctx.accounts_with_phone(&hash).await,
        None => Ok(Vec::new()),
    }
}

/// The request that was recorded under this key before, with the same code.
async fn repeated(ctx: &Ctx, call: &Call) -> Result<Recorded, AppError> {
    let done = ctx.store.command_done(&call.command_key()).await?.ok_or(AppError::NotFound)?;
    let case: Option<CaseId> = done
        .stream
        .strip_prefix(StreamKind::Case.code())
        .and_then(|rest| rest.strip_prefix(':')?.parse().ok());
    match case {
        Some(case) if done.digest == call.digest => {
            let request = ctx.store.request(case).await?.ok_or(AppError::NotFound)?;
            Ok(Recorded { request, tracking_code: tracking_code(ctx, call) })
        }
        _ => Err(AppError::KeyReused),
    }
}

/// The code follows from the idempotency key under the master key: a repeat of a lost answer shows the same code,
/// and nobody else can work it out. Without a key it is random.
fn tracking_code(ctx: &Ctx, call: &Call) -> String {
    let seed = if call.key.is_empty() { ctx.random.next().to_string() } else { call.command_key() };
    let hash = ctx.store.keys().mac("tracking-code", &[&seed]);
    hash.as_bytes()
        .chunks(2)
        .take(CODE_LENGTH)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .filter_map(|byte| CODE_ALPHABET.get(usize::from(byte % 32)).copied().map(char::from))
        .collect()
}

pub(super) fn tracking_hash(ctx: &Ctx, code: &str) -> String {
    ctx.store.keys().mac("tracking-hash", &[code.trim().to_ascii_uppercase().as_str()])
}

impl Recorded {
    /// The number the resident can say on the telephone.
    pub fn number(&self) -> &CaseNumber {
        &self.request.case.number
    }
}
