//! Every endpoint against anonymous, wrong unit, wrong role and right role. The list of endpoints is the contract's:
//! one that is missing here fails.

use hemu_app::export::{AskedExport, ask_export};
use hemu_testkit::db_test;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::client::{Api, recording};

/// Open to everybody: signing in, the portal, health. May only shrink.
const OPEN: &[&str] = &["signIn", "fileRequest", "trackRequest", "portalDivisions", "portalUnits", "health"];

/// Operation, and the roles that get through; everybody else of the staff is refused or does not find it.
const ALLOWED: &[(&str, &[&str])] = &[
    ("session", STAFF),
    ("signOut", STAFF),
    ("setPassword", STAFF),
    ("beginSecondFactor", STAFF),
    ("confirmSecondFactor", STAFF),
    ("giveSecondFactor", STAFF),
    ("demoCode", STAFF),
    ("mySessions", STAFF),
    ("endSession", STAFF),
    ("endOtherSessions", STAFF),
    ("myLeave", STAFF),
    ("noteMyLeave", STAFF),
    ("colleagues", STAFF),
    ("noteLeaveOf", &["security"]),
    ("endLeave", &["security"]),
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
    ("explainClock", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
    ("recuse", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
    ("reveal", &["operator", "dispatcher", "callback", "water"]),
    ("callRequester", &["operator", "dispatcher", "callback", "water"]),
    ("breakGlass", &["dispatcher", "supervisor"]),
    ("listLooks", &["auditor", "audit"]),
    ("explainAccess", &["auditor", "security", "audit"]),
    ("setPhone", &["security"]),
    ("askExport", &["supervisor", "auditor"]),
    ("listExports", &["supervisor", "auditor"]),
    ("approveExport", &["auditor"]),
    ("fetchExport", &["supervisor"]),
    ("listCases", STAFF),
    ("matters", STAFF),
    ("publishMatters", &["catalogue"]),
    ("suggestMatters", STAFF),
    ("units", STAFF),
    ("divisions", STAFF),
    ("accounts", &["auditor", "security", "audit"]),
    ("viewAccount", &["auditor", "security", "audit"]),
    ("accountRecord", &["auditor", "audit"]),
    ("givePost", &["security"]),
    ("endPost", &["security"]),
    ("unlockAccount", &["security"]),
    ("disableAccount", &["security"]),
    ("enableAccount", &["security"]),
    ("endSessionsOf", &["security"]),
    ("takeOffSecondFactor", &["security"]),
    ("openUnit", &["admin"]),
    ("openAccount", &["security"]),
    ("numbersByUnit", STAFF),
    ("myNotices", STAFF),
    ("readNotices", STAFF),
    ("live", STAFF),
    ("deadJobs", &["auditor", "admin", "audit"]),
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
    "security",
    "audit",
    "statistician",
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

/// The path with what is known filled in; what is not known is an identifier that belongs to nothing.
fn filled(path: &str, known: &[(&str, &String)]) -> String {
    let parts = path.split('/').map(|part| {
        let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return part };
        let found = known.iter().find(|(own, _)| *own == name).map(|(_, id)| id.as_str());
        found.unwrap_or("01ARZ3NDEKTSV4RRFFQ69G5FAV")
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_endpoint_of_the_contract_stands_in_one_list() {
    let mut listed: Vec<&str> =
        OPEN.iter().copied().chain(ALLOWED.iter().map(|(operation, _)| *operation)).collect();
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
            let path = filled(&path, &[]);
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
        "publishMatters" => {
            json!({"matters": [{"code": "transport.bus", "name": "公交", "name_en": "Bus", "class": "g7d", "lead_duty": "transport", "legal_basis": "地方条例"}]})
        }
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
        "suggestMatters" => json!({"text": "停水"}),
        "setPassword" => json!({"old": "not the password", "password": "Xin-Mima-2026"}),
        "confirmSecondFactor" | "giveSecondFactor" => json!({"code": "000000"}),
        "noteMyLeave" | "noteLeaveOf" => {
            json!({"deputy": app.account("district").await.to_string(), "from": "2026-04-01", "last_day": "2026-04-03"})
        }
        "givePost" => json!({"unit": app.water.to_string(), "role": "handler", "from": "2026-04-01"}),
        "beginSecondFactor"
        | "endSession"
        | "endOtherSessions"
        | "endLeave"
        | "endPost"
        | "unlockAccount"
        | "disableAccount"
        | "enableAccount"
        | "endSessionsOf"
        | "takeOffSecondFactor" => json!({}),
        "signRequest" | "closeRequest" | "signOut" | "readNotices" | "reviveJob" | "approveExport" => {
            json!({})
        }
        _ => return None,
    })
}

/// Bring a fresh case to the stage in which the operation is possible.
async fn case_for(app: &hemu_testkit::TestApp, id: &str) -> (String, String, i64) {
    use hemu_app::request;
    use hemu_domain::request::{Dispatch, Reply, Sign};
    let case = app.a_request().await.case.id;
    let steps = match id {
        "signRequest" | "viewRequest" | "explainClock" | "recuse" | "reveal" | "callRequester" => 1,
        "logContact" | "addNote" | "replyToRequest" => 2,
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
    let now = app.ctx.store.request(case).await.unwrap().unwrap();
    (case.to_string(), now.clocks[0].id.to_string(), i64::from(now.case.version))
}

/// Somebody whom nothing else here concerns, with a post and a leave to come.
async fn someone(app: &hemu_testkit::TestApp) -> (String, String, String) {
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
async fn export_for(app: &hemu_testkit::TestApp) -> String {
    app.a_request().await;
    let asked = AskedExport { stages: vec![], overdue: false, purpose: "季度分析用途".into() };
    let supervisor = app.call_with_second_factor("supervisor").await;
    let asked = ask_export(&app.ctx, &supervisor, &asked).await.unwrap();
    while 0 < hemu_app::jobs::run_due_jobs(&app.ctx).await.unwrap() {}
    asked.export.id.to_string()
}

db_test!(
    async fn every_endpoint_lets_through_its_roles_and_no_others(app: TestApp) {
        let mut api = Api::serve(app).await;
        let operations = operations();
        let (account, post, leave) = someone(app).await;
        let export = export_for(app).await;
        for (id, roles) in ALLOWED {
            let (_, method, path) = operations.iter().find(|(own, _, _)| own.as_str() == *id).unwrap();
            for login in STAFF {
                api.sign_in(login).await;
                // What needs a fresh code has tests of its own; here it has been given.
                app.with_second_factor(login).await;
                let (case, clock, version) = case_for(app, id).await;
                let version = if *id == "publishMatters" {
                    i64::from(app.ctx.rules(None).await.unwrap().catalogue_version)
                } else {
                    version
                };
                let known = [
                    ("request", &case),
                    ("case", &case),
                    ("clock", &clock),
                    ("account", &account),
                    ("post", &post),
                    ("leave", &leave),
                    ("export", &export),
                ];
                let mut path = filled(path, &known);
                if *id == "numbersByUnit" {
                    path.push_str("?from=2026-03-01&to=2026-03-31");
                }
                if *id == "explainAccess" {
                    let request = app.ctx.store.request(case.parse().unwrap()).await.unwrap().unwrap();
                    path.push_str(&format!("?user=water&case={}", request.case.number.0));
                }
                let status = api
                    .send(login, method.clone(), &path, Some(version), body_for(app, id).await.as_ref())
                    .await
                    .status();
                // Past the door, a rule or a missing thing may still say no.
                let inside = status.is_success()
                    || status == StatusCode::UNPROCESSABLE_ENTITY
                    || (["reviveJob", "endSession", "demoCode"].contains(id)
                        && status == StatusCode::NOT_FOUND);
                // One's own export is refused by a rule, which is as far as its maker gets.
                let own = *id == "approveExport" && *login == "supervisor";
                let inside = inside && !own;
                let outside = (own && status == StatusCode::UNPROCESSABLE_ENTITY)
                    || status == StatusCode::FORBIDDEN
                    || status == StatusCode::NOT_FOUND;
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
