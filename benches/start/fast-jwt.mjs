import { createSigner } from 'fast-jwt';

const { pem, payload, keyid } = JSON.parse(process.argv[2]);
console.log(createSigner({ key: pem, algorithm: 'ES256', kid: keyid })(payload));
