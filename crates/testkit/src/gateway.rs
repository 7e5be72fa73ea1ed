//! A gateway for short messages on a free port of this machine: it takes, refuses, fails or says nothing, and remembers
//! what it was asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, extract::State, http::HeaderMap, routing::post};
use serde::Deserialize;
use tokio::net::TcpListener;

/// How it answers.
#[derive(Debug, Clone)]
pub enum GatewayManner {
    Takes,
    Answers(u16),
    /// Takes the connection and never answers.
    Silent,
    /// Answers like this to one number, and takes all others.
    AnswersOne(&'static str, u16),
}

/// What it was asked to send.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsAsked {
    pub id: String,
    pub to: String,
    pub text: String,
    pub signature: String,
    /// The `Authorization` header.
    #[serde(skip)]
    pub authorization: String,
}

/// The gateway.
#[derive(Debug, Clone)]
pub struct FakeGateway {
    pub url: String,
    manner: Arc<Mutex<GatewayManner>>,
    asked: Arc<Mutex<Vec<SmsAsked>>>,
}

impl FakeGateway {
    /// Listen.
    pub async fn serve(manner: GatewayManner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/messages", listener.local_addr().unwrap());
        let gateway = Self { url, manner: Arc::new(Mutex::new(manner)), asked: Arc::default() };
        let router = Router::new().route("/messages", post(answer)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        gateway
    }

    /// From now on, answer like this.
    pub fn be(&self, manner: GatewayManner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// Everything it was asked, in order, taken or not.
    pub fn asked(&self) -> Vec<SmsAsked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer(
    State(gateway): State<FakeGateway>,
    headers: HeaderMap,
    Json(asked): Json<SmsAsked>,
) -> axum::http::StatusCode {
    let authorization =
        headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let to = asked.to.clone();
    gateway.asked.lock().unwrap_or_else(PoisonError::into_inner).push(SmsAsked { authorization, ..asked });
    let manner = gateway.manner.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let status = match manner {
        GatewayManner::Takes => 202,
        GatewayManner::Answers(status) => status,
        GatewayManner::Silent => std::future::pending().await,
        GatewayManner::AnswersOne(number, status) if number == to => status,
        GatewayManner::AnswersOne(..) => 202,
    };
    axum::http::StatusCode::from_u16(status).unwrap()
}
