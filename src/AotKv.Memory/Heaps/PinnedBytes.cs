namespace AotKv.Memory.Heaps;

/// <summary>
/// The bytes of a value, and what keeps them where they are. Whoever is given it holds the pin, and lets go of it once.
/// </summary>
public readonly struct PinnedBytes(NativeBytes bytes, Pin pin)
{
    public readonly NativeBytes Bytes = bytes;
    public readonly Pin Pin = pin;
}
