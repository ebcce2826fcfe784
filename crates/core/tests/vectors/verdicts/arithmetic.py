"""Numbers, Weierstrass curves and edwards25519, as the standards write them: slow and plain."""
import math


def is_prime(n):
    if any(n % small == 0 for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)):
        return False
    return all(pow(base, n - 1, n) == 1 for base in (2, 3, 5))


def prime_from(n, e):
    """The first prime from n on that suits the exponent."""
    n |= 1
    while (n - 1) % e == 0 or not is_prime(n):
        n += 2
    return n


def rsa_from_primes(p, q, e):
    d = pow(e, -1, math.lcm(p - 1, q - 1))
    return p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)


class Curve:
    def __init__(self, name, jwk_name, alg, hash, oid, p, a, b, n, gx, size):
        self.name, self.jwk_name, self.alg, self.hash, self.oid = name, jwk_name, alg, hash, oid
        self.p, self.a, self.b, self.n, self.size = p, a, b, n, size
        self.g = self.lift(gx)
        assert self.times(n, self.g) is None

    def lift(self, x):
        """A point with this x, if there is one."""
        square = (x**3 + self.a * x + self.b) % self.p
        y = pow(square, (self.p + 1) // 4, self.p)
        return (x, y) if y * y % self.p == square else None

    def point_from(self, x):
        while self.lift(x) is None:
            x += 1
        return self.lift(x)

    def negative(self, a):
        return a and (a[0], -a[1] % self.p)

    def add(self, a, b):
        if a is None or b is None:
            return a or b
        if a[0] == b[0]:
            if (a[1] + b[1]) % self.p == 0:
                return None
            slope = (3 * a[0] ** 2 + self.a) * pow(2 * a[1], -1, self.p)
        else:
            slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, self.p)
        x = (slope * slope - a[0] - b[0]) % self.p
        return x, (slope * (a[0] - x) - a[1]) % self.p

    def times(self, k, a):
        total = None
        while k:
            if k & 1:
                total = self.add(total, a)
            a, k = self.add(a, a), k >> 1
        return total

    def verifies(self, q, e, r, s):
        """FIPS 186-5 section 6.4.2."""
        if not (0 < r < self.n and 0 < s < self.n):
            return False
        w = pow(s, -1, self.n)
        point = self.add(self.times(e * w % self.n, self.g), self.times(r * w % self.n, q))
        return point is not None and point[0] % self.n == r


CURVES = [
    Curve("P256", "P-256", "ES256", "sha256", "2a8648ce3d030107", 2**256 - 2**224 + 2**192 + 2**96 - 1, -3,
          0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
          0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
          0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296, 32),
    Curve("P384", "P-384", "ES384", "sha384", "2b81040022", 2**384 - 2**128 - 2**96 + 2**32 - 1, -3,
          0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
          0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
          0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7, 48),
    Curve("P521", "P-521", "ES512", "sha512", "2b81040023", 2**521 - 1, -3,
          0x51953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00,
          0x1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
          0xC6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66, 66),
    Curve("Secp256k1", "secp256k1", "ES256K", "sha256", "2b8104000a", 2**256 - 2**32 - 977, 0, 7,
          0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
          0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798, 32),
]


class Edwards25519:
    """RFC 8032 section 5.1."""

    p, order = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493

    def __init__(self):
        self.d = -121665 * pow(121666, -1, self.p) % self.p
        self.base = self.decode(4 * pow(5, -1, self.p))
        assert self.times(self.order, self.base) == (0, 1)
        points = (self.times(self.order, self.decode(y)) for y in range(2, 100) if self.decode(y))
        torsion = next(point for point in points if self.times(4, point) != (0, 1))
        self.small = [self.times(i, torsion) for i in range(8)]
        assert len(set(self.small)) == 8 and self.times(8, torsion) == (0, 1)

    def add(self, a, b):
        k = self.d * a[0] * b[0] * a[1] * b[1]
        x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + k, -1, self.p)
        y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, self.p)
        return x % self.p, y % self.p

    def times(self, k, a):
        total = (0, 1)
        while k:
            if k & 1:
                total = self.add(total, a)
            a, k = self.add(a, a), k >> 1
        return total

    def encode(self, a):
        return (a[1] | (a[0] & 1) << 255).to_bytes(32, "little")

    def decode(self, y, sign=0):
        """Of any y below 2^255, reduced or not."""
        y %= self.p
        square = (y * y - 1) * pow(self.d * y * y + 1, -1, self.p) % self.p
        x = pow(square, (self.p + 3) // 8, self.p)
        if x * x % self.p != square:
            x = x * pow(2, (self.p - 1) // 4, self.p) % self.p
        if x * x % self.p != square:
            return None
        return (x if x & 1 == sign else self.p - x) % self.p, y
