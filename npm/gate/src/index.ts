/** The reverse proxy in front of a node, and what it is told. */
export type { Gate } from '../../api/src/gate.js';
export { type Position, ProjectError } from './project/project-error.js';
export { type ReadProject, readProject } from './project/read.js';
export type { LogRecord } from './proxy/log.js';
export { OptionError, type ProxyOptions, type Timeouts } from './proxy/options.js';
export { createProxy, type GateProxy } from './proxy/proxy.js';
