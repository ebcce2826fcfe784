#!/bin/sh
# Makes the key files of this folder anew, with openssl 3 and ssh-keygen. They are test data: never
# use them for anything else.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem fingerprints.txt

# Infura's tutorial and documentation.
openssl genpkey -algorithm RSA -out infura-rsa.private.pem -pkeyopt rsa_keygen_bits:2048
openssl rsa -pubout -in infura-rsa.private.pem -out infura-rsa.public.pem
openssl ecparam -genkey -name prime256v1 -noout -out infura-ec.private.pem
openssl ec -in infura-ec.private.pem -pubout -out infura-ec.public.pem
# Neuron's documentation.
openssl genrsa -out neuron.private.pem 2048
openssl rsa -in neuron.private.pem -out neuron.public.pem -pubout

# The same keys in every other form.
openssl rsa -in infura-rsa.private.pem -traditional -out infura-rsa.pkcs1.pem
openssl rsa -in infura-rsa.private.pem -RSAPublicKey_out -out infura-rsa.pkcs1-public.pem
openssl ecparam -name prime256v1 -out parameters
cat parameters infura-ec.private.pem > infura-ec.parameters.pem
rm parameters
openssl pkcs8 -topk8 -nocrypt -in infura-ec.private.pem -out infura-ec.pkcs8.pem
for name in infura-rsa infura-ec; do
  openssl pkey -in $name.private.pem -aes256 -passout pass:correct -out $name.encrypted.pem
  openssl req -x509 -key $name.private.pem -subj /CN=test -days 36500 -out $name.certificate.pem
  openssl req -new -key $name.private.pem -subj /CN=test -out $name.request.pem
done
openssl rsa -in infura-rsa.private.pem -traditional -aes256 -passout pass:correct \
  -out infura-rsa.old-encrypted.pem

# The other curves, and sizes at the edges.
for curve in secp384r1 secp521r1 secp256k1; do
  openssl ecparam -genkey -name $curve -noout -out $curve.private.pem
  openssl ec -in $curve.private.pem -pubout -out $curve.public.pem
done
openssl genpkey -algorithm ED25519 -out ed25519.private.pem
openssl pkey -in ed25519.private.pem -pubout -out ed25519.public.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa-1024.private.pem
openssl pkey -in rsa-1024.private.pem -pubout -out rsa-1024.public.pem
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:6144 -out rsa-6144.private.pem

# Keys that sign no token.
openssl genpkey -algorithm X25519 -out foreign-x25519.pem
openssl genpkey -algorithm ED448 -out foreign-ed448.pem
openssl ecparam -genkey -name brainpoolP256r1 -noout -out foreign-brainpool.pem
openssl ecparam -genkey -name prime256v1 -param_enc explicit -noout -out foreign-explicit.pem
ssh-keygen -q -t ed25519 -N '' -C test -f ssh && mv ssh foreign-openssh.pem && rm ssh.pub

# As Infura's documentation shows it: openssl … -pubout -outform DER | sha256 | base64.
for file in *.private.pem; do
  printf '%s %s\n' "${file%.private.pem}" \
    "$(openssl pkey -in "$file" -pubout -outform DER | openssl sha256 -binary | openssl base64)"
done > fingerprints.txt
