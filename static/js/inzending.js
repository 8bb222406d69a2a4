// The public form with script: an address or one's own place becomes a point on the map. All of it works without.
(function () {
  "use strict";

  const form = document.querySelector("form.gw-inzending");
  if (!form) return;

  // What is said again unchanged is not read aloud again.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const text = (el) => el.innerHTML.replace(/\s+/g, " ").trim();
    if (text(event.detail.fragment) === text(event.detail.target)) event.detail.shouldSwap = false;
  });

  const box = form.querySelector("[data-plek]");
  if (!box) return;
  const map = box.querySelector("[data-kaart]");
  const lat = document.getElementById("id_lat");
  const words = document.getElementById("id_plaats");
  const buttons = box.querySelector("[data-plek-knoppen]");
  const here = box.querySelector("[data-hier]");
  const away = box.querySelector("[data-punt-weg]");
  const status = box.querySelector("[data-plek-stand]");
  const chosen = () => form.querySelector("input[name=adres]:checked");
  let ours = "";
  const isAddress = () => Boolean(chosen() && chosen().value !== "geen");

  const show = (detail) => map.dispatchEvent(new CustomEvent("kaart:toon", { detail }));
  const say = (what) => { status.textContent = status.dataset[what] || ""; };
  const refresh = () => {
    const has = Boolean(lat.value) || isAddress();
    away.hidden = !has;
    buttons.hidden = here.hidden && away.hidden;
    if (has) say("gekozen");
  };

  // "5.123456 51.850000 Dorpsstraat 1, Dorp": longitude, latitude, and how the address is written.
  const showAddress = (write) => {
    const [lon, y, ...name] = chosen().value.split(" ");
    show({ lat: parseFloat(y), lon: parseFloat(lon) });
    ours = name.join(" ");
    if (write) words.value = ours;
  };

  // Another point than that of the address: then its words, which we wrote ourselves, go too.
  const letAddressGo = () => {
    if (isAddress()) chosen().checked = false;
    if (ours && words.value === ours) words.value = "";
    ours = "";
  };

  form.addEventListener("change", (event) => {
    if (event.target.name === "adres") {
      if (isAddress()) showAddress(true);
      else {
        letAddressGo();
        show(null);
      }
      refresh();
    }
  });

  // New words, new addresses: the point of the former one goes with it.
  let was = isAddress();
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "adressen") was = isAddress();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "adressen" || !was || isAddress()) return;
    show(null);
    refresh();
    say("weg");
  });

  map.addEventListener("kaart:gekozen", () => {
    letAddressGo();
    refresh();
  });
  map.addEventListener("kaart:klaar", () => {
    if (isAddress()) showAddress(false);
    here.hidden = !navigator.geolocation;
    refresh();
  });

  away.addEventListener("click", () => {
    letAddressGo();
    show(null);
    refresh();
    say("weg");
    (here.hidden ? map : here).focus();
  });

  here.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      (place) => show({ lat: place.coords.latitude, lon: place.coords.longitude, kies: true }),
      () => say("mislukt"),
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
})();
