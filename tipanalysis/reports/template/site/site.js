(function () {
  "use strict";
  var table = document.getElementById("table"), body = table.tBodies[0];
  var rows = Array.from(body.rows), heads = Array.from(table.tHead.rows[0].cells);
  var form = document.querySelector(".filters"), said = document.getElementById("said");
  var column = {};
  heads.forEach(function (head, n) { column[head.dataset.key] = n; });

  function say(text, ask) { said.textContent = text; said.className = ask ? "ask" : ""; }

  function filter() {
    var wanted = Array.from(form.elements).filter(function (e) { return e.name && e.value; });
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !wanted.every(function (e) {
        var cell = row.cells[column[e.name]];
        if (e.name !== "find") { return cell.dataset.is === e.value; }
        var text = cell.textContent + " " + row.id;
        return text.toLowerCase().indexOf(e.value.trim().toLowerCase()) >= 0;
      });
      shown += row.hidden ? 0 : 1;
    });
    say(shown + " of " + rows.length + " countries");
  }

  function sort(n) {
    var up = heads[n].getAttribute("aria-sort") !== "ascending";
    heads.forEach(function (head, i) {
      if (head.dataset.key) { head.setAttribute("aria-sort", i === n ? (up ? "ascending" : "descending") : "none"); }
    });
    var key = function (row) { var c = row.cells[n]; return c.dataset.sort === undefined ? c.textContent : +c.dataset.sort; };
    var order = new Map(rows.map(function (row) { return [row, key(row)]; }));
    rows.sort(function (a, b) {
      var x = order.get(a), y = order.get(b);
      var by = typeof x === "number" ? x - y : x.localeCompare(y, "en");
      return (up ? by : -by) || a.cells[0].textContent.localeCompare(b.cells[0].textContent, "en");
    });
    body.append.apply(body, rows);
  }

  heads.forEach(function (head, n) {
    if (!head.dataset.key) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    head.setAttribute("aria-sort", n ? "none" : "ascending");
    button.addEventListener("click", function () { sort(n); });
  });
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  filter();

  // A report links here for every other one: open it if it is here, else say how to make it.
  var asked = /^\?open=(\d{4})$/.exec(location.search), iso3 = location.hash.slice(1);
  var row = asked && rows.find(function (r) { return r.id === iso3; });
  if (row) {
    var link = row.querySelector('a[href^="' + asked[1] + '/"]');
    if (link) { location.replace(link.href); } else {
      say(row.cells[0].textContent + " " + asked[1] + " is not here yet. To make it: tipanalysis report " + iso3 + " --edition " + asked[1], true);
    }
  }
})();
