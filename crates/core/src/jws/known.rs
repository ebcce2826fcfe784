//! Headers that were read once. What is settled by a header follows from its text alone, and from
//! what a verifier was made with: one that is the same to the byte need not be read again.

use std::sync::{Arc, OnceLock};

/// A token's header, as it was encoded.
#[derive(Clone, Debug)]
pub struct TokenHeader {
    text: Arc<str>,
    number: Option<usize>,
}

impl TokenHeader {
    pub(super) fn new(text: String) -> Self {
        Self { text: text.into(), number: None }
    }

    /// The text of a JSON object.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Under which number the verifier or decoder knew it, where it did.
    pub fn number(&self) -> Option<usize> {
        self.number
    }

    /// The JSON text of a list: what is JSON already, then this header by its number, else by its
    /// text.
    pub(crate) fn list_after(&self, items: &[&str]) -> String {
        let number = self.number.map(|number| number.to_string());
        let own = number.as_deref().unwrap_or(&self.text);
        let items = items.iter().copied().chain([own]);
        let length = items.clone().map(|item| item.len().saturating_add(1)).sum::<usize>();
        let mut json = String::with_capacity(length.saturating_add(1));
        for item in items {
            json.push(if json.is_empty() { '[' } else { ',' });
            json.push_str(item);
        }
        json.push(']');
        json
    }
}

impl PartialEq for TokenHeader {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The first few headers, each with what is settled by it. None is ever replaced, so a number stays
/// true.
pub(super) struct KnownHeaders<T>([OnceLock<Known<T>>; 8]);

struct Known<T> {
    encoded: String,
    text: Arc<str>,
    settled: Arc<T>,
}

/// Longer ones are read each time, so that what is kept stays small.
const LONGEST: usize = 1024;

impl<T> KnownHeaders<T> {
    pub(super) fn text(&self, number: usize) -> Option<&str> {
        self.0.get(number).and_then(OnceLock::get).map(|known| &*known.text)
    }

    pub(super) fn find(&self, encoded: &str) -> Option<(TokenHeader, Arc<T>)> {
        let mut known = self.0.iter().map_while(OnceLock::get).enumerate();
        let (number, known) = known.find(|(_, known)| known.encoded == encoded)?;
        let header = TokenHeader { text: Arc::clone(&known.text), number: Some(number) };
        Some((header, Arc::clone(&known.settled)))
    }

    /// Where there is room.
    pub(super) fn add(&self, encoded: &str, header: &TokenHeader, settled: &Arc<T>) {
        if header.number.is_some() || encoded.len() > LONGEST {
            return;
        }
        let known = || Known {
            encoded: encoded.to_owned(),
            text: Arc::clone(&header.text),
            settled: Arc::clone(settled),
        };
        // Another thread may have put the same one here since it was looked for.
        let _ = self.0.iter().any(|room| room.get_or_init(known).encoded == encoded);
    }
}

impl<T> Default for KnownHeaders<T> {
    fn default() -> Self {
        Self([const { OnceLock::new() }; 8])
    }
}
