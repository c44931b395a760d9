using AotKv.Linux.Calls;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>
/// Completions that the network itself decided on, waiting for the next turn, oldest first. A socket is closed in the
/// moment its Closed is handed out, so no later connection has its descriptor before. Grows to the most that ever
/// waited (at most two a socket) and keeps that.
/// </summary>
struct CompletionQueue()
{
    Waiting[] items = new Waiting[64];
    int first;
    int count;
    bool hasClosed;

    internal readonly bool IsEmpty => count == 0;

    internal void Add(CompletionKind kind, long token, int result) => Add(new(kind, token, result, Socket: -1));

    internal void AddClosed(long token, int socket) => Add(new(CompletionKind.Closed, token, Result: 0, socket));

    /// <summary>Hands out the oldest, as many as there is room for.</summary>
    internal int MoveTo(Span<Completion> completions)
    {
        var moved = Math.Min(count, completions.Length);
        for (var i = 0; i < moved; i++)
        {
            ref var item = ref items[(first + i) & (items.Length - 1)];
            completions[i] = new() { Kind = item.Kind, Token = item.Token, Result = item.Result, BufferId = -1 };
            if (item.Kind != CompletionKind.Closed) continue;
            SocketCalls.Close(item.Socket);
            hasClosed = true;
        }
        first = (first + moved) & (items.Length - 1);
        count -= moved;
        return moved;
    }

    /// <summary>Whether sockets were closed since it was asked last.</summary>
    internal bool TakeHasClosed()
    {
        var has = hasClosed;
        hasClosed = false;
        return has;
    }

    /// <summary>Closes the sockets whose Closed nobody will see.</summary>
    internal void CloseSockets()
    {
        Span<Completion> dropped = new Completion[count];
        MoveTo(dropped);
    }

    void Add(in Waiting item)
    {
        if (count == items.Length) Grow();
        items[(first + count++) & (items.Length - 1)] = item;
    }

    void Grow()
    {
        var grown = new Waiting[items.Length * 2];
        for (var i = 0; i < count; i++) grown[i] = items[(first + i) & (items.Length - 1)];
        items = grown;
        first = 0;
    }

    readonly record struct Waiting(CompletionKind Kind, long Token, int Result, int Socket);
}
