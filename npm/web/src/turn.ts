/** Long work on the one thread that a page has. */

/** For how many milliseconds a page may stand still without anybody noticing. */
const TURN = 8;

/** Does the items in order and lets the page draw and listen in between. */
export async function oneByOne<In, Out>(
  items: readonly In[],
  work: (item: In) => Out,
): Promise<Out[]> {
  const results: Out[] = [];
  let begin = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - begin > TURN) {
      await nextTurn();
      begin = performance.now();
    }
  }
  return results;
}

/** A message comes after what the page has to do; a timer would come 4 ms late. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
