//! What each endpoint needs before it can be asked: a body that is right in form, a case in the right stage.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::client::recording;

/// A body that is right in form for each command.
pub(crate) async fn body_for(app: &hemu_testkit::TestApp, id: &str) -> Option<Value> {
    let matter = app.matter("utilities.water_outage").await.to_string();
    Some(match id {
        "recordRequest" => recording(app),
        "settleOnSpot" => {
            json!({"matter": app.matter("labour_social.insurance").await.to_string(), "answer": "已当场说明办理材料"})
        }
        "excludeRequest" => json!({"reason": "legal_route", "signpost": "请向法院提起诉讼"}),
        "dispatchRequest" => json!({"matter": matter, "lead": app.water.to_string()}),
        "logContact" => json!({"channel": "phone", "reached": true, "note": "已联系"}),
        "addNote" => json!({"note": "已查看现场"}),
        "replyToRequest" => json!({"text": "已经修复，恢复正常供水。", "evidence": "维修单"}),
        "callBack" => json!({"outcome": "no_answer", "answer": null}),
        "sendBackRequest" => json!({"reason": "诉求人称未解决"}),
        "publishMatters" | "tryCatalogue" => {
            json!({"matters": [{"code": "transport.bus", "name": "公交", "name_en": "Bus", "class": "g7d", "lead_duty": "transport", "legal_basis": "地方条例"}]})
        }
        "redispatchRequest" => {
            json!({"matter": matter, "lead": app.street.to_string(), "reason": "wrong_unit", "text": "原派单有误"})
        }
        "transferRequest" => json!({"to": "mediation", "signpost": "已转人民调解委员会办理"}),
        "resumeRequest" | "supplementRequest" | "reopenRequest" | "answerOrder" => {
            json!({"text": "已按要求办理，现反馈办理结果"})
        }
        "endPrecedent" => json!({"reason": "law_changed"}),
        "publishLimits" | "tryLimits" => {
            json!({"rows": [{"clock": "reply", "class": "g7d", "amount": 6, "counts": "calendar_days", "legal_basis": "试行", "valid_from": "2026-03-01"}]})
        }
        "fixReAudit" => json!({"from": "2026-02-01", "to": "2026-02-28"}),
        "drawReAudit" => json!({}),
        "recordFinding" => {
            let newest = app.ctx.store.re_audits(1).await.unwrap()[0].id;
            let drawn = app.ctx.store.drawn_cases(newest).await.unwrap()[0].case;
            json!({"request": drawn.to_string(), "finding": "confirmed", "words": "电话核实，情况属实"})
        }
        "noteRepeat" => json!({"matter": matter, "division": "0001/0001/0001/0001/", "note": "ordered"}),
        "decideRight" => json!({"granted": false, "text": "已经核对，无需更正"}),
        "askFor" => json!({"kind": "extension", "reason": "cross_unit", "text": "需多单位会商", "amount": 3}),
        "decideAsk" => json!({"granted": true, "text": "情况属实，同意"}),
        "reviewOrder" => json!({"accepted": true, "text": "同意"}),
        "unmergeRequest" => json!({"reason": "not_the_same", "text": "并非同一事项"}),
        "urgeRequest" => json!({}),
        "recountClocks" => json!({"limits": true, "dry_run": true}),
        "suggestMatters" => json!({"text": "停水"}),
        "setNoticeChoices" => {
            json!({"choices": [{"template": "clock_reminder", "in_app": true, "mail": true}]})
        }
        "setPassword" => json!({"old": "not the password", "password": "Xin-Mima-2026"}),
        "signRequest" | "closeRequest" | "signOut" | "readNotices" | "sendNoticeAgain" | "reviveJob" => {
            json!({})
        }
        _ => return people_body_for(app, id).await,
    })
}

