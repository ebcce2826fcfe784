"""Base64url, JWK, DER, the engine tests' keys, and how a case is written down."""
import base64
import pathlib

KEYS = dict(
    line.strip().split(" = ")
    for line in open(pathlib.Path(__file__).parents[3] / "src/engine/tests/data/vectors.txt")
)
TAKEN = "taken"
REFUSED = "ERR_SIGNATURE_INVALID"


def b64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def signing_input(alg, payload):
    return b64(b'{"alg":"%s"}' % alg.encode()) + "." + b64(payload.encode())


def octets(i, size=None):
    return i.to_bytes((i.bit_length() + 7) // 8 if size is None else size, "big")


def number(octets):
    return int.from_bytes(octets, "big")


class Group:
    """Signatures of one algorithm under one public key or secret, over one text."""

    def __init__(self, family, alg, jwk, text, weak=False):
        self.text, self.cases = text, {}
        self.json = {"family": family, "alg": alg, "jwk": jwk, "weak": weak, "input": text, "cases": self.cases}

    def case(self, name, signature, verdict=REFUSED):
        assert name not in self.cases, name
        self.cases[name] = {"verdict": verdict, "signature": b64(signature)}


# --- DER ----------------------------------------------------------------------------------------


def element(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    digits = octets(size)
    return bytes([tag, 0x80 | len(digits)]) + digits + body


def integer(i):
    return element(2, octets(i, i.bit_length() // 8 + 1))


def sequence(*parts):
    return element(0x30, *parts)


def bit_string(body):
    return element(3, b"\0", body)


def integers(der):
    """What RSAPrivateKey holds."""

    def header(at):
        size, at = der[at + 1], at + 2
        if size & 0x80:
            more = size & 0x7F
            size, at = number(der[at : at + more]), at + more
        return size, at

    found, (_, at) = [], header(0)
    while at < len(der):
        size, at = header(at)
        found.append(number(der[at : at + size]))
        at += size
    return found
