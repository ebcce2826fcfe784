#!/bin/sh
# Makes vectors.txt (and, with variants.py, variants.txt): keys and signatures from openssl 3, for the engines to take and verify.
# Lines are `name = hex`. Needs openssl, xxd and python3. Run it here; takes a minute.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'made by openssl' >"$work/input"

line() { printf '%s = %s\n' "$1" "$(xxd -p "$2" | tr -d '\n')"; }

{
    line input "$work/input"

    # RSA: the key as RSAPrivateKey; RS256, RS384 and PS384 signatures.
    for spec in 1024:65537 1025:65537 2047:65537 2048:65537 2048:3 2048:8589934591 2049:65537 \
        3072:65537 4096:65537 5120:65537; do
        bits=${spec%:*} e=${spec#*:} name=rsa.$spec
        if [ "$bits" = 2049 ]; then
            # openssl itself makes one of 2048 bits.
            python3 - "$work" <<'PYTHON'
import subprocess, sys
prime = lambda bits: int(subprocess.check_output(["openssl", "prime", "-generate", "-bits", str(bits)]))
p, q, e = 0, 0, 65537
while (p * q).bit_length() != 2049 or (p - 1) % e == 0 or (q - 1) % e == 0:
    p, q = prime(1025), prime(1024)
d = pow(e, -1, (p - 1) * (q - 1))
def element(tag, body):
    size = len(body).to_bytes(2, "big")
    return bytes([tag, 0x82]) + size + body if len(body) > 255 else (
        bytes([tag, 0x81, len(body)]) + body if len(body) > 127 else bytes([tag, len(body)]) + body)
integer = lambda i: element(2, i.to_bytes(i.bit_length() // 8 + 1, "big"))
numbers = [0, p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)]
open(sys.argv[1] + "/made.der", "wb").write(element(0x30, b"".join(map(integer, numbers))))
PYTHON
            openssl rsa -inform DER -in "$work/made.der" -out "$work/key.pem" 2>/dev/null
        else
            openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$bits" \
                -pkeyopt "rsa_keygen_pubexp:$e" -out "$work/key.pem"
        fi
        openssl rsa -in "$work/key.pem" -noout -text 2>/dev/null | grep -q "($bits bit"
        openssl rsa -in "$work/key.pem" -traditional -outform DER -out "$work/key.der" 2>/dev/null
        line "$name.key" "$work/key.der"
        openssl dgst -sha256 -sign "$work/key.pem" -out "$work/sig" "$work/input"
        line "$name.RS256" "$work/sig"
        openssl dgst -sha384 -sign "$work/key.pem" -out "$work/sig" "$work/input"
        line "$name.RS384" "$work/sig"
        openssl dgst -sha384 -sign "$work/key.pem" -sigopt rsa_padding_mode:pss \
            -sigopt rsa_pss_saltlen:digest -out "$work/sig" "$work/input"
        line "$name.PS384" "$work/sig"
        # Signatures that must be refused: other salt lengths, and a DigestInfo without its NULL.
        for salt in 0 20 max; do
            openssl dgst -sha256 -sign "$work/key.pem" -sigopt rsa_padding_mode:pss \
                -sigopt "rsa_pss_saltlen:$salt" -out "$work/sig" "$work/input"
            line "$name.salt-$salt" "$work/sig"
        done
        python3 - "$work" "$(((bits + 7) / 8))" <<'PYTHON'
import hashlib, sys
work, k = sys.argv[1], int(sys.argv[2])
digest = hashlib.sha256(open(work + "/input", "rb").read()).digest()
info = bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20" + digest
good = bytes.fromhex("3031300d060960864801650304020105000420") + digest
em = lambda t: b"\0\1" + b"\xff" * (k - 3 - len(t)) + b"\0" + t
open(work + "/no-null", "wb").write(em(info))
# Bleichenbacher 2006: the DigestInfo on the left, rubbish behind it.
open(work + "/short-pad", "wb").write(b"\0\1" + b"\xff" * 8 + b"\0" + good + b"\1" * (k - 11 - len(good)))
PYTHON
        for em in no-null short-pad; do
            # The bare private operation.
            openssl pkeyutl -decrypt -inkey "$work/key.pem" -in "$work/$em" \
                -pkeyopt rsa_padding_mode:none -out "$work/sig"
            line "$name.$em" "$work/sig"
        done
    done

    # EC: d, the uncompressed point, and r || s.
    for spec in P256:prime256v1:sha256:32 P384:secp384r1:sha384:48 P521:secp521r1:sha512:66 \
        Secp256k1:secp256k1:sha256:32; do
        IFS=: read -r name curve hash len <<SPEC
$spec
SPEC
        openssl ecparam -name "$curve" -genkey -noout -out "$work/key.pem"
        openssl ec -in "$work/key.pem" -outform DER -out "$work/key.der" 2>/dev/null
        openssl ec -in "$work/key.pem" -pubout -outform DER -out "$work/pub.der" 2>/dev/null
        openssl dgst "-$hash" -sign "$work/key.pem" -out "$work/sig.der" "$work/input"
        python3 - "$work" "$len" <<'PYTHON'
import sys
work, n = sys.argv[1], int(sys.argv[2])
read = lambda name: open(work + "/" + name, "rb").read()
def write(name, octets): open(work + "/" + name, "wb").write(octets)
key = read("key.der")
at = key.index(bytes([2, 1, 1, 4, n])) + 5
write("d", key[at:at + n])
write("point", read("pub.der")[-(2 * n + 1):])
sig, at, halves = read("sig.der"), 2, []
if sig[1] & 0x80: at += sig[1] & 0x7f
for _ in range(2):
    size = sig[at + 1]
    halves.append(int.from_bytes(sig[at + 2:at + 2 + size], "big").to_bytes(n, "big"))
    at += 2 + size
write("sig", b"".join(halves))
PYTHON
        line "ec.$name.d" "$work/d"
        line "ec.$name.point" "$work/point"
        line "ec.$name.signature" "$work/sig"
    done

    openssl genpkey -quiet -algorithm ED25519 -out "$work/key.pem"
    openssl pkey -in "$work/key.pem" -outform DER | tail -c 32 >"$work/seed"
    openssl pkey -in "$work/key.pem" -pubout -outform DER | tail -c 32 >"$work/public"
    openssl pkeyutl -sign -rawin -inkey "$work/key.pem" -in "$work/input" -out "$work/sig"
    line ed25519.seed "$work/seed"
    line ed25519.public "$work/public"
    line ed25519.signature "$work/sig"
} >vectors.txt
python3 variants.py
