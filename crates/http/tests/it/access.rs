//! Every endpoint against anonymous, wrong unit, wrong role and right role. The list of endpoints is the contract's:
//! one that is missing here fails.

use hemu_testkit::db_test;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{Api, recording};

/// Open to everybody: signing in, the portal, health. May only shrink.
const OPEN: [&str; 11] = [
    "signIn",
    "fileRequest",
    "trackRequest",
    "supplementOwn",
    "urgeOwn",
    "rateOwn",
    "withdrawOwn",
    "reopenOwn",
    "complainOwn",
    "portalDivisions",
    "health",
];

/// Operation, and the roles that get through; everybody else of the staff is refused or does not find it.
const ALLOWED: [(&str, &[&str]); 59] = [
    ("session", STAFF),
    ("signOut", STAFF),
    ("setPassword", STAFF),
    ("recordRequest", &["operator", "dispatcher"]),
    ("viewRequest", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
    ("settleOnSpot", &["operator", "dispatcher"]),
    ("excludeRequest", &["operator", "dispatcher"]),
    ("dispatchRequest", &["dispatcher"]),
    ("signRequest", &["water"]),
    ("logContact", &["water"]),
    ("addNote", &["water"]),
    ("replyToRequest", &["water"]),
    ("callBack", &["callback"]),
    ("closeRequest", &["callback"]),
    ("sendBackRequest", &["callback"]),
    ("redispatchRequest", &["dispatcher"]),
    ("transferRequest", &["dispatcher"]),
    ("resumeRequest", &["water"]),
    ("askFor", &["water"]),
    ("decideAsk", &["dispatcher", "supervisor"]),
    ("answerOrder", &["water"]),
    ("reviewOrder", &["supervisor"]),
    ("unmergeRequest", &["dispatcher", "supervisor"]),
    ("supplementRequest", &["operator", "dispatcher"]),
    ("urgeRequest", &["operator", "dispatcher"]),
    ("reopenRequest", &["operator", "dispatcher"]),
    ("recountClocks", &["catalogue"]),
    ("explainClock", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
    ("listCases", STAFF),
    ("supervisionBoard", STAFF),
    ("repeatedMatters", STAFF),
    ("noteRepeat", &["supervisor"]),
    ("listReAudits", &["supervisor", "auditor", "callback"]),
    ("fixReAudit", &["auditor"]),
    ("viewReAudit", &["supervisor", "auditor", "callback"]),
    ("drawReAudit", &["auditor"]),
    ("recordFinding", &["auditor", "callback"]),
    ("reAuditNumbers", STAFF),
    ("matters", STAFF),
    ("publishMatters", &["catalogue"]),
    ("suggestMatters", STAFF),
    ("compareCatalogue", STAFF),
    ("tryCatalogue", &["catalogue"]),
    ("precedents", STAFF),
    ("endPrecedent", &["catalogue"]),
    ("limits", STAFF),
    ("publishLimits", &["catalogue"]),
    ("tryLimits", &["catalogue"]),
    ("units", STAFF),
    ("divisions", STAFF),
    ("accounts", &["auditor", "admin"]),
    ("openUnit", &["admin"]),
    ("openAccount", &["admin"]),
    ("numbersByUnit", STAFF),
    ("myNotices", STAFF),
    ("readNotices", STAFF),
    ("live", STAFF),
    ("deadJobs", &["auditor", "admin"]),
    ("reviveJob", &["admin"]),
];

const STAFF: &[&str] = &[
    "operator",
    "dispatcher",
    "callback",
    "supervisor",
    "catalogue",
    "auditor",
    "admin",
    "water",
    "housing",
];

fn operations() -> Vec<(String, Method, String)> {
    let document: Value = serde_json::from_str(&hemu_http::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push((
                operation["operationId"].as_str().unwrap().to_owned(),
                method.to_uppercase().parse().unwrap(),
                path.clone(),
            ));
        }
    }
    operations
}

#[test]
fn every_endpoint_of_the_contract_stands_in_one_list() {
    let mut listed: Vec<&str> =
        OPEN.into_iter().chain(ALLOWED.iter().map(|(operation, _)| *operation)).collect();
    listed.sort_unstable();
    let operations = operations();
    let mut known: Vec<&str> = operations.iter().map(|(id, _, _)| id.as_str()).collect();
    known.sort_unstable();
    assert_eq!(listed, known);
}

db_test!(
    async fn nobody_gets_in_without_signing_in(app: TestApp) {
        let mut api = Api::serve(app).await;
        for (id, method, path) in operations().into_iter().filter(|(id, _, _)| !OPEN.contains(&id.as_str())) {
            let path = path
                .replace("{request}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                .replace("{clock}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                .replace("{ask}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                .replace("{re_audit}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                .replace("{job}", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
            let body = (method == Method::POST).then(|| json!({}));
            let answer = api.send("nobody", method, &path, Some(1), body.as_ref()).await;
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{id}");
            let problem: Value = answer.json().await.unwrap();
            assert_eq!(problem["code"], "sign_in", "{id}");
        }
    }
);

/// A body that is right in form for each command.
async fn body_for(app: &hemu_testkit::TestApp, id: &str) -> Option<Value> {
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
        "openUnit" => {
            json!({"name": "测试单位", "name_en": "Test Unit", "form": "department", "superior": app.centre.to_string(), "territory": app.grids[0].id.to_string(), "duties": ["testing"]})
        }
        "openAccount" => {
            json!({"login": "new.person", "name": "新人", "password": "Xin-Mima-2026", "posts": [{"unit": app.water.to_string(), "role": "handler"}]})
        }
        "redispatchRequest" => {
            json!({"matter": matter, "lead": app.street.to_string(), "reason": "wrong_unit", "text": "原派单有误"})
        }
        "transferRequest" => json!({"to": "mediation", "signpost": "已转人民调解委员会办理"}),
        "resumeRequest" | "supplementRequest" | "reopenRequest" | "answerOrder" => {
            json!({"text": "已按要求办理，现反馈办理结果"})
        }
        "askFor" => json!({"kind": "extension", "reason": "cross_unit", "text": "需多单位会商", "amount": 3}),
        "decideAsk" => json!({"granted": true, "text": "情况属实，同意"}),
        "reviewOrder" => json!({"accepted": true, "text": "同意"}),
        "unmergeRequest" => json!({"reason": "not_the_same", "text": "并非同一事项"}),
        "urgeRequest" => json!({}),
        "recountClocks" => json!({"limits": true, "dry_run": true}),
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
        "suggestMatters" => json!({"text": "停水"}),
        "setPassword" => json!({"old": "not the password", "password": "Xin-Mima-2026"}),
        "signRequest" | "closeRequest" | "signOut" | "readNotices" | "reviveJob" => json!({}),
        _ => return None,
    })
}

/// Bring a fresh case to the stage in which the operation is possible.
async fn case_for(app: &hemu_testkit::TestApp, id: &str) -> Case {
    use hemu_app::request;
    use hemu_domain::request::{Dispatch, Reply, Sign};
    let case = app.a_request().await.case.id;
    let steps = match id {
        "signRequest" | "viewRequest" | "explainClock" | "redispatchRequest" => 1,
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

/// A re-audit of the first day, drawn.
async fn a_re_audit(app: &hemu_testkit::TestApp) -> String {
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

/// A case brought to a stage.
struct Case {
    id: String,
    clock: String,
    ask: String,
    version: i64,
}

db_test!(
    async fn every_endpoint_lets_through_its_roles_and_no_others(app: TestApp) {
        let mut api = Api::serve(app).await;
        let operations = operations();
        let re_audit = a_re_audit(app).await;
        for (id, roles) in ALLOWED {
            let (_, method, path) = operations.iter().find(|(own, _, _)| own == id).unwrap();
            for login in STAFF {
                api.sign_in(login).await;
                let case = case_for(app, id).await;
                let version = match id {
                    "publishMatters" | "endPrecedent" => {
                        i64::from(app.ctx.rules(None).await.unwrap().catalogue_version)
                    }
                    "publishLimits" => i64::from(app.ctx.store.limits_version().await.unwrap()),
                    _ => case.version,
                };
                let mut path = path
                    .replace("{request}", &case.id)
                    .replace("{clock}", &case.clock)
                    .replace("{ask}", &case.ask)
                    .replace("{re_audit}", &re_audit)
                    .replace("{job}", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
                if id == "compareCatalogue" {
                    path.push_str("?from=0&to=1");
                }
                if id == "numbersByUnit" || id == "reAuditNumbers" {
                    path.push_str("?from=2026-03-01&to=2026-03-31");
                }
                let status = api
                    .send(login, method.clone(), &path, Some(version), body_for(app, id).await.as_ref())
                    .await
                    .status();
                // Past the door, a rule or a missing thing may still say no.
                let inside = status.is_success()
                    || status == StatusCode::UNPROCESSABLE_ENTITY
                    || (id == "reviveJob" && status == StatusCode::NOT_FOUND);
                let outside = status == StatusCode::FORBIDDEN || status == StatusCode::NOT_FOUND;
                assert!(if roles.contains(login) { inside } else { outside }, "{login} {id}: {status}");
            }
        }
    }
);

db_test!(
    async fn a_command_without_its_csrf_token_is_refused(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("operator").await;
        let body = serde_json::to_vec(&recording(app)).unwrap();
        // The session's own token comes first; a second, wrong one must not help.
        let headers = [("content-type", "application/json"), ("idempotency-key", "0123456789abcdef")];
        let answer = api.without_csrf("operator", "/api/v1/requests", &headers, body).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], "csrf");
    }
);
