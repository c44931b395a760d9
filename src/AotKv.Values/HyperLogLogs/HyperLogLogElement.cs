using System.Buffers.Binary;
using System.Numerics;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Which register an element raises, and to what: its rank is the position of the lowest set bit of the hash above the
/// register's number, counted from 1. The hash is MurmurHash64A (Appleby, public domain) with Valkey's seed, so that
/// sketches made elsewhere agree.
/// </summary>
public readonly record struct HyperLogLogElement(int Register, byte Rank)
{
    const ulong Seed = 0xADC83B19;
    const ulong Multiplier = 0xC6A4A7935BD1E995;
    const int Shift = 47;

    public static HyperLogLogElement Of(ReadOnlySpan<byte> element)
    {
        var hash = Hash(element);
        var register = (int)(hash & (HyperLogLog.Registers - 1));
        // The bit that is set here bounds the rank.
        var rest = hash >> HyperLogLog.RegisterBits | 1UL << HyperLogLog.RankMax - 1;
        return new(register, (byte)(BitOperations.TrailingZeroCount(rest) + 1));
    }

    internal static ulong Hash(ReadOnlySpan<byte> element)
    {
        var hash = Seed ^ unchecked((ulong)element.Length * Multiplier);
        for (; element.Length >= sizeof(ulong); element = element[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(element) * Multiplier;
            word = (word ^ word >> Shift) * Multiplier;
            hash = (hash ^ word) * Multiplier;
        }
        if (!element.IsEmpty)
        {
            ulong word = 0;
            for (var i = element.Length - 1; i >= 0; i--) word = word << 8 | element[i];
            hash = (hash ^ word) * Multiplier;
        }
        hash = (hash ^ hash >> Shift) * Multiplier;
        return hash ^ hash >> Shift;
    }
}
