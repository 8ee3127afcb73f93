// Grids of cells, each with its number: a step changes only the cells that it changes.

const element = (tag, name, parent, words) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) made.textContent = words;
  if (parent) parent.appendChild(made);
  return made;
};

const placed = (item, x, y, width, height) => {
  item.style.left = `${x}px`;
  item.style.top = `${y}px`;
  if (width !== undefined) item.style.width = `${width}px`;
  if (height !== undefined) item.style.height = `${height}px`;
  return item;
};

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
// How wide a text is in pixels for each pixel of its height.
const wide = (words) => {
  if (!widths.has(words)) {
    ruler.font = `500 100px ${getComputedStyle(document.body).fontFamily}`;
    widths.set(words, ruler.measureText(words).width / 100);
  }
  return widths.get(words);
};

const LEAST = 7;

class Grid {
  constructor(parent, x, y, rows, columns, cell, texts) {
    Object.assign(this, { rows, columns, cell, x, y, width: columns * cell, height: rows * cell });
    this.node = placed(element("div", "grid", parent), x, y, this.width, this.height);
    this.node.style.gridTemplateColumns = `repeat(${columns}, ${cell}px)`;
    this.node.style.gridAutoRows = `${cell}px`;
    this.node.style.setProperty("--piece", `${Math.max(Math.round(cell * 0.09), 1)}px`);
    this.node.style.setProperty("--pieces", `${Math.max(Math.round(cell * 0.09), 1) * 1.7}px`);
    if (cell < 12) this.node.classList.add("close");
    this.items = [];
    for (let at = 0; at < rows * columns; at += 1) this.items.push(element("i", "", this.node));
    this.drawn = new Array(rows * columns).fill(-2);
    this.fit(texts);
  }

  // Digits as large as the longest number allows; where fractions do not fit, whole numbers alone, or none.
  fit(texts) {
    const room = this.cell - Math.max(this.cell < 24 ? 3 : 4, Math.floor(this.cell / 6));
    const share = this.cell < 24 ? 0.5 : this.cell < 30 ? 0.45 : 0.4; // small cells are read on phones, near to the eye
    const size = (some) => Math.min(Math.floor(this.cell * share), Math.floor(room / Math.max(0.3, ...some.map(wide))));
    let chosen = size(texts);
    if (chosen < LEAST && this.cell >= 28) {
      chosen = size(texts.filter((words) => !words.includes(".")));
      this.node.classList.add("whole");
    }
    this.node.style.fontSize = chosen < LEAST ? "0" : `${chosen}px`;
    if (chosen < LEAST) this.node.classList.add("wordless");
  }

  set(at, glyph) {
    if (this.drawn[at] === glyph) return false;
    this.drawn[at] = glyph;
    const item = this.items[at];
    if (glyph < 0) {
      item.className = "none";
      item.textContent = "";
      return true;
    }
    const words = glyphText(glyph), marks = glyphMarks(glyph);
    item.textContent = words;
    item.className = `k${glyphLook(glyph)}${this.marked(marks)}${words.includes(".") ? " part" : ""}`;
    return true;
  }

  marked(marks) {
    return [
      [WAITING, " waiting"],
      [UNREAD, " unread"],
      [PARTIAL, " growing"],
      [WON, " won"],
      [TIED, " tied"],
      [HIDDEN, " hidden"],
    ].reduce((names, [mark, name]) => (marks & mark ? names + name : names), "");
  }

  rect(row, column, rows = 1, columns = 1) {
    const { x, y, cell } = this;
    return { x: x + column * cell, y: y + row * cell, width: columns * cell, height: rows * cell };
  }
}

// The name at the left of a line of grids, as many lines of it as there is room for; and where it is.
const named = (parent, label, x, y, height) => {
  const shown = label.slice(0, Math.max(Math.floor(height / LINE), 1)), top = y + Math.floor((height - shown.length * LINE) / 2);
  const node = placed(element("p", "named", parent, text(shown[0])), x, top);
  shown.slice(1).forEach((line) => element("span", "", node, text(line)));
  return { x, y: top, width: wide(text(shown[0])) * 15, height: shown.length * LINE };
};

// Colours as rules of their own: an ink and what it is on, in every theme; and the shape of a sign, where it has one.
const writeLooks = () => {
  const sheet = document.styleSheets[0], add = (rule) => sheet.insertRule(rule, sheet.cssRules.length);
  run.looks.forEach((look, number) => {
    look.split(" ").forEach((told, theme) => {
      const name = `.${run.themes[theme]} .k${number}`, size = Number(told.slice(7));
      add(`${name}{background-color:#${told.slice(0, 6)};color:var(--ink${told[6]})}`);
      if (size) add(`${name}::after{content:"";${size > 0 ? "bottom:6%" : "top:6%"};width:${Math.abs(size) * 5.5}%}`);
      if (size < 0) add(`${name}::after{background:repeating-linear-gradient(90deg,var(--ink1) 0 var(--piece),transparent var(--piece) var(--pieces))}`);
    });
  });
};
