namespace AotKv.Instance.Configuration;

/// <summary>The facility that log lines go to syslog under.</summary>
public enum SyslogFacility
{
    User,
    Local0,
    Local1,
    Local2,
    Local3,
    Local4,
    Local5,
    Local6,
    Local7,
}
