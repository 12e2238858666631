"use strict";
(() => {
  const root = document.documentElement, one = (s, at = document) => at.querySelector(s), all = (s, at = document) => [...at.querySelectorAll(s)];

  const figures = new Intl.NumberFormat("en-US"), told = (number) => figures.format(number);

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

  // The table of shards: drawn from rows that came with the page, a part at a time.
  const table = one("#shard-table"), data = one("#shard-rows");
  if (table && data) {
    const PART = 100, rows = JSON.parse(data.textContent), body = table.tBodies[0];
    const words = ["critical", "high", "medium", "low", "info"];
    const find = one("#find"), state = one("#state"), least = one("#least"), next = one("#next"), shown = all("[data-shown]"), found = all("[data-found]");
    let order = rows.map((row, rank) => ({ row, rank, text: row[0].toLowerCase() })), listed = order, until = PART;
    const encoded = (text) => encodeURIComponent(text);
    const pointer = (...keys) => "#" + keys.map((key) => "/" + encoded(key.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("%7E", "~")).join("");
    const cut = (text) => (([...text].length <= 72) ? text : [...text].slice(0, 35).join("") + "…" + [...text].slice(-36).join(""));
    const cell = (number, row, keys, about) => {
      const td = document.createElement("td"), text = (about ? "≈ " : "") + told(number);
      td.className = number ? "num" : "num zero";
      if (row[10] === null || (keys.length === 2 && !number)) td.textContent = text;
      else {
        const a = document.createElement("a");
        a.className = "n"; a.href = "corpus.json" + pointer("shards", row[0], ...keys); a.textContent = text;
        td.append(a);
      }
      return td;
    };
    const drawn = ({ row, rank }) => {
      const tr = document.createElement("tr"), th = document.createElement("th"), bdi = document.createElement("bdi"), at = document.createElement("td");
      const shown = row[11] || row[0];
      tr.className = row[1];
      at.className = "num soft"; at.textContent = told(rank + 1);
      th.scope = "row"; bdi.className = "name"; bdi.textContent = cut(shown);
      if ([...shown].length > 72) bdi.title = shown.slice(0, 400);
      if (row[10] === null) th.append(bdi);
      else {
        const a = document.createElement("a");
        a.dataset.page = ""; a.href = (row[10] || "shards/" + row[0] + ".html").split("/").map(encoded).join("/");
        a.hash = "lang=" + (zh.checked ? "zh" : "en"); a.append(bdi); th.append(a);
      }
      const stateCell = document.createElement("td");
      stateCell.append(one("#chip-" + row[1]).content.cloneNode(true));
      tr.append(at, th, stateCell, cell(row[2], row, ["documents"]), cell(row[3], row, ["lost_records"]));
      words.forEach((word, at) => tr.append(cell(row[4 + at], row, ["findings", word], (row[9] || "").includes(at))));
      return tr;
    };
    const draw = () => {
      body.replaceChildren(...listed.slice(0, until).map(drawn));
      next.hidden = listed.length <= until;
      for (const each of shown) each.textContent = told(Math.min(until, listed.length));
      for (const each of found) each.textContent = told(listed.length);
    };
    const filter = () => {
      const wanted = find.value.toLowerCase(), severity = words.indexOf(least.value);
      listed = order.filter(({ row, text }) => (!wanted || text.includes(wanted)) && (!state.value || row[1] === state.value) && (severity < 0 || row[4 + severity] > 0));
      until = PART; draw();
    };
    sortable(table, (column, way) => {
      const key = column === 0 ? (each) => each.rank : (each) => each.row[column - 1];
      order = [...order].sort((a, b) => way * compare(key(a), key(b)) || a.rank - b.rank);
      filter();
    });
    find.addEventListener("input", filter); state.addEventListener("change", filter); least.addEventListener("change", filter);
    next.addEventListener("click", () => { const from = until; until += PART; draw(); one("a,button", body.rows[from])?.focus(); });
    for (const each of all("[data-script]")) each.hidden = false;
    for (const each of all("[data-no-script]")) each.hidden = true;
    draw();
  }
  speak();
})();