/// The same for what concerns accounts, leave and looks.
async fn people_body_for(app: &hemu_testkit::TestApp, id: &str) -> Option<Value> {
    Some(match id {
        "openUnit" => {
            json!({"name": "测试单位", "name_en": "Test Unit", "form": "department", "superior": app.centre.to_string(), "territory": app.grids[0].id.to_string(), "duties": ["testing"]})
        }
        "openAccount" => {
            json!({"login": "new.person", "name": "新人", "password": "Xin-Mima-2026", "posts": [{"unit": app.water.to_string(), "role": "handler"}]})
        }
        "recuse" => json!({"reason": "relative"}),
        "reveal" => json!({"field": "phone", "purpose": "contact_requester"}),
        "callRequester" => json!({"extension": "8001"}),
        "breakGlass" => json!({"reason": "值班期间需核实人员安全", "hours": 1}),
        "setPhone" => json!({"phone": "10012345679"}),
        "askExport" => json!({"purpose": "季度分析用途"}),
        "confirmSecondFactor" | "giveSecondFactor" => json!({"code": "000000"}),
        "noteMyLeave" | "noteLeaveOf" => {
            json!({"deputy": app.account("district").await.to_string(), "from": "2026-04-01", "last_day": "2026-04-03"})
        }
        "givePost" => json!({"unit": app.water.to_string(), "role": "handler", "from": "2026-04-01"}),
        "beginSecondFactor" | "endSession" | "endOtherSessions" | "endLeave" | "endPost"
        | "approveExport" => {
            json!({})
        }
        "unlockAccount" | "disableAccount" | "enableAccount" | "endSessionsOf" | "takeOffSecondFactor" => {
            json!({})
        }
        _ => return None,
    })
}

/// Bring a fresh case to the stage in which the operation is possible.
pub(crate) async fn case_for(app: &hemu_testkit::TestApp, id: &str) -> Case {
    use hemu_app::request;
    use hemu_domain::request::{Dispatch, Reply, Sign};
    let case = app.a_request().await.case.id;
    let steps = match id {
        "signRequest" | "viewRequest" | "explainClock" | "redispatchRequest" => 1,
        "recuse" | "reveal" | "callRequester" => 1,
        "beginUpload" | "uploadState" | "appendToUpload" | "readFile" | "previewFile" => 1,
        "logContact" | "addNote" | "replyToRequest" | "askFor" | "decideAsk" | "resumeRequest"
        | "answerOrder" | "reviewOrder" => 2,
        "callBack" | "closeRequest" | "sendBackRequest" => 3,
        _ => 0,
    };
    if 1 <= steps {
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
    }
    if 2 <= steps {
        request::sign_request(&app.ctx, &app.call("water").await, app.target(case).await, &Sign)
            .await
            .unwrap();
    }
    if 3 <= steps {
        let input =
            Reply { text: "已经修复，恢复正常供水。".into(), evidence: "维修单".into() };
        request::reply_to_request(&app.ctx, &app.call("water").await, app.target(case).await, &input)
            .await
            .unwrap();
    }
    more_steps(app, id, case).await;
    let now = app.ctx.store.request(case).await.unwrap().unwrap();
    Case {
        id: case.to_string(),
        number: now.case.number.0.clone(),
        clock: now.clocks[0].id.to_string(),
        ask: now.asks.first().map_or_else(|| case.to_string(), |ask| ask.id.to_string()),
        version: i64::from(now.case.version),
    }
}

/// Off the straight road: something was asked, or the request rests or has ended.
async fn more_steps(app: &hemu_testkit::TestApp, id: &str, case: hemu_domain::kernel::CaseId) {
    use hemu_app::request::{self, NewAsk, NewDecision};
    use hemu_domain::{
        kernel::{AskKind, AskTerms},
        request::{AnswerOrder, Exclude, ExclusionReason},
    };
    let ask = |kind, reason: &str| NewAsk {
        kind,
        terms: AskTerms { reason: reason.into(), amount: Some(1), ..AskTerms::default() },
        text: "因故提出申请".into(),
        parent_number: String::new(),
    };
    let by = async |login: &str, new: NewAsk| {
        request::ask_for(&app.ctx, &app.call(login).await, app.target(case).await, &new).await.unwrap()
    };
    match id {
        "decideAsk" => {
            by("water", ask(AskKind::Extension, "cross_unit")).await;
        }
        "answerOrder" | "reviewOrder" => {
            by("supervisor", ask(AskKind::Order, "overdue")).await;
            if id == "reviewOrder" {
                let input = AnswerOrder { text: "已按要求办理，现反馈办理结果".into() };
                request::answer_order(&app.ctx, &app.call("water").await, app.target(case).await, &input)
                    .await
                    .unwrap();
            }
        }
        "resumeRequest" => {
            let asked = by("water", ask(AskKind::Pause, "appraisal")).await;
            let decision = NewDecision {
                ask: asked.asks[0].id,
                granted: true,
                text: "情况属实，同意".into(),
                unit: None,
                precedent: false,
            };
            request::decide_ask(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &decision)
                .await
                .unwrap();
        }
        "reopenRequest" => {
            let input =
                Exclude { reason: ExclusionReason::OutsideDuty, signpost: "请向主管单位反映".into() };
            request::exclude_request(&app.ctx, &app.call("operator").await, app.target(case).await, &input)
                .await
                .unwrap();
        }
        _ => {}
    }
}

