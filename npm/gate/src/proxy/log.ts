/** What is told about requests: never a token, a key or a body. */

/** One thing that happened. */
export interface LogRecord {
  level: 'info' | 'warn' | 'error';
  /** What happened: `refused`, `reloaded`. */
  event: string;
  [field: string]: string | number | undefined;
}

type Log = (record: LogRecord) => void;

/** Characters that may wait for whoever reads the log. What is more is counted and left out. */
const MOST_WAITING = 1024 * 1024;

let standard: Log | undefined;

/** One for all proxies of a process, because they share where it goes. */
export function standardLog(): Log {
  standard ??= lines(process.stdout);
  return standard;
}

/**
 * Writes records as lines of JSON in ASCII: nothing in a value ends its line or moves a cursor.
 * Where they are read too slowly, or no longer, that ends no request and fills no memory.
 */
function lines(out: NodeJS.WriteStream): Log {
  let waiting = '';
  let lost = 0;
  let isGone = false;
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    if (!isGone) out.write(text);
  };
  const add = (record: LogRecord): void => {
    // Many requests end in one turn of the loop; one write is for all of them.
    if (waiting === '') setImmediate(flush);
    waiting += `${line({ time: new Date().toISOString(), ...record })}\n`;
  };
  const tellOfLost = (): void => {
    if (lost === 0) return;
    const reason = `The log was too slow for ${lost} records.`;
    lost = 0;
    add({ level: 'warn', event: 'lost', reason });
  };
  out.on('error', () => {
    isGone = true;
  });
  out.on('drain', tellOfLost);
  return (record) => {
    if (out.writableLength + waiting.length > MOST_WAITING) {
      lost += 1;
      return;
    }
    tellOfLost();
    add(record);
  };
}

/** What a client sends and a reason quotes is cut where the reason is written, in the core. */
function line(record: Record<string, string | number | undefined>): string {
  return JSON.stringify(record).replace(/[\u007f-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
