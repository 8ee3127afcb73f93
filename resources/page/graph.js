// The graph of an activation: its curve, and where the step in hand is on it.

class Graph {
  constructor(scene, { x, y, width, height }, [curve, axes, ticks]) {
    this.node = svg("svg", scene, { class: "graph", viewBox: `0 0 ${PLOT_WIDE} ${PLOT_HIGH}`, "aria-hidden": "true" });
    placed(this.node, x, y, width, height);
    [...axes, ...ticks.map(([line]) => line)].forEach(([a, b, c, d]) => svg("path", this.node, { class: "axis", d: `M${a} ${b}L${c} ${d}` }));
    ticks.forEach(([, words, x, y, anchor]) => {
      svg("text", this.node, { class: "tick", x, y, "text-anchor": anchor }).textContent = text(words);
    });
    svg("polyline", this.node, { class: "curve", points: curve.join(" ") });
    this.lines = svg("path", this.node, { class: "reach" });
    this.dot = svg("circle", this.node, { class: "dot", r: 5 });
    this.words = svg("text", this.node, { x: 8, y: 17 });
  }

  show([words, point, ...lines]) {
    this.words.textContent = text(words);
    this.dot.style.display = point ? "" : "none";
    this.lines.setAttribute("d", lines.map(([a, b, c, d]) => `M${a} ${b}L${c} ${d}`).join(""));
    this.lines.setAttribute("class", lines.length === 1 ? "tangent" : "reach");
    if (point) ["cx", "cy"].forEach((name, at) => this.dot.setAttribute(name, point[at]));
  }
}
