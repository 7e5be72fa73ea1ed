//! Roles of a post.

use serde::{Deserialize, Serialize};

/// What a person does in a post (岗位角色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 受理员: records what residents say.
    Operator,
    /// 派单员: gives each matter to the unit responsible.
    Dispatcher,
    /// 承办人: handles a unit's cases.
    Handler,
    /// 单位负责人: answers for the unit.
    UnitHead,
    /// 督办员: watches over a division.
    Supervisor,
    /// 回访员: asks the resident, independently of the handling unit.
    CallBackOfficer,
    /// 目录管理员: keeps the dispatch catalogue.
    CatalogueKeeper,
    /// 审计员: reads, changes nothing.
    Auditor,
    /// 系统管理员: keeps units, divisions and jobs; sees no case.
    SystemAdministrator,
    /// 安全管理员: keeps accounts, posts, leave and sessions; sees no case.
    SecurityAdministrator,
    /// 审计管理员: reads what was read and administered; changes nothing and sees no case.
    AuditAdministrator,
    /// 统计员: sees numbers, no case.
    Statistician,
    /// 诉求人: acts on their own request. No post has this role.
    Resident,
    /// 平台: steps that no person takes. No post has this role.
    Platform,
}

impl Role {
    /// All roles a post can have.
    pub const ALL: [Self; 12] = [
        Self::Operator,
        Self::Dispatcher,
        Self::Handler,
        Self::UnitHead,
        Self::Supervisor,
        Self::CallBackOfficer,
        Self::CatalogueKeeper,
        Self::Auditor,
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
        Self::Statistician,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Dispatcher => "dispatcher",
            Self::Handler => "handler",
            Self::UnitHead => "unit_head",
            Self::Supervisor => "supervisor",
            Self::CallBackOfficer => "call_back_officer",
            Self::CatalogueKeeper => "catalogue_keeper",
            Self::Auditor => "auditor",
            Self::Resident => "resident",
            Self::Platform => "platform",
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::AuditAdministrator => "audit_administrator",
            Self::Statistician => "statistician",
        }
    }

    /// Whether it is one of the three administrators (三员), whom no one person may be two of.
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator)
    }

    /// The role with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
