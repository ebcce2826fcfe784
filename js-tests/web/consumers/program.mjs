/** What each consumer runs: `init`, then tokens by every road, with the keys that verify them. */
import init, { generateKeyPairAsync, sign, signAsync, verify, verifyAsync } from '@jotmint/web';

/** @param {import('@jotmint/web').WasmSource} [source] */
export async function program(source) {
  await init(source);
  const minted = [];
  for (const algorithm of ['ES256', 'EdDSA', 'RS256']) {
    const { privateKey, publicKey } = await generateKeyPairAsync(algorithm);
    const options = { expiresIn: '1h' };
    const tokens = [
      sign({ sub: 'alice' }, privateKey, options),
      await signAsync({ sub: 'alice' }, privateKey, options),
    ];
    for (const token of tokens) {
      verify(token, publicKey);
      await verifyAsync(token, publicKey);
    }
    minted.push({ algorithm, tokens, jwk: publicKey.toJwk() });
  }
  return minted;
}
