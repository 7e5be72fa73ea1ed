//! A small city with a centre, two departments, a district and a street, and the people in their posts.

use std::sync::Arc;

use hemu_app::{
    Call, Ctx,
    catalogue::{MatterDraft, publish_matters},
    organisation::{
        FirstAdministrator, NewInstallation, NewMember, NewUnit, begin_installation, import_divisions,
        open_account, open_unit,
    },
    ports::Clock,
    request::{self, NewRequest, Target},
    session,
    settings::{Settings, SignInSettings},
};
use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, CaseId, Instant, MatterId, UnitId},
    organisation::{Division, DivisionLevel, DivisionPath, UnitForm},
    person::Language,
    request::{Channel, Nature, Request},
};
use hemu_gateways::{Seeded, StoredFiles, VirtualClock};
use hemu_store::Store;
use jiff::{civil::date, tz::TimeZone};

use crate::{RememberingMailer, TestDatabase, TestPlace};

/// The password of every test account.
pub const PASSWORD: &str = "Ceshi-Mima-01";
/// The secret of every second factor that tests turn on.
pub const SECOND_FACTOR: &[u8; 20] = b"hemu-test-factor-20!";

/// A context on a database of its own, with a city in it.
pub struct TestApp {
    pub ctx: Ctx,
    pub clock: Arc<VirtualClock>,
    pub mailer: Arc<RememberingMailer>,
    pub database: TestDatabase,
    pub centre: UnitId,
    /// Leads water matters, city-wide.
    pub water: UnitId,
    /// Leads housing matters, city-wide.
    pub housing: UnitId,
    /// The street of the first grid; reports to the district.
    pub street: UnitId,
    pub district: UnitId,
    pub grids: Vec<Division>,
}

/// 2026-03-02, a Monday, 09:00 in the city.
fn monday_morning() -> Instant {
    Instant::at_wall(date(2026, 3, 2).at(9, 0, 0, 0), &TimeZone::fixed(jiff::tz::offset(8)))
}

const DIVISIONS: &str = "code12,level,name,parent12\n\
990100000000,2,试验市,990000000000\n\
990101000000,3,东区,990100000000\n990102000000,3,西区,990100000000\n\
990101001000,4,河东街道,990101000000\n990102001000,4,河西街道,990102000000\n\
990101001001,5,安宁社区,990101001000\n990102001001,5,和顺社区,990102001000\n\
980000100101,6,第1网格,990101001001\n980000100102,6,第2网格,990101001001\n980000200101,6,第1网格,990102001001\n";

impl TestApp {
    /// A city on this database.
    pub async fn on(place: TestPlace) -> Self {
        let database = TestDatabase::make(place).await;
        let store = Store::open(&database.place).await.expect("the test database opens");
        Self::with(database, store).await
    }

    async fn with(database: TestDatabase, store: Store) -> Self {
        let clock = Arc::new(VirtualClock::starting(monday_morning()));
        let mailer = Arc::new(RememberingMailer::default());
        let settings = Settings {
            sign_in: SignInSettings { argon2: (8, 1, 1), ..Default::default() },
            ..Default::default()
        };
        let ctx = Ctx::new(store, clock.clone(), Arc::new(Seeded::new(1)), mailer.clone(), settings);
        let files = StoredFiles::in_folder(&database.folder().join("files")).expect("files have a folder");
        let ctx = ctx.with_files(Arc::new(files));
        let centre = begin_installation(&ctx, &installation()).await.expect("an installation begins");
        let permit = Permit::platform(AccountId::PLATFORM, centre);
        import_divisions(&ctx, permit, DIVISIONS, "2026-01-01").await.expect("divisions are imported");
        let root = DivisionPath::root(1);
        let east = root.child(1);
        let open = async |name: &str, en: &str, form, superior, territory: &DivisionPath, duties: &[&str]| {
            let new = NewUnit {
                name: name.into(),
                name_en: en.into(),
                form,
                superior,
                territory: territory.clone(),
                duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
            };
            open_unit(&ctx, permit, &new).await.expect("a unit opens").id
        };
        let water =
            open("自来水公司", "Water Utility", UnitForm::Department, Some(centre), &root, &["water_supply"])
                .await;
        let housing =
            open("住建局", "Housing Bureau", UnitForm::Department, Some(centre), &root, &["housing"]).await;
        let district = open(
            "东区政府办",
            "East District Office",
            UnitForm::Territorial,
            Some(centre),
            &east,
            &["street_affairs"],
        )
        .await;
        let street = open(
            "河东街道办",
            "Hedong Street Office",
            UnitForm::Territorial,
            Some(district),
            &east.child(1),
            &["street_affairs"],
        )
        .await;
        let grids = ctx
            .store
            .all_divisions()
            .await
            .unwrap()
            .into_iter()
            .filter(|division| division.level == DivisionLevel::Grid)
            .collect();
        let app = Self { ctx, clock, mailer, database, centre, water, housing, street, district, grids };
        app.people(permit).await;
        app.catalogue().await;
        app
    }

    async fn people(&self, permit: Permit) {
        let people = [
            ("operator", self.centre, Role::Operator),
            ("dispatcher", self.centre, Role::Dispatcher),
            ("callback", self.centre, Role::CallBackOfficer),
            ("supervisor", self.centre, Role::Supervisor),
            ("catalogue", self.centre, Role::CatalogueKeeper),
            ("auditor", self.centre, Role::Auditor),
            ("statistician", self.centre, Role::Statistician),
            ("water", self.water, Role::Handler),
            ("water.head", self.water, Role::UnitHead),
            ("housing", self.housing, Role::Handler),
            ("street", self.street, Role::Handler),
            ("district", self.district, Role::UnitHead),
        ];
        for (login, unit, role) in people {
            let member = NewMember {
                login: login.into(),
                name: format!("{login}某"),
                email: String::new(),
                password: PASSWORD.into(),
                posts: vec![(unit, role)],
            };
            open_account(&self.ctx, permit, &member).await.expect("an account opens");
        }
    }

