// node fuzz.js ENGINE FOLDER COUNT SEED: searches for COUNT random strings; prints what went wrong, as JSON.
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const [, , engine, folder, count, seed] = process.argv;
const { contentOf, makeSearch } = require(engine);

const load = async (name) => contentOf(readFileSync(join(folder, `${name}.js`), "utf-8"));

// Mulberry32, a small generator of random numbers (public domain, by Tommy Ettinger).
let state = Number(seed);
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
const one = (list) => list[Math.floor(random() * list.length)];
const RANGES = [
  [0x20, 0x7e],
  [0x61, 0x7a],
  [0xac00, 0xd7a3],
  [0x3131, 0x3163],
  [0x1100, 0x11ff],
  [0, 0x1f],
  [0xff01, 0xff5e],
  [0x590, 0x6ff],
  [0x1f300, 0x1faff],
  [0xd800, 0xdfff],
  [0x300, 0x36f],
  [0x2000, 0x206f],
  [0xe000, 0xe0ff],
];
const letter = () => {
  const [low, high] = one(RANGES);
  return String.fromCodePoint(low + Math.floor(random() * (high - low + 1)));
};
const PIECES = [
  "<script>alert(1)</script>",
  "&lt;",
  "constructor",
  "__proto__",
  "how",
  "host",
  " ",
  "-",
  "~",
  '"',
  "\\",
  "\u0000",
  "e\u0301",
];

(async () => {
  const search = makeSearch(load);
  const names = (await Promise.all((await load("index")).names.map(load))).flat(2).filter((one) => typeof one === "string");
  const wrong = [];
  for (let i = 0; i < Number(count); i++) {
    let query = "";
    for (let n = 1 + Math.floor(random() * 10); n > 0; n--) {
      query +=
        random() < 0.15 ? one(PIECES) : random() < 0.2 ? one(names).slice(0, 1 + Math.floor(random() * 8)) : letter();
    }
    if (i % 5000 === 0) query = query.repeat(2000);
    if (i % 7 === 0) query = query.normalize("NFD");
    try {
      const results = await search(query);
      const sound = results.every(
        (result) =>
          typeof result.url === "string" &&
          [...result.title, ...result.passage].every((run) => run.length === 2 && typeof run[0] === "string"),
      );
      const joined = results.every((result) => result.title.map(([text]) => text).join("") !== "");
      if (!sound || !joined || !results.every((result) => Number.isFinite(result.score)))
        wrong.push([query, "unsound"]);
    } catch (error) {
      wrong.push([query, String(error.stack)]);
    }
    if (wrong.length > 5) break;
  }
  console.log(JSON.stringify(wrong));
})();
