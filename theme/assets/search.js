// The theme's search box listens for keys only. Words also arrive without any: from an input method, a paste, dictation.
document.addEventListener("input", (event) => {
  if (event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"));
});

// The theme's search dialog has no name for screen readers; its box has one.
const box = document.querySelector(".md-search__input");
box?.closest("[role=dialog]")?.setAttribute("aria-label", box.getAttribute("aria-label"));
