import { signSync } from '@node-rs/jsonwebtoken';

const { pem, payload, keyid } = JSON.parse(process.argv[2]);
console.log(signSync(payload, pem, { algorithm: 'ES256', keyId: keyid }));
