// What the map's shapes, colours and lines mean, below it.

function fillLegend(page) {
  const box = document.getElementById("legend"), { sheet } = page, cells = ["round", "killed", "leaked"];
  const entry = (picture, text) => {
    const item = document.createElement("span");
    item.append(picture, text);
    box.append(item);
  };
  const symbol = (name, text) => {
    const picture = document.createElement("img");
    picture.src = sheet.url(name);
    picture.alt = "";
    entry(picture, text);
  };
  const line = (kind, text) => {
    const mark = document.createElement("i");
    mark.className = kind;
    entry(mark, text);
  };
  box.replaceChildren();
  symbol("hostile.air", "raider");
  symbol("neutral.civil", "civil");
  symbol("unknown.air", "not identified");
  symbol("friend.site", "defended site");
  symbol("friend.radar", "radar");
  for (const [place, text] of ["interceptor", "shot down", "got through"].entries()) {
    const canvas = document.createElement("canvas"), cell = sheet.cellOf.get(cells[place]);
    canvas.width = canvas.height = CELL;
    canvas.getContext("2d").drawImage(sheet.canvas, (cell % sheet.columns) * CELL, Math.floor(cell / sheet.columns) * CELL, CELL, CELL, 0, 0, CELL, CELL);
    entry(canvas, text);
  }
  line("oval", "small, with ellipse: a track, as believed");
  line("acquisition", "search radars see to here");
  line("engagement", "fire-control radars");
  if (page.arms.some((arm) => arm.c["corridor.first"].length > 1)) line("corridor", "air corridor");
}
