namespace AotKv.Machine;

/// <summary>The machine's source of randomness, good enough for hash seeds and run ids.</summary>
public abstract class Entropy
{
    public abstract void Fill(Span<byte> bytes);
}
