/**
 * Malformed signatures of every family, and what every engine must say of them: the synchronous
 * calls' and, in a page, WebCrypto's.
 */

export default function verdicts(api, { describe, it, assert, vectors: { verdicts: families } }) {
  describe('the verdict on a malformed signature', () => {
    it('is known for every family', () => assert.ok(families.length > 20, `${families.length}`));

    for (const { family, jwk, weak, input, cases } of families) {
      it(family, async () => {
        const key = api.importKey(jwk, { allowWeakKey: weak });
        for (const [name, { verdict, signature }] of Object.entries(cases)) {
          const token = `${input}.${signature}`;
          const sync = async () => api.jws.verify(token, key);
          assert.strictEqual(await verdictOf(sync()), verdict, name);
          assert.strictEqual(await verdictOf(api.jws.verifyAsync(token, key)), verdict, name);
        }
      });
    }
  });

  async function verdictOf(checked) {
    try {
      await checked;
      return 'taken';
    } catch (error) {
      if (error instanceof api.JotError) return error.code;
      throw error;
    }
  }
}
