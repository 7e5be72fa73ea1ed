//! The words: every template that a rule names has them in both languages, none is too long or says what it must not, and
//! whatever ends or hides a case tells the requester how to disagree.

use std::{collections::BTreeSet, fs, path::Path};

use hemu_app::notice::{ENDINGS, FOR_RESIDENTS, Facts, SMS_MAX, SMS_PART, TEMPLATES, ends, sms_of, words_of};
use hemu_domain::{
    Rules, Step,
    access::{Actor, Permit, PostHeld, Role},
    kernel::{AccountId, AskKind, AskTerms, Decision, Instant, KeyId, Label, NoticeTo},
    organisation::DivisionPath,
    person::Language,
    request::{
        Action, Answer, AskFor, CallBack, CallBackOutcome, Channel, CloseRequest, Contacted, DecideAsk,
        Dispatch, Exclude, ExclusionReason, MACHINE, Nature, Procedure, RecordRequest, Reply, Request,
        RequestEntry, SettleOnSpot, Sign, Solved, Stage, Transfer, Withdraw, reasons,
    },
};
use hemu_testkit::{TestApp, TestPlace};

fn facts() -> Facts {
    Facts {
        number: "20260302-00000001".into(),
        unit: ("清泉市自来水有限责任公司".into(), "Clear Spring Water Utility".into()),
        due: "2026-03-09".into(),
        link: "https://12345.qingquan.example.cn/track".into(),
    }
}

/// All Rust files under a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// Every `tell(whom, "template")` of the rules, and every template that is chosen before it is told: whether it is for the
/// requester, and its code.
fn told_by_rules() -> BTreeSet<(bool, String)> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src"), &mut files);
    let mut told = BTreeSet::new();
    for text in files {
        for (at, _) in text.match_indices("tell(") {
            let rest = &text[at..];
            let call = &rest[..rest.find(';').or_else(|| rest.find('\n')).unwrap_or(rest.len())];
            let call = &call[..call.match_indices("tell(").nth(1).map_or(call.len(), |(next, _)| next)];
            if let Some(code) = call.split('"').nth(1).filter(|code| !code.is_empty()) {
                told.insert((call.contains("Requester"), code.to_owned()));
            }
        }
        // `let template = if … { "a" } else { "b" };`
        for (at, _) in text.match_indices("let template = ") {
            let chosen = text[at..].split(';').next().unwrap();
            told.extend(chosen.split('"').skip(1).step_by(2).map(|code| (false, code.to_owned())));
        }
    }
    told
}

#[test]
fn every_template_that_a_rule_names_has_words() {
    let told = told_by_rules();
    assert!(10 <= told.len() && told.contains(&(false, "clock_reminder".into())), "{told:?}");
    for (_, code) in &told {
        assert!(
            TEMPLATES.iter().any(|(known, zh, en)| known == code && !zh.is_empty() && !en.is_empty()),
            "`{code}` has no words: add its line to TEMPLATES in crates/app/src/notice/template.rs"
        );
    }
    let codes: BTreeSet<&str> = TEMPLATES.iter().map(|(code, _, _)| *code).collect();
    assert_eq!(codes.len(), TEMPLATES.len(), "a template stands twice");
}

#[test]
fn templates_that_only_residents_get_are_no_choice_of_staff() {
    let told = told_by_rules();
    let of = |requester: bool| -> BTreeSet<&str> {
        told.iter().filter(|(to, _)| *to == requester).map(|(_, code)| code.as_str()).collect()
    };
    let only_residents: BTreeSet<&str> = of(true).difference(&of(false)).copied().collect();
    let listed: BTreeSet<&str> = FOR_RESIDENTS.iter().copied().collect();
    assert_eq!(
        only_residents, listed,
        "FOR_RESIDENTS in crates/app/src/notice/template.rs lists those that rules tell the requester alone"
    );
}

