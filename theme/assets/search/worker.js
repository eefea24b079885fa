// The search beside the page: receives {id, query}, answers {id, results, done} or {id, failed}.
"use strict";
importScripts("engine.js");

let version = "";
const search = makeSearch(async (name) => {
  const folder = new URL("../find/", location.href);
  const again = name === "index" ? { cache: "no-cache" } : {};
  const answer = await fetch(new URL(`${name}.js${version}`, folder), again);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const content = contentOf(await answer.text());
  if (name === "index") version = `?${content.version}`;
  return content;
});

onmessage = async ({ data: { id, query } }) => {
  try {
    const results = await search(query, 10, (best) => postMessage({ id, results: best, done: false }));
    postMessage({ id, results, done: true });
  } catch (error) {
    postMessage({ id, failed: String(error) });
  }
};
