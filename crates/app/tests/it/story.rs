//! The straight road, by role.

use hemu_app::{
    AppError,
    numbers::numbers_by_unit,
    request::{self, track_request, view_request},
};
use hemu_domain::{
    kernel::CaseId,
    request::{
        Action, Answer, CallBack, CallBackOutcome, CloseRequest, ContactChannel, Contacted, Dispatch,
        Exclude, ExclusionReason, LogContact, Reply, Request, SendBack, SettleOnSpot, Sign, Solved, Stage,
    },
};
use hemu_testkit::{TestApp, a_message, db_test};

pub(crate) fn a_reply() -> Reply {
    Reply {
        text: "经现场查看，水管已于当晚修复，供水恢复正常。".into(), evidence: "维修单一份".into()
    }
}

pub(crate) fn satisfied() -> CallBack {
    CallBack {
        outcome: CallBackOutcome::Answered,
        answer: Some(Answer { contacted: Contacted::Yes, solved: Solved::Yes, satisfied: 5 }),
        words: String::new(),
    }
}

pub(crate) fn unsolved() -> CallBack {
    CallBack {
        outcome: CallBackOutcome::Answered,
        answer: Some(Answer { contacted: Contacted::No, solved: Solved::No, satisfied: 1 }),
        words: "还是没有水".into(),
    }
}

pub(crate) async fn dispatched(app: &TestApp) -> CaseId {
    let case = app.a_request().await.case.id;
    let input = Dispatch {
        matter: app.matter("utilities.water_outage").await,
        lead: app.water,
        assisting: vec![app.street],
    };
    request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
        .await
        .unwrap();
    case
}

pub(crate) async fn replied(app: &TestApp) -> CaseId {
    let case = dispatched(app).await;
    let water = app.call("water").await;
    request::sign_request(&app.ctx, &water, app.target(case).await, &Sign).await.unwrap();
    let contact =
        LogContact { channel: ContactChannel::Phone, reached: true, note: "已电话联系".into() };
    request::log_contact(&app.ctx, &water, app.target(case).await, &contact).await.unwrap();
    app.pass_minutes(60);
    request::reply_to_request(&app.ctx, &water, app.target(case).await, &a_reply()).await.unwrap();
    case
}

pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Refused(refusal)) => refusal.code,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

db_test!(
    async fn a_request_goes_from_intake_to_answer_and_the_numbers_say_so(app: TestApp) {
        let from = app.ctx.clock.now();
        let recorded =
            request::record_request(&app.ctx, &app.call("operator").await, &app.new_request()).await.unwrap();
        let case = recorded.request.case.id;
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![app.street],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        let water = app.call("water").await;
        request::sign_request(&app.ctx, &water, app.target(case).await, &Sign).await.unwrap();
        let contact =
            LogContact { channel: ContactChannel::Visit, reached: true, note: "上门查看".into() };
        request::log_contact(&app.ctx, &water, app.target(case).await, &contact).await.unwrap();
        app.pass_minutes(120);
        request::reply_to_request(&app.ctx, &water, app.target(case).await, &a_reply()).await.unwrap();
        request::call_back(&app.ctx, &app.call("callback").await, app.target(case).await, &satisfied())
            .await
            .unwrap();
        let closed = request::close_request(
            &app.ctx,
            &app.call("callback").await,
            app.target(case).await,
            &CloseRequest,
        )
        .await
        .unwrap();

        assert_eq!(closed.state.stage(), Stage::Closed);
        assert!(closed.clocks.iter().all(|clock| !clock.is_open()), "no clock runs on");

        let tracked = track_request(&app.ctx, &recorded.number().0, &recorded.tracking_code).await.unwrap();
        assert_eq!(tracked.message.as_deref(), Some(a_message()));
        assert!(
            tracked.steps.iter().any(|step| step.text.as_deref() == Some(a_reply().text.as_str())),
            "the resident reads the answer"
        );
        assert!(matches!(
            track_request(&app.ctx, &recorded.number().0, "AAAAAAAA").await,
            Err(AppError::NotFound)
        ));

        let numbers =
            numbers_by_unit(&app.ctx, &app.call("supervisor").await, from, app.ctx.clock.now().plus_ms(1))
                .await
                .unwrap();
        let of_water = numbers.iter().find(|line| line.unit == Some(app.water)).unwrap();
        for rate in [of_water.response, of_water.resolution, of_water.satisfaction, of_water.on_time] {
            assert_eq!(
                (rate.numerator_hundredths, rate.denominator, rate.basis_points),
                (100, 1, Some(10_000))
            );
        }
        assert_eq!(of_water.reply_minutes_mean, Some(120));
        assert_eq!((numbers[0].unit, numbers[0].recorded, numbers[0].closed), (None, 1, 1));
    }
);

