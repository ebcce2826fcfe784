/** A key in words. */

/** @param {import('../dist/index.mjs').Key} key */
export function kindOf({ type, curve, bits, kind }) {
  const name = type === 'oct' ? '' : ` ${type}`;
  return `${kind}${name} key, ${curve ?? `${bits} bits`}`;
}

/** What names a key in public. Nothing is told of a secret: its hash can be guessed from. */
export function namesOf(key) {
  if (key.kind === 'secret') return {};
  return { fingerprint: key.fingerprint(), thumbprint: key.thumbprint() };
}
