/**
 * The binding in use. A package has one, set once while it loads, so that every function of the
 * API can be an ordinary exported function with its documentation beside it.
 */
import type { Binding, KeyHandle, Outcome } from './binding.js';

/** What the façade asks of the platform it runs on. */
export interface Platform {
  /** The key in a key object of the platform's own, or `undefined` if `input` is none. */
  importKeyObject(input: object, options: string): Outcome<KeyHandle> | undefined;
  /** Tells whoever runs the program about something that works and will hurt. */
  warn(message: string): void;
}

export let binding: Binding;
export let platform: Platform;

export function bind(to: Binding, on: Platform): void {
  binding = to;
  platform = on;
}
