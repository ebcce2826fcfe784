// The rows, as the page runs them.

import { importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import init, * as jotmint from '/jotmint/index.js';
import { measure } from '../measure.mjs';

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {number[]} ours  calls a second, round by round
 * @property {number[]} jose
 */

const PAYLOAD = { sub: 'alice', aud: 'infura.io' };

async function main() {
  const address = new URL(location.href).searchParams;
  const options = { rounds: Number(address.get('rounds')), slice: Number(address.get('slice')) };
  const keys = await (await fetch('/keys.json')).json();
  await init();
  const rows = [];
  for (const algorithm of ['ES256', 'RS256']) {
    for (const [kind, contenders] of Object.entries(await rowsOf(algorithm, keys[algorithm]))) {
      const samples = await measure(contenders, options);
      rows.push({ id: `${algorithm} ${kind}`, ...Object.fromEntries(samples) });
    }
  }
  return rows;
}

/** @param {string} algorithm @param {{ privateKey: string, publicKey: string }} pems */
async function rowsOf(algorithm, pems) {
  const signer = jotmint.createSigner(jotmint.importKey(pems.privateKey), { expiresIn: '1h' });
  const verifier = jotmint.createVerifier(jotmint.importKey(pems.publicKey), {
    algorithms: [algorithm],
    audience: PAYLOAD.aud,
  });
  const privateKey = await importPKCS8(pems.privateKey, algorithm);
  const publicKey = await importSPKI(pems.publicKey, algorithm);
  const signByJose = () =>
    new SignJWT(PAYLOAD)
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  const verifyByJose = (token) =>
    jwtVerify(token, publicKey, { algorithms: [algorithm], audience: PAYLOAD.aud });
  const token = await signByJose();

  await check(signer, verifier, signByJose, verifyByJose);
  const jose = { sign: signByJose, verify: () => verifyByJose(token) };
  const row = (ours, theirs) => [
    { name: 'ours', run: ours },
    { name: 'jose', run: theirs },
  ];
  return {
    sign: row(() => signer.sign(PAYLOAD), jose.sign),
    signAsync: row(() => signer.signAsync(PAYLOAD), jose.sign),
    verify: row(() => verifier.verify(token), jose.verify),
    verifyAsync: row(() => verifier.verifyAsync(token), jose.verify),
  };
}

/** Each takes the other's tokens, with the same claims in them, and no damaged one. */
async function check(signer, verifier, signByJose, verifyByJose) {
  for (const token of [signer.sign(PAYLOAD), await signer.signAsync(PAYLOAD)]) {
    checkClaims((await verifyByJose(token)).payload);
  }
  const token = await signByJose();
  checkClaims(verifier.verify(token).payload);
  checkClaims((await verifier.verifyAsync(token)).payload);
  const damaged = token.slice(0, -8) + (token.at(-8) === 'A' ? 'B' : 'A') + token.slice(-7);
  const verdicts = await Promise.allSettled([
    verifier.verifyAsync(damaged),
    verifyByJose(damaged),
    (async () => verifier.verify(damaged))(),
  ]);
  if (verdicts.some(({ status }) => status !== 'rejected')) {
    throw new Error('A damaged token was taken.');
  }
}

function checkClaims({ sub, aud, iat, exp }) {
  if (sub !== PAYLOAD.sub || aud !== PAYLOAD.aud || exp - iat !== 3600) {
    throw new Error('A token does not carry what was asked for.');
  }
}

globalThis.outcome = main();
