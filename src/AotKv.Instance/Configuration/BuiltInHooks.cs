namespace AotKv.Instance.Configuration;

/// <summary>Hooks that no feature owns yet: what this build refuses at run time. A feature replaces its own.</summary>
public static class BuiltInHooks
{
    internal static void AddTo(Configuration configuration)
    {
        configuration.OnApply("locale-collate", CheckLocale);
        configuration.OnApply("rdma-port", RefuseRdma);
        configuration.OnApply("rdma-bind", RefuseRdma);
        configuration.OnApply("activedefrag", RefuseDefragmentation);
    }

    /// <summary>
    /// The server sorts by bytes whatever the environment says; locales that do not are not built in.
    /// </summary>
    public static bool KnowsLocale(string name) => name is "" or "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    static bool CheckLocale(Settings settings, out string? reason)
    {
        reason = "Invalid locale name";
        return KnowsLocale(settings.LocaleCollate);
    }

    static bool RefuseRdma(Settings settings, out string? reason)
    {
        reason = "No RDMA building support.";
        return settings.RdmaPort == 0 && settings.RdmaBind.Count == 0;
    }

    static bool RefuseDefragmentation(Settings settings, out string? reason)
    {
        reason = "Active defragmentation cannot be enabled: it requires a server compiled with a modified Jemalloc "
            + "like the one shipped by default with the source distribution";
        return !settings.ActiveDefrag;
    }
}
