import type { Platform } from '../../api/src/bound.js';

export const web: Platform = {
  readKeyObject() {
    return undefined;
  },
  warn(message) {
    console.warn(`jotmint: ${message}`);
  },
};
