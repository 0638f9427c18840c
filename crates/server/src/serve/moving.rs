//! A stream whose other end has to go on reading: one that takes an answer at a byte a second gives its place up.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long somebody may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// While nothing moves.
    pub standstill: Duration,
    /// In all.
    pub longest: Duration,
}

/// A stream that fails when what is written to it is not taken in time. While the other end keeps up, no timer runs.
pub struct Moving<S> {
    stream: S,
    patience: Patience,
    still: Option<Pin<Box<Sleep>>>,
    /// From the first time that a write had to wait until all was taken.
    whole: Option<Pin<Box<Sleep>>>,
}

impl<S> Moving<S> {
    /// Around `stream`.
    pub fn new(stream: S, patience: Patience) -> Self {
        Self { stream, patience, still: None, whole: None }
    }

    /// After a write: gives what it gave, or fails when it waited too long.
    fn after<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.still = None;
            return written;
        }
        let Patience { standstill, longest } = self.patience;
        let still = self.still.get_or_insert_with(|| Box::pin(sleep(standstill)));
        let whole = self.whole.get_or_insert_with(|| Box::pin(sleep(longest)));
        if still.as_mut().poll(cx).is_ready() || whole.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::Error::new(ErrorKind::TimedOut, "the answer is not taken")));
        }
        Poll::Pending
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Moving<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Moving<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.after(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.after(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        ready!(self.after(flushed, cx))?;
        self.whole = None;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.after(shut, cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;

    const NEVER: Duration = Duration::from_secs(3600);
    const SOON: Duration = Duration::from_millis(5);

    /// The other end of a link: takes a byte at every second look, or never any.
    struct Creeping {
        takes: bool,
        looked: bool,
    }

    impl AsyncWrite for Creeping {
        fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
            self.looked = !self.looked;
            if !self.takes {
                return Poll::Pending;
            }
            cx.waker().wake_by_ref();
            if self.looked { Poll::Pending } else { Poll::Ready(Ok(1)) }
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    fn link(takes: bool, standstill: Duration, longest: Duration) -> Moving<Creeping> {
        Moving::new(Creeping { takes, looked: false }, Patience { standstill, longest })
    }

    async fn send(stream: &mut Moving<Creeping>, bytes: usize) -> io::Result<()> {
        for _ in 0..bytes {
            poll_fn(|cx| Pin::new(&mut *stream).poll_write(cx, &[7])).await?;
        }
        Ok(())
    }

    #[tokio::test]
    async fn who_stands_still_or_creeps_is_given_up() {
        let still = send(&mut link(false, SOON, NEVER), 1).await;
        assert_eq!(still.unwrap_err().kind(), ErrorKind::TimedOut);
        let creeping = send(&mut link(true, NEVER, SOON), usize::MAX).await;
        assert_eq!(creeping.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn who_takes_all_begins_anew() {
        let mut stream = link(true, NEVER, NEVER);
        send(&mut stream, 1_000).await.unwrap();
        assert!(stream.still.is_none() && stream.whole.is_some());
        poll_fn(|cx| Pin::new(&mut stream).poll_flush(cx)).await.unwrap();
        assert!(stream.whole.is_none());
    }
}
