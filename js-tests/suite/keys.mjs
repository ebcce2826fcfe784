/** Keys in and out, in every form that openssl and JOSE have. */
import { base64url, bytesOf } from './compact.mjs';

export default function keys(
  api,
  { describe, it, assert, files, algorithms, keysOf, refused, secret },
) {
  const fingerprints = Object.fromEntries(
    files['fingerprints.txt']
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
  const derOf = (pem) =>
    Uint8Array.from(
      atob(
        pem.replace(/^[\s\S]*?-----BEGIN [A-Z0-9 ]+-----|-----END[\s\S]*/g, '').replace(/\s/g, ''),
      ),
      (character) => character.charCodeAt(0),
    );

  /** Signs with one, verifies with the other. */
  function worksTogether(signing, verifying) {
    const token = api.sign({ sub: 'alice' }, signing);
    assert.strictEqual(api.verify(token, verifying).payload.sub, 'alice');
  }

  describe('keys of openssl', () => {
    const rsa = [
      'infura-rsa.private.pem',
      'infura-rsa.pkcs1.pem',
      'infura-rsa.public.pem',
      'infura-rsa.pkcs1-public.pem',
      'infura-rsa.certificate.pem',
    ];
    const ec = [
      'infura-ec.private.pem',
      'infura-ec.pkcs8.pem',
      'infura-ec.public.pem',
      'infura-ec.certificate.pem',
    ];
    for (const file of [...rsa, ...ec]) {
      const name = file.split('.')[0];
      it(`are read as PEM, DER and bytes of a PEM: ${file}`, () => {
        const forms = [files[file], derOf(files[file]), new TextEncoder().encode(files[file])];
        for (const form of forms) {
          const key = api.importKey(form);
          assert.strictEqual(key.fingerprint(), fingerprints[name]);
          assert.deepEqual([...key.repairs], []);
          if (key.kind === 'private') worksTogether(key, files[`${name}.public.pem`]);
          else worksTogether(files[`${name}.private.pem`], key);
        }
      });
    }

    it('may have an EC PARAMETERS block before them', () => {
      const key = api.importKey(files['infura-ec.parameters.pem']);
      assert.strictEqual(key.fingerprint(), fingerprints['infura-ec']);
      worksTogether(files['infura-ec.parameters.pem'], files['infura-ec.public.pem']);
    });

    for (const name of Object.keys(fingerprints)) {
      const options = name === 'rsa-1024' ? { allowWeakKey: true } : {};
      it(`have the fingerprint that Infura's pipeline prints: ${name}`, () => {
        const key = api.importKey(files[`${name}.private.pem`], options);
        assert.strictEqual(key.fingerprint(), fingerprints[name]);
        assert.strictEqual(key.publicKey().fingerprint(), fingerprints[name]);
      });
    }

    for (const name of ['infura-rsa', 'infura-ec']) {
      it(`are decrypted with their passphrase: ${name}`, () => {
        const pem = files[`${name}.encrypted.pem`];
        for (const form of [pem, derOf(pem)]) {
          const key = api.importKey(form, { passphrase: 'correct' });
          assert.strictEqual(key.fingerprint(), fingerprints[name]);
          worksTogether(key, files[`${name}.public.pem`]);
          refused(() => api.importKey(form), 'ERR_KEY_ENCRYPTED');
          refused(() => api.importKey(form, { passphrase: 'wrong' }), 'ERR_KEY_PASSPHRASE');
          refused(() => api.sign({}, form), 'ERR_KEY_ENCRYPTED');
        }
      });
    }

    it('are written as openssl writes them', () => {
      const of = (file) => api.importKey(files[file]);
      assert.strictEqual(of('infura-rsa.pkcs1.pem').toPem(), files['infura-rsa.private.pem']);
      assert.strictEqual(
        of('infura-rsa.private.pem').toPem('pkcs1'),
        files['infura-rsa.pkcs1.pem'],
      );
      const rsaPublic = of('infura-rsa.private.pem').publicKey();
      assert.strictEqual(rsaPublic.toPem(), files['infura-rsa.public.pem']);
      assert.strictEqual(rsaPublic.toPem('pkcs1'), files['infura-rsa.pkcs1-public.pem']);
      assert.strictEqual(of('infura-ec.private.pem').toPem('pkcs8'), files['infura-ec.pkcs8.pem']);
      assert.strictEqual(of('infura-ec.pkcs8.pem').toPem('sec1'), files['infura-ec.private.pem']);
      assert.strictEqual(of('ed25519.private.pem').toPem(), files['ed25519.private.pem']);
    });
  });

  describe('keys written and read again', () => {
    const formats = {
      RSA: { private: ['pkcs8', 'pkcs1'], public: ['spki', 'pkcs1'] },
      EC: { private: ['pkcs8', 'sec1'], public: ['spki'] },
      OKP: { private: ['pkcs8'], public: ['spki'] },
    };
    for (const algorithm of algorithms.filter((name) => !name.startsWith('HS'))) {
      it(algorithm, () => {
        const { signing, verifying } = keysOf(algorithm);
        for (const key of [api.importKey(signing), api.importKey(verifying)]) {
          for (const format of formats[key.type][key.kind]) {
            for (const again of [key.toPem(format), key.toDer(format)].map((form) =>
              api.importKey(form),
            )) {
              assert.strictEqual(again.kind, key.kind);
              assert.deepEqual(again.toJwk(), key.toJwk());
            }
          }
          assert.deepEqual(api.importKey(key.toJwk()).toJwk(), key.toJwk());
          assert.deepEqual(api.importKey(JSON.stringify(key.toJwk())).toJwk(), key.toJwk());
          assert.strictEqual(key.thumbprint(), key.publicKey().thumbprint());
        }
      });
    }

    it('refuse a form they do not have, and say which they have', () => {
      const rsa = api.importKey(files['infura-rsa.private.pem']);
      const error = refused(() => rsa.toPem('sec1'), 'ERR_KEY_EXPORT');
      assert.match(error.message, /pkcs8, pkcs1 or jwk/);
      refused(() => rsa.publicKey().toDer('pkcs8'), 'ERR_KEY_EXPORT');
      refused(() => rsa.toPem('pem'), 'ERR_OPTION_INVALID');
      refused(() => rsa.toPem(1), 'ERR_OPTION_INVALID');
      const oct = api.generateSecret('HS256');
      refused(() => oct.toPem(), 'ERR_KEY_EXPORT');
      refused(() => oct.publicKey(), 'ERR_KEY_KIND');
      refused(() => oct.fingerprint(), 'ERR_KEY_KIND');
    });
  });

  describe('JWKs', () => {
    it('bring their kid and alg along', () => {
      const jwk = {
        ...api.importKey(files['infura-rsa.private.pem']).toJwk(),
        kid: 'k',
        alg: 'PS384',
      };
      const key = api.importKey(jwk);
      assert.strictEqual(key.keyid, 'k');
      assert.deepEqual([...key.algorithms], ['PS384']);
      const { header } = api.decode(api.sign({}, jwk));
      assert.deepEqual(header, { alg: 'PS384', typ: 'JWT', kid: 'k' });
      assert.strictEqual(api.importKey(jwk, { keyid: 'own' }).keyid, 'own');
      assert.strictEqual(key.publicKey().toJwk().d, undefined);
    });

    it('may hold members that mean nothing here', () => {
      const jwk = { ...api.importKey(files['infura-ec.public.pem']).toJwk(), ext: true, foo: [1] };
      assert.strictEqual(api.importKey(jwk).fingerprint(), fingerprints['infura-ec']);
    });

    it('are seen anew when they were changed between two calls', () => {
      const [one, two] = [api.generateKeyPair('ES256'), api.generateKeyPair('ES256')];
      const jwk = one.publicKey.toJwk();
      const [first, second] = [api.sign({}, one.privateKey), api.sign({}, two.privateKey)];
      api.verify(first, jwk);
      Object.assign(jwk, two.publicKey.toJwk());
      api.verify(second, jwk);
      refused(() => api.verify(first, jwk), 'ERR_SIGNATURE_INVALID');
    });

    it('are the same secret as text, as bytes of that text, and as an object', () => {
      const jwk = { kty: 'oct', k: base64url(secret) };
      const text = JSON.stringify(jwk);
      const bytes = new TextEncoder().encode(text);
      const options = { algorithms: ['HS256'] };
      for (const signing of [jwk, text, bytes, secret]) {
        const token = api.sign({}, signing, { algorithm: 'HS256' });
        for (const verifying of [jwk, text, bytes, secret]) api.verify(token, verifying, options);
      }
    });
  });

  describe('secrets', () => {
    const text = 'a secret that is long enough for HS256, HS384 and HS512: 64 bytes';

    it('are text or bytes where an HS algorithm is named', () => {
      const token = api.sign({}, text, { algorithm: 'HS512' });
      api.verify(token, new TextEncoder().encode(text), { algorithms: ['HS512'] });
      const key = api.importKey(text, { algorithm: 'HS512' });
      api.verify(token, key);
      assert.deepEqual([key.kind, key.type, key.bits], ['secret', 'oct', text.length * 8]);
    });

    it('are told apart by each byte', () => {
      const latin = Uint8Array.from('é'.repeat(40), (character) => character.charCodeAt(0));
      const token = api.sign({}, 'é'.repeat(40), { algorithm: 'HS256' });
      const options = { algorithms: ['HS256'] };
      api.verify(token, 'é'.repeat(40), options);
      refused(() => api.verify(token, latin, options), 'ERR_SIGNATURE_INVALID');
    });

    it('may be a view of a part of a buffer', () => {
      const buffer = new Uint8Array(100).map((_, index) => index);
      const view = buffer.subarray(10, 74);
      const token = api.sign({}, view, { algorithm: 'HS256' });
      api.verify(token, Uint8Array.from(view), { algorithms: ['HS256'] });
    });

    it('that change in place are another key', () => {
      const bytes = new Uint8Array(32).fill(1);
      const token = api.sign({}, bytes, { algorithm: 'HS256' });
      bytes[0] = 2;
      const options = { algorithms: ['HS256'] };
      refused(() => api.verify(token, bytes, options), 'ERR_SIGNATURE_INVALID');
    });

    it('do not stay in the key when their buffer is wiped', () => {
      const bytes = new Uint8Array(32).fill(1);
      const key = api.importKey(bytes, { algorithm: 'HS256' });
      bytes.fill(0);
      assert.deepEqual([...bytesOf(key.toJwk().k)], Array(32).fill(1));
    });
  });

  describe('mended keys', () => {
    const pem = files['infura-rsa.private.pem'];
    const mended = {
      'line breaks written out': pem.replaceAll('\n', '\\n'),
      'line breaks turned into spaces': pem.replaceAll('\n', ' '),
      'line breaks gone': pem.replaceAll('\n', ''),
      'no END line': pem.split('-----END')[0],
      'CR LF': pem.replaceAll('\n', '\r\n'),
      'a byte-order mark': `\ufeff${pem}`,
      quotes: `"${pem}"`,
      indentation: pem.replaceAll(/^/gm, '    '),
      'base64 of the whole PEM': btoa(pem),
      'base64 of the JWK': btoa(JSON.stringify(api.importKey(pem).toJwk())),
      'the base64 body alone': pem.trim().split('\n').slice(1, -1).join('\n'),
      'the base64 body in one line': pem.trim().split('\n').slice(1, -1).join(''),
    };
    for (const [name, text] of Object.entries(mended)) {
      it(`say what was mended: ${name}`, () => {
        const key = api.importKey(text);
        assert.strictEqual(key.fingerprint(), fingerprints['infura-rsa']);
        assert.strictEqual(key.repairs.length, 1, key.repairs.join());
        worksTogether(text, files['infura-rsa.public.pem']);
      });
    }

    it('are none where there is only text around them', () => {
      const key = api.importKey(`Bag Attributes\n${pem}the end`);
      assert.strictEqual(key.fingerprint(), fingerprints['infura-rsa']);
      assert.deepEqual([...key.repairs], []);
    });
  });

  describe('keys made here', () => {
    for (const algorithm of algorithms.filter((name) => !/^(HS|RS|PS)/.test(name))) {
      it(`serve ${algorithm}`, () => {
        const { privateKey, publicKey } = api.generateKeyPair(algorithm, { keyid: 'k' });
        assert.deepEqual([privateKey.kind, publicKey.kind], ['private', 'public']);
        const token = api.sign({ sub: 'a' }, privateKey);
        assert.deepEqual(api.decode(token).header, { alg: algorithm, typ: 'JWT', kid: 'k' });
        api.verify(token, publicKey);
        const other = api.generateKeyPair(algorithm);
        assert.ok(other.privateKey.thumbprint() !== privateKey.thumbprint());
        refused(() => api.verify(token, other.publicKey), 'ERR_SIGNATURE_INVALID');
      });
    }

    it('serve RS256 and PS512, of the size that was asked for', async () => {
      const { privateKey, publicKey } = await api.generateKeyPairAsync('PS512');
      assert.strictEqual(privateKey.bits, 2048);
      api.verify(api.sign({}, privateKey), publicKey);
      assert.strictEqual(
        api.generateKeyPair('RS256', { modulusLength: 3072 }).publicKey.bits,
        3072,
      );
    });

    for (const [algorithm, bits] of [
      ['HS256', 256],
      ['HS384', 384],
      ['HS512', 512],
    ]) {
      it(`are secrets for ${algorithm}`, () => {
        const key = api.generateSecret(algorithm);
        assert.deepEqual([key.kind, key.bits], ['secret', bits]);
        assert.ok(key.toJwk().k !== api.generateSecret(algorithm).toJwk().k);
        assert.strictEqual(api.decode(api.sign({}, key)).header.alg, algorithm);
      });
    }

    it('are refused where they cannot be', () => {
      refused(() => api.generateKeyPair('HS256'), 'ERR_OPTION_INVALID');
      refused(() => api.generateSecret('RS256'), 'ERR_OPTION_INVALID');
      refused(() => api.generateKeyPair('none'), 'ERR_ALGORITHM_UNKNOWN');
      refused(() => api.generateKeyPair('rs256'), 'ERR_ALGORITHM_UNKNOWN');
      refused(() => api.generateKeyPair(), 'ERR_OPTION_INVALID');
      refused(() => api.generateKeyPair('ES256', { modulusLength: 2048 }), 'ERR_OPTION_INVALID');
      for (const modulusLength of [512, 1024, 2047, 2048.5, -1, 100_000, '2048', null]) {
        refused(() => api.generateKeyPair('RS256', { modulusLength }), 'ERR_OPTION_INVALID');
      }
      refused(() => api.generateKeyPair('RS256', { bits: 2048 }), 'ERR_OPTION_UNKNOWN');
      refused(() => api.generateKeyPair('ES256', { keyid: undefined }), 'ERR_OPTION_INVALID');
    });
  });
}
