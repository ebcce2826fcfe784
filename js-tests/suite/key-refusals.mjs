/** Keys that are none, or not for this, and what is said about them. */

export default function keyRefusals(
  api,
  {
    describe,
    it,
    assert,
    files,
    refused,
    rejected,
    stillWorks,
    keysOf,
    secret,
    base64url,
    compact,
  },
) {
  const ec = api.importKey(files['infura-ec.private.pem']).toJwk();
  const rsa = api.importKey(files['infura-rsa.private.pem']).toJwk();
  const okp = api.importKey(files['ed25519.private.pem']).toJwk();
  const without = (jwk, ...members) =>
    Object.fromEntries(Object.entries(jwk).filter(([name]) => !members.includes(name)));
  const publicOf = (jwk) => without(jwk, 'd', 'p', 'q', 'dp', 'dq', 'qi');
  const token = api.sign({}, files['infura-rsa.private.pem']);
  const pem = files['infura-rsa.private.pem'];
  const lines = pem.trim().split('\n');

  /** What is no key in any call: name, key, code, what the message must say. */
  const none = [
    ['undefined', undefined, 'ERR_KEY_MISSING', /undefined, null or empty/],
    ['null', null, 'ERR_KEY_MISSING'],
    ['an empty text', '', 'ERR_KEY_MISSING'],
    ['blanks', ' \n ', 'ERR_KEY_MISSING'],
    ['no bytes', new Uint8Array(0), 'ERR_KEY_MISSING'],
    ['a number', 42, 'ERR_KEY_FORMAT', /a number/],
    ['a boolean', true, 'ERR_KEY_FORMAT', /a boolean/],
    ['a function', () => pem, 'ERR_KEY_FORMAT', /a function/],
    ['a symbol', Symbol('key'), 'ERR_KEY_FORMAT', /a symbol/],
    ['a promise', Promise.resolve(pem), 'ERR_KEY_FORMAT', /Await it/],
    ['a Map', new Map(), 'ERR_KEY_FORMAT', /a Map/],
    ['a Date', new Date(), 'ERR_KEY_FORMAT'],
    ['an empty object', {}, 'ERR_KEY_JWK', /`kty` is missing/],
    ['a text that is no key', 'no key', 'ERR_KEY_FORMAT', /a text of 6 characters/],
    ["a file's path", './private.pem', 'ERR_KEY_FORMAT', /readFileSync/],
    ['a variable that was not set', String(undefined), 'ERR_KEY_FORMAT', /`undefined`/],
    ['half of the base64 body', lines.slice(1, 9).join(''), 'ERR_KEY_DER', /cut off/],
    ['the first line alone', lines[0], 'ERR_KEY_PEM', /only its first line/],
    ['half a BEGIN line', '-----BEGIN PRIVATE', 'ERR_KEY_PEM', /cut off/],
    [
      'a PEM with a line missing',
      lines.filter((_, index) => index !== 3).join('\n'),
      'ERR_KEY_DER',
    ],
    [
      'a PEM with a foreign character',
      pem.replace(lines[2], `*${lines[2].slice(1)}`),
      'ERR_KEY_PEM',
      /not base64/,
    ],
    ['bytes that are no DER', Uint8Array.of(1, 2, 3), 'ERR_KEY_DER'],
    ['DER that is no key', Uint8Array.of(0x30, 3, 2, 1, 5), 'ERR_KEY_DER'],
    ['invalid UTF-8', Uint8Array.of(0xff, 0xfe, 0xfd), 'ERR_KEY_DER'],
    ['a certificate request', files['infura-rsa.request.pem'], 'ERR_KEY_DER'],
    ['an OpenSSH key', files['foreign-openssh.pem'], 'ERR_KEY_UNSUPPORTED', /OpenSSH/],
    ["openssl's old encryption", files['infura-rsa.old-encrypted.pem'], 'ERR_KEY_PEM', /Proc-Type/],
    ['an encrypted key', files['infura-ec.encrypted.pem'], 'ERR_KEY_ENCRYPTED', /passphrase/],
    ['an X25519 key', files['foreign-x25519.pem'], 'ERR_KEY_UNSUPPORTED', /X25519/],
    ['an Ed448 key', files['foreign-ed448.pem'], 'ERR_KEY_UNSUPPORTED', /Ed448/],
    ['a brainpool key', files['foreign-brainpool.pem'], 'ERR_KEY_UNSUPPORTED', /brainpool/],
    ['a curve spelt out', files['foreign-explicit.pem'], 'ERR_KEY_UNSUPPORTED', /named_curve/],
    ['RSA of 1024 bits', files['rsa-1024.private.pem'], 'ERR_KEY_TOO_SMALL', /1024 bits.*2048/],
    ['JSON that is cut off', '{"kty":"RSA"', 'ERR_KEY_JWK', /not JSON/],
    ['a JWK of an unknown type', { kty: 'LWE' }, 'ERR_KEY_UNSUPPORTED', /LWE/],
    ['a JWK type in another case', { ...ec, kty: 'ec' }, 'ERR_KEY_UNSUPPORTED'],
    ['a JWK on an unknown curve', { ...ec, crv: 'P-192' }, 'ERR_KEY_UNSUPPORTED', /P-192/],
    ['a JWK for key agreement', { ...okp, crv: 'X25519' }, 'ERR_KEY_UNSUPPORTED', /X25519/],
    ['a JWK without y', without(ec, 'y'), 'ERR_KEY_JWK', /`y` is missing/],
    ['a JWK with a short x', { ...ec, x: base64url(new Uint8Array(31)) }, 'ERR_KEY_JWK', /length/],
    ['a JWK with padding', { ...ec, x: `${ec.x}=` }, 'ERR_KEY_JWK', /base64url/],
    ['a JWK with a number', { ...ec, x: 5 }, 'ERR_KEY_JWK', /not a text/],
    ['a JWK off the curve', { ...publicOf(ec), x: ec.y, y: ec.x }, 'ERR_KEY_INVALID'],
    [
      'a JWK whose halves differ',
      { ...ec, d: base64url(new Uint8Array(32).fill(1)) },
      'ERR_KEY_INVALID',
    ],
    [
      'an OKP JWK whose halves differ',
      { ...okp, d: base64url(new Uint8Array(32).fill(1)) },
      'ERR_KEY_INVALID',
    ],
    [
      'an RSA JWK whose halves differ',
      { ...rsa, n: api.importKey(files['neuron.public.pem']).toJwk().n },
      'ERR_KEY_INVALID',
    ],
    [
      'an RSA JWK without primes',
      without(rsa, 'p', 'q', 'dp', 'dq', 'qi'),
      'ERR_KEY_JWK',
      /`p` is missing/,
    ],
    ['a JWK for encryption', { ...rsa, use: 'enc' }, 'ERR_KEY_USE', /enc/],
    ['a JWK for another algorithm', { ...rsa, alg: 'RSA-OAEP' }, 'ERR_KEY_USE', /RSA-OAEP/],
    ['an alg that does not fit the key', { ...ec, alg: 'RS256' }, 'ERR_KEY_TYPE'],
    ['an alg that does not fit the curve', { ...ec, alg: 'ES384' }, 'ERR_KEY_CURVE'],
    [
      'a short secret',
      { kty: 'oct', k: base64url(new Uint8Array(8)) },
      'ERR_KEY_TOO_SMALL',
      /64 bits.*256/,
    ],
    ['an empty secret', { kty: 'oct', k: '' }, 'ERR_KEY_MISSING'],
  ];

  describe('what is no key', () => {
    for (const [name, key, code, pattern] of none) {
      it(`${name}: ${code}`, async () => {
        for (const call of [
          () => api.sign({}, key),
          () => api.importKey(key),
          () => api.createSigner(key),
          () => api.jws.sign('x', key),
          () => api.verify(token, key),
          () => api.createVerifier(key),
          () => api.jws.verify(token, key),
        ]) {
          const { message } = refused(call, code, `${name}, ${call}`);
          if (pattern) assert.match(message, pattern);
          assert.ok(!message.includes(lines[2]), 'no key in a message');
        }
        await rejected(api.signAsync({}, key), code);
        await rejected(api.verifyAsync(token, key), code);
        await rejected(api.jws.signAsync('x', key), code);
        await rejected(api.jws.verifyAsync(token, key), code);
        stillWorks();
      });
    }

    it('an array: for verifying it is a list of keys, for signing nothing', () => {
      refused(() => api.sign({}, [pem]), 'ERR_KEY_FORMAT');
      refused(() => api.importKey([]), 'ERR_KEY_FORMAT');
      refused(() => api.verify(token, []), 'ERR_KEY_MISSING');
      refused(() => api.verify(token, [undefined]), 'ERR_KEY_MISSING');
    });

    it('a JWKS, where one key is meant', () => {
      for (const set of [{ keys: [ec] }, JSON.stringify({ keys: [ec] })]) {
        const { message } = refused(() => api.importKey(set), 'ERR_KEY_FORMAT');
        assert.match(message, /JWKS/);
        refused(() => api.sign({}, set), 'ERR_KEY_FORMAT');
      }
    });

    it('an object in a circle', () => {
      const circle = { kty: 'oct' };
      circle.self = circle;
      refused(() => api.sign({}, circle), 'ERR_KEY_FORMAT');
      stillWorks();
    });

    it('50 MB of text', () => {
      refused(() => api.sign({}, 'x'.repeat(50_000_000)), 'ERR_KEY_FORMAT');
      stillWorks();
    });
  });

  describe('the wrong half', () => {
    for (const algorithm of ['RS256', 'ES256', 'ES256K', 'EdDSA']) {
      it(`of ${algorithm}`, () => {
        const { signing, verifying } = keysOf(algorithm);
        const made = api.sign({}, signing);
        const { message } = refused(() => api.sign({}, verifying), 'ERR_KEY_KIND');
        assert.match(message, /private/);
        refused(() => api.jws.sign('x', verifying), 'ERR_KEY_KIND');
        refused(() => api.verify(made, signing), 'ERR_KEY_KIND');
        refused(() => api.verify(made, [verifying, signing]), 'ERR_KEY_KIND');
        refused(() => api.jws.verify(made, signing), 'ERR_KEY_KIND');
      });
    }

    it('of a certificate', () => {
      refused(() => api.sign({}, files['infura-rsa.certificate.pem']), 'ERR_KEY_KIND');
    });
  });

  describe('a key and an algorithm that do not go together', () => {
    const pairs = [
      ['infura-rsa', 'ES256', 'ERR_KEY_TYPE'],
      ['infura-rsa', 'EdDSA', 'ERR_KEY_TYPE'],
      ['infura-ec', 'RS256', 'ERR_KEY_TYPE'],
      ['infura-ec', 'Ed25519', 'ERR_KEY_TYPE'],
      ['infura-ec', 'ES384', 'ERR_KEY_CURVE'],
      ['infura-ec', 'ES256K', 'ERR_KEY_CURVE'],
      ['secp384r1', 'ES256', 'ERR_KEY_CURVE'],
      ['secp521r1', 'ES384', 'ERR_KEY_CURVE'],
      ['secp256k1', 'ES256', 'ERR_KEY_CURVE'],
      ['ed25519', 'ES256', 'ERR_KEY_TYPE'],
      ['ed25519', 'PS256', 'ERR_KEY_TYPE'],
    ];
    for (const [name, algorithm, code] of pairs) {
      it(`${name} with ${algorithm}: ${code}`, () => {
        const [signing, verifying] = [files[`${name}.private.pem`], files[`${name}.public.pem`]];
        const made = api.sign({}, signing);
        const { message } = refused(() => api.sign({}, signing, { algorithm }), code);
        assert.match(message, new RegExp(api.importKey(signing).algorithms[0]));
        refused(() => api.importKey(signing, { algorithm }), code);
        refused(() => api.verify(made, verifying, { algorithms: [algorithm] }), code);
      });
    }

    for (const algorithm of ['HS256', 'HS384', 'HS512']) {
      it(`a PEM with ${algorithm} is never a secret`, () => {
        const forged = compact({ alg: algorithm }, {});
        const publicFiles = [
          'infura-rsa.public.pem',
          'infura-ec.public.pem',
          'infura-rsa.certificate.pem',
        ];
        for (const file of ['infura-rsa.private.pem', ...publicFiles]) {
          for (const key of [files[file], new TextEncoder().encode(files[file])]) {
            refused(() => api.sign({}, key, { algorithm }), 'ERR_KEY_NOT_A_SECRET');
            refused(() => api.importKey(key, { algorithm }), 'ERR_KEY_NOT_A_SECRET');
            const options = { algorithms: [algorithm] };
            refused(() => api.verify(forged, key, options), 'ERR_KEY_NOT_A_SECRET');
          }
        }
        for (const file of publicFiles) {
          refused(() => api.verify(forged, files[file]), 'ERR_ALG_MISMATCH');
        }
      });
    }

    it('a secret that is too short for its hash', () => {
      for (const [algorithm, bytes] of [
        ['HS256', 31],
        ['HS384', 47],
        ['HS512', 63],
      ]) {
        const short = new Uint8Array(bytes).fill(1);
        refused(() => api.sign({}, short, { algorithm }), 'ERR_KEY_TOO_SMALL');
        refused(() => api.importKey(short, { algorithm }), 'ERR_KEY_TOO_SMALL');
        const long = new Uint8Array(bytes + 1).fill(1);
        api.verify(api.sign({}, long, { algorithm }), long, { algorithms: [algorithm] });
      }
    });

    it('a secret with an algorithm for key pairs', () => {
      refused(
        () => api.sign({}, api.generateSecret('HS256'), { algorithm: 'RS256' }),
        'ERR_KEY_TYPE',
      );
    });

    it('a secret that nothing names as one', () => {
      refused(() => api.sign({}, secret), 'ERR_KEY_DER');
      refused(() => api.sign({}, 'a'.repeat(64)), 'ERR_KEY_FORMAT');
      refused(
        () => api.verify(token, 'a'.repeat(64), { algorithms: ['HS256', 'RS256'] }),
        'ERR_KEY_FORMAT',
      );
    });

    it('what a JWK itself forbids', () => {
      const verifyOnly = { ...rsa, key_ops: ['verify'] };
      refused(() => api.sign({}, verifyOnly), 'ERR_KEY_USE');
      const signOnly = { ...publicOf(rsa), key_ops: ['sign'] };
      refused(() => api.verify(token, signOnly), 'ERR_KEY_USE');
      refused(() => api.sign({}, { ...rsa, alg: 'RS256' }, { algorithm: 'PS256' }), 'ERR_KEY_USE');
      refused(() => api.verify(token, { ...publicOf(rsa), alg: 'PS256' }), 'ERR_ALG_MISMATCH');
    });
  });

  describe('weak keys', () => {
    it('work only when each is asked for by name', () => {
      const weak = api.importKey(files['rsa-1024.private.pem'], { allowWeakKey: true });
      const made = api.sign({}, weak);
      refused(() => api.verify(made, files['rsa-1024.public.pem']), 'ERR_KEY_TOO_SMALL');
      api.verify(made, api.importKey(files['rsa-1024.public.pem'], { allowWeakKey: true }));
      const short = api.importKey('short', { algorithm: 'HS256', allowWeakKey: true });
      api.verify(api.sign({}, short), short);
      refused(
        () => api.importKey('', { algorithm: 'HS256', allowWeakKey: true }),
        'ERR_KEY_MISSING',
      );
    });
  });

  describe('import options', () => {
    it('that are wrong', () => {
      refused(() => api.importKey(pem, { kid: 'k' }), 'ERR_OPTION_UNKNOWN');
      refused(() => api.importKey(pem, { keyid: '' }), 'ERR_OPTION_INVALID');
      refused(() => api.importKey(pem, { passphrase: undefined }), 'ERR_OPTION_INVALID');
      refused(() => api.importKey(pem, { algorithm: 'none' }), 'ERR_ALGORITHM_UNKNOWN');
      refused(() => api.importKey(pem, 'RS256'), 'ERR_OPTION_INVALID');
      refused(() => api.importKey(pem, null), 'ERR_OPTION_INVALID');
    });
  });
}
