namespace AotKv.Instance.Configuration;

/// <summary>Who may use what is risky: nobody, everybody, or local connections.</summary>
public enum AllowedFrom
{
    No,
    Yes,
    Local,
}
