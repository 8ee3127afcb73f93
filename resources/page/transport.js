// Going through the run: buttons, keys, swipes, the slider and the chapters.

const ICONS = {
  back: ["M15 4.5L7.5 12L15 19.5"],
  next: ["M9 4.5L16.5 12L9 19.5"],
  play: ["M7.5 5.25V18.75L18.75 12Z"],
  pause: ["M7.5 5.25V18.75M16.5 5.25V18.75"],
  moon: ["M20.25 14.1A8.625 8.625 0 1 1 9.9 3.75A6.75 6.75 0 0 0 20.25 14.1Z"],
  contrast: ["M12 3A9 9 0 1 0 12 21A9 9 0 1 0 12 3Z", "M12 3V21M15 4V20M18 6.5V17.5"],
  sun: ["M12 8.25A3.75 3.75 0 1 0 12 15.75A3.75 3.75 0 1 0 12 8.25Z", "M12 2.25V4.5M12 19.5V21.75M2.25 12H4.5M19.5 12H21.75M5.1 5.1L6.7 6.7M17.3 17.3L18.9 18.9M5.1 18.9L6.7 17.3M17.3 6.7L18.9 5.1"],
};
const PACE = 700, SWIPE = 44;
const byId = (name) => document.getElementById(name);

const icon = (name) => {
  const holder = document.createDocumentFragment();
  const made = svg("svg", holder, { viewBox: "0 0 24 24", class: `icon ${name}`, "aria-hidden": "true" });
  ICONS[name].forEach((d) => svg("path", made, { d }));
  return holder;
};

class Transport {
  // `seek(chapter, step)` goes somewhere; `at()` says where one is.
  constructor(seek, at) {
    Object.assign(this, { seek, at, timer: 0 });
    this.label("back", icon("back"), "Back");
    this.label("next", "Next", icon("next"));
    byId("back").addEventListener("click", () => this.by(-1));
    byId("next").addEventListener("click", () => this.by(1));
    byId("play").addEventListener("click", () => this.toggle());
    byId("scrub").addEventListener("input", (event) => this.go(this.at().chapter, Number(event.target.value) - 1));
    document.addEventListener("keydown", (event) => this.key(event));
    this.swipes(byId("stage"));
    this.marks = chapters.map((chapter, number) => this.mark(chapter, number));
    this.pause();
  }

  label(name, ...parts) {
    byId(name).textContent = "";
    byId(name).append(...parts);
  }

  mark(chapter, number) {
    const button = element("button", `chapter ${chapter.phase}`, byId("chapters"));
    button.type = "button";
    button.title = chapter.title;
    button.style.flexGrow = Math.sqrt(chapter.length);
    element("i", "", button).appendChild(element("i", ""));
    element("span", "", button, chapter.name);
    button.setAttribute("aria-label", `${number + 1}: ${chapter.title}`);
    button.addEventListener("click", () => this.go(number, 0));
    return button;
  }

  show({ chapter, step }) {
    const { length } = chapters[chapter], shown = chapters[chapter].step(step), scrub = byId("scrub");
    this.marks.forEach((button, number) => {
      const share = number < chapter ? 1 : number > chapter ? 0 : (step + 1) / length;
      button.querySelector("i i").style.width = `${100 * share}%`;
      if (number === chapter) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    if (this.shown !== chapter) this.reveal(this.marks[chapter]);
    this.shown = chapter;
    scrub.max = length;
    scrub.value = step + 1;
    scrub.disabled = length < 2;
    scrub.style.setProperty("--share", `${length > 1 ? (100 * step) / (length - 1) : 100}%`);
    scrub.style.setProperty("--phase", `var(--${chapters[chapter].phase})`);
    scrub.setAttribute("aria-valuetext", shown.place);
    byId("count").textContent = `${shown.number} of ${chapters[chapter].count}`;
    byId("where").textContent = text(shown.words[3]);
    byId("back").disabled = chapter === 0 && step === 0;
    byId("next").disabled = chapter === chapters.length - 1 && step === length - 1;
  }

  reveal(button) {
    const strip = byId("chapters"), left = button.offsetLeft - strip.offsetLeft;
    if (left < strip.scrollLeft || left + button.offsetWidth > strip.scrollLeft + strip.clientWidth)
      strip.scrollLeft = left - strip.clientWidth / 2;
  }

  go(chapter, step) {
    this.pause();
    this.seek(chapter, step);
  }

  // So many steps on, into the next chapter or the one before where this one ends.
  by(count, playing = false) {
    if (!playing) this.pause();
    const { chapter, step } = this.at(), wanted = step + count;
    if (wanted >= 0 && wanted < chapters[chapter].length) return this.seek(chapter, wanted);
    const beside = chapter + (count > 0 ? 1 : -1);
    if (!chapters[beside]) return false;
    return this.seek(beside, count > 0 ? 0 : chapters[beside].length - 1);
  }

  row(by) {
    const { chapter, step } = this.at();
    this.by(chapters[chapter].rowFrom(step, by) - step);
  }

  get playing() {
    return Boolean(this.timer);
  }

  toggle() {
    if (this.playing) {
      this.pause();
      return;
    }
    this.timer = setInterval(() => this.by(1, true) === false && this.pause(), PACE);
    this.label("play", icon("pause"), element("span", "", null, "Pause"));
    byId("play").setAttribute("aria-label", "Pause");
    if (this.by(1, true) === false) this.pause();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.label("play", icon("play"), element("span", "", null, "Play"));
    byId("play").setAttribute("aria-label", "Play");
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { chapter } = this.at(), last = chapters.length - 1, own = event.target.closest("input, button, summary, .scroll");
    const acts = {
      ArrowRight: () => this.by(1),
      ArrowLeft: () => this.by(-1),
      ArrowDown: () => this.row(1),
      ArrowUp: () => this.row(-1),
      Home: () => this.go(0, 0),
      End: () => this.go(last, chapters[last].length - 1),
      PageDown: () => this.go(Math.min(chapter + 1, last), 0),
      PageUp: () => this.go(Math.max(chapter - 1, 0), 0),
      " ": () => this.toggle(),
    };
    const number = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    const act = number >= 0 && number <= last ? () => this.go(number, 0) : acts[event.key];
    if (!act || (own && (event.key === " " || own.matches(".scroll")))) return;
    event.preventDefault();
    act();
  }

  swipes(node) {
    let from = null;
    node.addEventListener("touchstart", ({ touches }) => {
      from = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    }, { passive: true });
    node.addEventListener("touchend", ({ changedTouches: [touch] }) => {
      if (!from) return;
      const across = touch.clientX - from.x, down = touch.clientY - from.y;
      from = null;
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) this.by(across < 0 ? 1 : -1);
    }, { passive: true });
  }
}
