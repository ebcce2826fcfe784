//! ES256, ES384, ES512 and ES256K: ECDSA with a curve and its hash (RFC 7518 section 3.4, RFC
//! 8812 section 3.2).

use zeroize::Zeroizing;

use crate::encoding::der::{self, Reader};
use crate::engine::{self, Curve};
use crate::error::{Error, KeyError, Shown};

/// An EC key: the point always, the private number where it came.
pub(crate) struct EcKey {
    curve: Curve,
    /// Uncompressed: 4, x, y.
    point: Vec<u8>,
    public: engine::EcPublicKey,
    private: Option<Private>,
}

struct Private {
    /// As long as a coordinate.
    number: Zeroizing<Vec<u8>>,
    engine: engine::EcPrivateKey,
}

impl EcKey {
    /// From an uncompressed point.
    pub(crate) fn public(curve: Curve, point: &[u8]) -> Result<Self, Error> {
        if matches!(point.first(), Some(2 | 3)) {
            let found = Shown::words(
                "an EC key whose point is compressed; write it anew with \
                 `openssl ec -in key.pem -conv_form uncompressed`",
            );
            return Err(KeyError::Unsupported { found }.into());
        }
        let public = engine::EcPublicKey::new(curve, point)
            .map_err(|_| KeyError::Invalid { problem: "its point is not on its curve" })?;
        Ok(Self { curve, point: point.to_vec(), public, private: None })
    }

    /// From the private number and, where it came with one, the uncompressed point.
    pub(crate) fn private(
        curve: Curve,
        number: &[u8],
        point: Option<&[u8]>,
    ) -> Result<Self, Error> {
        const UNFIT: KeyError =
            KeyError::Invalid { problem: "its private number is none of its curve" };
        let number = padded(number, curve).ok_or(UNFIT)?;
        let point = match point {
            Some(point @ [4, ..]) => point.to_vec(),
            _ => engine::EcPrivateKey::public_point(curve, &number).map_err(|_| UNFIT)?,
        };
        let key = Self::public(curve, &point)?;
        let engine = engine::EcPrivateKey::new(curve, &number, &point).map_err(|_| {
            KeyError::Invalid { problem: "its private number and its point do not belong together" }
        })?;
        Ok(Self { private: Some(Private { number, engine }), ..key })
    }

    pub(crate) fn generate(curve: Curve) -> Result<Self, Error> {
        let (number, point) =
            engine::EcPrivateKey::generate(curve).map_err(|_| KeyError::Random)?;
        Self::private(curve, &number, Some(&point))
    }

    pub(crate) fn to_public(&self) -> Result<Self, Error> {
        Self::public(self.curve, &self.point)
    }

    pub(crate) fn curve(&self) -> Curve {
        self.curve
    }

    pub(crate) fn point(&self) -> &[u8] {
        &self.point
    }

    /// The coordinates, each of the curve's length.
    pub(crate) fn coordinates(&self) -> (&[u8], &[u8]) {
        self.point
            .get(1..)
            .and_then(|xy| xy.split_at_checked(self.curve.coordinate_len()))
            .unwrap_or_default()
    }

    /// The private number, as long as a coordinate.
    pub(crate) fn number(&self) -> Option<&[u8]> {
        self.private.as_ref().map(|private| private.number.as_slice())
    }

    pub(crate) fn sign(&self, input: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        match &self.private {
            Some(private) => private.engine.sign(input, out).map_err(|_| KeyError::Random.into()),
            None => Err(KeyError::NEEDS_PRIVATE.into()),
        }
    }

    pub(crate) fn verify(&self, input: &[u8], signature: &[u8]) -> bool {
        signature.len() == signature_len(self.curve) && self.public.verify(input, signature)
    }
}

/// The length of R and S, one after the other.
pub(crate) fn signature_len(curve: Curve) -> usize {
    curve.coordinate_len().saturating_mul(2)
}

/// R and S one after the other, from that form or from DER (as key management services and
/// openssl write it).
pub(crate) fn raw_signature(curve: Curve, signature: &[u8]) -> Option<Vec<u8>> {
    if signature.len() == signature_len(curve) {
        return Some(signature.to_vec());
    }
    let mut reader = Reader::whole_sequence(signature).ok()?;
    let (r, s) = (reader.positive().ok()?, reader.positive().ok()?);
    reader.end().ok()?;
    let mut raw = padded(r, curve)?.to_vec();
    raw.extend_from_slice(&padded(s, curve)?);
    Some(raw)
}

/// Big-endian digits at the curve's length.
fn padded(digits: &[u8], curve: Curve) -> Option<Zeroizing<Vec<u8>>> {
    let digits = der::strip_zeros(digits);
    let zeros = curve.coordinate_len().checked_sub(digits.len())?;
    let mut padded = Zeroizing::new(vec![0; zeros]);
    padded.reserve_exact(digits.len());
    padded.extend_from_slice(digits);
    Some(padded)
}
