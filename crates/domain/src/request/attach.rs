//! Attach a file (附件). Like an alarm it is no row of the machine: it is possible in every stage, and no clock changes.

use super::{
    Request, RequestEntry,
    types::{State, tell},
};
use crate::{
    access::{Actor, Permit, Role},
    file::{AttachedBy, Audience, FileCount, MediaType},
    kernel::{Decision, Holder, NoticeTo, RecordId, Refusal, SealedText, TextKind},
};

/// A file whose bytes are stored, looked at and sealed.
#[derive(Debug, Clone)]
pub struct Attach {
    pub file: RecordId,
    /// Its name, made harmless.
    pub name: String,
    /// SHA-256 of the bytes that are kept, hexadecimal. The ledger commits to it together with the name.
    pub hash: String,
    pub media_type: MediaType,
    pub bytes: u64,
    pub by: AttachedBy,
    pub audience: Audience,
    /// What the case has already.
    pub count: FileCount,
    /// The holder was told of another file a short while ago.
    pub told_lately: bool,
}

impl Request {
    /// The proof that a member of staff may attach: whoever takes part in the handling, or the centre.
    ///
    /// # Errors
    /// `not_your_role`, `not_your_case`.
    pub fn may_attach(&self, actor: &Actor) -> Result<Permit, Refusal> {
        let readers = self.readers();
        actor.may_act(&self.case, &readers)?;
        let handling =
            actor.allowed_to(&[Role::Handler, Role::UnitHead], Holder::TakesPart, &self.case, &readers);
        match handling {
            Err(_) if actor.posts.iter().any(|post| post.unit == self.case.centre) => {
                actor.in_role(&[Role::Operator, Role::Dispatcher, Role::CallBackOfficer])
            }
            permit => permit,
        }
    }

    /// Attach a file. The holder is told when a resident brings one while a unit is at work.
    ///
    /// # Errors
    /// `too_many_files`.
    pub fn attach(self, input: &Attach) -> Result<Decision<Self, RequestEntry>, Refusal> {
        input.count.may_attach(input.by)?;
        let before = self.clone();
        let at_work =
            matches!(self.state, State::Dispatched { .. } | State::Handling { .. } | State::Replied { .. });
        let mut notices = Vec::new();
        if input.by == AttachedBy::Resident && at_work && !input.told_lately {
            notices.push(tell(NoticeTo::Unit(self.case.holder), "file_attached"));
        }
        let entry = RequestEntry::Attach {
            file: input.file,
            media_type: input.media_type,
            bytes: input.bytes,
            by: input.by,
            audience: input.audience,
        };
        // The hash of a photo that somebody else has as well would tell who filed it: it lies in the vault
        // beside the name, and the ledger holds the salted commitment to both.
        let text = SealedText {
            record: input.file,
            kind: TextKind::File,
            text: format!("{} {}", input.hash, input.name),
        };
        Ok(self.decide(Some(&before), entry, vec![text], notices))
    }
}
