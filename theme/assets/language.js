// Remembers the language that a reader chooses by a link, and takes the choice of light or dark along:
// the theme keeps that for each language apart.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[hreflang]");
  if (!link) return;
  try {
    localStorage.setItem("language", link.hreflang);
    if (typeof __md_scope === "undefined") return;
    const palette = __md_get("__palette");
    if (palette) __md_set("__palette", palette, localStorage, new URL(`../${link.hreflang}/`, __md_scope));
  } catch {
    // Storage is switched off: the browser's settings decide.
  }
});
