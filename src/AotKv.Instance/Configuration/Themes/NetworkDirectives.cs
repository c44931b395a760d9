namespace AotKv.Instance.Configuration;

/// <summary>Listening, sockets and connections.</summary>
public sealed class NetworkDirectives(DirectiveTable table)
{
    public readonly AddressListDirective Bind = table.Add(
        new AddressListDirective("bind", "*", "-::*")
        {
            IsDroppedAtDefault = true,
            Traits = DirectiveTraits.SeveralWords,
        });

    public readonly TextDirective BindSourceAddr = table.Add(
        new TextDirective("bind-source-addr", "") { EmptyMeansUnset = true });

    public readonly NumberDirective Port = table.Add(new NumberDirective("port", 6379, 0, 65535));

    public readonly NumberDirective TcpBacklog = table.Add(
        new NumberDirective("tcp-backlog", 511, 0, int.MaxValue) { Traits = DirectiveTraits.Immutable });

    // Hidden as network-backend is: Valkey's tools set back all that CONFIG GET * shows, and know what cannot be set.
    public readonly NumberDirective MetricsPort = table.Add(
        new NumberDirective("metrics-port", 0, 0, 65535)
        {
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });

    public readonly TextDirective UnixSocket = table.Add(
        new TextDirective("unixsocket", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Immutable });

    public readonly TextDirective UnixSocketGroup = table.Add(
        new TextDirective("unixsocketgroup", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Immutable });

    public readonly OctalDirective UnixSocketPermissions = table.Add(
        new OctalDirective("unixsocketperm", 0, maximum: 511) { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective Timeout = table.Add(new NumberDirective("timeout", 0, 0, int.MaxValue));

    public readonly NumberDirective TcpKeepalive = table.Add(
        new NumberDirective("tcp-keepalive", 300, 0, int.MaxValue));

    public readonly SwitchDirective ProtectedMode = table.Add(new SwitchDirective("protected-mode", fallback: true));

    public readonly ChoiceDirective<NetworkBackend> NetworkBackendChoice = table.Add(
        new ChoiceDirective<NetworkBackend>(
            "network-backend", NetworkBackend.Auto, ("auto", NetworkBackend.Auto),
            ("io_uring", NetworkBackend.IoUring), ("epoll", NetworkBackend.Epoll))
        {
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });

    public readonly NumberDirective StandInCommands = table.Add(
        new NumberDirective("stand-in-commands", -1, -1, 1_000_000)
        {
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });

    public readonly SwitchDirective Mptcp = table.Add(
        new SwitchDirective("mptcp", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective SocketMarkId = table.Add(
        new NumberDirective("socket-mark-id", 0, 0, uint.MaxValue)
        {
            IsUnsigned = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly NumberDirective MaxNewConnectionsPerCycle = table.Add(
        new NumberDirective("max-new-connections-per-cycle", 10, 1, 1000) { IsUnsigned = true });

    public readonly NumberDirective MaxNewTlsConnectionsPerCycle = table.Add(
        new NumberDirective("max-new-tls-connections-per-cycle", 1, 1, 1000) { IsUnsigned = true });

    public readonly AddressListDirective RdmaBind = table.Add(
        new AddressListDirective("rdma-bind") { Traits = DirectiveTraits.SeveralWords });

    public readonly NumberDirective RdmaPort = table.Add(new NumberDirective("rdma-port", 0, 0, 65535));

    public readonly NumberDirective RdmaRxSize = table.Add(
        new NumberDirective("rdma-rx-size", 1_048_576, 65536, 16_777_216) { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective RdmaCompletionVector = table.Add(
        new NumberDirective("rdma-completion-vector", -1, -1, 1024) { Traits = DirectiveTraits.Immutable });
}
