//! At most eight statements a command (architecture 5.7).

use hemu_app::{
    access::{self, AskedReveal},
    request,
};
use hemu_domain::{
    access::{Purpose, RevealField},
    request::{CloseRequest, ContactChannel, Dispatch, LogContact, Sign},
};
use hemu_testkit::db_test;

use crate::story::{a_reply, satisfied};

const MAX: u64 = 8;

db_test!(
    async fn no_command_of_the_road_sends_more_than_eight(app: TestApp) {
        let mut counted: Vec<(&str, u64)> = Vec::new();
        let (operator, dispatcher, water, callback) = (
            app.call("operator").await,
            app.call("dispatcher").await,
            app.call_with_second_factor("water").await,
            app.call("callback").await,
        );
        let (water_matter, unit) = (app.matter("utilities.water_outage").await, app.water);
        let generation = Some(app.ctx.store.rules_generation().await.unwrap());
        let with = |call: &hemu_app::Call| hemu_app::Call { generation, ..call.clone() };
        macro_rules! count {
            ($name:literal, $command:expr) => {{
                let before = app.ctx.store.statements();
                let done = $command.await.unwrap();
                counted.push(($name, app.ctx.store.statements() - before));
                done
            }};
        }
        // The first recording reads the place; it is known from then on.
        request::record_request(&app.ctx, &operator, &app.new_request()).await.unwrap();
        let case = count!("record", request::record_request(&app.ctx, &with(&operator), &app.new_request()))
            .request
            .case
            .id;
        let dispatch = Dispatch { matter: water_matter, lead: unit, assisting: vec![app.street] };
        let target = app.target(case).await;
        count!("dispatch", request::dispatch_request(&app.ctx, &with(&dispatcher), target, &dispatch));
        let target = app.target(case).await;
        count!("sign", request::sign_request(&app.ctx, &with(&water), target, &Sign));
        let revealed = AskedReveal {
            field: RevealField::Phone,
            purpose: Purpose::ContactRequester,
            text: String::new(),
        };
        count!("reveal", access::reveal(&app.ctx, &with(&water), case, &revealed));
        let contact = LogContact { channel: ContactChannel::Phone, reached: true, note: "已联系".into() };
        let target = app.target(case).await;
        count!("log_contact", request::log_contact(&app.ctx, &with(&water), target, &contact));
        let target = app.target(case).await;
        count!("reply", request::reply_to_request(&app.ctx, &with(&water), target, &a_reply()));
        let target = app.target(case).await;
        count!("call_back", request::call_back(&app.ctx, &with(&callback), target, &satisfied()));
        let target = app.target(case).await;
        count!("close", request::close_request(&app.ctx, &with(&callback), target, &CloseRequest));
        assert!(counted.iter().all(|(_, n)| *n <= MAX), "{counted:?}");
        assert!(counted.iter().all(|(_, n)| 3 <= *n), "the counter counts: {counted:?}");
    }
);
