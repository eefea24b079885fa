// Leads to the language chosen before, else to the first one that the browser asks for and the site has.
// Without scripts, or when neither is known, the links on the page remain.
const chosen = () => {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
};

document.addEventListener("DOMContentLoaded", () => {
  const links = new Map([...document.querySelectorAll("a[hreflang]")].map((link) => [link.hreflang, link]));
  const wanted = [chosen(), ...navigator.languages];
  for (const tag of wanted.filter(Boolean)) {
    const link = links.get(tag.toLowerCase()) ?? links.get(tag.toLowerCase().split("-")[0]);
    if (link) {
      const to = new URL(link.href);
      to.search = location.search;
      if (location.hash) to.hash = location.hash;
      location.replace(to);
      return;
    }
  }
});
