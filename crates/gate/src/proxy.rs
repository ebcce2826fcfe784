//! What listens, on a thread of its own, and how it begins and ends.

use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, watch};
use tokio::task::yield_now;
use tokio::time::{interval, sleep};

use crate::caught::caught;
use crate::connection;
use crate::parts::{Life, Parts, reached};
use crate::upstream::Upstream;

/// Connections that may wait to be accepted, as many as Node lets.
const BACKLOG: u32 = 511;

/// What waits before it tries again where the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(20);

/// How often connections to the node are looked at that nobody uses.
const SWEEP: Duration = Duration::from_secs(1);

/// A place that is listened at, before anybody is answered.
pub(crate) struct Listening {
    runtime: Runtime,
    listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Listening {
    pub(crate) fn at(host: IpAddr, port: u16) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _context = runtime.enter();
            listen(SocketAddr::new(host, port))?
        };
        let address = listener.local_addr()?;
        Ok(Self { runtime, listener, address })
    }

    /// Answers until the proxy is closed and the last connection is. `deadline` is how long those
    /// that are open may take, once it is being closed.
    pub(crate) fn serve(
        self,
        parts: Arc<Parts>,
        life: watch::Sender<Life>,
        deadline: watch::Receiver<Duration>,
    ) -> io::Result<()> {
        let Self { runtime, listener, .. } = self;
        let work = move || {
            let was_cut = runtime.block_on(run(&parts, listener, &life, &deadline));
            // It may be looking up a name still.
            runtime.shutdown_background();
            parts.report.closed(was_cut);
        };
        thread::Builder::new().name("jotmint-gate".to_owned()).spawn(work).map(drop)
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Elsewhere it would let two programs listen at one place.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// True where something had to be cut.
async fn run(
    parts: &Arc<Parts>,
    listener: TcpListener,
    life: &watch::Sender<Life>,
    deadline: &watch::Receiver<Duration>,
) -> bool {
    let sweeper = tokio::spawn(swept(Arc::clone(&parts.upstream)));
    // Each connection holds one end, so that the other tells when the last is gone.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    accept(parts, listener, open).await;
    let deadline = *deadline.borrow();
    let was_cut = tokio::select! {
        _ = all_closed.recv() => false,
        () = sleep(deadline) => true,
    };
    life.send_replace(Life::Over);
    if was_cut {
        all_closed.recv().await;
    }
    sweeper.abort();
    was_cut
}

/// Takes connections until the proxy is being closed.
async fn accept(parts: &Arc<Parts>, listener: TcpListener, open: mpsc::Sender<()>) {
    let mut life = parts.life.clone();
    let serve = |(socket, address)| {
        tokio::spawn(serve(Arc::clone(parts), socket, address, open.clone()));
    };
    loop {
        let accepted = tokio::select! {
            biased;
            () = reached(&mut life, Life::Closing) => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(accepted) => serve(accepted),
            Err(_) => sleep(BREATH).await,
        }
    }
    // Those who are connected already are told, and not cut: the system would.
    yield_now().await;
    while let Some(accepted) = poll_fn(|cx| Poll::Ready(waiting(&listener, cx))).await {
        serve(accepted);
    }
}

fn waiting(listener: &TcpListener, cx: &mut Context<'_>) -> Option<(TcpStream, SocketAddr)> {
    match listener.poll_accept(cx) {
        Poll::Ready(accepted) => accepted.ok(),
        Poll::Pending => None,
    }
}

async fn serve(parts: Arc<Parts>, socket: TcpStream, address: SocketAddr, _open: mpsc::Sender<()>) {
    // An answer is written whole, or as it comes.
    let _ = socket.set_nodelay(true);
    let served = connection::serve(Arc::clone(&parts), socket, address.ip().to_string());
    if let Err(words) = caught(served).await {
        parts.report.crashed(words);
    }
}

async fn swept(upstream: Arc<Upstream>) {
    let mut ticks = interval(SWEEP);
    loop {
        ticks.tick().await;
        upstream.sweep();
    }
}
