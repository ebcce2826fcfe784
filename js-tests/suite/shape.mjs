/** The API's shape: what is there, what a key and an error look like, and what they never show. */

export default function shape(
  api,
  { describe, it, assert, files, refused, keysOf, secret, hs256 },
) {
  describe('the API', () => {
    it('has what the documentation names, and nothing else', () => {
      assert.deepEqual(
        Object.keys(api)
          .filter((name) => name !== 'default' && name !== 'module.exports')
          .sort(),
        [
          'JotError',
          'Key',
          'createSigner',
          'createVerifier',
          'decode',
          'diagnose',
          'generateKeyPair',
          'generateKeyPairAsync',
          'generateSecret',
          'importKey',
          'infura',
          'jws',
          'neuron',
          'sign',
          'signAsync',
          'verify',
          'verifyAsync',
        ],
      );
      assert.deepEqual(Object.keys(api.jws).sort(), ['sign', 'signAsync', 'verify', 'verifyAsync']);
      const minting = ['createSigner', 'sign', 'signAsync'];
      assert.deepEqual(Object.keys(api.infura).sort(), ['createGate', ...minting]);
      const verifying = ['createSigner', 'createVerifier', 'sign', 'signAsync'];
      assert.deepEqual(Object.keys(api.neuron).sort(), verifying);
    });

    it('gives a signer and a verifier their calls', () => {
      const signer = api.createSigner(secret, hs256);
      assert.deepEqual(Object.keys(signer).sort(), ['sign', 'signAsync', 'signMany']);
      const verifier = api.createVerifier(secret, { algorithms: ['HS256'] });
      assert.deepEqual(Object.keys(verifier).sort(), ['verify', 'verifyAsync', 'verifyMany']);
    });

    it('lets calls be taken out of their objects', async () => {
      const { sign, signMany } = api.createSigner(secret, hs256);
      const { verify } = api.createVerifier(secret, { algorithms: ['HS256'] });
      assert.strictEqual(verify(sign({ sub: 'a' })).payload.sub, 'a');
      assert.strictEqual((await signMany([{}])).length, 1);
    });
  });

  describe('a key', () => {
    const described = [
      ['infura-rsa.private.pem', 'private', 'RSA', undefined, 2048, 'RS256'],
      ['infura-rsa.public.pem', 'public', 'RSA', undefined, 2048, 'RS256'],
      ['infura-ec.private.pem', 'private', 'EC', 'P-256', 256, 'ES256'],
      ['secp384r1.public.pem', 'public', 'EC', 'P-384', 384, 'ES384'],
      ['secp521r1.private.pem', 'private', 'EC', 'P-521', 521, 'ES512'],
      ['secp256k1.private.pem', 'private', 'EC', 'secp256k1', 256, 'ES256K'],
      ['ed25519.private.pem', 'private', 'OKP', 'Ed25519', 256, 'EdDSA'],
    ];
    for (const [file, kind, type, curve, bits, best] of described) {
      it(`says what it is: ${file}`, () => {
        const key = api.importKey(files[file], { keyid: 'k1' });
        assert.ok(key instanceof api.Key);
        assert.deepEqual(
          [key.kind, key.type, key.curve, key.bits, key.keyid, key.algorithms[0]],
          [kind, type, curve, bits, 'k1', best],
        );
        assert.deepEqual([...key.repairs], []);
        assert.strictEqual('keyid' in api.importKey(files[file]), false);
      });
    }

    it('lists every algorithm it serves, best first', () => {
      const algorithmsOf = (file) => [...api.importKey(files[file]).algorithms];
      assert.deepEqual(algorithmsOf('infura-rsa.public.pem'), [
        'RS256',
        'RS384',
        'RS512',
        'PS256',
        'PS384',
        'PS512',
      ]);
      assert.deepEqual(algorithmsOf('infura-ec.public.pem'), ['ES256']);
      assert.deepEqual(algorithmsOf('ed25519.public.pem'), ['EdDSA', 'Ed25519']);
      const short = api.importKey(new Uint8Array(40), { algorithm: 'HS256' });
      assert.deepEqual([...short.algorithms], ['HS256']);
    });

    it('cannot be changed or made by hand', () => {
      const key = api.generateSecret('HS256');
      for (const change of [
        () => {
          key.kind = 'public';
        },
        () => key.algorithms.push('RS256'),
        () => key.repairs.push('none'),
        () => new api.Key(),
        () => new api.Key({ describe: () => '{}' }),
      ]) {
        let thrown;
        try {
          change();
        } catch (error) {
          thrown = error;
        }
        assert.ok(thrown instanceof TypeError, String(change));
      }
    });

    it('shows no secret as JSON or text', () => {
      for (const algorithm of ['HS256', 'RS256', 'ES256', 'EdDSA']) {
        const key = api.importKey(keysOf(algorithm).signing, { algorithm });
        const jwk = key.toJwk();
        const shown = JSON.stringify(key) + String(key) + Object.values(key).join();
        for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
          if (jwk[member] !== undefined) assert.ok(!shown.includes(jwk[member]), member);
        }
      }
    });
  });

  describe('an error', () => {
    it('is a JotError with what a program needs', () => {
      const error = refused(
        () => api.sign({}, secret, { ...hs256, kid: 'x' }),
        'ERR_OPTION_UNKNOWN',
      );
      assert.strictEqual(error.name, 'JotError');
      assert.ok(error instanceof Error);
      assert.strictEqual(error.reason, 'kid');
      assert.ok(error.message.endsWith(error.hint));
      assert.strictEqual('claim' in error, false);
      assert.ok(error.stack.includes('JotError'));
    });

    it('names the claim it is about', () => {
      const token = api.sign({ exp: 1 }, secret, hs256);
      const error = refused(
        () => api.verify(token, secret, { algorithms: ['HS256'] }),
        'ERR_JWT_EXPIRED',
      );
      assert.strictEqual(error.claim, 'exp');
      assert.match(error.message, /1970-01-01T00:00:01Z/);
    });

    it('names the part of the token it is about', () => {
      const error = refused(() => api.decode('a=.b.c'), 'ERR_TOKEN_PADDING');
      assert.strictEqual(error.reason, 'header');
    });

    it('says nothing more about a failed signature than that it failed', () => {
      const token = api.sign({ sub: 'alice' }, secret, hs256);
      const other = api.generateSecret('HS256');
      const error = refused(() => api.verify(token, other), 'ERR_SIGNATURE_INVALID');
      assert.strictEqual(error.message, 'The signature is not valid.');
      assert.deepEqual(Object.keys(error), ['code']);
    });
  });
}
