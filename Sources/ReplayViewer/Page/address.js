// The page's state is its address: moment, chosen target, arm, layers, map.

const address = {
  defaults: { t: 0, pick: "", arm: 0, layers: "truth,belief,ellipses,links,trails,sectors,names,dim", height: 300, speed: 10, radar: 0, view: "" },

  /** State of the present address; what is malformed falls back. */
  read() {
    const found = { ...this.defaults };
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
      if (!(key in found)) continue;
      if (typeof found[key] === "number") {
        const number = Number(value);
        if (Number.isFinite(number)) found[key] = number;
      } else found[key] = value;
    }
    return found;
  },

  /** Writes what differs from the defaults, without a new entry in the history. */
  write(state) {
    const words = new URLSearchParams();
    for (const key of Object.keys(this.defaults)) {
      if (state[key] === this.defaults[key]) continue;
      words.set(key, typeof state[key] === "number" ? String(Math.round(state[key] * 100) / 100) : state[key]);
    }
    history.replaceState(null, "", `#${words}`);
  },
};

/** Seconds as +mm:ss, with tenths where asked. */
function clockText(seconds, tenths) {
  const rounded = tenths ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  const minutes = Math.floor(rounded / 60), rest = rounded - 60 * minutes;
  return `+${String(minutes).padStart(2, "0")}:${tenths ? rest.toFixed(1).padStart(4, "0") : String(rest).padStart(2, "0")}`;
}
