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
const labels = land.filter((f) => !UNNAMED.has(f.properties.name)).map((f) => {
  const largest = f.geometry.coordinates.map((p) => p[0]).sort((a, b) => size(b) - size(a))[0];
  return { type: "Feature", properties: { name: f.properties.name, size: Math.round(size(largest)) }, geometry: { type: "Point", coordinates: centre(largest) } };
});
const out = {
  labels: { type: "FeatureCollection", features: labels },
  land: { type: "FeatureCollection", features: [...land, ...disputed.map((d) => ({ type: "Feature", properties: { name: "" }, geometry: { type: "Polygon", coordinates: rounded(d.coordinates) } }))] },
  lines: { type: "FeatureCollection", features: [line("settled", settled), line("disputed", dashed)] },
};
writeFileSync("../src/trucewatch/faces/web/built/world.json", JSON.stringify(out));

