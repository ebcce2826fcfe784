/** Claims: what options set, what is expected, and the clock. */
import { atTime } from './kit.mjs';

export default function claims(api, { describe, it, assert, refused, secret, hs256, onlyHs256 }) {
  const NOW = 1_800_000_000;
  const make = (payload, options) => api.sign(payload, secret, { ...hs256, now: NOW, ...options });
  const payloadOf = (payload, options) => api.decode(make(payload, options)).payload;
  const check = (token, options) =>
    api.verify(token, secret, { ...onlyHs256, now: NOW, ...options });
  /** A token with any payload at all. */
  const raw = (payload) =>
    api.jws.sign(typeof payload === 'string' ? payload : JSON.stringify(payload), secret, hs256);

  describe('what sign fills in', () => {
    it('the time it was made', () => {
      assert.deepEqual(payloadOf({}, {}), { iat: NOW });
      assert.deepEqual(payloadOf({}, { noTimestamp: true }), {});
      assert.deepEqual(payloadOf({ iat: 5 }, {}), { iat: 5 });
      assert.deepEqual(payloadOf({}, { now: new Date(NOW * 1000 + 999) }), { iat: NOW });
      assert.deepEqual(payloadOf({}, { now: NOW + 0.5 }), { iat: NOW });
    });

    it('when it expires and begins', () => {
      assert.deepEqual(payloadOf({}, { expiresIn: 60 }), { iat: NOW, exp: NOW + 60 });
      assert.deepEqual(payloadOf({}, { notBefore: '1m' }), { iat: NOW, nbf: NOW + 60 });
      assert.deepEqual(payloadOf({}, { notBefore: 0 }), { iat: NOW, nbf: NOW });
      assert.deepEqual(payloadOf({}, { expiresIn: 60, noTimestamp: true }), { exp: NOW + 60 });
      assert.deepEqual(payloadOf({ iat: 100 }, { expiresIn: 60 }), { iat: 100, exp: 160 });
    });

    const durations = [
      ['90s', 90],
      ['30m', 1800],
      ['1h', 3600],
      ['1 hour', 3600],
      ['1.5h', 5400],
      ['7d', 604_800],
      ['2w', 1_209_600],
      ['1y', 31_557_600],
      ['10 minutes', 600],
      ['2 DAYS', 172_800],
    ];
    for (const [expiresIn, seconds] of durations) {
      it(`${expiresIn}`, () => {
        assert.strictEqual(payloadOf({}, { expiresIn }).exp, NOW + seconds);
      });
    }

    it('whom it is for, from and about', () => {
      const options = { audience: 'a', issuer: 'i', subject: 's', jwtid: 'j', noTimestamp: true };
      assert.deepEqual(payloadOf({ own: 1 }, options), {
        own: 1,
        aud: 'a',
        iss: 'i',
        sub: 's',
        jti: 'j',
      });
      assert.deepEqual(payloadOf({}, { audience: ['a', 'b'] }).aud, ['a', 'b']);
      assert.deepEqual(payloadOf({}, { audience: ['a'] }).aud, ['a']);
    });

    it('the header', () => {
      const headerOf = (options) => api.decode(make({}, options)).header;
      assert.deepEqual(headerOf({}), { alg: 'HS256', typ: 'JWT' });
      assert.deepEqual(headerOf({ keyid: 'k' }), { alg: 'HS256', typ: 'JWT', kid: 'k' });
      const header = { typ: 'at+jwt', cty: 'x', own: { a: [1] } };
      assert.deepEqual(headerOf({ header }), { alg: 'HS256', ...header });
      assert.deepEqual(headerOf({ header: { alg: 'HS256', kid: 'k' } }).kid, 'k');
    });

    it("the key's own kid, unless an option says another", () => {
      const key = api.importKey(secret, { ...hs256, keyid: 'own' });
      assert.strictEqual(api.decode(api.sign({}, key)).header.kid, 'own');
      assert.strictEqual(api.decode(api.sign({}, key, { keyid: 'k' })).header.kid, 'k');
    });
  });

  describe('what sign refuses', () => {
    const refusals = [
      ['a claim given twice', { exp: NOW + 60 }, { expiresIn: 60 }, 'ERR_OPTION_CONFLICT'],
      ['aud given twice', { aud: 'a' }, { audience: 'a' }, 'ERR_OPTION_CONFLICT'],
      ['iss given twice', { iss: 'a' }, { issuer: 'a' }, 'ERR_OPTION_CONFLICT'],
      ['sub given twice', { sub: 'a' }, { subject: 'a' }, 'ERR_OPTION_CONFLICT'],
      ['jti given twice', { jti: 'a' }, { jwtid: 'a' }, 'ERR_OPTION_CONFLICT'],
      ['nbf given twice', { nbf: 1 }, { notBefore: 1 }, 'ERR_OPTION_CONFLICT'],
      ['kid given twice', {}, { keyid: 'k', header: { kid: 'x' } }, 'ERR_OPTION_CONFLICT'],
      ['another alg in the header', {}, { header: { alg: 'HS512' } }, 'ERR_HEADER_INVALID'],
      ['alg none in the header', {}, { header: { alg: 'none' } }, 'ERR_HEADER_INVALID'],
      ['an empty kid in the header', {}, { header: { kid: '' } }, 'ERR_HEADER_INVALID'],
      ['a crit that is none', {}, { header: { crit: ['x'] } }, 'ERR_HEADER_INVALID'],
      ['b64', {}, { header: { b64: false, crit: ['b64'] } }, 'ERR_HEADER_INVALID'],
      ['exp in milliseconds', { exp: NOW * 1000 }, {}, 'ERR_CLAIM_MILLISECONDS'],
      ['iat in milliseconds', { iat: NOW * 1000 }, {}, 'ERR_CLAIM_MILLISECONDS'],
      ['nbf in milliseconds', { nbf: NOW * 1000 }, {}, 'ERR_CLAIM_MILLISECONDS'],
      ['exp as text', { exp: String(NOW) }, {}, 'ERR_CLAIM_INVALID'],
      ['exp as a Date', { exp: new Date(NOW * 1000) }, {}, 'ERR_CLAIM_INVALID'],
      ['exp as NaN', { exp: Number.NaN }, {}, 'ERR_CLAIM_INVALID'],
      ['exp as Infinity', { exp: Number.POSITIVE_INFINITY }, {}, 'ERR_CLAIM_INVALID'],
      ['exp as null', { exp: null }, {}, 'ERR_CLAIM_INVALID'],
      ['a negative exp', { exp: -1 }, {}, 'ERR_CLAIM_INVALID'],
      ['exp beyond 64 bits', { exp: 2 ** 64 }, {}, 'ERR_CLAIM_MILLISECONDS'],
      ['iss that is a number', { iss: 1 }, {}, 'ERR_CLAIM_INVALID'],
      ['sub that is a number', { sub: 1 }, {}, 'ERR_CLAIM_INVALID'],
      ['aud that is an object', { aud: {} }, {}, 'ERR_CLAIM_INVALID'],
      ['aud that holds a number', { aud: ['a', 1] }, {}, 'ERR_CLAIM_INVALID'],
    ];
    for (const [name, payload, options, code] of refusals) {
      it(`${name}: ${code}`, () => {
        refused(() => make(payload, options), code);
      });
    }

    it('a claim, by name', () => {
      const { claim } = refused(() => make({ exp: 'soon' }), 'ERR_CLAIM_INVALID');
      assert.strictEqual(claim, 'exp');
    });
  });

  describe('what verify expects', () => {
    const full = {
      iss: 'i',
      sub: 's',
      aud: ['a', 'b'],
      jti: 'j',
      iat: NOW - 10,
      nbf: NOW - 5,
      exp: NOW + 5,
    };
    const taken = [
      [full, {}],
      [full, { audience: 'a' }],
      [full, { audience: ['x', 'b'] }],
      [{ aud: 'a' }, { audience: 'a' }],
      [full, { issuer: 'i' }],
      [full, { issuer: ['x', 'i'] }],
      [full, { subject: 's', jwtid: 'j' }],
      [full, { maxAge: 10 }],
      [full, { maxAge: '10s' }],
      [full, { requiredClaims: ['exp', 'nbf'] }],
      [{ own: null }, { requiredClaims: ['own'] }],
      [{ exp: NOW }, { clockTolerance: 1 }],
      [{ exp: NOW - 59 }, { clockTolerance: '1m' }],
      [{ exp: NOW + 0.5 }, {}],
      [{ nbf: NOW }, {}],
      [{ nbf: NOW + 5 }, { clockTolerance: 5 }],
      [{ iat: NOW + 100 }, {}],
      [{ exp: 1e11 }, {}],
    ];
    for (const [payload, options] of taken) {
      it(`takes ${JSON.stringify(payload)} with ${JSON.stringify(options)}`, () => {
        assert.deepEqual(check(raw(payload), options).payload, payload);
      });
    }

    const refusals = [
      [{ exp: NOW }, {}, 'ERR_JWT_EXPIRED', 'exp'],
      [{ exp: NOW - 1 }, {}, 'ERR_JWT_EXPIRED', 'exp'],
      [{ exp: 0 }, {}, 'ERR_JWT_EXPIRED', 'exp'],
      [{ exp: NOW - 5 }, { clockTolerance: 5 }, 'ERR_JWT_EXPIRED', 'exp'],
      [{ nbf: NOW + 1 }, {}, 'ERR_JWT_NOT_ACTIVE', 'nbf'],
      [{ nbf: NOW + 6 }, { clockTolerance: 5 }, 'ERR_JWT_NOT_ACTIVE', 'nbf'],
      [{ iat: NOW - 11 }, { maxAge: 10 }, 'ERR_JWT_TOO_OLD', 'iat'],
      [{ iat: NOW + 1 }, { maxAge: 10 }, 'ERR_JWT_ISSUED_IN_FUTURE', 'iat'],
      [{}, { maxAge: 10 }, 'ERR_CLAIM_MISSING', 'iat'],
      [{}, { audience: 'a' }, 'ERR_CLAIM_MISSING', 'aud'],
      [{}, { issuer: 'i' }, 'ERR_CLAIM_MISSING', 'iss'],
      [{}, { subject: 's' }, 'ERR_CLAIM_MISSING', 'sub'],
      [{}, { jwtid: 'j' }, 'ERR_CLAIM_MISSING', 'jti'],
      [{}, { requiredClaims: ['exp'] }, 'ERR_CLAIM_MISSING', 'exp'],
      [{}, { typ: 'JWT' }, 'ERR_CLAIM_MISSING', 'typ'],
      [full, { audience: 'c' }, 'ERR_CLAIM_MISMATCH', 'aud'],
      [{ aud: 'ab' }, { audience: 'a' }, 'ERR_CLAIM_MISMATCH', 'aud'],
      [{ aud: [] }, { audience: 'a' }, 'ERR_CLAIM_MISMATCH', 'aud'],
      [full, { issuer: 'I' }, 'ERR_CLAIM_MISMATCH', 'iss'],
      [full, { issuer: ['x', 'y'] }, 'ERR_CLAIM_MISMATCH', 'iss'],
      [full, { subject: 'x' }, 'ERR_CLAIM_MISMATCH', 'sub'],
      [full, { jwtid: 'x' }, 'ERR_CLAIM_MISMATCH', 'jti'],
      [{ exp: '1e9' }, {}, 'ERR_CLAIM_INVALID', 'exp'],
      [{ exp: null }, {}, 'ERR_CLAIM_INVALID', 'exp'],
      [{ exp: [NOW] }, {}, 'ERR_CLAIM_INVALID', 'exp'],
      [{ exp: -1 }, {}, 'ERR_CLAIM_INVALID', 'exp'],
      [{ nbf: '0' }, {}, 'ERR_CLAIM_INVALID', 'nbf'],
      [{ iat: true }, {}, 'ERR_CLAIM_INVALID', 'iat'],
      [{ exp: NOW * 1000 }, {}, 'ERR_CLAIM_MILLISECONDS', 'exp'],
      ['{"exp":18446744073709551616}', {}, 'ERR_CLAIM_MILLISECONDS', 'exp'],
      ['{"exp":1e308}', {}, 'ERR_CLAIM_MILLISECONDS', 'exp'],
      [{ iss: ['i'] }, {}, 'ERR_CLAIM_INVALID', 'iss'],
      [{ sub: 1 }, {}, 'ERR_CLAIM_INVALID', 'sub'],
      [{ aud: { a: 1 } }, {}, 'ERR_CLAIM_INVALID', 'aud'],
      [{ aud: [1] }, {}, 'ERR_CLAIM_INVALID', 'aud'],
    ];
    for (const [payload, options, code, claim] of refusals) {
      const shown = typeof payload === 'string' ? payload : JSON.stringify(payload);
      it(`refuses ${shown} with ${JSON.stringify(options)}: ${code}`, () => {
        const error = refused(() => check(raw(payload), options), code);
        assert.strictEqual(error.claim, claim);
      });
    }

    it('a type, with or without application/, in any case', () => {
      const token = make({}, { header: { typ: 'at+jwt' } });
      check(token, { typ: 'at+jwt' });
      check(token, { typ: 'application/AT+JWT' });
      refused(() => check(token, { typ: 'JWT' }), 'ERR_CLAIM_MISMATCH');
    });

    it('nothing of a token whose signature is wrong', () => {
      const token = raw({ exp: 'soon' });
      refused(() => api.verify(token, api.generateSecret('HS256')), 'ERR_SIGNATURE_INVALID');
    });
  });

  describe('the clock', () => {
    it('is that of Date.now, at every call', () => {
      const token = atTime(NOW, () => api.sign({}, secret, { ...hs256, expiresIn: 10 }));
      assert.deepEqual(api.decode(token).payload, { iat: NOW, exp: NOW + 10 });
      atTime(NOW + 9, () => api.verify(token, secret, onlyHs256));
      refused(
        () => atTime(NOW + 10, () => api.verify(token, secret, onlyHs256)),
        'ERR_JWT_EXPIRED',
      );

      const signer = api.createSigner(secret, { ...hs256, expiresIn: 10 });
      const verifier = api.createVerifier(secret, onlyHs256);
      for (const now of [NOW, NOW + 100, NOW - 100]) {
        const made = atTime(now, () => signer.sign({}));
        assert.strictEqual(api.decode(made).payload.iat, now);
        atTime(now, () => verifier.verify(made));
        refused(() => atTime(now + 11, () => verifier.verify(made)), 'ERR_JWT_EXPIRED');
      }
    });

    it('is read when an asynchronous call is made', async () => {
      const token = await atTime(NOW, () => api.signAsync({}, secret, hs256));
      assert.strictEqual(api.decode(token).payload.iat, NOW);
      const many = atTime(NOW, () => api.createSigner(secret, hs256).signMany([{}, {}]));
      for (const made of await many) assert.strictEqual(api.decode(made).payload.iat, NOW);
      const expiring = make({}, { expiresIn: 10 });
      await atTime(NOW + 9, () => api.verifyAsync(expiring, secret, onlyHs256));
    });

    it('is what `now` says, as a Date or in seconds', () => {
      const token = make({}, { expiresIn: 10 });
      check(token, { now: new Date((NOW + 9) * 1000) });
      refused(() => check(token, { now: NOW + 10 }), 'ERR_JWT_EXPIRED');
      const verifier = api.createVerifier(secret, { ...onlyHs256, now: NOW });
      verifier.verify(token);
    });

    it('is refused where it shows no time', () => {
      const token = make({});
      for (const now of [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        '5',
        null,
        undefined,
        new Date('never'),
        {},
        NOW * 1000,
        -1,
      ]) {
        refused(() => check(token, { now }), 'ERR_OPTION_INVALID', String(now));
        refused(() => make({}, { now }), 'ERR_OPTION_INVALID', String(now));
      }
    });
  });
}
