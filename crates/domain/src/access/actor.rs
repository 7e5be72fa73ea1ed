//! Who acts, in which posts, and the proof that they may.

use super::{Clause, GrantHeld, Purpose, Reach, RevealField, Role, Scope, Source};
use crate::{
    kernel::{AccountId, Case, Holder, Label, Reader, ReaderRole, Refusal, UnitId},
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
    /// Grants in force at this moment.
    pub grants: Vec<GrantHeld>,
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
    /// The automatic steps of the platform itself, such as alarms.
    pub fn platform(account: AccountId, unit: UnitId) -> Self {
        Self { account, unit, role: Role::Platform, on_behalf_of: None }
    }
    /// The requester, who has shown the code of their request or signed in. In the name of the unit that hears them.
    pub fn requester(account: AccountId, unit: UnitId) -> Self {
        Self { account, unit, role: Role::Resident, on_behalf_of: None }
    }
    /// For whom, when a deputy acts.
    pub fn on_behalf_of(&self) -> Option<AccountId> {
        self.on_behalf_of
    }
    /// The account and whom it stands for: maker and checker are two people only when these share nobody.
    pub fn persons(&self) -> impl Iterator<Item = AccountId> {
        std::iter::once(self.account).chain(self.on_behalf_of)
    }
}

/// What a post lets its holder see.
///
/// Sealed cases open to the centre's dispatchers, supervisors and call-back officers, to those who handle them, and to
/// auditors; to nobody by division alone, and to no operator.
fn post_clauses(post: &PostHeld) -> Vec<Clause> {
    let open = || vec![Label::Normal, Label::Confidential];
    let all = || Label::ALL.to_vec();
    let unit = || Reach::Unit(post.unit);
    match post.role {
        Role::Operator => vec![Clause::all(unit(), open(), &[])],
        Role::Dispatcher | Role::CallBackOfficer => vec![Clause::all(unit(), all(), &ReaderRole::CENTRE)],
        Role::Handler | Role::UnitHead => vec![Clause::all(unit(), all(), &ReaderRole::HANDLES)],
        Role::Supervisor => vec![
            Clause::all(Reach::Division(post.territory.clone()), open(), &[]),
            Clause::all(unit(), vec![Label::Sealed], &ReaderRole::CENTRE),
        ],
        Role::Auditor => vec![Clause::all(Reach::Division(post.territory.clone()), all(), &[])],
        // They keep the catalogue, the accounts and the numbers; cases are not their work.
        Role::CatalogueKeeper
        | Role::SystemAdministrator
        | Role::SecurityAdministrator
        | Role::AuditAdministrator
        | Role::Statistician
        | Role::Resident
        | Role::Platform => Vec::new(),
    }
}

impl Actor {
    /// What this actor may see: posts first, then grants. What is beyond eight clauses is left out from the end, so that
    /// a grant never takes the place of a post.
    pub fn scope(&self) -> Scope {
        let clauses = self.sources().into_iter().flat_map(|(_, clauses)| clauses);
        Scope::of(clauses).apart_from(self.account, self.posts.iter().map(|post| post.unit))
    }

    /// What this actor may act on: grants give reading, not acting.
    pub fn acting_scope(&self) -> Scope {
        Scope::of(self.posts.iter().flat_map(post_clauses))
            .apart_from(self.account, self.posts.iter().map(|post| post.unit))
    }

    /// Refuse whoever sees a case by a grant alone.
    ///
    /// # Errors
    /// `reading_only`.
    pub fn may_act(&self, case: &Case, readers: &[Reader]) -> Result<(), Refusal> {
        if self.acting_scope().allows(&case.facets(readers)) {
            return Ok(());
        }
        Err(Refusal::new(
            "reading_only",
            "临时授权和紧急查阅只能查看，不能办理",
            "a grant or break-glass gives reading, not acting",
        ))
    }

    /// Each post and grant with the clauses that it brings.
    pub fn sources(&self) -> Vec<(Source, Vec<Clause>)> {
        let posts = self
            .posts
            .iter()
            .map(|post| (Source::Post { unit: post.unit, role: post.role }, post_clauses(post)));
        let grants = self.grants.iter().map(|grant| {
            // A grant of one case names it, so its label does not matter; wider grants open no sealed case.
            let labels = match grant.reach {
                Reach::Case(_) => Label::ALL.to_vec(),
                Reach::Unit(_) | Reach::Division(_) => vec![Label::Normal, Label::Confidential],
            };
            (Source::Grant(grant.id), vec![Clause::all(grant.reach.clone(), labels, &[])])
        });
        posts.chain(grants).collect()
    }

