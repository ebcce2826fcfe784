# Makes keys by the commands of the documents and writes each in every form openssl has. One
# folder a key: private*, encrypted* (passphrase `correct horse`) and public* are to be read;
# fingerprint.txt is what Infura's document says to compare.
set -eu

# Neuron's document.
mkdir genrsa
openssl genrsa -out genrsa/private.key 2048
openssl rsa -in genrsa/private.key -out genrsa/public.pem -pubout

# Infura's tutorial.
mkdir genpkey ecparam
openssl genpkey -algorithm RSA -out genpkey/private.pem -pkeyopt rsa_keygen_bits:2048
openssl rsa -in genpkey/private.pem -pubout -out genpkey/public.pem
openssl ecparam -genkey -name prime256v1 -noout -out ecparam/private.pem
openssl ec -in ecparam/private.pem -pubout -out ecparam/public.pem

# With the EC PARAMETERS block that -noout leaves out.
mkdir ecparam-block
openssl ecparam -genkey -name prime256v1 -out ecparam-block/private.pem

for curve in P-256 P-384 P-521 secp256k1; do
  mkdir $curve
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:$curve -out $curve/private.pem
done
mkdir Ed25519
openssl genpkey -algorithm ed25519 -out Ed25519/private.pem

# As the newer command has them at once.
mkdir genpkey-aes256
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes256 \
  -pass 'pass:correct horse' -out genpkey-aes256/encrypted.pem
openssl pkey -in genpkey-aes256/encrypted.pem -passin 'pass:correct horse' \
  -out genpkey-aes256/private.pem

for folder in */; do
  cd "$folder"
  key=$(ls private.*)

  openssl pkcs8 -topk8 -nocrypt -in $key -out private-pkcs8.pem
  openssl pkcs8 -topk8 -nocrypt -in $key -outform DER -out private-pkcs8.der
  openssl pkey -in $key -pubout -out public-spki.pem
  openssl pkey -in $key -pubout -outform DER -out public-spki.der
  openssl req -x509 -new -key $key -subj '/CN=test' -days 3 -out public-certificate.pem
  openssl x509 -in public-certificate.pem -outform DER -out public-certificate.der

  encrypt() {
    openssl pkcs8 -topk8 -in $key -passout 'pass:correct horse' "$@"
  }
  encrypt -v2 aes-256-cbc -out encrypted-aes256.pem
  encrypt -v2 aes-128-cbc -outform DER -out encrypted-aes128.der
  encrypt -v2 aes-256-cbc -v2prf hmacWithSHA1 -out encrypted-sha1.pem
  encrypt -v2 aes-256-cbc -v2prf hmacWithSHA512 -out encrypted-sha512.pem
  encrypt -v2 aes-192-cbc -v2prf hmacWithSHA224 -iter 1 -out encrypted-sha224.pem
  encrypt -v2 aes-192-cbc -v2prf hmacWithSHA384 -out encrypted-sha384.pem
  encrypt -scrypt -out encrypted-scrypt.pem
  encrypt -scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 3 -outform DER -out encrypted-scrypt.der

  case $folder in
    gen*)
      openssl rsa -in $key -traditional -out private-pkcs1.pem
      openssl rsa -in $key -traditional -outform DER -out private-pkcs1.der
      openssl rsa -in $key -RSAPublicKey_out -out public-pkcs1.pem
      openssl rsa -in $key -RSAPublicKey_out -outform DER -out public-pkcs1.der
      openssl rsa -in $key -pubout -outform DER | openssl sha256 -binary | openssl base64 ;;
    Ed*)
      openssl pkey -in $key -pubout -outform DER | openssl sha256 -binary | openssl base64 ;;
    *)
      openssl ec -in $key -out private-sec1.pem
      openssl ec -in $key -outform DER -out private-sec1.der
      openssl ec -in $key -no_public -out private-sec1-without-point.pem
      openssl ec -in $key -pubout -outform DER | openssl sha256 -binary | openssl base64 ;;
  esac > fingerprint.txt
  cd ..
done
