//! One WebSocket, with the one to the node behind it.
//!
//! One poll moves both ways on: a side that does not read holds up what comes from the other, and
//! nothing else.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Sink, SinkExt, Stream};
use hyper::header::HeaderMap;
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{CloseCode, Data, OpCode};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use crate::client::Client;
use crate::dial::Line;
use crate::linger::linger;
use crate::metrics::Metrics;
use crate::parts::{Life, Parts, reached};
use crate::project::Sent;
use crate::report::Kind;

/// How long an end may take to close after it was told to.
const PATIENCE: Duration = Duration::from_secs(30);

/// Messages that may wait for one end before the other is read no further: one that was handed on,
/// and one of the gate's own.
const MOST_WAITING: usize = 2;

/// Bytes of a frame to the client.
const PIECE: usize = 128 * 1024;

pub(crate) struct Session {
    pub(crate) parts: Arc<Parts>,
    pub(crate) client: Arc<Client>,
    /// As they came with the handshake.
    pub(crate) headers: HeaderMap,
    pub(crate) near: End<TcpStream>,
    pub(crate) far: End<Box<dyn Line>>,
    pub(crate) is_alive: bool,
}

/// One of the two sockets, and what waits to be sent on it.
pub(crate) struct End<S> {
    socket: WebSocketStream<S>,
    waiting: VecDeque<Message>,
    /// Of the message that is being sent.
    pieces: VecDeque<Message>,
    is_dirty: bool,
    /// It was asked whether it is there, and the answer has not gone out.
    owes_pong: bool,
}

/// What each end is told when a session is over.
struct Over {
    near: Told,
    far: Told,
}

enum Told {
    /// It is closed, or has said that it closes.
    Nothing,
    Close(Option<CloseFrame>),
}

/// What a session does next.
enum Step {
    Beat,
    Decide,
    Close(Over),
}

impl Session {
    /// Until both ends are closed or cut.
    pub(crate) async fn serve(mut self) {
        let over = {
            let parts = Arc::clone(&self.parts);
            let _open = Open::new(&parts.report.metrics);
            self.run().await
        };
        if let Some(Over { near, far }) = over {
            tokio::join!(self.near.close(near), self.far.close(far));
        }
    }

    /// None where it is to be cut.
    async fn run(&mut self) -> Option<Over> {
        let period = self.parts.timeouts.heartbeat;
        let mut heartbeat = interval_at(Instant::now() + period, period);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut changes = self.parts.project.changes();
        let mut life = self.parts.life.clone();
        // The project may have changed since the handshake was decided about.
        if let Some(over) = self.decide_again() {
            return Some(over);
        }
        loop {
            let step = tokio::select! {
                biased;
                _ = heartbeat.tick() => Step::Beat,
                _ = changes.changed() => Step::Decide,
                () = reached(&mut life, Life::Closing) => {
                    Step::Close(Over::both(CloseCode::Away, "the proxy is being closed"))
                }
                over = poll_fn(|cx| self.poll(cx)) => Step::Close(over),
            };
            match step {
                Step::Close(over) => return Some(over),
                // A client that gave no sign since the last time is gone, unless it is the node that
                // it is not listened to for.
                Step::Beat
                    if !std::mem::take(&mut self.is_alive) && self.far.waiting.is_empty() =>
                {
                    return None;
                }
                Step::Beat => self.near.waiting.push_front(Message::Ping(Bytes::new())),
                Step::Decide => {}
            }
            if let Some(over) = self.decide_again() {
                return Some(over);
            }
        }
    }

    /// Subscriptions go on without messages; a token that expired ends them.
    fn decide_again(&self) -> Option<Over> {
        let current = self.parts.project.current();
        let sent = Sent::of(&self.headers);
        let refusal = current.decide(&sent, None, &self.parts.report).err()?;
        self.parts.report.refused(Kind::Handshake, &self.client.address, &refusal);
        Some(Over::both(CloseCode::Policy, refusal.message()))
    }

