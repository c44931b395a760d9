using AotKv.Instance.Configuration;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>What ps shows: proc-title-template, filled in. Under the configuration's turnstile.</summary>
/// <param name="executable">The path of the program, absolute; byte text.</param>
sealed class TitleLine(string executable, Configuration configuration)
{
    public bool Apply(Settings settings, out string? reason)
    {
        reason = "failed to set process title";
        if (!settings.SetProcTitle) return true;
        if (!ProcessTitle.TryExpand(settings.ProcTitleTemplate, PartsOf(settings), out var title)) return false;
        // Where the memory cannot be had, the old title stays: nothing depends on it.
        Supervision.SetTitle(title);
        return true;
    }

    ProcessTitleParts PartsOf(Settings settings)
    {
        var port = settings.Port != 0 ? settings.Port : settings.TlsPort;
        var host = settings.Bind.Count > 0 ? settings.Bind[0] : "*";
        return new(
            executable,
            port != 0 ? $"{host}:{port}" : $"unixsocket:{settings.UnixSocket}",
            settings.ClusterEnabled ? "[cluster]" : "",
            $"{settings.Port}",
            $"{settings.TlsPort}",
            settings.UnixSocket,
            configuration.FilePath ?? "");
    }
}
