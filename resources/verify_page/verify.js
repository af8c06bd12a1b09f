// Checks the QR code of a certificate, and its badge, in any browser and without a network.
// Written for old telephones too: no modules, no big integers, no promises in the parts that decide.
"use strict";

var Verify = (function () {
  // ---------------------------------------------------------------- bytes

  function fromHex(text) {
    var bytes = new Uint8Array(text.length / 2);
    for (var i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
    return bytes;
  }

  function toHex(bytes) {
    var text = "";
    for (var i = 0; i < bytes.length; i++) text += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
    return text;
  }

  function joined(parts) {
    var length = 0, at = 0;
    parts.forEach(function (part) { length += part.length; });
    var whole = new Uint8Array(length);
    parts.forEach(function (part) { whole.set(part, at); at += part.length; });
    return whole;
  }

  function same(one, other) {
    if (one.length !== other.length) return false;
    for (var i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
    return true;
  }

  function fromUtf8(bytes) {
    var escaped = "";
    for (var i = 0; i < bytes.length; i++) escaped += "%" + (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
    return decodeURIComponent(escaped); // throws for what is no UTF-8
  }

  function toUtf8(text) {
    var escaped = encodeURIComponent(text), bytes = [];
    for (var i = 0; i < escaped.length; i++) {
      if (escaped.charAt(i) === "%") { bytes.push(parseInt(escaped.substr(i + 1, 2), 16)); i += 2; }
      else bytes.push(escaped.charCodeAt(i));
    }
    return new Uint8Array(bytes);
  }

  // ---------------------------------------------------------------- SHA-2 (FIPS 180-4)
  // The constants of SHA-256 are the upper halves of those of SHA-512.

  var ROUNDS = fromHex("428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc3956c25bf348b53859f111f1b605d019923f82a4af194f9bab1c5ed5da6d8118d807aa98a303024212835b0145706fbe243185be4ee4b28c550c7dc3d5ffb4e272be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235c19bf174cf692694e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c652de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5983e5152ee66dfaba831c66d2db43210b00327c898fb213fbf597fc7beef0ee4c6e00bf33da88fc2d5a79147930aa72506ca6351e003826f142929670a0e6e7027b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed53380d139d95b3df650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353ba2bfe8a14cf10364a81a664bbc423001c24b8b70d0f89791c76c51a30654be30d192e819d6ef5218d69906245565a910f40e35855771202a106aa07032bbd1b819a4c116b8d2d0c81e376c085141ab532748774cdf8eeb9934b0bcb5e19b48a8391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373682e6ff3d6b2b8a3748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532bca273eceea26619cd186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed17806f067aa72176fba0a637dc5a2c898a6113f9804bef90dae1b710b35131c471b28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc431d67c49c100d4c4cc5d4becb3e42b6597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817");
  var START = fromHex("6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179");

  function word(bytes, at) {
    return (bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]) | 0;
  }

  function padded(message, block) {
    var length = message.length + 1 + block / 8;
    var whole = new Uint8Array(Math.ceil(length / block) * block);
    whole.set(message);
    whole[message.length] = 128;
    var bits = message.length * 8;
    for (var i = 1; i <= 6; i++) { whole[whole.length - i] = bits % 256; bits = Math.floor(bits / 256); }
    return whole;
  }

  function sha256(message) {
    var data = padded(message, 64), state = [], w = new Int32Array(64), i;
    for (i = 0; i < 8; i++) state.push(word(START, 8 * i));
    function turn(x, n) { return x >>> n | x << (32 - n); }
    for (var at = 0; at < data.length; at += 64) {
      for (i = 0; i < 16; i++) w[i] = word(data, at + 4 * i);
      for (i = 16; i < 64; i++) {
        var p = w[i - 15], q = w[i - 2];
        w[i] = w[i - 16] + (turn(p, 7) ^ turn(p, 18) ^ p >>> 3) + w[i - 7] + (turn(q, 17) ^ turn(q, 19) ^ q >>> 10);
      }
      var s = state.slice();
      for (i = 0; i < 64; i++) {
        var e = s[4], a = s[0];
        var one = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & s[5] ^ ~e & s[6]) + word(ROUNDS, 8 * i) + w[i] | 0;
        var two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & s[1] ^ a & s[2] ^ s[1] & s[2]) | 0;
        s = [one + two | 0, a, s[1], s[2], s[3] + one | 0, e, s[5], s[6]];
      }
      for (i = 0; i < 8; i++) state[i] = state[i] + s[i] | 0;
    }
    return fromWords(state);
  }

  function fromWords(words) {
    var bytes = new Uint8Array(4 * words.length);
    for (var i = 0; i < bytes.length; i++) bytes[i] = words[i >> 2] >>> (24 - 8 * (i & 3));
    return bytes;
  }

  // A number of 64 bits is two of 32: [high, low].
  function sum(numbers) {
    var low = 0, high = 0;
    for (var i = 0; i < numbers.length; i++) { low += numbers[i][1] >>> 0; high += numbers[i][0] >>> 0; }
    high += Math.floor(low / 4294967296);
    return [high % 4294967296 | 0, low % 4294967296 | 0];
  }

  function mixed(numbers, mix) {
    return [mix.apply(null, numbers.map(function (x) { return x[0]; })), mix.apply(null, numbers.map(function (x) { return x[1]; }))];
  }

  function rotated(x, n) {
    if (n >= 32) { x = [x[1], x[0]]; n -= 32; }
    return n ? [x[0] >>> n | x[1] << (32 - n), x[1] >>> n | x[0] << (32 - n)] : x;
  }

  function shifted(x, n) { return [x[0] >>> n, x[1] >>> n | x[0] << (32 - n)]; }

  function xor3(a, b, c) { return a ^ b ^ c; }
  function choice(a, b, c) { return a & b ^ ~a & c; }
  function majority(a, b, c) { return a & b ^ a & c ^ b & c; }

  function sha512(message) {
    var data = padded(message, 128), state = [], i;
    for (i = 0; i < 8; i++) state.push([word(START, 8 * i), word(START, 8 * i + 4)]);
    for (var at = 0; at < data.length; at += 128) {
      var w = [];
      for (i = 0; i < 16; i++) w.push([word(data, at + 8 * i), word(data, at + 8 * i + 4)]);
      for (i = 16; i < 80; i++) {
        var p = w[i - 15], q = w[i - 2];
        w.push(sum([w[i - 16], mixed([rotated(p, 1), rotated(p, 8), shifted(p, 7)], xor3), w[i - 7],
          mixed([rotated(q, 19), rotated(q, 61), shifted(q, 6)], xor3)]));
      }
      var s = state.slice();
      for (i = 0; i < 80; i++) {
        var e = s[4], a = s[0];
        var one = sum([s[7], mixed([rotated(e, 14), rotated(e, 18), rotated(e, 41)], xor3), mixed([e, s[5], s[6]], choice),
          [word(ROUNDS, 8 * i), word(ROUNDS, 8 * i + 4)], w[i]]);
        var two = sum([mixed([rotated(a, 28), rotated(a, 34), rotated(a, 39)], xor3), mixed([a, s[1], s[2]], majority)]);
        s = [sum([one, two]), a, s[1], s[2], sum([s[3], one]), e, s[5], s[6]];
      }
      for (i = 0; i < 8; i++) state[i] = sum([state[i], s[i]]);
    }
    return fromWords([].concat.apply([], state));
  }

  // ---------------------------------------------------------------- Ed25519 (RFC 8032), verification only
  // A number modulo 2^255 - 19 is sixteen pieces of 16 bits, lowest first; pieces may be larger or negative for a while.

  function whole(small) { var x = new Float64Array(16); x[0] = small; return x; }

  function plus(a, b) { var x = new Float64Array(16); for (var i = 0; i < 16; i++) x[i] = a[i] + b[i]; return x; }

  function minus(a, b) { var x = new Float64Array(16); for (var i = 0; i < 16; i++) x[i] = a[i] - b[i]; return x; }

  function carried(x) {
    for (var i = 0; i < 16; i++) {
      var over = Math.floor(x[i] / 65536);
      x[i] -= over * 65536;
      if (i < 15) x[i + 1] += over; else x[0] += 38 * over;
    }
    return x;
  }

  function times(a, b) {
    var product = new Float64Array(31), x = new Float64Array(16), i, j;
    for (i = 0; i < 16; i++) for (j = 0; j < 16; j++) product[i + j] += a[i] * b[j];
    for (i = 0; i < 16; i++) x[i] = product[i] + (i < 15 ? 38 * product[i + 16] : 0);
    return carried(carried(x));
  }

  // Raises to a power whose bytes are `first`, then as many 255 as needed, then `last` (the highest).
  function power(base, first, last) {
    var result = whole(1);
    for (var bit = 255; bit >= 0; bit--) {
      var byte = bit < 8 ? first : bit >= 248 ? last : 255;
      result = times(result, result);
      if (byte >> (bit & 7) & 1) result = times(result, base);
    }
    return result;
  }

  function inverse(x) { return power(x, 235, 127); } // p - 2

  function packed(number) {
    var x = carried(carried(carried(new Float64Array(number)))), bytes = new Uint8Array(32), i;
    for (var round = 0; round < 2; round++) { // take p away while it fits
      var less = new Float64Array(x);
      less[0] -= 65517;
      for (i = 1; i < 16; i++) { less[i] -= i < 15 ? 65535 : 32767; if (less[i - 1] < 0) { less[i - 1] += 65536; less[i] -= 1; } }
      if (less[15] >= 0) x = less;
    }
    for (i = 0; i < 16; i++) { bytes[2 * i] = x[i] % 256; bytes[2 * i + 1] = Math.floor(x[i] / 256); }
    return bytes;
  }

  function unpacked(bytes) {
    var x = new Float64Array(16);
    for (var i = 0; i < 16; i++) x[i] = bytes[2 * i] + 256 * bytes[2 * i + 1];
    x[15] %= 32768;
    return x;
  }

  function equal(a, b) { return same(packed(a), packed(b)); }

  var D = times(minus(whole(0), whole(121665)), inverse(whole(121666)));
  var D2 = plus(D, D);
  var ROOT = power(whole(2), 251, 31); // of -1: 2 to the power (p - 1) / 4

  // A point is [X, Y, Z, T] with x = X/Z, y = Y/Z, xy = T/Z.
  function added(p, q) {
    var a = times(minus(p[1], p[0]), minus(q[1], q[0])), b = times(plus(p[1], p[0]), plus(q[1], q[0]));
    var c = times(times(p[3], D2), q[3]), d = times(plus(p[2], p[2]), q[2]);
    var e = minus(b, a), f = minus(d, c), g = plus(d, c), h = plus(b, a);
    return [times(e, f), times(g, h), times(f, g), times(e, h)];
  }

  function multiplied(point, scalar) {
    var result = [whole(0), whole(1), whole(1), whole(0)];
    for (var bit = 8 * scalar.length - 1; bit >= 0; bit--) {
      result = added(result, result);
      if (scalar[bit >> 3] >> (bit & 7) & 1) result = added(result, point);
    }
    return result;
  }

  function encoded(p) {
    var z = inverse(p[2]), x = packed(times(p[0], z)), bytes = packed(times(p[1], z));
    bytes[31] |= (x[0] & 1) << 7;
    return bytes;
  }

  function point(bytes) {
    var y = unpacked(bytes), sign = bytes[31] >> 7, plain = new Uint8Array(bytes);
    plain[31] &= 127;
    if (!same(packed(y), plain)) return null; // written with a number that is too large
    var yy = times(y, y), u = minus(yy, whole(1)), v = plus(times(D, yy), whole(1));
    var v3 = times(times(v, v), v), x = times(times(u, v3), power(times(times(u, v3), times(v3, v)), 253, 15));
    var check = times(v, times(x, x));
    if (equal(check, minus(whole(0), u))) x = times(x, ROOT);
    else if (!equal(check, u)) return null;
    var shown = packed(x);
    if (sign && equal(x, whole(0))) return null;
    if ((shown[0] & 1) !== sign) x = minus(whole(0), x);
    return [x, y, whole(1), times(x, y)];
  }

  var BASE = point(packed(times(whole(4), inverse(whole(5)))));
  var ORDER = fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  function below(bytes, limit) {
    for (var i = 31; i >= 0; i--) if (bytes[i] !== limit[i]) return bytes[i] < limit[i];
    return false;
  }

  function isSigned(message, signature, key) {
    if (signature.length !== 64 || key.length !== 32) return false;
    var start = signature.subarray(0, 32), scalar = signature.subarray(32), a = point(key);
    if (!a || !below(scalar, ORDER)) return false;
    var negative = [minus(whole(0), a[0]), a[1], a[2], minus(whole(0), a[3])];
    var hash = sha512(joined([start, key, message]));
    return same(encoded(added(multiplied(BASE, scalar), multiplied(negative, hash))), start);
  }

  // ---------------------------------------------------------------- base 45 (RFC 9285), zlib (RFC 1950, 1951), CBOR (RFC 8949)

  var LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  var LARGEST = 8192;

  function fromBase45(text) {
    var bytes = [];
    for (var i = 0; i < text.length; i += 3) {
      var part = text.substr(i, 3), value = 0;
      for (var j = part.length - 1; j >= 0; j--) {
        var digit = LETTERS.indexOf(part.charAt(j));
        if (digit < 0) throw new Error("letter");
        value = 45 * value + digit;
      }
      if (part.length === 1 || value > (part.length === 3 ? 65535 : 255)) throw new Error("base45");
      if (part.length === 3) bytes.push(value >> 8);
      bytes.push(value & 255);
    }
    return new Uint8Array(bytes);
  }

  // Returns a table from code (as bits with a leading 1) to symbol.
  function codes(lengths) {
    var table = {}, code = 0;
    for (var bits = 1; bits <= 15; bits++) {
      for (var symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] === bits) { table[(1 << bits) | code] = symbol; code += 1; }
      }
      code <<= 1;
    }
    return table;
  }

  var ORDER_OF_LENGTHS = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  function inflated(data) {
    if (data.length < 7 || (data[0] & 15) !== 8 || (256 * data[0] + data[1]) % 31 || data[1] & 32) throw new Error("zlib");
    var at = 2, bit = 0, out = [];

    function take(count) {
      var value = 0;
      for (var i = 0; i < count; i++) {
        if (at >= data.length) throw new Error("cut off");
        value |= (data[at] >> bit & 1) << i;
        if (++bit === 8) { bit = 0; at++; }
      }
      return value;
    }

    function symbol(table) {
      for (var code = 1, length = 0; length < 15; length++) {
        code = code << 1 | take(1);
        if (table[code] !== undefined) return table[code];
      }
      throw new Error("code");
    }

    function give(byte) { if (out.length >= LARGEST) throw new Error("too large"); out.push(byte); }

    function stored() {
      if (bit) { bit = 0; at++; }
      var length = take(16);
      if ((length ^ take(16)) !== 65535) throw new Error("stored");
      while (length--) give(take(8));
    }

    function fixed() {
      var lengths = [];
      for (var i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
      var distances = [];
      for (i = 0; i < 30; i++) distances.push(5);
      return [codes(lengths), codes(distances)];
    }

    function described() {
      var literals = take(5) + 257, distances = take(5) + 1, count = take(4) + 4, lengths = [], i;
      for (i = 0; i < 19; i++) lengths.push(0);
      for (i = 0; i < count; i++) lengths[ORDER_OF_LENGTHS[i]] = take(3);
      var table = codes(lengths), all = [];
      while (all.length < literals + distances) {
        var next = symbol(table), times, value = 0;
        if (next < 16) { all.push(next); continue; }
        if (next === 16) { if (!all.length) throw new Error("repeat"); value = all[all.length - 1]; times = 3 + take(2); }
        else times = next === 17 ? 3 + take(3) : 11 + take(7);
        while (times--) all.push(value);
      }
      return [codes(all.slice(0, literals)), codes(all.slice(literals, literals + distances))];
    }

    function squeezed(tables) {
      for (;;) {
        var next = symbol(tables[0]);
        if (next < 256) { give(next); continue; }
        if (next === 256) return;
        var group = next - 257, extra = group < 8 || group === 28 ? 0 : (group >> 2) - 1;
        var length = group === 28 ? 258 : group < 8 ? group + 3 : ((4 + (group & 3)) << extra) + 3 + take(extra);
        var far = symbol(tables[1]), more = far < 4 ? 0 : (far >> 1) - 1;
        var distance = far < 4 ? far + 1 : ((2 + (far & 1)) << more) + 1 + take(more);
        if (distance > out.length) throw new Error("distance");
        while (length--) give(out[out.length - distance]);
      }
    }

    for (var last = 0; !last;) {
      last = take(1);
      var kind = take(2);
      if (kind === 0) stored();
      else if (kind === 1) squeezed(fixed());
      else if (kind === 2) squeezed(described());
      else throw new Error("kind");
    }
    if (bit) at++;
    var a = 1, b = 0;
    out.forEach(function (byte) { a = (a + byte) % 65521; b = (b + a) % 65521; });
    if (at + 4 !== data.length || (word(data, at) >>> 0) !== b * 65536 + a) throw new Error("sum");
    return new Uint8Array(out);
  }

  // Reads what the codes of certificates use; maps become arrays of [key, value].
  function decoded(bytes) {
    var at = 0;

    function argument(low) {
      if (low < 24) return low;
      var size = 1 << (low - 24), value = 0;
      if (low > 27 || at + size > bytes.length) throw new Error("argument");
      for (var i = 0; i < size; i++) value = 256 * value + bytes[at++];
      if (value > 9007199254740991 || value < [24, 256, 65536, 4294967296][low - 24]) throw new Error("not the one way");
      return value;
    }

    function many(count, depth) {
      if (count > 200) throw new Error("many");
      var found = [];
      for (var i = 0; i < count; i++) found.push(item(depth + 1));
      return found;
    }

    function item(depth) {
      if (depth > 6 || at >= bytes.length) throw new Error("cut off");
      var kind = bytes[at] >> 5, value = argument(bytes[at++] & 31);
      if (kind === 0) return value;
      if (kind === 1) return -1 - value;
      if (kind === 2 || kind === 3) {
        if (at + value > bytes.length) throw new Error("cut off");
        at += value;
        var part = bytes.slice(at - value, at);
        return kind === 2 ? part : fromUtf8(part);
      }
      if (kind === 4) return many(value, depth);
      if (kind === 5) {
        var parts = many(2 * value, depth), map = [];
        for (var i = 0; i < parts.length; i += 2) {
          if (valueOf(map, parts[i]) !== undefined) throw new Error("twice");
          map.push([parts[i], parts[i + 1]]);
        }
        return map;
      }
      if (kind === 6) return { tag: value, value: item(depth + 1) };
      throw new Error("kind");
    }

    var value = item(0);
    if (at !== bytes.length) throw new Error("more");
    return value;
  }

  function valueOf(map, key) {
    for (var i = 0; i < map.length; i++) if (map[i][0] === key) return map[i][1];
    return undefined;
  }

  function byteString(bytes) {
    var length = bytes.length;
    return joined([new Uint8Array(length < 24 ? [64 + length] : length < 256 ? [88, length] : [89, length >> 8, length & 255]), bytes]);
  }

  // ---------------------------------------------------------------- the code of a certificate

  var EMPTY = new Uint8Array([64]);

  function isBytes(value) { return value instanceof Uint8Array; }

  // Takes a text apart; throws for anything that is no code of a certificate.
  function opened(text) {
    if (text.substr(0, 4) !== "CD1:" || text.length > 4296) throw new Error("no code");
    var cose = decoded(inflated(fromBase45(text.substr(4))));
    if (cose.tag !== 18 || cose.value.length !== 4) throw new Error("cose");
    var protectedBytes = cose.value[0], payload = cose.value[2], signature = cose.value[3];
    if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature) || cose.value[1].length) throw new Error("cose");
    var header = decoded(protectedBytes), claims = decoded(payload), facts = valueOf(claims, -65537);
    if (header.length !== 2 || valueOf(header, 1) !== -8) throw new Error("algorithm");
    var context = joined([new Uint8Array([132, 106]), toUtf8("Signature1"), byteString(protectedBytes), EMPTY, byteString(payload)]);
    return {
      kid: fromUtf8(valueOf(header, 4)),
      signed: context,
      signature: signature,
      holder: valueOf(claims, 2),
      validUntil: dayOf(valueOf(claims, 4) / 86400 - 1),
      issuedAt: valueOf(claims, 6),
      award: toHex(valueOf(claims, 7)),
      title: valueOf(facts, 1),
      programme: valueOf(facts, 2),
      serial: valueOf(facts, 3),
      outcome: valueOf(facts, 4),
      rubric: valueOf(facts, 6) + " " + valueOf(facts, 7),
      status: valueOf(facts, 8),
      badge: toHex(valueOf(facts, 9)),
      issuedOn: dayOf(valueOf(facts, 10) === undefined ? Math.floor(valueOf(claims, 6) / 86400) : valueOf(facts, 10)),
      shortened: (valueOf(facts, 11) || 0) > 1
    };
  }

  function dayOf(days) { return new Date(days * 86400000).toISOString().substr(0, 10); }

  // Answers {verdict, code, done, open}: one of four words, what the code says, and what was and was not checked.
  // `known` is what the page was made with, `today` a day as 2026-11-22, `badge` the bytes of a badge or nothing.
  function judge(text, known, today, badge) {
    var code;
    try { code = opened(text.trim()); } catch (problem) { return { verdict: "cannot_tell", done: [["form", "cannot_tell"]], open: [] }; }
    var done = [], open = ["holder"];
    function say(name, verdict, words) { done.push([name, verdict, words || {}]); }
    var keys = known.keys.filter(function (key) { return key.kid === code.kid; });
    if (!keys.length) { say("stranger", "cannot_tell", { programme: code.programme }); return answer(code, done, open); }
    var key = keys.filter(function (each) { return isSigned(code.signed, code.signature, fromHex(each.key)); })[0];
    if (!key) { say("altered", "not_genuine"); return answer(code, done, open); }
    say("signed", "genuine", { programme: known.programme });
    if (key.until && code.issuedAt > key.until) say("retired", "not_genuine");
    if (known.rehearsal) say("rehearsal", "genuine_but");
    if (code.issuedOn > today) say("future", "genuine_but", { day: code.issuedOn });
    if (code.validUntil < today) say("lapsed", "genuine_but", { day: code.validUntil });
    else say("valid", "genuine", { day: code.validUntil });
    register(code, known, say, open);
    if (badge) badges(code, badge, say); else open.push("badge");
    return answer(code, done, open);
  }

  function register(code, known, say, open) {
    if (!known.asOf) { open.push("register"); return; }
    var entry = Object.prototype.hasOwnProperty.call(known.entries, code.serial) ? known.entries[code.serial] : null;
    open.push("news");
    if (!entry) {
      if (new Date(code.issuedAt * 1000).toISOString() <= known.asOf) say("unregistered", "genuine_but");
      else open.push("newer");
      return;
    }
    if (entry.award !== code.award || entry.badge.substr(0, 32) !== code.badge) { say("other", "not_genuine"); return; }
    say("registered", "genuine", { day: entry.day });
    if (entry.withdrawn) say("withdrawn", "genuine_but", { day: entry.withdrawn, reason: entry.reason });
    if (entry.replacedBy) say("replaced", "genuine_but", { serial: entry.replacedBy });
  }

  function badges(code, badge, say) {
    if (toHex(sha256(badge)).substr(0, 32) === code.badge) say("badge", "genuine");
    else say("badge_differs", "genuine_but");
  }

  var RANKS = ["genuine", "genuine_but", "cannot_tell", "not_genuine"];

  function answer(code, done, open) {
    var worst = 0;
    done.forEach(function (each) { worst = Math.max(worst, RANKS.indexOf(each[1])); });
    return { verdict: RANKS[worst], code: code, done: done, open: open };
  }

  // The badge inside a picture: the text chunk of a PNG, the element of an SVG, or the bytes themselves.
  function badgeIn(bytes) {
    var text;
    if (toHex(bytes.subarray(0, 8)) === "89504e470d0a1a0a") return chunk(bytes);
    try { text = fromUtf8(bytes); } catch (problem) { return null; }
    var found = /<openbadges:credential[^>]*>\s*(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?\s*<\/openbadges:credential>/.exec(text);
    if (found) return toUtf8(found[1]);
    return /^\s*\{/.test(text) ? bytes : null;
  }

  function chunk(bytes) {
    for (var at = 8; at + 12 <= bytes.length;) {
      var length = word(bytes, at) >>> 0, kind = fromUtf8(bytes.slice(at + 4, at + 8)), start = at + 8;
      if (start + length > bytes.length) return null;
      var keyword = "openbadgecredential\u0000";
      if (kind === "iTXt" && same(bytes.slice(start, start + keyword.length), toUtf8(keyword)) && !bytes[start + keyword.length]) {
        for (var zeros = 0, i = start + keyword.length + 2; i < start + length; i++) if (!bytes[i] && ++zeros === 2) return bytes.slice(i + 1, start + length);
      }
      at = start + length + 4;
    }
    return null;
  }

  return { judge: judge, badgeIn: badgeIn, isSigned: isSigned, sha256: sha256, sha512: sha512, opened: opened, inflated: inflated, fromHex: fromHex, toHex: toHex, toUtf8: toUtf8 };
})();
