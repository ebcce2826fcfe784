//! Low: how bytes and values are written. Knows nothing of tokens or keys.

pub(crate) mod base64url;
pub(crate) mod decimal;
pub(crate) mod der;
pub(crate) mod json;
pub(crate) mod pem;
