// What the page has to show: all of it is here, and nothing is computed from it.

const run = JSON.parse(document.getElementById("run").textContent);
const WAITING = 1, UNREAD = 2, PARTIAL = 4, WON = 8, TIED = 16, HIDDEN = 64;
const text = (number) => run.strings[number];
const glyphText = (glyph) => run.strings[run.glyphs[3 * glyph]];
const glyphLook = (glyph) => run.glyphs[3 * glyph + 1];
const glyphMarks = (glyph) => run.glyphs[3 * glyph + 2];

// Numbers from runs: 3, 3, 9, 1 are 3, 4, 5 and 9.
const spread = (runs) => {
  const found = [];
  for (let at = 0; at < runs.length; at += 2)
    for (let more = 0; more < runs[at + 1]; more += 1) found.push(runs[at] + more);
  return found;
};

class Step {
  constructor(record) {
    [this.number, this.stage, this.changes, this.touched, this.written, this.compared, this.lens, this.words, this.point] = record;
  }

  get cells() {
    return spread(this.touched);
  }

  get writes() {
    return spread(this.written);
  }

  get place() {
    return text(this.words[0]);
  }
}

class Chapter {
  constructor(record) {
    Object.assign(this, record);
    this.records = record.steps;
    this.length = record.steps.length;
    this.known = null;
  }

  step(number) {
    return new Step(this.records[number]);
  }

  // How every cell is drawn after a step: from the nearest keyframe on, so that going back takes no longer.
  state(number) {
    const frame = Math.floor(number / this.apart);
    let cells, from;
    if (this.known && this.known.number <= number && this.known.number >= frame * this.apart) {
      ({ cells, number: from } = this.known);
      from += 1;
    } else {
      cells = this.given.slice();
      const runs = this.keyframes[frame];
      for (let at = 0; at < runs.length; at += 2)
        for (let more = 0; more < runs[at + 1]; more += 1) cells.push(runs[at]);
      from = frame * this.apart;
    }
    for (let step = from; step <= number; step += 1) {
      const changes = this.records[step][2];
      for (let at = 0; at < changes.length; at += 2) cells[changes[at]] = changes[at + 1];
    }
    this.known = { number, cells };
    return cells;
  }

  called(cell) {
    return text(this.names[cell]);
  }

  // Every cell that one touches over the whole chapter.
  touches(cell) {
    return this.related.length ? spread(this.related[cell]) : [];
  }

  // The steps that write a cell.
  stepsOf(cell) {
    if (!this.index) {
      this.index = new Map();
      this.records.forEach((record, number) => {
        for (const written of spread(record[4])) {
          if (!this.index.has(written)) this.index.set(written, []);
          this.index.get(written).push(number);
        }
      });
    }
    return this.index.get(cell) || [];
  }

  // The step at which one arrives so many rows further.
  rowFrom(number, by) {
    const row = Math.floor((this.step(number).number - 1) / this.row);
    const done = this.step(number).number % this.row === 0;
    const wanted = by > 0 ? (row + (done ? 2 : 1)) * this.row : row * this.row;
    if (by < 0 && wanted === 0) return -1;
    const found = this.records.findIndex((record) => record[0] >= wanted);
    return found < 0 ? (number === this.length - 1 ? this.length : this.length - 1) : found;
  }
}

const chapters = run.chapters.map((record) => new Chapter(record));
