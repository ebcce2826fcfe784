/** Fake timers, as test suites of our users set them. */
import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { createSigner, createVerifier, decode, generateSecret, sign, verify } from 'jotmint';

const secret = generateSecret('HS256');

describe('with fake timers', () => {
  afterEach(() => mock.timers.reset());

  it('tokens are made and expire by them', () => {
    mock.timers.enable({ apis: ['Date'], now: 1_000_000_000_000 });
    const token = sign({}, secret, { expiresIn: '1h' });
    assert.deepEqual(decode(token).payload, { iat: 1_000_000_000, exp: 1_000_003_600 });
    const verifier = createVerifier(secret);
    const signer = createSigner(secret);
    mock.timers.tick(3_599_000);
    verify(token, secret);
    verifier.verify(token);
    assert.equal(decode(signer.sign({})).payload.iat, 1_000_003_599);
    mock.timers.tick(1000);
    assert.throws(() => verify(token, secret), { code: 'ERR_JWT_EXPIRED' });
    assert.throws(() => verifier.verify(token), { code: 'ERR_JWT_EXPIRED' });
  });
});
