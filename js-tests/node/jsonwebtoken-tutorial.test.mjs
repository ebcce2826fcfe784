/** The tutorial that people follow, with one line changed, in front of a gate that decides as Infura. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { infura } from 'jotmint';
import { packageFolder } from './addon.mjs';
import { files } from './material.mjs';
import { emptyFolder, node, root } from './running.mjs';

const KEY_ID = '42f5184e315e40d4b79325778691093a';
const program = readFileSync(join(root, 'js-tests/node/programs/tutorial.cjs'), 'utf8');

/** What the tutorial installs, as far as it uses it. */
const MODULES = {
  axios: `exports.post = async (url, body, { headers }) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
  if (!response.ok) throw new Error(\`Request failed with status code \${response.status}\`);
  return { data: await response.json() };
};`,
  dotenv: `exports.config = () => {
  for (const line of require('node:fs').readFileSync('.env', 'utf8').trim().split('\\n')) {
    const [name, value] = line.split('=');
    process.env[name] = value;
  }
};`,
};

const folder = emptyFolder();
const modules = join(folder, 'node_modules');
for (const [name, text] of Object.entries(MODULES)) {
  mkdirSync(join(modules, name), { recursive: true });
  writeFileSync(join(modules, name, 'index.js'), text);
}
symlinkSync(packageFolder, join(modules, 'jotmint'), 'junction');
symlinkSync(join(root, 'node_modules', 'jsonwebtoken'), join(modules, 'jsonwebtoken'), 'junction');
for (const name of ['infura-rsa.private.pem', 'infura-ec.private.pem']) {
  writeFileSync(join(folder, name), files[name]);
}

describe("Infura's tutorial", () => {
  const seen = [];
  let gate;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const decision = gate.authorize({ authorization: request.headers.authorization, body });
    seen.push(decision.allowed && decision.token.header);
    response.writeHead(decision.allowed ? 200 : decision.status);
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x1cc23d4' }));
  });

  before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${server.address().port}/v3/`;
    const lines = [`INFURA_API_KEY=0123`, `JWT_KEY_ID=${KEY_ID}`, `INFURA_NETWORK_URL=${url}`];
    writeFileSync(join(folder, '.env'), `${lines.join('\n')}\n`);
  });
  after(() => server.close());

  for (const [alg, name] of [
    ['RS256', 'infura-rsa'],
    ['ES256', 'infura-ec'],
  ]) {
    for (const library of ['jsonwebtoken', 'jotmint/jsonwebtoken']) {
      it(`with ${library} and ${alg}`, async () => {
        const publicKey = files[`${name}.public.pem`];
        gate = infura.createGate({
          keys: [{ id: KEY_ID, name: 'mine', publicKey }],
          requireJwt: true,
        });
        writeFileSync(join(folder, 'index.js'), program.replace("'jsonwebtoken'", `'${library}'`));
        const outcome = await node(['index.js', `${name}.private.pem`], { cwd: folder });
        assert.deepEqual(outcome, { status: 0, stdout: '0x1cc23d4\n', stderr: '' });
        assert.deepEqual(seen.at(-1), { alg, typ: 'JWT', kid: KEY_ID });
      });
    }
  }
});
