//! Every endpoint against anonymous, wrong unit, wrong role and right role. The list of endpoints is the contract's:
//! one that is missing here fails.

use hemu_testkit::db_test;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    client::{Api, recording},
    prepared::{a_re_audit, body_for, case_for, export_for, files_for, notice_for, someone, upload_headers},
};

/// Open to everybody: signing in, the portal, health. May only shrink.
const OPEN: &[&str] = &[
    "signIn",
    "fileRequest",
    "trackRequest",
    "supplementOwn",
    "urgeOwn",
    "rateOwn",
    "withdrawOwn",
    "reopenOwn",
    "complainOwn",
    "askRight",
    "requestCode",
    "residentSignIn",
    "portalDivisions",
    "portalUnits",
    "health",
    // These ask for number and code: `files.rs` shows that a wrong one of either finds nothing.
    "beginResidentUpload",
    "residentUploadState",
    "appendToResidentUpload",
    "readResidentFile",
    "previewResidentFile",
];

/// Open to a resident signed in to their own account, and to nobody of the staff.
const RESIDENT: &[&str] = &[
    "residentAccount",
    "residentSignOut",
    "nameResident",
    "ownRequests",
    "attachRequest",
    "exportAccount",
    "deleteAccount",
];

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
    ("beginUpload", &["operator", "dispatcher", "callback", "water"]),
    // Whoever began an upload goes on with it, nobody else.
    ("uploadState", &["water"]),
    ("appendToUpload", &["water"]),
    ("readFile", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
    ("previewFile", &["operator", "dispatcher", "callback", "supervisor", "auditor", "water"]),
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
    ("noticeChoices", STAFF),
    ("setNoticeChoices", STAFF),
    ("sendNoticeAgain", &["operator", "dispatcher", "supervisor"]),
    ("outbox", &["auditor", "admin", "audit"]),
    ("supervisionBoard", STAFF),
    ("repeatedMatters", STAFF),
    ("noteRepeat", &["supervisor"]),
    ("listReAudits", &["supervisor", "auditor", "callback"]),
    ("fixReAudit", &["auditor"]),
    ("viewReAudit", &["supervisor", "auditor", "callback"]),
    ("drawReAudit", &["auditor"]),
    ("recordFinding", &["auditor", "callback"]),
    ("reAuditNumbers", STAFF),
    ("compareCatalogue", STAFF),
    ("tryCatalogue", &["catalogue"]),
    ("precedents", STAFF),
    ("endPrecedent", &["catalogue"]),
    ("limits", STAFF),
    ("publishLimits", &["catalogue"]),
    ("tryLimits", &["catalogue"]),
    ("live", STAFF),
    ("listRights", &["supervisor", "auditor"]),
    ("decideRight", &["supervisor", "auditor"]),
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
        OPEN.iter().chain(RESIDENT).copied().chain(ALLOWED.iter().map(|(operation, _)| *operation)).collect();
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
            let answer = api.send("nobody", method.clone(), &path, Some(1), body.as_ref()).await;
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{id}");
            if method == Method::HEAD {
                continue;
            }
            let problem: Value = answer.json().await.unwrap();
            assert_eq!(problem["code"], "sign_in", "{id}");
        }
    }
);

db_test!(
    async fn no_member_of_staff_gets_into_an_account_of_a_resident(app: TestApp) {
        let mut api = Api::serve(app).await;
        for login in STAFF {
            api.sign_in(login).await;
            for (id, method, path) in
                operations().into_iter().filter(|(id, _, _)| RESIDENT.contains(&id.as_str()))
            {
                let body = (method == Method::POST).then(|| json!({}));
                let answer = api.send(login, method, &path, None, body.as_ref()).await;
                assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{login} {id}");
            }
        }
    }
);

db_test!(
    async fn every_endpoint_lets_through_its_roles_and_no_others(app: TestApp) {
        let mut api = Api::serve(app).await;
        let operations = operations();
        let re_audit = a_re_audit(app).await;
        let (account, post, leave) = someone(app).await;
        let export = export_for(app).await;
        for (id, roles) in ALLOWED {
            let (_, method, path) = operations.iter().find(|(own, _, _)| own.as_str() == *id).unwrap();
            for login in STAFF {
                api.sign_in(login).await;
                // What needs a fresh code has tests of its own; here it has been given.
                app.with_second_factor(login).await;
                let case = case_for(app, id).await;
                let version = match *id {
                    "publishMatters" | "endPrecedent" => {
                        i64::from(app.ctx.rules(None).await.unwrap().catalogue_version)
                    }
                    "publishLimits" => i64::from(app.ctx.store.limits_version().await.unwrap()),
                    _ => case.version,
                };
                let notice = notice_for(app, id, &case.id).await;
                let (upload, file) = files_for(app, id, &case.id).await;
                let known = [
                    ("re_audit", &re_audit),
                    ("request", &case.id),
                    ("case", &case.id),
                    ("account", &account),
                    ("post", &post),
                    ("leave", &leave),
                    ("export", &export),
                    ("clock", &case.clock),
                    ("ask", &case.ask),
                    ("notice", &notice),
                    ("upload", &upload),
                    ("file", &file),
                ];
                let mut path = filled(path, &known);
                if *id == "compareCatalogue" {
                    path.push_str("?from=0&to=1");
                }
                if *id == "explainAccess" {
                    path.push_str(&format!("?user=water&case={}", case.number));
                }
                if *id == "numbersByUnit" || *id == "reAuditNumbers" {
                    path.push_str("?from=2026-03-01&to=2026-03-31");
                }
                api.extra = upload_headers(id);
                let status = api
                    .send(login, method.clone(), &path, Some(version), body_for(app, id).await.as_ref())
                    .await
                    .status();
                api.extra.clear();
                // Past the door, a rule or a missing thing may still say no.
                let inside = status.is_success()
                    || status == StatusCode::UNPROCESSABLE_ENTITY
                    || (["reviveJob", "decideRight", "endSession", "demoCode"].contains(id)
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