#[test]
fn short_messages_fit_and_name_the_way_to_disagree_where_something_ends() {
    let mut one_part = 0;
    for (code, _, _) in TEMPLATES {
        for language in [Language::Zh, Language::En] {
            let text = sms_of(code, &facts(), language, "和睦");
            let length = text.chars().count() + "【和睦】".chars().count();
            assert!(length <= SMS_MAX, "{code}: {length} {text}");
            assert!(text.contains("20260302-00000001"), "{text}");
            assert!(!ends(code) || text.contains("12345"), "{code} ends a case: {text}");
            if language == Language::Zh {
                assert!(length <= SMS_PART, "{code}: {length} is more than one part: {text}");
                one_part += 1;
            }
        }
    }
    assert_eq!(one_part, TEMPLATES.len());
    // However long the names are, a message stays within its two parts.
    let long = Facts { number: "20260302-00000001".into(), link: "x".repeat(500), ..Facts::default() };
    assert!(sms_of("request_recorded", &long, Language::Zh, "和睦").chars().count() <= SMS_PART);
}

#[test]
fn words_are_filled_in_and_hold_nothing_about_a_person() {
    for (code, zh, en) in TEMPLATES {
        let words = words_of(code, &facts());
        for text in [&words.zh.0, &words.zh.1, &words.en.0, &words.en.1] {
            assert!(!text.contains('{') && !text.contains('}'), "{code}: {text}");
        }
        for body in [&words.zh.1, &words.en.1] {
            assert!(body.contains("12345") && body.contains("/track"), "{code}: {body}");
        }
        // A placeholder is one of four, and none of them is about a person.
        for sentence in [zh, en] {
            let mut rest = *sentence;
            for known in ["{number}", "{unit}", "{due}", "{link}"] {
                rest = if rest.contains(known) { "" } else { rest };
            }
            assert!(!rest.contains('{'), "{code} names something unknown: {sentence}");
        }
        for about in ["姓名", "电话号码", "身份证", "住址", "name is", "phone number"] {
            assert!(!zh.contains(about) && !en.contains(about), "{code} speaks of {about}");
        }
    }
    let unknown = words_of("no_such_template", &Facts::of_number("20260302-00000001", "https://a.cn/"));
    assert!(unknown.zh.0.contains("诉求有新的进展") && unknown.zh.1.contains("https://a.cn/track"));
}

/// A request in the stage, brought there by the rules themselves.
fn request_in(stage: Stage, rules: &Rules, at: Instant) -> Request {
    let unit = rules.units.iter().find(|unit| unit.duties.contains(&"water_supply".into())).unwrap().id;
    let centre = rules.units.first().unwrap().id;
    let matter = rules.matters.iter().find(|matter| matter.code == "utilities.water_outage").unwrap().id;
    let record = RecordRequest {
        key: KeyId::new(at, 1),
        centre,
        channel: Channel::Phone,
        nature: Nature::Help,
        label: Label::Normal,
        division: DivisionPath::root(1),
        matter: None,
        message: "小区停水，请尽快恢复。".into(),
        tracking_hash: String::new(),
        accused: Vec::new(),
        own: Vec::new(),
    };
    let mut n = 0;
    let mut random = || {
        n += 1;
        n
    };
    let mut step = step_of(rules, at, &mut random);
    let mut request = Request::record(&mut step, record).unwrap().next;
    let order = [Stage::New, Stage::Dispatched, Stage::Handling, Stage::Replied];
    let resting = matches!(stage, Stage::Paused | Stage::Parked);
    let steps = order
        .iter()
        .position(|one| *one == if resting { Stage::Handling } else { stage })
        .unwrap_or_else(|| panic!("tell this test how a request comes to {stage:?}"));
    if 1 <= steps {
        let input = Dispatch { matter, lead: unit, assisting: vec![] };
        request = request.dispatch(&mut step, &input).unwrap().next;
    }
    if 2 <= steps {
        request = request.sign(&mut step, &Sign).unwrap().next;
    }
    if 3 <= steps {
        let input =
            Reply { text: "已经修复，恢复正常供水。".into(), evidence: "维修单".into() };
        request = request.reply(&mut step, &input).unwrap().next;
        let answer = Answer { contacted: Contacted::Yes, solved: Solved::Yes, satisfied: 5 };
        let input =
            CallBack { outcome: CallBackOutcome::Answered, answer: Some(answer), words: String::new() };
        request = request.call_back(&mut step, &input).unwrap().next;
    }
    if resting {
        let kind = if stage == Stage::Paused { AskKind::Pause } else { AskKind::Park };
        request = asked_and_granted(request, kind, rules, at).next;
    }
    request
}

