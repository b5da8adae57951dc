// The map: the bundled world, incidents clustered, circles that show how precisely a place is known, a slider over time.
import { Map, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource, StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import gatherUrl from "./gather.ts?worker&url";
import type { Ask, Row, Told } from "./gather";

setWorkerUrl(workerUrl);

const box = document.querySelector<HTMLElement>("[data-map]")!;
const kinds = JSON.parse(box.dataset.kinds ?? "{}") as Record<string, string>;
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const colour = dark
  ? { sea: "#15191d", land: "#262c32", edge: "#57616b", dot: "#86b9ea", differ: "#ffb066", ink: "#e6e8ea", quiet: "#8a939b" }
  : { sea: "#e8edf0", land: "#fbfaf6", edge: "#9aa2a8", dot: "#1f5a94", differ: "#b3540a", ink: "#1d2125", quiet: "#7a828a" };

const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

interface World { land: GeoJSON.FeatureCollection; lines: GeoJSON.FeatureCollection; labels: GeoJSON.FeatureCollection<GeoJSON.Point> }

function style(world: World): StyleSpecification {
  const tiles = box.dataset.tiles;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: world.land },
      lines: { type: "geojson", data: world.lines },
      labels: { type: "geojson", data: NOTHING },
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

// Kilometres to pixels on the web's Mercator: at zoom 0 the equator is 512 pixels.
function circleRadius(): ExpressionSpecification {
  const at = (zoom: number): ExpressionSpecification => ["*", ["get", "scaled"], 2 ** zoom];
  return ["interpolate", ["exponential", 2], ["zoom"], 0, at(0), 20, at(20)];
}

type Bounds = [number, number, number, number];

async function start(): Promise<void> {
  const worker = new Worker(gatherUrl, { type: "module" });
  const tell = (ask: Ask): void => worker.postMessage(ask);
  const loaded = new Promise<Bounds | null>((done) => worker.addEventListener("message", (e: MessageEvent<Told>) => e.data.what === "loaded" && done(e.data.box)));
  tell({ what: "load", url: new URL(`/api/places?${box.dataset.query ?? ""}`, location.href).href });
  const [world, around] = await Promise.all([fetch(box.dataset.basemap!).then((r) => r.json() as Promise<World>), loaded]);
  const map = new Map({
    container: "map", style: style(world), attributionControl: { compact: false, customAttribution: "Natural Earth" },
    maxZoom: 13, fadeDuration: still ? 0 : 150, dragRotate: false, pitchWithRotate: false, center: [20, 30], zoom: 1.5,
    ...(around ? { bounds: around, fitBoundsOptions: { padding: 60, maxZoom: 8 } } : {}),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({ unit: "metric" }));
  (window as unknown as { trucewatchMap: Map }).trucewatchMap = map;
  await new Promise<void>((done) => (map.loaded() ? done() : map.once("load", () => done())));
  layers(map);
  clicks(map, worker);
  const named = (): void => {
    map.getSource<GeoJSONSource>("labels")!.setData({ type: "FeatureCollection", features: inView(map, world.labels) });
  };
  map.on("moveend", named);
  named();
  let stretch: [number, number] = [-Infinity, Infinity];
  const listed = document.querySelector<HTMLAnchorElement>("[data-in-view]")!;
  const iso = new Intl.DateTimeFormat("sv-SE", { timeZone: box.dataset.zone });
  const follow = (): void => {
    const asked = new URLSearchParams(box.dataset.query ?? "");
    const at = map.getBounds();
    const limit = (x: number, most: number): string => Math.min(Math.max(x, -most), most).toFixed(3);
    asked.set("box", [limit(at.getWest(), 180), limit(at.getSouth(), 90), limit(at.getEast(), 180), limit(at.getNorth(), 90)].join(","));
    if (stretch[0] !== -Infinity) {
      asked.set("since", iso.format((stretch[0] + 3600) * 1000));
      asked.set("until", iso.format((stretch[1] - 3600) * 1000));
    }
    listed.href = `/incidents?${asked}`;
  };
  // One question at a time: what changes meanwhile is asked once the answer is there.
  let [asking, again] = [false, false];
  let held: { box: Bounds; zoom: number } | null = null;
  const gather = (): void => {
    again = asking;
    if (asking) return;
    asking = true;
    held = { box: wide(map), zoom: Math.floor(map.getZoom()) };
    tell({ what: "view", from: stretch[0], to: stretch[1], box: held.box, zoom: map.getZoom() });
  };
  const gatherIfLeft = (): void => {
    const at = map.getBounds();
    const within = held && at.getWest() >= held.box[0] && at.getSouth() >= held.box[1] && at.getEast() <= held.box[2] && at.getNorth() <= held.box[3];
    if (!within || held!.zoom !== Math.floor(map.getZoom())) gather();
  };
  worker.addEventListener("message", (e: MessageEvent<Told>) => {
    if (e.data.what !== "view") return;
    map.getSource<GeoJSONSource>("dots")!.setData(e.data.dots);
    map.getSource<GeoJSONSource>("circles")!.setData(e.data.circles);
    document.querySelector("[data-shown]")!.textContent = e.data.shown.toLocaleString(document.documentElement.lang);
    asking = false;
    if (again) gather();
    else if (!box.dataset.ready) map.once("idle", () => (box.dataset.ready = "yes"));
  });
  map.on("move", gatherIfLeft);
  map.on("moveend", follow);
  slider((from, to) => {
    stretch = [from, to];
    follow();
    gather();
  });
}

// Every state of which a part is in view is named once: at its middle, else where it is nearest to the middle of the view.
function inView(map: Map, labels: GeoJSON.FeatureCollection<GeoJSON.Point>): GeoJSON.Feature[] {
  const at = map.getBounds();
  const middle = map.getCenter();
  const [dx, dy] = [(at.getEast() - at.getWest()) * 0.06, (at.getNorth() - at.getSouth()) * 0.06];
  const chosen = new globalThis.Map<string, { off: number; label: GeoJSON.Feature }>();
  for (const label of labels.features) {
    const [lon, lat] = label.geometry.coordinates as [number, number];
    if (lon < at.getWest() + dx || lon > at.getEast() - dx || lat < at.getSouth() + dy || lat > at.getNorth() - dy) continue;
    const off = label.properties!.more ? Math.hypot(lon - middle.lng, lat - middle.lat) : -1;
    const name = String(label.properties!.name);
    if (off < (chosen.get(name)?.off ?? Infinity)) chosen.set(name, { off, label });
  }
  return [...chosen.values()].map((c) => c.label);
}

// What is gathered reaches half a view beyond the edge: a short pull shows nothing empty.
function wide(map: Map): Bounds {
  const at = map.getBounds();
  const [dx, dy] = [(at.getEast() - at.getWest()) / 2, (at.getNorth() - at.getSouth()) / 2];
  return [at.getWest() - dx, Math.max(at.getSouth() - dy, -85), at.getEast() + dx, Math.min(at.getNorth() + dy, 85)];
}

function layers(map: Map): void {
  const one: FilterSpecification = ["==", ["get", "count"], 1];
  const several: FilterSpecification = [">", ["get", "count"], 1];
  const quick = { tolerance: 0, buffer: 64, maxzoom: 13 } as const;
  map.addSource("circles", { type: "geojson", data: NOTHING, ...quick });
  map.addSource("dots", { type: "geojson", data: NOTHING, ...quick });
  map.addLayer({ id: "circles", type: "circle", source: "circles", paint: { "circle-radius": circleRadius(), "circle-color": colour.dot, "circle-opacity": ["interpolate", ["linear"], ["get", "radius"], 5, 0.12, 100, 0.04, 250, 0], "circle-stroke-color": colour.dot, "circle-stroke-opacity": ["interpolate", ["linear"], ["get", "radius"], 5, 0.6, 100, 0.3, 600, 0.12], "circle-stroke-width": 1 } });
  map.addLayer({ id: "clusters", type: "circle", source: "dots", filter: several, paint: { "circle-color": ["case", ["==", ["get", "differs"], 1], colour.differ, colour.dot], "circle-opacity": 0.85, "circle-stroke-width": 2, "circle-stroke-color": colour.land, "circle-radius": ["interpolate", ["linear"], ["ln", ["get", "count"]], 0.7, 9, 4, 17, 9, 24] } });
  drawIcons(map);
  const over = { "icon-allow-overlap": true, "icon-ignore-placement": true } as const; // a dot hides no name of a state
  map.addLayer({ id: "numbers", type: "symbol", source: "dots", filter: several, layout: { "text-field": ["get", "label"], "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": colour.land } });
  map.addLayer({ id: "dots", type: "symbol", source: "dots", filter: one, layout: { "icon-image": ["case", ["==", ["get", "differs"], 1], "differ", "agree"], ...over } });
  map.addLayer({ id: "names", type: "symbol", source: "dots", minzoom: 5, filter: one, layout: { "text-field": ["get", "name"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.7], "text-optional": true }, paint: { "text-color": colour.ink, "text-halo-color": colour.land, "text-halo-width": 1.5 } });
}

function canvas(size: number): CanvasRenderingContext2D {
  const made = document.createElement("canvas");
  made.width = made.height = size;
  return made.getContext("2d")!;
}

function drawIcons(map: Map): void {
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

function clicks(map: Map, worker: Worker): void {
  const popup = new Popup({ closeButton: true, maxWidth: "18rem" });
  let at: [number, number] = [0, 0];
  const show = (rows: Row[], more: number): void => {
    const list = document.createElement("ul");
    list.className = "rows";
    for (const row of rows) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/incidents/${row.id}`;
      const day = row.start === null ? "–" : new Date(row.start * 1000).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", timeZone: box.dataset.zone });
      link.textContent = `${day} · ${kinds[row.kind] ?? row.kind} · ${row.name}`;
      item.append(link);
      list.append(item);
    }
    if (more > 0) list.append(Object.assign(document.createElement("li"), { textContent: `+ ${more}` }));
    popup.setLngLat(at).setDOMContent(list).addTo(map);
  };
  worker.addEventListener("message", (e: MessageEvent<Told>) => {
    const told = e.data;
    if (told.what !== "rows") return;
    const [west, south, east, north] = told.box;
    const spread = Math.max(east - west, north - south) > 0.02;
    if (told.rows.length + told.more === 1 || !spread || map.getZoom() >= 12) show(told.rows, told.more);
    else map.fitBounds(told.box, { padding: 80, maxZoom: 12, animate: !still });
  });
  for (const layer of ["dots", "clusters"]) {
    map.on("click", layer, (e) => {
      const found = e.features?.[0];
      if (!found) return;
      at = (found.geometry as GeoJSON.Point).coordinates as [number, number];
      worker.postMessage({ what: "rows", of: Number(found.properties.of) } satisfies Ask);
    });
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
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: box.dataset.zone });
  const day = (n: number): string => words.format((first + n * DAY + DAY / 2) * 1000);
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
