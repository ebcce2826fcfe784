/** What the tests share: keys by algorithm, tokens made by hand, refusals, the clock. */
import { base64url, compact } from './compact.mjs';

/**
 * @typedef {object} Tools
 * @property {(name: string, define: () => void) => void} describe
 * @property {(name: string, test: () => unknown) => void} it
 * @property {Assert} assert
 * @property {typeof import('fast-check')} fc
 * @property {Record<string, string>} files what `keys/` holds, by file name
 * @property {Record<string, object>} vectors what `crates/core/tests/vectors` holds, by name
 *
 * @typedef {object} Assert what node:assert/strict and chai's assert have in common
 * @property {(value: unknown, message?: string) => void} ok
 * @property {(actual: unknown, expected: unknown, message?: string) => void} strictEqual
 * @property {(actual: unknown, expected: unknown, message?: string) => void} deepEqual
 * @property {(text: string, pattern: RegExp, message?: string) => void} match
 */

const KEY_FILES = {
  RS256: 'infura-rsa',
  RS384: 'infura-rsa',
  RS512: 'infura-rsa',
  PS256: 'infura-rsa',
  PS384: 'infura-rsa',
  PS512: 'infura-rsa',
  ES256: 'infura-ec',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
  ES256K: 'secp256k1',
  EdDSA: 'ed25519',
  Ed25519: 'ed25519',
};
const SECRETS = ['HS256', 'HS384', 'HS512'];

/** @param {Tools} tools */
export function kitOf(api, tools) {
  const { assert, files } = tools;
  const algorithms = [...SECRETS, ...Object.keys(KEY_FILES)];

  /** The keys of an algorithm, as PEMs, or as one secret of 64 bytes. */
  function keysOf(algorithm) {
    if (SECRETS.includes(algorithm)) {
      const secret = new Uint8Array(64).fill(7);
      return { signing: secret, verifying: secret };
    }
    const name = KEY_FILES[algorithm];
    return { signing: files[`${name}.private.pem`], verifying: files[`${name}.public.pem`] };
  }

  /** Checks that an error is a refusal with this code, and that its message says why. */
  function checkRefusal(error, code, about) {
    assert.ok(error instanceof api.JotError, `${about}: ${error?.stack ?? error}`);
    assert.strictEqual(error.code, code, `${about}: ${error.message}`);
    assert.ok(error.message.length > 20, `${about}: ${error.message}`);
    assert.ok(!/undefined (is|cannot)|\[object/.test(error.message), `${about}: ${error.message}`);
    return error;
  }

  /** The refusal with which a call fails. */
  function refused(call, code, about = String(call)) {
    let result;
    try {
      result = call();
    } catch (error) {
      return checkRefusal(error, code, about);
    }
    throw new Error(`${about}: expected ${code}, got ${shown(result)}`);
  }

  /** The refusal with which a promise is rejected; a call that throws at once fails the test. */
  async function rejected(promise, code, about = '') {
    let result;
    try {
      result = await promise;
    } catch (error) {
      return checkRefusal(error, code, about);
    }
    throw new Error(`${about}: expected ${code}, got ${shown(result)}`);
  }

  const alive = api.createSigner(keysOf('HS256').signing, { algorithm: 'HS256' });
  /** A good token is made and taken, whatever came before. */
  function stillWorks() {
    const token = alive.sign({ sub: 'alice' });
    const options = { algorithms: ['HS256'] };
    assert.strictEqual(api.verify(token, keysOf('HS256').verifying, options).payload.sub, 'alice');
    const other = `${token}AAAA`;
    refused(() => api.verify(other, keysOf('HS256').verifying, options), 'ERR_SIGNATURE_INVALID');
  }

  return {
    ...tools,
    algorithms,
    keysOf,
    refused,
    rejected,
    stillWorks,
    base64url,
    compact,
    secret: keysOf('HS256').signing,
    hs256: { algorithm: 'HS256' },
    onlyHs256: { algorithms: ['HS256'] },
  };
}

/** Runs a job while `Date.now()` stands still. */
export function atTime(seconds, job) {
  const { now } = Date;
  Date.now = () => seconds * 1000;
  try {
    return job();
  } finally {
    Date.now = now;
  }
}

function shown(value) {
  return JSON.stringify(value)?.slice(0, 200) ?? String(value);
}
