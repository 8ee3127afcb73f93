// The step in hand as tables, for who reads them aloud: place by place, then what they come to.

const headingOf = (block) => [block.title, block.subtitle].filter(Boolean).join(" ");

const writeTables = (parent, chapter, step, pick) => {
  parent.textContent = "";
  const form = chapter.forms[step.lens[0]], blocks = blocksOf(chapter, step), groups = new Map(), alone = [];
  form.slots.forEach(([working, group, part], slot) => {
    const block = blocks.get(slot);
    if (!block) return;
    const several = block.constant === undefined && block.glyphs.length > 1;
    const key = `${working} ${group}`;
    if (!several) alone.push(block);
    else groups.set(key, [...(groups.get(key) || []), { part, block }]);
  });
  groups.forEach((own) => writeGroup(parent, chapter, own, pick));
  if (alone.length) writeAlone(parent, chapter, alone, pick);
};

const nameCell = (parent, chapter, cell, pick) => {
  if (cell === undefined) return;
  const button = element("button", "cell", parent, chapter.name(cell));
  button.type = "button";
  button.addEventListener("click", () => pick(cell));
};

const writeGroup = (parent, chapter, own, pick) => {
  const wanted = own.find(({ part }) => part === "after") || own[0], holder = element("div", "scroll", parent);
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", own.map(({ block }) => headingOf(block)).join(", "));
  const table = element("table", "", holder), top = element("tr", "", element("thead", "", table)), body = element("tbody", "", table);
  element("th", "", top, "cell").scope = "col";
  wanted.block.of.forEach((cells) => {
    const head = element("th", "", top);
    head.scope = "col";
    nameCell(head, chapter, cells[0], pick);
  });
  own.forEach(({ block, part }) => {
    const row = element("tr", part === "after" ? "after" : "", body);
    element("th", "", row, headingOf(block)).scope = "row";
    block.glyphs.forEach((glyph) => element("td", "", row, glyph < 0 ? "" : glyphText(glyph)));
  });
};

const writeAlone = (parent, chapter, alone, pick) => {
  const table = element("table", "alone", parent), body = element("tbody", "", table);
  alone.forEach((block) => {
    const row = element("tr", "", body), name = element("th", "", row);
    name.scope = "row";
    const cells = block.constant === undefined ? block.of[0] : [];
    if (cells.length === 1 && chapter.name(cells[0]) === block.title) nameCell(name, chapter, cells[0], pick);
    else name.textContent = headingOf(block) || "constant";
    element("td", "", row, block.constant === undefined ? glyphText(block.glyphs[0]) : block.constant);
  });
};