    /// Somebody more, in one post.
    pub async fn add_person(&self, login: &str, unit: UnitId, role: Role) {
        let member = NewMember {
            login: login.into(),
            name: format!("{login}某"),
            email: String::new(),
            password: PASSWORD.into(),
            posts: vec![(unit, role)],
        };
        let permit = Permit::platform(AccountId::PLATFORM, self.centre);
        open_account(&self.ctx, permit, &member).await.expect("an account opens");
    }

    async fn catalogue(&self) {
        let matter =
            |code: &str, name: &str, class: &str, duty: &str, words: &[&str], on_the_spot| MatterDraft {
                id: None,
                code: code.into(),
                name: name.into(),
                name_en: code.into(),
                class: class.into(),
                lead_duty: duty.into(),
                legal_basis: "《城市供水条例》".into(),
                words: words.iter().map(|word| (*word).to_owned()).collect(),
                on_the_spot,
                department_only: false,
                owner: None,
                valid_until: None,
            };
        let drafts = [
            matter("utilities.water_outage", "停水", "g7d", "water_supply", &["停水", "自来水"], false),
            matter("utilities.water_urgent", "爆管", "e2h", "water_supply", &["爆管"], false),
            matter("housing_property.fees", "物业收费", "c15d", "housing", &["物业费"], false),
            matter(
                "housing_property.neighbour",
                "邻里噪声",
                "g7d",
                "street_affairs",
                &["邻居", "楼道"],
                false,
            ),
            matter("labour_social.insurance", "社保咨询", "instant", "street_affairs", &["社保"], true),
        ];
        let call = self.call("catalogue").await;
        publish_matters(&self.ctx, &call, 0, &drafts).await.expect("the catalogue is published");
    }

    /// A call in the name of an account.
    pub async fn call(&self, login: &str) -> Call {
        Call::plain(
            self.ctx
                .store
                .actor(login, self.ctx.clock.now())
                .await
                .unwrap()
                .unwrap_or_else(|| panic!("no account {login}")),
        )
    }

    /// A call in whose session a code of the second factor was given just now.
    pub async fn call_with_second_factor(&self, login: &str) -> Call {
        Call { second_factor: true, second_factor_at: Some(self.ctx.clock.now()), ..self.call(login).await }
    }

    /// Turn a second factor on for an account, and let every session of it have given a code just now.
    pub async fn with_second_factor(&self, login: &str) {
        let account = self.call(login).await.actor.account;
        if self.ctx.store.second_factor(account).await.unwrap().is_none() {
            session::set_known_second_factor(&self.ctx, login, SECOND_FACTOR).await.expect("it is turned on");
        }
        let given = format!(
            "UPDATE session SET second_factor_at = {} WHERE account_id = '{account}'",
            self.ctx.clock.now().ms()
        );
        self.ctx.store.execute_for_test(&given).await.expect("the sessions are told");
    }

    /// The account behind a login.
    pub async fn account(&self, login: &str) -> AccountId {
        self.ctx
            .store
            .account_by_login(login)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("no account {login}"))
            .id
    }

    /// A call with an idempotency key.
    pub async fn call_with_key(&self, login: &str, key: &str) -> Call {
        Call { key: key.to_owned(), digest: "asked".to_owned(), ..self.call(login).await }
    }

    /// The matter with this code.
    pub async fn matter(&self, code: &str) -> MatterId {
        self.ctx
            .rules(None)
            .await
            .unwrap()
            .matters
            .iter()
            .find(|matter| matter.code == code)
            .unwrap_or_else(|| panic!("no matter {code}"))
            .id
    }

    /// Record a request about water in the first grid.
    pub async fn a_request(&self) -> Request {
        let call = self.call("operator").await;
        request::record_request(&self.ctx, &call, &self.new_request())
            .await
            .expect("a request is recorded")
            .request
    }

    /// What an operator would fill in.
    pub fn new_request(&self) -> NewRequest {
        NewRequest {
            channel: Channel::Phone,
            nature: Nature::Help,
            confidential: false,
            division: self.grids.first().expect("the city has grids").id,
            matter: None,
            message: a_message().into(),
            name: "林女士".into(),
            phone: "10012345678".into(),
            email: "lin@example.cn".into(),
            address: "明湖路3号2单元".into(),
            language: Language::Zh,
            accused: Vec::new(),
        }
    }

    /// The request as it stands now, to be acted on.
    pub async fn target(&self, case: CaseId) -> Target {
        let request = self.ctx.store.request(case).await.unwrap().expect("the request exists");
        Target { request: case, version: request.case.version }
    }

    /// Let time pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.move_to(self.clock.now().plus_ms(minutes * Instant::MINUTE_MS));
    }
}

/// What a resident says.
pub fn a_message() -> &'static str {
    "小区从昨天晚上开始停水，家里有老人，请尽快恢复供水。"
}

fn installation() -> NewInstallation {
    NewInstallation {
        centre: "试验市12345热线中心".into(),
        centre_en: "Test Hotline Centre".into(),
        administrators: ["admin", "security", "audit"].map(|login| FirstAdministrator {
            login: login.into(),
            name: format!("{login}某"),
            password: PASSWORD.into(),
        }),
    }
}
