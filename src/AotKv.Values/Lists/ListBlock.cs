using System.Runtime.InteropServices;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>
/// One block of a long list, as its directory has it: where its listpack stands, compressed or not, and how many
/// elements are in it. 24 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
struct ListBlock
{
    const int PlainBit = 1 << 31;

    public nint Address;
    public int Capacity;

    /// <summary>The bytes that stand there.</summary>
    public int Length;

    /// <summary>The bytes of the listpack; more than <see cref="Length"/> where it is compressed.</summary>
    public int PackLength;

    int countAndPlain;

    public ListBlock(in ValueReference pack, int count, bool isPlain)
    {
        Pack = pack;
        Count = count;
        if (isPlain) countAndPlain |= PlainBit;
    }

    public int Count
    {
        readonly get => countAndPlain & ~PlainBit;
        set => countAndPlain = countAndPlain & PlainBit | value;
    }

    /// <summary>It holds one element too large to stand with others.</summary>
    public readonly bool IsPlain => countAndPlain < 0;

    public readonly bool IsCompressed => Length < PackLength;

    /// <summary>The listpack, where it is not compressed.</summary>
    public ValueReference Pack
    {
        readonly get => new(Address, Length, Capacity);
        set
        {
            Address = value.Address;
            Length = PackLength = (int)value.Length;
            Capacity = (int)value.Capacity;
        }
    }

    /// <summary>What stands in memory, a listpack or not.</summary>
    public readonly ValueReference Stored => new(Address, Length, Capacity);

    /// <summary>The listpack, where it is not compressed, to read.</summary>
    public readonly ListPack View => new(Pack);
}
