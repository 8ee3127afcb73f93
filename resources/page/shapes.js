// Numbers as shapes: squares as areas, all on one scale, shares of a whole as bars, and what each map gives to a sum.

const sized = (shape, size, most) => {
  shape.style.width = `${Math.round(Math.abs(size) * most)}px`;
  shape.classList.toggle("negative", size < 0);
};

// A grid each of whose cells has a shape, which is there as soon as the cell is reached.
class Shapes extends Grid {
  constructor(parent, x, y, rows, columns, cell, { style, shapes, outlined }) {
    super(parent, x, y, rows, columns, cell, [""]);
    this.bars = style === "bars";
    this.across = this.bars ? ACROSS.bars(rows) : 1;
    this.node.classList.add(style);
    this.node.style.fontSize = `${Math.max(Math.round(this.bars ? Math.min(cell * 0.36, 18) : cell * 0.27), LEAST)}px`;
    this.node.classList.toggle("wordless", cell < (this.bars ? 11 : 26));
    if (this.bars) {
      this.width = this.across * cell;
      this.node.style.width = `${this.width}px`;
      this.node.style.gridTemplateColumns = `${this.width}px`;
    }
    this.told = this.items.map((_, at) => ({ words: text(shapes[2 * at]), size: shapes[2 * at + 1] }));
    this.items.forEach((item, at) => item.classList.toggle("outlined", at === outlined));
  }

  set(at, glyph) {
    if (this.drawn[at] === glyph) return false;
    this.drawn[at] = glyph;
    const item = this.items[at], waiting = Boolean(glyphMarks(glyph) & WAITING), { words, size } = this.told[at];
    item.textContent = "";
    const frame = this.bars ? element("u", "", item) : item, most = this.bars ? (this.across - 1) * this.cell : this.cell - 3;
    if (this.bars) frame.style.width = `${most}px`;
    frame.classList.toggle("waiting", waiting);
    if (waiting) return true;
    const shape = element("b", "", frame);
    sized(shape, size, most);
    if (!this.bars) shape.style.height = shape.style.width;
    const said = element("span", "", item, words), high = parseFloat(this.node.style.fontSize), long = wide(words) * high;
    said.hidden = long > (this.bars ? this.cell : this.cell - 4) || this.node.classList.contains("wordless");
    said.classList.toggle("on", !this.bars && Math.abs(size) * most > most - Math.min(long, high));
    said.classList.toggle("negative", size < 0);
    return true;
  }

  rect(row, column, rows = 1, columns = 1) {
    const { x, y, cell } = this;
    return this.bars ? { x, y: y + row * cell, width: this.width, height: rows * cell } : super.rect(row, column, rows, columns);
  }
}

// How many cells bars are wide, with their numbers.
const ACROSS = { bars: (rows) => Math.max(3, Math.floor(rows / 3)), sums: () => 7 };

// What each map gives to a sum, to the right of an axis or to its left, with the numbers at the ends.
class Sums extends Grid {
  constructor(parent, x, y, rows, columns, cell, { shapes }) {
    super(parent, x, y, rows, columns, cell, [""]);
    this.width = ACROSS.sums(rows) * cell;
    this.node.style.width = `${this.width}px`;
    this.node.style.gridTemplateColumns = `${this.width}px`;
    this.node.classList.add("sums");
    const pixels = clamp(Math.round(cell * 0.64), LEAST, 12), axis = Math.round(this.width / 2), near = 4;
    this.node.style.fontSize = `${pixels}px`;
    const told = this.items.map((_, at) => ({ words: text(shapes[2 * at]), size: shapes[2 * at + 1] })), written = cell >= 11;
    const longest = Math.max(axis - (written ? Math.max(...told.map(({ words }) => wide(words))) * pixels : 0) - near, axis / 3);
    this.items.forEach((item, at) => {
      const { words, size } = told[at], long = Math.round(Math.abs(size) * longest), bar = element("b", size < 0 ? "negative" : "", item);
      Object.assign(bar.style, { width: `${long}px`, left: `${size < 0 ? axis - long : axis}px` });
      if (!written) return;
      const said = element("span", "", item, words);
      if (size < 0) said.style.right = `${this.width - axis + long + near}px`;
      else said.style.left = `${axis + long + near}px`;
    });
  }
}

// The square of a number in the lens, beside that of the largest.
class Area {
  constructor(parent, cell) {
    this.side = 2 * cell;
    this.title = element("p", "", parent, "squared, as an area");
    this.place = element("div", "", parent);
    this.place.style.width = this.place.style.height = `${this.side}px`;
    this.shape = element("b", "", this.place);
    this.words = element("p", "", parent);
    this.parent = parent;
  }

  show(block) {
    this.parent.hidden = !block;
    if (!block) return;
    this.words.textContent = text(block.squared);
    sized(this.shape, block.square, this.side);
    this.shape.style.height = this.shape.style.width;
  }
}
