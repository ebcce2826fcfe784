#!/usr/bin/env python3
"""Makes variants.txt from vectors.txt: keys and signatures off the beaten track, with the verdict
every engine must come to. Arithmetic in plain Python, so no engine is tested against itself."""
import hashlib
import math

vectors = dict(line.strip().split(" = ") for line in open("vectors.txt"))


def line(name, octets):
    print(f"{name} = {octets.hex()}", file=out)


out = open("variants.txt", "w")

# --- RSA private keys -------------------------------------------------------------------------


def length(n):
    return bytes([n]) if n < 128 else bytes([0x81, n]) if n < 256 else b"\x82" + n.to_bytes(2, "big")


def element(tag, body):
    return bytes([tag]) + length(len(body)) + body


def integer(i):
    return element(2, i.to_bytes(i.bit_length() // 8 + 1, "big"))


def der(*numbers):
    return element(0x30, b"".join(map(integer, numbers)))


def read(octets):
    def header(at):
        size, at = octets[at + 1], at + 2
        if size & 0x80:
            more = size & 0x7F
            size, at = int.from_bytes(octets[at : at + more], "big"), at + more
        return size, at

    numbers = []
    _, at = header(0)
    while at < len(octets):
        size, at = header(at)
        numbers.append(int.from_bytes(octets[at : at + size], "big"))
        at += size
    return numbers


def from_primes(p, q, e):
    d = pow(e, -1, math.lcm(p - 1, q - 1))
    return 0, p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)


def is_prime(n):
    return all(n % s for s in (3, 5, 7, 11, 13)) and all(pow(b, n - 1, n) == 1 for b in (2, 3, 5))


def prime_from(n, e):
    n |= 1
    while not is_prime(n) or (n - 1) % e == 0:
        n += 2
    return n


for size in "1024:65537", "2048:65537":
    key = bytes.fromhex(vectors[f"rsa.{size}.key"])
    v, n, e, d, p, q, dp, dq, qi = numbers = read(key)
    lam, phi = math.lcm(p - 1, q - 1), (p - 1) * (q - 1)

    def accept(name, *key):
        line(f"accept.rsa.{size}.{name}", der(*key))

    def refuse(name, *key):
        line(f"refuse.rsa.{size}.{name}", der(*key))

    assert der(*numbers) == key
    accept("primes swapped", 0, n, e, d, q, p, dq, dp, pow(p, -1, q))
    accept("d modulo lambda", 0, n, e, d % lam, p, q, dp, dq, qi)
    accept("d modulo phi", 0, n, e, pow(e, -1, phi), p, q, dp, dq, qi)
    refuse("version 1", 1, n, e, d, p, q, dp, dq, qi)
    body = b"".join(map(integer, (1, n, e, d, p, q, dp, dq, qi)))
    line(f"refuse.rsa.{size}.a third prime", element(0x30, body + element(0x30, der(3, 1, 1))))
    refuse("n + 2", 0, n + 2, e, d, p, q, dp, dq, qi)
    refuse("n even", 0, n + 1, e, d, p, q, dp, dq, qi)
    refuse("n zero", 0, 0, e, d, p, q, dp, dq, qi)
    refuse("e + 2", 0, n, e + 2, d, p, q, dp, dq, qi)
    refuse("e one", 0, n, 1, 1, p, q, 1, 1, qi)
    refuse("e above 33 bits", 0, n, (1 << 33) + 1, d, p, q, dp, dq, qi)
    refuse("d + 2", 0, n, e, d + 2, p, q, dp, dq, qi)
    refuse("d zero", 0, n, e, 0, p, q, dp, dq, qi)
    refuse("d above n", 0, n, e, d + (n // lam + 1) * lam, p, q, dp, dq, qi)
    refuse("p + 2", 0, n, e, d, p + 2, q, dp, dq, qi)
    refuse("p for q", 0, n, e, d, p, p, dp, dp, qi)
    refuse("p and q swapped alone", 0, n, e, d, q, p, dp, dq, qi)
    refuse("p one", 0, n, e, d, 1, n, dp, dq, qi)
    refuse("q one", 0, n, e, d, n, 1, dp, dq, qi)
    refuse("p zero", 0, n, e, d, 0, q, dp, dq, qi)
    refuse("dP + 2", 0, n, e, d, p, q, dp + 2, dq, qi)
    refuse("dP unreduced", 0, n, e, d, p, q, dp + p - 1, dq, qi)
    refuse("dP zero", 0, n, e, d, p, q, 0, dq, qi)
    refuse("dQ + 2", 0, n, e, d, p, q, dp, dq + 2, qi)
    refuse("dQ unreduced", 0, n, e, d, p, q, dp, dq + q - 1, qi)
    refuse("dQ zero", 0, n, e, d, p, q, dp, 0, qi)
    refuse("qInv + 1", 0, n, e, d, p, q, dp, dq, qi + 1)
    refuse("qInv unreduced", 0, n, e, d, p, q, dp, dq, qi + p)
    refuse("qInv zero", 0, n, e, d, p, q, dp, dq, 0)
    refuse("a number too many", 0, n, e, d, p, q, dp, dq, qi, 5)
    refuse("a number too few", 0, n, e, d, p, q, dp, dq)
    line(f"refuse.rsa.{size}.trailing octet", key + b"\0")
    line(f"refuse.rsa.{size}.cut short", key[:-1])
    line(f"refuse.rsa.{size}.empty", b"")
    body = b"".join(map(integer, (0, n, e, d, p, q, dp, dq)))
    for what, padding in ("leading zeros", b"\0\0"), ("negative", b"\xff"):
        last = padding + qi.to_bytes(qi.bit_length() // 8 + 1, "big")
        line(f"refuse.rsa.{size}.{what}", element(0x30, body + element(2, last)))
    line(f"refuse.rsa.{size}.indefinite length", b"\x30\x80" + body + integer(qi) + b"\0\0")

    uneven = prime_from(p << 8, e), prime_from(q >> 8, e)
    refuse("uneven primes", *from_primes(*uneven, e))
    refuse("p squared", 0, p * p, e, pow(e, -1, p * (p - 1)), p, p, dp, dp, 1)
    # Nobody tests primality: such a key is taken, and every signature with it fails its check.
    r = prime_from(1 << 200 | 12345, e)
    s = prime_from(p // r, e)
    while (s * r * q).bit_length() < n.bit_length() or (s * r - 1) % e == 0:
        s = prime_from(s + 2, e)
    line(f"unusable.rsa.{size}.composite p", der(*from_primes(r * s, q, e)))

# --- Points of the curves ---------------------------------------------------------------------

curves = {
    "P256": (2**256 - 2**224 + 2**192 + 2**96 - 1, -3, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B, 32),
    "P384": (2**384 - 2**128 - 2**96 + 2**32 - 1, -3, 0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF, 48),
    "P521": (2**521 - 1, -3, 0x0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00, 66),
    "Secp256k1": (2**256 - 2**32 - 977, 0, 7, 32),
}
for name, (p, a, b, size) in curves.items():
    d = bytes.fromhex(vectors[f"ec.{name}.d"])
    point = bytes.fromhex(vectors[f"ec.{name}.point"])
    x, y = int.from_bytes(point[1 : size + 1], "big"), int.from_bytes(point[size + 1 :], "big")
    assert (y * y - x**3 - a * x - b) % p == 0
    octets = lambda i: i.to_bytes(size, "big")
    small = next(x for x in range(1, 100) if pow(x**3 + a * x + b, (p - 1) // 2, p) == 1)
    root = pow(small**3 + a * small + b, (p + 1) // 4, p)
    points = {
        "empty": b"",
        "infinity": b"\0",
        "infinity, padded": bytes(2 * size + 1),
        "zero, zero": b"\4" + bytes(2 * size),
        "compressed": bytes([2 + y % 2]) + octets(x),
        "compressed, padded": bytes([2 + y % 2]) + octets(x) + octets(y),
        "hybrid": bytes([6 + y % 2]) + octets(x) + octets(y),
        "y + 1": b"\4" + octets(x) + octets((y + 1) % p),
        "x and y swapped": b"\4" + octets(y) + octets(x),
        "x is p": b"\4" + octets(p) + octets(pow(b, (p + 1) // 4, p)),
        "x not reduced": b"\4" + octets(small + p) + octets(root),
        "all ones": b"\4" + b"\xff" * 2 * size,
        "trailing octet": point + b"\0",
        "cut short": point[:-1],
        "no tag": point[1:],
    }
    line(f"accept.ec.{name}.small x", b"\4" + octets(small) + octets(root))
    for what, octets_ in points.items():
        line(f"refuse.ec.{name}.{what}", octets_)
    line(f"other.ec.{name}", b"\4" + octets(x) + octets(p - y))

# --- Ed25519 ----------------------------------------------------------------------------------

p, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, p) % p


def add(a, b):
    k = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + k, -1, p)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, p)
    return x % p, y % p


def times(k, a):
    total = (0, 1)
    while k:
        if k & 1:
            total = add(total, a)
        a, k = add(a, a), k >> 1
    return total


def encode(a):
    return (a[1] | (a[0] & 1) << 255).to_bytes(32, "little")


def decode(y, sign=0):
    """RFC 8032 section 5.1.3, for any y below 2^255."""
    y %= p
    square = (y * y - 1) * pow(D * y * y + 1, -1, p) % p
    x = pow(square, (p + 3) // 8, p)
    if x * x % p != square:
        x = x * pow(2, (p - 1) // 4, p) % p
    if x * x % p != square:
        return None
    return (x if x & 1 == sign else p - x) % p, y


base = decode(4 * pow(5, -1, p) % p)
assert times(L, base) == (0, 1)
torsion = next(t for t in (times(L, decode(y)) for y in range(2, 100) if decode(y)) if times(4, t) != (0, 1))
small_order = [times(i, torsion) for i in range(8)]
assert times(8, torsion) == (0, 1) and len(set(small_order)) == 8
for i, t in enumerate(small_order):
    line(f"refuse.ed25519.small order {i}", encode(t))
for t in small_order:
    if t[0] == 0:
        line(f"refuse.ed25519.small order, sign on zero {t[1] % 10}", (t[1] | 1 << 255).to_bytes(32, "little"))
for y in range(19):
    for sign in 0, 1:
        line(f"refuse.ed25519.y is p + {y}, sign {sign}", (p + y | sign << 255).to_bytes(32, "little"))
for y in range(2, 30):
    for sign in 0, 1:
        verdict = "accept" if decode(y) else "refuse"
        line(f"{verdict}.ed25519.y is {y}, sign {sign}", (y | sign << 255).to_bytes(32, "little"))
public = bytes.fromhex(vectors["ed25519.public"])
line("refuse.ed25519.empty", b"")
line("refuse.ed25519.cut short", public[:-1])
line("refuse.ed25519.trailing octet", public + b"\0")

# Signatures as public key + signature, over `input`.
message = bytes.fromhex(vectors["input"])
digest = hashlib.sha512(bytes.fromhex(vectors["ed25519.seed"])).digest()
a = int.from_bytes(digest[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
A = times(a, base)
assert encode(A) == public


def challenge(R, A):
    return int.from_bytes(hashlib.sha512(R + A + message).digest(), "little") % L


def signature(verdict, name, A, R, s):
    line(f"{verdict}.ed25519-signature.{name}", A + R + s.to_bytes(32, "little"))


r = 12345
R = encode(times(r, base))
s = (r + challenge(R, public) * a) % L
signature("accept", "plain", public, R, s)
signature("refuse", "s + L", public, R, s + L)
signature("refuse", "s is L", public, R, L)
signature("refuse", "s with a high bit", public, R, s | 1 << 255)
signature("refuse", "s + 1", public, R, s + 1)
# R of small order: cofactorless verification has nothing against it.
for i in range(8):
    R = encode(small_order[i])
    signature("accept" if i == 0 else "refuse", f"R of small order {i}", public, R, challenge(R, public) * a % L)
R = (p + 1).to_bytes(32, "little")
signature("refuse", "R is the identity, not canonical", public, R, challenge(R, public) * a % L)
R = (1 | 1 << 255).to_bytes(32, "little")
signature("refuse", "R is the identity, sign on zero", public, R, challenge(R, public) * a % L)
# R with a torsion component: verifies with the cofactor only.
R = encode(add(times(r, base), torsion))
signature("refuse", "R with torsion", public, R, (r + challenge(R, public) * a) % L)
# A with a torsion component: verifies if the challenge is a multiple of eight, else with the
# cofactor only.
mixed = encode(add(A, torsion))
line("accept.ed25519.with torsion", mixed)
wanted = {True: 2, False: 2}
while any(wanted.values()):
    r += 1
    R = encode(times(r, base))
    h = challenge(R, mixed)
    if wanted[h % 8 == 0]:
        wanted[h % 8 == 0] -= 1
        signature("accept" if h % 8 == 0 else "refuse", f"A with torsion {r}", mixed, R, (r + h * a) % L)
