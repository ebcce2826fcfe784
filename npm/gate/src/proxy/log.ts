/** What is told about requests: never a token, a key or a body. */

/** One thing that happened. */
export interface LogRecord {
  level: 'info' | 'warn' | 'error';
  /** What happened: `refused`, `reloaded`. */
  event: string;
  [field: string]: string | number | undefined;
}

/** Longer texts are cut: a client may send long ones. */
const LONGEST = 500;

/** Writes records as lines of JSON in ASCII: nothing in a value ends its line or moves a cursor. */
export function lines(write: (text: string) => void): (record: LogRecord) => void {
  let waiting = '';
  const flush = (): void => {
    const text = waiting;
    waiting = '';
    write(text);
  };
  return (record) => {
    // Many requests end in one turn of the loop; one write is for all of them.
    if (waiting === '') setImmediate(flush);
    waiting += `${line({ time: new Date().toISOString(), ...record })}\n`;
  };
}

function line(record: Record<string, string | number | undefined>): string {
  return JSON.stringify(record, (_, value) =>
    typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value,
  ).replace(/[\u007f-\uffff]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
