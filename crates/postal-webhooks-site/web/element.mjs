// Elements are made of texts alone: no text is ever read as HTML.

/** An element with its properties and what is in it. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A text in which what stands between backticks is code. */
export function prose(text) {
  const pieces = text.split("`");
  return pieces.map((piece, at) => (at % 2 === 1 ? element("code", {}, piece) : piece));
}

/** Calls once it has been quiet for a moment. */
export function settled(call, wait = 120) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, wait);
  };
}