    /// Moves on what there is to move, until an end closes.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Over> {
        loop {
            if self.far.push(cx).is_err() {
                return Poll::Ready(Over::far_broke(&Error::ConnectionClosed));
            }
            // It is not read meanwhile; that it takes what waits is its sign.
            let was_full = !self.near.has_room();
            match self.near.push(cx) {
                Ok(has_sent) => self.is_alive |= was_full && has_sent,
                Err(_) => return Poll::Ready(Over::near_broke(&Error::ConnectionClosed)),
            }
            let near_has_room = self.near.has_room();
            let mut has_moved = false;
            // Pongs that are not taken would pile up in the library.
            if near_has_room
                && !self.near.owes_pong
                && self.far.waiting.is_empty()
                && let Poll::Ready(message) = self.near.read(cx)
            {
                self.is_alive = true;
                match message {
                    Ok(Message::Close(frame)) => return Poll::Ready(Over::near_closed(frame)),
                    Ok(message) => self.ask(message),
                    Err(error) => return Poll::Ready(Over::near_broke(&error)),
                }
                has_moved = true;
            }
            if near_has_room
                && !self.far.owes_pong
                && let Poll::Ready(message) = self.far.read(cx)
            {
                match message {
                    Ok(Message::Close(frame)) => return Poll::Ready(Over::far_closed(frame)),
                    Ok(message) if is_data(&message) => self.near.waiting.push_back(message),
                    Ok(_) => {}
                    Err(error) => return Poll::Ready(Over::far_broke(&error)),
                }
                has_moved = true;
            }
            if !has_moved {
                return Poll::Pending;
            }
        }
    }

    /// Each message of the client's is decided about on its own.
    fn ask(&mut self, message: Message) {
        let body = match &message {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
            _ => return,
        };
        let Parts { project, report, .. } = &*self.parts;
        match project.current().decide(&Sent::of(&self.headers), Some(body), report) {
            Ok(key) => {
                report.allowed(Kind::Message, &self.client.address, key);
                self.far.waiting.push_back(message);
            }
            Err(refusal) => {
                report.refused(Kind::Message, &self.client.address, &refusal);
                let text = Utf8Bytes::try_from(refusal.body).unwrap_or_default();
                self.near.waiting.push_back(Message::Text(text));
            }
        }
    }
}

impl<S: Line> End<S> {
    pub(crate) fn new(socket: WebSocketStream<S>) -> Self {
        Self {
            socket,
            waiting: VecDeque::new(),
            pieces: VecDeque::new(),
            is_dirty: false,
            owes_pong: false,
        }
    }

    /// Sends what waits, as far as the other side takes it; whether it took something of a message.
    fn push(&mut self, cx: &mut Context<'_>) -> Result<bool, Error> {
        let mut has_sent = false;
        while self.has_waiting() && Pin::new(&mut self.socket).poll_ready(cx)?.is_ready() {
            if let Some(message) = self.next() {
                has_sent |= !matches!(message, Message::Ping(_));
                Pin::new(&mut self.socket).start_send(message)?;
                self.is_dirty = true;
            }
        }
        if self.is_dirty && Pin::new(&mut self.socket).poll_flush(cx)?.is_ready() {
            (self.is_dirty, self.owes_pong) = (false, false);
        }
        Ok(has_sent)
    }

    fn has_room(&self) -> bool {
        self.waiting.len() < MOST_WAITING
    }

    fn has_waiting(&self) -> bool {
        !self.waiting.is_empty() || !self.pieces.is_empty()
    }

    /// What is sent next. Between the pieces of a message only a ping may stand.
    fn next(&mut self) -> Option<Message> {
        if self.pieces.is_empty() || matches!(self.waiting.front(), Some(Message::Ping(_))) {
            let message = self.waiting.pop_front()?;
            if !is_data(&message) {
                return Some(message);
            }
            self.pieces = pieces(message);
        }
        self.pieces.pop_front()
    }

