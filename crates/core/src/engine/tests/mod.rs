//! The same tests whichever engine serves. `data/` comes from openssl and from plain arithmetic,
//! so that no engine is its own judge; with `rustcrypto` beside a native engine, as in
//! `cargo test --features rustcrypto`, the two are also compared with each other. What goes to one
//! or the other by processor is asked of both in every build.

mod ec;
mod ed25519;
mod hmac;
mod rsa;
mod wycheproof;

use std::fmt::Debug;

use crate::engine::{
    EcPrivateKey, EcPublicKey, Ed25519PrivateKey, Ed25519PublicKey, Hash, HmacKey, RsaPrivateKey,
    RsaPublicKey, digest, random,
};

const HASHES: [Hash; 3] = [Hash::Sha256, Hash::Sha384, Hash::Sha512];

/// Made by `data/make.sh`.
const VECTORS: &str = include_str!("data/vectors.txt");
/// Made by `data/variants.py`.
const VARIANTS: &str = include_str!("data/variants.txt");

/// The lines `name = hex` whose name starts with the prefix, without it.
fn lines(data: &'static str, prefix: &str) -> Vec<(&'static str, Vec<u8>)> {
    let found: Vec<_> = data
        .lines()
        .filter_map(|line| {
            let (name, hex) = line.split_once(" =").unwrap();
            Some((name.strip_prefix(prefix)?, unhex(hex.trim())))
        })
        .collect();
    assert!(!found.is_empty(), "no line starts with {prefix}");
    found
}

fn vector(name: &str) -> Vec<u8> {
    let (_, octets) = lines(VECTORS, name).into_iter().find(|(rest, _)| rest.is_empty()).unwrap();
    octets
}

fn unhex(hex: &str) -> Vec<u8> {
    assert!(hex.len().is_multiple_of(2));
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn keys_cross_threads_and_debug_shows_nothing() {
    fn shared<T: Send + Sync + Debug>() {}
    shared::<HmacKey>();
    shared::<RsaPrivateKey>();
    shared::<RsaPublicKey>();
    shared::<EcPrivateKey>();
    shared::<EcPublicKey>();
    shared::<Ed25519PrivateKey>();
    shared::<Ed25519PublicKey>();

    let key = RsaPrivateKey::from_pkcs1(&vector("rsa.2048:65537.key")).unwrap();
    assert_eq!(format!("{key:?}"), "RsaPrivateKey { .. }");
    assert_eq!(format!("{:?}", HmacKey::new(Hash::Sha256, b"secret")), "HmacKey { .. }");
    assert_eq!(format!("{:?}", digest(Hash::Sha256, b"secret")), "Digest { .. }");
}

/// FIPS 180-4's example messages.
#[test]
fn digests() {
    let abc = [
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
         8086072ba1e7cc2358baeca134c825a7",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ];
    for (hash, expected) in HASHES.into_iter().zip(abc) {
        assert_eq!(*digest(hash, b"abc"), *unhex(expected));
        assert_eq!(hash.len(), expected.len() / 2);
    }
}

#[test]
fn random_octets_differ() {
    let (mut a, mut b) = ([0; 32], [0; 32]);
    random(&mut a).unwrap();
    random(&mut b).unwrap();
    assert_ne!(a, b);
    assert_ne!(a, [0; 32]);
    random(&mut []).unwrap();
}
