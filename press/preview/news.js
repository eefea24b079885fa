// Hears the news of the preview once for all open pages, since a browser keeps six connections to a host and no more.
const pages = new Set();
let last;

const tell = (news) => pages.forEach((page) => page.postMessage(news));

const listen = () => {
  const source = new EventSource("news");
  source.onmessage = ({ data }) => tell((last = JSON.parse(data)));
  source.onerror = () => {
    tell((last = null));
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};

onconnect = ({ ports: [page] }) => {
  pages.add(page);
  if (last !== undefined) page.postMessage(last);
};
listen();
