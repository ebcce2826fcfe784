"""ECDSA (FIPS 186-5 section 6.4), malformed."""
import hashlib

from arithmetic import CURVES
from forms import KEYS, REFUSED, TAKEN, Group, b64, element, integer, number, sequence, signing_input


def hashed(curve, text, hash=None):
    digest = hashlib.new(hash or curve.hash, text.encode()).digest()
    # The leftmost bits; never more than the order has, but for a hash that does not belong there.
    return number(digest) >> max(0, 8 * len(digest) - curve.n.bit_length())


def der(r, s):
    return sequence(integer(r), integer(s))


class Maker:
    """Cases of one key; every verdict is that of the plain arithmetic."""

    def __init__(self, curve, q, text, about=""):
        self.curve, self.q, self.text = curve, q, text
        half = lambda i: b64(i.to_bytes(curve.size, "big"))
        jwk = {"kty": "EC", "crv": curve.jwk_name, "x": half(q[0]), "y": half(q[1])}
        self.group = Group(curve.alg + about, curve.alg, jwk, text)

    def raw(self, r, s):
        return r.to_bytes(self.curve.size, "big") + s.to_bytes(self.curve.size, "big")

    def pair(self, name, r, s, verdict=REFUSED):
        if max(r, s) < 1 << 8 * self.curve.size:
            taken = self.curve.verifies(self.q, hashed(self.curve, self.text), r, s)
            assert taken == (verdict == TAKEN), (self.curve.name, name)
            self.group.case(name, self.raw(r, s), verdict)

    def case(self, name, signature):
        self.group.case(name, signature)


def usual(curve):
    """A key and a signature as they come."""
    n, size = curve.n, curve.size
    d = number(bytes.fromhex(KEYS[f"ec.{curve.name}.d"]))
    q = curve.times(d, curve.g)
    make = Maker(curve, q, signing_input(curve.alg, "verdict"))

    def sign(e, d=d, k=0x123456789ABCDEF0123456789ABCDEF):
        r = curve.times(k, curve.g)[0] % n
        return r, pow(k, -1, n) * (e + r * d) % n

    e = hashed(curve, make.text)
    r, s = sign(e)
    make.pair("good", r, s, TAKEN)
    make.pair("other half of s", r, n - s, TAKEN)
    good = make.raw(r, s)
    numbers = {"0": 0, "1": 1, "order - 1": n - 1, "order": n, "order + 1": n + 1, "field": curve.p,
               "all ones": (1 << 8 * size) - 1}
    for name, value in numbers.items():
        make.pair(f"r is {name}", value, s)
        make.pair(f"s is {name}", r, value)
        make.pair(f"r and s are {name}", value, value)
    make.pair("r is 0, s is order", 0, n)
    make.pair("r + order", r + n, s)
    make.pair("s + order", r, s + n)
    make.pair("r and s + order", r + n, s + n)
    make.pair("r + field", r + curve.p, s)
    make.pair("order - r", n - r, s)
    make.pair("order - r, order - s", n - r, n - s)
    for by in 1, -1:
        make.pair(f"r {by:+}", r + by, s)
        make.pair(f"s {by:+}", r, s + by)
    make.pair("r and s swapped", s, r)
    make.pair("r twice", r, r)
    make.pair("s twice", s, s)
    # u1 G + u2 Q is the point at infinity, or the sum of two equal points.
    make.pair("a sum at infinity", -e * pow(d, -1, n) % n, s)
    make.pair("a sum of equal points", e * pow(d, -1, n) % n, s)
    make.pair("public key's x", q[0] % n, s)
    make.pair("another key's", *sign(e, d=d + 1))
    make.pair("another text's", *sign(hashed(curve, make.text + "A")))
    make.pair("the payload's alone", *sign(hashed(curve, make.text.split(".")[1])))
    make.pair("of no hash", *sign(number(make.text.encode()[:size])))
    for other in "sha1", "sha224", "sha256", "sha384", "sha512":
        if other != curve.hash:
            make.pair(f"of {other}", *sign(hashed(curve, make.text, other)))
    halves = good[:size], good[size:]
    make.case("little-endian", halves[0][::-1] + halves[1][::-1])
    make.case("DER", der(r, s))
    make.case("DER and a zero", der(r, s) + b"\0")
    make.case("DER around fixed halves", sequence(element(2, b"\0" + halves[0]), element(2, b"\0" + halves[1])))
    make.case("a zero before", b"\0" + good)
    make.case("a zero behind", good + b"\0")
    make.case("a zero before each half", b"\0" + halves[0] + b"\0" + halves[1])
    make.case("a zero between", halves[0] + b"\0" + halves[1])
    make.case("a recovery number behind", good + b"\1")
    make.case("a recovery number before", b"\x1b" + good)
    make.case("r alone", halves[0])
    make.case("twice", good + good)
    make.case("as hexadecimal", good.hex().encode())
    return make.group.json


