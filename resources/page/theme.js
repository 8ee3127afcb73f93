// The colours: those that the system asks for, until somebody chooses others.

class Theme {
  constructor(prepare) {
    this.print(this.choose(), prepare);
  }

  // The next theme is a press away; the system's choice holds until then.
  show(name) {
    const names = run.themes, next = names[(names.indexOf(name) + 1) % names.length], button = byId("theme");
    document.documentElement.className = name;
    button.textContent = "";
    button.append(icon({ light: "sun", dark: "moon", high_contrast: "contrast" }[next]));
    button.setAttribute("aria-label", `${next[0].toUpperCase()}${next.slice(1).replace("_", " ")} colours`);
  }

  choose() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)"), more = window.matchMedia("(prefers-contrast: more)");
    let chosen = run.theme;
    const show = () => this.show(chosen || (more.matches ? "high_contrast" : dark.matches ? "dark" : "light"));
    const now = () => document.documentElement.className;
    byId("theme").addEventListener("click", () => {
      chosen = run.themes[(run.themes.indexOf(now()) + 1) % run.themes.length];
      show();
    });
    [dark, more].forEach((wish) => wish.addEventListener && wish.addEventListener("change", show));
    show();
    return { show, now };
  }

  // Paper is white, and nothing on it is folded away.
  print({ show, now }, prepare) {
    const details = [...document.querySelectorAll("details")];
    let opened = [];
    window.addEventListener("beforeprint", () => {
      if (now() === "dark") this.show("light");
      opened = details.map((one) => one.open);
      prepare(true);
      details.forEach((one) => { one.open = true; });
    });
    window.addEventListener("afterprint", () => {
      show();
      prepare(false);
      details.forEach((one, at) => { one.open = opened[at]; });
    });
  }
}
