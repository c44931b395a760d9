using AotKv.Engine.Shards;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server;

/// <summary>
/// Makes locale-collate act: opens the locale by which SORT ... ALPHA orders and gives it to the shards. At start-up
/// and on the thread that changes the configuration.
/// </summary>
sealed class SortingOrder(KeySettings keys, ServerLog log)
{
    /// <summary>Opens the locale of the file; false, and logged, where there is none of that name.</summary>
    public bool TryBegin(Configuration configuration)
    {
        configuration.OnApply("locale-collate", Apply);
        var settings = configuration.Current;
        if (Apply(settings, out _)) return true;
        if (settings.LocaleCollate.Length > 0)
        {
            log.Warning($"Failed to configure LOCALE for invalid locale name: '{settings.LocaleCollate}'.");
            return false;
        }
        log.Warning("Warning: Failed to configure LOCALE derived from the environment variables, using the default "
            + "locale 'C'.");
        return true;
    }

    bool Apply(Settings settings, out string? reason)
    {
        reason = "Invalid locale name";
        if (!LocaleCollation.TryOpen(settings.LocaleCollate, out var collation)) return false;
        keys.Collation = collation;
        return true;
    }
}
