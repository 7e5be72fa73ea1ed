//! The fictional city: divisions, units, people, catalogue. No place or person here exists.

use hemu_app::{
    Call, Ctx,
    calendar::{default_limits, load_holidays, set_limits, shipped_holidays},
    catalogue::publish_matters,
    organisation::{NewUnit, import_divisions, open_unit},
};
use hemu_domain::{
    access::Permit,
    kernel::{AccountId, UnitId},
    organisation::{Division, DivisionLevel, DivisionPath, UnitForm},
};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha20Rng;

use super::{
    matters::{DEPARTMENTS, demo_matters},
    people::{self, UnitPeople},
};
use crate::setup::with_causes;

/// How large the city is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CitySize {
    districts: usize,
    streets: usize,
    communities_per_street: usize,
    grids_per_community: usize,
    street_units: usize,
}

impl CitySize {
    /// 8 districts, 110 streets and towns, about 1,000 communities, 8,000 grids, 60 units.
    pub(crate) const FULL: Self = Self {
        districts: 8,
        streets: 110,
        communities_per_street: 9,
        grids_per_community: 8,
        street_units: 33,
    };
    /// 2 districts, for tests.
    pub(crate) const SMALL: Self =
        Self { districts: 2, streets: 6, communities_per_street: 3, grids_per_community: 3, street_units: 6 };
}

/// What the simulation needs to know of the city.
pub(crate) struct City {
    /// Grids, from which requests come.
    pub(crate) grids: Vec<Division>,
    /// Who works at which unit.
    pub(crate) people: Vec<UnitPeople>,
}

const DISTRICTS: [&str; 8] = ["临江区", "望山区", "云溪区", "新港区", "桃源区", "石桥区", "青湖县", "白鹭市"];
const STREET_FIRST: [&str; 20] = [
    "清", "河", "梧", "锦", "朝", "凤", "龙", "柳", "竹", "松", "荷", "梅", "枫", "杏", "银", "玉", "星",
    "月", "虹", "泉",
];
const STREET_SECOND: [&str; 12] = ["苑", "桥", "塘", "岭", "湾", "亭", "坡", "井", "庙", "浦", "溪", "台"];
const COMMUNITY: [&str; 24] = [
    "安宁", "和顺", "幸福", "同心", "春晖", "长乐", "东升", "西园", "南苑", "北辰", "万里", "福田", "文昌",
    "永康", "广德", "兴业", "百合", "紫薇", "康乐", "友谊", "建新", "光华", "明德", "红旗",
];

/// Make the city. The seed decides how it looks.
pub(crate) async fn build_city(ctx: &Ctx, size: CitySize, seed: u64) -> Result<City, String> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let nobody = Permit::platform(AccountId::PLATFORM, UnitId::new(ctx.clock.now(), 0));
    let fail = |e: hemu_app::AppError| with_causes(&e);
    for year in shipped_holidays() {
        load_holidays(ctx, nobody, &year).await.map_err(fail)?;
    }
    set_limits(ctx, nobody, &default_limits()).await.map_err(fail)?;
    let csv = divisions_csv(size, &mut rng);
    let imported = import_divisions(ctx, nobody, &csv, "2026-01-01").await.map_err(fail)?;
    if let Some((line, reason)) = imported.bad_rows.first() {
        return Err(format!("the demo's divisions, line {line}: {reason}"));
    }
    let divisions = ctx.store.all_divisions().await.map_err(|e| with_causes(&e))?;
    let units = open_units(ctx, nobody, size, &divisions).await?;
    let people = people::open_accounts(ctx, &units, &mut rng).await?;
    publish_catalogue(ctx, &people).await?;
    let grids = divisions.into_iter().filter(|division| division.level == DivisionLevel::Grid).collect();
    Ok(City { grids, people })
}

/// Divisions as a file with fictional codes (99 is no province).
fn divisions_csv(size: CitySize, rng: &mut ChaCha20Rng) -> String {
    let mut csv = String::from("code12,level,name,parent12\n990100000000,2,清泉市,990000000000\n");
    let mut names: Vec<String> = STREET_FIRST
        .iter()
        .flat_map(|first| STREET_SECOND.iter().map(move |second| format!("{first}{second}")))
        .collect();
    rand::seq::SliceRandom::shuffle(names.as_mut_slice(), rng);
    for (d, district) in DISTRICTS.iter().take(size.districts).enumerate() {
        csv.push_str(&format!("9901{:02}000000,3,{district},990100000000\n", d + 1));
    }
    for (s, name) in names.iter().take(size.streets).enumerate() {
        let district = s % size.districts + 1;
        let kind = if district <= 6 { "街道" } else { "镇" };
        let street = format!("9901{district:02}{:03}", s + 1);
        csv.push_str(&format!("{street}000,4,{name}{kind},9901{district:02}000000\n"));
        let offset = rng.random_range(0..COMMUNITY.len());
        for c in 0..size.communities_per_street {
            let community = COMMUNITY.get((offset + c) % COMMUNITY.len()).copied().unwrap_or("安宁");
            csv.push_str(&format!("{street}{:03},5,{community}社区,{street}000\n", c + 1));
            for g in 0..size.grids_per_community {
                // Grids carry letters in no table; digits that no community uses serve here.
                let code = grid_code(s, c, g);
                csv.push_str(&format!("{code},6,第{}网格,{street}{:03}\n", g + 1, c + 1));
            }
        }
    }
    csv
}

