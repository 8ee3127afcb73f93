// The page: where one is, and all that shows it.

const PAPER = { width: 660, height: 420 }; // within the margins of A4 and Letter

class Page {
  constructor() {
    this.scene = byId("scene");
    [this.chapter, this.step] = run.start;
    new Theme((paper) => this.prepare(paper));
    writeLooks();
    byId("size").textContent = `works without a network · one file, ${total(chapters, (one) => one.length)} steps`;
    Object.assign(byId("author"), { textContent: run.text, hidden: !run.text });
    this.transport = new Transport((chapter, step) => this.seek(chapter, step), () => this);
    this.pointing = new Pointing(this);
    this.listen();
    this.follow();
    byId("why").open = window.innerWidth >= 1000;
    this.arrange();
  }

  // An address may end in the key of a chapter and a step: page.html#scatter.29
  follow() {
    const [, key, step] = /^#(.+?)(?:\.(\d+))?$/.exec(decodeURIComponent(window.location.hash)) || [];
    const found = [[key, step], [`${key}.${step}`, 1]].map(([name, number]) => [chapters.findIndex((one) => one.key === name), number]);
    const [chapter, number] = found[0][0] < 0 ? found[1] : found[0];
    if (chapter < 0) return false;
    const at = chapters[chapter].records.findIndex((record) => record[0] >= Number(number || 1));
    [this.chapter, this.step] = [chapter, at < 0 ? chapters[chapter].length - 1 : at];
    return true;
  }

  get now() {
    return chapters[this.chapter];
  }

  seek(chapter, step) {
    const { chapter: before, step: last } = this;
    this.chapter = chapter;
    this.step = step;
    const next = before === chapter && Math.abs(step - last) === 1;
    if (before !== chapter || this.stage !== this.now.stages[this.now.step(step).stage]) this.arrange();
    else this.show(next && step > last);
    return true;
  }

  // Everything in its place, for the room that there is.
  arrange() {
    const chapter = this.now;
    this.stage = chapter.stages[chapter.step(this.step).stage];
    this.scene.textContent = "";
    this.heading();
    const room = this.room(), chosen = chooseLayout(chapter, this.stage, room);
    const sizes = new Sizes(this.stage, chosen.lens, chosen.main), size = sizes.of(chosen.tree);
    this.scene.style.width = `${size.width}px`;
    this.scene.style.height = `${size.height}px`;
    this.spots = sizes.place(chosen.tree, 0, 0, []);
    this.chosen = chosen;
    this.faces = new Map();
    const lens = this.spots.find(({ plane }) => plane.size === LENS);
    this.rect = { x: lens.x, y: lens.y, width: chosen.lens.width, height: chosen.lens.height };
    placed(element("div", "frame-of-lens", this.scene), this.rect.x, this.rect.y, this.rect.width, this.rect.height);
    this.names = [];
    this.grids = this.spots.filter(({ plane }) => plane.size < PLOT).map((spot) => this.grid(spot));
    this.stage.signs.forEach((told) => this.sign(...told));
    this.where = new Map();
    this.grids.forEach((grid) => grid.ids.forEach((cell, at) => {
      if (!this.where.has(cell)) this.where.set(cell, []);
      this.where.get(cell).push([grid, at]);
    }));
    const plot = this.spots.find(({ plane }) => plane.size === PLOT);
    this.graph = plot && chapter.graph.length ? new Graph(this.scene, plot, chapter.graph) : null;
    this.plot = plot ? [plot] : [];
    this.marks = new Marks(this.scene);
    this.legend(chapter);
    this.show(false);
  }

  // For paper, or for the screen again.
  prepare(paper) {
    this.paper = paper;
    this.arrange();
    this.tables();
  }

  room() {
    if (this.paper) return PAPER;
    const stage = byId("stage"), style = getComputedStyle(stage);
    const width = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const others = [".top", "#author", "#chapters", ".bar"].map((name) => document.querySelector(name).offsetHeight);
    const said = width < 700 ? 104 : 92, under = this.now.legend.length ? 30 : 0; // whatever a step says, nothing jumps
    const height = window.innerHeight - total(others, (one) => one) - said - under - parseFloat(style.paddingTop) * 2;
    return { width, height: Math.max(height, width < 700 ? 400 : 300) };
  }

