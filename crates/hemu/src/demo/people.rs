//! The people of the demo: fictional names, published passwords. `hemu serve` refuses a database that has them.

use std::{io::Write, net::SocketAddr};

use hemu_app::{
    Ctx,
    organisation::{NewMember, open_account},
    session::set_known_second_factor,
};
use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, UnitId},
    organisation::UnitForm,
};
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha20Rng;

use super::city::DemoUnit;
use crate::setup::with_causes;

/// The published password of every demo account.
pub(crate) const PASSWORD: &str = "Qing-Quan-2026";
/// The published secret of the second factor of the demo's three administrators, base32 of its bytes beside it.
pub(crate) const SECOND_FACTOR: &[u8; 20] = b"hemu-demo-qing-quan!";
pub(crate) const SECOND_FACTOR_BASE32: &str = "NBSW25JNMRSW23ZNOFUW4ZZNOF2WC3RB";
const WITH_SECOND_FACTOR: [&str; 3] = ["admin", "security", "audit"];

/// Who works at a unit.
pub(crate) struct UnitPeople {
    pub(crate) unit: UnitId,
    pub(crate) form: UnitForm,
    /// Login of the one who handles its cases.
    pub(crate) handler: String,
}

const FAMILY: [&str; 16] =
    ["丁", "叶", "程", "苏", "陆", "顾", "江", "沈", "白", "秦", "方", "韩", "余", "孟", "汪", "童"];
const GIVEN: [&str; 16] = [
    "晓岚", "一鸣", "思远", "若水", "书言", "青禾", "云舒", "知夏", "景行", "亦安", "望舒", "子衿", "清和",
    "长风", "念之", "予安",
];

/// The unit that takes accusations against the centre.
const DISCIPLINE: &str = "discipline";

/// The desk of the centre.
const CENTRE: [(&str, Role); 13] = [
    ("operator", Role::Operator),
    ("operator2", Role::Operator),
    ("dispatcher", Role::Dispatcher),
    ("dispatcher2", Role::Dispatcher),
    ("callback", Role::CallBackOfficer),
    ("callback2", Role::CallBackOfficer),
    ("supervisor", Role::Supervisor),
    ("catalogue", Role::CatalogueKeeper),
    ("auditor", Role::Auditor),
    ("admin", Role::SystemAdministrator),
    ("security", Role::SecurityAdministrator),
    ("audit", Role::AuditAdministrator),
    ("statistician", Role::Statistician),
];

pub(super) async fn open_accounts(
    ctx: &Ctx,
    units: &[DemoUnit],
    rng: &mut ChaCha20Rng,
) -> Result<Vec<UnitPeople>, String> {
    let mut people = Vec::new();
    for unit in units {
        let permit = Permit::platform(AccountId::PLATFORM, unit.id);
        if unit.form == UnitForm::Centre {
            for (login, role) in CENTRE {
                open(ctx, permit, login, vec![(unit.id, role)], rng).await?;
            }
        } else if unit.login == DISCIPLINE {
            // It dispatches, settles and calls back what is given to it: it is the centre of those cases.
            let posts = [Role::Dispatcher, Role::CallBackOfficer].map(|role| (unit.id, role)).to_vec();
            open(ctx, permit, &unit.login, posts, rng).await?;
            continue;
        } else {
            open(ctx, permit, &unit.login, vec![(unit.id, Role::Handler)], rng).await?;
            open(ctx, permit, &format!("{}.head", unit.login), vec![(unit.id, Role::UnitHead)], rng).await?;
            if unit.login == "inspection" {
                // Looks at complaints about the handling, so that nobody judges their own work.
                let login = format!("{}.supervisor", unit.login);
                open(ctx, permit, &login, vec![(unit.id, Role::Supervisor)], rng).await?;
            }
        }
        people.push(UnitPeople { unit: unit.id, form: unit.form, handler: unit.login.clone() });
    }
    for login in WITH_SECOND_FACTOR {
        set_known_second_factor(ctx, login, SECOND_FACTOR).await.map_err(|e| with_causes(&e))?;
    }
    Ok(people)
}

async fn open(
    ctx: &Ctx,
    permit: Permit,
    login: &str,
    posts: Vec<(UnitId, Role)>,
    rng: &mut ChaCha20Rng,
) -> Result<(), String> {
    let name = format!("{}{}", FAMILY.choose(rng).unwrap_or(&"丁"), GIVEN.choose(rng).unwrap_or(&"晓岚"));
    let member = NewMember {
        login: login.to_owned(),
        name,
        email: String::new(),
        password: PASSWORD.to_owned(),
        posts,
    };
    open_account(ctx, permit, &member).await.map_err(|e| with_causes(&e))?;
    Ok(())
}

/// Print where the demo is and how to sign in. That nobody reads it is no reason to stop.
pub(super) fn print_sign_ins(address: &SocketAddr) {
    let text = format!(
        "Hemu 和睦 demo city 清泉市\n  residents  http://{address}/\n  staff      http://{address}/desk/\n  \
         sign-ins   operator · dispatcher · callback · supervisor · catalogue · auditor · statistician\n             \
         admin · security · audit (system, security and audit administrator, with a second factor)\n             \
         water (handler of the water utility) · water.head · street1 · district1 · discipline · …\n  \
         password   {PASSWORD}   (published; `hemu serve` refuses this database)\n  \
         codes      secret {SECOND_FACTOR_BASE32} for an app by time (TOTP); the desk shows the demo's codes as well\n"
    );
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
