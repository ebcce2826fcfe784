use super::{HASHES, VARIANTS, lines, unhex, vector};
use crate::engine::pkcs1::RsaMembers;
use crate::engine::{Failed, Hash, Padding, RsaPrivateKey, RsaPublicKey};

/// Bits and exponent, as `data/make.sh` names its keys.
const KEYS: [&str; 10] = [
    "1024:65537",
    "1025:65537",
    "2047:65537",
    "2048:65537",
    "2048:3",
    "2048:8589934591",
    "2049:65537",
    "3072:65537",
    "4096:65537",
    "5120:65537",
];

fn public(der: &[u8]) -> RsaPublicKey {
    let members = RsaMembers::from_der(der).unwrap();
    RsaPublicKey::new(members.n, members.e).unwrap()
}

fn signed(key: &RsaPrivateKey, padding: Padding, hash: Hash, input: &[u8]) -> Vec<u8> {
    let mut out = b"before".to_vec();
    key.sign(padding, hash, input, &mut out).unwrap();
    assert!(out.starts_with(b"before"));
    out.split_off(6)
}

#[test]
fn round_trips() {
    for name in KEYS {
        let der = vector(&format!("rsa.{name}.key"));
        let private = RsaPrivateKey::from_pkcs1(&der).unwrap();
        let public = public(&der);
        let bits: usize = name.split(':').next().unwrap().parse().unwrap();
        for padding in [Padding::Pkcs1, Padding::Pss] {
            for hash in HASHES {
                if padding == Padding::Pss && bits < 16 * hash.len() + 10 {
                    continue;
                }
                let signature = signed(&private, padding, hash, b"input");
                assert_eq!(signature.len(), bits.div_ceil(8));
                assert!(public.verify(padding, hash, b"input", &signature), "{name} {hash:?}");
                assert!(!public.verify(padding, hash, b"Input", &signature));
                for other in HASHES.into_iter().filter(|other| *other != hash) {
                    assert!(!public.verify(padding, other, b"input", &signature));
                }
                let other = if padding == Padding::Pss { Padding::Pkcs1 } else { Padding::Pss };
                assert!(!public.verify(other, hash, b"input", &signature));
            }
        }
    }
}

/// 64 octets of hash, 64 of salt and two do not go into 128 (RFC 8017 section 9.1.1).
#[test]
fn pss_may_have_no_room() {
    let der = vector("rsa.1024:65537.key");
    let private = RsaPrivateKey::from_pkcs1(&der).unwrap();
    let mut out = b"before".to_vec();
    assert_eq!(private.sign(Padding::Pss, Hash::Sha512, b"input", &mut out), Err(Failed));
    assert_eq!(out, b"before");
    assert!(!public(&der).verify(Padding::Pss, Hash::Sha512, b"input", &[1; 128]));
}

#[test]
fn openssl_agrees() {
    let input = vector("input");
    for name in KEYS {
        let signature = |what| vector(&format!("rsa.{name}.{what}"));
        let der = signature("key");
        let public = public(&der);
        let private = RsaPrivateKey::from_pkcs1(&der).unwrap();
        assert!(public.verify(Padding::Pkcs1, Hash::Sha256, &input, &signature("RS256")));
        assert!(public.verify(Padding::Pkcs1, Hash::Sha384, &input, &signature("RS384")));
        assert!(public.verify(Padding::Pss, Hash::Sha384, &input, &signature("PS384")));
        assert_eq!(signed(&private, Padding::Pkcs1, Hash::Sha256, &input), signature("RS256"));
        for salt in ["salt-0", "salt-20", "salt-max"] {
            let signature = signature(salt);
            assert!(
                !public.verify(Padding::Pss, Hash::Sha256, &input, &signature),
                "{name} {salt}"
            );
        }
        for padding in ["no-null", "short-pad"] {
            let signature = signature(padding);
            assert!(
                !public.verify(Padding::Pkcs1, Hash::Sha256, &input, &signature),
                "{name} {padding}"
            );
        }
    }
}

#[test]
fn signatures_refused() {
    let input = vector("input");
    for name in KEYS {
        let der = vector(&format!("rsa.{name}.key"));
        let public = public(&der);
        let n = RsaMembers::from_der(&der).unwrap().n;
        for (padding, hash, good) in
            [(Padding::Pkcs1, Hash::Sha256, "RS256"), (Padding::Pss, Hash::Sha384, "PS384")]
        {
            let good = vector(&format!("rsa.{name}.{good}"));
            let mut flipped = good.clone();
            flipped[good.len() / 2] ^= 1;
            let mut bad = vec![
                flipped,
                vec![],
                good[1..].to_vec(),
                good[..good.len() - 1].to_vec(),
                [&[0], &good[..]].concat(),
                [&good[..], &[0]].concat(),
                vec![0; good.len()],
                [&vec![0; good.len() - 1][..], &[1]].concat(),
                vec![0xff; good.len()],
                n.to_vec(),
            ];
            bad.extend(plus(&good, n));
            for signature in bad {
                assert!(!public.verify(padding, hash, &input, &signature), "{name} {padding:?}");
            }
        }
    }
}

