using AotKv.Server.Connections;

namespace AotKv.Server.Reactor;

/// <summary>
/// A core's connections by token. A token is a place in the table and a generation: a place is used again only when
/// its connection's socket is closed and its work is back, and then under another token.
/// </summary>
sealed class ConnectionTable
{
    const int PlaceBits = 32;

    Connection?[] places = new Connection?[64];
    uint[] generations = new uint[64];
    readonly Stack<int> free = new();
    int used;

    public int Count => used - free.Count;

    public Connection Add(Core core, int socket)
    {
        if (!free.TryPop(out var place))
        {
            place = used++;
            if (place == places.Length)
            {
                Array.Resize(ref places, places.Length * 2);
                Array.Resize(ref generations, places.Length);
            }
        }
        var generation = ++generations[place] & 0xFFFF;
        return places[place] = new Connection(core, socket, ((long)generation << PlaceBits) | (uint)place);
    }

    public Connection? Find(long token)
    {
        var place = (uint)token;
        return place < (uint)used && places[place] is { } connection && connection.Token == token ? connection : null;
    }

    /// <summary>
    /// Closes the clients that sent nothing for so long, milliseconds (0: none). A tenth of the places at each call, so
    /// that all have their turn within a second.
    /// </summary>
    public void CloseIdle(long timeout, long now)
    {
        if (timeout == 0) return;
        for (var left = used / 10 + 1; left > 0 && used > 0; left--)
        {
            if (nextIdle >= used) nextIdle = 0;
            if (places[nextIdle++] is { } connection) connection.CloseIfIdle(timeout, now);
        }
    }

    int nextIdle;

    /// <summary>Places that are or were in use: all connections are below.</summary>
    public int Places => used;

    public Connection? At(int place) => places[place];

    public void Remove(Connection connection)
    {
        var place = (int)(uint)connection.Token;
        places[place] = null;
        free.Push(place);
    }
}
