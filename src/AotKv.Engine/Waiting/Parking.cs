namespace AotKv.Engine.Waiting;

/// <summary>
/// What the running command has said about its wait, until whoever ran it makes a waiter of it. One a shard, used by
/// the thread that runs the shard.
/// </summary>
public sealed class Parking
{
    readonly List<(int Index, byte[] Text)> rewritten = [];

    public Wait Wait { get; internal set; }

    /// <summary>The arguments that are others from now on, by index.</summary>
    internal IReadOnlyList<(int Index, byte[] Text)> Rewritten => rewritten;

    internal void Rewrite(int index, ReadOnlySpan<byte> text) => rewritten.Add((index, text.ToArray()));

    public void Clear() => rewritten.Clear();
}