/// Asked by one of the unit that has it, granted by whoever decides.
fn asked_and_granted(
    request: Request,
    kind: AskKind,
    rules: &Rules,
    at: Instant,
) -> Decision<Request, RequestEntry> {
    let mut n = 5_000;
    let mut random = || {
        n += 1;
        n
    };
    let permit = |n: u128, unit, role| {
        let posts = vec![PostHeld { unit, role, territory: DivisionPath::root(1), on_behalf_of: None }];
        let actor = Actor { account: AccountId::new(at, n), name: String::new(), posts, grants: Vec::new() };
        actor.in_role(&[role]).unwrap()
    };
    let mut step =
        Step { permit: permit(1, request.case.holder, Role::UnitHead), at, rules, random: &mut random };
    let terms = AskTerms {
        reason: reasons(kind)[0].into(),
        until: (kind == AskKind::Park).then(|| at.plus_ms(30 * Instant::DAY_MS)),
        ..AskTerms::default()
    };
    let input = AskFor { kind, terms, text: "因故提出申请".into(), parent: None };
    let request = request.ask(&mut step, &input).unwrap().next;
    let ask = request.open_ask(kind).unwrap().id;
    step.permit = permit(2, request.case.centre, Role::Supervisor);
    let decision = DecideAsk {
        ask,
        granted: true,
        text: "情况属实，同意".into(),
        unit: None,
        precedent: false,
        parent: None,
    };
    request.decide_ask(&mut step, &decision).unwrap()
}

fn step_of<'a>(rules: &'a Rules, at: Instant, random: &'a mut (dyn FnMut() -> u128 + Send)) -> Step<'a> {
    let centre = rules.units.first().unwrap().id;
    Step { permit: Permit::platform(AccountId::PLATFORM, centre), at, rules, random }
}

fn take(action: Action, request: Request, rules: &Rules, at: Instant) -> Decision<Request, RequestEntry> {
    let mut n = 1_000;
    let mut random = || {
        n += 1;
        n
    };
    let mut step = step_of(rules, at, &mut random);
    match action {
        Action::SettleOnSpot => {
            let matter = rules.matters.iter().find(|matter| matter.on_the_spot).unwrap().id;
            request.settle_on_spot(&mut step, &SettleOnSpot { matter, answer: "已当场说明办理材料".into() })
        }
        Action::Exclude => {
            let input =
                Exclude { reason: ExclusionReason::LegalRoute, signpost: "请向法院提起诉讼".into() };
            request.exclude(&mut step, &input)
        }
        Action::Transfer => {
            let input = Transfer {
                to: Procedure::Mediation,
                reference: String::new(),
                signpost: "已转人民调解委员会".into(),
            };
            request.transfer(&mut step, &input)
        }
        Action::DecideVoid => Ok(asked_and_granted(request, AskKind::Void, rules, at)),
        Action::Withdraw => request.withdraw(&mut step, &Withdraw { text: String::new() }),
        Action::Close => request.close(&mut step, &CloseRequest),
        other => panic!("{other:?} ends a case: tell this test how it is taken"),
    }
    .unwrap()
}

#[tokio::test]
async fn whatever_ends_a_case_tells_the_requester_how_to_disagree() {
    let app = TestApp::on(TestPlace::Sqlite).await;
    let (rules, at) = (app.ctx.rules(None).await.unwrap(), app.ctx.clock.now());
    let mut ending = BTreeSet::new();
    for row in MACHINE.rows.iter().filter(|row| MACHINE.is_last(row.to) && row.from != row.to) {
        let decision = take(row.action, request_in(row.from, &rules, at), &rules, at);
        assert_eq!(decision.next.state.stage(), row.to);
        let templates: Vec<&str> = decision
            .notices
            .iter()
            .filter(|notice| notice.to == NoticeTo::Requester)
            .map(|notice| notice.template)
            .collect();
        assert_eq!(templates.len(), 1, "{:?} tells the requester once", row.action);
        assert!(ENDINGS.contains(&templates[0]), "{} is not among ENDINGS", templates[0]);
        let text = sms_of(templates[0], &facts(), Language::Zh, "和睦");
        assert!(text.contains("另一单位复核"), "{text}");
        ending.insert(row.action);
    }
    assert!(3 <= ending.len(), "{ending:?}");
}
