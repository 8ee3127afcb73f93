// What a person points at: a cell, a number of the lens, a piece of the formula or of a sentence.

class Pointing {
  constructor(page) {
    this.page = page;
    this.picked = null;
    this.listen();
  }

  // All that a cell touches lights up, or the factors of a term with what they make.
  light(cells) {
    this.page.scene.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
    document.querySelectorAll(".said .lit, #reasons .lit").forEach((node) => node.classList.remove("lit"));
    if (!cells || !cells.length) return;
    const alone = cells.length === 1, [cell] = cells;
    const touched = new Set(alone ? [...this.page.now.touches(cell), cell] : cells);
    touched.forEach((one) => (this.page.where.get(one) || []).forEach(([grid, at]) => grid.items[at].classList.add("lit")));
    const same = (own) => own.length === cells.length && own.every((one) => cells.includes(one));
    this.page.face.tiles.forEach(({ grid, at, cells: own, part }) => {
      const lit = own.length === 1 ? touched.has(own[0]) : alone ? own.includes(cell) : same(own);
      if (lit && part !== "total") grid.items[at].classList.add("lit");
    });
    document.querySelectorAll("#formula span, #sentence span, #reasons span").forEach((piece) => {
      if (piece.cells && piece.cells.length && (alone ? piece.cells.includes(cell) : same(piece.cells))) piece.classList.add("lit");
    });
  }

  // What a cell is, and how often it is used: said under the formula once it is tapped.
  pick(cell) {
    const note = byId("note");
    this.picked = cell;
    note.hidden = cell === null;
    this.light(cell === null ? null : [cell]);
    if (cell === null) return;
    const chapter = this.page.now, glyph = chapter.state(this.page.step)[cell], words = glyphText(glyph);
    const steps = chapter.stepsOf(cell), waiting = glyphMarks(glyph) & WAITING;
    note.textContent = "";
    element("b", "", note, chapter.called(cell));
    note.append(waiting ? " is not reached yet" : ` = ${words}${glyphMarks(glyph) & PARTIAL ? " so far" : ""}`);
    if (!steps.length) return;
    const next = steps.find((step) => step > this.page.step), goal = next === undefined ? steps[0] : next;
    const button = element("button", "plain", note, `go to ${steps.length > 1 ? "a step" : "the step"} that writes it`);
    button.type = "button";
    button.addEventListener("click", () => this.page.transport.go(this.page.chapter, goal));
  }

  cellsAt(node) {
    const item = node.closest(".grid > i"), piece = node.closest("#formula span, #sentence span, #reasons span");
    if (piece) return piece.cells;
    if (!item) return null;
    const grid = this.page.grids.find((one) => one.node === item.parentNode);
    if (grid) return grid.ids.length ? [grid.ids[grid.items.indexOf(item)]] : null;
    const tile = this.page.face.tiles.find((one) => one.grid.items[one.at] === item);
    return tile ? tile.cells : null;
  }

  // Another step is shown: nothing is pointed at any more.
  forget() {
    this.picked = null;
    byId("note").hidden = true;
    this.light(null);
  }

  listen() {
    let touch = false;
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse" || !event.target.closest) return;
      this.light(this.cellsAt(event.target) || (this.picked === null ? null : [this.picked]));
    });
    document.addEventListener("pointerdown", (event) => { touch = event.pointerType !== "mouse"; });
    document.addEventListener("click", (event) => {
      if (event.target.closest("button, input, summary, a")) return;
      const cells = this.cellsAt(event.target);
      if (!cells || !cells.length) return this.pick(null);
      const steps = cells.length === 1 ? this.page.now.stepsOf(cells[0]) : [];
      if (cells.length > 1) return this.light(cells);
      if (touch || !steps.length || event.target.closest(".said, #reasons")) return this.pick(cells[0]);
      const next = steps.find((step) => step > this.page.step);
      return this.page.transport.go(this.page.chapter, next === undefined ? steps[0] : next);
    });
  }
}
