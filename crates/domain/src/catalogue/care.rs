//! Care of the catalogue: matters that nobody owns or whose text has run out, and two versions field by field.

use jiff::{Span, civil::Date};

use super::Matter;
use crate::kernel::{MatterId, coded};

coded! {
    /// What the keeper has to do about a matter.
    Care {
        /// 没有责任单位
        NoOwner = "no_owner",
        /// 即将到期
        Expiring = "expiring",
        /// 已到期
        Expired = "expired",
    }
}

/// So many days before its end a matter is looked at again.
const SOON_DAYS: i64 = 30;

impl Matter {
    /// What is to be done about it on this day. A matter whose day has passed stays in force until somebody decides.
    pub fn care(&self, today: Date) -> Vec<Care> {
        let mut care = Vec::new();
        if self.owner.is_none() {
            care.push(Care::NoOwner);
        }
        let soon = today.checked_add(Span::new().days(SOON_DAYS)).unwrap_or(today);
        match self.valid_until {
            Some(until) if until < today => care.push(Care::Expired),
            Some(until) if until <= soon => care.push(Care::Expiring),
            _ => {}
        }
        care
    }

    /// Every field as text, for comparing.
    fn fields(&self) -> [(&'static str, String); 11] {
        let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        [
            ("code", self.code.clone()),
            ("name", self.name.clone()),
            ("name_en", self.name_en.clone()),
            ("class", self.class.clone()),
            ("lead_duty", self.lead_duty.clone()),
            ("legal_basis", self.legal_basis.clone()),
            ("words", self.words.join("、")),
            ("on_the_spot", yes(self.on_the_spot)),
            ("department_only", yes(self.department_only)),
            ("owner", self.owner.map(|owner| owner.to_string()).unwrap_or_default()),
            ("valid_until", self.valid_until.map(|until| until.to_string()).unwrap_or_default()),
        ]
    }
}

/// One field that reads differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: &'static str,
    pub before: String,
    pub after: String,
}

/// A matter that reads differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterChange {
    pub id: MatterId,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub fields: Vec<FieldChange>,
}

/// Two versions compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    pub added: Vec<Matter>,
    pub ended: Vec<Matter>,
    pub changed: Vec<MatterChange>,
}

/// What became of the matters from one version to another.
pub fn compare(before: &[Matter], after: &[Matter]) -> Comparison {
    let find = |all: &[Matter], id: MatterId| all.iter().find(|matter| matter.id == id).cloned();
    let mut compared = Comparison {
        ended: before.iter().filter(|matter| find(after, matter.id).is_none()).cloned().collect(),
        ..Comparison::default()
    };
    for matter in after {
        let Some(old) = find(before, matter.id) else {
            compared.added.push(matter.clone());
            continue;
        };
        let fields: Vec<FieldChange> = old
            .fields()
            .into_iter()
            .zip(matter.fields())
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| FieldChange { field, before, after })
            .collect();
        if !fields.is_empty() {
            compared.changed.push(MatterChange {
                id: matter.id,
                code: matter.code.clone(),
                name: matter.name.clone(),
                name_en: matter.name_en.clone(),
                fields,
            });
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kernel::{Instant, UnitId};

    fn matter(n: u128) -> Matter {
        Matter {
            id: MatterId::new(Instant::from_ms(1), n),
            code: format!("a.{n}"),
            name: "停水".into(),
            name_en: "No water".into(),
            class: "g7d".into(),
            lead_duty: "water".into(),
            legal_basis: "条例".into(),
            words: vec!["停水".into()],
            on_the_spot: false,
            department_only: false,
            owner: None,
            valid_until: None,
            since: 1,
        }
    }

    #[test]
    fn a_matter_is_cared_for_when_it_has_no_owner_or_runs_out() {
        let today = date(2026, 3, 2);
        let owned = Matter { owner: Some(UnitId::new(Instant::from_ms(1), 1)), ..matter(1) };
        assert_eq!(matter(1).care(today), [Care::NoOwner]);
        assert_eq!(owned.care(today), []);
        let until = |day| Matter { valid_until: Some(day), ..owned.clone() }.care(today);
        assert_eq!(until(date(2026, 3, 1)), [Care::Expired]);
        assert_eq!(until(today), [Care::Expiring]);
        assert_eq!(until(date(2026, 4, 1)), [Care::Expiring]);
        assert_eq!(until(date(2026, 4, 2)), []);
    }

    #[test]
    fn two_versions_differ_by_what_was_added_ended_and_changed() {
        let before = [matter(1), matter(2), matter(3)];
        let changed = Matter { class: "e2h".into(), since: 2, ..matter(2) };
        let after = [matter(1), changed, matter(4)];
        let compared = compare(&before, &after);
        assert_eq!(compared.added, [matter(4)]);
        assert_eq!(compared.ended, [matter(3)]);
        assert_eq!(compared.changed.len(), 1);
        let [change] = compared.changed[0].fields.as_slice() else { panic!("one field") };
        assert_eq!((change.field, change.before.as_str(), change.after.as_str()), ("class", "g7d", "e2h"));
        assert_eq!(compare(&before, &before), Comparison::default());
    }
}
