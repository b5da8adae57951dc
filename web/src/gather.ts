// The map's worker: holds all incidents, and gathers those of a view and a stretch of time into dots, clusters and
// circles. The page itself never handles more than what is drawn.

interface Places {
  ids: string[]; lat: number[]; lon: number[]; radius: number[]; start: (number | null)[]; end: (number | null)[];
  kinds: string[]; names: string[]; differs: number[];
}
type Box = [number, number, number, number];
export type Ask =
  | { what: "load"; url: string }
  | { what: "view"; from: number; to: number; box: Box; zoom: number }
  | { what: "rows"; of: number };
export interface Row { id: string; start: number | null; kind: string; name: string }
export type Told =
  | { what: "loaded"; box: Box | null }
  | { what: "view"; dots: GeoJSON.FeatureCollection; circles: GeoJSON.FeatureCollection; shown: number }
  | { what: "rows"; of: number; rows: Row[]; more: number; box: Box };

const TILE = 512;
const CELL = 40; // pixels; what is nearer than that is told together
const MOST_ROWS = 12;
const FEW_CIRCLES = 400;
const SEEN_FROM = 7; // pixels: a smaller circle is hidden under its dot

let p: Places = { ids: [], lat: [], lon: [], radius: [], start: [], end: [], kinds: [], names: [], differs: [] };
let x = new Float64Array();
let y = new Float64Array();
let groups: number[][] = [];

const answer = (told: Told): void => (self as unknown as Worker).postMessage(told);
const flatX = (lon: number): number => lon / 360 + 0.5;
const flatY = (lat: number): number => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
const lonOf = (flat: number): number => (flat - 0.5) * 360;
const latOf = (flat: number): number => (Math.atan(Math.sinh((0.5 - flat) * 2 * Math.PI)) * 180) / Math.PI;

async function load(url: string): Promise<void> {
  p = (await (await fetch(url)).json()) as Places;
  x = Float64Array.from(p.lon, flatX);
  y = Float64Array.from(p.lat, flatY);
  answer({ what: "loaded", box: around() });
}

// Around most of what is known to within a region: a few far or vague places do not make the map of a war one of a
// continent.
function around(): Box | null {
  const near = p.ids.map((_, n) => n).filter((n) => p.radius[n]! <= 150);
  const rows = near.length > 0 ? near : p.ids.map((_, n) => n);
  if (rows.length === 0) return null;
  const most = (of: number[]): [number, number] => {
    const sorted = Float64Array.from(rows, (n) => of[n]!).sort();
    const cut = Math.floor(sorted.length * 0.04);
    return [sorted[cut]!, sorted[sorted.length - 1 - cut]!];
  };
  const [west, east] = most(p.lon);
  const [south, north] = most(p.lat);
  return [west, south, east, north];
}

interface Cluster { rows: number[]; x: number; y: number; differs: boolean }

function view(from: number, to: number, box: Box, zoom: number): void {
  const whole = from === -Infinity && to === Infinity;
  const [west, east, north, south] = [flatX(box[0]), flatX(box[2]), flatY(box[3]), flatY(box[1])];
  const cells = (TILE * 2 ** Math.floor(zoom)) / CELL;
  const found = new Map<number, Cluster>();
  let shown = 0;
  for (let n = 0; n < x.length; n++) {
    if (!whole) {
      const start = p.start[n] ?? null;
      const end = p.end[n] ?? null;
      if (start === null || end === null || end <= from || start >= to) continue;
    }
    shown++;
    const [u, v] = [x[n]!, y[n]!];
    if (u < west || u > east || v < north || v > south) continue;
    const key = Math.floor(v * cells) * 2 ** 26 + Math.floor(u * cells);
    const cell = found.get(key);
    if (cell) {
      cell.rows.push(n);
      cell.x += u;
      cell.y += v;
      cell.differs ||= p.differs[n] === 1;
    } else found.set(key, { rows: [n], x: u, y: v, differs: p.differs[n] === 1 });
  }
  const told = joined(found, cells);
  groups = told.map((c) => c.rows);
  answer({ what: "view", shown, dots: dots(told), circles: circles(told, zoom) });
}

