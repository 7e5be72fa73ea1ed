//! Care of the catalogue and the limits: compared, tried before they are published, and ended by name.

use hemu_app::{
    AppError,
    calendar::{SHIFTS, limits_in_force, publish_limits, try_limits},
    catalogue::{MatterDraft, compare_catalogue, end_precedent, list_precedents, publish_matters, try_draft},
    request,
};
use hemu_domain::{
    calendar::{Limit, LimitUnit, TimeLimit},
    catalogue::{Care, EndReason},
    kernel::AskKind,
    request::RecountClocks,
};
use hemu_testkit::{TestApp, db_test};
use jiff::civil::date;

use crate::{
    disagreement::{ask, asking, decide_with, run_jobs},
    story::{dispatched, refused},
};

/// The matter of water outages as it stands, to be changed.
async fn draft(app: &TestApp) -> MatterDraft {
    let rules = app.ctx.rules(None).await.unwrap();
    let matter = rules.matter(app.matter("utilities.water_outage").await).unwrap();
    MatterDraft {
        id: Some(matter.id),
        code: matter.code.clone(),
        name: matter.name.clone(),
        name_en: matter.name_en.clone(),
        class: matter.class.clone(),
        lead_duty: matter.lead_duty.clone(),
        legal_basis: matter.legal_basis.clone(),
        words: matter.words.clone(),
        on_the_spot: matter.on_the_spot,
        department_only: matter.department_only,
        owner: matter.owner,
        valid_until: matter.valid_until,
    }
}

async fn version(app: &TestApp) -> u32 {
    app.ctx.rules(None).await.unwrap().catalogue_version
}

db_test!(
    async fn versions_are_compared_and_matters_without_owner_are_named(app: TestApp) {
        let keeper = app.call("catalogue").await;
        let changed = MatterDraft {
            class: "e2h".into(),
            owner: Some(app.water),
            valid_until: Some(date(2026, 3, 20)),
            ..draft(app).await
        };
        let first = version(app).await;
        let (second, published) = publish_matters(&app.ctx, &keeper, first, &[changed]).await.unwrap();
        let today = app.ctx.clock.now().date_in(&app.ctx.settings.zone);
        assert_eq!(published[0].care(today), [Care::Expiring]);
        let (_, stored) = app.ctx.store.catalogue().await.unwrap();
        let own = stored.iter().find(|matter| matter.id == published[0].id).unwrap();
        assert_eq!((own.owner, own.valid_until), (Some(app.water), Some(date(2026, 3, 20))));
        let unowned = stored.iter().filter(|matter| matter.care(today).contains(&Care::NoOwner)).count();
        assert_eq!(unowned, stored.len() - 1);

        let compared = compare_catalogue(&app.ctx, first, second).await.unwrap();
        assert!(compared.added.is_empty() && compared.ended.is_empty());
        let fields: Vec<_> = compared.changed[0].fields.iter().map(|change| change.field).collect();
        assert_eq!(fields, ["class", "owner", "valid_until"]);
        assert_eq!(compare_catalogue(&app.ctx, 0, first).await.unwrap().added.len(), stored.len());
        assert_eq!(refused(compare_catalogue(&app.ctx, 0, second + 1).await), "unknown_version");
        let nobody = MatterDraft {
            owner: Some(hemu_domain::kernel::UnitId::new(app.ctx.clock.now(), 9)),
            ..draft(app).await
        };
        assert_eq!(refused(publish_matters(&app.ctx, &keeper, second, &[nobody]).await), "unknown_unit");
    }
);

db_test!(
    async fn a_draft_is_tried_on_what_was_dispatched_and_nothing_is_written(app: TestApp) {
        for _ in 0..3 {
            dispatched(app).await;
        }
        app.a_request().await;
        let keeper = app.call("catalogue").await;
        let before = version(app).await;
        let same = try_draft(&app.ctx, &keeper, &[draft(app).await], 30).await.unwrap();
        assert_eq!((same.looked_at, same.complete), (3, true));
        assert_eq!((same.matters[0].other_lead, same.matters[0].other_class), (0, 0));
        let changed = MatterDraft { lead_duty: "housing".into(), class: "e2h".into(), ..draft(app).await };
        let tried = try_draft(&app.ctx, &keeper, std::slice::from_ref(&changed), 30).await.unwrap();
        let line = &tried.matters[0];
        assert_eq!((line.cases, line.other_lead, line.other_class), (3, 3, 3));
        assert_eq!(line.moves, [(Some(app.water), Some(app.housing), 3)]);
        assert!(line.examples.is_empty(), "a keeper sees no case");
        assert_eq!(version(app).await, before);
        let dispatcher = app.call("dispatcher").await;
        assert_eq!(
            refused(try_draft(&app.ctx, &dispatcher, std::slice::from_ref(&changed), 30).await),
            "not_your_role"
        );
        assert_eq!(refused(try_draft(&app.ctx, &keeper, &[changed], 0).await), "out_of_range");
    }
);

