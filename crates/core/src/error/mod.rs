//! Why something was refused: typed, with a stable code and words for a person.
//!
//! One table a subject: [`CallError`] and [`ProviderError`] are the caller's own mistakes,
//! [`KeyError`] is about a key, [`TokenError`] and [`ClaimError`] are about a token that came in.
//! [`GateError`] is about a request that does not pass a gate.
//! [`Note`] is no error: what is remarked about a token that nobody refuses for it.
//! Each row holds the type, the code, the sentence and the way out; nothing else in the crate
//! writes a message.

mod call;
mod claim;
mod gate;
mod key;
mod note;
mod provider;
mod token;

use core::fmt;

pub use call::CallError;
pub use claim::ClaimError;
pub use gate::GateError;
pub use key::KeyError;
pub use note::Note;
pub use provider::ProviderError;
pub use token::{Segment, TokenError};

/// Anything this crate refuses.
///
/// `Display` says what was found, what was expected, and what to do about it. It never shows a
/// private key, a secret, a passphrase or a whole token.
///
/// ```
/// use jotmint::{Error, ImportOptions, Key};
///
/// let refused = Key::from_text("", &ImportOptions::default()).unwrap_err();
/// assert_eq!(refused.code().as_str(), "ERR_KEY_MISSING");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The caller's mistake: an option, the payload, a signer of their own.
    Call(CallError),
    /// A key that cannot be read, or not be used for this.
    Key(KeyError),
    /// A token whose form, algorithm or signature is not acceptable.
    Token(TokenError),
    /// A token whose claims are not acceptable, or claims that must not be signed.
    Claim(ClaimError),
    /// Something the service the token is for would refuse.
    Provider(ProviderError),
    /// A request that does not pass a gate.
    Gate(GateError),
}

impl Error {
    /// The stable code, the same in Rust, Node and the browser.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Call(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Token(error) => error.code(),
            Self::Claim(error) => error.code(),
            Self::Provider(error) => error.code(),
            Self::Gate(error) => error.code(),
        }
    }

    /// What to do about it; the last sentence of `Display`.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Call(error) => error.hint(),
            Self::Key(error) => error.hint(),
            Self::Token(error) => error.hint(),
            Self::Claim(error) => error.hint(),
            Self::Provider(error) => error.hint(),
            Self::Gate(error) => error.hint(),
        }
    }

    /// The claim it is about, where it is about one.
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::Claim(error) => Some(error.claim()),
            Self::Provider(error) => error.claim(),
            _ => None,
        }
    }

    /// Which part of the input it is about, in one word: `header`, `payload`, `signature` of a
    /// token, or the option's name.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Token(error) => error.segment().map(Segment::name),
            Self::Call(error) => error.option(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
            Self::Claim(error) => error.fmt(f),
            Self::Provider(error) => error.fmt(f),
            Self::Gate(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for Error {}

/// The code of an error. It never changes its meaning; new ones may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorCode(&'static str);

impl ErrorCode {
    /// The code's text, such as `ERR_JWT_EXPIRED`.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The codes of what [`diagnose`](crate::diagnose) remarks and nothing refuses.
    pub fn notes() -> impl Iterator<Item = (Self, &'static str)> {
        Note::CODES.iter().map(|&(code, meaning)| (Self(code), meaning.trim()))
    }

    /// Every code of a refusal with its meaning, in a stable order.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        [
            CallError::CODES,
            KeyError::CODES,
            TokenError::CODES,
            ClaimError::CODES,
            ProviderError::CODES,
            GateError::CODES,
            PLATFORM_CODES,
        ]
        .into_iter()
        .flatten()
        .map(|&(code, meaning)| (Self(code), meaning.trim()))
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What only a binding can meet; listed here so that the codes stand in one place.
const PLATFORM_CODES: &[(&str, &str)] = &[
    ("ERR_ADDON_MISSING", "The native addon for this platform is not installed."),
    ("ERR_INTERNAL", "A defect of jotmint. Please report it."),
    ("ERR_NOT_INITIALIZED", "The WebAssembly is not loaded yet: `init` was not called."),
    ("ERR_SIGNER_ASYNC_ONLY", "A signer of one's own was given to a synchronous call."),
    ("ERR_SIGNER_FAILED", "A signer of one's own failed; its error is the `cause`."),
    ("ERR_WASM_LOAD", "The WebAssembly cannot be had, or is damaged or another release's."),
];

/// One table of errors: the type, the codes, the words.
///
/// A row reads: meaning, variant with its typed fields, code, message, what to do.
macro_rules! error_table {
    (
        $(#[$about:meta])*
        pub enum $Name:ident $(in $Wrapper:ident)? {
            $(
                #[doc = $meaning:literal]
                $Variant:ident $({ $($(#[doc = $about_field:literal])* $field:ident: $Type:ty),* $(,)? })?
                    = $code:literal, $message:literal $(, $hint:literal)?;
            )*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $Name {
            $(
                #[doc = $meaning]
                $Variant $({ $($(#[doc = $about_field])* $field: $Type),* })?,
            )*
        }

        impl $Name {
            pub(in crate::error) const CODES: &[(&str, &str)] = &[$(($code, $meaning)),*];

            /// The stable code.
            pub fn code(&self) -> crate::error::ErrorCode {
                crate::error::ErrorCode(match self {
                    $(Self::$Variant { .. } => $code,)*
                })
            }

            /// What to do about it.
            pub fn hint(&self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant { .. } => crate::error::error_table!(@hint $($hint)?),)*
                }
            }
        }

        impl core::fmt::Display for $Name {
            #[allow(unused_variables)]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self {
                    $(Self::$Variant $({ $($field),* })? => write!(f, $message)?,)*
                }
                match self.hint() {
                    Some(hint) => write!(f, " {hint}"),
                    None => Ok(()),
                }
            }
        }

        impl core::error::Error for $Name {}

        $(
            impl From<$Name> for crate::Error {
                fn from(error: $Name) -> Self {
                    Self::$Wrapper(error)
                }
            }
        )?
    };
    (@hint) => { None };
    (@hint $hint:literal) => { Some($hint) };
}
pub(crate) use error_table;

/// A value as it may stand in a message: quoted, escaped, and cut where it is long.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown(String);

impl Shown {
    const LONGEST: usize = 60;

    /// Quotes a text that came from outside.
    pub(crate) fn text(text: &str) -> Self {
        let mut shown: String = text.chars().take(Self::LONGEST).collect();
        let cut = shown.len() < text.len();
        shown = format!("{shown:?}");
        if cut {
            shown.push('…');
        }
        Self(shown)
    }

    /// Lists alternatives: `a, b or c`.
    pub(crate) fn list<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        Self(match items.split_last() {
            None => "none".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        })
    }

    /// Words of our own.
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
