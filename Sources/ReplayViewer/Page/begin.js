// Reads what the page carries, or what the server has, and begins.

const cupola = { page: null };

function jsonOf(id) { return JSON.parse(document.getElementById(id).textContent); }

async function begin() {
  // The frame of the page is on screen before the work begins; a page in the background does not wait for a screen.
  await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 300); });
  const shared = jsonOf("shared"), arms = [];
  for (let number = 0; number < shared.arms; number += 1) {
    const carried = document.getElementById(`columns-${number}`);
    const bytes = carried.dataset.from
      ? new Uint8Array(await (await fetch(carried.dataset.from)).arrayBuffer()) : bytesOfBase64(carried.textContent);
    arms.push(new Arm(readColumns(bytes), jsonOf(`facts-${number}`)));
    carried.textContent = "";
  }
  cupola.page = new Page(arms, shared);
  await cupola.page.start();
  cupola.readyAt = performance.now();
}

// What tests ask: the parts of the page under their own names.
window.cupola = cupola;
Object.assign(cupola, { readColumns, bytesOfBase64, Truth, Belief, Frame, Layer, beliefLayer, truthLayer, unmercator, Instances, Arm });
begin().catch((error) => {
  document.getElementById("failure").hidden = false;
  document.getElementById("failure").textContent = `This replay cannot be shown: ${error.message}`;
  document.body.dataset.ready = "failed";
  throw error;
});
