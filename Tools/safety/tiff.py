"""GeoTIFFs written by hand, byte by byte, so that they can lie. - Source: TIFF 6.0; BigTIFF; OGC GeoTIFF 1.1."""

import struct

KINDS = {1: "B", 2: "s", 3: "H", 4: "I", 12: "d", 16: "Q"}
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 12: 8, 16: 8}


def tiff(rows, columns, values=None, step=0.01, west=10.0, north=50.0, epsg=4326, big=False, changes=None, keys=None, more=()):
    """A strip of 16-bit heights; `changes` replaces tags: {tag: (kind, values)} or {tag: None}; `keys` the GeoKeys."""
    data = struct.pack(f"<{rows * columns}h", *(values or [3] * (rows * columns)))
    geo = keys if keys is not None else [(1024, 0, 1, 2 if epsg == 4326 else 1), (1025, 0, 1, 1), (2048 if epsg == 4326 else 3072, 0, 1, epsg)]
    flat = [1, 1, 0, len(geo)] + [number for key in geo for number in key]
    tags = {
        256: (4, [columns]), 257: (4, [rows]), 258: (3, [16]), 259: (3, [1]), 262: (3, [1]), 273: (4, [0]), 277: (3, [1]), 278: (4, [rows]),
        279: (4, [len(data)]), 339: (3, [2]), 33550: (12, [step, step, 0.0]), 33922: (12, [0.0, 0.0, 0.0, west, north, 0.0]), 34735: (3, flat),
    }
    for tag, value in (changes or {}).items():
        if value is None:
            tags.pop(tag, None)
        else:
            tags[tag] = value
    word, entry, head = (8, 20, 16) if big else (4, 12, 8)
    offset, form = (struct.Struct("<Q"), "<HHQ") if big else (struct.Struct("<I"), "<HHI")
    start = head + len(data) + len(data) % 2
    own = 273 not in (changes or {})
    if own:
        tags[273] = (16 if big else 4, [head])
    size = (8 if big else 2) + entry * len(tags) + word
    extra, place = b"", start + size
    body = b""
    for tag in sorted(tags):
        kind, content = tags[tag][:2]
        packed = content if isinstance(content, bytes) else struct.pack("<" + KINDS[kind] * len(content), *content)
        count = tags[tag][2] if len(tags[tag]) > 2 else len(packed) // SIZES[kind]
        body += struct.pack(form, tag, kind, count)
        if len(packed) <= word:
            body += packed.ljust(word, b"\0")
        else:
            body += offset.pack(place + len(extra))
            extra += packed + b"\0" * (len(packed) % 2)
    header = struct.pack("<2sHHHQ", b"II", 43, 8, 0, start) if big else struct.pack("<2sHI", b"II", 42, start)
    count = struct.pack("<Q" if big else "<H", len(tags))
    return header + data + b"\0" * (len(data) % 2) + count + body + b"\0" * word + extra + b"".join(more)