  heading() {
    const { title, subtitle, scale } = this.now, bar = byId("scale");
    byId("title").textContent = title;
    byId("subtitle").textContent = [run.name, subtitle].join(" · ");
    document.title = `${title} · ${run.name}`;
    bar.textContent = "";
    const [name, kind, low, high] = scale;
    element("b", "", bar, name);
    element("span", "", bar, low);
    const colours = element("i", kind, bar);
    if (kind === "signed") element("span", "", colours, "0");
    element("span", "", bar, high);
  }

  legend({ legend }) {
    byId("stage").querySelectorAll(".legend").forEach((node) => node.remove());
    if (!legend.length) return;
    const line = element("p", "legend", byId("stage"));
    ["finished", "more to come", "not reached yet"].forEach((words, at) => {
      const said = element("span", "", line), cell = element("i", `k${glyphLook(legend[at])}`, said);
      if (glyphMarks(legend[at]) & WAITING) cell.classList.add("waiting");
      if (glyphMarks(legend[at]) & PARTIAL) cell.classList.add("growing");
      said.append(words);
    });
  }

  // What is done with two grids side by side, between them; what has no room there is not there at all.
  sign(first, second, sign, said) {
    const [left, right] = [first, second].map((at) => this.grids.find(({ plane }) => plane === this.stage.planes[at]));
    const room = right.x - left.x - left.width, pixels = Math.min(19, Math.floor(room / (wide(text(sign)) + 0.3)));
    if (pixels < 10) return;
    const node = placed(element("p", "sign between", this.scene), left.x + left.width, left.y, room, left.height);
    element("b", "", node, text(sign)).style.fontSize = `${pixels}px`;
    if (wide(text(said)) * 11 < room) element("small", "", node, text(said));
  }

  grid({ plane, x, y, cell, width, beside }) {
    const [start, rows, columns, down, across] = plane.cells;
    const at = [this.scene, x, y, rows, columns, cell], style = { sums: Sums, bars: Shapes, areas: Shapes }[plane.style];
    const grid = style ? new style(...at, plane) : new Grid(...at, plane.widest ? plane.widest.map(text) : this.texts(plane.array));
    const words = [text(plane.title), text(plane.subtitle)];
    grid.plane = plane;
    grid.node.setAttribute("role", "img");
    grid.node.setAttribute("aria-label", [text(plane.said), words[1]].filter(Boolean).join(", "));
    grid.ids = start < 0 ? [] : grid.items.map((_, at) => start + Math.floor(at / columns) * down + (at % columns) * across);
    if (plane.glyphs) plane.glyphs.forEach((glyph, at) => grid.set(at, glyph)); // of another chapter: it stays as it is
    if (plane.label) this.names.push(named(this.scene, plane.label, x - beside, y, grid.height));
    grid.words = { x, y, width: 0, height: 0 };
    if (plane.bare) return grid;
    const head = placed(element("p", `title${plane.size === SMALL ? " small" : ""}`, this.scene), x, y - TITLE);
    const title = wide(words[0]) * 15, room = Math.max(grid.width, width) + 6 - title, parts = [words[1], words[1].split(" · ").pop(), ""];
    const shown = parts.find((part) => !part || wide(part) * 12.5 <= room || (!words[0] && part === parts[1]));
    element("b", "", head, words[0]);
    element("span", "", head, shown);
    grid.words = { x, y: y - TITLE, width: title + wide(shown) * 12 + 8, height: TITLE - 4 };
    return grid;
  }

  // All texts that an array ever shows, so that its digits keep their size.
  texts(array) {
    const { starts, given, keyframes, records, made } = this.now, [from, to] = [starts[array], starts[array + 1] || Infinity];
    const found = new Set();
    given.forEach((glyph, cell) => cell >= from && cell < to && found.add(glyph));
    if (to > made) {
      records.forEach(({ 2: changes }) => {
        for (let at = 0; at < changes.length; at += 2) if (changes[at] >= from && changes[at] < to) found.add(changes[at + 1]);
      });
      const [first] = keyframes;
      let cell = made;
      for (let at = 0; at < first.length; at += 2) {
        if (cell < to && cell + first[at + 1] > from) found.add(first[at]);
        cell += first[at + 1];
      }
    }
    return [...new Set([...found].map(glyphText))];
  }

