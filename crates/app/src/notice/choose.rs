//! What one wants to be told, and how (通知设置). Without a choice: everything in the product, nothing by mail.

use hemu_domain::kernel::Refusal;
use hemu_store::notice::Choice;

use super::{
    Facts,
    template::{FOR_RESIDENTS, TEMPLATES, is_fixed},
    words_of,
};
use crate::{AppError, Call, Ctx};

/// One template and how the caller is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceShown {
    pub choice: Choice,
    pub zh: String,
    pub en: String,
    /// Always shown in the product.
    pub fixed: bool,
}

/// Whether the caller's account has a mail address: without one, nothing can come by mail.
pub async fn has_mailbox(ctx: &Ctx, call: &Call) -> Result<bool, AppError> {
    let reached = ctx.store.reached_account(call.actor.account, "").await?;
    Ok(reached.iter().any(|one| !one.email.is_empty()))
}

/// How the caller is told of each template that concerns staff.
pub async fn my_choices(ctx: &Ctx, call: &Call) -> Result<Vec<ChoiceShown>, AppError> {
    let chosen = ctx.store.notice_choices(call.actor.account).await?;
    let shown = for_staff().map(|(code, _, _)| {
        let (zh, en) = words_of(code, &Facts::default()).said;
        let fixed = is_fixed(code);
        let own = chosen.iter().find(|choice| choice.template == *code);
        ChoiceShown {
            choice: Choice {
                template: (*code).to_owned(),
                in_app: fixed || own.is_none_or(|choice| choice.in_app),
                mail: own.is_some_and(|choice| choice.mail),
            },
            zh,
            en,
            fixed,
        }
    });
    Ok(shown.collect())
}

/// Set how the caller is told. Templates that are left out are as they come.
///
/// # Errors
/// `unknown_template` for one that does not concern staff or stands twice.
pub async fn set_my_choices(ctx: &Ctx, call: &Call, choices: &[Choice]) -> Result<(), AppError> {
    for (i, choice) in choices.iter().enumerate() {
        let known = for_staff().any(|(code, _, _)| *code == choice.template);
        let twice = choices.iter().take(i).any(|other| other.template == choice.template);
        if !known || twice {
            return Err(Refusal::new(
                "unknown_template",
                "通知种类不存在或重复，请刷新后重试",
                "there is no such notice, or it stands twice; reload and try again",
            )
            .on("choices")
            .into());
        }
    }
    Ok(ctx.store.set_notice_choices(call.actor.account, choices).await?)
}

fn for_staff() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    TEMPLATES.iter().filter(|(code, _, _)| !FOR_RESIDENTS.contains(code))
}
