use super::{Shown, error_table};

error_table! {
    /// Claims that are not acceptable, in a token that came in or in one to be made.
    pub enum ClaimError in Claim {
        /// The token has expired.
        Expired {
            /// When, as a date.
            at: Shown,
            /// How long ago, in words.
            ago: Shown,
        } = "ERR_JWT_EXPIRED",
            "The token expired at {at}, {ago} ago.",
            "Ask the issuer for a new one; `clockTolerance` covers clocks that differ.";
        /// The token is not valid yet.
        NotActive {
            /// When it will be, as a date.
            at: Shown,
            /// In how long, in words.
            within: Shown,
        } = "ERR_JWT_NOT_ACTIVE",
            "The token is valid from {at}, in {within}.",
            "Wait, or set the clock right; `clockTolerance` covers clocks that differ.";
        /// The token is older than `maxAge`.
        TooOld {
            /// Its age, in words.
            age: Shown,
            /// The oldest that is taken, in words.
            maximum: Shown,
        } = "ERR_JWT_TOO_OLD",
            "The token was issued {age} ago; `maxAge` is {maximum}.",
            "Ask the issuer for a new one.";
        /// `iat` lies in the future while `maxAge` is asked for.
        IssuedInFuture {
            /// When, as a date.
            at: Shown,
        } = "ERR_JWT_ISSUED_IN_FUTURE",
            "The token says it was issued at {at}, in the future.",
            "Set the clocks right; `clockTolerance` covers small differences.";
        /// A claim that is required or expected is missing.
        Missing {
            /// Its name.
            claim: String,
        } = "ERR_CLAIM_MISSING",
            "The token has no `{claim}`, which is required.",
            "The issuer must set it, or the option that requires it must go.";
        /// A claim has another value than the expected one.
        Mismatch {
            /// Its name.
            claim: &'static str,
            /// What the token has.
            found: Shown,
            /// What was expected.
            expected: Shown,
        } = "ERR_CLAIM_MISMATCH",
            "The token's `{claim}` is {found}; expected {expected}.",
            "It was made for somebody else, or the option is wrong.";
        /// A claim has the wrong type.
        Invalid {
            /// Its name.
            claim: &'static str,
            /// What it is.
            found: Shown,
            /// What it must be.
            expected: &'static str,
        } = "ERR_CLAIM_INVALID",
            "`{claim}` is {found}; it must be {expected}.",
            "See RFC 7519 section 4.1 (NaN and Infinity become null in JSON).";
        /// A date is in milliseconds.
        Milliseconds {
            /// Its name.
            claim: &'static str,
            /// What it is.
            found: Shown,
        } = "ERR_CLAIM_MILLISECONDS",
            "`{claim}` is {found}: that is milliseconds; JWT dates are seconds since 1970.",
            "Divide by 1000: Math.floor(Date.now() / 1000).";
    }
}

impl ClaimError {
    /// The claim's name.
    pub fn claim(&self) -> &str {
        match self {
            Self::Expired { .. } => "exp",
            Self::NotActive { .. } => "nbf",
            Self::TooOld { .. } | Self::IssuedInFuture { .. } => "iat",
            Self::Missing { claim } => claim,
            Self::Mismatch { claim, .. }
            | Self::Invalid { claim, .. }
            | Self::Milliseconds { claim, .. } => claim,
        }
    }
}
