//! Sign-in with a local account: passwords by Argon2id, server-side sessions, lock-out (MLPS level 3, domain.md E4).

mod authenticate;
mod password;
mod second_factor;
mod sessions;
mod set_password;
mod sign_in;
mod sign_out;

pub use authenticate::{SignedIn, authenticate};
pub use password::{check_password, hash_password};
pub use second_factor::{
    Enrolment, begin_second_factor, code_at, confirm_second_factor, demo_code, give_second_factor,
    set_known_second_factor,
};
pub use sessions::{OpenSession, end_other_sessions, end_session, my_sessions};
pub use set_password::set_password;
pub use sign_in::{NewSession, sign_in};
pub use sign_out::sign_out;

pub(crate) use password::verify_password;
pub(crate) use sign_in::login_hash;
