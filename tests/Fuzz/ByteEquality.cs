using System.Diagnostics.CodeAnalysis;

namespace AotKv.Fuzz.Tests;

/// <summary>Texts are equal where their bytes are.</summary>
sealed class ByteEquality : IEqualityComparer<byte[]>
{
    public static readonly ByteEquality Instance = new();

    public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    public int GetHashCode([DisallowNull] byte[] bytes) => bytes.Length;
}