db_test!(
    async fn an_unsolved_request_is_sent_back_once_with_half_the_time(app: TestApp) {
        let case = replied(app).await;
        let callback = app.call("callback").await;
        request::call_back(&app.ctx, &callback, app.target(case).await, &unsolved()).await.unwrap();
        let input = SendBack { reason: "诉求人称仍未供水".into() };
        let again = request::send_back(&app.ctx, &callback, app.target(case).await, &input).await.unwrap();
        assert_eq!((again.state.stage(), again.round), (Stage::Handling, 2));
        assert_eq!(again.clock("reply").unwrap().limit.amount, 4, "half of seven days, rounded up");

        request::reply_to_request(&app.ctx, &app.call("water").await, app.target(case).await, &a_reply())
            .await
            .unwrap();
        request::call_back(&app.ctx, &callback, app.target(case).await, &unsolved()).await.unwrap();
        assert_eq!(
            refused(request::send_back(&app.ctx, &callback, app.target(case).await, &input).await),
            "sent_back_once"
        );
        request::close_request(&app.ctx, &callback, app.target(case).await, &CloseRequest).await.unwrap();
    }
);

db_test!(
    async fn nobody_reached_after_three_attempts_closes_as_not_reached(app: TestApp) {
        let case = replied(app).await;
        let callback = app.call("callback").await;
        let nobody = CallBack { outcome: CallBackOutcome::NoAnswer, answer: None, words: String::new() };
        for _ in 0..2 {
            request::call_back(&app.ctx, &callback, app.target(case).await, &nobody).await.unwrap();
            assert_eq!(
                refused(
                    request::close_request(&app.ctx, &callback, app.target(case).await, &CloseRequest).await
                ),
                "not_called_back"
            );
        }
        request::call_back(&app.ctx, &callback, app.target(case).await, &nobody).await.unwrap();
        assert_eq!(
            refused(request::call_back(&app.ctx, &callback, app.target(case).await, &nobody).await),
            "attempts_used_up"
        );
        request::close_request(&app.ctx, &callback, app.target(case).await, &CloseRequest).await.unwrap();
    }
);

db_test!(
    async fn a_matter_is_answered_on_the_spot_only_when_the_catalogue_lists_it(app: TestApp) {
        let operator = app.call("operator").await;
        let case = app.a_request().await.case.id;
        let answer = "已说明参保条件和办理地点。".to_owned();
        let not_listed =
            SettleOnSpot { matter: app.matter("utilities.water_outage").await, answer: answer.clone() };
        assert_eq!(
            refused(request::settle_on_spot(&app.ctx, &operator, app.target(case).await, &not_listed).await),
            "not_on_the_spot"
        );
        let listed = SettleOnSpot { matter: app.matter("labour_social.insurance").await, answer };
        assert_eq!(
            request::settle_on_spot(&app.ctx, &operator, app.target(case).await, &listed)
                .await
                .unwrap()
                .state
                .stage(),
            Stage::Closed
        );

        let other = app.a_request().await.case.id;
        let input = Exclude {
            reason: ExclusionReason::LegalRoute, signpost: "已告知向法院提起诉讼".into()
        };
        assert_eq!(
            request::exclude_request(&app.ctx, &operator, app.target(other).await, &input)
                .await
                .unwrap()
                .state
                .stage(),
            Stage::Closed
        );
    }
);

