namespace AotKv.Memory.Blocks;

/// <summary>
/// Room kept in a reply chain for the header of an array whose length is not known yet. Valid until the chain's
/// bytes before it are consumed, which no flush does while a command runs.
/// </summary>
public readonly record struct HeaderPlace(nint Block, int Offset)
{
    /// <summary>Enough for a type byte, a 64-bit count and CRLF, in bytes.</summary>
    public const int Size = 24;
}
