/** WebCrypto's keys, which may never leave the platform, and what WebCrypto does for other keys. */

export default function cryptoKeys(
  api,
  { describe, it, assert, algorithms, refused, rejected, keysOf },
) {
  const { subtle } = globalThis.crypto;
  const F4 = Uint8Array.of(1, 0, 1);
  const rsa = (name, hash) => ({ name, hash, modulusLength: 2048, publicExponent: F4 });
  /** By algorithm: what `generateKey` takes. */
  const pairs = {
    RS256: rsa('RSASSA-PKCS1-v1_5', 'SHA-256'),
    RS384: rsa('RSASSA-PKCS1-v1_5', 'SHA-384'),
    PS256: rsa('RSA-PSS', 'SHA-256'),
    PS512: rsa('RSA-PSS', 'SHA-512'),
    ES256: { name: 'ECDSA', namedCurve: 'P-256' },
    ES384: { name: 'ECDSA', namedCurve: 'P-384' },
    ES512: { name: 'ECDSA', namedCurve: 'P-521' },
  };
  const options = { keyid: 'k', expiresIn: '1h' };
  const made = {};
  /** A pair that cannot be taken out of WebCrypto. */
  const pairOf = (algorithm) => {
    made[algorithm] ??= subtle.generateKey(pairs[algorithm], false, ['sign', 'verify']);
    return made[algorithm];
  };
  /** The key of a pair as one that is here. */
  const here = async (publicKey) => api.importKey(await subtle.exportKey('jwk', publicKey));

  describe('a CryptoKey that cannot be taken out', () => {
    for (const algorithm of Object.keys(pairs)) {
      it(`signs and verifies: ${algorithm}`, async () => {
        const { privateKey, publicKey } = await pairOf(algorithm);
        const token = await api.signAsync({ sub: 'a' }, privateKey, options);
        const { header, payload, key } = await api.verifyAsync(token, publicKey);
        assert.deepEqual(header, { alg: algorithm, typ: 'JWT', kid: 'k' });
        assert.strictEqual(payload.exp - payload.iat, 3600);
        assert.strictEqual(key.algorithms[0], algorithm);
        assert.strictEqual(key.kind, 'public');

        const other = await here(publicKey);
        assert.strictEqual(api.verify(token, other).payload.sub, 'a');
        const changed = `${token.slice(0, -8)}${token.at(-8) === 'A' ? 'B' : 'A'}${token.slice(-7)}`;
        await rejected(api.verifyAsync(changed, publicKey), 'ERR_SIGNATURE_INVALID');
      });
    }

    it('may be a secret', async () => {
      const hmac = { name: 'HMAC', hash: 'SHA-384' };
      const secret = await subtle.generateKey(hmac, false, ['sign', 'verify']);
      const token = await api.signAsync({ sub: 'a' }, secret);
      assert.strictEqual((await api.verifyAsync(token, secret)).header.alg, 'HS384');
      const usable = await subtle.importKey('raw', keysOf('HS384').signing, hmac, false, ['sign']);
      const shared = await api.signAsync({ sub: 'a' }, usable);
      api.verify(shared, keysOf('HS384').verifying, { algorithms: ['HS384'] });
      await rejected(api.verifyAsync(shared, secret), 'ERR_SIGNATURE_INVALID');
      await rejected(api.verifyAsync(shared, usable), 'ERR_KEY_USE');
    });

    it('describes itself', async () => {
      const { privateKey, publicKey } = await pairOf('ES384');
      const key = api.importKey(privateKey, { keyid: 'mine' });
      assert.deepEqual(
        [key.kind, key.type, key.curve, key.bits, key.keyid, key.algorithms, key.repairs],
        ['private', 'EC', 'P-384', 384, 'mine', ['ES384'], []],
      );
      const token = await api.signAsync({}, key);
      assert.strictEqual((await api.verifyAsync(token, publicKey)).header.kid, 'mine');
      const { bits, type, kind } = api.importKey((await pairOf('PS512')).publicKey);
      assert.deepEqual([bits, type, kind], [2048, 'RSA', 'public']);
    });

    it('works in signers, verifiers and batches', async () => {
      const { privateKey, publicKey } = await pairOf('ES256');
      const signer = api.createSigner(privateKey, { issuer: 'i' });
      const verifier = api.createVerifier(publicKey, { issuer: 'i' });
      const tokens = await signer.signMany(Array.from({ length: 50 }, (_, n) => ({ n })));
      const changed = tokens[0].replace(/.{8}$/, 'AAAAAAAA');
      const results = await verifier.verifyMany([...tokens, 'e30.e30', changed]);
      assert.deepEqual(
        results.map((result) => (result.ok ? result.payload.n : result.error.code)),
        [...tokens.keys(), 'ERR_TOKEN_PARTS', 'ERR_SIGNATURE_INVALID'],
      );
      const error = await rejected(signer.signMany([{}, { exp: 'x' }]), 'ERR_CLAIM_INVALID');
      assert.strictEqual(error.index, 1);
    });

    it('stands in a list with other keys', async () => {
      const { privateKey, publicKey } = await pairOf('ES256');
      const list = [keysOf('ES384').verifying, keysOf('ES256').verifying, publicKey];
      const theirs = await api.signAsync({}, privateKey);
      const ours = api.sign({}, keysOf('ES256').signing);
      const last = await api.verifyAsync(theirs, list);
      assert.strictEqual(last.key.algorithms[0], 'ES256');
      assert.strictEqual((await api.verifyAsync(ours, list)).payload.iat > 0, true);
      const strange = api.sign({}, api.generateKeyPair('ES256').privateKey);
      await rejected(api.verifyAsync(strange, list), 'ERR_SIGNATURE_INVALID');
    });

    it('signs any bytes', async () => {
      const { privateKey, publicKey } = await pairOf('RS256');
      const token = await api.jws.signAsync('any text', privateKey, { keyid: 'k' });
      const { header, payload } = await api.jws.verifyAsync(token, publicKey);
      assert.deepEqual(header, { alg: 'RS256', kid: 'k' });
      assert.strictEqual(new TextDecoder().decode(payload), 'any text');
      await rejected(api.jws.verifyAsync(`${token}AAAA`, publicKey), 'ERR_SIGNATURE_INVALID');
    });

    it('mints for Infura and Neuron', async () => {
      const { privateKey, publicKey } = await pairOf('RS256');
      const infura = await api.infura.signAsync({ methods: ['eth_call'] }, privateKey, options);
      await api.verifyAsync(infura, publicKey, { audience: 'infura.io' });
      const neuron = await api.neuron.signAsync({}, privateKey, { issuer: 'ci', expiresIn: 60 });
      await api.verifyAsync(neuron, publicKey, { audience: 'neuron' });
      const { privateKey: es384 } = await pairOf('ES384');
      await rejected(api.infura.signAsync({}, es384, options), 'ERR_PROVIDER_ALGORITHM');
    });

    it('is held to what it is for', async () => {
      const { privateKey, publicKey } = await pairOf('PS256');
      await rejected(api.signAsync({}, publicKey), 'ERR_KEY_KIND');
      const token = await api.signAsync({}, privateKey);
      await rejected(api.verifyAsync(token, privateKey), 'ERR_KEY_KIND');
      await rejected(api.signAsync({}, privateKey, { algorithm: 'RS256' }), 'ERR_KEY_USE');
      await rejected(api.verifyAsync(token, publicKey, { algorithms: ['RS256'] }), 'ERR_KEY_USE');
      refused(() => api.importKey(privateKey, { algorithm: 'ES256' }), 'ERR_KEY_TYPE');
      refused(() => api.importKey(privateKey, { algorithm: 'RS256' }), 'ERR_KEY_USE');
      const rs = api.sign({}, keysOf('RS256').signing);
      await rejected(api.verifyAsync(rs, publicKey), 'ERR_ALG_MISMATCH');
      const weak = { ...pairs.RS256, modulusLength: 1024 };
      const small = await subtle.generateKey(weak, false, ['sign', 'verify']);
      await rejected(api.signAsync({}, small.privateKey), 'ERR_KEY_TOO_SMALL');
      const allowed = api.importKey(small.privateKey, { allowWeakKey: true });
      assert.strictEqual((await api.signAsync({}, allowed)).split('.').length, 3);
    });

    it('of another kind is refused', async () => {
      const unfit = [
        [{ name: 'AES-GCM', length: 256 }, ['encrypt']],
        [{ name: 'HMAC', hash: 'SHA-1' }, ['sign']],
        [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' }, ['sign', 'verify']],
        [{ name: 'ECDH', namedCurve: 'P-256' }, ['deriveKey']],
      ];
      for (const [how, usages] of unfit) {
        const one = await subtle.generateKey({ ...pairs.RS256, ...how }, false, usages);
        const error = await rejected(
          api.signAsync({}, one.privateKey ?? one),
          'ERR_KEY_UNSUPPORTED',
        );
        assert.match(error.message, new RegExp(how.name));
      }
    });
  });

  describe('asynchronous calls mean what synchronous ones do', () => {
    for (const algorithm of algorithms) {
      it(algorithm, async () => {
        const { signing, verifying } = keysOf(algorithm);
        const how = { algorithm, keyid: 'k', jwtid: 'j' };
        const only = { algorithms: [algorithm], jwtid: 'j' };
        const [sync, async] = [
          api.sign({ sub: 'a' }, signing, how),
          await api.signAsync({ sub: 'a' }, signing, how),
        ];
        for (const token of [sync, async]) {
          const results = [
            api.verify(token, verifying, only),
            await api.verifyAsync(token, verifying, only),
          ];
          for (const { header, payload } of results) {
            assert.deepEqual(header, { alg: algorithm, typ: 'JWT', kid: 'k' });
            assert.strictEqual(payload.sub, 'a');
          }
          await rejected(api.verifyAsync(`${token}AAAA`, verifying, only), 'ERR_SIGNATURE_INVALID');
          await rejected(
            api.verifyAsync(token, verifying, { ...only, jwtid: 'other' }),
            'ERR_CLAIM_MISMATCH',
          );
        }
        const bytes = await api.jws.signAsync('x', signing, { algorithm });
        await api.jws.verifyAsync(bytes, verifying, { algorithms: [algorithm] });
      });
    }

    it('to their end, though the key is disposed of meanwhile', async () => {
      // Some browsers do not have the symbol yet.
      if (Symbol.dispose === undefined) return;
      for (const algorithm of ['RS256', 'ES256', 'ES256K']) {
        const { signing, verifying } = keysOf(algorithm);
        const [key, publicKey] = [api.importKey(signing), api.importKey(verifying)];
        const signer = api.createSigner(key, { issuer: 'i' });
        const verifier = api.createVerifier(publicKey, { issuer: 'i' });
        const first = await api.signAsync({ n: 1 }, key, { issuer: 'i' });
        const underWay = [
          api.signAsync({ n: 2 }, key, { issuer: 'i' }),
          signer.signMany([{ n: 3 }, { n: 4 }]),
          api.verifyAsync(first, publicKey, { issuer: 'i' }),
          verifier.verifyMany([first]),
        ];
        key[Symbol.dispose]();
        publicKey[Symbol.dispose]();
        const [token, tokens, verified, [result]] = await Promise.all(underWay);
        assert.deepEqual([verified.payload.n, result.payload.n], [1, 1]);
        for (const [index, one] of [token, ...tokens].entries()) {
          assert.strictEqual(verifier.verify(one).payload.n, index + 2);
        }
        assert.strictEqual((await verifier.verifyAsync(signer.sign({ n: 5 }))).payload.n, 5);
        await rejected(api.signAsync({}, key), 'ERR_KEY_MISSING');
      }
    });

    it('for pairs that are made', async () => {
      const { privateKey, publicKey } = await api.generateKeyPairAsync('ES256', { keyid: 'k' });
      assert.deepEqual(
        [privateKey.kind, publicKey.kind, publicKey.keyid, publicKey.algorithms],
        ['private', 'public', 'k', ['ES256']],
      );
      const token = await api.signAsync({}, privateKey);
      assert.strictEqual(api.verify(token, publicKey).header.kid, 'k');
      await rejected(api.generateKeyPairAsync('HS256'), 'ERR_OPTION_INVALID');
      await rejected(
        api.generateKeyPairAsync('RS256', { modulusLength: 1000 }),
        'ERR_OPTION_INVALID',
      );
      await rejected(
        api.generateKeyPairAsync('ES256', { modulusLength: 2048 }),
        'ERR_OPTION_INVALID',
      );
      await rejected(api.generateKeyPairAsync('ES256', { kid: 'k' }), 'ERR_OPTION_UNKNOWN');
      await rejected(api.generateKeyPairAsync('none'), 'ERR_ALGORITHM_UNKNOWN');
    });
  });
}
