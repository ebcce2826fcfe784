//! Doubles read from decimal digits and written in the fewest that read back, both exactly. The
//! standard library does it faster, with tables that weigh a twentieth of the WebAssembly.

/// Reads `-12.5e3`: digits, perhaps with a sign, a point and an exponent; a digit may be missing
/// before or after the point. What is too large becomes infinite.
pub(crate) fn read(text: &str) -> Option<f64> {
    let (sign, unsigned) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    // Most numbers are dates, whole and well below 2^53.
    if matches!(unsigned.len(), 1..=15) && unsigned.bytes().all(|digit| digit.is_ascii_digit()) {
        // In two parts, because integers are added sooner than doubles.
        let (high, low) = unsigned.split_at(unsigned.len().saturating_sub(8));
        return Some(sign * (eight_digits(high) * 1e8 + eight_digits(low)));
    }
    let (number, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().next().is_none() || digits().any(|digit| !digit.is_ascii_digit()) {
        return None;
    }
    // An exponent that is no i32 outweighs every digit.
    let beyond = if exponent.starts_with('-') { i32::MIN / 2 } else { i32::MAX / 2 };
    let point = exponent.parse().unwrap_or(beyond).saturating_add(length(whole.len()));
    let digits = digits().map(|digit| digit - b'0').collect();
    Some(sign * Decimal::new(digits, point).into_double())
}

fn eight_digits(digits: &str) -> f64 {
    f64::from(digits.bytes().fold(0, |sum: u32, digit| sum * 10 + u32::from(digit - b'0')))
}

/// Writes without an exponent, as `Display` does.
pub(crate) fn write(number: f64) -> String {
    /// Below, every whole number is a double.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let size = number.abs();
    if size < WHOLE && size.fract() == 0.0 {
        let text = whole(size).to_string();
        return if sign.is_empty() { text } else { format!("{sign}{text}") };
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if size.is_infinite() {
        return format!("{sign}inf");
    }
    let exact = Decimal::of(size);
    // Seventeen digits tell any two doubles apart. With fewer, the nearest number may lie just too
    // far below a power of two, where the one above, which has more room, reads back.
    let mut short =
        (1..17).flat_map(|places| [exact.rounded(places, Half::Up), exact.cut(places, true)]);
    let shortest = short.find(|short| short.clone().into_double() == size);
    format!("{sign}{}", shortest.unwrap_or_else(|| exact.rounded(17, Half::Up)).to_text())
}

/// Where what is halfway goes: to an even digit as in arithmetic, or up as `Display` has it.
#[derive(PartialEq)]
enum Half {
    ToEven,
    Up,
}

/// 0.d₁d₂d₃… · 10^point, where d₁ is not 0; no digits are 0.
#[derive(Clone)]
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// Halfway between two doubles lies no number with more digits.
    const MOST_DIGITS: usize = 800;
    /// By how many bits digits can be moved in one go.
    const MOST_BITS: i32 = 27;

    fn new(mut digits: Vec<u8>, mut point: i32) -> Self {
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        point = point.saturating_sub(length(zeros));
        // Of what is cut off it only counts whether it is nothing.
        let rest = digits.get(Self::MOST_DIGITS..).unwrap_or_default();
        if rest.iter().any(|digit| *digit != 0) {
            digits.truncate(Self::MOST_DIGITS);
            digits.push(1);
        }
        while digits.pop_if(|digit| *digit == 0).is_some() {}
        Self { digits, point }
    }

    /// Of a double that is finite and above 0.
    fn of(size: f64) -> Self {
        let bits = size.to_bits();
        let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
        let mantissa = if exponent == 0 { fraction } else { fraction | (1 << 52) };
        let digits: Vec<u8> = mantissa.to_string().bytes().map(|digit| digit - b'0').collect();
        let point = length(digits.len());
        let mut decimal = Self::new(digits, point);
        decimal.scale(i32::try_from(exponent.max(1)).unwrap_or_default() - 1075);
        decimal
    }

    /// Rounds half to even, once.
    fn into_double(mut self) -> f64 {
        match self.point {
            _ if self.digits.is_empty() => return 0.0,
            ..-330 => return 0.0,
            311.. => return f64::INFINITY,
            _ => {}
        }
        // Most numbers are short: whole below 2^53, and by what a double holds they are moved.
        let places = length(self.digits.len());
        if places <= 15 && (places - 22..=places + 22).contains(&self.point) {
            let ten_to_the = |count: i32| (0..count).fold(1.0, |power, _| power * 10.0);
            let moved = self.point - places;
            return self.whole(self.digits.len()) * ten_to_the(moved) / ten_to_the(-moved);
        }
        // Into 1/2 ≤ self < 1, so that exponent is that of the double.
        let mut exponent = 0;
        while self.point != 0 || self.digits.first() < Some(&5) {
            let bits = if self.point == 0 { 1 } else { -3 * self.point };
            let bits = bits.clamp(-Self::MOST_BITS, Self::MOST_BITS);
            self.scale(bits);
            exponent -= bits;
        }
        // Close to 0 doubles have fewer bits than 53.
        let bits = (exponent + 1074).min(53);
        if bits < 0 {
            return 0.0;
        }
        self.scale(bits);
        let rounded = self.rounded(usize::try_from(self.point).unwrap_or_default(), Half::ToEven);
        let mantissa = rounded.whole(usize::try_from(rounded.point).unwrap_or_default());
        mantissa * power_of_two(exponent - bits)
    }

    /// The first digits as a number, of 53 bits at most.
    fn whole(&self, places: usize) -> f64 {
        let digits = self.digits.iter().copied().chain(core::iter::repeat(0)).take(places);
        digits.fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit))
    }

    /// Multiplies by 2^bits.
    fn scale(&mut self, mut bits: i32) {
        while bits != 0 {
            let now = bits.clamp(-Self::MOST_BITS, Self::MOST_BITS);
            if now > 0 {
                self.double(now)
            } else {
                self.halve(-now)
            }
            bits -= now;
        }
    }

    fn double(&mut self, bits: i32) {
        let (mut carry, mut digits) = (0, Vec::with_capacity(self.digits.len() + 9));
        for digit in self.digits.iter().rev() {
            carry += u64::from(*digit) << bits;
            digits.push(last_digit(carry));
            carry /= 10;
        }
        while carry > 0 {
            digits.push(last_digit(carry));
            carry /= 10;
            self.point += 1;
        }
        digits.reverse();
        *self = Self::new(digits, self.point);
    }

    fn halve(&mut self, bits: i32) {
        let (mut rest, mut digits) = (0, Vec::with_capacity(self.digits.len() + 27));
        let mut own = self.digits.iter();
        loop {
            match own.next() {
                Some(digit) => rest = rest * 10 + u64::from(*digit),
                None if rest == 0 => break,
                None => rest *= 10,
            }
            digits.push(last_digit(rest >> bits));
            rest &= (1 << bits) - 1;
        }
        *self = Self::new(digits, self.point);
    }

    fn rounded(&self, places: usize, half: Half) -> Self {
        let odd = places
            .checked_sub(1)
            .and_then(|last| self.digits.get(last))
            .is_some_and(|last| last % 2 == 1);
        let up = match self.digits.get(places..) {
            Some([5]) => odd || half == Half::Up,
            Some([first, ..]) => *first >= 5,
            _ => false,
        };
        self.cut(places, up)
    }

    /// To so many digits, and one more in the last of them where it goes up.
    fn cut(&self, places: usize, up: bool) -> Self {
        let mut digits: Vec<u8> = self.digits.iter().copied().take(places).collect();
        if !up {
            return Self::new(digits, self.point);
        }
        while digits.pop_if(|digit| *digit == 9).is_some() {}
        match digits.last_mut() {
            Some(digit) => *digit += 1,
            None => return Self { digits: vec![1], point: self.point.saturating_add(1) },
        }
        Self { digits, point: self.point }
    }

    fn to_text(&self) -> String {
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let point = usize::try_from(self.point).unwrap_or_default();
        let zeros = |count: usize| "0".repeat(count);
        match digits.split_at_checked(point) {
            Some(("", fraction)) => {
                let before = usize::try_from(-self.point).unwrap_or_default();
                format!("0.{}{fraction}", zeros(before))
            }
            Some((whole, "")) => whole.to_owned(),
            Some((whole, fraction)) => format!("{whole}.{fraction}"),
            None => format!("{digits}{}", zeros(point - digits.len())),
        }
    }
}

