//! Open an account for a member of staff and give the first post.

use hemu_domain::{
    access::{Permit, Role},
    kernel::{AccountId, PostId, Refusal, UnitId, text_between},
};
use hemu_store::account::{NewAccount, NewPost};

use crate::{AppError, Ctx, session};

/// Who, and in which posts.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub login: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub posts: Vec<(UnitId, Role)>,
}

/// The most posts of one person.
const POSTS_MAX: usize = 10;

/// Open the account. The password must meet the rules.
pub async fn open_account(ctx: &Ctx, permit: Permit, new: &NewMember) -> Result<AccountId, AppError> {
    text_between("login", &new.login, 2, 40)?;
    text_between("name", &new.name, 1, 40)?;
    if !new.login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-') {
        return Err(Refusal::new(
            "login_malformed",
            "登录名只能由小写字母、数字、点和连字符组成",
            "a login consists of lower-case letters, digits, dots and dashes",
        )
        .on("login")
        .into());
    }
    session::check_password(&ctx.settings.sign_in, &new.login, &new.password)?;
    if POSTS_MAX < new.posts.len() {
        return Err(Refusal::new(
            "too_many",
            format!("岗位最多 {POSTS_MAX} 个"),
            format!("at most {POSTS_MAX} posts"),
        )
        .on("posts")
        .into());
    }
    let rules = ctx.rules(None).await?;
    if new.posts.iter().any(|(unit, _)| rules.unit(*unit).is_none()) {
        return Err(Refusal::new(
            "unknown_unit",
            "没有该单位，请重新选择",
            "there is no such unit; choose another",
        )
        .on("posts")
        .into());
    }
    let password_hash = session::hash_password(ctx, &new.password).await?;
    let at = ctx.clock.now();
    let account = NewAccount {
        id: AccountId::new(at, ctx.random.next()),
        login: new.login.clone(),
        name: new.name.clone(),
        email: new.email.clone(),
        password_hash,
    };
    let mut tx = ctx.store.begin_write().await?;
    tx.open_account(ctx.meta(permit, at), &account).await?;
    for (unit, role) in &new.posts {
        let post = NewPost {
            id: PostId::new(at, ctx.random.next()),
            account: account.id,
            unit: *unit,
            role: *role,
            from: at,
            to: None,
        };
        tx.give_post(ctx.meta(permit, at), &post).await?;
    }
    tx.commit().await?;
    Ok(account.id)
}
