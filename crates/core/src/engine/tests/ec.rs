use super::{VARIANTS, lines, unhex, vector};
use crate::engine::{Curve, EcPrivateKey, EcPublicKey};

const CURVES: [Curve; 4] = [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1];

/// SEC 2 section 2 and FIPS 186-4 appendix D.1.2.
fn order(curve: Curve) -> Vec<u8> {
    unhex(match curve {
        Curve::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        Curve::P384 => {
            "ffffffffffffffffffffffffffffffffffffffffffffffff\
             c7634d81f4372ddf581a0db248b0a77aecec196accc52973"
        }
        Curve::P521 => {
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa\
             51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
        }
        Curve::Secp256k1 => "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    })
}

/// Big-endian, modulo 256 to the length.
fn minus(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut out: Vec<u8> = a
        .iter()
        .zip(b)
        .rev()
        .map(|(a, b)| {
            let difference = 256 + u16::from(*a) - u16::from(*b) - borrow;
            borrow = 1 - difference / 256;
            u8::try_from(difference % 256).unwrap()
        })
        .collect();
    out.reverse();
    out
}

fn plus(a: &[u8], b: &[u8]) -> Vec<u8> {
    minus(a, &minus(&vec![0; b.len()], b))
}

fn number(curve: Curve, value: u8) -> Vec<u8> {
    let mut octets = vec![0; curve.coordinate_len()];
    *octets.last_mut().unwrap() = value;
    octets
}

fn key_pair(curve: Curve) -> (Vec<u8>, Vec<u8>) {
    (vector(&format!("ec.{curve:?}.d")), vector(&format!("ec.{curve:?}.point")))
}

fn signed(key: &EcPrivateKey, input: &[u8]) -> Vec<u8> {
    let mut out = b"before".to_vec();
    key.sign(input, &mut out).unwrap();
    assert!(out.starts_with(b"before"));
    out.split_off(6)
}

#[test]
fn openssl_agrees() {
    for curve in CURVES {
        let (d, point) = key_pair(curve);
        assert_eq!(EcPrivateKey::public_point(curve, &d).unwrap(), point);
        let public = EcPublicKey::new(curve, &point).unwrap();
        assert!(public.verify(&vector("input"), &vector(&format!("ec.{curve:?}.signature"))));
        let private = EcPrivateKey::new(curve, &d, &point).unwrap();
        for input in [&b""[..], b"a", &[b'a'; 1000]] {
            let signature = signed(&private, input);
            assert_eq!(signature.len(), 2 * curve.coordinate_len());
            assert!(public.verify(input, &signature));
            assert!(!public.verify(b"b", &signature));
        }
    }
}

#[test]
fn new_keys_work() {
    for curve in CURVES {
        let (d, point) = EcPrivateKey::generate(curve).unwrap();
        assert_eq!(d.len(), curve.coordinate_len());
        assert_ne!(d, EcPrivateKey::generate(curve).unwrap().0);
        assert_eq!(EcPrivateKey::public_point(curve, &d).unwrap(), point);
        let signature = signed(&EcPrivateKey::new(curve, &d, &point).unwrap(), b"input");
        assert!(EcPublicKey::new(curve, &point).unwrap().verify(b"input", &signature));
    }
}

#[test]
fn private_scalars() {
    for curve in CURVES {
        let (d, point) = key_pair(curve);
        let order = order(curve);
        for d in [number(curve, 1), number(curve, 2), minus(&order, &number(curve, 1))] {
            let point = EcPrivateKey::public_point(curve, &d).unwrap();
            let signature = signed(&EcPrivateKey::new(curve, &d, &point).unwrap(), b"input");
            assert!(EcPublicKey::new(curve, &point).unwrap().verify(b"input", &signature));
        }
        for d in [
            number(curve, 0),
            order.clone(),
            plus(&order, &number(curve, 1)),
            vec![0xff; order.len()],
            vec![],
            d[1..].to_vec(),
            [&[0], &d[..]].concat(),
            [&d[..], &[0]].concat(),
        ] {
            assert!(EcPrivateKey::public_point(curve, &d).is_err(), "{curve:?} {d:?}");
            assert!(EcPrivateKey::new(curve, &d, &point).is_err(), "{curve:?} {d:?}");
        }
        // d and n - d have points that differ in y only.
        assert!(EcPrivateKey::new(curve, &minus(&order, &d), &point).is_err());
        let [(_, other)] = &lines(VARIANTS, &format!("other.ec.{curve:?}"))[..] else { panic!() };
        assert!(EcPrivateKey::new(curve, &d, other).is_err());
        assert!(EcPrivateKey::new(curve, &minus(&order, &d), other).is_ok());
    }
}

#[test]
fn points() {
    for curve in CURVES {
        let (d, _) = key_pair(curve);
        for (name, point) in lines(VARIANTS, &format!("accept.ec.{curve:?}.")) {
            assert!(EcPublicKey::new(curve, &point).is_ok(), "{curve:?} {name}");
        }
        for (name, point) in lines(VARIANTS, &format!("refuse.ec.{curve:?}.")) {
            assert!(EcPublicKey::new(curve, &point).is_err(), "{curve:?} {name}");
            assert!(EcPrivateKey::new(curve, &d, &point).is_err(), "{curve:?} {name}");
        }
        for other in CURVES.into_iter().filter(|other| *other != curve) {
            assert!(EcPublicKey::new(curve, &key_pair(other).1).is_err(), "{curve:?} {other:?}");
        }
    }
}

#[test]
fn signatures() {
    for curve in CURVES {
        let len = curve.coordinate_len();
        let public = EcPublicKey::new(curve, &key_pair(curve).1).unwrap();
        let input = vector("input");
        let good = vector(&format!("ec.{curve:?}.signature"));
        let (r, s) = good.split_at(len);
        let (zero, order) = (number(curve, 0), order(curve));

        let other_half = [r, &minus(&order, s)].concat();
        assert!(public.verify(&input, &other_half), "{curve:?}");
        assert!(public.verify(&input, &good), "{curve:?}");

        let mut bad = vec![
            [&zero, s].concat(),
            [r, &zero].concat(),
            [&zero[..], &zero].concat(),
            [&order, s].concat(),
            [r, &order].concat(),
            [s, r].concat(),
            [&minus(&order, r), s].concat(),
            vec![0xff; 2 * len],
            vec![],
            good[1..].to_vec(),
            good[..good.len() - 1].to_vec(),
            [&good[..], &[0]].concat(),
            [&[0], &good[..]].concat(),
            [&[0], r, &[0], s].concat(),
        ];
        // Only P-521's coordinates have room for r and s that are not reduced.
        if curve == Curve::P521 {
            bad.push([&plus(r, &order), s].concat());
            bad.push([r, &plus(s, &order)].concat());
        }
        for at in 0..good.len() {
            let mut flipped = good.clone();
            flipped[at] ^= 1;
            bad.push(flipped);
        }
        for signature in bad {
            assert!(!public.verify(&input, &signature), "{curve:?} {signature:?}");
        }
    }
}

/// For r = 1 or s = 1 nothing may divide by zero or panic; for r = x(G), s = hash mod n the sum
/// of the two points is one an implementation could treat as a doubling.
#[test]
fn small_signatures_are_refused_quietly() {
    for curve in CURVES {
        let (one, last) = (number(curve, 1), minus(&order(curve), &number(curve, 1)));
        for d in [&one, &last] {
            let point = EcPrivateKey::public_point(curve, d).unwrap();
            let public = EcPublicKey::new(curve, &point).unwrap();
            for r in [&one, &last] {
                for s in [&one, &last] {
                    assert!(!public.verify(b"input", &[&r[..], s].concat()));
                }
            }
        }
    }
}

#[cfg(all(feature = "rustcrypto", any(feature = "aws-lc-rs", feature = "ring")))]
#[test]
fn engines_agree() {
    use crate::engine::rustcrypto;

    for curve in CURVES {
        for _ in 0..20 {
            let (d, point) = rustcrypto::EcPrivateKey::generate(curve).unwrap();
            assert_eq!(EcPrivateKey::public_point(curve, &d).unwrap(), point);
            let other = rustcrypto::EcPrivateKey::new(curve, &d, &point).unwrap();
            let mut signature = vec![];
            other.sign(b"input", &mut signature).unwrap();
            let public = EcPublicKey::new(curve, &point).unwrap();
            assert!(public.verify(b"input", &signature));
            let ours = signed(&EcPrivateKey::new(curve, &d, &point).unwrap(), b"input");
            let other = rustcrypto::EcPublicKey::new(curve, &point).unwrap();
            assert!(other.verify(b"input", &ours));
        }
    }
}
