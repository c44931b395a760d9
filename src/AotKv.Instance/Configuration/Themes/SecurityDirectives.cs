namespace AotKv.Instance.Configuration;

/// <summary>Passwords, ACL, and what is refused by default.</summary>
public sealed class SecurityDirectives(DirectiveTable table)
{
    public readonly TextDirective RequirePassword = table.Add(
        new TextDirective("requirepass", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Sensitive });

    public readonly TextDirective AclFile = table.Add(
        new TextDirective("aclfile", "") { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective AclLogMaxLen = table.Add(
        new NumberDirective("acllog-max-len", 128, 0, long.MaxValue) { IsUnsigned = true });

    public readonly ChoiceDirective<ChannelDefault> AclPubsubDefault = table.Add(
        new ChoiceDirective<ChannelDefault>(
            "acl-pubsub-default", ChannelDefault.ResetChannels, ("allchannels", ChannelDefault.AllChannels),
            ("resetchannels", ChannelDefault.ResetChannels)));

    public readonly ChoiceDirective<AllowedFrom> EnableProtectedConfigs = table.Add(
        new ChoiceDirective<AllowedFrom>(
            "enable-protected-configs", AllowedFrom.No, ("no", AllowedFrom.No), ("yes", AllowedFrom.Yes),
            ("local", AllowedFrom.Local))
        {
            Traits = DirectiveTraits.Immutable,
        });

    public readonly ChoiceDirective<AllowedFrom> EnableDebugCommand = table.Add(
        new ChoiceDirective<AllowedFrom>(
            "enable-debug-command", AllowedFrom.No, ("no", AllowedFrom.No), ("yes", AllowedFrom.Yes),
            ("local", AllowedFrom.Local))
        {
            Traits = DirectiveTraits.Immutable,
        });

    public readonly ChoiceDirective<AllowedFrom> EnableModuleCommand = table.Add(
        new ChoiceDirective<AllowedFrom>(
            "enable-module-command", AllowedFrom.No, ("no", AllowedFrom.No), ("yes", AllowedFrom.Yes),
            ("local", AllowedFrom.Local))
        {
            Traits = DirectiveTraits.Immutable,
        });

    public readonly SwitchDirective LuaEnableInsecureApi = table.Add(
        new SwitchDirective("lua-enable-insecure-api", fallback: false)
        {
            Alias = "lua-enable-deprecated-api",
            Traits = DirectiveTraits.Hidden | DirectiveTraits.Protected,
        });

    public readonly SwitchDirective EnableDebugAssert = table.Add(
        new SwitchDirective("enable-debug-assert", fallback: false)
        {
            Traits = DirectiveTraits.Immutable | DirectiveTraits.Hidden,
        });

    public readonly TextDirective DebugContext = table.Add(
        new TextDirective("debug-context", "") { Traits = DirectiveTraits.Debug | DirectiveTraits.Hidden });
}
