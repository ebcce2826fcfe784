use super::{Shown, error_table};

error_table! {
    /// Something to know about a token that is no reason to refuse it.
    pub enum Note {
        /// The signature is valid, and whose it is.
        SignedBy {
            /// The key, by its fingerprint.
            key: Shown,
        } = "NOTE_SIGNED_BY",
            "The signature is valid. It was made by {key}.";
        /// The signature was not checked.
        SignatureUnchecked = "NOTE_SIGNATURE_UNCHECKED",
            "The signature was not checked, because no key was given.",
            "Pass the public key, or all that may have signed: the one that did is named.";
        /// A good ECDSA signature in the form other software writes it.
        SignatureDer = "NOTE_SIGNATURE_DER",
            "The signature is the key's, but written in DER as openssl does.",
            "A token has R and S one after the other (RFC 7518 section 3.4).";
        /// The token names another key than the one that signed it.
        KeyidDiffers {
            /// The token's `kid`.
            found: Shown,
            /// The key's own.
            expected: Shown,
        } = "NOTE_KEYID_DIFFERS",
            "The header's `kid` is {found}; the key that signed has {expected}.",
            "Who looks the key up by its `kid` does not find it.";
        /// The token has no `exp`.
        NoExpiry = "NOTE_NO_EXPIRY",
            "The token has no `exp`: it never expires.",
            "Sign with `expiresIn`.";
        /// The token lasts long.
        LongLived {
            /// How long from now, in words.
            span: Shown,
        } = "NOTE_LONG_LIVED",
            "The token lasts another {span}.",
            "Who steals it has it as long; make shorter ones and renew them.";
        /// The token has no `iat`.
        NoIssuedAt = "NOTE_NO_ISSUED_AT",
            "The token has no `iat`: nobody can tell how old it is.",
            "Sign without `noTimestamp`.";
        /// The token has no `aud`.
        NoAudience = "NOTE_NO_AUDIENCE",
            "The token has no `aud`: every service that trusts the key takes it.",
            "Sign with `audience`.";
        /// Infura's key IDs and API keys look alike.
        KeyidOrApiKey = "NOTE_KEYID_OR_API_KEY",
            "`kid` has 32 hexadecimal digits. So have Infura's key IDs and its API keys; which of them it is cannot be told from here.",
            "It must be the ID that the dashboard shows for the uploaded public key, not the API key of the URL.";
        /// A `kid` that does not look like Infura's.
        KeyidForm {
            /// The `kid`.
            found: Shown,
        } = "NOTE_KEYID_FORM",
            "`kid` is {found}; the key IDs of Infura's examples have 32 hexadecimal digits.",
            "Copy the ID that the dashboard shows for the uploaded public key; not its name, not its fingerprint.";
        /// The token holds no list of what it allows.
        Unrestricted = "NOTE_UNRESTRICTED",
            "The token holds no list, so it allows whatever the project allows.",
            "Name what it is for in `methods`, `addresses`, `origins` or `user_agents`.";
        /// Addresses restrict some methods only.
        OtherMethodsOpen = "NOTE_OTHER_METHODS_OPEN",
            "`addresses` restricts the methods that ask about an address; without `methods`, all others stay open.",
            "Name the methods as well.";
        /// A method that Ethereum does not have.
        MethodUnknown {
            /// The entry.
            found: Shown,
            /// The nearest one, or nothing: the end of a sentence.
            near: Shown,
        } = "NOTE_METHOD_UNKNOWN",
            "`methods` holds {found}, which is no method that is known here{near}",
            "Names are case-sensitive; one that is misspelt allows nothing.";
        /// Neuron never lets the token expire.
        NeverExpires {
            /// What `exp` is.
            found: Shown,
        } = "NOTE_NEVER_EXPIRES",
            "Neuron never lets the token expire: its `exp` is {found}, and only a whole number of seconds counts.",
            "To withdraw such a token, remove its public key.";
        /// Which key file Neuron takes.
        KeyFile {
            /// `iss`.
            issuer: Shown,
        } = "NOTE_KEY_FILE",
            "Neuron takes the first file in certs/ whose name starts with {issuer}, whatever follows.",
            "Let the name of no other key file start with it.";
        /// A key file that hides Neuron's login key.
        LoginKeyHidden = "NOTE_LOGIN_KEY_HIDDEN",
            "A key file whose name starts with `neuron` hides Neuron's own login key: logging in stops working.",
            "Use another issuer.";
        /// Neuron takes the caller for its administrator.
        Administrator {
            /// What `user` is.
            found: Shown,
        } = "NOTE_ADMINISTRATOR",
            "Neuron takes the caller for admin: `user` is {found}.",
            "Name whom the token speaks for in `user`.";
    }
}
