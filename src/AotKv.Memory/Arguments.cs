using System.Runtime.CompilerServices;

namespace AotKv.Memory;

/// <summary>
/// The arguments of one request, the command's name first, as views into the buffer it was read from. Owned by the
/// batch that holds the request: valid until the batch is answered, on whichever thread runs it.
/// </summary>
public readonly unsafe struct Arguments
{
    readonly byte* buffer;
    readonly ArgumentRange* ranges;

    /// <summary>The number of arguments, the command's name included.</summary>
    public readonly int Count;

    public Arguments(nint buffer, nint ranges, int count)
    {
        this.buffer = (byte*)buffer;
        this.ranges = (ArgumentRange*)ranges;
        Count = count;
    }

    public ReadOnlySpan<byte> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count) ThrowNoSuchArgument(index);
            var range = ranges[index];
            return new(buffer + range.Start, range.Length);
        }
    }

    /// <summary>The bytes of all arguments together.</summary>
    public int SumOfLengths
    {
        get
        {
            var sum = 0;
            for (var i = 0; i < Count; i++) sum += ranges[i].Length;
            return sum;
        }
    }

    /// <summary>The same request without its first <paramref name="count"/> arguments.</summary>
    public Arguments Skip(int count) => Slice(count, Count - count);

    /// <summary><paramref name="count"/> arguments from <paramref name="first"/> on.</summary>
    public Arguments Slice(int first, int count)
    {
        if ((uint)first > (uint)Count || (uint)count > (uint)(Count - first)) ThrowNoSuchArgument(first + count);
        return new((nint)buffer, (nint)(ranges + first), count);
    }

    static void ThrowNoSuchArgument(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "The request has no such argument.");
}
