// How large the parts of a lens are and where they go: side by side on one middle, or one below the other.

const SQUARED = 136, HEAD = 20, LARGER = 1.25, SIGN = 22, ARROW = 34, BESIDE = 8;

class Lens {
  constructor(form, cell) {
    this.form = form;
    this.cell = cell;
  }

  cellOf(slot) {
    const [rows, columns] = this.form.places[slot];
    return rows * columns === 1 ? Math.round(this.cell * LARGER) : this.cell;
  }

  of(node) {
    const [kind] = node;
    if (kind === "box") return this.ofBox(node);
    if (kind === "sign") return { width: node[2] ? Math.max(ARROW, Math.ceil(wide(node[1]) * 12) + 4) : SIGN, above: 10, below: 10 };
    if (kind === "constant") return { width: this.form.places[node[1]][2] + 4, above: 10 + HEAD, below: 10 };
    if (kind === "label") return { width: this.form.labels[node[1]] + 2 * BESIDE, above: 9, below: 9 };
    if (kind === "area") return { width: Math.max(2 * this.cell, SQUARED), above: this.cell + HEAD, below: this.cell + 18 };
    if (kind === "rule") return { width: 0, above: 0, below: 1 };
    return this.ofStack(node);
  }

  ofBox([, slot, headed]) {
    const [rows, columns, heading] = this.form.places[slot];
    const cell = this.cellOf(slot), up = Math.floor((rows * cell) / 2);
    return { width: Math.max(columns * cell, heading), above: up + (headed ? HEAD : 0), below: rows * cell - up };
  }

  ofStack([direction, gap, ...parts]) {
    const extents = parts.map((part) => this.of(part));
    const gaps = gap * (parts.length - 1);
    if (direction === "row")
      return {
        width: total(extents, (one) => one.width) + gaps,
        above: Math.max(...extents.map((one) => one.above)),
        below: Math.max(...extents.map((one) => one.below)),
      };
    const height = total(extents, (one) => one.above + one.below) + gaps;
    const above = Math.floor(height / 2);
    return { width: Math.max(...extents.map((one) => one.width)), above, below: height - above };
  }

  // All parts of a node in their places, in reading order.
  put(node, x, middle, found = []) {
    const [kind] = node, extent = this.of(node);
    if (kind === "row" || kind === "column") {
      this.putStack(node, extent, x, middle, found);
    } else if (kind === "box") {
      const [rows, columns] = this.form.places[node[1]], cell = this.cellOf(node[1]);
      const width = columns * cell, top = middle - Math.floor((rows * cell) / 2);
      const left = x + Math.floor((extent.width - width) / 2);
      found.push({ node, x: left, y: top, width, height: rows * cell, cell, room: extent.width });
    } else {
      found.push({ node, x, y: middle - extent.above, width: extent.width, height: extent.above + extent.below });
    }
    return found;
  }

  putStack([direction, gap, ...parts], extent, x, middle, found) {
    let top = middle - extent.above;
    for (const part of parts) {
      const own = this.of(part);
      if (direction === "row") {
        this.put(part, x, middle, found);
        x += own.width + gap;
      } else if (part[0] === "rule") {
        found.push({ node: part, x, y: top, width: extent.width, height: 1 });
        top += own.above + own.below + gap;
      } else {
        this.put(part, x + Math.floor((extent.width - own.width) / 2), top + own.above, found);
        top += own.above + own.below + gap;
      }
    }
  }
}

const total = (list, of) => list.reduce((sum, one) => sum + of(one), 0);
