using System.Globalization;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// The kernel's score for choosing whom to kill when memory runs out, as oom-score-adj asks. What it was before we
/// changed it is kept, and put back with `no`. Changed under the configuration's turnstile.
/// </summary>
sealed class OomScore(ServerLog log)
{
    const string File = "/proc/self/oom_score_adj";
    const int Largest = 1000;

    int? before;

    public bool Apply(Settings settings, out string? reason)
    {
        reason = "Failed to set current oom_score_adj. Check server logs.";
        if (settings.OomScoreMode == OomScoreMode.No)
        {
            if (before is not { } original) return true;
            before = null;
            return TryWrite(original);
        }

        if (before is null && !TryRead(out before)) return false;
        var score = settings.OomScoreValues.Primary;
        if (settings.OomScoreMode == OomScoreMode.Relative) score += before!.Value;
        return TryWrite(Math.Clamp(score, -Largest, Largest));
    }

    bool TryRead(out int? score)
    {
        score = null;
        try
        {
            score = int.Parse(System.IO.File.ReadAllText(File), CultureInfo.InvariantCulture);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Warning($"Unable to read oom_score_adj: {failure.Message}");
            return false;
        }
    }

    bool TryWrite(int score)
    {
        try
        {
            System.IO.File.WriteAllText(File, string.Create(CultureInfo.InvariantCulture, $"{score}\n"));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            log.Warning("Unable to write oom_score_adj: Permission denied");
        }
        catch (IOException failure)
        {
            log.Warning($"Unable to write oom_score_adj: {Linux.Errno.Describe(failure.HResult)}");
        }
        return false;
    }
}
