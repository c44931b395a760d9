namespace AotKv.Instance.Configuration;

/// <summary>The certificate's field that names the ACL user.</summary>
public enum TlsUserField
{
    Off,
    CommonName,
    Uri,
}
