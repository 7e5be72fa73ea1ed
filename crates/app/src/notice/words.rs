//! The words of a notice, put together from its template: in the product, by mail, by short message.
//!
//! They name the case's number and never what it says.

use hemu_domain::{Rules, calendar::Clock, person::Language, request::Request};
use jiff::tz::TimeZone;

use super::template::{ends, sentence};
use crate::Ctx;

/// What the placeholders of a template stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// `{number}`
    pub number: String,
    /// `{unit}`: the lead unit in Chinese and English.
    pub unit: (String, String),
    /// `{due}`: until when the answer is due, as a date.
    pub due: String,
    /// `{link}`: where the case can be followed.
    pub link: String,
}

/// Subject and body of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The sentence alone, in Chinese and English.
    pub said: (String, String),
    pub zh: (String, String),
    pub en: (String, String),
}

/// One part of a short message in Chinese, and the longest that is ever sent (two parts).
pub const SMS_PART: usize = 70;
pub const SMS_MAX: usize = 140;

const UNKNOWN_UNIT: (&str, &str) = ("承办单位", "the unit");
const UNKNOWN_DUE: (&str, &str) = ("规定时限", "the time limit");

impl Facts {
    /// For a notice of which only the number is known.
    pub fn of_number(number: &str, public_url: &str) -> Self {
        Self { number: number.to_owned(), link: link(public_url), ..Self::default() }
    }

    /// For a request as it stands.
    pub(crate) fn of_request(ctx: &Ctx, request: &Request, rules: &Rules) -> Self {
        let lead = request.state.lead().and_then(|unit| rules.unit(unit));
        Self {
            number: request.case.number.0.clone(),
            unit: lead.map_or_else(Default::default, |unit| (unit.name.clone(), unit.name_en.clone())),
            due: request
                .clock("reply")
                .filter(|clock| clock.is_open())
                .map(|clock| due_date(clock, &ctx.settings.zone))
                .unwrap_or_default(),
            link: link(&ctx.settings.public_url),
        }
    }

    fn fill(&self, sentence: &str, language: Language) -> String {
        let (unit, known_unit, due) = match language {
            Language::Zh => (UNKNOWN_UNIT.0, &self.unit.0, UNKNOWN_DUE.0),
            Language::En => (UNKNOWN_UNIT.1, &self.unit.1, UNKNOWN_DUE.1),
        };
        let or = |known: &str, unknown: &str| if known.is_empty() { unknown } else { known }.to_owned();
        sentence
            .replace("{number}", &self.number)
            .replace("{unit}", &or(known_unit, unit))
            .replace("{due}", &or(&self.due, due))
            .replace("{link}", &self.link)
    }
}

fn link(public_url: &str) -> String {
    format!("{}/track", public_url.trim_end_matches('/'))
}

/// The last day on which the answer is in time.
fn due_date(clock: &Clock, zone: &TimeZone) -> String {
    // A limit in days ends at midnight: the day before is the last one.
    clock.due_at.map_or_else(String::new, |due| due.plus_ms(-1).date_in(zone).to_string())
}

/// Subject and body, in both languages.
pub fn words_of(template: &str, facts: &Facts) -> Words {
    let (zh, en) = sentence(template);
    let (zh, en) = (facts.fill(zh, Language::Zh), facts.fill(en, Language::En));
    let Facts { number, link, .. } = facts;
    let zh_body = format!(
        "诉求编号：{number}。{zh}\n查询办理进度：{link} （需要编号和查询码）\n如对办理结果有不同意见，请拨打 12345，说明编号并要求由另一单位复核。\n"
    );
    let en_body = format!(
        "Request {number}. {en}\nFollow it at {link} with its number and code.\nIf you disagree, call 12345, name the number and ask for another unit to look at it.\n"
    );
    Words {
        zh: (format!("【和睦】诉求 {number}：{zh}"), zh_body),
        en: (format!("[Hemu] Request {number}: {en}"), en_body),
        said: (zh, en),
    }
}

/// A short message, without the signature that the gateway puts before it. Where it ends or hides a case it names the
/// way to disagree; the link is added when everything still fits.
pub fn sms_of(template: &str, facts: &Facts, language: Language, signature: &str) -> String {
    let (zh, en) = sentence(template);
    let ending = ends(template);
    let (mut text, follow, fits) = match language {
        Language::Zh => {
            let appeal = if ending { "有异议请拨12345，可由另一单位复核。" } else { "" };
            let said = facts.fill(zh, language);
            (format!("诉求{}：{said}{appeal}", facts.number), format!("查询：{}", facts.link), SMS_PART)
        }
        Language::En => {
            let appeal = if ending { " Disagree? Call 12345." } else { "" };
            let said = facts.fill(en, language);
            (format!("Request {}: {said}{appeal}", facts.number), format!(" {}", facts.link), SMS_MAX)
        }
    };
    let length = |text: &str| text.chars().count() + signature.chars().count() + 2;
    if length(&text) + follow.chars().count() <= fits {
        text.push_str(&follow);
    }
    // Names of units have no limit that a message could keep; the number at its head always stays.
    let room = SMS_MAX.saturating_sub(signature.chars().count() + 2);
    text.chars().take(room).collect()
}
