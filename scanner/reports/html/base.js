const root = document.documentElement, one = (s, at = document) => at.querySelector(s), all = (s, at = document) => [...at.querySelectorAll(s)];

// Language: a radio pair that works by style alone; here only what style cannot reach.
const zh = one("#to-zh");
const speak = () => {
  const language = zh.checked ? "zh" : "en";
  root.lang = zh.checked ? "zh-Hans" : "en";
  for (const each of all("[data-say]")) {
    const words = each.getAttribute("data-" + language), where = each.getAttribute("data-say");
    if (where === "text") each.textContent = words; else each.setAttribute(where, words);
  }
  for (const link of all("a[data-page]")) link.hash = "lang=" + language;
};
const asked = /^#lang=(zh|en)$/.exec(location.hash);
if (asked ? asked[1] === "zh" : /^zh\b/i.test(navigator.language)) zh.checked = true;
for (const each of all("input[name=lang]")) each.addEventListener("change", speak);

// A link to folded places unfolds them.
const unfold = () => {
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (at && at.tagName === "DETAILS") at.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Headings that sort: told to assistive technology by aria-sort.
const sortable = (table, sort) => {
  for (const head of all("th[data-sort]", table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort"), first = head.dataset.sort;
      const order = !now ? first : now === "ascending" ? "descending" : "ascending";
      for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      sort(head.cellIndex, order === "ascending" ? 1 : -1);
    });
  }
};
const value = (row, column) => {
  const cell = row.cells[column], number = cell.dataset.v;
  return number === undefined ? cell.textContent : Number(number);
};
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
for (const table of all("table.sorts:not(#shard-table)")) {
  sortable(table, (column, way) => {
    const body = table.tBodies[0], rows = [...body.rows].map((row) => [value(row, column), row]);
    rows.sort((a, b) => way * compare(a[0], b[0]));
    body.append(...rows.map((each) => each[1]));
  });
}