// Neighbouring cells whose middles are nearer than a cell are one cluster, the greater taking in the smaller.
function joined(found: Map<number, Cluster>, cells: number): Cluster[] {
  for (const c of found.values()) [c.x, c.y] = [c.x / c.rows.length, c.y / c.rows.length];
  const order = [...found].sort(([a, c], [b, d]) => d.rows.length - c.rows.length || a - b);
  const taken = new Set<number>();
  const out: Cluster[] = [];
  for (const [key, c] of order) {
    if (taken.has(key)) continue;
    taken.add(key);
    const [at, of] = [c.x, c.y];
    for (const by of [-1, 0, 1]) {
      for (const side of [-1, 0, 1]) {
        const other = key + by * 2 ** 26 + side;
        const near = found.get(other);
        if (!near || taken.has(other) || Math.hypot(near.x - at, near.y - of) * cells >= 0.8) continue;
        taken.add(other);
        const share = near.rows.length / (c.rows.length + near.rows.length);
        [c.x, c.y] = [c.x + (near.x - c.x) * share, c.y + (near.y - c.y) * share];
        c.differs ||= near.differs;
        c.rows = c.rows.concat(near.rows);
      }
    }
    out.push(c);
  }
  return out;
}

const short = (n: number): string => (n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`);
const point = (u: number, v: number): GeoJSON.Point => ({ type: "Point", coordinates: [lonOf(u), latOf(v)] });

function dots(told: Cluster[]): GeoJSON.FeatureCollection {
  const features = told.map((c, of): GeoJSON.Feature => {
    const one = c.rows.length === 1;
    const name = one ? p.names[c.rows[0]!]! : "";
    return { type: "Feature", properties: { of, count: c.rows.length, label: short(c.rows.length), differs: c.differs ? 1 : 0, name }, geometry: point(c.x, c.y) };
  });
  return { type: "FeatureCollection", features };
}

// A circle for each place that is seen as one, once; where they are many, only for those that stand alone.
function circles(told: Cluster[], zoom: number): GeoJSON.FeatureCollection {
  const features = new Map<string, GeoJSON.Feature>();
  const add = (n: number): void => {
    const [lat, radius] = [p.lat[n]!, p.radius[n]!];
    const scaled = (radius * TILE) / (40075 * Math.cos((lat * Math.PI) / 180));
    if (radius < 5 || scaled * 2 ** zoom < SEEN_FROM) return;
    features.set(`${lat} ${p.lon[n]} ${radius}`, { type: "Feature", properties: { radius, scaled }, geometry: point(x[n]!, y[n]!) });
  };
  for (const c of told) {
    for (const n of c.rows) {
      add(n);
      if (features.size > FEW_CIRCLES) break;
    }
  }
  if (features.size > FEW_CIRCLES) {
    features.clear();
    for (const c of told) if (c.rows.length === 1) add(c.rows[0]!);
  }
  return { type: "FeatureCollection", features: [...features.values()] };
}

function rows(of: number): void {
  const all = groups[of] ?? [];
  const least = (values: number[]): number => all.reduce((m, n) => Math.min(m, values[n]!), Infinity);
  const most = (values: number[]): number => all.reduce((m, n) => Math.max(m, values[n]!), -Infinity);
  const shown = all.slice(0, MOST_ROWS).map((n) => ({ id: p.ids[n]!, start: p.start[n] ?? null, kind: p.kinds[n]!, name: p.names[n]! }));
  answer({ what: "rows", of, rows: shown, more: all.length - shown.length, box: [least(p.lon), least(p.lat), most(p.lon), most(p.lat)] });
}

addEventListener("message", (e: MessageEvent<Ask>) => {
  const ask = e.data;
  if (ask.what === "load") void load(ask.url);
  else if (ask.what === "view") view(ask.from, ask.to, ask.box, ask.zoom);
  else rows(ask.of);
});
