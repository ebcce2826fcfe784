/** The browsers that tests run in: real ones, from the system, never downloaded here. */
import { Stop } from './run.mjs';
import { canInstall, find, install } from './system-packages.mjs';

/** By name: the programs that are one, best first, and the Debian package that brings it. */
const BROWSERS = {
  chromium: {
    variable: 'CHROMIUM',
    programs: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    debian: 'chromium',
  },
  // The same engine without the windows that Chromium draws around a page, hidden or not: a page is
  // open in half the time.
  'chromium-headless': {
    variable: 'CHROMIUM_HEADLESS',
    programs: [
      'chromium-headless-shell',
      'chrome-headless-shell',
      'google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    debian: 'chromium-headless-shell',
  },
  firefox: {
    variable: 'FIREFOX',
    programs: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
  },
};

/** Stops with one message that says which browsers are missing and how to get them. */
export async function requireBrowsers(names = Object.keys(BROWSERS)) {
  const missing = () => names.filter((name) => findBrowser(name) === undefined);
  if (missing().length > 0 && canInstall()) {
    const packages = missing().map((name) => BROWSERS[name].debian);
    await install(packages, 'browsers');
  }
  if (missing().length > 0) throw new Stop(complaint(missing()));
}

/** @param {keyof typeof BROWSERS} name @returns {string} the path of its program */
export function browserPath(name) {
  const path = findBrowser(name);
  if (path === undefined) throw new Stop(complaint([name]));
  return path;
}

function findBrowser(name) {
  const { variable, programs } = BROWSERS[name];
  return process.env[variable] ?? programs.map(find).find((path) => path !== undefined);
}

function complaint(names) {
  const lines = names.map((name) => {
    const { programs, variable, debian } = BROWSERS[name];
    const debianWay = find('apt-get') === undefined ? '' : `sudo apt-get install ${debian}; or `;
    return `  - ${name} (no ${programs[0]} in the PATH): ${debianWay}set ${variable} to its path`;
  });
  return `Before the tests can run in browsers, install:\n${lines.join('\n')}`;
}
