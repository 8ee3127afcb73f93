// The step in hand as tables, for who reads them aloud: place by place, then what they come to.

const headingOf = (block) => [block.title, block.subtitle].filter(Boolean).join(" ");

const writeTables = (parent, chapter, step, pick) => {
  parent.textContent = "";
  const form = chapter.forms[step.lens[0]], blocks = blocksOf(chapter, step), groups = new Map(), alone = [];
  form.slots.forEach(([working, group, part], slot) => {
    const block = blocks.get(slot);
    if (!block) return;
    const several = block.constant === undefined && block.glyphs.length > 1, key = `${working} ${group}`;
    if (several) groups.set(key, [...(groups.get(key) || []), { part, block }]);
    else if (!MADE.includes(part) || (part === "total" && form.slots.some((slot) => slot[1] > 0))) alone.push(block);
  });
  groups.forEach((own, key) => writeGroup(parent, chapter, own, pick, channelOf(step, key)));
  if (alone.length) writeAlone(parent, chapter, alone, pick);
};

const nameCell = (parent, chapter, cell, pick) => {
  const button = element("button", "cell", parent, chapter.called(cell));
  button.type = "button";
  button.addEventListener("click", () => pick(cell));
};

// What the channel of a group is called, nothing where there is only one.
const channelOf = (step, key) => {
  const [working, group] = key.split(" ").map(Number), names = step.lens[2];
  return names && names[working] && names[working][group] ? text(names[working][group]) : "";
};

const writeGroup = (parent, chapter, own, pick, channel) => {
  const wanted = own.find(({ part }) => part === "after") || own[0], holder = element("div", "scroll", parent);
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", [channel, ...own.map(({ block }) => headingOf(block))].filter(Boolean).join(", "));
  const table = element("table", "", holder), top = element("tr", "", element("thead", "", table)), body = element("tbody", "", table);
  element("th", "", top, channel || "cell").scope = "col";
  const there = wanted.block.of.map((cells, at) => at).filter((at) => wanted.block.glyphs[at] >= 0);
  there.forEach((at) => {
    const cells = wanted.block.of[at];
    const head = element("th", "", top);
    head.scope = "col";
    if (cells.length === 1) nameCell(head, chapter, cells[0], pick);
    else head.textContent = `${at + 1}`;
  });
  own.forEach(({ block, part }) => {
    const row = element("tr", part === "after" ? "after" : "", body);
    element("th", "", row, headingOf(block)).scope = "row";
    there.forEach((at) => element("td", "", row, block.glyphs[at] >= 0 ? glyphText(block.glyphs[at]) : ""));
  });
};

const writeAlone = (parent, chapter, alone, pick) => {
  const table = element("table", "alone", parent), body = element("tbody", "", table);
  alone.forEach((block) => {
    const row = element("tr", "", body), name = element("th", "", row);
    name.scope = "row";
    const cells = block.constant === undefined ? block.of[0] : [];
    if (cells.length === 1 && chapter.called(cells[0]) === block.title) nameCell(name, chapter, cells[0], pick);
    else name.textContent = headingOf(block) || "constant";
    element("td", "", row, block.constant === undefined ? glyphText(block.glyphs[0]) : block.constant);
  });
};
