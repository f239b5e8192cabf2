import "./styles/index.css";
import "./styles/portal.css";
import "./styles/mobile.css";
import "./styles/touch.css";
import * as clocks from "./clocks";
import * as menus from "./menus";
import * as app from "./mobile/app";
import * as overlay from "./mobile/overlay";
import * as parts from "./mobile/parts";
import * as price from "./mobile/price";
import * as queue from "./mobile/queue";
import * as signature from "./mobile/signature";
import * as status from "./mobile/status";
import * as waiting from "./mobile/waiting";

clocks.start();
menus.start();
signature.start();
parts.start();
price.start();
if (queue.isAble()) {
  queue.start();
  overlay.start();
  status.start();
  waiting.start();
  void app.start();
}
