// node terms.js ENGINE < texts, one JSON string a line: prints the words of each and the term of each word.
"use strict";
const { readFileSync } = require("node:fs");
const { wordsOf, filed, openWord } = require(process.argv[2]);
for (const line of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
  console.log(JSON.stringify(wordsOf(JSON.parse(line)).map((word) => [word, filed(openWord(word).join(""))])));
}
