/** A signer of one's own: the key is elsewhere, here in WebCrypto. */

export default function externalSigner(
  api,
  { describe, it, assert, refused, rejected, keysOf, files },
) {
  const { subtle } = globalThis.crypto;
  const webCrypto = {
    RS256: [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, {}],
    PS384: [{ name: 'RSA-PSS', hash: 'SHA-384' }, { saltLength: 48 }],
    ES256: [{ name: 'ECDSA', namedCurve: 'P-256' }, { hash: 'SHA-256' }],
    ES384: [{ name: 'ECDSA', namedCurve: 'P-384' }, { hash: 'SHA-384' }],
    HS256: [{ name: 'HMAC', hash: 'SHA-256' }, {}],
  };

  /** A key that only WebCrypto has. */
  async function elsewhere(algorithm, more = {}) {
    const [how, atSigning] = webCrypto[algorithm];
    const { kid, alg, ...jwk } = api.importKey(keysOf(algorithm).signing, { algorithm }).toJwk();
    const key = await subtle.importKey('jwk', jwk, how, false, ['sign']);
    const sign = async (input) =>
      new Uint8Array(await subtle.sign({ ...how, ...atSigning }, key, input));
    return { algorithm, sign, ...more };
  }

  /** A raw ECDSA signature in DER, as key management services return it. */
  function toDer(raw) {
    const integer = (bytes) => {
      let first = 0;
      while (first < bytes.length - 1 && bytes[first] === 0) first += 1;
      const stripped = [...bytes.slice(first)];
      const content = stripped[0] >= 0x80 ? [0, ...stripped] : stripped;
      return [2, content.length, ...content];
    };
    const half = raw.length / 2;
    const body = [...integer(raw.slice(0, half)), ...integer(raw.slice(half))];
    const length = body.length < 128 ? [body.length] : [0x81, body.length];
    return Uint8Array.from([0x30, ...length, ...body]);
  }

  describe('a signer of your own', () => {
    for (const algorithm of Object.keys(webCrypto)) {
      it(`makes tokens: ${algorithm}`, async () => {
        const signer = await elsewhere(algorithm, { keyid: 'kms-1' });
        const token = await api.signAsync({ sub: 'a' }, signer, { expiresIn: '1h' });
        const { verifying } = keysOf(algorithm);
        const { header, payload } = api.verify(token, verifying, { algorithms: [algorithm] });
        assert.deepEqual(header, { alg: algorithm, typ: 'JWT', kid: 'kms-1' });
        assert.strictEqual(payload.exp - payload.iat, 3600);
      });
    }

    for (const algorithm of ['ES256', 'ES384']) {
      it(`may answer in DER: ${algorithm}`, async () => {
        const { sign } = await elsewhere(algorithm);
        const der = { algorithm, sign: async (input) => toDer(await sign(input)) };
        // Often enough for short integers and for ones with a leading zero.
        for (let count = 0; count < 60; count += 1) {
          const token = await api.signAsync({ count }, der);
          api.verify(token, keysOf(algorithm).verifying);
        }
      });
    }

    it('may answer with an ArrayBuffer, or at once', async () => {
      const { sign } = await elsewhere('ES256');
      const buffer = { algorithm: 'ES256', sign: async (input) => (await sign(input)).buffer };
      api.verify(await api.signAsync({}, buffer), keysOf('ES256').verifying);
      const zeros = { algorithm: 'ES256', sign: () => new Uint8Array(64).fill(1) };
      assert.strictEqual((await api.signAsync({}, zeros)).split('.').length, 3);
    });

    it('is given the signing input as bytes, once', async () => {
      const inputs = [];
      const signer = {
        algorithm: 'ES256',
        sign(input) {
          inputs.push(input);
          assert.strictEqual(this, signer);
          return new Uint8Array(64).fill(1);
        },
      };
      const token = await api.signAsync({}, signer);
      assert.strictEqual(inputs.length, 1);
      assert.ok(inputs[0] instanceof Uint8Array);
      assert.strictEqual(
        new TextDecoder().decode(inputs[0]),
        token.slice(0, token.lastIndexOf('.')),
      );
    });

    it('takes its kid from the options where they have one', async () => {
      const signer = await elsewhere('ES256', { keyid: 'own' });
      const kidOf = async (options) =>
        api.decode(await api.signAsync({}, signer, options)).header.kid;
      assert.strictEqual(await kidOf({}), 'own');
      assert.strictEqual(await kidOf({ keyid: 'k' }), 'k');
    });

    it('may be an object of a class', async () => {
      const { sign } = await elsewhere('ES256');
      class Kms {
        #sign = sign;
        get algorithm() {
          return 'ES256';
        }
        async sign(input) {
          return this.#sign(input);
        }
      }
      api.verify(await api.signAsync({}, new Kms()), keysOf('ES256').verifying);
    });

    it('works with createSigner and signMany', async () => {
      const signer = api.createSigner(await elsewhere('ES256'), { issuer: 'i' });
      api.verify(await signer.signAsync({}), keysOf('ES256').verifying, { issuer: 'i' });
      const tokens = await signer.signMany(Array.from({ length: 50 }, (_, n) => ({ n })));
      tokens.forEach((token, n) => {
        assert.strictEqual(api.verify(token, keysOf('ES256').verifying).payload.n, n);
      });
      const error = await rejected(signer.signMany([{}, { exp: 'x' }, 5]), 'ERR_CLAIM_INVALID');
      assert.strictEqual(error.index, 1);
    });

    it('is refused in synchronous calls, which say what to use', async () => {
      const signer = await elsewhere('ES256');
      const { message } = refused(() => api.sign({}, signer), 'ERR_SIGNER_ASYNC_ONLY');
      assert.match(message, /signAsync/);
      refused(() => api.createSigner(signer).sign({}), 'ERR_SIGNER_ASYNC_ONLY');
      refused(
        () => api.infura.sign({}, signer, { keyid: 'k', expiresIn: 60 }),
        'ERR_SIGNER_ASYNC_ONLY',
      );
    });

    it('is no key to verify with', async () => {
      const signer = await elsewhere('ES256');
      const token = await api.signAsync({}, signer);
      refused(() => api.verify(token, signer), 'ERR_KEY_FORMAT');
      refused(() => api.importKey(signer), 'ERR_KEY_FORMAT');
    });

    it('that fails is the cause of the error', async () => {
      const mistake = new Error('access denied');
      for (const sign of [
        async () => {
          throw mistake;
        },
        () => {
          throw mistake;
        },
      ]) {
        const error = await rejected(
          api.signAsync({}, { algorithm: 'ES256', sign }),
          'ERR_SIGNER_FAILED',
        );
        assert.strictEqual(error.cause, mistake);
        assert.ok(!error.message.includes('access denied'));
      }
    });

    it('that answers nonsense is refused', async () => {
      const answers = [
        [undefined, 'ERR_SIGNER_FAILED'],
        [null, 'ERR_SIGNER_FAILED'],
        ['c2lnbmF0dXJl', 'ERR_SIGNER_FAILED'],
        [[1, 2, 3], 'ERR_SIGNER_FAILED'],
        [{ Signature: new Uint8Array(64) }, 'ERR_SIGNER_FAILED'],
        [new Uint8Array(0), 'ERR_SIGNER_SIGNATURE'],
        [new Uint8Array(63), 'ERR_SIGNER_SIGNATURE'],
        [new Uint8Array(65), 'ERR_SIGNER_SIGNATURE'],
        [new Uint8Array(256), 'ERR_SIGNER_SIGNATURE'],
        [Uint8Array.of(0x30, 0x06, 2, 1, 1, 2, 1), 'ERR_SIGNER_SIGNATURE'],
      ];
      for (const [answer, code] of answers) {
        await rejected(api.signAsync({}, { algorithm: 'ES256', sign: async () => answer }), code);
      }
      const rsa = { algorithm: 'RS256', sign: async () => new Uint8Array(64) };
      await rejected(api.signAsync({}, rsa), 'ERR_SIGNER_SIGNATURE');
    });

    it('with a wrong description is refused before it is asked', async () => {
      let asked = 0;
      const sign = () => {
        asked += 1;
        return new Uint8Array(64);
      };
      await rejected(api.signAsync({}, { algorithm: 'none', sign }), 'ERR_ALGORITHM_UNKNOWN');
      await rejected(api.signAsync({}, { algorithm: undefined, sign }), 'ERR_ALGORITHM_UNKNOWN');
      await rejected(
        api.signAsync({}, { algorithm: 'ES256', keyid: undefined, sign }),
        'ERR_OPTION_INVALID',
      );
      await rejected(
        api.signAsync({}, { algorithm: 'ES256', sign }, { kid: 'k' }),
        'ERR_OPTION_UNKNOWN',
      );
      await rejected(api.signAsync({}, { sign }), 'ERR_KEY_FORMAT');
      await rejected(
        api.signAsync({ exp: 'x' }, { algorithm: 'ES256', sign }),
        'ERR_CLAIM_INVALID',
      );
      assert.strictEqual(asked, 0);
    });

    it('mints for Infura', async () => {
      const signer = await elsewhere('RS256', { keyid: 'the-id' });
      const options = { expiresIn: '1h' };
      const token = await api.infura
        .createSigner(signer, options)
        .signAsync({ methods: ['eth_call'] });
      const { header, payload } = api.verify(token, files['infura-rsa.public.pem'], {
        audience: 'infura.io',
      });
      assert.strictEqual(header.kid, 'the-id');
      assert.deepEqual(payload.methods, ['eth_call']);
      await rejected(
        api.infura.signAsync({ method: ['x'] }, signer, options),
        'ERR_PROVIDER_CLAIM',
      );
      const wrong = await elsewhere('PS384', { keyid: 'k' });
      await rejected(api.infura.signAsync({}, wrong, options), 'ERR_PROVIDER_ALGORITHM');
      const anonymous = await elsewhere('RS256');
      await rejected(api.infura.signAsync({}, anonymous, options), 'ERR_OPTION_MISSING');
    });
  });
}
