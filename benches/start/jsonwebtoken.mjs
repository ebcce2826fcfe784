import jsonwebtoken from 'jsonwebtoken';

const { pem, payload, keyid } = JSON.parse(process.argv[2]);
console.log(jsonwebtoken.sign(payload, pem, { algorithm: 'ES256', keyid }));
