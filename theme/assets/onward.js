// A section that has moved to another page leads there.
const onward = () => {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place && place.dataset.to) location.replace(new URL(place.dataset.to, location.href));
};
addEventListener("hashchange", onward);
onward();
