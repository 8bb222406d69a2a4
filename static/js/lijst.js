// Through a work list by keyboard, and choosing many rows; without script Tab reaches all of it.
(function () {
  "use strict";

  const list = document.querySelector("[data-lijst]");
  const help = document.querySelector("[data-toetsen]");
  const KEY = "gebiedswerk.toetsen";
  const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(KEY, value); } catch { /* private window */ } };

  // Choosing ----------------------------------------------------------------
  const boxes = list ? [...list.querySelectorAll('input[name="signaal"]')] : [];
  const all = list && list.querySelector("[data-alles]");
  const said = list && list.querySelector("[data-gekozen]");
  const nothing = said ? said.textContent : "";
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    const box = all.querySelector("input");
    box.checked = chosen === boxes.length;
    box.indeterminate = chosen > 0 && chosen < boxes.length;
    said.textContent = chosen ? chosen + " gekozen:" : nothing;
  };
  if (list) {
    all.hidden = false;
    all.addEventListener("change", (event) => {
      boxes.forEach((box) => { box.checked = event.target.checked; });
      count();
    });
    list.addEventListener("change", (event) => { if (event.target.name === "signaal") count(); });
    // A page that comes back from the history may have kept its boxes.
    window.addEventListener("pageshow", count);
  }

  // Keys --------------------------------------------------------------------
  if (!help) return;
  const toggle = help.querySelector("[data-toetsen-aan]");
  const isOn = toggle.querySelector("input");
  help.querySelector("[data-zonder-script]").remove();
  toggle.hidden = false;
  isOn.checked = remembered() !== "uit";
  isOn.addEventListener("change", () => remember(isOn.checked ? "aan" : "uit"));

  const rows = list ? [...list.querySelectorAll("[data-rij]")] : [];
  let last = -1;
  const move = (step) => {
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    last = Math.min(Math.max((here < 0 ? last : here) + step, 0), rows.length - 1);
    rows[last].querySelector("a").focus({ preventScroll: true });
    rows[last].scrollIntoView({ block: "nearest" });
  };
  const choose = () => {
    const row = rows.find((one) => one.contains(document.activeElement));
    if (row) row.querySelector('input[name="signaal"]').click();
  };
  const explain = () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  };
  const acts = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), x: choose, "?": explain };

  // A field that is typed in keeps its keys; arrows only move when a row has focus, so that a page still scrolls.
  const types = (el) => el.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=submit], [type=button])");
  document.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || !isOn.checked || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (event.key.startsWith("Arrow") && !rows.some((row) => row.contains(document.activeElement))) return;
    event.preventDefault();
    act();
  });
})();
