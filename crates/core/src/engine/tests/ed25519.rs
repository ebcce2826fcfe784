use super::{VARIANTS, lines, unhex, vector};
#[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
use crate::engine::ring_like;
use crate::engine::{Ed25519PrivateKey, Ed25519PublicKey, rustcrypto};

/// The verdict, which must be that of each engine at hand, whichever this processor would be sent to.
pub(super) fn verified(public: &[u8], input: &[u8], signature: &[u8]) -> bool {
    let verdict = Ed25519PublicKey::new(public).unwrap().verify(input, signature);
    let public = public.try_into().unwrap();
    let other = rustcrypto::Ed25519PublicKey::new(public).unwrap();
    assert_eq!(other.verify(input, signature), verdict);
    #[cfg(any(feature = "aws-lc-rs", feature = "ring"))]
    {
        let native = ring_like::Ed25519PublicKey::new(public).unwrap();
        assert_eq!(native.verify(input, signature), verdict);
    }
    verdict
}

fn signed(key: &Ed25519PrivateKey, input: &[u8]) -> Vec<u8> {
    let mut out = b"before".to_vec();
    key.sign(input, &mut out).unwrap();
    assert!(out.starts_with(b"before"));
    out.split_off(6)
}

/// RFC 8032 section 7.1, test 2.
#[test]
fn a_signature_of_rfc_8032() {
    let seed = unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    let public = unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    let signature = unhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    assert_eq!(Ed25519PrivateKey::public(&seed).unwrap().as_slice(), public);
    let key = Ed25519PrivateKey::new(&seed, &public).unwrap();
    assert_eq!(signed(&key, &[0x72]), signature);
    assert!(verified(&public, &[0x72], &signature));
}

#[test]
fn openssl_agrees() {
    let (seed, public) = (vector("ed25519.seed"), vector("ed25519.public"));
    let key = Ed25519PrivateKey::new(&seed, &public).unwrap();
    assert_eq!(signed(&key, &vector("input")), vector("ed25519.signature"));
}

#[test]
fn new_keys_work() {
    let seed = Ed25519PrivateKey::generate().unwrap();
    assert_ne!(seed, Ed25519PrivateKey::generate().unwrap());
    let public = Ed25519PrivateKey::public(&*seed).unwrap();
    let signature = signed(&Ed25519PrivateKey::new(&*seed, &public).unwrap(), b"input");
    assert!(verified(&public, b"input", &signature));
    assert!(!verified(&public, b"Input", &signature));
}

#[test]
fn private_keys_refused() {
    let (seed, public) = (vector("ed25519.seed"), vector("ed25519.public"));
    let mut other = public.clone();
    other[31] ^= 0x80;
    for (seed, public) in [
        (seed.as_slice(), other.as_slice()),
        (&seed, &public[..31]),
        (&seed, b""),
        (&seed[..31], &public),
        (&[&seed[..], &[0]].concat(), &public),
        (b"", &public),
    ] {
        assert!(Ed25519PrivateKey::new(seed, public).is_err());
    }
    assert!(Ed25519PrivateKey::public(&seed[..31]).is_err());
    assert!(Ed25519PrivateKey::public(&[&seed[..], &[0]].concat()).is_err());
}

#[test]
fn public_keys() {
    for (name, public) in lines(VARIANTS, "accept.ed25519.") {
        assert!(Ed25519PublicKey::new(&public).is_ok(), "{name}");
    }
    for (name, public) in lines(VARIANTS, "refuse.ed25519.") {
        assert!(Ed25519PublicKey::new(&public).is_err(), "{name}");
    }
}

#[test]
fn signatures() {
    for (verdict, prefix) in
        [(true, "accept.ed25519-signature."), (false, "refuse.ed25519-signature.")]
    {
        for (name, line) in lines(VARIANTS, prefix) {
            let (public, signature) = line.split_at(32);
            assert_eq!(verified(public, &vector("input"), signature), verdict, "{name}");
        }
    }
    let public = vector("ed25519.public");
    let good = vector("ed25519.signature");
    for bad in [&good[..63], &[&good[..], &[0]].concat(), &[0; 64], b""] {
        assert!(!verified(&public, &vector("input"), bad));
    }
}
