//! Merging and what requesters do: links that move nothing, own call-backs, rights of the one who asked.

use hemu_app::{
    AppError,
    request::{self, Shown},
};
use hemu_domain::{
    kernel::AskKind,
    request::{CloseRequest, Dispatch, Reopen, Stage, Supplement, Unmerge, UnmergeReason, Urge, Withdraw},
};
use hemu_testkit::db_test;

use crate::{
    disagreement::{ask, asking, decide, facts_follow_the_ledger, handled, run_jobs},
    story::{a_reply, refused, replied, satisfied},
};

db_test!(
    async fn merged_requests_follow_the_reply_and_keep_their_own_call_back(app: TestApp) {
        let parent = handled(app).await;
        let number = app.ctx.store.request(parent).await.unwrap().unwrap().case.number.0;
        let child = app.a_request().await.case.id;
        let mut new = asking(AskKind::Merge, "same_matter");
        new.parent_number = "20200101-00000000".into();
        assert_eq!(refused(ask(app, "operator", child, new.clone()).await), "unknown_case");
        new.parent_number.clone_from(&number);
        ask(app, "operator", child, new.clone()).await.unwrap();
        let merged = decide(app, "dispatcher", child, true).await.unwrap();
        assert_eq!(merged.case.merged_into, Some(parent));
        assert_eq!(merged.state.stage(), Stage::New, "a link, and nothing moves");
        let dispatch = Dispatch {
            matter: app.matter("utilities.water_outage").await,
            lead: app.water,
            assisting: vec![],
        };
        assert_eq!(
            refused(
                request::dispatch_request(
                    &app.ctx,
                    &app.call("dispatcher").await,
                    app.target(child).await,
                    &dispatch
                )
                .await
            ),
            "is_merged"
        );
        app.pass_minutes(24 * 60);
        assert!(
            !app.ctx.store.alarms_due(app.ctx.clock.now(), 10).await.unwrap().contains(&child),
            "nobody is reminded of what waits for another"
        );

        request::reply_to_request(&app.ctx, &app.call("water").await, app.target(parent).await, &a_reply())
            .await
            .unwrap();
        run_jobs(app).await;
        let followed = app.ctx.store.request(child).await.unwrap().unwrap();
        assert_eq!(followed.state.stage(), Stage::Replied);
        assert_eq!(followed.clocks.iter().filter(|clock| clock.is_open()).count(), 1, "its own call-back");
        request::call_back(&app.ctx, &app.call("callback").await, app.target(child).await, &satisfied())
            .await
            .unwrap();
        request::close_request(&app.ctx, &app.call("callback").await, app.target(child).await, &CloseRequest)
            .await
            .unwrap();
        assert_eq!(
            app.ctx.store.request(parent).await.unwrap().unwrap().state.stage(),
            Stage::Replied,
            "each closes by itself"
        );
        facts_follow_the_ledger(app).await;
        assert!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings.is_empty());
    }
);

db_test!(
    async fn a_parent_that_ends_unanswered_lets_its_children_go(app: TestApp) {
        let recorded = request::file_request(
            &app.ctx,
            &hemu_app::Call { digest: "x".into(), ..app.call("operator").await },
            &app.new_request(),
        )
        .await
        .unwrap();
        let parent = recorded.request.case.id;
        let child = app.a_request().await.case.id;
        let mut new = asking(AskKind::Merge, "same_matter");
        new.parent_number.clone_from(&recorded.request.case.number.0);
        ask(app, "operator", child, new).await.unwrap();
        decide(app, "dispatcher", child, true).await.unwrap();

        let shown = Shown {
            number: recorded.request.case.number.0.clone(),
            code: recorded.tracking_code,
            resident: None,
        };
        let withdrawn = request::withdraw_own(
            &app.ctx,
            &app.call("operator").await,
            &shown,
            &Withdraw { text: String::new() },
        )
        .await
        .unwrap();
        assert_eq!(withdrawn.case.id, parent);
        assert_eq!(withdrawn.state.stage(), Stage::Closed);
        run_jobs(app).await;
        let released = app.ctx.store.request(child).await.unwrap().unwrap();
        assert_eq!(released.case.merged_into, None);
        assert!(released.clocks.iter().all(|clock| !clock.muted), "its clocks are watched again");
    }
);

