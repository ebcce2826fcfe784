/** Neuron's decision about a request, for tests and for services of one's own. */
import { binding } from './bound.js';
import type { Finding } from './diagnose.js';
import { JotError, unwrap } from './error.js';
import type { ErrorCode } from './generated.js';
import { argumentInvalid, type ClockOptions, clock, readOptions } from './options.js';

/** The key files of Neuron's `certs` directory: each one's text by its name, in their order. */
export interface NeuronKeys {
  keys: Readonly<Record<string, string>>;
}

/** How close to Neuron a verifier is. */
export interface NeuronVerifierOptions {
  /**
   * Answer as Neuron really does, for tests: it takes tokens that never expire, an `iss` that is
   * only the beginning of a file's name, and junk around the token. Default: false.
   */
  emulate?: boolean;
}

/** What becomes of a request. */
export type NeuronAnswer =
  | {
      ok: true;
      /** Whom the token speaks for; `admin` where it names nobody. */
      user: string;
    }
  | {
      ok: false;
      /** Neuron's code. */
      error: 1004 | 1005 | 1006 | 1007;
      /** The HTTP status to answer with. */
      status: 401 | 403;
      /** The code's name. */
      name: 'NEED_TOKEN' | 'DECODE_TOKEN' | 'EXPIRED_TOKEN' | 'VALIDATE_TOKEN';
      /** Why, for programs such as counters. */
      code: ErrorCode;
      /** Why, for the log. Not for the client. */
      reason: string;
    };

/** Decides about requests by key files. */
export interface NeuronVerifier {
  /** Decides by an `Authorization` header. */
  authorize(authorization: string | null | undefined, options?: ClockOptions): NeuronAnswer;
  /** What is wrong with the key files, or will be in Neuron. `path` is a file's name. */
  readonly problems: readonly Finding[];
  /** Puts other files in the place of all, at once. */
  setKeys(keys: NeuronKeys['keys']): void;
}

/**
 * Decides about requests to Neuron by the key files of its `certs` directory. A file that cannot be
 * used is listed in `problems`; the others go on.
 *
 * By default it is stricter than Neuron: `iss` is the file's name without its ending, `exp` is there
 * and a number, `aud` is `neuron`, and the token stands alone after `Bearer `.
 *
 * @example
 * const verifier = neuron.createVerifier({ keys: { 'ci-bot.pem': publicKeyPem } });
 * const answer = verifier.authorize(request.headers.authorization);
 * if (!answer.ok) console.warn(answer.status, answer.error, answer.reason);
 */
export function createVerifier(
  files: NeuronKeys,
  options: NeuronVerifierOptions = {},
): NeuronVerifier {
  const own = { ...options };
  const made = (keys: NeuronKeys['keys']) =>
    unwrap(binding.createNeuronVerifier(readOptions({ ...own, keys }).text));
  let handle = made(files?.keys);
  let problems: readonly Finding[] | undefined;
  return {
    authorize(authorization, at) {
      if (typeof (authorization ?? '') !== 'string') {
        throw new JotError(
          argumentInvalid('authorization', authorization, 'a string, or left out'),
        );
      }
      const { now } = readOptions(at);
      return JSON.parse(unwrap(handle.authorize(authorization ?? undefined, now ?? clock())));
    },
    get problems() {
      problems ??= JSON.parse(handle.problems()) as Finding[];
      return problems;
    },
    setKeys(keys) {
      const before = handle;
      handle = made(keys);
      problems = undefined;
      before.free?.();
    },
  };
}
