//! Texts on their way in and out, each in one call to Node.

use std::borrow::Cow;
use std::mem::MaybeUninit;
use std::ptr;
use std::slice;

use napi::bindgen_prelude::{
    FromNapiValue, JsValue, ToNapiValue, TypeName, Unknown, ValidateNapiValue,
};
use napi::{Result, ValueType, check_status, sys};

/// A text from JavaScript, or for it.
pub struct Text(pub(crate) String);

/// Where a text from JavaScript is put for a call that is over before the next. Most tokens and
/// payloads fit there, so Node need not be asked for the length first, and nothing is allocated.
pub(crate) struct Room([MaybeUninit<u8>; ROOM]);

/// Where there are three bytes for each unit of a text, V8 writes it without counting first.
const ROOM: usize = 4096;
/// No character is longer.
const LONGEST_CHARACTER: usize = 4;

impl Room {
    pub(crate) const fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; ROOM])
    }

    /// The text that a value is.
    pub(crate) fn text(&mut self, value: &Unknown<'_>) -> Result<Cow<'_, str>> {
        let value = value.value();
        // SAFETY: a value of the call that is under way.
        unsafe { self.read(value.env, value.value) }
    }

    unsafe fn read(&mut self, env: sys::napi_env, value: sys::napi_value) -> Result<Cow<'_, str>> {
        let mut written = 0;
        // SAFETY: Node writes no more than the room that is there, and says how much.
        let status = unsafe {
            let start = self.0.as_mut_ptr().cast();
            sys::napi_get_value_string_utf8(env, value, start, ROOM, &raw mut written)
        };
        if status != sys::Status::napi_ok || written.saturating_add(LONGEST_CHARACTER) >= ROOM {
            // It may have been cut off, or is no text at all.
            return unsafe { String::from_napi_value(env, value) }.map(Cow::Owned);
        }
        // SAFETY: so many bytes were written, and they are UTF-8.
        let text = unsafe {
            str::from_utf8_unchecked(slice::from_raw_parts(self.0.as_ptr().cast(), written))
        };
        Ok(Cow::Borrowed(text))
    }
}

impl FromNapiValue for Text {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut room = Room::new();
        unsafe { room.read(env, value) }.map(|text| Self(text.into_owned()))
    }
}

impl ToNapiValue for Text {
    /// What is ASCII, as tokens and most claims are, V8 copies; of UTF-8 it looks at each character.
    unsafe fn to_napi_value(env: sys::napi_env, Self(text): Self) -> Result<sys::napi_value> {
        let (Ok(length), true) = (isize::try_from(text.len()), text.is_ascii()) else {
            return unsafe { String::to_napi_value(env, text) };
        };
        let mut value = ptr::null_mut();
        let start = text.as_ptr().cast();
        // SAFETY: so many bytes are there, and Node copies them.
        let status = unsafe { sys::napi_create_string_latin1(env, start, length, &raw mut value) };
        check_status!(status)?;
        Ok(value)
    }
}

impl TypeName for Text {
    fn type_name() -> &'static str {
        String::type_name()
    }

    fn value_type() -> ValueType {
        String::value_type()
    }
}

impl ValidateNapiValue for Text {}
