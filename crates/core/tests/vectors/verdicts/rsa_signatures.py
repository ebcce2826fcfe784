"""RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 section 8), malformed."""
import hashlib
from itertools import count

from forms import KEYS, REFUSED, TAKEN, Group, b64, element, integers, number, octets, sequence, signing_input

OIDS = {
    "md5": "2a864886f70d0205", "sha1": "2b0e03021a", "sha224": "608648016503040204", "sha256": "608648016503040201",
    "sha384": "608648016503040202", "sha512": "608648016503040203", "sha3_256": "608648016503040208",
}
NULL = b"\5\0"


class Key:
    def __init__(self, size):
        _, self.n, self.e, self.d, self.p, self.q, self.dp, self.dq, self.qi = integers(
            bytes.fromhex(KEYS[f"rsa.{size}.key"])
        )
        self.bits = self.n.bit_length()
        self.k = (self.bits + 7) // 8
        self.jwk = {"kty": "RSA", "n": b64(octets(self.n)), "e": b64(octets(self.e))}
        self.about = f"{self.bits} bits" + (", e = 3" if self.e == 3 else "")

    def private(self, m):
        """The bare private operation."""
        assert 0 <= m < self.n
        a, b = pow(m, self.dp, self.p), pow(m, self.dq, self.q)
        s = b + self.q * ((a - b) * self.qi % self.p)
        assert pow(s, self.e, self.n) == m
        return octets(s, self.k)


def digest_info(hash, digest, parameters=NULL):
    return sequence(sequence(element(6, bytes.fromhex(OIDS[hash])), parameters), element(4, digest))


def encoded(k, info):
    return b"\0\1" + b"\xff" * (k - 3 - len(info)) + b"\0" + info


def numbers(group, key, good):
    """The signature as another number, or another text of the same."""
    s, n, k = number(good), key.n, key.k
    assert good[0] == 0
    zeros = len(good) - len(octets(s))
    group.case("good", good, TAKEN)
    group.case("leading zeros stripped", good[zeros:])
    group.case("one leading zero stripped", good[1:])
    group.case("a leading zero added", b"\0" + good)
    group.case("a zero behind", good + b"\0")
    group.case("first zero moved behind", good[1:] + b"\0")
    for name, value in {
        "0": 0, "1": 1, "2": 2, "modulus - 1": n - 1, "modulus": n, "modulus + 1": n + 1, "s + 1": s + 1, "s - 1": s - 1,
        "s + modulus": s + n, "modulus - s": n - s, "all ones": (1 << 8 * k) - 1, "p": key.p, "d": key.d,
        "half the modulus": n >> 1,
    }.items():
        group.case(name, octets(value, k))
    most = ((1 << 8 * k) - 1 - s) // n
    if most > 1:
        group.case("s + as many moduli as fit", octets(s + most * n, k))
    group.case("little-endian", good[::-1])
    group.case("twice", good + good)
    group.case("as hexadecimal", good.hex().encode())
    group.case("as a DER integer", element(2, good))
    group.case("as a DER octet string", element(4, good))


