//! Who acts, in which posts, and the proof that they may.

use super::{Clause, Reach, Role, Scope};
use crate::{
    kernel::{AccountId, Case, Holder, Kind, Label, Reader, ReaderRole, Refusal, UnitId},
    organisation::DivisionPath,
};

/// A post as held today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHeld {
    pub unit: UnitId,
    pub role: Role,
    /// The unit's territory.
    pub territory: DivisionPath,
    /// Whose post it is, when the actor holds it as a deputy.
    pub on_behalf_of: Option<AccountId>,
}

/// The person who acts and the posts they hold at this moment, deputies already resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: AccountId,
    pub name: String,
    pub posts: Vec<PostHeld>,
}

/// The proof that an actor may take an action: only `Actor::allowed_to` and its kin make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    account: AccountId,
    unit: UnitId,
    role: Role,
    on_behalf_of: Option<AccountId>,
}

impl Permit {
    /// Who.
    pub fn account(&self) -> AccountId {
        self.account
    }
    /// In the name of which unit.
    pub fn unit(&self) -> UnitId {
        self.unit
    }
    /// In which role.
    pub fn role(&self) -> Role {
        self.role
    }
    /// For whom, when a deputy acts.
    pub fn on_behalf_of(&self) -> Option<AccountId> {
        self.on_behalf_of
    }
    /// The account and whom it stands for: maker and checker are two people only when these share nobody.
    pub fn persons(&self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.account).chain(self.on_behalf_of)
    }
    /// The automatic steps of the platform itself: alarms, and what a resident files without an account.
    pub fn platform(account: AccountId, unit: UnitId) -> Self {
        Self { account, unit, role: Role::Operator, on_behalf_of: None }
    }
}

impl Actor {
    /// What this actor may see.
    pub fn scope(&self) -> Scope {
        Scope::of(self.posts.iter().filter_map(|post| {
            let open = vec![Label::Normal, Label::Confidential];
            let (reach, labels) = match post.role {
                Role::Operator
                | Role::Dispatcher
                | Role::Handler
                | Role::UnitHead
                | Role::CallBackOfficer => (Reach::Unit(post.unit), open),
                Role::Supervisor => (Reach::Division(post.territory.clone()), open),
                Role::Auditor => (Reach::Division(post.territory.clone()), Label::ALL.to_vec()),
                // They keep the catalogue, the accounts and the numbers; cases are not their work.
                Role::CatalogueKeeper
                | Role::SystemAdministrator
                | Role::SecurityAdministrator
                | Role::AuditAdministrator
                | Role::Statistician => return None,
            };
            Some(Clause { reach, kinds: Kind::ALL.to_vec(), labels, opened_from: None, opened_before: None })
        }))
    }

    /// What this actor may count: the cases they may see, and for a statistician all of the territory, as numbers only.
    pub fn counting_scope(&self) -> Scope {
        let counted = self.posts.iter().filter(|post| post.role == Role::Statistician).map(|post| Clause {
            reach: Reach::Division(post.territory.clone()),
            kinds: Kind::ALL.to_vec(),
            labels: Label::ALL.to_vec(),
            opened_from: None,
            opened_before: None,
        });
        Scope::of(counted.chain(self.scope().clauses().iter().cloned()))
    }

    /// The proof that this actor may take an action on a case that has these readers.
    ///
    /// # Errors
    /// `not_your_role` when no post has one of the roles; `not_your_case` when none belongs to the right unit;
    /// `not_independent` when the actor's unit takes part in the handling.
    pub fn allowed_to(
        &self,
        roles: &[Role],
        holder: Holder,
        case: &Case,
        readers: &[Reader],
    ) -> Result<Permit, Refusal> {
        let mut refusal =
            Refusal::new("not_your_role", "您的岗位没有此项权限", "your post does not include this action");
        let takes_part = |unit: UnitId| {
            readers.iter().any(|reader| {
                reader.unit == unit
                    && matches!(reader.role, ReaderRole::Holds | ReaderRole::Assists | ReaderRole::Led)
            })
        };
        let handles = |unit: UnitId| {
            readers.iter().any(|reader| {
                reader.unit == unit && matches!(reader.role, ReaderRole::Assists | ReaderRole::Led)
            })
        };
        for post in self.posts.iter().filter(|post| roles.contains(&post.role)) {
            let fits = match holder {
                Holder::Holds => case.holder == post.unit,
                Holder::TakesPart => takes_part(post.unit),
                Holder::Independent => {
                    case.centre == post.unit && !self.posts.iter().any(|own| handles(own.unit))
                }
            };
            if fits {
                return Ok(self.permit(post));
            }
            refusal = if holder == Holder::Independent {
                Refusal::new(
                    "not_independent",
                    "承办单位的人员不能回访本单位办理的诉求",
                    "staff of a unit that handled the case cannot take this step",
                )
            } else {
                Refusal::new("not_your_case", "该诉求不在您单位手中", "the case is not with your unit")
            };
        }
        Err(refusal)
    }

    fn permit(&self, post: &PostHeld) -> Permit {
        Permit { account: self.account, unit: post.unit, role: post.role, on_behalf_of: post.on_behalf_of }
    }

    /// The proof that this actor holds a post with one of these roles.
    ///
    /// # Errors
    /// `not_your_role` otherwise.
    pub fn in_role(&self, roles: &[Role]) -> Result<Permit, Refusal> {
        self.posts.iter().find(|post| roles.contains(&post.role)).map(|post| self.permit(post)).ok_or_else(
            || {
                Refusal::new(
                    "not_your_role",
                    "您的岗位没有此项权限",
                    "your post does not include this action",
                )
            },
        )
    }
}
