"""Malformed keys: as JWKs, and as DER where only that can say it. A key that is taken comes with
a token under it where one can be made."""
import hashlib
import math

from arithmetic import CURVES, Edwards25519, is_prime, prime_from, rsa_from_primes
from forms import KEYS, TAKEN, b64, bit_string, element, integer, integers, number, octets, sequence, signing_input
from rsa_signatures import digest_info, encoded

INVALID, JWK, DER = "ERR_KEY_INVALID", "ERR_KEY_JWK", "ERR_KEY_DER"
SMALL, LARGE, UNSUPPORTED = "ERR_KEY_TOO_SMALL", "ERR_KEY_TOO_LARGE", "ERR_KEY_UNSUPPORTED"
RSA_OID, EC_OID, ED_OID = (bytes.fromhex(oid) for oid in ("2a864886f70d010101", "2a8648ce3d0201", "2b6570"))
VERSION = integer(0)


class Family:
    """Keys of one kind. A JWK is written as what it changes in the first one, null for none."""

    def __init__(self, family, weak=False):
        self.keys, self.first = {}, {}
        self.json = {"family": family, "weak": weak, "jwk": self.first, "keys": self.keys}

    def jwk(self, name, verdict, token=None, **members):
        assert name not in self.keys, name
        jwk = {name: value if isinstance(value, str) else b64(value) for name, value in members.items()}
        if not self.first:
            self.first.update(jwk)
        changes = {name: jwk.get(name) for name in self.first | jwk if jwk.get(name) != self.first.get(name)}
        self.keys[name] = {"verdict": verdict, "jwk": changes} | ({"token": token} if token else {})

    def der(self, name, verdict, der):
        assert name not in self.keys, name
        self.keys[name] = {"verdict": verdict, "der": b64(der)}


# --- RSA ----------------------------------------------------------------------------------------


def rs256(n, d):
    text = signing_input("RS256", "verdict")
    info = digest_info("sha256", hashlib.sha256(text.encode()).digest())
    size = len(octets(n))
    return text + "." + b64(octets(pow(number(encoded(size, info)), d, n), size))


