//! Short messages through an HTTP gateway, by a small contract of our own: `docs/operations/sms-gateway.md`.

use std::{path::PathBuf, sync::Arc, time::Duration};

use async_trait::async_trait;
use hemu_app::ports::{SendError, Sms, SmsMessage};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use serde::Serialize;

type Connector = HttpsConnector<HttpConnector>;

/// Where the gateway is and how long it is waited for.
#[derive(Debug, Clone)]
pub struct SmsSettings {
    /// Such as `https://sms.example.cn/messages`.
    pub url: String,
    pub token: String,
    /// What stands before each message, without its brackets.
    pub signature: String,
    /// Certificates of the city's own authority, besides the public ones.
    pub ca_file: Option<PathBuf>,
    pub connect: Duration,
    /// From the beginning of the connection to the answer.
    pub answer: Duration,
}

/// Sends short messages through one gateway.
pub struct SmsGateway {
    client: Client<Connector, String>,
    settings: SmsSettings,
}

#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    to: &'a str,
    text: &'a str,
    signature: &'a str,
}

impl SmsGateway {
    /// Connect lazily.
    ///
    /// # Errors
    /// When the address is none, the token cannot stand in a header, or the certificates cannot be read.
    pub fn new(settings: SmsSettings) -> Result<Self, String> {
        let address: http::Uri = settings.url.parse().map_err(|e| format!("sms.url: {e}"))?;
        if address.host().is_none() || !matches!(address.scheme_str(), Some("http" | "https")) {
            return Err("sms.url: it looks like https://sms.example.cn/messages".into());
        }
        if settings.token.is_empty() || !settings.token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                "sms: the token is empty or holds spaces or other characters that a header cannot hold"
                    .into(),
            );
        }
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(settings.connect));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls(settings.ca_file.as_ref())?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector), settings })
    }

    async fn post(&self, message: &SmsMessage) -> Result<u16, String> {
        let body = Body {
            id: &message.id,
            to: &message.to,
            text: &message.text,
            signature: &self.settings.signature,
        };
        let body = serde_json::to_string(&body).map_err(|e| e.to_string())?;
        let request = http::Request::post(&self.settings.url)
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.settings.token))
            .body(body)
            .map_err(|e| e.to_string())?;
        match tokio::time::timeout(self.settings.answer, self.client.request(request)).await {
            Ok(Ok(answer)) => Ok(answer.status().as_u16()),
            Ok(Err(error)) if error.is_connect() => Err("no connection".into()),
            Ok(Err(_)) => Err("the connection broke off".into()),
            Err(_) => Err("time-out".into()),
        }
    }
}

/// Trust in the public authorities and in the city's own.
fn tls(ca_file: Option<&PathBuf>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = ca_file {
        let at = |e: &dyn std::fmt::Display| format!("sms.ca_file {}: {e}", file.display());
        for certificate in CertificateDer::pem_file_iter(file).map_err(|e| at(&e))? {
            roots.add(certificate.map_err(|e| at(&e))?).map_err(|e| at(&e))?;
        }
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| format!("sms: {e}"))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// These say something of the door (token, address, load), not of the message: trying again may help.
const OF_THE_DOOR: [u16; 7] = [401, 403, 404, 407, 408, 425, 429];

#[async_trait]
impl Sms for SmsGateway {
    async fn send(&self, message: &SmsMessage) -> Result<(), SendError> {
        // The gateway's words may quote the number, which has no place in logs: only the code is kept.
        match self.post(message).await {
            Ok(200..=299) => Ok(()),
            Ok(status @ 400..=499) if !OF_THE_DOOR.contains(&status) => {
                Err(SendError::Never(format!("refused by the gateway ({status})")))
            }
            Ok(status) => Err(SendError::Later(format!("the gateway did not take it ({status})"))),
            Err(why) => Err(SendError::Later(format!("the gateway did not take it ({why})"))),
        }
    }
}