db_test!(
    async fn two_merges_that_cross_cannot_both_succeed(app: TestApp) {
        let (a, b) = (app.a_request().await, app.a_request().await);
        for (child, parent) in [(&a, &b), (&b, &a)] {
            let mut new = asking(AskKind::Merge, "same_matter");
            new.parent_number.clone_from(&parent.case.number.0);
            ask(app, "operator", child.case.id, new).await.unwrap();
        }
        let (one, other) = tokio::join!(
            decide(app, "dispatcher", a.case.id, true),
            decide(app, "supervisor", b.case.id, true)
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    }
);

db_test!(
    async fn requesters_add_urge_complain_and_have_it_opened_again(app: TestApp) {
        let call = hemu_app::Call { digest: "x".into(), ..app.call("operator").await };
        let recorded = request::file_request(&app.ctx, &call, &app.new_request()).await.unwrap();
        let shown = Shown {
            number: recorded.number().0.clone(),
            code: recorded.tracking_code.clone(),
            resident: None,
        };
        let wrong = Shown { code: "AAAAAAAA".into(), ..shown.clone() };
        let urge = Urge { text: String::new() };
        assert!(matches!(request::urge_own(&app.ctx, &call, &wrong, &urge).await, Err(AppError::NotFound)));
        let due = recorded.request.clock("dispatch").unwrap().due_at;
        let urged = request::urge_own(&app.ctx, &call, &shown, &urge).await.unwrap();
        assert_eq!(urged.clock("dispatch").unwrap().due_at, due, "urging resets no clock");
        assert_eq!(refused(request::urge_own(&app.ctx, &call, &shown, &urge).await), "urged_lately");
        request::supplement_own(&app.ctx, &call, &shown, &Supplement { text: "现在整栋楼都停水".into() })
            .await
            .unwrap();

        let exclude = hemu_domain::request::Exclude {
            reason: hemu_domain::request::ExclusionReason::OutsideDuty,
            signpost: "请向供水企业反映".into(),
        };
        let case = recorded.request.case.id;
        request::exclude_request(&app.ctx, &app.call("operator").await, app.target(case).await, &exclude)
            .await
            .unwrap();
        let reopen = Reopen { text: "仍然没有解决".into() };
        assert_eq!(refused(request::reopen_own(&app.ctx, &call, &shown, &reopen).await), "ending_stands");
        request::complain_own(&app.ctx, &call, &shown, "ending", "我的诉求应由热线办理").await.unwrap();
        assert_eq!(refused(decide(app, "dispatcher", case, true).await), "not_your_role");
        let upheld = decide(app, "supervisor", case, true).await.unwrap();
        assert_eq!((upheld.state.stage(), upheld.round), (Stage::New, 2), "taken up again");
        let tracked = request::track_request(&app.ctx, &shown.number, &shown.code).await.unwrap();
        assert!(tracked.steps.iter().any(|step| step.action == "decide_complaint" && step.text.is_some()));
        assert!(tracked.steps.iter().all(|step| !step.action.starts_with("ask_")));
    }
);

db_test!(
    async fn a_closed_request_is_opened_again_within_the_window_only(app: TestApp) {
        let case = replied(app).await;
        request::call_back(&app.ctx, &app.call("callback").await, app.target(case).await, &satisfied())
            .await
            .unwrap();
        request::close_request(&app.ctx, &app.call("callback").await, app.target(case).await, &CloseRequest)
            .await
            .unwrap();
        app.pass_minutes(29 * 24 * 60);
        let reopen = Reopen { text: "又停水了，没有解决".into() };
        let opened =
            request::reopen_request(&app.ctx, &app.call("operator").await, app.target(case).await, &reopen)
                .await
                .unwrap();
        assert_eq!((opened.state.stage(), opened.round, opened.send_backs), (Stage::New, 2, 0));
        assert!(opened.case.closed_at.is_none());

        let other = replied(app).await;
        request::call_back(&app.ctx, &app.call("callback").await, app.target(other).await, &satisfied())
            .await
            .unwrap();
        request::close_request(&app.ctx, &app.call("callback").await, app.target(other).await, &CloseRequest)
            .await
            .unwrap();
        app.pass_minutes(31 * 24 * 60);
        assert_eq!(
            refused(
                request::reopen_request(
                    &app.ctx,
                    &app.call("operator").await,
                    app.target(other).await,
                    &reopen
                )
                .await
            ),
            "reopen_window_over"
        );
    }
);

db_test!(
    async fn unmerging_needs_a_reason_and_a_person_of_the_centre(app: TestApp) {
        let (parent, child) = (app.a_request().await, app.a_request().await.case.id);
        let mut new = asking(AskKind::Merge, "same_requester");
        new.parent_number.clone_from(&parent.case.number.0);
        ask(app, "operator", child, new).await.unwrap();
        decide(app, "dispatcher", child, true).await.unwrap();
        let input = Unmerge { reason: UnmergeReason::NotTheSame, text: "核实后并非同一事项".into() };
        assert_eq!(
            refused(
                request::unmerge_request(
                    &app.ctx,
                    &app.call("operator").await,
                    app.target(child).await,
                    &input
                )
                .await
            ),
            "not_your_role"
        );
        let alone = request::unmerge_request(
            &app.ctx,
            &app.call("supervisor").await,
            app.target(child).await,
            &input,
        )
        .await
        .unwrap();
        assert_eq!((alone.case.merged_into, alone.state.stage()), (None, Stage::New));
    }
);
