using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// The limit of open files, raised for maxclients: at start, where it lowers maxclients if it must, and by CONFIG SET,
/// which then fails. Any thread under the configuration's turnstile.
/// </summary>
sealed class OpenFilesLimit(Configuration configuration, ServerLog log)
{
    // What Valkey reserves beside its clients, and what each further core has: its network, its wake-up.
    const int Reserved = 32;
    const int ReservedPerCore = 4;

    /// <summary>False where not even one client could be served, which is logged.</summary>
    public bool TryRaiseAtStart()
    {
        var settings = configuration.Current;
        var before = ProcessUsage.OpenFilesLimit;
        var wanted = settings.MaxClients + ReservedBy(settings);
        if (before >= wanted) return true;
        var limit = Math.Max(before, ProcessUsage.RaiseOpenFilesLimit(wanted));
        if (limit >= wanted)
        {
            log.Notice($"Increased maximum number of open files to {wanted} (it was originally set to {before}).");
            return true;
        }

        var possible = limit - ReservedBy(settings);
        if (possible < 1)
        {
            log.Warning($"Your current 'ulimit -n' of {before} is not enough for the server to start. "
                + $"Please increase your open file limit to at least {wanted}. Exiting.");
            return false;
        }

        configuration.Adjust(configuration.Table.Client.MaxClients, possible);
        log.Warning($"You requested maxclients of {settings.MaxClients} requiring at least {wanted} "
            + "max file descriptors.");
        log.Warning($"Server can't set maximum open files to {wanted} because of OS error: "
            + $"{Errno.Describe(Errno.NotPermitted)}.");
        log.Warning($"Current maximum open files is {limit}. maxclients has been reduced to {possible} to compensate "
            + "for low ulimit. If you need higher maxclients increase 'ulimit -n'.");
        return true;
    }

    public bool Apply(Settings settings, out string? reason)
    {
        var possible = ProcessUsage.RaiseOpenFilesLimit(settings.MaxClients + ReservedBy(settings))
            - ReservedBy(settings);
        reason = "The operating system is not able to handle the specified number of clients, try with "
            + $"{possible}";
        return possible >= settings.MaxClients;
    }

    static long ReservedBy(Settings settings) => Reserved + ReservedPerCore * (settings.IoThreads - 1);
}
