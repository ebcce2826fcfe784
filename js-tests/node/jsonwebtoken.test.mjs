/** The drop-in for jsonwebtoken: what its documentation shows, and how it is loaded. */
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it, mock } from 'node:test';
import { JotError } from 'jotmint';
import jwt, * as named from 'jotmint/jsonwebtoken';
import jsonwebtoken from 'jsonwebtoken';
import { files } from './material.mjs';
import { emptyFolder, node, root } from './running.mjs';

const require = createRequire(import.meta.url);
const rsa = { private: files['infura-rsa.private.pem'], public: files['infura-rsa.public.pem'] };
const ec = { private: files['infura-ec.private.pem'], public: files['infura-ec.public.pem'] };
const SECRET = 'a secret';

/** How `call` calls back: `[error, value]`. */
const called = (call) => new Promise((resolve) => call((...outcome) => resolve(outcome)));

/** The error that `call` throws. */
function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

describe('jotmint/jsonwebtoken', () => {
  it('is one object with the members of jsonwebtoken, however it is loaded', () => {
    assert.equal(require('jotmint/jsonwebtoken'), jwt);
    assert.deepEqual(Object.keys(jwt).sort(), Object.keys(jsonwebtoken).sort());
    const { default: object, ...members } = named;
    assert.equal(object, jwt);
    assert.deepEqual({ ...members }, { ...jwt });
  });

  it('can be replaced member by member in tests', () => {
    const replaced = mock.method(jwt, 'sign', () => 'token');
    assert.equal(require('jotmint/jsonwebtoken').sign({}, 'x'), 'token');
    replaced.mock.restore();
    assert.notEqual(jwt.sign({}, 'x'), 'token');
  });

  it('has the errors of the package it belongs to', () => {
    const error = thrownBy(() => jwt.sign({}, '-----BEGIN'));
    assert.ok(error.cause instanceof JotError);
  });

  for (const name of ['jsonwebtoken', 'jotmint/jsonwebtoken']) {
    it(`compiles where ${name} is imported`, async () => {
      const folder = emptyFolder();
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
      const program = readFileSync(
        join(root, 'js-tests/node/programs/typed-jsonwebtoken.mts'),
        'utf8',
      );
      assert.equal(program.split("from 'jsonwebtoken'").length, 2);
      const text = program.replace("from 'jsonwebtoken'", `from '${name}'`);
      const options = [
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--types',
        'node',
        '--esModuleInterop',
      ];
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      for (const [module, ...files] of [
        ['nodenext', 'program.mts', 'program.cts'],
        ['preserve', 'program.ts'],
      ]) {
        for (const file of files) writeFileSync(join(folder, file), text);
        const args = [tsc, ...options, '--module', module, ...files];
        const { status, stdout } = await node(args, { cwd: folder });
        assert.equal(status, 0, stdout);
      }
    });
  }
});

