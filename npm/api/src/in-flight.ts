/** How many requests to somebody else's signer or checker a slice has open at a time. */
const LIMIT = 16;

/** Does the work for every item, several at a time, and returns the results in the items' order. */
export async function inFlight<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: LIMIT }, worker));
  return results;
}
