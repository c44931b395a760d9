namespace AotKv.Instance.Configuration;

/// <summary>Hooks that no feature owns yet: what this build refuses at run time. A feature replaces its own.</summary>
public static class BuiltInHooks
{
    internal static void AddTo(Configuration configuration)
    {
        configuration.OnApply("rdma-port", RefuseRdma);
        configuration.OnApply("rdma-bind", RefuseRdma);
        configuration.OnApply("activedefrag", RefuseDefragmentation);
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
