// What is said about a step: the formula, the sentence and why, with the cells that each piece stands for.

const PIECES = ["target", "term", "pending", "operator", "note"], SPANS = ["plain", "strong", "name", "number", "count"];

const said = (parent, words, name, cells) => {
  const piece = element("span", name, parent, words);
  piece.cells = cells;
  return piece;
};

const writeFormula = (parent, [sign, result, note, ...pieces]) => {
  parent.textContent = "";
  const [target, ...terms] = pieces;
  said(parent, text(target[1]), "target", target.slice(3));
  if (terms.length) parent.append(" ");
  if (terms.length) said(parent, "=", "operator", []);
  let close = false;
  terms.forEach(([role, words, label, ...cells]) => {
    const shown = text(words);
    if (!close && shown !== ")" && shown !== ",") parent.append(" ");
    const piece = said(parent, shown, PIECES[role], cells);
    if (text(label)) element("small", "", piece, ` ${text(label)}`);
    close = shown.endsWith("(");
  });
  parent.append(" ");
  said(parent, text(sign), "operator", []);
  parent.append(" ");
  said(parent, text(result), "result", target.slice(3));
  if (text(note)) said(parent, text(note), "aside", []);
};

const writeSpans = (parent, spans) => {
  spans.forEach((span) => {
    if (typeof span === "number") {
      parent.append(text(span));
      return;
    }
    const [kind, words, glyph, ...cells] = span;
    const name = glyph < 0 ? SPANS[kind] : `chip k${glyphLook(glyph)}`;
    said(parent, text(words), cells.length ? `${name} leads` : name, cells);
  });
};

// What happens stands under the stage; the rest is there for who wants it.
const writeWhy = (sentence, reasons, [title, ...parts]) => {
  sentence.textContent = "";
  reasons.textContent = "";
  const main = Math.max(parts.findIndex(([heading]) => text(heading)), 0);
  (parts[main] || [0]).slice(1).forEach((spans, number) => {
    if (number) sentence.append(" ");
    writeSpans(sentence, spans);
  });
  element("h2", "", reasons, text(title));
  parts.forEach(([heading, ...paragraphs], at) => {
    if (at === main) return;
    if (text(heading)) element("h3", "", reasons, text(heading));
    paragraphs.forEach((spans) => writeSpans(element("p", "", reasons), spans));
  });
};

const writeRemark = (parent, [first, words]) => {
  parent.textContent = "";
  parent.hidden = !text(first) && !text(words);
  if (text(first)) element("b", "", parent, text(first));
  parent.append(text(first) ? " " : "", text(words));
};
