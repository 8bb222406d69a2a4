// Shows areas and points on a map; the same facts stand as text on the page.
(function () {
  "use strict";

  const NETHERLANDS = [[50.75, 3.3], [53.6, 7.2]];
  // A point that stands for many has their number in it.
  const icon = (many) => many
    ? L.divIcon({ className: "gw-kaart__groep", html: String(many), iconSize: [40, 40] })
    : L.divIcon({ className: "gw-kaart__punt", iconSize: [28, 28], iconAnchor: [14, 31] });

  const colours = (el) => {
    const style = getComputedStyle(el);
    const step = (n) => style.getPropertyValue("--gemeente-kleur-" + n).trim();
    return { color: step(500), weight: 2, fillColor: step(300), fillOpacity: 0.25 };
  };

  function popup(properties) {
    const box = document.createElement("div");
    const name = document.createElement(properties.url ? "a" : "strong");
    name.textContent = properties.naam || "";
    if (properties.url) name.href = properties.url;
    box.append(name);
    if (properties.tekst) {
      const text = document.createElement("p");
      text.textContent = properties.tekst;
      box.append(text);
    }
    return box;
  }

  async function showAreas(map, el, choosing) {
    const answer = await fetch(el.dataset.gebiedenUrl, { headers: { Accept: "application/geo+json, application/json" } });
    if (!answer.ok) return;
    const style = colours(el);
    const layer = L.geoJSON(await answer.json(), {
      style: () => style,
      pointToLayer: (feature, latlng) => L.marker(latlng, { icon: icon(feature.properties.aantal), title: feature.properties.naam, alt: feature.properties.naam }),
      onEachFeature: (feature, part) => {
        if (feature.properties.naam) part.bindTooltip(feature.properties.naam, { sticky: true, className: "gw-kaart__naam" });
        if (choosing) return;
        part.bindPopup(popup(feature.properties));
        part.on("mouseover", () => part.setStyle && part.setStyle({ fillOpacity: 0.45 }));
        part.on("mouseout", () => part.setStyle && part.setStyle(style));
      },
    }).addTo(map);
    if (layer.getBounds().isValid() && !el.dataset.lat) map.fitBounds(layer.getBounds(), { animate: false, padding: [12, 12] });
  }

  // Two inputs hold the point, so that it can also be typed and survives a form with errors. The page hears of a choice
  // by "kaart:gekozen", and may show a point of its own (an address), or none, by "kaart:toon".
  function choosePoint(map, el, lat, lon) {
    let marker = null;
    const show = (point) => {
      if (marker) marker.setLatLng(point);
      else {
        marker = L.marker(point, { icon: icon(), draggable: true, keyboard: false, title: el.dataset.gekozen, alt: el.dataset.gekozen }).addTo(map);
        marker.on("dragend", () => choose(marker.getLatLng()));
      }
    };
    const write = (y, x) => {
      lat.value = y;
      lon.value = x;
      lat.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const choose = (point) => {
      show(point);
      write(point.lat.toFixed(6), point.lng.toFixed(6));
      el.dispatchEvent(new CustomEvent("kaart:gekozen", { bubbles: true }));
    };
    map.on("click", (event) => choose(event.latlng));
    el.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== el) return;
      event.preventDefault();
      choose(map.getCenter());
    });
    el.addEventListener("kaart:toon", (event) => {
      if (event.detail && event.detail.kies) choose(L.latLng(event.detail.lat, event.detail.lon));
      else if (event.detail) show(L.latLng(event.detail.lat, event.detail.lon));
      else if (marker) marker = marker.remove() && null;
      if (event.detail) map.setView([event.detail.lat, event.detail.lon], Math.max(map.getZoom(), 16));
      if (!event.detail || !event.detail.kies) write("", "");
    });
    if (lat.value && lon.value) {
      const point = L.latLng(parseFloat(lat.value), parseFloat(lon.value));
      show(point);
      map.setView(point, 15);
    }
  }

  function start(el) {
    const map = L.map(el, { scrollWheelZoom: false, fadeAnimation: false, zoomControl: false });
    L.control.zoom({ zoomInTitle: el.dataset.inzoomen, zoomOutTitle: el.dataset.uitzoomen }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.on("popupopen", (event) => {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", el.dataset.sluiten);
    });
    map.fitBounds(NETHERLANDS);
    if (el.dataset.tegels) {
      L.tileLayer(el.dataset.tegels, { maxZoom: 19, maxNativeZoom: 18, minNativeZoom: 6, attribution: el.dataset.bron }).addTo(map);
    }
    if (el.dataset.lat) {
      const point = [parseFloat(el.dataset.lat), parseFloat(el.dataset.lon)];
      map.setView(point, 15);
      L.marker(point, { icon: icon(), title: el.dataset.plek, alt: el.dataset.plek }).addTo(map);
    }
    const lat = document.getElementById(el.dataset.puntLat || "");
    const lon = document.getElementById(el.dataset.puntLon || "");
    const choosing = Boolean(lat && lon);
    const ready = el.dataset.gebiedenUrl ? showAreas(map, el, choosing).catch(() => undefined) : Promise.resolve();
    ready.then(() => {
      if (choosing) choosePoint(map, el, lat, lon);
      el.dataset.klaar = "1";
      el.dispatchEvent(new CustomEvent("kaart:klaar", { bubbles: true }));
    });
  }

  document.querySelectorAll("[data-kaart]").forEach(start);
})();
