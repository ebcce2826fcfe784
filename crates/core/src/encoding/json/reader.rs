//! From text to value, in one pass. Where a text is refused, the position is what serde_json says
//! of the same text: a test compares the two.

use core::mem;
use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{ArrayText, JsonError, MAX_DEPTH, NoObject, ObjectText, Value};
use crate::encoding::decimal;

pub(super) struct Reader<'a> {
    text: &'a str,
    /// Of the next byte; between two steps at the border of a character.
    at: usize,
    /// The names that were met in the objects that are open, the innermost's last.
    names: Vec<Cow<'a, str>>,
    /// Whether a name may occur twice.
    lenient: bool,
    /// The names that did.
    pub(super) duplicates: Vec<String>,
    cause: Option<JsonError>,
}

/// What is told of a member. Called by address, so that reading an object is there once and not for
/// each who reads one.
type See<'s, 'a> = &'s mut dyn FnMut(&str, Value<'a>);

/// The cause is left in the reader: without it, what a step returns is no larger than a value, and
/// costs nothing to hand on.
struct Refused;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, lenient: bool) -> Self {
        Self { text, at: 0, names: Vec::new(), lenient, duplicates: Vec::new(), cause: None }
    }

    /// One value that fills the text; where it is an object, its members are shown as they come.
    pub(super) fn whole(&mut self, see: See<'_, 'a>) -> Result<Value<'a>, JsonError> {
        let read = match self.next_token() {
            Some(b'{') => self.object(0, see),
            _ => self.value(0),
        };
        let read = read.and_then(|value| match self.next_token() {
            None => Ok(value),
            Some(_) => Err(self.unexpected()),
        });
        read.map_err(|Refused| self.cause.take().unwrap_or(JsonError::Nesting))
    }

    /// An object that fills the text; gives the names of its members.
    pub(super) fn members(&mut self, see: See<'_, 'a>) -> Result<Vec<Cow<'a, str>>, NoObject> {
        match self.whole(see).map_err(NoObject::NotJson)? {
            Value::Object(_) => Ok(mem::take(&mut self.names)),
            other => Err(NoObject::Other(other.kind())),
        }
    }

    /// The items of an array that was read before.
    pub(super) fn items(&mut self, see: &mut dyn FnMut(Value<'a>)) {
        // Nothing is left to refuse.
        let _: Result<_, Refused> = self.array(0, see);
    }

    /// One value, inside of so many arrays and objects.
    fn value(&mut self, depth: usize) -> Result<Value<'a>, Refused> {
        match self.next_token() {
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'{') => {
                let names = self.names.len();
                let object = self.object(depth, &mut |_, _| ())?;
                self.names.truncate(names);
                Ok(object)
            }
            Some(b'[') => self.array(depth, &mut |_| ()).map(Value::Array),
            Some(b'n') => self.word("null").map(|()| Value::Null),
            Some(b't') => self.word("true").map(|()| Value::True),
            Some(b'f') => self.word("false").map(|()| Value::False),
            _ => Err(self.unexpected()),
        }
    }

    /// The names of its members are left as the last ones.
    fn object(&mut self, depth: usize, see: See<'_, 'a>) -> Result<Value<'a>, Refused> {
        let start = self.at;
        let depth = self.enter(depth)?;
        let before = self.names.len();
        let (mut marks, mut may_repeat) = (0, false);
        while self.has_next(b'}', self.names.len() == before)? {
            if self.peek() != Some(b'"') {
                return Err(self.unexpected());
            }
            let name = self.string()?;
            if self.next_token() != Some(b':') {
                return Err(self.unexpected());
            }
            self.at += 1;
            let value = self.value(depth)?;
            see(&name, value);
            if self.names.capacity() == 0 {
                self.names.reserve(16);
            }
            let mark = mark(&name);
            may_repeat |= marks & mark != 0;
            marks |= mark;
            self.names.push(name);
        }
        if may_repeat {
            self.look_for_duplicates(before)?;
        }
        Ok(Value::Object(ObjectText(self.since(start))))
    }

    /// Among the names behind the first so many.
    fn look_for_duplicates(&mut self, before: usize) -> Result<(), Refused> {
        /// So few are compared with each other sooner than they are sorted.
        const FEW: usize = 16;
        let names = self.names.get(before..).unwrap_or_default();
        let mut earlier = BTreeSet::new();
        let mut repeated = names.iter().enumerate().filter(|(index, name)| match names.len() {
            ..=FEW => names.iter().take(*index).any(|earlier| earlier == *name),
            _ => !earlier.insert(&***name),
        });
        if self.lenient {
            self.duplicates.extend(repeated.map(|(_, name)| name.clone().into_owned()));
            return Ok(());
        }
        let Some((_, name)) = repeated.next() else { return Ok(()) };
        let cause = JsonError::DuplicateName(name.clone().into_owned());
        Err(self.refuse(cause))
    }

    fn array(
        &mut self,
        depth: usize,
        see: &mut dyn FnMut(Value<'a>),
    ) -> Result<ArrayText<'a>, Refused> {
        let start = self.at;
        let depth = self.enter(depth)?;
        let mut length = 0;
        while self.has_next(b']', length == 0)? {
            see(self.value(depth)?);
            length += 1;
        }
        Ok(ArrayText { text: self.since(start), length })
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn enter(&mut self, depth: usize) -> Result<usize, Refused> {
        self.at += 1;
        if depth < MAX_DEPTH { Ok(depth + 1) } else { Err(self.refuse(JsonError::Nesting)) }
    }

    /// Whether an array or object goes on, with the next item or name; else it is left.
    fn has_next(&mut self, end: u8, first: bool) -> Result<bool, Refused> {
        match self.next_token() {
            Some(found) if found == end => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !first => self.at += 1,
            Some(_) if first => return Ok(true),
            _ => return Err(self.unexpected()),
        }
        match self.next_token() {
            Some(found) if found != end => Ok(true),
            _ => Err(self.unexpected()),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Refused> {
        for expected in word.bytes() {
            if self.take() != Some(expected) {
                return Err(self.refused());
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Value<'a>, Refused> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.take() {
            Some(b'0') if self.peek().is_some_and(|next| next.is_ascii_digit()) => {
                return Err(self.unexpected());
            }
            Some(b'0') => {}
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.refused()),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if !self.peek().is_some_and(|next| next.is_ascii_digit()) {
                return Err(self.unexpected());
            }
            self.digits();
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if !self.take().is_some_and(|next| next.is_ascii_digit()) {
                return Err(self.refused());
            }
            self.digits();
        }
        let text = self.since(start);
        match decimal::read(text) {
            Some(number) if number.is_finite() => Ok(Value::Number(number, text)),
            _ => Err(self.refused()),
        }
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// Borrowed where nothing in it is escaped.
    fn string(&mut self) -> Result<Cow<'a, str>, Refused> {
        self.at += 1;
        let piece = self.plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(piece));
        }
        let mut read = piece.to_owned();
        loop {
            match self.take() {
                Some(b'"') => return Ok(Cow::Owned(read)),
                Some(b'\\') => read.push(self.escaped()?),
                _ => return Err(self.refused()),
            }
            read.push_str(self.plain());
        }
    }

    /// What stands in a string before the next byte that is not for itself.
    fn plain(&mut self) -> &'a str {
        let start = self.at;
        let bytes = self.text.as_bytes();
        loop {
            let Some(eight) = bytes.get(self.at..).and_then(<[u8]>::first_chunk) else {
                while self.peek().is_some_and(|byte| !matches!(byte, b'"' | b'\\' | ..0x20)) {
                    self.at += 1;
                }
                break;
            };
            let plain = count_plain(*eight);
            self.at += plain;
            if plain < eight.len() {
                break;
            }
        }
        self.since(start)
    }

    fn escaped(&mut self) -> Result<char, Refused> {
        match self.take() {
            Some(plain @ (b'"' | b'\\' | b'/')) => Ok(plain.into()),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => self.code_point(),
            _ => Err(self.refused()),
        }
    }

    /// Half a surrogate pair is no character.
    fn code_point(&mut self) -> Result<char, Refused> {
        let first = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.refused());
        }
        for expected in *b"\\u" {
            if self.take() != Some(expected) {
                return Err(self.refused());
            }
        }
        let second = self.code_unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(self.refused());
        }
        let number = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        char::from_u32(number).ok_or_else(|| self.refused())
    }

    fn code_unit(&mut self) -> Result<u32, Refused> {
        let bytes = self.text.as_bytes();
        let Some(digits) = bytes.get(self.at..).and_then(|rest| rest.first_chunk::<4>()) else {
            self.at = bytes.len();
            return Err(self.refused());
        };
        self.at += 4;
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        let number = digits.iter().try_fold(0, |sum, next| Some((sum << 4) | digit(next)?));
        number.ok_or_else(|| self.refused())
    }

    /// The next byte that is no blank.
    fn next_token(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
        self.peek()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// What comes next is wrong.
    fn unexpected(&mut self) -> Refused {
        self.refuse_at((self.at + 1).min(self.text.len()))
    }

    /// What was just taken is wrong, or the text ends.
    fn refused(&mut self) -> Refused {
        self.refuse_at(self.at)
    }

    /// With line and column, from 1, of the byte before this place.
    fn refuse_at(&mut self, end: usize) -> Refused {
        let before = self.text.as_bytes().get(..end).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        self.refuse(JsonError::Syntax { line, column })
    }

    fn refuse(&mut self, cause: JsonError) -> Refused {
        self.cause = Some(cause);
        Refused
    }
}

