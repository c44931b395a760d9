namespace AotKv.Instance.Configuration;

/// <summary>Limits on what clients may use.</summary>
public sealed class ClientDirectives(DirectiveTable table)
{
    public readonly NumberDirective MaxClients = table.Add(
        new NumberDirective("maxclients", 10000, 1, uint.MaxValue) { IsUnsigned = true });

    public readonly MemoryDirective MaxMemoryClients = table.Add(
        new MemoryDirective("maxmemory-clients", 0, -100, long.MaxValue) { TakesPercent = true });

    public readonly OutputBufferLimitsDirective OutputBufferLimitsChoice = table.Add(
        new OutputBufferLimitsDirective(
            "client-output-buffer-limit",
            new OutputBufferLimits(new(0, 0, 0), new(256 << 20, 64 << 20, 60), new(32 << 20, 8 << 20, 60)))
        {
            Traits = DirectiveTraits.SeveralWords,
        });

    public readonly MemoryDirective ClientQueryBufferLimit = table.Add(
        new MemoryDirective("client-query-buffer-limit", 1_073_741_824, 1_048_576, long.MaxValue)
        {
            IsUnsigned = true,
            Traits = DirectiveTraits.Debug,
        });

    public readonly MemoryDirective ProtoMaxBulkLen = table.Add(
        new MemoryDirective("proto-max-bulk-len", 536_870_912, 1_048_576, long.MaxValue)
        {
            Traits = DirectiveTraits.Debug,
        });

    public readonly NumberDirective TrackingTableMaxKeys = table.Add(
        new NumberDirective("tracking-table-max-keys", 1_000_000, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective BusyReplyThreshold = table.Add(
        new NumberDirective("busy-reply-threshold", 5000, 0, long.MaxValue) { Alias = "lua-time-limit" });

    public readonly SwitchDirective ImportMode = table.Add(
        new SwitchDirective("import-mode", fallback: false) { Traits = DirectiveTraits.Debug });

    public readonly NumberDirective ClientDefaultResp = table.Add(
        new NumberDirective("client-default-resp", 2, 2, 3)
        {
            IsUnsigned = true,
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });

    public readonly TextDirective ReqResLogfile = table.Add(
        new TextDirective("req-res-logfile", "")
        {
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });
}
