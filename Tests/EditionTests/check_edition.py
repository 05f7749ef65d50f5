#!/usr/bin/env python3
"""Checks a published edition from the design page alone, with nothing of Wirecopy.

    check_edition.py FOLDER [FINGERPRINT]

Recomputes the fingerprint, the root files' signatures and thresholds, the checkpoint's two signatures, the tree's hash from
the entries, the tiles, and every body's and picture's hash. Prints one line of JSON; exits 1 if anything is wrong.
Ed25519 is from RFC 8032, section 6, in plain Python: slow, and nobody's library.
"""

import base64
import gzip
import hashlib
import json
import pathlib
import struct
import sys

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * I % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(s, point):
    q = (0, 1, 1, 0)
    while s:
        if s & 1:
            q = add(q, point)
        point = add(point, point)
        s >>= 1
    return q


def decode(data):
    y = int.from_bytes(data, "little")
    x = recover(y & (1 << 255) - 1, y >> 255)
    return None if x is None else (x, y & (1 << 255) - 1, 1, x * (y & (1 << 255) - 1) % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)


def verify(public, message, signature):
    a, r = decode(public), decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def canonical(value):
    if isinstance(value, dict):
        return b"{" + b",".join(canonical(k) + b":" + canonical(value[k]) for k in sorted(value)) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, str):
        return b'"' + value.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
    return json.dumps(value).encode()


def need(condition, what):
    if not condition:
        raise ValueError(what)


def signed_by(root, role):
    """How many keys of a role signed a root file."""
    body = canonical(root["signed"])
    keys = role["keys"]
    return sum(
        1
        for s in root["signatures"]
        if s["keyid"] in role["role"]["keyids"]
        and verify(bytes.fromhex(keys[s["keyid"]]["keyval"]["public"]), body, bytes.fromhex(s["sig"]))
    )


def role(root, name):
    return {"role": root["signed"]["roles"][name], "keys": root["signed"]["keys"]}


def roots(folder):
    before, number = None, 1
    while (path := folder / f"root/{number}.json").exists():
        root = json.loads(path.read_bytes())
        need(root["signed"]["_type"] == "root" and root["signed"]["version"] == number, f"root {number}: number")
        for one in filter(None, [before, root]):
            needed = one["signed"]["roles"]["root"]["threshold"]
            need(signed_by(root, role(one, "root")) >= needed, f"root {number}: signatures")
        before, number = root, number + 1
    need(before, "no root")
    return before, number - 1


def leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


def tree(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree(hashes[:half]) + tree(hashes[half:])).digest()


def name(index, width):
    parts = [f"{index % 1000:03}"]
    while index := index // 1000:
        parts.insert(0, f"x{index % 1000:03}")
    return "/".join(parts) + ("" if width == 256 else f".p/{width}")


def checkpoint(folder, root):
    note = (folder / "checkpoint").read_text()
    text, _, tail = note.rpartition("\n\n")
    text += "\n"
    origin, size, digest = text.splitlines()
    need(origin == root["signed"]["x-wirecopy"]["origin"], "origin")
    key = root["signed"]["roles"]["timestamp"]["keyids"][0]
    public = bytes.fromhex(root["signed"]["keys"][key]["keyval"]["public"])
    kinds = {hashlib.sha256(origin.encode() + b"\n" + bytes([k]) + public).digest()[:4]: k for k in (1, 4)}
    time = None
    seen = set()
    for line in tail.splitlines():
        dash, signer, blob = line.split(" ")
        blob = base64.b64decode(blob, validate=True)
        if dash != "—" or signer != origin or blob[:4] not in kinds:
            continue
        kind = kinds[blob[:4]]
        seen.add(kind)
        message, signature = text, blob[4:]
        if kind == 4:
            time = struct.unpack(">Q", blob[4:12])[0]
            message, signature = f"cosignature/v1\ntime {time}\n{text}", blob[12:]
        need(verify(public, message.encode(), signature), "checkpoint signature")
    need(seen == {1, 4}, "checkpoint is not signed twice")
    return int(size), base64.b64decode(digest), time


def check(folder, fingerprint):
    first = (folder / "root/1.json").read_bytes()
    mine = "wc1" + base64.b32encode(hashlib.sha256(first).digest()).decode().lower().rstrip("=")
    need(fingerprint in (None, mine), "fingerprint")
    root, number = roots(folder)
    size, digest, time = checkpoint(folder, root)
    level, entries, removed = [], [], {}
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        data = (folder / "tile/entries" / name(index, width)).read_bytes()
        tile = (folder / "tile/0" / name(index, width)).read_bytes()
        place = 0
        for number_in in range(width):
            length = struct.unpack_from(">H", data, place)[0]
            entry = data[place + 2 : place + 2 + length]
            need(len(entry) == length, "bundle is cut")
            place += 2 + length
            hashed = tile[32 * number_in : 32 * number_in + 32]
            if entry:
                need(leaf(entry) == hashed, f"entry {len(level)}")
            entries.append(entry)
            level.append(hashed)
    need(tree(level) == digest, "tree hash")
    at = 1
    while level[256 ** at - 1 :: 256**at]:
        above = [tree(level[i : i + 256**at]) for i in range(0, size - 256**at + 1, 256**at)]
        for index in range((len(above) + 255) // 256):
            mine_too = above[256 * index : 256 * index + 256]
            tile = folder / f"tile/{at}" / name(index, len(mine_too))
            need(tile.read_bytes() == b"".join(mine_too), f"tile {at}/{index}")
        at += 1
    bodies = blobs = 0
    for place, entry in enumerate(entries):
        if not entry:
            continue
        value = json.loads(entry)
        if value["kind"] == "removal":
            removed[value["index"]] = value["hash"]
        if body := value.get("body") if value["kind"] in ("article", "message") else None:
            data = (folder / f"segment/{body['segment']:06}").read_bytes()
            text = gzip.decompress(data[body["offset"] : body["offset"] + body["length"]])
            need(hashlib.sha256(text).hexdigest() == body["sha256"], f"body of {place}")
            bodies += 1
        for media in value.get("media", []) if value["kind"] == "article" else []:
            data = (folder / f"blob/{media['sha256'][:2]}/{media['sha256']}").read_bytes()
            need(hashlib.sha256(data).hexdigest() == media["sha256"], f"picture of {place}")
            blobs += 1
    for place, entry in enumerate(entries):
        need(entry or removed.get(place) == level[place].hex(), f"entry {place} is hidden")
    return {"fingerprint": mine, "root": number, "size": size, "time": time, "bodies": bodies, "blobs": blobs}


if __name__ == "__main__":
    try:
        print(json.dumps(check(pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)))
    except (ValueError, OSError, KeyError, IndexError, struct.error) as error:
        print(json.dumps({"wrong": str(error)}))
        sys.exit(1)
