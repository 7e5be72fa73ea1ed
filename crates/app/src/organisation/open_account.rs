//! Open an account for a member of staff and give the first post.

use hemu_domain::{
    access::{Hand, Permit, Role, Window, check_post},
    kernel::{AccountId, PostId, Refusal, UnitId, text_between},
};
use hemu_store::{account::NewAccount, post::Post};

use crate::{AppError, Ctx, session, settings::SignInSettings};

/// Who, and in which posts.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub login: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub posts: Vec<(UnitId, Role)>,
}

/// Open the account. The password must meet the rules, and the posts those of `check_post`.
pub async fn open_account(ctx: &Ctx, permit: Permit, new: &NewMember) -> Result<AccountId, AppError> {
    check_member(&ctx.settings.sign_in, &new.login, &new.name, &new.password)?;
    let rules = ctx.rules(None).await?;
    if new.posts.iter().any(|(unit, _)| rules.unit(*unit).is_none()) {
        return Err(unknown_unit("posts").into());
    }
    let at = ctx.clock.now();
    let mut hands: Vec<Hand> = Vec::new();
    for (unit, role) in &new.posts {
        let window = Window { from: at, to: None };
        let hand = Hand { unit: *unit, role: *role, window, on_behalf_of: None };
        check_post(&hands, hand).map_err(|refusal| refusal.on("posts"))?;
        hands.push(hand);
    }
    let password_hash = session::hash_password(ctx, &new.password).await?;
    let account = NewAccount {
        id: AccountId::new(at, ctx.random.next()),
        login: new.login.clone(),
        name: new.name.clone(),
        email: new.email.clone(),
        password_hash,
    };
    let mut tx = ctx.store.begin_write().await?;
    tx.open_account(ctx.meta(permit, at), &account).await?;
    for hand in &hands {
        let opened = tx.account(account.id).await?.ok_or(AppError::NotFound)?;
        let post = Post {
            id: PostId::new(at, ctx.random.next()),
            account: account.id,
            unit: hand.unit,
            role: hand.role,
            from: at,
            to: None,
        };
        tx.give_post(ctx.meta(permit, at), &opened, &post).await?;
    }
    tx.commit().await?;
    Ok(account.id)
}

pub(super) fn unknown_unit(field: &'static str) -> Refusal {
    Refusal::new("unknown_unit", "没有该单位，请重新选择", "there is no such unit; choose another").on(field)
}

/// Refuse a login, name or password that may not be.
pub(super) fn check_member(
    settings: &SignInSettings,
    login: &str,
    name: &str,
    password: &str,
) -> Result<(), Refusal> {
    text_between("login", login, 2, 40)?;
    text_between("name", name, 1, 40)?;
    if !login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-') {
        return Err(Refusal::new(
            "login_malformed",
            "登录名只能由小写字母、数字、点和连字符组成",
            "a login consists of lower-case letters, digits, dots and dashes",
        )
        .on("login"));
    }
    session::check_password(settings, login, password)
}
