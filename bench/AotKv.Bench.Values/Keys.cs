using System.Buffers.Text;

namespace AotKv.Bench.Values;

/// <summary>Keys of 16 bytes by number: "key:" and twelve digits.</summary>
static class Keys
{
    public const int Bytes = 16;

    public static void Write(int number, Span<byte> key)
    {
        "key:"u8.CopyTo(key);
        Utf8Formatter.TryFormat(number, key[4..], out _, new('D', 12));
    }

    /// <summary>Keys one after the other, their numbers chosen at random below a limit.</summary>
    public static byte[] AtRandom(int count, int below)
    {
        var random = new Random(1);
        var keys = new byte[count * Bytes];
        for (var i = 0; i < count; i++) Write(random.Next(below), keys.AsSpan(i * Bytes, Bytes));
        return keys;
    }
}
