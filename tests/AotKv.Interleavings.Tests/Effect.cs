using AotKv.Engine.Transactions;

namespace AotKv.Interleavings.Tests;

/// <summary>What a shard would append to its journal: a command, a piece of one, or an EXEC that it ran.</summary>
/// <param name="stamp">Its place in the one history.</param>
/// <param name="session">The number by which the server knows the client.</param>
/// <param name="text">The request, a piece's with its own keys only.</param>
sealed class Effect(Stamp stamp, long session, string text)
{
    public Stamp Stamp => stamp;

    public long Session => session;

    /// <summary>It is what one shard did of a command that ran in parts.</summary>
    public bool IsPiece { get; init; }

    /// <summary>Its client had come to wait before.</summary>
    public bool HasWaited { get; set; }

    /// <summary>Of a transaction, each command followed by a semicolon.</summary>
    public string Text { get; set; } = text;
}
