// The map: the bundled world, incidents clustered, circles that show how precisely a place is known, a slider over time.
import { LngLatBounds, Map, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { ExpressionSpecification, GeoJSONSource, StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

interface Places {
  ids: string[]; lat: number[]; lon: number[]; radius: number[]; start: (number | null)[]; end: (number | null)[];
  kinds: string[]; names: string[]; differs: number[];
}

const box = document.querySelector<HTMLElement>("[data-map]")!;
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const colour = dark
  ? { sea: "#15191d", land: "#262c32", edge: "#57616b", dot: "#86b9ea", differ: "#ffb066", ink: "#e6e8ea", quiet: "#8a939b" }
  : { sea: "#e8edf0", land: "#fbfaf6", edge: "#9aa2a8", dot: "#1f5a94", differ: "#b3540a", ink: "#1d2125", quiet: "#7a828a" };

function style(world: { land: GeoJSON.FeatureCollection; lines: GeoJSON.FeatureCollection; labels: GeoJSON.FeatureCollection }): StyleSpecification {
  const tiles = box.dataset.tiles;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: world.land },
      lines: { type: "geojson", data: world.lines },
      labels: { type: "geojson", data: world.labels },
      ...(tiles ? { tiles: { type: "raster" as const, tiles: [tiles], tileSize: 256 } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour.land } },
      ...(tiles ? [{ id: "tiles", type: "raster" as const, source: "tiles" }] : []),
      { id: "settled", type: "line", source: "lines", filter: ["==", ["get", "kind"], "settled"], paint: { "line-color": colour.edge, "line-width": 0.8 } },
      { id: "disputed", type: "line", source: "lines", filter: ["==", ["get", "kind"], "disputed"], paint: { "line-color": colour.edge, "line-width": 1.1, "line-dasharray": [3, 2.5] } },
      { id: "labels", type: "symbol", source: "labels", maxzoom: 9, layout: { "text-field": ["get", "name"], "text-size": ["interpolate", ["linear"], ["zoom"], 1, 9, 6, 15], "text-letter-spacing": 0.08, "symbol-sort-key": ["-", ["get", "size"]] }, paint: { "text-color": colour.quiet, "text-halo-color": colour.land, "text-halo-width": 1.2 } },
    ],
  };
}

function features(p: Places, from: number, to: number): GeoJSON.Feature<GeoJSON.Point>[] {
  const found: GeoJSON.Feature<GeoJSON.Point>[] = [];
  const whole = from === -Infinity && to === Infinity;
  for (let n = 0; n < p.ids.length; n++) {
    const start = p.start[n] ?? null;
    const end = p.end[n] ?? null;
    if (!whole && (start === null || end === null || end <= from || start >= to)) continue;
    found.push({
      type: "Feature",
      properties: { n, radius: p.radius[n], differs: p.differs[n], name: p.names[n] },
      geometry: { type: "Point", coordinates: [p.lon[n]!, p.lat[n]!] },
    });
  }
  return found;
}

// Kilometres to pixels on the web's Mercator: at zoom 0 the equator is 512 pixels.
function circleRadius(): ExpressionSpecification {
  const at = (zoom: number): ExpressionSpecification => ["*", ["get", "scaled"], 2 ** zoom];
  return ["interpolate", ["exponential", 2], ["zoom"], 0, at(0), 20, at(20)];
}

function circles(p: Places, shown: GeoJSON.Feature<GeoJSON.Point>[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: shown.filter((f) => f.properties!.radius >= 5).map((f) => {
      const lat = (f.geometry.coordinates[1]! * Math.PI) / 180;
      const scaled = (f.properties!.radius * 512) / (40075 * Math.cos(lat));
      return { ...f, properties: { ...f.properties, scaled } };
    }),
  };
}

