/** Signatures that are made elsewhere: in a key management service, an HSM, WebCrypto. */
import type { Failure, Outcome, Rules, SignerHandle, TemplateHandle } from './binding.js';
import { binding } from './bound.js';
import { failure, isFailure, JotError, unwrap } from './error.js';
import type { Algorithm } from './generated.js';
import { inFlight } from './in-flight.js';
import { nameOf, unsayable } from './options.js';

/**
 * A signer of your own, for a key that cannot leave the place it is kept in. It works with the
 * asynchronous calls.
 *
 * @example
 * const kms = {
 *   algorithm: 'ES256',
 *   keyid: 'my-key',
 *   sign: async (input) => (await client.send(signCommand(input))).Signature,
 * };
 * const token = await signAsync({ sub: 'alice' }, kms, { expiresIn: '1h' });
 */
export interface ExternalSigner {
  readonly algorithm: Algorithm;
  /** What goes into the header as `kid`, unless the options say otherwise. */
  readonly keyid?: string;
  /** The signature of the bytes given. ECDSA signatures may be in DER. */
  sign(input: Uint8Array): Promise<Uint8Array | ArrayBuffer> | Uint8Array | ArrayBuffer;
}

export function isExternalSigner(key: unknown): key is ExternalSigner {
  return (
    typeof key === 'object' &&
    key !== null &&
    typeof (key as ExternalSigner).sign === 'function' &&
    'algorithm' in key
  );
}

/** What a binding's own signer does, with the signature made by the caller's. */
export class ExternalSignerHandle implements SignerHandle {
  readonly #signer: ExternalSigner;
  readonly #template: TemplateHandle;
  readonly #encoder = new TextEncoder();

  constructor(rules: Rules, signer: ExternalSigner, options: string) {
    this.#signer = signer;
    this.#template = unwrap(binding.createTemplate(rules, String(signer.algorithm), options));
  }

  sign(): Failure {
    return failure(
      'ERR_SIGNER_ASYNC_ONLY',
      'A signer of your own was given to a synchronous call.',
      'Use signAsync.',
    );
  }

  async signAsync(payload: string, now: number): Promise<Outcome<string>> {
    const input = this.#template.input(payload, now);
    if (isFailure(input)) return input;
    let signature: unknown;
    try {
      signature = await this.#signer.sign(this.#encoder.encode(input));
    } catch (cause) {
      return failure(
        'ERR_SIGNER_FAILED',
        'The signer of your own failed.',
        'Its error is the `cause` of this one.',
        { cause },
      );
    }
    if (signature instanceof ArrayBuffer) signature = new Uint8Array(signature);
    if (!(signature instanceof Uint8Array)) {
      return failure(
        'ERR_SIGNER_FAILED',
        `The signer of your own returned ${nameOf(signature)}.`,
        'Return the signature as a Uint8Array.',
      );
    }
    return this.#template.attach(input, signature);
  }

  signMany(payloads: string[], now: number): Promise<Outcome<string>[]> {
    return inFlight(payloads, (payload) => this.signAsync(payload, now));
  }

  warnings(): string[] {
    return this.#template.warnings();
  }
}

/** The options text with the signer's own `keyid` where the options name none. */
export function withOwnKeyid(signer: ExternalSigner, options: string): string {
  if (!('keyid' in signer)) return options;
  const found = unsayable(signer.keyid, 'keyid');
  if (found !== undefined) throw new JotError(found);
  return JSON.stringify({ keyid: signer.keyid, ...JSON.parse(options) });
}
