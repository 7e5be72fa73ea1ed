//! A page of cases in the reader's scope.

use std::collections::HashMap;

use hemu_domain::{
    kernel::Instant,
    organisation::{Division, DivisionPath},
    person::mask_text,
};
use hemu_store::read::{Cursor, WorklistFilter, WorklistRow};

use crate::{AppError, Call, Ctx};

/// A line of the list, ready to be shown.
#[derive(Debug, Clone)]
pub struct WorklistItem {
    pub row: WorklistRow,
    /// The beginning of what was said, numbers masked. `None` once it was erased.
    pub summary: Option<String>,
    /// From the city down.
    pub place: Vec<Division>,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    pub items: Vec<WorklistItem>,
    pub next: Option<Cursor>,
    /// Exact up to 10,000; 10,001 means more.
    pub count: i64,
    pub now: Instant,
}

const SUMMARY_CHARS: usize = 60;

/// List cases.
pub async fn list_cases(ctx: &Ctx, call: &Call, filter: &WorklistFilter) -> Result<Page, AppError> {
    let scope = call.actor.scope();
    let listed = ctx.store.worklist(&scope, filter).await?;
    // Counting is for the first page only: the reader sees the count while they scroll.
    let count = if filter.after.is_none() { ctx.store.worklist_count(&scope, filter).await? } else { 0 };
    let ids: Vec<_> = listed.rows.iter().map(|row| row.id).collect();
    let mut messages = ctx.store.messages_of(&ids).await?;
    let paths: Vec<DivisionPath> = listed.rows.iter().map(|row| row.division.clone()).collect();
    let divisions: HashMap<DivisionPath, Division> = ctx
        .store
        .divisions_on(&paths)
        .await?
        .into_iter()
        .map(|division| (division.path.clone(), division))
        .collect();
    let items = listed
        .rows
        .into_iter()
        .map(|row| WorklistItem {
            summary: messages.remove(&row.id).map(|message| summary(&message)),
            place: way_to(&row.division, &divisions),
            row,
        })
        .collect();
    Ok(Page { items, next: listed.next, count, now: ctx.clock.now() })
}

fn summary(message: &str) -> String {
    let line: String = mask_text(message).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(SUMMARY_CHARS).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn way_to(path: &DivisionPath, divisions: &HashMap<DivisionPath, Division>) -> Vec<Division> {
    let mut way: Vec<Division> =
        divisions.values().filter(|division| division.path.contains(path)).cloned().collect();
    way.sort_by(|a, b| a.path.cmp(&b.path));
    way
}
