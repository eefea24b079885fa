// Draws the diagrams that the build could not draw. Nothing is fetched until a page has one.
// Generated from theme/assets/diagrams.js wherever else this file stands.
(() => {
  if (window.mermaid) return;
  const library = new URL("diagrams-library.js", document.currentScript.src);
  let settings = {};
  let loading;

  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      delete window.mermaid;
      const script = document.createElement("script");
      script.src = library;
      script.onload = () => resolve(window.mermaid);
      script.onerror = () => reject(new Error("no diagram library; the diagram stays as text"));
      document.head.append(script);
    });
    return loading;
  };

  // The theme draws through this object, and would fetch the library from elsewhere if it were missing.
  window.mermaid = {
    initialize: (given) => (settings = given),
    render: async (id, text) => {
      const mermaid = await load();
      mermaid.initialize({ ...settings, startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true });
      return mermaid.render(id, text);
    },
  };
})();