    fn read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Message, Error>> {
        Pin::new(&mut self.socket).poll_next(cx).map(|message| {
            let message = message.unwrap_or(Err(Error::ConnectionClosed));
            // The library has its answer ready, and sends it with the next that is sent.
            let is_ping = matches!(message, Ok(Message::Ping(_)));
            self.is_dirty |= is_ping;
            self.owes_pong |= is_ping;
            message
        })
    }

    /// What waits goes out before it is told.
    async fn close(mut self, told: Told) {
        let _ = timeout(PATIENCE, self.say(told)).await;
        linger(self.socket.get_mut()).await;
    }

    async fn say(&mut self, told: Told) -> Result<(), Error> {
        if let Told::Close(frame) = told {
            while let Some(message) = self.next() {
                self.socket.feed(message).await?;
            }
            self.socket.send(Message::Close(frame)).await?;
        }
        while poll_fn(|cx| self.read(cx)).await.is_ok() {}
        Ok(())
    }
}

impl Over {
    fn both(code: CloseCode, reason: impl Into<Utf8Bytes>) -> Self {
        let near = Told::Close(Some(CloseFrame { code, reason: reason.into() }));
        Self { near, far: Told::Close(Some(bare(CloseCode::Normal))) }
    }

    fn near_closed(frame: Option<CloseFrame>) -> Self {
        Self { near: Told::Nothing, far: Told::Close(frame.map(handed_on)) }
    }

    fn far_closed(frame: Option<CloseFrame>) -> Self {
        Self { near: Told::Close(frame.map(handed_on)), far: Told::Nothing }
    }

    fn near_broke(error: &Error) -> Self {
        Self { near: blamed(error), far: Told::Close(Some(bare(CloseCode::Error))) }
    }

    fn far_broke(error: &Error) -> Self {
        Self { near: Told::Close(Some(bare(CloseCode::Error))), far: blamed(error) }
    }
}

/// Codes that only a library may use are said to be an error.
fn handed_on(frame: CloseFrame) -> CloseFrame {
    match u16::from(frame.code) {
        ..1004 | 1007..=1011 | 3000.. => frame,
        _ => bare(CloseCode::Error),
    }
}

fn bare(code: CloseCode) -> CloseFrame {
    CloseFrame { code, reason: Utf8Bytes::default() }
}

/// What the end is told that an error is about.
fn blamed(error: &Error) -> Told {
    let code = match error {
        Error::Capacity(_) => CloseCode::Size,
        Error::Utf8(_) => CloseCode::Invalid,
        Error::Protocol(_) => CloseCode::Protocol,
        _ => return Told::Nothing,
    };
    Told::Close(Some(bare(code)))
}

fn is_data(message: &Message) -> bool {
    message.is_text() || message.is_binary()
}

/// A long message in several frames. What is left of one that is being sent is moved to the front of
/// the library's buffer each time, all of it.
fn pieces(message: Message) -> VecDeque<Message> {
    let (mut kind, mut rest) = match message {
        Message::Text(text) if text.len() > PIECE => (Data::Text, Bytes::from(text)),
        Message::Binary(bytes) if bytes.len() > PIECE => (Data::Binary, bytes),
        short => return VecDeque::from([short]),
    };
    let mut pieces = VecDeque::with_capacity(rest.len().div_ceil(PIECE));
    while !rest.is_empty() {
        let piece = rest.split_to(PIECE.min(rest.len()));
        let frame = Frame::message(piece, OpCode::Data(kind), rest.is_empty());
        pieces.push_back(Message::Frame(frame));
        kind = Data::Continue;
    }
    pieces
}

/// Counts a WebSocket while it is open.
struct Open<'m>(&'m Metrics);

impl<'m> Open<'m> {
    fn new(metrics: &'m Metrics) -> Self {
        metrics.web_socket_opened();
        Self(metrics)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.web_socket_closed();
    }
}
