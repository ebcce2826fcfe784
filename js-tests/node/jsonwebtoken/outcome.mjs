/** What a call does, as data that can be compared. */
/** How a function is called. */
export const FORMS = ['sync', 'callback', 'callback in place of options'];

/**
 * @param {object} lib jsonwebtoken or its drop-in
 * @param {'sign' | 'verify' | 'decode'} name
 * @param {unknown[]} args without a callback
 * @returns {Promise<object>} what was returned, thrown, or given to the callback and when
 */
export async function outcomeOf(lib, name, args, form) {
  const outcome = { calls: [] };
  let isOver = false;
  const callback = (error, value) => {
    outcome.calls.push({
      ...(error === null || error === undefined ? { value } : { error: described(error, lib) }),
      when: isOver ? 'later' : 'at once',
    });
  };
  const all = form === 'sync' ? args : [...args.slice(0, form === 'callback' ? 3 : 2), callback];
  try {
    const value = lib[name](...all);
    if (form === 'sync') outcome.value = value;
  } catch (error) {
    outcome.error = described(error, lib);
  }
  isOver = true;
  if (form !== 'sync') await new Promise((resolve) => setImmediate(resolve));
  return outcome;
}

const CLASSES = ['TokenExpiredError', 'NotBeforeError', 'JsonWebTokenError'];

function described(error, lib) {
  const own = CLASSES.find((name) => error instanceof lib[name]);
  const known = [TypeError, SyntaxError, Error].find((kind) => error instanceof kind);
  const { inner, ...members } = error;
  const reason = inner ?? error.cause;
  return {
    class: own ?? known?.name ?? 'other',
    isError: error instanceof Error,
    message: error.message,
    members: Object.entries(members),
    // Not compared, for the differences: what jotmint says is behind it.
    reason: reason?.code ?? (error.name === 'JotError' ? error.code : undefined),
  };
}

/** Without what only differences look at. */
export function comparable(outcome) {
  const plain = (error) => error && { ...error, reason: undefined };
  return {
    ...outcome,
    error: plain(outcome.error),
    calls: outcome.calls.map((call) => ({ ...call, error: plain(call.error) })),
  };
}

/** What it comes to, however it was called. */
export function resultOf({ value, error, calls }) {
  if (error !== undefined) return { error };
  return calls.length > 0 ? calls[0] : { value };
}
