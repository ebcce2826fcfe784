#!/bin/sh
# Makes the keys of this folder anew. They are for tests alone: never use them.
set -eu
cd "$(dirname "$0")"

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa-1024.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:5120 -out rsa-5120.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:5128 -out rsa-5128.pem
openssl pkey -in rsa.pem -pubout -out rsa.pub.pem
openssl req -new -key rsa.pem -subj /CN=test -out request.pem
openssl req -x509 -new -key rsa.pem -subj /CN=test -days 36500 -out certificate.pem

openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.pem
for hash in sha1 sha256 sha512; do
  openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 \
    -pkeyopt rsa_pss_keygen_md:$hash -pkeyopt rsa_pss_keygen_mgf1_md:$hash -out pss-$hash.pem
done

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem
openssl pkey -in p256.pem -pubout -out p256.pub.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out p384.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-224 -out p224.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1 -out brainpool.pem
openssl ec -in p256.pem -param_enc explicit -out p256-explicit.pem
openssl ec -in p256.pem -pubout -conv_form compressed -out p256-compressed.pub.pem

for type in ED25519 ED448 X25519 X448; do
  openssl genpkey -algorithm $type -out "$(echo $type | tr A-Z a-z).pem"
done
openssl genpkey -algorithm DH -pkeyopt group:ffdhe2048 -out dh.pem
openssl dsaparam -genkey -noout 2048 | openssl pkcs8 -topk8 -nocrypt -out dsa.pem

# The passphrase is `correct horse`.
openssl pkcs8 -topk8 -in p256.pem -v2 aes-256-cbc -passout 'pass:correct horse' -out encrypted.pem
openssl pkcs8 -topk8 -in p256.pem -v2 des3 -passout 'pass:correct horse' -out encrypted-des3.pem
openssl pkcs8 -topk8 -in p256.pem -v1 PBE-SHA1-3DES -passout 'pass:correct horse' -out encrypted-pbes1.pem
openssl rsa -in rsa.pem -traditional -aes256 -passout 'pass:correct horse' -out encrypted-traditional.pem

for type in rsa ecdsa ed25519; do
  rm -f openssh-$type.pem openssh-$type.pem.pub
  ssh-keygen -q -t $type -N '' -C test -f openssh-$type.pem
  mv openssh-$type.pem.pub openssh-$type.pub
done
