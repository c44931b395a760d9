namespace AotKv.Instance.Configuration;

/// <summary>The operating system's words for failures that the configuration tells apart.</summary>
public static class ConfigurationErrors
{
    public const string NoSuchFile = "No such file or directory";
}
