//! What JavaScript calls.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::HeaderValue;
use jotmint::infura::Gate;
use napi::bindgen_prelude::Function;
use napi::{Either, Status};
use napi_derive::napi;
use tokio::sync::watch;
use zeroize::Zeroizing;

use crate::cause;
use crate::metrics::{Counts, Metrics};
use crate::parts::{Life, Parts};
use crate::project::{Current, Project};
use crate::proxy::Listening;
use crate::report::{Record, Report};
use crate::settings::{Settings, Target, Timeouts};
use crate::tls;
use crate::upstream::Upstream;

/// `NativeProxy` of addon.ts: a proxy that listens.
#[napi]
pub struct Proxy {
    address: String,
    port: u16,
    project: Arc<Project>,
    metrics: Arc<Metrics>,
    life: watch::Sender<Life>,
    deadline: watch::Sender<Duration>,
}

/// `NativeFailure` of addon.ts: crosses as data.
#[napi(object, object_from_js = false)]
pub struct NotDone {
    pub failure: bool,
    /// Node's name for an error of the system, or the code of an error of jotmint.
    pub code: String,
    pub message: String,
}

#[napi]
impl Proxy {
    #[napi(getter, catch_unwind)]
    pub fn address(&self) -> String {
        self.address.clone()
    }

    #[napi(getter, catch_unwind)]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Puts another project in the place of the one that counts, and decides about WebSockets again.
    #[napi(catch_unwind)]
    pub fn set_project(&self, config: String, longest_body: i64) -> Option<NotDone> {
        current(config, longest_body).map(|current| self.project.replace(current)).err()
    }

    #[napi(catch_unwind)]
    pub fn counts(&self) -> Counts {
        self.metrics.counts()
    }

    /// Takes no more requests. What is open has so many milliseconds; the last record is `closed`.
    #[napi(catch_unwind)]
    pub fn close(&self, deadline: i64) {
        let deadline = Duration::from_millis(u64::try_from(deadline).unwrap_or(0));
        self.deadline.send_replace(deadline);
        self.life.send_if_modified(|life| {
            let was_open = *life == Life::Open;
            if was_open {
                *life = Life::Closing;
            }
            was_open
        });
    }
}

/// Where JavaScript lets go of it, nobody is left to be told.
impl Drop for Proxy {
    fn drop(&mut self) {
        self.life.send_replace(Life::Over);
    }
}

/// Listens. Records are told in turn, and keep the process alive until the last.
#[napi(catch_unwind)]
pub fn start(
    settings: Settings,
    config: String,
    longest_body: i64,
    on_record: Function<'_, Record, ()>,
) -> napi::Result<Either<Proxy, NotDone>> {
    let current = match current(config, longest_body) {
        Ok(current) => current,
        Err(not_done) => return Ok(Either::B(not_done)),
    };
    let host: IpAddr = settings.host.parse().map_err(invalid)?;
    let listening = match Listening::at(host, settings.port) {
        Ok(listening) => listening,
        Err(error) => return Ok(Either::B(of_system(&error))),
    };
    let report = Arc::new(Report::new(&on_record, settings.log_allowed)?);
    // Not the report: whoever holds that keeps the process alive.
    let metrics = Arc::clone(&report.metrics);
    let project = Arc::new(Project::new(current));
    let (life, life_told) = watch::channel(Life::Open);
    let (deadline, deadline_told) = watch::channel(Duration::ZERO);
    let address = listening.address;
    let parts = parts(settings, Arc::clone(&project), report, life_told)?;
    let served = listening.serve(Arc::new(parts), life.clone(), deadline_told);
    if let Err(error) = served {
        return Ok(Either::B(of_system(&error)));
    }
    let port = address.port();
    let address = address.ip().to_string();
    Ok(Either::A(Proxy { address, port, project, metrics, life, deadline }))
}

fn parts(
    settings: Settings,
    project: Arc<Project>,
    report: Arc<Report>,
    life: watch::Receiver<Life>,
) -> napi::Result<Parts> {
    let timeouts = Timeouts::from(settings.timeouts);
    let is_secure = settings.upstream.is_secure || settings.upstream_web_socket.is_secure;
    let roots = settings.roots.unwrap_or_default();
    let tls = is_secure.then(|| tls::connector(&roots)).transpose().map_err(invalid)?;
    let upstream = Target::new(settings.upstream, tls.as_ref()).map_err(invalid)?;
    let web_socket = Target::new(settings.upstream_web_socket, tls.as_ref()).map_err(invalid)?;
    let connections = usize::try_from(settings.connections).map_err(invalid)?;
    let upstream = Upstream::new(upstream, timeouts.connect, timeouts.upstream, connections);
    let keep_alive = format!("timeout={}", timeouts.keep_alive.as_secs());
    let keep_alive = HeaderValue::try_from(keep_alive).map_err(invalid)?;
    Ok(Parts { project, upstream, web_socket, timeouts, keep_alive, report, life })
}

fn current(config: String, longest_body: i64) -> Result<Current, NotDone> {
    // Somebody may have put a private key there.
    let config = Zeroizing::new(config);
    let gate = Gate::new(&config).map_err(|error| NotDone {
        failure: true,
        code: error.code().as_str().to_owned(),
        message: error.to_string(),
    })?;
    Ok(Current { gate, longest_body: usize::try_from(longest_body).unwrap_or(0) })
}

fn of_system(error: &std::io::Error) -> NotDone {
    let code = cause::name(error).to_owned();
    NotDone { failure: true, message: error.to_string(), code }
}

/// What npm/gate has checked before.
fn invalid(error: impl std::fmt::Display) -> napi::Error {
    napi::Error::new(Status::InvalidArg, error.to_string())
}