describe('sign', () => {
  it('fills in the claims', () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000_000_000 });
    const token = jwt.sign({ foo: 'bar' }, rsa.private, {
      algorithm: 'RS256',
      keyid: 'k',
      expiresIn: '1h',
      notBefore: 10,
      audience: ['a', 'b'],
      issuer: 'i',
      subject: 's',
      jwtid: 'j',
      header: { x: 1 },
    });
    mock.timers.reset();
    const { header, payload } = jsonwebtoken.decode(token, { complete: true });
    assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: 'k', x: 1 });
    assert.deepEqual(payload, {
      ...{ foo: 'bar', iat: 1_000_000_000, nbf: 1_000_000_010, exp: 1_000_003_600 },
      ...{ aud: ['a', 'b'], iss: 'i', sub: 's', jti: 'j' },
    });
  });

  it('counts a text without a unit in milliseconds', () => {
    const { iat, exp } = jwt.decode(jwt.sign({}, SECRET, { expiresIn: '120000' }));
    assert.equal(exp - iat, 120);
  });

  it('leaves the payload alone, unless told', () => {
    const payload = { sub: 'alice' };
    jwt.sign(payload, SECRET, { expiresIn: 60 });
    assert.deepEqual(payload, { sub: 'alice' });
    jwt.sign(payload, SECRET, { expiresIn: 60, mutatePayload: true });
    assert.deepEqual(Object.keys(payload), ['sub', 'iat', 'exp']);
  });

  it('takes text and bytes', () => {
    for (const payload of ['a text', Buffer.from('a text')]) {
      const token = jwt.sign(payload, SECRET);
      assert.equal(token, jsonwebtoken.sign(payload, SECRET));
      assert.equal(jwt.verify(token, SECRET), 'a text');
    }
  });

  it('opens encrypted keys, also those of the old kind', () => {
    for (const name of ['infura-rsa.encrypted.pem', 'infura-rsa.old-encrypted.pem']) {
      const key = { key: files[name], passphrase: 'correct' };
      jsonwebtoken.verify(jwt.sign({}, key, { algorithm: 'RS256' }), rsa.public);
      assert.throws(() => jwt.sign({}, { ...key, passphrase: 'wrong' }, { algorithm: 'RS256' }), {
        message: 'secretOrPrivateKey is not valid key material',
      });
    }
  });

  it('calls back on the next tick, and before promises and timers', async () => {
    const order = [];
    await new Promise((resolve) => {
      setImmediate(() => order.push('immediate'));
      jwt.sign({}, rsa.private, { algorithm: 'RS256' }, (error, token) => {
        assert.equal(error, null);
        order.push(token.split('.').length);
        setImmediate(resolve);
      });
      order.push('returned');
    });
    assert.deepEqual(order, ['returned', 3, 'immediate']);
  });

  it('calls back once, and keeps to itself what the callback throws, as jsonwebtoken does', async () => {
    for (const lib of [jsonwebtoken, jwt]) {
      let calls = 0;
      lib.sign({}, SECRET, () => {
        calls += 1;
        throw new Error('mine');
      });
      await new Promise(setImmediate);
      assert.equal(calls, 1);
    }
  });

  it('calls back at once where the call is wrong', () => {
    const calls = [];
    jwt.sign({}, '', (...outcome) => calls.push(outcome));
    assert.deepEqual(
      calls.map(([error]) => error.message),
      ['secretOrPrivateKey must have a value'],
    );
  });

  it('signs with RSA keys that are too small only where told', () => {
    const key = files['rsa-1024.private.pem'];
    assert.throws(() => jwt.sign({}, key, { algorithm: 'RS256' }), {
      message: 'secretOrPrivateKey has a minimum key size of 2048 bits for RS256',
    });
    const token = jwt.sign({}, key, { algorithm: 'RS256', allowInsecureKeySizes: true });
    jsonwebtoken.verify(token, files['rsa-1024.public.pem']);
    jwt.verify(token, files['rsa-1024.public.pem']);
  });

  it('says what is wrong with a key, in the cause of its error', () => {
    const error = thrownBy(() =>
      jwt.sign({}, files['infura-rsa.encrypted.pem'], { algorithm: 'RS256' }),
    );
    assert.equal(error.message, 'secretOrPrivateKey must be an asymmetric key when using RS256');
    assert.equal(error.cause.code, 'ERR_KEY_ENCRYPTED');
  });

  it('takes no key that it has read for another', () => {
    jwt.sign(
      {},
      { key: files['infura-ec.encrypted.pem'], passphrase: 'correct' },
      { algorithm: 'ES256' },
    );
    for (const key of [
      { key: files['infura-ec.encrypted.pem'], passphrase: 'correct ' },
      { key: `${files['infura-ec.encrypted.pem']}correct`, passphrase: '' },
    ]) {
      assert.throws(() => jwt.sign({}, key, { algorithm: 'ES256' }), /not valid key material/);
    }
    jwt.verify(jwt.sign({}, ec.private, { algorithm: 'ES256' }), ec.private);
    assert.throws(
      () => jwt.sign({}, ec.public, { algorithm: 'ES256' }),
      /must be an asymmetric key/,
    );
  });
});

