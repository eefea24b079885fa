// Runs the engine in Node: node node.js FOLDER < queries, one JSON string a line; prints the results of each, a line each.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gzipSync } = require("node:zlib");
const { contentOf, makeSearch } = require("../../theme/assets/search/engine.js");

const folder = process.argv[2];
let bytes = 0;
const sizes = new Map();
const load = async (name) => {
  const text = readFileSync(join(folder, `${name}.js`), "utf-8");
  if (!sizes.has(name)) sizes.set(name, gzipSync(text, { level: 9 }).length);
  bytes += sizes.get(name);
  return contentOf(text);
};

(async () => {
  const warm = makeSearch(load);
  for (const line of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
    const { query, cold } = JSON.parse(line);
    bytes = 0;
    const search = cold ? makeSearch(load) : warm;
    const start = process.cpuUsage();
    let first = 0;
    const results = await search(query, 10, () => (first = bytes));
    const { user, system } = process.cpuUsage(start);
    console.log(JSON.stringify({ results, bytes, first: first || bytes, cpu: (user + system) / 1000 }));
  }
})();
