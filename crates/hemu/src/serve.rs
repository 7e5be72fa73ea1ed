//! Serve: the API, the web and the worker in one process.

use std::{net::SocketAddr, process::ExitCode};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use hemu_app::{Ctx, operation};
use tokio::{net::TcpListener, signal, sync::watch};
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};

use crate::{
    PlaceArgs,
    setup::{self, with_causes},
    web,
};

/// Serve an installation. Refuses a database with the demo's secrets.
pub(crate) async fn serve(place: &PlaceArgs, listen: Option<String>) -> Result<ExitCode, String> {
    let ctx = setup::open(place).await?;
    if operation::is_demo(&ctx).await.map_err(|e| with_causes(&e))? {
        return Err("this database is a demo city with published passwords; `hemu serve` will not open it to the world. Use `hemu demo`, or `hemu init` with another folder".into());
    }
    let listen = listen.unwrap_or(setup::config(place)?.server.listen);
    run(ctx, &listen, |address| println!("Hemu is at http://{address}")).await
}

/// Listen until interrupted, then finish what has begun.
pub(crate) async fn run(ctx: Ctx, listen: &str, ready: impl FnOnce(SocketAddr)) -> Result<ExitCode, String> {
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| format!("cannot listen on {listen}: {e}; choose another with --listen"))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(hemu_worker::run(ctx.clone(), stopped));
    ready(address);
    let served = axum::serve(listener, app(ctx)).with_graceful_shutdown(interrupted()).await;
    let _ = stop.send(true);
    worker.await.map_err(|e| e.to_string())?;
    served.map_err(|e| e.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// Headers that every answer carries. Ant Design writes its styles into the page, so inline styles are allowed;
/// inline scripts are not.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

fn app(ctx: Ctx) -> Router {
    let mut router = hemu_http::api_router(ctx).fallback(web::serve).layer(CompressionLayer::new());
    for (name, value) in HEADERS {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)));
    }
    router
}

async fn interrupted() {
    #[cfg(unix)]
    let terminated = async {
        if let Ok(mut signals) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
            signals.recv().await;
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated => {}
    }
}
