//! Neuron's decision about a request, safe by default and as it really is where that is asked for.

use super::emulation;
use super::files::KeyFiles;
use super::strict;
use crate::encoding::json::quoted;
use crate::error::{ClaimError, Error, GateError, ProviderError};
use crate::jwt::date::check_now;
use crate::options::Options;
use crate::provider::diagnosis::Finding;

/// Decides about requests by the key files of a `certs` directory. Other files make another one.
///
/// By default it is stricter than Neuron: the file's name without its ending is `iss`, `exp` is
/// there and a number, `aud` is `neuron`, the token is canonical and stands alone after `Bearer `.
/// With `emulate`, the answer is Neuron's own, code and status, in all that is known of it; its
/// login key is not known here, and a token of more than 64 levels of JSON, a key that is no RSA
/// key of 2048 to 5120 bits, and a PEM that had to be mended, are refused.
///
/// ```
/// use jotmint::neuron::{Answer, Verifier};
/// use jotmint::{Algorithm, GenerateOptions, Key, Rules};
///
/// # let pem = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr7VlNytvNFt9wVkjJ8vG\nL4F0+id4kS1CpG7UMh1kghrLg9KMb8gauy7Bxk6PRz5Ckv1FnG4FL+Z3Cdzwd6c8\njJlzJxbRTYvNi3elqAyItE3tRl6CatRur49t9nGepgFOrwmPP5We52G5O0BsW6Mx\nw/neqQH+Y/bXqs0PG/0ZbpTyr044Lh+p9grSuPIogIGIY5JM4AI+fpdH6hVnA7od\nPkinkWhQqAW+F8jngwZK+JCFS1GAeobTZVbvsiHZQGuP/T7hqE8z5Q8HYO4ymnkI\nMPH6zSKhSxsQRs/kWU5lXqY67ORC3DIMA+I/AJujLuoqC+YaMP0fO81XjrwXPf2j\n4wIDAQAB\n-----END PUBLIC KEY-----\n".replace('\n', "\\n");
/// let verifier = Verifier::new(&format!(r#"{{"keys":{{"ci-bot.pem":"{pem}"}}}}"#))?;
/// assert!(verifier.problems().is_empty());
/// let Answer::Refused(refusal) = verifier.authorize(None, 1.7e9)? else { panic!() };
/// assert_eq!((refusal.error, refusal.status, refusal.name), (1004, 401, "NEED_TOKEN"));
/// # Ok::<(), jotmint::Error>(())
/// ```
pub struct Verifier {
    files: KeyFiles,
    emulates: bool,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It may pass, in this user's name.
    Allowed {
        /// `admin`, where the token names nobody.
        user: String,
    },
    /// It may not.
    Refused(Refusal),
}

/// How a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Neuron's code: 1004 to 1007.
    pub error: u16,
    /// The HTTP status: 401 or 403.
    pub status: u16,
    /// The code's name.
    pub name: &'static str,
    /// Why, for the log. The client is not told.
    pub reason: Error,
}

impl Verifier {
    /// Reads `{ keys: { "ci-bot.pem": "-----BEGIN …" }, emulate }`: each file's name and text, in
    /// the directory's order. Of a file that cannot be used, [`Verifier::problems`] tells; the
    /// others go on.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`.
    pub fn new(options: &str) -> Result<Self, Error> {
        let options = Options::parse(options, &["keys", "emulate"])?;
        let emulates = options.flag("emulate")?;
        Ok(Self { files: KeyFiles::read(&options)?, emulates })
    }

    /// What is wrong with the files, or will be in Neuron. The path is a file's name.
    pub fn problems(&self) -> &[Finding] {
        &self.files.problems
    }

    /// Decides by an `Authorization` header. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// `ERR_OPTION_INVALID` where `now` is no date in seconds.
    pub fn authorize(&self, authorization: Option<&str>, now: f64) -> Result<Answer, Error> {
        let now = check_now(now)?;
        let decide = if self.emulates { emulation::user } else { strict::user };
        Ok(match decide(&self.files, authorization, now) {
            Ok(user) => Answer::Allowed { user },
            Err(reason) => Answer::Refused(reason.into()),
        })
    }
}

impl Answer {
    /// As the text of a JSON object: `{ ok: true, user }` or
    /// `{ ok: false, error, status, name, code, reason }`.
    pub fn to_json(&self) -> String {
        match self {
            Self::Allowed { user } => format!(r#"{{"ok":true,"user":{}}}"#, quoted(user)),
            Self::Refused(Refusal { error, status, name, reason }) => {
                let (code, reason) = (reason.code(), quoted(&reason.to_string()));
                format!(
                    r#"{{"ok":false,"error":{error},"status":{status},"name":"{name}","code":"{code}","reason":{reason}}}"#
                )
            }
        }
    }
}

impl From<Error> for Refusal {
    fn from(reason: Error) -> Self {
        let (error, status, name) = match reason {
            Error::Gate(GateError::TokenMissing) => (1004, 401, "NEED_TOKEN"),
            Error::Claim(ClaimError::Expired { .. }) => (1006, 403, "EXPIRED_TOKEN"),
            Error::Claim(_)
            | Error::Provider(ProviderError::User { .. } | ProviderError::Entry { .. }) => {
                (1007, 403, "VALIDATE_TOKEN")
            }
            _ => (1005, 401, "DECODE_TOKEN"),
        };
        Self { error, status, name, reason }
    }
}
