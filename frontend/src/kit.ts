// What every page has: HTMX with morphing, live clocks, toasts, dialogs, menus.
import * as clocks from "./clocks";
import * as dialogs from "./dialogs";
import * as forms from "./forms";
import * as glow from "./glow";
import * as hx from "./hx";
import * as live from "./live";
import * as photos from "./photos";
import * as menus from "./menus";
import * as tabs from "./tabs";
import * as toasts from "./toasts";

export function start(): void {
  for (const part of [hx, glow, live, clocks, toasts, dialogs, menus, forms, photos, tabs]) part.start();
}
