// What the step in hand reads and writes: frames around cells, and connectors that go over nothing else.

const GUTTER = 7, CLEAR = 4, SLAB = 46, STEEP = 4;
const right = (rect) => rect.x + rect.width;
const bottom = (rect) => rect.y + rect.height;
const flipped = ({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width });
const meet = (a, b) => a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

// Whether a band from the side (x, from..to) to another one meets a rectangle.
const bandMeets = (x, from, to, otherX, otherFrom, otherTo, rect) => {
  const low = Math.max(x, rect.x), high = Math.min(otherX, right(rect));
  if (high <= low) return false;
  const at = (a, b, where) => a + ((b - a) * (where - x)) / Math.max(otherX - x, 1e-6);
  const top = Math.min(at(from, otherFrom, low), at(from, otherFrom, high));
  const end = Math.max(at(to, otherTo, low), at(to, otherTo, high));
  return rect.y < end && bottom(rect) > top;
};

const ribbonOf = ({ first, last, source, target }, turn) => {
  const x = right(source) + GUTTER, y = target.x - GUTTER;
  return {
    fill: [[x, first.y], [x, bottom(first)], [turn, bottom(first)], [y, bottom(last)], [y, last.y], [turn, first.y]],
    bars: [[[x, first.y], [x, bottom(first)]], [[y, last.y], [y, bottom(last)]]],
    meets: (rect) =>
      bandMeets(x, first.y, bottom(first), turn, first.y, bottom(first), rect) ||
      bandMeets(turn, first.y, bottom(first), y, last.y, bottom(last), rect),
  };
};

const lineOf = ({ first, last, source, target }, turn) => {
  const x = right(source) + GUTTER, y = target.x - GUTTER;
  const from = Math.round(first.y + first.height / 2) + 0.5, to = Math.round(last.y + last.height / 2) + 0.5;
  const pieces = [[x, from, turn, from], [turn, Math.min(from, to), turn, Math.max(from, to)], [turn, to, y, to]];
  const areas = pieces.map(([a, b, c, d]) => ({ x: a - 1, y: b - CLEAR, width: c - a + 2, height: d - b + 2 * CLEAR }));
  return {
    line: [[x, from], [turn, from], [turn, to], [y, to]],
    bars: [[[x, first.y], [x, bottom(first)]], [[y, last.y], [y, bottom(last)]]],
    meets: (rect) => areas.some((area) => meet(area, rect)),
    areas,
  };
};

// The ways from one place to another, the plainest first.
const routes = (ends) => {
  const low = right(ends.source) + GUTTER, high = ends.target.x - GUTTER, found = [];
  if (high - low < 4) return found;
  const middle = (rect) => rect.y + rect.height / 2, rise = Math.abs(middle(ends.first) - middle(ends.last));
  for (const turn of [low, (low + high) / 2])
    if (turn - low <= SLAB && rise <= STEEP * Math.max(high - turn, 1)) found.push(ribbonOf(ends, turn));
  for (let at = low + CLEAR; at <= high - CLEAR; at += 6) found.push(lineOf(ends, at));
  return found;
};

const flip = (points) => points.map(([x, y]) => [y, x]);

// The way past everything from one frame to another: side by side, one below the other, or around by the edge.
const connector = (ends, obstacles, edge) => {
  const beside = ends.target.x >= right(ends.source);
  if (!beside && ends.target.y < bottom(ends.source)) return aroundOf(ends, obstacles, edge);
  const seen = {};
  Object.keys(ends).forEach((name) => { seen[name] = beside ? ends[name] : flipped(ends[name]); });
  const others = beside ? obstacles : obstacles.map(flipped);
  const found = routes(seen).find((way) => !others.some((rect) => way.meets(rect)));
  if (!found) return beside ? null : aroundOf(ends, obstacles, edge);
  const areas = found.areas || [bounds(found.fill)];
  if (beside) return { ...found, taken: areas };
  return {
    fill: found.fill && flip(found.fill),
    line: found.line && flip(found.line),
    bars: found.bars.map(flip),
    taken: areas.map(flipped),
  };
};

