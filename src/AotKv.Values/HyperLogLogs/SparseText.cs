using AotKv.Memory;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// The runs of a sparse sketch in words, as PFDEBUG DECODE shows them: "z:" and "Z:" for short and long zeros with
/// their length, "v:" for others with value and length. Stateless.
/// </summary>
public static class SparseText
{
    public static void Write(HyperLogLog sparse, ref NativeList<byte> text)
    {
        for (var rest = sparse.Body; !rest.IsEmpty;)
        {
            var run = SparseRun.Read(rest);
            if (text.Count > 0) text.Add((byte)' ');
            if (run.IsZeros) text.AddRange(run.Bytes == 1 ? "z:"u8 : "Z:"u8);
            else
            {
                text.AddRange("v:"u8);
                AddNumber(run.Value, ref text);
                text.Add((byte)',');
            }
            AddNumber(run.Length, ref text);
            rest = rest[Math.Min(run.Bytes, rest.Length)..];
        }
    }

    static void AddNumber(int number, ref NativeList<byte> text) =>
        text.Advance(DecimalInteger.Format(number, text.EnsureRoom(DecimalInteger.LengthMax)));
}
