import { sign } from 'jotmint';

const { pem, payload, keyid } = JSON.parse(process.argv[2]);
console.log(sign(payload, pem, { algorithm: 'ES256', keyid }));
