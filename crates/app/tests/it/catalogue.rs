//! The catalogue: versions, suggestions, and who may publish.

use hemu_app::{
    AppError,
    catalogue::{MatterDraft, publish_matters, suggest_matters},
};
use hemu_testkit::{a_message, db_test};

fn draft() -> MatterDraft {
    MatterDraft {
        id: None,
        code: "transport.bus".into(),
        name: "公交".into(),
        name_en: "Bus".into(),
        class: "g7d".into(),
        lead_duty: "transport".into(),
        legal_basis: "地方条例".into(),
        words: vec!["公交".into()],
        on_the_spot: false,
        department_only: false,
        owner: None,
        valid_until: None,
    }
}

db_test!(
    async fn plain_words_suggest_the_matter_and_the_unit_at_the_place(app: TestApp) {
        let found =
            suggest_matters(&app.ctx, &app.call("operator").await, a_message(), Some(app.grids[0].id))
                .await
                .unwrap();
        assert_eq!(found[0].matter.code, "utilities.water_outage");
        assert_eq!(found[0].words, ["停水"]);
        assert_eq!(found[0].lead.as_ref().map(|unit| unit.id), Some(app.water));

        let neighbours =
            suggest_matters(&app.ctx, &app.call("operator").await, "楼上邻居深夜吵闹", Some(app.grids[0].id))
                .await
                .unwrap();
        assert_eq!(
            neighbours[0].lead.as_ref().map(|unit| unit.id),
            Some(app.street),
            "the narrowest territory leads"
        );
    }
);

db_test!(
    async fn publishing_makes_a_version_and_the_old_text_stays_readable(app: TestApp) {
        let keeper = app.call("catalogue").await;
        let before = app.ctx.rules(None).await.unwrap();
        let (version, published) =
            publish_matters(&app.ctx, &keeper, before.catalogue_version, &[draft()]).await.unwrap();
        assert_eq!(version, before.catalogue_version + 1);
        let changed = MatterDraft { id: Some(published[0].id), class: "c15d".into(), ..draft() };
        publish_matters(&app.ctx, &keeper, version, &[changed]).await.unwrap();

        let history = app.ctx.store.matter_history(published[0].id).await.unwrap();
        assert_eq!(history.iter().map(|matter| matter.class.as_str()).collect::<Vec<_>>(), ["c15d", "g7d"]);
        assert!(
            matches!(publish_matters(&app.ctx, &keeper, version, &[draft()]).await, Err(AppError::Stale)),
            "whoever saw an older version publishes nothing"
        );
    }
);

db_test!(
    async fn a_class_without_a_time_limit_and_a_stranger_are_refused(app: TestApp) {
        let version = app.ctx.rules(None).await.unwrap().catalogue_version;
        let unknown = MatterDraft { lead_duty: String::new(), ..draft() };
        let refusal =
            publish_matters(&app.ctx, &app.call("catalogue").await, version, &[unknown]).await.unwrap_err();
        assert!(matches!(refusal, AppError::Refused(refusal) if refusal.field == Some("lead_duty")));
        let no_limit = MatterDraft { class: "q99".into(), ..draft() };
        let refusal =
            publish_matters(&app.ctx, &app.call("catalogue").await, version, &[no_limit]).await.unwrap_err();
        assert!(
            matches!(refusal, AppError::Refused(refusal) if refusal.field == Some("class")),
            "a limit is never guessed"
        );
        assert!(publish_matters(&app.ctx, &app.call("operator").await, version, &[draft()]).await.is_err());
    }
);
