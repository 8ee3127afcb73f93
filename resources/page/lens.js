// The step in hand worked out large, in the form that its numbers have.

const LINKED = ["factor", "single", "result", "after"], MADE = ["products", "total"];
const SHOWN = ["box", "constant", "area"];
const ROLES = ["text", "muted", "accent", "channel-red", "channel-green", "channel-blue"];
const svg = (tag, parent, given) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.keys(given).forEach((name) => made.setAttribute(name, given[name]));
  parent.appendChild(made);
  return made;
};

// What stands in a place: its heading, and its cells as they are drawn, or a constant as it is read.
const blockOf = (chapter, number) => {
  const [title, subtitle, role, ...rest] = chapter.blocks[number];
  const about = { title: text(title), subtitle: text(subtitle), role: ROLES[role] };
  if (rest.length === 1) return { ...about, constant: text(rest[0]) };
  const [rows, columns, glyphs, cells, square, squared] = rest;
  return { ...about, rows, columns, glyphs, cells, square, squared };
};

// The blocks of a step by the number of their slot, each number with the cells that it is, or is made of.
const blocksOf = (chapter, step) => {
  const form = chapter.forms[step.lens[0]], found = new Map(), filled = step.lens[1];
  for (let at = 0; at < filled.length; at += 2) found.set(filled[at], blockOf(chapter, filled[at + 1]));
  found.forEach((block, slot) => {
    if (block.constant !== undefined) return;
    const [working, group, part] = form.slots[slot];
    if (!MADE.includes(part)) {
      block.of = block.cells.map((cell) => (cell < 0 ? [] : [cell]));
      return;
    }
    const factors = [...found].filter(([other, own]) => {
      const [w, g, kind] = form.slots[other];
      return w === working && g === group && kind === "factor" && own.constant === undefined;
    });
    const all = factors.map(([, own]) => own.cells);
    const at = (cells, place) => (cells.length === 1 ? cells[0] : cells[place]);
    block.of =
      part === "total"
        ? [all.reduce((sum, cells) => sum.concat(cells), []).filter((cell) => cell >= 0)]
        : block.glyphs.map((_, place) => all.map((cells) => at(cells, place)).filter((cell) => cell >= 0));
  });
  return found;
};

// A sign, or what stands over an arrow or a sum, to which the printed numbers may come but for rounding.
const about = (text, rounded) => (!rounded ? text : text === "=" ? "≈" : `${text || "Σ"} ≈`);

class Face {
  constructor(scene, chapter, number, chosen, rect) {
    Object.assign(this, { chapter, form: chapter.forms[number], number, rect, cell: chosen.cell });
    this.node = element("div", "face", scene);
    const lens = new Lens(this.form, chosen.cell), way = chosen.ways[number], extent = lens.of(way);
    const left = rect.x + Math.floor((rect.width - extent.width) / 2);
    const top = rect.y + Math.floor((rect.height - extent.above - extent.below) / 2);
    this.puts = lens.put(way, left, top + extent.above);
    this.lines = svg("svg", this.node, { class: "lines", "aria-hidden": "true" });
    const texts = textsOf(chapter, number);
    this.parts = this.puts.map((put, at) => this.make(put, at, texts));
    this.drawFlow();
    this.drawJoins();
  }

  make(put, at, texts) {
    const [kind, slot, headed] = put.node, { x, y, width, height } = put;
    if (kind === "box") {
      const [rows, columns] = this.form.places[slot];
      const grid = new Grid(this.node, x, y, rows, columns, put.cell, texts.get(slot) || []);
      return { grid, head: headed ? element("p", "head", this.node) : null, first: this.isFirst(at) };
    }
    const item = placed(element("div", kind, this.node), x, y, width, height);
    if (kind === "area") return { item, area: new Area(item, this.cell) };
    if (kind === "sign") {
      if (put.node[2]) item.classList.add("arrow");
    }
    return { item };
  }

  // Whether an operator stands behind it on its line, and none before it: fewer numbers stand beside that.
  isFirst(at) {
    const { y, height, node } = this.puts[at];
    const beside = (other) => other && other.node[0] === "sign" && y <= other.y + other.height / 2 && other.y + other.height / 2 <= y + height;
    return node[0] === "box" && beside(this.puts[at + 1]) && !beside(this.puts[at - 1]);
  }

  show(step) {
    const [, , names, rounded = []] = step.lens;
    this.blocks = blocksOf(this.chapter, step);
    this.tiles = [];
    this.boxes = [];
    this.words = [];
    this.puts.forEach((put, at) => {
      const { grid, head, item, first, area } = this.parts[at], [kind, slot] = put.node;
      const block = this.blocks.get(slot);
      if (kind === "box") this.fill(put, grid, head, first, block, rounded.includes(put.node[4]));
      else if (kind === "sign") item.textContent = about(put.node[1].replace("_", " "), rounded.includes(put.node[3]));
      else if (kind === "area") area.show(block);
      else if (kind === "constant") this.read(item, block);
      else if (kind === "label") this.call(item, names ? (names[slot] || [])[put.node[2]] : 0);
    });
    this.rest();
  }

