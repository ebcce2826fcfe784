/** The public API. What is not exported here is nobody's business but this package's. */
export type { BatchOptions } from './batch.js';
export { type Decoded, decode } from './decode.js';
export { type DiagnoseOptions, diagnose, type Finding } from './diagnose.js';
export { JotError } from './error.js';
export type { ExternalSigner } from './external-signer.js';
export type {
  Decision,
  Gate,
  GateConfig,
  GateConnection,
  GateRequest,
  ProjectAllowlists,
  ProjectKey,
} from './gate.js';
export {
  type GenerateOptions,
  generateKeyPair,
  generateKeyPairAsync,
  generateSecret,
  type KeyPair,
} from './generate.js';
export type { Algorithm, ErrorCode, NoteCode } from './generated.js';
export { type ImportOptions, importKey } from './import-key.js';
export type { InfuraClaims, InfuraOptions } from './infura.js';
export * as infura from './infura.js';
export type { JwsSignOptions, JwsVerified, JwsVerifyOptions } from './jws.js';
export * as jws from './jws.js';
export {
  type JsonWebKey,
  type JsonWebKeySet,
  Key,
  type KeyInput,
  type KeyObjectLike,
} from './key.js';
export type { Signer } from './mint.js';
export type { NeuronClaims, NeuronOptions } from './neuron.js';
export * as neuron from './neuron.js';
export type {
  NeuronAnswer,
  NeuronKeys,
  NeuronVerifier,
  NeuronVerifierOptions,
} from './neuron-verifier.js';
export type { ClockOptions } from './options.js';
export {
  createSigner,
  type JoseHeader,
  type SignOptions,
  sign,
  signAsync,
} from './sign.js';
export {
  createVerifier,
  type JwtClaims,
  type Verified,
  type Verifier,
  type VerifierOptions,
  type VerifyOptions,
  type VerifyResult,
  verify,
  verifyAsync,
} from './verify.js';
