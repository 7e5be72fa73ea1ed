//! The templates of notices, in both languages, and how each is brought.
//!
//! A sentence may name `{number}`, `{unit}`, `{due}` and `{link}`. It never says what the request says.

/// Every template and its sentence: for the people of a unit and for residents alike.
pub const TEMPLATES: &[(&str, &str, &str)] = &[
    (
        "right_asked",
        "有个人信息权利申请，请在期限内处理。",
        "Somebody asks about their own data; decide within the time limit.",
    ),
    (
        "right_decided",
        "您关于个人信息的申请已有结果，见查询页。",
        "What you asked about your own data has been decided; see the page.",
    ),
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
    ("file_attached", "诉求人补充了附件，请查看。", "The requester added a file; please look at it."),
    ("request_sent_back", "诉求已退回重新办理。", "The request was sent back to be handled again."),
    ("request_closed", "诉求已办结。", "The request was closed."),
    (
        "request_returned",
        "经核实原派单有误，您的诉求将重新派给有权办理的单位。",
        "The first unit was not the right one; your request will be given to the one responsible.",
    ),
    (
        "request_redispatched",
        "您的诉求已改由另一单位办理，新的答复期限见查询页。",
        "Another unit handles your request now; the page says by when it answers.",
    ),
    ("request_taken_away", "有诉求已改派其他单位。", "A request was given to another unit."),
    (
        "request_extended",
        "您的诉求经批准延长办理期限，理由和新的期限见查询页。",
        "More time was granted for your request; the page says why and until when.",
    ),
    (
        "request_paused",
        "您的诉求暂停计时，理由和最迟恢复日期见查询页。",
        "The time for your request stands still; the page says why and until when at most.",
    ),
    ("request_resumed", "诉求已恢复办理。", "The request is being handled again."),
    (
        "request_parked",
        "因条件所限已挂账，理由和复查日期见查询页。",
        "It cannot be solved now; the page says why and until when.",
    ),
    ("request_voided", "您的诉求经审批作废，理由见查询页。", "Your request was voided; the page says why."),
    (
        "request_merged",
        "已与同一事项合并办理，仍会单独答复您。",
        "Joined with others on the same matter; you are still answered.",
    ),
    ("request_unmerged", "诉求恢复单独办理。", "The request is handled by itself again."),
    (
        "request_unreasonable",
        "经评议，该诉求超出法律政策规定，理由见查询页。如有不同意见可申请复核。",
        "A panel found that law and policy do not allow what was asked; the page says why. If you disagree, ask for a review.",
    ),
    (
        "request_transferred",
        "您的诉求已转其他程序办理，去向见查询页。",
        "It went to another procedure; the page says where.",
    ),
    ("request_withdrawn", "诉求已由诉求人撤回。", "The request was withdrawn by its requester."),
    ("request_reopened", "诉求已重新办理。", "The request was opened again."),
    ("request_supplemented", "诉求人补充了内容，请查看。", "The requester added something; please read it."),
    (
        "request_urged",
        "诉求人催办，请尽快办理并联系诉求人。",
        "The requester asked again; please act and contact them.",
    ),
    (
        "request_rated",
        "诉求人已在线评价，请办结或退回重办。",
        "The requester has rated it; close it or send it back.",
    ),
    (
        "request_supervised",
        "收到督办单，请按期反馈。",
        "A supervision order has come; please answer it in time.",
    ),
    ("order_answered", "督办单已有反馈，请审核。", "A supervision order was answered; please review it."),
    ("order_accepted", "督办反馈已审核通过。", "Your answer to the supervision order was accepted."),
    (
        "order_returned",
        "督办反馈被退回，请补充后重新反馈。",
        "Your answer to the supervision order was returned; please answer again.",
    ),
    (
        "request_complained",
        "诉求人申请复核，请另行核查。",
        "The requester asks for a review; please look into it.",
    ),
    (
        "complaint_received",
        "您的复核申请已收到，将由另一单位核查后答复您。",
        "Your request for a review has arrived; another unit will look into it and answer you.",
    ),
    (
        "complaint_upheld",
        "复核认为申请成立，诉求将继续办理。",
        "The review agreed; the request is taken up again.",
    ),
    (
        "complaint_refused",
        "复核已有结果，理由见查询页。如仍不同意，可依法申请行政复议或向信访部门反映。",
        "The review has a result; the page says why. If you still disagree, administrative review and the petition office are open to you.",
    ),
    ("ask_made", "有申请等待您单位审批。", "Something waits for your unit's decision."),
    (
        "ask_refused",
        "您单位的申请未获同意，理由见办理页。",
        "What your unit asked for was refused; the page says why.",
    ),
    (
        "clocks_recounted",
        "因时限或节假日安排调整，办理期限已重新计算。",
        "Time limits or the calendar have changed; the days were counted anew.",
    ),
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

/// They end or hide a case: the short message names how to disagree as well (every mail does).
pub const ENDINGS: &[&str] = &[
    "request_settled",
    "request_excluded",
    "request_closed",
    "request_parked",
    "request_merged",
    "request_voided",
    "request_transferred",
    "request_withdrawn",
];

/// Those that only residents get: staff have nothing to choose about them.
pub const FOR_RESIDENTS: &[&str] = &[
    "request_recorded",
    "request_settled",
    "request_excluded",
    "request_answered",
    "request_voided",
    "request_transferred",
    "request_redispatched",
    "request_merged",
    "complaint_received",
    "complaint_refused",
    "right_decided",
];

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
