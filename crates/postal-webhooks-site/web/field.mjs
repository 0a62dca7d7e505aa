// The field for bodies: a plain one at first, and an editor once somebody goes into it.

/** What both can do. */
function plain(area) {
  return {
    focus: () => area.focus(),
    select: (from, to) => area.setSelectionRange(from, to),
    mark: () => {},
    show: (isWrong) => area.classList.toggle("wrong", isWrong),
  };
}

/** Gives a field, which becomes an editor; `replaced` is called then. */
export function field(area, label, nonce, replaced) {
  let current = plain(area);
  area.addEventListener(
    "focus",
    async () => {
      // Without the editor the field stays as it is.
      const editor = await import("./editor.mjs").catch(() => undefined);
      if (editor === undefined) return;
      current = editor.replace(area, label, nonce);
      replaced();
    },
    { once: true },
  );
  return {
    focus: () => current.focus(),
    select: (from, to) => current.select(from, to),
    mark: (faults) => current.mark(faults),
    show: (isWrong) => current.show(isWrong),
  };
}
