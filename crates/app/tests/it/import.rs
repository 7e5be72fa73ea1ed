//! Imports: bad rows are named and never stop the others; twice adds nothing twice; real files when they are there.

use std::path::{Path, PathBuf};

use hemu_app::{
    import::{ImportOptions, ImportReport, import_requests},
    organisation::import_divisions,
    worklist::{Order, WorklistFilter, list_cases},
};
use hemu_domain::{access::Permit, kernel::AccountId};
use hemu_testkit::{TestApp, db_test};

const MAP: &str = r#"
source = "old-hotline"
key = "编号"
message = ["主题", "详情"]
time = "时间"
name = "姓名"
phone = "电话"
division = "试验市/东区"
suggest_from = 6000
"#;

const FILE: &str = "\u{feff}编号,姓名,电话,主题,时间,详情\n\
1,林某,10012345678,停水,2025/12/30 17:06:14,\"小区停水两天，\n请打10012345678联系\"\n\
2,何某,not a number,电话不对,2025/12/30 17:06:14,这一行的电话写错了\n\
3,高某,10012345679,时间不对,昨天,这一行的时间写错了\n\
4,罗某,,短,2025/12/30 17:06:14,\n\
,郑某,,没有编号,2025/12/30 17:06:14,这一行没有编号所以不收\n\
6,梁某,,列数不对,2025/12/30 17:06:14\n\
7,谢某,,路灯,2025/12/31 08:00:00,门口的路灯不亮已经一周了\n";

async fn import(app: &TestApp, file: &Path, map: &str, dry_run: bool) -> ImportReport {
    let actor = app.call("operator").await.actor;
    import_requests(
        &app.ctx,
        &actor,
        &ImportOptions { file: file.to_owned(), map: map.to_owned(), dry_run },
        &|_, _| {},
    )
    .await
    .unwrap()
}

async fn recorded(app: &TestApp) -> i64 {
    let filter = WorklistFilter {
        order: Order::Newest,
        stages: vec![],
        after: None,
        due_before: None,
        waiting: false,
        narrow: Default::default(),
        limit: 50,
    };
    list_cases(&app.ctx, &app.call("dispatcher").await, &filter).await.unwrap().count
}

db_test!(
    async fn bad_rows_are_named_good_rows_are_taken_and_a_second_run_adds_nothing(app: TestApp) {
        let file = app.database.folder().join("old.csv");
        std::fs::write(&file, FILE).unwrap();

        let dry = import(app, &file, MAP, true).await;
        assert_eq!((dry.rows, dry.added, recorded(app).await), (7, 2, 0), "a dry run writes nothing");

        let first = import(app, &file, MAP, false).await;
        assert_eq!((first.added, first.already_there), (2, 0));
        let bad: Vec<(u64, &str)> = first.bad_rows.iter().map(|bad| (bad.row, bad.column.as_str())).collect();
        assert_eq!(bad, [(3, "phone"), (4, "时间"), (5, "message"), (6, "编号"), (7, "")]);
        assert!(
            first
                .bad_rows
                .iter()
                .all(|bad| !bad.reason.contains("not a number") && !bad.reason.contains("昨天")),
            "a reason never quotes the row"
        );

        let second = import(app, &file, MAP, false).await;
        assert_eq!((second.added, second.already_there, second.bad_rows.len()), (0, 2, 5));
        assert_eq!(recorded(app).await, 2);

        let filter = WorklistFilter {
            order: Order::Newest,
            stages: vec![],
            after: None,
            due_before: None,
            waiting: false,
            narrow: Default::default(),
            limit: 50,
        };
        let page = list_cases(&app.ctx, &app.call("dispatcher").await, &filter).await.unwrap();
        let water =
            page.items.iter().find(|item| item.row.matter.is_some()).expect("停水 is suggested and taken");
        let summary = water.summary.as_deref().unwrap();
        assert!(
            summary.contains("停水") && summary.contains("***78") && !summary.contains("10012345678"),
            "{summary}"
        );
    }
);

db_test!(
    async fn a_map_that_names_no_column_says_which_are_there(app: TestApp) {
        let file = app.database.folder().join("old.csv");
        std::fs::write(&file, FILE).unwrap();
        let actor = app.call("operator").await.actor;
        let options = ImportOptions { file, map: MAP.replace("\"电话\"", "\"手机\""), dry_run: false };
        let error = import_requests(&app.ctx, &actor, &options, &|_, _| {}).await.unwrap_err().to_string();
        assert!(error.contains("手机") && error.contains("电话"), "{error}");
    }
);

fn shared(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    file.exists().then_some(file)
}

const REAL_MAP: &str = r#"
source = "taidi2020c"
key = "留言编号"
message = ["留言主题", "留言详情"]
time = "留言时间"
division = "试验市/东区"
"#;

