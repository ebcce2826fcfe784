use super::{Shown, error_table};

error_table! {
    /// A mistake in how a function was called.
    pub enum CallError in Call {
        /// An option that does not exist.
        OptionUnknown {
            /// Its name.
            name: String,
            /// The nearest one, or all there are: the end of a sentence.
            known: Shown,
        } = "ERR_OPTION_UNKNOWN",
            "There is no option `{name}`; {known}",
            "Rename it or leave it out.";
        /// An option has a value it cannot have.
        OptionInvalid {
            /// Its name.
            name: String,
            /// What it is.
            found: Shown,
            /// What it must be.
            expected: &'static str,
        } = "ERR_OPTION_INVALID",
            "Option `{name}` is {found}; it must be {expected}.",
            "If it comes from an environment variable, check that it is set.";
        /// Something inside an option cannot be used.
        OptionRefused {
            /// Where it stands: `keys[1].publicKey`.
            name: String,
            /// Why: a sentence.
            problem: Shown,
        } = "ERR_OPTION_REFUSED",
            "`{name}` cannot be used. {problem}";
        /// A required option is missing.
        OptionMissing {
            /// Its name.
            name: &'static str,
            /// What it is for.
            purpose: &'static str,
        } = "ERR_OPTION_MISSING",
            "Option `{name}` is missing: {purpose}.",
            "If it comes from an environment variable, check that it is set.";
        /// A claim is given twice: by the payload and by an option.
        OptionConflict {
            /// The option.
            name: &'static str,
            /// The claim or header parameter.
            claim: &'static str,
        } = "ERR_OPTION_CONFLICT",
            "Option `{name}` sets `{claim}`, which is there already.",
            "Give it in one place.";
        /// A duration's text has no unit, or one that is not known.
        Duration {
            /// The option.
            name: String,
            /// Its text.
            found: Shown,
        } = "ERR_DURATION",
            "Option `{name}` is {found}: a duration as text needs a unit (s, m, h, d, w, y); without one it could be seconds or milliseconds.",
            "Write a number for seconds (3600), or text with a unit ('1h').";
        /// The payload is not a JSON object.
        Payload {
            /// What it is.
            found: Shown,
        } = "ERR_PAYLOAD_INVALID",
            "The payload is {found}; claims are a plain object that JSON can hold.",
            "Pass an object such as { sub: 'user-1' }; for other content use `jws.sign`.";
        /// The name is no signature algorithm.
        AlgorithmUnknown {
            /// The name.
            found: Shown,
            /// All there are.
            known: Shown,
        } = "ERR_ALGORITHM_UNKNOWN",
            "{found} is no signature algorithm known here; known are {known}.",
            "Names are case-sensitive; `none` is never supported.";
        /// A header parameter cannot be set like this.
        HeaderInvalid {
            /// Its name.
            name: Shown,
            /// What is wrong with it.
            problem: &'static str,
        } = "ERR_HEADER_INVALID",
            "The header parameter {name} {problem}.",
            "See RFC 7515 section 4.1.";
        /// A signer of one's own returned something that is no signature of its algorithm.
        SignerSignature {
            /// The algorithm.
            algorithm: &'static str,
            /// How many bytes came.
            found: usize,
            /// How many were expected.
            expected: Shown,
        } = "ERR_SIGNER_SIGNATURE",
            "The signer returned {found} bytes; a signature of {algorithm} has {expected}.",
            "Return the raw signature, or the DER one for the ES algorithms.";
    }
}

impl CallError {
    /// The option it is about.
    pub fn option(&self) -> Option<&str> {
        match self {
            Self::OptionUnknown { name, .. }
            | Self::OptionInvalid { name, .. }
            | Self::OptionRefused { name, .. }
            | Self::Duration { name, .. } => Some(name),
            Self::OptionMissing { name, .. } | Self::OptionConflict { name, .. } => Some(name),
            _ => None,
        }
    }
}
