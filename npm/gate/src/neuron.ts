/** Neuron's answer to a request, as all its handlers give it. */
import type { NeuronAnswer, NeuronVerifier } from '../../api/src/neuron-verifier.js';

/** How Neuron refuses a request, and why. */
export type NeuronRefusal = Extract<NeuronAnswer, { ok: false }>;

/** What each handler for Neuron may be told. */
export interface NeuronHandlerOptions<R> {
  /** Is told each refusal, with its reason. The client is told Neuron's code alone. */
  onRefused?: (refusal: NeuronRefusal, request: R) => void;
  /** Is told each request that may pass, and whom its token speaks for. */
  onAllowed?: (user: string, request: R) => void;
}

/** What to answer to a request that is refused; undefined for one that may pass. */
export function refusalByNeuron<R>(
  verifier: Pick<NeuronVerifier, 'authorize'>,
  authorization: string | null | undefined,
  request: R,
  options: NeuronHandlerOptions<R>,
): { status: number; body: { error: number } } | undefined {
  const answer = verifier.authorize(authorization);
  if (answer.ok) {
    options.onAllowed?.(answer.user, request);
    return undefined;
  }
  options.onRefused?.(answer, request);
  return { status: answer.status, body: { error: answer.error } };
}
