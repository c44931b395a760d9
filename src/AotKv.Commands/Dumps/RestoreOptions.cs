using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Dumps;

/// <summary>The options of RESTORE.</summary>
ref struct RestoreOptions
{
    const long FrequencyMax = 255;

    public bool Replaces;

    /// <summary>The time to live is the time of expiry itself.</summary>
    public bool IsAbsolute;

    /// <summary>Seconds since the last use, or -1.</summary>
    public long IdleSeconds;

    /// <summary>The counter of an LFU policy, or -1.</summary>
    public long Frequency;

    /// <summary>Reads the arguments from <paramref name="position"/> on; where they do not fit, answers so.</summary>
    public static bool TryRead(scoped in Call call, int position, scoped in Reply reply, out RestoreOptions options)
    {
        options = new() { IdleSeconds = -1, Frequency = -1 };
        for (; position < call.Count; position++)
        {
            var option = call[position];
            var hasValue = position + 1 < call.Count;
            if (Option.Is(option, "REPLACE"u8)) options.Replaces = true;
            else if (Option.Is(option, "ABSTTL"u8)) options.IsAbsolute = true;
            else if (Option.Is(option, "IDLETIME"u8) && hasValue && options.Frequency == -1)
            {
                if (!IntegerArgument.TryRead(call, ++position, reply, out options.IdleSeconds)) return false;
                if (options.IdleSeconds >= 0) continue;
                reply.Error("ERR Invalid IDLETIME value, must be >= 0"u8);
                return false;
            }
            else if (Option.Is(option, "FREQ"u8) && hasValue && options.IdleSeconds == -1)
            {
                if (!IntegerArgument.TryRead(call, ++position, reply, out options.Frequency)) return false;
                if (options.Frequency is >= 0 and <= FrequencyMax) continue;
                reply.Error("ERR Invalid FREQ value, must be >= 0 and <= 255"u8);
                return false;
            }
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return true;
    }
}
