// Leads from an address that has moved to the one that stands for it now, with query and section.
const moved = new URL(document.currentScript.dataset.to, location.href);
moved.search = location.search;
if (location.hash) moved.hash = location.hash;
location.replace(moved);
