// Makes neuron.json anew: what Neuron answers to an Authorization header (`neuron`) and what a
// secure verifier answers instead (`secure`); 0 is accepted. The tokens are made with node:crypto.
//
//   node crates/core/tests/vectors/make-neuron.mjs
import { createHmac, constants, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const file = (name) =>
  readFileSync(new URL(`../../../../js-tests/keys/${name}`, import.meta.url), 'utf8');
const NOW = 1_700_000_000;
const PRIVATE = file('neuron.private.pem');
const PUBLIC = file('neuron.public.pem');

// In the order of the alphabet, which some JSON readers bring about.
const keys = {
  'ci-bot.pem': PUBLIC,
  'x-other.pub': file('infura-rsa.public.pem'),
  'x-pkcs1.pem': file('infura-rsa.pkcs1-public.pem'),
  'x-cert.pem': file('infura-rsa.certificate.pem'),
  'x-priv.pem': PRIVATE,
  'x-ec.pem': file('infura-ec.public.pem'),
};

const encoded = (text) => Buffer.from(text).toString('base64url');
const HEADER = '{"alg":"RS256","typ":"JWT"}';
const members = { iss: '"ci-bot"', iat: `${NOW}`, exp: `${NOW + 3600}`, aud: '"neuron"', bodyEncode: '0' };
/** The claims with changes, as JSON texts; `undefined` leaves one out. */
const claims = (changes = {}) =>
  `{${Object.entries({ ...members, ...changes })
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`;
const signers = {
  RS256: (input, key) => sign('sha256', input, key),
  RS384: (input, key) => sign('sha384', input, key),
  PS256: (input, key) =>
    sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ES256: (input) =>
    sign('sha256', input, { key: file('infura-ec.private.pem'), dsaEncoding: 'ieee-p1363' }),
  HS256: (input) => createHmac('sha256', PUBLIC).update(input).digest(),
  none: () => Buffer.alloc(0),
};
const token = ({ header = HEADER, payload = claims(), by = 'RS256', key = PRIVATE } = {}) => {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${signers[by](Buffer.from(input), key).toString('base64url')}`;
};

const cases = [];
const add = (what, authorization, neuron, secure, user) =>
  cases.push({ what, authorization, neuron, secure, ...(user === undefined ? {} : { user }) });
const row = (what, changes, neuron, secure, user) =>
  add(what, `Bearer ${token({ payload: claims(changes) })}`, neuron, secure, user);
const head = (what, header, neuron, secure, by) =>
  add(what, `Bearer ${token({ header, by })}`, neuron, secure);

add('no header', null, 1004, 1004);
add('an empty header', '', 1004, 1004);
add('seven characters', 'Bearer ', 1004, 1004);
add('eight characters', 'Bearer x', 1005, 1005);
row('a sound token', {}, 0, 0, 'admin');
row('a user', { user: '"bob"' }, 0, 0, 'bob');
row('a user that is no text', { user: '5' }, 0, 1007, 'admin');
row('a user of 33 bytes', { user: `"${'u'.repeat(33)}"` }, 0, 1007);
const rsa = file('infura-rsa.private.pem');
for (const [what, iss, neuron, secure] of [
  ['a file that ends in .pub', 'x-other', 0, 0],
  ['a PKCS#1 public key', 'x-pkcs1', 0, 0],
  ['a certificate', 'x-cert', 1005, 1005],
]) {
  const payload = claims({ iss: `"${iss}"` });
  add(what, `Bearer ${token({ payload, key: rsa })}`, neuron, secure);
}
row('a private key', { iss: '"x-priv"' }, 1005, 1005);
row('an EC key', { iss: '"x-ec"' }, 1005, 1005);
row('another file than the one that signed', { iss: '"x-other"' }, 1005, 1005);
row('expired', { exp: `${NOW - 1}` }, 1006, 1006);
row('not valid yet', { nbf: `${NOW + 1}` }, 1007, 1007);
row('valid from now', { nbf: `${NOW}` }, 0, 0);
row('expired and not valid yet', { exp: `${NOW - 1}`, nbf: `${NOW + 1}` }, 1007, 1007);
for (const [claim, own] of [['iss', 'ci-bot'], ['sub', 's'], ['aud', 'neuron']]) {
  for (const [what, copy, code] of [['another', 'x', 1007], ['the same', own, 0]]) {
    const header = `{"alg":"RS256","typ":"JWT","${claim}":"${copy}"}`;
    const payload = claims({ sub: '"s"' });
    add(`${what} ${claim} in the header`, `Bearer ${token({ header, payload })}`, code, code);
  }
}
row("the document's shape", { iat: '"1679622798"', exp: '"1679626398"', bodyEncode: '"0"' }, 0, 1007);
row('exp missing', { exp: undefined }, 0, 1007);
row('exp a fraction that has passed', { exp: '1600000000.5' }, 0, 1006);
row('exp 1e9', { exp: '1e9' }, 0, 1006);
row('exp 1600000000.0', { exp: '1600000000.0' }, 0, 1006);
row('exp -1', { exp: '-1' }, 0, 1007);
row('exp in milliseconds', { exp: '1600000000000' }, 0, 1007);
row('exp 0', { exp: '0' }, 1006, 1006);
row('exp now', { exp: `${NOW}` }, 1006, 1006);
row('exp in a second', { exp: `${NOW + 1}` }, 0, 0);
row('exp above 64 bits', { exp: '9223372036854775808' }, 1005, 1007);
row('exp the largest of 64 bits', { exp: '9223372036854775807' }, 0, 1007);
row('another aud', { aud: '"x"' }, 0, 1007);
row('no aud', { aud: undefined }, 0, 1007);
row('iat in the future', { iat: `${NOW + 99}` }, 0, 0);
head('an odd typ', '{"alg":"RS256","typ":"x"}', 0, 0);
head('no typ', '{"alg":"RS256"}', 0, 0);
head('typ a number', '{"alg":"RS256","typ":5}', 0, 1005);
head('crit', '{"alg":"RS256","crit":["x"],"x":1}', 0, 1005);
head('extra members', '{"alg":"RS256","kid":"k","x":[1]}', 0, 0);
head('alg rs256', '{"alg":"rs256"}', 1005, 1005);
head('no alg', '{"typ":"JWT"}', 1005, 1005);
head('alg none', '{"alg":"none"}', 1005, 1005, 'none');
head('alg none, signed', '{"alg":"none"}', 1005, 1005);
for (const alg of ['HS256', 'RS384', 'PS256', 'ES256']) {
  head(`alg ${alg}`, `{"alg":"${alg}"}`, 1005, 1005, alg);
}
row('iss missing', { iss: undefined }, 1005, 1005);
row('iss a number', { iss: '5' }, 1005, 1005);
row('iss an array', { iss: '["ci-bot"]' }, 1005, 1005);
row('iss in another case', { iss: '"CI-bot"' }, 1005, 1005);
row('iss longer than the name', { iss: '"ci-bot.pem.x"' }, 1005, 1005);
row('iss that nobody has', { iss: '"nobody"' }, 1005, 1005);
row('iss ci', { iss: '"ci"' }, 0, 1005);
row('iss empty', { iss: '""' }, 0, 1005);
row("iss the file's whole name", { iss: '"ci-bot.pem"' }, 0, 1005);
const twice = (first, last) =>
  `Bearer ${token({ payload: claims().replace('{', `{"exp":${first},`).replace(`"exp":${NOW + 3600}`, `"exp":${last}`) })}`;
add('exp twice, the last ahead', twice(NOW - 1, NOW + 60), 0, 1005);
add('exp twice, the last past', twice(NOW + 60, NOW - 1), 1006, 1005);
const good = token();
add('bearer in lower case', `bearer ${good}`, 0, 0);
add('any seven characters', `1234567${good}`, 0, 1005);
add('two spaces', `Bearer  ${good}`, 1005, 1005);
add('no prefix', good, 1005, 1005);
add('Basic', `Basic ${good}`, 1005, 1005);
add('padding after the signature', `Bearer ${good}==`, 0, 1005);
add('a fourth segment', `Bearer ${good}.x`, 0, 1005);
// One whose signature has both characters that differ between the alphabets.
let mixed = good;
for (let n = 0; !/-.*_|_.*-/.test(mixed.split('.')[2]); n += 1) {
  mixed = token({ payload: claims({ n: `${n}` }) });
}
const plain = mixed.replace(/[^.]+$/, (text) => text.replaceAll('-', '+').replaceAll('_', '/'));
add('plain base64 in the signature', `Bearer ${plain}`, 0, 1005);
const [first, second, third] = good.split('.');
const forged = `${third.startsWith('A') ? 'B' : 'A'}${third.slice(1)}`;
add('a signature that nobody made', `Bearer ${first}.${second}.${forged}`, 1005, 1005);
add('no signature', `Bearer ${first}.${second}.`, 1005, 1005);
add('two segments', `Bearer ${first}.${second}`, 1005, 1005);

const about =
  'What Neuron answers to an Authorization header, and what a secure verifier answers; 0 is accepted. make-neuron.mjs makes it.';
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(
  new URL('neuron.json', import.meta.url),
  `{\n  "about": ${JSON.stringify(about)},\n  "now": ${NOW},\n  "keys": ${JSON.stringify(keys, null, 2).replaceAll('\n', '\n  ')},\n  "cases": [\n${lines}\n  ]\n}\n`,
);
