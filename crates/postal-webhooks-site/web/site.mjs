// What every page does: search, and buttons that copy.
import { copyButtons } from "./copy.mjs";
import { searchBox } from "./box.mjs";

copyButtons();
searchBox();
