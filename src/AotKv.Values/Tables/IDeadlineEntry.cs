namespace AotKv.Values.Tables;

/// <summary>
/// What an <see cref="ExpiryWheel{TEntry}"/> holds: a view of a block of native memory, nothing but its address, with a
/// deadline and with room for its place in the wheel.
/// </summary>
public interface IDeadlineEntry<TSelf> where TSelf : unmanaged, IDeadlineEntry<TSelf>
{
    /// <summary>The entry whose block stands at an address.</summary>
    static abstract TSelf At(nint address);

    nint Address { get; }

    /// <summary>The deadline in Unix milliseconds. The same from when it is added until it is removed.</summary>
    long ExpiresAt { get; }

    /// <summary>Where the entry stands in the wheel, which alone reads and writes it.</summary>
    uint WheelPosition { get; set; }
}
