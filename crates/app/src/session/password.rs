//! Passwords: what they must be, and how they are kept.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use hemu_domain::kernel::Refusal;

use crate::{AppError, Ctx, settings::SignInSettings};

/// The longest password in characters, so that hashing has a limit.
const LENGTH_MAX: usize = 128;

/// Refuse a password that is too short, of fewer than three kinds of characters, or holds the login.
pub fn check_password(settings: &SignInSettings, login: &str, password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < settings.password_length_min || LENGTH_MAX < length {
        return Err(Refusal::new(
            "password_length",
            format!("密码长度须为 {} 至 {LENGTH_MAX} 个字符", settings.password_length_min),
            format!("a password has {} to {LENGTH_MAX} characters", settings.password_length_min),
        )
        .on("password"));
    }
    let kinds: [fn(char) -> bool; 4] =
        [|c| c.is_lowercase(), |c| c.is_uppercase(), |c| c.is_numeric(), |c| !c.is_alphanumeric()];
    if kinds.iter().filter(|kind| password.chars().any(**kind)).count() < 3 {
        return Err(Refusal::new(
            "password_simple",
            "密码须包含大写字母、小写字母、数字、符号中的至少三类",
            "a password has at least three of: capitals, small letters, digits, signs",
        )
        .on("password"));
    }
    if password.to_lowercase().contains(&login.to_lowercase()) {
        return Err(Refusal::new(
            "password_holds_login",
            "密码不能包含登录名",
            "a password may not contain the login",
        )
        .on("password"));
    }
    Ok(())
}

/// Hash a password, away from the threads that serve requests.
pub async fn hash_password(ctx: &Ctx, password: &str) -> Result<String, AppError> {
    let (memory_kib, passes, lanes) = ctx.settings.sign_in.argon2;
    let params =
        Params::new(memory_kib, passes, lanes, None).map_err(|e| AppError::Outside(e.to_string()))?;
    let mut salt = [0; 16];
    ctx.random.fill(&mut salt);
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || {
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        PasswordHasher::<argon2::password_hash::phc::PasswordHash>::hash_password_with_salt(
            &hasher,
            password.as_bytes(),
            &salt,
        )
        .map(|hash| hash.to_string())
    });
    hashed.await.map_err(|e| AppError::Outside(e.to_string()))?.map_err(|e| AppError::Outside(e.to_string()))
}

/// Whether the password gives the hash.
pub(crate) async fn verify_password(password: &str, hash: &str) -> Result<bool, AppError> {
    let (password, hash) = (password.chars().take(LENGTH_MAX).collect::<String>(), hash.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    });
    verified.await.map_err(|e| AppError::Outside(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_passwords_are_refused_with_the_reason() {
        let settings = SignInSettings::default();
        let code =
            |password: &str| check_password(&settings, "li.wei", password).err().map(|refusal| refusal.code);
        assert_eq!(code("Aa1!"), Some("password_length"));
        assert_eq!(code("aaaaaaaaaa1"), Some("password_simple"));
        assert_eq!(code("Li.Wei-2026-x"), Some("password_holds_login"));
        assert_eq!(code("Qing-Quan-2026"), None);
    }
}
