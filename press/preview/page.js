// Keeps a page of the preview as the files are: loads it again or swaps its styles when they have changed, lists the
// faults over the last good page while there are any, and opens files in the editor.
{
  const { dataset: state, src } = document.currentScript;
  const own = (name) => new URL(name, src);
  const GONE_MILLISECONDS = 1500;

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // The page after an edit stands where the page before it stood, also when the edit made what is above longer.
  const KEPT = "preview-kept";
  const place = () => {
    const shown = [...document.querySelectorAll("main [id]:not(svg *)")].filter((one) => one.getClientRects().length);
    const mark = shown.findLast((one) => one.getBoundingClientRect().top < innerHeight / 2);
    const there = { path: location.pathname, y: scrollY, id: mark?.id, top: mark?.getBoundingClientRect().top };
    return scrollY ? there : null;
  };
  let kept = JSON.parse(sessionStorage.getItem(KEPT));
  if (kept?.path !== location.pathname) kept = null;
  const restore = () => {
    const mark = document.getElementById(kept?.id);
    if (mark) scrollBy({ top: mark.getBoundingClientRect().top - kept.top, behavior: "instant" });
    else if (kept) scrollTo({ top: kept.y, behavior: "instant" });
  };
  const reload = () => {
    sessionStorage.setItem(KEPT, JSON.stringify((kept ??= place())));
    history.scrollRestoration = kept ? "manual" : "auto";
    location.reload();
  };
  sessionStorage.removeItem(KEPT);
  if (kept) {
    restore();
    addEventListener("load", () => {
      restore();
      // The browser goes to the section of the address once more after this.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        restore();
        kept = null;
        history.scrollRestoration = "auto";
      }));
    });
  }

  const restyle = (version) => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("preview", version);
      const fresh = link.cloneNode();
      fresh.href = address;
      fresh.onload = () => link.remove();
      link.after(fresh);
    }
    state.styles = version;
  };

  // A page that nobody sees waits until somebody does.
  let looking = Promise.resolve();
  const look = async () => {
    if (document.hidden) return;
    const address = own(`state?${encodeURIComponent(location.pathname)}`);
    const now = await fetch(address, { cache: "no-store" }).then((answer) => answer.json()).catch(() => null);
    if (!now) return; // the preview has ended; when it is back there will be news
    if (now.run !== state.run || now.page !== state.page) reload();
    else if (now.styles !== state.styles) restyle(now.styles);
  };
  const see = () => (looking = looking.then(look));
  document.addEventListener("visibilitychange", see);

  const edit = async (place) => {
    try {
      const answer = await fetch(own("edit"), { method: "POST", body: JSON.stringify(place) });
      note((await answer.json()).said);
    } catch {
      note("The preview has ended.");
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[rel~="edit"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    edit({ file: decodeURI(link.pathname) });
  });

  // What the preview has to say stands in a tree of its own, out of reach of the site's styles and scripts.
  const host = element("div", { id: "preview" });
  const tree = host.attachShadow({ mode: "open" });
  const box = element("section", { hidden: true, lang: "en" });
  const chip = element("button", { hidden: true, lang: "en", className: "chip" });
  const aside = element("p", { hidden: true, lang: "en", className: "note" });
  aside.onclick = () => note("");
  box.setAttribute("role", "alert");
  aside.setAttribute("role", "status");
  tree.append(element("link", { rel: "stylesheet", href: own("page.css") }), box, chip, aside);
  document.body.append(host);

  const note = (said) => {
    aside.textContent = said;
    aside.hidden = !said;
  };

  const HIDDEN = "preview-hidden";
  let faults = [];
  const show = () => {
    const hidden = sessionStorage.getItem(HIDDEN) === JSON.stringify(faults);
    box.hidden = !faults.length || hidden;
    chip.hidden = !faults.length || !hidden;
    document.body.style.paddingBottom = box.hidden ? "" : `${box.offsetHeight}px`;
  };
  const hide = (hidden) => {
    if (hidden) sessionStorage.setItem(HIDDEN, JSON.stringify(faults));
    else sessionStorage.removeItem(HIDDEN);
    show();
    (hidden ? chip : box.querySelector("button")).focus();
  };
  chip.onclick = () => hide(false);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) hide(true);
  });

  const list = ({ place, path, line, column, said, code, excerpt }) => {
    const at = { file: path, line, column };
    const open = element("button", { className: "place", title: "Open in the editor", onclick: () => edit(at) }, place);
    const item = element("li", {}, open);
    if (code) item.append(" ", element("span", { className: "code" }, code));
    item.append(element("p", {}, said));
    if (excerpt) {
      const [before, marked, after] = excerpt;
      const number = element("span", { className: "number", ariaHidden: "true" }, `${line}`);
      const words = element("code", {}, before, element("mark", {}, marked), after);
      item.append(element("div", { className: "excerpt" }, number, words));
    }
    return item;
  };

  const accuse = (found) => {
    if (JSON.stringify(found) === JSON.stringify(faults)) return;
    faults = found;
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    chip.textContent = count;
    box.replaceChildren(
      element(
        "div",
        { className: "head" },
        element("h2", {}, count),
        element("p", {}, "The page is as it was before."),
        element("button", { onclick: () => hide(true) }, "Hide"),
      ),
      element("ol", {}, ...faults.map(list)),
    );
    show();
  };

  let gone;
  const news = new SharedWorker(own(`news.js?${state.run}`), "preview").port;
  news.onmessage = ({ data }) => {
    if (!data) {
      gone ??= setTimeout(() => note("The preview has ended. This page follows again when it is back."), GONE_MILLISECONDS);
      return;
    }
    gone = clearTimeout(gone);
    note("");
    accuse(data.faults);
    see();
  };
}
