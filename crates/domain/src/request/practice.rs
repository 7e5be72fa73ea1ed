//! How this city practises what the rules leave to it. Every figure is a default of the product, from common
//! practice, and set by configuration.

/// Figures of the hotline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Practice {
    /// Call-backs tried before a request may be closed without an answer.
    pub call_backs_max: u8,
    /// How often a request may be sent back to its unit.
    pub send_backs_max: u16,
    /// Returns of one request by all units together; then the centre decides for good.
    pub returns_max: u16,
    /// Voices that rule on the second and later returns of a request, and on unreasonable requests.
    pub panel_votes: u8,
    /// Pauses of one request in one round.
    pub pauses_max: u16,
    /// Days after closing within which the requester may have it opened again.
    pub reopen_days: i64,
    /// Hours between two urgings.
    pub urge_hours: i64,
}

impl Default for Practice {
    fn default() -> Self {
        Self {
            call_backs_max: 3,
            send_backs_max: 1,
            returns_max: 3,
            panel_votes: 3,
            pauses_max: 2,
            reopen_days: 30,
            urge_hours: 24,
        }
    }
}
