//! The words of the board: how old an open case is, and which colour its nearest clock has.

use crate::kernel::{Instant, coded};

coded! {
    /// The colour of the nearest clock (红黄灯).
    Colour {
        /// 绿
        Green = "green",
        /// 黄
        Yellow = "yellow",
        /// 红
        Red = "red",
        /// 超时
        Overdue = "overdue",
        /// 无计时
        None = "none",
    }
}

coded! {
    /// How long ago an open case came in.
    AgeBand {
        /// 1 天以内
        Day1 = "day1",
        /// 2–3 天
        Days3 = "days3",
        /// 4–7 天
        Days7 = "days7",
        /// 8–15 天
        Days15 = "days15",
        /// 15 天以上
        Older = "older",
    }
}

impl AgeBand {
    /// The oldest a case of this band is, in days.
    const fn days(self) -> Option<i64> {
        match self {
            Self::Day1 => Some(1),
            Self::Days3 => Some(3),
            Self::Days7 => Some(7),
            Self::Days15 => Some(15),
            Self::Older => None,
        }
    }

    /// Cases of this band were opened after the first moment and not after the second.
    pub fn opened(self, now: Instant) -> (Option<Instant>, Option<Instant>) {
        let ago = |days: i64| now.plus_ms(-days * Instant::DAY_MS);
        let younger = Self::ALL.iter().copied().take_while(|band| *band != self).last();
        (self.days().map(ago), younger.and_then(Self::days).map(ago))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_meet_without_gap_or_overlap() {
        let now = Instant::from_ms(1_790_000_000_000);
        let mut until = None;
        for band in AgeBand::ALL {
            let (after, own_until) = band.opened(now);
            assert_eq!(own_until, until, "{band:?} ends where the younger one begins");
            until = after;
        }
        assert_eq!(until, None, "the last band has no end");
    }
}
