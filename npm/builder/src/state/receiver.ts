/** Where the token goes, for the request that can be copied. */
import { signal } from '@preact/signals';

/** Infura's network, as it stands in its address. */
export const network = signal('mainnet');
/** Infura's API key; kept in memory alone. */
export const apiKey = signal('');
/** Where Neuron runs. */
export const host = signal('');
