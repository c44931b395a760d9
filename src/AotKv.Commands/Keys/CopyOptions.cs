using AotKv.Commands.Connections;
using AotKv.Engine;

namespace AotKv.Commands.Keys;

/// <summary>The options of COPY.</summary>
struct CopyOptions
{
    /// <summary>DB: the destination's database.</summary>
    public int Database;

    /// <summary>REPLACE: what stands at the destination goes.</summary>
    public bool Replaces;

    /// <summary>Reads the arguments from the fourth on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, in Keyspace keys, in Reply reply, out CopyOptions options)
    {
        options = new() { Database = keys.Database };
        for (var i = 3; i < call.Count; i++)
        {
            if (Option.Is(call[i], "REPLACE"u8)) options.Replaces = true;
            else if (!Option.Is(call[i], "DB"u8) || i + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            else if (!IntegerArgument.TryReadDatabase(call, ++i, reply, keys.DatabaseCount, out options.Database))
                return false;
        }
        return true;
    }
}
