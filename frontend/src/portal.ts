import "./styles/index.css";
import "./styles/portal.css";
import { start } from "./kit";
import * as keep from "./keep";
import * as photos from "./photos";

start();
keep.start();
photos.start();
