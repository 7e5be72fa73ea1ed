//! Posts: one account, one unit, one role, from a day to a day.

use hemu_domain::{
    access::{Hand, Role, Window},
    kernel::{AccountId, Instant, PostId, UnitId},
};
use sea_orm::QueryResult;

use crate::{
    Meta, Store, StoreError, Tx,
    account::Account,
    account_stream::AccountEntry,
    dialect::batch::Batch,
    sql::{OnKey, insert, sql, text},
};

/// A post as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    pub id: PostId,
    pub account: AccountId,
    pub unit: UnitId,
    pub role: Role,
    pub from: Instant,
    pub to: Option<Instant>,
}

/// Posts shown of one account.
const SHOWN_MAX: i64 = 200;

impl Tx {
    /// Give a post.
    pub async fn give_post(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        post: &Post,
    ) -> Result<(), StoreError> {
        let row = vec![
            text(post.id),
            text(account.id),
            text(post.unit),
            text(post.role.code()),
            post.from.ms().into(),
            post.to.map(Instant::ms).into(),
        ];
        let mut batch = Batch::default();
        batch.push(insert(
            self.backend(),
            "post",
            &["id", "account_id", "unit_id", "role", "valid_from", "valid_to"],
            vec![row],
            OnKey::Fail,
        ));
        let said = AccountEntry::PostGiven { unit: post.unit, role: post.role, from: post.from, to: post.to };
        self.account_step(meta, account, "give_post", &said, "", vec![], batch).await
    }

    /// End a post at a moment.
    pub async fn end_post(
        &mut self,
        meta: Meta<'_>,
        account: &Account,
        post: PostId,
        to: Instant,
    ) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.push_expecting(
            sql(self.backend(), "UPDATE post SET valid_to = $1 WHERE id = $2", [to.ms().into(), text(post)]),
            1,
        );
        let said = AccountEntry::PostEnded { post, to };
        self.account_step(meta, account, "end_post", &said, "", vec![], batch).await
    }

    /// Whether somebody else who can sign in holds the role at a moment.
    pub async fn others_hold(&mut self, role: Role, but: AccountId, at: Instant) -> Result<bool, StoreError> {
        let query = "SELECT p.id FROM post p JOIN account a ON a.id = p.account_id AND a.disabled_at IS NULL \
                     WHERE p.role = $1 AND p.account_id <> $2 AND p.valid_from <= $3 AND (p.valid_to IS NULL OR $3 < p.valid_to) LIMIT 1";
        Ok(self.one(query, [text(role.code()), text(but), at.ms().into()]).await?.is_some())
    }

    /// The post with this identifier.
    pub async fn post(&mut self, id: PostId) -> Result<Option<Post>, StoreError> {
        self.one("SELECT * FROM post WHERE id = $1", [text(id)]).await?.as_ref().map(read).transpose()
    }

    /// What is in somebody's hands from now on: their own posts, and those of others whose deputy they are.
    pub async fn hands(&mut self, account: AccountId, now: Instant) -> Result<Vec<Hand>, StoreError> {
        let query = "SELECT p.account_id, p.unit_id, p.role, p.valid_from, p.valid_to, l.valid_from AS leave_from, l.valid_to AS leave_to \
                     FROM post p LEFT JOIN leave l ON l.account_id = p.account_id AND l.deputy_id = $1 AND $2 < l.valid_to \
                     WHERE (p.account_id = $1 OR l.id IS NOT NULL) AND (p.valid_to IS NULL OR $2 < p.valid_to) \
                     AND p.account_id IN (SELECT $1 UNION SELECT account_id FROM leave WHERE deputy_id = $1 AND $2 < valid_to)";
        let rows = self.all(query, [text(account), now.ms().into()]).await?;
        rows.iter()
            .map(|row| {
                let bad = |what| StoreError::corrupt("post", what);
                let holder: AccountId =
                    row.try_get::<String>("", "account_id")?.parse().map_err(|_| bad("account_id"))?;
                let own = Window {
                    from: Instant::from_ms(row.try_get("", "valid_from")?),
                    to: row.try_get::<Option<i64>>("", "valid_to")?.map(Instant::from_ms),
                };
                let (from, to): (Option<i64>, Option<i64>) =
                    (row.try_get("", "leave_from")?, row.try_get("", "leave_to")?);
                let window = match from {
                    Some(from) if holder != account => {
                        own.within(&Window { from: Instant::from_ms(from), to: to.map(Instant::from_ms) })
                    }
                    _ => own,
                };
                Ok(Hand {
                    unit: row.try_get::<String>("", "unit_id")?.parse().map_err(|_| bad("unit_id"))?,
                    role: Role::parse(&row.try_get::<String>("", "role")?).ok_or_else(|| bad("role"))?,
                    window,
                    on_behalf_of: (holder != account).then_some(holder),
                })
            })
            .collect()
    }
}

impl Store {
    /// Every post of an account, newest first.
    pub async fn posts_of(&self, account: AccountId) -> Result<Vec<Post>, StoreError> {
        let query = "SELECT * FROM post WHERE account_id = $1 ORDER BY valid_from DESC, id DESC LIMIT $2";
        self.all(query, [text(account), SHOWN_MAX.into()]).await?.iter().map(read).collect()
    }
}

fn read(row: &QueryResult) -> Result<Post, StoreError> {
    let bad = |what| StoreError::corrupt("post", what);
    Ok(Post {
        id: row.try_get::<String>("", "id")?.parse().map_err(|_| bad("id"))?,
        account: row.try_get::<String>("", "account_id")?.parse().map_err(|_| bad("account_id"))?,
        unit: row.try_get::<String>("", "unit_id")?.parse().map_err(|_| bad("unit_id"))?,
        role: Role::parse(&row.try_get::<String>("", "role")?).ok_or_else(|| bad("role"))?,
        from: Instant::from_ms(row.try_get("", "valid_from")?),
        to: row.try_get::<Option<i64>>("", "valid_to")?.map(Instant::from_ms),
    })
}
