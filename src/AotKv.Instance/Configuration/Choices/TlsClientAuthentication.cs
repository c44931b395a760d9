namespace AotKv.Instance.Configuration;

/// <summary>Whether TLS clients must show a certificate.</summary>
public enum TlsClientAuthentication
{
    No,
    Yes,
    Optional,
}