    /// What this actor may count: the cases they may see, and for a statistician all of the territory, as numbers only.
    pub fn counting_scope(&self) -> Scope {
        let counted = self
            .posts
            .iter()
            .filter(|post| post.role == Role::Statistician)
            .map(|post| Clause::all(Reach::Division(post.territory.clone()), Label::ALL.to_vec(), &[]));
        Scope::of(counted.chain(self.scope().clauses().iter().cloned()))
            .apart_from(self.account, self.posts.iter().map(|post| post.unit))
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
        if self.scope().apart().kept_by(&case.recusals).is_some() {
            return Err(super::grant::recused());
        }
        let mut refusal =
            Refusal::new("not_your_role", "您的岗位没有此项权限", "your post does not include this action");
        let takes_part = |unit: UnitId| {
            readers.iter().any(|reader| {
                reader.unit == unit
                    && matches!(
                        reader.role,
                        ReaderRole::Holds | ReaderRole::Keeps | ReaderRole::Assists | ReaderRole::Led
                    )
            })
        };
        let handles = |unit: UnitId| {
            readers.iter().any(|reader| {
                reader.unit == unit && matches!(reader.role, ReaderRole::Assists | ReaderRole::Led)
            })
        };
        let independent = !self.posts.iter().any(|own| handles(own.unit));
        let decides = |unit: UnitId| {
            case.centre == unit
                || readers.iter().any(|reader| reader.unit == unit && reader.role != ReaderRole::Supervises)
        };
        for post in self.posts.iter().filter(|post| roles.contains(&post.role)) {
            let fits = match holder {
                Holder::Holds => case.holder == post.unit,
                Holder::TakesPart => takes_part(post.unit),
                Holder::Independent => case.centre == post.unit && independent,
                Holder::Decides => decides(post.unit),
                Holder::Oversees => {
                    (case.centre == post.unit || post.territory.contains(&case.division)) && independent
                }
                Holder::Hears => case.centre == post.unit,
                Holder::Nobody => false,
            };
            if fits {
                return Ok(self.permit(post));
            }
            refusal = if matches!(holder, Holder::Independent | Holder::Oversees) && !independent {
                Refusal::new(
                    "not_independent",
                    "承办单位的人员不能对本单位办理的诉求进行此操作",
                    "staff of a unit that handled the case cannot take this step",
                )
            } else {
                Refusal::new("not_your_case", "该诉求不在您单位手中", "the case is not with your unit")
            };
        }
        Err(refusal)
    }

    /// In one of their posts; the caller has asked the rule that allows it.
    pub(crate) fn permit(&self, post: &PostHeld) -> Permit {
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

    /// The proof that this actor may be shown one field of the requester, or connected with them by telephone when no
    /// field is named: people who take part in the handling, and the centre's operators, dispatchers and call-back
    /// officers.
    ///
    /// # Errors
    /// `not_your_case` for everybody else; `name_withheld` when the handling unit asks who the requester of a
    /// confidential or sealed case is.
    pub fn may_reveal(
        &self,
        case: &Case,
        readers: &[Reader],
        field: Option<RevealField>,
        purpose: Purpose,
    ) -> Result<Permit, Refusal> {
        let at_the_centre = self.posts.iter().find(|post| {
            post.unit == case.centre
                && matches!(post.role, Role::Operator | Role::Dispatcher | Role::CallBackOfficer)
        });
        let handling = self.posts.iter().find(|post| {
            matches!(post.role, Role::Handler | Role::UnitHead)
                && readers
                    .iter()
                    .any(|reader| reader.unit == post.unit && ReaderRole::HANDLES.contains(&reader.role))
        });
        if self.scope().apart().kept_by(&case.recusals).is_some() {
            return Err(super::grant::recused());
        }
        if !(purpose.reveals() || (field.is_none() && purpose == Purpose::Call)) {
            return Err(Refusal::new("purpose", "请选择查看用途", "choose a purpose").on("purpose"));
        }
        match (at_the_centre, handling) {
            (Some(post), _) => Ok(self.permit(post)),
            (None, Some(_))
                if case.label != Label::Normal && field.is_some_and(RevealField::names_the_person) =>
            {
                Err(Refusal::new(
                    "name_withheld",
                    "诉求人要求匿名或保密，承办单位不能查看其姓名和联系方式；可通过系统拨打电话联系",
                    "the requester's name and contact are withheld from the handling unit; call them through the system",
                ))
            }
            (None, Some(post)) => Ok(self.permit(post)),
            (None, None) => {
                Err(Refusal::new("not_your_case", "该诉求不在您单位手中", "the case is not with your unit"))
            }
        }
    }
}
