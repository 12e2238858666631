// The table of shards: drawn from rows that came with the page, a part at a time.
const table = one("#shard-table"), data = one("#shard-rows");
if (table && data) {
  const figures = new Intl.NumberFormat("en-US"), told = (number) => figures.format(number);
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
