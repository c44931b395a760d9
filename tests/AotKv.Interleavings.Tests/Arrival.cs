namespace AotKv.Interleavings.Tests;

/// <summary>A client has come to its keys, with a command that waits for elements.</summary>
/// <param name="Session">The number by which the server knows the client.</param>
/// <param name="Text">The request.</param>
/// <param name="Place">How many effects there were before.</param>
readonly record struct Arrival(long Session, string Text, int Place)
{
    /// <summary>The one key that it waits at; null where they are several, or it is no such command.</summary>
    public string? OnlyKey => Text.Split(' ') switch
    {
        ["BLPOP" or "BRPOP", var key, _] => key,
        ["BLMOVE", var key, ..] => key,
        ["BLMPOP", _, "1", var key, ..] => key,
        _ => null,
    };
}
