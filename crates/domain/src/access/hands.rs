//! Who holds which posts when: what giving a post or naming a deputy may not lead to.
//!
//! The three administrators are never one person at one time (三员分立, MLPS level 3), by a post of their own or as
//! a deputy.

use super::Role;
use crate::kernel::{AccountId, Instant, Refusal, UnitId};

/// From a moment to a moment, or without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: Instant,
    pub to: Option<Instant>,
}

impl Window {
    /// Whether both hold at some moment.
    pub fn meets(&self, other: &Self) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && other.to.is_none_or(|to| self.from < to)
            && self.to.is_none_or(|to| other.from < to)
    }

    /// The time in which both hold; empty when there is none.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { from: self.from.max(other.from), to }
    }

    /// Whether it never holds.
    pub fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }
}

/// A post in somebody's hands for a time: their own, or another's while they are the deputy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    pub unit: UnitId,
    pub role: Role,
    pub window: Window,
    pub on_behalf_of: Option<AccountId>,
}

/// The most posts of one person that are not over, their own.
const POSTS_MAX: usize = 10;

/// Refuse when one person would be two of the three administrators at one time.
///
/// # Errors
/// `administrators_separate`.
pub fn separate(hands: &[Hand]) -> Result<(), Refusal> {
    let administrators: Vec<&Hand> = hands.iter().filter(|hand| hand.role.is_administrator()).collect();
    let both = administrators.iter().enumerate().any(|(n, one)| {
        administrators
            .iter()
            .skip(n + 1)
            .any(|other| one.role != other.role && one.window.meets(&other.window))
    });
    if both {
        return Err(Refusal::new(
            "administrators_separate",
            "系统管理员、安全管理员、审计管理员须由不同的人担任，不能同时兼任（包括代理期间）",
            "system, security and audit administrator must be three people; nobody may be two of them at one time, not even as a deputy",
        ));
    }
    Ok(())
}

/// Refuse a post that somebody with these in hand may not be given.
///
/// # Errors
/// `post_period` when it ends before it begins; `post_held` when they hold the same then; `too_many`;
/// `administrators_separate`.
pub fn check_post(held: &[Hand], new: Hand) -> Result<(), Refusal> {
    if new.window.is_empty() {
        return Err(Refusal::new(
            "post_period",
            "岗位的结束日期须不早于开始日期",
            "a post must not end before it begins",
        )
        .on("to"));
    }
    let own = || held.iter().filter(|hand| hand.on_behalf_of.is_none());
    if own().any(|hand| hand.unit == new.unit && hand.role == new.role && hand.window.meets(&new.window)) {
        return Err(Refusal::new(
            "post_held",
            "此人在这段时间已有同一岗位",
            "this person holds the same post at that time",
        )
        .on("role"));
    }
    if POSTS_MAX <= own().count() {
        return Err(Refusal::new(
            "too_many",
            format!("每人最多 {POSTS_MAX} 个岗位，请先结束不再担任的岗位"),
            format!("at most {POSTS_MAX} posts for one person; end those no longer held"),
        )
        .on("role"));
    }
    let all: Vec<Hand> = held.iter().copied().chain([new]).collect();
    separate(&all).map_err(|refusal| refusal.on("role"))
}

/// The longest leave.
const LEAVE_DAYS_MAX: i64 = 366;
/// The most people whom one deputy stands for at one time.
const PRINCIPALS_MAX: usize = 3;

/// A leave that is asked for, with what is known of both people.
#[derive(Debug, Clone, Copy)]
pub struct Going<'a> {
    pub account: AccountId,
    pub deputy: AccountId,
    pub window: Window,
    /// In the hands of the one who goes.
    pub held: &'a [Hand],
    /// In the hands of the deputy.
    pub deputy_held: &'a [Hand],
    /// When the one who goes is away already.
    pub leaves: &'a [Window],
    /// When the deputy is away.
    pub away: &'a [Window],
}

/// Refuse a deputy who may not stand in.
///
/// # Errors
/// `leave_period`, `deputy_self`, `leave_overlaps`, `deputy_away`, `deputy_chain`, `deputy_busy`,
/// `administrators_separate`.
pub fn check_deputy(going: &Going<'_>) -> Result<(), Refusal> {
    let window = going.window;
    let days = window.to.map_or(i64::MAX, |to| (to.ms() - window.from.ms()) / Instant::DAY_MS);
    if window.is_empty() || LEAVE_DAYS_MAX < days {
        return Err(Refusal::new(
            "leave_period",
            format!("休假的结束日期须不早于开始日期，且最长 {LEAVE_DAYS_MAX} 天"),
            format!("a leave must not end before it begins and lasts {LEAVE_DAYS_MAX} days at most"),
        )
        .on("to"));
    }
    if going.account == going.deputy {
        return Err(
            Refusal::new("deputy_self", "代理人不能是本人", "nobody is their own deputy").on("deputy")
        );
    }
    if going.leaves.iter().any(|other| other.meets(&window)) {
        return Err(Refusal::new(
            "leave_overlaps",
            "这段时间已登记休假，请先结束原有的休假",
            "a leave is noted for this time already; end that one first",
        )
        .on("from"));
    }
    if going.away.iter().any(|away| away.meets(&window)) {
        return Err(Refusal::new(
            "deputy_away",
            "代理人这段时间也在休假，请另选代理人",
            "the deputy is away at that time; choose another",
        )
        .on("deputy"));
    }
    if stands_for(going.held, window).next().is_some() {
        return Err(Refusal::new(
            "deputy_chain",
            "这段时间正在代理他人，不能再由别人代理；请先更换对方的代理人",
            "they are a deputy themselves at that time; name another deputy there first",
        )
        .on("from"));
    }
    let mut principals: Vec<AccountId> = stands_for(going.deputy_held, window).collect();
    principals.sort_unstable();
    principals.dedup();
    if PRINCIPALS_MAX <= principals.len() {
        return Err(Refusal::new(
            "deputy_busy",
            format!("代理人这段时间已代理 {PRINCIPALS_MAX} 人，请另选代理人"),
            format!("the deputy stands for {PRINCIPALS_MAX} people at that time; choose another"),
        )
        .on("deputy"));
    }
    let lent = going.held.iter().filter(|hand| hand.on_behalf_of.is_none()).map(|hand| Hand {
        window: hand.window.within(&window),
        on_behalf_of: Some(going.account),
        ..*hand
    });
    let all: Vec<Hand> = going.deputy_held.iter().copied().chain(lent).collect();
    separate(&all).map_err(|refusal| refusal.on("deputy"))
}

fn stands_for(hands: &[Hand], window: Window) -> impl Iterator<Item = AccountId> {
    hands.iter().filter(move |hand| hand.window.meets(&window)).filter_map(|hand| hand.on_behalf_of)
}