/// One bit, the same for the same name: two names that have not the same one differ. Those that
/// tokens and keys have differ in it.
fn mark(name: &str) -> u64 {
    let (first, last) = match name.as_bytes() {
        [] => return 1,
        [one] => (one, one),
        [first, .., last] => (first, last),
    };
    1_u64.wrapping_shl(u32::from(*first) + 17 * u32::from(*last))
}

/// How many of eight bytes stand for themselves in a string, up to the first that does not; found in
/// one go, because a payload is mostly strings.
fn count_plain(bytes: [u8; 8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let word = u64::from_le_bytes(bytes);
    // The subtraction leaves a byte's high bit set where the byte was smaller, unless it was set
    // before. What is borrowed reaches bytes after one that was smaller, and no others: so the first
    // that is found is one.
    let below = |word: u64, bound: u64| word.wrapping_sub(bound * EACH) & !word;
    let is = |byte: u8| below(word ^ (u64::from(byte) * EACH), 1);
    let special = (below(word, 0x20) | is(b'"') | is(b'\\')) & HIGH;
    usize::try_from(special.trailing_zeros() / u8::BITS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use crate::encoding::json::{JsonError, Value, parse};

    /// serde_json takes what is taken here, and refuses the same texts at the same place.
    fn compare(text: &str) {
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        match (parse(text), theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(tree(&ours), theirs, "{text:?}"),
            (Err(JsonError::DuplicateName(_)), _) => {}
            (Err(ours), Err(theirs)) => {
                let (line, column) = (theirs.line(), theirs.column());
                assert_eq!(ours, JsonError::Syntax { line, column }, "{text:?}: {theirs}");
            }
            (ours, theirs) => panic!("{text:?}: {ours:?}, but {theirs:?}"),
        }
    }

    /// All that is in it, read piece by piece.
    fn tree(value: &Value<'_>) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::False => false.into(),
            Value::True => true.into(),
            Value::Number(_, text) => serde_json::from_str(text).unwrap(),
            Value::Text(text) => (**text).into(),
            Value::Array(array) => {
                let items = array.items();
                assert_eq!(items.len(), array.len());
                items.iter().map(tree).collect()
            }
            Value::Object(object) => {
                let read = object.read();
                read.iter().map(|(name, value)| (name.clone(), tree(value))).collect()
            }
        }
    }

    #[test]
    fn serde_json_refuses_the_same_at_the_same_place() {
        let whole = "{\"a\" : [1, -2.50e+3,\n true , false,null, \"x\\u00e9\\ud83d\\ude00\\n\"],\"\\/\":{}} ";
        compare(whole);
        for at in 0..whole.len() {
            compare(&whole[..at]);
            for byte in " \n\"\\{}[],:-+.0159eEutfnxd/\u{1}é".chars() {
                compare(&format!("{}{byte}{}", &whole[..at], &whole[at..]));
                compare(&format!("{}{byte}{}", &whole[..at], &whole[at + 1..]));
            }
        }
    }

    #[test]
    fn serde_json_agrees_on_every_character_wherever_it_stands() {
        for at in 0..20 {
            for character in (0..0x180).filter_map(char::from_u32) {
                let mut text = "a".repeat(20);
                text.replace_range(at..=at, character.encode_utf8(&mut [0; 4]));
                compare(&format!("\"{text}\""));
            }
        }
    }

    proptest! {
        #[test]
        fn serde_json_agrees_on_anything(
            pieces in prop::collection::vec(
                "[\\[\\]{},: \n]|\"|\"[a-c]\"|\\\\u[dD][89a-fA-F][0-9a-f]{2}|\\\\[a-z\"]|-?[0-9]{1,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?|true|false|null|é|.",
                0..12,
            ),
        ) {
            compare(&pieces.concat());
        }
    }
}
