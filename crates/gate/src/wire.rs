//! A client's connection, as hyper is shown it: one request after the other, each head only when it is
//! whole and has been looked at.
//!
//! hyper takes a bare LF for the end of a line, and drops a `Content-Length` that comes after a
//! `Transfer-Encoding`; so it is not asked. It gets the bytes of one head, then exactly those of its
//! body, and of the next head none until the answer is out.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::client::Client;
use crate::head::{self, Flaw, Framing, Scan};
use crate::linger::linger;

/// For an answer to go out that ends a connection.
const PATIENCE: Duration = Duration::from_secs(1);

/// The connection, with what was read of it and not yet handed on.
pub(crate) struct Wire {
    socket: TcpStream,
    client: Arc<Client>,
    bytes: Box<[u8]>,
    begin: usize,
    end: usize,
    next: Next,
    scan: Scan,
    /// Whoever wanted a head while an answer was not out.
    waiting: Option<Waker>,
}

/// What the next bytes are.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// Of a head, which is not handed on before it is whole.
    Head,
    /// Of a head that is whole.
    WholeHead { left: usize, framing: Framing },
    /// Of a body.
    Body { left: u64 },
    /// Of chunks, and what comes after is read by nobody.
    Chunks,
}

impl Wire {
    pub(crate) fn new(socket: TcpStream, client: Arc<Client>) -> Self {
        let bytes = vec![0; head::LONGEST].into_boxed_slice();
        let (next, scan) = (Next::Head, Scan::new());
        Self { socket, client, bytes, begin: 0, end: 0, next, scan, waiting: None }
    }

    /// Whether all has been handed on of what was begun.
    pub(crate) fn is_whole(&self) -> bool {
        self.pending().is_empty() && matches!(self.next, Next::Head | Next::Body { left: 0 })
    }

    /// Whether the request that was handed on last has a body that was not.
    pub(crate) fn has_body(&self) -> bool {
        !matches!(self.next, Next::Head | Next::Body { left: 0 })
    }

    /// The connection, and what has been read of it.
    pub(crate) fn into_parts(self) -> (TcpStream, Vec<u8>) {
        let read = self.pending().to_vec();
        (self.socket, read)
    }

    /// Writes an answer, or none, and ends the connection.
    pub(crate) async fn end(mut self, answer: &[u8]) {
        let written = timeout(PATIENCE, self.socket.write_all(answer)).await;
        if matches!(written, Ok(Ok(()))) {
            linger(&mut self.socket).await;
        }
    }

    /// Until the client is gone.
    pub(crate) async fn gone(&mut self) {
        while self.pending().len() < self.bytes.len() {
            let filled = std::future::poll_fn(|cx| self.fill(cx)).await;
            if !matches!(filled, Ok(1..)) {
                return;
            }
        }
        std::future::pending().await
    }

    fn pending(&self) -> &[u8] {
        self.bytes.get(self.begin..self.end).unwrap_or_default()
    }

    fn skip(&mut self, count: usize) {
        self.begin += count;
        if self.begin >= self.end {
            (self.begin, self.end) = (0, 0);
        }
    }

    /// Reads more, and says how much; nothing is the end.
    fn fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if self.end == self.bytes.len() {
            self.bytes.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
        }
        let mut room = ReadBuf::new(self.bytes.get_mut(self.end..).unwrap_or_default());
        ready!(Pin::new(&mut self.socket).poll_read(cx, &mut room))?;
        let count = room.filled().len();
        self.end += count;
        Poll::Ready(Ok(count))
    }

    /// Reads until a head is whole. False at the end of what the client sends.
    fn read_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool, Flaw>> {
        loop {
            while self.pending().starts_with(b"\r\n") {
                self.skip(2);
            }
            if !matches!(self.pending(), [] | [b'\r']) {
                self.client.begins();
                let pending = self.bytes.get(self.begin..self.end).unwrap_or_default();
                if let Some(head) = self.scan.find(pending)? {
                    self.scan = Scan::new();
                    self.next = Next::WholeHead { left: head.length, framing: head.framing };
                    self.client.has_head();
                    return Poll::Ready(Ok(head.framing != Framing::Tunnel));
                }
                if self.pending().len() >= head::LONGEST {
                    return Poll::Ready(Err(Flaw::too_long()));
                }
            }
            match ready!(self.fill(cx)) {
                Ok(1..) => {}
                Ok(0) if !self.pending().is_empty() => return Poll::Ready(Err(Flaw::cut())),
                _ => return Poll::Ready(Ok(false)),
            }
        }
    }

    /// Hands on what has been read, `most` at the most; of nothing, reads first.
    fn hand_on(
        &mut self,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
        most: usize,
    ) -> Poll<io::Result<usize>> {
        if self.pending().is_empty() && ready!(self.fill(cx))? == 0 {
            return Poll::Ready(Ok(0));
        }
        let count = self.pending().len().min(most).min(out.remaining());
        out.put_slice(self.pending().get(..count).unwrap_or_default());
        self.skip(count);
        Poll::Ready(Ok(count))
    }

    /// While a request is answered: only that the client is gone is of interest.
    fn watch(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.pending().is_empty() && ready!(self.fill(cx))? == 0 {
            return Poll::Ready(Ok(()));
        }
        self.waiting = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            match this.next {
                Next::Body { left: 0 } if this.client.is_over() => this.next = Next::Head,
                Next::Body { left: 0 } => return this.watch(cx),
                // Of a request that was answered unread nothing is read as another.
                Next::Body { .. } | Next::Chunks if this.client.is_over() => {
                    return Poll::Ready(Ok(()));
                }
                Next::Body { left } => {
                    let most = usize::try_from(left).unwrap_or(usize::MAX);
                    let count = ready!(this.hand_on(cx, out, most))?;
                    let count = u64::try_from(count).unwrap_or(left);
                    this.next = Next::Body { left: left - count };
                    return Poll::Ready(Ok(()));
                }
                Next::Chunks => {
                    ready!(this.hand_on(cx, out, usize::MAX))?;
                    return Poll::Ready(Ok(()));
                }
                Next::WholeHead { left, framing } => {
                    let count = ready!(this.hand_on(cx, out, left))?;
                    this.next = match (left - count, framing) {
                        (0, Framing::Length(left)) => Next::Body { left },
                        (0, _) => Next::Chunks,
                        (left, framing) => Next::WholeHead { left, framing },
                    };
                    return Poll::Ready(Ok(()));
                }
                Next::Head if !this.client.may_begin() => {
                    this.waiting = Some(cx.waker().clone());
                    return Poll::Pending;
                }
                Next::Head => match ready!(this.read_head(cx)) {
                    Ok(true) => {}
                    Ok(false) => return Poll::Ready(Ok(())),
                    Err(flaw) => {
                        this.client.is_flawed(flaw);
                        return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
                    }
                },
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.client.wrote(written.is_ready());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, bytes);
        self.client.wrote(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    /// hyper asks for it when it has written all that it had.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.client.flushed()
            && let Some(waiting) = self.waiting.take()
        {
            waiting.wake();
        }
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    /// Done by [`Wire::end`], once hyper has let go of it.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
