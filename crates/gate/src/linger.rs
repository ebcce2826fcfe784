//! The end of a connection that may still be written to.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy, sink};
use tokio::time::{sleep, timeout};

/// How long what nobody wants is read at most, and how much of it.
const LONGEST: Duration = Duration::from_secs(1);
const PORTIONS: u32 = 64;
const PORTION: u64 = 256 * 1024;

/// Between two portions: a client whose bytes vanish as fast as it writes them never looks at what it
/// was answered.
const PAUSE: Duration = Duration::from_millis(5);

/// Writes no more, and reads for a while what still comes: a connection that is closed with unread
/// bytes on it takes with it what was written last.
pub(crate) async fn linger(socket: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    // It ends now, one way or another.
    let _ = timeout(LONGEST, end(socket)).await;
}

async fn end(socket: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
    socket.shutdown().await?;
    for _ in 0..PORTIONS {
        if copy(&mut (&mut *socket).take(PORTION), &mut sink()).await? < PORTION {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    Ok(())
}
