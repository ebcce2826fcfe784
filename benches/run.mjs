// The entry: reads the options, checks every result, then times the rows and prints them.

import { parseArgs } from 'node:util';

import { describeEnvironment } from './environment.mjs';
import { createMaterial } from './material.mjs';
import { measure } from './measure.mjs';
import { createTable, formatJson, formatPreamble, summarise } from './report.mjs';
import { hasRow, KINDS, selectRows } from './rows.mjs';
import engine from './subjects/engine.mjs';
import fastJwt from './subjects/fast-jwt.mjs';
import jose from './subjects/jose.mjs';
import jotmint from './subjects/jotmint.mjs';
import jsonwebtoken from './subjects/jsonwebtoken.mjs';
import nodeRs from './subjects/node-rs.mjs';

/** @import { Algorithm, Material } from './material.mjs' */
/** @import { Contender } from './measure.mjs' */
/** @import { Row, Subject } from './rows.mjs' */

/** In the order of the columns. @type {readonly Subject[]} */
const SUBJECTS = [jotmint, jsonwebtoken, jose, fastJwt, nodeRs, engine];

const USAGE = `Usage: node run.mjs [--rows LIST] [--rounds N] [--slice MS] [--json]
  --rows LIST   only these, such as sign:ES256,verify:RS256 or decode
  --rounds N    slices of each library a row, default 9
  --slice MS    length of a slice, default 50
  --json        print JSON, with every sample`;

const options = readOptions();
if (options) {
  await run(options);
}

/**
 * @param {{ rows: Row[], rounds: number, slice: number, json: boolean }} options
 */
async function run({ rows, json, ...timing }) {
  const environment = await describeEnvironment(SUBJECTS);
  const races = await prepare(rows);

  const print = json ? () => {} : console.log;
  const table = createTable(SUBJECTS, rows);
  print(`${formatPreamble(environment, timing)}\n\n${table.head}`);
  const summaries = [];
  for (const { row, contenders } of races) {
    const summary = summarise(row, SUBJECTS, await measure(contenders, timing));
    print(table.line(summary));
    summaries.push(summary);
  }
  if (json) {
    console.log(formatJson(environment, timing, summaries));
  }
}

/**
 * Builds and checks what every library does in every row.
 *
 * @param {readonly Row[]} rows
 * @returns {Promise<{ row: Row, contenders: Contender[] }[]>}
 */
async function prepare(rows) {
  /** @type {Map<Algorithm, Material>} */
  const materials = new Map();
  for (const { algorithm } of rows) {
    if (!materials.has(algorithm)) {
      materials.set(algorithm, createMaterial(algorithm));
    }
  }

  const races = [];
  for (const row of rows) {
    const { check, material: extend = (given) => given, operations } = KINDS[row.kind];
    const material = extend(/** @type {Material} */ (materials.get(row.algorithm)));
    const contenders = [];
    for (const subject of SUBJECTS.filter((each) => hasRow(each, row))) {
      const { name, tasks } = subject;
      const build = tasks[row.kind];
      try {
        const task = await build(material);
        if (task === undefined) continue;
        if ('run' in task) {
          await check({
            task,
            build,
            material,
            others: SUBJECTS.filter((each) => each !== subject),
          });
        }
        contenders.push({ name, operations, ...task });
      } catch (cause) {
        throw new Error(`${name}, ${row.id}: the result is wrong, so nothing is timed`, { cause });
      }
    }
    races.push({ row, contenders });
  }
  return races;
}

/**
 * @returns {{ rows: Row[], rounds: number, slice: number, json: boolean } | undefined}
 *   undefined when there is nothing to run
 */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rows: { type: 'string' },
        rounds: { type: 'string', default: '9' },
        slice: { type: 'string', default: '50' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    return {
      rows: selectRows(values.rows),
      rounds: positiveInteger('rounds', values.rounds),
      slice: positiveInteger('slice', values.slice),
      json: values.json,
    };
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {number}
 * @throws {RangeError}
 */
function positiveInteger(name, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new RangeError(`--${name} is a whole number from 1 up, not "${text}"`);
  }
  return number;
}
