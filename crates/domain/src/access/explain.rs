//! Why somebody may or may not see a case: the clauses of the scope one by one, in sentences. The verdict is put
//! together from the parts, and a property test shows that it is the scope's own.

use super::{Actor, Facets, Recusal, Recused, Role, Scope};
use crate::kernel::{GrantId, UnitId};

/// What a part of the explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Post { unit: UnitId, role: Role },
    Grant(GrantId),
    Recusal(Recusal),
}

/// One post, grant or recusal, and whether and why it allows or denies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub source: Source,
    pub allows: bool,
    pub zh: String,
    pub en: String,
}

/// Every post, grant and recusal of an actor in regard of a case, and the verdict.
pub fn explain(actor: &Actor, case: &Facets<'_>) -> (Vec<Explained>, bool) {
    let scope = actor.scope();
    let mut parts = Vec::new();
    let mut allowed = false;
    for (source, clauses) in actor.sources() {
        let kept = clauses.iter().filter(|clause| scope.clauses().contains(clause));
        let allows = kept.clone().any(|clause| clause.allows(case));
        let (zh, en) = if allows {
            (
                "该项允许查看：案件在其范围内，密级相符。",
                "Allows: the case lies in its reach and its label fits.",
            )
        } else if clauses.is_empty() {
            ("该岗位不涉及案件。", "This post has nothing to do with cases.")
        } else if kept.clone().count() == 0 {
            ("该项超出八项上限，未生效。", "Left out: a scope has at most eight clauses.")
        } else if clauses.iter().any(|clause| {
            let mut any_label = clause.clone();
            any_label.labels = crate::kernel::Label::ALL.to_vec();
            any_label.sealed_as = crate::kernel::ReaderRole::ALL.to_vec();
            any_label.allows(case)
        }) {
            (
                "案件在其范围内，但密级不对该岗位开放。",
                "The case lies in its reach, but its label is not open to this post.",
            )
        } else {
            ("案件不在其范围内。", "The case lies outside its reach.")
        };
        allowed |= allows;
        parts.push(Explained { source, allows, zh: zh.to_owned(), en: en.to_owned() });
    }
    for recusal in case.recused.iter().filter(|recusal| concerns(&scope, recusal)) {
        allowed = false;
        let (zh, en) = match recusal.who {
            Recused::Unit(_) => {
                ("其所在单位须回避该案件，一律不可见。", "A unit of theirs is recused: nothing is visible.")
            }
            Recused::Account(_) => {
                ("本人须回避该案件，一律不可见。", "They are recused: nothing is visible.")
            }
        };
        let source = Source::Recusal(*recusal);
        parts.push(Explained { source, allows: false, zh: zh.to_owned(), en: en.to_owned() });
    }
    (parts, allowed)
}

fn concerns(scope: &Scope, recusal: &Recusal) -> bool {
    scope.apart().kept_by(std::slice::from_ref(recusal)).is_some()
}