/// A case brought to a stage.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) clock: String,
    pub(crate) ask: String,
    pub(crate) version: i64,
}

/// A notice about the case that went out.
pub(crate) async fn notice_for(app: &hemu_testkit::TestApp, id: &str, case: &str) -> String {
    if id != "sendNoticeAgain" {
        return "01ARZ3NDEKTSV4RRFFQ69G5FAV".into();
    }
    while hemu_app::jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}
    let told = app.ctx.store.notices_outside_of(case.parse().unwrap()).await.unwrap();
    told[0].notice.id.to_string()
}

/// What uploads say in headers.
pub(crate) fn upload_headers(id: &str) -> HeaderMap {
    let headers: &[(&'static str, &'static str)] = match id {
        "beginUpload" => &[("upload-length", "9"), ("upload-metadata", "filename YS50eHQ=")],
        "appendToUpload" => &[("upload-offset", "0"), ("content-type", "application/offset+octet-stream")],
        _ => &[],
    };
    headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect()
}

/// An upload that the water utility began, and a photo that it attached.
pub(crate) async fn files_for(app: &hemu_testkit::TestApp, id: &str, case: &str) -> (String, String) {
    use hemu_app::file::{Caller, NewUpload, append_to_upload, begin_upload};
    if !["uploadState", "appendToUpload", "readFile", "previewFile"].contains(&id) {
        return Default::default();
    }
    let water = app.call("water").await;
    let caller = Caller::Staff { call: &water, request: case.parse().unwrap() };
    let photo = hemu_testkit::photo::jpeg_with_place(64, 64);
    let new = NewUpload {
        name: "a.jpg".into(),
        length: photo.len() as u64,
        audience: hemu_domain::file::Audience::Staff,
    };
    let upload = begin_upload(&app.ctx, caller, "open", &new).await.unwrap().id;
    let file = begin_upload(&app.ctx, caller, "whole", &new).await.unwrap().id;
    append_to_upload(&app.ctx, caller, file, 0, &photo).await.unwrap();
    (upload.to_string(), file.to_string())
}

/// A re-audit of the first day, drawn.
pub(crate) async fn a_re_audit(app: &hemu_testkit::TestApp) -> String {
    use hemu_app::{operation, re_audit, request};
    use hemu_domain::{kernel::Instant, request::SettleOnSpot};
    let case = app.a_request().await.case.id;
    let input = SettleOnSpot {
        matter: app.matter("labour_social.insurance").await,
        answer: "已当场说明办理材料".into(),
    };
    request::settle_on_spot(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
        .await
        .unwrap();
    let now = app.ctx.clock.now();
    app.pass_minutes(24 * 60);
    let new = re_audit::NewReAudit {
        from: now.plus_ms(-Instant::HOUR_MS),
        before: now.plus_ms(Instant::HOUR_MS),
        percent: 5,
        division: None,
    };
    let auditor = app.call("auditor").await;
    let fixed = re_audit::fix_re_audit(&app.ctx, &auditor, &new).await.unwrap();
    operation::make_checkpoint(&app.ctx).await.unwrap();
    re_audit::draw_re_audit(&app.ctx, &auditor, fixed.id).await.unwrap();
    fixed.id.to_string()
}

/// Somebody whom nothing else here concerns, with a post and a leave to come.
pub(crate) async fn someone(app: &hemu_testkit::TestApp) -> (String, String, String) {
    use hemu_app::leave::{NoteLeave, note_leave};
    let account = app.account("street").await;
    let post = app.ctx.store.posts_of(account).await.unwrap()[0].id;
    let day = |text: &str| text.parse().unwrap();
    let new = NoteLeave {
        account,
        deputy: app.account("district").await,
        from: day("2026-05-01"),
        last_day: day("2026-05-03"),
    };
    let leave = note_leave(&app.ctx, &app.call_with_second_factor("security").await, &new).await.unwrap();
    (account.to_string(), post.to_string(), leave.to_string())
}

/// The supervisor's: written, so that only the supervisor fetches it and only others might have approved it.
pub(crate) async fn export_for(app: &hemu_testkit::TestApp) -> String {
    use hemu_app::export::{AskedExport, ask_export};
    app.a_request().await;
    let asked = AskedExport { stages: vec![], overdue: false, purpose: "季度分析用途".into() };
    let supervisor = app.call_with_second_factor("supervisor").await;
    let asked = ask_export(&app.ctx, &supervisor, &asked).await.unwrap();
    while 0 < hemu_app::jobs::run_due_jobs(&app.ctx).await.unwrap() {}
    asked.export.id.to_string()
}
