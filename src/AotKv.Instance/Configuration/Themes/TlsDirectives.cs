namespace AotKv.Instance.Configuration;

/// <summary>TLS: ports, certificates, ciphers, sessions.</summary>
public sealed class TlsDirectives(DirectiveTable table)
{
    public readonly NumberDirective TlsPort = table.Add(new NumberDirective("tls-port", 0, 0, 65535));

    public readonly TextDirective TlsCertFile = table.Add(
        new TextDirective("tls-cert-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsKeyFile = table.Add(
        new TextDirective("tls-key-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsKeyFilePass = table.Add(
        new TextDirective("tls-key-file-pass", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Sensitive });

    public readonly TextDirective TlsClientCertFile = table.Add(
        new TextDirective("tls-client-cert-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsClientKeyFile = table.Add(
        new TextDirective("tls-client-key-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsClientKeyFilePass = table.Add(
        new TextDirective("tls-client-key-file-pass", "")
        {
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Sensitive,
        });

    public readonly TextDirective TlsDhParamsFile = table.Add(
        new TextDirective("tls-dh-params-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsCaCertFile = table.Add(
        new TextDirective("tls-ca-cert-file", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly TextDirective TlsCaCertDir = table.Add(
        new TextDirective("tls-ca-cert-dir", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Volatile });

    public readonly ChoiceDirective<TlsClientAuthentication> TlsAuthClients = table.Add(
        new ChoiceDirective<TlsClientAuthentication>(
            "tls-auth-clients", TlsClientAuthentication.Yes, ("no", TlsClientAuthentication.No),
            ("yes", TlsClientAuthentication.Yes), ("optional", TlsClientAuthentication.Optional)));

    public readonly ChoiceDirective<TlsUserField> TlsAuthClientsUser = table.Add(
        new ChoiceDirective<TlsUserField>(
            "tls-auth-clients-user", TlsUserField.Off, ("CN", TlsUserField.CommonName), ("URI", TlsUserField.Uri),
            ("off", TlsUserField.Off)));

    public readonly SwitchDirective TlsReplication = table.Add(
        new SwitchDirective("tls-replication", fallback: false));

    public readonly SwitchDirective TlsCluster = table.Add(new SwitchDirective("tls-cluster", fallback: false));

    public readonly TextDirective TlsProtocols = table.Add(
        new TextDirective("tls-protocols", "") { EmptyMeansUnset = true });

    public readonly TextDirective TlsCiphers = table.Add(
        new TextDirective("tls-ciphers", "") { EmptyMeansUnset = true });

    public readonly TextDirective TlsCiphersuites = table.Add(
        new TextDirective("tls-ciphersuites", "") { EmptyMeansUnset = true });

    public readonly SwitchDirective TlsPreferServerCiphers = table.Add(
        new SwitchDirective("tls-prefer-server-ciphers", fallback: false));

    public readonly SwitchDirective TlsSessionCaching = table.Add(
        new SwitchDirective("tls-session-caching", fallback: true));

    public readonly NumberDirective TlsSessionCacheSize = table.Add(
        new NumberDirective("tls-session-cache-size", 20480, 0, int.MaxValue));

    public readonly NumberDirective TlsSessionCacheTimeout = table.Add(
        new NumberDirective("tls-session-cache-timeout", 300, 0, int.MaxValue));

    public readonly NumberDirective TlsAutoReloadInterval = table.Add(
        new NumberDirective("tls-auto-reload-interval", 0, 0, int.MaxValue));
}
