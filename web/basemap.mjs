// The bundled base map: world-atlas 50m (Natural Earth 4.1, public domain) as plain GeoJSON, with what is disputed taken
// out of the states that Natural Earth gives it to. Boundaries are drawn as UN practice has it: disputed ones dashed.
import { readFileSync, writeFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

const world = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
const countries = world.objects.countries;
const named = (geometry) => geometry.properties.name;
const round = (x) => Math.round(x * 100) / 100;
const rounded = (c) => (typeof c[0] === "number" ? [round(c[0]), round(c[1])] : c.map(rounded));

// Crimea is a ring of its own in Natural Earth's Russia: it is drawn as land without a country, its edge dashed.
const inside = ([x, y], [w, s, e, n]) => x > w && x < e && y > s && y < n;
const CRIMEA = [32, 44, 37, 46.3];
const disputed = [];
const land = feature(world, countries).features.map((f) => {
  const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  const kept = polygons.filter((p) => {
    const out = named(f) === "Russia" && p[0].every((at) => inside(at, CRIMEA));
    if (out) disputed.push({ name: "Crimea", coordinates: p });
    return !out;
  });
  return { type: "Feature", properties: { name: named(f) }, geometry: { type: "MultiPolygon", coordinates: rounded(kept) } };
});

// Lines whose course or whose sides' status is disputed, by the pair of names on either side in the source.
const PAIRS = new Set([
  "Israel|Syria", "Israel|Palestine", "Jordan|Palestine", "Egypt|Palestine", "Morocco|W. Sahara", "Mauritania|W. Sahara",
  "India|Pakistan", "China|India", "Kosovo|Serbia", "Albania|Kosovo", "Kosovo|Macedonia", "Kosovo|Montenegro",
  "Cyprus|N. Cyprus", "Somalia|Somaliland", "Ethiopia|Somaliland", "Djibouti|Somaliland", "S. Sudan|Sudan",
  "North Korea|South Korea", "Siachen Glacier|India", "China|Siachen Glacier", "Pakistan|Siachen Glacier",
]);
const pair = (a, b) => [named(a), named(b)].sort().join("|");
const lines = (filter) => rounded(mesh(world, countries, filter).coordinates);
const settled = lines((a, b) => a !== b && !PAIRS.has(pair(a, b)));
const dashed = lines((a, b) => a !== b && PAIRS.has(pair(a, b)));
dashed.push(...disputed.map((d) => rounded(d.coordinates[0])));

const line = (kind, coordinates) => ({ type: "Feature", properties: { kind }, geometry: { type: "MultiLineString", coordinates } });
if (disputed.length === 0) throw new Error("Crimea was not found in the base map: its boundary must not be drawn as settled");
// Names stand on the largest piece of a state. What few states hold to be one has no name here.
const UNNAMED = new Set(["N. Cyprus", "Somaliland", "Siachen Glacier"]);
const size = (ring) => Math.abs(ring.reduce((sum, [x, y], n) => sum + x * ring[(n + 1) % ring.length][1] - ring[(n + 1) % ring.length][0] * y, 0));
const centre = (ring) => {
  let [area, cx, cy] = [0, 0, 0];
  ring.forEach(([x, y], n) => {
    const [u, v] = ring[(n + 1) % ring.length];
    const part = x * v - u * y;
    area += part; cx += (x + u) * part; cy += (y + v) * part;
  });
  return area === 0 ? ring[0] : [round(cx / (3 * area)), round(cy / (3 * area))];
};
// A state can be named also where its middle is out of sight: there is a place for its name in each square of four by
// three degrees of which it fills a good part, by the same rule for all. The map names each state that is in view once.
const within = ([x, y], ring) => ring.reduce((odd, [x1, y1], n) => {
  const [x2, y2] = ring[(n + 1) % ring.length];
  return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !odd : odd;
}, false);
const squares = (ring) => {
  const found = new Map();
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  for (let x = Math.floor(Math.min(...xs)); x <= Math.max(...xs); x++) {
    for (let y = Math.floor(Math.min(...ys)); y <= Math.max(...ys); y++) {
      if (!within([x + 0.5, y + 0.5], ring)) continue;
      const key = `${Math.floor(x / 4)} ${Math.floor(y / 3)}`;
      found.set(key, [...(found.get(key) ?? []), [x + 0.5, y + 0.5]]);
    }
  }
  return [...found.values()].filter((points) => points.length >= 6).map((points) => {
    const middle = [0, 1].map((k) => points.reduce((sum, p) => sum + p[k], 0) / points.length);
    const off = (p) => Math.hypot(p[0] - middle[0], p[1] - middle[1]);
    return points.sort((a, b) => off(a) - off(b))[0];
  });
};
const label = (name, at, more) => ({ type: "Feature", properties: { name, ...more }, geometry: { type: "Point", coordinates: at } });
const labels = land.filter((f) => !UNNAMED.has(f.properties.name)).flatMap((f) => {
  const largest = f.geometry.coordinates.map((p) => p[0]).sort((a, b) => size(b) - size(a))[0];
  const [name, middle, weight] = [f.properties.name, centre(largest), Math.round(size(largest))];
  return [label(name, middle, { size: weight }), ...squares(largest).map((at) => label(name, at, { size: weight, more: 1 }))];
});
const out = {
  labels: { type: "FeatureCollection", features: labels },
  land: { type: "FeatureCollection", features: [...land, ...disputed.map((d) => ({ type: "Feature", properties: { name: "" }, geometry: { type: "Polygon", coordinates: rounded(d.coordinates) } }))] },
  lines: { type: "FeatureCollection", features: [line("settled", settled), line("disputed", dashed)] },
};
writeFileSync("../src/trucewatch/faces/web/built/world.json", JSON.stringify(out));

