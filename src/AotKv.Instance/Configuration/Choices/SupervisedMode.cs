namespace AotKv.Instance.Configuration;

/// <summary>Who watches over the process.</summary>
public enum SupervisedMode
{
    None,
    Upstart,
    Systemd,
    Detect,
}
