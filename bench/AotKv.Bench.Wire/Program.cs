using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using AotKv.Memory;
using AotKv.Wire.Checksums;
using AotKv.Wire.Numbers;
using AotKv.Wire.Resp;
using AotKv.Wire.Text;

// What reading and printing cost, in nanoseconds an operation: the best of several runs, since the machine is shared.
// dotnet publish -c Release, then run the executable.

var key = "key:000000012345"u8.ToArray();
Requests("GET, 16-byte key", Request("GET", "key:000000012345"));
Requests("SET, 64-byte value", Request("SET", "key:000000012345", new string('x', 64)));
Requests("SET, 1000-byte value", Request("SET", "key:000000012345", new string('x', 1000)));
Requests("SET EX, 3-byte value", Request("SET", "key:000000012345", "xxx", "EX", "100"));
Requests("MSET, 20 arguments", Request([.. Enumerable.Repeat("key:000000012345", 20)]));
Requests("inline GET", "GET key:000000012345\r\n");
Requests("PING", Request("PING"));

var output = new byte[64];
Measure("bulk header of 64", () => RespFormat.WriteBulkHeader(output, 64));
Measure("integer reply of 7", () => RespFormat.WriteInteger(output, 7));
Measure("integer reply of 1234567890123", () => RespFormat.WriteInteger(output, 1234567890123));
Measure("double reply of 3.25", () => RespFormat.WriteDouble(output, 3.25));
Measure("double reply of 1234.5678", () => RespFormat.WriteDouble(output, 1234.5678));

var integer = "1234567890123"u8.ToArray();
var small = "42"u8.ToArray();
var score = "1234.5678"u8.ToArray();
Measure("integer of 13 digits read", () => IntegerText.TryParse(integer, out var value) ? (int)value : 0);
Measure("integer of 2 digits read", () => IntegerText.TryParse(small, out var value) ? (int)value : 0);
Measure("double of 8 digits read", () => DoubleText.TryParse(score, out var value) ? (int)value : 0);
Measure("10.5 + 0.1 as long doubles", () =>
{
    LongDoubleText.TryParse("10.5"u8, out var left);
    LongDoubleText.TryParse("0.1"u8, out var right);
    return LongDoubleText.Format(output, left + right);
});
Measure("slot of a 16-byte key", () => KeySlot.Of(key));
var block = new byte[64 * 1024];
Measure("CRC-64 of 64 KB", () => (int)Crc64.Of(block));
Measure("glob key:*5 on 16 bytes", () => GlobPattern.Matches("key:*5"u8, key) ? 1 : 0);

static string Request(params string[] arguments) =>
    $"*{arguments.Length}\r\n" + string.Concat(arguments.Select(a => $"${a.Length}\r\n{a}\r\n"));

// Pipelines of 64 requests, read as a connection would.
static void Requests(string name, string request)
{
    const int pipeline = 64;
    var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(request, pipeline)));
    var ranges = new NativeList<ArgumentRange>();
    var best = double.MaxValue;
    for (var run = 0; run < 12; run++)
    {
        const int rounds = 4000;
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++) ReadAll(bytes, ref ranges);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / rounds / pipeline);
    }
    ranges.Dispose();
    Console.WriteLine($"{name,-32} {best,8:F1}");
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void ReadAll(Span<byte> bytes, ref NativeList<ArgumentRange> ranges)
{
    var limits = RequestLimits.Default;
    ranges.Clear();
    while (!bytes.IsEmpty)
    {
        RequestProgress progress = default;
        if (RequestReader.TryRead(bytes, limits, ref progress, ref ranges, out var consumed, out _)
            != ReadOutcome.Complete) throw new InvalidOperationException();
        bytes = bytes[consumed..];
    }
}

static void Measure(string name, Func<int> operation)
{
    var best = double.MaxValue;
    for (var run = 0; run < 8; run++)
    {
        var rounds = 0;
        var start = Stopwatch.GetTimestamp();
        var sum = 0;
        do
        {
            for (var i = 0; i < 100; i++) sum += operation();
            rounds += 100;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 10);
        best = Math.Min(best, (Stopwatch.GetElapsedTime(start).TotalNanoseconds + (sum & 0)) / rounds);
    }
    Console.WriteLine($"{name,-32} {best,8:F1}");
}
