//! Live updates: whoever watches is told that there is something new, and nothing more; others are not.

use hemu_app::{jobs, request};
use hemu_domain::request::Dispatch;
use hemu_testkit::db_test;
use reqwest::{Method, Response, StatusCode};

use crate::client::Api;

/// The next event, passing over comments that keep the connection open.
async fn next_event(stream: &mut Response) -> String {
    let mut said = String::new();
    while !said.contains("event:") || !said.ends_with("\n\n") {
        let chunk = stream.chunk().await.unwrap().expect("the stream goes on");
        said.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    said
}

db_test!(
    async fn the_unit_that_gets_a_request_is_told_while_it_watches(app: TestApp) {
        let mut api = Api::serve(app).await;
        api.sign_in("water").await;
        let mut watching = api.send("water", Method::GET, "/api/v1/live", None, None).await;
        assert_eq!(watching.status(), StatusCode::OK);

        let case = app.a_request().await.case.id;
        let matter = app.matter("utilities.water_outage").await;
        // First another unit's notice, then this one's: only the second arrives.
        let other = app.a_request().await.case.id;
        for (case, lead) in [(other, app.housing), (case, app.water)] {
            let input = Dispatch { matter, lead, assisting: vec![] };
            let target = app.target(case).await;
            request::dispatch_request(&app.ctx, &app.call("dispatcher").await, target, &input).await.unwrap();
        }
        while jobs::run_due_jobs(&app.ctx).await.unwrap() != 0 {}

        let event = tokio::time::timeout(std::time::Duration::from_secs(10), next_event(&mut watching))
            .await
            .expect("an event arrives");
        assert_eq!(event.matches("event:").count(), 1, "{event}");
        assert!(event.contains("event: notice") && !event.contains(&case.to_string()), "{event}");
        let mine: serde_json::Value = api.get("water", "/api/v1/notices").await.json().await.unwrap();
        assert_eq!(mine["unread"], 1);
    }
);
