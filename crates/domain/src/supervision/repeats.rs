//! Repeated matters (未诉先办): the same matter at the same place, again and again. Of places and matters, never of
//! those who filed (architecture 7): a warning needs five cases and links none of them.

use crate::{
    access::{Actor, Permit, Role},
    kernel::{Refusal, coded},
    organisation::DivisionPath,
};

/// Fewer never make a warning.
pub const REPEATS_MIN: u32 = 5;

/// The longest period, in days: the one before it is read as well.
const DAYS_MAX: u32 = 180;
const REPEATS_MAX: u32 = 10_000;

coded! {
    /// What a supervisor did about a warning.
    RepeatNote {
        /// 已发督办
        Ordered = "ordered",
        /// 已转专项
        Topic = "topic",
    }
}

/// Check the period and the threshold.
///
/// # Errors
/// `out_of_range`.
pub fn check_repeats(days: u32, at_least: u32) -> Result<(), Refusal> {
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Refusal::new(
            "out_of_range",
            format!("天数应为 1 至 {DAYS_MAX}"),
            format!("between 1 and {DAYS_MAX} days"),
        )
        .on("days"));
    }
    if !(REPEATS_MIN..=REPEATS_MAX).contains(&at_least) {
        return Err(Refusal::new(
            "out_of_range",
            format!("件数不能少于 {REPEATS_MIN}：更少的件数可能指向个人"),
            format!("at least {REPEATS_MIN}: fewer could point at a person"),
        )
        .on("at_least"));
    }
    Ok(())
}

/// The proof that this person supervises the place.
///
/// # Errors
/// `not_your_role` for everybody but supervisors; `not_your_case` outside their territory.
pub fn may_note(actor: &Actor, place: &DivisionPath) -> Result<Permit, Refusal> {
    in_territory(actor, &[Role::Supervisor], place)
}

/// The proof that this person holds such a post with a territory that this place lies in.
///
/// # Errors
/// `not_your_role` when no post has one of the roles; `not_your_case` when none reaches so far.
pub(crate) fn in_territory(actor: &Actor, roles: &[Role], place: &DivisionPath) -> Result<Permit, Refusal> {
    actor.in_role(roles)?;
    let mut reaching = actor.clone();
    reaching.posts.retain(|post| post.territory.contains(place));
    reaching.in_role(roles).map_err(|_| {
        Refusal::new("not_your_case", "该地点不在您的辖区内", "the place lies outside your territory")
    })
}

/// How much more or less than in the period before, in percent; nothing when there was nothing before.
pub fn trend(now: i64, before: i64) -> Option<i64> {
    (0 < before).then(|| (now - before) * 100 / before.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_five_are_never_asked_for() {
        assert!(check_repeats(30, 5).is_ok());
        assert_eq!(check_repeats(30, 4).unwrap_err().code, "out_of_range");
        assert_eq!(check_repeats(0, 5).unwrap_err().field, Some("days"));
    }

    #[test]
    fn a_trend_needs_something_before() {
        assert_eq!(trend(9, 6), Some(50));
        assert_eq!(trend(3, 6), Some(-50));
        assert_eq!(trend(9, 0), None);
    }
}
