namespace AotKv.Values.Streams;

/// <summary>Names an entry of a stream: Unix milliseconds, and a number among those of the same millisecond.</summary>
public readonly record struct StreamId(ulong Milliseconds, ulong Sequence) : IComparable<StreamId>
{
    /// <summary>The longest, as text: two numbers of 20 digits and a hyphen.</summary>
    public const int TextMax = 41;

    public static StreamId Min => default;

    public static StreamId Max => new(ulong.MaxValue, ulong.MaxValue);

    public bool IsZero => Milliseconds == 0 && Sequence == 0;

    public bool IsMax => Milliseconds == ulong.MaxValue && Sequence == ulong.MaxValue;

    /// <summary>The id after this one; none comes after <see cref="Max"/>, which gives <see cref="Min"/>.</summary>
    public StreamId Next => Sequence == ulong.MaxValue ? new(Milliseconds + 1, 0) : new(Milliseconds, Sequence + 1);

    /// <summary>The id before this one; none comes before <see cref="Min"/>, which gives <see cref="Max"/>.</summary>
    public StreamId Previous =>
        Sequence == 0 ? new(Milliseconds - 1, ulong.MaxValue) : new(Milliseconds, Sequence - 1);

    public int CompareTo(StreamId other) => Milliseconds != other.Milliseconds
        ? Milliseconds.CompareTo(other.Milliseconds)
        : Sequence.CompareTo(other.Sequence);

    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;
}
