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
    if (layer.getBounds().isValid() && !el.dataset.lat) map.fitBounds(layer.getBounds(), { padding: [12, 12] });
  }

  // Two inputs hold the point, so that it can also be typed and survives a form with errors.
  function choosePoint(map, lat, lon) {
    let marker = null;
    const place = (point, write) => {
      if (marker) marker.setLatLng(point);
      else {
        marker = L.marker(point, { icon: icon(), draggable: true, title: "Gekozen plek", alt: "Gekozen plek" }).addTo(map);
        marker.on("dragend", () => place(marker.getLatLng(), true));
      }
      if (!write) return;
      lat.value = point.lat.toFixed(6);
      lon.value = point.lng.toFixed(6);
      lat.dispatchEvent(new Event("change", { bubbles: true }));
    };
    if (lat.value && lon.value) {
      const point = L.latLng(parseFloat(lat.value), parseFloat(lon.value));
      place(point, false);
      map.setView(point, 15);
    }
    map.on("click", (event) => place(event.latlng, true));
  }

  function start(el) {
    const map = L.map(el, { scrollWheelZoom: false, fadeAnimation: false, zoomControl: false });
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.on("popupopen", (event) => {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Sluiten");
    });
    map.fitBounds(NETHERLANDS);
    if (el.dataset.tegels) {
      L.tileLayer(el.dataset.tegels, { maxZoom: 19, maxNativeZoom: 18, minNativeZoom: 6, attribution: "Kaartgegevens © Kadaster" }).addTo(map);
    }
    if (el.dataset.lat) {
      const point = [parseFloat(el.dataset.lat), parseFloat(el.dataset.lon)];
      map.setView(point, 15);
      L.marker(point, { icon: icon(), title: "Plek", alt: "Plek" }).addTo(map);
    }
    const lat = document.getElementById(el.dataset.puntLat || "");
    const lon = document.getElementById(el.dataset.puntLon || "");
    const choosing = Boolean(lat && lon);
    const ready = el.dataset.gebiedenUrl ? showAreas(map, el, choosing).catch(() => undefined) : Promise.resolve();
    ready.then(() => {
      if (choosing) choosePoint(map, lat, lon);
      el.dataset.klaar = "1";
    });
  }

  document.querySelectorAll("[data-kaart]").forEach(start);
})();
