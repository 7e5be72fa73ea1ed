//! The words of notices, in both languages. They name the case's number and never what it says.

/// Subject and body of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub zh: (String, String),
    pub en: (String, String),
}

/// The words of a template for a case.
pub fn words_of(template: &str, number: &str, public_url: &str) -> Words {
    let (zh, en) = sentence(template);
    let zh_body = format!(
        "诉求编号：{number}。{zh}\n查询办理进度：{public_url}/track （需要编号和查询码）\n如对办理结果有不同意见，请拨打 12345，说明编号并要求由另一单位复核。\n"
    );
    let en_body = format!(
        "Request {number}. {en}\nFollow it at {public_url}/track with its number and code.\nIf you disagree, call 12345, name the number and ask for another unit to look at it.\n"
    );
    Words {
        zh: (format!("【和睦】诉求 {number}：{zh}"), zh_body),
        en: (format!("[Hemu] Request {number}: {en}"), en_body),
    }
}

/// Every template and its sentence: for the people of a unit and for residents alike.
pub(crate) const TEMPLATES: &[(&str, &str, &str)] = &[
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
    (
        "glass_broken",
        "有人对该诉求进行了紧急查阅，请核查理由。",
        "Somebody broke the glass on this request; please look at the reason.",
    ),
    (
        "looks_unusual",
        "有人员今日查看个人信息的次数接近上限，请核查。",
        "Somebody has nearly used up today's budget of looks at personal data; please look into it.",
    ),
    ("clock_reminder", "办理时限即将届满，请抓紧办理。", "A time limit will soon run out; please act."),
    ("clock_escalated", "办理时限已届满，已报上级单位。", "A time limit has run out and was escalated."),
];

fn sentence(template: &str) -> (&'static str, &'static str) {
    TEMPLATES
        .iter()
        .find(|(code, _, _)| *code == template)
        .map_or(("诉求有新的进展。", "There is news of the request."), |(_, zh, en)| (zh, en))
}
