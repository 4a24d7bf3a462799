'use strict';
// Shows a saved file at once: the server tells the mark of what it would show now, and a page of another mark is fetched
// again. The address of the page holds all that was chosen.
(() => {
  const retry = 1000;
  let before;

  const look = (mark) => {
    const main = document.getElementById('main');
    if (main.dataset.mark !== mark) {
      htmx.trigger(main, 'set-changed');
    }
  };

  const follow = () => {
    const changes = new EventSource('/console/changes');
    changes.onopen = () => { document.documentElement.dataset.live = 'yes'; };
    changes.onmessage = (message) => look(message.data);
    changes.onerror = () => {
      document.documentElement.dataset.live = 'no';
      if (changes.readyState === EventSource.CLOSED) {
        setTimeout(follow, retry);
      }
    };
    addEventListener('pagehide', () => changes.close(), { once: true });
  };

  // A frame is as high as its mail, so that there is one thing to scroll.
  const fit = (frame) => {
    const mail = frame.contentDocument && frame.contentDocument.body;
    if (mail) {
      const y = scrollY;
      frame.style.height = 0;
      frame.style.height = mail.ownerDocument.scrollingElement.scrollHeight + frame.offsetHeight + 'px';
      scrollTo(scrollX, y);
    }
  };
  const frame = () => document.getElementById('frame');

  // What is read now stays where it is until the frame that follows has its mail.
  addEventListener('htmx:beforeSwap', () => { before = { y: scrollY, height: frame() && frame().style.height }; });
  addEventListener('htmx:afterSwap', () => {
    if (frame() && before.height) {
      frame().style.height = before.height;
      scrollTo(scrollX, before.y);
    }
  });
  document.addEventListener('load', (event) => { if (event.target === frame()) { fit(frame()); } }, true);
  addEventListener('resize', () => { if (frame()) { fit(frame()); } });
  if (frame()) { fit(frame()); }

  addEventListener('pageshow', (event) => { if (event.persisted) { follow(); } });
  follow();
})();
