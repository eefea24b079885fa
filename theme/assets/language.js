// Remembers the language that a reader chooses by a link, for the page at the root of the site.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[hreflang]");
  try {
    if (link) localStorage.setItem("language", link.hreflang);
  } catch {
    // Storage is switched off: the browser's languages decide.
  }
});
