use super::{HASHES, unhex};
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::{Digest, Hash, HmacKey, rustcrypto};

/// The verdict, which must be that of each engine at hand, whichever this processor would be sent to.
fn verified(hash: Hash, secret: &[u8], input: &[u8], tag: &[u8]) -> bool {
    let verdict = HmacKey::new(hash, secret).verify(input, tag);
    assert_eq!(rustcrypto::HmacKey::new(hash, secret).verify(input, tag), verdict);
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    assert_eq!(ring_like::HmacKey::new(hash, secret).verify(input, tag), verdict);
    verdict
}

/// The tag, which must be that of each engine at hand.
fn signed(hash: Hash, secret: &[u8], input: &[u8]) -> Digest {
    let tag = HmacKey::new(hash, secret).sign(input);
    assert_eq!(*rustcrypto::HmacKey::new(hash, secret).sign(input), *tag);
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    assert_eq!(*ring_like::HmacKey::new(hash, secret).sign(input), *tag);
    tag
}

/// RFC 4231 section 4: a key shorter than a block (case 2) and one longer (case 6).
#[test]
fn tags_of_rfc_4231() {
    let short = [
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
         8e2240ca5e69e2c78b3239ecfab21649",
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
         9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ];
    let long = [
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6\
         0c2ef6ab4030fe8296248df163f44952",
        "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
         6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
    ];
    for (at, hash) in HASHES.into_iter().enumerate() {
        assert_eq!(*signed(hash, b"Jefe", b"what do ya want for nothing?"), *unhex(short[at]));
        let input = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(*signed(hash, &[0xaa; 131], input), *unhex(long[at]));
    }
}

#[test]
fn a_tag_is_taken_whole_or_not() {
    for hash in HASHES {
        let tag = signed(hash, b"secret", b"input");
        assert_eq!(tag.len(), hash.len());
        let taken = |input: &[u8], tag: &[u8]| verified(hash, b"secret", input, tag);
        assert!(taken(b"input", &tag));
        assert!(!taken(b"inpu", &tag));
        assert!(!taken(b"input", &tag[..tag.len() - 1]));
        assert!(!taken(b"input", &[&tag[..], &[0]].concat()));
        assert!(!taken(b"input", &[]));
        for at in 0..tag.len() {
            let mut wrong = tag.to_vec();
            wrong[at] ^= 1;
            assert!(!taken(b"input", &wrong));
        }
        assert!(!verified(hash, b"Secret", b"input", &tag));
    }
}

#[test]
fn a_key_is_used_many_times() {
    for hash in HASHES {
        let key = HmacKey::new(hash, b"secret");
        assert_eq!(*key.sign(b"input"), *key.sign(b"input"));
        assert!(key.verify(b"input", &key.sign(b"input")));
        assert!(!key.verify(b"input", &key.sign(b"other")));
    }
}

/// By `printf input | openssl dgst -sha256 -mac HMAC -macopt hexkey:`; the caller decides whether
/// an empty secret is allowed.
#[test]
fn an_empty_secret_is_a_secret() {
    let tag = signed(Hash::Sha256, b"", b"");
    assert_eq!(*tag, *unhex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

/// About the lengths of the blocks.
#[test]
fn secrets_and_inputs_of_all_lengths() {
    for hash in HASHES {
        for len in [1, 63, 64, 65, 127, 128, 129, 300] {
            let (secret, input) = (vec![7; len], vec![8; len]);
            assert!(verified(hash, &secret, &input, &signed(hash, &secret, &input)));
        }
    }
}
