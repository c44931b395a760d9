#!/usr/bin/env python3
"""Records the *.tsv files beside it from a real server. usage: record.py PORT.

The server is Valkey 9.1.0 on loopback with no keys that matter: it is flushed.
"""
import os, random, re, socket, struct, sys

PORT = int(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
random.seed(20240901)


class Connection:
    def __init__(self, timeout=5.0):
        self.socket = socket.create_connection(("127.0.0.1", PORT))
        self.socket.settimeout(timeout)
        self.file = self.socket.makefile("rb")

    def send(self, *commands):
        out = b""
        for command in commands:
            out += b"*%d\r\n" % len(command) + b"".join(b"$%d\r\n%s\r\n" % (len(a), a) for a in command)
        self.socket.sendall(out)

    def reply(self):
        line = self.file.readline()
        if line == b"":
            return None
        kind, rest = line[:1], line[1:-2]
        if kind == b"$":
            return None if rest == b"-1" else self.file.read(int(rest) + 2)[:-2]
        if kind in b"*%":
            return [self.reply() for _ in range(int(rest))]
        if kind == b"-":
            return "-" + rest.decode("latin1")
        return rest

    def run(self, *command):
        self.send(command)
        return self.reply()

    def batch(self, commands):
        self.send(*commands)
        return [self.reply() for _ in commands]


def shown(cell):
    """Hexadecimal, in pieces with commas between; a piece "hh*n" is one byte n times."""
    if isinstance(cell, str):
        return cell
    pieces = re.findall(rb"(?s)(.)(\1{63,})|((?:(?!(.)\4{63}).)+)", cell)
    return ",".join(p[2].hex() if p[2] else "%s*%d" % (p[0].hex(), 1 + len(p[1])) for p in pieces)


def write(name, about, rows):
    with open(os.path.join(HERE, name), "w") as out:
        out.write("# Recorded from Valkey 9.1.0 by record.py. %s\n" % about)
        for row in rows:
            out.write("\t".join(shown(cell) for cell in row) + "\n")


def random_number():
    kind = random.randrange(9)
    sign = random.choice(["", "", "-"])
    if kind == 0:
        return sign + str(random.randrange(10 ** random.randrange(1, 20)))
    if kind == 1:
        return "%s%d.%0*d" % (sign, random.randrange(10 ** random.randrange(1, 12)), 3, random.randrange(1000))
    if kind == 2:
        return sign + "0." + "".join(random.choice("0123456789") for _ in range(random.randrange(1, 25)))
    if kind == 3:
        return "%s%d.%de%d" % (sign, random.randrange(10), random.randrange(10**9), random.randrange(-30, 31))
    if kind == 4:
        return sign + "".join(random.choice("0123456789") for _ in range(random.randrange(1, 45)))
    if kind == 5:
        return repr(struct.unpack("<d", struct.pack("<Q", random.getrandbits(64) & ~(1 << 62)))[0])
    if kind == 6:
        return "%s%de%d" % (sign, random.randrange(1, 10 ** random.randrange(1, 22)), random.randrange(-60, 40))
    if kind == 7:
        return sign + random.choice(["0.1", "0.5", "1.5", "2.5", "1e17", "3.0e3", "5.0e3", "1", "0", "100", "0.00000000000000001"])
    return "%s%d.%s5" % (sign, random.randrange(100), "".join(random.choice("0123456789") for _ in range(17)))


def random_double():
    value = float("nan")
    while value != value:
        value = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
    return repr(value)


ODD_NUMBERS = """inf -inf +inf INF infinity -Infinity iNfInItY infinit nan NaN nan(1) -nan 0 -0 +0 00 007 +5 ++5 +-5 --5 - + . .. 1. .5 -.5
+.5 5.e2 .e2 e2 1e 1e+ 1e- 1e5 1E5 1e+5 1e-5 1e05 1.5.5 1,5 1_000 0x10 0X1F 0x 0x. 0x.8 0x1.8p3 -0x1p-3 0x1p 0x1pf 0x1.8P+1 0xg
1e308 1.7976931348623157e308 1.8e308 1e309 1e4931 1e4932 1.2e4932 2e4932 1e4933 1e99999 1e999999999999999999999 0e999999999999999999999
4.9e-324 5e-324 2e-324 3e-324 1e-400 1e-4940 1e-4950 2e-4951 1e-4951 1e-4966 1e-99999 1e-999999999999999999999
9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616
4611686018427387904 4611686018427387903 4611686018427387905 -4611686018427387904 1e15 1e16 1e17 1e18 1e19 1e20 1e21 1e22 1e23
123456789012345678901234567890 0.000001 0.0000001 0.00001234 0.000000123456 123456.789e-10 3.14f 3.14l 1d 12abc abc true
0.1 0.2 0.3 1.1 2.2 3.3 100 1000000 12345678.9 99999999999999999999 0.99999999999999999999 1e-17 5e-18 4.9e-18 5.1e-18 -1e-18
0x1p16383 0x1p16384 0x1.fffffffffffffffep16383 0x1p-16445 0x1p-16446 0x1.8p-16446 0x123456789abcdef0123456789abcdef01234567p0
""".split() + [" 1", "1 ", "1\t", "\t1", "", "1\0", "0" * 300 + "1", "1" + "0" * 400, "0." + "0" * 400 + "1", "1" * 800,
               "0x" + "f" * 60, "1" + "0" * 5100, "9" * 5119, "9" * 5118 + "e-5100"]


def record_floats(connection):
    rows = []
    pairs = [(a, "0") for a in ODD_NUMBERS] + [("0", a) for a in ODD_NUMBERS]
    pairs += [("inf", "1"), ("1", "-inf"), ("1e4932", "1e4932"), ("1e-4940", "1e-4940"), ("1e4932", "-1e4932"),
              ("1.00000000000000000001", "-1"), ("10.5", "0.1"), ("5.0e3", "200"), ("3.0e3", "-1e-20"),
              ("18446744073709551615", "1"), ("18446744073709551615", "0.5"), ("18446744073709551614", "0.5"),
              ("36893488147419103232", "1"), ("36893488147419103232", "3"), ("-0", "-0"), ("0.5", "-0.5")]
    pairs += [(random_number(), random_number()) for _ in range(2200)]
    for a, b in pairs:
        reply = connection.batch([[b"SET", b"f", a.encode("latin1")], [b"INCRBYFLOAT", b"f", b.encode("latin1")]])[1]
        rows.append((a.encode("latin1"), b.encode("latin1"), reply if isinstance(reply, str) else reply.decode()))
    write("incrbyfloat.tsv", "A value, an increment, and what INCRBYFLOAT answers.", rows)


def record_scores(connection):
    rows = []
    for text in ODD_NUMBERS + [random_number() for _ in range(900)] + [random_double() for _ in range(2500)]:
        reply = connection.batch([[b"DEL", b"z"], [b"ZADD", b"z", text.encode("latin1"), b"m"], [b"ZSCORE", b"z", b"m"]])
        rows.append((text.encode("latin1"), reply[1] if isinstance(reply[1], str) else reply[2].decode()))
    write("scores.tsv", "A score for ZADD, and what ZSCORE answers, or the error.", rows)


TEXTS = [b"", b"a", b"b", b"abc", b"ABC", b"aBc", b"hello", b"hallo", b"heeello", b"a]c", b"a-c", b"a\\c", b"[abc]", b"*", b"?",
         b"\xff", b"\x80z", b"a\x80", b"^", b"aaaaaaaaab", b"key:1000", b"key:{x}:y", b"a*c", b"{a}b", b"z\\"]
PATTERNS = [b"**", b"?", b"h?llo", b"h*llo", b"h[ae]llo", b"h[^e]llo", b"h[a-b]llo", b"h[b-a]llo", b"[", b"[^", b"[a", b"[^a", b"[]",
            b"[]a]", b"[^]", b"[a-", b"[a-]", b"[\\]]", b"a[\\]]c", b"a[]]c", b"a\\", b"\\", b"\\*", b"\\a", b"a\\*c", b"a\\\\c", b"*a",
            b"*a*", b"a*", b"a**", b"*?", b"?*", b"*a*a*a*b", b"*a*a*a*c", b"[\x80-\xff]", b"[a-\xff]*", b"[\xff-a]*", b"*]c", b"*[-]c",
            b"a[+--]c", b"[a-z]*[0-9]", b"", b"\\[abc\\]", b"[[]abc]", b"*\\", b"*[", b"*[^", b"a[^\\b]c", b"a[\\b]c", b"[A-z]bc"]


def record_globs(connection):
    rows = []
    connection.run(b"FLUSHALL")
    connection.run(b"MSET", *[x for text in TEXTS for x in (text, b"1")])
    alphabet = [b"a", b"b", b"c", b"*", b"?", b"[", b"]", b"^", b"-", b"\\", b"h", b"l", b"o", b"e"]
    patterns = PATTERNS + [b"".join(random.choice(alphabet) for _ in range(random.randrange(1, 9))) for _ in range(700)]
    for pattern in patterns:
        if pattern == b"*":
            continue
        found = connection.run(b"KEYS", pattern)
        rows.append([pattern] + [str(i) for i, text in enumerate(TEXTS) if text in found])
    write("globs.tsv", "First the texts; then a pattern and the numbers of the texts that it matches.", [TEXTS] + rows)
    connection.run(b"FLUSHALL")


def bulk(*arguments):
    return b"*%d\r\n" % len(arguments) + b"".join(b"$%d\r\n%s\r\n" % (len(a), a) for a in arguments)


REQUESTS = [
    bulk(b"RPUSH", b"r", b"a", b"b"), bulk(b"RPUSH", b"r", b""), bulk(b"RPUSH", b"r", b"x" * 10), bulk(b"RPUSH", b"r", b"x" * 99),
    bulk(b"RPUSH", b"r", b"x" * 100), bulk(b"RPUSH", b"r", b"x" * 1234), bulk(b"RPUSH", b"r", b"x" * 12345),
    bulk(b"RPUSH", b"r", *[b"%d" % i for i in range(50)]), b"\r\n\n*0\r\n*-1\r\n*-5\r\n" + bulk(b"RPUSH", b"r", b"a"),
    b"*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n", b"*3\r\n$3\r\nSET\r\n$1\r\nx\r\n\r\n", b"*1\r\n\0\r\n", b"*1\r\n\n\r\n",
    b"*1\r\n$-1\r\n", b"*1\r\n$-10\r\n", b"*1\r\n$2000000000\r\n", b"*1\r\n$99999999999999999999\r\n", b"*1\r\n$01\r\nx\r\n",
    b"*1\r\n$+1\r\nx\r\n", b"*1\r\n$ 1\r\nx\r\n", b"*1\r\n$1x\r\nx\r\n", b"*1\r\n$\r\n\r\n", b"*1\r\n$4\rxPING\r\n", b"*1\r\n$4\r\nPINGxx",
    b"*1\r\n$4\r\nPING\rx", b"*1\r\n$4\r\nPINGx\n", b"*1\r\n$4\n\r\nPING\r\n", b"*01\r\n$4\r\nPING\r\n", b"*+1\r\n$4\r\nPING\r\n", b"*\r\n",
    b"*a\r\n", b"*1a\r\n", b"* 1\r\n", b"*1\rx", b"*3000000000\r\n", b"*2147483648\r\n", b"*2147483647\r\n$4x\r\n", b"*-0\r\n",
    b"*20000000000000000000\r\n", b"*1\r\n$+", b"*" + b"1" * 70000, b"*1\r\n$" + b"1" * 70000, b"*1\r\n" + b"x" * 70000, b"x" * 70000,
    b"*-9223372036854775808\r\n*1\r\n:1\r\n", b"*-9223372036854775809\r\n", b"PING\0\r\n" + b"y" * 70000, b"$4\r\n\"",
    b"RPUSH r a\r\n", b"RPUSH r a\n", b"  RPUSH\tr\va \r\n", b"RPUSH r 'a b' \"c d\"\r\n", b"RPUSH r \"\\x41\\n\\r\\t\\a\\b\\q\\\"\\\\\"\r\n",
    b"RPUSH r 'it\\'s' '\\n'\r\n", b"RPUSH r \"foo\"bar ba\"z\"\r\n", b"RPUSH r \"foo\r\n", b"RPUSH r 'foo\r\n", b"RPUSH r \"a\\\"\r\n",
    b"RPUSH r 'a\\'\r\n", b"RPUSH r \"a\\\r\n", b"RPUSH r \"\\x4\"\r\n", b"RPUSH r \"\\x41\"\r\n", b"RPUSH r \"\\x4g\"\r\n", b"RPUSH r \"\" ''\r\n",
    b"RPUSH r a\r\r\n", b"RPUSH r a\rb\r\n", b"RPUSH r \\x41 \\\r\n", b"RPUSH r \x0b\x0ca\x0b\r\n", b"\"RPUSH\" r a\r\n", b"RPUSH r \xff\xfe\r\n",
    b" \r\nRPUSH r a\r\n", b"\r\r\nRPUSH r a\r\n", b"RPUSH r \"\\\"\r\n", b"RPUSH r '\\'\r\n", b"RPUSH r \"a\r\"\r\n",
]


def record_requests(connection):
    rows = []
    inline = [b"a", b"b", b" ", b"\\", b'"', b"'", b"x", b"4", b"n", b"\t", b"\r", b"\v"]
    requests = list(REQUESTS)
    requests += [b"RPUSH r " + b"".join(random.choice(inline) for _ in range(random.randrange(1, 12))) + b"\r\n" for _ in range(500)]
    pieces = [b"*", b"$", b"\r", b"\n", b"0", b"1", b"2", b"-", b"a", b"\0", b" ", b":"]
    for _ in range(400):
        changed = bytearray(bulk(b"RPUSH", b"r", random.choice([b"a", b"ab", b"", b"x" * 12])))
        for _ in range(random.randrange(1, 3)):
            at = random.randrange(len(changed))
            choice = random.randrange(3)
            if choice == 0:
                changed[at:at + 1] = random.choice(pieces)
            elif choice == 1:
                changed[at:at] = random.choice(pieces)
            else:
                del changed[at]
        requests.append(bytes(changed))
    for request in requests:
        connection.run(b"DEL", b"r")
        other = Connection(timeout=0.08)
        other.socket.sendall(request)
        last = ""
        while True:
            try:
                reply = other.reply()
            except (TimeoutError, socket.timeout, ValueError, ConnectionError):
                break
            if reply is None:
                break
            if isinstance(reply, str) and reply.startswith("-ERR Protocol error"):
                last = reply.encode("latin1").hex()
        other.socket.close()
        rows.append([request, last or "-"] + connection.run(b"LRANGE", b"r", b"0", b"-1"))
    write("requests.tsv", "Bytes sent, the protocol error or -, and the elements that RPUSH r was given.", rows)


main = Connection()
main.run(b"FLUSHALL")
record_floats(main)
record_scores(main)
record_globs(main)
record_requests(main)