def recovered(curve, about, point, s):
    """A signature comes first: the key is the one it is valid under (SEC 1 section 4.1.6)."""
    text = signing_input(curve.alg, "verdict")
    r, e, n = point[0] % curve.n, hashed(curve, text), curve.n
    sum = curve.add(curve.times(s, point), curve.times(-e % n, curve.g))
    make = Maker(curve, curve.times(pow(r, -1, n), sum), text, about)
    make.pair("good", r, s, TAKEN)
    make.pair("other half of s", r, n - s, TAKEN)
    return make, r


def small(curve):
    """r and s with room above them, and many leading zeros."""
    n, p = curve.n, curve.p
    make, r = recovered(curve, ", r and s small", curve.point_from(1), s := 0x1234)
    for name, rr, ss in [
        ("r + order", r + n, s), ("s + order", r, s + n), ("r and s + order", r + n, s + n), ("r + field", r + p, s),
        ("s + field", r, s + p), ("r + field, s + order", r + p, s + n), ("order - r", n - r, s),
    ]:
        make.pair(name, rr, ss)
    good = make.raw(r, s)
    halves = good[: curve.size], good[curve.size :]
    bare = [half.lstrip(b"\0") for half in halves]
    make.case("zeros of r stripped", bare[0] + halves[1])
    make.case("zeros of s stripped", halves[0] + bare[1])
    make.case("zeros of both stripped", bare[0] + bare[1])
    make.case("one zero of r stripped", good[1:])
    make.case("one zero of each stripped", halves[0][1:] + halves[1][1:])
    make.case("one zero of s moved before r", b"\0" + halves[0] + halves[1][1:])
    make.case("zeros added before each", bytes(8) + halves[0] + bytes(8) + halves[1])
    make.case("DER", der(r, s))
    fill = 2 * curve.size - len(der(r, s))
    make.case("DER and zeros, of the right length", der(r, s) + bytes(fill))
    make.case("zeros and DER, of the right length", bytes(fill) + der(r, s))
    return make.group.json


def above(curve):
    """x of the point lies between order and field, so that r is x - order: valid, and forgotten by
    those who compare x itself."""
    x = curve.point_from(curve.n + 1)[0]
    assert curve.n < x < curve.p
    make, r = recovered(curve, ", x above the order", curve.lift(x), 3 << 100)
    make.pair("r is x", x, 3 << 100)
    return make.group.json


def same_length(curve):
    """r and s of lengths that make the DER as long as the raw form."""
    size = 2 * curve.size
    head = 6 if size < 130 else 7
    slen = (size - head + 1) // 2
    rlen = size - head - slen
    make, r = recovered(curve, ", DER as long", curve.point_from(1 << 8 * rlen - 2), s := 1 << 8 * slen - 2)
    assert len(der(r, s)) == size
    make.case("DER of the right length", der(r, s))
    return make.group.json


def groups():
    for curve in CURVES:
        yield from (usual(curve), small(curve), above(curve), same_length(curve))
