use super::{Shown, error_table};

error_table! {
    /// Something that the service the token is meant for would refuse.
    pub enum ProviderError in Provider {
        /// The service takes other algorithms.
        Algorithm {
            /// The service.
            provider: &'static str,
            /// The algorithm asked for.
            found: &'static str,
            /// What the service takes.
            expected: Shown,
        } = "ERR_PROVIDER_ALGORITHM",
            "{provider} does not take {found}; it takes {expected}.",
            "Use a key of the right type: RSA for RS256, EC on P-256 for ES256.";
        /// The service does not take a key of this size.
        KeySize {
            /// The service.
            provider: &'static str,
            /// The key's size in bits.
            bits: usize,
            /// The smallest the service takes.
            minimum: usize,
            /// The largest the service takes.
            maximum: usize,
        } = "ERR_PROVIDER_KEY_SIZE",
            "{provider} takes RSA keys of {minimum} to {maximum} bits; this one has {bits}.",
            "Make one of 2048 bits: openssl genrsa -out private.key 2048";
        /// A claim that the service does not know, or that is set by an option.
        Claim {
            /// The service.
            provider: &'static str,
            /// The claim.
            claim: String,
            /// What to write: the end of a sentence.
            expected: Shown,
        } = "ERR_PROVIDER_CLAIM",
            "{provider} does not know `{claim}`; {expected}",
            "Rename it or leave it out.";
        /// A list that is no list of texts, or an entry that is none of its kind.
        Entry {
            /// The service.
            provider: &'static str,
            /// The claim.
            claim: &'static str,
            /// What was found.
            found: Shown,
            /// What was expected.
            expected: &'static str,
        } = "ERR_PROVIDER_ENTRY",
            "{provider}'s `{claim}` holds {found}; it must be {expected}.",
            "A list that is left out restricts nothing.";
        /// An address that is none.
        Address {
            /// The entry.
            found: Shown,
        } = "ERR_PROVIDER_ADDRESS",
            "`addresses` holds {found}, which is no Ethereum address.",
            "An address is 0x and 40 hexadecimal digits.";
        /// A list has too many entries.
        Entries {
            /// The service.
            provider: &'static str,
            /// The claim.
            claim: &'static str,
            /// How many it has.
            found: usize,
            /// How many the service takes.
            maximum: usize,
        } = "ERR_PROVIDER_ENTRIES",
            "{provider} takes at most {maximum} entries in `{claim}`; there are {found}.",
            "Mint a token a purpose.";
        /// A user name that the service cannot hold.
        User {
            /// Its length in bytes.
            found: usize,
            /// The longest the service holds.
            maximum: usize,
        } = "ERR_PROVIDER_USER",
            "Neuron holds a `user` of 1 to {maximum} bytes; this one has {found}.",
            "Use a shorter name.";
        /// A key file that the service cannot use, or should not.
        KeyFile {
            /// Why.
            problem: &'static str,
        } = "ERR_PROVIDER_KEY_FILE",
            "Neuron cannot use the key file: {problem}.",
            "It must be the public half of an RSA key: openssl rsa -in private.key -out NAME.pem -pubout";
        /// An issuer that names no key file.
        Issuer {
            /// The issuer.
            found: Shown,
            /// What is wrong with it.
            problem: &'static str,
        } = "ERR_PROVIDER_ISSUER",
            "Neuron's issuer {found} {problem}.",
            "The issuer is the name of the public key file in certs/ without its ending.";
    }
}

impl ProviderError {
    /// The claim it is about.
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::Claim { claim, .. } => Some(claim),
            Self::Entry { claim, .. } | Self::Entries { claim, .. } => Some(claim),
            Self::Address { .. } => Some("addresses"),
            Self::User { .. } => Some("user"),
            Self::Issuer { .. } => Some("iss"),
            _ => None,
        }
    }
}
