namespace AotKv.Machine;

/// <summary>The order that a language gives to texts. Any thread; nothing changes it once it was made.</summary>
public abstract class Collation
{
    /// <summary>Below, equal to or above 0, as the first text stands before, with or after the other.</summary>
    /// <param name="one">A text and a zero byte at its end; what stands behind an earlier zero does not count.</param>
    /// <param name="other">The same.</param>
    public abstract int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other);
}
