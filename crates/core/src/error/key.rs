use super::{Shown, error_table};

error_table! {
    /// A key that cannot be read, or not be used for this.
    pub enum KeyError in Key {
        /// No key was given.
        Missing = "ERR_KEY_MISSING",
            "There is no key: it is undefined, null or empty.",
            "Check that the file or environment variable it comes from exists.";
        /// The input is no key format that is known.
        Format {
            /// What it looks like.
            found: Shown,
        } = "ERR_KEY_FORMAT",
            "This is no key: {found}. A key is a PEM (-----BEGIN …), a JWK ({{\"kty\":…}}) or DER bytes.",
            "A text is an HMAC secret only where an HS algorithm is named, such as { algorithm: 'HS256' }.";
        /// The PEM armour or its base64 is broken.
        Pem {
            /// How.
            problem: &'static str,
        } = "ERR_KEY_PEM",
            "The PEM cannot be read: {problem}.",
            "Pass the file's whole text, with its line breaks.";
        /// The DER inside is broken, or is no key.
        Der {
            /// How.
            problem: &'static str,
        } = "ERR_KEY_DER",
            "The key's DER cannot be read: {problem}.",
            "The file is damaged, or is not a key.";
        /// A JWK is broken.
        Jwk {
            /// The member, or `JWK`.
            member: &'static str,
            /// How.
            problem: &'static str,
        } = "ERR_KEY_JWK",
            "The JWK cannot be read: `{member}` {problem}.",
            "See RFC 7517 and RFC 7518 section 6.";
        /// A kind of key that signs no token here.
        Unsupported {
            /// What it is.
            found: Shown,
        } = "ERR_KEY_UNSUPPORTED",
            "The key cannot be used: it is {found}.",
            "Use an RSA key, an EC key on P-256, P-384, P-521 or secp256k1, an Ed25519 key, or a secret.";
        /// The key is encrypted and no passphrase was given.
        Encrypted = "ERR_KEY_ENCRYPTED",
            "The private key is encrypted.",
            "Import it with its passphrase: importKey(key, { passphrase }).";
        /// The passphrase is wrong.
        Passphrase = "ERR_KEY_PASSPHRASE",
            "The private key cannot be decrypted: the passphrase is wrong, or the file is damaged.",
            "Check the passphrase: openssl pkey -in key.pem -noout";
        /// A public key, a private key or a secret where another was needed.
        Kind {
            /// What it is.
            found: &'static str,
            /// What is needed, and for what.
            expected: &'static str,
        } = "ERR_KEY_KIND",
            "The key is a {found} key; {expected}.",
            "Tokens are signed with a private key or a secret, and verified with a public key or that secret.";
        /// The key's type does not go with the algorithm.
        Type {
            /// What the key is.
            found: Shown,
            /// What was asked for.
            algorithm: &'static str,
            /// What the key can do.
            expected: Shown,
        } = "ERR_KEY_TYPE",
            "{algorithm} cannot be used with {found}; that key is for {expected}.",
            "Change the algorithm, or leave it out: it then follows from the key.";
        /// The key's curve does not go with the algorithm.
        Curve {
            /// The key's curve.
            found: &'static str,
            /// What was asked for.
            algorithm: &'static str,
            /// What the key can do.
            expected: Shown,
        } = "ERR_KEY_CURVE",
            "{algorithm} cannot be used with an EC key on {found}; that key is for {expected}.",
            "Change the algorithm, or make a key on the right curve.";
        /// The key's own `alg`, `use` or `key_ops` forbids it.
        Use {
            /// The member that forbids.
            member: &'static str,
            /// What it says.
            found: Shown,
        } = "ERR_KEY_USE",
            "The key says it is not for this: its `{member}` is {found}.",
            "Use another key, or mend the JWK.";
        /// The key is shorter than is safe.
        TooSmall {
            /// What it is.
            what: &'static str,
            /// Its size.
            bits: usize,
            /// The smallest that is taken.
            minimum: usize,
        } = "ERR_KEY_TOO_SMALL",
            "{what} has {bits} bits; at least {minimum} are needed.",
            "Make a new one, or accept the risk with importKey(key, { allowWeakKey: true }).";
        /// The key is larger than is taken.
        TooLarge {
            /// What it is.
            what: &'static str,
            /// Its size.
            bits: usize,
            /// The largest that is taken.
            maximum: usize,
        } = "ERR_KEY_TOO_LARGE",
            "{what} has {bits} bits; at most {maximum} are taken.",
            "Make a smaller one.";
        /// The key's numbers make no key.
        Invalid {
            /// What is wrong.
            problem: &'static str,
        } = "ERR_KEY_INVALID",
            "The key is not valid: {problem}.",
            "It is damaged, or was put together from parts of different keys.";
        /// A PEM was given where an HMAC secret is expected.
        NotASecret = "ERR_KEY_NOT_A_SECRET",
            "A PEM key was given as the secret of an HS algorithm.",
            "If the other side signs with a private key, name its algorithm (RS256, ES256); a PEM is never a secret.";
        /// The key cannot be written in that format.
        Export {
            /// What the key is.
            found: Shown,
            /// The format asked for.
            format: Shown,
            /// What it can be written as.
            expected: Shown,
        } = "ERR_KEY_EXPORT",
            "{found} cannot be written as {format}; it can as {expected}.",
            "Leave the format out for the usual one.";
        /// A key that the platform keeps was used for what only the platform can do.
        Elsewhere = "ERR_KEY_ASYNC_ONLY",
            "The key is a CryptoKey, which the platform keeps and uses in asynchronous calls only.",
            "Use signAsync and verifyAsync, or import what crypto.subtle.exportKey gives out.";
        /// A set of keys has none that can be used.
        SetEmpty {
            /// How many keys it has.
            found: usize,
        } = "ERR_KEY_SET_EMPTY",
            "The set holds {found} key(s), none of which can be used for signatures here.",
            "Check the address the JWKS was loaded from.";
        /// The platform has no source of random numbers, or the engine failed.
        Random = "ERR_RANDOM",
            "The platform gave no random numbers, so no key and no signature was made.",
            "In a page, crypto.getRandomValues must exist.";
    }
}
