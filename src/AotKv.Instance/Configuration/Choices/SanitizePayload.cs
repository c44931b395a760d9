namespace AotKv.Instance.Configuration;

/// <summary>Whose RESTORE payloads are checked in full.</summary>
public enum SanitizePayload
{
    No,
    Yes,
    Clients,
}
