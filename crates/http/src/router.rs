//! The whole URL map, to be read as a table of contents.

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode};
use hemu_app::Ctx;
use hemu_domain::file::CHUNK_BYTES_MAX;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

use crate::{
    access, catalogue, export, file, jobs, leave, limits, live, notice, numbers, organisation, portal,
    problem::Problem, re_audit, request, rights, session, supervision, worklist,
};

/// The largest body of a JSON request.
const BODY_BYTES_MAX: usize = 256 * 1024;
const ANSWER_SECONDS_MAX: u64 = 60;

#[derive(OpenApi)]
#[openapi(
    info(title = "Hemu", description = "Community governance of a city: one intake, divided handling, every step traceable.", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    components(schemas(Problem)),
    tags(
        (name = "session", description = "Signing in and out"),
        (name = "request", description = "Requests of residents"),
        (name = "file", description = "Files of requests: resumable uploads after tus 1.0.0, and reading"),
        (name = "access", description = "Recusal, break-glass, revealed contacts and who looked"),
        (name = "worklist", description = "The cases in one's scope"),
        (name = "supervision", description = "The board, repeated matters, re-audits"),
        (name = "catalogue", description = "The dispatch catalogue"),
        (name = "organisation", description = "Divisions, units and accounts"),
        (name = "numbers", description = "Rates with numerator and denominator"),
        (name = "notice", description = "Notices and live updates"),
        (name = "portal", description = "Residents, without an account"),
        (name = "operation", description = "Running the installation"),
    )
)]
struct Api;

