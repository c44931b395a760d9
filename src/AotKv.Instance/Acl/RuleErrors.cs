namespace AotKv.Instance.Acl;

/// <summary>The words for <see cref="RuleError"/>, which are Valkey's.</summary>
static class RuleErrors
{
    public static string Text(this RuleError error) => error switch
    {
        RuleError.UnknownCommand => "Unknown command or category name in ACL",
        RuleError.Syntax => "Syntax error",
        RuleError.KeysAfterAllKeys => "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and "
            + "does not have any effect. Try 'resetkeys' to start with an empty list of patterns",
        RuleError.ChannelsAfterAllChannels => "Adding a pattern after the * pattern (or the 'allchannels' flag) is not "
            + "valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels",
        RuleError.NoSuchPassword => "The password you are trying to remove from the user does not exist",
        RuleError.BadHash =>
            "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters",
        RuleError.DuplicateUser => "Duplicate user found. A user can only be defined once in config files",
        RuleError.FirstArgumentOfSubcommand => "Allowing first-arg of a subcommand is not supported",
        RuleError.DatabaseOutOfRange => "The provided database ID is out of range",
        _ => "Wrong format",
    };
}
