//! Panics: defects, which must not take the proxy with them.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What the future gives, or the words of its panic.
pub(crate) async fn caught<T>(future: impl Future<Output = T>) -> Result<T, String> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => Poll::Ready(Err(words(&*panic))),
    })
    .await
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_told() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let crashing = async { panic!("at {}", 5) };
        assert_eq!(runtime.block_on(caught::<()>(crashing)), Err("at 5".to_owned()));
        assert_eq!(runtime.block_on(caught(async { 5 })), Ok(5));
    }
}
