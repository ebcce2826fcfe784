/**
 * For a list in which bad tokens may be: what a verifier returns or the error it throws.
 *
 * @param {(token: string) => unknown} verify
 * @returns {(token: string) => unknown}
 */
export function settled(verify) {
  return (token) => {
    try {
      return verify(token);
    } catch (error) {
      return error;
    }
  };
}
