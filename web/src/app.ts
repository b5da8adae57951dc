// What every page does beyond HTML: keys, live events, filters that apply themselves. Every page works without it.

const body = document.body;
const on = body.dataset.on ?? "";

function all<T extends HTMLElement>(selector: string): T[] {
  return [...document.querySelectorAll<T>(selector)];
}

// --- live: what others do shows here ---------------------------------------------------------------------------------

function busy(): boolean {
  return all<HTMLInputElement | HTMLTextAreaElement>("form[method=post] input[type=text], form[method=post] textarea").some((f) => f.value !== f.defaultValue);
}

function offer(text: string): void {
  const box = document.querySelector<HTMLElement>("[data-live]");
  if (!box) return;
  box.querySelector("span")!.textContent = text;
  box.hidden = false;
}

function listen(): void {
  const events = new EventSource(`/events?on=${encodeURIComponent(on)}`);
  const said = document.querySelector<HTMLElement>("[data-live]")?.dataset.said ?? "";
  events.addEventListener("changed", (e) => {
    const { inputs } = JSON.parse((e as MessageEvent<string>).data) as { inputs: string };
    if (inputs === body.dataset.generation) return;
    if (document.querySelector("[data-pending]") && !busy()) location.reload();
    else offer(said);
  });
  events.addEventListener("decided", (e) => {
    const what = JSON.parse((e as MessageEvent<string>).data) as { author: string; action: string; subjects: string[] };
    const here = what.subjects.some((s) => s === on || document.getElementById(s) !== null);
    if (here) offer(`${what.author}: ${what.action}`);
  });
  events.addEventListener("presence", (e) => {
    const { people } = JSON.parse((e as MessageEvent<string>).data) as { people: string[] };
    const line = document.querySelector<HTMLElement>("[data-presence]");
    if (!line) return;
    line.hidden = people.length < 2;
    line.textContent = (line.dataset.said ?? "").replace("{people}", people.join(", "));
  });
  addEventListener("pagehide", () => events.close());
}

document.querySelector("[data-live] button")?.addEventListener("click", () => {
  if (!busy() || confirm(document.querySelector<HTMLElement>("[data-live] span")?.textContent ?? "")) location.reload();
});

// --- keys ------------------------------------------------------------------------------------------------------------

let place = -1;

function stops(): HTMLElement[] {
  const rows = all<HTMLElement>("[data-row] .row-title, [data-row] .row-link, a[data-row]");
  return rows.length > 0 ? rows : all<HTMLElement>("[data-account]");
}

function step(by: number): void {
  const list = stops();
  const focused = list.findIndex((x) => x === document.activeElement || x.contains(document.activeElement));
  if (focused >= 0) place = focused;
  place = Math.min(Math.max(place + by, 0), list.length - 1);
  const chosen = list[place];
  all(".current").forEach((x) => x.classList.remove("current"));
  chosen?.focus();
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen?.matches("[data-account]")) chosen.classList.add("current");
}

function account(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>("[data-account]");
  return focused ?? document.querySelector<HTMLElement>("[data-account].current");
}

function open(key: string): boolean {
  const within = account() ?? document;
  const found = within.querySelector<HTMLDetailsElement>(`details[data-move="${key}"]`) ?? document.querySelector<HTMLDetailsElement>(`details[data-move="${key}"]`);
  if (!found) return false;
  found.open = true;
  found.querySelector<HTMLElement>("select, input:not([type=hidden]), textarea")?.focus();
  found.scrollIntoView({ block: "nearest" });
  return true;
}

const keys: Record<string, () => unknown> = {
  j: () => step(1),
  k: () => step(-1),
  n: () => document.querySelector<HTMLAnchorElement>("[data-next]")?.click(),
  a: () => (account()?.querySelector<HTMLButtonElement>("[data-key=a]") ?? document.querySelector<HTMLButtonElement>("aside [data-key=a]"))?.click(),
  u: () => document.querySelector<HTMLFormElement>("[data-undo]")?.requestSubmit(),
  "/": () => document.querySelector<HTMLInputElement>("input[type=search]")?.focus(),
  "?": () => location.assign("/help"),
};
for (const key of "cxmspgvt") keys[key] = () => open(key);

