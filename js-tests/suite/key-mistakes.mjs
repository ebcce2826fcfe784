/**
 * What goes wrong for people, and what is done about it: a row of each table for each mistake. It
 * is mended, and `key.repairs` names the repair; or it is refused with a code and a message that
 * names the cause and the way out; or it is taken, and `diagnose` remarks on it.
 */
import { base64url, bytesOf } from './compact.mjs';
import { atTime } from './kit.mjs';

const NOW = 1_800_000_000;
const KEY_ID = '42f5184e315e40d4b79325778691093a';

export default function keyMistakes(api, { describe, it, assert, files, refused }) {
  const rsa = files['infura-rsa.private.pem'];
  const rsaPublic = files['infura-rsa.public.pem'];
  const ec = files['infura-ec.private.pem'];
  const lines = rsa.trim().split('\n');
  const { privateKey, publicKey } = api.generateKeyPair('ES256');

  describe('mistakes with keys that are mended', () => {
    /** What happened, the key, the repairs. */
    const rows = [
      ['\\n written out', rsa.replaceAll('\n', '\\n'), ['line breaks were written out as \\n']],
      ['newlines became spaces', rsa.replaceAll('\n', ' '), ['its line breaks were lost']],
      ['newlines vanished', rsa.replaceAll('\n', ''), ['its line breaks were lost']],
      ['in double quotes', `"${rsa}"`, ['it was in quotes']],
      ['in single quotes', `'${rsa}'`, ['it was in quotes']],
      ['every line indented', rsa.replaceAll(/^/gm, '    '), ['its lines were indented']],
      ['a byte-order mark', `\ufeff${rsa}`, ['a byte-order mark stood before it']],
      ['no END line', lines.slice(0, -1).join('\n'), ['the END line was missing']],
      ['CR LF', rsa.replaceAll('\n', '\r\n'), ['its lines ended in CR LF']],
      ['base64 of the whole PEM', btoa(rsa), ['it was base64 of a whole PEM']],
      [
        'the base64 body alone',
        lines.slice(1, -1).join('\n'),
        ["it was base64 without a PEM's first and last line"],
      ],
      [
        'quotes and \\n together, as .env files have it',
        `"${rsa.replaceAll('\n', '\\n')}"`,
        ['it was in quotes', 'line breaks were written out as \\n'],
      ],
      ['PKCS#1', files['infura-rsa.pkcs1.pem'], []],
    ];
    const sound = api.importKey(rsa);
    for (const [name, text, repairs] of rows) {
      it(name, () => {
        const key = api.importKey(text);
        assert.deepEqual([...key.repairs], repairs);
        assert.strictEqual(key.thumbprint(), sound.thumbprint());
        const token = api.sign({ sub: 'alice' }, text, { algorithm: 'RS256' });
        assert.strictEqual(api.verify(token, rsaPublic).payload.sub, 'alice');
      });
    }

    for (const file of ['infura-ec.private.pem', 'infura-ec.parameters.pem']) {
      it(`SEC1: ${file}`, () => {
        const token = api.sign({ sub: 'alice' }, files[file], { algorithm: 'ES256' });
        assert.deepEqual([...api.importKey(files[file]).repairs], []);
        assert.strictEqual(api.verify(token, files['infura-ec.public.pem']).payload.sub, 'alice');
      });
    }

    it('the algorithm left out: it is the key that has it', () => {
      assert.strictEqual(api.decode(api.sign({}, rsa)).header.alg, 'RS256');
      assert.strictEqual(api.decode(api.sign({}, ec)).header.alg, 'ES256');
    });
  });

  describe('mistakes with keys that are refused', () => {
    /** What happened, the call, the code, the cause, the way out. */
    const rows = [
      [
        'only the first line arrived',
        () => api.sign({}, lines[0], { algorithm: 'RS256' }),
        'ERR_KEY_PEM',
        /only its first line arrived.*\.env/,
        /whole text, with its line breaks/,
      ],
      [
        'only the first line arrived, with its quote',
        () => api.sign({}, `"${lines[0]}`, { algorithm: 'RS256' }),
        'ERR_KEY_PEM',
        /only its first line arrived/,
        /whole text/,
      ],
      [
        "a file's path",
        () => api.sign({}, 'keys/private.pem', { algorithm: 'RS256' }),
        'ERR_KEY_FORMAT',
        /the path of a file, not what is in it/,
        /readFileSync\(path, 'utf8'\)/,
      ],
      [
        'a public key to sign with',
        () => api.sign({}, rsaPublic, { algorithm: 'RS256' }),
        'ERR_KEY_KIND',
        /is a public key/,
        /signing needs a private key/,
      ],
      [
        'a certificate to sign with',
        () => api.sign({}, files['infura-rsa.certificate.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_KIND',
        /a certificate holds only the public one/,
        /signing needs a private key/,
      ],
      [
        'an OpenSSH key',
        () => api.sign({}, files['foreign-openssh.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_UNSUPPORTED',
        /an OpenSSH private key/,
        /`ssh-keygen -p -m PKCS8 -f key`.*`openssl genpkey -algorithm ed25519`/,
      ],
      [
        'an encrypted key',
        () => api.sign({}, files['infura-rsa.encrypted.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_ENCRYPTED',
        /is encrypted/,
        /importKey\(key, \{ passphrase \}\)/,
      ],
      [
        "a key encrypted in openssl's old way",
        () => api.sign({}, files['infura-rsa.old-encrypted.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_PEM',
        /Proc-Type/,
        /`openssl pkey -in old\.pem -aes256 -out new\.pem`/,
      ],
      [
        'undefined',
        () => api.sign({}, undefined, { algorithm: 'RS256' }),
        'ERR_KEY_MISSING',
        /undefined, null or empty/,
        /environment variable/,
      ],
      [
        'empty',
        () => api.sign({}, '', { algorithm: 'RS256' }),
        'ERR_KEY_MISSING',
        /undefined, null or empty/,
        /environment variable/,
      ],
      [
        'an EC key in PKCS#8 with RS256',
        () => api.sign({}, files['infura-ec.pkcs8.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_TYPE',
        /RS256 cannot be used with an EC key on P-256/,
        /that key is for ES256.*leave it out/,
      ],
      [
        'secp256k1 with ES256',
        () => api.sign({}, files['secp256k1.private.pem'], { algorithm: 'ES256' }),
        'ERR_KEY_CURVE',
        /an EC key on secp256k1/,
        /for ES256K.*make a key on the right curve/,
      ],
      [
        'P-384 with ES256',
        () => api.sign({}, files['secp384r1.private.pem'], { algorithm: 'ES256' }),
        'ERR_KEY_CURVE',
        /an EC key on P-384/,
        /for ES384.*make a key on the right curve/,
      ],
      [
        'RSA-1024',
        () => api.sign({}, files['rsa-1024.private.pem'], { algorithm: 'RS256' }),
        'ERR_KEY_TOO_SMALL',
        /1024 bits; at least 2048/,
        /Make a new one.*allowWeakKey/,
      ],
      [
        'a secret and no algorithm',
        () => api.sign({}, 'a secret that is long enough for HS256'),
        'ERR_KEY_FORMAT',
        /a text of 38 characters/,
        /only where an HS algorithm is named/,
      ],
    ];
    for (const [name, call, code, cause, wayOut] of rows) {
      it(`${name}: ${code}`, () => says(refused(call, code, name), cause, wayOut));
    }
  });

  describe('mistakes with options and claims', () => {
    const sign = (payload, options) => () => api.sign(payload, privateKey, options);
    const infura = (options) => () =>
      api.infura.sign({}, privateKey, { keyid: KEY_ID, expiresIn: '1h', ...options });
    const rows = [
      [
        'JWT_KEY_ID unset',
        infura({ keyid: undefined }),
        'ERR_OPTION_INVALID',
        /`keyid` is undefined/,
        /environment variable, check that it is set/,
      ],
      [
        'JWT_KEY_ID unset, for a plain token',
        sign({}, { keyid: undefined }),
        'ERR_OPTION_INVALID',
        /`keyid` is undefined/,
        /environment variable/,
      ],
      [
        'no key ID at all, for Infura',
        () => api.infura.sign({}, privateKey, { expiresIn: '1h' }),
        'ERR_OPTION_MISSING',
        /`keyid` is missing/,
        /the dashboard shows it/,
      ],
      [
        'kid empty',
        infura({ keyid: '' }),
        'ERR_OPTION_INVALID',
        /`keyid` is an empty text/,
        /environment variable/,
      ],
      [
        'kid empty, in the header',
        sign({}, { header: { kid: '' } }),
        'ERR_HEADER_INVALID',
        /"kid" is/,
        /RFC 7515/,
      ],
      [
        'the option called kid',
        infura({ kid: KEY_ID }),
        'ERR_OPTION_UNKNOWN',
        /no option `kid`/,
        /did you mean `keyid`/,
      ],
      [
        'exp in milliseconds',
        sign({ exp: Date.now() + 3_600_000 }),
        'ERR_CLAIM_MILLISECONDS',
        /that is milliseconds/,
        /Math\.floor\(Date\.now\(\) \/ 1000\)/,
      ],
      [
        'expiresIn: "3600"',
        sign({}, { expiresIn: '3600' }),
        'ERR_DURATION',
        /needs a unit/,
        /a number for seconds \(3600\), or text with a unit \('1h'\)/,
      ],
      [
        'exp as text',
        sign({ exp: '1900000000' }),
        'ERR_CLAIM_INVALID',
        /`exp` is a text/,
        /must be a number of seconds since 1970/,
      ],
      [
        'exp as Date',
        sign({ exp: new Date(NOW * 1000) }),
        'ERR_CLAIM_INVALID',
        /`exp` is a text/,
        /must be a number of seconds since 1970/,
      ],
    ];
    for (const [name, call, code, cause, wayOut] of rows) {
      it(`${name}: ${code}`, () => says(refused(call, code, name), cause, wayOut));
    }

    it('the API key used as kid: it looks like a key ID, so it is remarked upon', () => {
      const token = infura({ keyid: '0123456789abcdef0123456789abcdef' })();
      const found = finding(token, 'NOTE_KEYID_OR_API_KEY', { provider: 'infura' });
      assert.match(found.message, /32 hexadecimal digits/);
      assert.match(found.hint, /the dashboard shows.*not the API key of the URL/);
    });
  });

  describe('mistakes with tokens on the way in', () => {
    const token = api.sign({ sub: 'alice', exp: NOW + 60 }, privateKey);
    const verify = (text) => () => atTime(NOW, () => api.verify(text, publicKey));
    const rows = [
      [
        '`Bearer ` left on',
        verify(`Bearer ${token}`),
        'ERR_TOKEN_WHITE_SPACE',
        /white space at position 6/,
        /without `Bearer `/,
      ],
      [
        'quotes left on',
        verify(`"${token}"`),
        'ERR_TOKEN_CHARACTER',
        /a character at position 0/,
        /Remove quotes around the token/,
      ],
      [
        'text exp',
        verify(api.jws.sign('{"exp":"1900000000"}', privateKey)),
        'ERR_CLAIM_INVALID',
        /`exp` is a text/,
        /must be a number of seconds since 1970/,
      ],
    ];
    for (const [name, call, code, cause, wayOut] of rows) {
      it(`${name}: ${code}`, () => says(refused(call, code, name), cause, wayOut));
    }

    it('are read all the same by diagnose, which says whose signature it is', () => {
      for (const text of [`Bearer ${token}`, `"${token}"`]) {
        assert.match(finding(text, 'NOTE_SIGNED_BY', { key: publicKey }).message, /is valid/);
      }
    });

    it('an ES256 signature in DER: ERR_SIGNATURE_INVALID, and diagnose says what it is', () => {
      const [header, payload, signature] = token.split('.');
      const inDer = [header, payload, base64url(derOf(bytesOf(signature)))].join('.');
      refused(verify(inDer), 'ERR_SIGNATURE_INVALID');
      const found = finding(inDer, 'NOTE_SIGNATURE_DER', { key: publicKey });
      assert.match(found.message, /written in DER as openssl does/);
      assert.match(found.hint, /R and S one after the other/);
    });

    it('exp missing: taken, refused where it is required, and remarked upon', () => {
      const endless = api.sign({}, privateKey);
      api.verify(endless, publicKey);
      const required = () => api.verify(endless, publicKey, { requiredClaims: ['exp'] });
      says(refused(required, 'ERR_CLAIM_MISSING'), /no `exp`/, /The issuer must set it/);
      assert.match(finding(endless, 'NOTE_NO_EXPIRY').message, /never expires/);
    });
  });

  /** The message names the cause, then the way out. */
  function says({ message }, cause, wayOut) {
    assert.match(message, cause);
    assert.match(message, wayOut);
    assert.ok(!message.includes(lines[2].slice(0, 16)), 'no key in a message');
  }

  function finding(token, code, options) {
    const found = api.diagnose(token, options).find((finding) => finding.code === code);
    assert.ok(found, `no ${code}`);
    return found;
  }
}

/** R and S, which stand one after the other, as two INTEGERs in a SEQUENCE. */
function derOf(signature) {
  const half = signature.length / 2;
  const integers = [signature.subarray(0, half), signature.subarray(half)].map((number) => {
    const start = number.findIndex((byte) => byte !== 0);
    const digits = [...number.subarray(start)];
    if (digits[0] >= 0x80) digits.unshift(0);
    return [0x02, digits.length, ...digits];
  });
  const body = integers.flat();
  return Uint8Array.from([0x30, body.length, ...body]);
}
