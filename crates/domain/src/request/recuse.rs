//! Recuse (回避): a person declares themself related, or the head of their unit names them.

use super::{Request, RequestEntry};
use crate::{
    access::{Actor, Permit, Recusal, RecusalReason, Recused, Role},
    kernel::{AccountId, Decision, Refusal, UnitId},
    rules::Step,
};

/// The most people who are recused from one case.
const RECUSED_MAX: usize = 50;

/// Who is recused, and why.
#[derive(Debug, Clone)]
pub struct Recuse {
    pub account: AccountId,
    pub reason: RecusalReason,
    /// Units in which that person holds a post now.
    pub units: Vec<UnitId>,
}

/// Who may name somebody else.
const NAMES_OTHERS: &[Role] = &[Role::UnitHead, Role::Supervisor];

/// Whether this actor may recuse that person: oneself always, somebody of one's own unit as its head or supervisor.
///
/// # Errors
/// `not_your_role` otherwise.
pub fn may_recuse(actor: &Actor, input: &Recuse) -> Result<Permit, Refusal> {
    let post = if actor.account == input.account {
        actor.posts.first()
    } else {
        actor.posts.iter().find(|post| NAMES_OTHERS.contains(&post.role) && input.units.contains(&post.unit))
    };
    post.map(|post| actor.permit(post)).ok_or_else(|| {
        Refusal::new(
            "not_your_role",
            "只能申请本人回避；单位负责人、督办员可以指定本单位人员回避",
            "you may recuse yourself; the head or supervisor of a unit may name its people",
        )
    })
}

impl Request {
    /// Recuse a person. From then on they neither see the case nor act on it.
    ///
    /// # Errors
    /// `recused_already`; a reason that is not a person's; more than fifty people.
    pub fn recuse(
        mut self,
        _step: &mut Step<'_>,
        input: &Recuse,
    ) -> Result<Decision<Self, RequestEntry>, Refusal> {
        if !input.reason.is_personal() {
            return Err(
                Refusal::new("reason", "请选择回避理由", "choose a reason for the recusal").on("reason")
            );
        }
        let who = Recused::Account(input.account);
        if self.case.recusals.iter().any(|recusal| recusal.who == who) {
            return Err(Refusal::new("recused_already", "该人员已经回避", "this person is recused already"));
        }
        if RECUSED_MAX <= self.case.recusals.iter().filter(|r| r.reason.is_personal()).count() {
            return Err(Refusal::new(
                "too_many",
                format!("回避人员最多 {RECUSED_MAX} 人"),
                format!("at most {RECUSED_MAX} people"),
            ));
        }
        self.case.recusals.push(Recusal { who, reason: input.reason });
        let before = self.clone();
        let entry = RequestEntry::Recuse { account: input.account, reason: input.reason };
        Ok(self.decide(Some(&before), entry, Vec::new(), Vec::new()))
    }
}