async function start(): Promise<void> {
  const [world, places] = await Promise.all([
    fetch(box.dataset.basemap!).then((r) => r.json()),
    fetch(`/api/places?${box.dataset.query ?? ""}`).then((r) => r.json() as Promise<Places>),
  ]);
  const map = new Map({
    container: "map", style: style(world), attributionControl: { compact: false, customAttribution: "Natural Earth" },
    maxZoom: 13, fadeDuration: still ? 0 : 150, dragRotate: false, pitchWithRotate: false, center: [20, 30], zoom: 1.5,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({ unit: "metric" }));
  (window as unknown as { trucewatchMap: Map }).trucewatchMap = map;
  await new Promise<void>((done) => (map.loaded() ? done() : map.once("load", () => done())));
  map.setMissingStyleImageResolver((id) => {
    if (id.startsWith("n-") && !map.hasImage(id)) map.addImage(id, text(id.slice(2)), { pixelRatio: 2 });
  });
  let shown = features(places, -Infinity, Infinity);
  fit(map, shown);
  map.addSource("circles", { type: "geojson", data: circles(places, shown) });
  map.addSource("dots", { type: "geojson", data: { type: "FeatureCollection", features: shown }, cluster: true, clusterRadius: 34, clusterMaxZoom: 11, clusterProperties: { differing: ["+", ["get", "differs"]] } });
  map.addLayer({ id: "circles", type: "circle", source: "circles", minzoom: 3, paint: { "circle-radius": circleRadius(), "circle-color": colour.dot, "circle-opacity": ["interpolate", ["linear"], ["get", "radius"], 5, 0.12, 100, 0.04, 250, 0], "circle-stroke-color": colour.dot, "circle-stroke-opacity": ["interpolate", ["linear"], ["get", "radius"], 5, 0.6, 100, 0.3, 600, 0.12], "circle-stroke-width": 1 } });
  map.addLayer({ id: "clusters", type: "circle", source: "dots", filter: ["has", "point_count"], paint: { "circle-color": ["case", [">", ["get", "differing"], 0], colour.differ, colour.dot], "circle-opacity": 0.85, "circle-stroke-width": 2, "circle-stroke-color": colour.land, "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "point_count"]], 0.7, 9, 4, 17, 9, 30] } });
  await drawIcons(map);
  map.addLayer({ id: "numbers", type: "symbol", source: "dots", filter: ["has", "point_count"], layout: { "icon-image": ["concat", "n-", ["to-string", ["get", "point_count_abbreviated"]]], "icon-allow-overlap": true } });
  map.addLayer({ id: "dots", type: "symbol", source: "dots", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["case", ["==", ["get", "differs"], 1], "differ", "agree"], "icon-allow-overlap": true } });
  map.addLayer({ id: "names", type: "symbol", source: "dots", minzoom: 5, filter: ["!", ["has", "point_count"]], layout: { "text-field": ["get", "name"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.7], "text-optional": true }, paint: { "text-color": colour.ink, "text-halo-color": colour.land, "text-halo-width": 1.5 } });
  clicks(map, places);
  let stretch: [number, number] = [-Infinity, Infinity];
  const listed = document.querySelector<HTMLAnchorElement>("[data-in-view]")!;
  const follow = (): void => {
    const asked = new URLSearchParams(box.dataset.query ?? "");
    const at = map.getBounds();
    const limit = (x: number, most: number): string => Math.min(Math.max(x, -most), most).toFixed(3);
    asked.set("box", [limit(at.getWest(), 180), limit(at.getSouth(), 90), limit(at.getEast(), 180), limit(at.getNorth(), 90)].join(","));
    const day = (stamp: number): string => new Date(stamp * 1000).toLocaleDateString("sv-SE", { timeZone: box.dataset.zone });
    if (stretch[0] !== -Infinity) {
      asked.set("since", day(stretch[0] + 3600));
      asked.set("until", day(stretch[1] - 3600));
    }
    listed.href = `/incidents?${asked}`;
  };
  map.on("moveend", follow);
  slider((from, to) => {
    stretch = [from, to];
    follow();
    shown = features(places, from, to);
    map.getSource<GeoJSONSource>("dots")!.setData({ type: "FeatureCollection", features: shown });
    map.getSource<GeoJSONSource>("circles")!.setData(circles(places, shown));
    document.querySelector("[data-shown]")!.textContent = String(shown.length);
  });
  map.once("idle", () => (box.dataset.ready = "yes"));
}

// Around most of what is known to within a region: a few far or vague places do not make the map of a war one of a continent.
function fit(map: Map, shown: GeoJSON.Feature<GeoJSON.Point>[]): void {
  const near = shown.filter((f) => f.properties!.radius <= 150);
  const points = (near.length > 0 ? near : shown).map((f) => f.geometry.coordinates);
  if (points.length === 0) return;
  const middle = (values: number[]): [number, number] => {
    const sorted = values.sort((x, y) => x - y);
    const cut = Math.floor(sorted.length * 0.04);
    return [sorted[cut]!, sorted[sorted.length - 1 - cut]!];
  };
  const [west, east] = middle(points.map((at) => at[0]!));
  const [south, north] = middle(points.map((at) => at[1]!));
  map.fitBounds(new LngLatBounds([west, south], [east, north]), { padding: 60, maxZoom: 8, animate: false });
}

function canvas(size: number): CanvasRenderingContext2D {
  const made = document.createElement("canvas");
  made.width = made.height = size;
  return made.getContext("2d")!;
}

function text(words: string): ImageData {
  const c = canvas(64);
  c.font = "600 22px system-ui, sans-serif";
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillStyle = colour.land;
  c.fillText(words, 32, 33);
  return c.getImageData(0, 0, 64, 64);
}

async function drawIcons(map: Map): Promise<void> {
  const agree = canvas(32);
  agree.fillStyle = colour.dot;
  agree.strokeStyle = colour.land;
  agree.lineWidth = 3;
  agree.beginPath();
  agree.arc(16, 16, 10, 0, 2 * Math.PI);
  agree.fill();
  agree.stroke();
  map.addImage("agree", agree.getImageData(0, 0, 32, 32), { pixelRatio: 2 });
  const differ = canvas(36);
  differ.fillStyle = colour.differ;
  differ.strokeStyle = colour.land;
  differ.lineWidth = 3;
  differ.beginPath();
  differ.moveTo(18, 3);
  differ.lineTo(33, 18);
  differ.lineTo(18, 33);
  differ.lineTo(3, 18);
  differ.closePath();
  differ.fill();
  differ.stroke();
  map.addImage("differ", differ.getImageData(0, 0, 36, 36), { pixelRatio: 2 });
}

function clicks(map: Map, p: Places): void {
  const popup = new Popup({ closeButton: true, maxWidth: "18rem" });
  const show = (at: [number, number], rows: number[]): void => {
    const list = document.createElement("ul");
    list.className = "rows";
    for (const n of rows.slice(0, 12)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/incidents/${p.ids[n]!}`;
      const day = p.start[n] ? new Date(p.start[n]! * 1000).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", timeZone: box.dataset.zone }) : "–";
      link.textContent = `${day} · ${p.kinds[n]!} · ${p.names[n]!}`;
      item.append(link);
      list.append(item);
    }
    if (rows.length > 12) list.append(Object.assign(document.createElement("li"), { textContent: `+ ${rows.length - 12}` }));
    popup.setLngLat(at).setDOMContent(list).addTo(map);
  };
  map.on("click", "dots", (e) => {
    const rows = [...new Set((e.features ?? []).map((f) => Number(f.properties.n)))];
    show(e.lngLat.toArray(), rows);
  });
  map.on("click", "clusters", async (e) => {
    const found = e.features?.[0];
    if (!found) return;
    const source = map.getSource<GeoJSONSource>("dots")!;
    const id = Number(found.properties.cluster_id);
    const zoom = await source.getClusterExpansionZoom(id);
    const at = (found.geometry as GeoJSON.Point).coordinates as [number, number];
    if (zoom > 11) {
      const leaves = await source.getClusterLeaves(id, 100, 0);
      show(at, leaves.map((f) => Number(f.properties?.n)));
    } else if (still) map.jumpTo({ center: at, zoom });
    else map.easeTo({ center: at, zoom });
  });
  for (const layer of ["dots", "clusters"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
}

// --- time ------------------------------------------------------------------------------------------------------------

function slider(show: (from: number, to: number) => void): void {
  const days = JSON.parse(box.dataset.days ?? "[]") as [number, number][];
  const from = box.querySelector<HTMLInputElement>("[data-from]")!;
  const to = box.querySelector<HTMLInputElement>("[data-to]")!;
  const said = box.querySelector<HTMLOutputElement>("[data-range]")!;
  const DAY = 86400;
  const first = days[0]?.[0] ?? 0;
  const span = days.length > 0 ? Math.round((days[days.length - 1]![0] - first) / DAY) + 1 : 1;
  from.max = to.max = String(span);
  to.value = String(span);
  const most = Math.max(1, ...days.map(([, n]) => n));
  const svg = box.querySelector("svg")!;
  svg.setAttribute("viewBox", `0 0 ${span} 100`);
  for (const [at, n] of days) {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = 8 + (92 * n) / most;
    for (const [k, v] of Object.entries({ x: Math.round((at - first) / DAY) + 0.1, y: 100 - height, width: 0.8, height })) bar.setAttribute(k, String(v));
    svg.append(bar);
  }
  const day = (n: number): string => new Date((first + n * DAY + DAY / 2) * 1000).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: box.dataset.zone });
  let waiting = 0;
  const changed = (): void => {
    if (Number(from.value) >= Number(to.value)) {
      if (document.activeElement === from) from.value = String(Number(to.value) - 1);
      else to.value = String(Number(from.value) + 1);
    }
    const whole = from.value === "0" && Number(to.value) === span;
    const ends = [day(Number(from.value)), day(Number(to.value) - 1)];
    said.textContent = whole ? said.dataset.all! : ends[0] === ends[1] ? ends[0]! : `${ends[0]} – ${ends[1]}`;
    from.setAttribute("aria-valuetext", ends[0]!);
    to.setAttribute("aria-valuetext", ends[1]!);
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => (whole ? show(-Infinity, Infinity) : show(first + Number(from.value) * DAY, first + Number(to.value) * DAY)));
  };
  from.addEventListener("input", changed);
  to.addEventListener("input", changed);
  changed();
}

void start();
