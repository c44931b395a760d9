using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Sorting;

/// <summary>
/// The options of SORT and SORT_RO. Patterns are given by the positions of their arguments, 0 for none.
/// </summary>
struct SortOptions
{
    public bool Descending;
    public bool ByText;
    public long Start;
    public long Count;

    /// <summary>The pattern of BY.</summary>
    public int By;

    /// <summary>The destination of STORE.</summary>
    public int Store;

    /// <summary>How many GETs there are.</summary>
    public int Gets;

    /// <summary>Reads the arguments from the third on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, bool mayStore, in Reply reply, out SortOptions options)
    {
        options = new() { Count = -1 };
        for (var i = 2; i < call.Count; i++)
        {
            var left = call.Count - i - 1;
            if (Option.Is(call[i], "ASC"u8)) options.Descending = false;
            else if (Option.Is(call[i], "DESC"u8)) options.Descending = true;
            else if (Option.Is(call[i], "ALPHA"u8)) options.ByText = true;
            else if (left >= 2 && Option.Is(call[i], "LIMIT"u8))
            {
                if (!IntegerArgument.TryRead(call, i + 1, reply, out options.Start)
                    || !IntegerArgument.TryRead(call, i + 2, reply, out options.Count)) return false;
                i += 2;
            }
            else if (left >= 1 && mayStore && Option.Is(call[i], "STORE"u8)) options.Store = ++i;
            else if (left >= 1 && Option.Is(call[i], "BY"u8)) options.By = ++i;
            else if (left >= 1 && Option.Is(call[i], "GET"u8))
            {
                options.Gets++;
                i++;
            }
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>The position of the next GET's pattern behind a position, which is such a one or 1.</summary>
    public static int NextGet(in Call call, int position)
    {
        for (var i = position + 1; ; i++)
        {
            if (Option.Is(call[i], "LIMIT"u8)) i += 2;
            else if (Option.Is(call[i], "GET"u8)) return i + 1;
            else if (Option.Is(call[i], "BY"u8) || Option.Is(call[i], "STORE"u8)) i++;
        }
    }
}
