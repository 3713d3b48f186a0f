// What the Node peers share; the jobs and results are described in common.py.
"use strict";

const { createRequire } = require("node:module");
const path = require("node:path");

/** Loads a package of the folder that .ci/interop made. */
const load = createRequire(path.join(process.env.SSO_SETUP_INTEROP, "node", "package.json"));

class Cannot extends Error {}

/** The elements to sign, in the order in which they must be. */
const elements = (signed) =>
  ({ assertion: ["Assertion"], response: ["Response"], both: ["Assertion", "Response"] })[signed];

const base64Of = (pem) => pem.split("\n").filter((line) => !line.startsWith("-----")).join("");

async function one(job, verify, sign) {
  try {
    if (job.do === "sign") return { signed: await sign(job) };
    return { accepted: true, name_id: await verify(job) };
  } catch (why) {
    if (why instanceof Cannot) return { cannot: why.message };
    if (job.do === "sign") throw why;
    return { accepted: false, why: String(why) };
  }
}

async function serve(verify, sign) {
  const pieces = [];
  for await (const piece of process.stdin) pieces.push(piece);
  const results = [];
  for (const job of JSON.parse(Buffer.concat(pieces).toString())) results.push(await one(job, verify, sign));
  process.stdout.write(JSON.stringify(results));
}

module.exports = { Cannot, base64Of, elements, load, serve };
