//! The reverse proxy of `@jotmint/gate`: requests to an Ethereum node, each decided about before it
//! goes on.
//!
//! `npm/gate/src/proxy` reads options and files, writes the log and shows the counters. Everything
//! between a client's socket and the node's is here, on a thread of its own.

#![expect(unreachable_pub, reason = "what is `pub` here is for JavaScript, and napi wants it so")]
#![cfg_attr(test, allow(dead_code, reason = "napi registers nothing in a program of tests"))]

mod answer;
mod binding;
mod caught;
mod cause;
mod client;
mod connection;
mod dial;
mod exchange;
mod head;
mod headers;
mod linger;
mod lock;
mod metrics;
mod parts;
mod project;
mod proxy;
mod refusal;
mod relay;
mod report;
mod session;
mod settings;
mod tls;
mod upstream;
mod waiting;
mod websocket;
mod wire;