db_test!(
    async fn all_real_messages_are_taken_and_numbers_in_them_are_masked(app: TestApp) {
        let Some(file) = shared("taidi2020c/official_test_unlabelled.csv") else {
            eprintln!("the folder with real messages is not here: nothing to import");
            return;
        };
        let report = import(app, &file, REAL_MAP, false).await;
        assert_eq!(report.rows, 2_801);
        assert_eq!(report.added as usize + report.bad_rows.len() + report.already_there as usize, 2_801);
        assert!(
            2_700 < report.added,
            "{} added, {:?}",
            report.added,
            report.bad_rows.iter().take(5).collect::<Vec<_>>()
        );
        let mut filter = WorklistFilter {
            order: Order::Newest,
            stages: vec![],
            after: None,
            due_before: None,
            waiting: false,
            narrow: Default::default(),
            limit: 100,
        };
        let mut seen = 0;
        loop {
            let page = list_cases(&app.ctx, &app.call("dispatcher").await, &filter).await.unwrap();
            for item in &page.items {
                let digits = item
                    .summary
                    .as_deref()
                    .unwrap_or_default()
                    .split(|c: char| !c.is_ascii_digit())
                    .map(str::len)
                    .max()
                    .unwrap_or(0);
                assert!(digits < 7, "a number shows through in {}", item.row.number);
            }
            seen += page.items.len();
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen as u64, report.added);
    }
);

db_test!(
    async fn real_divisions_are_taken_with_their_codes_and_twice_adds_nothing(app: TestApp) {
        let Some(file) = shared("divisions/3704_枣庄市_5level.csv") else {
            eprintln!("the folder with real divisions is not here: nothing to import");
            return;
        };
        let csv = std::fs::read_to_string(file).unwrap();
        let permit = Permit::platform(AccountId::PLATFORM, app.centre);
        let rows = csv.lines().count() - 1;
        let first = import_divisions(&app.ctx, permit, &csv, "2023-01-01").await.unwrap();
        assert_eq!((first.added, first.bad_rows.len()), (rows - 1, 0), "all but the province");
        let again = import_divisions(&app.ctx, permit, &csv, "2023-01-01").await.unwrap();
        assert_eq!((again.added, again.already_there), (0, rows - 1));
        let cities = hemu_app::organisation::divisions_in(&app.ctx, None).await.unwrap();
        assert_eq!(cities.iter().map(|city| city.name.as_str()).collect::<Vec<_>>(), ["试验市", "枣庄市"]);
    }
);

db_test!(
    async fn a_workbook_is_taken_like_a_file_of_text(app: TestApp) {
        let file = app.database.folder().join("old.xlsx");
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, heading) in ["编号", "姓名", "电话", "主题", "时间", "详情"].into_iter().enumerate()
        {
            sheet.write(0, column as u16, heading).unwrap();
        }
        for (column, cell) in ["1", "林某", "10012345678", "停水", "2025/12/30 17:06:14", "小区停水两天"]
            .into_iter()
            .enumerate()
        {
            sheet.write(1, column as u16, cell).unwrap();
        }
        // The second row has a number and a moment as a spreadsheet keeps them.
        sheet.write(2, 0, 2.0).unwrap();
        let moment = rust_xlsxwriter::ExcelDateTime::parse_from_str("2025-12-31T08:00:00").unwrap();
        sheet
            .write_with_format(
                2,
                4,
                &moment,
                &rust_xlsxwriter::Format::new().set_num_format("yyyy/m/d hh:mm"),
            )
            .unwrap();
        sheet.write(2, 5, "门口的路灯不亮已经一周了").unwrap();
        book.save(&file).unwrap();

        let report = import(app, &file, MAP, false).await;
        assert_eq!((report.rows, report.added), (2, 2), "{:?}", report.bad_rows);
        assert_eq!(import(app, &file, MAP, false).await.already_there, 2);
    }
);

db_test!(
    async fn limits_from_a_file_hold_from_their_day_and_a_bad_line_changes_nothing(app: TestApp) {
        use hemu_app::calendar::{parse_limits, set_limits};
        let head = "clock,class,amount,counts,legal_basis,valid_from\n";
        let bad = parse_limits(&format!("{head}reply,g7d,5,working_days,本市办法,2026-01-01\nreply,c15d,many,working_days,本市办法,2026-01-01\n")).unwrap_err().to_string();
        assert!(bad.contains("line 3"), "{bad}");
        let limits = parse_limits(&format!("{head}reply,g7d,5,working_days,本市办法,2026-01-01\n")).unwrap();
        set_limits(&app.ctx, Permit::platform(AccountId::PLATFORM, app.centre), &limits).await.unwrap();
        let rules = app.ctx.rules(None).await.unwrap();
        assert_eq!(rules.limit("reply", "g7d", app.ctx.clock.now()).unwrap().limit.amount, 5);
        let before = app.ctx.clock.now().plus_ms(-200 * hemu_domain::kernel::Instant::DAY_MS);
        assert_eq!(
            rules.limit("reply", "g7d", before).unwrap().limit.amount,
            7,
            "the old limit holds for the days before"
        );
    }
);
