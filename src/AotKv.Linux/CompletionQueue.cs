using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>
/// Completions that the network itself decided on, waiting for the next turn, oldest first. Grows to the most that
/// ever waited (at most two a socket) and keeps that.
/// </summary>
struct CompletionQueue()
{
    Completion[] items = new Completion[64];
    int first;
    int count;

    internal readonly bool IsEmpty => count == 0;

    internal void Add(CompletionKind kind, long token, int result)
    {
        if (count == items.Length) Grow();
        items[(first + count++) & (items.Length - 1)] =
            new() { Kind = kind, Token = token, Result = result, BufferId = -1 };
    }

    /// <summary>Moves the oldest to <paramref name="completions"/>, as many as there is room for.</summary>
    internal int MoveTo(Span<Completion> completions)
    {
        var moved = Math.Min(count, completions.Length);
        for (var i = 0; i < moved; i++) completions[i] = items[(first + i) & (items.Length - 1)];
        first = (first + moved) & (items.Length - 1);
        count -= moved;
        return moved;
    }

    void Grow()
    {
        var grown = new Completion[items.Length * 2];
        for (var i = 0; i < count; i++) grown[i] = items[(first + i) & (items.Length - 1)];
        items = grown;
        first = 0;
    }
}
