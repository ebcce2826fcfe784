/** Every command there is: the one table that dispatch, help and completion go by. */
import { builder } from './builder.mjs';
import { completion } from './completion.mjs';
import { decode } from './decode.mjs';
import { diagnose } from './diagnose.mjs';
import { fingerprint } from './fingerprint.mjs';
import { gate } from './gate.mjs';
import { keygen } from './keygen.mjs';
import { sign } from './sign.mjs';
import { verify } from './verify.mjs';

/** @type {import('./options.mjs').Command[]} */
export const COMMANDS = [
  keygen,
  sign,
  verify,
  decode,
  diagnose,
  fingerprint,
  builder,
  gate,
  completion,
];
