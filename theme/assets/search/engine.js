// The search engine of a handbook: makeSearch(load) -> search(query) -> results. It knows nothing of pages or hosts.
// `load(name)` promises the content of a file of the index that press/find/ made; press/find/keys.py has the same rules.
(function (host) {
  "use strict";

  const INITIALS = "r R s e E f a q Q t T d w W c z x v g".split(" ");
  const VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
  const FINALS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");
  const LETTERS = ["r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g".split(" "), VOWELS].flat();
  const WORD = /[\uac00-\ud7a3\u3131-\u3163]+|(?:(?![\uac00-\ud7a3\u3131-\u3163])[\p{L}\p{N}])+/gu;
  const HANGUL = /[\uac00-\ud7a3\u3131-\u3163]/;
  const TYPED =
    /^(?:[rRseEfaqQtTdwWczxvg](?:h[kol]?|n[jpl]?|m?l|m|[koiOjpuPyb])[rRsefaqtTdwczxvg]{0,2})+[rRseEfaqQtTdwWczxvg]?$/;
  const CONSONANTS = /^[rRseEfaqQtTdwWczxvg]+$/;
  const WEAK = 0.3; // the part of the best score below which a page is not shown
  const MAX_QUERY = 64; // letters
  const MAX_KEYS = 512; // of what was typed, where edits are counted
  const MAX_SEEN = 20000; // words of texts that are remembered
  const MAX_TEXT = 160; // letters of a passage that holds no word of the query
  const MAX_CUT = 2000; // texts that are kept cut into words
  const WINDOW = 24; // words of a passage
  const STRIDE = 8;
  const MAX_TERMS = 40; // that a prefix stands for
  const STEPS = 15;
  const BODY = 60; // what a page is worth that has every word of the query as often as can be
  const SHARE = 0.5; // how much it counts that a page has all words: the power of their share
  const INSIDE = 18; // what a name inside a longer query is worth, and how much it counts that it is most of it
  const SPAN = 28;
  const MISTYPED = 0.6; // how far a word of a text is trusted that is like the one in the query
  const FEW = 4; // of the best pages, so many are put in order by how close the words of the query stand
  const NAMED = 60; // a name that is worth more decides
  const CLOSE = 0.5; // how much that counts
  const REPEATS = 0.8; // what a page is worth that repeats what others say

  const halfWidth = (text) =>
    text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));

  const normal = (text) =>
    halfWidth(text)
      .toLowerCase()
      .normalize("NFC")
      .replace(/[^\x00-\x7f\uac00-\ud7a3]/gu, (one) =>
        one
          .normalize("NFD")
          .replace(/^(\P{M})[\u0300-\u036f].*$/u, "$1")
          .normalize("NFC"),
      );

  const wordsOf = (text) => normal(text).match(WORD) ?? [];

  const keysOf = (letter) => {
    const code = letter.codePointAt(0);
    if (code >= 0xac00 && code <= 0xd7a3) {
      const rest = (code - 0xac00) % 588;
      return INITIALS[Math.floor((code - 0xac00) / 588)] + VOWELS[Math.floor(rest / 28)] + FINALS[rest % 28];
    }
    return code >= 0x3131 && code <= 0x3163 ? LETTERS[code - 0x3131] : letter;
  };

  // Keys of Hangul are moved out of the way of Latin letters, so that the two never match each other.
  const moved = (keys) => keys.replace(/[a-zA-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xe000));
  const unmoved = (keys) => keys.replace(/[\ue000-\ue0ff]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xe000));
  const openWord = (word) => [...word].map((one) => (HANGUL.test(one) ? moved(keysOf(one)) : one));

  const stem = (word) => {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (word.endsWith("ies")) word = word.slice(0, -3) + "y";
    else if (word.endsWith("sses")) word = word.slice(0, -2);
    else if (/[^sui]s$/.test(word)) word = word.slice(0, -1);
    word = word.replace(/is(e|ed|er|ing|ation)$/, "iz$1");
    for (const ending of ["ization", "ication", "ation", "ing", "ed", "er"]) {
      const rest = word.slice(0, -ending.length);
      if (word.endsWith(ending) && rest.length > 2 && /[aeiouy]/.test(rest)) {
        word = rest + ({ ization: "iz", ication: "i" }[ending] ?? "");
        break;
      }
    }
    if (word.length > 3 && word.at(-1) === word.at(-2) && !"lsz".includes(word.at(-1))) word = word.slice(0, -1);
    return word.length > 3 && "eiy".includes(word.at(-1)) ? word.slice(0, -1) : word;
  };

  // A word as the index files it: Hangul behind a tilde, Latin by its stem.
  const filed = (keys) => (/[\ue000-\ue0ff]/.test(keys) ? "~" + unmoved(keys) : stem(keys));
  // Whether enough of a word is left without its ending: two syllables, or one with a final consonant.
  const enough = (keys) =>
    keys.length > 2 && (syllables(keys) > 1 || /^[^koiOjpuPhynbml][koiOjpuPhynbml]+[^koiOjpuPhynbml]/.test(keys));
  const syllables = (keys) => (keys.match(/[koiOjpuPhynbml]+/g) ?? []).length;

  const ROWS = [0, 1, 2].map(() => new Uint8Array(MAX_KEYS));

  // The number of edits that turn `typed` into `name`, and into its nearest beginning; `most` + 1 if there are more.
  // Neighbouring keys that were swapped count once (Damerau, 1964); only lengths that differ by `most` are compared
  // (Ukkonen, 1985).
  const edits = (typed, name, most) => {
    const [width, none] = [typed.length, most + 1];
    if (width - name.length > most || width >= MAX_KEYS) return [none, none];
    let [above, row, next] = ROWS;
    for (let j = 0; j <= width; j++) row[j] = Math.min(j, none);
    let beginning = row[width];
    for (let i = 1; i <= name.length; i++) {
      if (i > width + most) return [none, beginning];
      const [from, to] = [Math.max(1, i - most), Math.min(width, i + most)];
      next[from - 1] = from === 1 ? Math.min(i, none) : none;
      let least = next[from - 1];
      for (let j = from; j <= to; j++) {
        const same = name[i - 1] === typed[j - 1];
        let cost = Math.min(j < i + most ? row[j] + 1 : none, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && name[i - 1] === typed[j - 2] && name[i - 2] === typed[j - 1])
          cost = Math.min(cost, above[j - 2] + 1);
        next[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return [none, beginning];
      [above, row, next] = [row, next, above];
      if (to === width) beginning = Math.min(beginning, row[width]);
    }
    return [Math.min(row[width], none), beginning];
  };

  const allowed = (length) => (length <= 3 ? 0 : length <= 6 ? 1 : length <= 12 ? 2 : 3);

  // Which keys a word has, as bits: a quick look before its edits are counted.
  const mask = (keys) => {
    let bits = 0;
    for (let i = 0; i < keys.length; i++) bits |= 1 << (keys.charCodeAt(i) % 32);
    return bits;
  };

  const bit = (number) => (number ? 1 << number : 0);

  const count = (bits) => {
    let found = 0;
    for (; bits; bits &= bits - 1) found++;
    return found;
  };

  const prepareNames = ([page, title, ...others]) => [
    ...(title ? [prepareName(page, 0, title)] : []),
    ...others.map((other) => (Array.isArray(other) ? prepareName(page, 2, ...other) : prepareName(page, 1, other))),
  ];
  const prepareName = (page, kind, text, place = "") => {
    const words = wordsOf(text);
    const parts = words.map(openWord);
    const keys = parts.map((part) => part.join("")).join("");
    const starts = [];
    let length = 0;
    for (const part of parts) {
      starts.push(length);
      length += part.join("").length;
    }
    return {
      page,
      kind,
      text,
      place,
      words,
      units: parts.flat(),
      keys,
      starts,
      stems: words.map((word) => filed(openWord(word).join(""))).join(" "),
      bits: mask(keys),
    };
  };

  // Consonants alone stand for the syllables that they begin; whole syllables between them stand for themselves.
  const initialsMatch = ({ units, lone }, name) => {
    for (let start = 0; start + units.length <= name.length; start++) {
      const fits = units.every((unit, place) => {
        const syllable = name[start + place];
        return lone[place] || place === units.length - 1 ? syllable.startsWith(unit) : syllable === unit;
      });
      if (fits) return { start, share: units.length / name.length };
    }
    return null;
  };

  function makeSearch(load) {
    const parts = new Map();
    const part = (name) => {
      if (!parts.has(name)) {
        const promise = load(name);
        parts.set(name, promise);
        promise.catch(() => parts.delete(name));
      }
      return parts.get(name);
    };
    const prepared = new Map();
    const namesOf = async (file) => {
      const rows = await part(file);
      if (!prepared.has(file)) prepared.set(file, rows.flatMap(prepareNames));
      return prepared.get(file);
    };
    let rules;

    const begin = async () => {
      const index = await part("index");
      rules ??= {
        endings: index.endings.map(moved).sort((a, b) => b.length - a.length),
        asking: new Set(index.asking),
      };
      return index;
    };

    // Words that ask but say nothing of what is asked for, and endings of a word in another script.
    const empty = (word, place) =>
      rules.asking.has(word) || (place > 0 && HANGUL.test(word) && rules.endings.includes(openWord(word).join("")));

    // Every way to read what was typed: its words, as keys, and how far to trust the reading.
    const readings = (query) => {
      const text = halfWidth(query.normalize("NFC"));
      const words = wordsOf(text);
      const found = [];
      const add = (list, trust, how) => {
        const keys = list.map((word) => openWord(word).join(""));
        if (keys.length && !found.some((one) => one.keys.join(" ") === keys.join(" ")))
          found.push({ words: list, keys, trust, how });
      };
      add(words, 1, "typed");
      const content = words.filter((word, place) => !empty(word, place));
      if (content.length && content.length < words.length) add(content, 0.97, "asked");
      if (!HANGUL.test(text)) {
        const typed = (text.match(/[A-Za-z]+|[0-9]+/g) ?? []).map((word) =>
          word.replace(/[^ERQTWOP]/g, (one) => one.toLowerCase()),
        );
        const whole =
          typed.length &&
          typed.every((word) => /^[0-9]/.test(word) || TYPED.test(word) || (CONSONANTS.test(word) && word.length > 2));
        if (whole && typed.some((word) => /[A-Za-z]/.test(word))) {
          found.push({ words: [], keys: typed.map(moved), trust: 0.9, how: "layout" });
        }
      } else {
        const latin = words.map((word) => unmoved(openWord(word).join("")).toLowerCase());
        if (latin.every((word) => /^[a-z0-9]+$/.test(word))) {
          add(latin, words.some((word) => /[\u3131-\u3163]/.test(word)) ? 0.9 : 0.6, "layout");
        }
      }
      for (const one of [...found]) {
        const last = one.keys.at(-1);
        const bare = rules.endings
          .filter((ending) => last.endsWith(ending))
          .map((ending) => last.slice(0, -ending.length));
        for (const keys of bare.filter((keys) => syllables(unmoved(keys)) >= 2)) {
          found.push({ ...one, keys: [...one.keys.slice(0, -1), keys], trust: one.trust * 0.97, how: "bare" });
        }
      }
      return found.map((one) => {
        const joined = one.keys.join("");
        const units = one.how === "typed" ? one.words.flatMap(lettersOf) : one.keys.flatMap(unitsOf);
        const starts = one.keys.map((_, place) => one.keys.slice(0, place).join("").length);
        const lone = units.map((unit) => unit !== unmoved(unit) && CONSONANTS.test(unmoved(unit)));
        const terms = one.keys.map(filed);
        return {
          ...one,
          joined,
          starts,
          units,
          lone,
          terms,
          initials: lone.includes(true) && units.length > 1,
          stems: terms.join(" "),
          bits: mask(joined),
          ends: mask(one.keys.map((keys) => keys.slice(0, 1)).join("") + joined.slice(-1)),
        };
      });
    };

    // A word letter by letter; letters that an input method has drawn together are parted again.
    const lettersOf = (word) => openWord(word).flatMap((unit) => (CONSONANTS.test(unmoved(unit)) ? [...unit] : [unit]));

    // Keys of Hangul as syllables again; a consonant that begins none stands alone.
    const unitsOf = (keys) =>
      unmoved(keys) === keys
        ? [...keys]
        : (
            unmoved(keys).match(
              /[rRseEfaqQtTdwWczxvg](?:h[kol]?|n[jpl]?|m?l|m|[koiOjpuPyb])(?:[rRsefaqtTdwczxvg](?![koiOjpuPhynbml]))*|./g,
            ) ?? []
          ).map(moved);

    const scoreName = (reading, name, doubtful) => {
      const { joined, keys: typed } = reading;
      const { keys } = name;
      if (!keys || !joined) return 0;
      if (joined === keys) return 100;
      if (reading.stems === name.stems) return 92;
      let best = 0;
      if (reading.initials) {
        const match = initialsMatch(reading, name.units);
        if (match) best = match.start === 0 ? (match.share === 1 ? 86 : 58 + 26 * match.share) : 40 + 20 * match.share;
      }
      const share = Math.min(1, joined.length / keys.length);
      if (name.stems.startsWith(reading.stems + " ")) return Math.max(best, 60 + 28 * share);
      if (keys.startsWith(joined)) return Math.max(best, 60 + 28 * share);
      if (name.starts.length > 1) {
        if (joined.length > 1 && name.starts.some((start) => start && keys.startsWith(joined, start)))
          best = Math.max(best, 45 + 25 * share);
        if (typed.length > 1 && typed.every((word) => name.starts.some((start) => keys.startsWith(word, start))))
          best = Math.max(best, 50 + 25 * share);
      }
      if (joined.length > 3 && best < 30 + 20 * share && keys.includes(joined)) best = 30 + 20 * share;
      if (
        keys.length > 3 &&
        keys.length < joined.length &&
        reading.starts.some((start) => joined.startsWith(keys, start))
      ) {
        best = Math.max(best, INSIDE + SPAN * (keys.length / joined.length));
      }
      const most = allowed(joined.length);
      if (most && best < 66) {
        if (count(reading.bits & ~name.bits) <= most + 1) {
          const [whole, beginning] = edits(joined, keys, most);
          if (whole <= most) best = Math.max(best, (78 - 12 * whole + 6) * doubtful);
          else if (beginning <= most && joined.length > 4)
            best = Math.max(best, (60 - 10 * beginning + 16 * share) * doubtful);
          for (const start of joined.length > 4 ? name.starts.slice(1) : []) {
            const least = Math.min(...edits(joined, keys.slice(start), most));
            if (least <= most) best = Math.max(best, (45 - 8 * least + 25 * share) * doubtful);
          }
        }
      }
      return best;
    };

    const shardOf = (code) =>
      code >= 0xe000 && code < 0xe100
        ? `n-${(code - 0xe000).toString(16)}x`
        : code < 128
          ? `n-${code.toString(16)}`
          : `n-${(code % 64).toString(16)}o`;

    const shardsFor = (index, found) => {
      if (index.names.length === 1) return index.names;
      const wanted = new Set(found.filter(({ joined }) => joined).map(({ joined }) => shardOf(joined.charCodeAt(0))));
      return index.names.filter((name) => wanted.has(name));
    };

    const rangeOf = (index, term) => {
      let low = 0;
      let high = index.words.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (index.words[middle][0] <= term) low = middle;
        else high = middle - 1;
      }
      return low;
    };

    const decode = (row) => {
      const found = [];
      let page = 0;
      for (let i = 1; i < row.length; i++) {
        page += Math.floor(row[i] / (STEPS + 1));
        found.push([page, row[i] % (STEPS + 1)]);
      }
      return found;
    };

    // The pages of a word and how much it counts on each: by its own term, without its ending, as a beginning.
    const pagesOf = async (index, keys, open) => {
      if (!index.words.length) return { pages: new Map(), known: false };
      const hangul = unmoved(keys) !== keys;
      const wanted = [[filed(keys), 1]];
      if (hangul) {
        for (const ending of rules.endings) {
          const bare = keys.slice(0, -ending.length);
          if (keys.endsWith(ending) && enough(unmoved(bare))) wanted.push([filed(bare), 0.9]);
        }
      }
      const pages = new Map();
      let known = false;
      const put = (row, trust) => {
        for (const [page, weight] of decode(row))
          pages.set(page, Math.max(pages.get(page) ?? 0, (weight / STEPS) * trust));
      };
      for (const [term, trust] of wanted) {
        const rows = await part(index.words[rangeOf(index, term)][1]);
        const row = rows.find((one) => one[0] === term);
        if (row) {
          known = true;
          put(row, trust);
        }
      }
      const start = hangul ? "~" + unmoved(keys) : keys;
      if (start.length > (hangul ? 4 : 2) && (open || !known)) {
        const rows = await part(index.words[rangeOf(index, start)][1]);
        const longer = rows.filter((row) => row[0].startsWith(start) && row[0] !== wanted[0][0]).slice(0, MAX_TERMS);
        for (const row of longer) put(row, 0.5 + 0.4 * (start.length / row[0].length));
        known ||= longer.length > 0;
      }
      if (!known && start.length > 4) {
        const rows = await part(index.words[rangeOf(index, start)][1]);
        const [own, most] = [wanted[0][0], Math.min(2, allowed(start.length))];
        const like = rows.filter((row) => row[0].startsWith(own.slice(0, 3)) && edits(own, row[0], most)[0] <= most);
        for (const row of like) put(row, MISTYPED);
      }
      if (!known && hangul) {
        const halves = await parted(index, keys);
        if (halves) {
          known = true;
          for (const [page, weight] of halves[0])
            if (halves[1].has(page)) pages.set(page, (weight + halves[1].get(page)) / 2);
        }
      }
      return { pages, known };
    };

    // The pages of both words in one that was written without a space, if there are two.
    const parted = async (index, keys) => {
      const units = unitsOf(keys);
      for (let place = 2; place <= units.length - 2; place++) {
        const left = await pagesOf(index, units.slice(0, place).join(""), false);
        if (!left.known) continue;
        const right = await pagesOf(index, units.slice(place).join(""), false);
        if (right.known) return [left.pages, right.pages];
      }
      return null;
    };

    const scoreBody = async (index, reading) => {
      const meaningful = reading.keys.filter(
        (keys, place) => !reading.words[place] || !empty(reading.words[place], place),
      );
      const list = [...new Set(meaningful.length ? meaningful : reading.keys)].slice(0, 8);
      const found = await Promise.all(list.map((keys) => pagesOf(index, keys, keys === reading.keys.at(-1))));
      const rarity = found.map(({ pages }) => Math.log(1 + (index.pages - pages.size + 0.5) / (pages.size + 0.5)));
      const all = rarity.reduce((sum, one) => sum + one, 0) || 1;
      const scores = new Map();
      found.forEach(({ pages }, place) => {
        for (const [page, weight] of pages) {
          const score = scores.get(page) ?? { sum: 0, share: 0 };
          score.sum += rarity[place] * weight;
          score.share += rarity[place];
          scores.set(page, score);
        }
      });
      const result = new Map();
      for (const [page, { sum, share }] of scores)
        result.set(page, BODY * (sum / all) * Math.pow(share / all, SHARE) * reading.trust);
      return { scores: result, known: found.length > 0 && found.every((one) => one.known) };
    };

    const KIND = [1, 0.97, 0.8];

    // The best pages for a query, without their words: [{page, score, name, reading}].
    const rank = async (index, query, limit) => {
      const found = readings(query);
      if (!found.length) return [];
      const bodies = await Promise.all(
        found.filter((one) => one.how !== "bare" && !one.initials).map((one) => scoreBody(index, one)),
      );
      const typedKnown = bodies.length > 0 && bodies[0].known;
      const best = new Map();
      for (const file of shardsFor(index, found)) {
        for (const name of await namesOf(file)) {
          for (const reading of found) {
            const score = scoreName(reading, name, typedKnown ? 0.5 : 1) * reading.trust * KIND[name.kind];
            const known = best.get(name.page);
            if (score > (known?.score ?? 0))
              best.set(name.page, { page: name.page, score, name, reading, exact: score >= 85 * reading.trust });
          }
        }
      }
      for (const { scores } of bodies) {
        for (const [page, score] of scores) {
          const known = best.get(page);
          if (!known) best.set(page, { page, score, name: null, reading: found[0] });
          else known.score = Math.max(known.score, score) + 0.05 * Math.min(known.score, score);
        }
      }
      const sorted = [...best.values()].sort(
        (a, b) => b.score - a.score || (a.name?.keys.length ?? 99) - (b.name?.keys.length ?? 99) || a.page - b.page,
      );
      return sorted.slice(0, limit).filter(({ score }) => score >= WEAK * sorted[0].score);
    };

    // Text as runs [words, marked]: marked where a word of the query is.
    const marked = (text, found) => {
      const runs = [];
      let end = 0;
      for (const match of text.matchAll(WORD)) {
        if (!hits(known(match[0]), found)) continue;
        if (match.index > end) runs.push([text.slice(end, match.index), false]);
        runs.push([match[0], true]);
        end = match.index + match[0].length;
      }
      if (end < text.length) runs.push([text.slice(end), false]);
      return runs;
    };

    // Which word of the query a word of a text is, from 1; 0 if none.
    const hits = ({ keys, term, long, hangul, ends }, found) => {
      for (const reading of found) {
        if (!(ends & reading.ends)) continue;
        for (let at = 0; at < reading.keys.length; at++) {
          const typed = reading.keys[at];
          if (rules.asking.has(reading.words[at])) continue;
          if (term === reading.terms[at] || (typed.length > (hangul ? 3 : 2) && keys.startsWith(typed))) return at + 1;
          if (hangul && long && typed.length > 3 && typed.startsWith(keys)) return at + 1;
        }
        const { joined } = reading;
        if (
          joined.length > 3 &&
          keys.length > 1 &&
          (joined.startsWith(keys) || joined.endsWith(keys)) &&
          (hangul ? long : reading.keys.length === 1)
        )
          return 1;
      }
      return 0;
    };

    // What a word of a text is as keys and as a term, and whether it has two syllables; the same words come often.
    const seen = new Map();
    const known = (word) => {
      let one = seen.get(word);
      if (!one) {
        const keys = wordsOf(word)
          .map((part) => openWord(part).join(""))
          .join("");
        const term = keys && filed(keys);
        one = {
          keys,
          term,
          long: syllables(term) > 1,
          hangul: term[0] === "~",
          ends: mask(keys.slice(0, 1) + keys.slice(-1)),
        };
        if (seen.size > MAX_SEEN) seen.clear();
        seen.set(word, one);
      }
      return one;
    };

    // A text cut at its spaces: [{from, to, word}]; a reader who types on meets the same texts again.
    const cutTexts = new Map();
    const piecesOf = (text) => {
      let pieces = cutTexts.get(text);
      if (!pieces) {
        pieces = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
          from: index,
          to: index + word.length,
          word: known(word),
        }));
        if (cutTexts.size > MAX_CUT) cutTexts.clear();
        cutTexts.set(text, pieces);
      }
      return pieces;
    };

    // The section of a page that says most of what was asked, and the best piece of it.
    const passage = (sections, found) => {
      let best = { score: -1, id: "", heading: "", text: sections[0]?.[2] ?? "" };
      sections.forEach(([id, heading, text], place) => {
        const words = piecesOf(text);
        const hit = words.map(({ word }) => hits(word, found));
        const named = wordsOf(heading).reduce((bits, word) => bits | bit(hits(known(word), found)), 0);
        for (let start = 0; start < Math.max(1, words.length); start += STRIDE) {
          const end = Math.min(start + WINDOW, words.length);
          let [inside, often] = [named, 0];
          for (let at = start; at < end; at++) {
            inside |= bit(hit[at]);
            if (hit[at]) often++;
          }
          const score = count(inside) + count(named) * 0.3 + Math.min(3, often) * 0.01 - place * 0.001;
          if (score > best.score + 1e-9) {
            const piece = end ? text.slice(words[start].from, words[end - 1].to) : text;
            best = { score, id, heading, text: (start ? "… " : "") + piece + (end < words.length ? " …" : "") };
          }
        }
      });
      return best;
    };

    // Promises the best pages for a query: [{url, title, also, section, passage, score}], where titles, headings and
    // passages are runs [words, marked]. `first` is called with the best alone as soon as it is there.
    async function search(query, limit = 10, first = () => {}) {
      const index = await begin();
      const asked = [...query]
        .slice(0, MAX_QUERY)
        .join("")
        .replace(/[\ud800-\udfff](?![\udc00-\udfff])/g, " ");
      const shown = readings(asked).filter((one) => one.how === "typed" || one.how === "asked");
      const ranked = await closest(index, await rank(index, asked, limit), shown);
      const [best, ...others] = ranked.length ? ranked : await nearest(index, asked);
      if (!best) return [];
      const result = await describe(index, best, shown);
      if (others.length) first([result]);
      return [result, ...(await Promise.all(others.map((one) => describe(index, one, shown))))];
    }

    // The same pages; where no name decides, the first few by how many words of the query stand close together.
    const closest = async (index, ranked, shown) => {
      const few = ranked.slice(0, FEW);
      if (few.length < 2 || few[0].score > NAMED || shown.every(({ keys }) => keys.length < 2)) return ranked;
      const words = Math.max(...shown.map(({ keys }) => keys.length));
      const order = few.map(async (one) => {
        const [, , sections, gathers] = await textOf(index, one.page);
        const best = passage(sections, [one.reading, ...shown]);
        const score = one.score * (1 - CLOSE + (CLOSE * best.score) / words) * (gathers ? REPEATS : 1);
        return { ...one, score, best };
      });
      return [...(await Promise.all(order)).sort((a, b) => b.score - a.score), ...ranked.slice(FEW)];
    };

    // The address, title and sections of a page.
    const textOf = async (index, page) => (await part(`t${Math.floor(page / index.block)}`))[page % index.block];

    // The names that share most neighbouring keys with what was typed, where nothing was found.
    const nearest = async (index, query) => {
      const [reading] = readings(query);
      if (!reading) return [];
      const pairs = (keys) => new Set([...keys].slice(1).map((key, place) => keys[place] + key));
      const wanted = pairs(reading.joined);
      const files = shardsFor(index, [reading]);
      const names = (await Promise.all(files.map(namesOf))).flat();
      const found = names.map((name) => {
        const own = pairs(name.keys);
        const both = [...wanted].filter((pair) => own.has(pair)).length;
        return { page: name.page, score: (20 * both) / (wanted.size + own.size || 1), name, reading, near: true };
      });
      const best = new Map();
      for (const one of found) if (one.score > (best.get(one.page)?.score ?? 0)) best.set(one.page, one);
      return [...best.values()].sort((a, b) => b.score - a.score || a.page - b.page).slice(0, 5);
    };

    const describe = async (index, { page, score, name, reading, exact, near, best: read }, others) => {
      const [url, title, sections] = await textOf(index, page);
      const found = [reading, ...others];
      const place = name?.place ? sections.find(([id]) => id === name.place) : null;
      const best = place
        ? { id: place[0], heading: place[1], text: cut(place[2]), score: 9 }
        : (read ?? passage(sections, found));
      const top = exact && !place;
      return {
        url,
        title: marked(title, found),
        also: name && name.kind === 1 && !title.includes(name.text) ? name.text : "",
        near: Boolean(near),
        section: best.id && !top ? { id: best.id, heading: marked(best.heading, found) } : null,
        passage: marked(top ? cut(sections[0][2]) : best.text, found),
        score,
      };
    };

    const cut = (text) => (text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).replace(/\s\S*$/, "") + " …" : text);

    return search;
  }

  // What the text of a file of the index holds: found("NAME",CONTENT). Throws if it is cut short.
  const contentOf = (text) => JSON.parse(`[${text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))}]`)[1];

  Object.assign(host, { makeSearch, contentOf });
  if (typeof module !== "undefined") module.exports = { makeSearch, contentOf, wordsOf, filed, openWord };
})(typeof globalThis !== "undefined" ? globalThis : this);
