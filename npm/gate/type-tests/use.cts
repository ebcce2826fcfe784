/** The same package by `require`, with a server of Fastify's and of Express's kind. */
import express = require('@jotmint/gate/express');
import fastify = require('@jotmint/gate/fastify');
import gate = require('@jotmint/gate');
import jotmint = require('jotmint');

const own = jotmint.infura.createGate({ requireJwt: false });
const middleware: express.Middleware = express.createMiddleware(own);
const hook = fastify.createHook(own);
const made: Promise<gate.GateProxy> = gate.createProxy({
  project: { requireJwt: false },
  upstream: 'x',
  listen: 'y',
});

export { hook, made, middleware };