def pkcs1(size, alg, hash, weak=False):
    key = Key(size)
    digest = lambda name, text: hashlib.new(name, text.encode()).digest()
    for i in count():
        text = signing_input(alg, f"verdict {i}")
        good = key.private(number(encoded(key.k, digest_info(hash, digest(hash, text)))))
        if good[0] == 0 and number(good) + key.n < 1 << 8 * key.k:
            break
    group = Group(f"{alg}, {key.about}", alg, key.jwk, text, weak)
    numbers(group, key, good)
    own = digest(hash, text)
    info = digest_info(hash, own)
    k = key.k

    def case(name, em):
        assert len(em) == k, name
        group.case(name, key.private(number(em)))

    for other in OIDS:
        if other != hash:
            case(f"DigestInfo of {other}", encoded(k, digest_info(other, digest(other, text))))
            case(f"DigestInfo of {other} around the right hash", encoded(k, digest_info(other, own)))
    case("right DigestInfo around sha1", encoded(k, digest_info(hash, digest("sha1", text))))
    case("hash without DigestInfo", encoded(k, own))
    case("octet string without DigestInfo", encoded(k, element(4, own)))
    case("DigestInfo without NULL", encoded(k, digest_info(hash, own, b"")))
    case("DigestInfo with other parameters", encoded(k, digest_info(hash, own, b"\4\0")))
    case("DigestInfo with a long NULL", encoded(k, digest_info(hash, own, b"\5\x81\0")))
    case("DigestInfo with two NULLs", encoded(k, digest_info(hash, own, NULL + NULL)))
    oid = element(6, bytes.fromhex(OIDS[hash]))
    long = b"\x30\x81" + info[1:]
    case("DigestInfo with a long length", encoded(k, long))
    case("DigestInfo with an inner long length",
         encoded(k, sequence(b"\x30\x81" + bytes([len(oid + NULL)]) + oid + NULL, element(4, own))))
    case("DigestInfo with an indefinite length", encoded(k, b"\x30\x80" + info[2:] + b"\0\0"))
    case("hash cut by an octet", encoded(k, digest_info(hash, own[:-1])))
    case("hash longer by an octet", encoded(k, digest_info(hash, own + b"\0")))
    case("trailing octet in DigestInfo", encoded(k, sequence(sequence(oid, NULL), element(4, own), b"\0")))
    case("trailing NULL in DigestInfo", encoded(k, sequence(sequence(oid, NULL), element(4, own), NULL)))
    case("trailing octet after DigestInfo", encoded(k, info + b"\0"))
    # Bleichenbacher 2006: eight octets of padding, the DigestInfo, rubbish.
    rest = k - 11 - len(info)
    if rest > 0:
        case("short padding and trailing bytes", b"\0\1" + b"\xff" * 8 + b"\0" + info + b"\1" * rest)
        case("no padding and trailing bytes", b"\0\1\0" + info + b"\1" * (k - 3 - len(info)))
        # The same, hidden in the parameters.
        for room in range(rest):
            hidden = digest_info(hash, own, element(4, b"\1" * room))
            if len(hidden) >= k - 11:
                break
        if len(hidden) == k - 11:
            case("short padding and long parameters", encoded(k, hidden))
    em = encoded(k, info)
    at = em.index(info)
    swap = lambda at, octet: em[:at] + bytes([octet]) + em[at + 1 :]
    case("block type 0", swap(1, 0))
    case("block type 2", swap(1, 2))
    if number(b"\1" + em[1:]) < key.n:
        case("first octet 1", swap(0, 1))
    case("padding of zeros", b"\0\1" + b"\0" * (at - 2) + info)
    case("padding ends early", swap(10, 0))
    case("padding with one other octet", swap(10, 0xFE))
    case("last octet of the padding another", swap(at - 2, 0xFE))
    case("no zero after the padding", swap(at - 1, 0xFF))
    case("shifted by an octet to the left", em[1:] + b"\0" if number(em[1:] + b"\0") < key.n else b"\0" + em[:-1])
    case("another text's", encoded(k, digest_info(hash, digest(hash, text + "A"))))
    case("the payload's alone", encoded(k, digest_info(hash, digest(hash, text.split(".")[1]))))
    hlen = len(own)
    if 8 * k >= 16 * hlen + 10:
        case("PSS", pss_encoded(key, hash, text, b"\7" * hlen))
    return group.json


# --- PSS ----------------------------------------------------------------------------------------


