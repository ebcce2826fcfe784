/** What everything that answers a client works with. */
import type { Metrics } from './metrics.js';
import type { Settings } from './options.js';
import type { Project } from './project.js';
import type { Report } from './report.js';
import type { Upstream } from './upstream.js';

export interface Parts {
  settings: Settings;
  project: Project;
  upstream: Upstream;
  report: Report;
  metrics: Metrics;
  isClosing: () => boolean;
}
