/** Infura's tutorial for Node.js; a test puts the drop-in's name in the place of one. */
require('dotenv').config();
const axios = require('axios');
const { readFileSync } = require('node:fs');
const jwt = require('jsonwebtoken');

const privateKey = readFileSync(process.argv[2], 'utf8');
const algorithm = privateKey.includes('BEGIN EC PRIVATE KEY') ? 'ES256' : 'RS256';

const token = jwt.sign({}, privateKey, {
  algorithm,
  keyid: process.env.JWT_KEY_ID,
  audience: 'infura.io',
  expiresIn: '1h',
  header: { typ: 'JWT' },
});

axios
  .post(
    `${process.env.INFURA_NETWORK_URL}${process.env.INFURA_API_KEY}`,
    { jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] },
    { headers: { Authorization: `Bearer ${token}` } },
  )
  .then(({ data }) => console.log(data.result));
