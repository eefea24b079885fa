// The theme's search box listens for keys only. Words also arrive without any: from an input method, a paste, dictation.
document.addEventListener("input", (event) => {
  if (event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"));
});
