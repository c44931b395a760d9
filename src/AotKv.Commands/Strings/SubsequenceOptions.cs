using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Strings;

/// <summary>The options of LCS.</summary>
struct SubsequenceOptions
{
    /// <summary>LEN: the answer is the length only.</summary>
    public bool AnswersLength;

    /// <summary>IDX: the answer is where in the strings it stands.</summary>
    public bool AnswersPlaces;

    /// <summary>WITHMATCHLEN: the length of each match, too.</summary>
    public bool AnswersMatchLengths;

    /// <summary>MINMATCHLEN: shorter matches are left out.</summary>
    public long MatchLengthMin;

    /// <summary>Reads the arguments from the fourth on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, in Reply reply, out SubsequenceOptions options)
    {
        options = default;
        for (var i = 3; i < call.Count; i++)
        {
            var option = call[i];
            if (Option.Is(option, "IDX"u8)) options.AnswersPlaces = true;
            else if (Option.Is(option, "LEN"u8)) options.AnswersLength = true;
            else if (Option.Is(option, "WITHMATCHLEN"u8)) options.AnswersMatchLengths = true;
            else if (!Option.Is(option, "MINMATCHLEN"u8) || i + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            else if (!IntegerArgument.TryRead(call, ++i, reply, out options.MatchLengthMin)) return false;
        }
        if (!options.AnswersLength || !options.AnswersPlaces) return true;
        reply.Error("ERR If you want both the length and indexes, please just use IDX."u8);
        return false;
    }
}
