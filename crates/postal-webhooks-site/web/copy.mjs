// Buttons that copy a block of code, whole as it stands there.
import { element } from "./element.mjs";

const SHOWN = 2000;

export function copyButtons() {
  const blocks = document.querySelectorAll(".code");
  if (blocks.length === 0 || navigator.clipboard === undefined) return;
  const said = element("p", { className: "spoken", role: "status" });
  document.body.append(said);
  for (const block of blocks) {
    const button = element("button", { type: "button", className: "copy" }, "Copy");
    let timer;
    button.addEventListener("click", async () => {
      const text = copied(block.querySelector("code"));
      let result = "Copied";
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        result = "Not copied";
      }
      button.textContent = result;
      said.textContent = result === "Copied" ? "Copied to the clipboard" : "The browser did not allow it to copy";
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = "Copy";
        said.textContent = "";
      }, SHOWN);
    });
    block.prepend(button);
  }
}

/** What somebody wants who copies: of a session in a shell the commands, without prompts and what was printed. */
function copied({ textContent: text, className }) {
  if (className !== "language-console") return text;
  const commands = text.split("\n").filter((line) => /^[$>] /.test(line));
  return commands.map((line) => `${line.slice(2)}\n`).join("");
}
