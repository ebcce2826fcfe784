"""Ed25519 (RFC 8032 section 5.1) and HMAC (RFC 2104), malformed."""
import hashlib
import hmac

from arithmetic import Edwards25519
from forms import KEYS, REFUSED, TAKEN, Group, b64, element, signing_input

ED = Edwards25519()
L = ED.order


def le(i):
    return i.to_bytes(32, "little")


def ed25519(alg):
    seed, public = (bytes.fromhex(KEYS[f"ed25519.{half}"]) for half in ("seed", "public"))
    digest = hashlib.sha512(seed).digest()
    a = int.from_bytes(digest[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
    assert ED.encode(ED.times(a, ED.base)) == public
    jwk = lambda public: {"kty": "OKP", "crv": "Ed25519", "x": b64(public)}
    text = signing_input(alg, "verdict")
    message = text.encode()

    def challenge(R, A=public, message=message, prefix=b""):
        return int.from_bytes(hashlib.sha512(prefix + R + A + message).digest(), "little") % L

    group = Group(alg, alg, jwk(public), text)
    case = group.case
    r = 12345
    point = ED.times(r, ED.base)
    R = ED.encode(point)
    s = (r + challenge(R) * a) % L
    case("good", R + le(s), TAKEN)
    for i in range(1, ((1 << 256) - 1 - s) // L + 1):
        case(f"s + {i} orders", R + le(s + i * L))
    for bit in range(253, 256):
        case(f"bit {bit} of s set", R + le(s | 1 << bit))
    for name, value in {"0": 0, "1": 1, "order - 1": L - 1, "order": L, "order + 1": L + 1, "all ones": (1 << 256) - 1,
                        "negated": L - s, "greater by 1": s + 1, "smaller by 1": s - 1}.items():
        case(f"s is {name}", R + le(value))
    case("R and s zero", bytes(64))
    case("R zero", bytes(32) + le(s))
    case("all ones", b"\xff" * 64)
    case("R negated", ED.encode((-point[0] % ED.p, point[1])) + le(s))
    case("R and s swapped", le(s) + R)
    case("R off the curve", next(le(y) for y in range(2, 99) if not ED.decode(y)) + le(s))
    case("R is the public key", public + le(s))
    case("big-endian", R[::-1] + le(s)[::-1])
    case("a zero before", b"\0" + R + le(s))
    case("a zero behind", R + le(s) + b"\0")
    case("with the text, as NaCl has it", R + le(s) + message)
    case("as a DER octet string", element(4, R + le(s)))
    case("as hexadecimal", (R + le(s)).hex().encode())
    # What verifies without the cofactor is taken, and nothing else.
    for i, small in enumerate(ED.small):
        R = ED.encode(small)
        case(f"R of small order {i}", R + le(challenge(R) * a % L), TAKEN if i == 0 else REFUSED)
    for name, R in {"not reduced": le(ED.p + 1), "sign on zero": le(1 | 1 << 255),
                    "not reduced, sign on zero": le(ED.p + 1 | 1 << 255)}.items():
        case(f"R is the identity, {name}", R + le(challenge(R) * a % L))
    for i in range(1, 8):
        R = ED.encode(ED.add(point, ED.small[i]))
        case(f"R with torsion {i}", R + le((r + challenge(R) * a) % L))
    R = ED.encode(point)

    def other(name, message, prefix=b""):
        case(name, R + le((r + challenge(R, message=message, prefix=prefix) * a) % L))

    domain = lambda flag, context: b"SigEd25519 no Ed25519 collisions" + bytes([flag, len(context)]) + context
    other("Ed25519ph", hashlib.sha512(message).digest(), domain(1, b""))
    other("Ed25519ctx", message, domain(0, b"jotmint"))
    other("Ed25519ctx without a context", message, domain(0, b""))
    other("of the text's hash", hashlib.sha512(message).digest())
    other("another text's", message + b"A")
    other("the payload's alone", message.split(b".")[1])
    yield group.json

    # A public key with a torsion component: taken where the challenge is a multiple of eight.
    mixed = ED.encode(ED.add(ED.times(a, ED.base), ED.small[1]))
    group = Group(f"{alg}, key with torsion", alg, jwk(mixed), text)
    wanted = {True: 3, False: 3}
    while any(wanted.values()):
        r += 1
        R = ED.encode(ED.times(r, ED.base))
        h = challenge(R, mixed)
        if wanted[h % 8 == 0]:
            wanted[h % 8 == 0] -= 1
            verdict = TAKEN if h % 8 == 0 else REFUSED
            name = "good" if "good" not in group.cases and verdict == TAKEN else f"challenge {h % 8} modulo 8, {r}"
            group.case(name, R + le((r + h * a) % L), verdict)
    yield group.json


def tags(alg, hash):
    block = hashlib.new(hash).block_size
    key = bytes(range(block - 8))
    text = signing_input(alg, "verdict")
    tag = lambda key=key, text=text, hash=hash: hmac.new(key, text.encode(), hash).digest()
    jwk = lambda key: {"kty": "oct", "k": b64(key)}
    good = tag()
    group = Group(alg, alg, jwk(key), text)
    group.case("good", good, TAKEN)
    for other in "md5", "sha1", "sha224", "sha256", "sha384", "sha512":
        if other != hash:
            group.case(f"of {other}", tag(hash=other))
            group.case(f"of {other}, to length", (tag(hash=other) * 4)[: len(good)])
    group.case("half", good[: len(good) // 2])
    group.case("80 bits", good[:10])
    group.case("zeros", bytes(len(good)))
    group.case("all ones", b"\xff" * len(good))
    group.case("backwards", good[::-1])
    group.case("twice", good + good)
    group.case("a zero before", b"\0" + good)
    group.case("a zero behind", good + b"\0")
    group.case("as hexadecimal", good.hex().encode())
    group.case("as base64url", b64(good).encode())
    group.case("the hash without a key", hashlib.new(hash, text.encode()).digest())
    group.case("the hash of key and text", hashlib.new(hash, key + text.encode()).digest())
    group.case("of no key", tag(key=b""))
    group.case("of the key's first block of zeros", tag(key=bytes(block)))
    group.case("of the key cut by an octet", tag(key=key[:-1]))
    group.case("of the key as base64url", tag(key=b64(key).encode()))
    # HMAC itself fills the key with zeros to the block (RFC 2104 section 2).
    group.case("of the key and a zero", tag(key=key + b"\0"), TAKEN)
    group.case("of the key and a block of zeros", tag(key=key + bytes(block)))
    group.case("another text's", tag(text=text + "A"))
    group.case("the payload's alone", tag(text=text.split(".")[1]))
    yield group.json

    # And hashes the key that is longer.
    long = bytes(range(block + 1))
    group = Group(f"{alg}, key above a block", alg, jwk(long), text)
    group.case("good", tag(key=long), TAKEN)
    group.case("of the key's hash", tag(key=hashlib.new(hash, long).digest()), TAKEN)
    group.case("of the key's first block", tag(key=long[:block]))
    yield group.json


def groups():
    for alg in "EdDSA", "Ed25519":
        yield from ed25519(alg)
    for bits in 256, 384, 512:
        yield from tags(f"HS{bits}", f"sha{bits}")
