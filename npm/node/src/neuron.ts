/** Neuron, with the key files of a directory. */
export * from '../../api/src/neuron.js';
export { createVerifier } from './neuron-directory.js';
