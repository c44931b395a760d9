namespace AotKv.Memory;

/// <summary>Where one argument of a request lies in its buffer, in bytes from the buffer's start.</summary>
public readonly record struct ArgumentRange(int Start, int Length)
{
    /// <summary>Bytes that a range takes in a list.</summary>
    public const int Size = 8;
}
