// Which way the grids and the lens are laid out in the room that there is: the grids give way before the lens does.

const MAIN = 0, KERNEL = 1, TARGET = 2, NUMBER = 3, SMALL = 4, SPAN = 5, PLOT = 6, LENS = 7;
const TITLE = 24, NAMED = [12, 6], LINE = 17, GRID_GAP = 12, FRAME_X = 14, FRAME_Y = 12, MOST = 56, PLOT_WIDE = 190, PLOT_HIGH = 150;
const LENS_CELLS = [56, 50, 44, 40, 36, 33, 30, 28, 26, 24, 22, 20, 17, 14, 12, 9, 7, 5, 3];

// The same arrangement for a narrow screen: what stood side by side stands one below the other, but for lines of grids.
const turned = (tree) => {
  if (typeof tree === "number") return tree;
  const [direction, gap, flush, ...children] = tree;
  if (direction === "line" || children.some((child) => child[0] === "line")) return tree; // side by side behind a name each
  const other = direction === "row" ? "column" : "row";
  return [other, direction === "row" ? Math.min(gap, 18) : gap, other === "column" ? 1 : flush, ...children.map(turned)];
};

// The same arrangement with all that it is made of one below the other, and each as it was: for what has lines in it.
const stacked = (tree) => (hasLines(tree) && tree[0] === "row" ? ["column", Math.min(tree[1], 18), 1, ...tree.slice(3)] : null);
const hasLines = (tree) => typeof tree !== "number" && (tree[0] === "line" || tree.slice(3).some(hasLines));

// The same arrangement with narrow gutters.
const tight = (tree) =>
  typeof tree === "number" ? tree : [tree[0], Math.min(tree[1], 9), tree[2], ...tree.slice(3).map(tight)];

class Sizes {
  constructor(stage, lens, cell) {
    Object.assign(this, { planes: stage.planes, lens, cell, narrow: stage.narrow, most: stage.narrow ? 24 : 34 });
    this.scale = stage.narrow ? 0.7 : 1; // of a graph
    this.named = Math.max(0, ...stage.planes.map(({ label }) => (label ? Math.ceil(Math.max(wide(text(label[0])) * 15, ...label.slice(1).map((line) => wide(text(line)) * 12.5))) + NAMED[Number(stage.narrow)] : 0)));
  }

  cellOf(plane) {
    const [, rows, columns] = plane.cells, longest = Math.max(rows, columns);
    if (plane.size === MAIN) return this.cell;
    if (plane.size === KERNEL) return clamp(this.cell, Math.min(20, Math.max(Math.floor(100 / longest), 1)), 40);
    if (plane.size === TARGET) return clamp(Math.floor(150 / longest), this.cell, Math.max(this.cell, this.most));
    if (plane.size === NUMBER) return clamp(Math.max(plane.span, 1) * this.cell, 24, 40);
    if (plane.size === SPAN) return clamp(Math.floor((plane.span * this.cell) / rows), ...(rows === 1 ? [22, 44] : [2, 20]));
    return Math.max(Math.floor(clamp(this.cell * 8, 36, 72) / longest), 1);
  }

  of(tree) {
    if (typeof tree === "number") return this.ofPlane(this.planes[tree]);
    const [direction, gap, , ...children] = tree;
    const sizes = children.map((child) => this.of(child));
    const across = direction === "column" ? "height" : "width", along = across === "width" ? "height" : "width";
    return {
      [across]: total(sizes, (one) => one[across]) + gap * (sizes.length - 1),
      [along]: Math.max(...sizes.map((one) => one[along])),
    };
  }

  ofPlane(plane) {
    if (plane.size === LENS) return this.lens;
    if (plane.size === PLOT) return { width: PLOT_WIDE * this.scale, height: PLOT_HIGH * this.scale };
    const [, rows, columns] = plane.cells, cell = this.cellOf(plane), title = wide(text(plane.title)) * 15 + 6;
    const heading = Math.ceil(title + (this.narrow ? 0 : wide(text(plane.subtitle)) * 12.5)), { over, beside } = this.around(plane);
    const across = ACROSS[plane.style] ? ACROSS[plane.style](rows) : columns;
    const width = Math.max(across * cell, plane.size === SMALL ? 0 : heading);
    return { width: width + beside, height: rows * cell + over };
  }

  // What the words over a grid take, and those at its left.
  around(plane) {
    return { over: plane.bare ? 0 : TITLE, beside: plane.label ? this.named : 0 };
  }