fn last_digit(number: u64) -> u8 {
    u8::try_from(number % 10).unwrap_or_default()
}

fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 2)
}

/// From 2^-1074 on; beyond 2^1023 it is infinite.
fn power_of_two(exponent: i32) -> f64 {
    match (u64::try_from(exponent + 1023), u64::try_from(exponent + 1074)) {
        (Ok(2047..), _) => f64::INFINITY,
        (Ok(biased @ 1..), _) => f64::from_bits(biased << 52),
        (_, Ok(place)) => f64::from_bits(1 << place),
        _ => 0.0,
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole and below 2^53, as the caller sees to"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{power_of_two, read, write};

    #[test]
    fn reads_what_is_at_an_edge() {
        let long = "9".repeat(400);
        let halfway = "9007199254740993";
        let above = format!("{halfway}.{}1", "0".repeat(900));
        for text in [
            "0",
            "-0",
            "1",
            ".5",
            "5.",
            "01",
            "1e23",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "-1e400",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "0e99999999999",
            "1e-99999999999",
            "1e99999999999",
            "0.1",
            "123456789012345678901234567890",
            "9007199254740991",
            "9007199254740995",
            "1E2",
            "1e+2",
            &long,
            halfway,
            &above,
        ] {
            let expected: f64 = text.parse().unwrap();
            assert_eq!(read(text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
        }
        for text in ["", "-", ".", "..", "1.2.3", "1_0", "x", "+1", "e5", "--1", "NaN", "inf"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn writes_what_is_at_an_edge() {
        for number in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            1e21,
            1e-7,
            5e-324,
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1_700_000_000_123.456,
            9_007_199_254_740_994.0,
            power_of_two(-25),
        ] {
            assert_eq!(write(number), number.to_string());
        }
        // Below a power of two doubles lie closer together than above it.
        for exponent in (-1074..1024).step_by(3) {
            let power = power_of_two(exponent);
            assert_eq!(write(power), power.to_string(), "2^{exponent}");
        }
    }

    proptest! {
        #[test]
        fn reads_as_the_standard_library_does(whole in "[0-9]{1,30}", fraction in "[0-9]{1,30}", exponent in -345..330_i32) {
            let text = format!("{whole}.{fraction}e{exponent}");
            let expected: f64 = text.parse().unwrap();
            assert_eq!(read(&text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
        }

        #[test]
        fn reads_whole_numbers_as_the_standard_library_does(text in "-?[0-9]{1,17}") {
            let expected: f64 = text.parse().unwrap();
            assert_eq!(read(&text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
        }

        #[test]
        fn every_double_is_written_and_read_back(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            let text = write(number);
            assert_eq!(text, number.to_string());
            if number.is_finite() {
                assert_eq!(read(&text).map(f64::to_bits), Some(bits), "{text}");
            }
        }
    }
}
