//! Who sends or asks for a file: a member of staff in whose scope the case is, or the resident with number and code.

use hemu_domain::{
    access::Permit,
    file::AttachedBy,
    kernel::{AccountId, CaseId},
    request::Request,
};

use crate::{
    AppError, Call, Ctx,
    request::{Shown, shown_request},
};

/// A way to a case.
#[derive(Debug, Clone, Copy)]
pub enum Caller<'a> {
    Staff { call: &'a Call, request: CaseId },
    Resident { number: &'a str, code: &'a str },
}

/// Someone who may attach, and the case.
pub(super) struct Sender {
    pub(super) request: Request,
    pub(super) permit: Permit,
    pub(super) by: AttachedBy,
}

impl Caller<'_> {
    /// The case, for whoever may see it.
    pub(super) async fn may_read(self, ctx: &Ctx) -> Result<Request, AppError> {
        match self {
            Self::Resident { number, code } => {
                let shown = Shown { number: number.to_owned(), code: code.to_owned(), resident: None };
                shown_request(ctx, &shown).await
            }
            Self::Staff { call, request } => {
                let request = ctx.store.request(request).await?.ok_or(AppError::NotFound)?;
                let seen = call.actor.scope().allows(&request.case.facets(&request.readers()));
                if seen { Ok(request) } else { Err(AppError::NotFound) }
            }
        }
    }

    /// The case, for whoever may attach to it.
    pub(super) async fn may_attach(self, ctx: &Ctx) -> Result<Sender, AppError> {
        let request = self.may_read(ctx).await?;
        let (permit, by) = match self {
            Self::Resident { .. } => {
                (Permit::requester(AccountId::RESIDENT, request.case.centre), AttachedBy::Resident)
            }
            Self::Staff { call, .. } => (request.may_attach(&call.actor)?, AttachedBy::Staff),
        };
        Ok(Sender { request, permit, by })
    }

    pub(super) fn is_resident(self) -> bool {
        matches!(self, Self::Resident { .. })
    }
}

impl Sender {
    /// The account that an upload belongs to.
    pub(super) fn account(&self) -> AccountId {
        self.permit.account()
    }
}