fn grid_code(street: usize, community: usize, grid: usize) -> String {
    format!("98{:05}{:03}{:02}", street + 1, community + 1, grid + 1)
}

/// A unit of the demo, with the word its logins begin with.
pub(super) struct DemoUnit {
    pub(super) id: UnitId,
    pub(super) login: String,
    pub(super) form: UnitForm,
}

async fn open_units(
    ctx: &Ctx,
    permit: Permit,
    size: CitySize,
    divisions: &[Division],
) -> Result<Vec<DemoUnit>, String> {
    let root = DivisionPath::root(1);
    let mut units = Vec::new();
    let centre = open(
        ctx,
        permit,
        &mut units,
        "centre",
        ("清泉市12345热线中心", "Qingquan 12345 Hotline Centre"),
        UnitForm::Centre,
        None,
        &root,
        &[],
    )
    .await?;
    let office = open(
        ctx,
        permit,
        &mut units,
        "inspection",
        ("清泉市政府督查室", "City Inspection Office"),
        UnitForm::Department,
        Some(centre),
        &root,
        &["oversight"],
    )
    .await?;
    for (login, zh, en, duties) in DEPARTMENTS {
        open(ctx, permit, &mut units, login, (zh, en), UnitForm::Department, Some(office), &root, duties)
            .await?;
    }
    let of_level = |level: DivisionLevel| divisions.iter().filter(move |division| division.level == level);
    let mut governments: Vec<(DivisionPath, UnitId)> = Vec::new();
    for (n, district) in of_level(DivisionLevel::District).enumerate() {
        let name = format!("{}政府办公室", district.name);
        let en = format!("District {} Government Office", n + 1);
        let id = open(
            ctx,
            permit,
            &mut units,
            &format!("district{}", n + 1),
            (&name, &en),
            UnitForm::Territorial,
            Some(office),
            &district.path,
            &["street_affairs"],
        )
        .await?;
        governments.push((district.path.clone(), id));
    }
    for (n, street) in of_level(DivisionLevel::StreetTown).take(size.street_units).enumerate() {
        let superior = governments.iter().find(|(path, _)| path.contains(&street.path)).map(|(_, id)| *id);
        let name = format!("{}办事处", street.name);
        let en = format!("Street Office {}", n + 1);
        open(
            ctx,
            permit,
            &mut units,
            &format!("street{}", n + 1),
            (&name, &en),
            UnitForm::Territorial,
            superior,
            &street.path,
            &["street_affairs"],
        )
        .await?;
    }
    open_discipline(ctx, permit, &mut units, &root).await?;
    Ok(units)
}

/// Reports to nobody in the city's own line: it takes accusations against the centre itself.
async fn open_discipline(
    ctx: &Ctx,
    permit: Permit,
    units: &mut Vec<DemoUnit>,
    root: &DivisionPath,
) -> Result<UnitId, String> {
    let names = ("清泉市纪检监察组", "City Discipline Inspection Group");
    open(ctx, permit, units, "discipline", names, UnitForm::Department, None, root, &["discipline"]).await
}

#[expect(clippy::too_many_arguments, reason = "one row of a table, written out")]
async fn open(
    ctx: &Ctx,
    permit: Permit,
    units: &mut Vec<DemoUnit>,
    login: &str,
    (zh, en): (&str, &str),
    form: UnitForm,
    superior: Option<UnitId>,
    territory: &DivisionPath,
    duties: &[&str],
) -> Result<UnitId, String> {
    let new = NewUnit {
        name: zh.to_owned(),
        name_en: en.to_owned(),
        form,
        superior,
        territory: territory.clone(),
        duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
    };
    let unit = open_unit(ctx, permit, &new).await.map_err(|e| with_causes(&e))?;
    units.push(DemoUnit { id: unit.id, login: login.to_owned(), form });
    Ok(unit.id)
}

async fn publish_catalogue(ctx: &Ctx, people: &[UnitPeople]) -> Result<(), String> {
    let keeper = people.first().ok_or("the demo has no centre")?;
    let actor = ctx
        .store
        .actor("catalogue", ctx.clock.now())
        .await
        .map_err(|e| with_causes(&e))?
        .ok_or("the demo has no catalogue keeper")?;
    debug_assert_eq!(keeper.form, UnitForm::Centre);
    publish_matters(ctx, &Call::plain(actor), 0, &demo_matters()).await.map_err(|e| with_causes(&e))?;
    Ok(())
}

/// A street address that does not exist, in a grid of the city.
pub(crate) fn fictional_address(rng: &mut ChaCha20Rng) -> String {
    const ROADS: [&str; 8] = ["明湖路", "桂花巷", "青石街", "望江路", "学府路", "槐树里", "渡口街", "北门路"];
    let road = ROADS.choose(rng).copied().unwrap_or("明湖路");
    format!("{road}{}号", rng.random_range(1..200))
}