  place(tree, x, y, found) {
    if (typeof tree === "number") {
      const plane = this.planes[tree], { width, height } = this.ofPlane(plane);
      if (plane.size >= PLOT) found.push({ plane, number: tree, x, y, cell: 1, width, height });
      else {
        const { over, beside } = this.around(plane);
        found.push({ plane, number: tree, x: x + beside, y: y + over, cell: this.cellOf(plane), width: width - beside, height, beside });
      }
      return found;
    }
    const [direction, gap, flush, ...children] = tree, whole = this.of(tree);
    for (const child of children) {
      const size = this.of(child);
      if (direction === "column") {
        this.place(child, flush ? x : x + Math.floor((whole.width - size.width) / 2), y, found);
        y += size.height + gap;
      } else {
        this.place(child, x, y + Math.floor((whole.height - size.height) / 2), found);
        x += size.width + gap;
      }
    }
    return found;
  }
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

// The largest main cell with which a tree fits, 0 where none does.
const largestCell = (stage, tree, lens, room) => {
  let low = 0, high = MOST;
  while (low < high) {
    const cell = Math.ceil((low + high) / 2), size = new Sizes(stage, lens, cell).of(tree);
    if (size.width <= room.width && size.height <= room.height) low = cell;
    else high = cell - 1;
  }
  return low;
};

// For each form the way that fits into the frame of the largest one.
const lensOf = (forms, cell, folded) => {
  const sized = forms.map((form) =>
    form.ways
      .filter(([, folds]) => folds <= folded)
      .map(([node]) => {
        const extent = new Lens(form, cell).of(node);
        return { node, width: extent.width, height: extent.above + extent.below };
      }),
  );
  const areas = sized.map((own) => Math.min(...own.map((one) => one.width * one.height)));
  const first = areas.indexOf(Math.max(...areas));
  return sized[first].map((way) => {
    let { width, height } = way;
    const ways = sized.map((own, number) => {
      const over = (one) => Math.max(one.width - width, 0) + Math.max(one.height - height, 0);
      const best = number === first ? way : own.reduce((one, other) => (over(other) < over(one) ? other : one));
      width = Math.max(width, best.width);
      height = Math.max(height, best.height);
      return best.node;
    });
    return { cell, ways, width: width + 2 * FRAME_X, height: height + 2 * FRAME_Y };
  });
};

// What is tried in turn: how large the lens's cells and the main ones have to be, and whether the height counts; where
// lines of grids are named, those are rather read in full than the lens in one line.
const PASSES = [
  { most: 56, lens: 50, main: 44, tall: 1, folded: 0 },
  { most: 44, lens: 40, main: 32, tall: 1, folded: 0 },
  { most: 36, lens: 33, main: 26, tall: 1, folded: 0 },
  { most: 36, lens: 28, main: 17, tall: 1, folded: 0 },
  { most: 36, lens: 26, main: 17, tall: 1, folded: 1, named: true },
  { most: 36, lens: 26, main: 13, tall: 1, folded: 0 },
  { most: 33, lens: 24, main: 14, tall: 1.25, folded: 0 },
  { most: 33, lens: 22, main: 11, tall: 1, folded: 0 },
  { most: 33, lens: 22, main: 10, tall: 1.3, folded: 0 },
  { most: 33, lens: 24, main: 17, tall: 1, folded: 1 },
  { most: 33, lens: 24, main: 13, tall: 1.3, folded: 1 },
  { most: 33, lens: 20, main: 8, tall: 1.6, folded: 1 },
  { most: 33, lens: 20, main: 5, tall: 2, folded: 1 },
  { most: 33, lens: 12, main: 2, tall: 4, folded: 1 },
  { most: 33, lens: 3, main: 1, tall: 9, folded: 1 },
];

// The grids of an arrangement side by side, and the lens under them.
const over = (stage, tree) => {
  const isLens = (child) => typeof child === "number" && stage.planes[child].size >= PLOT;
  const [, , , ...children] = tree, middle = (child) => !isLens(child) && (typeof child === "number" || !leaves(child).every(isLens));
  const grids = children.filter(middle), others = children.filter((child) => !middle(child));
  return others.length && grids.length ? ["column", 22, 0, ["row", 14, 0, ...grids], ...others] : null;
};

const leaves = (tree) => (typeof tree === "number" ? [tree] : tree.slice(3).reduce((all, child) => all.concat(leaves(child)), []));

// Where the height counts the main cells are as large as they can be; where it does not, as small as they may be.
const tryOut = (stage, tree, lens, room, pass) => {
  const fitting = largestCell(stage, tree, lens, room);
  if (pass.tall === 1) return fitting >= pass.main ? { main: fitting, lens, tree } : null;
  const main = Math.max(fitting, pass.main), { width, height } = new Sizes(stage, lens, main).of(tree);
  return width <= room.width && height <= room.height * pass.tall ? { main, lens, tree, height } : null;
};

const better = (one, other, pass) => (pass.tall === 1 ? one.main > other.main * 1.2 : one.height < other.height);

const chooseLayout = (chapter, stage, room) => {
  const narrow = room.width < 700;
  stage.narrow = narrow;
  const ways = narrow ? stage.bare : stage.ways;
  const down = ways.map(turned);
  const above = [...ways, ...ways.map((tree) => [...tree.slice(0, 3), ...tree.slice(3).map(turned)])];
  const under = above.map((tree) => over(stage, tight(tree))).filter(Boolean);
  const below = ways.map(stacked).filter(Boolean);
  const trees = narrow ? [...below, ...down, ...under, ...ways] : [...ways, ...down];
  const lenses = LENS_CELLS.map((cell) => [0, 1].map((folded) => lensOf(chapter.forms, cell, folded)));
  const isNamed = !narrow && stage.planes.some(({ label }) => label);
  for (const pass of PASSES.filter(({ named: only }) => isNamed || !only)) {
    for (let at = 0; at < LENS_CELLS.length && LENS_CELLS[at] >= pass.lens; at += 1) {
      if (LENS_CELLS[at] > pass.most) continue;
      let best = null;
      for (const lens of lenses[at][pass.folded])
        for (const tree of trees) {
          const found = tryOut(stage, tree, lens, room, pass);
          if (found && (!best || better(found, best, pass))) best = found;
        }
      if (best) return best;
    }
  }
  const [lens] = lenses[LENS_CELLS.length - 1][1];
  return { main: 1, lens, tree: trees[0] };
};
