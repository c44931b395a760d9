using AotKv.Instance.Logging;

namespace AotKv.Instance.Configuration;

/// <summary>The log: where, what and how.</summary>
public sealed class LogDirectives(DirectiveTable table)
{
    public readonly ChoiceDirective<LogLevel> LogLevelChoice = table.Add(
        new ChoiceDirective<LogLevel>(
            "loglevel", LogLevel.Notice, ("debug", LogLevel.Debug), ("verbose", LogLevel.Verbose),
            ("notice", LogLevel.Notice), ("warning", LogLevel.Warning), ("nothing", LogLevel.Nothing)));

    public readonly TextDirective LogFile = table.Add(
        new TextDirective("logfile", "") { Traits = DirectiveTraits.Immutable });

    public readonly ChoiceDirective<LogFormat> LogFormatChoice = table.Add(
        new ChoiceDirective<LogFormat>(
            "log-format", LogFormat.Legacy, ("legacy", LogFormat.Legacy), ("logfmt", LogFormat.LogFmt),
            ("json", LogFormat.Json)));

    public readonly ChoiceDirective<LogTimestampFormat> LogTimestampFormatChoice = table.Add(
        new ChoiceDirective<LogTimestampFormat>(
            "log-timestamp-format", LogTimestampFormat.Legacy, ("legacy", LogTimestampFormat.Legacy),
            ("iso8601", LogTimestampFormat.Iso8601), ("milliseconds", LogTimestampFormat.Milliseconds)));

    public readonly SwitchDirective SyslogEnabled = table.Add(
        new SwitchDirective("syslog-enabled", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly TextDirective SyslogIdent = table.Add(
        new TextDirective("syslog-ident", "valkey") { Traits = DirectiveTraits.Immutable });

    public readonly ChoiceDirective<SyslogFacility> SyslogFacilityChoice = table.Add(
        new ChoiceDirective<SyslogFacility>(
            "syslog-facility", SyslogFacility.Local0, ("user", SyslogFacility.User),
            ("local0", SyslogFacility.Local0), ("local1", SyslogFacility.Local1), ("local2", SyslogFacility.Local2),
            ("local3", SyslogFacility.Local3), ("local4", SyslogFacility.Local4), ("local5", SyslogFacility.Local5),
            ("local6", SyslogFacility.Local6), ("local7", SyslogFacility.Local7))
        {
            Traits = DirectiveTraits.Immutable,
        });

    public readonly SwitchDirective HideUserDataFromLog = table.Add(
        new SwitchDirective("hide-user-data-from-log", fallback: true));
}
