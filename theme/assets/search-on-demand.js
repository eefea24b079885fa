// The theme fetches its whole search index with every page. Here it waits until a reader turns to the search, or came
// from there: ?q= holds a search, ?h= the words to mark.
{
  const asked = new URLSearchParams(location.search);
  const wanted = new Promise((resolve) => {
    if (asked.has("q") || asked.has("h")) resolve();
    for (const kind of ["focusin", "pointerover", "change"]) {
      document.addEventListener(kind, (event) => {
        if (event.target.closest?.("[data-md-component=search], [for=__search], #__search")) resolve();
      });
    }
  });

  window.XMLHttpRequest = class extends XMLHttpRequest {
    #waits = false;

    open(method, url, ...more) {
      this.#waits = url.endsWith("/search/search_index.json");
      super.open(method, url, ...more);
    }

    send(body) {
      if (this.#waits) wanted.then(() => super.send(body));
      else super.send(body);
    }
  };
}