db_test!(
    async fn a_precedent_is_listed_and_ended_with_a_reason(app: TestApp) {
        let case = dispatched(app).await;
        ask(app, "water", case, asking(AskKind::Return, "not_my_duty")).await.unwrap();
        app.add_person("dispatcher2", app.centre, hemu_domain::access::Role::Dispatcher).await;
        decide_with(app, "dispatcher2", case, true, Some(app.housing), true).await.unwrap();
        run_jobs(app).await;
        let keeper = app.call_with_key("catalogue", "end-precedent-001").await;
        let found = list_precedents(&app.ctx, &keeper).await.unwrap();
        assert_eq!((found.len(), found[0].unit), (1, app.housing));
        let seen = version(app).await;
        let end =
            async |seen| end_precedent(&app.ctx, &keeper, seen, found[0].ask, EndReason::DutyMoved).await;
        assert!(matches!(end(seen - 1).await, Err(AppError::Stale)));
        end(seen).await.unwrap();
        end(seen).await.unwrap();
        assert!(list_precedents(&app.ctx, &keeper).await.unwrap().is_empty());
        let other = app.call("catalogue").await;
        let again = end_precedent(&app.ctx, &other, seen + 1, found[0].ask, EndReason::DutyMoved).await;
        assert_eq!(refused(again), "no_precedent");
        assert_eq!(app.ctx.store.verify_ledger(&|_| {}).await.unwrap().findings, []);
    }
);

db_test!(
    async fn limits_are_tried_on_open_requests_then_published_and_recounted(app: TestApp) {
        for _ in 0..2 {
            dispatched(app).await;
        }
        let keeper = app.call("catalogue").await;
        let row = |amount| TimeLimit {
            clock: "reply".into(),
            class: "g7d".into(),
            limit: Limit { amount, unit: LimitUnit::CalendarDays },
            legal_basis: "本市规定".into(),
            valid_from: date(2026, 3, 1),
            valid_to: None,
        };
        let (seen, before) = limits_in_force(&app.ctx).await.unwrap();
        let tried = try_limits(&app.ctx, &keeper, &[row(2)]).await.unwrap();
        assert_eq!((tried.looked_at, tried.changed, tried.complete), (2, 2, true));
        let moved = tried.moved[&("g7d".to_owned(), "reply".to_owned())].shifts;
        assert_eq!(moved, [2, 0, 0, 0, 0, 0], "{SHIFTS:?}");
        assert_eq!(limits_in_force(&app.ctx).await.unwrap(), (seen, before), "nothing is written");

        let input = RecountClocks { limits: true };
        assert_eq!(request::recount_requests(&app.ctx, &keeper, input, true).await.unwrap().changed, 0);
        assert!(matches!(publish_limits(&app.ctx, &keeper, seen - 1, &[row(2)]).await, Err(AppError::Stale)));
        assert_eq!(publish_limits(&app.ctx, &keeper, seen, &[row(2)]).await.unwrap(), seen + 1);
        let done = request::recount_requests(&app.ctx, &keeper, input, false).await.unwrap();
        assert_eq!(done.changed as usize, tried.changed, "the recount does what was tried");
        assert_eq!(refused(try_limits(&app.ctx, &keeper, &[row(2), row(3)]).await), "row_twice");
        assert_eq!(refused(try_limits(&app.ctx, &keeper, &[row(0)]).await), "out_of_range");
        let water = app.call("water").await;
        assert_eq!(refused(publish_limits(&app.ctx, &water, seen + 1, &[row(3)]).await), "not_your_role");
    }
);