  fill(put, grid, head, first, block, rounded) {
    const count = grid.rows * grid.columns, shown = new Array(count).fill(-1);
    if (block) {
      const [, , part] = this.form.slots[put.node[1]];
      const top = Math.floor((grid.rows - block.rows) / 2), left = first ? grid.columns - block.columns : 0;
      block.glyphs.forEach((glyph, at) => {
        const row = top + Math.floor(at / block.columns), column = left + (at % block.columns);
        shown[row * grid.columns + column] = glyph;
        if (glyph >= 0) this.tiles.push({ grid, at: row * grid.columns + column, cells: block.of[at], part });
      });
      const rect = grid.rect(top, left, block.rows, block.columns);
      const cell = block.of.map((cells) => cells[0]).find((one) => one >= 0);
      this.boxes.push({ rect, part, cell, again: put.node[3] });
    }
    shown.forEach((glyph, at) => grid.set(at, glyph));
    if (head) this.head(put, grid, head, block && { ...block, title: about(block.title, rounded) });
  }

  head(put, grid, head, block) {
    head.textContent = "";
    if (!block) return;
    const title = element("b", "", head, block.title);
    title.style.color = `var(--${block.role})`;
    if (block.subtitle) element("span", "", head, block.subtitle);
    const own = wide(block.title) * 13 * 1.05 + (block.subtitle ? wide(block.subtitle) * 12 + 5 : 0);
    const centred = own > put.width || put.width === put.cell;
    const left = centred ? put.x + (put.width - own) / 2 : put.x;
    placed(head, left, put.y - HEAD);
    if (block.title) this.words.push({ x: left, y: put.y - HEAD, width: own, height: HEAD - 3 });
  }

  read(item, block) {
    item.textContent = "";
    if (!block) return;
    element("span", "", item, block.title === block.constant ? "" : block.title);
    element("b", "", item, block.constant);
  }

  call(item, name) {
    const words = name ? text(name) : "";
    item.textContent = words;
    item.dataset.channel = words;
  }

  // Operators that have nothing to work on in this step are left out.
  rest() {
    let before = [];
    this.puts.forEach((put, at) => {
      const [kind, slot] = put.node;
      if (SHOWN.includes(kind)) before.push(this.blocks.has(slot));
      if (kind !== "sign") return;
      const behind = this.puts.slice(at + 1).find((other) => SHOWN.includes(other.node[0]));
      const idle = (behind && !this.blocks.has(behind.node[1])) || (before.length && !before.some((one) => one));
      this.parts[at].item.hidden = Boolean(idle);
      if (!idle && put.node[1] && !put.node[2]) this.words.push({ x: put.x + 5, y: put.y, width: put.width - 10, height: put.height });
      if (put.node[2] || put.node[1] === "=") before = [];
    });
  }

  part(name, again = 0) {
    return this.puts.filter(({ node }) => node[0] === "box" && this.form.slots[node[1]][2] === name && node[3] === again);
  }

  // The arrow from products to where they go on, a line below.
  drawFlow() {
    const products = this.part("products"), [last] = products;
    if (products.length !== 1) return;
    const goals = [...this.part("products", 1), ...this.part("total")];
    const goal = goals.find((put) => put.y - HEAD > last.y + last.height);
    if (!goal) return;
    const x = Math.floor(last.x + last.width / 2) + 0.5, y = last.y + last.height + 2;
    const toX = Math.floor(goal.x + goal.width / 2) + 0.5, toY = goal.y - HEAD, middle = Math.floor((y + toY) / 2) + 0.5;
    svg("path", this.lines, { class: "flow", d: `M${x} ${y}V${middle}H${toX}V${toY}M${toX - 3.5} ${toY - 5}L${toX} ${toY}L${toX + 3.5} ${toY - 5}` });
  }

  // The lines from the sums of channels, one below the other, to where they are added.
  drawJoins() {
    const totals = this.part("total"), rows = new Set(totals.map((put) => put.y));
    const arrow = this.puts.find(({ node }) => node[0] === "sign" && node[1] === "Σ");
    const right = Math.max(...totals.map((put) => put.x + put.width));
    if (rows.size < 2 || rows.size < totals.length || !arrow || arrow.x < right) return;
    const x = right + 8.5, middles = totals.map((put) => Math.floor(put.y + put.height / 2));
    const across = arrow.y + Math.floor(arrow.height / 2);
    const ends = totals.map((put, at) => `M${put.x + put.width + 2} ${middles[at]}H${x}`).join("");
    const down = `M${x} ${middles[0]}V${middles[middles.length - 1]}M${x} ${across}H${arrow.x + 4}`;
    svg("path", this.lines, { class: "join", d: ends + down });
  }
}

// All texts that stand in each place over a chapter, so that digits keep their size.
const textsOf = (chapter, number) => {
  chapter.texts = chapter.texts || new Map();
  if (!chapter.texts.has(number)) {
    const found = new Map(), seen = new Set();
    chapter.records.forEach(({ 6: [form, filled] }) => {
      for (let at = 0; form === number && at < filled.length; at += 2) {
        const key = `${filled[at]} ${filled[at + 1]}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const glyphs = chapter.blocks[filled[at + 1]][5];
        if (!found.has(filled[at])) found.set(filled[at], new Set());
        if (Array.isArray(glyphs)) glyphs.forEach((glyph) => glyph >= 0 && found.get(filled[at]).add(glyphText(glyph)));
      }
    });
    chapter.texts.set(number, new Map([...found].map(([slot, words]) => [slot, [...words]])));
  }
  return chapter.texts.get(number);
};
