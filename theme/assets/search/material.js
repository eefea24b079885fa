// Puts the search engine behind the search box of the theme. The theme speaks to a worker of its own: {type: 2, data}
// is a query, {type: 1} says that the worker is ready, {type: 3, data: {items}} is an answer. Here stands one in its
// place that loads nothing until a reader turns to the search.
{
  const [READY, QUERY, RESULT] = [1, 2, 3];
  const words = document.currentScript.dataset;
  const folder = new URL(".", document.currentScript.src);
  const offline = location.protocol === "file:";

  const safe = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  const html = (runs) => runs.map(([text, marked]) => (marked ? `<mark>${safe(text)}</mark>` : safe(text))).join("");
  const place = (url, id = "") => {
    const [path, hash = id] = url.split("#");
    return path + (offline ? "index.html" : "") + (hash && `#${hash}`);
  };

  // The words that the page of a result marks, by way of ?h= in its address.
  const terms = (runs) =>
    Object.fromEntries(
      runs
        .filter(([, marked]) => marked)
        .slice(0, 4)
        .map(([text]) => [text.toLowerCase(), true]),
    );

  // One result as the theme draws it: the page, and below it the section that the reader is led to.
  const item = ({ url, title, also, section, passage, score }) => {
    const name = also ? `<p class="search-also">${safe(words.also)}: <mark>${safe(also)}</mark></p>` : "";
    const page = {
      location: place(url),
      title: html(title),
      text: name + html(passage),
      score,
      terms: terms([...title, ...passage]),
    };
    if (!section) return [page];
    const part = {
      ...page,
      location: place(url, section.id),
      title: html(section.heading) || html(title),
      text: html(passage),
      score: score + 1,
    };
    return [{ ...page, text: name }, part];
  };

  const names = (score) => [{ location: place("a-z/"), title: safe(words.names), text: "", score, terms: {} }];

  // A file of the index, by a script: pages that were opened from a disk can read no other way.
  const waiting = new Map();
  const byScript = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address.href));
      document.head.append(script);
    });
  const load = async (name) => {
    window.found = (found, content) => waiting.set(found, content);
    if (!waiting.has(name)) await byScript(new URL(`../find/${name}.js`, folder));
    if (!waiting.has(name)) throw new Error(name);
    return waiting.get(name);
  };

  // Who searches: a worker, or on a page from a disk this page itself. Answers come as {id, results, done} or {id, failed}.
  let searcher;
  const begin = (answer) => {
    if (searcher) return searcher;
    if (offline) {
      const engine = byScript(new URL("engine.js", folder)).then(() => window.makeSearch(load));
      searcher = ({ id, query }) =>
        engine
          .then((search) => search(query, 10, (results) => answer({ id, results, done: false })))
          .then((results) => answer({ id, results, done: true }))
          .catch((error) => answer({ id, failed: String(error) }));
    } else {
      const worker = new Thread(new URL("worker.js", folder));
      worker.onmessage = ({ data }) => answer(data);
      worker.onerror = () => answer({ failed: "worker" });
      searcher = (message) => worker.postMessage(message);
    }
    return searcher;
  };

  const links = () => [...document.querySelectorAll(".md-search-result__link")];

  // The theme draws the whole list again with every answer, which would lose a result that is being pressed.
  let pressed = false;
  let later = null;
  document.addEventListener("pointerdown", () => (pressed = true));
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => {
      pressed = false;
      setTimeout(() => {
        later?.();
        later = null;
      });
    });
  }

  class Standin extends EventTarget {
    #last = 0;

    constructor() {
      super();
      setTimeout(() => this.#tell(READY));
      document.addEventListener("focusin", ({ target }) => target.matches(".md-search__input") && this.#begin());
    }

    #begin() {
      return begin((answer) => this.#answer(answer));
    }

    #tell(type, data) {
      this.dispatchEvent(new MessageEvent("message", { data: { type, data } }));
    }

    postMessage({ type, data }) {
      if (type !== QUERY) return;
      this.#last++;
      if (data.trim()) this.#begin()({ id: this.#last, query: data });
      else this.#tell(RESULT, { items: [] });
    }

    #answer(message) {
      if (pressed) later = () => this.#answer(message);
      else this.#show(message);
    }

    #show({ id = this.#last, results = [], done = true, failed }) {
      if (id !== this.#last || (!done && !results.length)) return;
      const near = results.length && results[0].near;
      const none = failed || !results.length || near;
      const items = results.map(item);
      if (none) items.push(names(-1));
      const chosen = links().indexOf(document.activeElement);
      this.#tell(RESULT, { items });
      if (chosen >= 0) links()[chosen]?.focus(); // the theme draws the whole list again
      for (const link of document.querySelectorAll(
        '.md-search-result__link[href*="?h=#"], .md-search-result__link[href$="?h="]',
      )) {
        link.href = link.href.replace("?h=", "");
      }
      if (none) document.querySelector(".md-search-result__meta").textContent = failed ? words.failed : words.none;
    }

    terminate() {}
  }

  const Thread = window.Worker;
  window.Worker = class {
    constructor(address, ...more) {
      return String(address).includes("/workers/search.") ? new Standin() : new Thread(address, ...more);
    }
  };

  // The theme's own index is empty. It is fetched only where the theme needs what else it says, to mark words.
  const marks = new URLSearchParams(location.search).has("h");
  window.XMLHttpRequest = class extends XMLHttpRequest {
    #idle = false;

    open(method, url, ...more) {
      this.#idle = !marks && String(url).endsWith("/search/search_index.json");
      super.open(method, url, ...more);
    }

    send(body) {
      if (!this.#idle) super.send(body);
    }
  };

  // The address holds what is searched for, so that it can be shared and come back to.
  const remember = (query) => {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };
  const box = () => document.querySelector(".md-search__input");
  const led = ({ target }) => target instanceof Element && target.closest("a.md-search-result__link");

  // The theme listens for keys only. Words also arrive without any: from an input method, a paste, dictation.
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(".md-search__input")) return;
    remember(target.value);
    target.dispatchEvent(new KeyboardEvent("keyup"));
  });
  // Enter is the theme's key, but not before it has seen that the box is in use: the form would then go its own way.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".md-search__form")) return;
    event.preventDefault();
    const score = (link) => Number(link.querySelector("[data-md-score]").dataset.mdScore);
    const [best] = links().sort((a, b) => score(b) - score(a));
    best?.click();
  });
  document.addEventListener("reset", () =>
    setTimeout(() => box().dispatchEvent(new Event("input", { bubbles: true }))),
  );
  document.addEventListener("change", ({ target }) => {
    if (target.id === "__search" && !target.checked) remember("");
  });
  window.addEventListener(
    "click",
    (event) => led(event) && !event.ctrlKey && !event.metaKey && !event.shiftKey && remember(box().value),
  );
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && new URLSearchParams(location.search).has("q")) box().focus();
  });

  // The theme's search dialog has no name for screen readers, and nothing tells them what was found.
  document.addEventListener("DOMContentLoaded", () => {
    const search = box()?.closest("[role=dialog]");
    if (!search) return;
    search.setAttribute("aria-label", box().getAttribute("aria-label"));
    search.querySelector(".md-search-result__meta").setAttribute("role", "status");
  });
}
