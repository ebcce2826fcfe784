//! Texts on their way in, each in one call to Node.

use std::mem::MaybeUninit;
use std::slice;

use napi::bindgen_prelude::{FromNapiValue, TypeName, ValidateNapiValue};
use napi::{Result, ValueType, sys};

/// A text from JavaScript. Most tokens and payloads fit in the room that is set aside, so that Node
/// need not be asked for the length first.
pub struct Text(pub(crate) String);

/// Where there are three bytes for each unit of a text, V8 writes it without counting first.
const ROOM: usize = 4096;
/// No character is longer.
const LONGEST_CHARACTER: usize = 4;

impl FromNapiValue for Text {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        let mut room = [const { MaybeUninit::<u8>::uninit() }; ROOM];
        let mut written = 0;
        // SAFETY: Node writes no more than the room that is there, and says how much.
        let status = unsafe {
            let start = room.as_mut_ptr().cast();
            sys::napi_get_value_string_utf8(env, value, start, ROOM, &raw mut written)
        };
        if status != sys::Status::napi_ok || written.saturating_add(LONGEST_CHARACTER) >= ROOM {
            // It may have been cut off, or is no text at all.
            return unsafe { String::from_napi_value(env, value) }.map(Self);
        }
        // SAFETY: so many bytes were written, and they are UTF-8.
        let text = unsafe {
            str::from_utf8_unchecked(slice::from_raw_parts(room.as_ptr().cast(), written))
        };
        Ok(Self(text.to_owned()))
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
