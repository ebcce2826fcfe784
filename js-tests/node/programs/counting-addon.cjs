/** The addon, which counts how often each of its functions is called. */
const addon = require(process.env.COUNTED_ADDON);

const counts = {};

module.exports = Object.fromEntries(
  Object.entries(addon).map(([name, member]) => [name, counted(name, member)]),
);
module.exports.counts = counts;

function counted(name, member) {
  // Classes start with a capital letter.
  if (typeof member !== 'function' || /^[A-Z]/.test(name)) return member;
  counts[name] = 0;
  return (...given) => {
    counts[name] += 1;
    return member(...given);
  };
}
