// plain_lock.js FROM TO: an npm lock file without download addresses.
//
// `npm ci` finds packages by name and version and checks their hashes; the address would only
// record which registry somebody used. Optional packages for systems that this registry does
// not carry are struck from their parents too, or `npm ci` would call the lock incomplete:
// who builds on such a system runs `make lock` there.
const fs = require("node:fs");

const [from, to] = process.argv.slice(2);
const lock = JSON.parse(fs.readFileSync(from));
const known = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").pop()));

for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!known.has(name)) delete entry.optionalDependencies[name];
  }
}
fs.writeFileSync(to, `${JSON.stringify(lock, null, 2)}\n`);