// Keys of one letter can be turned off (WCAG 2.1.4): a voice or a shaky hand may press them unmeant.
const keysOff = (): boolean => localStorage.getItem("trucewatch-keys") === "off";
const toggle = document.querySelector<HTMLButtonElement>("[data-keys]");
if (toggle) {
  const tell = (): void => {
    toggle.hidden = false;
    toggle.setAttribute("aria-pressed", String(!keysOff()));
    toggle.textContent = (keysOff() ? toggle.dataset.off : toggle.dataset.on) ?? "";
  };
  toggle.addEventListener("click", () => {
    localStorage.setItem("trucewatch-keys", keysOff() ? "on" : "off");
    tell();
  });
  tell();
}

document.addEventListener("keydown", (e) => {
  const target = e.target as HTMLElement;
  if (e.key === "Escape") {
    const details = target.closest<HTMLDetailsElement>("details[open]");
    if (details) {
      details.open = false;
      details.querySelector<HTMLElement>("summary")?.focus();
    }
    return;
  }
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (target.matches("select, textarea, input:not([type=checkbox], [type=radio])")) return;
  if (e.key === " " && target.matches("[data-account]") && !keysOff()) {
    const pick = target.querySelector<HTMLInputElement>("[data-pick]");
    if (pick) {
      pick.checked = !pick.checked;
      e.preventDefault();
    }
    return;
  }
  const act = keys[e.key];
  if (!act || keysOff()) return;
  e.preventDefault();
  act();
});

// --- small comforts ----------------------------------------------------------------------------------------------------

for (const form of all<HTMLFormElement>("[data-filters]")) {
  const tidy = (): void => {
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
      if (field.value === "" || (field.name === "sort" && field.value === "score")) field.disabled = true;
    }
  };
  form.addEventListener("submit", tidy);
  form.addEventListener("change", (e) => {
    if ((e.target as HTMLElement).matches("input[type=checkbox], select")) form.requestSubmit();
  });
}

// A correction begins with what stands, the words that may stand there, and how it is written.
for (const select of all<HTMLSelectElement>("[data-field]")) {
  const value = select.form!.querySelector<HTMLInputElement>("input[name=value]")!;
  const list = document.createElement("datalist");
  list.id = `${value.id}-list`;
  value.after(list);
  value.setAttribute("list", list.id);
  const fill = (): void => {
    const chosen = select.selectedOptions[0]?.dataset;
    const words = chosen?.choices?.split(" ").filter(Boolean) ?? [];
    list.replaceChildren(...words.map((w) => new Option(w, w)));
    const help = document.getElementById(`h-${value.id.slice(2)}`);
    if (help) help.textContent = chosen?.help ?? "";
    if ("kept" in value.dataset) delete value.dataset.kept;
    else value.value = chosen?.now ?? "";
  };
  select.addEventListener("change", fill);
  fill();
  value.defaultValue = value.value;
}

// What is to be mended must be in sight, also where its form is folded away.
document.addEventListener("invalid", (e) => {
  const folded = (e.target as HTMLElement).closest("details");
  if (folded) folded.open = true;
}, true);

// On a narrow screen what was found comes before the filters.
if (matchMedia("(max-width: 62rem)").matches) for (const filters of all<HTMLDetailsElement>("details.filters")) filters.open = false;

function lit(claims: string, yes: boolean): void {
  for (const claim of claims.split(" ")) {
    document.getElementById(claim)?.classList.toggle("current", yes);
    for (const mark of all(`mark[data-claims~="${CSS.escape(claim)}"]`)) mark.classList.toggle("lit", yes);
  }
}
for (const mark of all("mark[data-claims]")) {
  const claims = mark.dataset.claims!;
  for (const enter of ["mouseenter", "focusin"]) {
    mark.addEventListener(enter, () => {
      lit(claims, true);
      document.getElementById(claims.split(" ")[0]!)?.scrollIntoView({ block: "nearest" });
    });
  }
  for (const leave of ["mouseleave", "focusout"]) mark.addEventListener(leave, () => lit(claims, false));
}

document.addEventListener("click", (e) => {
  for (const menu of all<HTMLDetailsElement>("details.who[open]")) {
    if (!menu.contains(e.target as Node)) menu.open = false;
  }
});

// The tab of this page is in sight where the bar is wider than the screen.
document.querySelector(".nav a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

listen();
body.dataset.ready = "yes";
