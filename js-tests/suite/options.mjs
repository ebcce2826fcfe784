/** Options that are wrong: refused by name, never dropped in silence. */

export default function options(
  api,
  { describe, it, assert, refused, rejected, secret, hs256, onlyHs256 },
) {
  const sign = (more) => api.sign({}, secret, { ...hs256, ...more });
  const token = sign({});
  const verify = (more) => api.verify(token, secret, { ...onlyHs256, ...more });

  describe('an option that does not exist', () => {
    const meant = [
      ['kid', 'keyid'],
      ['keyId', 'keyid'],
      ['alg', 'algorithm'],
      ['exp', 'expiresIn'],
      ['expires_in', 'expiresIn'],
      ['expireIn', 'expiresIn'],
      ['nbf', 'notBefore'],
      ['aud', 'audience'],
      ['iss', 'issuer'],
      ['sub', 'subject'],
      ['jti', 'jwtid'],
      ['noTimeStamp', 'noTimestamp'],
      ['headers', 'header'],
    ];
    for (const [name, own] of meant) {
      it(`${name}: did you mean ${own}?`, () => {
        const error = refused(() => sign({ [name]: 'x' }), 'ERR_OPTION_UNKNOWN');
        assert.strictEqual(error.reason, name);
        assert.match(error.message, new RegExp(`did you mean \`${own}\``));
      });
    }

    it('in verify', () => {
      for (const [name, own] of [
        ['algorithm', 'algorithms'],
        ['aud', 'audience'],
        ['maxTokenAge', 'maxAge'],
        ['clocktolerance', 'clockTolerance'],
      ]) {
        const error = refused(() => verify({ [name]: 'x' }), 'ERR_OPTION_UNKNOWN');
        assert.match(error.message, new RegExp(`\`${own}\``));
      }
      refused(() => verify({ complete: true }), 'ERR_OPTION_UNKNOWN');
      refused(() => verify({ ignoreExpiration: true }), 'ERR_OPTION_UNKNOWN');
    });

    it('in jws, where there are no claims', () => {
      refused(() => api.jws.sign('x', secret, { ...hs256, expiresIn: 1 }), 'ERR_OPTION_UNKNOWN');
      refused(
        () => api.jws.verify(token, secret, { ...onlyHs256, audience: 'a' }),
        'ERR_OPTION_UNKNOWN',
      );
    });
  });

  describe('a value that JSON would lose', () => {
    const lost = {
      undefined,
      NaN: Number.NaN,
      Infinity: Number.POSITIVE_INFINITY,
      'a function': () => 'k',
      'a symbol': Symbol('k'),
      'a BigInt': 1n,
    };
    for (const [name, value] of Object.entries(lost)) {
      it(`${name}`, async () => {
        for (const option of ['keyid', 'expiresIn', 'audience', 'issuer', 'header']) {
          const error = refused(() => sign({ [option]: value }), 'ERR_OPTION_INVALID');
          assert.strictEqual(error.reason, option);
          await rejected(
            api.signAsync({}, secret, { ...hs256, [option]: value }),
            'ERR_OPTION_INVALID',
          );
          refused(
            () => api.createSigner(secret, { ...hs256, [option]: value }),
            'ERR_OPTION_INVALID',
          );
        }
        for (const option of ['algorithms', 'audience', 'issuer', 'maxAge', 'crit']) {
          refused(() => verify({ [option]: value }), 'ERR_OPTION_INVALID');
          await rejected(api.verifyAsync(token, secret, { [option]: value }), 'ERR_OPTION_INVALID');
          refused(() => api.createVerifier(secret, { [option]: value }), 'ERR_OPTION_INVALID');
        }
      });
    }

    it('deep in a list or a header, too', () => {
      refused(() => sign({ audience: ['a', undefined] }), 'ERR_OPTION_INVALID');
      const error = refused(() => sign({ header: { a: { b: undefined } } }), 'ERR_OPTION_INVALID');
      assert.match(error.message, /header\.a\.b/);
    });

    it('an object in a circle, or without a bottom', () => {
      const circle = {};
      circle.self = circle;
      refused(() => sign({ header: circle }), 'ERR_OPTION_INVALID');
      let deep = {};
      for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
      refused(() => sign({ header: deep }), 'ERR_OPTION_INVALID');
      refused(() => verify({ crit: [deep] }), 'ERR_OPTION_INVALID');
    });
  });

  describe('a value of the wrong kind', () => {
    const wrong = [
      ['keyid', ''],
      ['keyid', 5],
      ['keyid', null],
      ['issuer', ''],
      ['subject', 5],
      ['jwtid', {}],
      ['audience', []],
      ['audience', ''],
      ['audience', ['a', '']],
      ['audience', 5],
      ['header', 'kid'],
      ['header', []],
      ['header', null],
      ['noTimestamp', 'true'],
      ['noTimestamp', 1],
      ['expiresIn', 0],
      ['expiresIn', -1],
      ['expiresIn', true],
      ['expiresIn', null],
      ['expiresIn', 1_900_000_000],
      ['expiresIn', new Date(0)],
      ['notBefore', -1],
      ['algorithm', 5],
      ['algorithm', ''],
    ];
    for (const [name, value] of wrong) {
      it(`${name}: ${JSON.stringify(value)}`, () => {
        const code = value instanceof Date ? 'ERR_DURATION' : 'ERR_OPTION_INVALID';
        const error = refused(() => sign({ [name]: value }), code);
        assert.strictEqual(error.reason, name);
      });
    }

    const wrongInVerify = [
      ['algorithms', []],
      ['algorithms', 5],
      ['algorithms', ['']],
      ['audience', ''],
      ['issuer', []],
      ['subject', ['a']],
      ['typ', ''],
      ['requiredClaims', [1]],
      ['maxTokenLength', 0],
      ['maxTokenLength', -1],
      ['maxTokenLength', 1.5],
      ['maxTokenLength', '9'],
      ['clockTolerance', -1],
      ['maxAge', -1],
      ['maxAge', false],
    ];
    for (const [name, value] of wrongInVerify) {
      it(`verify: ${name}: ${JSON.stringify(value)}`, () => {
        assert.strictEqual(
          refused(() => verify({ [name]: value }), 'ERR_OPTION_INVALID').reason,
          name,
        );
      });
    }

    it('no object at all', () => {
      for (const value of [null, 'HS256', 5, true, ['HS256'], () => {}]) {
        refused(() => api.sign({}, secret, value), 'ERR_OPTION_INVALID');
        refused(() => api.verify(token, secret, value), 'ERR_OPTION_INVALID');
      }
    });

    it('an algorithm that is none', () => {
      for (const algorithm of ['none', 'hs256', 'HS257', 'RS1', '__proto__']) {
        refused(() => sign({ algorithm }), 'ERR_ALGORITHM_UNKNOWN');
        refused(() => verify({ algorithms: [algorithm] }), 'ERR_ALGORITHM_UNKNOWN');
      }
    });
  });

  describe('a duration as text', () => {
    for (const expiresIn of [
      '3600',
      '1',
      ' ',
      'h',
      '1x',
      '-1h',
      '1h30m',
      '100ms',
      '1e3s',
      'NaN',
      'tomorrow',
    ]) {
      it(`${JSON.stringify(expiresIn)} is refused, with both readings`, () => {
        const error = refused(() => sign({ expiresIn }), 'ERR_DURATION');
        assert.match(error.message, /seconds.*milliseconds/);
        assert.match(error.hint, /'1h'/);
        refused(() => sign({ notBefore: expiresIn }), 'ERR_DURATION');
        refused(() => verify({ maxAge: expiresIn }), 'ERR_DURATION');
        refused(() => verify({ clockTolerance: expiresIn }), 'ERR_DURATION');
      });
    }
  });
}
