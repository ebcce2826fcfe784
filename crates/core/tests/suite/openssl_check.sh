# Reads what the library wrote: every file in */written.
set -eu
for file in */written/private*; do
  openssl pkey -in "$file" -check -noout > check.txt
  openssl pkey -in "$file" -pubout -outform DER -out check.der
  cmp check.der "${file%%/*}/public-spki.der" >&2
done
for file in */written/public*; do
  case $file in
    *pkcs1*) openssl rsa -in "$file" -RSAPublicKey_in -pubout -outform DER -out check.der ;;
    *)
      openssl pkey -in "$file" -pubin -pubcheck -noout > check.txt
      openssl pkey -in "$file" -pubin -pubout -outform DER -out check.der ;;
  esac
  cmp check.der "${file%%/*}/public-spki.der" >&2
done
