namespace AotKv.Instance.Acl;

/// <summary>Why a rule of a user was refused.</summary>
public enum RuleError
{
    None,
    UnknownCommand,
    Syntax,
    KeysAfterAllKeys,
    ChannelsAfterAllChannels,
    NoSuchPassword,
    BadHash,
    DuplicateUser,
    FirstArgumentOfSubcommand,
    DatabaseOutOfRange,
}
