// Shows the part of this page that is in the language of the address that was asked for.
document.addEventListener("DOMContentLoaded", () => {
  const root = new URL(document.baseURI).pathname;
  const tag = location.pathname.startsWith(root) ? location.pathname.slice(root.length).split("/")[0] : "";
  const own = document.querySelector(`section[lang="${CSS.escape(tag)}"]`);
  if (own) {
    document.documentElement.lang = tag;
    document.title = own.querySelector("h1").textContent;
    document.querySelectorAll("section").forEach((section) => (section.hidden = section !== own));
  }
});
