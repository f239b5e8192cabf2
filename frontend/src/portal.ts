import "./styles/index.css";
import "./styles/portal.css";
import "./styles/touch.css";
import "./styles/print.css";
import { start } from "./kit";
import * as keep from "./keep";

start();
keep.start();
