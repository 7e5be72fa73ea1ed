//! Each number of the board is the length of the list that it opens.

use hemu_app::request::{self, NewAsk, NewRequest};
use hemu_domain::{
    kernel::{AskKind, AskTerms, CaseId},
    request::{Dispatch, Sign},
};
use hemu_testkit::{TestApp, db_test};
use serde_json::Value;

use crate::client::Api;

/// Every `{count, list}` anywhere in the board.
fn numbers(value: &Value, found: &mut Vec<(i64, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(count), Some(list)) = (fields.get("count"), fields.get("list")) {
                found.push((count.as_i64().unwrap(), list.as_str().unwrap().to_owned()));
            }
            fields.values().for_each(|inner| numbers(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| numbers(inner, found)),
        _ => {}
    }
}

async fn work(app: &TestApp, grid: usize, dispatched: bool) -> CaseId {
    let new = NewRequest { division: app.grids[grid].id, ..app.new_request() };
    let call = app.call("operator").await;
    let case = request::record_request(&app.ctx, &call, &new).await.unwrap().request.case.id;
    if dispatched {
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        let call = app.call("dispatcher").await;
        request::dispatch_request(&app.ctx, &call, app.target(case).await, &input).await.unwrap();
        let call = app.call("water").await;
        request::sign_request(&app.ctx, &call, app.target(case).await, &Sign).await.unwrap();
    }
    case
}

async fn ask(app: &TestApp, login: &str, case: CaseId, kind: AskKind, reason: &str) {
    let new = NewAsk {
        kind,
        terms: AskTerms { reason: reason.into(), ..AskTerms::default() },
        text: "因故提出申请，请予审批".into(),
        parent_number: String::new(),
    };
    request::ask_for(&app.ctx, &app.call(login).await, app.target(case).await, &new).await.unwrap();
}

db_test!(
    async fn every_number_of_the_board_is_the_length_of_its_list(app: TestApp) {
        for days in [10, 4, 2, 1, 0] {
            work(app, 0, true).await;
            let asked = work(app, 2, true).await;
            ask(app, "water", asked, AskKind::Return, "not_my_duty").await;
            let ordered = work(app, 1, true).await;
            ask(app, "supervisor", ordered, AskKind::Order, "overdue").await;
            work(app, 1, false).await;
            app.pass_minutes(days * 24 * 60);
        }
        let mut api = Api::serve(app).await;
        let mut checked = 0;
        for login in ["supervisor", "water", "dispatcher"] {
            api.sign_in(login).await;
            for part in ["", "?division=0001/0001/"] {
                let board: Value =
                    api.get(login, &format!("/api/v1/supervision/board{part}")).await.json().await.unwrap();
                let mut found = Vec::new();
                numbers(&board, &mut found);
                assert!(20 < found.len());
                for (count, list) in found {
                    let answer = api.get(login, &format!("/api/v1/worklist?limit=1&{list}")).await;
                    let page: Value = answer.json().await.unwrap();
                    assert_eq!(page["count"], count, "{login} {list}");
                    checked += count;
                }
            }
        }
        assert!(100 < checked, "{checked}");
    }
);
