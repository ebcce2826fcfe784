/** The node behind the gate, over HTTP: undici does the proxying. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { type Dispatcher, errors, Pool } from 'undici';
import { forTheClient } from './headers.js';
import type { Settings } from './options.js';

/** What goes to the node. */
export interface Onward {
  method: 'POST' | 'OPTIONS';
  headers: string[];
  body: Buffer | null;
}

/** Why the node's answer did not come, in the log's words; `gone` where it was the client. */
export type Failure = { status: 502 | 504; code: string; reason: string } | 'gone';

export class Upstream {
  readonly #pool: Pool;
  readonly #path: string;

  constructor({ upstream, timeouts, connections }: Settings) {
    this.#path = `${upstream.pathname}${upstream.search}`;
    this.#pool = new Pool(upstream.origin, {
      connections,
      pipelining: 1,
      connect: { timeout: timeouts.connect },
      headersTimeout: timeouts.upstream,
      bodyTimeout: timeouts.upstream,
    });
  }

  /**
   * Sends a request on, and the answer back as it comes. Calls `done` once: without a failure when
   * the answer was handed on whole.
   */
  send(onward: Onward, response: ServerResponse, done: (failure?: Failure) => void): void {
    this.#pool.dispatch({ path: this.#path, ...onward }, new Answer(response, done));
  }

  /** Cuts what is left. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

/** The node's answer, on its way to the client. */
class Answer implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  readonly #done: (failure?: Failure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  /** Bytes that are still to come, where the node has said how many. */
  #left = Number.NaN;

  constructor(response: ServerResponse, done: (failure?: Failure) => void) {
    this.#response = response;
    this.#done = done;
    response.on('close', () => {
      if (!this.#isOver) this.#controller?.abort(GONE);
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#response.destroyed) controller.abort(GONE);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#left = Number(headers['content-length']);
    this.#response.writeHead(status, forTheClient(headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#left -= chunk.length;
    // What is written with the end takes one turn less.
    if (this.#left === 0) {
      this.#response.end(chunk);
      return;
    }
    if (this.#response.write(chunk)) return;
    controller.pause();
    this.#response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#isOver = true;
    if (!this.#response.writableEnded) this.#response.end();
    this.#done();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#isOver = true;
    this.#done(failureOf(error));
  }
}

/** One for all: an error costs its stack. */
const GONE = new Error('the client went away');

function failureOf(error: Error): Failure {
  if (error === GONE) return 'gone';
  const late =
    error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
  const { code } = error as NodeJS.ErrnoException;
  return late
    ? { status: 504, code: 'ERR_GATE_UPSTREAM_TIMEOUT', reason: 'The node did not answer in time.' }
    : {
        status: 502,
        code: 'ERR_GATE_UPSTREAM',
        reason: `The node could not be asked: ${code ?? error.name}.`,
      };
}
