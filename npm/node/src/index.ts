/** jotmint for Node: the façade of `npm/api` on the native addon. */
import { bind } from '../../api/src/bound.js';
import { loadAddon } from './addon.js';
import { node } from './platform.js';

bind(loadAddon(), node);

export * from '../../api/src/index.js';
export * as neuron from './neuron.js';
export type { NeuronDirectory, NeuronDirectoryVerifier } from './neuron-directory.js';
