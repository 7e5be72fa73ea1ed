//! The supervisor's board (督办台): what is open, how old, in which colour, with whom and where, under the reader's scope.

use std::collections::BTreeMap;

use hemu_domain::{
    access::Actor,
    kernel::{Instant, UnitId},
    organisation::{Division, DivisionPath},
};
use hemu_store::read::{BoardCount, BoardFilter};

use crate::{AppError, Call, Ctx};

/// Urgings of so many days are counted.
pub const URGED_DAYS: i64 = 7;

/// What is counted of a unit, a place or all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    pub open: i64,
    /// In the order of `Colour::ALL`.
    pub colours: Vec<i64>,
    /// In the order of `AgeBand::ALL`.
    pub ages: Vec<i64>,
    pub paused: i64,
    pub parked: i64,
    pub merged: i64,
    pub urged: i64,
}

/// The numbers of one lead unit; of cases that have none yet when there is no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardUnit {
    pub unit: Option<UnitId>,
    pub counted: Counted,
}

/// The numbers of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardPlace {
    pub place: Division,
    pub counted: Counted,
}

/// The board.
#[derive(Debug, Clone)]
pub struct Board {
    pub now: Instant,
    /// What is looked at: the division asked for, or the widest territory of the reader's posts.
    pub within: Option<Division>,
    pub total: Counted,
    pub units: Vec<BoardUnit>,
    /// One level below.
    pub places: Vec<BoardPlace>,
    pub decisions: i64,
    pub orders: i64,
    pub urgings: i64,
}

/// The board of the caller, or of one division of it.
pub async fn supervision_board(
    ctx: &Ctx,
    call: &Call,
    division: Option<DivisionPath>,
) -> Result<Board, AppError> {
    let now = ctx.clock.now();
    let within = division.clone().or_else(|| territory(&call.actor));
    let filter = BoardFilter {
        now,
        division,
        levels: within.as_ref().map_or(1, |path| path.as_str().len() / 5 + 1),
        urged_since: now.plus_ms(-URGED_DAYS * Instant::DAY_MS),
    };
    let found = ctx.store.board(&call.actor.scope(), &filter).await?;
    let mut total = Counted::default();
    let mut by_unit: BTreeMap<Option<UnitId>, Counted> = BTreeMap::new();
    let mut by_place: BTreeMap<DivisionPath, Counted> = BTreeMap::new();
    for count in &found.counts {
        total.add(count);
        by_unit.entry(count.lead).or_default().add(count);
        by_place.entry(count.place.clone()).or_default().add(count);
    }
    let mut paths: Vec<DivisionPath> = by_place.keys().cloned().collect();
    paths.extend(within.clone());
    let divisions = ctx.store.divisions_on(&paths).await?;
    let named = |path: &DivisionPath| divisions.iter().find(|division| division.path == *path).cloned();
    Ok(Board {
        now,
        within: within.as_ref().and_then(named),
        total,
        units: by_unit.into_iter().map(|(unit, counted)| BoardUnit { unit, counted }).collect(),
        places: by_place
            .into_iter()
            .filter_map(|(path, counted)| Some(BoardPlace { place: named(&path)?, counted }))
            .collect(),
        decisions: found.decisions,
        orders: found.orders,
        urgings: found.urgings,
    })
}

impl Counted {
    fn add(&mut self, count: &BoardCount) {
        let sum = |own: &mut Vec<i64>, more: &[i64]| {
            own.resize(more.len(), 0);
            for (own, more) in own.iter_mut().zip(more) {
                *own += more;
            }
        };
        sum(&mut self.colours, &count.colours);
        sum(&mut self.ages, &count.ages);
        self.open += count.open;
        self.paused += count.paused;
        self.parked += count.parked;
        self.merged += count.merged;
        self.urged += count.urged;
    }
}

/// The narrowest division that holds the territories of all posts.
fn territory(actor: &Actor) -> Option<DivisionPath> {
    let mut posts = actor.posts.iter().map(|post| post.territory.as_str());
    let first = posts.next()?;
    let common = posts.fold(first, |common, other| {
        let shared = common.as_bytes().chunks(5).zip(other.as_bytes().chunks(5)).take_while(|(a, b)| a == b);
        common.get(..shared.count() * 5).unwrap_or_default()
    });
    DivisionPath::parse(common).filter(|path| !path.as_str().is_empty())
}
