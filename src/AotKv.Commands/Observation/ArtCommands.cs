using System.Text;
using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance;
using AotKv.Instance.Sessions;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Observation;

/// <summary>LOLWUT: a picture nobody has seen before, and the version of the server below it.</summary>
static class ArtCommands
{
    const int ColumnsByDefault = 64;
    const int RowsByDefault = 16;
    const int SideMax = 160;
    const int RuleCount = 256;

    /// <summary>
    /// An elementary cellular automaton, two generations a line, from one cell or from a row by chance.
    /// LOLWUT [VERSION v] [columns] [rows] [rule].
    /// </summary>
    [Command("LOLWUT", Arity = -1, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Group = "server",
        Since = "5.0.0", Complexity = "O(1)", Syntax = "LOLWUT [VERSION version]",
        Summary = "Draws a picture, and names the server's version.")]
    internal static void Draw(in Call call, Session session, ref Reply reply)
    {
        var first = call.Count >= 3 && Option.Is(call[1], "VERSION"u8) ? 2 : 1;
        Span<long> numbers = [0, ColumnsByDefault, RowsByDefault, call.Now % RuleCount];

        // The version comes first where it is given: every picture here is of one version.
        for (var i = first; i < call.Count; i++)
        {
            var place = first == 2 ? i - 2 : i;
            if (place >= numbers.Length || IntegerText.TryParse(call[i], out numbers[place])) continue;
            reply.Error(CommandError.NotInteger);
            return;
        }
        var columns = (int)Math.Clamp(numbers[1], 1, SideMax);
        var rows = (int)Math.Clamp(numbers[2], 1, SideMax);
        var text = Picture(columns, rows, (int)(numbers[3] & (RuleCount - 1)), (ulong)call.Now);
        var version = session.Server.Configuration.Current.ExtendedRedisCompatibility
            ? $"Redis ver. {ServerVersion.RedisCompatible}"
            : $"Valkey ver. {ServerVersion.Compatible}";
        text += $"\nRule {numbers[3] & (RuleCount - 1)}. {version}\n";
        reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes(text));
    }

    static string Picture(int columns, int rows, int rule, ulong seed)
    {
        var text = new StringBuilder();
        var upper = new bool[columns];
        upper[columns / 2] = true;
        for (var i = 0; i < columns; i++) upper[i] |= seed % 3 == 0 && (seed * (ulong)(i * i + 1) >> 7 & 1) == 1;
        for (var row = 0; row < rows; row++)
        {
            var lower = Next(upper, rule);
            for (var i = 0; i < columns; i++)
                text.Append((upper[i], lower[i]) switch
                {
                    (true, true) => '\u2588',
                    (true, false) => '\u2580',
                    (false, true) => '\u2584',
                    _ => ' ',
                });
            text.Append('\n');
            upper = Next(lower, rule);
        }
        return text.ToString();
    }

    static bool[] Next(bool[] cells, int rule)
    {
        var next = new bool[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var left = cells[(i + cells.Length - 1) % cells.Length] ? 4 : 0;
            var right = cells[(i + 1) % cells.Length] ? 1 : 0;
            next[i] = (rule >> (left + (cells[i] ? 2 : 0) + right) & 1) == 1;
        }
        return next;
    }
}
