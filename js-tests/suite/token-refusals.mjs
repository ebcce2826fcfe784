/** Tokens that are none, each refused with a code of its own, before or after their signature. */

export default function tokenRefusals(
  api,
  {
    describe,
    it,
    assert,
    refused,
    rejected,
    stillWorks,
    keysOf,
    secret,
    base64url,
    compact,
    onlyHs256,
    hs256,
  },
) {
  const good = api.sign({ sub: 'alice' }, secret, hs256);
  const [header, payload, signature] = good.split('.');
  const hs = { alg: 'HS256' };
  const utf8 = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d);
  const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  /** The last character of 32 or 64 bytes has bits to spare: the next one stands for the same. */
  const nextCharacter = (text) =>
    text.slice(0, -1) + { A: 'B', Q: 'R', g: 'h', w: 'x' }[text.at(-1)];
  const spare = (text) => ('AQgw'.includes(text.at(-1)) ? nextCharacter(text) : undefined);

  /** Broken in form: refused by every call that reads tokens. */
  const forms = [
    ['an empty text', '', 'ERR_TOKEN_MISSING'],
    ['undefined', undefined, 'ERR_TOKEN_MISSING'],
    ['null', null, 'ERR_TOKEN_MISSING'],
    ['a number', 42, 'ERR_OPTION_INVALID'],
    ['an object', { token: good }, 'ERR_OPTION_INVALID'],
    ['bytes', new TextEncoder().encode(good), 'ERR_OPTION_INVALID'],
    ['one part', 'token', 'ERR_TOKEN_PARTS'],
    ['two parts', `${header}.${payload}`, 'ERR_TOKEN_PARTS'],
    ['four parts', `${good}.${signature}`, 'ERR_TOKEN_PARTS'],
    ['five parts, as an encrypted token has', `${good}..`, 'ERR_TOKEN_PARTS'],
    ['10,000 dots', '.'.repeat(10_000), 'ERR_TOKEN_PARTS'],
    ['padding after the header', `${header}=.${payload}.${signature}`, 'ERR_TOKEN_PADDING'],
    ['padding after the payload', `${header}.${payload}==.${signature}`, 'ERR_TOKEN_PADDING'],
    ['padding after the signature', `${good}=`, 'ERR_TOKEN_PADDING'],
    ['a blank before it', ` ${good}`, 'ERR_TOKEN_WHITE_SPACE'],
    ['a line break after it', `${good}\n`, 'ERR_TOKEN_WHITE_SPACE'],
    ['a line break in it', `${header}.${payload}.\r\n${signature}`, 'ERR_TOKEN_WHITE_SPACE'],
    ['Bearer left on', `Bearer ${good}`, 'ERR_TOKEN_WHITE_SPACE'],
    ['quotes left on', `"${good}"`, 'ERR_TOKEN_CHARACTER'],
    ['a plus', `${header}.${payload}.+${signature.slice(1)}`, 'ERR_TOKEN_CHARACTER'],
    ['a slash', `${header}.${payload}./${signature.slice(1)}`, 'ERR_TOKEN_CHARACTER'],
    ['a percent sign', `${header}.%${payload.slice(1)}.${signature}`, 'ERR_TOKEN_CHARACTER'],
    ['a NUL', `${header}.${payload}.\0${signature.slice(1)}`, 'ERR_TOKEN_CHARACTER'],
    [
      'a letter that is no ASCII',
      `${header}.${payload}.é${signature.slice(1)}`,
      'ERR_TOKEN_CHARACTER',
    ],
    ['a lone surrogate', `${header}.\ud800.${signature}`, 'ERR_TOKEN_CHARACTER'],
    ['a part of one character', `${header}.${payload}.A`, 'ERR_TOKEN_NON_CANONICAL'],
    [
      'spare bits in the header',
      `${nextCharacter(base64url('{"alg":"HS256" }'))}.${payload}.${signature}`,
      'ERR_TOKEN_NON_CANONICAL',
    ],
    [
      'spare bits in the signature',
      spare(good) ?? `${header}.${payload}.AB`,
      'ERR_TOKEN_NON_CANONICAL',
    ],
    ['an empty header', `.${payload}.${signature}`, 'ERR_TOKEN_JSON'],
    ['a header that is no UTF-8', compact(utf8, {}), 'ERR_TOKEN_UTF8'],
    ['a header that is no JSON', compact('{"alg":"HS256"', {}), 'ERR_TOKEN_JSON'],
    ['a header with a comma too many', compact('{"alg":"HS256",}', {}), 'ERR_TOKEN_JSON'],
    ['a header with something after it', compact('{"alg":"HS256"}x', {}), 'ERR_TOKEN_JSON'],
    ['a header with a byte-order mark', compact('\ufeff{"alg":"HS256"}', {}), 'ERR_TOKEN_JSON'],
    ['a header that is a list', compact('["HS256"]', {}), 'ERR_TOKEN_NOT_AN_OBJECT'],
    ['a header that is null', compact('null', {}), 'ERR_TOKEN_NOT_AN_OBJECT'],
    ['alg twice', compact('{"alg":"none","alg":"HS256"}', {}), 'ERR_TOKEN_DUPLICATE_NAME'],
    [
      'alg twice, once escaped',
      compact('{"alg":"HS256","\\u0061lg":"none"}', {}),
      'ERR_TOKEN_DUPLICATE_NAME',
    ],
    [
      'a name twice further down',
      compact('{"alg":"HS256","a":[{"b":1,"b":2}]}', {}),
      'ERR_TOKEN_DUPLICATE_NAME',
    ],
    ['10,000 levels in the header', compact(deep, {}), 'ERR_TOKEN_NESTING'],
    ['alg that is a number', compact({ alg: 256 }, {}), 'ERR_TOKEN_HEADER'],
    ['alg that is a list', compact({ alg: ['HS256'] }, {}), 'ERR_TOKEN_HEADER'],
    ['kid that is a number', compact({ ...hs, kid: 1 }, {}), 'ERR_TOKEN_HEADER'],
    ['typ that is null', compact({ ...hs, typ: null }, {}), 'ERR_TOKEN_HEADER'],
    ['an unencoded payload', compact({ ...hs, b64: false, crit: ['b64'] }, {}), 'ERR_TOKEN_HEADER'],
    ['crit that is no list', compact({ ...hs, crit: 'exp' }, {}), 'ERR_CRIT_INVALID'],
    ['crit that is empty', compact({ ...hs, crit: [] }, {}), 'ERR_CRIT_INVALID'],
    ['crit that names what is not there', compact({ ...hs, crit: ['x'] }, {}), 'ERR_CRIT_INVALID'],
    [
      'crit that names something twice',
      compact({ ...hs, x: 1, crit: ['x', 'x'] }, {}),
      'ERR_CRIT_INVALID',
    ],
    [
      'crit that names a registered name',
      compact({ ...hs, crit: ['alg'] }, {}),
      'ERR_CRIT_INVALID',
    ],
  ];

  /** Well-formed, and not to be taken whatever the signature. */
  const algorithms = [
    ['no alg', compact({ typ: 'JWT' }, {}), 'ERR_ALG_MISSING'],
    ['alg none', compact({ alg: 'none' }, {}, ''), 'ERR_ALG_NONE'],
    ['alg None', compact({ alg: 'None' }, {}, ''), 'ERR_ALG_NONE'],
    ['alg NONE', compact({ alg: 'NONE' }, {}, ''), 'ERR_ALG_NONE'],
    ['alg nOnE, with a signature', compact({ alg: 'nOnE' }, {}), 'ERR_ALG_NONE'],
    ['alg empty', compact({ alg: '' }, {}), 'ERR_ALG_UNKNOWN'],
    ['alg in another case', compact({ alg: 'hs256' }, {}), 'ERR_ALG_UNKNOWN'],
    ['alg with a blank', compact({ alg: 'HS256 ' }, {}), 'ERR_ALG_UNKNOWN'],
    ['an alg of tomorrow', compact({ alg: 'ML-DSA-44' }, {}), 'ERR_ALG_UNKNOWN'],
    ['an alg of encryption', compact({ alg: 'RSA-OAEP' }, {}), 'ERR_ALG_UNKNOWN'],
    ['crit that is not understood', compact({ ...hs, x: 1, crit: ['x'] }, {}), 'ERR_CRIT_UNKNOWN'],
  ];

  const verifiers = [
    (token) => api.verify(token, secret, onlyHs256),
    (token) => api.jws.verify(token, secret, onlyHs256),
    (token) => api.createVerifier(secret, onlyHs256).verify(token),
    (token) => api.verify(token, [api.generateSecret('HS256'), api.generateSecret('HS256')]),
  ];
  const asyncVerifiers = [
    (token) => api.verifyAsync(token, secret, onlyHs256),
    (token) => api.jws.verifyAsync(token, secret, onlyHs256),
    (token) => api.createVerifier(secret, onlyHs256).verifyAsync(token),
  ];
  const manyVerifier = api.createVerifier(secret, onlyHs256);

  async function refusedByAll(token, code, name) {
    for (const verify of verifiers) refused(() => verify(token), code, name);
    for (const verify of asyncVerifiers) await rejected(verify(token), code, name);
    const [before, result, after] = await manyVerifier.verifyMany([good, token, good]);
    assert.deepEqual([before.ok, result.ok, after.ok], [true, false, true]);
    assert.strictEqual(result.error.code, code);
    assert.ok(result.error instanceof api.JotError);
    stillWorks();
  }

  describe('a token whose form is broken', () => {
    for (const [name, token, code] of forms) {
      it(`${name}: ${code}`, async () => {
        refused(() => api.decode(token), code, name);
        await refusedByAll(token, code, name);
      });
    }

    const payloads = [
      ['no UTF-8', utf8, 'ERR_TOKEN_UTF8'],
      ['no JSON', '{sub:1}', 'ERR_TOKEN_JSON'],
      ['empty', '', 'ERR_TOKEN_JSON'],
      ['a number no double can hold', '{"exp":1e400}', 'ERR_TOKEN_JSON'],
      ['NaN', '{"exp":NaN}', 'ERR_TOKEN_JSON'],
      ['a list', '[]', 'ERR_TOKEN_NOT_AN_OBJECT'],
      ['a text', '"text"', 'ERR_TOKEN_NOT_AN_OBJECT'],
      ['null', 'null', 'ERR_TOKEN_NOT_AN_OBJECT'],
      ['exp twice', '{"exp":1,"exp":9999999999}', 'ERR_TOKEN_DUPLICATE_NAME'],
      ['10,000 levels deep', deep, 'ERR_TOKEN_NESTING'],
    ];
    for (const [name, content, code] of payloads) {
      it(`a payload that is ${name}: ${code}, if the signature is good`, () => {
        const token = api.jws.sign(content, secret, hs256);
        refused(() => api.decode(token), code);
        refused(() => api.verify(token, secret, onlyHs256), code);
        const other = api.generateSecret('HS256');
        refused(() => api.verify(token, other), 'ERR_SIGNATURE_INVALID');
        const bytes = api.jws.verify(token, secret, onlyHs256).payload;
        const expected = typeof content === 'string' ? new TextEncoder().encode(content) : content;
        assert.deepEqual([...bytes], [...expected]);
        stillWorks();
      });
    }

    it('50 MB: refused before anything of it is read', async () => {
      const token = `${header}.${'A'.repeat(50_000_000)}.${signature}`;
      refused(() => api.decode(token), 'ERR_TOKEN_TOO_LONG', '50 MB');
      await refusedByAll(token, 'ERR_TOKEN_TOO_LONG', '50 MB');
      const none = '='.repeat(300_000);
      refused(() => api.verify(none, secret, onlyHs256), 'ERR_TOKEN_TOO_LONG', 'no token');
    });
  });

  describe('a token with an algorithm that is none', () => {
    for (const [name, token, code] of algorithms) {
      it(`${name}: ${code}`, async () => {
        await refusedByAll(token, code, name);
        const { verifying } = keysOf('RS256');
        refused(() => api.verify(token, verifying), code, name);
      });
    }
  });

  describe('a token of another family', () => {
    const others = [
      ['RS256', 'ES256'],
      ['RS256', 'HS256'],
      ['ES256', 'RS256'],
      ['ES256', 'ES384'],
      ['ES256', 'ES256K'],
      ['ES256K', 'ES256'],
      ['EdDSA', 'ES256'],
      ['ES512', 'EdDSA'],
    ];
    for (const [family, alg] of others) {
      it(`${alg}, for a key for ${family}`, () => {
        const { verifying } = keysOf(family);
        const { signing } = keysOf(alg);
        const token = api.sign({}, signing, { algorithm: alg });
        const error = refused(() => api.verify(token, verifying), 'ERR_ALG_MISMATCH');
        assert.match(error.message, new RegExp(`${alg}.*${family}`));
        refused(
          () => api.verify(token, verifying, { algorithms: [family] }),
          'ERR_ALG_NOT_ALLOWED',
        );
        // The header lies about what the signature is.
        const lying = [base64url(`{"alg":"${family}"}`), ...token.split('.').slice(1)].join('.');
        refused(() => api.verify(lying, verifying), 'ERR_SIGNATURE_INVALID');
      });
    }
  });

  describe('crit', () => {
    const extended = { algorithm: 'HS256', header: { crit: ['tenant'], tenant: 'a' } };

    it('is taken where the caller says that it understands', () => {
      const token = api.sign({}, secret, extended);
      refused(() => api.verify(token, secret, onlyHs256), 'ERR_CRIT_UNKNOWN');
      const { header } = api.verify(token, secret, { ...onlyHs256, crit: ['tenant'] });
      assert.strictEqual(header.tenant, 'a');
      const other = { ...onlyHs256, crit: ['other'] };
      refused(() => api.verify(token, secret, other), 'ERR_CRIT_UNKNOWN');
    });
  });

  describe('an ECDSA signature', () => {
    it('in DER is not valid', () => {
      const { signing, verifying } = keysOf('ES256');
      const token = api.sign({}, signing);
      const raw = api.decode(token).signature;
      const der = Uint8Array.of(
        0x30,
        0x44,
        2,
        0x20,
        ...raw.slice(0, 32),
        2,
        0x20,
        ...raw.slice(32),
      );
      const [head, body] = token.split('.');
      const forged = `${head}.${body}.${base64url(der)}`;
      refused(() => api.verify(forged, verifying), 'ERR_SIGNATURE_INVALID');
    });

    it('of zeros is not valid', () => {
      for (const [algorithm, length] of [
        ['ES256', 64],
        ['ES384', 96],
        ['ES512', 132],
        ['ES256K', 64],
        ['EdDSA', 64],
      ]) {
        const { verifying } = keysOf(algorithm);
        const forged = compact({ alg: algorithm }, {}, new Uint8Array(length));
        refused(() => api.verify(forged, verifying), 'ERR_SIGNATURE_INVALID', algorithm);
      }
    });
  });
}
