// What the page that tries things does. Nothing here asks for anything over the network.
import { bodies } from "./body.mjs";
import { replies } from "./reply.mjs";
import { signatures } from "./signature.mjs";

const facts = JSON.parse(document.getElementById("facts").textContent);
bodies(facts);
signatures(facts);
replies(facts);
document.getElementById("without").hidden = true;
document.getElementById("workbench").hidden = false;
// The fields were not there when the browser looked for the anchor.
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
