//! Primes for new RSA keys (FIPS 186-5 appendix A.1.3).
//!
//! Where the standard draws every candidate anew, a run of odd numbers from one random start is
//! looked at here, as openssl does it, because such a run can be sieved.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::Rng;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Limb, NonZero, RandomMod};
use zeroize::Zeroizing;

use crate::engine::Failed;

/// Odd numbers in a run. Of those with 1024 bits one in 355 is prime, with 2048 bits one in 710.
const RUN: usize = 1024;

/// What the sieve divides by lies below. A bound twice as high would save one test in fifteen.
const SIEVED: u16 = 1 << 15;

/// A number of k bits, drawn at random, that passes t rounds is composite with a probability below
/// k^(3/2) 2^t t^(-1/2) 4^(2 - sqrt(t k)) (Damgård, Landrock, Pomerance: Average Case Error
/// Estimates for the Strong Probable Prime Test, 1993); for the first to pass in a run of 1024 it
/// is at most four times that. With k = 1024 six rounds bring it below 2^-128; larger primes need
/// fewer.
const ROUNDS: usize = 6;

/// Two primes with `bits` bits each, the highest two of which are set, so that their product has
/// twice as many. `bits` is a multiple of 64; `e`, the public exponent, is an odd prime and
/// divides neither prime less one.
pub(super) fn pair(
    bits: usize,
    e: u32,
    random: &mut ChaCha20Rng,
) -> Result<[Zeroizing<BoxedUint>; 2], Failed> {
    let divisors = small_primes();
    let p = prime(bits, e, &divisors, random)?;
    loop {
        let q = prime(bits, e, &divisors, random)?;
        if are_apart(&p, &q) {
            return Ok([p, q]);
        }
    }
}

fn prime(
    bits: usize,
    e: u32,
    divisors: &[u16],
    random: &mut ChaCha20Rng,
) -> Result<Zeroizing<BoxedUint>, Failed> {
    let mut octets = Zeroizing::new(vec![0; bits / 8]);
    loop {
        random.fill_bytes(&mut octets);
        let [highest, .., lowest] = octets.as_mut_slice() else { return Err(Failed) };
        *highest |= 0b1100_0000;
        *lowest |= 1;
        let start = Zeroizing::new(BoxedUint::from_be_slice_vartime(&octets));
        let beyond_e = remainder(&octets, e);
        for step in sieve(&octets, divisors) {
            // The one other prime factor that is looked for: of the prime less one.
            if (beyond_e + u64::from(step)) % u64::from(e) == 1 {
                continue;
            }
            let candidate = Zeroizing::new(start.wrapping_add(Limb::from(step)));
            // A start that ends the range would have gone past it.
            if *candidate >= *start && is_prime(&candidate, random) {
                return Ok(candidate);
            }
        }
    }
}

/// The steps from the start to those numbers of its run that no divisor divides.
fn sieve(start: &[u8], divisors: &[u16]) -> impl Iterator<Item = u32> + use<> {
    let mut struck = vec![false; RUN];
    for step in divisors.iter().copied() {
        let (divisor, rest) = (u64::from(step), remainder(start, step.into()));
        let missing = (divisor - rest) % divisor;
        // The run goes by twos, from one odd multiple to the next.
        let first = if missing.is_multiple_of(2) { missing } else { missing + divisor } / 2;
        let first = usize::try_from(first).unwrap_or(RUN);
        for number in struck.iter_mut().skip(first).step_by(step.into()) {
            *number = true;
        }
    }
    (0..).step_by(2).zip(struck).filter(|(_, struck)| !struck).map(|(step, _)| step)
}

/// Of a big-endian number of whole words.
fn remainder(number: &[u8], divisor: u32) -> u64 {
    let words = number.as_chunks().0.iter().map(|word| u64::from(u32::from_be_bytes(*word)));
    words.fold(0, |rest, word| ((rest << 32) | word) % u64::from(divisor))
}

/// The odd ones that the sieve divides by.
fn small_primes() -> Vec<u16> {
    let mut primes: Vec<u16> = Vec::new();
    for number in (3..SIEVED).step_by(2) {
        let mut factors = primes.iter().take_while(|prime| *prime * *prime <= number);
        if factors.all(|prime| !number.is_multiple_of(*prime)) {
            primes.push(number);
        }
    }
    primes
}

/// Miller-Rabin with random bases (FIPS 186-5 appendix B.3.1), for numbers above 4.
fn is_prime(number: &BoxedUint, random: &mut ChaCha20Rng) -> bool {
    let (three, less_one) = (Limb::from(3_u8), number.wrapping_sub(Limb::ONE));
    let (Some(odd), Some(bases)) =
        (number.to_odd().into_option(), NonZero::new(number.wrapping_sub(three)).into_option())
    else {
        return false;
    };
    let field = BoxedMontyParams::new_vartime(odd);
    let one = BoxedMontyForm::one(&field);
    let minus_one = one.neg();
    let twos = less_one.trailing_zeros_vartime();
    let odd_part = Zeroizing::new(less_one.wrapping_shr_vartime(twos));
    (0..ROUNDS).all(|_| {
        let base = BoxedUint::random_mod_vartime(random, &bases).wrapping_add(Limb::from(2_u8));
        let mut power = BoxedMontyForm::new(base, &field).pow(&odd_part);
        power == one
            || (0..twos).any(|_| {
                let passes = power == minus_one;
                power = power.square();
                passes
            })
    })
}