def rsa_public():
    family = Family("RSA, public")
    _, n, e, d, p, q, *_ = integers(bytes.fromhex(KEYS["rsa.2048:65537.key"]))

    def key(name, verdict, n=n, e=e, token=None):
        family.jwk(name, verdict, token, kty="RSA", n=n if isinstance(n, bytes) else octets(n),
                   e=e if isinstance(e, bytes) else octets(e))

    key("good", TAKEN, token=rs256(n, d))
    key("leading zeros in n", TAKEN, b"\0\0" + octets(n), token=rs256(n, d))
    key("leading zeros in e", TAKEN, e=b"\0\0" + octets(e), token=rs256(n, d))
    for size in "2048:3", "2048:8589934591":
        _, other, exponent, secret, *_ = integers(bytes.fromhex(KEYS[f"rsa.{size}.key"]))
        key(f"e is {exponent}", TAKEN, other, exponent, rs256(other, secret))
    for name, value in {
        "empty": b"", "0": b"\0", "1": 1, "2": 2, "4": 4, "65536": 65536, "65538": 65538, "2^33": 1 << 33,
        "2^33 + 1": (1 << 33) + 1, "2^64 + 1": (1 << 64) + 1, "2^65537 - 1": (1 << 65537) - 1, "n": n, "n - 2": n - 2,
        "n + 2": n + 2, "d": d,
    }.items():
        key(f"e is {name}", INVALID, e=value)
    for name, (value, verdict) in {
        "empty": (b"", SMALL), "0": (b"\0", SMALL), "1": (1, SMALL), "p": (p, SMALL), "n - 1": (n - 1, INVALID),
        "2^2047": (1 << 2047, INVALID), "2^2047 - 1": ((1 << 2047) - 1, SMALL), "2^8192 + 1": ((1 << 8192) + 1, LARGE),
        "2^16384 - 1": ((1 << 16384) - 1, LARGE), "2n": (2 * n, INVALID), "2^2048 - 1": ((1 << 2048) - 1, TAKEN),
        "2^8192 - 1": ((1 << 8192) - 1, TAKEN), "2^2047 + 1": ((1 << 2047) + 1, TAKEN),
    }.items():
        key(f"n is {name}", verdict, value)
    # Nobody looks at the factors; what verifies, verifies.
    prime = prime_from((1 << 2047) + (1 << 1999), e)
    key("n is prime", TAKEN, prime, token=rs256(prime, pow(e, -1, prime - 1)))
    rest = prime_from((1 << 2046) + (1 << 1999), e)
    key("n is divisible by 3", TAKEN, 3 * rest, token=rs256(3 * rest, pow(e, -1, rest - 1)))
    for bits in 2050, 3072, 8191, 8192:
        factors = [prime_from((1 << bits // 16) - (i << bits // 16 - 12) - 1, e) for i in range(1, 16)]
        factors.append(prime_from((1 << bits) // math.prod(factors) * 3 // 4, e))
        n_ = math.prod(factors)
        assert n_.bit_length() == bits, (bits, n_.bit_length())
        d_ = pow(e, -1, math.lcm(*(factor - 1 for factor in factors)))
        key(f"n has {bits} bits and 16 factors", TAKEN, n_, token=rs256(n_, d_))
    spki = lambda *numbers: sequence(sequence(element(6, RSA_OID), b"\5\0"), bit_string(sequence(*numbers)))
    family.der("SPKI, e is 0", INVALID, spki(integer(n), integer(0)))
    family.der("SPKI, e is 2", INVALID, spki(integer(n), integer(2)))
    family.der("SPKI, e negative", DER, spki(integer(n), element(2, b"\xff")))
    family.der("SPKI, n negative", DER, spki(element(2, octets(n)), integer(e)))
    family.der("SPKI, leading zeros in n", DER, spki(element(2, b"\0\0" + octets(n)), integer(e)))
    family.der("SPKI, empty e", DER, spki(integer(n), element(2)))
    family.der("SPKI, a third number", DER, spki(integer(n), integer(e), integer(1)))
    family.der("SPKI, trailing octet", DER, spki(integer(n), integer(e)) + b"\0")
    family.der("SPKI, unused bits", DER,
               sequence(sequence(element(6, RSA_OID), b"\5\0"), element(3, b"\1", sequence(integer(n), integer(e)))))
    family.der("PKCS #1, e is 1", INVALID, sequence(integer(n), integer(1)))
    family.der("PKCS #1, n even", INVALID, sequence(integer(n - 1), integer(e)))
    return family.json


def rsa_private(size, weak=False):
    _, *good = integers(bytes.fromhex(KEYS[f"rsa.{size}.key"]))
    n, e, d, p, q, dp, dq, qi = good
    _, *other = integers(bytes.fromhex(KEYS["rsa.2048:8589934591.key"]))
    lam, phi = math.lcm(p - 1, q - 1), (p - 1) * (q - 1)
    family = Family(f"RSA, private, {n.bit_length()} bits, e = {e}", weak)
    members = "n", "e", "d", "p", "q", "dp", "dq", "qi"

    def key(name, verdict, numbers=None, **changes):
        numbers = dict(zip(members, numbers or good)) | changes
        family.jwk(name, verdict, kty="RSA", **{name: octets(value) for name, value in numbers.items()})

    key("good", TAKEN)
    key("primes swapped", TAKEN, (n, e, d, q, p, dq, dp, pow(p, -1, q)))
    key("d modulo lambda", TAKEN, d=d % lam)
    key("d modulo phi", TAKEN, d=pow(e, -1, phi))
    for name, value in {"+ 2": n + 2, "- 2": n - 2, "even": n + 1}.items():
        key(f"n {name}", INVALID, n=value)
    for name, value in {"+ 2": e + 2, "0": 0, "1": 1, "even": e + 1, "2": 2, "above 33 bits": (1 << 33) + 1}.items():
        key(f"e {name}", INVALID, e=value)
    key("e and d 1", INVALID, e=1, d=1, dp=1, dq=1)
    key("e and d swapped", INVALID, e=d, d=e, dp=e % (p - 1), dq=e % (q - 1))
    for name, value in {
        "+ 2": d + 2, "+ 1": d + 1, "0": 0, "1": 1, "of e": e, "negated": lam - d % lam, "n": n, "n - 1": n - 1,
        "above n": d % lam + (n // lam + 1) * lam, "far above n": d + lam << 64, "of another key": other[2],
    }.items():
        key(f"d {name}", INVALID, d=value)
    for name, value in {"+ 2": p + 2, "- 2": p - 2, "even": p + 1, "0": 0, "1": 1, "q": q, "n": n, "p squared": p * p,
                        "of another key": other[3]}.items():
        key(f"p {name}", INVALID, p=value)
    for name, value in {"+ 2": q + 2, "even": q + 1, "0": 0, "1": 1, "p": p, "n": n, "of another key": other[4]}.items():
        key(f"q {name}", INVALID, q=value)
    key("p and q swapped alone", INVALID, p=q, q=p)
    key("p 1, q n", INVALID, p=1, q=n)
    key("p n, q 1", INVALID, p=n, q=1)
    for name, own, prime in ("dp", dp, p), ("dq", dq, q):
        for change, value in {"+ 2": own + 2, "0": 0, "1": 1, "unreduced": own + prime - 1, "negated": prime - 1 - own,
                              "d": d, "the other": dp + dq - own, "of the prime's length": prime}.items():
            key(f"{name} {change}", INVALID, **{name: value})
    for name, value in {"+ 1": qi + 1, "0": 0, "1": 1, "unreduced": qi + p, "negated": p - qi, "of p": pow(p, -1, q),
                        "p": p, "of another key": other[7]}.items():
        key(f"qi {name}", INVALID, qi=value)
    numbers = dict(zip(members, good))
    key("private members of another key", INVALID, numbers=[n, e, *other[2:]])
    key("public members of another key", INVALID, numbers=[*other[:2], *good[2:]])
    key("primes of unequal length", INVALID, rsa_from_primes(prime_from(p << 8, e), prime_from(q >> 8, e), e))
    key("p is q", INVALID, (p * p, e, pow(e, -1, p * (p - 1)), p, p, dp, dp, 1))
    near = prime_from(p + 2, e)
    if (p * near).bit_length() == n.bit_length():
        key("primes next to each other", TAKEN, rsa_from_primes(p, near, e))
    if e > 3:
        # p - 1 and q - 1 have much in common, so that d is short.
        half = n.bit_length() - n.bit_length() // 2
        shared = prime_from(1 << half - 100, e)
        start = (7 << half - 3) // shared
        alike = (shared * i + 1 for i in range(start - start % 2, 1 << 120, 2))
        alike = (i for i in alike if (i - 1) % e and is_prime(i))
        first, second = next(alike), next(alike)
        numbers_ = rsa_from_primes(first, second, e)
        if numbers_[0].bit_length() == n.bit_length():
            key("primes alike, d short", TAKEN, numbers_)
    # Nobody tests primality: the key is taken, and what it signs fails the check before it leaves.
    # With e = 3 such a p has no d.
    if e > 3:
        r = prime_from(1 << 200 | 12345, e)
        s = prime_from(p // r, e)
        while (s * r - 1) % e == 0:
            s = prime_from(s + 2, e)
        composite = rsa_from_primes(r * s, q, e)
        assert composite[0].bit_length() == n.bit_length()
        key("p composite", "ERR_RANDOM", composite)
    for missing in members[3:]:
        rest = {name: octets(value) for name, value in numbers.items() if name != missing}
        family.jwk(f"no {missing}", JWK, kty="RSA", **rest)
    for name in members[2:]:
        family.jwk(f"{name} empty", INVALID, kty="RSA", **{n: octets(v) for n, v in (numbers | {name: 0}).items()})
        family.jwk(f"leading zeros in {name}", TAKEN, kty="RSA",
                   **{n: (b"\0\0" if n == name else b"") + octets(v) for n, v in numbers.items()})
    if size != "2048:65537":
        return family.json

    integers_ = [integer(i) for i in good]
    whole = sequence(VERSION, *integers_)
    family.der("PKCS #1, version 1", DER, sequence(integer(1), *integers_))
    family.der("PKCS #1, a third prime", DER,
               sequence(integer(1), *integers_, sequence(sequence(integer(3), integer(1), integer(1)))))
    family.der("PKCS #1, a number too many", DER, sequence(VERSION, *integers_, integer(5)))
    family.der("PKCS #1, a number too few", DER, sequence(VERSION, *integers_[:-1]))
    family.der("PKCS #1, trailing octet", DER, whole + b"\0")
    family.der("PKCS #1, cut short", DER, whole[:-1])
    family.der("PKCS #1, indefinite length", DER, b"\x30\x80" + VERSION + b"".join(integers_) + b"\0\0")
    for at, name in enumerate(members):
        for what, padding in ("leading zeros", b"\0\0"), ("negative", b"\xff"):
            changed = [*integers_[:at], element(2, padding + octets(good[at])), *integers_[at + 1 :]]
            family.der(f"PKCS #1, {name}: {what}", DER, sequence(VERSION, *changed))
    algorithm = lambda oid: sequence(element(6, oid), b"\5\0")
    family.der("PKCS #8, good", TAKEN, sequence(VERSION, algorithm(RSA_OID), element(4, whole)))
    family.der("PKCS #8, trailing octet inside", DER, sequence(VERSION, algorithm(RSA_OID), element(4, whole, b"\0")))
    family.der("PKCS #8, called Ed25519", DER, sequence(VERSION, algorithm(ED_OID), element(4, whole)))
    return family.json


def rsa_sizes():
    family = Family("RSA, private, other sizes", weak=True)
    members = "n", "e", "d", "p", "q", "dp", "dq", "qi"
    for size in "1025:65537", "2047:65537", "2048:8589934591", "3072:65537", "4096:65537", "5120:65537":
        _, *numbers = integers(bytes.fromhex(KEYS[f"rsa.{size}.key"]))
        family.jwk(size, TAKEN, kty="RSA", **{name: octets(value) for name, value in zip(members, numbers)})
    return family.json


# --- EC -----------------------------------------------------------------------------------------


def ec(curve):
    size, n, p = curve.size, curve.n, curve.p
    fixed = lambda i: i.to_bytes(size, "big")
    d = number(bytes.fromhex(KEYS[f"ec.{curve.name}.d"]))
    x, y = curve.times(d, curve.g)
    near = curve.point_from(1)
    public, private = Family(f"{curve.jwk_name}, public"), Family(f"{curve.jwk_name}, private")
    crv = {"kty": "EC", "crv": curve.jwk_name}

    def spki(point, oid=bytes.fromhex(curve.oid)):
        return sequence(sequence(element(6, EC_OID), element(6, oid)), bit_string(point))

    def point(name, x, y, verdict=INVALID):
        if max(x, y) < 1 << 8 * size:
            public.jwk(name, verdict, **crv, x=fixed(x), y=fixed(y))
            public.der(f"SPKI, {name}", verdict, spki(b"\4" + fixed(x) + fixed(y)))

    point("good", x, y, TAKEN)
    point("other y", x, p - y, TAKEN)
    point("small x", *near, TAKEN)
    point("generator", *curve.g, TAKEN)
    point("y + 1", x, (y + 1) % p)
    point("x + 1", x + 1, y)
    point("swapped", y, x)
    point("0, 0", 0, 0)
    point("0, 1", 0, 1)
    point("x, 0", x, 0)
    point("0, y", 0, y)
    root = pow(curve.b, (p + 1) // 4, p)
    point("x is the field", p, root)
    point("y is the field", x, p)
    point("x not reduced", near[0] + p, near[1])
    point("y not reduced", near[0], near[1] + p)
    point("all ones", (1 << 8 * size) - 1, (1 << 8 * size) - 1)
    # y² = x³ - 3x + b + 1: the curve is another, the formulas are the same.
    point("of another b", near[0], pow(near[0] ** 3 + curve.a * near[0] + curve.b + 1, (p + 1) // 4, p))
    for name, (wx, wy) in {
        "x short": (fixed(x)[1:], fixed(y)), "y short": (fixed(x), fixed(y)[:-1]), "zero before x": (b"\0" + fixed(x), fixed(y)),
        "zero behind y": (fixed(x), fixed(y) + b"\0"), "x empty": (b"", fixed(y)), "both in x": (fixed(x) + fixed(y), b""),
        "zeros stripped": (octets(near[0]), fixed(near[1])),
    }.items():
        public.jwk(name, JWK, **crv, x=wx, y=wy)
    whole = b"\4" + fixed(x) + fixed(y)
    parity = bytes([2 + y % 2])
    for name, verdict, coded in [
        ("empty", INVALID, b""), ("infinity", INVALID, b"\0"), ("infinity, filled", INVALID, bytes(2 * size + 1)),
        ("compressed", UNSUPPORTED, parity + fixed(x)), ("compressed, filled", UNSUPPORTED, parity + fixed(x) + fixed(y)),
        ("hybrid", INVALID, bytes([6 + y % 2]) + fixed(x) + fixed(y)), ("tag 5", INVALID, b"\5" + whole[1:]),
        ("no tag", INVALID, whole[1:]), ("trailing octet", INVALID, whole + b"\0"), ("cut short", INVALID, whole[:-1]),
        ("a leading zero in each", INVALID, b"\4\0" + fixed(x) + b"\0" + fixed(y)), ("twice", INVALID, whole * 2),
    ]:
        public.der(f"SPKI, {name}", verdict, spki(coded))
    public.der("SPKI, within itself", INVALID, spki(spki(whole)))
    for other in CURVES:
        if other is not curve:
            verdict = INVALID if other.size == size else JWK
            public.jwk(f"called {other.jwk_name}", verdict, kty="EC", crv=other.jwk_name, x=fixed(x), y=fixed(y))
            public.der(f"SPKI, called {other.jwk_name}", INVALID, spki(whole, bytes.fromhex(other.oid)))

    def scalar(name, d, verdict=INVALID, point=(x, y)):
        if d < 1 << 8 * size:
            private.jwk(name, verdict, **crv, d=fixed(d), x=fixed(point[0]), y=fixed(point[1]))

    def sec1(number, *rest):
        return sequence(integer(1), element(4, number), element(0xA0, element(6, bytes.fromhex(curve.oid))), *rest)

    scalar("good", d, TAKEN)
    for name, value in {"1": 1, "2": 2, "order - 1": n - 1}.items():
        own = curve.times(value, curve.g)
        scalar(f"d is {name}", value, TAKEN, own)
        scalar(f"d is {name}, y of the other sign", value, point=curve.negative(own))
        private.der(f"SEC 1, d is {name}", TAKEN, sec1(fixed(value)))
    for name, value in {"0": 0, "order": n, "order + 1": n + 1, "all ones": (1 << 8 * size) - 1}.items():
        scalar(f"d is {name}", value)
        scalar(f"d is {name}, with the generator", value, point=curve.g)
        private.der(f"SEC 1, d is {name}", INVALID, sec1(fixed(value)))
    scalar("d + order", d + n)
    scalar("d + 1", d + 1)
    scalar("d negated", n - d)
    scalar("point off the curve", d, point=(x, (y + 1) % p))
    scalar("point 0, 0", d, point=(0, 0))
    scalar("point of another key", d, point=curve.times(d + 1, curve.g))
    for name, value in {"short": fixed(d)[1:], "empty": b"", "zero before": b"\0" + fixed(d), "zero behind": fixed(d) + b"\0"}.items():
        private.jwk(f"d {name}", JWK, **crv, d=value, x=fixed(x), y=fixed(y))
    held = lambda coded: element(0xA1, bit_string(coded))
    private.der("SEC 1, good", TAKEN, sec1(fixed(d), held(whole)))
    private.der("SEC 1, without its point", TAKEN, sec1(fixed(d)))
    private.der("SEC 1, zeros before d", TAKEN, sec1(b"\0\0" + fixed(d)))
    private.der("SEC 1, d without leading zeros", TAKEN, sec1(b"\3"))
    private.der("SEC 1, d longer", INVALID, sec1(fixed(d) + b"\0"))
    private.der("SEC 1, d empty", INVALID, sec1(b""))
    private.der("SEC 1, point of another key", INVALID, sec1(fixed(d), held(b"\4" + fixed(near[0]) + fixed(near[1]))))
    private.der("SEC 1, y of the other sign", INVALID, sec1(fixed(d), held(b"\4" + fixed(x) + fixed(p - y))))
    private.der("SEC 1, point cut short", INVALID, sec1(fixed(d), held(whole[:-1])))
    private.der("SEC 1, point off the curve", INVALID, sec1(fixed(d), held(b"\4" + fixed(x) + fixed((y + 1) % p))))
    private.der("SEC 1, trailing octet", DER, sec1(fixed(d)) + b"\0")
    yield public.json
    yield private.json


# --- Ed25519 ------------------------------------------------------------------------------------


def ed25519():
    ed = Edwards25519()
    seed, own = (bytes.fromhex(KEYS[f"ed25519.{half}"]) for half in ("seed", "public"))
    public, private = Family("Ed25519, public"), Family("Ed25519, private")
    okp = {"kty": "OKP", "crv": "Ed25519"}
    little = lambda i: i.to_bytes(32, "little")
    spki = lambda coded: sequence(sequence(element(6, ED_OID)), bit_string(coded))

    def point(name, coded, verdict=INVALID):
        public.jwk(name, verdict, **okp, x=coded)
        public.der(f"SPKI, {name}", verdict, spki(coded))

    point("good", own, TAKEN)
    point("the other sign", own[:31] + bytes([own[31] ^ 0x80]), TAKEN)
    for i, small in enumerate(ed.small):
        point(f"small order {i}", ed.encode(small))
        if small[0] == 0:
            point(f"small order {i}, sign on zero", little(small[1] | 1 << 255))
    for i in range(1, 8):
        point(f"with torsion {i}", ed.encode(ed.add(ed.decode(int.from_bytes(own, "little") & (1 << 255) - 1, own[31] >> 7), ed.small[i])), TAKEN)
    for y in range(19):
        for sign in 0, 1:
            point(f"y is field + {y}, sign {sign}", little(ed.p + y | sign << 255))
    for y in range(2, 30):
        for sign in 0, 1:
            point(f"y is {y}, sign {sign}", little(y | sign << 255), TAKEN if ed.decode(y) else INVALID)
    point("all ones", b"\xff" * 32)
    for name, coded in {"empty": b"", "cut short": own[:-1], "zero behind": own + b"\0", "zero before": b"\0" + own,
                        "twice": own + own, "with a tag": b"\x40" + own}.items():
        public.jwk(name, JWK, **okp, x=coded)
        public.der(f"SPKI, {name}", INVALID, spki(coded))
    public.jwk("called X25519", UNSUPPORTED, kty="OKP", crv="X25519", x=own)
    public.jwk("called Ed448", UNSUPPORTED, kty="OKP", crv="Ed448", x=own)
    public.jwk("called EC", UNSUPPORTED, kty="EC", crv="Ed25519", x=own, y=own)

    pkcs8 = lambda seed, *rest: sequence(integer(len(rest)), sequence(element(6, ED_OID)), element(4, element(4, seed)), *rest)
    held = lambda point: element(0x81, b"\0", point)
    private.jwk("good", TAKEN, **okp, d=seed, x=own)
    private.jwk("x of the other sign", INVALID, **okp, d=seed, x=own[:31] + bytes([own[31] ^ 0x80]))
    private.jwk("x of small order", INVALID, **okp, d=seed, x=little(1))
    private.jwk("x not reduced", INVALID, **okp, d=seed, x=little(ed.p + 3))
    private.jwk("x is d", INVALID, **okp, d=seed, x=seed)
    private.jwk("d is x", INVALID, **okp, d=own, x=own)
    private.jwk("d of another key", INVALID, **okp, d=bytes([seed[0] ^ 1]) + seed[1:], x=own)
    private.jwk("d zeros", INVALID, **okp, d=bytes(32), x=own)
    zeros = hashlib.sha512(bytes(32)).digest()
    a = int.from_bytes(zeros[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
    private.jwk("d zeros, with its x", TAKEN, **okp, d=bytes(32), x=ed.encode(ed.times(a, ed.base)))
    for name, value in {"short": seed[1:], "empty": b"", "zero before": b"\0" + seed, "zero behind": seed + b"\0",
                        "with x behind, as NaCl has it": seed + own}.items():
        private.jwk(f"d {name}", JWK, **okp, d=value, x=own)
        private.der(f"PKCS #8, d {name}", INVALID, pkcs8(value))
    private.der("PKCS #8, good", TAKEN, pkcs8(seed))
    private.der("PKCS #8, good, with x", TAKEN, pkcs8(seed, held(own)))
    private.der("PKCS #8, x of the other sign", INVALID, pkcs8(seed, held(own[:31] + bytes([own[31] ^ 0x80]))))
    private.der("PKCS #8, x of small order", INVALID, pkcs8(seed, held(little(1))))
    private.der("PKCS #8, x cut short", INVALID, pkcs8(seed, held(own[:-1])))
    private.der("PKCS #8, x empty", INVALID, pkcs8(seed, held(b"")))
    private.der("PKCS #8, unused bits", DER, pkcs8(seed, element(0x81, b"\1", own)))
    yield public.json
    yield private.json


def groups():
    yield rsa_public()
    yield rsa_private("2048:65537")
    yield rsa_private("2048:3")
    yield rsa_private("2049:65537")
    yield rsa_private("1024:65537", weak=True)
    yield rsa_sizes()
    for curve in CURVES:
        yield from ec(curve)
    yield from ed25519()