  show(forward) {
    const step = this.now.step(this.step), state = this.now.state(this.step);
    const compared = new Map();
    for (let at = 0; at < step.compared.length; at += 2) compared.set(step.compared[at], step.compared[at + 1]);
    this.grids.forEach((grid) => this.draw(grid, state, compared, forward));
    const [form] = step.lens;
    if (!this.faces.has(form)) this.faces.set(form, new Face(this.scene, this.now, form, this.chosen.lens, this.rect));
    this.faces.forEach((face, number) => { face.node.hidden = number !== form; });
    this.face = this.faces.get(form);
    this.face.show(step);
    if (this.graph) this.graph.show(step.point);
    this.mark(step);
    writeFormula(byId("formula"), step.words[1]);
    writeRemark(byId("remark"), step.words[4]);
    writeWhy(byId("sentence"), byId("reasons"), step.words[2]);
    if (byId("table").open) this.tables();
    this.pointing.forget();
    this.transport && this.transport.show(this);
    if (!this.transport || !this.transport.playing) byId("aloud").textContent = step.place;
  }

  draw(grid, state, compared, forward) {
    const { as_far_as: far } = grid.plane, [, , , down, across] = grid.plane.cells;
    grid.ids.forEach((cell, at) => {
      let glyph = compared.has(cell) ? compared.get(cell) : state[cell];
      if (far) {
        const beside = far[0] + Math.floor(at / grid.columns) * down + (at % grid.columns) * across;
        const marks = glyphMarks(state[beside]);
        glyph = far[marks & WAITING ? 1 : marks & PARTIAL ? 2 : 3][at];
      }
      if (grid.set(at, glyph) && forward && !compared.has(cell) && !grid.told) grid.items[at].classList.add("new");
    });
  }

  tables() {
    writeTables(byId("numbers"), this.now, this.now.step(this.step), (cell) => this.pointing.pick(cell));
  }

  // Frames around what is read and written, here and in the lens, and what leads from one to the other.
  mark(step) {
    const frames = new Map(), singles = [], boxes = [];
    this.grids.filter(({ plane }) => plane.size !== SMALL).forEach((grid, number) => {
      const cells = new Set(step.cells), places = grid.ids.map((cell, at) => (cells.has(cell) ? at : -1)).filter((at) => at >= 0);
      if (!places.length) return;
      const rows = places.map((at) => Math.floor(at / grid.columns)), columns = places.map((at) => at % grid.columns);
      const [top, left] = [Math.min(...rows), Math.min(...columns)];
      const high = Math.max(...rows) - top + 1, long = Math.max(...columns) - left + 1;
      const rect = grid.rect(top, left, high, long);
      frames.set(`grid ${number}`, rect);
      boxes.push({ grid, rect, key: `grid ${number}` });
      if (places.length < high * long) places.forEach((at) => singles.push(grid.rect(Math.floor(at / grid.columns), at % grid.columns)));
    });
    this.marks.show(frames, singles, linksOf(this, boxes, frames));
  }

  listen() {
    byId("table").addEventListener("toggle", () => byId("table").open && this.tables());
    let { innerWidth: width, innerHeight: height } = window;
    window.addEventListener("resize", () => {
      const same = window.innerWidth === width && Math.abs(window.innerHeight - height) < 120;
      if (same) return; // a phone hides its address bar
      ({ innerWidth: width, innerHeight: height } = window);
      this.arrange();
    });
    window.addEventListener("hashchange", () => this.follow() && this.arrange());
  }
}

// Words are measured before anything is laid out, so the fonts have to be there, which are in this file too.
const begin = () => {
  new Page();
  document.documentElement.dataset.ready = "yes";
};
const fonts = document.fonts ? ["400", "500", "700"].map((weight) => document.fonts.load(`${weight} 12px Roboto`)) : [];
Promise.all(fonts).then(begin, begin);