/// Where the sum still has as many octets.
fn plus(a: &[u8], b: &[u8]) -> Option<Vec<u8>> {
    let mut carry = 0;
    let mut sum: Vec<u8> = a
        .iter()
        .zip(b)
        .rev()
        .map(|(a, b)| {
            let [high, low] = (u16::from(*a) + u16::from(*b) + carry).to_be_bytes();
            carry = u16::from(high);
            low
        })
        .collect();
    sum.reverse();
    (carry == 0).then_some(sum)
}

#[test]
fn private_keys() {
    for (name, der) in lines(VARIANTS, "accept.rsa.") {
        let private = RsaPrivateKey::from_pkcs1(&der);
        assert!(private.is_ok(), "{name}");
        let signature = signed(&private.unwrap(), Padding::Pss, Hash::Sha256, b"input");
        assert!(public(&der).verify(Padding::Pss, Hash::Sha256, b"input", &signature), "{name}");
    }
    for (name, der) in lines(VARIANTS, "refuse.rsa.") {
        assert!(RsaPrivateKey::from_pkcs1(&der).is_err(), "{name}");
    }
}

/// Nobody tests primality; the check of the result catches it.
#[test]
fn a_composite_prime_signs_nothing() {
    for (name, der) in lines(VARIANTS, "unusable.rsa.") {
        let private = RsaPrivateKey::from_pkcs1(&der);
        assert!(private.is_ok(), "{name}");
        let mut out = b"before".to_vec();
        assert_eq!(
            private.unwrap().sign(Padding::Pkcs1, Hash::Sha256, b"a", &mut out),
            Err(Failed)
        );
        assert_eq!(out, b"before", "{name}");
    }
}

#[test]
fn public_keys() {
    let der = vector("rsa.2048:65537.key");
    let n = RsaMembers::from_der(&der).unwrap().n;
    let of_bits = |bits: usize| {
        let mut n = vec![0xff; bits.div_ceil(8)];
        n[0] >>= 8 * bits.div_ceil(8) - bits;
        n
    };
    for e in ["03", "11", "010001", "01ffffffff"] {
        assert!(RsaPublicKey::new(n, &unhex(e)).is_ok(), "{e}");
    }
    for e in [
        "",
        "00",
        "01",
        "02",
        "010000",
        "00010001",
        "0200000001",
        "ffffffffff",
        "01000000000000000001",
    ] {
        assert!(RsaPublicKey::new(n, &unhex(e)).is_err(), "{e}");
    }
    for bits in [1024, 1025, 2041, 2047, 2048, 2049, 4097, 8191, 8192] {
        assert!(RsaPublicKey::new(&of_bits(bits), &[3]).is_ok(), "{bits}");
    }
    for bits in [8, 512, 1017, 1023, 8193, 8200, 16384] {
        assert!(RsaPublicKey::new(&of_bits(bits), &[3]).is_err(), "{bits}");
    }
    let even = [&n[..n.len() - 1], &[n[n.len() - 1] - 1]].concat();
    for n in [&even, &[&[0], n].concat(), &vec![0; 256], &vec![]] {
        assert!(RsaPublicKey::new(n, &[3]).is_err());
    }
}

#[test]
fn new_keys_work() {
    let der = RsaPrivateKey::generate(2048).unwrap();
    let members = RsaMembers::from_der(&der).unwrap();
    assert_eq!((members.n.len(), members.n[0] >> 7, members.e), (256, 1, &[1, 0, 1][..]));
    let private = RsaPrivateKey::from_pkcs1(&der).unwrap();
    let signature = signed(&private, Padding::Pss, Hash::Sha512, b"input");
    assert!(public(&der).verify(Padding::Pss, Hash::Sha512, b"input", &signature));
    for bits in [0, 1024, 2047, 2056, 8192] {
        assert!(RsaPrivateKey::generate(bits).is_err(), "{bits}");
    }
}

#[cfg(all(feature = "rustcrypto", any(feature = "aws-lc-rs", feature = "ring")))]
#[test]
fn engines_agree() {
    use crate::engine::rustcrypto;

    for name in KEYS {
        let der = vector(&format!("rsa.{name}.key"));
        let members = RsaMembers::from_der(&der).unwrap();
        let other = rustcrypto::RsaPrivateKey::new(&members).unwrap();
        let other_public = rustcrypto::RsaPublicKey::new(members.n, members.e).unwrap();
        let (private, public) = (RsaPrivateKey::from_pkcs1(&der).unwrap(), public(&der));
        for padding in [Padding::Pkcs1, Padding::Pss] {
            let hash = Hash::Sha384;
            let mut signature = vec![];
            other.sign(padding, hash, b"input", &mut signature).unwrap();
            assert!(public.verify(padding, hash, b"input", &signature), "{name} {padding:?}");
            let signature = signed(&private, padding, hash, b"input");
            assert!(other_public.verify(padding, hash, b"input", &signature), "{name} {padding:?}");
        }
    }
}
