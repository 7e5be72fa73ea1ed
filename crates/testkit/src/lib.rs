//! What tests share: a city on either database, a movable clock, a mailer that remembers.
//!
//! `db_test!` makes two tests of one body. PostgreSQL is required: without `HEMU_TEST_POSTGRES` the test fails.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up must fail loudly"
)]

mod city;
mod database;
mod dialer;
mod gateway;
mod mailer;
pub mod photo;

pub use city::{PASSWORD, SECOND_FACTOR, TestApp, a_message};
pub use database::{TestDatabase, TestPlace};
pub use dialer::RememberingDialer;
pub use gateway::{FakeGateway, GatewayManner, SmsAsked};
pub use mailer::RememberingMailer;

/// Two tests of one body: `<name>::on_sqlite` and `<name>::on_postgres`.
///
/// ```ignore
/// db_test!(async fn a_request_is_signed(app: TestApp) { … });
/// ```
#[macro_export]
macro_rules! db_test {
    ($(#[$doc:meta])* async fn $name:ident($app:ident: TestApp) $body:block) => {
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn body($app: &$crate::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let app = $crate::TestApp::on($crate::TestPlace::Sqlite).await;
                body(&app).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let app = $crate::TestApp::on($crate::TestPlace::Postgres).await;
                body(&app).await;
                app.database.remove().await;
            }
        }
    };
}
