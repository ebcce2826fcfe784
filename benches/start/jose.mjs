import { importPKCS8, SignJWT } from 'jose';

const { pem, payload, keyid } = JSON.parse(process.argv[2]);
const key = await importPKCS8(pem, 'ES256');
const header = { alg: 'ES256', typ: 'JWT', kid: keyid };
console.log(await new SignJWT(payload).setProtectedHeader(header).setIssuedAt().sign(key));