// From the right side of what is written out along the edge to the grid that it goes to, which stands above or below.
const aroundOf = ({ first, last, source, target, grid }, obstacles, edge) => {
  const up = target.y < source.y, middle = Math.round(first.y + first.height / 2) + 0.5, x = right(source) + GUTTER - 3;
  const across = Math.round(last.x + last.width / 2) + 0.5, end = up ? bottom(grid) + GUTTER : target.y - GUTTER, turn = up ? end + 8 : end - 8;
  const line = [[x, middle], [edge, middle], [edge, turn], [across, turn], [across, end]];
  const areas = line.slice(1).map((point, at) => bounds([line[at], point])).map((area) => ({ x: area.x - 2, y: area.y - 2, width: area.width + 4, height: area.height + 4 }));
  if (edge <= x || areas.some((area) => obstacles.some((rect) => meet(area, rect)))) return null;
  const bars = [[[x, first.y], [x, bottom(first)]], [[last.x, end], [right(last), end]]];
  return { line, bars, taken: areas };
};

const bounds = (points) => {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const x = Math.min(...xs), y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
};

class Marks {
  constructor(scene) {
    this.lines = svg("svg", scene, { class: "connectors", "aria-hidden": "true" });
    this.node = element("div", "marks", scene);
    this.frames = new Map();
    this.singles = [];
  }

  show(frames, singles, links) {
    for (const [key, rect] of frames) {
      if (!this.frames.has(key)) this.frames.set(key, element("div", "frame", this.node));
      placed(this.frames.get(key), rect.x - 2, rect.y - 2, rect.width + 3, rect.height + 3);
    }
    this.frames.forEach((node, key) => {
      if (frames.has(key)) return;
      node.remove();
      this.frames.delete(key);
    });
    this.singles.forEach((node) => node.remove());
    this.singles = singles.map((rect) => placed(element("div", "single", this.node), rect.x, rect.y, rect.width - 1, rect.height - 1));
    this.lines.textContent = "";
    links.forEach((link) => this.draw(link));
  }

  draw({ fill, line, bars }) {
    const path = (points) => `M${points.map((point) => point.join(" ")).join("L")}`;
    if (fill) {
      svg("path", this.lines, { class: "ribbon", d: `${path(fill)}Z` });
      svg("path", this.lines, { class: "edge", d: path([fill[0], fill[5], fill[4]]) + path([fill[1], fill[2], fill[3]]) });
    } else {
      svg("path", this.lines, { class: "link", d: path(line) });
    }
    bars.forEach((bar) => svg("path", this.lines, { class: "ends", d: path(bar) }));
  }
}

// What leads from the grids to the lens, and from the lens to what is written; the lens is framed as the grids are.
const linksOf = (page, boxes, frames) => {
  const around = (rect, over) => ({ ...rect, y: rect.y - over, height: rect.height + over });
  const words = [...page.grids.map((grid) => grid.words), ...page.names, ...page.face.words], links = [], used = new Set();
  const solid = [...page.grids, ...page.plot, ...page.face.boxes.map(({ rect }) => rect)];
  page.face.boxes.forEach((box, number) => {
    if (!LINKED.includes(box.part) || box.again || box.cell === undefined) return;
    const found = boxes.find(({ grid }) => grid.ids.includes(box.cell));
    if (!found) return;
    frames.set(`lens ${page.face.number} ${number}`, box.rect);
    const written = box.part === "result" || box.part === "after", key = written ? number : found.key;
    if (used.has(key)) return;
    const inLens = { first: box.rect, source: around(box.rect, HEAD) }, inGrid = { first: found.rect, source: around(found.grid, TITLE) };
    const [from, to] = written ? [inLens, inGrid] : [inGrid, inLens];
    const beside = to.first.x >= right(from.source);
    const ends = { first: from.first, last: to.first, source: from.source, target: to.source, grid: written ? found.grid : box.rect };
    const own = [found.grid, box.rect], spare = beside ? [] : [found.grid.words];
    const obstacles = [...solid.filter((rect) => !own.includes(rect)), ...words.filter((rect) => !spare.includes(rect)), ...links.reduce((all, link) => all.concat(link.taken), [])];
    const way = connector(ends, obstacles, right(page.rect) - 5.5);
    if (!way) return;
    used.add(key);
    links.push(way);
  });
  return links;
};
