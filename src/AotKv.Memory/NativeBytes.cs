namespace AotKv.Memory;

/// <summary>
/// A run of bytes outside the managed heap: an address and a length. A view: whoever allocated the memory frees it,
/// and the holder of a view keeps to that owner's rules about how long it is valid.
/// </summary>
public readonly unsafe struct NativeBytes
{
    readonly byte* start;

    /// <summary>The number of bytes.</summary>
    public readonly int Length;

    public NativeBytes(nint address, int length)
    {
        start = (byte*)address;
        Length = length;
    }

    /// <summary>Where the bytes are, or 0 for none.</summary>
    public nint Address => (nint)start;

    public bool IsEmpty => Length == 0;

    public Span<byte> Span => new(start, Length);

    /// <summary>The bytes from <paramref name="offset"/> on.</summary>
    public NativeBytes From(int offset) => Slice(offset, Length - offset);

    /// <summary><paramref name="length"/> bytes from <paramref name="offset"/> on.</summary>
    public NativeBytes Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - offset));
        return new((nint)(start + offset), length);
    }
}