def mgf1(seed, size, hash):
    return b"".join(hashlib.new(hash, seed + octets(i, 4)).digest() for i in range(size // 16 + 1))[:size]


def pss_encoded(key, hash, text, salt, mgf=None, trailer=b"\xbc", eight=bytes(8), one=b"\1", pad=None, mask=True, mhash=None):
    """EMSA-PSS-ENCODE of RFC 8017 section 9.1.1, with each of its parts open to change."""
    em_bits = key.bits - 1
    em_len = (em_bits + 7) // 8
    own = mhash if mhash is not None else hashlib.new(hash, text.encode()).digest()
    h = hashlib.new(hash, eight + own + salt).digest()
    zeros = em_len - len(salt) - len(h) - len(trailer) - 1
    assert zeros >= 0, "no room"
    db = (pad or bytes)(zeros) + one + salt
    masked = bytearray(a ^ b for a, b in zip(db, mgf1(h, len(db), mgf or hash)))
    if mask:
        masked[0] &= 0xFF >> (8 * em_len - em_bits)
    em = bytes(masked) + h + trailer
    return b"\0" * (key.k - em_len) + em


def pss(size, alg, hash, weak=False):
    key = Key(size)
    text = signing_input(alg, "verdict")
    hlen = hashlib.new(hash).digest_size
    for i in count():
        salt = octets(i, hlen)
        good = key.private(number(pss_encoded(key, hash, text, salt)))
        if good[0] == 0 and number(good) + key.n < 1 << 8 * key.k:
            break
    group = Group(f"{alg}, {key.about}", alg, key.jwk, text, weak)
    numbers(group, key, good)
    room = (key.bits + 6) // 8 - hlen - 2

    def case(name, verdict=REFUSED, salt=salt, hash=hash, text=text, change=lambda em: em, **parts):
        em = change(pss_encoded(key, hash, text, salt, **parts))
        if number(em) < key.n:
            group.case(name, key.private(number(em)), verdict)

    case("salt of the hash's length", TAKEN, b"\7" * hlen)
    case("salt of zeros", TAKEN, bytes(hlen))
    for length in sorted({0, 1, 8, 20, 32, 48, 64, hlen - 1, hlen + 1, room - 1, room} - {hlen}):
        if length <= room:
            case(f"salt of {'all the room' if length == room else f'{length} octets'}", salt=b"\7" * length)
    for other in "sha1", "sha224", "sha256", "sha384", "sha512":
        if other != hash:
            size = hashlib.new(other).digest_size
            case(f"MGF1 with {other}", mgf=other)
            case(f"hash {other}, MGF1 {hash}", hash=other, mgf=hash)
            if 2 * size + 2 <= (key.bits + 6) // 8:
                case(f"hash, MGF1 and salt of {other}", salt=b"\7" * size, hash=other)
                case(f"{other} of the text, in the right form", mhash=hashlib.new(other, text.encode()).digest())
    case("trailer cc", trailer=b"\xcc")
    case("trailer bd", trailer=b"\xbd")
    case("trailer 34cc of X9.31", trailer=b"\x34\xcc")
    case("no trailer", trailer=b"")
    case("without the eight zeros", eight=b"")
    case("seven zeros for eight", eight=bytes(7))
    case("eight ones for zeros", eight=b"\1" * 8)
    case("0 for the 1 before the salt", one=b"\0")
    case("2 for the 1 before the salt", one=b"\2")
    if room > hlen:
        case("a 1 more in the padding", pad=lambda size: bytes(size - 1) + b"\1")
        case("the padding's first octet not 0", pad=lambda size: b"\1" + bytes(size - 1))
        case("padding of ones", pad=lambda size: b"\xff" * size)
    first = 1 if key.bits % 8 == 1 else 0
    if first:
        # The encoded message is shorter than the modulus by an octet, which must be zero.
        for i in count():
            other = octets(i, hlen)
            em = b"\1" + pss_encoded(key, hash, text, other)[1:]
            if number(em) < key.n:
                break
        group.case("a 1 before the encoded message", key.private(number(em)))
    else:
        for i in count():
            em = pss_encoded(key, hash, text, octets(i, hlen))
            em = bytes([em[0] | 0x80]) + em[1:]
            if number(em) < key.n:
                break
        group.case("the unused first bit set", key.private(number(em)))
    flip = lambda at: lambda em: em[:at] + bytes([em[at] ^ 1]) + em[at + 1 :]
    case("masked padding changed", change=flip(first))
    case("masked salt changed", change=flip(-hlen - 2))
    case("inner hash changed", change=flip(-2))
    case("another text's", text=text + "A")
    case("the payload's alone", text=text.split(".")[1])
    info = digest_info(hash, hashlib.new(hash, text.encode()).digest())
    group.case("PKCS #1 v1.5", key.private(number(encoded(key.k, info))))
    return group.json


def groups():
    yield pkcs1("2048:65537", "RS256", "sha256")
    yield pkcs1("2048:65537", "RS384", "sha384")
    yield pkcs1("2048:65537", "RS512", "sha512")
    yield pkcs1("2048:3", "RS256", "sha256")
    yield pkcs1("2049:65537", "RS256", "sha256")
    yield pkcs1("1024:65537", "RS256", "sha256", weak=True)
    yield pss("2048:65537", "PS256", "sha256")
    yield pss("2048:65537", "PS384", "sha384")
    yield pss("2048:65537", "PS512", "sha512")
    yield pss("2048:3", "PS256", "sha256")
    yield pss("2049:65537", "PS256", "sha256")
    yield pss("2049:65537", "PS512", "sha512")
    yield pss("1024:65537", "PS256", "sha256", weak=True)
    small = Key("1024:65537")
    no_room = Group(f"PS512, {small.about}", "PS512", small.jwk, signing_input("PS512", "verdict"), True)
    no_room.case("no salt of this length has room", bytes(128), "ERR_ALG_MISMATCH")
    yield no_room.json