db_test!(
    async fn only_the_right_unit_and_role_may_act_and_others_do_not_even_see_it(app: TestApp) {
        let case = dispatched(app).await;
        let target = app.target(case).await;
        // The housing bureau takes no part: for it the case does not exist.
        assert!(matches!(
            request::sign_request(&app.ctx, &app.call("housing").await, target, &Sign).await,
            Err(AppError::NotFound)
        ));
        assert!(matches!(
            view_request(&app.ctx, &app.call("housing").await, case).await,
            Err(AppError::NotFound)
        ));
        // The street assists: it sees the case and may not sign for the lead unit.
        assert_eq!(
            refused(request::sign_request(&app.ctx, &app.call("street").await, target, &Sign).await),
            "not_your_case"
        );
        assert_eq!(
            refused(request::sign_request(&app.ctx, &app.call("auditor").await, target, &Sign).await),
            "not_your_role"
        );
        // Administrators see no case.
        assert!(matches!(
            view_request(&app.ctx, &app.call("admin").await, case).await,
            Err(AppError::NotFound)
        ));

        let page = view_request(&app.ctx, &app.call("water").await, case).await.unwrap();
        let sign = page.offers.iter().find(|offer| offer.action == Action::Sign).unwrap();
        assert_eq!(sign.refusal, None);
        assert_eq!((page.parties[0].name.as_str(), page.parties[0].phone.as_str()), ("林**", "100****5678"));
    }
);

db_test!(
    async fn of_a_confidential_request_the_handling_unit_sees_no_name(app: TestApp) {
        let new = hemu_app::request::NewRequest { confidential: true, ..app.new_request() };
        let case = request::record_request(&app.ctx, &app.call("operator").await, &new)
            .await
            .unwrap()
            .request
            .case
            .id;
        let input = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        request::dispatch_request(&app.ctx, &app.call("dispatcher").await, app.target(case).await, &input)
            .await
            .unwrap();
        let of_water = view_request(&app.ctx, &app.call("water").await, case).await.unwrap();
        assert_eq!((of_water.parties[0].name.as_str(), of_water.parties[0].phone.as_str()), ("", ""));
        let of_centre = view_request(&app.ctx, &app.call("dispatcher").await, case).await.unwrap();
        assert_eq!(of_centre.parties[0].name, "林**");
    }
);

db_test!(
    async fn an_assisting_unit_has_a_clock_that_never_passes_the_leads(app: TestApp) {
        let case = app.a_request().await.case.id;
        let input = Dispatch {
            matter: app.matter("utilities.water_urgent").await,
            lead: app.water,
            assisting: vec![app.street],
        };
        let request: Request = request::dispatch_request(
            &app.ctx,
            &app.call("dispatcher").await,
            app.target(case).await,
            &input,
        )
        .await
        .unwrap();
        let lead = request.clock("reply").unwrap().due_at.unwrap();
        let assist = request.clock("assist").unwrap();
        assert_eq!(assist.unit, app.street);
        assert_eq!(assist.due_at, Some(lead), "five days are capped at the lead's two hours");
        let double = Dispatch {
            matter: app.matter("utilities.water_urgent").await,
            lead: app.water,
            assisting: vec![app.water],
        };
        let other = app.a_request().await.case.id;
        assert_eq!(
            refused(
                request::dispatch_request(
                    &app.ctx,
                    &app.call("dispatcher").await,
                    app.target(other).await,
                    &double
                )
                .await
            ),
            "unit_twice"
        );
        let centre = Dispatch {
            matter: app.matter("utilities.water_urgent").await,
            lead: app.centre,
            assisting: vec![],
        };
        assert_eq!(
            refused(
                request::dispatch_request(
                    &app.ctx,
                    &app.call("dispatcher").await,
                    app.target(other).await,
                    &centre
                )
                .await
            ),
            "cannot_lead"
        );
    }
);

db_test!(
    async fn whoever_saw_an_older_version_changes_nothing(app: TestApp) {
        let case = dispatched(app).await;
        let seen = app.target(case).await;
        let water = app.call("water").await;
        request::sign_request(&app.ctx, &water, seen, &Sign).await.unwrap();
        assert!(matches!(
            request::reply_to_request(&app.ctx, &water, seen, &a_reply()).await,
            Err(AppError::Stale)
        ));
        assert_eq!(app.target(case).await.version, 3);
    }
);
