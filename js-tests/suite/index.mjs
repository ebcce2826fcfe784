/**
 * The suite: what jotmint means, wherever it runs. Nothing here knows Node or a page; a runner
 * passes in what it needs.
 */
import claims from './claims.mjs';
import cryptoKeys from './crypto-keys.mjs';
import diagnose from './diagnose.mjs';
import externalSigner from './external-signer.mjs';
import gate from './gate.mjs';
import infura from './infura.mjs';
import jws from './jws.mjs';
import keyMistakes from './key-mistakes.mjs';
import keyRefusals from './key-refusals.mjs';
import keySets from './key-sets.mjs';
import keys from './keys.mjs';
import { kitOf } from './kit.mjs';
import knownHeaders from './known-headers.mjs';
import many from './many.mjs';
import neuron from './neuron.mjs';
import neuronVerifier from './neuron-verifier.mjs';
import options from './options.mjs';
import properties from './properties.mjs';
import shape from './shape.mjs';
import tokenRefusals from './token-refusals.mjs';
import tokens from './tokens.mjs';
import vectors from './vectors.mjs';
import verdicts from './verdicts.mjs';
import verifyCache from './verify-cache.mjs';

const parts = {
  shape,
  keys,
  keyRefusals,
  keyMistakes,
  keySets,
  tokens,
  tokenRefusals,
  claims,
  options,
  jws,
  knownHeaders,
  many,
  verifyCache,
  externalSigner,
  cryptoKeys,
  infura,
  gate,
  neuron,
  neuronVerifier,
  diagnose,
  properties,
  vectors,
  verdicts,
};

/**
 * Defines all tests.
 *
 * @param {typeof import('jotmint')} api what is tested
 * @param {import('./kit.mjs').Tools} tools what the runtime brings
 */
export function suite(api, tools) {
  const kit = kitOf(api, tools);
  for (const part of Object.values(parts)) part(api, kit);
}
