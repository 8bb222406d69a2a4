// A standard text goes where the cursor stands; without script the server puts it under what was typed.
(function () {
  "use strict";
  if (window.gwStandaardtekst) return;
  window.gwStandaardtekst = true;

  document.addEventListener("click", (event) => {
    const knop = event.target.closest("[data-standaardtekst] button[name=invoegen]");
    if (!knop) return;
    const blok = knop.closest("[data-standaardtekst]");
    const veld = document.getElementById(blok.dataset.standaardtekst);
    const keuze = blok.querySelector("select");
    const tekst = keuze.selectedOptions[0].dataset.tekst;
    if (!veld) return;
    event.preventDefault();
    if (!tekst) {
      keuze.focus();
      return;
    }
    const before = veld.value.slice(0, veld.selectionStart).trimEnd();
    const after = veld.value.slice(veld.selectionEnd).trimStart();
    veld.value = [before, tekst, after].filter(Boolean).join("\n\n");
    const end = before.length + (before ? 2 : 0) + tekst.length;
    veld.focus();
    veld.setSelectionRange(end, end);
    veld.dispatchEvent(new Event("input", { bubbles: true }));
    blok.querySelector("[data-gezegd]").textContent = "De tekst staat in het vak. Lees hem na.";
  });
})();
