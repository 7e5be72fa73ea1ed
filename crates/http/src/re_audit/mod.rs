//! Re-audits (随机复核).

pub(crate) mod draw;
pub(crate) mod fix;
pub(crate) mod list;
pub(crate) mod numbers;
pub(crate) mod record_finding;
pub(crate) mod view;