describe('verify', () => {
  const token = jwt.sign({ foo: 'bar', aud: 'urn:foo', iss: 'urn:issuer' }, SECRET, {
    expiresIn: 60,
  });

  it('gives the payload, or everything', () => {
    assert.equal(jwt.verify(token, SECRET).foo, 'bar');
    const { header, payload, signature } = jwt.verify(token, SECRET, { complete: true });
    assert.deepEqual(header, { alg: 'HS256', typ: 'JWT' });
    assert.equal(payload.foo, 'bar');
    assert.equal(signature, token.split('.')[2]);
  });

  it('finds the key by a function, now or later', async () => {
    const seen = [];
    const later = (header, callback) => {
      seen.push(header);
      setImmediate(callback, null, SECRET);
    };
    assert.deepEqual((await called((back) => jwt.verify(token, later, back)))[1].foo, 'bar');
    assert.deepEqual(seen, [{ alg: 'HS256', typ: 'JWT' }]);
    const [error] = await called((back) =>
      jwt.verify(token, (_, callback) => callback(new Error('no such key')), back),
    );
    assert.ok(error instanceof jwt.JsonWebTokenError);
    assert.equal(error.message, 'error in secret or public key callback: no such key');
    assert.throws(() => jwt.verify(token, later), {
      name: 'JsonWebTokenError',
      message: /asynchronous/,
    });
  });

  it('goes by the time of the call, also where the key comes later', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const late = (_, callback) => {
      mock.timers.tick(120_000);
      callback(null, SECRET);
    };
    const [error] = await called((back) => jwt.verify(token, late, back));
    assert.equal(error, null);
    assert.throws(() => jwt.verify(token, SECRET), { name: 'TokenExpiredError' });
    mock.timers.reset();
  });

  it('calls back before it returns, and leaves what the callback throws to the caller', () => {
    const order = [];
    jwt.verify(token, SECRET, () => order.push('called'));
    order.push('returned');
    assert.deepEqual(order, ['called', 'returned']);
    assert.throws(
      () =>
        jwt.verify(token, SECRET, () => {
          throw new RangeError('mine');
        }),
      RangeError,
    );
  });

  it('lets no public key be a secret', () => {
    const [header, payload] = token.split('.');
    const tag = createHmac('sha256', rsa.public).update(`${header}.${payload}`).digest('base64url');
    const forged = `${header}.${payload}.${tag}`;
    for (const options of [{}, { algorithms: ['HS256'] }, { algorithms: ['HS256', 'RS256'] }]) {
      assert.throws(() => jwt.verify(forged, rsa.public, options), jwt.JsonWebTokenError);
    }
    // The text is a secret for jsonwebtoken, as Node cannot read it.
    const mangled = rsa.public.replaceAll('\n', ' ');
    const other = createHmac('sha256', mangled).update(`${header}.${payload}`).digest('base64url');
    jsonwebtoken.verify(`${header}.${payload}.${other}`, mangled);
    assert.throws(
      () => jwt.verify(`${header}.${payload}.${other}`, mangled),
      jwt.JsonWebTokenError,
    );
  });

  it('takes no date that never comes', () => {
    for (const [payload, message] of [
      ['{"exp":1e400}', 'invalid exp value'],
      ['{"nbf":-1e400}', 'invalid nbf value'],
      ['{"iat":1e400}', 'iat required when maxAge is specified'],
    ]) {
      const token = jwt.sign(payload, SECRET);
      jsonwebtoken.verify(token, SECRET, { maxAge: payload.includes('iat') ? 60 : undefined });
      assert.throws(() => jwt.verify(token, SECRET, { maxAge: 60 }), { message });
    }
  });

  it('takes a key object as it is', () => {
    const object = createPrivateKey(ec.private);
    const signed = jwt.sign({}, object, { algorithm: 'ES256' });
    assert.throws(() => jwt.verify(signed, object), {
      message: 'secretOrPublicKey must be an asymmetric key when using ES256',
    });
    jwt.verify(signed, ec.private);
  });
});

describe('errors', () => {
  const now = Math.floor(Date.now() / 1000);
  const expired = thrownBy(() => jwt.verify(jwt.sign({ exp: 1_000_000_000 }, SECRET), SECRET));
  const early = thrownBy(() => jwt.verify(jwt.sign({ nbf: now + 100 }, SECRET), SECRET));

  it('have the properties people look at', () => {
    assert.ok(expired instanceof jwt.TokenExpiredError && expired instanceof jwt.JsonWebTokenError);
    assert.deepEqual(expired.expiredAt, new Date(1_000_000_000_000));
    assert.ok(early instanceof jwt.NotBeforeError && !(early instanceof jwt.TokenExpiredError));
    assert.deepEqual(early.date, new Date((now + 100) * 1000));
  });

  it('are the same JSON as theirs', () => {
    const token = jwt.sign({ exp: 1_000_000_000 }, SECRET);
    const theirs = thrownBy(() => jsonwebtoken.verify(token, SECRET));
    assert.equal(JSON.stringify(expired), JSON.stringify(theirs));
    assert.deepEqual({ ...expired }, { ...theirs });
  });

  it('begin their stack with what they are', () => {
    assert.match(expired.stack, /^TokenExpiredError: jwt expired\n {4}at /);
    assert.ok(
      expired instanceof Error && Object.prototype.toString.call(expired) === '[object Error]',
    );
  });

  it('can be made and extended', () => {
    class Mine extends jwt.JsonWebTokenError {}
    const cause = new Error('cause');
    const error = new Mine('message', cause);
    assert.equal(error.inner, cause);
    assert.deepEqual(
      Object.keys(error),
      Object.keys(new jsonwebtoken.JsonWebTokenError('m', cause)),
    );
    assert.deepEqual(
      Object.keys(new jwt.TokenExpiredError('m', new Date())),
      Object.keys(new jsonwebtoken.TokenExpiredError('m', new Date())),
    );
  });

  it('hold what jotmint says of a token it does not take', () => {
    const header = Buffer.from('{"alg":"HS256","crit":["exp"],"exp":1}').toString('base64url');
    const input = `${header}.e30`;
    const tag = createHmac('sha256', SECRET).update(input).digest('base64url');
    const error = thrownBy(() => jwt.verify(`${input}.${tag}`, SECRET));
    assert.equal(error.message, 'invalid token');
    assert.equal(error.inner.code, 'ERR_CRIT_UNKNOWN');
  });
});
