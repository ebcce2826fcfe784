/** The same package by `require`, with a server of Fastify's and of Express's kind. */
import express = require('@jotmint/gate/express');
import fastify = require('@jotmint/gate/fastify');
import gate = require('@jotmint/gate');
import jotmint = require('jotmint');

const own = jotmint.infura.createGate({ requireJwt: false });
const middleware: express.Middleware = express.createMiddleware(own);
const hook = fastify.createHook(own);
const verifier = jotmint.neuron.createVerifier({ keys: {} });
const neuronMiddleware: express.Middleware = express.createNeuronMiddleware(verifier);
const neuronHook = fastify.createNeuronHook(verifier);
const made: Promise<gate.GateProxy> = gate.createProxy({
  project: { requireJwt: false },
  upstream: 'x',
  listen: 'y',
});

export { hook, made, middleware, neuronHook, neuronMiddleware };