/// FIPS 186-5 appendix A.1.3, step 5.4: |p - q| > 2^(bits - 100), or the product could be factored
/// from its square root.
fn are_apart(p: &BoxedUint, q: &BoxedUint) -> bool {
    let greater = if p > q { p.wrapping_sub(q) } else { q.wrapping_sub(p) };
    let difference = Zeroizing::new(greater);
    difference.bits() + 99 > p.bits()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use chacha20::ChaCha20Rng;
    use chacha20::rand_core::SeedableRng;
    use crypto_bigint::{BoxedUint, ConcatenatingMul};

    use super::{are_apart, is_prime, pair, remainder, sieve, small_primes};

    fn random() -> ChaCha20Rng {
        let mut seed = [0; 32];
        crate::engine::random(&mut seed).unwrap();
        ChaCha20Rng::from_seed(seed)
    }

    fn number(decimal: &str) -> BoxedUint {
        BoxedUint::from_str_radix_vartime(decimal, 10).unwrap()
    }

    #[test]
    fn openssl_takes_the_primes() {
        for bits in [1024, 1536] {
            let primes = pair(bits, 65537, &mut random()).unwrap();
            assert!(are_apart(&primes[0], &primes[1]));
            for prime in primes {
                let octets = prime.to_be_bytes();
                assert_eq!((octets.len(), octets[0] >> 6), (bits / 8, 3));
                assert_ne!(remainder(&octets, 65537), 1);
                let hex = prime.to_string_radix_vartime(16);
                let said = Command::new("openssl").args(["prime", "-hex", &hex]).output().unwrap();
                let said = String::from_utf8(said.stdout).unwrap();
                assert!(said.trim().ends_with(" is prime"), "{said}");
            }
        }
    }

    #[test]
    fn no_prime_less_one_is_a_multiple_of_the_exponent() {
        // Of three odd primes one is 1 modulo 3 or so; here none may be.
        for _ in 0..8 {
            for prime in pair(256, 3, &mut random()).unwrap() {
                assert_eq!(remainder(&prime.to_be_bytes(), 3), 2);
            }
        }
    }

    #[test]
    fn small_numbers_are_judged_rightly() {
        let primes = small_primes();
        assert_eq!(primes.len() + 1, 3512); // how many there are below 2^15
        for odd in (5..4096_u16).step_by(2) {
            let judged = is_prime(&BoxedUint::from(odd), &mut random());
            assert_eq!(judged, primes.contains(&odd), "{odd}");
        }
    }

    /// The first strong pseudoprimes to the first 2, 4, 8 and 12 primes (OEIS A014233), Carmichael
    /// numbers, and Arnault's, which passes with every base below 307.
    #[test]
    fn pseudoprimes_are_not_primes() {
        let arnault = number(ARNAULT);
        let one = BoxedUint::one();
        let factors = [1_u32, 313, 353]
            .map(|times| (arnault.clone() - &one).concatenating_mul(BoxedUint::from(times)) + &one);
        for prime in &factors {
            assert!(is_prime(prime, &mut random()));
        }
        let [p, q, r] = &factors;
        let mut composites = vec![p.concatenating_mul(q).concatenating_mul(r)];
        composites.extend(
            [
                "1373653",
                "3215031751",
                "341550071728321",
                "318665857834031151167461",
                "561",
                "1729",
                "6601",
                "3825123056546413051",
            ]
            .map(number),
        );
        let [p, q] = pair(256, 65537, &mut random()).unwrap();
        composites.extend([p.concatenating_mul(&*q), p.concatenating_mul(&*p)]);
        for composite in composites {
            assert!(!is_prime(&composite, &mut random()), "{composite}");
        }
    }

    /// F. Arnault, Constructing Carmichael numbers which are strong pseudoprimes to several bases
    /// (1995): the least of the number's three factors.
    const ARNAULT: &str = "29674495668685510550154174642905332730771991799853043350995075531276838\
         753171770199594238596428121188033664754218345562493168782883";

    #[test]
    fn the_sieve_leaves_what_no_divisor_divides() {
        let divisors = small_primes();
        for start in [1_u64, 3, 1_000_003, (1 << 40) + 15, u64::MAX - 4096] {
            let left: Vec<u32> = sieve(&start.to_be_bytes(), &divisors).collect();
            for step in (0..2048).step_by(2) {
                let number = start + u64::from(step);
                let divided = divisors.iter().any(|divisor| number % u64::from(*divisor) == 0);
                assert_ne!(left.contains(&step), divided, "{number}");
            }
        }
    }

    #[test]
    fn primes_side_by_side_are_too_near() {
        let p = BoxedUint::max(1024);
        let minus = |bits: u32| &p - (BoxedUint::one_with_precision(1024) << bits);
        assert!(are_apart(&p, &minus(925)) && are_apart(&minus(1000), &p));
        assert!(!are_apart(&p, &minus(924)) && !are_apart(&p, &p));
    }
}
