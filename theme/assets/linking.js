// Gives every heading a menu of ways to link to it. It takes the place of the theme's bare permalink, which stays
// where scripts do not run. The words of the menu, and the way to the short addresses, come with the script's element.
{
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll(".md-content .headerlink")];

  // What must not be taken for markup, in each form:
  // CommonMark 0.31, 2.4 (backslashes) and 2.5 (entities, which Python-Markdown knows for more letters than backslashes)
  // reStructuredText: docutils' specification, "Hyperlink References" with embedded URIs
  // Jira and Confluence: the "Text Formatting Notation", \X for a special X; its \\ is a line break
  const entity = (letter) => `&#${letter.charCodeAt(0)};`;
  const html = (text) => text.replace(/[&<>"']/g, entity);
  const markdown = (text) =>
    text.replace(/[\\`*_[\]]/g, "\\$&").replace(/&(?=#?\w+;)|[<>|~$]/g, entity);
  const rst = (text) => text.replace(/[\\`<>]/g, "\\$&");
  const jira = (text) =>
    text.replace(/[\\[\]{}|*_^~!]|(?<![\p{L}\p{N}])[-+]|[-+](?![\p{L}\p{N}])|\?(?=\?)/gu, (letter) =>
      letter === "\\" ? entity(letter) : `\\${letter}`,
    );
  const plain = ({ href }) =>
    href.replace(/[()[\]|'*\\^`]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

  // Slack and the editors of Jira and Confluence Cloud make a link of copied HTML and of nothing else; Slack's own
  // <address|words> works only for programs. So these two are copied as HTML, and as text for where HTML is not taken.
  const anchor = (url, title) => `<a href="${html(url)}">${html(title)}</a>`;
  const forms = {
    address: ({ url }) => ({ text: url }),
    short: ({ short }) => ({ text: short }),
    markdown: ({ url, title }) => ({ text: `[${markdown(title)}](${url})` }),
    rst: ({ url, title }) => ({ text: `\`${rst(title)} <${url}>\`__` }),
    html: ({ url, title }) => ({ text: anchor(url, title) }),
    slack: ({ url, title }) => ({ text: `${title} ${url}`, html: anchor(url, title) }),
    jira: ({ url, title }) => ({ text: `[${jira(title)}|${url}]`, html: anchor(url, title) }),
  };

  const said = (heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((one) => one.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };

  // The address at which the page is read; of a page that was opened from a disk, the one it is published at.
  const address = () => {
    const canonical = document.querySelector("link[rel=canonical]");
    const url = new URL(location.protocol === "file:" && canonical ? canonical.href : location.href);
    url.search = url.hash = "";
    url.pathname = url.pathname.replace(/\/index\.html$/, "/");
    return url;
  };

  const place = (heading, hash) => {
    const page = document.querySelector(".md-content h1");
    const url = address();
    const short = new URL(words.go, url);
    const whole = hash === "#top" || heading === page;
    if (!whole) url.hash = short.hash = hash;
    const title = whole ? said(heading) : `${said(page)} › ${said(heading)}`;
    return { title, url: plain(url), short: plain(short) };
  };

  const make = (name, properties = {}, ...inside) => {
    const element = document.createElement(name);
    Object.assign(element, properties);
    element.append(...inside);
    return element;
  };

  const title = make("p", { className: "linking__title", id: "linking-title" });
  const close = make("button", { className: "linking__close", type: "button", ariaLabel: words.close });
  const items = Object.keys(forms).map((form) => make("button", { type: "button" }, words[form]));
  const text = make("textarea", { readOnly: true, rows: 3 });
  const note = make("p", { id: "linking-note" }, words.byHand);
  const byHand = make("div", { className: "linking__by-hand", hidden: true }, note, text);
  const menu = make("div", { className: "linking", popover: "auto", role: "dialog" }, title, close, ...items, byHand);
  const news = make("p", { className: "linking-news", role: "status" });
  items[1].append(make("small", {}, words.shortNote));
  items[0].autofocus = true;
  text.setAttribute("aria-labelledby", note.id);
  menu.setAttribute("aria-labelledby", title.id);

  let heading, opener, copied, ending;

  const tell = () => {
    menu.hidePopover();
    news.textContent = "";
    setTimeout(() => (news.textContent = words.copied), 100); // once the focus has moved, so that both are heard
    clearTimeout(ending);
    ending = setTimeout(() => (news.textContent = ""), 4000);
  };

  const write = async ({ text, html }) => {
    if (!html) return navigator.clipboard.writeText(text);
    const [plain, rich] = ["text/plain", "text/html"];
    const both = { [plain]: new Blob([text], { type: plain }), [rich]: new Blob([html], { type: rich }) };
    return navigator.clipboard.write([new ClipboardItem(both)]);
  };

  // Without the permission, or on a host without TLS, the text is selected, and copied the old way if the browser lets us.
  const copy = async (form) => {
    copied = forms[form](heading);
    try {
      await write(copied);
      tell();
    } catch {
      byHand.hidden = false;
      text.value = copied.text;
      text.focus();
      text.select();
      document.execCommand("copy");
    }
  };
  text.addEventListener("copy", (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied.text);
    if (copied.html) event.clipboardData.setData("text/html", copied.html);
    tell();
  });

  Object.keys(forms).forEach((form, index) => items[index].addEventListener("click", () => copy(form)));
  close.addEventListener("click", () => menu.hidePopover());
  menu.addEventListener("beforetoggle", ({ newState }) => {
    opener.classList.toggle("linker--open", newState === "open");
    if (newState === "open") byHand.hidden = true;
  });
  menu.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -items.length, End: items.length };
    const index = items.indexOf(document.activeElement);
    if (index < 0 || !(event.key in steps)) return;
    event.preventDefault();
    items[Math.min(Math.max(index + steps[event.key], 0), items.length - 1)].focus();
  });

  for (const link of links) {
    const owner = link.parentElement;
    const button = make("button", { className: "headerlink linker", type: "button", ariaLabel: words.menu });
    button.title = words.menu;
    button.ariaHasPopup = "dialog";
    button.popoverTargetElement = menu;
    button.addEventListener("click", () => {
      opener = button;
      heading = place(owner, new URL(link.href).hash);
      title.textContent = heading.title;
    });
    link.replaceWith(button);
  }
  menu.lang = news.lang = words.lang;
  if (links.length) document.body.append(menu, news);
}
