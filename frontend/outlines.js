// Outlines of provinces and their cities, for maps that no service of tiles lies beneath: of the
// country one SVG, and one of each province, in units of Mercator's world (web/desk/outlines.py).
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const UNITS = 2 ** 20; // of the whole world: 38 m at its waist
const NEAR = 8; // units; corners that lie closer look like one
const COUNTRY = "cn";
const TAIWAN = "710000"; // whose cities have no codes there
const SANSHA = "460300"; // the islands of the south, which the package's map of the country lacks

/** The package writes most rings as letters: steps in 1/1024 of a degree from where it begins. */
const decoded = (letters, offset) => {
  if (typeof letters !== "string") return letters.map(([east, north]) => placed(east, north));
  const points = [];
  let [east, north] = offset;
  for (let at = 0; at < letters.length; at += 2) {
    const [x, y] = [letters.charCodeAt(at) - 64, letters.charCodeAt(at + 1) - 64];
    east += (x >> 1) ^ -(x & 1);
    north += (y >> 1) ^ -(y & 1);
    points.push(placed(east / 1024, north / 1024));
  }
  return points;
};

const placed = (longitude, latitude) => {
  const north = Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  return [Math.round((longitude / 360 + 0.5) * UNITS), Math.round((0.5 - north) * UNITS)];
};

const thinned = (points) => {
  const kept = [points[0]];
  for (const point of points) {
    const [x, y] = kept.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) >= NEAR) kept.push(point);
  }
  return kept.length > 2 ? kept : points;
};

const ringsOf = ({ geometry }) => {
  const { coordinates, encodeOffsets, type } = geometry;
  const [areas, offsets] =
    type === "Polygon" ? [[coordinates], [encodeOffsets]] : [coordinates, encodeOffsets];
  return areas.flatMap((rings, n) =>
    rings.map((ring, k) => thinned(decoded(ring, offsets?.[n]?.[k]))),
  );
};

const drawn = (rings) =>
  rings
    .map(([[x, y], ...rest]) => {
      let [fromX, fromY] = [x, y];
      const steps = rest.map(([toX, toY]) => {
        const step = `${toX - fromX} ${toY - fromY}`;
        [fromX, fromY] = [toX, toY];
        return step;
      });
      return `M${x} ${y}l${steps.join(" ")}z`;
    })
    .join("");

/** A code without trailing zeros, as the program keeps it: a province, a city or a district. */
const shortened = (code) => code.replace(/0000$/, "").replace(/00$/, "");

/** West, north, east and south. */
const boxOf = (points) =>
  points.reduce(
    ([west, north, east, south], [x, y]) => [
      Math.min(west, x),
      Math.min(north, y),
      Math.max(east, x),
      Math.max(south, y),
    ],
    [UNITS, UNITS, 0, 0],
  );

const sheetOf = (features) => {
  const [regions, corners] = [[], []];
  const paths = features.map((feature) => {
    const [code, rings] = [shortened(feature.id ?? ""), ringsOf(feature)];
    const isNew = code !== "" && !regions.includes(code);
    if (isNew) regions.push(code);
    corners.push(...rings.flat());
    const id = isNew ? ` id="r${code}"` : "";
    return `<path${id} vector-effect="non-scaling-stroke" d="${drawn(rings)}"/>`;
  });
  const source = `<svg xmlns="http://www.w3.org/2000/svg"><g id="all">${paths.join("")}</g></svg>`;
  return { source, regions, box: boxOf(corners) };
};

const read = (path) => JSON.parse(readFileSync(path, "utf8")).features;

/** Emits the SVGs, and `outlines.json`: the file, the box and the regions of each. */
export const outlines = () => ({
  name: "outlines",
  generateBundle() {
    const folder = join(import.meta.dirname, "node_modules/echarts4/map/json");
    const provinces = readdirSync(join(folder, "province")).map((name) =>
      read(join(folder, "province", name)),
    );
    const islands = provinces.flat().filter(({ id }) => id === SANSHA);
    const sheets = { [COUNTRY]: [...read(join(folder, "china.json")), ...islands] };
    for (const features of provinces) {
      const code = features.find(({ id }) => id)?.id ?? TAIWAN;
      sheets[code.slice(0, 2)] = features;
    }
    const found = {};
    for (const [code, features] of Object.entries(sheets)) {
      const { source, ...about } = sheetOf(features);
      const mark = createHash("sha256").update(source).digest("hex").slice(0, 10);
      const fileName = `assets/outline-${code}-${mark}.svg`;
      this.emitFile({ type: "asset", fileName, source });
      found[code] = { file: fileName, ...about };
    }
    const source = JSON.stringify({ units: UNITS, sheets: found });
    this.emitFile({ type: "asset", fileName: "outlines.json", source });
  },
});
