// The editor that takes the place of the field for bodies: line numbers, colours, and a mark under each fault.
import { history, historyKeymap } from "@codemirror/commands";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter, highlightTree } from "@lezer/highlight";
import { parser } from "@lezer/json";
import { element } from "./element.mjs";

const setMarks = StateEffect.define();
const marks = StateField.define({
  create: () => Decoration.none,
  update: (old, transaction) => {
    const set = transaction.effects.find((effect) => effect.is(setMarks));
    return set ? set.value : old.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Classes of the parts of JSON. Their colours are in the style of the site, and follow light and dark. */
function colours(text) {
  const ranges = [];
  highlightTree(parser.parse(text), classHighlighter, (from, to, name) => {
    ranges.push(Decoration.mark({ class: name }).range(from, to));
  });
  return Decoration.set(ranges);
}

/**
 * Puts an editor in the place of a field. The field stays, hidden, and has the same text: whoever writes into it and
 * says so by the event `input` writes into the editor.
 */
export function replace(area, label, nonce) {
  const isFocused = document.activeElement === area;
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      selection: { anchor: area.selectionStart, head: area.selectionEnd },
      extensions: [
        // The policy of the page lets no other style in than its own, and those with this word.
        EditorView.cspNonce.of(nonce),
        // A body is one long line.
        EditorView.lineWrapping,
        lineNumbers(),
        history(),
        EditorView.decorations.compute(["doc"], ({ doc }) => colours(doc.toString())),
        // Tab leaves the editor, as it leaves any field.
        keymap.of(historyKeymap),
        // Inside of the colours: a fault has its own.
        Prec.highest(marks),
        // Tools that check pages count as focusable what says so.
        EditorView.contentAttributes.of({ "aria-labelledby": label.id, tabindex: "0", spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) say();
        }),
        EditorView.domEventHandlers({
          blur: () => {
            area.dispatchEvent(new Event("change"));
          },
        }),
      ],
    }),
  });
  const say = () => {
    const text = view.state.doc.toString();
    if (text === area.value) return;
    area.value = text;
    area.dispatchEvent(new Event("input"));
  };
  area.addEventListener("input", () => {
    const { doc } = view.state;
    if (doc.toString() === area.value) return;
    view.dispatch({ changes: { from: 0, to: doc.length, insert: area.value }, selection: { anchor: 0 } });
  });
  // The classes of its own element belong to the editor.
  const holder = element("div", { className: "editor" }, view.dom);
  area.before(holder);
  area.hidden = true;
  label.addEventListener("click", () => view.focus());
  if (isFocused) view.focus();
  return {
    focus: () => view.focus(),
    select: (from, to) => {
      const end = view.state.doc.length;
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
    },
    mark: (faults) => {
      const end = view.state.doc.length;
      const ranges = faults
        // A fault at the end is marked at the last character.
        .map(({ from, to, message }) => ({ from: Math.max(Math.min(from, end - 1), 0), to: Math.min(to, end), message }))
        .filter(({ from, to }) => from < to)
        .map(({ from, to, message }) => Decoration.mark({ class: "fault", attributes: { title: message } }).range(from, to));
      view.dispatch({ effects: setMarks.of(Decoration.set(ranges, true)) });
    },
    show: (isWrong) => holder.classList.toggle("wrong", isWrong),
  };
}
