// Little-endian columns of a replay section (docs/REPLAY.md), mapped in place as typed arrays.

const COLUMN_TYPES = [null, Uint8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, BigUint64Array, Float32Array, Float64Array];

/** Bytes of base64 text. */
function bytesOfBase64(text) {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}

/** Columns by name: typed arrays, and arrays of strings for texts. */
function readColumns(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = new TextDecoder("ascii");
  if (ascii.decode(bytes.subarray(0, 8)) !== "CUPOLARP") throw new Error("This is no replay section.");
  if (view.getUint32(8, true) !== 1) throw new Error("This page reads replay sections of version 1.");
  const columns = {};
  const count = view.getUint32(12, true);
  for (let number = 0; number < count; number += 1) {
    const entry = 16 + 48 * number;
    const name = ascii.decode(bytes.subarray(entry, entry + 32)).replace(/\0+$/, "");
    const code = view.getUint32(entry + 32, true);
    const elements = view.getUint32(entry + 36, true);
    const place = Number(view.getBigUint64(entry + 40, true));
    if (code === 9) {
      const texts = new TextDecoder().decode(bytes.subarray(place, place + elements)).split("\0");
      texts.pop();
      columns[name] = texts;
    } else {
      columns[name] = new COLUMN_TYPES[code](bytes.buffer, bytes.byteOffset + place, elements);
    }
  }
  return columns;
}
