//! The explanation of access says what the scope says, whatever posts, grants, recusals and labels come together.

use hemu_domain::{
    access::{
        Actor, Facets, GrantHeld, GrantKind, PostHeld, Reach, Recusal, RecusalReason, Recused, Role, Scope,
        Source, accused_units, explain,
    },
    kernel::{CaseId, Id, Instant, Kind, Label, Reader, ReaderRole, UnitId},
    organisation::{DivisionPath, Unit, UnitForm, reports_to},
};
use proptest::prelude::*;

fn id<K>(n: u8) -> Id<K> {
    Id::new(Instant::from_ms(i64::from(n)), u128::from(n))
}

fn path(n: u8) -> DivisionPath {
    match n % 4 {
        0 => DivisionPath::root(1),
        1 => DivisionPath::root(1).child(1),
        2 => DivisionPath::root(1).child(2),
        _ => DivisionPath::root(1).child(1).child(1),
    }
}

fn any_reach() -> impl Strategy<Value = Reach> {
    (0_u8..3, 0_u8..5).prop_map(|(sort, n)| match sort {
        0 => Reach::Unit(id(n)),
        1 => Reach::Division(path(n)),
        _ => Reach::Case(id(n % 2)),
    })
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let post =
        (0_u8..5, prop::sample::select(Role::ALL.to_vec()), 0_u8..4).prop_map(|(unit, role, place)| {
            PostHeld { unit: id(unit), role, territory: path(place), on_behalf_of: None }
        });
    let grant = (any_reach(), 0_u8..200).prop_map(|(reach, n)| GrantHeld {
        id: id(n),
        reach,
        kind: GrantKind::BreakGlass,
        until: Instant::from_ms(1),
    });
    (0_u8..4, prop::collection::vec(post, 0..10), prop::collection::vec(grant, 0..4)).prop_map(
        |(account, posts, grants)| Actor { account: id(account), name: String::new(), posts, grants },
    )
}

#[derive(Debug, Clone)]
struct AnyCase {
    id: CaseId,
    label: Label,
    division: DivisionPath,
    readers: Vec<Reader>,
    recused: Vec<Recusal>,
}

fn any_case() -> impl Strategy<Value = AnyCase> {
    let reader = (0_u8..5, prop::sample::select(ReaderRole::ALL.to_vec()))
        .prop_map(|(unit, role)| Reader { unit: id(unit), role });
    let recusal = (any::<bool>(), 0_u8..9).prop_map(|(unit, n)| Recusal {
        who: if unit { Recused::Unit(id(n)) } else { Recused::Account(id(n)) },
        reason: RecusalReason::Relative,
    });
    (
        0_u8..2,
        prop::sample::select(Label::ALL.to_vec()),
        0_u8..4,
        prop::collection::vec(reader, 0..4),
        prop::collection::vec(recusal, 0..3),
    )
        .prop_map(|(n, label, place, readers, recused)| AnyCase {
            id: id(n),
            label,
            division: path(place),
            readers,
            recused,
        })
}

impl AnyCase {
    fn facets(&self) -> Facets<'_> {
        Facets {
            id: self.id,
            kind: Kind::Request,
            label: self.label,
            division: &self.division,
            readers: &self.readers,
            opened_at: Instant::from_ms(5),
            recused: &self.recused,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn an_explanation_ends_in_the_verdict_of_the_scope(actor in any_actor(), case in any_case()) {
        let (parts, verdict) = explain(&actor, &case.facets());
        prop_assert_eq!(verdict, actor.scope().allows(&case.facets()));
        let recused = parts.iter().any(|part| matches!(part.source, Source::Recusal(_)));
        prop_assert_eq!(verdict, !recused && parts.iter().any(|part| part.allows));
        prop_assert!(parts.len() >= actor.posts.len() + actor.grants.len());
    }

    #[test]
    fn a_grant_never_widens_what_may_be_acted_on(actor in any_actor(), case in any_case()) {
        let without = Actor { grants: Vec::new(), ..actor.clone() };
        prop_assert_eq!(actor.acting_scope(), without.scope());
        prop_assert!(actor.scope().clauses().len() <= Scope::CLAUSES_MAX);
        // And never takes the place of a post.
        if without.scope().allows(&case.facets()) {
            prop_assert!(actor.scope().allows(&case.facets()));
        }
    }

    #[test]
    fn no_operator_and_no_division_opens_a_sealed_case(mut actor in any_actor(), case in any_case()) {
        actor.grants.clear();
        actor.posts.retain(|post| post.role == Role::Operator);
        let sealed = AnyCase { label: Label::Sealed, ..case };
        prop_assert!(!actor.scope().allows(&sealed.facets()));
    }
}

fn unit(n: u8, superior: Option<u8>) -> Unit {
    Unit {
        id: id(n),
        name: String::new(),
        name_en: String::new(),
        form: UnitForm::Department,
        superior: superior.map(id),
        territory: DivisionPath::root(1),
        duties: Vec::new(),
    }
}

#[test]
fn an_accusation_recuses_what_reports_to_the_accused_and_a_ring_ends() {
    // 1 ← 2 ← 3, 4 apart, 5 and 6 a ring.
    let units = [
        unit(1, None),
        unit(2, Some(1)),
        unit(3, Some(2)),
        unit(4, None),
        unit(5, Some(6)),
        unit(6, Some(5)),
    ];
    let recused = |accused: u8, except: Option<u8>| -> Vec<UnitId> {
        accused_units(&units, &[id(accused)], except.map(id))
            .into_iter()
            .filter_map(|recusal| match recusal.who {
                Recused::Unit(unit) => Some(unit),
                Recused::Account(_) => None,
            })
            .collect()
    };
    assert_eq!(recused(1, None), [id(1), id(2), id(3)]);
    assert_eq!(recused(1, Some(2)), [id(1), id(3)]);
    assert_eq!(recused(3, None), [id(3)]);
    assert!(!reports_to(&units, id(5), id(1)));
    assert!(reports_to(&units, id(3), id(1)));
}
