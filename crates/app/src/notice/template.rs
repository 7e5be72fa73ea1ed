//! The templates of notices, in both languages, and how each is brought.
//!
//! A sentence may name `{number}`, `{unit}`, `{due}` and `{link}`. It never says what the request says.

/// Every template and its sentence: for the people of a unit and for residents alike.
pub const TEMPLATES: &[(&str, &str, &str)] = &[
    ("request_recorded", "您的诉求已受理。", "Your request has been recorded."),
    ("request_settled", "您的诉求已当场答复。", "Your request was answered on the spot."),
    (
        "request_excluded",
        "您的诉求不属于本热线受理范围，去向指引见查询页。",
        "Your request is not a matter for the hotline; the page says where it belongs.",
    ),
    (
        "request_dispatched",
        "有新的诉求派到您单位，请签收。",
        "A request was dispatched to your unit; please sign for it.",
    ),
    ("request_assist", "有诉求需要您单位协办。", "A request needs your unit's assistance."),
    ("request_replied", "承办单位已答复，请安排回访。", "The unit has replied; please call back."),
    ("request_answered", "承办单位已答复您的诉求。", "The unit has answered your request."),
    ("request_sent_back", "诉求已退回重新办理。", "The request was sent back to be handled again."),
    ("request_closed", "诉求已办结。", "The request was closed."),
    ("clock_reminder", "办理时限即将届满，请抓紧办理。", "A time limit will soon run out; please act."),
    ("clock_escalated", "办理时限已届满，已报上级单位。", "A time limit has run out and was escalated."),
];

/// They end or hide a case: the short message names how to disagree as well (every mail does).
pub const ENDINGS: &[&str] = &[
    "request_settled",
    "request_excluded",
    "request_closed",
    "request_parked",
    "request_merged",
    "request_void",
    "request_withdrawn",
];

/// Those that only residents get: staff have nothing to choose about them.
pub const FOR_RESIDENTS: &[&str] =
    &["request_recorded", "request_settled", "request_excluded", "request_answered"];

/// Told by short message and by mail, where both are known: what a resident may want to keep.
const BOTH_WAYS: &[&str] = &["request_excluded", "request_closed"];

/// Not held back during quiet hours: template and handling class, `*` for any. Who waits at night for the answer of an
/// emergency team wants it at night.
const URGENT: &[(&str, &str)] = &[("request_answered", "e2h")];

/// Always shown in the product, whatever the account has chosen.
const FIXED: &[&str] = &["clock_escalated"];

/// Its sentences, in Chinese and English. One that is not in the table says that there is news.
pub(super) fn sentence(template: &str) -> (&'static str, &'static str) {
    TEMPLATES
        .iter()
        .find(|(code, _, _)| *code == template)
        .map_or(("诉求有新的进展。", "There is news of the request."), |(_, zh, en)| (zh, en))
}

/// Whether it ends or hides the case.
pub fn ends(template: &str) -> bool {
    ENDINGS.contains(&template)
}

pub(super) fn both_ways(template: &str) -> bool {
    BOTH_WAYS.contains(&template)
}

pub(super) fn is_urgent(template: &str, class: &str) -> bool {
    URGENT.iter().any(|(code, of)| *code == template && (*of == "*" || *of == class))
}

pub(super) fn is_fixed(template: &str) -> bool {
    FIXED.contains(&template)
}
