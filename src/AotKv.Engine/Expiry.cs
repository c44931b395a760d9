namespace AotKv.Engine;

/// <summary>What a write does to a key's expiry.</summary>
public readonly record struct Expiry
{
    const long NoneValue = -1;
    const long KeepValue = -2;

    readonly long value;

    Expiry(long value) => this.value = value;

    /// <summary>The key lives until it is deleted.</summary>
    public static Expiry None => new(NoneValue);

    /// <summary>The key keeps the expiry it has, or none.</summary>
    public static Expiry Keep => new(KeepValue);

    /// <summary>The key is gone at this time, milliseconds since 1970-01-01 UTC, 0 or more.</summary>
    public static Expiry At(long unixMilliseconds) => new(Math.Max(0, unixMilliseconds));

    public bool IsKept => value == KeepValue;

    public bool IsTime => value >= 0;

    /// <summary>The time, or -1 for none. Not for <see cref="Keep"/>.</summary>
    public long UnixMilliseconds => value;
}
