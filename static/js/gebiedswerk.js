// Small extras; every page works without them.
(function () {
  "use strict";

  const fouten = document.querySelector("[data-fouten]");
  if (fouten) fouten.focus();

  // Folded only where there is little room, also in browsers where the style sheet cannot unfold it.
  const wide = window.matchMedia("(min-width: 60rem)");
  const folds = document.querySelectorAll("[data-menu], [data-filter]");
  const unfold = () => folds.forEach((el) => {
    if (wide.matches) el.open = true;
    else if (el.matches("[data-menu]")) el.open = false;
  });
  unfold();
  wide.addEventListener("change", unfold);

  // Leaving a half-filled form asks first; a second click on the button sends nothing twice.
  let dirty = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form.gw-formulier[data-formulier]")) dirty = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.verzonden) {
      event.preventDefault();
      return;
    }
    dirty = false;
    form.dataset.verzonden = "1";
    // A form that answers with a file leaves the page as it is, and may be sent again.
    window.setTimeout(() => delete form.dataset.verzonden, 4000);
  });
  // A page that comes back from the browser's history may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-verzonden]").forEach((form) => delete form.dataset.verzonden);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) delete form.dataset.verzonden;
  });
})();
