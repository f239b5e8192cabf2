import "./styles/index.css";
import "./styles/desk.css";
import "./styles/policies.css";
import "./styles/lists.css";
import "./styles/people.css";
import "./styles/dispatch.css";
import "./styles/touch.css";
import "./styles/print.css";
import { start } from "./kit";
import * as dispatch from "./dispatch";
import * as keys from "./keys";
import * as palette from "./palette";
import * as rows from "./rows";

start();
keys.start();
palette.start();
rows.start();
dispatch.start();