#[expect(clippy::too_many_lines, reason = "one table: the whole URL map")]
fn routes() -> OpenApiRouter<Ctx> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(session::sign_in))
        .routes(routes!(session::session))
        .routes(routes!(session::sign_out))
        .routes(routes!(session::set_password))
        .routes(routes!(session::second_factor::give))
        .routes(routes!(session::second_factor::begin))
        .routes(routes!(session::second_factor::confirm))
        .routes(routes!(session::second_factor::demo_code))
        .routes(routes!(session::sessions::mine))
        .routes(routes!(session::sessions::end))
        .routes(routes!(session::sessions::end_others))
        .routes(routes!(leave::mine, leave::note_mine))
        .routes(routes!(leave::colleagues))
        .routes(routes!(leave::note_of))
        .routes(routes!(leave::end))
        .routes(routes!(request::record::record))
        .routes(routes!(request::view::view))
        .routes(routes!(request::settle_on_spot::settle_on_spot))
        .routes(routes!(request::exclude::exclude))
        .routes(routes!(request::dispatch::dispatch))
        .routes(routes!(request::sign::sign))
        .routes(routes!(request::log_contact::log_contact))
        .routes(routes!(request::add_note::add_note))
        .routes(routes!(request::reply::reply))
        .routes(routes!(request::call_back::call_back))
        .routes(routes!(request::close::close))
        .routes(routes!(request::send_back::send_back))
        .routes(routes!(request::redispatch::redispatch))
        .routes(routes!(request::transfer::transfer))
        .routes(routes!(request::resume::resume))
        .routes(routes!(request::ask::ask))
        .routes(routes!(request::decide_ask::decide_ask))
        .routes(routes!(request::answer_order::answer_order))
        .routes(routes!(request::review_order::review_order))
        .routes(routes!(request::unmerge::unmerge))
        .routes(routes!(request::supplement::supplement))
        .routes(routes!(request::urge::urge))
        .routes(routes!(request::reopen::reopen))
        .routes(routes!(request::explain_clock::explain_clock))
        .routes(routes!(file::begin_upload::begin))
        .routes(
            routes!(file::upload_state::state, file::append::append)
                .layer(DefaultBodyLimit::max(CHUNK_BYTES_MAX)),
        )
        .routes(routes!(file::read::whole))
        .routes(routes!(file::read::preview))
        .routes(routes!(file::begin_upload::begin_by_resident))
        .routes(
            routes!(file::upload_state::state_for_resident, file::append::append_by_resident)
                .layer(DefaultBodyLimit::max(CHUNK_BYTES_MAX)),
        )
        .routes(routes!(file::read::whole_for_resident))
        .routes(routes!(file::read::preview_for_resident))
        .routes(routes!(access::recuse::recuse))
        .routes(routes!(access::reveal::reveal))
        .routes(routes!(access::call_requester::call_requester))
        .routes(routes!(access::break_glass::break_glass))
        .routes(routes!(access::looks::list))
        .routes(routes!(access::explain::explain))
        .routes(routes!(access::set_phone::set_phone))
        .routes(routes!(export::ask, export::list))
        .routes(routes!(export::approve))
        .routes(routes!(export::fetch))
        .routes(routes!(worklist::list::list))
        .routes(routes!(supervision::board::board))
        .routes(routes!(supervision::repeats::repeats))
        .routes(routes!(supervision::repeats::note))
        .routes(routes!(re_audit::list::list, re_audit::fix::fix))
        .routes(routes!(re_audit::numbers::numbers))
        .routes(routes!(re_audit::view::view))
        .routes(routes!(re_audit::draw::draw))
        .routes(routes!(re_audit::record_finding::record_finding))
        .routes(routes!(catalogue::matters))
        .routes(routes!(catalogue::publish))
        .routes(routes!(catalogue::suggest))
        .routes(routes!(catalogue::compare::compare))
        .routes(routes!(catalogue::try_draft::try_draft))
        .routes(routes!(catalogue::precedents::list))
        .routes(routes!(catalogue::precedents::end))
        .routes(routes!(limits::table::list, limits::table::publish))
        .routes(routes!(limits::table::try_limits))
        .routes(routes!(limits::recount::recount))
        .routes(routes!(organisation::units, organisation::open_unit::open_unit))
        .routes(routes!(organisation::divisions))
        .routes(routes!(organisation::accounts, organisation::open_account::open_account))
        .routes(routes!(organisation::account::view))
        .routes(routes!(organisation::account::record))
        .routes(routes!(organisation::post::give))
        .routes(routes!(organisation::post::end))
        .routes(routes!(organisation::keep_account::unlock))
        .routes(routes!(organisation::keep_account::disable))
        .routes(routes!(organisation::keep_account::enable))
        .routes(routes!(organisation::keep_account::end_sessions))
        .routes(routes!(organisation::keep_account::take_off_second_factor))
        .routes(routes!(numbers::by_unit))
        .routes(routes!(notice::mine))
        .routes(routes!(notice::read))
        .routes(routes!(notice::send_again::send_again))
        .routes(routes!(notice::outbox::outbox))
        .routes(routes!(notice::choose::mine, notice::choose::set))
        .routes(routes!(live::live))
        .routes(routes!(portal::file))
        .routes(routes!(portal::track))
        .routes(routes!(portal::own::supplement))
        .routes(routes!(portal::own::urge))
        .routes(routes!(portal::own::rate))
        .routes(routes!(portal::own::withdraw))
        .routes(routes!(portal::own::reopen))
        .routes(routes!(portal::own::complain))
        .routes(routes!(portal::own::ask_right))
        .routes(routes!(portal::account::code))
        .routes(routes!(portal::account::sign_in))
        .routes(routes!(portal::account::me))
        .routes(routes!(portal::account::sign_out))
        .routes(routes!(portal::account::name))
        .routes(routes!(portal::account::requests, portal::account::attach))
        .routes(routes!(portal::account::export))
        .routes(routes!(portal::account::delete))
        .routes(routes!(rights::list))
        .routes(routes!(rights::decide))
        .routes(routes!(portal::divisions))
        .routes(routes!(portal::units))
        .routes(routes!(jobs::dead))
        .routes(routes!(jobs::revive))
        .routes(routes!(jobs::health))
}

/// The API as a service.
pub fn api_router(ctx: Ctx) -> Router {
    let (router, _) = routes().split_for_parts();
    router
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            std::time::Duration::from_secs(ANSWER_SECONDS_MAX),
        ))
        .with_state(ctx)
}

/// The contract, as it is committed in `api/openapi.json`.
pub fn openapi() -> String {
    let (_, api) = routes().split_for_parts();
    let mut text = api.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
